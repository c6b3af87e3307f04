//! Where the records of the key log are, so that those of a customer or an attempt are found without reading all others. It
//! costs eight bytes of memory a record: the log may have millions, and a program that sends has it open all the time.

use super::file::LogFile;
use super::record::{AttemptTag, LogRecord, LoggedEnd};
use super::secret::{KeyHash, StoreSecret};
use std::io;

/// The records that were read so far.
#[derive(Debug, Default)]
pub(super) struct LogIndex {
    pub(super) secrets: Vec<StoreSecret>,
    /// The records of keys, by their hash.
    keys: Positions,
    /// The records of ends, by their attempt.
    ends: Positions,
}

impl LogIndex {
    /// Takes a record, which is at this position and follows those that were taken before.
    pub(super) fn take(&mut self, position: u64, record: &LogRecord) {
        match record {
            LogRecord::Secret(secret) => {
                if !self.secrets.contains(secret) {
                    self.secrets.push(secret.clone());
                }
            }
            LogRecord::Key { hash, .. } => self.keys.add(hash.0, position),
            LogRecord::End { attempt, .. } => self.ends.add(attempt.0, position),
            LogRecord::Id { .. } => {}
        }
    }

    /// The attempts at a customer with this key, the newest first.
    ///
    /// # Errors
    /// If the file cannot be read, or has been changed meanwhile.
    pub(super) fn attempts_at(&self, file: &LogFile, hash: KeyHash) -> io::Result<Vec<AttemptTag>> {
        let mut found = Vec::new();
        for position in self.keys.of(hash.0).rev() {
            match file.record(position)? {
                LogRecord::Key {
                    attempt, hash: other, ..
                } if other == hash => found.push(attempt),
                _ => {}
            }
        }
        Ok(found)
    }

    /// Whether an attempt was at a customer with this key.
    ///
    /// # Errors
    /// As [`attempts_at`](Self::attempts_at).
    pub(super) fn has(&self, file: &LogFile, tag: AttemptTag, hash: KeyHash) -> io::Result<bool> {
        Ok(self.attempts_at(file, hash)?.contains(&tag))
    }

