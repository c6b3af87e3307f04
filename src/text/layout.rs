//! Text in columns: cut, wrapped, and scrolled under the cursor, always between graphemes.

use crate::text::visible;
use std::iter::repeat_n;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether a text has only letters, digits and marks that take one column each and join none beside them, as most texts do:
/// those of ASCII, and the letters of Latin that are one character. Such a text needs none of Unicode's tables.
#[must_use]
pub fn is_simple(text: &str) -> bool {
    is_of_one_byte_each(text) || text.chars().all(is_simple_character)
}

/// Whether a text is simple and of ASCII. Most are, and this is quicker to see.
fn is_of_one_byte_each(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn is_simple_character(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{c0}'..='\u{17f}')
}

/// How many columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    if is_of_one_byte_each(text) {
        text.len()
    } else if is_simple(text) {
        text.chars().count()
    } else {
        text.width()
    }
}

/// The text, safe to show, cut to at most so many columns; where it is cut it ends in the mark.
#[must_use]
pub fn fit(text: &str, columns: usize, mark: &str) -> String {
    let text = visible(text);
    if width(&text) <= columns {
        return text.into_owned();
    }
    let room = columns.saturating_sub(width(mark));
    let mut cut = take(&text, room).to_owned();
    if columns >= width(mark) {
        cut.push_str(mark);
    }
    cut
}

/// As [`fit`], for a sentence: cut between words where one of them is left.
#[must_use]
pub fn fit_words(sentence: &str, columns: usize, mark: &str) -> String {
    let cut = fit(sentence, columns, mark);
    if cut == sentence {
        return cut;
    }
    let kept = cut.strip_suffix(mark).unwrap_or(&cut);
    let whole_word = sentence
        .get(kept.len()..)
        .is_some_and(|rest| rest.starts_with(' '));
    match kept.rsplit_once(' ') {
        Some((words, _)) if !whole_word && words.contains(' ') => format!("{words}{mark}"),
        _ => cut,
    }
}

/// The sentence with a capital letter at its beginning: what goes on behind a colon elsewhere stands alone here.
pub fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The text with blanks behind it, up to so many columns.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    let padding = columns.saturating_sub(width(text));
    let mut padded = String::with_capacity(text.len() + padding);
    padded.push_str(text);
    padded.extend(repeat_n(' ', padding));
    padded
}

/// The longest beginning of the text that fits into so many columns.
fn take(text: &str, columns: usize) -> &str {
    let mut letters = text.char_indices().enumerate();
    match letters.find(|(count, (_, letter))| *count == columns || !is_simple_character(*letter)) {
        None => return text,
        Some((_, (byte, letter))) if is_simple_character(letter) => return &text[..byte],
        // Only Unicode's tables say how wide it is, and where it may be cut.
        Some(_) => {}
    }
    let mut used = 0;
    for (byte, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > columns {
            return &text[..byte];
        }
    }
    text
}

/// The lines of the text, safe to show, each broken where it is wider than so many columns. At least one.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let line = visible(line.trim_end_matches('\r'));
        let mut rest: &str = &line;
        loop {
            let mut end = take(rest, columns.max(1)).len();
            if end == 0 {
                end = rest.graphemes(true).next().map_or(0, str::len);
            }
            lines.push(rest[..end].to_owned());
            rest = &rest[end..];
            if rest.is_empty() {
                break;
            }
        }
    }
    lines
}

