use super::*;

fn encoded(text: &str, charset: TableCharset) -> Vec<u8> {
    let page = charset.page();
    let byte = |character: char| match page.iter().position(|other| *other == character) {
        _ if character.is_ascii() => u8::try_from(character).unwrap(),
        Some(index) => u8::try_from(index + 0x80).unwrap(),
        None => panic!("{character} is not in {charset:?}"),
    };
    text.chars().map(byte).collect()
}

fn guess(bytes: &[u8]) -> CharsetGuess {
    let mut evidence = CharsetEvidence::default();
    for piece in bytes.chunks(3) {
        evidence.add(piece);
    }
    evidence.conclude()
}

#[test]
fn polish_texts_prove_their_character_set() {
    let texts = [
        "Nazwisko;Miejscowość\nŻółw;Łódź\nŹrebięć;Kłąb\n",
        "Nazwisko;Miasto\nŹrebięć;Łódź\n",
        "NAZWISKO;MIASTO\nŹREBIĘĆ;ŁÓDŹ\nKĄŚLIŃSKA;ŻARÓW\n",
        "Nazwisko;Miasto\nWąs;Kraków\nGąska;Dąbrówka\nŁąk;Kłąb\n",
        "Uwagi\n„Gęś” – 5 €\n",
    ];
    for charset in &PAGES[..4] {
        for text in texts {
            let text = if *charset == PAGES[0] {
                text.to_owned()
            } else {
                text.replace(['„', '”', '–', '€'], "")
            };
            let guess = guess(&encoded(&text, *charset));
            let CharsetGuess::Proved(found) = guess else {
                panic!("{charset:?} {text}: {guess:?}")
            };
            let page = found.page();
            let bytes = encoded(&text, *charset);
            let read: String = bytes
                .iter()
                .map(|byte| {
                    if *byte < 0x80 {
                        char::from(*byte)
                    } else {
                        page[usize::from(byte - 0x80)]
                    }
                })
                .collect();
            assert_eq!(read, text, "{charset:?} was read as {found:?}");
        }
    }
}

#[test]
fn what_may_be_several_is_asked() {
    for (text, charset) in [
        ("Nazwisko\nHélène\nLefèvre\n", PAGES[4]),
        ("Nazwisko\nAleš Novák\n", PAGES[1]),
    ] {
        let guess = guess(&encoded(text, charset));
        let CharsetGuess::Several(candidates) = &guess else {
            panic!("{text}: {guess:?}")
        };
        assert!(candidates.len() > 1, "{guess:?}");
        assert!(
            candidates
                .iter()
                .any(|candidate| text.contains(&candidate.words[0])),
            "{guess:?}"
        );
    }
}

#[test]
fn unicode_is_recognized_and_other_files_are_no_text() {
    let utf16 = |text: &str, swap: bool| -> Vec<u8> {
        let bytes = |unit: u16| {
            if swap {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let text = "imię;miasto\nŁucja;Łódź\n";
    let rows: [(&str, Vec<u8>, CharsetGuess); 9] = [
        (
            "ASCII",
            b"a;b\n".into(),
            CharsetGuess::Proved(TableCharset::UTF_8),
        ),
        ("UTF-8", text.into(), CharsetGuess::Proved(TableCharset::UTF_8)),
        (
            "its mark",
            b"\xef\xbb\xbfa".into(),
            CharsetGuess::Proved(TableCharset::UTF_8),
        ),
        (
            "a bad line",
            [text.as_bytes(), b"W\xb9s\n"].concat(),
            CharsetGuess::Proved(TableCharset::UTF_8),
        ),
        (
            "UTF-16 LE",
            utf16(text, false),
            CharsetGuess::Proved(TableCharset::Web(UTF_16LE)),
        ),
        (
            "UTF-16 BE",
            utf16(text, true),
            CharsetGuess::Proved(TableCharset::Web(UTF_16BE)),
        ),
        (
            "a NUL",
            [text.as_bytes(), b"a\0b\n"].concat(),
            CharsetGuess::Proved(TableCharset::UTF_8),
        ),
        ("a workbook", b"PK\x03\x04 and more".into(), CharsetGuess::Binary),
        (
            "a program",
            (0..=255).collect::<Vec<u8>>().repeat(4),
            CharsetGuess::Binary,
        ),
    ];
    for (name, bytes, expected) in rows {
        assert_eq!(guess(&bytes), expected, "{name}");
    }
}
