//! The page on which keys are tried out.

use super::areas;
use super::frame::Frame;
use super::theme;
use crate::app::blocks::Role;
use crate::app::key_tester::{KeyReading, KeyTester, TestedKey, TextEffect};
use crate::keymap::Key;
use crate::text::layout;
use ratatui::text::{Line, Span};

/// Columns of the bytes, and of the key's name.
const SENT: usize = 18;
const NAME: usize = 17;

/// Draws how to leave, the last presses that fit, and what the next one would do.
pub fn draw(tried: &KeyTester, frame: &mut Frame) {
    let texts = tried.locale.texts();
    let columns = usize::from(frame.area().width);
    let leaves = KeyTester::LEAVES.to_string();
    let mut intro = Vec::new();
    for line in layout::wrap_words(&texts.keys_intro(&leaves), columns) {
        intro.push(Line::styled(line, theme::style(tried.theme, Role::Plain)));
    }
    let (head, rest) = areas::off_top(frame.area(), u16::try_from(intro.len()).unwrap_or(u16::MAX));
    let (titles, rest) = areas::off_top(rest, 1);
    let (body, foot) = areas::off_bottom(rest, 1);
    areas::put(intro, head, frame);
    let title = format!(
        "{}{}{}",
        layout::pad(&texts.keys_sent(), SENT),
        layout::pad(&texts.keys_key(), NAME),
        texts.keys_meaning()
    );
    areas::put(
        [Line::styled(title, theme::style(tried.theme, Role::Dim))],
        titles,
        frame,
    );
    let shown = tried.keys.len().saturating_sub(usize::from(body.height));
    let last = u16::try_from(tried.keys.len() - shown).unwrap_or(u16::MAX);
    // Where the newest line is, for what reads the screen out.
    frame.set_cursor_position((body.x, body.y.saturating_add(last.saturating_sub(1))));
    let lines = tried.keys[shown..]
        .iter()
        .map(|press| line(tried, press, columns));
    areas::put(lines, body, frame);
    if tried.is_leaving() {
        let words = texts.keys_once_more(leaves);
        frame.set_cursor_position(foot.as_position());
        let line = Line::styled(words, theme::style(tried.theme, Role::Warning));
        areas::put([line], foot, frame);
    }
}

fn line(tried: &KeyTester, press: &TestedKey, columns: usize) -> Line<'static> {
    let texts = tried.locale.texts();
    let glyphs = theme::glyphs(tried.ascii);
    let (name, meaning) = match press.taken {
        KeyReading::Key(key) => (key.to_string(), meaning(tried, key)),
        KeyReading::Paste => (texts.keys_paste(), texts.keys_pasted()),
        KeyReading::Unknown if press.is_unclear_in_sco_mode() => (glyphs.dash.to_owned(), texts.keys_sco()),
        KeyReading::Unknown => (glyphs.dash.to_owned(), texts.keys_unknown()),
    };
    let cell = |text: &str, columns: usize| {
        let text = layout::fit(text, columns - 2, glyphs.cut);
        layout::pad(&text, columns)
    };
    Line::from(vec![
        Span::raw(cell(&press.sent, SENT)),
        Span::styled(cell(&name, NAME), theme::style(tried.theme, Role::Key)),
        Span::raw(layout::fit(
            &meaning,
            columns.saturating_sub(SENT + NAME),
            glyphs.cut,
        )),
    ])
}

/// What a key does, by place; where it cannot be relied on, why.
fn meaning(tried: &KeyTester, key: Key) -> String {
    let texts = tried.locale.texts();
    let mut meanings: Vec<String> = tried
        .keymap
        .meanings(key)
        .map(|(place, action)| format!("{place} {action}"))
        .collect();
    match KeyTester::in_text(key) {
        Some(TextEffect::Types) => meanings.insert(0, texts.keys_types()),
        Some(TextEffect::Edits) => meanings.insert(0, texts.keys_edits()),
        None => {}
    }
    if meanings.is_empty() {
        return if key.unreliable().is_some() {
            texts.keys_reserved()
        } else {
            texts.keys_free()
        };
    }
    meanings.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::Painter;
    use super::*;
    use crate::i18n::{Language, Locale};
    use crate::keymap::Keymap;
    use crate::options::Theme;
    use ratatui::backend::TestBackend;

    #[test]
    fn keys_of_sco_that_are_unclear_are_named_with_the_way_round() {
        let rows = [
            (Language::En, "F3 or PgUp in SCO mode: choose Xterm R6"),
            (Language::Pl, "F3 lub PgUp w trybie SCO: wybierz Xterm R6"),
        ];
        for (language, words) in rows {
            for (sent, named) in [(b"\x1b[O", true), (b"\x1b[I", true), (b"\x1b[E", false)] {
                let mut tried = KeyTester {
                    keymap: Keymap::default(),
                    locale: Locale::new(language),
                    theme: Theme::Default,
                    ascii: false,
                    keys: Vec::new(),
                };
                tried.press(sent, KeyReading::Unknown);
                let mut painter = Painter::new(TestBackend::new(80, 24)).unwrap();
                painter.draw(|frame| draw(&tried, frame)).unwrap();
                let shown = painter.backend_mut().to_string();
                assert_eq!(shown.contains(words), named, "{shown}");
            }
        }
    }
}
