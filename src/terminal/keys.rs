//! From the terminal's keys to the program's.

use crate::app::Key;
use crate::app::keys::Code;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// The program's name for a key press; none for a release and for keys that it does not know.
#[must_use]
pub fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let mut key = Key {
        code: code(event.code)?,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: event.modifiers.contains(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab,
    };
    match key.code {
        // 0x08 and 0x0a: terminals whose Backspace, or whose Enter, sends them.
        Code::Char('h') if key.ctrl => Some(Key::plain(Code::Backspace)),
        Code::Char('j') if key.ctrl => Some(Key::plain(Code::Enter)),
        Code::Char(character) => {
            key.shift = false;
            if key.ctrl {
                key.code = Code::Char(character.to_ascii_lowercase());
            }
            Some(key)
        }
        _ => Some(key),
    }
}

fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Insert => Code::Insert,
        KeyCode::Delete => Code::Delete,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_get_the_names_of_the_bindings() {
        let rows = [
            (KeyCode::BackTab, KeyModifiers::SHIFT, "Shift+Tab"),
            (KeyCode::Char('X'), KeyModifiers::CONTROL, "Ctrl+X"),
            (KeyCode::Char('h'), KeyModifiers::CONTROL, "Backspace"),
            (KeyCode::Char('j'), KeyModifiers::CONTROL, "Enter"),
            (KeyCode::Char('Ż'), KeyModifiers::SHIFT, "Ż"),
            (KeyCode::PageDown, KeyModifiers::NONE, "PgDn"),
            (KeyCode::Left, KeyModifiers::CONTROL, "Ctrl+Left"),
        ];
        for (code, modifiers, name) in rows {
            let found = key(KeyEvent::new(code, modifiers)).unwrap();
            assert_eq!(found, name.parse().unwrap(), "{name}");
            assert_eq!(found.to_string(), name);
        }
    }

    #[test]
    fn a_release_is_no_key_press() {
        let event = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(key(event), None);
    }
}
