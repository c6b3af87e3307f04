//! All that the program knows while it runs.

use super::edit::Editor;
use super::in_flight::{BackgroundResult, InFlight};
use super::lookups::Lookups;
use super::pages::{Page, PageStack, TeamQuestions};
use super::settings::Settings;
use super::suggestion::ValueHistory;
use super::{Form, Message};
use crate::customer::request;
use crate::customer::{Card, Draft, HistoryRows, Outcome, RuleContext, Slot};
use crate::i18n::Locale;
use jiff::Timestamp;
use std::collections::BTreeSet;

pub use super::frame::{FrameFacts, Scroll};
pub use super::notice::Notice;

/// The pane that the operator has folded, so that the others have its room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FoldedPane {
    /// None.
    #[default]
    None,
    /// The preview.
    Preview,
    /// The history.
    History,
}

impl FoldedPane {
    /// The pane that is folded next.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::None => Self::Preview,
            Self::Preview => Self::History,
            Self::History => Self::None,
        }
    }
}

/// What the preview shows.
#[derive(Debug, Default)]
pub struct PreviewPane {
    /// The request in which words.
    pub form: request::RequestFormat,
}

/// The rows of the history that are on the screen, or near.
#[derive(Debug, Default)]
pub struct HistoryList {
    /// The rows that were read.
    pub page: HistoryRows,
    /// Which of them has the focus.
    pub selected: usize,
    /// The words that a row must have.
    pub filter: Editor,
    /// How far the rows are those of the filter.
    pub search: SearchState,
    /// How many rows were asked for.
    pub limit: usize,
    /// The record that is being read is to become a card.
    pub card_wanted: bool,
}

/// How far the rows of the history are those of its filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SearchState {
    /// They are.
    #[default]
    Done,
    /// They are of an older filter: those of this one are being searched for.
    Running,
    /// There are none, for they could not be read.
    Failed,
}

/// What became of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftState {
    /// Nothing has been typed.
    None,
    /// It is on disk, or will be within a quarter of a second.
    Saved,
    /// It could not be saved.
    Failed(String),
    /// A newer version of the program has changed the store, and it is kept for that.
    HandedOver,
}

/// A company that was added: whether the CRM has kept its NIP is being asked.
#[derive(Debug)]
pub struct CheckedCompany {
    /// The number of the question.
    pub question: u64,
    /// The NIP that was sent.
    pub nip: String,
}

/// The card of a customer who was there already: undo brings it back.
#[derive(Debug)]
pub struct KeptExisting {
    /// The id of its record in the history.
    pub attempt: String,
    /// The form as it was.
    pub form: Form,
    /// The [last customer](Model::last_customer) before.
    pub last_customer: Option<(String, String)>,
}

/// All that the program knows.
#[derive(Debug)]
pub struct Model {
    /// What does not change.
    pub settings: Settings,
    /// What the rules know besides the card.
    pub rule_context: RuleContext,
    /// The texts.
    pub locale: Locale,
    /// The card.
    pub form: Form,
    /// The page that has the keys, and those beneath.
    pub pages: PageStack,
    /// The preview.
    pub preview: PreviewPane,
    /// The pane that is folded.
    pub folded: FoldedPane,
    /// The history.
    pub history: HistoryList,
    /// How far the text that has the keys is scrolled.
    pub scroll: Scroll,
    /// What was drawn last.
    pub frame: FrameFacts,
    /// A line for the operator.
    pub notice: Option<Notice>,
    /// Lines that come after it, one a key, the next one last.
    pub queued: Vec<Notice>,
    /// What became of the draft.
    pub draft: DraftState,
    /// How many other drafts wait: parked ones, and those that earlier sessions left behind.
    pub other_drafts: usize,
    /// How many attempts have an unknown outcome.
    pub unknown_count: usize,
    /// The card to begin with once the one on the screen is parked.
    pub next_card: Option<Card>,
    /// The customer dealt with last, whether created by the CRM's answer, settled so by the operator, or there already: who,
    /// and under which id.
    pub last_customer: Option<(String, String)>,
    /// Nothing has happened since that could matter more.
    pub just_created: bool,
    /// The card that was not sent, since its customer was there already; until another goes out.
    pub kept_existing: Option<KeptExisting>,
    /// The slot that a line has answered last, and the value that is proposed for it.
    pub line_proposal: Option<(Slot, String)>,
    /// The card that was sent last, to take values from.
    pub last_sent: Option<Card>,
    /// The slots whose values the next cards begin with.
    pub held: BTreeSet<Slot>,
    /// The values of earlier cards.
    pub value_history: ValueHistory,
    /// How many times a page has asked the CRM for customers: an answer that is not to the last question is not looked at.
    pub questions: u64,
    /// The questions to the team's store.
    pub team_questions: TeamQuestions,
    /// What the CRM says of the values on the card.
    pub lookups: Lookups,
    /// What is being worked on was asked for in a hurry: see [`Message::Hurried`].
    pub hurried: bool,
    /// The moment of what is being worked on, by the session's clock.
    pub now: Timestamp,
    /// The company that was added last, as long as the CRM is asked for it.
    pub checked_company: Option<CheckedCompany>,
    /// The card that is on its way.
    pub in_flight: Option<InFlight>,
    /// What was typed for the next card before there was one: keys and pastes.
    pub typeahead: Vec<Message>,
    /// What became of the last card, where the next one was begun before that was known; until another goes out.
    pub background_result: Option<BackgroundResult>,
    /// How the card was rejected whose draft is being opened.
    pub rejected: Option<Outcome>,
    /// The profile to go on with once the program has ended.
    pub next_profile: Option<String>,
    /// How many columns and rows the screen has.
    pub size: (u16, u16),
}

