//! Every binding of the form and its pages, and every command of the linear front, with a path of the operator's for each prompt,
//! under a tracer of the files that the program opens. Where there is no tracer, that is said.

mod behind_answers;

use super::{MARK, hostile_variables, restricted};
use crate::support::home::sandbox;
use crate::support::installed::Installed;
use crate::support::pty::Pty;
use kartoteka::app::lines::{COMMANDS, CommandMeaning};
use kartoteka::i18n::Language;
use kartoteka::keymap::{Action, BINDINGS, Binding, Scope};
use rustix::process::geteuid;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The tracer, if it is there and may trace.
fn tracer() -> Option<&'static str> {
    const TRACER: &str = "/usr/bin/strace";
    let mut command = Command::new(TRACER);
    command.args(["-o", "/dev/null", "/bin/true"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    // The program keeps tracers of its own user out.
    let works = geteuid().is_root() && command.status().is_ok_and(|status| status.success());
    if !works {
        // Past the harness, which keeps what a test prints to itself.
        let skipped = "SKIPPED: no file that restricted mode opens was traced: it takes root, and a strace that may trace\n";
        let _ = std::io::stderr().write_all(skipped.as_bytes());
    }
    works.then_some(TRACER)
}

/// The arguments of the tracer before those of the program.
fn arguments<'a>(log: &'a Path, program: &'a Path) -> Vec<&'a str> {
    let (log, program) = (log.to_str().unwrap(), program.to_str().unwrap());
    vec!["-f", "-qq", "-s", "4096", "-e", "trace=%file", "-o", log, program]
}

/// What the tracer has seen: no path of the operator's, and nothing is written but where the administrator has said.
#[track_caller]
fn assert_only_paths_of_the_system(installed: &Installed, log: &Path) {
    let seen = fs::read(log).unwrap();
    let seen = String::from_utf8_lossy(&seen);
    let calls: Vec<&str> = seen.lines().collect();
    // The tracer was able to read paths.
    let database = installed.dir("data").join("kartoteka.db");
    assert!(seen.contains(database.to_str().unwrap()), "{} calls", calls.len());
    // Its own start names nothing: the variables are counted there.
    let chosen: Vec<&&str> = calls.iter().filter(|call| call.contains(MARK)).collect();
    assert!(chosen.is_empty(), "{chosen:#?}");
    let own = ["data", "exports", "rescue"].map(|name| format!("\"{}", installed.dir(name).display()));
    let terminal = ["\"/dev/tty", "\"/dev/pts/", "\"/dev/null\"", "\"/proc/self/"].map(str::to_owned);
    let changes = [
        "O_CREAT",
        "O_WRONLY",
        "O_RDWR",
        "O_TMPFILE",
        "rename",
        "link",
        "mkdir",
        "chmod",
        "truncate",
    ];
    let written = calls.iter().filter(|call| {
        let changes = changes.iter().any(|word| call.contains(word))
            && !call.contains("readlink")
            && !call.contains(" resumed>");
        let known = own
            .iter()
            .chain(&terminal)
            .any(|path| call.contains(path.as_str()));
        changes && !known
    });
    let written: Vec<&&str> = written.collect();
    assert!(written.is_empty(), "{written:#?}");
}

/// What a terminal sends for a key.
fn bytes(key: &str) -> String {
    let named = [
        ("Tab", "\t"),
        ("Enter", "\r"),
        ("Space", " "),
        ("Shift+Tab", "\x1b[Z"),
        ("Up", "\x1b[A"),
        ("Down", "\x1b[B"),
        ("Right", "\x1b[C"),
        ("End", "\x1b[F"),
        ("PgUp", "\x1b[5~"),
        ("PgDn", "\x1b[6~"),
        ("Insert", "\x1b[2~"),
        ("Delete", "\x1b[3~"),
        // Told from the beginning of another key.
        ("Esc", "\x1b[27u"),
        ("F1", "\x1bOP"),
        ("F2", "\x1bOQ"),
        ("F3", "\x1bOR"),
        ("F4", "\x1bOS"),
        ("F5", "\x1b[15~"),
        ("F6", "\x1b[17~"),
        ("F7", "\x1b[18~"),
        ("F8", "\x1b[19~"),
        ("F9", "\x1b[20~"),
        ("F12", "\x1b[24~"),
    ];
    if let Some((_, bytes)) = named.iter().find(|(name, _)| *name == key) {
        return (*bytes).to_owned();
    }
    match key.strip_prefix("Ctrl+") {
        Some(letter) => char::from(letter.as_bytes()[0] & 0x1f).to_string(),
        None => key.to_owned(),
    }
}

/// The keys that lead from the form to where bindings of a scope are in force; none where more than keys must lead there.
fn way_to(scope: Scope) -> Option<&'static [&'static str]> {
    Some(match scope {
        Scope::Form => &[],
        Scope::Find => &["Ctrl+R"],
        Scope::Choosing => &["Ctrl+X", "3", "Tab", "Tab", "Tab", "Tab", "Tab", "F4"],
        Scope::Companies => &["Ctrl+X", "3", "Tab", "Tab", "F4"],
        Scope::Company => &["Ctrl+X", "3", "Tab", "Tab", "F4", "Insert"],
        Scope::CompanyReview => &["Ctrl+X", "3", "Tab", "Tab", "F4", "Insert", "F8"],
        Scope::Review => &["F8"],
        Scope::Drafts => &["Ctrl+X", "o"],
        Scope::Shift => &["Ctrl+X", "R"],
        Scope::History => &["F3"],
        Scope::Pager => &["Ctrl+X", "v"],
        Scope::Question => &["Ctrl+X", "E"],
        Scope::Prompt => &["Ctrl+X", "x"],
        Scope::Arrange => &["Ctrl+X", "F"],
        Scope::ArrangedBlock => &["Ctrl+X", "F", "Enter"],
        scope => {
            assert!(behind_answers::SCOPES.contains(&scope), "{scope:?}");
            return None;
        }
    })
}

