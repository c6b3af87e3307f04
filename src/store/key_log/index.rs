//! What the key log says, in memory: which attempts were at a customer with a key, and what became of them.

use super::record::{AttemptTag, EndKind, LogRecord, LoggedEnd};
use super::secret::{KeyHash, StoreSecret};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An attempt that is in the log.
#[derive(Debug)]
pub(super) struct LoggedAttempt {
    pub(super) tag: AttemptTag,
    pub(super) sent_at: i64,
    /// None of one that has not ended yet, or of which nobody knows.
    pub(super) end: Option<LoggedEnd>,
}

/// The records that were read so far.
#[derive(Debug, Default)]
pub(super) struct LogIndex {
    pub(super) secrets: Vec<StoreSecret>,
    pub(super) attempts: Vec<LoggedAttempt>,
    by_tag: HashMap<AttemptTag, u32, Random>,
    /// The attempt of the last record, which is mostly that of the next one.
    last: Option<(AttemptTag, u32)>,
    /// The keys, each with the number of an attempt, in their order.
    sorted: Vec<(u64, u32)>,
    /// The keys that are not among them yet.
    recent: Vec<(u64, u32)>,
    /// The customer's id that is being read, in pieces.
    id: PartialId,
}

/// How many keys are looked through one by one before they are sorted.
const MOST_RECENT: usize = 1024;

#[derive(Debug, Default)]
struct PartialId {
    attempt: u32,
    length: usize,
    bytes: Vec<u8>,
}

impl LogIndex {
    /// Takes a record, which follows those that were taken before.
    pub(super) fn take(&mut self, record: LogRecord) {
        match record {
            LogRecord::Secret(secret) => {
                if !self.secrets.contains(&secret) {
                    self.secrets.push(secret);
                }
            }
            LogRecord::Key {
                attempt,
                sent_at,
                hash,
            } => {
                let attempt = self.attempt(attempt);
                self.attempts[attempt as usize].sent_at = sent_at;
                self.recent.push((short(hash), attempt));
            }
            LogRecord::End {
                attempt,
                kind,
                length,
                piece,
            } => {
                let attempt = self.attempt(attempt);
                self.id = PartialId {
                    attempt,
                    length: usize::from(length),
                    bytes: piece.to_vec(),
                };
                let id = self.id.text();
                self.attempts[attempt as usize].end = Some(match kind {
                    EndKind::Created => LoggedEnd::Created(id),
                    EndKind::Existing => LoggedEnd::Existing(id),
                    EndKind::Nothing => LoggedEnd::Nothing,
                });
            }
            LogRecord::Id { attempt, piece, .. } => {
                if self.by_tag.get(&attempt) == Some(&self.id.attempt) {
                    self.id.bytes.extend(piece);
                    let text = self.id.text();
                    if let Some(LoggedEnd::Created(id) | LoggedEnd::Existing(id)) =
                        &mut self.attempts[self.id.attempt as usize].end
                    {
                        *id = text;
                    }
                }
            }
        }
    }

    /// Puts the keys that were taken in their order, where they are too many to be looked through.
    pub(super) fn sort(&mut self) {
        if self.recent.len() > MOST_RECENT {
            let mut recent = std::mem::take(&mut self.recent);
            if self.sorted.is_empty() {
                recent.shrink_to_fit();
                self.sorted = recent;
            } else {
                self.sorted.extend(recent);
            }
            self.sorted.sort_unstable();
        }
    }

    /// The attempts at a customer with this key, the newest first.
    pub(super) fn at(&self, hash: KeyHash) -> impl Iterator<Item = &LoggedAttempt> {
        let key = short(hash);
        let first = self.sorted.partition_point(|(other, _)| *other < key);
        let sorted = self.sorted[first..]
            .iter()
            .take_while(move |(other, _)| *other == key);
        let recent = self.recent.iter().filter(move |(other, _)| *other == key);
        let mut found: Vec<u32> = sorted.chain(recent).map(|(_, attempt)| *attempt).collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        found
            .into_iter()
            .filter_map(|attempt| self.attempts.get(attempt as usize))
    }

