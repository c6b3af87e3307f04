//! A data directory of the test's own, with the settings for one CRM in it, and the built program on them.

use super::echo::{shown, words};
use super::pty::Pty;
use kartoteka::sandbox::{Sandbox, SandboxOptions};
use serde_json::Value;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// The built program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_kartoteka");

/// A CRM with nobody in it, for the user and the password that the settings of a [`Home`] have.
pub fn sandbox() -> Sandbox {
    Sandbox::start(SandboxOptions {
        listen: "127.0.0.1:0".parse().unwrap(),
        user: "api_user".to_owned(),
        password: "api_pass".to_owned(),
        db: None,
    })
    .unwrap()
}

/// How the program ended without a terminal, and all that it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Told {
    /// Waits for the end.
    pub fn of(child: Child) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: status.code(),
            stdout: text(stdout),
            stderr: text(stderr),
        }
    }

    /// The JSON objects on stdout, one a line.
    pub fn json(&self) -> Vec<Value> {
        let lines = self.stdout.lines().map(serde_json::from_str);
        lines.map(Result::unwrap).collect()
    }
}

/// An import with one row in flight, so that a test can tell the order of the requests; tests of several say how many.
fn one_by_one(args: &[&str]) -> &'static [&'static str] {
    if args.first() == Some(&"import") && !args.contains(&"--jobs") {
        &["--jobs", "1"]
    } else {
        &[]
    }
}

/// The directory. Dropping it removes it.
pub struct Home(TempDir);

impl Home {
    /// A directory for a CRM at a base URL, with these lines besides in the profile.
    pub fn new(url: &str, more: &str) -> Self {
        let dir = TempDir::new().unwrap();
        let text = format!(
            "language = \"en\"\n[profiles.main]\nbase_url = \"{url}\"\nuser = \"api_user\"\n\
             password_env = \"KARTOTEKA_TEST_PASSWORD\"\n{more}\n"
        );
        let file = dir.path().join("kartoteka.toml");
        fs::write(&file, text).unwrap();
        fs::set_permissions(file, Permissions::from_mode(0o600)).unwrap();
        Self(dir)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Where the settings are.
    pub fn config(&self) -> PathBuf {
        self.path().join("kartoteka.toml")
    }

    /// Where the program keeps its data.
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// The environment in which the program runs.
    pub fn env(&self) -> [(&'static str, &str); 3] {
        [
            ("HOME", self.path().to_str().unwrap()),
            ("LANG", "C.UTF-8"),
            ("KARTOTEKA_TEST_PASSWORD", "api_pass"),
        ]
    }

    /// Begins to run the program with these arguments on a terminal of so many columns and rows.
    pub fn run(&self, args: &[&str], size: (u16, u16)) -> Pty {
        let (data, config) = (self.data(), self.config());
        let mut all = vec![
            "--data-dir",
            data.to_str().unwrap(),
            "--config",
            config.to_str().unwrap(),
        ];
        all.extend(args);
        all.extend(one_by_one(args));
        Pty::start(PROGRAM, &all, &self.env(), size)
    }

    /// A command that runs the program with these arguments, without a terminal.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--data-dir").arg(self.data());
        command
            .arg("--config")
            .arg(self.config())
            .args(args)
            .args(one_by_one(args));
        command.env_clear().envs(self.env());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program with these arguments and this on its standard input, to the end.
    pub fn pipe(&self, args: &[&str], input: &[u8]) -> Told {
        let mut child = self.command(args).spawn().unwrap();
        // It need not read what it does not need.
        let _ = child.stdin.take().unwrap().write_all(input);
        Told::of(child)
    }

    /// Starts the program and waits for its form, the preview included where there is room for it.
    #[track_caller]
    pub fn start(&self, size: (u16, u16)) -> Pty {
        let pty = self.run(&[], size);
        pty.wait_for(|screen| {
            screen.contents().contains(words::READY) && (size.0 < 100 || shown(screen).is_some())
        });
        pty
    }
}

impl Pty {
    /// Goes back to the form from a page, once that is there down to its last line: the line of keys of the frame before would be
    /// taken for the form's otherwise, and what follows Esc at once is read as Alt.
    #[track_caller]
    pub fn back_to_form(&mut self) {
        self.wait_for_text("Esc back");
        self.send("\x1b");
        self.wait_for_text(words::READY);
    }
}
