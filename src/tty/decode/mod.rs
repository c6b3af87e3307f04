//! From the bytes that a terminal sends to the program's keys.
//!
//! Terminals agree on the shape of a sequence (ECMA-48) more than on what they send for a key. So the shape is read first
//! and whole, and its meaning is looked up afterwards: what has no meaning here is dropped in one piece, and never typed.

mod names;
#[cfg(test)]
mod tests;

use crate::i18n::posix::TerminalCharset;
use crate::keymap::Key;
use crate::keymap::key::KeyCode;
use std::time::Duration;

const ESC: u8 = 0x1b;
/// The F1 of the SCO console, and the beginning of a mouse report of the oldest kind, which comes in one piece.
const SCO_F1: &[u8] = b"\x1b[M";
const PASTE: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// What a piece of the input means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputEvent {
    /// A key press.
    Key(Key),
    /// A text that the terminal marked as pasted.
    Paste(String),
    /// The mouse, which reports itself where it was asked to.
    Mouse(Mouse),
    /// A byte that is no part of a letter in the terminal's character set.
    NotText,
    /// Something that no key of ours sends: an answer, a report, half a sequence.
    Unknown,
}

/// What was done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down at this column and row, from 0.
    Click(u16, u16),
    /// The wheel was turned up.
    Up,
    /// The wheel was turned down.
    Down,
}

/// A piece of the input: what it means, and the bytes that it came as; of a paste, only its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputToken {
    /// The meaning.
    pub event: InputEvent,
    /// The bytes.
    pub sent: Vec<u8>,
}

/// Takes bytes as they come, in whatever packets, and gives the pieces that are whole.
#[derive(Debug, Default)]
pub struct InputDecoder {
    charset: TerminalCharset,
    buffer: Vec<u8>,
    /// How much of an unfinished paste has been searched for its end.
    searched: usize,
}

/// How far the beginning of the buffer makes sense.
enum Step {
    /// It begins with a piece of this length.
    Piece(usize, InputEvent),
    /// More bytes may change what it means.
    Unfinished,
}

