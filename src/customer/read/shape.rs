//! The shape of the payload, as the table of fields defines it, held against a document while it is parsed: the parser
//! knows where it is, so every fault gets its line.

use super::{Expected, JsonType, ReadReason, untypable};
use crate::customer::{Card, FIELDS, FieldId, FieldKind};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Read};

/// Names that are less alike than this are not taken for one another: 1 is the same.
const ALIKE: f64 = 0.6;
/// In a document with more faults than this, a name that is unknown is of no field.
const MOST_GUESSES: usize = 20;

/// What this module found wrong, and where: the parser's errors can carry no more than words.
pub(super) struct ShapeError {
    pub(super) path: String,
    pub(super) reason: ReadReason,
    /// How many bytes of the document were read, of which the last one belongs to what is wrong.
    pub(super) end: usize,
}

/// A document that notes how much of it was read, since the parser reports that of its own errors only.
pub(super) struct CountedReader<'a> {
    text: &'a str,
    read: &'a Cell<usize>,
}

impl Read for CountedReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (&self.text.as_bytes()[self.read.get()..]).read(buffer)?;
        self.read.set(self.read.get() + count);
        Ok(count)
    }
}

/// Writes a document into a card. What is wrong in it is noted, and the rest is written.
pub(super) struct CardWriter<'a> {
    text: &'a str,
    read: Cell<usize>,
    faults: RefCell<Vec<ShapeError>>,
}

impl<'a> CardWriter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            read: Cell::new(0),
            faults: RefCell::default(),
        }
    }

    /// The document, to be parsed with [`document`](Self::document).
    pub(super) fn source(&'a self) -> CountedReader<'a> {
        CountedReader {
            text: self.text,
            read: &self.read,
        }
    }

    pub(super) fn document<'c>(
        &'a self,
        card: &'c mut Card,
    ) -> impl for<'de> DeserializeSeed<'de, Value = ()> + use<'a, 'c> {
        DocumentValue {
            pen: self,
            card,
            path: String::new(),
            place: JsonPlace::Customer,
        }
    }

    /// What was wrong, from the beginning to the end.
    pub(super) fn faults(&self) -> Vec<ShapeError> {
        self.faults.take()
    }

    /// Notes what is wrong with what was read last.
    fn note(&self, path: &str, reason: ReadReason) {
        let end = self.read.get();
        self.faults.borrow_mut().push(ShapeError {
            path: path.to_owned(),
            reason,
            end,
        });
    }

    /// As [`note`](Self::note), of a number: the parser sees its end by the byte behind it.
    fn note_number(&self, path: &str, reason: ReadReason) {
        let read = &self.text.as_bytes()[..self.read.get()];
        let end = read.iter().rposition(u8::is_ascii_digit);
        self.faults.borrow_mut().push(ShapeError {
            path: path.to_owned(),
            reason,
            end: end.map_or(read.len(), |last| last + 1),
        });
    }
}

/// What is at a place of the document.
#[derive(Clone, Copy)]
enum JsonPlace {
    Customer,
    /// An object that holds fields.
    Address,
    Field(FieldId),
    /// A value in the list of a field.
    Item(FieldId, usize),
    /// The value of a custom field, whose name ends the path.
    Custom(FieldId),
}

impl JsonPlace {
    fn expected(self) -> Expected {
        match self {
            Self::Customer => Expected::Customer,
            Self::Address => Expected::Address,
            Self::Item(..) | Self::Custom(_) => Expected::Text,
            Self::Field(field) => match field.field().kind {
                FieldKind::Line | FieldKind::Lines | FieldKind::Choice => Expected::Text,
                FieldKind::Number => Expected::Number,
                FieldKind::Rows => Expected::Texts,
                FieldKind::Flag => Expected::Flag,
                FieldKind::Pairs => Expected::Pairs,
            },
        }
    }

    /// The field whose value a scalar of this type can be here.
    fn takes(self, found: JsonType) -> Option<FieldId> {
        match (self, self.expected(), found) {
            (Self::Item(field, _) | Self::Custom(field), _, JsonType::Text)
            | (Self::Field(field), Expected::Text | Expected::Texts | Expected::Number, JsonType::Text)
            | (Self::Field(field), Expected::Number, JsonType::Number)
            | (Self::Field(field), Expected::Flag, JsonType::Flag) => Some(field),
            _ => None,
        }
    }

    /// Whether nothing may be here. In a list it would be a value that says nothing.
    fn may_be_null(self) -> bool {
        !matches!(self, Self::Customer | Self::Item(..))
    }
}

/// One value of the document.
struct DocumentValue<'a, 'c> {
    pen: &'a CardWriter<'a>,
    card: &'c mut Card,
    path: String,
    place: JsonPlace,
}

impl DocumentValue<'_, '_> {
    /// Notes that something of another type stands here.
    fn wrong(&mut self, found: JsonType) {
        let expected = self.place.expected();
        let reason = ReadReason::Type { expected, found };
        if found == JsonType::Number {
            self.pen.note_number(&self.path, reason);
        } else {
            self.pen.note(&self.path, reason);
        }
        self.leave_blank();
    }

