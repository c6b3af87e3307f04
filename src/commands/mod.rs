//! The commands, a thin file each: they put the parts of the program together and say how it ended.

mod check;
mod completions;
mod config;
mod courier;
mod demo;
mod document;
mod exit;
mod form;
mod history;
mod keys;
mod man;
mod output;
mod preview;
mod sandbox;
mod settle;
mod setup;
mod submit;

pub use exit::Exit;

use crate::cli::{Cli, Command};
use crate::text::visible;
use std::fmt::Display;
use std::io::Write as _;

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
    /// A command that stops with one line.
    fn new(exit: Exit, message: impl Display) -> Self {
        Self {
            exit,
            message: message.to_string(),
            help: None,
        }
    }

    fn usage(message: impl Display) -> Self {
        Self::new(Exit::Usage, message)
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
    ended(dispatch(cli))
}

fn dispatch(cli: &Cli) -> Result<Exit, Failure> {
    let global = &setup::completed(&cli.global)?;
    let done = match &cli.command {
        None => form::run(global),
        Some(Command::Demo) => demo::run(global),
        Some(Command::Keys) => keys::run(global),
        Some(Command::Sandbox(options)) => sandbox::run(options),
        Some(Command::Check(options)) => return check::run(global, options),
        Some(Command::Preview(options)) => return preview::run(global, options),
        Some(Command::Submit(options)) => return submit::run(global, options),
        Some(Command::Settle(options)) => settle::run(global, options),
        Some(Command::Completions { shell }) => completions::run(*shell),
        Some(Command::Man { command }) => man::run(command),
        Some(Command::History(command)) => history::run(global, command),
        Some(Command::Config(command)) => return config::run(&cli.global, global, command),
    };
    done.map(|()| Exit::Done)
}

/// How a command ended; tells on stderr why it stopped, if it did.
fn ended(exit: Result<Exit, Failure>) -> Exit {
    match exit {
        Ok(exit) => exit,
        Err(failure) => {
            failure.tell();
            failure.exit
        }
    }
}
