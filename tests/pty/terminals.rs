//! Terminals that are not like today's, with the built program in a pseudo-terminal: those that do not know their size, that
//! write letters in another character set than UTF-8, or send `AltGr` as Esc.

use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, PROGRAM, Told};
use crate::support::pty::Pty;
use serde_json::Value;
use std::io::Write as _;
use std::process::Stdio;

/// A CRM that takes every customer.
fn crm() -> Faults {
    Faults::start(Act::Answer(http("201 Created", "", "{\"customer_id\":\"324\"}")))
}

/// Starts the form on a terminal of 120 columns and 40 rows in this locale.
fn form(home: &Home, locale: &str) -> Pty {
    let (data, config) = (home.data(), home.config());
    let arguments = [
        "--data-dir",
        data.to_str().unwrap(),
        "--config",
        config.to_str().unwrap(),
    ];
    let env = [&home.env()[..], &[("LC_ALL", locale)]].concat();
    let pty = Pty::start(PROGRAM, &arguments, &env, (120, 40));
    pty.wait_for_text("F8 send");
    pty
}

/// Sends the card that is in the form, leaves, and gives back the surname that reached the CRM.
#[track_caller]
fn surname_sent(crm: Faults, mut pty: Pty) -> String {
    pty.send("\x1b[19~");
    pty.wait_for_text("Enter sends.");
    pty.send("\r");
    pty.wait_for_text("324");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    let record = crm.finish();
    let request = record.requests.first().expect("a request");
    let customer: Value = serde_json::from_slice(&request.body).unwrap();
    customer["surname"].as_str().unwrap().to_owned()
}

#[test]
fn letters_are_converted_both_ways_in_the_locales_character_set() {
    for (locale, encoding) in [
        ("pl_PL.ISO-8859-2", encoding_rs::ISO_8859_2),
        ("pl_PL.iso88592", encoding_rs::ISO_8859_2),
        ("pl_PL.CP1250", encoding_rs::WINDOWS_1250),
        ("C", encoding_rs::UTF_8),
        ("POSIX", encoding_rs::UTF_8),
        ("pl_PL", encoding_rs::UTF_8),
        ("pl_PL.UTF-8", encoding_rs::UTF_8),
    ] {
        let crm = crm();
        let home = Home::new(&crm.url(), "");
        let mut pty = form(&home, locale);
        let typed = "Źrebięć-Żółw";
        pty.send_bytes(&encoding.encode(typed).0);
        // Once more, pasted.
        pty.send_bytes(&[b"\x1b[200~", &*encoding.encode("-Gęślą Jaźń").0, b"\x1b[201~"].concat());
        let shown = encoding.encode("Jaźń").0;
        pty.wait_for_bytes(&shown);
        assert_eq!(surname_sent(crm, pty), "Źrebięć-Żółw-Gęślą Jaźń", "{locale}");
    }
}

#[test]
fn a_letter_in_another_character_set_is_never_lost_in_silence() {
    for (locale, typed, charset) in [
        ("pl_PL.UTF-8", &b"\xaf\xf3\xb3w"[..], "UTF-8"),
        ("C", b"\x8fr\xf3b", "UTF-8"),
        ("pl_PL.ISO-8859-2", "ąb".as_bytes(), "ISO-8859-2"),
    ] {
        let home = Home::new("https://127.0.0.1:9", "");
        let mut pty = form(&home, locale);
        pty.send_bytes(typed);
        pty.wait_for_text(&format!("A character was lost: it is not {charset}."));
        pty.send("\x1b[200~\u{1b}[201~");
        pty.send("\x18q");
        assert!(pty.wait_exit().success());
    }
}

#[test]
fn a_letter_behind_esc_is_typed_in_one_piece_or_in_several() {
    for pieces in [
        &[&b"\x1b\xc5\xbb"[..]][..],
        &[b"\x1b", b"\xc5\xbb"],
        &[b"\x1b\xc5", b"\xbb"],
    ] {
        let crm = crm();
        let home = Home::new(&crm.url(), "");
        let mut pty = form(&home, "C.UTF-8");
        for piece in pieces {
            pty.send_bytes(piece);
        }
        pty.send("uk\x1b\u{f3}w");
        pty.wait_for_text("\"surname\": \"Żukó");
        assert_eq!(surname_sent(crm, pty), "Żuków", "{pieces:?}");
    }
}

