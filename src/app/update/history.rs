//! Keys in the history.

use super::drafts::begin_with;
use super::{PAGE, ROWS, by_key, enter, load_history, moved, perform, settle};
use crate::app::Effect;
use crate::app::mode::Mode;
use crate::app::model::{Model, Notice, SearchState};
use crate::customer::{Card, HistoryRows, Submission, SubmissionState};
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};

pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    by_key(model, Scope::History, key, act)
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let selected = model.history.selected;
    let is_about_rows = matches!(
        action,
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::Open | Action::CardFrom
    );
    if is_about_rows && still_searching(model) {
        return Vec::new();
    }
    match action {
        Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
            let row = moved(action, selected, model.history.page.rows.len());
            select(model, row)
        }
        Action::Filter => {
            model.mode = Mode::History { filtering: true };
            Vec::new()
        }
        Action::Open | Action::CardFrom => {
            let row = model.history.page.rows.get(selected);
            let Some(attempt) = row.map(|row| row.attempt.clone()) else {
                return Vec::new();
            };
            model.history.card_wanted = action == Action::CardFrom;
            vec![Effect::LoadRecord(attempt)]
        }
        Action::Copy => copy(model),
        Action::Back if !model.history.filter.text().is_empty() => {
            model.history.filter.paste_over("");
            filter_changed(model)
        }
        Action::Back => {
            enter(model, Mode::Form);
            Vec::new()
        }
        action => perform(model, action),
    }
}

/// While the filter is typed: Enter and the arrows go to the rows, Esc drops the filter.
pub(super) fn filter_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.settings.keymap.action(Scope::History, key) == Some(Action::Leader) {
        return perform(model, Action::Leader);
    }
    match (model.settings.keymap.action(Scope::Prompt, key), key.code) {
        (Some(Action::Yes), _) | (None, KeyCode::Down | KeyCode::Up | KeyCode::Tab) => {
            model.mode = Mode::History { filtering: false };
        }
        (Some(_), _) => {
            model.mode = Mode::History { filtering: false };
            model.history.filter.paste_over("");
            return filter_changed(model);
        }
        _ => {
            let before = model.history.filter.text().to_owned();
            model.history.filter.prompt_key(key);
            if model.history.filter.text() != before {
                return filter_changed(model);
            }
        }
    }
    Vec::new()
}

/// Whether the rows are those of an older filter, which nobody means any more; then a line says so.
fn still_searching(model: &mut Model) -> bool {
    let searching = model.history.search == SearchState::Running;
    if searching {
        model.notice = Some(Notice::StillSearching);
    }
    searching
}

pub(super) fn filter_changed(model: &mut Model) -> Vec<Effect> {
    model.history.search = SearchState::Running;
    model.history.selected = 0;
    model.history.limit = ROWS;
    vec![load_history(model)]
}

/// Gives the focus to a row, and has more of them read where they come to an end.
pub(super) fn select(model: &mut Model, row: usize) -> Vec<Effect> {
    let history = &mut model.history;
    history.selected = row.min(history.page.rows.len().saturating_sub(1));
    let near_the_end = history.selected + PAGE >= history.page.rows.len();
    if near_the_end && history.page.rows.len() < history.page.total {
        history.limit = history.page.rows.len() + ROWS;
        return vec![load_history(model)];
    }
    Vec::new()
}

/// Copies the id of the row that has the focus.
pub(super) fn copy(model: &mut Model) -> Vec<Effect> {
    if still_searching(model) {
        return Vec::new();
    }
    let row = model.history.page.rows.get(model.history.selected);
    let id = row.and_then(|row| row.customer_id.clone());
    copy_id(model, id)
}

pub(super) fn copy_id(model: &mut Model, id: Option<String>) -> Vec<Effect> {
    let Some(id) = id else {
        model.notice = Some(Notice::NothingToCopy);
        return Vec::new();
    };
    model.notice = Some(Notice::CopiedId(id.clone()));
    vec![Effect::Copy(id)]
}

pub(super) fn loaded(model: &mut Model, page: Result<(HistoryRows, usize), String>) {
    match page {
        Ok((page, unsettled)) => {
            model.history.selected = model.history.selected.min(page.rows.len().saturating_sub(1));
            model.history.page = page;
            model.history.search = SearchState::Done;
            model.notice.take_if(|notice| *notice == Notice::StillSearching);
            model.unsettled = unsettled;
        }
        // The notice that is shown already matters more.
        Err(why) => {
            let history = &mut model.history;
            if history.search == SearchState::Running {
                history.page = HistoryRows::default();
            }
            if history.page.rows.is_empty() {
                history.search = SearchState::Failed;
            }
            model.notice.get_or_insert(Notice::Store(why));
        }
    }
}

/// Shows a record; one whose outcome is unknown, so that it can be settled.
pub(super) fn record_loaded(
    model: &mut Model,
    record: Result<Option<Box<Submission>>, String>,
) -> Vec<Effect> {
    let wanted = std::mem::take(&mut model.history.card_wanted);
    if let Mode::Review(review) = &mut model.mode
        && let Some(shown) = &mut review.shown
    {
        match record {
            Ok(record) => shown.record = record,
            Err(why) => model.notice = Some(Notice::Store(why)),
        }
        return Vec::new();
    }
    match record {
        Ok(Some(record)) if wanted => return card_from(model, record.sent.card),
        Ok(Some(record)) if record.state == SubmissionState::Unknown => return settle::open(model, record),
        Ok(Some(record)) => enter(model, Mode::Record(record)),
        Ok(None) => return vec![load_history(model)],
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
    Vec::new()
}

/// Makes a card from a record. The one being filled in is put aside first.
pub(super) fn card_from(model: &mut Model, card: Card) -> Vec<Effect> {
    if !model.form.is_untouched(&model.facts) {
        model.next_card = Some(card);
        return vec![Effect::Park];
    }
    begin_with(model, card);
    vec![Effect::SaveDraft]
}
