//! The lines below the panes: what is going on, and which keys help now; and the tabs of a narrow screen.

use super::theme::{self, Role};
use super::{Canvas, areas, choosing, notice};
use crate::app::{DraftState, Mode, ReviewPage};
use crate::customer::FieldKind;
use crate::keymap::{Action, Scope};
use crate::text::layout;
use crate::text::visible;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

pub fn draw(canvas: &Canvas, status: Rect, hints: Rect, frame: &mut Frame) {
    let mut rest = status;
    let settings = &canvas.model.settings;
    let insecure = settings.insecure.then(|| {
        let words = canvas.model.locale.texts().insecure();
        canvas.span(format!(" {words} "), Role::Error)
    });
    let mark = settings.mark.iter().map(|mark| {
        let style = theme::mark(settings.theme, mark.color);
        Span::styled(format!(" {} ", visible(&mark.word)), style)
    });
    // They stay for as long as they are true, whatever else there is to say.
    for warning in mark.chain(insecure) {
        frame.render_widget(&warning, rest);
        rest.x += u16::try_from(warning.width()).unwrap_or(0).min(rest.width);
        rest.width = status.right() - rest.x;
    }
    if let Some(notice) = &canvas.model.notice {
        let (words, role) = notice::words(canvas, notice);
        let [first, second] = two_lines(canvas, &words, rest.width, hints.width);
        frame.render_widget(canvas.span(first, role), rest);
        if !second.is_empty() {
            frame.render_widget(canvas.span(second, role), hints);
            return;
        }
    } else {
        areas::put([status_line(canvas, rest.width)], rest, frame);
    }
    let below = news_line(canvas, hints.width).unwrap_or_else(|| hint_line(canvas, hints.width));
    areas::put([below], hints, frame);
}

/// A text in one line, or in two where it is too wide: nobody can act on a message without its end. What is too wide
/// even then is cut.
fn two_lines(canvas: &Canvas, words: &str, first: u16, second: u16) -> [String; 2] {
    let words = visible(words);
    if words.width() < usize::from(first) {
        return [format!(" {words}"), String::new()];
    }
    let room = usize::from(first.saturating_sub(1));
    let line = layout::wrap_words(&words, room).swap_remove(0);
    let rest = words[line.len().min(words.len())..].trim_start();
    let rest = canvas.fit(rest, second.saturating_sub(1));
    [format!(" {line}"), format!(" {rest}")]
}

/// The panes of a narrow screen, the one on the screen marked.
pub fn draw_tabs(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let texts = canvas.model.locale.texts();
    let shown = match canvas.model.mode.drawn() {
        Mode::Preview => 1,
        Mode::History { .. } | Mode::Record(_) | Mode::Settle(_) => 2,
        _ => 0,
    };
    let mut line = Line::default();
    let titles = [
        (texts.title_form(), canvas.way_to(Scope::Pager, Action::Back)),
        (texts.title_preview(), canvas.way_to(Scope::Form, Action::Preview)),
        (texts.title_history(), canvas.way_to(Scope::Form, Action::History)),
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
    areas::put([line], area, frame);
}

fn status_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    let failed = matches!(canvas.model.draft, DraftState::Failed(_));
    let about_the_field = || problem_line(canvas, columns).or_else(|| choices_line(canvas, columns));
    if let Some(line) = (!failed).then(about_the_field).flatten() {
        return line;
    }
    standing_line(canvas, columns)
}

/// Where the program stands when there is nothing else to say: what is not safe and not settled first, for a narrow
/// screen cuts the end.
fn standing_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let dot = format!(" {} ", canvas.glyphs.dot);
    let mut parts = Vec::new();
    if let DraftState::Failed(why) = &model.draft {
        parts.push((
            texts.draft_failed(canvas.way_to(Scope::Form, Action::Export), why),
            Role::Error,
        ));
    }
    if let Some(why) = model.form.refusal().filter(|_| matches!(model.mode, Mode::Form)) {
        parts.push((texts.refused(visible(why)), Role::Error));
    }
    if model.unsettled > 0 {
        parts.push((
            texts.count_unsettled(model.unsettled, canvas.way_to(Scope::Form, Action::History)),
            Role::Warning,
        ));
    }
    let settings = &model.settings;
    let plain = Role::Plain;
    parts.push((settings.profile.clone(), plain));
    parts.push((format!("{}@{}", settings.user, settings.host), plain));
    if model.draft == DraftState::Saved {
        parts.push((texts.draft_saved(), plain));
    }
    let last = model.last_customer.as_ref();
    if let Some((who, id)) = last.filter(|_| matches!(model.mode, Mode::Form)) {
        parts.push((texts.last_created(id, who), plain));
    }
    if model.waiting > 0 {
        parts.push((
            texts.count_drafts(model.waiting, canvas.way_to(Scope::Form, Action::Drafts)),
            plain,
        ));
    }
    let mut line = Line::from(" ");
    for (number, (text, role)) in parts.into_iter().enumerate() {
        if number > 0 {
            line.push_span(Span::raw(dot.clone()));
        }
        let room = usize::from(columns).saturating_sub(line.width());
        line.push_span(canvas.span(canvas.fit_to(&text, room), role));
    }
    line
}

