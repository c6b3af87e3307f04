//! The options of `kartoteka history`.

use crate::i18n::{Language, Locale};
use clap::{Args, Subcommand, ValueEnum};
use jiff::Span;
use std::fmt;

/// The options of `kartoteka history`.
#[derive(Debug, Clone, Args)]
pub struct HistoryArgs {
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

/// What can be done with the history.
#[derive(Debug, Clone, Subcommand)]
pub enum HistoryCommand {
    /// Delete old records for good
    ///
    /// A record whose outcome is unknown is never deleted: settle it first.
    Purge(PurgeArgs),
}

/// The options of `kartoteka history purge`.
#[derive(Debug, Clone, Args)]
pub struct PurgeArgs {
    /// How old a record must be: 30d, 8w, 6mo; without it, the settings' `keep_days`
    #[arg(long, value_name = "AGE", value_parser = age)]
    pub older_than: Option<Span>,
    /// Delete also where the clock shows a day long after the last use
    #[arg(long)]
    pub trust_clock: bool,
    /// Delete what guards against creating these customers again, too: ids and hashes
    #[arg(long)]
    pub forget: bool,
}

/// Reads an age such as `30d`.
fn age(text: &str) -> Result<Span, AgeError> {
    let age = text.parse::<Span>().ok().filter(Span::is_positive);
    age.ok_or(AgeError)
}

/// A text is no age.
#[derive(Debug)]
pub(super) struct AgeError;

impl fmt::Display for AgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Locale::new(Language::En).texts().line_age())
    }
}

impl std::error::Error for AgeError {}
