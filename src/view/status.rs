//! The lines below the panes: what is going on, and which keys help now; and the tabs of a narrow screen.

use super::Canvas;
use super::theme::{self, Role};
use crate::app::bindings::{BINDINGS, LEADER};
use crate::app::{Action, DraftState, Mode, Notice, Scope};
use crate::customer::Kind;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

pub fn draw(canvas: &Canvas, status: Rect, hints: Rect, frame: &mut Frame) {
    frame.render_widget(Paragraph::new(status_line(canvas, status.width)), status);
    frame.render_widget(Paragraph::new(hint_line(canvas, hints.width)), hints);
}

/// The panes of a narrow screen, the one on the screen marked.
pub fn draw_tabs(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let texts = canvas.model.locale.texts();
    let shown = match canvas.model.mode {
        Mode::Preview => 1,
        Mode::History { .. } | Mode::Record(_) => 2,
        _ => 0,
    };
    let mut line = Line::default();
    let titles = [
        (texts.title_form(), "Esc".to_owned()),
        (texts.title_preview(), way_to(Action::Preview)),
        (texts.title_history(), way_to(Action::History)),
    ];
    for (number, (title, key)) in titles.into_iter().enumerate() {
        if number == shown {
            line.push_span(canvas.span(format!(" {title} "), Role::Chosen));
        } else if matches!(
            canvas.model.mode,
            Mode::Form | Mode::Preview | Mode::History { .. }
        ) {
            line.push_span(Span::raw(format!(" {title} ")));
            line.push_span(canvas.span(format!("{key} "), Role::Dim));
        } else {
            line.push_span(canvas.span(format!(" {title} "), Role::Dim));
        }
        line.push_span("  ");
    }
    frame.render_widget(Paragraph::new(line), area);
}

/// The first key of an action in the form, or the way through the leader menu.
fn way_to(action: Action) -> String {
    let Some(row) = BINDINGS
        .iter()
        .find(|row| row.scope == Scope::Form && row.action == action)
    else {
        return String::new();
    };
    let leader = || row.leader.first().map(|key| format!("{LEADER} {key}"));
    row.keys
        .first()
        .map(|key| (*key).to_owned())
        .or_else(leader)
        .unwrap_or_default()
}

fn status_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    if let Some(notice) = &canvas.model.notice {
        let (text, role) = notice_text(canvas, notice);
        return Line::from(canvas.span(format!(" {}", canvas.fit(&text, columns.saturating_sub(1))), role));
    }
    let failed = matches!(canvas.model.draft, DraftState::Failed(_));
    let about_the_field = || problem_line(canvas, columns).or_else(|| choices_line(canvas, columns));
    if let Some(line) = (!failed).then(about_the_field).flatten() {
        return line;
    }
    let texts = canvas.model.locale.texts();
    let settings = &canvas.model.settings;
    let dot = canvas.glyphs.dot;
    let whom = format!(" {} {dot} {}@{}", settings.profile, settings.user, settings.host);
    match &canvas.model.draft {
        DraftState::None => Line::from(canvas.fit(&whom, columns)),
        DraftState::Saved => {
            let text = format!("{whom} {dot} {}", texts.draft_saved());
            Line::from(canvas.fit(&text, columns))
        }
        DraftState::Failed(why) => {
            let text = texts.draft_failed(why);
            Line::from(canvas.span(
                format!(" {}", canvas.fit(&text, columns.saturating_sub(1))),
                Role::Error,
            ))
        }
    }
}

/// The problem of the field that has the focus, in full: beside the field there may be no room for it.
fn problem_line(canvas: &Canvas, columns: u16) -> Option<Line<'static>> {
    let model = canvas.model;
    let problem = model
        .form
        .shown(model.form.focus())
        .filter(|_| matches!(model.mode, Mode::Form))?;
    let (mark, role) = theme::severity(problem.severity);
    let label = super::form::label(canvas, model.form.focus());
    let text = format!(" {mark} {}: {}", label.trim(), model.locale.problem(problem));
    Some(Line::from(canvas.span(canvas.fit(&text, columns), role)))
}

/// The values that the field in focus may take.
fn choices_line(canvas: &Canvas, columns: u16) -> Option<Line<'static>> {
    let model = canvas.model;
    let choices = model.form.card().choices(model.form.focus(), &model.facts);
    if choices.is_empty() || !matches!(model.mode, Mode::Form) {
        return None;
    }
    let values = choices.iter().map(|choice| match &choice.label {
        Some(label) => format!("{} ({label})", choice.value),
        None => choice.value.clone(),
    });
    let values: Vec<String> = values.collect();
    let label = super::form::label(canvas, model.form.focus());
    Some(Line::from(canvas.fit(
        &format!(" {}: {}", label.trim(), values.join(", ")),
        columns,
    )))
}

fn notice_text(canvas: &Canvas, notice: &Notice) -> (String, Role) {
    let texts = canvas.model.locale.texts();
    match notice {
        Notice::Created(who, id) => (texts.notice_created(id, who), Role::Good),
        Notice::HowToLeave => (texts.notice_how_to_leave(), Role::Warning),
        Notice::Errors(count) => (texts.notice_errors(*count), Role::Error),
        Notice::NoProblems => (texts.notice_no_problems(), Role::Good),
        Notice::Copied => (texts.notice_copied(), Role::Good),
        Notice::NothingToCopy => (texts.notice_nothing_to_copy(), Role::Warning),
        Notice::CardNotEmpty => (texts.notice_card_not_empty(), Role::Warning),
        Notice::OneRowOnly => (texts.notice_one_row_only(), Role::Warning),
        Notice::NotInList => (texts.notice_not_in_list(), Role::Warning),
        Notice::NoChoices => (texts.notice_no_choices(), Role::Warning),
        Notice::Interrupted(count) => (texts.notice_interrupted(*count), Role::Error),
        Notice::Restored => (texts.notice_restored(), Role::Good),
        Notice::Store(why) => (why.clone(), Role::Error),
    }
}

fn hint_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    let scope = match canvas.model.mode {
        Mode::Sending(_) | Mode::Leader(_) => return Line::default(),
        Mode::Form => Scope::Form,
        Mode::Review => Scope::Review,
        Mode::History { .. } => Scope::History,
        Mode::Preview | Mode::Help | Mode::Outcome(_) | Mode::Record(_) => Scope::Pager,
    };
    let mut line = Line::from(" ");
    for row in BINDINGS
        .iter()
        .filter(|row| row.scope == scope && row.hint && holds(canvas, row.action))
    {
        let key = row.keys.first().copied().unwrap_or_default();
        let label = format!(" {}   ", row.label(&canvas.model.locale));
        if line.width() + key.len() + label.trim_end().chars().count() > usize::from(columns) {
            break;
        }
        line.push_span(canvas.span(key, Role::Key));
        line.push_span(label);
    }
    line
}

/// Whether a key does anything where the operator is.
fn holds(canvas: &Canvas, action: Action) -> bool {
    let model = canvas.model;
    let kind = model.form.focus().field.field().kind;
    match action {
        Action::AddRow => matches!(kind, Kind::Rows | Kind::Pairs),
        Action::Send => !model.form.has_errors(),
        Action::Back | Action::History => true,
        _ if matches!(model.mode, Mode::History { filtering: true }) => false,
        Action::NextForm => matches!(canvas.model.mode, Mode::Preview),
        Action::CardFrom => matches!(canvas.model.mode, Mode::Record(_) | Mode::History { .. }),
        Action::Copy => !matches!(canvas.model.mode, Mode::Help | Mode::Outcome(_)),
        _ => true,
    }
}
