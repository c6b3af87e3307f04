//! What terminals send, and which key it is. The program as a whole is tested with the same rows in a pseudo-terminal.

use super::*;

/// The names of what is heard; a lone remainder is given up.
fn decoded(bytes: &[u8]) -> Vec<String> {
    let mut decoder = InputDecoder::default();
    let mut presses = Vec::new();
    decoder.feed(bytes);
    decoder.flush(&mut presses);
    assert_eq!(
        decoder.grace(),
        None,
        "nothing is left over of {}",
        bytes.escape_ascii()
    );
    names(presses)
}

fn names(presses: Vec<InputToken>) -> Vec<String> {
    presses
        .into_iter()
        .map(|press| match press.event {
            InputEvent::Key(key) => key.to_string(),
            InputEvent::Paste(text) => format!("paste {text:?}"),
            InputEvent::Mouse(mouse) => format!("{mouse:?}"),
            InputEvent::NotText => "!".to_owned(),
            InputEvent::Unknown => "?".to_owned(),
        })
        .collect()
}

/// The names of keys, and what terminals send for them.
const KEYS: &[(&str, &[&str])] = &[
    ("Backspace", &["\x7f", "\x08", "\x1b[127u"]),
    ("Enter", &["\r", "\n", "\x1bOM", "\x1b[13u"]),
    ("Tab", &["\t", "\x1bOI"]),
    ("Shift+Tab", &["\x1b[Z", "\x1b[1;2Z", "\x1b\t", "\x1b[9;2u"]),
    ("Esc", &["\x1b", "\x1b[27u"]),
    ("Home", &["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"]),
    ("End", &["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"]),
    ("Insert", &["\x1b[2~", "\x1b[L"]),
    ("Delete", &["\x1b[3~"]),
    ("PgUp", &["\x1b[5~"]),
    ("PgDn", &["\x1b[6~", "\x1b[G"]),
    ("Up", &["\x1b[A", "\x1bOA", "\u{9b}A"]),
    ("Down", &["\x1b[B", "\x1bOB"]),
    ("Right", &["\x1b[C", "\x1bOC", "\x1b[1;1C", "\x1b[1;65C"]),
    ("Left", &["\x1b[D", "\x1bOD"]),
    ("F1", &["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[M"]),
    ("F2", &["\x1bOQ", "\x1b[12~", "\x1b[[B", "\x1b[N"]),
    ("F3", &["\x1bOR", "\x1b[13~", "\x1b[[C"]),
    ("F4", &["\x1bOS", "\x1b[14~", "\x1b[[D", "\x1b[P"]),
    ("F5", &["\x1b[15~", "\x1b[[E", "\x1bOT", "\x1b[Q"]),
    ("F6", &["\x1b[17~", "\x1bOU", "\x1b[R"]),
    ("F7", &["\x1b[18~", "\x1bOV", "\x1b[S"]),
    ("F8", &["\x1b[19~", "\x1bOW", "\x1b[T"]),
    ("F9", &["\x1b[20~", "\x1bOX", "\x1b[U"]),
    ("F10", &["\x1b[21~", "\x1bOY", "\x1b[V"]),
    ("F11", &["\x1b[23~", "\x1bOZ", "\x1b[W"]),
    ("F12", &["\x1b[24~", "\x1bO[", "\x1b[X"]),
    ("F13", &["\x1b[25~"]),
    ("F15", &["\x1b[28~"]),
    ("F20", &["\x1b[34~"]),
    ("Shift+F1", &["\x1b[1;2P", "\x1bO2P", "\x1b[11;2~"]),
    ("Shift+F3", &["\x1b[1;2R"]),
    ("Ctrl+F5", &["\x1b[15;5~", "\x1b[15^"]),
    ("Ctrl+Left", &["\x1b[1;5D", "\x1bOd", "\x1b[5D"]),
    ("Shift+Up", &["\x1b[1;2A", "\x1b[a"]),
    ("Shift+Home", &["\x1b[1;2H", "\x1b[7$"]),
    ("Ctrl+Shift+Home", &["\x1b[7@", "\x1b[1;6H"]),
    ("Alt+Up", &["\x1b[1;3A", "\x1b\x1b[A", "\x1b\x1bOA"]),
    ("Alt+x", &["\x1bx", "\x1b[120;3u"]),
    (
        "ł",
        &["ł", "\x1bł", "\x1b[322;3u", "\x1b[322;7u", "\x1b[27;3;322~"],
    ),
    ("Ż", &["\x1bŻ"]),
    ("Alt+O", &["\x1bO"]),
    ("Alt+[", &["\x1b["]),
    ("Alt+Backspace", &["\x1b\x7f"]),
    ("Ctrl+Space", &["\0"]),
    ("Ctrl+X", &["\x18", "\x1b[120;5u", "\x1b[27;5;120~"]),
    ("Ctrl+\\", &["\x1c"]),
    ("Ctrl+_", &["\x1f"]),
    ("Ż", &["Ż", "\x1b[380;2u"]),
    ("0", &["0", "\x1bOp"]),
    ("9", &["9", "\x1bOy"]),
    ("*", &["\x1bOj"]),
    ("+", &["\x1bOk"]),
    (",", &["\x1bOl"]),
    ("-", &["\x1bOm"]),
    (".", &["\x1bOn"]),
    ("/", &["\x1bOo"]),
    ("=", &["="]),
    ("Space", &[" ", "\x1bO "]),
];
#[test]
fn every_spelling_of_a_key_is_that_key() {
    for (name, spellings) in KEYS {
        for spelling in *spellings {
            // A Latin-1 byte stands for the eight-bit introducer, which is no text.
            let bytes = match spelling.strip_prefix('\u{9b}') {
                Some(rest) => [&[0x9b], rest.as_bytes()].concat(),
                None => spelling.as_bytes().to_vec(),
            };
            assert_eq!(decoded(&bytes), [*name], "{}", bytes.escape_ascii());
        }
    }
}

