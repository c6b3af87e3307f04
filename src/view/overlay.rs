//! What is drawn in front of the panes: the leader menu, the wait for the answer, a question, a line to type.

use super::theme::Role;
use super::{Canvas, areas, choosing, pages};
use crate::app::edit::Editor;
use crate::app::{Mode, Question};
use crate::customer::Settlement;
use crate::keymap::{Action, Scope};
use crate::text::layout;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Clear;

pub fn draw(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let texts = canvas.model.locale.texts();
    let columns = usize::from(area.width.saturating_sub(4));
    match &canvas.model.mode {
        Mode::Leader(_) => {
            let lines = pages::menu(canvas, columns, usize::from(area.height.saturating_sub(2)));
            lay(
                canvas,
                &texts.title_menu(canvas.way_to(Scope::Form, Action::Back)),
                lines,
                area,
                frame,
            );
        }
        Mode::Sending => {
            let lines = pages::sending(canvas);
            lay(canvas, &texts.title_sending(), lines, area, frame);
        }
        Mode::Question(question, _) => {
            let words = question_words(canvas, question);
            let lines = pages::sentence(canvas, &words, Role::Warning, columns);
            lay(canvas, &question_title(canvas), lines, area, frame);
        }
        Mode::Choosing(list) => choosing::draw(canvas, list, area, frame),
        Mode::Export(path) => line_to_type(canvas, &texts.title_export(), path, area, frame),
        Mode::Settle(settle) => {
            if let Some(id) = &settle.id {
                line_to_type(canvas, &texts.title_id(), id, area, frame);
            }
        }
        _ => {}
    }
}

/// Lays lines over the lower end of the panes; gives back where they are.
pub fn lay(canvas: &Canvas, title: &str, lines: Vec<Line>, area: Rect, frame: &mut Frame) -> Rect {
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(area.height);
    let at = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    frame.render_widget(Clear, at);
    let inner = canvas.page_pane(title, at, frame);
    areas::put(lines, inner, frame);
    inner
}

fn line_to_type(canvas: &Canvas, title: &str, editor: &Editor, area: Rect, frame: &mut Frame) {
    let columns = usize::from(area.width.saturating_sub(4));
    let (shown, cursor) = layout::under_cursor(editor.text(), editor.before(), columns);
    let inner = lay(canvas, title, vec![Line::from(shown)], area, frame);
    put_cursor(inner, cursor, frame);
}

/// Puts the cursor into the first line, at this column or at its end.
pub fn put_cursor(line: Rect, column: usize, frame: &mut Frame) {
    let column = u16::try_from(column)
        .unwrap_or(u16::MAX)
        .min(line.width.saturating_sub(1));
    frame.set_cursor_position((line.x + column, line.y));
}

/// How the question is answered.
fn question_title(canvas: &Canvas) -> String {
    let texts = canvas.model.locale.texts();
    let yes = canvas.way_to(Scope::Question, Action::Yes);
    let yes = if yes.chars().count() == 1 {
        texts.capital_letter(yes)
    } else {
        yes
    };
    texts.title_question(yes, canvas.way_to(Scope::Question, Action::Back))
}

/// What is asked, so that the answer is yes or no.
pub fn question_words(canvas: &Canvas, question: &Question) -> String {
    let texts = canvas.model.locale.texts();
    match (question, canvas.model.mode.innermost()) {
        (Question::Delete(draft), _) if draft.who.is_empty() => texts.ask_delete(texts.draft_nameless()),
        (Question::Delete(draft), _) => texts.ask_delete(&draft.who),
        (Question::Settle(Settlement::Created(id)), _) => texts.ask_created(id),
        (Question::Settle(Settlement::NotCreated), _) => texts.ask_not_created(),
        (Question::SendAgain, Mode::Settle(settle)) if settle.anybody_found() => texts.ask_send_again_found(),
        (Question::SendAgain, Mode::Settle(settle)) if !settle.nobody_found() => {
            texts.ask_send_again_unsure()
        }
        (Question::SendAgain, _) => texts.ask_send_again(),
        (Question::ClearCard, _) => texts.ask_clear_card(canvas.way_to(Scope::Form, Action::Undo)),
        (Question::Fill(card), _) if card.who().is_empty() => texts.ask_fill(texts.draft_nameless()),
        (Question::Fill(card), _) => texts.ask_fill(card.who()),
        (Question::StopWaiting, _) => texts.ask_stop_waiting(),
    }
}
