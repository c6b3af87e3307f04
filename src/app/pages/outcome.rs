//! How a send ended that did not create a customer.

use super::text::text_act;
use super::{Page, PageBehaviour, PageContext, company, history};
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::model::Model;
use crate::app::update::perform;
use crate::customer::{ApiResponse, Outcome, SubmissionState};
use crate::endpoint::Resource;
use crate::keymap::{Action, Scope};
use std::time::Duration;

/// How a send ended that did not create a customer.
#[derive(Debug)]
pub struct OutcomePage {
    /// The attempt's id; none where the journal does not have it.
    pub attempt: Option<String>,
    /// The outcome.
    pub outcome: Outcome,
    /// What was to be created.
    pub resource: Resource,
    /// The send repeated an attempt that was settled as not created.
    pub again: bool,
    /// Whose card it was.
    pub who: String,
    /// The card that was sent is the one in the form.
    pub in_form: bool,
    /// How long the page has been shown.
    pub since: Duration,
}

impl OutcomePage {
    /// Whether the customer may have been created.
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

    fn is_company(&self) -> bool {
        self.resource == Resource::Company
    }

    /// What the outcome means.
    fn meaning(&self, context: PageContext) -> String {
        let texts = context.texts();
        match &self.outcome {
            Outcome::Created { .. } => String::new(),
            Outcome::Unknown { .. } if self.is_company() && context.is_spoken() => {
                texts.plain_company_unknown()
            }
            Outcome::Unknown { .. } if self.is_company() => {
                texts.outcome_company_unknown(context.way_to(Scope::Pager, Action::Settle))
            }
            Outcome::Rejected { answer } if self.is_company() && !answer.asks_for_later() => {
                texts.outcome_company_rejected()
            }
            Outcome::Unknown { .. } if context.is_spoken() => texts.plain_unknown(),
            Outcome::Unknown { .. } => texts.outcome_unknown(context.way_to(Scope::Pager, Action::Settle)),
            Outcome::Rejected { answer } if answer.asks_for_later() => texts.outcome_later(),
            Outcome::Rejected { .. } if self.again => texts.outcome_rejected_again(),
            Outcome::Rejected { .. } => texts.outcome_rejected(),
            Outcome::NotSent { .. } => texts.outcome_not_sent(),
        }
    }

    /// How long the CRM asks to wait, if it does.
    fn wait_words(&self, context: PageContext) -> Option<Block> {
        let texts = context.texts();
        let wait = self.wait()?;
        let (words, role) = if wait.is_zero() {
            (texts.wait_is_over(), Role::Good)
        } else {
            (texts.wait_seconds(wait.as_secs()), Role::Warning)
        };
        Some(Block::Sentence(words, role))
    }

    /// Where the card is now.
    fn where_the_card_is(&self, context: PageContext) -> Block {
        let texts = context.texts();
        if self.is_company() {
            let way = context.way_to(Scope::Pager, Action::Back);
            return Block::Sentence(texts.outcome_company_kept(way), Role::Dim);
        }
        if !self.in_form {
            let words = texts.outcome_in_history(
                context.way_to(Scope::Pager, Action::History),
                context.way_to(Scope::History, Action::CardFrom),
            );
            return Block::Sentence(words, Role::Warning);
        }
        let words = if self.is_unknown() {
            texts.outcome_kept()
        } else {
            texts.outcome_kept_for_f8(context.way_to(Scope::Pager, Action::Review))
        };
        Block::Sentence(words, Role::Dim)
    }
}