#[test]
fn what_no_key_sends_is_dropped_whole() {
    let rows: &[&[u8]] = &[
        b"\x1b[?1;2c",
        b"\x1b[>0;276;0c",
        b"\x1b[12;40R",
        b"\x1b[1;1R",
        b"\x1b[?2026;2$y",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[M abc"[..6].as_ref(),
        b"\x1b[<0;12;3m",
        b"\x1b[<2;12;3M",
        b"\x1b[<0;12M",
        b"\x1b[32;12;3M",
        b"\x1b[99~",
        b"\x1b[1;9A",
        b"\x1b[97;1:3u",
        b"\x1b[57358u",
        b"\x1b[!p",
        b"\x1b[1 q",
        b"\x1b[[F",
        b"\x1bOz",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1b]11;rgb:0000/0000/0000\x07",
        b"\x1bP1+r544e=787465726d\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b[12",
        b"\x9b",
    ];
    for bytes in rows {
        assert_eq!(decoded(bytes), ["?"], "{}", bytes.escape_ascii());
        let followed = [bytes.to_vec(), b"\x1b[Ba".to_vec()].concat();
        let last = decoded(&followed).split_off(decoded(&followed).len() - 2);
        assert_eq!(
            last,
            ["Down", "a"],
            "{} and what follows it",
            bytes.escape_ascii()
        );
    }
}

#[test]
fn what_is_no_letter_is_told_and_never_taken_for_one() {
    let charset = |name: &str| TerminalCharset::of_locale_name(&format!("pl_PL.{name}")).unwrap();
    #[rustfmt::skip]
    let rows: &[(&str, &[u8], &[&str])] = &[
        // A letter cut off, one of another set, and both behind Esc.
        ("UTF-8", b"\xc5", &["!"]),
        ("UTF-8", b"\xff", &["!"]),
        ("UTF-8", b"a\xb1b", &["a", "!", "b"]),
        ("UTF-8", b"\xf3wka", &["!", "w", "k", "a"]),
        ("UTF-8", b"\x8f", &["!"]),
        ("UTF-8", b"\x1b\xc5", &["!"]),
        ("UTF-8", b"\x1b\xb1", &["!"]),
        ("UTF-8", b"\xc5\x1b[A", &["!", "Up"]),
        ("ISO-8859-2", b"za\xbf\xf3\xb3\xe6", &["z", "a", "ż", "ó", "ł", "ć"]),
        ("ISO-8859-2", b"\xa3\xf3d\xbc", &["Ł", "ó", "d", "ź"]),
        ("ISO-8859-2", b"\x1b\xb1", &["ą"]),
        ("ISO-8859-2", b"\x9bA", &["Up"]),
        ("ISO-8859-2", "ą".as_bytes(), &["Ä", "!"]),
        ("windows-1250", b"\x8fr\x9fd\xb9", &["Ź", "r", "ź", "d", "ą"]),
        ("windows-1250", b"\x9bA", &["›", "A"]),
        ("windows-1250", b"\x81", &["!"]),
        ("windows-1250", b"\x1b\x9c\x1b[A", &["ś", "Up"]),
        ("ISO-8859-2", b"\x1b[200~\xb1\x85\x1b[201~", &["paste \"ą\u{fffd}\""]),
        ("UTF-8", b"\x1b[200~\xb1a\x1b[201~", &["paste \"\u{fffd}a\""]),
    ];
    for (name, bytes, wanted) in rows {
        // In one piece, and byte by byte.
        for size in [bytes.len(), 1] {
            let mut decoder = InputDecoder::new(charset(name));
            let mut presses = Vec::new();
            for packet in bytes.chunks(size) {
                decoder.feed(packet);
                decoder.drain(&mut presses);
            }
            decoder.flush(&mut presses);
            assert_eq!(names(presses), *wanted, "{name}: {}", bytes.escape_ascii());
        }
    }
}

