//! Messages are facts that come in; effects are orders that go out.

use super::frame::FrameFacts;
use super::pages::FetchedCustomer;
use crate::customer::{
    Draft, DraftSummary, FormSettings, HistoryRows, KnownCompany, Lookup, LookupKey, NewSubmission, Outcome,
    PriorSubmissions, Process, Settlement, Shift, Slot, Submission, SubmissionSummary, TeamPriors,
    TeamRecord, TermShape,
};
use crate::endpoint::Resource;
use crate::keymap::{Action, Key};
use jiff::Timestamp;
use jiff::civil::Date;
use std::time::Duration;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// An action is asked for by its name, without a key.
    Do(Action),
    /// The text that is being typed is this now, whole: a field, a filter, a file's name, an id.
    Type(String),
    /// The answer to the question for the field that has the focus, and on to the next field, unless it cannot be right.
    Answer(String),
    /// This slot gets the focus.
    GoTo(Slot),
    /// The customer whom the CRM has with the value of this slot is shown.
    ShowKnown(Slot),
    /// The row of this number, from 0, gets the focus, in whatever list is shown.
    Select(usize),
    /// Text was pasted.
    Paste(String),
    /// The terminal sent what is no letter in this character set, which is the one that it is asked to use.
    NotText(&'static str),
    /// This was drawn.
    Drawn(Box<FrameFacts>),
    /// The screen has another size, in columns and rows.
    Resized(u16, u16),
    /// It is this day.
    Today(Date),
    /// So much time has passed since the last of these, or since seconds began to be counted.
    Tick(Duration),
    /// A key or a paste that nobody can have meant for what is on the screen: it came before the screen showed what became
    /// of the card on its way, or in a burst. It is typed, and is no command.
    Unconfirmed(Box<Message>),
    /// A key that came with others, so soon after the same one that it may be held down, or before the screen showed what it
    /// answers: it means what it does, but no card is sent for it without a review, and Enter opens none.
    Hurried(Box<Message>),
    /// The journal has the attempt, and it goes out now.
    SendBegun,
    /// The draft is on disk, or is not and why.
    DraftSaved(Result<(), String>),
    /// A newer version of the program has changed the store: what is typed is kept for that.
    DraftHandedOver,
    /// The send ended.
    SendEnded {
        /// The attempt's id; none where the journal does not have it.
        attempt: Option<String>,
        /// How it ended.
        outcome: Outcome,
        /// How the journal could not note the outcome, if so.
        journal: Result<(), String>,
    },
    /// Nothing was sent, because nobody knows yet what became of another attempt at the same customer.
    Unsettled {
        /// That attempt.
        attempt: String,
        /// It is on its way at this moment.
        sending: bool,
    },
    /// Nothing was sent, because a customer who may be the one was created meanwhile, and the operator has not seen it. The
    /// attempt that was to be repeated, if it was one.
    CreatedMeanwhile(Option<String>),
    /// A send was not begun because records are lost; with the attempt that it was to repeat.
    RecordsLost(Option<String>),
    /// What was to be settled has been settled meanwhile, by another session.
    SettledMeanwhile,
    /// What the journal holds about the card under review.
    PriorSubmissionsFound(Result<PriorSubmissions, String>),
    /// Something about the team.
    Team(TeamMessage),
    /// A customer is to be found by this value, which is of this shape.
    Find(TermShape, String),
    /// What the last search through the records of this machine has found.
    RecordsFound(Result<Vec<SubmissionSummary>, String>),
    /// What the CRM answered to the question of this number.
    LookedUp(u64, Vec<Lookup>),
    /// What the CRM answered to the question of this number, for companies.
    CompaniesLookedUp(u64, Vec<Lookup>),
    /// What the CRM answered to the question of this number, for one customer.
    CustomerFetched(u64, FetchedCustomer),
    /// The companies that are known from here and have what is typed.
    CompaniesFound(Result<Vec<KnownCompany>, String>),
    /// The card is kept as an existing customer of this id, in this record; or is not and why.
    ExistingKept(String, Result<String, String>),
    /// The card of an existing customer is a draft again, and its record gone; or is not and why.
    ExistingTakenBack(Result<(), String>),
    /// An attempt was settled, or was not and why.
    Settled(Settlement, Result<(), String>),
    /// The card was parked, as the draft of this id if it had one; or was not and why.
    Parked(Result<Option<String>, String>),
    /// The drafts of this machine.
    DraftsListed(Result<Vec<DraftSummary>, String>),
    /// A draft was opened, and is this session's now.
    DraftOpened(Result<Box<Draft>, String>),
    /// The draft that was to be opened is open in another session.
    DraftElsewhere(Process),
    /// A draft was deleted, or was not, since it is another one by now.
    DraftDeleted(Result<bool, String>),
    /// The form of the tenant was written to this file of settings, or was not and why.
    FormWritten(Result<String, String>),
    /// The card was written to this file, or was not and why.
    Exported(Result<String, String>),
    /// The values of earlier cards in a group were read.
    ValueHistoryLoaded(String, Result<Vec<String>, String>),
    /// The history was read, and how many attempts have an unknown outcome.
    HistoryLoaded(Result<(HistoryRows, usize), String>),
    /// The shift was read; none where it has not begun.
    ShiftLoaded(Result<Option<Shift>, String>),
    /// The shift was ended, or was not and why.
    ShiftEnded(Result<(), String>),
    /// A record was read.
    RecordLoaded(Result<Option<Box<Submission>>, String>),
    /// The terminal is gone, or a signal asks to leave.
    HangUp,
}

