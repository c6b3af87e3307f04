//! The program as it is started: what it prints, and how it ends, before any form opens.

use crate::support::pty::Pty;
use jiff::{SignedDuration, Timestamp};
use kartoteka::customer::{ApiResponse, Card, FailureReason, NewSubmission, Outcome};
use kartoteka::store::Store;
use rustix::termios::LocalModes;
use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kartoteka");
const PROFILE: &str = "[profiles.main]\nbase_url = \"https://x.thulium.com\"\nuser = \"api_user\"\n";

/// A home directory with nothing in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn settings(&self) -> PathBuf {
        self.path().join("config/kartoteka/kartoteka.toml")
    }

    fn write_settings(&self, source: &str) {
        fs::create_dir_all(self.settings().parent().unwrap()).unwrap();
        fs::write(self.settings(), source).unwrap();
        fs::set_permissions(self.settings(), Permissions::from_mode(0o600)).unwrap();
    }

    fn environment(&self) -> [(&'static str, PathBuf); 5] {
        [
            ("HOME", self.path().to_owned()),
            ("XDG_CONFIG_HOME", self.path().join("config")),
            ("XDG_DATA_HOME", self.path().join("data")),
            ("XDG_STATE_HOME", self.path().join("state")),
            ("LC_ALL", PathBuf::from("C.UTF-8")),
        ]
    }

    /// Runs the program without a terminal.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .envs(self.environment())
            .stdin(Stdio::null());
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    }

    /// Runs the program on a terminal, types the keys once the prompt is there and takes them unseen, and reads to the
    /// end.
    fn run_on_terminal(&self, arguments: &[&str], term: &str, prompt: &str, keys: &str) -> (u32, String) {
        let environment = self.environment();
        let text = |path: &PathBuf| path.to_str().unwrap().to_owned();
        let environment: Vec<(&str, String)> = environment
            .iter()
            .map(|(name, path)| (*name, text(path)))
            .collect();
        let mut all: Vec<(&str, &str)> = environment
            .iter()
            .map(|(name, path)| (*name, path.as_str()))
            .collect();
        all.push(("TERM", term));
        let mut pty = Pty::start(PROGRAM, arguments, &all, (80, 24));
        if !prompt.is_empty() {
            pty.wait_for_text(prompt);
            // It is written before keys are read one by one; until then the terminal itself would take a Ctrl+D.
            while pty
                .modes()
                .local_modes
                .intersects(LocalModes::ECHO | LocalModes::ICANON)
            {
                std::thread::yield_now();
            }
            pty.send(keys);
        }
        let code = pty.wait_exit().exit_code();
        (code, String::from_utf8(pty.log()).unwrap())
    }
}

/// The program ends with 2 and one line on stderr that has all the words, and prints and leaves nothing else.
#[track_caller]
fn assert_refused(home: &Home, arguments: &[&str], words: &[&str]) {
    let (code, stdout, stderr) = home.run(arguments);
    assert_eq!(code, Some(2), "{arguments:?}: {stderr}");
    assert_eq!(stdout, "", "{arguments:?}");
    assert!(stderr.starts_with("kartoteka: "), "{arguments:?}: {stderr}");
    assert_eq!(stderr.lines().count(), 1, "{arguments:?}: {stderr}");
    for word in words {
        assert!(
            stderr.contains(word),
            "{arguments:?}: {word:?} is not in: {stderr}"
        );
    }
    assert!(!home.path().join("data").exists(), "{arguments:?}");
}

