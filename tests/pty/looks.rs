//! Colours, characters and sizes, in a pseudo-terminal: what the built program writes to the terminal.

use crate::support::home::{Home, PROGRAM};
use crate::support::pty::Pty;
use std::collections::BTreeSet;

/// Shows an error, the review and the history in a demo with this environment and these options; gives back all that was
/// written to the terminal.
fn log(env: &[(&str, &str)], options: &[&str]) -> String {
    let home = Home::new("https://127.0.0.1:9", "");
    let data = home.data();
    let mut args = vec!["--data-dir", data.to_str().unwrap(), "--lang", "en"];
    args.extend(options);
    args.push("demo");
    let home_dir = home.path().to_str().unwrap();
    let env = [&[("HOME", home_dir), ("LANG", "C.UTF-8")], env].concat();
    let mut pty = Pty::start(PROGRAM, &args, &env, (120, 40));
    pty.wait_for_text("F8 send");
    pty.send("\tJan\t12\t");
    pty.wait_for_text("11 digits, has 2");
    pty.send("\x1b[19~");
    pty.wait_for_text("Not ready to send");
    pty.back_to_form();
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    String::from_utf8(pty.log()).unwrap()
}

/// The parameters of all sequences that set colours and attributes.
fn pens(log: &str) -> BTreeSet<u8> {
    let mut pens = BTreeSet::new();
    for sequence in log.split("\x1b[").skip(1) {
        let end = sequence.find(|letter: char| letter.is_ascii_alphabetic());
        if let Some(parameters) = end.filter(|end| sequence[*end..].starts_with('m')) {
            let numbers = sequence[..parameters]
                .split(';')
                .filter(|number| !number.is_empty());
            pens.extend(numbers.map(|number| number.parse::<u8>().expect("a colour or an attribute")));
        }
    }
    pens
}

/// Whether a parameter of a pen is a colour; 38 and 48 begin one that is not the terminal's own.
fn is_colour(pen: u8) -> bool {
    matches!(pen, 30..=38 | 40..=48 | 90..=97 | 100..=107)
}

#[test]
fn colours_are_the_terminals_own_sixteen_or_none() {
    for env in [&[][..], &[("COLORTERM", "truecolor")], &[("NO_COLOR", "")]] {
        let pens = pens(&log(env, &[]));
        assert!(pens.contains(&41), "an error is red: {pens:?}");
        assert!(!pens.contains(&38) && !pens.contains(&48), "{env:?}: {pens:?}");
    }
    for (env, options) in [(&[("NO_COLOR", "1")][..], &[][..]), (&[], &["--no-color"])] {
        let log = log(env, options);
        let coloured: Vec<u8> = pens(&log).into_iter().filter(|pen| is_colour(*pen)).collect();
        assert!(coloured.is_empty(), "{env:?} {options:?}: {coloured:?}");
        assert!(
            log.contains("! needs 11 digits, has 2"),
            "a mark says it where no colour does"
        );
    }
}

#[test]
fn a_terminal_without_line_drawing_gets_none() {
    type Row = (
        &'static [(&'static str, &'static str)],
        &'static [&'static str],
        bool,
    );
    let rows: &[Row] = &[
        (&[], &["--ascii"], true),
        (&[("LC_ALL", "pl_PL.ISO-8859-2")], &[], true),
        (&[("LC_CTYPE", "C")], &[], true),
        (&[("LANG", "POSIX")], &[], true),
        (&[("LANG", "pl_PL.utf8")], &[], false),
        (&[("LANG", "pl_PL")], &[], false),
        (&[("LANG", "C"), ("LC_CTYPE", "C.UTF-8")], &[], false),
        (&[("LANG", "")], &[], false),
    ];
    for (env, options, ascii) in rows {
        let log = log(env, options);
        assert_eq!(log.is_ascii(), *ascii, "{env:?} {options:?}");
    }
}

#[test]
fn the_mouse_is_used_where_the_settings_say_so() {
    let home = Home::new("https://127.0.0.1:9", "");
    let path = home.config();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("mouse = true\n{text}")).unwrap();
    let mut pty = home.run(&["demo"], (120, 40));
    pty.wait_for_text("F8 send");
    pty.send("Nowak");
    let place = |pty: &Pty, label: &str| {
        pty.screen(|screen| {
            let row = screen.contents().lines().position(|line| line.contains(label));
            row.expect("on the screen") + 1
        })
    };
    let row = place(&pty, "PESEL");
    pty.send(&format!("\x1b[<0;45;{row}M\x1b[<0;45;{row}m44051401359"));
    pty.wait_for_text("\"pesel\": \"44051401359\"");
    pty.send("\x1bOP");
    pty.wait_for_text("Letters type text;");
    pty.send("\x1b[<65;5;5M");
    pty.wait_for(|screen| !screen.contents().contains("Letters type text;"));
    pty.send("\x1b[<64;5;5M");
    pty.wait_for_text("Letters type text;");
    pty.send("\x1bOP\x18q");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
    let reports = pty.screen(vt100::Screen::mouse_protocol_mode);
    assert_eq!(reports, vt100::MouseProtocolMode::None);
    let log = String::from_utf8(pty.log()).unwrap();
    assert!(log.contains("\x1b[?1000h\x1b[?1006h") && log.contains("\x1b[?1006l\x1b[?1000l"));
}

#[test]
fn no_size_loses_anything_whatever_is_shown() {
    // What is shown, the way there, and the keys that lead back to the form.
    let rows = [
        ("F8 send", "", ""),
        ("Letters type text;", "\x1bOP", "\x1b"),
        ("Enter sends.", "\x1b[19~", "\x1b"),
        ("/ filter", "\x1bOR", "\x1b"),
        ("Enter open", "\x18o", "\x1b"),
        ("Clear the card?", "\x18E", "n"),
        ("press a key", "\x18", "\x1b"),
        ("p request as curl, PHP, Java", "\x18v", "\x1b"),
    ];
    let home = Home::new("https://127.0.0.1:9", "");
    let mut pty = home.run(&["demo"], (120, 40));
    pty.wait_for_text("F8 send");
    pty.send("Nowak\t");
    pty.wait_for_text("\"surname\": \"Nowak\"");
    for (shown, there, back) in rows {
        pty.send(there);
        pty.wait_for_text(shown);
        for (columns, rows) in [(500, 200), (20, 5), (80, 24), (500, 200), (61, 17), (120, 40)] {
            pty.resize(columns, rows);
        }
        pty.send(back);
        pty.wait_for(|screen| {
            let text = screen.contents();
            text.contains("F8 send") && text.contains("\"surname\": \"Nowak\"")
        });
    }
    pty.send("Jan");
    for (columns, rows) in [(500, 200), (20, 5), (120, 40)] {
        pty.resize(columns, rows);
        pty.send("a");
    }
    pty.wait_for_text("\"name\": \"Janaaa\"");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}
