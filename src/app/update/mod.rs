//! What each message does: those of the operator go to the page that has the keys, facts to the page that they are for.

mod by_line;
pub(super) mod existing;
mod found;
mod key;
mod lookups;
mod send;
pub(super) mod team;
pub(super) mod typeahead;

pub(super) use key::by_key;
pub(super) use send::{begin as begin_send, clear_if_sent, note_rejection, order, send, unsettled};

use super::frame::{FrameFacts, Scroll};
use super::model::{DraftState, Model, Notice};
use super::notice::ViewNotice;
use super::pages::{
    FormPage, Page, Question, QuestionPage, READ_ROWS, company, drafts, exported, find, form, form_written,
    history_loaded, record_loaded, settle, shift,
};
use super::suggestion::wanted_values;
use super::{Effect, Message};
use crate::customer::{LookupKey, MatchReason, SubmissionSummary};
use crate::keymap::{Action, BINDINGS, Scope};
use jiff::civil::Date;
use std::mem::discriminant;
use std::time::Duration;

/// How far a page key goes in a list.
pub(super) const LIST_PAGE: usize = 10;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    // Nothing follows from what was drawn or saved.
    let is_followed = !matches!(
        message,
        Message::Drawn(_) | Message::DraftSaved(_) | Message::DraftHandedOver
    );
    let focus = model.form.focus();
    let mut effects = work_on(model, message);
    let moved = focus != model.form.focus();
    effects.extend(is_followed.then(|| lookups::ask(model, moved)).flatten());
    effects
}

fn work_on(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => return key::pressed(model, key),
        Message::Do(action) => return operate(model, |model| act_by_name(model, action)),
        Message::Type(text) => return operate(model, |model| model.page_type_over(&text)),
        Message::Answer(text) => return operate(model, |model| by_line::answer(model, &text)),
        Message::GoTo(slot) => return operate(model, |model| by_line::go_to(model, slot)),
        Message::ShowKnown(slot) => return operate(model, |model| by_line::show_known(model, slot)),
        Message::Select(row) => return operate(model, |model| model.page_select(row)),
        Message::Paste(text) => {
            model.notice = None;
            return model.page_paste(&text);
        }
        Message::Unconfirmed(message) => return typeahead::unconfirmed(model, *message),
        Message::Hurried(message) => return hurried(model, *message),
        Message::SendBegun => return typeahead::send_begun(model),
        Message::Tick(passed) => return tick(model, passed),
        Message::SendEnded {
            attempt,
            outcome,
            journal,
        } => return send::send_ended(model, attempt, outcome, journal),
        Message::Unsettled { attempt, sending } => return send::unsettled(model, attempt, sending),
        Message::PriorSubmissionsFound(priors) => return found::priors(model, priors),
        Message::Team(message) => return team::update(model, message),
        Message::Find(shape, text) => return find::find(model, shape, &text),
        Message::RecordsFound(records) => return found::records(model, records),
        Message::LookedUp(question, lookups) => return lookups::take(model, question, lookups),
        Message::CustomerFetched(question, fetched) => return company::fetched(model, question, &fetched),
        Message::CompaniesLookedUp(question, lookups) => lookups::take_companies(model, question, lookups),
        Message::CompaniesFound(companies) => company::found(model, companies),
        Message::ExistingKept(id, kept) => return existing::kept(model, id, kept),
        Message::ExistingTakenBack(done) => return existing::taken_back(model, done),
        Message::CreatedMeanwhile(resends) => {
            return send::decide_again(model, resends, Notice::CreatedMeanwhile);
        }
        Message::RecordsLost(resends) => return send::decide_again(model, resends, Notice::RecordsLost),
        Message::SettledMeanwhile => return settle::settled_meanwhile(model),
        Message::Settled(settlement, result) => return settle::settled(model, settlement, result),
        Message::Parked(result) => return drafts::parked(model, result),
        Message::DraftsListed(rows) => drafts::listed(model, rows),
        Message::DraftOpened(draft) => return drafts::opened(model, draft),
        Message::DraftElsewhere(process) => return drafts::elsewhere(model, process),
        Message::DraftDeleted(result) => return drafts::deleted(model, result),
        Message::Exported(result) => exported(model, result),
        Message::FormWritten(result) => return form_written(model, result),
        Message::ValueHistoryLoaded(group, values) => model.value_history.loaded(group, values),
        Message::HistoryLoaded(page) => history_loaded(model, page),
        Message::ShiftLoaded(shift) => shift::loaded(model, shift),
        Message::ShiftEnded(result) => shift::ended(model, result),
        Message::RecordLoaded(record) => return record_loaded(model, record),
        Message::NotText(charset) => model.notice = Some(Notice::NotText(charset)),
        Message::Drawn(frame) => drawn(model, *frame),
        Message::Resized(columns, rows) => model.size = (columns, rows),
        Message::Today(today) => note_today(model, today),
        Message::DraftSaved(saved) => draft_saved(model, saved),
        Message::DraftHandedOver => draft_handed_over(model),
        Message::HangUp => return vec![Effect::Quit],
    }
    Vec::new()
}

