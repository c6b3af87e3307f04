//! Every option and argument of every command, and every variable of the environment.

use super::{CLOSED, HOSTILE, assert_harmless, command, run};
use crate::Home;
use crate::support::home::PROGRAM;
use crate::support::pty::Pty;
use clap::Arg;
use kartoteka::cli::help;
use kartoteka::config::settings::SETTINGS;
use kartoteka::i18n::{Language, Locale};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::ffi::OsStringExt as _;
use std::process::{Command, Stdio};
use std::thread;

/// Commands that go on until somebody ends them.
const SERVES: &str = "sandbox";
/// Commands that take the whole terminal, or ask at it.
const ASKS: [&str; 4] = ["", "demo", "keys", "config/init"];

/// A command line: the words of the command, and those behind them.
struct Line {
    command: String,
    words: Vec<OsString>,
}

impl Line {
    fn of(path: &[String], words: Vec<OsString>) -> Self {
        let all = path.iter().map(OsString::from).chain(words);
        Self {
            command: path.join("/"),
            words: all.collect(),
        }
    }
}

/// A value that an argument may have, so that only the hostile one is wrong.
fn good(argument: &Arg) -> OsString {
    let values = argument.get_possible_values();
    let value = values.first().map_or("customer.json", |value| value.get_name());
    value.into()
}

/// The command lines of a command and of those below it, with the hostile value in each place in turn.
fn lines(definition: &clap::Command, path: &[String], hostile: &OsStr, lines: &mut Vec<Line>) {
    let positionals: Vec<&Arg> = definition
        .get_positionals()
        .filter(|place| place.is_required_set())
        .collect();
    let required: Vec<OsString> = positionals.iter().map(|place| good(place)).collect();
    let with = |more: &[&OsStr]| {
        let mut words: Vec<OsString> = more.iter().map(Into::into).collect();
        words.extend(required.iter().cloned());
        Line::of(path, words)
    };
    for argument in definition.get_arguments() {
        let names = argument.get_long().map(|long| format!("--{long}"));
        if let Some(name) = names {
            let joined: OsString = [OsStr::new(&format!("{name}=")), hostile].into_iter().collect();
            lines.push(with(&[&joined]));
            if argument.get_action().takes_values() {
                lines.push(with(&[OsStr::new(&name), hostile]));
            }
        } else {
            let mut words = required.clone();
            match positionals
                .iter()
                .position(|place| place.get_id() == argument.get_id())
            {
                Some(at) => hostile.clone_into(&mut words[at]),
                None => words.push(hostile.to_owned()),
            }
            lines.push(Line::of(path, words));
        }
    }
    // An option, an argument and a command that there is not.
    let unknown: OsString = [OsStr::new("--x"), hostile].into_iter().collect();
    lines.push(with(&[&unknown]));
    let too_many = required
        .iter()
        .cloned()
        .chain([hostile.to_owned(), hostile.to_owned()]);
    lines.push(Line::of(path, too_many.collect()));
    for below in definition.get_subcommands() {
        let path: Vec<String> = path
            .iter()
            .cloned()
            .chain([below.get_name().to_owned()])
            .collect();
        self::lines(below, &path, hostile, lines);
    }
}

fn all_lines(hostile: &OsStr) -> Vec<Line> {
    let mut all = Vec::new();
    lines(&help::command(&Locale::new(Language::En)), &[], hostile, &mut all);
    all
}

fn home() -> Home {
    let home = Home::new(CLOSED, "");
    fs::write(
        home.path().join("customer.json"),
        r#"{"surname": "Nowak", "nip": "1"}"#,
    )
    .unwrap();
    home
}

