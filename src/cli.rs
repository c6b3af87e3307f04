//! The command line.

use crate::commands::Exit;
use crate::customer::request::Form;
use crate::locale::{Language, Locale};
use clap::builder::PossibleValue;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::Span;
use std::net::SocketAddr;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  kartoteka demo                 try it: nothing to set up, nothing leaves this machine
  kartoteka                      open the form
  kartoteka --profile test       open it on another CRM of your settings
  kartoteka --lang en --ascii    in English, without line-drawing characters
  kartoteka --plain              on plain lines, for screen readers and dumb terminals
  kartoteka check klient.json    what is wrong with a customer in JSON
  kartoteka submit klient.json   send it, and print its customer_id";

const CHECK_EXAMPLES: &str = "\
Examples:
  kartoteka check klient.json
  jq .klient dane.json | kartoteka check -
  kartoteka check klient.json --json | jq -r '.problems[].message'

Exits with 0 where nothing is wrong or only warnings are there, and with 3 where the customer could not be sent.";

const PREVIEW_EXAMPLES: &str = "\
Examples:
  kartoteka preview klient.json              the very bytes that would be sent
  kartoteka preview klient.json --as curl    the request as a command line, with *** for the password

Nothing is sent. What is wrong with the customer is told on stderr; with an error the exit code is 3.";

const SANDBOX_EXAMPLES: &str = "\
Examples:
  kartoteka sandbox
  kartoteka sandbox --listen 127.0.0.1:9000 --db crm.db

It speaks plain HTTP, so it listens on loopback only. Its password is for practice: never use a real one.";

const SUBMIT_EXAMPLES: &str = "\
Examples:
  kartoteka submit klient.json
  jq .klient dane.json | kartoteka submit - --json
  kartoteka submit klient.json --accept-warnings

It goes through the rules, the journal and the history of the form. On success the customer_id is printed. Where the \
outcome is unknown, the same customer cannot be sent again before somebody has settled it: see kartoteka settle --help. \
Nothing is ever sent again by itself.";

const HISTORY_EXAMPLES: &str = "\
Examples:
  kartoteka history --limit 10
  kartoteka history --format csv > wyslane.csv
  kartoteka history --format json | jq -r 'select(.state == \"created\") | .customer_id'
  kartoteka history purge --older-than 30d";

const SETTLE_EXAMPLES: &str = "\
Examples:
  kartoteka settle --list
  kartoteka settle 4f1c… --as 324         the customer is in the CRM, under this id
  kartoteka settle 4f1c… --not-created    the customer is not there, and may be sent again

Look the customer up in the CRM first. The form does that for you: open the attempt in the history (F3).";

const CONFIG_EXAMPLES: &str = "\
Examples:
  kartoteka config init                    asks, tries the connection, and writes a profile
  kartoteka --profile test config init     adds one more
  kartoteka config show                    what is in force, and where it comes from
  kartoteka config check --passwords       everything that is wrong, the ways to the passwords included";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  kartoteka completions bash > ~/.local/share/bash-completion/completions/kartoteka
  kartoteka completions zsh > ~/.zfunc/_kartoteka
  kartoteka completions fish > ~/.config/fish/completions/kartoteka.fish
  kartoteka completions powershell >> $PROFILE";

const MAN_EXAMPLES: &str = "\
Examples:
  kartoteka man | man -l -
  kartoteka man submit > ~/.local/share/man/man1/kartoteka-submit.1";

const PURGE_EXAMPLES: &str = "\
Examples:
  kartoteka history purge                     what is older than keep_days in the settings
  kartoteka history purge --older-than 30d";

/// Add customers to a Thulium CRM at the keyboard.
///
/// Without a command it opens the form. Nothing typed is lost, and no customer is created twice by the program's doing.
#[derive(Debug, Parser)]
#[command(name = "kartoteka", version, after_help = EXAMPLES, after_long_help = with_exit_codes(EXAMPLES))]
pub struct Cli {
    /// The options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; the form where it is left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The options of every command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Which profile of the settings to use
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// The file of the settings, instead of kartoteka.toml in your configuration directory
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where drafts and history are kept
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// The language of the program; without it, that of the settings or of the system
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
    /// Draw with ASCII characters only, as in a locale without UTF-8
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Ask and answer on plain lines, for screen readers, dumb terminals and scripts
    #[arg(long, global = true)]
    pub plain: bool,
    /// Use no colours.
    #[arg(
        long,
        global = true,
        help = "Use no colours, as the variable NO_COLOR does too"
    )]
    pub no_color: bool,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the form on an embedded CRM, with data apart from yours
    Demo,
    /// Run the embedded CRM alone, until Ctrl+C
    #[command(after_help = SANDBOX_EXAMPLES)]
    Sandbox(Sandbox),
    /// Show what each key press sends and does, and write other keys down for the settings
    Keys,
    /// Tell what is wrong with a customer in JSON; nothing is sent
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Show the request that a customer in JSON would be sent with
    #[command(after_help = PREVIEW_EXAMPLES)]
    Preview(Preview),
    /// Send a customer in JSON, and print the id that it gets
    #[command(after_help = SUBMIT_EXAMPLES, after_long_help = with_exit_codes(SUBMIT_EXAMPLES))]
    Submit(Submit),
    /// List what was sent from this machine, or delete old records
    #[command(after_help = HISTORY_EXAMPLES, args_conflicts_with_subcommands = true)]
    History(History),
    /// List attempts whose outcome is unknown, and settle them
    #[command(after_help = SETTLE_EXAMPLES)]
    Settle(Settle),
    /// Make, show and check the settings
    #[command(subcommand, after_help = CONFIG_EXAMPLES)]
    Config(ConfigCommand),
    /// Print a script that completes commands and options in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the manual page, with all keys and exit codes
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// The command whose page it is, if not that of the whole program
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
}

