//! The options of `kartoteka import`.

use crate::i18n::{Language, Locale};
use crate::import::columns::Adjustment;
use crate::import::{Quoting, TableCharset};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, value_parser};
use std::fmt;
use std::num::NonZeroU32;
use std::path::PathBuf;

/// The options of `kartoteka import`.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct ImportArgs {
    /// A table in text (one customer a row, the columns' names in the first) or an address book (vCard); - for the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only print what would become of each row
    #[arg(long, conflicts_with_all = ["review", "yes", "per_minute"])]
    pub check: bool,
    /// Open the form with the rows that cannot be sent as they are, up to 50 at a time, as parked drafts; nothing is
    /// sent before you do
    #[arg(long, conflicts_with_all = ["yes", "per_minute", "json"])]
    pub review: bool,
    /// Where a column goes: its heading and a field, or nothing to leave it out; may be repeated
    #[arg(long = "map", value_name = "HEADING=FIELD", value_parser = adjustment)]
    pub adjustments: Vec<Adjustment>,
    /// Where the columns go, as saved with --save-map; --map counts more
    #[arg(long, value_name = "FILE", value_parser = super::path())]
    pub map_file: Option<PathBuf>,
    /// Save where the columns go, for the next table
    #[arg(long, value_name = "FILE", value_parser = super::path())]
    pub save_map: Option<PathBuf>,
    /// How the file is encoded, where that is not detected: utf-8, windows-1250, iso-8859-2, cp852, x-mac-ce
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<TableCharset>,
    /// What separates the cells, where that is not detected: one character, or tab
    #[arg(long, value_name = "CHAR", value_parser = separator)]
    pub separator: Option<u8>,
    /// What quotes mean in the whole table: doubled within quotes, behind a backslash there, or nothing
    #[arg(long, value_name = "HOW", default_value = "double", value_parser = quoting())]
    pub quote: Quoting,
    /// Send cells with line breaks although they may be several rows
    #[arg(long)]
    pub accept_line_breaks: bool,
    /// Send rows although something about them asks for a second look
    #[arg(long)]
    pub accept_warnings: bool,
    /// Send rows again that the CRM has rejected
    #[arg(long)]
    pub retry: bool,
    /// Where the rows go that were not sent, with the reason; without it, NAME.rejected.csv beside a file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "review"], value_parser = super::path())]
    pub rejected: Option<PathBuf>,
    /// Go on past rows whose outcome is unknown, instead of stopping at the first
    #[arg(long)]
    pub past_unknown: bool,
    /// Send at most so many customers a minute
    #[arg(long, value_name = "N")]
    pub per_minute: Option<NonZeroU32>,
    /// Have at most so many customers in flight at the same time
    #[arg(long, value_name = "N", default_value = "4", value_parser = value_parser!(u8).range(1..=16))]
    pub jobs: u8,
    /// Send although the team's store is away; it learns of the customers later
    #[arg(long)]
    pub without_team: bool,
    /// Send without asking
    #[arg(long)]
    pub yes: bool,
    /// Answer with one JSON object a row, and a summary as the last one
    #[arg(long)]
    pub json: bool,
}

/// Reads `Heading=field`. A heading may have an equals sign, a field has none.
fn adjustment(text: &str) -> Result<Adjustment, AdjustmentError> {
    let (heading, target) = text.rsplit_once('=').ok_or(AdjustmentError)?;
    if heading.trim().is_empty() {
        return Err(AdjustmentError);
    }
    Ok(Adjustment {
        heading: heading.trim().to_owned(),
        target: target.trim().to_owned(),
    })
}

/// A text says nothing of a column.
#[derive(Debug)]
pub(super) struct AdjustmentError;

impl fmt::Display for AdjustmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Locale::new(Language::En).texts().line_map())
    }
}

impl std::error::Error for AdjustmentError {}

/// Finds an encoding by its name.
fn encoding(name: &str) -> Result<TableCharset, EncodingError> {
    TableCharset::named(name).ok_or(EncodingError)
}

/// Reads one of the ways in which quotes are read.
fn quoting() -> impl clap::builder::TypedValueParser<Value = Quoting> {
    PossibleValuesParser::new(Quoting::ALL.map(Quoting::name))
        .map(|name| Quoting::named(&name).unwrap_or_default())
}

/// Reads a separator: an ASCII character that no cell begins, ends or continues with.
fn separator(text: &str) -> Result<u8, SeparatorError> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if *byte == b'\t' || (byte.is_ascii_punctuation() && !matches!(byte, b'"' | b'\\')) => {
            Ok(*byte)
        }
        _ => Err(SeparatorError),
    }
}

/// A text is no separator.
#[derive(Debug)]
pub(super) struct SeparatorError;

impl fmt::Display for SeparatorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Locale::new(Language::En).texts().line_separator())
    }
}

impl std::error::Error for SeparatorError {}

/// A text is no encoding's name.
#[derive(Debug)]
pub(super) struct EncodingError;

impl fmt::Display for EncodingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Locale::new(Language::En).texts().line_encoding())
    }
}

impl std::error::Error for EncodingError {}
