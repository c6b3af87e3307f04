//! The words for one thing at a time.

use super::topic;
use crate::app::lines::CommandMeaning;
use crate::app::{DraftState, Notice};
use crate::customer::{Problem, Section, Severity, Slot};
use crate::keymap::{Action, Scope};
use crate::text::visible;
use crate::view::Canvas;
use crate::view::notice as notices;

pub fn greeting(canvas: &Canvas) -> Vec<String> {
    let model = canvas.model;
    let settings = &model.settings;
    let texts = model.locale.texts();
    let hello = texts.plain_hello(&settings.profile, &settings.user, &settings.host);
    let mut lines: Vec<String> = mark(canvas).into_iter().collect();
    lines.push(visible(&hello).into_owned());
    lines.extend(settings.mark.iter().map(|mark| mark.word.clone()));
    if settings.insecure {
        lines.push(texts.insecure_in_full());
    }
    lines.push(texts.plain_how(topic::way(canvas, CommandMeaning::Help)));
    lines
}

/// The mark of the profile: which CRM it is.
pub fn mark(canvas: &Canvas) -> Option<String> {
    let mark = canvas.model.settings.mark.as_ref()?;
    Some(format!("{}.", visible(&mark.word)))
}

/// Words that show something going on, without the dots that show it.
pub fn going_on(words: &str) -> String {
    format!("{}.", words.trim_end_matches([' ', '…', '.']))
}

/// What waits besides the card.
pub fn waiting(canvas: &Canvas) -> Vec<String> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let mut lines = Vec::new();
    if model.unsettled > 0 {
        lines.push(texts.count_unsettled(model.unsettled, topic::way(canvas, CommandMeaning::Settle)));
    }
    if model.waiting > 0 {
        let way = canvas.way_to(Scope::Form, Action::Drafts);
        lines.push(texts.count_drafts(model.waiting, way));
    }
    lines
}

pub fn farewell(canvas: &Canvas) -> String {
    let texts = canvas.model.locale.texts();
    if canvas.model.draft().is_some() {
        texts.plain_kept()
    } else {
        texts.plain_bye()
    }
}

/// What a notice says.
pub fn notice(canvas: &Canvas, notice: &Notice) -> String {
    let texts = canvas.model.locale.texts();
    let words = match notice {
        Notice::Created(who, id) => texts.plain_created(id, who),
        Notice::Interrupted(count) => {
            texts.notice_interrupted(*count, topic::way(canvas, CommandMeaning::Settle))
        }
        notice => notices::words(canvas, notice).0,
    };
    visible(&words).into_owned()
}

/// What is wrong with a value, and how much that matters.
pub fn problem(canvas: &Canvas, problem: &Problem) -> String {
    let texts = canvas.model.locale.texts();
    let words = canvas.model.locale.problem(problem);
    match problem.severity {
        Severity::Error => texts.plain_error(words),
        Severity::Warning => texts.plain_warning(words),
    }
}

/// A slot and what is there: `Birthdate: 1944-05-14, from the PESEL`.
pub fn value(canvas: &Canvas, slot: Slot) -> String {
    let model = canvas.model;
    let texts = model.locale.texts();
    let label = model.label(slot).text;
    let typed = model.form.card().get(slot);
    let count = typed.lines().count();
    let lines = typed.lines().map(visible).collect::<Vec<_>>().join("\n");
    let mut line = match count {
        0 => format!("{}: {}", visible(&label), texts.plain_empty()),
        1 => format!("{}: {lines}", visible(&label)),
        _ => format!(
            "{}, {}:\n{lines}",
            visible(&label),
            texts.plain_count_lines(count)
        ),
    };
    if model.form.is_filled(slot) {
        line = format!("{line}, {}", texts.filled_from_pesel());
    }
    if model.held.contains(&slot) {
        line = format!("{line}, {}", texts.plain_held());
    }
    line
}

/// The section that has the focus.
pub fn section(canvas: &Canvas) -> String {
    let model = canvas.model;
    let here = model.form.section();
    let number = Section::ALL.iter().position(|section| *section == here);
    let number = number.map_or(1, |number| number + 1);
    let texts = model.locale.texts();
    texts.plain_section(number, Section::ALL.len(), here.title(&model.locale))
}

pub fn last_field(canvas: &Canvas) -> String {
    let way = canvas.way_to(Scope::Form, Action::Review);
    canvas.model.locale.texts().plain_last_field(way)
}

pub fn sending(canvas: &Canvas) -> String {
    let way = canvas.way_to(Scope::Sending, Action::StopWaiting);
    canvas.model.locale.texts().plain_sending(way)
}

/// The message of a list without rows: it may be that it cannot be read.
pub fn empty_list(canvas: &Canvas, words: String) -> String {
    match &canvas.model.draft {
        DraftState::Failed(_) => canvas.model.locale.texts().list_unreadable(),
        _ => words,
    }
}
