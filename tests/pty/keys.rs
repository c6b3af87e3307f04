//! `kartoteka keys` in a pseudo-terminal: what it shows, what it writes, and that it leaves.

use crate::support::home::{Home, PROGRAM};
use crate::support::pty::Pty;
use kartoteka::config;
use rustix::process::Signal;
use std::fs;
use std::process::{Command, Stdio};

fn keys(more: &str) -> (Home, Pty) {
    let home = Home::new("https://127.0.0.1:9", more);
    let pty = home.run(&["keys"], (80, 24));
    pty.wait_for_text("[keys] section");
    (home, pty)
}

/// Waits for a line that has all of these, in this order.
#[track_caller]
fn shows(pty: &Pty, words: &[&str]) {
    pty.wait_for(|screen| {
        screen.contents().lines().any(|line| {
            let mut rest = line;
            words.iter().all(|word| match rest.split_once(word) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
        })
    });
}

#[test]
fn each_press_shows_what_was_sent_and_what_it_does() {
    let (_home, mut pty) = keys("");
    let rows: &[(&str, &[&str])] = &[
        ("\x1b[19~", &["\\x1b[19~", "F8", "form review", "pager review"]),
        ("\x1b[[A", &["\\x1b[[A", "F1", "form help"]),
        ("\x08", &["\\x08", "Backspace", "edits"]),
        ("ż", &["\\xc5\\xbc", "ż", "types"]),
        ("q", &["q", "q", "types", "menu quit"]),
        ("\x1b", &["\\x1b", "Esc", "form back"]),
        ("\x1b[21~", &["\\x1b[21~", "F10", ": free"]),
        ("\x1bx", &["\\x1bx", "Alt+x", ": free"]),
        ("\x1b[?1;2c", &["\\x1b[?1;2c", "not a key"]),
        (
            "\x1b[200~Nowak\r\x1b[201~",
            &["\\x1b[200~", "paste", "runs nothing"],
        ),
        ("\x18", &["\\x18", "Ctrl+X", "form leader"]),
        ("\x03", &["\\x03", "Ctrl+C", "no action can be assigned"]),
    ];
    for (sent, words) in rows {
        pty.send(sent);
        shows(&pty, words);
    }
    pty.wait_for_text("Press Ctrl+C again to leave.");
    pty.send("\x1b[20~");
    shows(&pty, &["F9", "form duplicate"]);
    pty.send("\x03\x03");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}

#[test]
fn the_section_that_it_writes_asks_for_the_same_keys() {
    for more in [
        "",
        "[keys]\nundo = 'F11'\n[keys.menu]\nquit = ['Q', '\"', '\\']\nundo = []",
    ] {
        let (home, mut pty) = keys(more);
        let wanted = config::load(Some(&home.config())).unwrap().config.keymap();
        pty.send("\x1b[21~\x03\x03");
        assert!(pty.wait_exit().success());
        let log = String::from_utf8(pty.log()).unwrap();
        let (_, section) = log.rsplit_once("\x1b[?1049l").unwrap();
        assert!(section.contains("# Tried and free: F10\r\n"), "{section}");
        let pasted = home.path().join("pasted.toml");
        fs::write(&pasted, section.replace("\r\n", "\n")).unwrap();
        let found = config::load(Some(&pasted)).unwrap().config.keymap();
        assert_eq!(found, wanted);
        assert!(section.contains("\r\n[keys.history]\r\n") && section.contains("next-field = [\"Tab\""));
    }
}

#[test]
fn the_terminal_is_given_back_whatever_ends_it() {
    for signal in [Signal::HUP, Signal::TERM, Signal::INT] {
        let (_home, mut pty) = keys("");
        pty.send("\x1b[19~");
        shows(&pty, &["F8"]);
        pty.kill(signal);
        pty.wait_exit();
        pty.assert_given_back();
    }
    let (_home, mut pty) = keys("");
    pty.resize(20, 5);
    pty.resize(200, 50);
    pty.send("\x1b[19~");
    shows(&pty, &["F8", "form review"]);
    pty.hang_up();
    pty.wait_exit();
}

#[test]
fn without_a_terminal_it_says_so() {
    let home = Home::new("https://127.0.0.1:9", "");
    let mut command = Command::new(PROGRAM);
    command.args(["--config", home.config().to_str().unwrap(), "keys"]);
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("needs a terminal") && told.lines().count() == 1,
        "{told}"
    );
    assert!(output.stdout.is_empty());
}
