//! A data directory of the test's own, with the settings for one CRM in it, and the built program on them.

#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a harness fails the test")]

use super::echo::{shown, words};
use super::pty::Pty;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kartoteka");

/// The directory. Dropping it removes it.
pub struct Home(TempDir);

impl Home {
    /// A directory for a CRM at a base URL, which may take so many seconds for an answer.
    pub fn new(url: &str, timeout: u32) -> Self {
        let dir = TempDir::new().unwrap();
        let text = format!(
            "language = \"en\"\n[profiles.main]\nbase_url = \"{url}\"\nuser = \"api_user\"\n\
             password_env = \"KARTOTEKA_TEST_PASSWORD\"\ntimeout_seconds = {timeout}\n"
        );
        fs::write(dir.path().join("kartoteka.toml"), text).unwrap();
        Self(dir)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Begins to start the program on a terminal of so many columns and rows.
    pub fn begin(&self, size: (u16, u16)) -> Pty {
        let home = self.0.path().to_str().unwrap();
        let config = format!("{home}/kartoteka.toml");
        let args = ["--data-dir", home, "--config", &config];
        let env = [
            ("HOME", home),
            ("LANG", "C.UTF-8"),
            ("KARTOTEKA_TEST_PASSWORD", "api_pass"),
        ];
        Pty::start(PROGRAM, &args, &env, size)
    }

    /// Starts the program and waits for its form.
    #[track_caller]
    pub fn start(&self, size: (u16, u16)) -> Pty {
        let pty = self.begin(size);
        pty.wait_for(|screen| screen.contents().contains(words::READY) && shown(screen).is_some());
        pty
    }
}
