//! `kartoteka config`: the settings made, proposed, shown and checked.

mod check;
mod fetch;
mod init;
mod show;

use super::CommandError;
use super::output::print;
use crate::cli::{ConfigCommand, Exit, GlobalArgs};
use crate::config::{default_path, system_path};
use crate::text::visible;
use std::path::PathBuf;

/// Runs a command. `typed` are the options of the command line alone, `global` those with the environment.
pub(super) fn run(
    typed: &GlobalArgs,
    global: &GlobalArgs,
    command: &ConfigCommand,
) -> Result<Exit, CommandError> {
    match command {
        ConfigCommand::Init => init::run(global),
        ConfigCommand::Path => {
            let (own, system) = (path(global)?, system_path());
            let lines = [own, system].map(|path| format!("{}\n", visible(&path.to_string_lossy())));
            print(&lines.concat()).map(|()| Exit::Done)
        }
        ConfigCommand::Fetch { customer, write } => fetch::run(global, customer.as_deref(), *write),
        ConfigCommand::Show => show::run(typed, global).map(|()| Exit::Done),
        ConfigCommand::Check { passwords } => check::run(global, *passwords),
    }
}

/// The file of the settings, whether it is there or not.
fn path(global: &GlobalArgs) -> Result<PathBuf, CommandError> {
    match &global.config {
        Some(path) => Ok(path.clone()),
        None => Ok(default_path()?),
    }
}
