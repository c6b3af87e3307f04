//! The built program as a package installs it: in a prefix of its own, with the system's settings beside it.

use super::home::{PROGRAM, Told};
use super::pty::Pty;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A prefix with the program in `bin` and the system's settings in `etc`. Dropping it removes it.
pub struct Installed(TempDir);

impl Installed {
    /// The program, with these settings of the system's.
    pub fn new(settings: &str) -> Self {
        let installed = Self(TempDir::new().unwrap());
        for path in [installed.program(), installed.settings()] {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
        }
        // Not where it is on another file system.
        if fs::hard_link(PROGRAM, installed.program()).is_err() {
            // By another process: a program that one of ours has open for writing, when a test beside this one forks, is busy.
            let copied = Command::new("cp").arg(PROGRAM).arg(installed.program()).status();
            assert!(copied.unwrap().success());
        }
        installed.write(settings);
        installed
    }

    /// Puts other settings in the place of the system's.
    pub fn write(&self, settings: &str) {
        fs::write(self.settings(), settings).unwrap();
        fs::set_permissions(self.settings(), Permissions::from_mode(0o644)).unwrap();
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program's file.
    pub fn program(&self) -> PathBuf {
        self.path().join("bin/kartoteka")
    }

    /// The system's settings.
    pub fn settings(&self) -> PathBuf {
        self.path().join("etc/kartoteka/kartoteka.toml")
    }

    /// A directory of the prefix, which is made where it is missing.
    pub fn dir(&self, name: &str) -> PathBuf {
        let dir = self.path().join(name);
        fs::create_dir_all(&dir).unwrap();
        dir
    }

    /// A command that runs the program with these arguments and variables, without a terminal and without other variables.
    pub fn command(&self, args: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(self.program());
        command.args(args).env_clear().envs(variables.iter().copied());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program with these arguments and variables, to the end.
    pub fn run(&self, args: &[&str], variables: &[(&str, &str)]) -> Told {
        Told::of(self.command(args, variables).spawn().unwrap())
    }

    /// Starts the program with these arguments and variables on a terminal of 80x24.
    pub fn start(&self, args: &[&str], variables: &[(&str, &str)]) -> Pty {
        Pty::start(self.program().to_str().unwrap(), args, variables, (80, 24))
    }
}
