//! What terminals send for their keys, and what the built program does with it, in a pseudo-terminal.

use crate::support::home::Home;
use crate::support::pty::Pty;

fn demo() -> (Home, Pty) {
    let home = Home::new("https://127.0.0.1:9", "");
    let pty = home.run(&["demo"], (120, 40));
    pty.wait_for_text("F8 send");
    (home, pty)
}

/// Empties the surname, types into it, and waits for what it must be. Every row has a number of its own in it, so that no
/// row is satisfied by the one before.
#[track_caller]
fn types(pty: &mut Pty, keys: &str, surname: &str) {
    pty.send(&format!("\x15{keys}"));
    pty.wait_for_text(&format!("\"surname\": \"{surname}\""));
}

#[test]
fn keys_that_edit_are_known_in_every_spelling() {
    let (_home, mut pty) = demo();
    let rows: &[(&str, &[&str], &str)] = &[
        ("ab#X", &["\x7f", "\x08"], "ab#c"),
        ("b#", &["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"], "cb#"),
        (
            "ab#\x1b[D\x1b[D",
            &["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"],
            "ab#c",
        ),
        ("ab#\x1b[H", &["\x1b[3~"], "cb#"),
        ("ab#", &["\x1b[D", "\x1bOD"], "abc#"),
        ("ab cd#", &["\x1b[1;5D", "\x1bOd", "\x1b[5D"], "ab ccd#"),
    ];
    let mut number = 10;
    for (before, spellings, after) in rows {
        for spelling in *spellings {
            number += 1;
            let id = number.to_string();
            let keys = format!("{before}{spelling}c").replace('#', &id);
            // Two digits take the place of one mark: a step to the left is one digit.
            let wanted = match (*after, *spelling) {
                ("abc#", _) => format!("ab{}c{}", &id[..1], &id[1..]),
                _ => after.replace('#', &id),
            };
            types(&mut pty, &keys, &wanted);
        }
    }
}

#[test]
fn the_keypad_types_in_application_mode_too() {
    let (_home, mut pty) = demo();
    types(
        &mut pty,
        "\x1bOp\x1bOq\x1bOr\x1bOs\x1bOt\x1bOu\x1bOv\x1bOw\x1bOx\x1bOy",
        "0123456789",
    );
    types(&mut pty, "\x1bOj\x1bOk\x1bOl\x1bOm\x1bOn\x1bOo", "*+,-./");
    pty.send("\x1bOMJan");
    pty.wait_for_text("\"name\": \"Jan\"");
    for (number, back) in ["\x1b[Z", "\x1b\t", "\x1b[1;2Z"].into_iter().enumerate() {
        pty.send(&format!("{back}\x15back{number}\t"));
        pty.wait_for_text(&format!("\"surname\": \"back{number}\""));
    }
}

#[test]
fn function_keys_are_known_in_every_encoding() {
    let (_home, mut pty) = demo();
    let rows: &[(&[&str], &str)] = &[
        (&["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[M"], "Letters type text;"),
        (&["\x1bOR", "\x1b[13~", "\x1b[[C"], "/ filter"),
        (&["\x1b[19~", "\x1bOW", "\x1b[T"], "Not ready to send"),
    ];
    for (spellings, shown) in rows {
        for spelling in *spellings {
            pty.send(spelling);
            pty.wait_for_text(shown);
            pty.send("\x1b");
            pty.wait_for(|screen| {
                let text = screen.contents();
                text.contains("F8 send") && !text.contains(shown)
            });
        }
    }
}

#[test]
fn what_no_key_sends_types_nothing_and_runs_nothing() {
    let (_home, mut pty) = demo();
    let rows = [
        "\x1b[?1;2c",
        "\x1b[>0;276;0c",
        "\x1b[12;40R",
        "\x1b[1;1R",
        "\x1b[?2026;2$y",
        "\x1b[I\x1b[O",
        "\x1b[M q!",
        "\x1b[<0;12;3M\x1b[<0;12;3m",
        "\x1b[32;12;3M",
        "\x1b[99~",
        "\x1b[1;9A",
        "\x1b[!p",
        "\x1b[[F",
        "\x1bOz",
        "\x1b]11;rgb:0000/0000/0000\x1b\\",
        "\x1bP1+r544e=787465726d\x1b\\",
        "\x1bq\x1bs\x1b[113;3u",
        "\x1b\x1b[A",
    ];
    for (number, sequence) in rows.into_iter().enumerate() {
        types(
            &mut pty,
            &format!("No{sequence}wak{number}{sequence}-"),
            &format!("Nowak{number}-"),
        );
    }
    pty.wait_for_text("F8 send");
}

