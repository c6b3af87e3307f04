//! What each message does. One file for each thing that can have the keys.

mod choosing;
mod commands;
mod document;
mod drafts;
mod existing;
mod export;
mod form;
mod history;
mod pager;
mod question;
mod repeat;
mod review;
mod send;
mod settle;
mod typeahead;

use super::mode::{Mode, Question};
use super::model::{DraftState, Model, Notice, Scroll};
use super::{Effect, Message};
use crate::customer::{LookupKey, MatchReason, SubmissionSummary};
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};
use std::time::Duration;

/// How many rows of the history are read at first, and how many more when the focus comes near the end.
const ROWS: usize = 50;
/// How far a page key goes in a list.
const PAGE: usize = 10;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => return pressed(model, key),
        Message::Do(action) => return operate(model, |model| commands::act(model, action)),
        Message::Type(text) => return operate(model, |model| commands::type_over(model, &text)),
        Message::Answer(text) => return operate(model, |model| commands::answer(model, &text)),
        Message::GoTo(slot) => return operate(model, |model| commands::go_to(model, slot)),
        Message::Select(row) => return operate(model, |model| commands::select(model, row)),
        Message::Paste(text) => return on_paste(model, &text),
        Message::Unconfirmed(message) => return typeahead::blind(model, *message),
        Message::OnItsWay => return typeahead::on_its_way(model),
        Message::Tick(passed) => return tick(model, passed),
        Message::Answered {
            attempt,
            outcome,
            journal,
        } => return send::answered(model, attempt, outcome, journal),
        Message::Unsettled { attempt, sending } => return send::unsettled(model, attempt, sending),
        Message::PriorSubmissionsFound(precedents) => review::precedents(model, precedents),
        Message::LookedUp(question, lookups) if question == model.questions => {
            match model.mode.innermost_mut() {
                Mode::Review(review) => review::looked_up(review, lookups),
                Mode::Settle(settle) => settle.answered(lookups),
                _ => {}
            }
        }
        Message::CustomerFetched(question, fetched) => review::fetched(model, question, fetched),
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
        Message::DraftElsewhere(process) => {
            model.notice = Some(Notice::DraftElsewhere(process));
            return vec![Effect::ListDrafts];
        }
        Message::DraftDeleted(result) => return drafts::deleted(model, result),
        Message::Exported(result) => export::exported(model, result),
        // Without them it is typed out; a store that fails is reported elsewhere.
        Message::ValueHistoryLoaded(pool, values) => model.earlier.put(pool, values.unwrap_or_default()),
        Message::HistoryLoaded(page) => history::loaded(model, page),
        Message::RecordLoaded(record) => return history::record_loaded(model, record),
        Message::NotText(charset) => model.notice = Some(Notice::NotText(charset)),
        Message::Resized(columns, rows) => model.size = (columns, rows),
        Message::Today(today) if model.facts.today != today => {
            model.facts.today = today;
            model.form.refresh(&model.facts);
        }
        Message::LookedUp(..) | Message::Today(_) => {}
        Message::DraftSaved(saved) => draft_saved(model, saved),
        Message::HangUp => return vec![Effect::Quit],
    }
    Vec::new()
}

