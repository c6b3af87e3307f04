//! The one table of keys, and the [`Keymap`] that is made of it. Dispatch, the hint bar, the leader menu, the help and the
//! documentation ask that one.

pub mod key;
mod lookup;
mod rebind;
mod section;
mod table;

pub use key::Key;
pub use lookup::{Keymap, KeymapRow};
pub use rebind::{BindingConflict, BindingContext, BindingError, Rebinding};
pub use table::BINDINGS;

use crate::i18n::{Locale, Texts};

/// The key of the leader menu, unless the settings say otherwise.
const LEADER: &str = "Ctrl+X";

/// What an operator can mean by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// To the next field.
    NextField,
    /// To the field before.
    PreviousField,
    /// To the next section.
    NextSection,
    /// To the section before.
    PreviousSection,
    /// To the section of this number, from 0.
    Section(u8),
    /// Of two values, the one on the card is right.
    TakeFirst,
    /// Of two values, the one that was typed again is right.
    TakeSecond,
    /// Neither is right: type it once more.
    TypeAgain,
    /// Look at the card once more before it is sent.
    Review,
    /// Send the card that is being reviewed.
    Send,
    /// The customer that is shown is the one on the card, which is not sent then.
    TakeExisting,
    /// Show the customer who may be the one on the card.
    ShowCustomer,
    /// Send the card although somebody may be the customer on it.
    SendAnyway,
    /// To the next field that has a problem.
    NextError,
    /// To the next field that is empty.
    NextEmpty,
    /// To a field by its name.
    GoTo,
    /// Choose one of the field's values.
    Choose,
    /// Take the value that is chosen, and advance.
    Take,
    /// Begin to add a company.
    AddCompany,
    /// Take the value that is proposed.
    Complete,
    /// Empty the field.
    ClearField,
    /// Drop what is right of the cursor and advance.
    ClearToEnd,
    /// Another row of the field.
    AddRow,
    /// Take the empty row away.
    RemoveRow,
    /// To the list of templates.
    Templates,
    /// Show all fields, or only those of the tenant's form.
    ShowAllFields,
    /// Arrange the form of the tenant.
    Arrange,
    /// The form lists the field, or not any more.
    ToggleField,
    /// The field must not be blank, or may be again.
    ToggleRequired,
    /// What new cards begin with in the field.
    EditDefault,
    /// The field moves up.
    MoveUp,
    /// The field moves down.
    MoveDown,
    /// Write what was arranged to the settings file.
    WriteSettings,
    /// To the history.
    History,
    /// To the preview.
    Preview,
    /// Fold a pane, so that the others have its room, or unfold it.
    FoldPane,
    /// The preview in its next form.
    NextForm,
    /// Copy what the preview shows, or the id.
    Copy,
    /// Copy the id of the customer that was created last.
    CopyId,
    /// Filter the history.
    Filter,
    /// Open the record.
    Open,
    /// A new card from the record.
    CardFrom,
    /// Take the last edit back.
    Undo,
    /// Do it again.
    Redo,
    /// Empty the card.
    ClearCard,
    /// The value of the last card that was sent, and advance.
    Duplicate,
    /// Keep the field's value for the next cards, or not any more.
    Hold,
    /// The parts of another address.
    SameAddress,
    /// To the search for a customer.
    Find,
    /// Put the card aside, and search for the next caller.
    NextCaller,
    /// Take what is typed for a value of another field.
    SearchAs,
    /// Put the card aside and begin another.
    Park,
    /// To the list of drafts.
    Drafts,
    /// To the shift.
    Shift,
    /// End the shift.
    EndShift,
    /// Write the card to a file.
    Export,
    /// Find out what became of an attempt.
    Settle,
    /// The customer that is shown is the one that was sent.
    Accept,
    /// The customer that was sent has the id that is typed now.
    TypeId,
    /// The customer is not there: send the same card again.
    SendAgain,
    /// The customer is not there.
    NotCreated,
    /// Ask the CRM again.
    LookAgain,
    /// Delete the draft.
    Delete,
    /// Yes, do it.
    Yes,
    /// Stop waiting for the answer.
    StopWaiting,
    /// The help.
    Help,
    /// To another profile.
    Profile,
    /// Draw everything again.
    Redraw,
    /// Leave; the draft is kept.
    Quit,
    /// The leader menu.
    Leader,
    /// One level back.
    Back,
    /// A line up.
    Up,
    /// A line down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

