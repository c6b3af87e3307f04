//! The shape of the payload, as the table of fields tells it, held against a document while it is parsed: the parser
//! knows where it is, so every fault gets its line.

use super::{Expected, Found, ReadReason, untypable};
use crate::customer::{Card, FIELDS, Facts, FieldId, Kind};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

/// Names that are less alike than this are not taken for one another: 1 is the same.
const ALIKE: f64 = 0.6;

/// What this module found wrong, and where: the parser's errors can carry no more than words.
pub(super) struct Fault {
    pub(super) path: String,
    pub(super) reason: ReadReason,
}

/// Writes a document into a card.
pub(super) struct Pen<'a> {
    facts: &'a Facts,
    fault: RefCell<Option<Fault>>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        Self {
            facts,
            fault: RefCell::new(None),
        }
    }

    pub(super) fn document(&'a self) -> Document<'a> {
        Document(self)
    }

    pub(super) fn fault(&self) -> Option<Fault> {
        self.fault.take()
    }

    /// Stops the parser here.
    fn stop<E: serde::de::Error>(&self, path: &str, reason: ReadReason) -> E {
        self.fault.replace(Some(Fault {
            path: path.to_owned(),
            reason,
        }));
        E::custom("")
    }
}

/// The whole document: a customer.
pub(super) struct Document<'a>(&'a Pen<'a>);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = Card;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Card, D::Error> {
        let mut card = Card::new(self.0.facts);
        deserializer.deserialize_any(Value {
            pen: self.0,
            card: &mut card,
            path: String::new(),
            place: Place::Customer,
        })?;
        Ok(card)
    }
}

/// What stands at a place of the document.
#[derive(Clone, Copy)]
enum Place {
    Customer,
    /// An object that holds fields.
    Address,
    Field(FieldId),
    /// A value in the list of a field.
    Item(FieldId, usize),
    /// The value of a custom field, whose name ends the path.
    Custom(FieldId),
}

impl Place {
    fn expected(self) -> Expected {
        match self {
            Self::Customer => Expected::Customer,
            Self::Address => Expected::Address,
            Self::Item(..) | Self::Custom(_) => Expected::Text,
            Self::Field(field) => match field.field().kind {
                Kind::Line | Kind::Lines | Kind::Choice => Expected::Text,
                Kind::Number => Expected::Number,
                Kind::Rows => Expected::Texts,
                Kind::Flag => Expected::Flag,
                Kind::Pairs => Expected::Pairs,
            },
        }
    }

    /// The field whose value a scalar of this type can be here.
    fn takes(self, found: Found) -> Option<FieldId> {
        match (self, self.expected(), found) {
            (Self::Item(field, _) | Self::Custom(field), _, Found::Text)
            | (Self::Field(field), Expected::Text | Expected::Texts | Expected::Number, Found::Text)
            | (Self::Field(field), Expected::Number, Found::Number)
            | (Self::Field(field), Expected::Flag, Found::Flag) => Some(field),
            _ => None,
        }
    }

    /// Whether nothing may stand here. In a list it would be a value that says nothing.
    fn may_be_null(self) -> bool {
        !matches!(self, Self::Customer | Self::Item(..))
    }
}

/// One value of the document.
struct Value<'a, 'c> {
    pen: &'a Pen<'a>,
    card: &'c mut Card,
    path: String,
    place: Place,
}

impl Value<'_, '_> {
    fn wrong<T, E: serde::de::Error>(&self, found: Found) -> Result<T, E> {
        let expected = self.place.expected();
        Err(self.pen.stop(&self.path, ReadReason::Type { expected, found }))
    }

    /// Takes a text where one may stand.
    fn take<E: serde::de::Error>(self, text: &str, found: Found) -> Result<(), E> {
        let Some(field) = self.place.takes(found) else {
            return self.wrong(found);
        };
        let text = text.replace("\r\n", "\n");
        if let Some(character) = untypable(field.field().kind, &text) {
            return Err(self.pen.stop(&self.path, ReadReason::Character(character)));
        }
        match self.place {
            Place::Custom(_) => {
                let name = self.path.split_once('.').map_or("", |(_, name)| name);
                self.card.fill_custom(field, name, text);
            }
            Place::Item(_, row) => self.card.fill(field, row, text),
            _ => self.card.fill(field, 0, text),
        }
        Ok(())
    }

    /// The place of a member of this object, whose path is given.
    fn member<E: serde::de::Error>(&self, key: &str, path: &str) -> Result<Place, E> {
        if let Place::Field(field) = self.place {
            return match untypable(Kind::Line, key) {
                None => Ok(Place::Custom(field)),
                Some(character) => Err(self.pen.stop(path, ReadReason::Character(character))),
            };
        }
        let known = FieldId::of(path);
        if let (Some(field), false) = (known, key.contains('.')) {
            return Ok(Place::Field(field));
        }
        if parents().any(|parent| parent == path) {
            return Ok(Place::Address);
        }
        let parent = known.and_then(|field| field.field().parent_and_key().0);
        let reason = parent.map_or_else(|| ReadReason::UnknownField(nearest(path)), ReadReason::Dotted);
        Err(self.pen.stop(path, reason))
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.take(text, Found::Text)
    }

    fn visit_bool<E: serde::de::Error>(self, flag: bool) -> Result<(), E> {
        self.take(&flag.to_string(), Found::Flag)
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<(), E> {
        self.take(&number.to_string(), Found::Number)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<(), E> {
        self.take(&number.to_string(), Found::Number)
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<(), E> {
        self.take(&number.to_string(), Found::Number)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        if self.place.may_be_null() {
            return Ok(());
        }
        self.wrong(Found::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let field = match self.place {
            Place::Field(field) if self.place.expected() == Expected::Texts => field,
            _ => return self.wrong(Found::List),
        };
        let mut row = 0;
        while items
            .next_element_seed(Value {
                pen: self.pen,
                card: &mut *self.card,
                path: format!("{}[{row}]", self.path),
                place: Place::Item(field, row),
            })?
            .is_some()
        {
            row += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let is_object = matches!(
            self.place.expected(),
            Expected::Customer | Expected::Address | Expected::Pairs
        );
        if !is_object {
            return self.wrong(Found::Object);
        }
        let mut seen = BTreeSet::new();
        while let Some(key) = members.next_key::<String>()? {
            let path = if self.path.is_empty() {
                key.clone()
            } else {
                format!("{}.{key}", self.path)
            };
            let place = self.member(&key, &path)?;
            if !seen.insert(key) {
                return Err(self.pen.stop(&path, ReadReason::Duplicate));
            }
            members.next_value_seed(Value {
                pen: self.pen,
                card: &mut *self.card,
                path,
                place,
            })?;
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
