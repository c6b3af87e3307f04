//! What the screen is about at the moment, and what belongs to that alone.

use super::choosing::ChoicePage;
use super::edit::Editor;
use super::settle::SettlePage;
use crate::customer::{
    Card, DraftSummary, Duplicate, FoundCustomer, Lookup, LookupFailure, LookupKey, Outcome,
    PriorSubmissions, Settlement, Submission, duplicates,
};
use crate::keymap::Scope;
use std::time::Duration;

/// What has the keys.
#[derive(Debug)]
pub enum Mode {
    /// The form is being filled in.
    Form,
    /// The leader menu is open, over this.
    Leader(Box<Mode>),
    /// Something is asked before it is done, over this.
    Question(Question, Box<Mode>),
    /// The card is shown once more before it is sent.
    Review(Box<ReviewPage>),
    /// A card is on its way, and what is typed waits for the next one.
    Sending,
    /// How the last send ended, where it did not create.
    Ended(Box<OutcomePage>),
    /// It is found out what became of an attempt.
    Settle(Box<SettlePage>),
    /// A value is being chosen for the field that has the focus.
    Choosing(Box<ChoicePage>),
    /// The list of drafts.
    Drafts(DraftsPage),
    /// The name of the file is typed that the card is to be written to.
    Export(Editor),
    /// The history has the keys; while `filtering`, what is typed goes to the filter.
    History {
        /// Whether the filter is being typed.
        filtering: bool,
    },
    /// The preview has the keys.
    Preview,
    /// The help, which leads back to this.
    Help(Box<Mode>),
    /// One record of the history.
    Record(Box<Submission>),
}

impl Mode {
    /// What the screen is about beneath the menu, a question or the help.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::Leader(origin) | Self::Question(_, origin) | Self::Help(origin) => origin.innermost(),
            mode => mode,
        }
    }

    /// What is drawn beneath the menu or a question.
    #[must_use]
    pub fn drawn(&self) -> &Self {
        match self {
            Self::Leader(origin) | Self::Question(_, origin) => origin.drawn(),
            mode => mode,
        }
    }

    /// As [`innermost`](Self::innermost), to change it.
    pub fn innermost_mut(&mut self) -> &mut Self {
        match self {
            Self::Leader(origin) | Self::Question(_, origin) | Self::Help(origin) => origin.innermost_mut(),
            mode => mode,
        }
    }

    /// Which keys hold in it; those of what the leader menu lies over, where that is open.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::Leader(origin) => origin.scope(),
            Self::Form => Scope::Form,
            Self::Question(..) => Scope::Question,
            Self::Review(_) => Scope::Review,
            Self::Sending => Scope::Sending,
            Self::Settle(settle) if settle.id.is_some() => Scope::Prompt,
            Self::Settle(_) => Scope::Settle,
            Self::Drafts(_) => Scope::Drafts,
            Self::Choosing(_) => Scope::Choosing,
            Self::Export(_) => Scope::Prompt,
            Self::History { .. } => Scope::History,
            Self::Preview | Self::Help(_) | Self::Ended(_) | Self::Record(_) => Scope::Pager,
        }
    }

    /// Whether letters are typed there that are no commands, besides the form.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        matches!(
            self,
            Self::History { filtering: true } | Self::Choosing(_) | Self::Export(_)
        ) || matches!(self, Self::Settle(settle) if settle.id.is_some())
    }

    /// Whether seconds are counted in it.
    #[must_use]
    pub fn is_counting(&self) -> bool {
        match self {
            Self::Review(review) => review.looking.is_some(),
            Self::Ended(ended) => ended.wait().is_some_and(|wait| !wait.is_zero()),
            Self::Settle(settle) => settle.is_counting(),
            _ => false,
        }
    }
}

/// What is asked before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Whether to delete this draft.
    Delete(DraftSummary),
    /// Whether an attempt is to be settled like this.
    Settle(Settlement),
    /// Whether an attempt is to be settled as not created and its card sent again.
    SendAgain,
    /// Whether not to wait for the answer any more.
    StopWaiting,
    /// Whether to empty the card.
    ClearCard,
    /// Whether to fill the card in with this one, which was pasted.
    Fill(Box<Card>),
}

/// The card before it is sent: what else is known of the customer.
#[derive(Debug, Default)]
pub struct ReviewPage {
    /// What the journal of this machine says.
    pub precedents: PriorSubmissions,
    /// The journal has not said it yet.
    pub reading: bool,
    /// The journal cannot be read.
    pub unreadable: bool,
    /// How long the CRM has been asked; none when it is not, or not any more.
    pub looking: Option<Duration>,
    /// What the CRM said.
    pub lookups: Vec<Lookup>,
    /// Which of the [`duplicates`](Self::duplicates) has the focus.
    pub selected: usize,
    /// The one that is shown beside the card, over the review.
    pub shown: Option<Box<DuplicateDetail>>,
}

impl ReviewPage {
    /// How long the CRM may take to say whether it has the customer. A second later, at the latest, nothing waits for it.
    pub const PATIENCE: Duration = Duration::from_secs(3);

