//! What each message does. One file for each thing that can have the keys.

mod form;
mod history;
mod pager;
mod send;

use super::bindings::{self, Action, Scope};
use super::keys::{Code, Key};
use super::model::{DraftState, Mode, Model, Notice};
use super::{Effect, Msg};

/// How many rows of the history are read at first, and how many more when the focus comes near the end.
const ROWS: usize = 200;

pub(super) fn update(model: &mut Model, message: Msg) -> Vec<Effect> {
    match message {
        Msg::Key(key) => on_key(model, key),
        Msg::Paste(text) => on_paste(model, &text),
        Msg::Resized(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Msg::Today(today) => {
            if model.facts.today != today {
                model.facts.today = today;
                model.form.refresh(&model.facts);
            }
            Vec::new()
        }
        Msg::Tick(since) => {
            if let Mode::Sending(elapsed) = &mut model.mode {
                *elapsed = since;
            }
            Vec::new()
        }
        Msg::DraftSaved(Ok(())) => {
            model.draft = if model.form.card().is_empty(&model.facts) {
                DraftState::None
            } else {
                DraftState::Saved
            };
            Vec::new()
        }
        Msg::DraftSaved(Err(why)) => {
            model.draft = DraftState::Failed(why);
            Vec::new()
        }
        Msg::Answered { outcome, journal } => send::answered(model, outcome, journal),
        Msg::HistoryLoaded(page) => history::loaded(model, page),
        Msg::RecordLoaded(record) => history::record_loaded(model, record),
        Msg::HangUp => vec![Effect::Quit],
    }
}

/// The history anew, as much of it as was shown.
pub(super) fn load_history(model: &mut Model) -> Effect {
    model.history.limit = model.history.limit.max(ROWS);
    Effect::LoadHistory {
        filter: model.history.filter.text().to_owned(),
        limit: model.history.limit,
    }
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if matches!(model.mode, Mode::Sending(_)) {
        return Vec::new();
    }
    let notice = model.notice.take();
    let effects = dispatch(model, key);
    // The id of the last customer is told until the next card begins.
    let created = matches!(notice, Some(Notice::Created(..)));
    let keep = created && matches!(model.mode, Mode::Form) && model.form.card().is_empty(&model.facts);
    if keep && model.notice.is_none() {
        model.notice = notice;
    }
    effects
}

fn dispatch(model: &mut Model, key: Key) -> Vec<Effect> {
    if key.ctrl && key.code == Code::Char('c') {
        model.notice = Some(Notice::HowToLeave);
        return Vec::new();
    }
    match model.mode {
        Mode::Form | Mode::Sending(_) => form::key(model, key),
        Mode::Leader(_) => leader_key(model, key),
        Mode::Review => pager::review_key(model, key),
        Mode::History { filtering: true } => history::filter_key(model, key),
        Mode::History { filtering: false } => history::key(model, key),
        Mode::Preview | Mode::Help | Mode::Outcome(_) | Mode::Record(_) => pager::key(model, key),
    }
}

fn leader_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Mode::Leader(origin) = std::mem::replace(&mut model.mode, Mode::Form) else {
        return Vec::new();
    };
    let in_form = matches!(*origin, Mode::Form);
    match bindings::leader(key) {
        // Nobody edits what he does not see.
        Some(action) if action.edits() && !in_form => model.mode = *origin,
        Some(Action::Copy) if !in_form => {
            model.mode = *origin;
            return dispatch(model, Key::plain(Code::Char('c')));
        }
        Some(action) => return perform(model, action),
        None if bindings::action(Scope::Form, key) == Some(Action::Back) => model.mode = *origin,
        None => model.mode = Mode::Leader(origin),
    }
    Vec::new()
}

/// Carries out what can be asked for anywhere, and leaves the rest to the form.
fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Leader => {
            let origin = std::mem::replace(&mut model.mode, Mode::Form);
            model.mode = Mode::Leader(Box::new(origin));
        }
        Action::Help => enter(model, Mode::Help),
        Action::Preview => enter(model, Mode::Preview),
        Action::History => {
            enter(model, Mode::History { filtering: false });
            return vec![load_history(model)];
        }
        Action::Review => send::review(model),
        Action::NextForm => model.preview.form = model.preview.form.next(),
        Action::Copy => {
            model.notice = Some(Notice::Copied);
            return vec![Effect::Copy(model.preview_text())];
        }
        Action::Redraw => return vec![Effect::Redraw],
        Action::Quit => return vec![Effect::Quit],
        action => return form::perform(model, action),
    }
    Vec::new()
}

/// Gives the keys to something else, which is shown from its top.
fn enter(model: &mut Model, mode: Mode) {
    model.mode = mode;
    model.scroll = super::model::Scroll::default();
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    match model.mode {
        Mode::Form => form::edit(model, |editor| editor.paste(text)),
        Mode::History { filtering: true } => {
            model.history.filter.paste(text);
            history::filter_changed(model)
        }
        _ => Vec::new(),
    }
}
