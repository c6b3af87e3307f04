//! The pages of text: help, menu, outcome, record; and what pages are made of.

use super::theme::Role;
use super::{Canvas, history, text};
use crate::app::mode::Ended;
use crate::app::{Action, Scope, Sending};
use crate::customer::{Answer, Outcome, State, Submission};
use ratatui::text::{Line, Span};

/// Columns of the names before the values.
const NAMES: usize = 16;

/// A name and its value, which goes on below itself where it is too wide.
pub fn entry(canvas: &Canvas, name: &str, value: &str, columns: usize) -> Vec<Line<'static>> {
    let lines = text::wrap_words(value, columns.saturating_sub(NAMES));
    let lines = lines.into_iter().enumerate().map(|(number, line)| {
        let name = if number == 0 { name } else { "" };
        Line::from(vec![
            canvas.span(text::pad(name, NAMES), Role::Focus),
            Span::raw(line),
        ])
    });
    lines.collect()
}

/// Words of the program's own, in a role's style, broken between words.
pub fn sentence(canvas: &Canvas, words: &str, role: Role, columns: usize) -> Vec<Line<'static>> {
    text::wrap_words(words, columns)
        .into_iter()
        .map(|line| Line::from(canvas.span(line, role)))
        .collect()
}

/// A text from elsewhere below its title, line by line.
pub fn document(canvas: &Canvas, title: &str, body: &str, columns: usize) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default(), Line::from(canvas.span(title, Role::Focus))];
    lines.extend(text::wrap(body, columns).into_iter().map(Line::from));
    lines
}

/// How long the send has taken.
pub fn sending(canvas: &Canvas, sending: &Sending) -> Vec<Line<'static>> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let words = texts.sending_since(sending.since.as_secs(), model.settings.timeout.as_secs());
    vec![
        Line::from(format!("POST {}", model.settings.url)),
        Line::from(words),
    ]
}

/// All keys, by where they hold.
pub fn help(canvas: &Canvas, columns: usize) -> Vec<Line<'static>> {
    let locale = &canvas.model.locale;
    let keymap = &canvas.model.settings.keymap;
    let texts = locale.texts();
    let mut lines = sentence(canvas, &texts.help_typing(), Role::Dim, columns);
    for scope in Scope::ALL {
        lines.push(Line::default());
        lines.push(Line::from(canvas.span(scope.title(locale), Role::Focus)));
        for row in keymap.of(scope) {
            let keys = row.key_names().collect::<Vec<_>>().join(", ");
            let leader = keymap.leader_label(row);
            lines.push(Line::from(format!(
                "  {keys:<20}  {leader:<12}  {}",
                row.label(locale)
            )));
        }
    }
    lines
}

/// The keys behind the leader, in as many columns as the width allows and the height asks for.
pub fn menu(canvas: &Canvas, columns: usize, height: usize) -> Vec<Line<'static>> {
    let locale = &canvas.model.locale;
    let keymap = &canvas.model.settings.keymap;
    let rows: Vec<_> = keymap
        .rows()
        .iter()
        .filter(|row| !row.leader.is_empty())
        .collect();
    // All of it must be seen, also where that cuts the labels short.
    let least = rows.len().div_ceil(height.max(1));
    let across = (columns / 36).clamp(1, 4).max(least);
    let down = rows.len().div_ceil(across);
    let cell = columns / across;
    let lines = (0..down).map(|number| {
        let mut line = Line::default();
        for row in rows.iter().skip(number).step_by(down) {
            let keys = if matches!(row.binding.action, Action::Section(_)) {
                row.leader_keys()
            } else {
                row.leader[0].to_string()
            };
            let label = text::fit(&row.label(locale), cell.saturating_sub(6), canvas.glyphs.cut);
            line.push_span(canvas.span(format!("{keys:<4} "), Role::Key));
            line.push_span(text::pad(&label, cell.saturating_sub(5)));
        }
        line
    });
    lines.collect()
}

