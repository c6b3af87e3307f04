//! Messages are facts that come in; effects are orders that go out.

use super::Key;
use crate::customer::{NewSubmission, Outcome, Page, Submission};
use jiff::civil::Date;
use std::time::Duration;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The screen has another size, in columns and rows.
    Resized(u16, u16),
    /// It is this day.
    Today(Date),
    /// A second has passed while a card is being sent; so much since it left.
    Tick(Duration),
    /// The draft is on disk, or is not and why.
    DraftSaved(Result<(), String>),
    /// The send ended.
    Answered {
        /// How it ended.
        outcome: Outcome,
        /// How the journal could not note the outcome, if so.
        journal: Result<(), String>,
    },
    /// The history was read.
    HistoryLoaded(Result<Page, String>),
    /// A record was read.
    RecordLoaded(Result<Option<Box<Submission>>, String>),
    /// The terminal is gone, or a signal asks to leave.
    HangUp,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Save [`Model::draft`](super::Model) within a quarter of a second.
    SaveDraft,
    /// Commit the attempt to the journal and, only if that succeeds, send it.
    Send(Box<Order>),
    /// Read the newest rows of the history.
    LoadHistory {
        /// Words that a row must have.
        filter: String,
        /// At most so many rows.
        limit: usize,
    },
    /// Read the record of this attempt.
    LoadRecord(String),
    /// Put text on the clipboard of the operator's terminal.
    Copy(String),
    /// Draw everything again.
    Redraw,
    /// Save the draft and leave.
    Quit,
}

/// An order to send: the journal's row, without the attempt's id, which whoever carries it out draws.
pub type Order = NewSubmission;
