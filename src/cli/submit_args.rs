//! The options of `kartoteka submit`.

use clap::Args;
use std::path::PathBuf;

/// The options of `kartoteka submit`.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct SubmitArgs {
    /// A file with one customer in JSON, or - for the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Read many customers, one JSON object a line, and answer with a line each
    #[arg(long)]
    pub ndjson: bool,
    /// Send although the team's store is away; it learns of the customer later
    #[arg(long)]
    pub without_team: bool,
    /// Send it although something asks for a second look
    #[arg(long)]
    pub accept_warnings: bool,
    /// Answer with one JSON object in a line
    #[arg(long)]
    pub json: bool,
}
