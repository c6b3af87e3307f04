//! A data directory of the test's own, with the settings for one CRM in it, and the built program on them.

#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a harness fails the test")]

use super::echo::{shown, words};
use super::pty::Pty;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The built program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_kartoteka");

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
        fs::write(dir.path().join("kartoteka.toml"), text).unwrap();
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
        Pty::start(PROGRAM, &all, &self.env(), size)
    }

    /// Starts the program and waits for its form, the preview included where there is room for it.
    #[track_caller]
    pub fn start(&self, size: (u16, u16)) -> Pty {
        let pty = self.run(&[], size);
        pty.wait_for(|screen| {
            screen.contents().contains(words::READY) && (size.0 < 110 || shown(screen).is_some())
        });
        pty
    }
}
