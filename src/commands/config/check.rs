//! `kartoteka config check`: everything that is wrong with the settings, at once.

use crate::cli::Global;
use crate::commands::output::print;
use crate::commands::setup::{self, Setup};
use crate::commands::{Exit, Failure};
use crate::config::{self, Profile};
use crate::crm::Target;
use crate::text::visible;

pub(super) fn run(global: &Global, passwords: bool) -> Result<Exit, Failure> {
    let found = config::problems(global.config.as_deref()).map_err(Failure::usage)?;
    let mut lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    let path = super::path(global)?;
    let path = visible(&path.to_string_lossy()).into_owned();
    if lines.is_empty() {
        match Setup::new(global) {
            // What only the environment can have got wrong.
            Err(failure) => lines.push(failure.message),
            Ok(setup) => {
                for (name, profile) in &setup.loaded.config.profiles {
                    let wrong = of_profile(profile, passwords).into_iter();
                    lines.extend(wrong.map(|wrong| format!("{path}: profiles.{}: {wrong}", visible(name))));
                }
                if setup.loaded.config.profiles.is_empty() {
                    lines.push(format!(
                        "{path}: no profile is configured: run `kartoteka config init`"
                    ));
                }
                if lines.is_empty() {
                    let words = setup.locale().texts().document_right();
                    return print(&format!("{path}: {words}\n")).map(|()| Exit::Done);
                }
            }
        }
    }
    print(&(lines.join("\n") + "\n"))?;
    Ok(Exit::Usage)
}

/// What is wrong with a profile beyond its words: files that it names, and, if that is wanted, the way to its password.
fn of_profile(profile: &Profile, passwords: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    wrong.extend(
        Target::new(&profile.base_url)
            .err()
            .map(|error| error.to_string()),
    );
    wrong.extend(setup::tls(profile).err().map(|error| error.to_string()));
    let has_source = profile.password_command.is_some() || profile.password_env.is_some();
    if passwords && has_source {
        wrong.extend(config::password(profile).err().map(|error| error.to_string()));
    }
    wrong.iter().map(|words| visible(words).into_owned()).collect()
}
