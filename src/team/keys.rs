//! By what a customer is known to the team: keyed hashes, which say nothing without the team's secret.

use crate::customer::{LookupKey, MatchReason, NewSubmission, fingerprint, identity, older_fingerprints};
use crate::endpoint::comparable;
use crate::text::folded;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How many bytes a team's secret must have at least. The hashes can be searched by brute force with a guessed secret.
pub const SHORTEST_SECRET: usize = 16;

/// What takes the place of a field where all of the payload is the key, and where the name is. No field has such a path.
const PAYLOAD: &str = "=payload";
const NAME: &str = "=name";
/// What is hashed to see whether two secrets are one.
const CHECK: &str = "=check";

/// The secret that all programs of a team share.
#[derive(Clone, PartialEq, Eq)]
pub struct TeamSecret(Vec<u8>);

impl std::fmt::Debug for TeamSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TeamSecret")
    }
}

/// The hash of a key: HMAC-SHA-256 of the CRM, the field and the value, cut to 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TeamKeyHash(pub(super) [u8; 16]);

/// The hashes of all by which a customer is known at one CRM, each with what it is the hash of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamKeys {
    /// What is written down for an attempt.
    own: Vec<(MatchReason, TeamKeyHash)>,
    /// The forms in which other versions of the program may have written the same down.
    older: Vec<(MatchReason, TeamKeyHash)>,
}

impl TeamSecret {
    /// The secret in a text, without the white space around it.
    ///
    /// # Errors
    ///
    /// [`Error::ShortSecret`](super::Error::ShortSecret) if it has fewer than [`SHORTEST_SECRET`] bytes.
    pub fn new(text: &str) -> Result<Self, super::Error> {
        let text = text.trim();
        if text.len() < SHORTEST_SECRET {
            return Err(super::Error::ShortSecret);
        }
        Ok(Self(text.as_bytes().to_vec()))
    }

    /// What the store keeps to tell another secret from this one.
    pub(super) fn check_value(&self) -> TeamKeyHash {
        self.hash(["", CHECK, ""])
    }

    fn hash(&self, parts: [&str; 3]) -> TeamKeyHash {
        let mut hash = [0; 16];
        // A key of any length is taken, so that this cannot fail.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) {
            for part in parts {
                // With its length, so that no text can run over into the next one.
                mac.update(&(part.len() as u64).to_be_bytes());
                mac.update(part.as_bytes());
            }
            hash.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        }
        TeamKeyHash(hash)
    }
}

impl TeamKeys {
    /// The keys of a payload that is to be sent to this URL, and of whom (surname and name, or the company's name). A company
    /// never shares a key with a customer, for the URL says which of the two it is.
    #[must_use]
    pub fn new(secret: &TeamSecret, url: &str, who: &str, payload: &str) -> Self {
        let crm = comparable(url);
        let hash = |field: &str, value: &str| secret.hash([&crm, field, value]);
        let of_key = |known: &LookupKey, form: &str| {
            let path = known.field.field().path;
            (MatchReason::Key(known.clone()), hash(path, form))
        };
        let of_payload = |print: &String| (MatchReason::Payload, hash(PAYLOAD, print));
        let known = identity(payload);
        let mut own = vec![of_payload(&fingerprint(payload))];
        own.extend(known.iter().map(|known| of_key(known, &known.normal())));
        let name = folded(who);
        if !name.is_empty() {
            own.push((MatchReason::Name, hash(NAME, &name)));
        }
        let mut older: Vec<_> = older_fingerprints(payload).iter().map(of_payload).collect();
        for known in &known {
            older.extend(known.older().iter().map(|form| of_key(known, form)));
        }
        Self { own, older }
    }

    /// The keys of an attempt that is about to begin.
    #[must_use]
    pub fn of(secret: &TeamSecret, new: &NewSubmission) -> Self {
        Self::new(secret, &new.url, &new.who, &new.payload)
    }