    /// How an attempt has ended, by its last word on it; none of one that has not ended yet, or of which nobody knows.
    ///
    /// # Errors
    /// As [`attempts_at`](Self::attempts_at).
    pub(super) fn end(&self, file: &LogFile, tag: AttemptTag) -> io::Result<Option<LoggedEnd>> {
        for position in self.ends.of(tag.0).rev() {
            if let Some((attempt, end)) = file.end(position)?
                && attempt == tag
            {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }
}

/// Positions of records in the file, by what they are about. What is found may be about something else, so each is looked at.
#[derive(Debug, Default)]
struct Positions {
    /// Each with the beginning of a hash in the [highest bits](MARK); in their order within a run, and from run to run as they
    /// came. A run never moves: a longer one would leave a hole in memory as large as itself, each time.
    runs: Vec<Vec<u64>>,
    /// Those that are in no run yet, as they came.
    recent: Vec<u64>,
}

/// How many positions are looked through one by one before they go into a run.
const MOST_RECENT: usize = 1024;
/// How many positions a run has: half a megabyte.
const RUN: usize = 64 * MOST_RECENT;

/// The bits of a position: a file of a terabyte has them all.
const POSITION: u64 = (1 << 40) - 1;
/// The bits that tell what a record is about: of a million records, one in seventeen shares them with another.
const MARK: u64 = !POSITION;

impl Positions {
    fn add(&mut self, about: [u8; 16], position: u64) {
        self.recent.push(mark(about) | position & POSITION);
        if self.recent.len() == MOST_RECENT {
            self.recent.sort_unstable();
            if self.runs.last().is_none_or(|run| run.len() == RUN) {
                self.runs.push(Vec::with_capacity(RUN));
            }
            if let Some(run) = self.runs.last_mut() {
                merge(run, &mut self.recent);
            }
        }
    }

    /// The positions of records that may be about this, as they are in the file.
    fn of(&self, about: [u8; 16]) -> impl DoubleEndedIterator<Item = u64> {
        let mark = mark(about);
        let runs = self.runs.iter().flat_map(move |run| {
            let first = run.partition_point(|entry| *entry < mark);
            let behind = run.partition_point(|entry| *entry <= mark | POSITION);
            &run[first..behind]
        });
        let recent = self.recent.iter().filter(move |entry| *entry & MARK == mark);
        runs.chain(recent).map(|entry| entry & POSITION)
    }
}

/// Moves numbers to others, both in their order, from the last one on, so that none is in the way of another.
fn merge(run: &mut Vec<u64>, others: &mut Vec<u64>) {
    let mut left = run.len();
    let mut free = left + others.len();
    run.resize(free, 0);
    while let Some(other) = others.last() {
        free -= 1;
        if left > 0 && run[left - 1] > *other {
            left -= 1;
            run[free] = run[left];
        } else {
            run[free] = *other;
            others.pop();
        }
    }
}

/// An attempt's id may be a short text, so its bytes are mixed.
fn mark(about: [u8; 16]) -> u64 {
    let number = u128::from_le_bytes(about);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let mixed = (number as u64) ^ ((number >> 64) as u64);
    mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) & MARK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_found_by_what_it_is_about_in_runs_and_before_it_is_in_one() {
        let mut positions = Positions::default();
        let about = |number: u64| u128::from(number % 700).to_be_bytes();
        let numbers = 0..(RUN + 5 * MOST_RECENT / 2) as u64;
        for number in numbers.clone() {
            positions.add(about(number), number * 48);
        }
        assert_eq!(
            (positions.runs.len(), positions.recent.len()),
            (2, MOST_RECENT / 2)
        );
        for wanted in 0..700 {
            let expected = numbers.clone().filter(|number| number % 700 == wanted);
            let expected: Vec<u64> = expected.map(|number| number * 48).collect();
            let found: Vec<u64> = positions.of(about(wanted)).collect();
            assert_eq!(found, expected);
        }
        assert_eq!(positions.of(*b"of no record yet").count(), 0);
    }

    #[test]
    fn the_last_word_on_an_attempt_counts_and_a_long_id_is_put_together() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("kartoteka.keys");
        std::fs::write(&path, []).unwrap();
        let mut file = LogFile::open(&path, 0).unwrap().unwrap();
        let mut index = LogIndex::default();
        let [one, other] = ["one", "other"].map(|id| AttemptTag::of(id).unwrap());
        let hash = |byte| KeyHash([byte; 16]);
        let mut append = |index: &mut LogIndex, records: &[LogRecord]| {
            file.append(records).unwrap();
            file.read(|position, record| index.take(position, &record))
                .unwrap();
        };
        let keys = [(one, 1), (other, 1), (other, 2)].map(|(attempt, key)| LogRecord::Key {
            attempt,
            sent_at: 0,
            hash: hash(key),
        });
        append(&mut index, &keys);
        let reader = LogFile::open(&path, 0).unwrap().unwrap();
        let at = |index: &LogIndex, key| index.attempts_at(&reader, hash(key)).unwrap();
        assert_eq!(at(&index, 1), [other, one]);
        assert_eq!(at(&index, 2), [other]);
        assert_eq!(at(&index, 3), []);
        assert!(index.has(&reader, other, hash(2)).unwrap() && !index.has(&reader, one, hash(2)).unwrap());
        let end = |index: &LogIndex| index.end(&reader, one).unwrap();
        assert_eq!(end(&index), None);
        let id = "ż".repeat(64);
        for outcome in [
            LoggedEnd::Nothing,
            LoggedEnd::Created(id.clone()),
            LoggedEnd::Existing(id),
        ] {
            append(&mut index, &LogRecord::of_end(one, &outcome));
            assert_eq!(end(&index), Some(outcome));
        }
        assert_eq!(index.end(&reader, other).unwrap(), None);
    }
}
