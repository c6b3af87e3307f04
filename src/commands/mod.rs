//! The commands, a thin file each: they put the parts of the program together and say how it ended.

mod check;
mod complete;
mod completions;
mod config;
mod connection;
mod data_dir;
mod demo;
mod form;
mod history;
mod import;
mod keys;
mod logging;
mod man;
mod output;
mod output_schema;
mod preview;
mod reader;
mod restricted;
mod sandbox;
mod schema;
mod settle;
mod setup;
mod status;
mod submit;
mod system;
mod team;

use crate::cli::{Cli, Command, ConfigCommand, Exit, GlobalArgs, usage_error};
use crate::config::ConfigError;
use crate::i18n::{Language, Locale, posix};
use crate::import::InputError;
use crate::submit::SourceError;
use crate::text::visible;
use crate::{frontend, sandbox as embedded, store, tty};
use clap::ArgMatches;
use std::ffi::OsString;
use std::fmt::{self, Display};

/// Why a command stopped.
struct CommandError {
    exit: Exit,
    /// One line: what is wrong, where, and what to do.
    words: ErrorWords,
    /// Lines to show below it, which are the program's own words.
    help: Option<&'static str>,
    /// The terminal may be gone, or be read by nobody: it is not waited for.
    hurried: bool,
}

/// The words of an error, or what makes them once the language is known.
enum ErrorWords {
    Text(String),
    Localized(Box<dyn Fn(&Locale) -> String>),
}

impl fmt::Debug for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words(&Locale::new(Language::En));
        f.debug_tuple("CommandError")
            .field(&self.exit)
            .field(&words)
            .finish()
    }
}

impl CommandError {
    /// A command that stops with one line.
    fn new(exit: Exit, words: impl Display) -> Self {
        Self {
            exit,
            words: ErrorWords::Text(words.to_string()),
            help: None,
            hurried: false,
        }
    }

    fn usage(words: impl Display) -> Self {
        Self::new(Exit::Usage, words)
    }

    /// As [`Failure::usage`], where the locale is not at hand.
    fn localized(words: impl Fn(&Locale) -> String + 'static) -> Self {
        Self {
            exit: Exit::Usage,
            words: ErrorWords::Localized(Box::new(words)),
            help: None,
            hurried: false,
        }
    }

    /// Why, in one line.
    fn words(&self, locale: &Locale) -> String {
        match &self.words {
            ErrorWords::Text(words) => words.clone(),
            ErrorWords::Localized(words) => words(locale),
        }
    }

    /// Prints it on stderr. That nobody may be reading must not change the exit code.
    fn print(&self, locale: &Locale) {
        let line = format!("kartoteka: {}\n", visible(&self.words(locale)));
        if self.hurried {
            tty::write_on_stderr(&line);
        } else {
            output::print_error(&line);
        }
        if let Some(help) = self.help {
            output::print_error(&format!("\n{help}"));
        }
    }
}

impl From<store::Error> for CommandError {
    fn from(error: store::Error) -> Self {
        Self::localized(move |locale| locale.store_error(&error))
    }
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        Self::localized(move |locale| locale.config_error(&error))
    }
}

impl From<SourceError> for CommandError {
    fn from(error: SourceError) -> Self {
        let exit = match error {
            SourceError::Io { .. } => Exit::Usage,
            SourceError::TooLong { .. } => Exit::Invalid,
        };
        Self {
            exit,
            ..Self::localized(move |locale| error.words(locale))
        }
    }
}

impl From<(String, InputError)> for CommandError {
    fn from((name, error): (String, InputError)) -> Self {
        Self::localized(move |locale| format!("{name}: {}", locale.input_error(&error)))
    }
}

impl From<frontend::Error> for CommandError {
    fn from(error: frontend::Error) -> Self {
        Self {
            hurried: true,
            ..Self::localized(move |locale| locale.run_error(&error))
        }
    }
}

impl From<embedded::Error> for CommandError {
    fn from(error: embedded::Error) -> Self {
        Self::localized(move |locale| locale.sandbox_error(&error))
    }
}

/// Runs the command that a command line asks for, the program's name first, and prints on stderr why it stopped, if it
/// did.
#[must_use]
pub fn run(line: &[OsString]) -> Exit {
    crate::os::signals::outlive_size_limit();
    output::take_panics();
    if let Err(failure) = restricted::enforce(line) {
        failure.print(&Locale::new(posix::language(setup::variable)));
        return failure.exit;
    }
    let locale = || setup::locale(&GlobalArgs::at_a_glance(line));
    let (cli, matches) = match Cli::read(line, locale) {
        Ok(read) => read,
        Err(error) => return not_understood(&error, line, &locale()),
    };
    let exit = dispatch(&cli, &matches).unwrap_or_else(|failure| {
        failure.print(&setup::locale(&cli.global));
        failure.exit
    });
    logging::end(exit);
    exit
}

/// Shows the help that was asked for, or says in one line what is wrong with the command line. That nobody may be listening
/// must not change the exit code.
fn not_understood(error: &clap::Error, line: &[OsString], locale: &Locale) -> Exit {
    if let Some(words) = usage_error::usage_error(error, locale) {
        CommandError::usage(words).print(locale);
        return Exit::Usage;
    }
    let styled = setup::shows_colors(&GlobalArgs::at_a_glance(line));
    let _ = output::print_help(&error.render(), styled);
    Exit::Done
}

fn dispatch(cli: &Cli, matches: &ArgMatches) -> Result<Exit, CommandError> {
    // What is wrong with the system's settings is found out by these two.
    let explains = matches!(
        cli.command,
        Some(Command::Config(ConfigCommand::Check { .. } | ConfigCommand::Path))
    );
    if !explains {
        system::system_settings()?;
    }
    if restricted::is_on(&cli.global) {
        restricted::check(cli, matches)?;
    }
    system::refuse_locked(matches)?;
    // Asked at every press of Tab, whatever else is wrong.
    if let Some(Command::Complete(options)) = &cli.command {
        complete::run(options);
        return Ok(Exit::Done);
    }
    let global = &setup::completed(&cli.global)?;
    let find = cli.find.term();
    let done = match &cli.command {
        None => form::run(global, find),
        Some(Command::Demo) => demo::run(global, find),
        Some(_) if find.is_some() => Err(CommandError::localized(|locale| locale.texts().line_find_alone())),
        Some(Command::Keys) => keys::run(global),
        Some(Command::Sandbox(options)) => sandbox::run(global, options),
        Some(Command::Check(options)) => return check::run(global, options),
        Some(Command::Preview(options)) => return preview::run(global, options),
        Some(Command::Submit(options)) => return submit::run(global, options),
        Some(Command::Import(options)) => return import::run(global, options),
        Some(Command::Settle(options)) => settle::run(global, options),
        Some(Command::Status(options)) => return status::run(global, options),
        Some(Command::Schema(options)) => schema::run(global, options),
        Some(Command::Completions { shell }) => completions::run(global, *shell),
        Some(Command::Complete(_)) => Ok(()), // answered above
        Some(Command::Man { command }) => man::run(global, command),
        Some(Command::History(command)) => history::run(global, command),
        Some(Command::Config(command)) => return config::run(&cli.global, global, command),
    };
    done.map(|()| Exit::Done)
}
