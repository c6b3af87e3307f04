//! The commands, a thin file each: they put the parts of the program together and say how it ended.

mod demo;
mod form;
mod history;
mod sandbox;
mod setup;

use crate::cli::{Cli, Command};
use crate::text::visible;
use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The command line or the settings cannot be used.
    Usage = 2,
    /// The customer is invalid.
    Invalid = 3,
    /// The CRM rejected the customer.
    Rejected = 4,
    /// The request surely never reached the CRM.
    NotSent = 5,
    /// The customer may have been created.
    Unknown = 6,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command stopped.
#[derive(Debug)]
struct Failure {
    exit: Exit,
    /// One line: what is wrong, where, and what to do.
    message: String,
    /// Lines to show below it, which are the program's own words.
    help: Option<&'static str>,
}

impl Failure {
    fn usage(message: impl Display) -> Self {
        Self {
            exit: Exit::Usage,
            message: message.to_string(),
            help: None,
        }
    }

    /// Tells the operator. That nobody may be listening must not change the exit code.
    fn tell(&self) {
        let mut stderr = std::io::stderr().lock();
        let _ = writeln!(stderr, "kartoteka: {}", visible(&self.message));
        if let Some(help) = self.help {
            let _ = write!(stderr, "\n{help}");
        }
    }
}

/// Runs the command that the command line asks for, and tells on stderr why it stopped, if it did.
#[must_use]
pub fn run(cli: &Cli) -> Exit {
    let ended = match &cli.command {
        None => form::run(&cli.global),
        Some(Command::Demo) => demo::run(&cli.global),
        Some(Command::Sandbox(options)) => sandbox::run(options),
        Some(Command::History(command)) => history::run(&cli.global, command),
    };
    match ended {
        Ok(()) => Exit::Done,
        Err(failure) => {
            failure.tell();
            failure.exit
        }
    }
}
