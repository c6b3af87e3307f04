//! Keyed hashes of what tells customers apart. Without the secret they say nothing; beside it they can be searched by
//! brute force, for there are not so many PESELs.

use crate::customer::{Known, Likeness};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What takes the place of a field where all of the payload is the key.
const PAYLOAD: &str = "payload";

/// The secret of a store.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret(pub(super) [u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// The hash of a key: HMAC-SHA-256 of the CRM, the field and the value, cut to 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KeyHash(pub(super) [u8; 16]);

/// All by which the customer of a payload is known at a CRM.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Keys<'a> {
    /// The CRM, as it is compared.
    pub(in crate::store) crm: &'a str,
    /// What is the same for the same payload. A question has more than one where older programs have written another.
    pub(in crate::store) fingerprints: &'a [String],
    /// What tells the customer apart.
    pub(in crate::store) known: &'a [Known],
}

impl Secret {
    /// A new one.
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// What is stored beside it, to see whether it is damaged.
    pub(super) fn checksum(&self) -> i64 {
        i64::from(crc32fast::hash(&self.0))
    }

    /// The hashes of a customer's keys, each with what it is the hash of; those of the payload first, then in the order of the
    /// keys.
    pub(super) fn hashes(&self, keys: &Keys) -> Vec<(Likeness, KeyHash)> {
        let payload = keys.fingerprints.iter();
        let payload = payload.map(|print| (Likeness::Payload, self.hash(keys.crm, PAYLOAD, print)));
        let known = keys.known.iter().map(|known| {
            let hash = self.hash(keys.crm, known.field.field().path, &known.normal());
            (Likeness::Key(known.clone()), hash)
        });
        payload.chain(known).collect()
    }

    /// The hashes to ask for: the [hashes](Self::hashes) of the keys, and behind them those of the forms in which older
    /// versions have written them down.
    pub(super) fn asked(&self, keys: &Keys) -> Vec<(Likeness, KeyHash)> {
        let older = keys.known.iter().flat_map(|known| {
            let path = known.field.field().path;
            let forms = known.older().into_iter();
            forms.map(move |form| (Likeness::Key(known.clone()), self.hash(keys.crm, path, &form)))
        });
        self.hashes(keys).into_iter().chain(older).collect()
    }

    fn hash(&self, crm: &str, field: &str, value: &str) -> KeyHash {
        let mut hash = [0; 16];
        // A key of any length is taken, so that this cannot fail.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) {
            for part in [crm, field, value] {
                mac.update(part.as_bytes());
                mac.update(&[0]);
            }
            hash.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        }
        KeyHash(hash)
    }
}
