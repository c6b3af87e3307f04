//! The question that the next line answers.

use crate::app::form::{spoken_label, spoken_value};
use crate::app::lines::LineParser;
use crate::app::pages::PageContext;
use crate::app::suggestion::suggestion;
use crate::customer::{Choice, FieldKind};
use crate::keymap::{Action, Scope};
use crate::text::visible;

/// The most values that are listed with the question.
const VALUES: usize = 6;

/// The question, as short as it can be: it is asked again after each line.
pub fn prompt(context: PageContext, parser: &LineParser) -> String {
    let page = context.model.page();
    let question = match parser.note_line().filter(|_| page.is_form()) {
        _ if parser.asks_which() => context.texts().plain_ask_which(),
        Some(number) => context.texts().plain_ask_line(number),
        None if page.is_form() => field(context),
        None => page.prompt(context),
    };
    format!("{question}: ")
}

/// The field that has the focus: its label, what it needs, what it may hold, and what is there.
fn field(context: PageContext) -> String {
    let model = context.model;
    let texts = model.locale.texts();
    let slot = model.form.focus();
    let label = model.label(slot);
    let typed = model.form.card().get(slot);
    let mut parts = vec![visible(&spoken_label(model, slot)).into_owned()];
    if label.required {
        parts.push(texts.plain_required());
    }
    let choices = model.form.card().choices(slot, &model.rule_context);
    parts.extend(match slot.field.field().kind {
        FieldKind::Flag => Some(texts.plain_yes_or_no()),
        FieldKind::Lines => Some(texts.plain_lines()),
        _ if choices.is_empty() => None,
        _ if choices.len() > VALUES => Some(texts.plain_many_values(choices.len())),
        _ => {
            let values: Vec<String> = choices.iter().map(choice).collect();
            Some(texts.plain_one_of(values.join(", ")))
        }
    });
    if !typed.is_empty() {
        let spoken = match typed.lines().count() {
            0 | 1 => visible(&spoken_value(context, slot.field, typed)).into_owned(),
            count => texts.plain_count_lines(count),
        };
        parts.push(texts.plain_now(spoken));
        parts.extend(model.remark(slot).map(|remark| remark.words));
        if model.held.contains(&slot) {
            parts.push(texts.plain_held());
        }
    }
    if let Some(value) = suggestion(model) {
        let way = context.way_to(Scope::Form, Action::Complete);
        parts.push(texts.plain_proposed(visible(value), way));
    }
    parts.join(", ")
}

/// A value, and its label where that is another word.
pub fn choice(choice: &Choice) -> String {
    let words = match &choice.label {
        Some(label) => format!("{} {label}", choice.value),
        None => choice.value.clone(),
    };
    visible(&words).into_owned()
}