/// The problem of the field that has the focus, in full: beside the field there may be no room for it.
fn problem_line(canvas: &Canvas, columns: u16) -> Option<Line<'static>> {
    let model = canvas.model;
    let problem = model
        .form
        .shown(model.form.focus())
        .filter(|_| matches!(model.mode, Mode::Form))?;
    let (mark, role) = theme::severity(problem.severity);
    let label = model.label(model.form.focus()).text;
    let text = format!(" {mark} {label}: {}", model.locale.problem(problem));
    Some(Line::from(canvas.span(canvas.fit(&text, columns), role)))
}

/// The values that the field in focus may take.
fn choices_line(canvas: &Canvas, columns: u16) -> Option<Line<'static>> {
    let model = canvas.model;
    let choices = model.form.card().choices(model.form.focus(), &model.facts);
    if choices.is_empty() || !matches!(model.mode, Mode::Form) {
        return None;
    }
    let values: Vec<String> = choices.iter().map(choosing::words).collect();
    let label = super::form::label(canvas, model.form.focus());
    Some(Line::from(canvas.fit(
        &format!(" {}: {}", label.trim(), values.join(", ")),
        columns,
    )))
}

/// The card on its way while the next one is filled in, or what became of it: in the place of the hints, for it must not
/// stand in the way of what is said about the field.
fn news_line(canvas: &Canvas, columns: u16) -> Option<Line<'static>> {
    let model = canvas.model;
    if !matches!(model.mode, Mode::Form) {
        return None;
    }
    let (words, role) = match (&model.in_flight, &model.background_result) {
        (Some(in_flight), _) => notice::on_its_way(canvas, in_flight),
        (None, Some(result)) => notice::background_result(canvas, result),
        (None, None) => return None,
    };
    let words = canvas.fit(&format!(" {words}"), columns);
    Some(Line::from(canvas.span(words, role)))
}

fn hint_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    if matches!(canvas.model.mode, Mode::Leader(_)) {
        return Line::default();
    }
    let scope = match &canvas.model.mode {
        Mode::History { filtering: true } => Scope::Prompt,
        mode => mode.scope(),
    };
    let mut line = Line::from(" ");
    let rows = canvas.model.settings.keymap.of(scope);
    for row in rows.filter(|row| row.binding.hint && holds(canvas, row.binding.action)) {
        let key = row.key_names().next().unwrap_or_default();
        let label = format!(" {}  ", row.label(&canvas.model.locale));
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
    match (action, &model.mode) {
        (Action::AddRow, _) => matches!(kind, FieldKind::Rows | FieldKind::Pairs),
        (
            Action::Send | Action::TakeExisting | Action::ShowCustomer | Action::SendAnyway,
            Mode::Review(review),
        ) => decides(canvas, action, review),
        (Action::NextError, Mode::Review(_)) => !model.form.problems().is_empty(),
        (Action::Back | Action::History, _) | (Action::Review, Mode::Form) => true,
        (Action::Accept, Mode::Settle(settle)) => settle.chosen().is_some(),
        (Action::SendAgain, Mode::Settle(settle)) => settle.here,
        (Action::LookAgain, Mode::Settle(settle)) => settle.here && !settle.searched().is_empty(),
        (Action::Settle, mode) => {
            matches!(mode, Mode::Ended(ended) if ended.is_unknown())
        }
        (Action::Review, mode) => {
            matches!(mode, Mode::Ended(ended) if ended.in_form && !ended.is_unknown())
        }
        (Action::NextForm, mode) => matches!(mode, Mode::Preview),
        (Action::CardFrom, mode) => matches!(mode, Mode::Record(_) | Mode::History { .. }),
        (Action::Copy, mode) => !matches!(mode, Mode::Help(_) | Mode::Ended(_)),
        _ => true,
    }
}

/// Whether a key of the review does anything: where somebody may be the customer that is decided, and the card is sent
/// otherwise.
fn decides(canvas: &Canvas, action: Action, review: &ReviewPage) -> bool {
    let ready =
        !canvas.model.form.has_errors() && !review.is_waiting() && review.precedents.unsettled.is_none();
    ready
        && match action {
            Action::Send => !review.needs_decision(),
            Action::SendAnyway => review.needs_decision(),
            Action::ShowCustomer => review.shown.is_none() && !review.duplicates().is_empty(),
            _ => !review.duplicates().is_empty(),
        }
}
