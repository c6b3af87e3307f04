//! The pages of text: help, menu, outcome, record; and what pages are made of.

use super::said::{Block, lay};
use super::theme::Role;
use super::{Canvas, history};
use crate::app::mode::OutcomePage;
use crate::customer::{ApiResponse, Outcome, Submission, SubmissionState};
use crate::keymap::{Action, Scope};
use crate::text::layout;
use ratatui::text::Line;

/// Words of the program's own, in a role's style, broken between words.
pub fn sentence(canvas: &Canvas, words: &str, role: Role, columns: usize) -> Vec<Line<'static>> {
    lay(canvas, &[Block::Sentence(words.to_owned(), role)], columns)
}

/// How long the send has taken.
pub fn sending(canvas: &Canvas) -> Vec<Line<'static>> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let Some(in_flight) = &model.in_flight else {
        return Vec::new();
    };
    let ahead = if in_flight.next_begun() {
        Line::from(texts.sending_next_begun())
    } else {
        Line::from(canvas.span(texts.sending_next(), Role::Dim))
    };
    vec![
        Line::from(format!("{}: POST {}", in_flight.who, model.settings.url)),
        Line::from(texts.sending_since(in_flight.since.as_secs(), model.settings.timeout.as_secs())),
        ahead,
    ]
}

/// All keys, by where they hold.
pub fn help(canvas: &Canvas, columns: usize) -> Vec<Line<'static>> {
    let locale = &canvas.model.locale;
    let keymap = &canvas.model.settings.keymap;
    let texts = locale.texts();
    let mut lines = sentence(
        canvas,
        &texts.help_typing(canvas.way_to(Scope::Form, Action::NextField)),
        Role::Dim,
        columns,
    );
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
    let here = canvas.model.mode.scope();
    let rows: Vec<_> = keymap
        .rows()
        .iter()
        .filter(|row| !row.leader.is_empty() && [Scope::Form, here].contains(&row.binding.scope))
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
            let label = layout::fit(&row.label(locale), cell.saturating_sub(6), canvas.glyphs.cut);
            line.push_span(canvas.span(format!("{keys:<4} "), Role::Key));
            line.push_span(layout::pad(&label, cell.saturating_sub(5)));
        }
        line
    });
    lines.collect()
}

/// How a send ended that did not create.
pub fn ended(canvas: &Canvas, ended: &OutcomePage) -> Vec<Block> {
    let texts = canvas.model.locale.texts();
    let words = match &ended.outcome {
        Outcome::Unknown { .. } => texts.outcome_unknown(),
        _ => verdict(canvas, ended),
    };
    let mut said = vec![Block::Sentence(
        words,
        history::role(SubmissionState::of(&ended.outcome)),
    )];
    said.extend(wait(canvas, ended));
    let in_history = texts.outcome_in_history(
        canvas.way_to(Scope::Pager, Action::History),
        canvas.way_to(Scope::History, Action::CardFrom),
    );
    let (kept, role) = match (&ended.outcome, ended.in_form) {
        (_, false) => (in_history, Role::Warning),
        (Outcome::Unknown { .. }, true) => (texts.outcome_kept(), Role::Dim),
        (_, true) => (
            texts.outcome_kept_for_f8(canvas.way_to(Scope::Pager, Action::Review)),
            Role::Dim,
        ),
    };
    said.push(Block::Sentence(kept, role));
    said.push(Block::Gap);
    said.extend(details(canvas, &ended.outcome));
    said
}

/// What came of a send that surely created nobody; nothing to say of another.
pub fn verdict(canvas: &Canvas, ended: &OutcomePage) -> String {
    let texts = canvas.model.locale.texts();
    match &ended.outcome {
        Outcome::Created { .. } | Outcome::Unknown { .. } => String::new(),
        Outcome::Rejected { answer } if answer.asks_for_later() => texts.outcome_later(),
        Outcome::Rejected { .. } if ended.again => texts.outcome_rejected_again(),
        Outcome::Rejected { .. } => texts.outcome_rejected(),
        Outcome::NotSent { .. } => texts.outcome_not_sent(),
    }
}

