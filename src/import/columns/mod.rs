//! A table of customers: which column holds which field, and the card of each row. Pure: the reader of the table brings
//! its cells as texts.

mod cells;
mod finder;
mod hints;
mod mapping;
pub mod marks;
mod names;
mod suspects;
mod synonyms;

use crate::customer::read::untypable;
use crate::customer::{Card, CustomField, FieldId, FieldKind, ReadReason, RuleContext, Slot, list};
use crate::i18n::Locale;
pub use cells::TableCells;
pub use mapping::{
    Adjustment, Adjustments, Column, CombinedContent, Destination, Mapping, MappingError, SkippedReason,
    is_marked, unmarked,
};
pub use names::ColumnNames;
pub use suspects::SuspectRow;

/// The column that the program adds to the rows that it did not send. It is passed over where it is read again.
pub const REASON_COLUMN: &str = "kartoteka_reason";

/// What comes before the name of a vCard property in the heading of its column, where the API has no field for it. Such a
/// column is left out, also where the rejected rows are read again, unless the operator says where it goes.
pub(super) const VCARD_PREFIX: &str = "vCard ";

/// Where the cells of a column go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnTarget {
    /// Into a field, which is not `custom_fields`.
    Field(FieldId),
    /// Into the custom field of this name.
    Custom(String),
}

impl ColumnTarget {
    /// Every target: the fields, and these custom ones.
    #[must_use]
    pub fn all(custom_fields: &[CustomField]) -> Vec<Self> {
        let fields = FieldId::all().filter(|field| *field != CUSTOM_FIELDS);
        let custom = custom_fields.iter().map(|field| Self::Custom(field.name.clone()));
        fields.map(Self::Field).chain(custom).collect()
    }

    /// What the form calls it.
    #[must_use]
    pub fn label(&self, custom_fields: &[CustomField], locale: &Locale) -> String {
        match self {
            Self::Field(field) => field.field().label(locale),
            Self::Custom(name) => {
                let field = custom_fields.iter().find(|field| field.name == *name);
                field.map_or(name.as_str(), CustomField::label).to_owned()
            }
        }
    }

    /// The path in the customer's document: `address.city`, `custom_fields.kampania`.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Field(field) => field.field().path.to_owned(),
            Self::Custom(name) => format!("{}.{name}", CUSTOM_FIELDS.field().path),
        }
    }

    /// The target of a path as the settings of the form have it; none where it is no single field's.
    fn of_setting(path: &str) -> Option<Self> {
        if let Some(name) = path.strip_prefix("custom_fields.") {
            return Some(Self::Custom(name.to_owned()));
        }
        let field = FieldId::of(path).filter(|field| *field != CUSTOM_FIELDS)?;
        Some(Self::Field(field))
    }

    /// Whether several columns may go there.
    #[must_use]
    pub fn takes_several(&self) -> bool {
        matches!(self, Self::Field(field) if field.field().kind == FieldKind::Rows)
    }
}

const CUSTOM_FIELDS: FieldId = FieldId::named("custom_fields");

/// Why a row has no card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowError {
    /// It has another number of cells than the heading.
    Cells {
        /// How many it has.
        found: usize,
        /// How many the heading has.
        expected: usize,
    },
    /// A text is in a column that has no heading; the column, from 1.
    NoHeading(usize),
    /// A cell holds several values, as exports join them, and its field takes one; the field's path.
    Several(String),
    /// A cell holds what its field cannot.
    Cell {
        /// The field's path.
        path: String,
        /// Why not.
        reason: ReadReason,
    },
}

impl Mapping {
    /// The card of a row. Several e-mail addresses or telephone numbers in a cell, with a semicolon or a line break
    /// between them, become rows of the card, as several columns do. The values are not checked: that is for
    /// [`Card::problems`].
    ///
    /// # Errors
    /// The first thing that would be lost on the way into the card.
    pub fn card(&self, cells: &[&str], context: &RuleContext) -> Result<Card, RowError> {
        if cells.len() != self.columns.len() {
            return Err(RowError::Cells {
                found: cells.len(),
                expected: self.columns.len(),
            });
        }
        let mut card = Card::new(context);
        for (index, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            let cell = self.cell(cell);
            if cell.trim().is_empty() {
                continue;
            }
            match &column.destination {
                Destination::Into(target) => put(&mut card, target, &cell.replace("\r\n", "\n"))?,
                Destination::LeftOut(SkippedReason::NoHeading) => return Err(RowError::NoHeading(index + 1)),
                Destination::LeftOut(_) => {}
            }
        }
        Ok(card)
    }

    /// A cell without the mark that the program has put before it.
    fn cell<'a>(&self, cell: &'a str) -> &'a str {
        if self.marked { marks::unmark(cell) } else { cell }
    }
}

/// Puts a cell where it belongs.
fn put(card: &mut Card, target: &ColumnTarget, text: &str) -> Result<(), RowError> {
    let kind = match target {
        ColumnTarget::Field(field) => field.field().kind,
        ColumnTarget::Custom(_) => FieldKind::Pairs,
    };
    let parts: Vec<&str> = match kind {
        FieldKind::Rows => list::split(text).collect(),
        FieldKind::Lines | FieldKind::Pairs => vec![text],
        _ if list::is_joined(text) => return Err(RowError::Several(target.path())),
        _ => vec![text],
    };
    for part in parts {
        if let Some(character) = untypable(kind, part) {
            return Err(RowError::Cell {
                path: target.path(),
                reason: ReadReason::Character(character),
            });
        }
        match target {
            ColumnTarget::Field(field) => card.fill(*field, free_row(card, *field), part.to_owned()),
            ColumnTarget::Custom(name) => card.fill_custom(CUSTOM_FIELDS, name, part.to_owned()),
        }
    }
    Ok(())
}

/// The first row of a field that is empty, or the one behind its last.
fn free_row(card: &Card, field: FieldId) -> usize {
    let rows = card.rows(field);
    let mut empty = (0..rows).filter(|row| card.get(Slot::row(field, *row)).is_empty());
    empty.next().unwrap_or(rows)
}
