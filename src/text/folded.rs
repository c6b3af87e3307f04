//! The form in which texts are compared: one for all spellings that a person takes for the same.

use super::is_hidden;
use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizerBorrowed;

/// The text in the form in which it is compared with others: `Ż1` is the same as one composed of `Z` and its dot, as `ż1`, as
/// `Ｚ̇１` in full width, and as one with a zero-width space in it.
///
/// It is Unicode's [`NFKC_Casefold`](https://www.unicode.org/reports/tr44/#NFKC_Casefold), in which compatibility characters
/// (full width, ligatures, superscripts, no-break spaces), cases and default-ignorable characters make no difference; and
/// beyond it, all that is [hidden](is_hidden) is left out, decimal digits of any script are those of ASCII, dashes are hyphens,
/// quotation marks are straight, white space is one space and none at the ends. Letters of different scripts that look alike
/// stay different, as `Ł` and `L` do.
///
/// Folding a folded text changes nothing. It is only for comparing: never send it, never show it.
#[must_use]
pub fn folded(text: &str) -> String {
    let folded = if text.is_ascii() {
        text.chars().filter_map(plain).collect::<String>()
    } else {
        stable(text)
    };
    let mut words = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words.make_ascii_lowercase();
    words
}

/// Takes the steps again until none changes anything: a fold may take a composed letter apart, and what was hidden may have
/// stood between a letter and its mark.
fn stable(text: &str) -> String {
    let (normalizer, cases) = (ComposingNormalizerBorrowed::new_nfkc(), CaseMapper::new());
    let step = |text: &str| {
        let plain: String = text.chars().filter_map(plain).collect();
        cases.fold_string(&normalizer.normalize(&plain)).into_owned()
    };
    let mut before = text.to_owned();
    loop {
        let after = step(&before);
        if after == before {
            return after;
        }
        before = after;
    }
}

/// The character that stands for this one; none where it shows nothing.
fn plain(character: char) -> Option<char> {
    Some(match character {
        _ if character.is_whitespace() => ' ',
        _ if is_hidden(character) => return None,
        '`'
        | '\u{b4}'
        | '\u{2b9}'
        | '\u{2bb}'..='\u{2bd}'
        | '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}' => '\'',
        '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{2036}' => '"',
        '\u{2d7}'
        | '\u{58a}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2e3a}'
        | '\u{2e3b}' => '-',
        _ => digit(character).unwrap_or(character),
    })
}

/// The digit of ASCII with the value of a decimal digit of another script.
fn digit(character: char) -> Option<char> {
    let code = u32::from(character);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    char::from_digit(code - zero, 10)
}

/// The zeros of all scripts but ASCII; the other digits follow them (`DerivedNumericType.txt` of Unicode 17).
#[rustfmt::skip]
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0,
    0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50,
    0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2,
    0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Each row is one text in several spellings.
    const SPELLINGS: [&str; 12] = [
        "Ż1|Z\u{307}1|ż1|z\u{307}1|\u{ff3a}\u{307}\u{ff11}|Ż\u{200b}1|Z\u{200b}\u{307}1|\u{feff}Ż1|Ż\u{ad}1|Ż\u{fe0f}1|Ż\u{2060}1",
        "Ż1|Ż\u{3164}1|Ż\u{ffa0}1|Ż\u{34f}1|Ż\u{e0031}1|Ż\u{1}1|Ż\u{2800}1|Ż\u{202e}1| Ż1\t|Ż\u{661}|Ż¹|Ż①|\u{fff9}Ż1",
        "K-1|k\u{2011}1|K\u{2013}1|K\u{2212}1|K\u{2014}1|\u{212a}-1|K\u{ff0d}1|K\u{fe63}1",
        "Straße|STRASSE|STRA\u{1e9e}E|strasse|\u{17f}traße",
        "Jan Nowak|jan  nowak|Jan\u{a0}Nowak|Jan\u{2009}\u{3000}Nowak\n|JAN\u{85}NOWAK|Jan\u{2028}Nowak",
        "O'Brien|O\u{2019}Brien|o\u{2bc}brien|O\u{b4}Brien|O`Brien|O\u{ff07}Brien",
        "\"Ala\"|„ALA”|“Ala”|«Ala»",
        "office|o\u{fb03}ce|OFFICE",
        "ΟΔΟΣ|οδος|οδοσ",
        "\u{130}|i\u{307}",
        "Dž|DŽ|ǆ|ǅ",
        "| |\u{200b}|\u{e0001}\u{2800} ",
    ];

    #[test]
    fn spellings_of_one_text_are_one() {
        for row in SPELLINGS {
            let forms: BTreeSet<String> = row.split('|').map(folded).collect();
            assert_eq!(forms.len(), 1, "{row:?}: {forms:?}");
        }
    }

    #[test]
    fn other_texts_stay_others() {
        let texts = "Łódź|Lodz|K-1|K1|K 1|1|l|А|A|ı|i|e|é|è|10|a_b|a-b|a.b|a,b|٣|2|ß|sss";
        let forms: BTreeSet<String> = texts.split('|').map(folded).collect();
        assert_eq!(forms.len(), texts.split('|').count(), "{forms:?}");
    }

    #[test]
    fn every_zero_begins_ten_digits_in_order() {
        assert!(ZEROS.is_sorted_by(|one, next| one + 10 <= *next));
        for zero in ZEROS {
            for value in 0..10 {
                let digit = char::from_u32(zero + value).unwrap();
                assert!(digit.is_numeric() || zero > &0x1_0000, "{digit:?}");
                assert_eq!(
                    folded(&digit.to_string()),
                    value.to_string(),
                    "{:x}",
                    zero + value
                );
            }
        }
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in any::<String>()) {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
