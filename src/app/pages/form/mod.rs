//! The form: its keys, and what its actions do. The fields are drawn and asked for by code of their own.

mod document;
mod offers;
mod repeat;
mod templates;

use super::choice::open_values;
use super::{PageBehaviour, PageContext, Placement};
use crate::app::Effect;
use crate::app::blocks::Block;
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice};
use crate::app::notice::{ShownFields, ViewNotice};
use crate::app::suggestion;
use crate::app::update::{existing, perform as perform_anywhere};
use crate::customer::{FieldKind, Slot, list};
use crate::keymap::key::{Key, KeyCode};
use crate::keymap::{Action, Scope};

pub(in crate::app) use document::fill;
pub use offers::{ChoiceUse, choice_use};
pub(in crate::app) use repeat::clear_card;
pub(super) use templates::{open_templates, overwrite, put_template};

/// The form. Its state is the model's [`Form`](crate::app::Form).
#[derive(Debug)]
pub struct FormPage;

impl PageBehaviour for FormPage {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn offers(&self, model: &Model, action: Action) -> bool {
        offers::offers(model, action)
    }

    fn placement(&self) -> Placement {
        Placement::Pane
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_form()
    }

    /// Nothing: the form is more than blocks can say.
    fn blocks(&self, _context: PageContext) -> Vec<Block> {
        Vec::new()
    }

    fn spoken_title(&self, _context: PageContext) -> Option<String> {
        None
    }

    /// None: there are too many to announce.
    fn spoken_commands(&self, _context: PageContext) -> String {
        String::new()
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        perform_anywhere(model, action)
    }

    fn key(model: &mut Model, key: Key) -> Vec<Effect> {
        let hurried = model.hurried;
        form_key(model, key, hurried)
    }

    fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
        document::paste(model, text)
    }

    fn type_over(model: &mut Model, text: &str) -> Vec<Effect> {
        put(model, text)
    }
}

/// Does what a key means in the form. A [hurried](crate::app::Message::Hurried) one opens no review.
pub(in crate::app) fn form_key(model: &mut Model, key: Key, hurried: bool) -> Vec<Effect> {
    let action = model.settings.keymap.action(Scope::Form, key);
    if model.form.take_advanced() {
        if action == Some(Action::NextField) {
            // The habit of pressing it behind each value: the focus has gone on already.
            return Vec::new();
        }
        if model.form.leaves_out(key.typed()) {
            model.notice = Some(Notice::View(ViewNotice::ExtraDigit));
            return Vec::new();
        }
    }
    match action {
        Some(action) if ends_card(model, key, action) => end_card(model, hurried),
        Some(action) if !belongs_to_text(model, key, action) => perform_anywhere(model, action),
        _ => typed(model, key),
    }
}

/// Whether a key is Enter, which goes on from field to field, in the last one of a card that is begun.
fn ends_card(model: &Model, key: Key, action: Action) -> bool {
    let form = &model.form;
    model.settings.form_options.enter_reviews
        && action == Action::NextField
        && key.code == KeyCode::Enter
        && !belongs_to_text(model, key, action)
        && form.is_at_end(&model.rule_context)
        && !form.is_untouched(&model.rule_context)
}

/// Opens the review of the card that is filled in, unless the key may have been meant for a field before this one. It is opened to
/// be read: the key goes from field to field, and nobody sends by it.
fn end_card(model: &mut Model, hurried: bool) -> Vec<Effect> {
    if hurried {
        model.notice = Some(Notice::LastField);
        return Vec::new();
    }
    model.hurried = true;
    let effects = perform_anywhere(model, Action::Review);
    model.hurried = false;
    effects
}

/// Keys that have a binding, and yet are the text's own where the focus is.
fn belongs_to_text(model: &Model, key: Key, action: Action) -> bool {
    let kind = model.form.focus().field.field().kind;
    let plain = !key.ctrl && !key.alt && !key.shift;
    let note =
        kind == FieldKind::Lines && plain && matches!(key.code, KeyCode::Enter | KeyCode::Up | KeyCode::Down);
    let deletes = key.code == KeyCode::Delete && !model.form.editor().text().is_empty();
    let moves = action == Action::Complete && suggestion::displayed_suggestion(model).is_none();
    note || deletes || moves
}

fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    let kind = model.form.focus().field.field().kind;
    if kind == FieldKind::Flag && key.typed() == Some(' ') {
        return open_values(model);
    }
    let options = &model.settings.form_options;
    let separates = options.separator_adds_row && matches!(key.typed(), Some(',' | ';'));
    if separates && model.form.begin_row(&model.rule_context) {
        return vec![Effect::SaveDraft];
    }
    let advances = options.auto_advance && key.typed().is_some();
    let before = model.form.editor().text().to_owned();
    let mut taken = true;
    // What the program has filled in gives way to what is typed.
    let replaces = key.typed().is_some() && model.form.is_filled(model.form.focus());
    let effects = type_into(model, |editor| {
        if replaces {
            *editor = Editor::default();
        }
        taken = editor.key(key).is_some();
    });
    if replaces {
        model.form.mark_typed();
    }
    if advances {
        model.form.advance_if_whole(&before, &model.rule_context);
    }
    if !taken && kind != FieldKind::Lines {
        model.notice = Some(without_effect(key));
    }
    if !taken && kind == FieldKind::Lines {
        // Up in the note's first line and Down in its last go on to the next field.
        return model
            .settings
            .keymap
            .action(Scope::Form, key)
            .map_or(effects, |action| perform(model, action));
    }
    effects
}

