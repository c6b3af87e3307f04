//! `kartoteka completions`: what a shell needs to complete a command line.

use super::CommandError;
use super::output::print;
use super::setup;
use crate::cli::{GlobalArgs, help};
use clap_complete::{Shell, generate};

pub(super) fn run(global: &GlobalArgs, shell: Shell) -> Result<(), CommandError> {
    let mut command = help::command(&setup::locale(global));
    let name = command.get_name().to_owned();
    // The library panics where the pipe is closed, so it does not write there.
    let mut script = Vec::new();
    generate(shell, &mut command, name, &mut script);
    print(&String::from_utf8_lossy(&script))
}
