//! The programs that are measured, each in a home of its own.

use super::pty::Pty;
use super::{COMPLETE, SIZE, long_history};
use std::error::Error;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use tempfile::TempDir;

/// A CRM at which nobody answers: a form that is only typed into asks nothing.
const SETTINGS: &str = "[profiles.main]\nbase_url = \"https://127.0.0.1:9\"\nuser = \"api_user\"\n\
                        password_env = \"KARTOTEKA_BENCH_PASSWORD\"\n";

/// A program to be measured.
pub struct Subject {
    /// What it is called in the table.
    pub name: &'static str,
    /// Its file.
    pub program: String,
    args: Vec<String>,
    home: TempDir,
}

impl Subject {
    /// The form of a built kartoteka, in whose history are so many records.
    pub fn kartoteka(name: &'static str, program: &str, records: usize) -> Result<Self, Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        let settings = home.path().join("kartoteka.toml");
        fs::write(&settings, SETTINGS)?;
        fs::set_permissions(&settings, Permissions::from_mode(0o600))?;
        let data = home.path().join("data");
        if records > 0 {
            long_history::fill(&data, records);
        }
        let text = |path: &Path| path.display().to_string();
        Ok(Self {
            name,
            program: text(&fs::canonicalize(program)?),
            args: vec![
                "--config".into(),
                text(&settings),
                "--data-dir".into(),
                text(&data),
            ],
            home,
        })
    }

    /// The least that a terminal program can do.
    pub fn floor(program: &str) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            name: "floor",
            program: fs::canonicalize(program)?.display().to_string(),
            args: Vec::new(),
            home: tempfile::tempdir()?,
        })
    }

    /// Starts the program.
    pub fn spawn(&self) -> Pty {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let home = self.home.path().display().to_string();
        let env = [
            ("HOME", home.as_str()),
            ("LANG", "C.UTF-8"),
            ("KARTOTEKA_BENCH_PASSWORD", "api_pass"),
        ];
        Pty::start(&self.program, &args, &env, SIZE)
    }

    /// Starts the program and waits for its first complete frame.
    pub fn start(&self) -> Pty {
        let pty = self.spawn();
        pty.wait_for_text(COMPLETE);
        pty
    }
}