/// The ways to press a binding.
fn presses(binding: &Binding) -> Vec<String> {
    let leader = binding.leader.iter().map(|letter| format!("\x18{letter}"));
    let keys = binding.keys.iter().map(|key| bytes(key));
    keys.chain(leader).collect()
}

/// Whether the form is on the screen, and no page over it.
fn is_form(screen: &vt100::Screen) -> bool {
    let text = screen.contents();
    text.contains("F8 send") && !text.contains("Esc back")
}

/// Goes back to the form, and types a word there: what came before was taken once it is on the screen. A key that comes in the
/// same breath as others answers nothing, so that Esc is pressed again until the form is there.
#[track_caller]
fn back_to_the_form(pty: &mut Pty, number: usize) {
    let word = format!("wiersz{number:04}");
    let mut tries = 0..50;
    while tries.next().is_some() {
        if !pty.is_soon(is_form) {
            pty.send(&bytes("Esc"));
            continue;
        }
        // A page may be about to open, which does not take it.
        pty.send(&format!("\x181\x15{word}"));
        if pty.is_soon(|screen| screen.contents().contains(&word)) {
            return;
        }
    }
    pty.wait_for_text(&word);
}

#[test]
fn no_key_and_no_prompt_of_the_form_opens_a_path_of_the_operator_s() {
    let Some(tracer) = tracer() else { return };
    let crm = sandbox();
    let installed = restricted(&crm.base_url());
    let variables = hostile_variables(installed.path());
    let variables = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    // The locale and the terminal are the operator's: these are no paths.
    let words = [
        ("TERM", "xterm-256color"),
        ("LC_ALL", "C.UTF-8"),
        ("LANG", "C.UTF-8"),
    ];
    let variables: Vec<(&str, &str)> = variables.chain(words).collect();
    let (log, program) = (installed.path().join("trace"), installed.program());
    let mut pty = Pty::start(tracer, &arguments(&log, &program), &variables, (120, 40));
    pty.wait_for_text("F8 send");
    back_to_the_form(&mut pty, 0);
    let path = format!("{}/{MARK}-typed", installed.path().display());
    let mut number = 0;
    for binding in BINDINGS.iter().filter(|binding| binding.action != Action::Quit) {
        let Some(way) = way_to(binding.scope) else {
            continue;
        };
        for press in presses(binding) {
            number += 1;
            if !way.is_empty() {
                let way: String = way.iter().map(|key| bytes(key)).collect();
                pty.send(&way);
                pty.is_soon(|screen| !is_form(screen));
            }
            pty.send(&format!("{press}\x15{path}\r"));
            back_to_the_form(&mut pty, number);
        }
    }
    // The prompt for a file has its page by then, so that nothing is taken as typed ahead.
    pty.send("\x18x");
    pty.wait_for_text("Write the card to a file in");
    pty.send(&format!("\x15{path}"));
    pty.wait_for_text(&format!("{MARK}-typed"));
    pty.send("\r");
    pty.wait_for_text("Type a name alone");
    pty.send("\x15traced.json");
    pty.wait_for_text("traced.json");
    pty.send("\r");
    pty.wait_for_text("Written to");
    back_to_the_form(&mut pty, number + 1);
    pty.send("\x18q");
    pty.wait_exit();
    assert!(number > 150, "{number}");
    assert!(installed.dir("exports").join("traced.json").exists());
    assert_only_paths_of_the_system(&installed, &log);
}

