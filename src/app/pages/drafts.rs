//! The drafts: their list, and what puts one aside, opens it, deletes it.

use super::{FormPage, Page, PageBehaviour, PageContext, Question};
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::model::{DraftState, Model, Notice};
use crate::app::update::{ask, enter, moved, note_rejection, perform, typeahead};
use crate::app::{Effect, Form};
use crate::customer::{Card, Draft, DraftSummary, Holder, Process};
use crate::keymap::{Action, Scope};

/// The list of drafts.
#[derive(Debug, Default)]
pub struct DraftsPage {
    /// Newest first.
    pub rows: Vec<DraftSummary>,
    /// Which of them has the focus.
    pub selected: usize,
}

impl PageBehaviour for DraftsPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Drafts]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        enter(model, DraftsPage::default());
        vec![Effect::ListDrafts]
    }

    fn scope(&self) -> Scope {
        Scope::Drafts
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_drafts()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let rows = self.rows.iter().map(|row| list_row(context, row)).collect();
        let empty = context.empty_list(context.texts().drafts_empty());
        vec![Block::List(ListBlock::new(rows, Some(self.selected), empty))]
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Drafts(drafts) = model.pages.top_mut() else {
            return Vec::new();
        };
        let chosen = drafts.rows.get(drafts.selected);
        match action {
            Action::Back => enter(model, FormPage),
            Action::Leader | Action::Help => return perform(model, action),
            Action::Open => match chosen {
                Some(row) if row.holder == Holder::Own => enter(model, FormPage),
                Some(row) => {
                    let id = row.id.clone();
                    let result = model.background_result.as_ref();
                    let its_own = result.filter(|result| result.draft.as_deref() == Some(&id));
                    model.rejected = its_own.map(|result| result.outcome.clone());
                    return vec![Effect::OpenDraft(id)];
                }
                None => {}
            },
            Action::Delete => match chosen.map(|row| (row.holder, row)) {
                Some((Holder::Other(process), _)) => model.notice = Some(Notice::DraftElsewhere(process)),
                Some((_, row)) => {
                    let question = Question::Delete(row.clone());
                    ask(model, question);
                }
                None => {}
            },
            action => drafts.selected = moved(action, drafts.selected, drafts.rows.len()),
        }
        Vec::new()
    }

    fn row_count(&self, _model: &Model) -> usize {
        self.rows.len()
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::Drafts(drafts) = model.pages.top_mut() {
            drafts.selected = row.min(drafts.rows.len().saturating_sub(1));
        }
        Vec::new()
    }

    fn subject(&self, _model: &Model) -> String {
        format!("{:?}", self.rows)
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        Some(Action::Open)
    }

    fn needs_no_answer(&self, _model: &Model) -> bool {
        self.rows.is_empty()
    }
}

fn list_row(context: PageContext, row: &DraftSummary) -> ListRow {
    let texts = context.texts();
    let who = if row.who.is_empty() {
        texts.draft_nameless()
    } else {
        row.who.clone()
    };
    let role = match row.holder {
        Holder::Own | Holder::Parked => Role::Dim,
        Holder::Gone | Holder::Other(_) => Role::Warning,
    };
    ListRow::Record {
        when: context.time(row.saved_at),
        who,
        what: holder_words(context, row),
        role,
    }
}

/// Who has a draft; and its profile, if that is another one.
fn holder_words(context: PageContext, row: &DraftSummary) -> String {
    let texts = context.texts();
    let holder = match row.holder {
        Holder::Own if context.is_spoken() => return texts.plain_draft_own(),
        Holder::Own => texts.draft_own(),
        Holder::Parked => texts.draft_parked(),
        Holder::Gone => texts.draft_left(),
        Holder::Other(process) => texts.draft_other(process.id.to_string(), context.time(process.since)),
    };
    if row.profile == context.model.settings.profile {
        holder
    } else {
        context.dotted(&row.profile, holder)
    }
}

