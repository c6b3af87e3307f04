//! Keyed hashes of what tells customers apart. Without the secret they say nothing; beside it they can be searched by
//! brute force, for there are not so many PESELs.

use crate::customer::{LookupKey, MatchReason};
use crate::store::error::{Error, TransactionError};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rusqlite::{Connection, params};
use sha2::Sha256;

/// What takes the place of a field where all of the payload is the key.
const PAYLOAD: &str = "payload";

/// The secret of a store.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct StoreSecret(pub(super) [u8; 32]);

impl std::fmt::Debug for StoreSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreSecret")
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
    pub(in crate::store) known: &'a [LookupKey],
}

impl StoreSecret {
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
    pub(super) fn hashes(&self, keys: &Keys) -> Vec<(MatchReason, KeyHash)> {
        let payload = keys.fingerprints.iter();
        let payload = payload.map(|print| (MatchReason::Payload, self.hash(keys.crm, PAYLOAD, print)));
        let known = keys.known.iter().map(|known| {
            let hash = self.hash(keys.crm, known.field.field().path, &known.normal());
            (MatchReason::Key(known.clone()), hash)
        });
        payload.chain(known).collect()
    }

    /// The hashes to ask for: the [hashes](Self::hashes) of the keys, and behind them those of the forms in which older
    /// versions have written them down.
    pub(super) fn asked(&self, keys: &Keys) -> Vec<(MatchReason, KeyHash)> {
        let older = keys.known.iter().flat_map(|known| {
            let path = known.field.field().path;
            let forms = known.older().into_iter();
            forms.map(move |form| (MatchReason::Key(known.clone()), self.hash(keys.crm, path, &form)))
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

/// The secrets of the store that are not damaged, the one that is used first.
pub(super) fn secrets(conn: &Connection) -> rusqlite::Result<Vec<StoreSecret>> {
    let mut statement = conn.prepare_cached("SELECT secret, checksum FROM key_secrets ORDER BY rowid")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?)))?;
    let mut secrets = Vec::new();
    for row in rows {
        let (bytes, checksum) = row?;
        let secret = bytes.try_into().ok().map(StoreSecret);
        secrets.extend(secret.filter(|secret: &StoreSecret| secret.checksum() == checksum));
    }
    Ok(secrets)
}

/// Adds a secret. What is damaged goes.
pub(super) fn add_secret(conn: &Connection, secret: &StoreSecret) -> rusqlite::Result<()> {
    let intact = secrets(conn)?;
    conn.execute("DELETE FROM key_secrets", [])?;
    let mut insert =
        conn.prepare_cached("INSERT OR IGNORE INTO key_secrets (secret, checksum) VALUES (?1, ?2)")?;
    for secret in intact.iter().chain([secret]) {
        insert.execute(params![secret.0, secret.checksum()])?;
    }
    Ok(())
}

/// The secret with which keys are hashed; a new one, where there is none yet.
pub(super) fn secret(conn: &Connection) -> Result<StoreSecret, TransactionError> {
    if let Some(secret) = secrets(conn)?.into_iter().next() {
        return Ok(secret);
    }
    let secret = StoreSecret::random().map_err(Error::Random)?;
    add_secret(conn, &secret)?;
    Ok(secret)
}