/// The options of `kartoteka check`.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// A file with one customer in JSON, or - for the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Answer with one JSON object in a line
    #[arg(long)]
    pub json: bool,
}

/// The options of `kartoteka preview`.
#[derive(Debug, Clone, Args)]
pub struct Preview {
    /// A file with one customer in JSON, or - for the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How the request is written
    #[arg(long = "as", value_name = "FORM", default_value = "json")]
    pub form: Form,
}

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name().to_lowercase()))
    }
}

impl ValueEnum for Language {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.code()))
    }
}

/// Examples with the table of exit codes below them.
fn with_exit_codes(examples: &str) -> String {
    format!(
        "{examples}\n\n{}\n\nEvery option of every command and every setting can come from the environment, too, as \
         KARTOTEKA_…: see kartoteka config show and kartoteka man.",
        Exit::help(&Locale::new(Language::En))
    )
}

/// The options of `kartoteka submit`.
#[derive(Debug, Clone, Args)]
pub struct Submit {
    /// A file with one customer in JSON, or - for the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Send it although something asks for a second look
    #[arg(long)]
    pub accept_warnings: bool,
    /// Answer with one JSON object in a line
    #[arg(long)]
    pub json: bool,
}

/// The options of `kartoteka settle`.
#[derive(Debug, Clone, Args)]
#[command(group = ArgGroup::new("decision").args(["id", "not_created"]).requires("attempt"))]
pub struct Settle {
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

/// The options of `kartoteka history`.
#[derive(Debug, Clone, Args)]
pub struct History {
    /// What is to be done, if not to list
    #[command(subcommand)]
    pub command: Option<HistoryCommand>,
    /// How it is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: HistoryFormat,
    /// At most so many, the newest; without it, 50 in a table and all elsewhere
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// How the history is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum HistoryFormat {
    /// For people.
    #[default]
    #[value(help = "for people")]
    Table,
    /// One JSON object a line.
    #[value(help = "one JSON object a line")]
    Json,
    /// For spreadsheets.
    #[value(help = "for spreadsheets")]
    Csv,
}

/// What can be done with the settings.
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigCommand {
    /// Ask for a profile, try its connection without creating anything, and write it down
    ///
    /// A file that is there keeps its text as it is: the profile is added behind it, or shown to be added by hand.
    Init,
    /// Print where the file of the settings is
    Path,
    /// Print the settings that are in force, and where each comes from; never a secret
    Show,
    /// Tell everything that is wrong with the settings
    Check {
        /// Get the passwords, too: runs each `password_command`, and shows nothing of them
        #[arg(long)]
        passwords: bool,
    },
}

/// What can be done with the history.
#[derive(Debug, Clone, Subcommand)]
pub enum HistoryCommand {
    /// Delete old records for good
    ///
    /// A record whose outcome is unknown is never deleted: settle it first.
    #[command(after_help = PURGE_EXAMPLES)]
    Purge(Purge),
}

/// The options of `kartoteka history purge`.
#[derive(Debug, Clone, Args)]
pub struct Purge {
    /// How old a record must be: 30d, 8w, 6mo; without it, the settings' `keep_days`
    #[arg(long, value_name = "AGE", value_parser = age)]
    pub older_than: Option<Span>,
}

/// Reads an age such as `30d`.
fn age(text: &str) -> Result<Span, String> {
    let age = text.parse::<Span>().ok().filter(Span::is_positive);
    age.ok_or_else(|| "write it as 30d, 8w or 6mo".to_owned())
}

/// The options of `kartoteka sandbox`.
#[derive(Debug, Clone, Args)]
pub struct Sandbox {
    /// Where to listen: a loopback address and a port, 0 for a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The API user that it lets in
    #[arg(long, value_name = "USER", default_value = "api_user")]
    pub user: String,
    /// The user's password
    #[arg(long, value_name = "PASSWORD", default_value = "api_pass")]
    pub password: String,
    /// A file that keeps the customers; without it they end with the sandbox
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

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
}