fn draft_saved(model: &mut Model, saved: Result<(), String>) {
    if saved.is_ok() && model.notice.as_ref().is_some_and(Notice::is_about_saving) {
        model.notice = model.queued.pop();
    }
    model.draft = match saved {
        Ok(()) if model.form.is_untouched(&model.facts) => DraftState::None,
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

/// Time has passed for whatever counts it on the screen.
fn tick(model: &mut Model, passed: Duration) -> Vec<Effect> {
    if let Some(in_flight) = &mut model.in_flight {
        in_flight.since += passed;
    }
    match model.mode.innermost_mut() {
        Mode::Ended(ended) => ended.since += passed,
        Mode::Review(review) => {
            let payload = model.form.payload().text();
            review.tick(passed, || super::settle::searched(payload));
        }
        Mode::Settle(settle) => {
            let again = settle.tick(passed);
            return if again { settle::look_up(model) } else { Vec::new() };
        }
        _ => {}
    }
    Vec::new()
}

/// The history, loaded again as far as it was shown.
pub(super) fn load_history(model: &mut Model) -> Effect {
    model.history.limit = model.history.limit.max(ROWS);
    Effect::LoadHistory {
        filter: model.history.filter.text().to_owned(),
        limit: model.history.limit,
    }
}

/// A key: that a letter before it did not arrive stays on the screen for as long as letters follow.
fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    let lost = model
        .notice
        .clone()
        .filter(|notice| matches!(notice, Notice::NotText(_)));
    let effects = operate(model, |model| dispatch(model, key));
    if key.typed().is_some() && model.notice.is_none() {
        model.notice = lost;
    }
    effects
}

/// Does what the operator asks for, and what follows from it.
fn operate(model: &mut Model, work: impl FnOnce(&mut Model) -> Vec<Effect>) -> Vec<Effect> {
    let notice = model.notice.take();
    let place = model.form.place();
    let mut effects = work(model);
    if model.form.leave(&model.facts) {
        effects.push(Effect::SaveDraft);
    }
    // Where the operator is belongs to the draft, too.
    let moved = place != model.form.place() && !model.form.is_untouched(&model.facts);
    if moved && !effects.contains(&Effect::SaveDraft) {
        effects.push(Effect::SaveDraft);
    }
    effects.extend(earlier(model));
    model.just_created = model.reads_back();
    // The id of the last customer is shown until the next card begins.
    let created = matches!(notice, Some(Notice::Created(..) | Notice::Existing(..)));
    let keep = created && matches!(model.mode, Mode::Form) && model.form.is_untouched(&model.facts);
    if keep && model.notice.is_none() {
        model.notice = notice;
    }
    if model.notice.is_none() {
        model.notice = model.queued.pop();
    }
    effects
}

/// The values of earlier cards, where the focus is in a field that has some, and they have not been read yet.
fn earlier(model: &mut Model) -> Option<Effect> {
    let pool = model.form.focus().field.field().suggestion_group()?;
    let wanted = model.settings.habits.suggestions && model.earlier.is_new(pool);
    wanted.then_some(Effect::LoadValueHistory(pool))
}

fn dispatch(model: &mut Model, key: Key) -> Vec<Effect> {
    let can_leave = !matches!(model.mode, Mode::Sending | Mode::Question(..));
    if can_leave && key.ctrl && key.code == KeyCode::Char('c') {
        model.notice = Some(Notice::HowToLeave);
        return Vec::new();
    }
    match model.mode {
        Mode::Form => form::key(model, key),
        Mode::Sending => typeahead::key(model, key),
        Mode::Leader(_) => leader_key(model, key),
        Mode::Question(..) => question::key(model, key),
        Mode::Review(_) => review::key(model, key),
        Mode::Settle(_) => settle::key(model, key),
        Mode::Drafts(_) => drafts::key(model, key),
        Mode::Export(_) => export::key(model, key),
        Mode::Choosing(_) => choosing::key(model, key),
        Mode::History { filtering: true } => history::filter_key(model, key),
        Mode::History { filtering: false } => history::key(model, key),
        Mode::Preview | Mode::Help(_) | Mode::Ended(_) | Mode::Record(_) => pager::key(model, key),
    }
}

fn leader_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Mode::Leader(origin) = std::mem::replace(&mut model.mode, Mode::Form) else {
        return Vec::new();
    };
    match model.settings.keymap.leader(key) {
        Some(action) => {
            model.mode = *origin;
            return from_menu(model, action);
        }
        None if model.settings.keymap.action(Scope::Form, key) == Some(Action::Back) => model.mode = *origin,
        None => model.mode = Mode::Leader(origin),
    }
    Vec::new()
}

/// Carries out what is asked for where it may not be at hand.
fn from_menu(model: &mut Model, action: Action) -> Vec<Effect> {
    let in_form = matches!(model.mode, Mode::Form);
    match action {
        // What is not seen is not edited.
        action if action.edits() && !in_form => Vec::new(),
        Action::Copy if !in_form => copy_what_is_shown(model),
        // These decide what the review shows, and mean nothing elsewhere.
        Action::TakeExisting | Action::ShowCustomer | Action::SendAnyway => {
            if matches!(model.mode, Mode::Review(_)) {
                return review::act(model, action);
            }
            Vec::new()
        }
        // These lead back to where they were asked for.
        Action::Help | Action::Redraw | Action::NextForm => perform(model, action),
        action => {
            model.mode = Mode::Form;
            perform(model, action)
        }
    }
}