#[test]
fn help_tells_the_commands_the_options_and_examples() {
    let (code, stdout, stderr) = Home::new().run(&["--help"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    let options = [
        "--profile",
        "--config",
        "--data-dir",
        "--lang",
        "--ascii",
        "--plain",
        "--no-color",
    ];
    for word in options
        .iter()
        .chain(&["demo", "sandbox", "Examples:", "Exit codes:"])
    {
        assert!(stdout.contains(word), "{word:?} is not in: {stdout}");
    }
    let (code, stdout, _) = Home::new().run(&["sandbox", "--help"]);
    assert_eq!(code, Some(0));
    for word in ["127.0.0.1:8080", "api_user", "api_pass", "--db", "Examples:"] {
        assert!(stdout.contains(word), "{word:?} is not in: {stdout}");
    }
}

#[test]
fn version_is_the_packages() {
    let (code, stdout, _) = Home::new().run(&["--version"]);
    assert_eq!(code, Some(0));
    assert!(stdout.contains(env!("CARGO_PKG_VERSION")), "{stdout}");
    assert_eq!(stdout, format!("kartoteka {}\n", env!("KARTOTEKA_VERSION")));
}

#[test]
fn a_command_line_that_means_nothing_is_a_usage_error() {
    for arguments in [["--lang", "de"], ["--prfile", "x"], ["sandbox", "--listen=here"]] {
        let (code, stdout, stderr) = Home::new().run(&arguments);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(stderr.contains("--help"), "{arguments:?}: {stderr}");
    }
}

#[test]
fn without_a_profile_it_says_how_to_make_one_and_makes_nothing() {
    let home = Home::new();
    let (code, stdout, stderr) = home.run(&[]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    let (first, sample) = stderr.split_once("\n\n").unwrap();
    assert!(first.starts_with("kartoteka: no profile"), "{first}");
    assert!(first.contains(home.settings().to_str().unwrap()), "{first}");
    assert!(first.contains("kartoteka demo"), "{first}");
    assert_eq!(first.lines().count(), 1);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);

    // What is shown can be pasted: then only the terminal is missing.
    assert_eq!(sample, kartoteka::config::SAMPLE);
    home.write_settings(sample);
    assert_refused(&home, &[], &["terminal"]);
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let home = Home::new();
    home.write_settings("\ntheme = \"dusk\"\n");
    let path = home.settings();
    let path = path.to_str().unwrap();
    for arguments in [[].as_slice(), &["demo"], &["--config", path]] {
        assert_refused(&home, arguments, &[path, "line 2", "theme", "high-contrast"]);
    }
    assert_refused(
        &home,
        &["--config", "/nonexistent.toml"],
        &["/nonexistent.toml", "no such file"],
    );

    home.write_settings(PROFILE);
    assert_refused(&home, &["--profile", "tset"], &[path, "\"tset\"", "main"]);
}

#[test]
fn what_comes_from_outside_cannot_steer_the_terminal() {
    let home = Home::new();
    home.write_settings(PROFILE);
    assert_refused(&home, &["--profile", "a\u{1b}[2J"], &["a\\u{1b}[2J"]);
    assert_refused(
        &home,
        &["--config", "/none\u{1b}[2J\n"],
        &["/none\\u{1b}[2J\\u{a}"],
    );
}

#[test]
fn the_form_needs_a_terminal() {
    let home = Home::new();
    home.write_settings(PROFILE);
    assert_refused(&home, &[], &["terminal", "stdin", "ssh -t", "--plain"]);
    assert_refused(&home, &["demo"], &["terminal"]);
}

#[test]
fn a_dumb_terminal_is_refused_with_advice() {
    let home = Home::new();
    let (code, shown) = home.run_on_terminal(&["demo"], "dumb", "", "");
    assert_eq!(code, 2, "{shown}");
    assert!(shown.contains("TERM=xterm"), "{shown}");
    assert!(shown.contains("--plain"), "{shown}");
}

#[test]
fn the_password_is_asked_for_at_the_terminal_and_may_be_refused() {
    let home = Home::new();
    home.write_settings(PROFILE);
    let prompt = "Password of api_user at x.thulium.com: ";
    for (name, keys) in [("Enter", "\r"), ("Ctrl+C", "hun\u{3}"), ("Ctrl+D", "\u{4}")] {
        let (code, shown) = home.run_on_terminal(&[], "xterm", prompt, keys);
        assert_eq!(code, 2, "{name}: {shown}");
        assert!(
            shown.contains("profile main: no password was typed"),
            "{name}: {shown}"
        );
        assert!(!shown.contains("hun"), "{name}: {shown}");
    }
}

#[test]
fn the_sandbox_listens_on_loopback_only() {
    let home = Home::new();
    for address in ["0.0.0.0:0", "192.168.1.5:8080", "[::]:0"] {
        assert_refused(
            &home,
            &["sandbox", "--listen", address],
            &[address, "loopback", "127.0.0.1"],
        );
    }
    assert_refused(&home, &["sandbox", "--user", "a:b"], &["--user", "colon"]);
}

#[test]
fn the_sandbox_answers_the_apis_own_example() {
    let home = Home::new();
    let mut server = Command::new(PROGRAM)
        .args(["sandbox", "--listen", "127.0.0.1:0"])
        .env("HOME", home.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut greeting = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut greeting)
        .unwrap();
    let address = greeting
        .split("http://")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    let body = r#"{"surname":"Kowalski","phone_number":["333444555","123432234"]}"#;
    let mut socket = TcpStream::connect(address).unwrap();
    write!(
        socket,
        "POST /api/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic YXBpX3VzZXI6YXBpX3Bhc3M=\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("{ \"customer_id\": \"324\" }"), "{answer}");
}

/// Writes down an attempt that went out so many days ago.
fn sent(store: &mut Store, attempt: &str, days: i64, outcome: &Outcome) {
    let new = NewSubmission {
        attempt: attempt.into(),
        profile: "main".into(),
        url: "https://x.thulium.com/api/customers".into(),
        user: "api_user".into(),
        who: attempt.into(),
        card: Card::default(),
        payload: format!("{{\"surname\": \"{attempt}\"}}"),
        payload_hash: attempt.into(),
        resends: None,
        aware_of: None,
    };
    let then = Timestamp::now() - SignedDuration::from_hours(24 * days);
    store.begin(&new, then).unwrap();
    store.finish(attempt, outcome, Duration::ZERO).unwrap();
}

#[test]
fn old_records_are_deleted_and_unknown_ones_are_kept() {
    let home = Home::new();
    let data = home.path().join("data/kartoteka");
    let (rejected, unknown) = (
        Outcome::Rejected {
            answer: ApiResponse::default(),
        },
        Outcome::Unknown {
            failure: FailureReason::Cut,
            answer: None,
        },
    );
    let mut store = Store::open(&data, Timestamp::now()).unwrap();
    for (attempt, days, outcome) in [
        ("new", 1, &rejected),
        ("old", 40, &rejected),
        ("open", 40, &unknown),
        ("older", 100, &rejected),
    ] {
        sent(&mut store, attempt, days, outcome);
    }
    drop(store);
    let left = |home: &Home| {
        let store = Store::open(&home.path().join("data/kartoteka"), Timestamp::now()).unwrap();
        store.history("", 10).unwrap().total
    };
    let kept = "1 with an unknown outcome kept: settle them in the form (F3) or with kartoteka settle\n";
    for (arguments, deleted, remain) in [
        (&["history", "purge"][..], 1, 3),
        (&["history", "purge", "--older-than", "30d"], 1, 2),
        (&["history", "purge", "--older-than", "12h"], 1, 1),
    ] {
        let (code, stdout, stderr) = home.run(arguments);
        assert_eq!(
            (code, stdout, stderr.as_str()),
            (Some(0), format!("{deleted} deleted\n{kept}"), ""),
            "{arguments:?}"
        );
        assert_eq!(left(&home), remain, "{arguments:?}");
    }
}

#[test]
fn an_age_that_is_none_is_refused() {
    let home = Home::new();
    for age in ["", "soon", "-30d", "0d", "30"] {
        let (code, stdout, stderr) = home.run(&["history", "purge", &format!("--older-than={age}")]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{age}");
        assert!(stderr.contains("30d, 8w or 6mo"), "{age}: {stderr}");
        assert!(!home.path().join("data").exists(), "{age}: nothing was opened");
    }
}