    /// Whether it is not known yet who may be the customer on the card, so that nothing can be decided.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.reading || self.looking.is_some()
    }

    /// Counts the time, and gives up where the CRM takes too long.
    pub(super) fn tick(&mut self, passed: Duration, asked: impl FnOnce() -> Vec<LookupKey>) {
        let Some(waited) = &mut self.looking else { return };
        *waited += passed;
        // The answer ends the wait as a rule; this is for one that is late itself.
        if *waited >= Self::PATIENCE + Duration::from_secs(1) {
            self.looking = None;
            let slow = |by| Lookup {
                by,
                result: Err(LookupFailure::TooSlow),
            };
            self.lookups = asked().into_iter().map(slow).collect();
        }
    }

    /// Everybody who may be the customer on the card, each once.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        duplicates(&self.precedents, &self.lookups)
    }

    /// The one that has the focus, or is shown.
    #[must_use]
    pub fn chosen(&self) -> Option<Duplicate> {
        match &self.shown {
            Some(shown) => Some(shown.duplicate.clone()),
            None => self.duplicates().into_iter().nth(self.selected),
        }
    }

    /// Whether the card needs a decision: somebody is likely the customer on it.
    #[must_use]
    pub fn needs_decision(&self) -> bool {
        self.shown.is_some() || self.duplicates().iter().any(Duplicate::is_likely)
    }

    /// Whether the journal or the CRM could not say of everything whether it has it, and nobody was found otherwise.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        let failed = self.unreadable || self.lookups.iter().any(|lookup| lookup.result.is_err());
        failed && !self.needs_decision()
    }
}

/// What the CRM says when it is asked for one customer by its id: none where it has no such customer.
pub type FetchedCustomer = Result<Option<FoundCustomer>, LookupFailure>;

/// A duplicate that is shown beside the card.
#[derive(Debug)]
pub struct DuplicateDetail {
    /// Which.
    pub duplicate: Duplicate,
    /// The newest record of it on this machine, once it is read.
    pub record: Option<Box<Submission>>,
    /// What the CRM says; none as long as it is being asked, or cannot be.
    pub fetched: Option<FetchedCustomer>,
    /// The CRM is being asked.
    pub asking: bool,
}

impl DuplicateDetail {
    /// The customer as the CRM has it: the answer to the question for it, or what the search has shown before.
    #[must_use]
    pub fn in_crm(&self) -> Option<&FoundCustomer> {
        match &self.fetched {
            Some(Ok(found)) => found.as_ref(),
            _ => self.duplicate.found.as_ref(),
        }
    }
}

/// How far the card has got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SendStage {
    /// It is to go out.
    #[default]
    Ordered,
    /// The journal has it, and it goes out.
    OnItsWay,
    /// It is on its way, and the form holds another card: the next one, or one that was there before.
    NextBegun,
}

/// A card on its way.
#[derive(Debug, Default)]
pub struct InFlight {
    /// How far it has got.
    pub stage: SendStage,
    /// Since it left.
    pub since: Duration,
    /// Whose card it is.
    pub who: String,
    /// The payload, to tell whether it is that of the card in the form.
    pub payload: String,
    /// It repeats an attempt that was settled as not created.
    pub again: bool,
    /// The id of its draft, which is put aside once the next card is begun.
    pub parked: Option<String>,
    /// The leader's key was pressed: the next one is no letter either.
    pub after_leader: bool,
}

impl InFlight {
    /// Whether the form holds another card by now.
    #[must_use]
    pub fn next_begun(&self) -> bool {
        self.stage == SendStage::NextBegun
    }
}

/// What became of a card that was on its way while the next one was being filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackgroundResult {
    /// The attempt's id; none where the journal does not have it.
    pub attempt: Option<String>,
    /// Whose card it was.
    pub who: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The id of its draft, if it was put aside; gone where it was created.
    pub draft: Option<String>,
}

/// How a send ended that did not create a customer.
#[derive(Debug)]
pub struct OutcomePage {
    /// The attempt's id; none where the journal does not have it.
    pub attempt: Option<String>,
    /// The outcome.
    pub outcome: Outcome,
    /// It repeated an attempt that was settled as not created.
    pub again: bool,
    /// Whose card it was.
    pub who: String,
    /// The card that was sent is the one in the form.
    pub in_form: bool,
    /// How long it is on the screen.
    pub since: Duration,
}

impl OutcomePage {
    /// Whether nobody knows if the customer was created.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.outcome, Outcome::Unknown { .. })
    }

    /// How long the CRM still asks to wait before the next attempt; none if it does not ask.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        let asked = self.outcome.answer()?.retry_after?;
        Some(Duration::from_secs(asked).saturating_sub(self.since))
    }
}

/// The list of drafts.
#[derive(Debug, Default)]
pub struct DraftsPage {
    /// Newest first.
    pub rows: Vec<DraftSummary>,
    /// Which of them has the focus.
    pub selected: usize,
}
