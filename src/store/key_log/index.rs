//! What the key log says, in memory: which attempts were at a customer with a key, and what became of them.

use super::record::{End, EndKind, Record, Tag};
use super::secret::{KeyHash, Secret};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An attempt that is in the log.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) tag: Tag,
    pub(super) sent_at: i64,
    /// None of one that has not ended yet, or of which nobody knows.
    pub(super) end: Option<End>,
}

/// The records that were read so far.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) secrets: Vec<Secret>,
    pub(super) attempts: Vec<Attempt>,
    by_tag: HashMap<Tag, u32, Random>,
    /// The attempts at each key: a list that leads from the newest to the oldest.
    by_key: HashMap<u64, u32, Random>,
    links: Vec<Link>,
    /// The customer's id that is being read, in pieces.
    id: PartialId,
}

/// An attempt at a key, and the link of the one before.
#[derive(Debug)]
struct Link {
    attempt: u32,
    before: Option<u32>,
}

#[derive(Debug, Default)]
struct PartialId {
    attempt: u32,
    length: usize,
    bytes: Vec<u8>,
}

impl Index {
    /// Takes a record, which follows those that were taken before.
    pub(super) fn take(&mut self, record: Record) {
        match record {
            Record::Secret(secret) => {
                if !self.secrets.contains(&secret) {
                    self.secrets.push(secret);
                }
            }
            Record::Key {
                attempt,
                sent_at,
                hash,
            } => {
                let attempt = self.attempt(attempt);
                self.attempts[attempt as usize].sent_at = sent_at;
                self.link(hash, attempt);
            }
            Record::End {
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
                    EndKind::Created => End::Created(id),
                    EndKind::Existing => End::Existing(id),
                    EndKind::Nothing => End::Nothing,
                });
            }
            Record::Id { attempt, piece, .. } => {
                if self.by_tag.get(&attempt) == Some(&self.id.attempt) {
                    self.id.bytes.extend(piece);
                    let text = self.id.text();
                    if let Some(End::Created(id) | End::Existing(id)) =
                        &mut self.attempts[self.id.attempt as usize].end
                    {
                        *id = text;
                    }
                }
            }
        }
    }

    /// The attempts at a customer with this key, the newest first.
    pub(super) fn at(&self, hash: KeyHash) -> impl Iterator<Item = &Attempt> {
        let mut next = self.by_key.get(&short(hash)).copied();
        std::iter::from_fn(move || {
            let link = self.links.get(next? as usize)?;
            next = link.before;
            self.attempts.get(link.attempt as usize)
        })
    }

    /// What the log says of an attempt.
    pub(super) fn find(&self, tag: Tag) -> Option<&Attempt> {
        self.by_tag
            .get(&tag)
            .map(|number| &self.attempts[*number as usize])
    }

    fn attempt(&mut self, tag: Tag) -> u32 {
        let new = number(self.attempts.len());
        *self.by_tag.entry(tag).or_insert_with(|| {
            self.attempts.push(Attempt {
                tag,
                sent_at: 0,
                end: None,
            });
            new
        })
    }

    fn link(&mut self, hash: KeyHash, attempt: u32) {
        let new = number(self.links.len());
        let before = self.by_key.insert(short(hash), new);
        self.links.push(Link { attempt, before });
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
type Random = BuildHasherDefault<Beginning>;

#[derive(Debug, Default)]
struct Beginning(u64);

impl Hasher for Beginning {
    fn finish(&self) -> u64 {
        // The table looks at the highest bits and the lowest, and a short id has zeros behind.
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= first_eight(bytes) ^ first_eight(bytes.get(8..).unwrap_or_default());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn write_usize(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_an_attempt_counts_and_a_long_id_is_put_together() {
        let mut index = Index::default();
        let [one, other] = ["one", "other"].map(|id| Tag::of(id).unwrap());
        let hash = |byte| KeyHash([byte; 16]);
        for (attempt, key) in [(one, 1), (other, 1), (other, 2)] {
            index.take(Record::Key {
                attempt,
                sent_at: i64::from(key),
                hash: hash(key),
            });
        }
        let at =
            |index: &Index, key| -> Vec<Tag> { index.at(hash(key)).map(|attempt| attempt.tag).collect() };
        assert_eq!(at(&index, 1), [other, one]);
        assert_eq!(at(&index, 2), [other]);
        assert_eq!(at(&index, 3), []);
        let end = |index: &Index| index.find(one).unwrap().end.clone();
        assert_eq!(end(&index), None);
        let id = "ż".repeat(64);
        for said in [End::Nothing, End::Created(id.clone()), End::Existing(id)] {
            for record in Record::of_end(one, &said) {
                index.take(record);
            }
            assert_eq!(end(&index), Some(said));
        }
        assert_eq!(index.find(other).unwrap().sent_at, 2);
    }
}
