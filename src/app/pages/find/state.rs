//! The state of the search for a caller: what is typed, and what is known of it.

use crate::app::edit::Editor;
use crate::app::model::SearchState;
use crate::customer::{
    Lookup, LookupFailure, LookupKey, PriorSubmissions, RuleContext, SearchHit, SearchTerm,
    SubmissionSummary, TermShape, search_hits,
};

/// One line to type, and everybody who has what is typed.
#[derive(Debug, Default)]
pub struct FindPage {
    pub(super) line: Editor,
    /// The shape that the text is meant to have; none where its own decides.
    pub(super) meant: Option<TermShape>,
    /// What the text is searched as; none of a blank one.
    pub(super) term: Option<SearchTerm>,
    /// The records of this machine that have its words.
    pub(super) records: Vec<SubmissionSummary>,
    /// How far they are those of this text.
    pub(super) search: SearchState,
    /// What the journal of this machine knows of the value.
    pub(super) priors: PriorSubmissions,
    /// The journal has not answered yet.
    pub(super) reading: bool,
    /// The value that the CRM was asked for last; none since the text is another one.
    pub(super) asked: Option<LookupKey>,
    /// The CRM has not answered yet.
    pub(super) asking: bool,
    /// What it has answered.
    pub(super) lookups: Vec<Lookup>,
    pub(super) aim: Aim,
    pub(super) selected: usize,
}

/// What the operator is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Aim {
    /// They type.
    #[default]
    Line,
    /// They have pressed Enter before all answers were there: the only one who is found is opened.
    OnlyOne,
    /// They have moved to the row that has the focus.
    Row,
}

/// What Enter does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EnterMeaning {
    /// Nothing, for nothing is typed.
    Nothing,
    /// The value is wrong: that is shown already.
    Wrong,
    /// The CRM is asked for this.
    Ask(LookupKey),
    /// The answers are awaited.
    Wait,
    /// This one is opened.
    Open(Box<SearchHit>),
    /// A card is begun with the value: nobody has it, or nobody can say more.
    Begin,
}

impl FindPage {
    /// Everybody who was found, each once.
    #[must_use]
    pub fn hits(&self) -> Vec<SearchHit> {
        search_hits(&self.records, &self.priors, &self.lookups)
    }

    /// The row that has the focus.
    #[must_use]
    pub fn chosen(&self) -> Option<SearchHit> {
        self.hits().into_iter().nth(self.selected)
    }

    /// Whether an answer is awaited: from the CRM, from the journal, or from the search through the records.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.asking || self.reading || self.search == SearchState::Running
    }

    /// Takes over what is typed now, in its own shape or in the one that is meant. What was found for another text is dropped.
    pub(super) fn read(&mut self, context: &RuleContext) {
        self.term = SearchTerm::read(self.line.text(), self.meant, context);
        self.priors = PriorSubmissions::default();
        self.lookups.clear();
        self.asked = None;
        (self.asking, self.reading, self.aim) = (false, false, Aim::Line);
        self.selected = 0;
        if self.term.is_none() {
            self.records.clear();
            self.search = SearchState::Done;
            self.meant = None;
        }
    }

    /// The value to ask the CRM for; none where it cannot be asked, or would say the same as before.
    pub(super) fn question(&self) -> Option<LookupKey> {
        let question = self.term.as_ref()?.question()?;
        let again = self
            .failure()
            .is_some_and(|why| *why != LookupFailure::NotPermitted);
        let is_known = self.asked.as_ref() == Some(&question) && !again;
        (!is_known).then_some(question)
    }

    /// Why the CRM has not answered, if it has not.
    pub(super) fn failure(&self) -> Option<&LookupFailure> {
        self.lookups
            .iter()
            .find_map(|lookup| lookup.result.as_ref().err())
    }

    /// Takes an answer, whatever it is. The focus stays on the one that had it.
    pub(super) fn keep_focus(&mut self, take: impl FnOnce(&mut Self)) {
        let focused = self.chosen().filter(|_| self.aim == Aim::Row);
        take(self);
        let again = focused.and_then(|focused| self.hits().iter().position(|hit| hit.is_same(&focused)));
        self.selected = again.unwrap_or(0);
        if self.aim == Aim::Row && again.is_none() {
            self.aim = Aim::Line;
        }
    }

    /// Stops awaiting the CRM, because somebody is opened: the next answer will be about them.
    pub(in crate::app::pages) fn stop_asking(&mut self) {
        if std::mem::take(&mut self.asking) {
            self.asked = None;
        }
    }

    /// What Enter does now. A row that the operator has moved to is opened at once; otherwise all answers come first.
    pub(super) fn enter(&self) -> EnterMeaning {
        let Some(term) = &self.term else {
            return EnterMeaning::Nothing;
        };
        let chosen = self.chosen().map(|hit| EnterMeaning::Open(Box::new(hit)));
        match chosen {
            Some(open) if self.aim == Aim::Row => open,
            _ if self.is_waiting() => EnterMeaning::Wait,
            chosen => match (self.question(), chosen) {
                // Somebody was found elsewhere, where the CRM has failed: it has been said that it did.
                (Some(_), Some(open)) if self.failure().is_some() => open,
                (Some(question), _) => EnterMeaning::Ask(question),
                (None, Some(open)) => open,
                (None, None) if term.problem().is_some() => EnterMeaning::Wrong,
                (None, None) => EnterMeaning::Begin,
            },
        }
    }

    /// The only one who was found.
    pub(super) fn only(&self) -> Option<SearchHit> {
        let mut hits = self.hits();
        let only = hits.pop()?;
        hits.is_empty().then_some(only)
    }
}