/// Copies the id in the history and in a record, and the request in the preview; nothing elsewhere.
fn copy_what_is_shown(model: &mut Model) -> Vec<Effect> {
    match &model.mode {
        Mode::History { .. } => history::copy(model),
        Mode::Record(_) | Mode::Preview => pager::act(model, Action::Copy),
        _ => Vec::new(),
    }
}

/// Carries out what can be asked for anywhere, and leaves the rest to the form.
fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Back if model.in_flight.is_some() => ask(model, Question::StopWaiting),
        Action::Back => {
            model.background_result = None;
            model.just_created = false;
        }
        Action::Leader => lay_over(model, Mode::Leader),
        Action::Help => {
            lay_over(model, Mode::Help);
            model.scroll = Scroll::default();
        }
        Action::Preview => enter(model, Mode::Preview),
        Action::History => {
            enter(model, Mode::History { filtering: false });
            return vec![load_history(model)];
        }
        Action::Review | Action::Quit if model.in_flight.is_some() => {
            model.notice = Some(Notice::StillSending);
        }
        Action::Review => return review::open(model),
        Action::Park => return drafts::park(model),
        Action::Drafts => {
            enter(model, Mode::Drafts(super::mode::DraftsPage::default()));
            return vec![Effect::ListDrafts];
        }
        Action::Export => export::open(model),
        Action::NextForm => model.preview.form = model.preview.form.next(),
        Action::Copy => {
            model.notice = Some(Notice::Copied);
            return vec![Effect::Copy(model.preview_text())];
        }
        Action::CopyId => {
            let id = model.last_customer.as_ref().map(|(_, id)| id.clone());
            return history::copy_id(model, id);
        }
        Action::Redraw => return vec![Effect::Redraw],
        Action::Profile => choosing::open_profiles(model),
        Action::Quit => return vec![Effect::Quit],
        action => return form::perform(model, action),
    }
    Vec::new()
}

/// Does what a key means in a scope; nothing where it means nothing there.
fn by_key(
    model: &mut Model,
    scope: Scope,
    key: Key,
    act: fn(&mut Model, Action) -> Vec<Effect>,
) -> Vec<Effect> {
    let action = model.settings.keymap.action(scope, key);
    action.map_or_else(Vec::new, |action| act(model, action))
}

/// Gives the keys to something else, which is shown from its top.
fn enter(model: &mut Model, mode: Mode) {
    model.mode = mode;
    model.scroll = Scroll::default();
}

/// Lays something over what is shown, which it leads back to.
fn lay_over(model: &mut Model, over: impl FnOnce(Box<Mode>) -> Mode) {
    let origin = std::mem::replace(&mut model.mode, Mode::Form);
    model.mode = over(Box::new(origin));
}

/// Asks before something is done.
fn ask(model: &mut Model, question: Question) {
    lay_over(model, |origin| Mode::Question(question, origin));
}

/// The attempts that the operator was shown, since their customers may be the one on the card.
fn attempts(created: &[(MatchReason, SubmissionSummary)]) -> Vec<String> {
    created
        .iter()
        .map(|(_, summary)| summary.attempt.clone())
        .collect()
}

/// Where the focus of a list goes by a key that moves it.
fn moved(action: Action, selected: usize, rows: usize) -> usize {
    let there = match action {
        Action::Up => selected.saturating_sub(1),
        Action::Down => selected + 1,
        Action::PageUp => selected.saturating_sub(PAGE),
        Action::PageDown => selected + PAGE,
        _ => selected,
    };
    there.min(rows.saturating_sub(1))
}

/// The question of the next number to the CRM. Answers to the ones before it are not looked at any more.
fn look_up(model: &mut Model, known: Vec<LookupKey>, limit: Option<Duration>) -> Effect {
    model.questions += 1;
    Effect::LookUp {
        question: model.questions,
        known,
        limit,
    }
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    match &mut model.mode {
        Mode::Form => return document::paste(model, text),
        Mode::Sending => return typeahead::type_ahead(model, Message::Paste(text.to_owned())),
        Mode::History { filtering: true } => {
            model.history.filter.paste(text);
            return history::filter_changed(model);
        }
        Mode::Export(path) => path.paste(text),
        Mode::Choosing(list) => list.edit(|editor| editor.paste(text)),
        Mode::Settle(settle) => {
            if let Some(id) = &mut settle.id {
                id.paste(text);
            }
        }
        _ => {}
    }
    Vec::new()
}
