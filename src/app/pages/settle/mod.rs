//! Finding out what became of an attempt whose outcome is unknown. The program gathers the evidence and shows it; what it means
//! is decided by a person.

mod blocks;
mod colleague;
mod id;
mod state;

pub(super) use colleague::open as open_for_colleague;
pub(in crate::app) use colleague::settled_for_colleague;
pub use id::CustomerIdPage;
pub use state::{ColleagueAttempt, ROUNDS, SettlePage};

use super::text::scroll;
use super::{FormPage, HistoryPage, Page, PageBehaviour, PageContext, Question, Tab, company};
use crate::app::blocks::{Block, Role};
use crate::app::message::TeamFailure;
use crate::app::model::{Model, Notice, Scroll};
use crate::app::notice::{CompanyNotice, TeamNotice};
use crate::app::update::team::without_claim;
use crate::app::update::{self, ask, attempts, enter, lay_over, load_history, moved, perform, typeahead};
use crate::app::{CompanyEffect, Effect};
use crate::customer::{FieldId, Lookup, NewSubmission, PriorSubmissions, Settlement, Submission, TeamPriors};
use crate::endpoint::{Resource, comparable};
use crate::keymap::{Action, Scope};
use std::time::Duration;

impl PageBehaviour for SettlePage {
    fn scope(&self) -> Scope {
        Scope::Settle
    }

    fn offers(&self, _model: &Model, action: Action) -> bool {
        match action {
            action if decides(action) && self.is_settling() => false,
            Action::Accept => self.chosen().is_some(),
            Action::SendAgain => self.here && self.colleague.is_none(),
            Action::LookAgain => self.here && !self.searched().is_empty(),
            _ => true,
        }
    }

    fn tab(&self) -> Tab {
        Tab::History
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_settle()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        if context.is_spoken() && self.makes_lines_wait() {
            return vec![Block::Progress(blocks::waiting_words(context, self), Role::Dim)];
        }
        let mut blocks = blocks::attempt(context, self);
        blocks.extend(blocks::evidence(context, self));
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Settle(settle) = model.page() else {
            return Vec::new();
        };
        match action {
            action if decides(action) && settle.is_settling() => {
                model.notice = Some(Notice::Team(TeamNotice::StillAsking));
            }
            Action::Accept => {
                if let Some(candidate) = settle.chosen() {
                    let settlement = Settlement::Created(candidate.found.customer_id);
                    ask(model, Question::Settle(settlement));
                }
            }
            Action::TypeId => lay_over(model, CustomerIdPage::default()),
            Action::NotCreated => ask(model, Question::Settle(Settlement::NotCreated)),
            Action::SendAgain if settle.colleague.is_some() => {}
            Action::SendAgain if settle.here => ask(model, Question::SendAgain),
            Action::SendAgain => {
                let sent = &settle.record.sent;
                model.notice = Some(Notice::SentElsewhere(sent.profile.clone(), sent.url.clone()));
            }
            Action::LookAgain => return look_up(model),
            Action::Up | Action::Down => {
                let row = moved(action, settle.selected, settle.candidates().len());
                return model.page_select(row);
            }
            Action::Back => return leave(model),
            Action::Leader | Action::Help => return perform(model, action),
            action => scroll(model, action),
        }
        Vec::new()
    }

    fn row_count(&self, _model: &Model) -> usize {
        self.candidates().len()
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::Settle(settle) = model.pages.top_mut() {
            settle.selected = row.min(settle.candidates().len().saturating_sub(1));
            model.scroll = Scroll::default();
        }
        Vec::new()
    }

    fn counts_seconds(&self) -> bool {
        self.looking || self.next_round().is_some()
    }

