//! Whether bytes that come piece by piece are UTF-8.

use std::str;

/// Whether the bytes are UTF-8: sequences of several bytes that are, and that are not.
#[derive(Default)]
pub(super) struct Utf8 {
    /// The beginning of a sequence whose rest is in the next piece.
    pub open: Vec<u8>,
    pub good: u64,
    pub bad: u64,
}

impl Utf8 {
    /// Looks at the next bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        let joined;
        let mut rest = if self.open.is_empty() {
            bytes
        } else {
            joined = [self.open.as_slice(), bytes].concat();
            &joined
        };
        let mut open = Vec::new();
        while !rest.is_empty() {
            let (valid, next) = match str::from_utf8(rest) {
                Ok(_) => (rest, [].as_slice()),
                Err(error) => {
                    let (valid, bad) = rest.split_at(error.valid_up_to());
                    match error.error_len() {
                        None => {
                            open = bad.to_vec();
                            (valid, [].as_slice())
                        }
                        Some(length) => {
                            self.bad += 1;
                            (valid, &bad[length..])
                        }
                    }
                }
            };
            let leads = valid.iter().filter(|byte| **byte >= 0xc0);
            self.good += leads.fold(0, |count, _| count + 1);
            rest = next;
        }
        self.open = open;
    }
}