/// Does what a message means, but for a send at once.
fn hurried(model: &mut Model, message: Message) -> Vec<Effect> {
    model.hurried = true;
    let effects = work_on(model, message);
    model.hurried = false;
    effects
}

/// Notes which day it is, on which the rules depend.
fn note_today(model: &mut Model, today: Date) {
    if model.rule_context.today != today {
        model.rule_context.today = today;
        model.form.refresh(&model.rule_context);
    }
}

/// Takes over what was drawn.
fn drawn(model: &mut Model, frame: FrameFacts) {
    if let Some(extent) = frame.text {
        model.scroll.measure(extent);
    }
    model.frame = frame;
}

fn draft_saved(model: &mut Model, saved: Result<(), String>) {
    if saved.is_ok() && model.notice.as_ref().is_some_and(Notice::is_about_saving) {
        model.notice = model.queued.pop();
    }
    model.draft = match saved {
        Ok(()) if model.form.is_untouched(&model.rule_context) => DraftState::None,
        Ok(()) => DraftState::Saved,
        Err(why) => {
            // Once in full: the line that stays may be too short for it.
            if !matches!(model.draft, DraftState::Failed(_)) {
                model.notice.get_or_insert_with(|| Notice::NotSaved(why.clone()));
            }
            DraftState::Failed(why)
        }
    };
}

/// Once as a notice, which lines read out; the status line goes on saying it.
fn draft_handed_over(model: &mut Model) {
    if model.draft != DraftState::HandedOver {
        model.notice = Some(Notice::Updated);
    }
    model.draft = DraftState::HandedOver;
}

/// Time has passed for whatever counts it on the screen.
fn tick(model: &mut Model, passed: Duration) -> Vec<Effect> {
    if let Some(in_flight) = &mut model.in_flight {
        in_flight.since += passed;
    }
    model.page_tick(passed)
}

/// The history, loaded again as far as it is shown.
pub(super) fn load_history(model: &mut Model) -> Effect {
    model.history.limit = model.history.limit.max(READ_ROWS);
    Effect::LoadHistory {
        filter: model.history.filter.text().to_owned(),
        limit: model.history.limit,
    }
}

/// Does what the operator asks for, and what follows from it.
fn operate(model: &mut Model, work: impl FnOnce(&mut Model) -> Vec<Effect>) -> Vec<Effect> {
    let notice = model.notice.take();
    let place = model.form.cursor_position();
    let mut effects = work(model);
    if notice.is_some() && model.notice == Some(Notice::View(ViewNotice::NothingToLeave)) {
        // The key has taken a notice off the screen.
        model.notice = None;
    }
    if model.form.leave(&model.rule_context) {
        effects.push(Effect::SaveDraft);
    }
    // Where the operator is belongs to the draft, too.
    let moved = place != model.form.cursor_position() && !model.form.is_untouched(&model.rule_context);
    if moved && !effects.contains(&Effect::SaveDraft) {
        effects.push(Effect::SaveDraft);
    }
    effects.extend(wanted_values(model));
    model.just_created = model.reads_back();
    // The id of the last customer is shown until the next card begins.
    let created = matches!(notice, Some(Notice::Created(..) | Notice::Existing(..)));
    let keep = created && model.page().is_form() && model.form.is_untouched(&model.rule_context);
    if keep && model.notice.is_none() {
        model.notice = notice;
    }
    if model.notice.is_none() {
        model.notice = model.queued.pop();
    }
    effects
}

/// Whether an action has a binding in a scope, whatever its keys are.
fn is_bound(scope: Scope, action: Action) -> bool {
    let same = |other| discriminant(&other) == discriminant(&action);
    BINDINGS.iter().any(|row| row.scope == scope && same(row.action))
}

/// Does an action as its key would, and what no key does here as the menu would, where that opens.
fn act_by_name(model: &mut Model, action: Action) -> Vec<Effect> {
    let scope = model.page().scope();
    let has_menu = scope != Scope::Form && is_bound(scope, Action::Leader);
    if has_menu && !is_bound(scope, action) {
        from_menu(model, action)
    } else {
        model.page_act(action)
    }
}