impl InputDecoder {
    /// A decoder of letters in this character set.
    #[must_use]
    pub fn new(charset: TerminalCharset) -> Self {
        Self {
            charset,
            ..Self::default()
        }
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Moves the pieces that are whole to `presses`.
    pub fn drain(&mut self, presses: &mut Vec<InputToken>) {
        let mut at = 0;
        while let Step::Piece(length, event) = self.step(at) {
            presses.push(piece(&self.buffer[at..at + length], event));
            at += length;
            self.searched = 0;
        }
        self.buffer.drain(..at);
    }

    /// As [`drain`](Self::drain), and gives up waiting for the rest of what is not whole.
    pub fn flush(&mut self, presses: &mut Vec<InputToken>) {
        self.drain(presses);
        while !self.buffer.is_empty() && self.grace().is_some() {
            let (length, event) = abandoned(&self.buffer, self.charset);
            presses.push(piece(&self.buffer[..length], event));
            self.buffer.drain(..length);
            self.drain(presses);
        }
    }

    /// For how long the rest of what is not whole may be on its way; none where nothing is awaited, or where it is awaited
    /// for as long as it takes: the rest of a paste would be taken for keys.
    ///
    /// A lone Esc is a key after a moment in which no person presses the next; the rest of a sequence follows at once,
    /// and may be held up by the line.
    #[must_use]
    pub fn grace(&self) -> Option<Duration> {
        match self.buffer.as_slice() {
            [] => None,
            [ESC] | [ESC, ESC] | SCO_F1 => Some(Duration::from_millis(25)),
            paste if paste.starts_with(PASTE) => None,
            _ => Some(Duration::from_millis(500)),
        }
    }

    fn step(&mut self, at: usize) -> Step {
        let bytes = &self.buffer[at..];
        if bytes.starts_with(PASTE) {
            let from = self.searched.max(PASTE.len());
            let end = bytes[from..]
                .windows(PASTE_END.len())
                .position(|window| window == PASTE_END);
            let Some(end) = end.map(|end| from + end) else {
                self.searched = from.max(bytes.len().saturating_sub(PASTE_END.len()));
                return Step::Unfinished;
            };
            let text = pasted(&bytes[PASTE.len()..end], self.charset);
            return Step::Piece(end + PASTE_END.len(), InputEvent::Paste(text));
        }
        step(bytes, self.charset)
    }
}

fn piece(bytes: &[u8], event: InputEvent) -> InputToken {
    let sent = match event {
        InputEvent::Paste(_) => [PASTE, PASTE_END].concat(),
        _ => bytes.to_vec(),
    };
    InputToken {
        event: without_alt(event),
        sent,
    }
}

/// A letter beyond ASCII has no other meaning with Alt: where a keyboard's `AltGr` arrives as Alt, it is what was typed.
fn without_alt(event: InputEvent) -> InputEvent {
    match event {
        InputEvent::Key(Key {
            code: code @ KeyCode::Char(letter),
            alt: true,
            ..
        }) if !letter.is_ascii() => InputEvent::Key(Key::plain(code)),
        other => other,
    }
}

/// What was pasted, with U+FFFD in the place of what is no text.
fn pasted(bytes: &[u8], charset: TerminalCharset) -> String {
    match charset {
        TerminalCharset::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        TerminalCharset::Single(_) => {
            let letters = bytes.iter().map(|byte| charset.decode(vec![*byte]));
            letters
                .map(|letter| letter.unwrap_or_else(|| "\u{fffd}".to_owned()))
                .collect()
        }
    }
}

/// What the beginning of an unfinished sequence is if nothing follows: a key with Alt, or alone, or nothing at all.
fn abandoned(bytes: &[u8], charset: TerminalCharset) -> (usize, InputEvent) {
    match bytes {
        SCO_F1 => (SCO_F1.len(), names::csi(b"", b'M')),
        [ESC] | [ESC, ESC, ..] => (1, InputEvent::Key(Key::plain(KeyCode::Esc))),
        [ESC, letter] if letter.is_ascii() => (
            2,
            with_alt(InputEvent::Key(Key::plain(KeyCode::Char(char::from(*letter))))),
        ),
        // Half a letter, with Alt or without.
        [ESC, first, ..] | [first, ..] if *first >= 0x80 && !is_introducer(*first, charset) => {
            (bytes.len(), InputEvent::NotText)
        }
        _ => (bytes.len(), InputEvent::Unknown),
    }
}

/// Whether a byte begins a sequence in eight bits, as `ESC [` does. A key of this kind is rare; no text in UTF-8 begins with
/// it, nor one in a set of ISO, but letters of Windows' sets do.
fn is_introducer(byte: u8, charset: TerminalCharset) -> bool {
    byte == 0x9b && charset.decode(vec![byte]).is_none()
}

fn step(bytes: &[u8], charset: TerminalCharset) -> Step {
    match bytes {
        [] | [ESC] | [ESC, ESC] => Step::Unfinished,
        // Alt with a key that sends a sequence of its own, as PuTTY and rxvt send it.
        [ESC, ESC, b'[' | b'O', ..] => match step(&bytes[1..], charset) {
            Step::Piece(length, event) => Step::Piece(length + 1, with_alt(event)),
            Step::Unfinished => Step::Unfinished,
        },
        [ESC, ESC, ..] => Step::Piece(1, InputEvent::Key(Key::plain(KeyCode::Esc))),
        [ESC, b'[', rest @ ..] => behind(2, csi(rest)),
        [ESC, b'O', rest @ ..] => behind(2, ss3(rest)),
        [first, rest @ ..] if is_introducer(*first, charset) => behind(1, csi(rest)),
        [ESC, b']' | b'P' | b'X' | b'^' | b'_', rest @ ..] => behind(2, string(rest)),
        // Nobody means Ctrl and Alt; somebody is quick.
        [ESC, byte @ ..0x20, ..] if !matches!(byte, b'\t' | b'\n' | b'\r' | 0x08) => {
            Step::Piece(1, InputEvent::Key(Key::plain(KeyCode::Esc)))
        }
        [ESC, rest @ ..] => match step(rest, charset) {
            Step::Piece(length, event) => Step::Piece(length + 1, with_alt(event)),
            Step::Unfinished => Step::Unfinished,
        },
        [byte @ (..0x20 | 0x7f), ..] => Step::Piece(1, InputEvent::Key(names::control(*byte))),
        _ => letter(bytes, charset),
    }
}

/// Counts an introducer in.
fn behind(introducer: usize, step: Step) -> Step {
    match step {
        Step::Piece(length, event) => Step::Piece(length + introducer, event),
        Step::Unfinished => Step::Unfinished,
    }
}

fn with_alt(event: InputEvent) -> InputEvent {
    match event {
        // Shift+Tab of the Linux console. Alt+Tab reaches no program anywhere.
        InputEvent::Key(key) if key == Key::plain(KeyCode::Tab) => {
            InputEvent::Key(Key { shift: true, ..key })
        }
        InputEvent::Key(key) => InputEvent::Key(Key { alt: true, ..key }),
        other => other,
    }
}

/// A letter.
fn letter(bytes: &[u8], charset: TerminalCharset) -> Step {
    match charset {
        TerminalCharset::Utf8 => letter_in_utf8(bytes),
        TerminalCharset::Single(_) => {
            let letter = charset.decode(bytes[..1].to_vec());
            let letter = letter.and_then(|text| text.chars().next());
            Step::Piece(
                1,
                letter.map_or(InputEvent::NotText, |letter| {
                    InputEvent::Key(Key::plain(KeyCode::Char(letter)))
                }),
            )
        }
    }
}

fn letter_in_utf8(bytes: &[u8]) -> Step {
    let longest = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(longest) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => {
            std::str::from_utf8(&longest[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(error) => {
            return match error.error_len() {
                None => Step::Unfinished,
                Some(length) => Step::Piece(length, InputEvent::NotText),
            };
        }
    };
    match valid.chars().next() {
        Some(first) => Step::Piece(
            first.len_utf8(),
            InputEvent::Key(Key::plain(KeyCode::Char(first))),
        ),
        None => Step::Unfinished,
    }
}

/// A control sequence, behind its introducer: parameters, intermediates, a final byte.
fn csi(bytes: &[u8]) -> Step {
    match bytes {
        // The Linux console's F1 to F5.
        [b'[', last, ..] => return Step::Piece(2, names::linux(*last)),
        // A mouse report of the oldest kind: three bytes follow, which may be anything.
        [b'M', _, _, _, ..] => return Step::Piece(4, InputEvent::Unknown),
        [b'['] | [b'M', ..] => return Step::Unfinished,
        _ => {}
    }
    let parameters = count(bytes, 0x30..=0x3f);
    if bytes.get(parameters) == Some(&b'$')
        && bytes[..parameters].iter().all(u8::is_ascii_digit)
        && parameters > 0
    {
        // With Shift, as rxvt sends it, though by the standard this is no final byte.
        return Step::Piece(parameters + 1, names::csi(&bytes[..parameters], b'$'));
    }
    let intermediates = count(&bytes[parameters..], 0x20..=0x2f);
    let end = parameters + intermediates;
    match bytes.get(end) {
        None => Step::Unfinished,
        Some(last @ 0x40..=0x7e) if intermediates == 0 => {
            Step::Piece(end + 1, names::csi(&bytes[..parameters], *last))
        }
        Some(0x40..=0x7e) => Step::Piece(end + 1, InputEvent::Unknown),
        // Broken off: what follows stands for itself.
        Some(_) => Step::Piece(end, InputEvent::Unknown),
    }
}

/// A key of the keypad, a cursor key or F1 to F4, behind `ESC O`: perhaps a modifier, and a letter.
fn ss3(bytes: &[u8]) -> Step {
    let modifiers = count(bytes, b'0'..=b'9');
    match bytes.get(modifiers) {
        None => Step::Unfinished,
        Some(last @ (b' ' | 0x40..=0x7e)) => {
            Step::Piece(modifiers + 1, names::ss3(&bytes[..modifiers], *last))
        }
        Some(_) => Step::Piece(modifiers, InputEvent::Unknown),
    }
}

/// An answer in the form of a string, up to its end.
fn string(bytes: &[u8]) -> Step {
    let end = bytes.iter().position(|byte| matches!(*byte, 0x07 | ESC));
    match end.map(|end| (end, &bytes[end..])) {
        Some((end, [ESC, b'\\', ..])) => Step::Piece(end + 2, InputEvent::Unknown),
        Some((_, [ESC])) | None => Step::Unfinished,
        Some((end, [ESC, ..])) => Step::Piece(end, InputEvent::Unknown),
        Some((end, _)) => Step::Piece(end + 1, InputEvent::Unknown),
    }
}

fn count(bytes: &[u8], range: std::ops::RangeInclusive<u8>) -> usize {
    bytes.iter().take_while(|byte| range.contains(byte)).count()
}
