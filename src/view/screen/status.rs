//! The lines below the panes: what is going on, and which keys help now.

use super::{Canvas, areas, theme};
use crate::app::DraftState;
use crate::app::blocks::Role;
use crate::app::pages::choice_words;
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};
use crate::text::{layout, visible};
use crate::view::notice;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

pub fn draw(canvas: &Canvas, status: Rect, hints: Rect, frame: &mut Frame) {
    let mut rest = status;
    let settings = &canvas.model().settings;
    let insecure = settings.insecure.then(|| {
        let words = canvas.model().locale.texts().insecure();
        canvas.span(format!(" {words} "), Role::Error)
    });
    let mark = settings.badge.iter().map(|mark| {
        let style = theme::mark(settings.theme, mark.color);
        Span::styled(format!(" {} ", visible(&mark.word)), style)
    });
    // They stay for as long as they are true, whatever else there is to say.
    for warning in mark.chain(insecure) {
        frame.render_widget(&warning, rest);
        rest.x += u16::try_from(warning.width()).unwrap_or(0).min(rest.width);
        rest.width = status.right() - rest.x;
    }
    if let Some(notice) = &canvas.model().notice {
        canvas.note_notice(rest);
        let (words, role) = notice::words(canvas.context, notice);
        let [first, second] = two_lines(canvas, &words, rest.width, hints.width);
        frame.render_widget(canvas.span(first, role), rest);
        if !second.is_empty() {
            frame.render_widget(canvas.span(second, role), hints);
            return;
        }
    } else {
        areas::put([status_line(canvas, rest.width)], rest, frame);
    }
    let below = in_flight_line(canvas, hints.width).unwrap_or_else(|| hint_line(canvas, hints.width));
    areas::put([below], hints, frame);
}

/// A text in one line, or in two where it is too wide, because a message without its end is of no use. What is too wide
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

fn status_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    let failed = matches!(canvas.model().draft, DraftState::Failed(_));
    if let Some(line) = (!failed).then(|| choices_line(canvas, columns)).flatten() {
        return line;
    }
    standing_line(canvas, columns)
}

/// The state of the program, where there is nothing else to show: what is not safe and not settled first, for a narrow
/// screen cuts the end.
fn standing_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    let model = canvas.model();
    let texts = model.locale.texts();
    let dot = format!(" {} ", canvas.glyphs.dot);
    let mut parts = Vec::new();
    if let DraftState::Failed(why) = &model.draft {
        parts.push((
            texts.draft_failed(canvas.way_to(Scope::Form, Action::Export), why),
            Role::Error,
        ));
    }
    if let Some(why) = model.form.rejection().filter(|_| model.page().is_form()) {
        parts.push((texts.card_rejected(visible(why)), Role::Error));
    }
    if model.unknown_count > 0 {
        parts.push((
            texts.count_unsettled(model.unknown_count, canvas.way_to(Scope::Form, Action::History)),
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
    if let Some((who, id)) = last.filter(|_| model.page().is_form()) {
        parts.push((texts.last_created(id, model.locale.who(who)), plain));
    }
    if model.other_drafts > 0 {
        parts.push((
            texts.count_drafts(model.other_drafts, canvas.way_to(Scope::Form, Action::Drafts)),
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

/// The values that the field in focus may take.
fn choices_line(canvas: &Canvas, columns: u16) -> Option<Line<'static>> {
    let model = canvas.model();
    let choices = model.form.card().choices(model.form.focus(), &model.rule_context);
    if choices.is_empty() || !model.page().is_form() {
        return None;
    }
    let values: Vec<String> = choices.iter().map(choice_words).collect();
    let label = model.form_label(model.form.focus());
    Some(Line::from(canvas.fit(
        &format!(" {}: {}", label.trim(), values.join(", ")),
        columns,
    )))
}

/// The card on its way while the next one is filled in, or what became of it: in the place of the hints, for it must not
/// stand in the way of what is said about the field.
fn in_flight_line(canvas: &Canvas, columns: u16) -> Option<Line<'static>> {
    let model = canvas.model();
    if !model.page().is_form() {
        return None;
    }
    let (words, role) = match (&model.in_flight, &model.background_result) {
        (Some(in_flight), _) => notice::in_flight(canvas.context, in_flight),
        (None, Some(result)) => notice::background_result(canvas.context, result),
        (None, None) => return None,
    };
    let words = canvas.fit(&format!(" {words}"), columns);
    Some(Line::from(canvas.span(words, role)))
}

fn hint_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    let model = canvas.model();
    let page = model.page();
    let mut line = Line::from(" ");
    let rows = model.settings.keymap.of(page.hint_scope());
    for row in rows.filter(|row| row.binding.hint && page.offers(model, row.binding.action)) {
        let key = row
            .shown_key(&model.locale)
            .map(Key::to_string)
            .unwrap_or_default();
        let label = format!(" {}  ", row.label(&model.locale));
        if line.width() + key.len() + label.trim_end().chars().count() > usize::from(columns) {
            break;
        }
        line.push_span(canvas.span(key, Role::Key));
        line.push_span(label);
    }
    line
}