/// What is said of a key that does nothing in the form. Ctrl+S saves in other programs.
fn without_effect(key: Key) -> Notice {
    let saves = key.ctrl && key.code == KeyCode::Char('s');
    Notice::View(if saves {
        ViewNotice::AlwaysSaved
    } else {
        ViewNotice::NoEffect(key)
    })
}

/// Changes the focused text as an edit of its own, and has the draft saved if that changed anything.
pub(super) fn edit(model: &mut Model, change: impl FnOnce(&mut Editor)) -> Vec<Effect> {
    model.form.end_edit();
    let mut effects = type_into(model, change);
    model.form.end_edit();
    // Even where it is the same: from now on it is what the operator wants.
    if model.form.mark_typed() && effects.is_empty() {
        effects.push(Effect::SaveDraft);
    }
    effects
}

/// Puts pasted text in. Several e-mail addresses or phone numbers become a row each.
pub(in crate::app) fn paste_text(model: &mut Model, text: &str) -> Vec<Effect> {
    let slot = model.form.focus();
    let first = slot.row + usize::from(!model.form.card().get(slot).trim().is_empty());
    put_rows(model, text, first).unwrap_or_else(|| edit(model, |editor| editor.paste(text)))
}

/// Puts a text in the place of the focused one, as one edit. Several e-mail addresses or phone numbers become a row each.
pub(in crate::app) fn put(model: &mut Model, text: &str) -> Vec<Effect> {
    let row = model.form.focus().row;
    put_rows(model, text, row).unwrap_or_else(|| edit(model, |editor| editor.paste_over(text)))
}

/// Makes a row of each part of a text, from this one on, and goes to the last; none where the text is one value. Rows
/// behind the focused one are new ones.
fn put_rows(model: &mut Model, text: &str, first: usize) -> Option<Vec<Effect>> {
    let slot = model.form.focus();
    let parts = list::split(text).map(plain);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    if slot.field.field().kind != FieldKind::Rows || parts.len() < 2 {
        return None;
    }
    let last = first + parts.len() - 1;
    model.form.put_rows(slot, first, parts, &model.rule_context);
    model.form.go_to(Slot::row(slot.field, last));
    Some(vec![Effect::SaveDraft])
}

/// A pasted text as one line.
fn plain(text: &str) -> String {
    let mut line = Editor::default();
    line.paste(text);
    line.text().to_owned()
}

/// Types into the focused text, and has the draft saved if that changed anything.
fn type_into(model: &mut Model, change: impl FnOnce(&mut Editor)) -> Vec<Effect> {
    let before = model.form.editor().text().to_owned();
    model.form.edit(&model.rule_context, change);
    if model.form.editor().text() == before {
        Vec::new()
    } else {
        vec![Effect::SaveDraft]
    }
}

pub(in crate::app) fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    let context = &model.rule_context;
    match action {
        Action::NextField => model.form.go_by(1, context),
        Action::PreviousField => model.form.go_by(-1, context),
        Action::NextSection => model.form.go_by_section(1, context),
        Action::PreviousSection => model.form.go_by_section(-1, context),
        Action::Section(place) => model.form.go_to_section(usize::from(place), context),
        Action::ShowAllFields => show_all_fields(model),
        Action::NextError => return next_error(model),
        Action::NextEmpty if model.form.go_to_next_empty(context) => {}
        Action::NextEmpty => model.notice = Some(Notice::NothingEmpty),
        Action::Choose => return open_values(model),
        Action::Complete => return complete(model),
        Action::ClearField => return edit(model, |editor| *editor = Editor::new("", editor.is_multiline())),
        Action::ClearToEnd => {
            let effects = edit(model, Editor::clear_to_end);
            model.form.go_by(1, &model.rule_context);
            return effects;
        }
        Action::AddRow if model.form.add_row(context) => return vec![Effect::SaveDraft],
        Action::AddRow => model.notice = Some(Notice::OneRowOnly),
        Action::RemoveRow if model.form.remove_row(context) => return vec![Effect::SaveDraft],
        Action::Undo if model.form.undo(context) => return vec![Effect::SaveDraft],
        Action::Redo if model.form.redo(context) => return vec![Effect::SaveDraft],
        Action::Undo if model.form.is_untouched(context) && model.kept_existing.is_some() => {
            return existing::take_back(model);
        }
        Action::Undo | Action::Redo => model.notice = Some(Notice::NothingToUndo),
        Action::ClearCard | Action::Duplicate | Action::Hold | Action::SameAddress => {
            return repeat::perform(model, action);
        }
        _ => {}
    }
    Vec::new()
}

/// Shows the fields that no section of the tenant lists, or hides those again in which there is nothing.
fn show_all_fields(model: &mut Model) {
    let toggled = model.rule_context.toggle_all_fields();
    let shown = match (toggled, model.rule_context.layout().shows_all()) {
        (false, _) => ShownFields::NoOthers,
        (true, true) => ShownFields::All,
        (true, false) => ShownFields::Own,
    };
    model.notice = Some(Notice::Fields(shown));
}

/// Goes to the next problem, once the value in focus is what it would be if it were left.
fn next_error(model: &mut Model) -> Vec<Effect> {
    let changed = model.form.finish(&model.rule_context);
    if !model.form.go_to_next_problem(&model.rule_context) {
        model.notice = Some(Notice::NoProblems);
    }
    changed.then_some(Effect::SaveDraft).into_iter().collect()
}

/// Puts the value that is proposed into the field.
fn complete(model: &mut Model) -> Vec<Effect> {
    let Some(value) = suggestion::displayed_suggestion(model).map(str::to_owned) else {
        return Vec::new();
    };
    edit(model, |editor| *editor = Editor::new(&value, false))
}
