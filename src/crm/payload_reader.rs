//! The payload as a reader that notes when it was first read: the proof of whether the request's body left.

use super::CancelToken;
use std::io::{self, Read};
use std::time::Instant;

/// Gives the payload's bytes away, unless the send was called off, and remembers when the first of them was asked for.
///
/// The HTTP library asks only after the connection stands, TLS is agreed and the request's head is written.
pub(super) struct PayloadReader<'send> {
    rest: &'send [u8],
    cancel: &'send CancelToken,
    read_at: Option<Instant>,
}

impl<'send> PayloadReader<'send> {
    /// A probe nobody has read from.
    pub(super) fn new(payload: &'send [u8], cancel: &'send CancelToken) -> Self {
        Self {
            rest: payload,
            cancel,
            read_at: None,
        }
    }

    /// When it was first read; none if it never was, so that surely nothing of the payload was sent.
    pub(super) fn read_at(&self) -> Option<Instant> {
        self.read_at
    }
}

impl Read for PayloadReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read_at.is_none() {
            if !self.cancel.leave() {
                return Err(io::Error::other("the send was called off"));
            }
            self.read_at = Some(Instant::now());
        }
        self.rest.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crm::PayloadLeft;

    #[test]
    fn the_first_read_is_noted_and_stays() {
        let cancel = CancelToken::new();
        let mut probe = PayloadReader::new(b"abc", &cancel);
        assert_eq!(probe.read_at(), None);

        let mut one = [0; 1];
        assert_eq!(probe.read(&mut one).unwrap(), 1);
        let first = probe.read_at();
        assert!(first.is_some());

        // What has begun to leave is given away to its end: half a payload helps nobody.
        assert_eq!(cancel.cancel(), PayloadLeft::Yes);
        let mut rest = Vec::new();
        probe.read_to_end(&mut rest).unwrap();
        assert_eq!((one, rest.as_slice()), ([b'a'], b"bc".as_slice()));
        assert_eq!(probe.read_at(), first);
    }

    #[test]
    fn once_called_off_it_is_never_read() {
        let cancel = CancelToken::new();
        assert_eq!(cancel.cancel(), PayloadLeft::No);
        let mut probe = PayloadReader::new(b"abc", &cancel);
        for _ in 0..2 {
            assert!(probe.read(&mut [0; 8]).is_err());
            assert_eq!(probe.read_at(), None);
        }
    }
}
