//! Which column of a table holds what.

use super::{ColumnTarget, REASON_COLUMN, marks};

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What is above it.
    pub heading: String,
    /// Where its cells go.
    pub destination: Destination,
}

impl Column {
    /// Where its cells go; none where they are left out.
    #[must_use]
    pub fn target(&self) -> Option<&ColumnTarget> {
        match &self.destination {
            Destination::Into(target) => Some(target),
            Destination::LeftOut(_) => None,
        }
    }
}

/// Where the cells of a column go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Into the customer.
    Into(ColumnTarget),
    /// Nowhere.
    LeftOut(SkippedReason),
}

/// Why a column is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkippedReason {
    /// The operator chose it.
    Asked,
    /// The program wrote it, to say why the row was not sent.
    Reason,
    /// Nothing is above it.
    NoHeading,
    /// Nothing is in it.
    Blank,
    /// It counts the rows.
    RowNumbers,
    /// It says of what kind another column is, or is the exporting program's own.
    Label,
    /// The API has no field for it.
    NoField,
    /// What it holds together is in columns of its own, too.
    InParts,
}

/// What a column holds that is for several fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CombinedContent {
    /// First name and surname.
    Names,
    /// A customer, by whatever name.
    Customer,
    /// A whole address.
    Address,
    /// Phones and e-mail addresses.
    Contacts,
}

/// What the operator specifies about a column: its heading, and where it goes, by a name such as a heading may have; nowhere
/// where that is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// The heading.
    pub heading: String,
    /// The target's name.
    pub target: String,
}

/// What is specified about the columns of a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct Adjustments<'a> {
    /// On the command line. Case and marks of a heading make no difference where no heading is the very same.
    pub typed: &'a [Adjustment],
    /// In a saved mapping: the very same headings only. What is typed counts more.
    pub saved: &'a [Adjustment],
}

/// Why a table's columns are not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingError {
    /// No field has such a name; what is most likely meant.
    Unknown {
        /// The heading.
        heading: String,
        /// The likely target.
        nearest: Option<ColumnTarget>,
    },
    /// The heading may be about several fields.
    Ambiguous {
        /// The heading.
        heading: String,
        /// The fields.
        candidates: Vec<ColumnTarget>,
    },
    /// A cell of the column holds what belongs into several fields.
    Together {
        /// The heading.
        heading: String,
        /// What it holds.
        what: CombinedContent,
    },
    /// Two columns go into a field that takes one.
    Twice {
        /// The later heading.
        heading: String,
        /// The earlier one.
        other: String,
        /// The field.
        target: ColumnTarget,
    },
    /// An adjustment is about a column that is not there.
    NoSuchColumn {
        /// The heading that it names.
        heading: String,
    },
    /// An adjustment names a field that is not there; the one that is most likely meant.
    NoSuchTarget {
        /// The name.
        target: String,
        /// The likely target.
        nearest: Option<ColumnTarget>,
    },
    /// No column goes anywhere.
    Nothing,
}

/// Which column of a table holds what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    pub(super) columns: Vec<Column>,
    /// Whether the program wrote the table, so that its cells have marks.
    pub(super) marked: bool,
}

impl Mapping {
    /// The columns, from the left.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether the program wrote the table itself, so that its cells have marks (see [`marks`]).
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.marked
    }
}

/// Whether the program wrote the table with these headings itself, so that headings and cells have [`marks`].
#[must_use]
pub fn is_marked(headings: &[String]) -> bool {
    headings.iter().any(|heading| heading == REASON_COLUMN)
}

/// The headings without the marks that the program has put before them.
#[must_use]
pub fn unmarked(headings: &[String]) -> Vec<String> {
    let marked = is_marked(headings);
    let heading = |heading: &String| if marked { marks::unmark(heading) } else { heading }.to_owned();
    headings.iter().map(heading).collect()
}
