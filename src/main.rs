//! The `kartoteka` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    kartoteka::commands::run(&line).into()
}