    /// How many attempts guard a customer.
    pub(super) fn guarding(&self) -> usize {
        let guards = |attempt: &&LoggedAttempt| attempt.end != Some(LoggedEnd::Nothing);
        self.attempts.iter().filter(guards).count()
    }

    /// Whether an attempt was at a customer with this key.
    pub(super) fn has(&self, tag: AttemptTag, hash: KeyHash) -> bool {
        self.at(hash).any(|attempt| attempt.tag == tag)
    }

    /// What the log holds about an attempt.
    pub(super) fn find(&self, tag: AttemptTag) -> Option<&LoggedAttempt> {
        self.by_tag
            .get(&tag)
            .map(|number| &self.attempts[*number as usize])
    }

    fn attempt(&mut self, tag: AttemptTag) -> u32 {
        if let Some((last, number)) = self.last
            && last == tag
        {
            return number;
        }
        let new = number(self.attempts.len());
        let attempt = *self.by_tag.entry(tag).or_insert_with(|| {
            self.attempts.push(LoggedAttempt {
                tag,
                sent_at: 0,
                end: None,
            });
            new
        });
        self.last = Some((tag, attempt));
        attempt
    }
}

impl PartialId {
    fn text(&self) -> String {
        let end = self.length.min(self.bytes.len());
        String::from_utf8_lossy(&self.bytes[..end]).into_owned()
    }
}

/// A file of so many records would have two hundred gigabytes.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Enough to tell keys apart: of a million keys, no two share it but once in forty million stores.
fn short(hash: KeyHash) -> u64 {
    first_eight(&hash.0)
}

fn first_eight(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    let length = bytes.len().min(8);
    first[..length].copy_from_slice(&bytes[..length]);
    u64::from_le_bytes(first)
}

/// For keys that are as good as random, and come from no stranger: their own beginning is their hash.
type Random = BuildHasherDefault<PrefixHasher>;

#[derive(Debug, Default)]
struct PrefixHasher(u64);

impl Hasher for PrefixHasher {
    fn finish(&self) -> u64 {
        // The table looks at the highest bits and the lowest, and a short id has zeros behind.
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= first_eight(bytes) ^ first_eight(bytes.get(8..).unwrap_or_default());
    }

    fn write_usize(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_an_attempt_counts_and_a_long_id_is_put_together() {
        let mut index = LogIndex::default();
        let [one, other] = ["one", "other"].map(|id| AttemptTag::of(id).unwrap());
        let hash = |byte| KeyHash([byte; 16]);
        for (attempt, key) in [(one, 1), (other, 1), (other, 2)] {
            index.take(LogRecord::Key {
                attempt,
                sent_at: i64::from(key),
                hash: hash(key),
            });
        }
        let at = |index: &LogIndex, key| -> Vec<AttemptTag> {
            index.at(hash(key)).map(|attempt| attempt.tag).collect()
        };
        assert_eq!(at(&index, 1), [other, one]);
        assert_eq!(at(&index, 2), [other]);
        assert_eq!(at(&index, 3), []);
        for _ in 0..MOST_RECENT {
            index.take(LogRecord::Key {
                attempt: other,
                sent_at: 2,
                hash: hash(4),
            });
        }
        index.sort();
        assert_eq!((index.recent.len(), index.sorted.len()), (0, MOST_RECENT + 3));
        index.take(LogRecord::Key {
            attempt: one,
            sent_at: 1,
            hash: hash(2),
        });
        assert_eq!(at(&index, 1), [other, one]);
        assert_eq!(at(&index, 2), [other, one]);
        let end = |index: &LogIndex| index.find(one).unwrap().end.clone();
        assert_eq!(end(&index), None);
        let id = "ż".repeat(64);
        for outcome in [
            LoggedEnd::Nothing,
            LoggedEnd::Created(id.clone()),
            LoggedEnd::Existing(id),
        ] {
            for record in LogRecord::of_end(one, &outcome) {
                index.take(record);
            }
            assert_eq!(end(&index), Some(outcome));
        }
        assert_eq!(index.find(other).unwrap().sent_at, 2);
    }
}
