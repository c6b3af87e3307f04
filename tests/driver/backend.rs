//! The backend against a terminal emulator: what is on the emulated screen is what ratatui drew, at a known price.

use std::io::{self, Write};

use crate::support::emulator::{Log, NAMED, Put, Rig, SIZE, nonzero, put};
use kartoteka::tty::backend::FrameWriter;
use proptest::prelude::*;
use ratatui::backend::{Backend, ClearType};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

fn any_color() -> impl Strategy<Value = Color> {
    prop_oneof![
        3 => Just(Color::Reset),
        3 => proptest::sample::select(&NAMED[..]),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color::Rgb(red, green, blue)),
    ]
}

fn any_style() -> impl Strategy<Value = Style> {
    // The emulator knows no blinking, hidden and crossed out letters.
    let attributes = proptest::sample::select(vec![
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
        Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED,
    ]);
    (any_color(), any_color(), attributes).prop_map(|(fg, bg, attributes)| {
        // All others off: the emulator cannot have a letter both bold and dim.
        let others = Modifier::all().difference(attributes);
        Style::new()
            .fg(fg)
            .bg(bg)
            .add_modifier(attributes)
            .remove_modifier(others)
    })
}

fn any_put(letters: Vec<&'static str>, style: BoxedStrategy<Style>) -> impl Strategy<Value = Put> {
    let text = prop::collection::vec(proptest::sample::select(letters), 1..12).prop_map(|all| all.concat());
    (0..SIZE.width, 0..SIZE.height, text, style).prop_map(|(x, y, text, style)| Put { x, y, text, style })
}

type Frame = (Vec<Put>, Option<(u16, u16)>);

fn any_frames(put: impl Strategy<Value = Put>) -> impl Strategy<Value = Vec<Frame>> {
    let cursor = prop::option::weighted(0.8, (0..SIZE.width, 0..SIZE.height));
    prop::collection::vec((prop::collection::vec(put, 0..20), cursor), 1..12)
}

fn narrow_letters() -> impl Strategy<Value = Put> {
    let letters = vec!["a", "Z", "~", " ", "               ", "ż", "│", "…", "e\u{301}"];
    any_put(letters, any_style().boxed())
}

/// Without backgrounds: terminals blank the other half of an overwritten wide letter in the background of their choice,
/// and ratatui does not draw it again.
fn wide_letters() -> impl Strategy<Value = Put> {
    let letters = vec!["a", " ", "               ", "ż", "漢", "字", "😀", "漢\u{301}"];
    let style = any_color().prop_map(|color| Style::new().fg(color)).boxed();
    any_put(letters, style)
}