#[test]
fn the_mouse_is_heard_where_it_reports() {
    let rows = [
        ("\x1b[<0;12;3M", "Click(11, 2)"),
        ("\x1b[<0;99999;1M", "Click(65535, 0)"),
        ("\x1b[<64;1;1M", "Up"),
        ("\x1b[<65;1;1M", "Down"),
    ];
    for (sent, wanted) in rows {
        assert_eq!(decoded(sent.as_bytes()), [wanted]);
    }
}

#[test]
fn esc_and_what_follows_it_are_told_apart() {
    let rows: &[(&str, &[&str])] = &[
        ("\x1b\x1b", &["Esc", "Esc"]),
        ("\x1b\x1b\x1b", &["Esc", "Esc", "Esc"]),
        ("\x1b\x1bx", &["Esc", "Alt+x"]),
        ("\x1b\x18q", &["Esc", "Ctrl+X", "q"]),
        ("a\x1b", &["a", "Esc"]),
    ];
    for (bytes, names) in rows {
        let found = decoded(bytes.as_bytes());
        assert_eq!(found, *names, "{}", bytes.as_bytes().escape_ascii());
    }
}

#[test]
fn a_paste_is_one_piece_whatever_is_in_it() {
    let mut decoder = InputDecoder::default();
    let mut presses = Vec::new();
    for packet in ["x\x1b[20", "0~a\r\x1b[19~b\x18q", "ż\x1b[20", "1~y"] {
        decoder.feed(packet.as_bytes());
        decoder.drain(&mut presses);
    }
    assert_eq!(presses[1].sent, b"\x1b[200~\x1b[201~");
    assert_eq!(names(presses), ["x", "paste \"a\\r\\u{1b}[19~b\\u{18}qż\"", "y"]);
    let mut presses = Vec::new();
    decoder.feed(b"\x1b[200~half\r");
    decoder.flush(&mut presses);
    assert_eq!(
        presses,
        [],
        "the rest of a paste is waited for, for as long as it takes"
    );
    assert_eq!(decoder.grace(), None);
}

#[test]
fn packets_do_not_matter() {
    let typed = "Łódź\x1b[A\x1bOP\x1b[1;5D\x1b[200~p\x1b[201~\x1bOp\x1b[?1;2c\x1b[[A.";
    let whole = decoded(typed.as_bytes());
    for size in 1..typed.len() {
        let mut decoder = InputDecoder::default();
        let mut presses = Vec::new();
        for packet in typed.as_bytes().chunks(size) {
            decoder.feed(packet);
            decoder.drain(&mut presses);
        }
        assert_eq!(names(presses), whole, "in packets of {size}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_can_confuse_it(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut decoder = InputDecoder::default();
        let mut presses = Vec::new();
        decoder.feed(&bytes);
        decoder.flush(&mut presses);
        let sent: usize = presses.iter().map(|press| press.sent.len()).sum();
        proptest::prop_assert!(sent <= bytes.len() || presses.iter().any(|press| matches!(press.event, InputEvent::Paste(_))));
        proptest::prop_assert_eq!(decoder.grace(), None);
    }
}
