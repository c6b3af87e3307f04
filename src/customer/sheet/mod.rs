//! A sheet of customers: which column holds which field, and the card of each row. Pure: whoever reads the sheet brings
//! its cells as texts.

mod names;

use super::read::untypable;
use super::{Card, Facts, FieldId, Kind, ReadReason, Slot};
use names::{Meaning, Names, bare};

/// The column that the program adds to the rows that it did not send. It is passed over where it is read again.
pub const REASON_COLUMN: &str = "kartoteka_reason";

/// Where the cells of a column go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Into a field, which is not `custom_fields`.
    Field(FieldId),
    /// Into the custom field of this name.
    Custom(String),
}

impl Target {
    /// The path in the customer's document: `address.city`, `custom_fields.kampania`.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Field(field) => field.field().path.to_owned(),
            Self::Custom(name) => format!("{}.{name}", CUSTOM_FIELDS.field().path),
        }
    }

    /// Whether several columns may go there.
    fn takes_several(&self) -> bool {
        matches!(self, Self::Field(field) if field.field().kind == Kind::Rows)
    }
}

const CUSTOM_FIELDS: FieldId = FieldId::named("custom_fields");

/// One column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// Where its cells go; none where they are left out.
    pub target: Option<Target>,
}

/// Which column of a sheet holds what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    columns: Vec<Column>,
}

/// What somebody says of a column himself: its heading, and where it goes, by a name such as a heading may have; nowhere
/// where that is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// The heading.
    pub heading: String,
    /// The target's name.
    pub target: String,
}

/// Why a sheet's columns cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingError {
    /// No field has such a name; what has the most similar one.
    Unknown {
        /// The heading.
        heading: String,
        /// The likely target.
        nearest: Option<Target>,
    },
    /// The heading may be about several fields.
    Ambiguous {
        /// The heading.
        heading: String,
        /// The fields.
        candidates: Vec<Target>,
    },
    /// Two columns go into a field that takes one.
    Twice {
        /// The later heading.
        heading: String,
        /// The earlier one.
        other: String,
        /// The field.
        target: Target,
    },
    /// An adjustment is about a column that is not there.
    NoSuchColumn {
        /// The heading that it names.
        heading: String,
    },
    /// An adjustment names a field that is not there; the one with the most similar name.
    NoSuchTarget {
        /// The name.
        target: String,
        /// The likely target.
        nearest: Option<Target>,
    },
    /// No column goes anywhere.
    Nothing,
}

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
    /// A text stands in a column that has no heading; the column, from 1.
    NoHeading(usize),
    /// A cell holds what its field cannot.
    Cell {
        /// The field's path.
        path: String,
        /// Why not.
        reason: ReadReason,
    },
}

impl Mapping {
    /// Finds the field of each column: by what is said of it, or by its heading, which may be the field's path, the
    /// API's name for it, or its label in any language of the program, in whatever case and with whatever marks and
    /// spaces.
    ///
    /// # Errors
    /// Everything that keeps a column from being told, in the order of the columns.
    pub fn new(
        headings: &[String],
        adjustments: &[Adjustment],
        facts: &Facts,
    ) -> Result<Self, Vec<MappingError>> {
        let names = Names::new(facts);
        let mut errors = Vec::new();
        let mut columns: Vec<Column> = Vec::new();
        for adjustment in adjustments {
            if !headings.iter().any(|heading| is_about(adjustment, heading)) {
                let heading = adjustment.heading.clone();
                errors.push(MappingError::NoSuchColumn { heading });
            }
        }
        for heading in headings {
            let said = adjustments.iter().rev().find(|said| is_about(said, heading));
            let found = target(&names, heading, said).and_then(|target| only_once(&columns, heading, target));
            let target = found.unwrap_or_else(|error| {
                errors.push(error);
                None
            });
            columns.push(Column {
                heading: heading.clone(),
                target,
            });
        }
        if errors.is_empty() && columns.iter().all(|column| column.target.is_none()) {
            errors.push(MappingError::Nothing);
        }
        if errors.is_empty() {
            Ok(Self { columns })
        } else {
            Err(errors)
        }
    }

