//! What terminals send for their keys: xterm, the VT220, the Linux console, PuTTY in each of its modes, rxvt, screen and tmux.

use super::{InputEvent, Mouse};
use crate::keymap::Key;
use crate::keymap::key::KeyCode;

/// The key of a control character.
pub(crate) fn control(byte: u8) -> Key {
    let ctrl = |letter| Key {
        ctrl: true,
        ..Key::plain(KeyCode::Char(letter))
    };
    match byte {
        // Terminals whose Backspace, or whose Enter, sends the other one.
        0x08 | 0x7f => Key::plain(KeyCode::Backspace),
        b'\n' | b'\r' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        0x1b => Key::plain(KeyCode::Esc),
        0 => ctrl(' '),
        letter @ 0x01..=0x1a => ctrl(char::from(letter + b'a' - 1)),
        other => ctrl(char::from(other | 0x40)),
    }
}

/// The Linux console's F1 to F5, by the letter behind `ESC [ [`.
pub(crate) fn linux(last: u8) -> InputEvent {
    match last {
        b'A'..=b'E' => InputEvent::Key(Key::plain(KeyCode::F(last - b'A' + 1))),
        _ => InputEvent::Unknown,
    }
}

/// The key behind `ESC O`.
pub(crate) fn ss3(modifiers: &[u8], last: u8) -> InputEvent {
    let code = match last {
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')),
        b' ' => KeyCode::Char(' '),
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        // With Ctrl, as rxvt sends it.
        b'a'..=b'd' => {
            return arrow(last.to_ascii_uppercase()).map_or(InputEvent::Unknown, |code| {
                InputEvent::Key(Key {
                    ctrl: true,
                    ..Key::plain(code)
                })
            });
        }
        _ => match arrow(last).or_else(|| in_row(last)) {
            Some(code) => code,
            None => return InputEvent::Unknown,
        },
    };
    modified(code, number(modifiers).unwrap_or(1))
}

/// The key of a control sequence.
pub(crate) fn csi(parameters: &[u8], last: u8) -> InputEvent {
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse(report, last);
    }
    // The release of a key, or a report that only looks like a key.
    let Some(numbers) = numbers(parameters) else {
        return InputEvent::Unknown;
    };
    let first = numbers.first().copied().unwrap_or(1);
    let second = numbers.get(1).copied();
    if parameters.is_empty()
        && let Some(code) = sco(last)
    {
        return InputEvent::Key(Key::plain(code));
    }
    // An older xterm sends the modifiers alone.
    let alone = second.unwrap_or(first);
    match last {
        b'~' if first == 27 => numbers
            .get(2)
            .map_or(InputEvent::Unknown, |code| typed(*code, second.unwrap_or(1))),
        b'~' => editing(first).map_or(InputEvent::Unknown, |code| modified(code, second.unwrap_or(1))),
        b'u' => typed(first, second.unwrap_or(1)),
        b'Z' => modified(KeyCode::Tab, 2),
        b'A'..=b'D' | b'F' | b'H' => arrow(last).map_or(InputEvent::Unknown, |code| modified(code, alone)),
        // A report of the cursor's place ends in R, too.
        b'R' if second == Some(1) => InputEvent::Unknown,
        b'P'..=b'S' if first == 1 => {
            first_four(last).map_or(InputEvent::Unknown, |code| modified(code, alone))
        }
        // With Shift, with Ctrl, and with both, as rxvt sends them.
        b'a'..=b'd' => arrow(last.to_ascii_uppercase()).map_or(InputEvent::Unknown, |code| modified(code, 2)),
        b'$' | b'^' | b'@' if !parameters.is_empty() => {
            let modifiers = match last {
                b'$' => 2,
                b'^' => 5,
                _ => 6,
            };
            editing(first).map_or(InputEvent::Unknown, |code| modified(code, modifiers))
        }
        _ => InputEvent::Unknown,
    }
}