impl Action {
    /// Whether it is a part of typing: goes on within the card, or changes the field.
    #[must_use]
    pub fn types(self) -> bool {
        matches!(
            self,
            Self::NextField
                | Self::PreviousField
                | Self::NextSection
                | Self::PreviousSection
                | Self::NextEmpty
                | Self::Complete
                | Self::ClearField
                | Self::ClearToEnd
                | Self::AddRow
                | Self::RemoveRow
                | Self::Duplicate
                | Self::Hold
                | Self::SameAddress
        )
    }

    /// Whether it changes the card.
    #[must_use]
    pub fn edits(self) -> bool {
        matches!(
            self,
            Self::Choose
                | Self::Complete
                | Self::ClearField
                | Self::ClearToEnd
                | Self::AddRow
                | Self::RemoveRow
                | Self::Undo
                | Self::Redo
                | Self::ClearCard
                | Self::Duplicate
                | Self::Hold
                | Self::SameAddress
                | Self::Templates
        )
    }
}

/// Where a binding holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In the form.
    Form,
    /// In the list of a field's values.
    Choosing,
    /// Where a company is looked for.
    Companies,
    /// In the form of a company.
    Company,
    /// In the review of a company.
    CompanyReview,
    /// Where a value that was typed twice differs.
    Verify,
    /// In the review of a card.
    Review,
    /// In the history.
    History,
    /// In a record of the history, the preview, the help and every other text that scrolls.
    Pager,
    /// While a card is on its way.
    Sending,
    /// While it is found out what became of an attempt.
    Settle,
    /// In the list of drafts.
    Drafts,
    /// Where the shift is shown.
    Shift,
    /// Where something is asked before it is done.
    Question,
    /// Where one line is typed that is no field: a file's name, an id.
    Prompt,
    /// Where a customer is searched for.
    Find,
    /// Where a customer is shown.
    Customer,
    /// Where the form of the tenant is arranged.
    Arrange,
    /// Where the lines for the settings file are shown that come of it.
    ArrangedBlock,
}

impl Scope {
    /// All scopes, in the order of the help.
    pub const ALL: [Self; 19] = [
        Self::Form,
        Self::Find,
        Self::Customer,
        Self::Choosing,
        Self::Companies,
        Self::Company,
        Self::CompanyReview,
        Self::Verify,
        Self::Review,
        Self::Sending,
        Self::Settle,
        Self::Drafts,
        Self::Shift,
        Self::History,
        Self::Pager,
        Self::Question,
        Self::Arrange,
        Self::ArrangedBlock,
        Self::Prompt,
    ];

    /// Where the scope's keys hold, in a few words.
    #[must_use]
    pub fn title(self, locale: &Locale) -> String {
        locale.text(match self {
            Self::Form => Texts::scope_form,
            Self::Choosing => Texts::scope_choosing,
            Self::Companies => Texts::scope_companies,
            Self::Company => Texts::scope_company,
            Self::CompanyReview => Texts::scope_company_review,
            Self::Verify => Texts::scope_verify,
            Self::Review => Texts::scope_review,
            Self::Sending => Texts::scope_sending,
            Self::Settle => Texts::scope_settle,
            Self::Drafts => Texts::scope_drafts,
            Self::Shift => Texts::scope_shift,
            Self::History => Texts::scope_history,
            Self::Pager => Texts::scope_pager,
            Self::Question => Texts::scope_question,
            Self::Prompt => Texts::scope_prompt,
            Self::Find => Texts::scope_find,
            Self::Customer => Texts::scope_customer,
            Self::Arrange => Texts::scope_arrange,
            Self::ArrangedBlock => Texts::scope_arranged_block,
        })
    }
}

/// One row of [`BINDINGS`].
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Where the keys hold. The leader's key holds wherever the leader menu opens.
    pub scope: Scope,
    /// The keys, as [`Key`] reads them.
    pub keys: &'static [&'static str],
    /// The keys behind the leader, one character each.
    pub leader: &'static [char],
    /// Whether the hint bar names it.
    pub hint: bool,
    pub(crate) label: fn(&Texts) -> String,
}

impl Binding {
    /// What it does, in a few words.
    #[must_use]
    pub fn label(&self, locale: &Locale) -> String {
        locale.text(self.label)
    }

    /// Whether the leader menu can lead to it: to what the form can do, and to what has a letter there.
    #[must_use]
    pub fn is_in_menu(&self) -> bool {
        self.scope == Scope::Form || !self.leader.is_empty()
    }
}
