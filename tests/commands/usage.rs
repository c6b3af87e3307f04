//! What is wrong with a command line: one line in either language, and nothing in it that steers the terminal.

use super::support::home::{PROGRAM, Told};
use super::support::pty::Pty;
use super::{Home, NOWHERE};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

/// A command line, and words of what is said in English and in Polish.
#[rustfmt::skip]
const ROWS: &[(&[&str], &str, &str)] = &[
    (&["--prfile", "x"], "no option --prfile; did you mean --profile?", "nie ma opcji --prfile; czy chodzi o --profile?"),
    (&["--zzz"], "no option --zzz", "nie ma opcji --zzz"),
    (&["histori"], "no command histori; did you mean history?", "nie ma polecenia histori; czy chodzi o history?"),
    (&["config"], "missing command: init, fetch, path, show, check", "brakuje polecenia: init, fetch, path, show, check"),
    (&["config", "shw"], "no command shw", "nie ma polecenia shw"),
    (&["--lang", "de"], "--lang <LANGUAGE> cannot be de; possible values: en, pl", "nie może mieć wartości de; możliwe wartości: en, pl"),
    (&["--config"], "needs a value", "wymaga wartości"),
    (&["--ascii=yes"], "--ascii takes no value", "--ascii nie przyjmuje wartości"),
    (&["--ascii", "--ascii"], "--ascii can be given only once", "--ascii może wystąpić tylko raz"),
    (&["--phone", "12"], "--phone <PHONE> cannot be 12: 9 digits, or + and 8–15", "--phone <TELEFON> nie może mieć wartości 12: 9 cyfr albo + i 8–15 cyfr"),
    (&["--identifier", "  "], "it is empty", "jest puste"),
    (&["--phone", "601234567", "--nip", "1234563218"], "cannot be used together with", "nie może wystąpić razem z"),
    (&["--email", "a\u{1b}c@"], "invalid e-mail", "e-mail"),
    (&["--phone", "601234567", "history"], "use them without a command", "użyj ich bez polecenia"),
    (&["check"], "missing: <FILE>", "brakuje: <PLIK>"),
    (&["check", "a", "b"], "unexpected argument b", "zbędny argument b"),
    (&["history", "--limit", "many"], "cannot be many: use a whole number", "nie może mieć wartości many: wpisz liczbę całkowitą"),
    (&["import", "a.csv", "--per-minute", "0"], "cannot be 0: use a whole number", "wpisz liczbę całkowitą"),
    (&["sandbox", "--listen", "here"], "cannot be here: write it as 127.0.0.1:8080", "wpisz go jako 127.0.0.1:8080"),
    (&["history", "purge", "--older-than", "3"], "write it as 30d, 8w or 6mo", "wpisz go jako 30d, 8w albo 6mo"),
    (&["settle", "a", "--as", "1", "--not-created"], "cannot be used together with", "nie może wystąpić razem z"),
    (&["import", "a.csv", "--map", "x"], "write it as 'Heading=address.city'", "wpisz 'Nagłówek=address.city'"),
    (&["submit", "-", "\u{1b}]0;x\u{7}"], "unexpected argument \\u{1b}]0;x\\u{7}", "zbędny argument \\u{1b}]0;x\\u{7}"),
    (&["\u{1b}[2J"], "no command \\u{1b}[2J", "nie ma polecenia \\u{1b}[2J"),
    (&["--\u{9b}31m"], "no option --\\u{9b}31m", "nie ma opcji --\\u{9b}31m"),
    (&["--lang", "e\nn"], "cannot be e\\u{a}n", "nie może mieć wartości e\\u{a}n"),
    (&["history", "--limit", "\u{202e}1"], "cannot be \\u{202e}1", "nie może mieć wartości \\u{202e}1"),
    (&["man", "a\u{1b}c"], "a\\u{1b}c", "a\\u{1b}c"),
];

#[test]
fn a_wrong_command_line_is_told_in_one_line() {
    let home = Home::new(NOWHERE, "");
    for (arguments, english, polish) in ROWS {
        for (language, words) in [("en", english), ("pl", polish)] {
            // An option of the environment: one that is typed would be another command line.
            let mut command = home.command(&[]);
            command.env("KARTOTEKA_LANGUAGE", language).stdin(Stdio::null());
            let told = Told::of(command.args(*arguments).spawn().unwrap());
            assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{told:?}");
            let line = told.stderr.strip_suffix('\n').unwrap();
            assert!(
                line.starts_with("kartoteka: ") && line.contains(words),
                "{told:?}"
            );
            assert!(!line.contains(char::is_control), "{told:?}");
        }
    }
}

#[test]
fn help_has_colours_only_where_they_are_wanted() {
    let home = Home::new(NOWHERE, "");
    for (arguments, variables, styled) in [
        (&["--help"][..], &[][..], true),
        (&["help", "submit"], &[], true),
        (&["--help", "--no-color"], &[], false),
        (&["--no-color", "submit", "-h"], &[], false),
        (&["--help"], &[("NO_COLOR", "1")], false),
        (&["--help"], &[("TERM", "dumb")], false),
    ] {
        let env = [&home.env()[..], variables].concat();
        let mut pty = Pty::start(PROGRAM, arguments, &env, (120, 40));
        assert_eq!(pty.wait_exit().exit_code(), 0);
        let log = String::from_utf8(pty.log()).unwrap();
        assert!(log.contains("kartoteka"), "{log}");
        assert_eq!(
            log.contains('\u{1b}'),
            styled,
            "{arguments:?} {variables:?}: {log:?}"
        );
    }
}

#[test]
fn the_name_that_the_program_is_called_by_steers_nothing() {
    let mut command = Command::new(PROGRAM);
    command.arg0("\u{1b}]0;x\u{7}").arg("--help").env_clear();
    let output = command.output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("Usage: kartoteka"), "{help}");
    assert!(!help.contains('\u{1b}'), "{help}");
}
