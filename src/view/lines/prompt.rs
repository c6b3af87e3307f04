//! The question that the next line answers.

use crate::app::Mode;
use crate::app::lines::{COMMANDS, CommandMeaning, LineParser, MARK};
use crate::customer::rules::flag;
use crate::customer::{Choice, FieldKind, SubmissionState};
use crate::keymap::{Action, Scope};
use crate::text::visible;
use crate::view::Canvas;

/// At most so many values are said with the question.
const VALUES: usize = 6;

pub fn prompt(canvas: &Canvas, listener: &LineParser) -> String {
    let texts = canvas.model.locale.texts();
    let question = match &canvas.model.mode {
        Mode::Form => match listener.note_line() {
            Some(number) => texts.plain_ask_line(number),
            None => field(canvas),
        },
        Mode::Review(review) => match &review.precedents.unsettled {
            Some(before) if before.state == SubmissionState::Sending => texts.plain_ask_back(),
            Some(_) => texts.plain_ask_settle(),
            None if review.needs_decision() => texts.plain_ask_deciding(commands(canvas, Scope::Review)),
            None => texts.plain_ask_send(),
        },
        Mode::Ended(ended) if ended.is_unknown() => texts.plain_ask_settle(),
        Mode::Question(..) => texts.plain_ask_yes(),
        Mode::Settle(settle) if settle.id.is_some() => texts.title_id(),
        Mode::Settle(_) => texts.plain_ask_settling(commands(canvas, Scope::Settle)),
        Mode::Drafts(_) => texts.plain_ask_list(commands(canvas, Scope::Drafts)),
        Mode::History { .. } => texts.plain_ask_list(commands(canvas, Scope::History)),
        Mode::Record(_) => texts.plain_ask_record(commands(canvas, Scope::Pager)),
        Mode::Export(path) => texts.plain_ask_file(visible(path.text())),
        _ => texts.plain_ask_back(),
    };
    format!("{question}: ")
}

/// The names of the commands that belong to a place, but for the way back.
fn commands(canvas: &Canvas, scope: Scope) -> String {
    let language = canvas.model.locale.language();
    let rows = COMMANDS
        .iter()
        .filter(|row| row.scope == Some(scope) && row.does != CommandMeaning::Act(Action::Back));
    let names: Vec<String> = rows.map(|row| format!("{MARK}{}", row.name(language))).collect();
    names.join(", ")
}

/// The field that has the focus: its label, what it needs, what it may hold, and what is there.
fn field(canvas: &Canvas) -> String {
    let model = canvas.model;
    let texts = model.locale.texts();
    let slot = model.form.focus();
    let label = model.label(slot);
    let typed = model.form.card().get(slot);
    let mut parts = vec![visible(&label.text).into_owned()];
    if label.required {
        parts.push(texts.plain_required());
    }
    let choices = model.form.card().choices(slot, &model.facts);
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
            0 | 1 => flag_words(canvas, typed).unwrap_or_else(|| visible(typed).into_owned()),
            count => texts.plain_count_lines(count),
        };
        parts.push(texts.plain_now(spoken));
        if model.form.is_filled(slot) {
            parts.push(texts.filled_from_pesel());
        }
        if model.held.contains(&slot) {
            parts.push(texts.plain_held());
        }
    }
    parts.join(", ")
}

/// A flag as a word.
fn flag_words(canvas: &Canvas, typed: &str) -> Option<String> {
    let texts = canvas.model.locale.texts();
    if canvas.model.form.focus().field.field().kind != FieldKind::Flag {
        return None;
    }
    flag::parse(typed).map(|yes| if yes { texts.key_yes() } else { texts.key_no() })
}

/// A value, and its label where that is another word.
pub fn choice(choice: &Choice) -> String {
    let words = match &choice.label {
        Some(label) => format!("{} {label}", choice.value),
        None => choice.value.clone(),
    };
    visible(&words).into_owned()
}