impl Message {
    /// How many keys the operator has pressed for it; on lines, a key for each letter and one for Enter.
    #[must_use]
    pub fn key_count(&self) -> u32 {
        match self {
            Self::Unconfirmed(message) | Self::Hurried(message) => message.key_count(),
            Self::Type(text) | Self::Answer(text) => u32::try_from(text.chars().count())
                .unwrap_or(u32::MAX)
                .saturating_add(1),
            message => u32::from(message.is_input()),
        }
    }

    /// Whether it is something that the operator has done.
    #[must_use]
    pub fn is_input(&self) -> bool {
        matches!(
            self,
            Self::Key(_)
                | Self::Do(_)
                | Self::Type(_)
                | Self::Answer(_)
                | Self::GoTo(_)
                | Self::ShowKnown(_)
                | Self::Select(_)
                | Self::Paste(_)
                | Self::Unconfirmed(_)
                | Self::Hurried(_)
        )
    }
}

/// Something that happened in the team's store.
#[derive(Debug, Clone)]
pub enum TeamMessage {
    /// What it answered to the question of this number.
    Found(u64, Result<TeamPriors, TeamFailure>),
    /// Nothing was sent, because somebody else in the team is at the same customer. The attempt that was to be repeated, if it
    /// was one.
    Held(Option<String>, Box<TeamRecord>),
    /// Nothing was sent, because the customer was not claimed. The attempt that was to be repeated, if it was one.
    Unclaimed(Option<String>, TeamFailure),
    /// What came of settling the attempt of this id for a colleague.
    Settled(String, Settlement, TeamSettlement),
    /// What came to light about attempts of this machine, in words that are safe to show.
    Synced(Vec<String>),
}

