//! The text being edited: one line, or the lines of the note. Moves and deletes by grapheme.

use crate::keymap::key::{Key, KeyCode};
use crate::text::{is_invisible, layout};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

/// What a key did to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextChange {
    /// The text is another.
    Text,
    /// The cursor moved, or would have.
    Cursor,
}

/// A text with a cursor.
#[derive(Debug, Clone, Default)]
pub struct Editor {
    input: Input,
    multiline: bool,
}

impl Editor {
    /// An editor of this text, with the cursor at its end.
    #[must_use]
    pub fn new(text: &str, multiline: bool) -> Self {
        Self {
            input: Input::new(text.to_owned()),
            multiline,
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether the text may have several lines.
    #[must_use]
    pub fn is_multiline(&self) -> bool {
        self.multiline
    }

    /// The text before the cursor.
    #[must_use]
    pub fn before(&self) -> &str {
        let text = self.input.value();
        let end = text
            .char_indices()
            .nth(self.input.cursor())
            .map_or(text.len(), |(byte, _)| byte);
        &text[..end]
    }

    /// Puts the cursor behind so many characters, or at the end.
    pub fn put_cursor(&mut self, characters: usize) {
        self.ask(InputRequest::SetCursor(characters));
    }

    /// Takes a key; none if it is not one that edits.
    pub fn key(&mut self, key: Key) -> Option<TextChange> {
        use InputRequest as Ask;
        let word = key.ctrl || key.alt;
        let ask = match key.code {
            KeyCode::Char(character) if key.typed().is_some() && !is_invisible(character) => {
                Ask::InsertChar(character)
            }
            KeyCode::Backspace if word => Ask::DeletePrevWord,
            KeyCode::Backspace => Ask::DeletePrevChar,
            KeyCode::Delete if word => Ask::DeleteNextWord,
            KeyCode::Delete => Ask::DeleteNextChar,
            KeyCode::Left if word => Ask::GoToPrevWord,
            KeyCode::Left => Ask::GoToPrevChar,
            KeyCode::Right if word => Ask::GoToNextWord,
            KeyCode::Right => Ask::GoToNextChar,
            KeyCode::Home | KeyCode::End | KeyCode::Up | KeyCode::Down | KeyCode::Enter if self.multiline => {
                return self.line_key(key.code);
            }
            KeyCode::Home => Ask::GoToStart,
            KeyCode::End => Ask::GoToEnd,
            _ => return None,
        };
        Some(self.ask(ask))
    }

    /// Drops what is right of the cursor, in the line that it is in.
    pub fn clear_to_end(&mut self) {
        let rest = self.text()[self.before().len()..].to_owned();
        let kept = if self.multiline {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else {
            ""
        };
        let before = self.before().to_owned();
        self.replace(&before, kept);
    }

    /// Takes a key where one line is typed that is no field: there Ctrl+U empties it, and Ctrl+K drops what is right
    /// of the cursor, as the form's own keys do.
    pub fn prompt_key(&mut self, key: Key) {
        match key.code {
            KeyCode::Char('u') if key.ctrl => self.replace("", ""),
            KeyCode::Char('k') if key.ctrl => self.clear_to_end(),
            _ => {
                self.key(key);
            }
        }
    }

    /// Puts text in at the cursor as one change: controls are dropped; where there is one line only, line breaks and
    /// tabs become spaces.
    pub fn paste(&mut self, text: &str) {
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let plain = unified.chars().filter_map(|character| match character {
            '\n' if self.multiline => Some('\n'),
            '\n' | '\t' => Some(' '),
            character => (!is_invisible(character)).then_some(character),
        });
        let plain: String = plain.collect();
        let plain = if self.multiline {
            plain.as_str()
        } else {
            plain.trim_matches(' ')
        };
        let before = format!("{}{plain}", self.before());
        let after = self.text()[self.before().len()..].to_owned();
        self.replace(&before, &after);
    }

    /// Puts another text in the place of this one.
    pub fn paste_over(&mut self, text: &str) {
        self.replace("", "");
        self.paste(text);
    }

    fn replace(&mut self, before: &str, after: &str) {
        self.input = Input::new(format!("{before}{after}")).with_cursor(before.chars().count());
    }

    fn ask(&mut self, ask: InputRequest) -> TextChange {
        match self.input.handle(ask) {
            Some(changed) if changed.value => TextChange::Text,
            _ => TextChange::Cursor,
        }
    }

    fn line_key(&mut self, code: KeyCode) -> Option<TextChange> {
        if code == KeyCode::Enter {
            return Some(self.ask(InputRequest::InsertChar('\n')));
        }
        let before = self.before().len();
        let text = self.text();
        let start = text[..before].rfind('\n').map_or(0, |at| at + 1);
        let end = text[before..].find('\n').map_or(text.len(), |at| before + at);
        let column = layout::width(&text[start..before]);
        let target = match code {
            KeyCode::Home => start,
            KeyCode::End => end,
            KeyCode::Up => {
                let above = start.checked_sub(1)?;
                let line = text[..above].rfind('\n').map_or(0, |at| at + 1);
                line + byte_at_column(&text[line..above], column)
            }
            _ => {
                let line = Some(end + 1).filter(|line| *line <= text.len())?;
                let line_end = text[line..].find('\n').map_or(text.len(), |at| line + at);
                line + byte_at_column(&text[line..line_end], column)
            }
        };
        let position = text[..target].chars().count();
        Some(self.ask(InputRequest::SetCursor(position)))
    }
}

/// Where in a line the grapheme at a screen column begins, or the line's end.
fn byte_at_column(line: &str, column: usize) -> usize {
    let mut width = 0;
    for (byte, grapheme) in line.grapheme_indices(true) {
        if width >= column {
            return byte;
        }
        width += layout::width(grapheme);
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, keys: &[&str]) -> String {
        let mut editor = Editor::new(text, true);
        for key in keys {
            editor.key(key.parse().unwrap());
        }
        let cursor = editor.before().len();
        format!("{}|{}", &editor.text()[..cursor], &editor.text()[cursor..])
    }

    #[test]
    fn keys_move_and_delete_by_grapheme() {
        let family = "a👩‍👩‍👧e\u{301}";
        let rows: [(&str, &[&str], &str); 7] = [
            (family, &["Backspace"], "a👩‍👩‍👧|"),
            (family, &["Left", "Backspace"], "a|e\u{301}"),
            (family, &["Home", "Right", "Delete"], "a|e\u{301}"),
            ("ab\ncd", &["Up", "x"], "abx|\ncd"),
            ("a漢字\nbcde", &["Up", "Down", "Home"], "a漢字\n|bcde"),
            ("漢字\nabc", &["Left", "Up"], "漢|字\nabc"),
            ("ab", &["Left", "Enter", "ż"], "a\nż|b"),
        ];
        for (text, keys, expected) in rows {
            assert_eq!(after(text, keys), expected, "{text:?} {keys:?}");
        }
    }

    #[test]
    fn a_paste_into_one_line_stays_one_line_and_brings_no_orders() {
        let mut editor = Editor::new("x", false);
        editor.paste("a\r\nb\tc\u{1b}[31m\u{202e}\n");
        assert_eq!(editor.text(), "xa b c[31m");
    }
}
