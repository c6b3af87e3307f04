//! The lines below the panes: what is going on, and which keys help now.

use super::frame::Frame;
use super::{Canvas, areas, hints, theme};
use crate::app::DraftState;
use crate::app::blocks::Role;
use crate::app::pages::choice_words;
use crate::keymap::{Action, Scope};
use crate::text::{layout, visible};
use crate::view::notice;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws the status line, or a notice, which takes the line below where it is long; gives that line back where it is free.
pub fn draw(canvas: &Canvas, status: Rect, below: Rect, frame: &mut Frame) -> Option<Rect> {
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
        let columns = u16::try_from(warning.width()).unwrap_or(0).min(rest.width);
        areas::put([warning.into()], rest, frame);
        rest.x += columns;
        rest.width = status.right() - rest.x;
    }
    if let Some(notice) = &canvas.model().notice {
        canvas.note_notice(rest);
        let (words, role) = notice::words(canvas.context, notice);
        let [first, second] = two_lines(canvas, &words, rest.width, below.width);
        areas::put([canvas.span(first, role).into()], rest, frame);
        if !second.is_empty() {
            areas::put([canvas.span(second, role).into()], below, frame);
            return None;
        }
    } else {
        areas::put([standing_line(canvas, rest.width)], rest, frame);
    }
    Some(below)
}

/// Draws the line with the keys. The one that pages is among them where the text has more lines than are seen.
pub fn draw_keys(canvas: &Canvas, line: Rect, scrolls: bool, frame: &mut Frame) {
    let words = in_flight_line(canvas, line.width);
    let words = words.unwrap_or_else(|| hints::line(canvas, scrolls, line.width));
    areas::put([words], line, frame);
}

/// A text in one line, or in two where it is too wide, because a message without its end is of no use. What is too wide
/// even then is cut.
fn two_lines(canvas: &Canvas, words: &str, first: u16, second: u16) -> [String; 2] {
    let words = visible(words);
    if layout::width(&words) < usize::from(first) {
        return [format!(" {words}"), String::new()];
    }
    let room = usize::from(first.saturating_sub(1));
    let line = layout::wrap_words(&words, room).swap_remove(0);
    let rest = words[line.len().min(words.len())..].trim_start();
    let rest = canvas.fit(rest, second.saturating_sub(1));
    [format!(" {line}"), format!(" {rest}")]
}

/// A part of the status line.
struct StatusPart {
    /// What may give way to it where there is little room is lower.
    rank: u8,
    text: String,
    role: Role,
}

/// The values that the field in focus may take, and the state of the program. On a narrow screen what can be done without is left
/// out: first where the card goes, last what is not safe.
fn standing_line(canvas: &Canvas, columns: u16) -> Line<'static> {
    let mut parts = parts(canvas);
    if let Some(choices) = choices(canvas) {
        with_choices(canvas, &choices, columns, &mut parts);
    }
    let dot = format!(" {} ", canvas.glyphs.dot);
    let width = |parts: &[StatusPart]| -> usize {
        let texts = parts
            .iter()
            .map(|part| layout::width(&visible(&part.text)) + layout::width(&dot));
        texts.sum()
    };
    while parts.len() > 1 && width(&parts) + 1 > usize::from(columns) + layout::width(&dot) {
        let last = parts.iter().enumerate().min_by_key(|(_, part)| part.rank);
        let Some((place, _)) = last.filter(|(_, part)| part.rank < ALWAYS) else {
            break;
        };
        parts.remove(place);
    }
    let mut line = Line::from(" ");
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            line.push_span(Span::raw(dot.clone()));
        }
        let room = usize::from(columns).saturating_sub(line.width());
        line.push_span(canvas.span(canvas.fit_to(&part.text, room), part.role));
    }
    line
}

/// From this rank on, a part is never left out.
const ALWAYS: u8 = 9;
/// The rank of the outcomes that are not settled.
const UNSETTLED: u8 = 8;
/// The rank of the last id.
const LAST: u8 = 6;

/// The parts of the status line, in the order in which they are shown.
fn parts(canvas: &Canvas) -> Vec<StatusPart> {
    let model = canvas.model();
    let texts = model.locale.texts();
    let mut parts = Vec::new();
    let mut add = |rank: u8, text: String, role: Role| parts.push(StatusPart { rank, text, role });
    if let DraftState::Failed(why) = &model.draft {
        let key = canvas.way_to(Scope::Form, Action::Export);
        add(ALWAYS, texts.draft_failed(key, why), Role::Error);
    }
    if model.draft == DraftState::HandedOver {
        add(ALWAYS, texts.draft_handed_over(), Role::Warning);
    }
    if let Some(why) = model.form.rejection().filter(|_| model.page().is_form()) {
        add(ALWAYS, texts.card_rejected(visible(why)), Role::Error);
    }
    if model.unknown_count > 0 {
        let key = canvas.way_to(Scope::Form, Action::History);
        add(
            UNSETTLED,
            texts.count_unsettled(model.unknown_count, key),
            Role::Warning,
        );
    }
    let settings = &model.settings;
    add(7, settings.profile.clone(), Role::Plain);
    add(3, format!("{}@{}", settings.user, settings.host), Role::Plain);
    if model.draft == DraftState::Saved {
        add(4, texts.draft_saved(), Role::Plain);
    }
    let last = model.last_customer.as_ref();
    if let Some((who, id)) = last.filter(|_| model.page().is_form()) {
        add(LAST, texts.last_created(id, model.locale.who(who)), Role::Plain);
    }
    if model.other_drafts > 0 {
        let key = canvas.way_to(Scope::Form, Action::Drafts);
        add(5, texts.count_drafts(model.other_drafts, key), Role::Plain);
    }
    parts
}

/// Puts the values that the field in focus may take before what matters as much: what is wrong, what is not settled, and the
/// last id. They get the room that is left, and half of it at least.
fn with_choices(canvas: &Canvas, choices: &str, columns: u16, parts: &mut Vec<StatusPart>) {
    if parts.iter().any(|part| part.rank == ALWAYS) {
        return;
    }
    parts.retain(|part| matches!(part.rank, UNSETTLED | LAST));
    let columns = usize::from(columns).saturating_sub(1);
    let gap = layout::width(canvas.glyphs.dot) + 2;
    let mut others = 0;
    let most = (columns / 2).checked_div(parts.len()).unwrap_or(0);
    for part in parts.iter_mut() {
        part.text = canvas.fit_to(&visible(&part.text), most.saturating_sub(gap));
        others += layout::width(&part.text) + gap;
    }
    let text = canvas.fit_to(choices, columns.saturating_sub(others));
    let choices = StatusPart {
        rank: ALWAYS,
        text,
        role: Role::Plain,
    };
    parts.insert(0, choices);
}

/// The values that the field in focus may take, behind its label.
fn choices(canvas: &Canvas) -> Option<String> {
    let model = canvas.model();
    let choices = model.form.card().choices(model.form.focus(), &model.rule_context);
    if choices.is_empty() || !model.page().is_form() {
        return None;
    }
    let values: Vec<String> = choices.iter().map(choice_words).collect();
    let label = model.form_label(model.form.focus());
    Some(format!("{}: {}", label.trim(), values.join(", ")))
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