/// What came of settling a colleague's attempt, in words that are safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamSettlement {
    /// It is settled; and how somebody else had settled it before, if in another way.
    Done(Option<String>),
    /// The team's store is away: it can be tried again.
    Away(String),
    /// It could not be settled, since somebody else has done it in another way, or for another reason.
    Refused(String),
}

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Save [`Model::draft`](super::Model) within a quarter of a second.
    SaveDraft,
    /// Where there is a team, claim the customer in its store; then commit the attempt to the journal and, only if that succeeds,
    /// send it.
    Send(Box<Order>),
    /// Send without a claim, since the team's store is away and the operator has decided so. It is made up for.
    SendUnclaimed(Box<Order>),
    /// Note that the operator has seen that records are lost, and sends all the same.
    AcceptLoss,
    /// Stop waiting for the answer.
    StopWaiting,
    /// Look in the journal for attempts at this customer or company.
    FindPriorSubmissions {
        /// What it is.
        resource: Resource,
        /// Surname and name.
        who: String,
        /// The payload.
        payload: String,
    },
    /// Ask the team's store for the attempts of others.
    FindInTeam(TeamQuestion),
    /// Ask the CRM for customers.
    LookUp {
        /// The number to answer with.
        question: u64,
        /// What to search for.
        keys: Vec<LookupKey>,
        /// How long it may take in all; as long as a send may, where there is none.
        limit: Option<Duration>,
    },
    /// Ask the CRM for one customer.
    FetchCustomer {
        /// The number to answer with.
        question: u64,
        /// The customer's id.
        id: String,
        /// How long it may take.
        limit: Duration,
    },
    /// Look for companies that are known from here and have this in their names or NIPs.
    FindCompanies(String),
    /// What is to be done about companies without waiting for the store.
    Company(CompanyEffect),
    /// Keep the card in the history as an existing customer of this id, in the place of the draft.
    KeepExisting(Box<Order>, String),
    /// Delete the record of an existing customer, and make its card the draft again.
    TakeBackExisting(String, Box<Draft>),
    /// Write down what a person decided about an attempt.
    Settle(String, Settlement),
    /// Have the attempt of a colleague settled in the team's store.
    SettleInTeam(String, Settlement),
    /// Save the draft and put it aside.
    Park,
    /// Read the list of drafts.
    ListDrafts,
    /// Save the draft, put it aside, and make the one of this id this session's.
    OpenDraft(String),
    /// Delete the draft of this id, if it is still the one that was saved at this moment.
    DeleteDraft(String, Timestamp),
    /// Write text to a file that must not exist yet.
    Export {
        /// The file's name; `~/` stands for the home directory.
        path: String,
        /// What to write.
        text: String,
    },
    /// Write the form of the tenant to the settings file.
    WriteForm(Box<FormSettings>),
    /// Read the newest rows of the history.
    LoadHistory {
        /// Words that a row must have.
        filter: String,
        /// At most so many rows.
        limit: usize,
    },
    /// Search the records of this CRM for customers.
    FindRecords {
        /// Words that a record must have.
        text: String,
        /// At most so many records.
        limit: usize,
    },
    /// Read the values of earlier cards in this group.
    LoadValueHistory(String),
    /// Read the record of this attempt.
    LoadRecord(String),
    /// Save the draft, and read the shift.
    LoadShift,
    /// End the shift.
    EndShift,
    /// Put text on the clipboard of the operator's terminal.
    Copy(String),
    /// Draw everything again.
    Redraw,
    /// Save the draft and leave.
    Quit,
}

/// Something to do about companies.
#[derive(Debug, Clone, PartialEq)]
pub enum CompanyEffect {
    /// Ask the CRM for companies. The answer is a [`Message::CompaniesLookedUp`].
    LookUp {
        /// The number to answer with.
        question: u64,
        /// What to search for.
        keys: Vec<LookupKey>,
        /// How long it may take in all; as long as a send may, where there is none.
        limit: Option<Duration>,
    },
    /// Ask the CRM for one company. The answer is a [`Message::CustomerFetched`].
    Fetch {
        /// The number to answer with.
        question: u64,
        /// The company's id.
        id: String,
        /// How long it may take.
        limit: Duration,
    },
    /// Note that a company was chosen.
    Note(KnownCompany),
    /// Note whether the CRM has kept the NIP of a new company.
    NoteKeptNip(bool),
}

/// A question to the team's store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamQuestion {
    /// The number to answer with.
    pub number: u64,
    /// What is to be created.
    pub resource: Resource,
    /// Surname and name, or the company's name.
    pub who: String,
    /// The payload.
    pub payload: String,
}

/// Why the team's store did not do what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamFailure {
    /// In words that are safe to show.
    pub words: String,
    /// It is away, and by the settings the operator may send without it.
    pub may_go_without: bool,
}

/// An order to send: the journal's row, without the attempt's id, which the executor draws.
pub type Order = NewSubmission;
