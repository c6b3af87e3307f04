//! The records of the key log: 48 bytes each, with a checksum of its own, so that each can be read whatever happened to
//! the others. Numbers are little-endian.
//!
//! | bytes | hold |
//! |---|---|
//! | 0 | the kind |
//! | 1 | which part of a customer's id, of a record that goes on with one |
//! | 2..4 | the length of the customer's id in bytes |
//! | 4..12 | when the attempt was sent, in milliseconds since 1970 |
//! | 12..28 | the attempt |
//! | 28..44 | the hash of a key, or 16 bytes of the customer's id |
//! | 44..48 | CRC-32 of all before |
//!
//! A secret has the format's name in bytes 1..12 and itself in 12..44.

use super::secret::{KeyHash, StoreSecret};

/// The length of a record in bytes.
pub(super) const LENGTH: usize = 48;

/// What a secret's record says of the format.
const FORMAT: &[u8; 11] = b"kartoteka-1";

/// How many bytes of a customer's id one record holds.
const PIECE: usize = 16;

/// The id of an attempt in 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct AttemptTag(pub(super) [u8; 16]);

impl AttemptTag {
    /// The tag of a UUID, as this program makes them, or of up to 16 ASCII characters. None for any other id.
    pub(super) fn of(attempt: &str) -> Option<Self> {
        if let Some(tag) = uuid(attempt).filter(|tag| tag.is_uuid()) {
            return Some(tag);
        }
        let fits = (1..=16).contains(&attempt.len()) && attempt.is_ascii() && !attempt.contains('\0');
        let mut bytes = [0; 16];
        bytes
            .get_mut(..attempt.len())?
            .copy_from_slice(attempt.as_bytes());
        fits.then_some(Self(bytes))
    }

    /// The id.
    pub(super) fn attempt(self) -> String {
        if self.is_uuid() {
            return crate::store::hyphenated(self.0);
        }
        let text = self.0.iter().take_while(|byte| **byte != 0);
        text.map(|byte| char::from(*byte)).collect()
    }

    /// Whether it is a UUID's: its variant is a byte that is no ASCII.
    fn is_uuid(self) -> bool {
        self.0[8] & 0xc0 == 0x80
    }
}

fn uuid(text: &str) -> Option<AttemptTag> {
    let hyphens = [8, 13, 18, 23];
    let shaped = text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| {
            let hex = byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            if hyphens.contains(&at) { byte == b'-' } else { hex }
        });
    let number = u128::from_str_radix(&text.replace('-', ""), 16).ok();
    number
        .filter(|_| shaped)
        .map(|number| AttemptTag(number.to_be_bytes()))
}

/// What became of an attempt, as far as it matters for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LoggedEnd {
    /// The customer exists, under this id.
    Created(String),
    /// No attempt: the customer was in the CRM already, under this id.
    Existing(String),
    /// No customer came of it, or its record was taken back.
    Nothing,
}

/// One record, as it is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LogRecord {
    /// A secret with which keys are hashed.
    Secret(StoreSecret),
    /// An attempt was begun, at a customer with this key.
    Key {
        attempt: AttemptTag,
        sent_at: i64,
        hash: KeyHash,
    },
    /// An attempt has ended; with the length of the customer's id and its beginning.
    End {
        attempt: AttemptTag,
        kind: EndKind,
        length: u16,
        piece: [u8; PIECE],
    },
    /// How the customer's id goes on.
    Id {
        attempt: AttemptTag,
        part: u8,
        piece: [u8; PIECE],
    },
}

/// The kinds of [`LoggedEnd`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndKind {
    Created,
    Existing,
    Nothing,
}

impl EndKind {
    /// The end of this kind, with the customer's id, where there is one.
    pub(super) fn with_id(self, id: String) -> LoggedEnd {
        match self {
            Self::Created => LoggedEnd::Created(id),
            Self::Existing => LoggedEnd::Existing(id),
            Self::Nothing => LoggedEnd::Nothing,
        }
    }
}

/// The numbers of the kinds.
const SECRET: u8 = 1;
const KEY: u8 = 2;
const CREATED: u8 = 3;
const EXISTING: u8 = 4;
const NOTHING: u8 = 5;
const ID: u8 = 6;