/// The lines of a sentence, broken between words where they fit.
#[must_use]
pub fn wrap_words(sentence: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in sentence.split(' ') {
        for piece in wrap(word, columns) {
            let last = lines.len() - 1;
            let line = &mut lines[last];
            if line.is_empty() {
                line.push_str(&piece);
            } else if width(line) + 1 + width(&piece) <= columns {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

/// The part of a line to show so that the cursor, which follows `before`, is among `columns`; and the cursor's
/// column in it. The window moves by half its width at a time, so that most letters change one place only.
#[must_use]
pub fn under_cursor(text: &str, before: &str, columns: usize) -> (String, usize) {
    let cursor = width(before);
    let step = (columns / 2).max(1);
    let least = cursor
        .saturating_sub(columns.saturating_sub(1))
        .next_multiple_of(step);
    let (start, skipped) = skip(text, least);
    (
        take(&text[start..], columns).to_owned(),
        cursor.saturating_sub(skipped),
    )
}

/// How many bytes and columns a beginning of the text has that takes so many columns, or more where the last letter is wide; all of
/// them where the text has fewer.
fn skip(text: &str, columns: usize) -> (usize, usize) {
    let begin = take(text, columns);
    let next = || text[begin.len()..].graphemes(true).next().map_or(0, str::len);
    let end = begin.len() + if width(begin) < columns { next() } else { 0 };
    let skipped = &text[..end];
    if is_simple(skipped) {
        return (end, width(skipped));
    }
    // As `take` counts: some letters take fewer columns together than each for itself.
    (end, skipped.graphemes(true).map(UnicodeWidthStr::width).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthChar as _;

    #[test]
    fn text_is_cut_between_graphemes() {
        let rows = [
            ("Żółć", 4, "Żółć"),
            ("Żółć!", 4, "Żół…"),
            ("漢字漢", 4, "漢…"),
            ("e\u{301}e\u{301}", 1, "…"),
            ("a\u{1b}", 9, "a\\u{1b}"),
        ];
        for (text, columns, expected) in rows {
            assert_eq!(fit(text, columns, "…"), expected, "{text:?} in {columns}");
        }
    }

    #[test]
    fn a_simple_text_takes_the_columns_that_the_tables_say() {
        let simple = (char::MIN..=char::MAX).filter(|character| is_simple_character(*character));
        let simple: String = simple.collect();
        assert_eq!(simple.width(), simple.chars().count());
        for character in simple.chars() {
            assert_eq!(character.width(), Some(1), "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_cut_where_its_graphemes_are_too_wide(text in "[a-cŻ漢e\u{301}\u{200d}👩]{0,8}", columns in 0_usize..7) {
            let mut kept = String::new();
            for grapheme in text.graphemes(true) {
                if kept.width() + grapheme.width() > columns {
                    break;
                }
                kept.push_str(grapheme);
            }
            prop_assert_eq!(take(&text, columns), kept);
        }
    }

    #[test]
    fn sentences_are_cut_between_words() {
        let rows = [
            ("! check digit does not fit", 26, "! check digit does not fit"),
            ("! check digit does not fit", 25, "! check digit does not…"),
            ("! check digit does not fit", 23, "! check digit does not…"),
            ("! check digit does not fit", 22, "! check digit does…"),
            ("! konstantynopolitańczyk", 12, "! konstanty…"),
            ("! ż\u{1b} a", 8, "! ż\\u{1…"),
        ];
        for (sentence, columns, expected) in rows {
            assert_eq!(
                fit_words(sentence, columns, "…"),
                expected,
                "{sentence:?} in {columns}"
            );
        }
    }

    #[test]
    fn lines_are_wrapped_between_graphemes() {
        assert_eq!(wrap("abc漢字\n\nd", 4), ["abc", "漢字", "", "d"]);
        assert_eq!(wrap("漢", 1), ["漢"], "never endless");
    }

    #[test]
    fn sentences_are_wrapped_between_words() {
        assert_eq!(wrap_words("ala ma kota", 6), ["ala ma", "kota"]);
        assert_eq!(wrap_words("konstantynopol a", 6), ["konsta", "ntynop", "ol a"]);
    }

    #[test]
    fn the_cursor_stays_in_the_window() {
        assert_eq!(under_cursor("abcdef", "abcdef", 4), ("ef".into(), 2));
        assert_eq!(under_cursor("abcdef", "ab", 4), ("abcd".into(), 2));
        assert_eq!(under_cursor("漢字漢字", "漢字漢字", 4), ("字".into(), 2));
        assert_eq!(under_cursor("ab漢字", "ab漢字", 4), ("字".into(), 2));
        assert_eq!(
            under_cursor("a漢e\u{301}żx", "a漢e\u{301}żx", 4),
            ("żx".into(), 2)
        );
    }
}