impl PageBehaviour for OutcomePage {
    fn offers(&self, _model: &Model, action: Action) -> bool {
        match action {
            Action::Settle => self.is_unknown(),
            Action::Review => self.in_form && !self.is_unknown(),
            action => !matches!(
                action,
                Action::NextForm | Action::CardFrom | Action::Copy | Action::Filter
            ),
        }
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_outcome()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let role = history::role(SubmissionState::of(&self.outcome));
        let mut blocks = vec![Block::Sentence(self.meaning(context), role)];
        blocks.extend(self.wait_words(context));
        if !context.is_spoken() {
            blocks.extend([self.where_the_card_is(context), Block::Gap]);
        }
        let answer = self.outcome.answer();
        let explained = context.is_spoken() && answer.is_some_and(|answer| !answer.errors.is_empty());
        let mut details = outcome_details(context, self.resource, &self.outcome);
        details.retain(|block| !explained || !matches!(block, Block::Document(..)));
        blocks.extend(details);
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Outcome(page) = model.page() else {
            return Vec::new();
        };
        match action {
            Action::Review | Action::Back if page.is_company() => {
                company::return_to(model);
                Vec::new()
            }
            Action::Review => perform(model, action),
            Action::Settle if page.is_unknown() => {
                let attempt = page.attempt.clone();
                attempt.map(Effect::LoadRecord).into_iter().collect()
            }
            action => text_act(model, action),
        }
    }

    fn counts_seconds(&self) -> bool {
        self.wait().is_some_and(|wait| !wait.is_zero())
    }

    fn tick(model: &mut Model, passed: Duration) -> Vec<Effect> {
        if let Page::Outcome(page) = model.pages.base_mut() {
            page.since += passed;
        }
        Vec::new()
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn spoken_title(&self, _context: PageContext) -> Option<String> {
        None
    }

    fn prompt(&self, context: PageContext) -> String {
        if self.is_unknown() {
            context.texts().plain_ask_settle()
        } else {
            context.texts().plain_ask_back()
        }
    }

    fn yes_action(&self) -> Option<Action> {
        Some(Action::Settle)
    }

    /// An outcome that is certain, or that cannot be settled.
    fn needs_no_answer(&self, _model: &Model) -> bool {
        !self.is_unknown() || self.attempt.is_none()
    }
}

/// All that is known of how an attempt ended.
pub(super) fn outcome_details(context: PageContext, resource: Resource, outcome: &Outcome) -> Vec<Block> {
    let locale = &context.model.locale;
    let texts = locale.texts();
    let mut blocks = Vec::new();
    match outcome {
        Outcome::Created { customer_id, .. } => {
            blocks.push(Block::entry(label_id(context, resource), customer_id));
        }
        Outcome::NotSent { failure } | Outcome::Unknown { failure, .. } => {
            blocks.push(Block::entry(texts.label_reason(), locale.failure(failure)));
        }
        Outcome::Rejected { .. } => {}
    }
    if let Some(answer) = outcome.answer() {
        blocks.extend(response(context, answer));
    }
    blocks
}

/// The label of the name.
pub(super) fn label_who(context: PageContext, resource: Resource) -> String {
    match resource {
        Resource::Customer => context.texts().label_who(),
        Resource::Company => context.texts().label_company(),
    }
}

/// The label of the id.
pub(super) fn label_id(context: PageContext, resource: Resource) -> String {
    match resource {
        Resource::Customer => context.texts().label_customer_id(),
        Resource::Company => context.texts().label_company_id(),
    }
}

/// What the CRM answered.
fn response(context: PageContext, answer: &ApiResponse) -> Vec<Block> {
    let texts = context.texts();
    let mut blocks = Vec::new();
    let mut title = texts.label_errors();
    for error in &answer.errors {
        let code = error
            .code
            .as_ref()
            .map(|code| format!(" {}", texts.error_code(code)))
            .unwrap_or_default();
        blocks.push(Block::entry(title, format!("{}{code}", error.message)));
        title = String::new();
    }
    blocks.push(Block::entry(texts.label_status(), answer.status.to_string()));
    let seconds = answer.retry_after.map(|seconds| texts.in_seconds(seconds));
    for (name, value) in [
        (texts.label_request_id(), &answer.request_id),
        (texts.label_location(), &answer.location),
        (texts.label_retry_after(), &seconds),
    ] {
        blocks.extend(value.iter().map(|value| Block::entry(&name, value)));
    }
    if !answer.body.is_empty() {
        blocks.push(Block::Document(texts.label_answer(), answer.body.clone()));
    }
    blocks
}