fn assert_frames_show(frames: Vec<Frame>) -> Result<(), TestCaseError> {
    let mut rig = Rig::new(true);
    for (cells, cursor) in frames {
        let (buffer, _) = rig.draw(&cells, cursor);
        rig.assert_shows(&buffer, cursor)?;
        let (_, bytes) = rig.draw(&cells, cursor);
        prop_assert!(bytes.is_empty(), "a frame without change writes nothing");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_emulated_screen_is_what_was_drawn(frames in any_frames(narrow_letters())) {
        assert_frames_show(frames)?;
    }

    #[test]
    fn wide_letters_do_not_shift_their_neighbours(frames in any_frames(wide_letters())) {
        assert_frames_show(frames)?;
    }
}

/// A frame and where its cursor is.
type Drawn = (Vec<Put>, (u16, u16));

/// The frame before, the frame after, and the bytes that the change must cost.
type Change = (&'static str, Drawn, Drawn, &'static str);

fn typing() -> Vec<Change> {
    let red = Color::Red;
    let bold = Modifier::BOLD;
    vec![
        (
            "a letter beside a coloured neighbour",
            (vec![put(9, 1, "!", red), put(4, 1, "a", Color::Reset)], (5, 1)),
            (vec![put(9, 1, "!", red), put(4, 1, "ab", Color::Reset)], (6, 1)),
            "\x1b[mb",
        ),
        (
            "the next letter",
            (
                vec![put(4, 1, "ab", Color::Reset), put(9, 1, "!", Color::Reset)],
                (6, 1),
            ),
            (
                vec![put(4, 1, "abc", Color::Reset), put(9, 1, "!", Color::Reset)],
                (7, 1),
            ),
            "c",
        ),
        (
            "a letter in the pen's colour",
            (vec![put(4, 1, "a", red)], (5, 1)),
            (vec![put(4, 1, "ab", red)], (6, 1)),
            "b",
        ),
        (
            "a Polish letter",
            (vec![put(4, 1, "a", red)], (5, 1)),
            (vec![put(4, 1, "aż", red)], (6, 1)),
            "ż",
        ),
        (
            "backspace",
            (vec![put(4, 1, "ab", red)], (6, 1)),
            (vec![put(4, 1, "a", red)], (5, 1)),
            "\x08 \x08",
        ),
        (
            "a wide letter and back to a certain place",
            (vec![put(4, 1, "a", Color::Reset)], (5, 1)),
            (vec![put(4, 1, "a漢", Color::Reset)], (7, 1)),
            "漢\x1b[8G",
        ),
        (
            "two attributes for one",
            (vec![put(0, 0, "a", bold)], (1, 0)),
            (
                vec![
                    put(0, 0, "a", bold),
                    put(1, 0, "b", Style::new().fg(red).add_modifier(bold)),
                ],
                (2, 0),
            ),
            "\x1b[31mb",
        ),
    ]
}

fn edges() -> Vec<Change> {
    let line = "x".repeat(40);
    vec![
        (
            "the last column",
            (vec![], (39, 2)),
            (vec![put(39, 2, "x", Color::Reset)], (39, 2)),
            "\x1b[mx\x1b[3;40H",
        ),
        (
            "a line erased to its end",
            (vec![put(0, 3, &line, Color::Reset)], (0, 3)),
            (vec![], (0, 3)),
            "\x1b[K",
        ),
        (
            "a piece of a line erased",
            (vec![put(0, 3, &line, Color::Reset)], (0, 3)),
            (vec![put(20, 3, &line[..20], Color::Reset)], (0, 3)),
            "\x1b[20X",
        ),
        (
            "a piece erased behind a dim letter",
            (vec![put(0, 3, &line, Color::Reset)], (0, 3)),
            (
                vec![
                    put(0, 3, "a", Modifier::DIM),
                    put(20, 3, &line[..20], Color::Reset),
                ],
                (1, 3),
            ),
            "\x1b[2ma\x1b[m\x1b[19X",
        ),
        (
            "blanks behind a bold letter",
            (vec![put(0, 3, "xxxx", Color::Reset)], (0, 3)),
            (vec![put(0, 3, "a", Modifier::BOLD)], (1, 3)),
            "\x1b[1ma\x1b[m   \x08\x08\x08",
        ),
        (
            "a line erased behind a coloured letter",
            (vec![put(0, 3, &line, Color::Reset)], (0, 3)),
            (vec![put(0, 3, "a", Color::Red)], (1, 3)),
            "\x1b[31ma\x1b[m\x1b[K",
        ),
        (
            "a blank between coloured letters",
            (vec![put(0, 3, "xxx", Color::Reset)], (0, 3)),
            (
                vec![put(0, 3, "a", Color::Red), put(2, 3, "b", Color::Red)],
                (3, 3),
            ),
            "\x1b[31ma b",
        ),
    ]
}

fn moves() -> Vec<Change> {
    vec![
        ("cursor: one right", (vec![], (5, 5)), (vec![], (6, 5)), "\x1b[C"),
        ("cursor: one left", (vec![], (5, 5)), (vec![], (4, 5)), "\x08"),
        (
            "cursor: four left",
            (vec![], (15, 5)),
            (vec![], (11, 5)),
            "\x1b[4D",
        ),
        (
            "cursor: to the line's start",
            (vec![], (5, 5)),
            (vec![], (0, 5)),
            "\r",
        ),
        ("cursor: up", (vec![], (5, 5)), (vec![], (5, 3)), "\x1b[2A"),
        (
            "cursor: down to the start",
            (vec![], (5, 5)),
            (vec![], (0, 6)),
            "\x1b[7H",
        ),
        ("cursor: home", (vec![], (5, 5)), (vec![], (0, 0)), "\x1b[H"),
    ]
}

#[test]
fn a_change_costs_these_bytes() {
    let cases = [typing(), edges(), moves()].concat();
    for (name, before, after, expected) in cases {
        let mut rig = Rig::new(true);
        rig.draw(&before.0, Some(before.1));
        let (buffer, bytes) = rig.draw(&after.0, Some(after.1));
        assert_eq!(String::from_utf8_lossy(&bytes), expected, "{name}");
        rig.assert_shows(&buffer, Some(after.1)).expect(name);
    }
}

#[test]
fn the_cursor_is_shown_and_hidden_once() {
    let mut rig = Rig::new(true);
    let steps = [
        (Some((3, 3)), "\x1b[4;4H\x1b[?25h"),
        (Some((3, 3)), ""),
        (None, "\x1b[?25l"),
        (None, ""),
        (Some((3, 3)), "\x1b[?25h"),
    ];
    for (number, (cursor, expected)) in steps.into_iter().enumerate() {
        let (_, bytes) = rig.draw(&[], cursor);
        assert_eq!(String::from_utf8_lossy(&bytes), expected, "step {number}");
    }
}

#[test]
fn without_color_the_attributes_stay() {
    let mut rig = Rig::new(false);
    let style = Style::new()
        .fg(Color::Red)
        .bg(Color::Blue)
        .add_modifier(Modifier::BOLD | Modifier::REVERSED);
    let (_, bytes) = rig.draw(&[put(0, 0, "a", style)], Some((1, 0)));
    assert_eq!(String::from_utf8_lossy(&bytes), "\x1b[H\x1b[0;1;7ma\x1b[?25h");
}

/// Cells that ratatui's own functions would not make, given to the backend past them.
#[test]
fn no_order_to_the_terminal_gets_through() {
    let cases = [
        ("escape", 0, "\x1b[31m", "\u{fffd}[31m"),
        ("bell alone", 0, "\x07", "\u{fffd}"),
        ("line feed with a letter", 0, "a\n", "a\u{fffd}"),
        ("C1", 0, "\u{9b}5n", "\u{fffd}5n"),
        ("DEL", 0, "\x7f", "\u{fffd}"),
        ("right-to-left override", 0, "a\u{202e}", "a"),
        ("nothing", 0, "", " "),
        ("a mark without a letter", 0, "\u{200e}", " "),
        ("too wide for the edge", 39, "漢", "\u{fffd}"),
    ];
    for (name, x, symbol, expected) in cases {
        let mut backend = FrameWriter::with_size(Log::default(), SIZE, true);
        let mut cell = Cell::default();
        cell.set_symbol(symbol).set_fg(Color::Red);
        backend.hide_cursor().unwrap();
        backend.draw([(x, 0, &cell)].into_iter()).unwrap();
        backend.flush().unwrap();
        let written = String::from_utf8(std::mem::take(backend.out_mut()).bytes).unwrap();
        assert!(
            written.ends_with(&format!("{expected}\x1b[?25l")),
            "{name}: {written:?}"
        );
        assert!(
            symbol.is_empty() || !written.contains(symbol),
            "{name}: {written:?}"
        );
    }
}

#[test]
fn a_changed_size_redraws_all() {
    let mut rig = Rig::new(true);
    let cells = [put(2, 2, "abc", Color::Red), put(30, 3, "gone", Color::Reset)];
    rig.draw(&cells, Some((5, 2)));
    rig.terminal.backend_mut().resize(Size::new(20, 4));
    rig.emulator.set_size(nonzero(4), nonzero(20));
    let frame = rig.terminal.draw(|frame| {
        frame.buffer_mut().set_string(2, 2, "abc", Color::Red);
        frame.set_cursor_position((5, 2));
    });
    assert_eq!(frame.unwrap().area, Rect::new(0, 0, 20, 4));
    let bytes = std::mem::take(rig.terminal.backend_mut().out_mut()).bytes;
    assert_eq!(String::from_utf8_lossy(&bytes).matches("\x1b[2J").count(), 1);
    rig.emulator.process(&bytes);
    assert_eq!(rig.emulator.screen().contents(), "\n\n  abc");
    assert_eq!(rig.emulator.screen().cursor_position(), (2, 5));
}

#[test]
fn after_a_reset_nothing_is_taken_for_granted() {
    let mut rig = Rig::new(true);
    rig.draw(&[put(0, 0, "a", Color::Red)], Some((1, 0)));
    rig.terminal.backend_mut().reset();
    let (_, bytes) = rig.draw(&[put(0, 0, "ab", Color::Red)], Some((2, 0)));
    assert_eq!(String::from_utf8_lossy(&bytes), "\x1b[;2H\x1b[0;31mb\x1b[?25h");
}

#[test]
fn a_failed_write_is_told_and_forgotten() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut backend = FrameWriter::with_size(Gone, SIZE, true);
    for _ in 0..2 {
        assert_eq!(backend.flush().unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}

#[test]
fn regions_are_cleared_from_the_cursor() {
    let cases = [
        (ClearType::All, ""),
        (ClearType::AfterCursor, "aaaa\naa"),
        (ClearType::BeforeCursor, "\n   a\naaaa"),
        (ClearType::CurrentLine, "aaaa\n\naaaa"),
        (ClearType::UntilNewLine, "aaaa\naa\naaaa"),
    ];
    for (region, expected) in cases {
        let mut rig = Rig::new(true);
        let style = Style::new().bg(Color::Blue);
        rig.draw(
            &[
                put(0, 0, "aaaa", style),
                put(0, 1, "aaaa", style),
                put(0, 2, "aaaa", style),
            ],
            None,
        );
        let backend = rig.terminal.backend_mut();
        backend.set_cursor_position(Position::new(2, 1)).unwrap();
        backend.clear_region(region).unwrap();
        backend.flush().unwrap();
        rig.emulator.process(&std::mem::take(backend.out_mut()).bytes);
        assert_eq!(rig.emulator.screen().contents(), expected, "{region:?}");
        assert_eq!(
            rig.emulator.screen().cell(1, 3).unwrap().bgcolor() == vt100::Color::Default,
            region != ClearType::BeforeCursor
        );
    }
}
