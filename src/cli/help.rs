//! The help in the language of the operator: the definition of the command line with the texts of a locale. What is not
//! in these tables keeps the words of the definition.

use super::Cli;
use crate::commands::Exit;
use crate::i18n::{Language, Locale, Texts};
use clap::{Arg, Command, CommandFactory as _};

type Row = (&'static str, fn(&Texts) -> String);

/// The commands by their words, with slashes between them: a line, and where there is more to say, more paragraphs.
const COMMANDS: &[Row] = &[
    ("", Texts::help_kartoteka),
    ("demo", Texts::help_demo),
    ("sandbox", Texts::help_sandbox),
    ("keys", Texts::help_keys),
    ("check", Texts::help_check),
    ("preview", Texts::help_preview),
    ("submit", Texts::help_submit),
    ("import", Texts::help_import),
    ("history", Texts::help_history),
    ("history/purge", Texts::help_history_purge),
    ("settle", Texts::help_settle),
    ("config", Texts::help_config),
    ("config/init", Texts::help_config_init),
    ("config/path", Texts::help_config_path),
    ("config/show", Texts::help_config_show),
    ("config/check", Texts::help_config_check),
    ("completions", Texts::help_completions),
    ("man", Texts::help_man),
    ("help", Texts::help_help),
];

/// The arguments: behind their command, or alone where they are everywhere.
const ARGUMENTS: &[Row] = &[
    ("profile", Texts::help_arg_profile),
    ("config", Texts::help_arg_config),
    ("data_dir", Texts::help_arg_data_dir),
    ("lang", Texts::help_arg_lang),
    ("ascii", Texts::help_arg_ascii),
    ("plain", Texts::help_arg_plain),
    ("no_color", Texts::help_arg_no_color),
    ("help", Texts::help_arg_help),
    ("version", Texts::help_arg_version),
    ("sandbox/listen", Texts::help_arg_sandbox_listen),
    ("sandbox/user", Texts::help_arg_sandbox_user),
    ("sandbox/password", Texts::help_arg_sandbox_password),
    ("sandbox/db", Texts::help_arg_sandbox_db),
    ("check/file", Texts::help_arg_check_file),
    ("check/ndjson", Texts::help_arg_check_ndjson),
    ("check/json", Texts::help_arg_check_json),
    ("preview/form", Texts::help_arg_preview_form),
    ("submit/accept_warnings", Texts::help_arg_submit_accept_warnings),
    ("import/file", Texts::help_arg_import_file),
    ("import/check", Texts::help_arg_import_check),
    ("import/review", Texts::help_arg_import_review),
    ("import/adjustments", Texts::help_arg_import_adjustments),
    ("import/map_file", Texts::help_arg_import_map_file),
    ("import/save_map", Texts::help_arg_import_save_map),
    ("import/encoding", Texts::help_arg_import_encoding),
    ("import/separator", Texts::help_arg_import_separator),
    ("import/quote", Texts::help_arg_import_quote),
    (
        "import/accept_line_breaks",
        Texts::help_arg_import_accept_line_breaks,
    ),
    ("import/accept_warnings", Texts::help_arg_import_accept_warnings),
    ("import/retry", Texts::help_arg_import_retry),
    ("import/rejected", Texts::help_arg_import_rejected),
    ("import/past_unknown", Texts::help_arg_import_past_unknown),
    ("import/per_minute", Texts::help_arg_import_per_minute),
    ("import/yes", Texts::help_arg_import_yes),
    ("import/json", Texts::help_arg_import_json),
    ("history/format", Texts::help_arg_history_format),
    ("history/limit", Texts::help_arg_history_limit),
    (
        "history/purge/older_than",
        Texts::help_arg_history_purge_older_than,
    ),
    (
        "history/purge/trust_clock",
        Texts::help_arg_history_purge_trust_clock,
    ),
    ("history/purge/forget", Texts::help_arg_history_purge_forget),
    ("settle/attempt", Texts::help_arg_settle_attempt),
    ("settle/id", Texts::help_arg_settle_id),
    ("settle/not_created", Texts::help_arg_settle_not_created),
    ("settle/list", Texts::help_arg_settle_list),
    ("config/check/passwords", Texts::help_arg_config_check_passwords),
    ("completions/shell", Texts::help_arg_completions_shell),
    ("man/command", Texts::help_arg_man_command),
    ("preview/file", Texts::help_arg_check_file),
    ("submit/file", Texts::help_arg_check_file),
    ("submit/ndjson", Texts::help_arg_check_ndjson),
    ("submit/json", Texts::help_arg_check_json),
];

/// What stands below the help of a command.
const EXAMPLES: &[Row] = &[
    ("", Texts::examples_kartoteka),
    ("sandbox", Texts::examples_sandbox),
    ("check", Texts::examples_check),
    ("preview", Texts::examples_preview),
    ("submit", Texts::examples_submit),
    ("import", Texts::examples_import),
    ("history", Texts::examples_history),
    ("history/purge", Texts::examples_history_purge),
    ("settle", Texts::examples_settle),
    ("config", Texts::examples_config),
    ("completions", Texts::examples_completions),
    ("man", Texts::examples_man),
];

/// What stands for the values.
const VALUES: &[Row] = &[
    ("FILE", Texts::value_file),
    ("NAME", Texts::value_name),
    ("DIR", Texts::value_dir),
    ("LANGUAGE", Texts::value_language),
    ("SHELL", Texts::value_shell),
    ("COMMAND", Texts::value_command),
    ("FORM", Texts::value_form),
    ("FORMAT", Texts::value_format),
    ("N", Texts::value_n),
    ("AGE", Texts::value_age),
    ("ADDRESS", Texts::value_address),
    ("USER", Texts::value_user),
    ("PASSWORD", Texts::value_password),
    ("ATTEMPT", Texts::value_attempt),
    ("ID", Texts::value_id),
    ("HEADING=FIELD", Texts::value_map),
];

/// The definition of the command line in a language.
#[must_use]
pub fn command(locale: &Locale) -> Command {
    // Once before the library adds what it has itself, for it looks whether there is longer help, and once after that.
    let mut root = told(Cli::command(), "", locale);
    root.build();
    with_headings(told(root, "", locale), locale)
}

fn find(table: &[Row], name: &str, locale: &Locale) -> Option<String> {
    let row = table.iter().find(|(known, _)| *known == name);
    row.map(|(_, text)| locale.text(*text))
}

fn told(command: Command, path: &str, locale: &Locale) -> Command {
    // The help of a command is a command itself, and has all the others below it.
    let known = path.strip_prefix("help/").unwrap_or(path);
    let known = if known.ends_with("/help") { "help" } else { known };
    let mut command = command.mut_args(|argument| argument_told(argument, known, locale));
    if let Some(words) = find(COMMANDS, known, locale) {
        let (first, more) = words.split_once("\n\n").unwrap_or((&words, ""));
        command = command.about(first.trim_end_matches('.').to_owned());
        if !more.is_empty() {
            command = command.long_about(words);
        }
    }
    if let Some(examples) = find(EXAMPLES, known, locale) {
        if ["", "submit", "import"].contains(&known) {
            command = command.after_long_help(with_exit_codes(&examples, locale));
        }
        command = command.after_help(examples);
    }
    let path = path.to_owned();
    command.mut_subcommands(|inner| {
        let inner_path = match path.as_str() {
            "" => inner.get_name().to_owned(),
            path => format!("{path}/{}", inner.get_name()),
        };
        told(inner, &inner_path, locale)
    })
}

fn argument_told(mut argument: Arg, path: &str, locale: &Locale) -> Arg {
    let id = argument.get_id().to_string();
    let words = find(ARGUMENTS, &format!("{path}/{id}"), locale).or_else(|| find(ARGUMENTS, &id, locale));
    let english = locale.language() == Language::En;
    if let Some(mut words) = words {
        if english {
            // The library tells which help is the longer one.
            return if id == "help" {
                argument
            } else {
                argument.help(words)
            };
        }
        if argument.get_action().takes_values() {
            words += &values_told(&argument, locale);
            argument = argument.hide_default_value(true).hide_possible_values(true);
        }
        if id == "help" {
            argument = argument.long_help(words.clone());
        }
        argument = argument.help(words);
    }
    if english {
        return argument;
    }
    let texts = locale.texts();
    let names = argument.get_value_names().unwrap_or_default();
    let names: Vec<String> = names
        .iter()
        .map(|name| find(VALUES, name, locale).unwrap_or_else(|| name.to_string()))
        .collect();
    if argument.get_action().takes_values() && !names.is_empty() {
        argument = argument.value_names(names);
    }
    let heading = if argument.is_global_set() {
        texts.help_every_command()
    } else if argument.is_positional() {
        texts.help_heading_arguments()
    } else {
        texts.help_heading_options()
    };
    argument.help_heading(heading)
}

/// The values that an argument may have, and the one that it has by default.
fn values_told(argument: &Arg, locale: &Locale) -> String {
    let texts = locale.texts();
    let mut notes = Vec::new();
    let default = argument.get_default_values().first();
    notes.extend(default.map(|value| texts.help_default(value.to_string_lossy())));
    let values = argument.get_possible_values();
    if !values.is_empty() {
        let values: Vec<&str> = values
            .iter()
            .map(clap::builder::PossibleValue::get_name)
            .collect();
        notes.push(texts.help_values(values.join(", ")));
    }
    notes
        .iter()
        .fold(String::new(), |all, note| all + " [" + note + "]")
}

/// The headings, and the words in the line of the usage. The library has its own, in English only.
fn with_headings(mut command: Command, locale: &Locale) -> Command {
    if locale.language() == Language::En {
        return command;
    }
    let texts = locale.texts();
    let usage = command.render_usage().to_string();
    let lines = usage.trim_start_matches("Usage:").lines();
    let indent = " ".repeat(texts.help_usage().chars().count() + 1);
    let usage = lines
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(&format!("\n{indent}"));
    let usage = usage.replace("[OPTIONS]", &format!("[{}]", texts.help_options()));
    let usage = usage.replace("COMMAND", &texts.value_command());
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        texts.help_usage()
    );
    command
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(texts.help_commands())
        .mut_subcommands(|inner| with_headings(inner, locale))
}

