//! `kartoteka config show`: what is in force, and where it comes from. Never a secret.

use crate::cli::GlobalArgs;
use crate::commands::CommandError;
use crate::commands::output::print;
use crate::commands::setup::{self, Setup, variable};
use crate::config::settings::{EffectiveSetting, SETTINGS, ValueSource, effective};
use crate::crm::proxy_variables;
use crate::i18n::Texts;
use crate::text::visible;
use std::fmt::Write as _;

/// Runs the command. `typed` are the options of the command line alone, `global` those with the environment.
pub(super) fn run(typed: &GlobalArgs, global: &GlobalArgs) -> Result<(), CommandError> {
    let setup = Setup::new(global)?;
    let texts = setup.locale();
    let texts = texts.texts();
    // Where none is asked for and none is there, the rest is shown.
    let chosen = match global.profile {
        Some(_) if !setup.loaded.config.profiles.is_empty() => Some(setup.profile(global)?.0),
        _ => setup.loaded.config.profile(None).ok().map(|(name, _)| name),
    };
    let mut rows = of_command_line(typed, &setup, global)?;
    rows.extend(effective(&setup.loaded, chosen, &variable));
    for row in &mut rows {
        adjust(row, &setup, typed, global);
    }
    let mut lines = String::new();
    for row in &rows {
        let source = in_words(&row.source, texts);
        let value = match &row.value {
            Some(value) => value.clone(),
            None if row.secret => texts.setting_hidden(),
            None => texts.setting_unset(),
        };
        let _ = writeln!(lines, "{} = {}  # {source}", visible(&row.key), visible(&value));
    }
    for name in proxy_variables() {
        if let Some(value) = variable(&name).filter(|value| !value.is_empty()) {
            let _ = writeln!(
                lines,
                "{name} = {}  # {}",
                visible(&without_user(&value)),
                texts.source_proxy()
            );
        }
    }
    print(&lines)
}

/// Puts what the command line and the terminal say in the place of what the files say.
fn adjust(row: &mut EffectiveSetting, setup: &Setup, typed: &GlobalArgs, global: &GlobalArgs) {
    match row.key.as_str() {
        "default_profile" => {
            if let Some(name) = global.profile.as_ref().filter(|_| !is_locked(&row.source)) {
                (row.value, row.source) = (Some(quoted(name)), ValueSource::Option("--profile"));
            }
        }
        "language" => {
            if typed.lang.is_some() && !is_locked(&row.source) {
                row.source = ValueSource::Option("--lang");
            }
            row.value = Some(quoted(setup.language.code()));
        }
        "log_file" => {
            if let Some(file) = &global.log_file {
                row.value = Some(quoted(&file.to_string_lossy()));
                row.source = ValueSource::Option("--log-file");
            }
        }
        "log_level" => {
            if let Some(level) = global.log_level.filter(|_| !is_locked(&row.source)) {
                (row.value, row.source) = (Some(quoted(level.name())), ValueSource::Option("--log-level"));
            }
        }
        "plain" => {
            if typed.plain && !is_locked(&row.source) {
                row.source = ValueSource::Option("--plain");
            } else if row.source == ValueSource::Default && setup.plain {
                row.source = ValueSource::Variable("ACCESSIBLE");
            }
            row.value = Some(setup.plain.to_string());
        }
        "restricted" => {
            if typed.restricted && row.source == ValueSource::Default {
                row.source = ValueSource::Option("--restricted");
            }
            row.value = Some(global.restricted.to_string());
        }
        _ => {}
    }
}

fn in_words(source: &ValueSource, texts: &Texts) -> String {
    match source {
        ValueSource::Default => texts.source_default(),
        ValueSource::System { locked: false } => texts.source_system(),
        ValueSource::System { locked: true } => texts.source_locked(),
        ValueSource::File => texts.source_file(),
        ValueSource::Variable(name) => texts.source_environment(*name),
        ValueSource::Option(name) => texts.source_command_line(*name),
    }
}

fn is_locked(source: &ValueSource) -> bool {
    *source == ValueSource::System { locked: true }
}

/// What only the command line and the environment say, and of files the system's settings alone.
fn of_command_line(
    typed: &GlobalArgs,
    setup: &Setup,
    global: &GlobalArgs,
) -> Result<Vec<EffectiveSetting>, CommandError> {
    let rows = [
        (
            "config",
            quoted(&setup.loaded.path.to_string_lossy()),
            typed.config.is_some(),
        ),
        (
            "data_dir",
            quoted(&setup::data_dir(global)?.to_string_lossy()),
            typed.data_dir.is_some(),
        ),
        ("ascii", setup.ascii.to_string(), typed.ascii),
        ("no_color", (!setup.color).to_string(), typed.no_color),
    ];
    let system = setup.loaded.system.as_ref();
    let rows = rows.into_iter().filter_map(|(key, value, is_typed)| {
        let setting = SETTINGS.iter().find(|setting| setting.key == key)?;
        let is_set = |name: &&str| variable(name).is_some_and(|value| !value.is_empty());
        let of_system = system.filter(|system| system.says(key));
        let lock = of_system.is_some_and(|system| system.locks(key));
        let source = match (setting.option, setting.variable.filter(is_set), of_system) {
            _ if lock => ValueSource::System { locked: true },
            (Some(option), _, _) if is_typed => ValueSource::Option(option),
            (_, Some(name), _) => ValueSource::Variable(name),
            (_, None, Some(_)) => ValueSource::System { locked: false },
            (_, None, None) => ValueSource::Default,
        };
        Some(EffectiveSetting {
            key: key.to_owned(),
            value: Some(value),
            source,
            secret: false,
        })
    });
    Ok(rows.collect())
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A proxy's address without the user and the password before it.
fn without_user(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let Some((_, host)) = rest.rsplit_once('@') else {
        return address.to_owned();
    };
    let slashes = if scheme.is_empty() { "" } else { "://" };
    format!("{scheme}{slashes}***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxys_password_is_left_out() {
        for (address, shown) in [
            ("http://proxy:3128", "http://proxy:3128"),
            ("http://user:p@ss@proxy:3128", "http://***@proxy:3128"),
            ("user:pass@proxy", "***@proxy"),
            ("localhost,.example", "localhost,.example"),
        ] {
            assert_eq!(without_user(address), shown);
        }
    }
}