    /// The hashes that are written down, each once.
    pub(super) fn own(&self) -> Vec<TeamKeyHash> {
        let mut own: Vec<TeamKeyHash> = self.own.iter().map(|(_, hash)| *hash).collect();
        own.sort_unstable();
        own.dedup();
        own
    }

    /// All hashes that are asked for, those that stop a send first.
    pub(super) fn asked(&self) -> Vec<&(MatchReason, TeamKeyHash)> {
        let mut asked: Vec<_> = self.own.iter().chain(&self.older).collect();
        asked.sort_by_key(|(reason, _)| !reason.is_certain());
        asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://a.example/api/customers";

    fn keys(url: &str, who: &str, payload: &str) -> TeamKeys {
        TeamKeys::new(
            &TeamSecret::new("a secret of the team").unwrap(),
            url,
            who,
            payload,
        )
    }

    fn shared(one: &TeamKeys, other: &TeamKeys) -> Vec<String> {
        let own = other.own();
        let shared = one.asked().into_iter().filter(|(_, hash)| own.contains(hash));
        let named = shared.map(|(reason, _)| match reason {
            MatchReason::Payload => "payload".to_owned(),
            MatchReason::Key(known) => known.field.field().path.to_owned(),
            MatchReason::Name => "name".to_owned(),
        });
        named.collect()
    }

    #[test]
    fn what_two_payloads_share_is_found_in_any_spelling_and_at_one_crm_only() {
        let one = keys(
            URL,
            "Nowak Anna",
            r#"{"surname":"Nowak","pesel":"44051401359","email":"a@żółw.pl","phone_number":"333444555"}"#,
        );
        let other = keys(
            "https://A.example:443/api//customers",
            "NOWAK  anna",
            r#"{"surname":"Nowak-Lis","pesel":"4405140135\uff19","email":["A@xn--w-uga1v8h.pl"],"phone_number":"+48 333 444 555"}"#,
        );
        assert_eq!(shared(&one, &other), ["pesel", "email", "phone_number", "name"]);
        for (url, secret) in [
            ("https://a.example/api/companies", "a secret of the team"),
            ("https://b.example/api/customers", "a secret of the team"),
            (URL, "a secret of others"),
        ] {
            let payload = r#"{"surname":"Nowak","pesel":"44051401359"}"#;
            let elsewhere = TeamKeys::new(&TeamSecret::new(secret).unwrap(), url, "Nowak Anna", payload);
            assert_eq!(shared(&one, &elsewhere), [""; 0], "{url} {secret}");
        }
    }

    #[test]
    fn the_same_payload_blocks_without_any_key_and_a_value_in_another_field_does_not() {
        let one = keys(URL, "", r#"{"surname":"Nowak","name":"Anna"}"#);
        let same = keys(URL, "", r#"{"name":"ANNA","surname":"nowak"}"#);
        assert_eq!(shared(&one, &same), ["payload"]);
        let nip = keys(URL, "", r#"{"surname":"A","nip":"1234563218"}"#);
        let identifier = keys(URL, "", r#"{"surname":"B","identifier":"1234563218"}"#);
        assert_eq!(shared(&nip, &identifier), [""; 0]);
    }

    #[test]
    fn what_other_versions_wrote_is_asked_for_and_not_written() {
        let unicode = keys(URL, "", r#"{"email":"a@żółw.pl"}"#);
        assert!(!unicode.older.is_empty());
        let own = unicode.own();
        assert!(unicode.older.iter().all(|(_, hash)| !own.contains(hash)));
    }

    #[test]
    fn a_secret_is_long_enough_and_never_shown() {
        assert!(matches!(
            TeamSecret::new(" fifteen-bytes-x \n"),
            Err(crate::team::Error::ShortSecret)
        ));
        let secret = TeamSecret::new("sixteen-bytes-xy\n").unwrap();
        assert_eq!(secret, TeamSecret::new("sixteen-bytes-xy").unwrap());
        assert_eq!(format!("{secret:?}"), "TeamSecret");
    }
}
