//! The command line: its definition here, its words in [`help`], what is wrong with one in [`usage_error`], what may come
//! next in [`completion`].

pub mod completion;
mod exit;
mod find_args;
pub mod help;
mod history_args;
mod import_args;
mod sandbox_args;
mod schema_args;
mod submit_args;
mod typed;
pub mod usage_error;
mod values;

pub use exit::Exit;
pub use find_args::FindArgs;
pub use history_args::{HistoryArgs, HistoryCommand, HistoryFormat, PurgeArgs};
pub use import_args::ImportArgs;
pub use sandbox_args::SandboxArgs;
pub use schema_args::{SchemaArgs, SchemaSubject};
pub use submit_args::SubmitArgs;
pub use typed::{TypedArgument, typed_arguments};

use crate::customer::request::RequestFormat;
use crate::i18n::{Language, Locale};
use crate::os::log_file::LogLevel;
use crate::os::paths::from_here;
use clap::builder::{NonEmptyStringValueParser, OsStringValueParser, TypedValueParser};
use clap::{
    ArgGroup, ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueHint,
};
use clap_complete::Shell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Add customers to a Thulium CRM at the keyboard.
///
/// Without a command it opens the form. Nothing typed is lost, and no customer is created twice by the program's doing.
#[derive(Debug, Parser)]
#[command(name = "kartoteka", bin_name = "kartoteka", version = env!("KARTOTEKA_VERSION"))]
pub struct Cli {
    /// The options of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// The customer to find.
    #[command(flatten)]
    pub find: FindArgs,
    /// What to do; the form where it is left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The options of every command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct GlobalArgs {
    /// Which profile of the settings to use
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// The file of the settings, instead of kartoteka.toml in your configuration directory
    #[arg(long, global = true, value_name = "FILE", value_parser = path())]
    pub config: Option<PathBuf>,
    /// Where drafts and history are kept
    #[arg(long, global = true, value_name = "DIR", value_parser = path(), value_hint = ValueHint::DirPath)]
    pub data_dir: Option<PathBuf>,
    /// Log what the program does to this file
    #[arg(long, global = true, value_name = "FILE", value_parser = path())]
    pub log_file: Option<PathBuf>,
    /// How much is logged
    #[arg(long, global = true, value_name = "LEVEL")]
    pub log_level: Option<LogLevel>,
    /// The language of the program; without it, that of the settings or of the system
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
    /// Draw with ASCII characters only, as in a locale without UTF-8
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Ask and answer on plain lines, for screen readers, dumb terminals and scripts
    #[arg(long, global = true)]
    pub plain: bool,
    /// Choose no path, command or variable: the system's settings alone say where files are
    #[arg(long, global = true)]
    pub restricted: bool,
    /// Use no colours, as the variable `NO_COLOR` does too
    #[arg(long, global = true)]
    pub no_color: bool,
}

impl Cli {
    /// Reads a command line, the program's name first, and what of it was typed, with help in the language of the locale, which is
    /// asked for only where there is something to say: to find it may take a look into the settings.
    ///
    /// # Errors
    /// If it cannot be understood, or asks for help or for the version.
    pub fn read(
        line: &[OsString],
        locale: impl FnOnce() -> Locale,
    ) -> Result<(Self, ArgMatches), clap::Error> {
        // The words are put in only where they are shown: a command line that is understood needs none.
        let matches = match Self::command().try_get_matches_from(line) {
            Ok(matches) => matches,
            Err(_) => help::command(&locale()).try_get_matches_from(line)?,
        };
        Ok((Self::from_arg_matches(&matches)?, matches))
    }
}