/// Examples with the table of exit codes below them.
fn with_exit_codes(examples: &str, locale: &Locale) -> String {
    let (codes, environment) = (Exit::help(locale), locale.texts().help_environment());
    format!("{examples}\n\n{codes}\n\n{environment}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every command and argument has words in both languages, and no words are left over.
    #[test]
    fn every_command_and_argument_has_its_words() {
        let locale = Locale::new(Language::Pl);
        let (mut used, mut missing) = (BTreeSet::new(), Vec::new());
        let mut root = Cli::command();
        root.build();
        let mut open = vec![(String::new(), &root)];
        while let Some((path, command)) = open.pop() {
            if find(COMMANDS, &path, &locale).is_none() {
                missing.push(path.clone());
            }
            used.insert(path.clone());
            for argument in command.get_arguments() {
                let (own, id) = (
                    format!("{path}/{}", argument.get_id()),
                    argument.get_id().to_string(),
                );
                if find(ARGUMENTS, &own, &locale)
                    .or(find(ARGUMENTS, &id, &locale))
                    .is_none()
                {
                    missing.push(own.clone());
                }
                used.extend([own, id]);
            }
            let inner = command.get_subcommands().filter(|_| path != "help");
            open.extend(
                inner
                    .filter(|inner| path.is_empty() || inner.get_name() != "help")
                    .map(|inner| {
                        let slash = if path.is_empty() { "" } else { "/" };
                        (format!("{path}{slash}{}", inner.get_name()), inner)
                    }),
            );
        }
        assert!(missing.is_empty(), "{missing:?}");
        for (name, _) in COMMANDS.iter().chain(ARGUMENTS).chain(EXAMPLES) {
            assert!(used.contains(*name), "nothing is called {name}");
        }
    }

    #[test]
    fn an_option_of_one_command_is_not_said_to_be_one_of_every_command() {
        let locale = Locale::new(Language::Pl);
        let mut root = command(&locale);
        let page = root
            .find_subcommand_mut("submit")
            .unwrap()
            .render_help()
            .to_string();
        let own = page.split("Opcje każdego polecenia").next().unwrap();
        for word in ["Argumenty:", "<PLIK>", "Opcje:", "--json"] {
            assert!(own.contains(word), "{word}: {page}");
        }
        assert!(!own.contains("--profile"), "{page}");
    }

    #[test]
    fn the_help_is_in_one_language() {
        let locale = Locale::new(Language::Pl);
        let mut root = command(&locale);
        let mut pages = vec![root.render_long_help().to_string()];
        for name in ["submit", "import", "history", "config", "preview"] {
            let inner = root.find_subcommand_mut(name).unwrap();
            pages.push(inner.render_long_help().to_string());
        }
        for page in pages {
            assert!(page.contains("Użycie: kartoteka"), "{page}");
            for english in [
                "Usage",
                "Options",
                "OPTIONS",
                "Commands",
                "Arguments",
                "Print",
                "default:",
                "possible",
            ] {
                assert!(!page.contains(english), "{english}: {page}");
            }
        }
    }
}
