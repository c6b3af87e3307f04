//! `kartoteka completions`: what a shell needs to complete a command line.

use super::CommandError;
use super::output::print;
use super::setup;
use crate::cli::{GlobalArgs, help};
use clap_complete::{Shell, generate};

/// The script of a shell that can ask `kartoteka complete`: nothing in it depends on the command line's definition.
fn asking(shell: Shell) -> Option<&'static str> {
    match shell {
        Shell::Bash => Some(include_str!("kartoteka.bash")),
        Shell::Zsh => Some(include_str!("kartoteka.zsh")),
        Shell::Fish => Some(include_str!("kartoteka.fish")),
        _ => None,
    }
}

pub(super) fn run(global: &GlobalArgs, shell: Shell) -> Result<(), CommandError> {
    if let Some(script) = asking(shell) {
        return print(script);
    }
    // What the other shells' scripts ask is nobody's command.
    let command = help::command(&setup::locale(global));
    let mut command = command.mut_subcommands(|inner| inner.hide(true));
    let name = command.get_name().to_owned();
    // The library panics where the pipe is closed, so it does not write there.
    let mut script = Vec::new();
    generate(shell, &mut command, name, &mut script);
    print(&String::from_utf8_lossy(&script))
}
