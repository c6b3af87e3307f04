//! The history while it has the keys: when, who, and what became of it. Its rows are the model's, for its pane is always there
//! on a wide screen.

use super::drafts::begin_with;
use super::{FormPage, Page, PageBehaviour, PageContext, Placement, RecordPage, Tab, company, settle};
use crate::app::Effect;
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice, SearchState};
use crate::app::update::{LIST_PAGE, by_key, copy_id, enter, load_history, moved, perform};
use crate::customer::{Card, HistoryRows, NewSubmission, Submission, SubmissionState, SubmissionSummary};
use crate::endpoint::Resource;
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};

/// How many rows are read at first, and how many more when the focus comes near the end.
pub(in crate::app) const READ_ROWS: usize = 50;

/// How many rows `--plain` reads out at once.
pub(in crate::app) const SPOKEN_ROWS: usize = 20;

/// The history.
#[derive(Debug, Default)]
pub struct HistoryPage {
    /// Whether the filter is being typed.
    pub filtering: bool,
}

impl PageBehaviour for HistoryPage {
    fn opened_by() -> &'static [Action] {
        &[Action::History]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        enter(model, HistoryPage::default());
        vec![load_history(model)]
    }

    fn scope(&self) -> Scope {
        Scope::History
    }

    fn hint_scope(&self) -> Scope {
        if self.filtering {
            Scope::Prompt
        } else {
            Scope::History
        }
    }

    fn offers(&self, _model: &Model, _action: Action) -> bool {
        true
    }

    fn placement(&self) -> Placement {
        Placement::Pane
    }

    fn tab(&self) -> Tab {
        Tab::History
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_history()
    }

    /// As many rows as are read out at once, from the one that has the focus on.
    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let history = &context.model.history;
        let rows = &history.page.rows;
        if rows.is_empty() {
            return vec![Block::List(ListBlock::new(
                Vec::new(),
                None,
                history_empty(context),
            ))];
        }
        let first = spoken_from(context.model);
        let end = (first + SPOKEN_ROWS).min(rows.len());
        let heading = context.texts().plain_history(first + 1, end, history.page.total);
        let rows = rows[first..end].iter().map(|row| history_row(context, row));
        let focus = history.selected.checked_sub(first);
        let list = ListBlock {
            first: first + 1,
            ..ListBlock::new(rows.collect(), focus, history_empty(context))
        };
        vec![Block::Sentence(heading, Role::Plain), Block::List(list)]
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
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
                model.pages.set(HistoryPage { filtering: true });
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
                enter(model, FormPage);
                Vec::new()
            }
            action => perform(model, action),
        }
    }

    fn key(model: &mut Model, key: Key) -> Vec<Effect> {
        if matches!(model.page(), Page::History(page) if page.filtering) {
            return filter_key(model, key);
        }
        by_key(model, key)
    }

    fn editor<'a>(&'a self, model: &'a Model) -> Option<&'a Editor> {
        self.filtering.then_some(&model.history.filter)
    }

    fn edit(model: &mut Model, change: &mut dyn FnMut(&mut Editor)) -> Vec<Effect> {
        let filtering = matches!(model.page(), Page::History(page) if page.filtering);
        if !filtering {
            return Vec::new();
        }
        change(&mut model.history.filter);
        filter_changed(model)
    }

    fn type_over(model: &mut Model, text: &str) -> Vec<Effect> {
        end_filtering(model);
        model.history.filter.paste_over(text);
        filter_changed(model)
    }

    fn row_count(&self, model: &Model) -> usize {
        model.history.page.rows.len()
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        select(model, row)
    }

    fn subject(&self, model: &Model) -> String {
        format!("{} {}", spoken_from(model), model.history.filter.text())
    }

    fn stays_announced(&self) -> bool {
        true
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        Some(Action::Open)
    }

    /// The first step out of a filtered history only drops the filter.
    fn steps_back(&self, model: &Model) -> usize {
        1 + usize::from(!model.history.filter.text().is_empty())
    }

    fn needs_no_answer(&self, model: &Model) -> bool {
        model.history.page.rows.is_empty()
    }
}