/// How long the CRM asks to wait, if it does.
pub fn wait(canvas: &Canvas, ended: &OutcomePage) -> Option<Block> {
    let texts = canvas.model.locale.texts();
    let wait = ended.wait()?;
    let (words, role) = if wait.is_zero() {
        (texts.wait_is_over(), Role::Good)
    } else {
        (texts.wait_seconds(wait.as_secs()), Role::Warning)
    };
    Some(Block::Sentence(words, role))
}

/// All that is known of how an attempt ended.
pub fn details(canvas: &Canvas, outcome: &Outcome) -> Vec<Block> {
    let locale = &canvas.model.locale;
    let texts = locale.texts();
    let mut said = Vec::new();
    match outcome {
        Outcome::Created { customer_id, .. } => {
            said.push(Block::entry(texts.label_customer_id(), customer_id));
        }
        Outcome::NotSent { failure } | Outcome::Unknown { failure, .. } => {
            said.push(Block::entry(texts.label_reason(), locale.failure(failure)));
        }
        Outcome::Rejected { .. } => {}
    }
    if let Some(answer) = outcome.answer() {
        said.extend(answer_said(canvas, answer));
    }
    said
}

fn answer_said(canvas: &Canvas, answer: &ApiResponse) -> Vec<Block> {
    let texts = canvas.model.locale.texts();
    let mut said = Vec::new();
    let mut title = texts.label_errors();
    for error in &answer.errors {
        let code = error
            .code
            .as_ref()
            .map(|code| format!(" {}", texts.error_code(code)))
            .unwrap_or_default();
        said.push(Block::entry(title, format!("{}{code}", error.message)));
        title = String::new();
    }
    said.push(Block::entry(texts.label_status(), answer.status.to_string()));
    let seconds = answer.retry_after.map(|seconds| texts.in_seconds(seconds));
    for (name, value) in [
        (texts.label_request_id(), &answer.request_id),
        (texts.label_location(), &answer.location),
        (texts.label_retry_after(), &seconds),
    ] {
        said.extend(value.iter().map(|value| Block::entry(&name, value)));
    }
    if !answer.body.is_empty() {
        said.push(Block::Document(texts.label_answer(), answer.body.clone()));
    }
    said
}

/// A record of the history, whole.
pub fn record(canvas: &Canvas, record: &Submission) -> Vec<Block> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let sent = &record.sent;
    let at = canvas.moment(record.sent_at);
    let profile = format!("{} {} {}", sent.profile, canvas.glyphs.dot, sent.user);
    let state = model.locale.state(record.state);
    let mut said = vec![
        Block::entry(texts.label_who(), &sent.who),
        Block::entry(texts.label_sent_at(), at),
        Block::entry(texts.label_state(), &state),
        Block::entry(texts.label_profile(), profile),
        Block::entry(texts.review_target(), &sent.url),
    ];
    if record.state != SubmissionState::Existing {
        said.push(Block::entry(texts.label_attempt(), &sent.attempt));
    }
    if let Some(duration) = record.duration {
        let seconds = format!("{:.3} s", duration.as_secs_f64());
        said.push(Block::entry(texts.label_duration(), seconds));
    }
    if let (Some(id), None | Some(Outcome::Unknown { .. })) = (&record.customer_id, &record.outcome) {
        said.push(Block::entry(texts.label_customer_id(), id));
    }
    if let Some(settled) = record.settled_at {
        let id = record.customer_id.as_deref().unwrap_or_default();
        let what = format!("{state} {id}");
        let when = canvas.moment(settled);
        said.push(Block::entry(
            texts.label_settled(),
            format!("{when} {} {}", canvas.glyphs.dot, what.trim_end()),
        ));
    }
    if let Some(before) = &sent.resends {
        said.push(Block::entry(texts.label_resends(), before));
    }
    if let Some(outcome) = &record.outcome {
        said.extend(details(canvas, outcome));
    }
    said.push(Block::Document(texts.label_payload(), sent.payload.clone()));
    said
}
