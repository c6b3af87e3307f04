//! Where the records of the key log are, so that those of a customer or an attempt are found without reading all others.

use super::file::LogFile;
use super::positions::Positions;
use super::record::{AttemptTag, LogRecord, LoggedEnd};
use super::secret::{KeyHash, StoreSecret};
use std::io;
use std::path::Path;

/// The records that were read so far.
#[derive(Debug)]
pub(super) struct LogIndex {
    pub(super) secrets: Vec<StoreSecret>,
    /// The records of keys, by their hash.
    keys: Positions,
    /// The records of ends, by their attempt.
    ends: Positions,
}

impl LogIndex {
    /// Of a log of which nothing was read yet.
    pub(super) fn new(log: &Path) -> Self {
        let dir = log.parent().unwrap_or(Path::new("."));
        Self {
            secrets: Vec::new(),
            keys: Positions::new(dir),
            ends: Positions::new(dir),
        }
    }

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
        for position in self.keys.of(hash.0)?.into_iter().rev() {
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
        for position in self.ends.of(tag.0)?.into_iter().rev() {
            if let Some((attempt, end)) = file.end(position)?
                && attempt == tag
            {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty_log(dir: &Path) -> (LogFile, LogIndex) {
        let path = dir.join("kartoteka.keys");
        std::fs::write(&path, []).unwrap();
        (LogFile::open(&path, 0).unwrap().unwrap(), LogIndex::new(&path))
    }

    #[test]
    fn the_last_word_on_an_attempt_counts_and_a_long_id_is_put_together() {
        let home = tempfile::tempdir().unwrap();
        let (mut file, mut index) = empty_log(home.path());
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
        let reader = LogFile::open(&home.path().join("kartoteka.keys"), 0)
            .unwrap()
            .unwrap();
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

    #[test]
    fn each_attempt_is_found_in_a_log_of_which_most_places_are_in_files() {
        let home = tempfile::tempdir().unwrap();
        let (mut file, mut index) = empty_log(home.path());
        let attempt = |number: u32| AttemptTag::of(&format!("a-{number}")).unwrap();
        let hash = |number: u32| KeyHash(u128::from(number).to_be_bytes());
        let records: Vec<LogRecord> = (0..40_000)
            .flat_map(|number| {
                let key = LogRecord::Key {
                    attempt: attempt(number),
                    sent_at: 0,
                    hash: hash(number),
                };
                let end = LoggedEnd::Created(number.to_string());
                std::iter::once(key).chain(LogRecord::of_end(attempt(number), &end))
            })
            .collect();
        file.append(&records).unwrap();
        file.read(|position, record| index.take(position, &record))
            .unwrap();
        for number in (0..40_000).step_by(997) {
            let found = index.attempts_at(&file, hash(number)).unwrap();
            assert_eq!(found, [attempt(number)]);
            let end = index.end(&file, attempt(number)).unwrap();
            assert_eq!(end, Some(LoggedEnd::Created(number.to_string())));
        }
        assert_eq!(index.attempts_at(&file, hash(40_000)).unwrap(), []);
        let left = std::fs::read_dir(home.path()).unwrap().count();
        assert_eq!(left, 1, "the files have no names");
    }
}