/// Runs a server until it says that it serves, or its end.
#[track_caller]
fn serve(command: &mut Command, what: &str) {
    command.arg("--listen=127.0.0.1:0").stdin(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let stderr = thread::spawn(move || {
        let mut printed = Vec::new();
        stderr.read_to_end(&mut printed).map(|_| printed)
    });
    let mut printed = Vec::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    while lines.read_until(b'\n', &mut printed).unwrap() > 0
        && !printed.windows(6).any(|word| word == b"\ncurl ")
    {}
    child.kill().unwrap();
    child.wait().unwrap();
    for printed in [printed, stderr.join().unwrap().unwrap()] {
        assert_harmless(&printed, what);
    }
}

#[test]
fn every_argument_of_every_command_is_harmless() {
    let mut raw = HOSTILE.as_bytes().to_vec();
    raw.extend(b"\x9b31m\xff\xc2\n");
    let long = HOSTILE.repeat(100_000 / HOSTILE.len());
    let mut count = 0;
    for (hostile, languages) in [
        (OsString::from(HOSTILE), &["en", "pl"][..]),
        (OsString::from_vec(raw), &["en", "pl"]),
        (OsString::from(long), &["pl"]),
    ] {
        let lines = all_lines(&hostile);
        for (line, language) in lines
            .iter()
            .flat_map(|line| languages.iter().map(move |language| (line, language)))
        {
            let home = home();
            let words: String = format!("{language}: {:?}", line.words)
                .chars()
                .take(300)
                .collect();
            let mut command = command(&home, language, &[]);
            command.args(&line.words);
            if line.command == SERVES {
                serve(&mut command, &words);
                continue;
            }
            let told = run(&mut command, &words);
            if told.code == Some(2) && !words.contains("config") {
                assert_eq!(told.stderr.lines().count(), 1, "{words}: {told:?}");
            }
            count += 1;
        }
    }
    println!("{count} command lines");
    assert!(count > 500, "{count}");
}

#[test]
fn every_argument_is_harmless_on_a_terminal() {
    for (number, line) in all_lines(OsStr::new(HOSTILE)).iter().enumerate() {
        if line.command == SERVES || ASKS.contains(&line.command.as_str()) {
            continue;
        }
        let home = home();
        let words: Vec<&str> = line.words.iter().map(|word| word.to_str().unwrap()).collect();
        let language = if number % 2 == 0 { "en" } else { "pl" };
        let (data, config) = (home.data(), home.config());
        let mut all = vec![
            "--data-dir",
            data.to_str().unwrap(),
            "--config",
            config.to_str().unwrap(),
        ];
        all.extend(&words);
        let variables = [
            ("KARTOTEKA_LANGUAGE", language),
            ("NO_COLOR", "1"),
            ("TERM", "xterm"),
        ];
        let mut pty = Pty::start(PROGRAM, &all, &[&home.env()[..], &variables].concat(), (80, 24));
        pty.wait_exit();
        let log = String::from_utf8(pty.log()).unwrap();
        assert_harmless(
            log.replace("\r\n", "\n").as_bytes(),
            &format!("{language}: {words:?}"),
        );
    }
}

#[test]
fn every_variable_of_the_environment_is_harmless() {
    const OTHERS: &str = "LANG LC_ALL LC_CTYPE LC_MESSAGES LANGUAGE HOME COLUMNS LINES TERM NO_COLOR TZ XDG_CONFIG_HOME XDG_DATA_HOME \
         XDG_STATE_HOME HTTPS_PROXY https_proxy HTTP_PROXY ALL_PROXY NO_PROXY KARTOTEKA_TEST_PASSWORD KARTOTEKA_UNKNOWN";
    let variables = SETTINGS
        .iter()
        .filter_map(|setting| setting.variable)
        .chain(OTHERS.split_whitespace());
    let mut raw = HOSTILE.as_bytes().to_vec();
    raw.extend(b"\x9b31m\xff");
    let values = [
        OsString::from(HOSTILE),
        OsString::from_vec(raw),
        OsString::from(format!("/{HOSTILE}")),
    ];
    for variable in variables {
        for (value, language) in values.iter().zip(["en", "pl", "en"]) {
            let home = home();
            for arguments in [
                &["submit", "customer.json", "--accept-warnings"][..],
                &["config", "show"],
                &["config", "check"],
                &["config", "path"],
                &["history"],
                &["--plain"],
                &["import", "customer.json", "--check"],
                &["--help"],
            ] {
                let what = format!("{variable}={value:?} {arguments:?}");
                let mut named = command(&home, language, arguments);
                run(named.env(variable, value), &what);
                // Without the options that would win over it.
                let mut bare = Command::new(PROGRAM);
                bare.env_clear()
                    .envs(home.env())
                    .args(arguments)
                    .current_dir(home.path());
                run(bare.env(variable, value), &what);
            }
        }
    }
}