/// A report of the mouse: what, column, row. A button that is let go, another one, and one with a modifier mean nothing.
fn mouse(report: &[u8], last: u8) -> InputEvent {
    let Some([what, column, row]) = numbers(report).and_then(|numbers| <[u32; 3]>::try_from(numbers).ok())
    else {
        return InputEvent::Unknown;
    };
    let place = |number: u32| u16::try_from(number.saturating_sub(1)).unwrap_or(u16::MAX);
    match (what, last) {
        (0, b'M') => InputEvent::Mouse(Mouse::Click(place(column), place(row))),
        (64, b'M') => InputEvent::Mouse(Mouse::Up),
        (65, b'M') => InputEvent::Mouse(Mouse::Down),
        _ => InputEvent::Unknown,
    }
}

/// The numbers between semicolons; an empty one is 1. None where something else is there, or the key was let go.
fn numbers(parameters: &[u8]) -> Option<Vec<u32>> {
    if parameters.is_empty() {
        return Some(Vec::new());
    }
    let parts = parameters.split(|byte| *byte == b';');
    let numbers = parts.map(|part| {
        let mut halves = part.split(|byte| *byte == b':');
        let value = halves.next().unwrap_or_default();
        let let_go = halves.next() == Some(b"3");
        (!let_go)
            .then(|| if value.is_empty() { Some(1) } else { number(value) })
            .flatten()
    });
    numbers.collect()
}

fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn arrow(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

fn first_four(last: u8) -> Option<KeyCode> {
    in_row(last).filter(|_| last <= b'S')
}

/// F1 to F12 by letters that follow each other, as the VT100+ has them. Its F9 has the letter of an application keypad's `=`,
/// which few keyboards have, and which sends `=` as long as no program asks for that mode.
fn in_row(last: u8) -> Option<KeyCode> {
    matches!(last, b'P'..=b'[').then(|| KeyCode::F(last - b'P' + 1))
}

/// The keys of the SCO console, which are those of FreeBSD's, too. Not F3 and `PgUp`, which are what a window reports that loses
/// and gets the focus; nor any with Shift or Ctrl, which are other keys elsewhere.
pub(crate) fn sco(last: u8) -> Option<KeyCode> {
    match last {
        b'M' | b'N' | b'P'..=b'X' => Some(KeyCode::F(last - b'M' + 1)),
        b'L' => Some(KeyCode::Insert),
        b'G' => Some(KeyCode::PageDown),
        _ => None,
    }
}

/// The keys that send a number and a tilde.
fn editing(number: u32) -> Option<KeyCode> {
    let function =
        |first: u8, offset: u32| u8::try_from(offset).ok().map(|offset| KeyCode::F(first + offset));
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(1, number - 11),
        17..=21 => function(6, number - 17),
        23..=26 => function(11, number - 23),
        28 | 29 => function(15, number - 28),
        31..=34 => function(17, number - 31),
        _ => None,
    }
}

/// A key that sends its character with modifiers, where the terminal is set up to send it so.
fn typed(code: u32, modifiers: u32) -> InputEvent {
    // Beyond are the keys that have no character, of a protocol that is not asked for.
    let Some(character) =
        char::from_u32(code).filter(|character| !('\u{e000}'..='\u{f8ff}').contains(character))
    else {
        return InputEvent::Unknown;
    };
    let bare = u8::try_from(code)
        .ok()
        .filter(|byte| *byte < 0x20 || *byte == 0x7f);
    if let Some(byte) = bare {
        return modified(control(byte).code, modifiers);
    }
    let shifted = modifiers.saturating_sub(1) & 1 == 1;
    let character = if shifted && character.is_lowercase() {
        character.to_uppercase().next().unwrap_or(character)
    } else {
        character
    };
    modified(KeyCode::Char(character), modifiers)
}

/// A key with the modifiers that a number encodes: one more than the sum of 1 for Shift, 2 for Alt, 4 for Ctrl. With another
/// modifier it is another key, which is not ours.
fn modified(code: KeyCode, modifiers: u32) -> InputEvent {
    let bits = modifiers.saturating_sub(1);
    // Caps Lock and Num Lock do not make another key.
    if bits & !(0b111 | 0b1100_0000) != 0 {
        return InputEvent::Unknown;
    }
    let mut key = Key {
        code,
        shift: bits & 1 != 0,
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
    };
    if let KeyCode::Char(character) = code {
        key.shift = false;
        if key.ctrl {
            key.code = KeyCode::Char(character.to_ascii_lowercase());
        }
    }
    InputEvent::Key(key)
}
