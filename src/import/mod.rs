//! Tables of customers, and cards of address books read as such: their character set and dialect, their columns and rows, the
//! classification of the rows, and the import of them, from the file to the CRM.
//!
//! A table is read strictly: what cannot be read for sure is a fault of its row, or of the file, and never another text. It
//! may be of any length, and is never held in memory.

mod charset;
mod classifier;
pub mod columns;
mod content;
mod crm_requests;
mod description;
mod dialect;
mod doubt;
mod error;
mod lookup_cache;
pub(crate) mod map_file;
mod old_count;
mod opening;
mod parking;
mod problems;
mod rate_limit;
mod rejected_table;
mod row_report;
mod row_result;
mod row_slot;
mod row_status;
mod rows;
mod run;
mod scanner;
mod separator;
mod spooled_input;
mod summary;
mod survey;
mod table;
mod table_row;
mod text;
mod vcard;

pub use charset::{CharsetCandidate, TableCharset};
pub use dialect::{Dialect, Quoting};
pub use doubt::doubly_encoded;
pub use rows::TableRows;
pub use survey::{LineList, TableSurvey};
pub use table::{Table, TableError, TableFormat, TableOptions};
pub use table_row::{RowFault, TableRow};

pub(crate) use classifier::RowClassifier;
pub(crate) use description::describe;
pub(crate) use error::Error;
pub(crate) use opening::{charset_question, chosen_charset};
pub(crate) use rejected_table::{RejectedTable, RejectedTableError, refuse_foreign};
pub(crate) use row_report::RowReport;
pub(crate) use row_status::with_line;
pub(crate) use run::{Import, ImportJournal, ImportReporter, ImportRun, RunOptions};
pub(crate) use spooled_input::{InputError, SpooledInput};
pub(crate) use summary::{ImportReport, ImportSummary, RowOutcome};
