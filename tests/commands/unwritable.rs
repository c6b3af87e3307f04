//! Directories and files that cannot be written: one line that says which, the exit code for it, nothing sent, and no panic. Run
//! as a user who has no power over permissions.

use crate::support::home::sandbox;
use crate::support::home::{Home, PROGRAM};
use crate::support::pty::Pty;
use rustix::process::Signal;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whom nothing belongs to.
const NOBODY: u32 = 65534;

/// A home that belongs to a user without power, and the program as that user runs it.
struct Powerless {
    home: Home,
    program: PathBuf,
    is_root: bool,
}

impl Powerless {
    /// None where there is no such user to be had: root without `setpriv`.
    fn new(url: &str) -> Option<Self> {
        let is_root = rustix::process::geteuid().is_root();
        if is_root && Command::new("setpriv").arg("--version").output().is_err() {
            eprintln!("SKIPPED: root can write everything, and there is no setpriv to be somebody else");
            return None;
        }
        let home = Home::new(url, "");
        // Where the program was built, others may not look.
        let program = home.path().join("program");
        // By another process: a program that one of ours has open for writing, when a test beside this one forks, is busy.
        let copied = Command::new("cp").arg(PROGRAM).arg(&program).status();
        assert!(copied.unwrap().success());
        for name in ["alone.json", "two.csv"] {
            fs::write(home.path().join(name), "").unwrap();
        }
        fs::write(home.path().join("alone.json"), r#"{"surname":"Nowak"}"#).unwrap();
        fs::write(home.path().join("two.csv"), "surname\nAlfa\nBeta\n").unwrap();
        let powerless = Self {
            home,
            program,
            is_root,
        };
        powerless.own(powerless.home.path());
        for entry in fs::read_dir(powerless.home.path()).unwrap() {
            powerless.own(&entry.unwrap().path());
        }
        Some(powerless)
    }

    fn own(&self, path: &Path) {
        if self.is_root {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }

    /// What runs the program on this data directory as that user: a program and its arguments.
    fn words(&self, data: &Path) -> Vec<String> {
        let id = NOBODY.to_string();
        let somebody = [
            "setpriv",
            "--reuid",
            &id,
            "--regid",
            &id,
            "--clear-groups",
            "--inh-caps=-all",
        ];
        let somebody = somebody.iter().filter(|_| self.is_root).map(ToString::to_string);
        let config = self.home.config();
        let program = [
            &self.program,
            Path::new("--data-dir"),
            data,
            Path::new("--config"),
            &config,
        ];
        let program = program.map(|word| word.to_str().unwrap().to_owned());
        somebody.chain(program).collect()
    }

    /// Runs a command on this data directory; its exit code and what it says on stderr.
    fn run(&self, data: &Path, args: &[&str]) -> (i32, String) {
        let words = self.words(data);
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .args(args)
            .current_dir(self.home.path())
            .env_clear()
            .envs(self.home.env())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let _ = child.stdin.take().unwrap().write_all(br#"{"surname":"Nowak"}"#);
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), stderr)
    }

    /// Opens the form on this data directory.
    fn form(&self, data: &Path) -> Pty {
        let words = self.words(data);
        let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let pty = Pty::start(&words[0], &arguments, &self.home.env(), (100, 30));
        pty.wait_for_text("Surname");
        pty
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// The commands that need the store, and how each ends without it.
const COMMANDS: [(&[&str], i32); 5] = [
    (&["submit", "-"], 5),
    (&["import", "two.csv", "--yes", "--rejected", "no"], 5),
    (&["history"], 2),
    (&["settle", "--list"], 2),
    (&["history", "purge", "--older-than", "1d"], 2),
];

/// The data directory in a state that nothing can be written in, and what every message names.
fn places(home: &Path) -> Vec<(&'static str, PathBuf, &'static str)> {
    let file = home.join("file");
    fs::write(&file, "").unwrap();
    vec![
        ("a file", file.clone(), "file"),
        ("below a file", file.join("below"), "below"),
        (
            "below a directory that cannot be written",
            home.join("closed").join("below"),
            "below",
        ),
        (
            "in /proc",
            PathBuf::from("/proc/1/kartoteka"),
            "/proc/1/kartoteka",
        ),
        ("somebody else's", home.join("roots"), "roots"),
        ("closed", home.join("closed"), "closed"),
    ]
}

#[test]
fn a_data_directory_that_cannot_be_written_is_named_and_nothing_is_sent() {
    let crm = sandbox();
    let Some(user) = Powerless::new(&crm.base_url()) else {
        return;
    };
    let home = user.home.path();
    let closed = home.join("closed");
    fs::create_dir(&closed).unwrap();
    user.own(&closed);
    fs::create_dir(home.join("roots")).unwrap();
    set_mode(&home.join("roots"), if user.is_root { 0o755 } else { 0o500 });
    set_mode(&closed, 0o500);
    for (name, data, named) in places(home) {
        for (command, code) in COMMANDS {
            let (ended, said) = user.run(&data, command);
            let line = said
                .lines()
                .find(|line| line.starts_with("kartoteka: "))
                .unwrap_or(&said);
            assert_eq!(ended, code, "{name}, {command:?}: {said}");
            assert!(
                line.contains(named) && !said.contains("panicked"),
                "{name}, {command:?}: {said}"
            );
        }
    }
    set_mode(&closed, 0o700);
    assert_eq!(crm.customers(), 0);
}

#[test]
fn a_store_that_became_unwritable_is_read_and_takes_up_again() {
    let crm = sandbox();
    let Some(user) = Powerless::new(&crm.base_url()) else {
        return;
    };
    let data = user.home.data();
    let submit = ["submit", "-", "--accept-warnings"];
    assert_eq!(user.run(&data, &submit).0, 0);
    let file = |name: &str| data.join(name);
    let parts = [
        (data.clone(), 0o500, 0o700),
        (file("sessions"), 0o500, 0o700),
        (file("kartoteka.db"), 0o400, 0o600),
    ];
    for (created, (path, closed, open)) in (1..).zip(parts) {
        set_mode(&path, closed);
        let (ended, said) = user.run(&data, &submit);
        assert_eq!(ended, 5, "{}: {said}", path.display());
        assert!(said.contains("data"), "{said}");
        for command in [&["history"][..], &["settle", "--list"], &["status"]] {
            let (ended, said) = user.run(&data, command);
            assert!(
                matches!(ended, 0 | 2) && !said.contains("panicked"),
                "{command:?}: {said}"
            );
        }
        set_mode(&path, open);
        let (ended, said) = user.run(&data, &submit);
        assert_eq!(
            (ended, crm.customers()),
            (0, created + 1),
            "{}: {said}",
            path.display()
        );
    }
}

/// The cards that were written to the home directory at the end.
fn rescued(home: &Path) -> Vec<String> {
    let entries = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path());
    let cards = entries.filter(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("kartoteka-") && Path::new(name).extension().is_some_and(|end| end == "json")
    });
    cards.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn the_form_says_what_it_cannot_write_and_the_card_is_rescued() {
    let Some(user) = Powerless::new(super::NOWHERE) else {
        return;
    };
    let home = user.home.path();
    let closed = home.join("closed");
    fs::create_dir(&closed).unwrap();
    user.own(&closed);
    set_mode(&closed, 0o500);
    fs::create_dir(home.join("roots")).unwrap();
    set_mode(&home.join("roots"), if user.is_root { 0o755 } else { 0o500 });
    for (number, (name, data, named)) in places(home).into_iter().enumerate() {
        let mut pty = user.form(&data);
        pty.wait_for_text(named);
        pty.send("Zbigniew");
        pty.wait_for_text("Zbigniew");
        pty.kill(Signal::TERM);
        pty.wait_exit();
        pty.assert_given_back();
        let cards = rescued(home);
        assert_eq!(cards.len(), number + 1, "{name}: {}", pty.text());
        assert!(
            cards.iter().all(|card| card.contains("Zbigniew")),
            "{name}: {cards:?}"
        );
    }
    // Where the home cannot be written either, the card is on the terminal.
    set_mode(home, 0o500);
    let mut pty = user.form(&closed);
    pty.send("Zbigniew");
    pty.wait_for_text("Zbigniew");
    pty.kill(Signal::TERM);
    pty.wait_exit();
    pty.assert_given_back();
    let left = pty.text();
    set_mode(home, 0o700);
    set_mode(&closed, 0o700);
    assert!(left.contains("Zbigniew"), "{left}");
}
