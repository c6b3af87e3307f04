//! Reading records out of a file that may be damaged anywhere.

use super::record::{LENGTH, LogRecord};

/// Reads records out of a file, piece by piece, and notes what could not be read between them.
#[derive(Debug, Default)]
pub(super) struct LogScanner {
    /// How many bytes were looked at since the last record.
    unread: usize,
    /// How many bytes of all that was looked at begin no record.
    pub(super) garbage: u64,
    /// Where the last record ends. What follows may be the beginning of one that is being written.
    pub(super) end: u64,
    /// Whether a record or more is damaged. Less than a record's length is what a killed program leaves behind, and no
    /// record is missing for it.
    pub(super) damaged: bool,
    /// Whether less than a record is at the end.
    pub(super) torn: bool,
}

impl LogScanner {
    /// Gives each record in the next bytes to `take`, with its position in the file, and returns how many bytes were used: the
    /// rest, less than a record's length, is given again with what follows. Behind what is none, the next is looked for at every
    /// byte.
    pub(super) fn feed(&mut self, bytes: &[u8], mut take: impl FnMut(u64, LogRecord)) -> usize {
        let mut at = 0;
        while let Some(chunk) = bytes.get(at..at + LENGTH).and_then(|chunk| chunk.try_into().ok()) {
            if let Some(record) = LogRecord::decode(chunk) {
                let position = self.end + self.unread as u64;
                take(position, record);
                self.damaged |= self.unread >= LENGTH;
                self.end = position + LENGTH as u64;
                self.unread = 0;
                at += LENGTH;
            } else {
                self.unread += 1;
                self.garbage += 1;
                at += 1;
            }
        }
        at
    }

    /// That nothing follows but this many bytes, which are no record.
    pub(super) fn finish(&mut self, rest: usize) {
        self.damaged |= self.unread + rest >= LENGTH;
        self.torn = self.unread + rest > 0;
        self.unread = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::key_log::record::{AttemptTag, LoggedEnd};
    use crate::store::key_log::secret::{KeyHash, StoreSecret};
    use proptest::prelude::*;

    fn records() -> Vec<LogRecord> {
        let attempt =
            |number: u8| AttemptTag::of(&format!("0f3a5c7e-0000-4000-8000-0000000000{number:02x}")).unwrap();
        let mut records = vec![LogRecord::Secret(StoreSecret([7; 32])); 2];
        for number in 1..20 {
            let (attempt, sent_at) = (attempt(number), 1_790_000_000_000 + i64::from(number));
            records.extend([1, 2].map(|key| LogRecord::Key {
                attempt,
                sent_at,
                hash: KeyHash([key * 20 + number; 16]),
            }));
            let end = match number % 4 {
                0 => LoggedEnd::Nothing,
                1 => LoggedEnd::Existing("ż".repeat(64)),
                _ => LoggedEnd::Created(number.to_string()),
            };
            records.extend(LogRecord::of_end(attempt, &end));
        }
        records
    }

    fn bytes(records: &[LogRecord]) -> Vec<u8> {
        records.iter().flat_map(LogRecord::encode).collect()
    }

    /// As a file is read: in pieces, here of a length that fits nothing.
    fn scanned(bytes: &[u8]) -> (Vec<LogRecord>, LogScanner) {
        let (mut found, mut scan, mut rest) = (Vec::new(), LogScanner::default(), Vec::new());
        for piece in bytes.chunks(101) {
            rest.extend_from_slice(piece);
            let used = scan.feed(&rest, |position, record| {
                assert_eq!(
                    bytes[usize::try_from(position).unwrap()..][..LENGTH],
                    record.encode()
                );
                found.push(record);
            });
            rest.drain(..used);
        }
        scan.finish(rest.len());
        (found, scan)
    }

    #[test]
    fn what_is_written_is_read() {
        let (found, scan) = scanned(&bytes(&records()));
        assert_eq!(found, records());
        assert!(!scan.damaged);
        assert_eq!(scan.end, (records().len() * LENGTH) as u64);
    }

    #[test]
    fn nothing_is_no_record() {
        for byte in [0, 0xff, 1, 2] {
            let (found, scan) = scanned(&[byte; 4096]);
            assert_eq!(found, []);
            assert!(scan.damaged);
        }
        assert!(
            !scanned(&[0; LENGTH - 1]).1.damaged,
            "torn, and nothing is missing"
        );
    }

    proptest! {
        #[test]
        fn a_changed_byte_costs_its_own_record_and_no_other(at in 0..records().len() * LENGTH, flip in 1_u8..) {
            let mut bytes = bytes(&records());
            bytes[at] ^= flip;
            let mut expected = records();
            expected.remove(at / LENGTH);
            let (found, scan) = scanned(&bytes);
            prop_assert_eq!(found, expected);
            prop_assert!(scan.damaged);
        }

        #[test]
        fn a_torn_end_costs_the_last_record_and_what_is_appended_is_read(cut in 0..records().len() * LENGTH) {
            let mut bytes = bytes(&records());
            bytes.truncate(cut);
            bytes.extend(records()[3].encode());
            let (found, scan) = scanned(&bytes);
            let mut expected = records();
            expected.truncate(cut / LENGTH);
            expected.push(records()[3].clone());
            prop_assert_eq!(found, expected);
            prop_assert!(!scan.damaged);
        }

        #[test]
        fn garbage_anywhere_hides_no_record(at in 0..records().len(), garbage in proptest::collection::vec(any::<u8>(), 0..200)) {
            let all = records();
            let bytes = [bytes(&all[..at]), garbage.clone(), bytes(&all[at..])].concat();
            let (found, scan) = scanned(&bytes);
            prop_assert_eq!(found, all);
            prop_assert_eq!(scan.damaged, garbage.len() >= LENGTH);
        }

        #[test]
        fn a_page_of_zeros_costs_what_it_touches(at in 0..records().len() * LENGTH, length in 1_usize..300) {
            let mut bytes = bytes(&records());
            let end = (at + length).min(bytes.len());
            bytes[at..end].fill(0);
            let all = records();
            let untouched: Vec<LogRecord> = (0..all.len())
                .filter(|number| (number + 1) * LENGTH <= at || number * LENGTH >= end)
                .map(|number| all[number].clone())
                .collect();
            // A record whose zeros were zeros before is whole.
            let (found, _) = scanned(&bytes);
            prop_assert!(untouched.iter().all(|record| found.contains(record)));
            prop_assert!(found.iter().all(|record| all.contains(record)));
        }

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
            scanned(&bytes);
        }
    }
}