/// Puts the card aside, so that another can be begun.
pub(in crate::app) fn park(model: &mut Model) -> Vec<Effect> {
    enter(model, FormPage);
    if model.form.is_untouched(&model.rule_context) {
        model.notice = Some(Notice::NothingTyped);
        return Vec::new();
    }
    vec![Effect::Park]
}

/// Only once the card is surely kept, another one takes its place.
pub(in crate::app) fn parked(model: &mut Model, result: Result<Option<String>, String>) -> Vec<Effect> {
    let next = model.next_card.take();
    let draft = match result {
        Ok(draft) => draft,
        Err(why) => {
            model.notice = Some(Notice::Store(why));
            return Vec::new();
        }
    };
    let sent = model
        .in_flight
        .as_ref()
        .is_some_and(|in_flight| !in_flight.next_begun());
    if sent {
        typeahead::begin_next(model, draft);
    } else if matches!(model.page(), Page::Outcome(_)) {
        typeahead::go_on_after(model, draft);
        model.begin_blank();
    } else if let Some(card) = next {
        begin_with(model, card);
    } else {
        model.begin_blank();
        // The next caller is being searched for, where the card was parked for that.
        if !matches!(model.pages.base(), Page::Find(_)) {
            enter(model, FormPage);
        }
    }
    model.draft = DraftState::None;
    if !sent && model.typeahead.is_empty() {
        model.notice = Some(Notice::Parked);
    }
    let mut effects = vec![Effect::SaveDraft, Effect::ListDrafts];
    effects.extend(typeahead::replay(model));
    effects
}

/// Makes a card the one on the screen. The one that was there must be kept, or be empty.
pub(super) fn begin_with(model: &mut Model, mut card: Card) {
    card.adopt(&model.rule_context);
    model.form = Form::taken_over(card, &model.rule_context);
    model.draft = DraftState::None;
    enter(model, FormPage);
}

pub(in crate::app) fn listed(model: &mut Model, rows: Result<Vec<DraftSummary>, String>) {
    match rows {
        Ok(rows) => {
            let waits = |row: &&DraftSummary| matches!(row.holder, Holder::Parked | Holder::Gone);
            model.other_drafts = rows.iter().filter(waits).count();
            if let Page::Drafts(drafts) = model.pages.base_mut() {
                drafts.selected = drafts.selected.min(rows.len().saturating_sub(1));
                drafts.rows = rows;
            }
        }
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
}

pub(in crate::app) fn opened(model: &mut Model, draft: Result<Box<Draft>, String>) -> Vec<Effect> {
    match draft {
        Ok(draft) => {
            let Draft {
                profile,
                mut card,
                focus,
                ..
            } = *draft;
            card.adopt(&model.rule_context);
            model.form = Form::restored(card, &focus, &model.rule_context);
            model.draft = DraftState::Saved;
            enter(model, FormPage);
            model.notice = Some(if profile == model.settings.profile {
                Notice::Restored
            } else {
                Notice::OtherProfile(profile)
            });
            if let Some(outcome) = model.rejected.take() {
                note_rejection(model, &outcome);
            }
        }
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
    vec![Effect::ListDrafts]
}

/// The draft that was to be opened is open in another session.
pub(in crate::app) fn elsewhere(model: &mut Model, process: Process) -> Vec<Effect> {
    model.notice = Some(Notice::DraftElsewhere(process));
    vec![Effect::ListDrafts]
}

/// The operator has confirmed. The card on the screen is emptied; its draft goes with the next save.
pub(super) fn delete(model: &mut Model, draft: DraftSummary) -> Vec<Effect> {
    if draft.holder == Holder::Own {
        model.form = Form::blank(Card::new(&model.rule_context), &model.rule_context);
        return vec![Effect::SaveDraft, Effect::ListDrafts];
    }
    vec![Effect::DeleteDraft(draft.id, draft.saved_at)]
}

pub(in crate::app) fn deleted(model: &mut Model, result: Result<bool, String>) -> Vec<Effect> {
    match result {
        Ok(true) => {}
        Ok(false) => model.notice = Some(Notice::DraftChanged),
        Err(why) => model.notice = Some(Notice::Store(why)),
    }
    vec![Effect::ListDrafts]
}