impl GlobalArgs {
    /// What decides how help and errors are shown, and whether the operator chooses paths, from a command line that may be
    /// wrong.
    #[must_use]
    pub fn at_a_glance(line: &[OsString]) -> Self {
        let words = || line.iter().enumerate().take_while(|(_, word)| *word != "--");
        let after = |name: &str| {
            let values = words().filter_map(|(number, word)| match word.to_str()?.strip_prefix(name)? {
                "" => line.get(number + 1).cloned(),
                rest => rest.strip_prefix('=').map(OsString::from),
            });
            values.last()
        };
        Self {
            lang: after("--lang").and_then(|code| code.to_str()?.parse().ok()),
            config: after("--config").and_then(|path| from_here(Path::new(&path)).ok()),
            no_color: words().any(|(_, word)| word == "--no-color"),
            restricted: words().any(|(_, word)| word == "--restricted"),
            ..Self::default()
        }
    }
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the form on an embedded CRM, with data apart from yours
    Demo,
    /// Run the embedded CRM alone, until Ctrl+C
    Sandbox(SandboxArgs),
    /// Show what each key press sends and does, and write other keys down for the settings
    Keys,
    /// Print what is wrong with a customer in JSON; nothing is sent
    Check(CheckArgs),
    /// Show the request that a customer in JSON would be sent with
    Preview(PreviewArgs),
    /// Send a customer in JSON, and print the id that it gets
    Submit(SubmitArgs),
    /// Send the customers of a table, and go on where that stopped
    Import(ImportArgs),
    /// List what was sent from this machine, or delete old records
    #[command(args_conflicts_with_subcommands = true)]
    History(HistoryArgs),
    /// List attempts whose outcome is unknown, and settle them
    Settle(SettleArgs),
    /// Show what is in the store: drafts, unknown outcomes, what was sent today, the team
    Status(StatusArgs),
    /// Make, show and check the settings
    #[command(subcommand, subcommand_required = true, arg_required_else_help = false)]
    Config(ConfigCommand),
    /// Print the JSON Schema of what is read or printed, for editors and other programs
    Schema(SchemaArgs),
    /// Print a script that completes commands and options in a shell
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Print what may come next on a command line, for the scripts of `completions`
    #[command(hide = true)]
    Complete(CompleteArgs),
    /// Print the manual page, with all keys and exit codes
    Man {
        /// The command whose page it is, if not that of the whole program
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
}

/// What a shell's script asks.
#[derive(Debug, Clone, Args)]
pub struct CompleteArgs {
    /// The shell that asks
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
    /// The words up to the cursor, without the program's name; of bash, the line up to the cursor, and its last piece
    #[arg(value_name = "WORD", last = true)]
    pub words: Vec<OsString>,
}

/// The options of `kartoteka check`.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// A file with one customer in JSON, or - for the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Read many customers, one JSON object a line, and answer with a line each
    #[arg(long)]
    pub ndjson: bool,
    /// Answer with one JSON object in a line
    #[arg(long)]
    pub json: bool,
}

/// The options of `kartoteka preview`.
#[derive(Debug, Clone, Args)]
pub struct PreviewArgs {
    /// A file with one customer in JSON, or - for the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How the request is written
    #[arg(long = "as", value_name = "FORM", default_value = "json")]
    pub form: RequestFormat,
}

/// The options of `kartoteka settle`.
#[derive(Debug, Clone, Args)]
#[command(group = ArgGroup::new("decision").args(["id", "not_created"]).requires("attempt"))]
pub struct SettleArgs {
    /// The attempt, as the list names it
    #[arg(value_name = "ATTEMPT", requires = "decision")]
    pub attempt: Option<String>,
    /// The customer is in the CRM, under this id
    #[arg(long = "as", value_name = "ID")]
    pub id: Option<String>,
    /// The customer is not in the CRM
    #[arg(long)]
    pub not_created: bool,
    /// List the attempts whose outcome is unknown, as it does without an attempt
    #[arg(long, conflicts_with_all = ["attempt", "decision"])]
    pub list: bool,
}

/// The options of `kartoteka status`.
#[derive(Debug, Clone, Args)]
pub struct StatusArgs {
    /// Answer with one JSON object in a line
    #[arg(long)]
    pub json: bool,
}

/// What can be done with the settings.
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigCommand {
    /// Ask for a profile, try its connection without creating anything, and write it down
    ///
    /// A file that is there keeps its text as it is: the profile is added behind it, or shown to be added by hand.
    Init,
    /// Propose settings from what the tenant uses: custom fields, account managers, types and groups
    ///
    /// Reads up to 100 customers and the list of agents, and prints the lines for the settings file.
    Fetch {
        /// Read the custom fields, type and group of this customer alone
        #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
        customer: Option<String>,
        /// Write the lines to the settings file, if nobody has edited it by hand
        #[arg(long)]
        write: bool,
    },
    /// Print where the file of the settings is
    Path,
    /// Print the settings that are in force, and where each comes from; never a secret
    Show,
    /// Print everything that is wrong with the settings
    Check {
        /// Get the passwords, too: runs each `password_command`, and shows nothing of them
        #[arg(long)]
        passwords: bool,
    },
}

/// Reads the path that an option names, as [`from_here`] does.
fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().try_map(|path| from_here(Path::new(&path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn global_options_may_stand_after_the_command() {
        let cli = Cli::try_parse_from(["kartoteka", "demo", "--lang", "pl", "--no-color"]).unwrap();
        assert_eq!(cli.global.lang, Some(Language::Pl));
        assert!(cli.global.no_color);
        assert!(matches!(cli.command, Some(Command::Demo)));
    }

    #[test]
    fn the_language_is_found_in_a_wrong_command_line() {
        for (line, lang, config) in [
            ("kartoteka --lang pl --wrong", Some(Language::Pl), None),
            ("kartoteka --lang=pl nope", Some(Language::Pl), None),
            ("kartoteka --lang en check --lang pl", Some(Language::Pl), None),
            ("kartoteka --lang", None, None),
            ("kartoteka --lang de --config a.toml", None, Some("a.toml")),
            ("kartoteka check -- --lang pl", None, None),
            ("kartoteka --language pl", None, None),
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let found = GlobalArgs::at_a_glance(&words);
            assert_eq!(
                (found.lang, found.config),
                (lang, config.map(|file| from_here(Path::new(file)).unwrap())),
                "{line}"
            );
        }
    }
}
