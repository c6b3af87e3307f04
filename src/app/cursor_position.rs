//! Where the operator is in a card, as a draft keeps it.

use crate::customer::{FieldId, Slot, SlotPart};
use std::fmt;
use std::str::FromStr;

/// The slot that has the focus, and the cursor in it. What is scrolled follows from these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CursorPosition {
    /// The slot.
    pub slot: Slot,
    /// How many characters stand before the cursor.
    pub cursor: usize,
}

impl fmt::Display for CursorPosition {
    /// Writes `email 1 value 12`: path, row, part, cursor.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Slot { field, row, part } = self.slot;
        let part = if part == SlotPart::Name { "name" } else { "value" };
        write!(f, "{} {row} {part} {}", field.field().path, self.cursor)
    }
}

impl FromStr for CursorPosition {
    type Err = ();

    /// Reads what [`Display`](fmt::Display) writes; without a cursor, as older drafts have it, the place is the end.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut words = text.split(' ');
        let field = words.next().and_then(FieldId::of).ok_or(())?;
        let row = words.next().and_then(|row| row.parse().ok()).ok_or(())?;
        let part = match words.next() {
            Some("name") => SlotPart::Name,
            Some("value") => SlotPart::Value,
            _ => return Err(()),
        };
        let cursor = words.next().and_then(|cursor| cursor.parse().ok());
        Ok(Self {
            slot: Slot { field, row, part },
            cursor: cursor.unwrap_or(usize::MAX),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for text in ["surname 0 value 5", "email 2 value 0", "custom_fields 3 name 1"] {
            let place: CursorPosition = text.parse().unwrap();
            assert_eq!(place.to_string(), text);
        }
        let old: CursorPosition = "surname 0 value".parse().unwrap();
        assert_eq!(old.cursor, usize::MAX);
        for wrong in [
            "",
            "surname",
            "surname x value",
            "surname 0 half",
            "no_field 0 value 1",
        ] {
            assert_eq!(wrong.parse::<CursorPosition>(), Err(()), "{wrong:?}");
        }
    }
}
