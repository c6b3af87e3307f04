//! Customers sent without a screen: documents and their problems, who may be the same customer, the send from the journal
//! to the outcome, retries, and the signals that stop it.

mod document;
mod document_outcome;
mod document_sender;
pub(crate) mod duplicates;
pub(crate) mod outcome;
mod problem;
mod retry;
mod source;
mod stop;
mod stream;
mod stream_lines;
mod submitter;

pub(crate) use document::Document;
pub(crate) use document_outcome::UnsentDocument;
pub(crate) use document_sender::{DocumentOutcome, DocumentSender};
pub(crate) use problem::{ProblemEntry, stops};
pub(crate) use retry::{DEFAULT_WAIT, MAX_ATTEMPTS, retry_wait};
pub(crate) use source::{DocumentSource, STDIN, SourceError, open_named};
pub(crate) use stop::{FirstSignal, StopSignal};
pub(crate) use stream::StreamSender;
pub(crate) use submitter::{NotBegun, SubmitResult, Submitter, TeamClaims, accept_loss};