    /// The columns, from the left.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The card of a row. Several e-mail addresses or telephone numbers in a cell, with a semicolon or a line break
    /// between them, become rows of the card, as several columns do. The values are not checked: that is for
    /// [`Card::problems`].
    ///
    /// # Errors
    /// The first thing that would be lost on the way into the card.
    pub fn card(&self, cells: &[&str], facts: &Facts) -> Result<Card, RowError> {
        if cells.len() != self.columns.len() {
            return Err(RowError::Cells {
                found: cells.len(),
                expected: self.columns.len(),
            });
        }
        let mut card = Card::new(facts);
        for (index, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if cell.trim().is_empty() {
                continue;
            }
            match &column.target {
                Some(target) => put(&mut card, target, &cell.replace("\r\n", "\n"))?,
                None if column.heading.trim().is_empty() => return Err(RowError::NoHeading(index + 1)),
                None => {}
            }
        }
        Ok(card)
    }
}

/// Whether an adjustment names a heading.
fn is_about(adjustment: &Adjustment, heading: &str) -> bool {
    let (one, other) = (adjustment.heading.trim(), heading.trim());
    one == other || (!bare(one).is_empty() && bare(one) == bare(other))
}

/// Where a column goes, by what is said of it, or by its heading.
fn target(names: &Names, heading: &str, said: Option<&Adjustment>) -> Result<Option<Target>, MappingError> {
    if let Some(said) = said {
        let target = said.target.clone();
        return match names.meaning(&target) {
            _ if target.trim().is_empty() => Ok(None),
            Meaning::One(found) => Ok(Some(found)),
            Meaning::Several(candidates) => Err(MappingError::Ambiguous {
                heading: target,
                candidates,
            }),
            Meaning::Nothing(nearest) => Err(MappingError::NoSuchTarget { target, nearest }),
        };
    }
    let heading = heading.to_owned();
    match names.meaning(&heading) {
        _ if heading.trim().is_empty() || heading == REASON_COLUMN => Ok(None),
        Meaning::One(found) => Ok(Some(found)),
        Meaning::Several(candidates) => Err(MappingError::Ambiguous { heading, candidates }),
        Meaning::Nothing(nearest) => Err(MappingError::Unknown { heading, nearest }),
    }
}

/// Refuses a second column of a field that takes one.
fn only_once(
    columns: &[Column],
    heading: &str,
    target: Option<Target>,
) -> Result<Option<Target>, MappingError> {
    let Some(target) = target else {
        return Ok(None);
    };
    let mut before = columns.iter();
    match before.find(|column| column.target.as_ref() == Some(&target)) {
        Some(other) if !target.takes_several() => Err(MappingError::Twice {
            heading: heading.to_owned(),
            other: other.heading.clone(),
            target,
        }),
        _ => Ok(Some(target)),
    }
}

/// Puts a cell where it belongs.
fn put(card: &mut Card, target: &Target, text: &str) -> Result<(), RowError> {
    let kind = match target {
        Target::Field(field) => field.field().kind,
        Target::Custom(_) => Kind::Pairs,
    };
    let parts: Vec<&str> = if kind == Kind::Rows {
        let parts = text.split([';', '\n']).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    } else {
        vec![text]
    };
    for part in parts {
        if let Some(character) = untypable(kind, part) {
            return Err(RowError::Cell {
                path: target.path(),
                reason: ReadReason::Character(character),
            });
        }
        match target {
            Target::Field(field) => card.fill(*field, free_row(card, *field), part.to_owned()),
            Target::Custom(name) => card.fill_custom(CUSTOM_FIELDS, name, part.to_owned()),
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
