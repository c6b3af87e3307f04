//! The `kartoteka` program.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    kartoteka::commands::run(&kartoteka::cli::Cli::parse()).into()
}