/// Whether an action is about what a page of this scope shows, and means nothing elsewhere.
fn is_of_page(scope: Scope, action: Action) -> bool {
    !is_bound(Scope::Form, action) || (action == Action::Copy && scope != Scope::Form)
}

/// Whether the menu does anything with an action on a page of this scope.
pub(super) fn acts_from_menu(scope: Scope, action: Action) -> bool {
    if is_of_page(scope, action) {
        is_bound(scope, action)
    } else {
        // Nobody edits what is not on the screen.
        scope == Scope::Form || !action.edits()
    }
}

/// Does what is asked for where its key may not hold.
pub(super) fn from_menu(model: &mut Model, action: Action) -> Vec<Effect> {
    let scope = model.page().scope();
    match action {
        action if !acts_from_menu(scope, action) => Vec::new(),
        action if is_of_page(scope, action) => model.page_act(action),
        // These lead back to where they were asked for.
        Action::Help | Action::Redraw | Action::NextForm | Action::FoldPane => perform(model, action),
        action => {
            model.pages.set(FormPage);
            perform(model, action)
        }
    }
}

/// Does what can be asked for anywhere, and leaves the rest to the form.
pub(super) fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Back if model.in_flight.is_some() => ask(model, Question::StopWaiting),
        Action::Back => go_back(model),
        Action::FoldPane => {
            model.folded = model.folded.next();
            model.notice = Some(Notice::View(ViewNotice::Folded(model.folded)));
        }
        Action::Review | Action::Quit if model.in_flight.is_some() => {
            model.notice = Some(Notice::StillSending);
        }
        Action::Park => return drafts::park(model),
        Action::NextForm => {
            model.preview.form = model.preview.form.next();
            model.notice = Some(Notice::View(ViewNotice::PreviewForm(model.preview.form.name())));
        }
        Action::Copy => {
            model.notice = Some(Notice::Copied);
            return vec![Effect::Copy(model.preview_text())];
        }
        Action::CopyId => {
            let id = model.last_customer.as_ref().map(|(_, id)| id.clone());
            return copy_id(model, id);
        }
        Action::Redraw => return vec![Effect::Redraw],
        Action::Quit => return vec![Effect::Quit],
        action => {
            return Page::open(model, action).unwrap_or_else(|| form::perform(model, action));
        }
    }
    Vec::new()
}

/// Takes the message about the last card off the screen. Where there is nothing, the key says so.
fn go_back(model: &mut Model) {
    if model.background_result.take().is_none() && !model.just_created {
        model.notice = Some(Notice::View(ViewNotice::NothingToLeave));
    }
    model.just_created = false;
}

/// Copies a customer's id, if there is one.
pub(super) fn copy_id(model: &mut Model, id: Option<String>) -> Vec<Effect> {
    let Some(id) = id else {
        model.notice = Some(Notice::NothingToCopy);
        return Vec::new();
    };
    model.notice = Some(Notice::CopiedId(id.clone()));
    vec![Effect::Copy(id)]
}

/// Puts a page in the place of all others. It is shown from its top.
pub(super) fn enter(model: &mut Model, page: impl Into<Page>) {
    model.pages.set(page);
    model.scroll = Scroll::default();
}

/// Lays a page over what is shown, which it leads back to.
pub(super) fn lay_over(model: &mut Model, page: impl Into<Page>) {
    model.pages.push(page);
}

/// Asks before something is done.
pub(super) fn ask(model: &mut Model, question: Question) {
    lay_over(model, QuestionPage { question });
}

/// The attempts that the operator was shown, since their customers may be the one on the card.
pub(super) fn attempts(created: &[(MatchReason, SubmissionSummary)]) -> Vec<String> {
    created
        .iter()
        .map(|(_, summary)| summary.attempt.clone())
        .collect()
}

/// Where the focus of a list goes by a key that moves it.
pub(super) fn moved(action: Action, selected: usize, rows: usize) -> usize {
    let there = match action {
        Action::Up => selected.saturating_sub(1),
        Action::Down => selected + 1,
        Action::PageUp => selected.saturating_sub(LIST_PAGE),
        Action::PageDown => selected + LIST_PAGE,
        _ => selected,
    };
    there.min(rows.saturating_sub(1))
}

/// The question of the next number to the CRM. Answers to the ones before it are not looked at any more.
pub(super) fn look_up(model: &mut Model, known: Vec<LookupKey>, limit: Option<Duration>) -> Effect {
    model.questions += 1;
    Effect::LookUp {
        question: model.questions,
        keys: known,
        limit,
    }
}