    /// Keeps the places of the values behind this one in their list.
    fn leave_blank(&mut self) {
        if let JsonPlace::Item(field, row) = self.place {
            self.card.fill(field, row, String::new());
        }
    }

    /// Takes a text where one may be.
    fn take(&mut self, text: &str, found: JsonType) {
        let Some(field) = self.place.takes(found) else {
            return self.wrong(found);
        };
        let text = text.replace("\r\n", "\n");
        if let Some(character) = untypable(field.field().kind, &text) {
            self.pen.note(&self.path, ReadReason::Character(character));
            return self.leave_blank();
        }
        match self.place {
            JsonPlace::Custom(_) => {
                let name = self.path.split_once('.').map_or("", |(_, name)| name);
                self.card.fill_custom(field, name, text);
            }
            JsonPlace::Item(_, row) => self.card.fill(field, row, text),
            _ => self.card.fill(field, 0, text),
        }
    }

    /// The place of a member of this object, whose path is given; none where it cannot be there.
    fn member(&self, key: &str, path: &str) -> Result<JsonPlace, ReadReason> {
        if let JsonPlace::Field(field) = self.place {
            return untypable(FieldKind::Line, key).map_or(Ok(JsonPlace::Custom(field)), |character| {
                Err(ReadReason::Character(character))
            });
        }
        let known = FieldId::of(path);
        if let (Some(field), false) = (known, key.contains('.')) {
            return Ok(JsonPlace::Field(field));
        }
        if parents().any(|parent| parent == path) {
            return Ok(JsonPlace::Address);
        }
        let parent = known.and_then(|field| field.field().parent_and_key().0);
        let guess = || {
            (self.pen.faults.borrow().len() < MOST_GUESSES)
                .then(|| nearest(path))
                .flatten()
        };
        Err(parent.map_or_else(|| ReadReason::UnknownField(guess()), ReadReason::Dotted))
    }
}

impl<'de> DeserializeSeed<'de> for DocumentValue<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DocumentValue<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E: serde::de::Error>(mut self, text: &str) -> Result<(), E> {
        self.take(text, JsonType::Text);
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(mut self, flag: bool) -> Result<(), E> {
        self.take(&flag.to_string(), JsonType::Flag);
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(mut self, number: u64) -> Result<(), E> {
        self.take(&number.to_string(), JsonType::Number);
        Ok(())
    }

    fn visit_i64<E: serde::de::Error>(mut self, number: i64) -> Result<(), E> {
        self.take(&number.to_string(), JsonType::Number);
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(mut self, number: f64) -> Result<(), E> {
        self.take(&number.to_string(), JsonType::Number);
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(mut self) -> Result<(), E> {
        if !self.place.may_be_null() {
            self.wrong(JsonType::Null);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let field = match self.place {
            JsonPlace::Field(field) if self.place.expected() == Expected::Texts => field,
            _ => {
                let rest = IgnoredAny.visit_seq(items);
                self.wrong(JsonType::List);
                return rest.map(drop);
            }
        };
        let mut row = 0;
        while items
            .next_element_seed(DocumentValue {
                pen: self.pen,
                card: &mut *self.card,
                path: format!("{}[{row}]", self.path),
                place: JsonPlace::Item(field, row),
            })?
            .is_some()
        {
            row += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let is_object = matches!(
            self.place.expected(),
            Expected::Customer | Expected::Address | Expected::Pairs
        );
        if !is_object {
            let rest = IgnoredAny.visit_map(members);
            self.wrong(JsonType::Object);
            return rest.map(drop);
        }
        let mut seen = BTreeSet::new();
        while let Some(key) = members.next_key::<String>()? {
            let path = if self.path.is_empty() {
                key.clone()
            } else {
                format!("{}.{key}", self.path)
            };
            let place = match self.member(&key, &path) {
                Ok(_) if seen.contains(&key) => Err(ReadReason::Duplicate),
                place => place,
            };
            match place {
                Err(reason) => {
                    self.pen.note(&path, reason);
                    members.next_value::<IgnoredAny>()?;
                }
                Ok(place) => members.next_value_seed(DocumentValue {
                    pen: self.pen,
                    card: &mut *self.card,
                    path,
                    place,
                })?,
            }
            seen.insert(key);
        }
        Ok(())
    }
}

/// The objects that hold fields, once for each field.
fn parents() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().filter_map(|field| field.parent_and_key().0)
}

/// The path of the field, or the name of the object, that a name is most like; none where it is like none.
fn nearest(path: &str) -> Option<&'static str> {
    let written = path.to_lowercase();
    let names = FIELDS.iter().map(|field| field.path).chain(parents());
    let likeness = |name: &str| {
        let begins = written.len() > 2 && (name.starts_with(&written) || written.starts_with(name));
        let edits = strsim::normalized_damerau_levenshtein(name, &written);
        if begins { edits.max(ALIKE) } else { edits }
    };
    names
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}