/// While the filter is typed: Enter and the arrows go to the rows, Esc drops the filter.
fn filter_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.settings.keymap.action(Scope::History, key) == Some(Action::Leader) {
        return perform(model, Action::Leader);
    }
    match (model.settings.keymap.action(Scope::Prompt, key), key.code) {
        (Some(Action::Yes), _) | (None, KeyCode::Down | KeyCode::Up | KeyCode::Tab) => end_filtering(model),
        (Some(_), _) => {
            end_filtering(model);
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

fn end_filtering(model: &mut Model) {
    if let Page::History(page) = model.pages.top_mut() {
        page.filtering = false;
    }
}

/// Whether the rows are still those of an older filter; then a notice says so.
fn still_searching(model: &mut Model) -> bool {
    let searching = model.history.search == SearchState::Running;
    if searching {
        model.notice = Some(Notice::StillSearching);
    }
    searching
}

fn filter_changed(model: &mut Model) -> Vec<Effect> {
    model.history.search = SearchState::Running;
    model.history.selected = 0;
    model.history.limit = READ_ROWS;
    vec![load_history(model)]
}

/// Gives the focus to a row, and has more of them read where they come to an end.
fn select(model: &mut Model, row: usize) -> Vec<Effect> {
    let history = &mut model.history;
    history.selected = row.min(history.page.rows.len().saturating_sub(1));
    let near_the_end = history.selected + LIST_PAGE >= history.page.rows.len();
    if near_the_end && history.page.rows.len() < history.page.total {
        history.limit = history.page.rows.len() + READ_ROWS;
        return vec![load_history(model)];
    }
    Vec::new()
}

/// The index of the first row that is read out together with the one that has the focus.
pub(in crate::app) fn spoken_from(model: &Model) -> usize {
    model.history.selected / SPOKEN_ROWS * SPOKEN_ROWS
}

/// Copies the id of the row that has the focus.
fn copy(model: &mut Model) -> Vec<Effect> {
    if still_searching(model) {
        return Vec::new();
    }
    let row = model.history.page.rows.get(model.history.selected);
    let id = row.and_then(|row| row.customer_id.clone());
    copy_id(model, id)
}

/// Takes the rows that were read, and how many attempts have an unknown outcome.
pub(in crate::app) fn history_loaded(model: &mut Model, page: Result<(HistoryRows, usize), String>) {
    match page {
        Ok((page, unsettled)) => {
            model.history.selected = model.history.selected.min(page.rows.len().saturating_sub(1));
            model.history.page = page;
            model.history.search = SearchState::Done;
            model.notice.take_if(|notice| *notice == Notice::StillSearching);
            model.unknown_count = unsettled;
        }
        // A notice that is shown already matters more.
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
pub(in crate::app) fn record_loaded(
    model: &mut Model,
    record: Result<Option<Box<Submission>>, String>,
) -> Vec<Effect> {
    let wanted = std::mem::take(&mut model.history.card_wanted);
    if let Some(place) = model.pages.top_mut().record_place() {
        match record {
            Ok(record) => *place = record,
            Err(why) => model.notice = Some(Notice::Store(why)),
        }
        return Vec::new();
    }
    match record {
        Ok(Some(record)) if wanted => return card_of(model, record.sent),
        Ok(Some(record)) if record.state == SubmissionState::Unknown => return settle::open(model, record),
        Ok(Some(record)) => enter(model, RecordPage { record }),
        Ok(None) => return vec![load_history(model)],
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
    Vec::new()
}

/// Makes a card from a record, or the form of a company.
pub(super) fn card_of(model: &mut Model, sent: NewSubmission) -> Vec<Effect> {
    match sent.resource() {
        Resource::Customer => card_from(model, sent.card),
        Resource::Company => company::typed_from(model, sent.card),
    }
}

/// Makes a card from a record. The one being filled in is parked first.
pub(in crate::app) fn card_from(model: &mut Model, card: Card) -> Vec<Effect> {
    if !model.form.is_untouched(&model.rule_context) {
        model.next_card = Some(card);
        return vec![Effect::Park];
    }
    begin_with(model, card);
    vec![Effect::SaveDraft]
}

/// What is shown where there are no rows.
#[must_use]
pub fn history_empty(context: PageContext) -> (String, Role) {
    let texts = context.texts();
    let history = &context.model.history;
    context.empty_list(if history.search == SearchState::Failed {
        texts.list_unreadable()
    } else if history.filter.text().is_empty() {
        texts.history_empty()
    } else {
        texts.history_nothing_found()
    })
}

/// A row of the history.
#[must_use]
pub fn history_row(context: PageContext, row: &SubmissionSummary) -> ListRow {
    ListRow::Record {
        when: context.time(row.sent_at),
        who: context.model.locale.who_of(row.resource, &row.who).into_owned(),
        what: what(context, row),
        role: role(row.state),
    }
}

/// The role of a state.
pub(super) fn role(state: SubmissionState) -> Role {
    match state {
        SubmissionState::Created | SubmissionState::Existing => Role::Usual,
        SubmissionState::Rejected | SubmissionState::NotCreated => Role::Error,
        SubmissionState::Sending | SubmissionState::NotSent | SubmissionState::Unknown => Role::Warning,
    }
}

/// The outcome in a line: the id, or why there is none. How to settle it comes before the reason, which may be cut off.
fn what(context: PageContext, row: &SubmissionSummary) -> String {
    let locale = &context.model.locale;
    let mut state = locale.state(row.state);
    if row.state == SubmissionState::Unknown && !context.is_spoken() {
        let way = context.way_to(Scope::History, Action::Open);
        state = format!(
            "{state} {} {}",
            context.dash(),
            context.texts().enter_settles(way)
        );
    }
    if row.settled_at.is_some() {
        let id = row.customer_id.as_deref().unwrap_or_default();
        let settled = context.texts().settled_by_hand();
        return format!("{} {settled}", format!("{state} {id}").trim_end());
    }
    if let Some(customer_id) = &row.customer_id {
        return format!("{state} {customer_id}");
    }
    match row.outcome.as_ref().and_then(|outcome| locale.why(outcome)) {
        Some(why) => format!("{state}: {why}"),
        None => state,
    }
}
