//! The payload as a reader that notes when it was first read: the proof of whether the request's body left.

use std::io::{self, Read};
use std::time::Instant;

/// Gives the payload's bytes away and remembers when the first of them was asked for.
///
/// The HTTP library asks only after the connection stands, TLS is agreed and the request's head is written.
pub(super) struct Probe<'payload> {
    rest: &'payload [u8],
    read_at: Option<Instant>,
}

impl<'payload> Probe<'payload> {
    /// A probe nobody has read from.
    pub(super) fn new(payload: &'payload [u8]) -> Self {
        Self {
            rest: payload,
            read_at: None,
        }
    }

    /// When it was first read; none if it never was, so that surely nothing of the payload was sent.
    pub(super) fn read_at(&self) -> Option<Instant> {
        self.read_at
    }
}

impl Read for Probe<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.read_at.get_or_insert_with(Instant::now);
        self.rest.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_read_is_noted_and_stays() {
        let mut probe = Probe::new(b"abc");
        assert_eq!(probe.read_at(), None);

        let mut one = [0; 1];
        assert_eq!(probe.read(&mut one).unwrap(), 1);
        let first = probe.read_at();
        assert!(first.is_some());

        let mut rest = Vec::new();
        probe.read_to_end(&mut rest).unwrap();
        assert_eq!((one, rest.as_slice()), ([b'a'], b"bc".as_slice()));
        assert_eq!(probe.read_at(), first);
    }
}