#[test]
fn a_character_set_without_conversion_is_refused_with_advice() {
    let home = Home::new("https://127.0.0.1:9", "");
    for (locale, charset) in [("pl_PL.CP852", "CP852"), ("ja_JP.EUC-JP", "EUC-JP")] {
        for arguments in [&[][..], &["demo"], &["keys"], &["--plain"]] {
            let (data, config) = (home.data(), home.config());
            let place = [
                "--data-dir",
                data.to_str().unwrap(),
                "--config",
                config.to_str().unwrap(),
            ];
            let env = [&home.env()[..], &[("LC_ALL", locale)]].concat();
            let mut pty = Pty::start(PROGRAM, &[arguments, &place].concat(), &env, (120, 40));
            assert_eq!(pty.wait_exit().exit_code(), 2);
            let said = pty.text();
            assert!(
                said.contains(charset) && said.contains("LC_ALL=C.UTF-8"),
                "{said}"
            );
        }
    }
}

#[test]
fn lines_are_read_and_written_in_the_locales_character_set() {
    let crm = crm();
    let home = Home::new(&crm.url(), "");
    let mut command = home.command(&["--plain"]);
    command.env("LC_ALL", "pl_PL.ISO-8859-2").stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let script = encoding_rs::ISO_8859_2
        .encode("Żółć\n/send\nyes\n/quit\n")
        .0
        .into_owned();
    child.stdin.take().unwrap().write_all(&script).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = encoding_rs::ISO_8859_2.decode(&output.stdout).0.into_owned();
    assert!(said.contains("324, Żółć"), "{said}");
    let record = crm.finish();
    let customer: Value = serde_json::from_slice(&record.requests[0].body).unwrap();
    assert_eq!(customer["surname"], "Żółć");
}

#[test]
fn what_a_command_says_to_a_terminal_is_in_its_character_set() {
    let home = Home::new("https://127.0.0.1:9", "");
    let env = [&home.env()[..], &[("LC_ALL", "pl_PL.ISO-8859-2")]].concat();
    for arguments in [&["--lang", "pl", "--help"][..], &["--lang", "pl", "--ascii=x"]] {
        let mut pty = Pty::start(PROGRAM, arguments, &env, (120, 40));
        pty.wait_exit();
        let log = pty.log();
        assert!(std::str::from_utf8(&log).is_err(), "{}", log.escape_ascii());
        let said = encoding_rs::ISO_8859_2.decode(&log).0.into_owned();
        assert!(
            said.contains('ś') && !said.contains('Ä') && !said.contains('Ĺ'),
            "{said}"
        );
    }
    // A file or a pipe gets UTF-8, as everywhere else.
    let mut command = home.command(&["--lang", "pl", "--help"]);
    let told = Told::of(command.env("LC_ALL", "pl_PL.ISO-8859-2").spawn().unwrap());
    assert!(told.stdout.contains("Użycie"), "{told:?}");
}

#[test]
fn a_terminal_that_does_not_know_its_size_has_that_of_the_environment_or_80x24() {
    for (reported, env, size) in [
        ((0, 0), &[][..], (80, 24)),
        ((0, 0), &[("COLUMNS", "120"), ("LINES", "40")], (120, 40)),
        ((0, 0), &[("COLUMNS", "132")], (132, 24)),
        ((0, 0), &[("COLUMNS", "0"), ("LINES", "many")], (80, 24)),
        ((0, 40), &[], (80, 40)),
        ((100, 0), &[], (100, 24)),
        ((100, 30), &[("COLUMNS", "120"), ("LINES", "40")], (100, 30)),
    ] {
        let home = Home::new("https://127.0.0.1:9", "");
        let data = home.data();
        let arguments = ["--data-dir", data.to_str().unwrap(), "demo"];
        let env = [&home.env()[..], env].concat();
        let mut pty = Pty::start_as(PROGRAM, &arguments, &env, size, reported);
        // The last line of the screen, and its last column: the form fills it.
        pty.wait_for(|screen| {
            let text = screen.contents();
            let lines: Vec<&str> = text.lines().collect();
            let widest = lines.iter().map(|line| line.chars().count()).max();
            text.contains("F8 send")
                && lines.len() == usize::from(size.1)
                && widest == Some(usize::from(size.0))
        });
        pty.send("\x18q");
        assert!(pty.wait_exit().success());
    }
}
