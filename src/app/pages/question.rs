//! What is asked before it is done.

use super::form::{clear_card, fill, overwrite};
use super::{Page, PageBehaviour, PageContext, Placement, SettlePage, drafts, settle};
use crate::app::blocks::{Block, Role};
use crate::app::model::Model;
use crate::app::{Effect, InFlight};
use crate::customer::{Card, DraftSummary, Settlement};
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};

/// What is asked before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Whether to delete this draft.
    Delete(DraftSummary),
    /// Whether an attempt is to be settled like this.
    Settle(Settlement),
    /// Whether an attempt is to be settled as not created and its card sent again.
    SendAgain,
    /// Whether to stop waiting for the answer.
    StopWaiting,
    /// Whether to end the shift.
    EndShift,
    /// Whether to empty the card.
    ClearCard,
    /// Whether to fill the card in with this one, which was pasted.
    Fill(Box<Card>),
    /// Whether a template's values take the place of what is typed in some fields.
    Overwrite {
        /// The name of the template.
        template: String,
        /// The labels of the fields.
        fields: String,
    },
}

/// A question, over the page that it was asked on.
#[derive(Debug)]
pub struct QuestionPage {
    /// What is asked.
    pub question: Question,
}

impl PageBehaviour for QuestionPage {
    fn scope(&self) -> Scope {
        Scope::Question
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    /// How the question is answered.
    fn title(&self, context: PageContext) -> String {
        let yes = context.way_to(Scope::Question, Action::Yes);
        let yes = if yes.chars().count() == 1 {
            context.texts().capital_letter(yes)
        } else {
            yes
        };
        let no = context.way_to(Scope::Question, Action::Back);
        context.texts().title_question(yes, no)
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        vec![Block::Sentence(words(context, &self.question), Role::Warning)]
    }

    /// Takes an answer; whatever is not yes is no.
    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        answer(model, Some(action))
    }

    /// Only a capital letter means yes, so that typing on without having seen the question does not; the small one is no answer
    /// yet, and every other key is a no.
    fn key(model: &mut Model, key: Key) -> Vec<Effect> {
        let action = model.settings.keymap.action(Scope::Question, key);
        let nearly = |typed: char| {
            let capital = Key::plain(KeyCode::Char(typed.to_ascii_uppercase()));
            model.settings.keymap.action(Scope::Question, capital) == Some(Action::Yes)
        };
        if action.is_none() && key.typed().is_some_and(nearly) {
            return Vec::new();
        }
        answer(model, action)
    }

    fn asks(&self) -> bool {
        true
    }

    fn changes_card(&self) -> bool {
        matches!(self.question, Question::Overwrite { .. })
    }

    fn shows_how_to_leave(&self) -> bool {
        false
    }

    fn spoken_title(&self, _context: PageContext) -> Option<String> {
        None
    }

    fn subject(&self, _model: &Model) -> String {
        format!("{:?}", self.question)
    }

    fn prompt(&self, context: PageContext) -> String {
        context.texts().plain_ask_yes()
    }

    fn yes_action(&self) -> Option<Action> {
        Some(Action::Yes)
    }
}

fn answer(model: &mut Model, action: Option<Action>) -> Vec<Effect> {
    match model.pages.pop() {
        Some(Page::Question(page)) if action == Some(Action::Yes) => do_it(model, page.question),
        _ => Vec::new(),
    }
}

fn do_it(model: &mut Model, question: Question) -> Vec<Effect> {
    match question {
        Question::Delete(draft) => drafts::delete(model, draft),
        Question::Settle(settlement) => settle::decide(model, settlement),
        Question::SendAgain => settle::send_again(model),
        Question::EndShift => vec![Effect::EndShift],
        Question::ClearCard => clear_card(model),
        Question::Fill(card) => fill(model, *card),
        Question::StopWaiting => vec![Effect::StopWaiting],
        Question::Overwrite { template, .. } => overwrite(model, template),
    }
}

/// What is asked, so that the answer is yes or no.
fn words(context: PageContext, question: &Question) -> String {
    let texts = context.texts();
    match (question, context.model.pages.base()) {
        (Question::Delete(draft), _) if draft.who.is_empty() => texts.ask_delete(texts.draft_nameless()),
        (Question::Delete(draft), _) => texts.ask_delete(&draft.who),
        (Question::Settle(settlement), Page::Settle(settle)) if settle.colleague.is_some() => {
            for_colleague(context, settlement, settle)
        }
        (Question::Settle(Settlement::Created(id)), Page::Settle(settle)) if settle.is_company() => {
            texts.ask_created_company(id)
        }
        (Question::Settle(Settlement::NotCreated), Page::Settle(settle)) if settle.is_company() => {
            texts.ask_not_created_company()
        }
        (Question::SendAgain, Page::Settle(settle)) if settle.team.may_go_without() => {
            texts.ask_send_again_without_team()
        }
        (Question::SendAgain, Page::Settle(settle)) if settle.is_company() && !settle.nobody_found() => {
            texts.ask_send_again_company()
        }
        (Question::StopWaiting, _) if context.model.in_flight.as_ref().is_some_and(InFlight::is_company) => {
            texts.ask_stop_waiting_company()
        }
        (Question::Settle(Settlement::Created(id)), _) => texts.ask_created(id),
        (Question::Settle(Settlement::NotCreated), _) => texts.ask_not_created(),
        (Question::SendAgain, Page::Settle(settle)) if settle.anybody_found() => texts.ask_send_again_found(),
        (Question::SendAgain, Page::Settle(settle)) if !settle.nobody_found() => {
            texts.ask_send_again_unsure()
        }
        (Question::SendAgain, _) => texts.ask_send_again(),
        (Question::EndShift, _) => texts.ask_end_shift(),
        (Question::ClearCard, _) => texts.ask_clear_card(context.way_to(Scope::Form, Action::Undo)),
        (Question::Fill(card), _) if card.who().is_empty() => texts.ask_fill(texts.draft_nameless()),
        (Question::Fill(card), _) => texts.ask_fill(card.who()),
        (Question::StopWaiting, _) => texts.ask_stop_waiting(),
        (Question::Overwrite { template, fields }, _) => texts.ask_overwrite(fields, template),
    }
}

/// Whether a colleague's attempt is to be settled like this.
fn for_colleague(context: PageContext, settlement: &Settlement, settle: &SettlePage) -> String {
    let texts = context.texts();
    let colleague = settle.colleague.as_ref();
    let member = colleague.map_or("", |colleague| colleague.record.member.as_str());
    match settlement {
        Settlement::Created(id) if settle.is_company() => texts.ask_created_company_for(member, id),
        Settlement::Created(id) => texts.ask_created_for(member, id),
        Settlement::NotCreated if settle.is_company() => texts.ask_not_created_company_for(member),
        Settlement::NotCreated => texts.ask_not_created_for(member),
    }
}