    fn tick(model: &mut Model, passed: Duration) -> Vec<Effect> {
        let again = match model.pages.base_mut() {
            Page::Settle(settle) => settle.tick(passed),
            _ => false,
        };
        if again { look_up(model) } else { Vec::new() }
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn looked_up(&mut self, lookups: Vec<Lookup>) {
        self.answered(lookups);
    }

    fn priors_found(&mut self, priors: Result<&PriorSubmissions, ()>) {
        if let Ok(priors) = priors {
            self.created.clone_from(&priors.created);
            self.lost = priors.lost;
            self.proves_nothing = priors.drops_nips.then_some(FieldId::named("nip"));
        }
    }

    fn team_found(&mut self, found: Result<TeamPriors, TeamFailure>) {
        self.team.take(found);
    }

    fn makes_lines_wait(&self) -> bool {
        self.is_settling() || (self.looking && self.lookups.is_empty())
    }

    fn is_asking(&self) -> bool {
        self.looking
    }

    fn subject(&self, _model: &Model) -> String {
        format!(
            "{} {:?} {} {} {}",
            self.record.sent.attempt,
            self.lookups,
            self.created.len(),
            self.team.has_somebody(),
            self.is_settling()
        )
    }

    /// The attempt has been announced; the evidence is new.
    fn changed_blocks(&self, context: PageContext) -> Vec<Block> {
        if self.is_settling() {
            return self.blocks(context);
        }
        blocks::evidence(context, self)
    }

    fn announcement(&self, context: PageContext, action: Action) -> Option<String> {
        let asks = action == Action::LookAgain && self.here && !self.searched().is_empty();
        asks.then(|| context.texts().settle_looking())
    }

    fn prompt(&self, context: PageContext) -> String {
        if self.candidates().is_empty() {
            context.texts().plain_ask_later()
        } else if self.is_company() {
            context.texts().plain_ask_number()
        } else {
            context.texts().plain_ask_settling()
        }
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        Some(Action::Accept)
    }
}

/// Whether an action decides what became of the attempt.
fn decides(action: Action) -> bool {
    matches!(
        action,
        Action::Accept | Action::TypeId | Action::NotCreated | Action::SendAgain
    )
}

/// Begins to find out what became of an attempt: the CRM is asked at once, if it can be.
pub(super) fn open(model: &mut Model, record: Box<Submission>) -> Vec<Effect> {
    let sent = &record.sent;
    let url = sent.resource().url_beside(&model.settings.url);
    let here = comparable(&sent.url) == comparable(&url) && sent.user == model.settings.user;
    let elsewhere = (!here).then(|| Notice::SentElsewhere(sent.profile.clone(), sent.url.clone()));
    let from_history = matches!(model.page(), Page::History(_));
    let mut settle = SettlePage::new(record, here, from_history);
    settle.rounds = usize::from(here && !settle.searched().is_empty());
    enter(model, settle);
    if elsewhere.is_some() {
        model.notice = elsewhere;
        return Vec::new();
    }
    look_up(model)
}

/// Asks the journal, and the CRM, if that can be asked and is not being asked already.
fn look_up(model: &mut Model) -> Vec<Effect> {
    let Page::Settle(settle) = model.pages.base_mut() else {
        return Vec::new();
    };
    let sent = &settle.record.sent;
    let resource = sent.resource();
    let priors = Effect::FindPriorSubmissions {
        resource,
        who: sent.who.clone(),
        payload: sent.payload.clone(),
    };
    let of_whom = [sent.who.as_str(), sent.payload.as_str()];
    // Of a colleague's attempt the review has asked.
    let in_team = match &settle.colleague {
        None => settle.team.ask(&mut model.team_questions, resource, of_whom),
        Some(_) => None,
    };
    let keys = settle.ask();
    let question = keys.map(|keys| match resource {
        Resource::Customer => update::look_up(model, keys, None),
        Resource::Company => {
            model.questions += 1;
            Effect::Company(CompanyEffect::LookUp {
                question: model.questions,
                keys,
                limit: None,
            })
        }
    });
    std::iter::once(priors).chain(in_team).chain(question).collect()
}

/// Back to where it was opened. What it has found may show in the history.
fn leave(model: &mut Model) -> Vec<Effect> {
    if matches!(model.page(), Page::Settle(settle) if settle.colleague.is_some()) {
        return colleague::review_again(model);
    }
    let from_history = matches!(model.page(), Page::Settle(settle) if settle.from_history);
    if from_history {
        enter(model, HistoryPage::default());
    } else {
        enter(model, FormPage);
    }
    vec![load_history(model)]
}

/// The operator has confirmed the decision: orders to write it down.
pub(super) fn decide(model: &mut Model, settlement: Settlement) -> Vec<Effect> {
    let Page::Settle(settle) = model.pages.top_mut() else {
        return Vec::new();
    };
    if let Some(order) = colleague::decide(settle, &settlement) {
        return vec![order];
    }
    vec![Effect::Settle(settle.record.sent.attempt.clone(), settlement)]
}

/// The operator has confirmed: the very same payload goes out as a new attempt, which marks the old one as not created.
pub(super) fn send_again(model: &mut Model) -> Vec<Effect> {
    let Page::Settle(settle) = model.page() else {
        return Vec::new();
    };
    let mut order = settle.record.sent.clone();
    order.resends = Some(std::mem::take(&mut order.attempt));
    order.profile.clone_from(&model.settings.profile);
    let mut seen = attempts(&settle.created);
    seen.extend(settle.team.priors.created().map(str::to_owned));
    order.aware_of = Some(seen);
    let accepted = settle.lost.map(|_| Effect::AcceptLoss);
    let unclaimed = settle.team.may_go_without();
    let send = update::begin_send(model, order);
    let send = if unclaimed { without_claim(send) } else { send };
    accepted.into_iter().chain(send).collect()
}

/// Another session was faster: what it has decided is in the history.
pub(in crate::app) fn settled_meanwhile(model: &mut Model) -> Vec<Effect> {
    typeahead::did_not_begin(model);
    model.notice = Some(Notice::SettledMeanwhile);
    enter(model, HistoryPage::default());
    vec![load_history(model)]
}

/// The decision is written down, or is not.
pub(in crate::app) fn settled(
    model: &mut Model,
    settlement: Settlement,
    result: Result<(), String>,
) -> Vec<Effect> {
    if let Err(why) = result {
        model.notice = Some(Notice::Store(why));
        return vec![load_history(model)];
    }
    let mut cleared = None;
    if let Page::Settle(settle) = model.page() {
        let sent = settle.record.sent.clone();
        let here = settle.here;
        model
            .background_result
            .take_if(|result| result.attempt.as_ref() == Some(&sent.attempt));
        if sent.resource() == Resource::Company {
            return company_settled(model, &sent, settlement);
        }
        if let Settlement::Created(id) = &settlement {
            model.last_customer = Some((sent.who, id.clone()));
            model.value_history.forget();
            if here {
                cleared = update::clear_if_sent(model, &sent.payload);
            }
        }
    }
    model.notice = Some(Notice::Settled(settlement));
    let mut effects = leave(model);
    effects.extend(cleared);
    effects
}

/// The decision about a company is written down: where it is the one beside the card, that has its id now, or it can be sent
/// again.
fn company_settled(model: &mut Model, sent: &NewSubmission, settlement: Settlement) -> Vec<Effect> {
    let from_history = matches!(model.page(), Page::Settle(settle) if settle.from_history);
    let mut effects = match &settlement {
        Settlement::Created(id) => company::settled_as(model, sent, id),
        Settlement::NotCreated => Vec::new(),
    };
    if from_history {
        enter(model, HistoryPage::default());
    } else {
        company::return_to(model);
    }
    model.notice = Some(match settlement {
        Settlement::Created(id) => Notice::Company(CompanyNotice::Settled(id)),
        Settlement::NotCreated => Notice::Settled(settlement),
    });
    effects.push(load_history(model));
    effects
}