#[test]
fn a_key_in_two_packets_is_one_key() {
    let (_home, mut pty) = demo();
    types(&mut pty, "bc", "bc");
    for (number, (first, second)) in [("\x1b", "[H"), ("\x1b[", "1~"), ("\x1bO", "H")]
        .into_iter()
        .enumerate()
    {
        pty.send(first);
        pty.send(second);
        pty.send(&format!("{number}"));
        let typed: String = (0..=number).rev().map(|number| number.to_string()).collect();
        pty.wait_for_text(&format!("\"surname\": \"{typed}bc\""));
    }
    // Alt and a letter are no letter and no Esc.
    pty.send("\x1b");
    pty.send("q");
    types(&mut pty, "Nowak", "Nowak");
}

#[test]
fn a_fields_name_enter_and_its_value_may_arrive_at_once() {
    let (_home, mut pty) = demo();
    pty.send("\x18g");
    pty.wait_for_text("Go to a field");
    // The list is there to its end, so that the keys are read in its sight.
    pty.wait_for_text("Esc back");
    pty.send("pesel\r44051401359");
    pty.wait_for_text("\"pesel\": \"44051401359\"");
    pty.send("\t\t\x1bOS");
    pty.wait_for_text("K (Kobieta)");
    pty.wait_for_text("Esc back");
    pty.send("kobieta\r5260250274");
    pty.wait_for_text("\"gender\": \"K\"");
    pty.wait_for_text("\"nip\": \"5260250274\"");
}

#[test]
fn other_keys_do_what_the_settings_say_and_are_shown_everywhere() {
    let home = Home::new(
        "https://127.0.0.1:9",
        "[keys]\nleader = 'F10'\nhelp = ['Ctrl+G']\n[keys.form]\nreview = ['F11']\n[keys.menu]\nquit = ['Q']",
    );
    let mut pty = home.run(&["demo"], (120, 40));
    pty.wait_for_text("F11 send");
    pty.wait_for_text("F10 menu");
    pty.send("Nowak\x03");
    pty.wait_for_text("press F10 Q.");
    pty.send("\x07");
    pty.wait_for_text("F11   ");
    // Its row is further down.
    pty.send("\x1b[6~");
    pty.wait_for_text("F10 Q");
    assert!(
        !pty.text().contains("Ctrl+X"),
        "the old leader is shown:\n{}",
        pty.text()
    );
    pty.send("\x07\x1b[23~");
    pty.wait_for_text("Enter sends.");
    pty.send("\x1b[21~");
    pty.wait_for_text("Q    ");
    pty.send("Q");
    assert!(pty.wait_exit().success());
}

#[test]
fn keys_that_clash_stop_the_start() {
    let home = Home::new("https://127.0.0.1:9", "[keys.form]\nundo = ['F3']");
    let mut pty = home.run(&["demo"], (120, 40));
    assert_eq!(pty.wait_exit().exit_code(), 2);
    let text = pty.text().replace('\n', " ");
    assert!(
        text.contains("kartoteka.toml, line 7: keys.form.undo: F3 in form"),
        "{text}"
    );
    pty.assert_given_back();
}

#[test]
fn the_terminal_is_asked_for_nothing_that_must_be_taken_back() {
    let (_home, mut pty) = demo();
    pty.send("Nowak\x1bOP");
    pty.wait_for_text("Letters type text;");
    pty.send("\x1b\x18q");
    assert!(pty.wait_exit().success());
    let log = pty.log();
    let wrote = |bytes: &[u8]| log.windows(bytes.len()).any(|window| window == bytes);
    let modes: [(&str, &[u8]); 8] = [
        ("the kitty protocol", b"\x1b[>"),
        ("another set of keys", b"\x1b[="),
        ("the mouse", b"\x1b[?1000h"),
        ("the mouse, dragged", b"\x1b[?1002h"),
        ("the mouse, moved", b"\x1b[?1003h"),
        ("its reports in words", b"\x1b[?1006h"),
        ("the application keypad", b"\x1b="),
        ("its focus", b"\x1b[?1004h"),
    ];
    for (what, bytes) in modes {
        assert!(!wrote(bytes), "the terminal is asked for {what}");
    }
    pty.assert_given_back();
}
