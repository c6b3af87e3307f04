//! One-line notices to the operator.

use super::model::FoldedPane;
use crate::customer::{Process, ReadError, Settlement, TeamRecord};
use crate::keymap::Key;
use jiff::Timestamp;

/// A line for the operator that stays until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A customer was created: who, and under which id.
    Created(String, String),
    /// Something about a company.
    Company(CompanyNotice),
    /// The customer on the card was in the CRM already: who, and under which id, which is on the clipboard.
    Existing(String, String),
    /// The card of such a customer is back.
    TakenBack,
    /// Somebody is likely the customer on the card: what can be decided.
    Decide,
    /// How to leave.
    HowToLeave,
    /// So many errors stop the sending.
    Errors(usize),
    /// Enter may have run on from a field before: this is the last one.
    LastField,
    /// What is to be typed again was pasted, which proves nothing.
    NotPasted,
    /// Something that changed nothing on the card.
    View(ViewNotice),
    /// No other field is empty.
    NothingEmpty,
    /// Nothing is wrong.
    NoProblems,
    /// It is on the clipboard, if the terminal has one.
    Copied,
    /// This id is.
    CopiedId(String),
    /// There is no id to copy.
    NothingToCopy,
    /// This field has one row only.
    OneRowOnly,
    /// A whole customer was pasted, and the card is begun already.
    NotEmpty,
    /// What was pasted is no customer: why.
    NotACustomer(ReadError),
    /// The field takes any text.
    NoChoices,
    /// What was typed is none of the values, nor the beginning of one.
    NotInList,
    /// The store failed: its words.
    Store(String),
    /// The draft of the last session is back.
    Restored,
    /// So many sends were cut short by the program's end: their outcome is unknown.
    Interrupted(usize),
    /// Another session lives and has a card open; this one begins another.
    AnotherSession(Process),
    /// Something about the start, in words that are safe to show.
    Warning(String),
    /// The terminal sent what is no letter in this character set.
    NotText(&'static str),
    /// The card was parked.
    Parked,
    /// Something about the form that is arranged.
    Arrange(ArrangeNotice),
    /// There is no profile but this one.
    NoOtherProfile,
    /// The last card is on its way still.
    StillSending,
    /// There is no edit to take back, or to do again.
    NothingToUndo,
    /// The card was emptied; it can be taken back.
    Cleared,
    /// No card has been sent that a value could be taken from.
    NoLastCard,
    /// The value of this field is another one on every card.
    NotHeld,
    /// The field's value is kept for the next cards, or not any more.
    Held(bool),
    /// What came of a template.
    Template(TemplateNotice),
    /// Which fields the form shows now.
    Fields(ShownFields),
    /// The focus is in no address, or the others are empty.
    NoOtherAddress,
    /// Nothing is typed that could be parked or written to a file.
    NothingTyped,
    /// The draft that was opened was typed for this other profile.
    OtherProfile(String),
    /// The card was written to this file.
    Exported(String),
    /// The card could not be written to a file: why.
    NotExported(String),
    /// The CRM is still being asked whether it has the customer.
    StillLooking,
    /// The journal is still being asked who may be the customer.
    StillReading,
    /// Something about the team.
    Team(TeamNotice),
    /// The rows of this filter are not found yet.
    StillSearching,
    /// This card may be a customer already, and it is found out first.
    SettleFirst,
    /// This customer is on its way at the moment, from another session.
    SentByAnotherSession,
    /// The attempt went to another CRM or as another user: to this URL, with this profile.
    SentElsewhere(String, String),
    /// The draft that was to be deleted is another one by now.
    DraftChanged,
    /// The draft is open in another session.
    DraftElsewhere(Process),
    /// The draft could not be saved: why.
    NotSaved(String),
    /// A newer version of the program has changed the store: the card is kept for that, and nothing is sent.
    Updated,
    /// What is typed cannot be kept: leaving once more gives it up.
    NotKept,
    /// What was typed is no customer's id.
    NotAnId,
    /// A customer who may be this one was created meanwhile.
    CreatedMeanwhile,
    /// Records are lost, and the operator has not accepted that.
    RecordsLost,
    /// Another session has settled it meanwhile.
    SettledMeanwhile,
    /// It has been settled, as this.
    Settled(Settlement),
}

/// A line about a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompanyNotice {
    /// It was chosen for the card: its name and its id.
    Taken(String, String),
    /// It was created: its name and its id.
    Added(String, String),
    /// An unknown outcome was settled: it was created, as this id.
    Settled(String),
    /// The CRM has not kept the NIP of the new company.
    NipDropped,
}

/// A line about the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamNotice {
    /// Its store is still being asked.
    StillAsking,
    /// Its store was asked again at this time.
    AskedAgain(Timestamp),
    /// Somebody else is at this customer, so that nothing was sent.
    Held(Box<TeamRecord>),
    /// Its store is away, so that nothing was sent.
    Away,
}

/// What came of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateNotice {
    /// There are none.
    None,
    /// The values of this one were put in.
    Put(String),
    /// The card has all values of this one already.
    Nothing(String),
}

/// A line about what a key did that changed nothing on the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewNotice {
    /// The key does nothing here.
    NoEffect(Key),
    /// A line is typed here, and there is no menu: the next letter is not taken for text.
    NoMenu,
    /// There was no menu, and its letter was not taken for text.
    NoMenuLetter,
    /// The form is what everything leads back to: how to quit.
    NothingToLeave,
    /// Every change is saved automatically: no key does that.
    AlwaysSaved,
    /// A digit behind a value that is whole would have changed the next field, and was left out.
    ExtraDigit,
    /// The shift was ended.
    ShiftEnded,
    /// The pane that is folded now.
    Folded(FoldedPane),
    /// The preview is in this form now.
    PreviewForm(&'static str),
}

/// Which fields the form shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownFields {
    /// All of them.
    All,
    /// Those of the tenant's sections, and the others that have something in them.
    Own,
    /// All of them, always: there are no others.
    NoOthers,
}

impl Notice {
    /// Whether it reports that the card is not saved, which ends with the next save.
    #[must_use]
    pub fn is_about_saving(&self) -> bool {
        matches!(self, Self::NotSaved(_) | Self::NotKept)
    }
}

/// Why a field of the form is not arranged so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrangeNotice {
    /// The API requires the field, so that it stays as it is.
    AlwaysInForm,
    /// The field says who the customer is, so that it has no default.
    NoDefault,
}