impl Model {
    /// Queues these warnings as notices, shown one after another behind those that wait already.
    pub fn warn(&mut self, warnings: Vec<String>) {
        self.queue(warnings.into_iter().map(Notice::Warning).collect());
    }

    /// Queues these notices, shown one after another behind those that wait already.
    pub fn queue(&mut self, notices: Vec<Notice>) {
        self.queued.splice(0..0, notices.into_iter().rev());
        if self.notice.is_none() {
            self.notice = self.queued.pop();
        }
    }

    /// The program at its start, with the draft that was found.
    #[must_use]
    pub fn new(settings: Settings, rule_context: RuleContext, locale: Locale, draft: Option<Draft>) -> Self {
        let form = Form::blank(Card::new(&rule_context), &rule_context);
        let mut model = Self {
            team_questions: TeamQuestions::new(settings.team.is_some()),
            settings,
            form,
            locale,
            pages: PageStack::default(),
            preview: PreviewPane::default(),
            folded: FoldedPane::default(),
            history: HistoryList::default(),
            scroll: Scroll::default(),
            frame: FrameFacts::default(),
            notice: None,
            queued: Vec::new(),
            draft: DraftState::None,
            other_drafts: 0,
            unknown_count: 0,
            next_card: None,
            last_customer: None,
            just_created: false,
            kept_existing: None,
            line_proposal: None,
            last_sent: None,
            held: BTreeSet::new(),
            value_history: ValueHistory::default(),
            questions: 0,
            lookups: Lookups::default(),
            hurried: false,
            now: Timestamp::UNIX_EPOCH,
            checked_company: None,
            rejected: None,
            next_profile: None,
            in_flight: None,
            typeahead: Vec::new(),
            background_result: None,
            size: (0, 0),
            rule_context,
        };
        if let Some(draft) = draft {
            model.restore(draft);
        }
        model
    }

    /// The page that has the keys.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.pages.top()
    }

    /// Puts the draft that was found on the screen, where there is nothing yet.
    pub fn restore(&mut self, draft: Draft) {
        let Draft { mut card, focus, .. } = draft;
        if !card.is_empty(&self.rule_context) {
            self.notice = Some(Notice::Restored);
            self.draft = DraftState::Saved;
        }
        card.adopt(&self.rule_context);
        self.form = Form::restored(card, &focus, &self.rule_context);
    }

    /// Whether a draft that is found now may come on the screen: nothing is typed, and nothing that is shown is about the
    /// empty card.
    #[must_use]
    pub fn may_restore(&self) -> bool {
        !self.pages.base().is_about_card()
            && self.form.is_untouched(&self.rule_context)
            && self.typeahead.is_empty()
    }

    /// What to save of the card; none if nothing is typed.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        (!self.form.is_untouched(&self.rule_context)).then(|| self.draft_of(&self.form))
    }

    /// The draft of a form.
    #[must_use]
    pub fn draft_of(&self, form: &Form) -> Draft {
        Draft {
            profile: self.settings.profile.clone(),
            who: form.card().who(),
            card: form.card().clone(),
            focus: form.noted(),
        }
    }

    /// Begins the next card, with the values that are held; gives the form of the one before.
    pub(super) fn begin_blank(&mut self) -> Form {
        let blank = Form::blank(self.blank(), &self.rule_context);
        std::mem::replace(&mut self.form, blank)
    }

    /// Whether the id of the last customer is to be seen large: until the next card is begun.
    #[must_use]
    pub fn reads_back(&self) -> bool {
        self.just_created && self.form.is_untouched(&self.rule_context)
    }

    /// A card to begin with: empty, but for the values that are held.
    #[must_use]
    pub fn blank(&self) -> Card {
        let mut card = Card::new(&self.rule_context);
        for slot in &self.held {
            card.set(*slot, self.form.card().get(*slot));
        }
        card
    }

    /// Whether seconds are counted on the screen, so that a [`Message::Tick`] is due every second.
    #[must_use]
    pub fn is_counting(&self) -> bool {
        self.in_flight.is_some() || self.pages.base().counts_seconds()
    }

    /// Whether the next key may send something.
    #[must_use]
    pub fn precedes_send(&self) -> bool {
        self.in_flight.is_none() && self.pages.base().precedes_send(self)
    }

    /// The history, loaded again as far as it is shown.
    pub fn reload_history(&mut self) -> super::Effect {
        super::update::load_history(self)
    }

    /// Takes a message and says what is to be done.
    pub fn update(&mut self, message: Message) -> Vec<super::Effect> {
        super::update::update(self, message)
    }

    /// The payload in the form that the preview shows.
    #[must_use]
    pub fn preview_text(&self) -> String {
        self.request_in(self.preview.form)
    }

    /// The request in one of its forms.
    #[must_use]
    pub fn request_in(&self, form: request::RequestFormat) -> String {
        let target = request::RequestTarget {
            url: &self.settings.url,
            user: &self.settings.user,
            accept_language: &self.settings.accept_language,
            user_agent: request::USER_AGENT,
        };
        request::render(form, &target, self.form.payload().text())
    }
}
