//! The help in the language of the operator: the definition of the command line with the texts of a locale, which bear the
//! names of commands and arguments: `help-history-purge` for a command, `help-arg-history-limit` for an argument of one,
//! `help-arg-json` for one of several, `examples-history` for what stands below, `value-file` for what stands for a value.

use super::{Cli, Exit};
use crate::i18n::{Language, Locale};
use clap::{Arg, Command, CommandFactory as _};

/// The definition of the command line in a language.
#[must_use]
pub fn command(locale: &Locale) -> Command {
    // Once before the library adds what it has itself, for it looks whether there is longer help, and once after that.
    let mut root = with_texts(Cli::command(), "", locale);
    root.build();
    with_headings(with_texts(root, "", locale), locale)
}

/// The text of a thing of the definition; none where there is none of its name.
fn find(kind: &str, name: &str, locale: &Locale) -> Option<String> {
    let name = if name.is_empty() { "kartoteka" } else { name };
    let name = name.replace(['/', '_', '='], "-").to_lowercase();
    locale.named(&format!("{kind}-{name}"))
}

/// The text of an argument: of this command's, or of every one of its name.
fn find_argument(path: &str, id: &str, locale: &Locale) -> Option<String> {
    find("help-arg", &format!("{path}/{id}"), locale).or_else(|| find("help-arg", id, locale))
}

fn with_texts(command: Command, path: &str, locale: &Locale) -> Command {
    // The help of a command is a command itself, and has all the others below it.
    let known = path.strip_prefix("help/").unwrap_or(path);
    let known = if known.ends_with("/help") { "help" } else { known };
    let mut command = command.mut_args(|argument| argument_with_texts(argument, known, locale));
    if let Some(words) = find("help", known, locale) {
        let (first, more) = words.split_once("\n\n").unwrap_or((&words, ""));
        command = command.about(first.trim_end_matches('.').to_owned());
        if !more.is_empty() {
            command = command.long_about(words);
        }
    }
    if let Some(examples) = find("examples", known, locale) {
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
        with_texts(inner, &inner_path, locale)
    })
}

fn argument_with_texts(mut argument: Arg, path: &str, locale: &Locale) -> Arg {
    let id = argument.get_id().to_string();
    let words = find_argument(path, &id, locale);
    let english = locale.language() == Language::En;
    if let Some(mut words) = words {
        if english {
            // The library knows which help is the longer one.
            return if id == "help" {
                argument
            } else {
                argument.help(words)
            };
        }
        if argument.get_action().takes_values() {
            words += &values_text(&argument, locale);
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
        .map(|name| find("value", name, locale).unwrap_or_else(|| name.to_string()))
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
fn values_text(argument: &Arg, locale: &Locale) -> String {
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
            if find("help", &path, &locale).is_none() {
                missing.push(path.clone());
            }
            let id = if path.is_empty() {
                "kartoteka".to_owned()
            } else {
                path.replace('/', "-")
            };
            used.extend([format!("help-{id}"), format!("examples-{id}")]);
            for argument in command.get_arguments() {
                let name = argument.get_id().as_str();
                if find_argument(&path, name, &locale).is_none() {
                    missing.push(format!("{path}/{name}"));
                }
                let name = name.replace('_', "-");
                used.extend([format!("help-arg-{id}-{name}"), format!("help-arg-{name}")]);
                let values = argument.get_value_names().unwrap_or_default().iter();
                let takes = argument.get_action().takes_values();
                let nameless = values
                    .clone()
                    .filter(|name| takes && find("value", name, &locale).is_none());
                missing.extend(nameless.map(|name| format!("{path}/{name}")));
                used.extend(values.map(|name| format!("value-{}", name.to_lowercase().replace('=', "-"))));
            }
            let inner = command.get_subcommands().filter(|_| path != "help");
            let inner = inner.filter(|inner| path.is_empty() || inner.get_name() != "help");
            open.extend(inner.map(|inner| {
                let slash = if path.is_empty() { "" } else { "/" };
                (format!("{path}{slash}{}", inner.get_name()), inner)
            }));
        }
        assert!(missing.is_empty(), "{missing:?}");
        let texts = include_str!("../../locales/en/help.ftl").lines();
        let texts = texts.filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
        for id in texts.filter_map(|line| Some(line.split_once(" =")?.0)) {
            assert!(used.contains(id), "nothing is called {id}");
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