impl LogRecord {
    /// The records that say how an attempt has ended.
    pub(super) fn of_end(attempt: AttemptTag, end: &LoggedEnd) -> Vec<Self> {
        let (kind, id) = match end {
            LoggedEnd::Created(id) => (EndKind::Created, id.as_str()),
            LoggedEnd::Existing(id) => (EndKind::Existing, id.as_str()),
            LoggedEnd::Nothing => (EndKind::Nothing, ""),
        };
        let pieces = id.as_bytes().chunks(PIECE).map(|chunk| {
            let mut piece = [0; PIECE];
            piece[..chunk.len()].copy_from_slice(chunk);
            piece
        });
        let mut pieces = pieces.take(usize::from(u8::MAX));
        let end = Self::End {
            attempt,
            kind,
            length: u16::try_from(id.len()).unwrap_or(u16::MAX),
            piece: pieces.next().unwrap_or_default(),
        };
        let rest = (1..)
            .zip(pieces)
            .map(|(part, piece)| Self::Id { attempt, part, piece });
        std::iter::once(end).chain(rest).collect()
    }

    /// The bytes of the record.
    pub(super) fn encode(&self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        match self {
            Self::Secret(secret) => {
                bytes[0] = SECRET;
                bytes[1..12].copy_from_slice(FORMAT);
                bytes[12..44].copy_from_slice(&secret.0);
            }
            Self::Key {
                attempt,
                sent_at,
                hash,
            } => {
                bytes[0] = KEY;
                bytes[4..12].copy_from_slice(&sent_at.to_le_bytes());
                bytes[12..28].copy_from_slice(&attempt.0);
                bytes[28..44].copy_from_slice(&hash.0);
            }
            Self::End {
                attempt,
                kind,
                length,
                piece,
            } => {
                bytes[0] = match kind {
                    EndKind::Created => CREATED,
                    EndKind::Existing => EXISTING,
                    EndKind::Nothing => NOTHING,
                };
                bytes[2..4].copy_from_slice(&length.to_le_bytes());
                bytes[12..28].copy_from_slice(&attempt.0);
                bytes[28..44].copy_from_slice(piece);
            }
            Self::Id { attempt, part, piece } => {
                bytes[0] = ID;
                bytes[1] = *part;
                bytes[12..28].copy_from_slice(&attempt.0);
                bytes[28..44].copy_from_slice(piece);
            }
        }
        let checksum = crc32fast::hash(&bytes[..44]);
        bytes[44..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// The record in these bytes; none where they are no record, or a damaged one.
    pub(super) fn decode(bytes: &[u8; LENGTH]) -> Option<Self> {
        // Zeros, the commonest garbage, have a valid checksum only where that is 0, which it is not.
        if !(SECRET..=ID).contains(&bytes[0]) || crc32fast::hash(&bytes[..44]).to_le_bytes() != bytes[44..] {
            return None;
        }
        let attempt = AttemptTag(bytes[12..28].try_into().ok()?);
        let data = bytes[28..44].try_into().ok()?;
        let end = |kind| Self::End {
            attempt,
            kind,
            length: u16::from_le_bytes([bytes[2], bytes[3]]),
            piece: data,
        };
        Some(match bytes[0] {
            SECRET if bytes[1..12] == *FORMAT => Self::Secret(StoreSecret(bytes[12..44].try_into().ok()?)),
            KEY => Self::Key {
                attempt,
                sent_at: i64::from_le_bytes(bytes[4..12].try_into().ok()?),
                hash: KeyHash(data),
            },
            CREATED => end(EndKind::Created),
            EXISTING => end(EndKind::Existing),
            NOTHING => end(EndKind::Nothing),
            ID => Self::Id {
                attempt,
                part: bytes[1],
                piece: data,
            },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_is_read_as_it_was_written() {
        for id in ["0f3a5c7e-1b2d-4e6f-8a9b-0c1d2e3f4a5b", "a", "exactly 16 bytes"] {
            assert_eq!(AttemptTag::of(id).unwrap().attempt(), id);
        }
        for id in [
            "",
            "seventeen letters",
            "żółw",
            "0F3A5C7E-1B2D-4E6F-8A9B-0C1D2E3F4A5B",
            "a\0",
        ] {
            assert_eq!(AttemptTag::of(id), None, "{id:?}");
        }
    }
}
