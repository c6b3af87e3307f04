//! Text from outside, made safe to show, and made fit to be compared. Pure.

mod domain;
mod folded;
pub mod layout;

pub use domain::{domain_in_ascii, domain_in_letters};
pub use folded::folded;

use icu_normalizer::ComposingNormalizerBorrowed;
use nucleo_matcher::chars::normalize;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character is an order to the terminal (C0, DEL, C1), or hides or reorders the text around it
/// (the bidirectional controls of Unicode Annex 9, the line and paragraph separators, and the byte order mark).
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character shows nothing, so that two texts look alike and are not: what terminals take for an order, what
/// Unicode calls [`Default_Ignorable_Code_Point`](https://www.unicode.org/reports/tr44/) (`DerivedCoreProperties.txt` of
/// Unicode 17), the marks of interlinear annotations, and the blank of Braille. A space is none.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    is_invisible(character)
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character looks like a space and is not the one of the keyboard: the no-break space and its like.
#[must_use]
pub fn is_odd_space(character: char) -> bool {
    character.is_whitespace() && character != ' ' && !character.is_control()
}

/// Whether there is nothing to see in a text.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|character| character.is_whitespace() || is_hidden(character))
}

/// The text in Unicode's form NFC, in which it is sent: the letters and their marks put together, so that a text is the same
/// whatever keyboard it was typed on.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// The text with every invisible character written out, as in `\u{1b}[31m`. Line breaks and tabs count as invisible:
/// split the text first where they are wanted.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if layout::is_simple(text) || !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_invisible(character) {
            let _ = write!(safe, "\\u{{{:x}}}", u32::from(character));
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// As [`visible`], of a text of several lines: its line breaks are left, and nothing else.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    let is_raw = |character: char| character != '\n' && is_invisible(character);
    if !text.contains(is_raw) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(visible).collect();
    Cow::Owned(lines.join("\n"))
}

/// A JSON document with every invisible character but the line break written as an escape of JSON's. They can only stand
/// inside strings, so the document stays the same.
#[must_use]
pub fn visible_json(document: &str) -> String {
    let is_escaped = |character: char| character != '\n' && is_invisible(character);
    if !document.contains(is_escaped) {
        return document.to_owned();
    }
    let mut escaped = String::with_capacity(document.len());
    for character in document.chars() {
        if is_escaped(character) {
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// The text in small letters without their marks, so that `Łódź` is found by `lodz`, whether the marks are characters of their
/// own or not: a plain letter where there is one
/// that stands for it in Unicode's Latin blocks, the letter itself elsewhere.
#[must_use]
pub fn plain_letters(text: &str) -> String {
    // In small letters first: `ł` is known as an `l` with a mark, `Ł` is not.
    composed(text).to_lowercase().chars().map(normalize).collect()
}

/// The number of a character: `U+200B`.
#[must_use]
pub fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// A character in quotes, safe to show; one that shows nothing by its number.
#[must_use]
pub fn quoted(character: char) -> String {
    if is_hidden(character) && !is_invisible(character) {
        return code_point(character);
    }
    format!("“{}”", visible(&character.to_string()))
}

/// A text in quotes, safe to show.
#[must_use]
pub fn quoted_text(text: &str) -> String {
    format!("\"{}\"", visible(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_to_the_terminal_are_written_out() {
        assert_eq!(
            visible("a\u{1b}[31mb\u{9b}c\u{202e}d\r"),
            "a\\u{1b}[31mb\\u{9b}c\\u{202e}d\\u{d}"
        );
        assert_eq!(visible_lines("a\n\r\nb\tc\n"), "a\n\\u{d}\nb\\u{9}c\n");
        assert_eq!(visible_lines("ż\n\n"), "ż\n\n");
    }

    #[test]
    fn marks_are_taken_from_letters() {
        let rows = [
            ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
            ("Müller, Čapek, Ñandú", "muller, capek, nandu"),
            ("Z\u{307}ak, ZAZ\u{307}O\u{301}Ł", "zak, zazol"),
            ("漢 K-17 Ж", "漢 k-17 ж"),
        ];
        for (text, plain) in rows {
            assert_eq!(plain_letters(text), plain);
        }
    }

    #[test]
    fn letters_and_emoji_stay_as_they_are() {
        let text = "Żółć 漢 👩‍👩‍👧 e\u{301}";
        assert_eq!(visible(text), text);
    }
}