/// How a send ended that did not create.
pub fn ended(canvas: &Canvas, ended: &Ended, columns: usize) -> Vec<Line<'static>> {
    let texts = canvas.model.locale.texts();
    let state = State::of(&ended.outcome);
    let words = match &ended.outcome {
        Outcome::Created { .. } => String::new(),
        Outcome::Rejected { answer } if answer.asks_for_later() => texts.outcome_later(),
        Outcome::Rejected { .. } if ended.again => texts.outcome_rejected_again(),
        Outcome::Rejected { .. } => texts.outcome_rejected(),
        Outcome::NotSent { .. } => texts.outcome_not_sent(),
        Outcome::Unknown { .. } => texts.outcome_unknown(),
    };
    let mut lines = sentence(canvas, &words, history::role(state), columns);
    if let Some(wait) = ended.wait() {
        let (words, role) = if wait.is_zero() {
            (texts.wait_is_over(), Role::Good)
        } else {
            (texts.wait_seconds(wait.as_secs()), Role::Warning)
        };
        lines.extend(sentence(canvas, &words, role, columns));
    }
    let (kept, role) = match (&ended.outcome, ended.in_form) {
        (_, false) => (texts.outcome_in_history(), Role::Warning),
        (Outcome::Unknown { .. }, true) => (texts.outcome_kept(), Role::Dim),
        (_, true) => (texts.outcome_kept_for_f8(), Role::Dim),
    };
    lines.extend(sentence(canvas, &kept, role, columns));
    lines.push(Line::default());
    lines.extend(details(canvas, &ended.outcome, columns));
    lines
}

/// All that is known of how an attempt ended.
fn details(canvas: &Canvas, outcome: &Outcome, columns: usize) -> Vec<Line<'static>> {
    let locale = &canvas.model.locale;
    let texts = locale.texts();
    let mut lines = Vec::new();
    match outcome {
        Outcome::Created { customer_id, .. } => {
            lines.extend(entry(canvas, &texts.label_customer_id(), customer_id, columns));
        }
        Outcome::NotSent { failure } | Outcome::Unknown { failure, .. } => {
            lines.extend(entry(
                canvas,
                &texts.label_reason(),
                &locale.failure(failure),
                columns,
            ));
        }
        Outcome::Rejected { .. } => {}
    }
    if let Some(answer) = outcome.answer() {
        lines.extend(answer_lines(canvas, answer, columns));
    }
    lines
}

fn answer_lines(canvas: &Canvas, answer: &Answer, columns: usize) -> Vec<Line<'static>> {
    let texts = canvas.model.locale.texts();
    let mut lines = Vec::new();
    let mut title = texts.label_errors();
    for error in &answer.errors {
        let code = error
            .code
            .as_ref()
            .map(|code| format!(" {}", texts.error_code(code)))
            .unwrap_or_default();
        lines.extend(entry(
            canvas,
            &title,
            &format!("{}{code}", error.message),
            columns,
        ));
        title = String::new();
    }
    lines.extend(entry(
        canvas,
        &texts.label_status(),
        &answer.status.to_string(),
        columns,
    ));
    let seconds = answer.retry_after.map(|seconds| texts.in_seconds(seconds));
    for (name, value) in [
        (texts.label_request_id(), &answer.request_id),
        (texts.label_location(), &answer.location),
        (texts.label_retry_after(), &seconds),
    ] {
        lines.extend(
            value
                .iter()
                .flat_map(|value| entry(canvas, &name, value, columns)),
        );
    }
    if !answer.body.is_empty() {
        lines.extend(document(canvas, &texts.label_answer(), &answer.body, columns));
    }
    lines
}

/// A record of the history, whole.
pub fn record(canvas: &Canvas, record: &Submission, columns: usize) -> Vec<Line<'static>> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let sent = &record.sent;
    let at = canvas.moment(record.sent_at);
    let profile = format!("{} {} {}", sent.profile, canvas.glyphs.dot, sent.user);
    let mut lines = Vec::new();
    for (name, value) in [
        (texts.label_who(), &sent.who),
        (texts.label_sent_at(), &at),
        (texts.label_state(), &model.locale.state(record.state)),
        (texts.label_profile(), &profile),
        (texts.review_target(), &sent.url),
        (texts.label_attempt(), &sent.attempt),
    ] {
        lines.extend(entry(canvas, &name, value, columns));
    }
    if let Some(duration) = record.duration {
        let seconds = format!("{:.3} s", duration.as_secs_f64());
        lines.extend(entry(canvas, &texts.label_duration(), &seconds, columns));
    }
    if let (Some(id), Some(Outcome::Unknown { .. })) = (&record.customer_id, &record.outcome) {
        lines.extend(entry(canvas, &texts.label_customer_id(), id, columns));
    }
    if let Some(settled) = record.settled_at {
        let id = record.customer_id.as_deref().unwrap_or_default();
        let what = format!("{} {id}", model.locale.state(record.state));
        let what = what.trim_end();
        let when = canvas.moment(settled);
        lines.extend(entry(
            canvas,
            &texts.label_settled(),
            &format!("{when} {} {what}", canvas.glyphs.dot),
            columns,
        ));
    }
    if let Some(before) = &sent.resends {
        lines.extend(entry(canvas, &texts.label_resends(), before, columns));
    }
    if let Some(outcome) = &record.outcome {
        lines.extend(details(canvas, outcome, columns));
    }
    lines.extend(document(canvas, &texts.label_payload(), &sent.payload, columns));
    lines
}
