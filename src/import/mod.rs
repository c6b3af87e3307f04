//! Tables of customers as files: their character set, their dialect, their rows and the lines on which these are.
//!
//! A table is read strictly: what cannot be read for sure is a fault of its row, or of the file, and never another text. It
//! may be of any length, and is never held in memory. Nothing here knows what a customer is.

mod charset;
pub mod columns;
mod dialect;
mod doubt;
mod old_count;
mod rows;
mod scanner;
mod survey;
mod table;
mod text;

pub use charset::{CharsetCandidate, TableCharset};
pub use dialect::{Dialect, Quoting};
pub use doubt::doubly_encoded;
pub use rows::{RowFault, Rows, TableRow};
pub use survey::{LineList, TableSurvey};
pub use table::{Table, TableError, TableOptions};