#[test]
fn no_command_of_the_linear_front_opens_a_path_of_the_operator_s() {
    let Some(tracer) = tracer() else { return };
    let crm = sandbox();
    let installed = restricted(&crm.base_url());
    let path: PathBuf = installed.path().join(format!("{MARK}-typed"));
    let path = &*path.to_string_lossy();
    let mut input = String::from("Nowak\n");
    for command in COMMANDS
        .iter()
        .filter(|command| command.does != CommandMeaning::Act(Action::Quit))
    {
        let name = command.name(Language::En);
        // With the path behind it, and where it asks.
        let card = "/back\n/back\n/go surname\nNowak\n";
        for part in [
            card, "/", name, " ", path, "\n", path, "\n", card, "/", name, "\n", path, "\n",
        ] {
            input.push_str(part);
        }
    }
    input += "/back\n/back\n/go surname\nNowak\n/export traced.json\n/quit\n/quit\n";
    let (log, program) = (installed.path().join("trace"), installed.program());
    let mut command = Command::new(tracer);
    command.args(arguments(&log, &program)).arg("--plain");
    command.env_clear().envs(hostile_variables(installed.path()));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // It may say more than a pipe holds before it has read everything.
    let typing = std::thread::spawn(move || {
        let _ = stdin.write_all(input.as_bytes());
    });
    let ended = child.wait_with_output().unwrap();
    typing.join().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    for words in ["Type a name alone", "Written to"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_only_paths_of_the_system(&installed, &log);
}

#[test]
fn what_is_refused_on_the_command_line_is_not_looked_at() {
    let Some(tracer) = tracer() else { return };
    let installed = restricted(super::NOWHERE);
    let path = installed.path().join(MARK);
    fs::write(&path, "language = \"pl\"").unwrap();
    for args in [
        &["--config", "@", "history"][..],
        &["--config", "@", "--help"],
        &["--config", "@", "--wrong"],
        &["import", "@"],
    ] {
        let (log, program) = (installed.path().join("trace"), installed.program());
        let args = args
            .iter()
            .map(|arg| if *arg == "@" { path.to_str().unwrap() } else { *arg });
        let mut command = Command::new(tracer);
        command.args(arguments(&log, &program)).args(args);
        command.env_clear().envs(hostile_variables(installed.path()));
        assert!(command.output().unwrap().stdout.len() < 100_000);
        let seen = fs::read_to_string(&log).unwrap();
        let opened = seen
            .lines()
            .filter(|call| call.contains(MARK) && !call.contains("execve("));
        assert_eq!(opened.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
