//! `kartoteka man`: the manual page, made of the command line's definition, the table of keys and that of exit codes.

use super::output::print;
use super::{CommandError, setup};
use crate::cli::{Exit, GlobalArgs, help};
use crate::config::settings::{SETTINGS, SettingPath};
use crate::i18n::{Language, Locale};
use crate::keymap::{Keymap, Scope};
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io;

pub(super) fn run(global: &GlobalArgs, words: &[String]) -> Result<(), CommandError> {
    // The page is in English, as its headings are.
    let root = help::command(&Locale::new(Language::En));
    let mut command = &root;
    for word in words {
        let found = command.find_subcommand(word);
        command = found.ok_or_else(|| {
            let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let texts = setup::locale(global);
            let texts = texts.texts();
            CommandError::usage(texts.man_no_command(format!("{word:?}"), names.join(", ")))
        })?;
    }
    let page = page(command, words.is_empty()).map_err(CommandError::usage)?;
    print(&String::from_utf8_lossy(&page))
}

/// A page in the language of `man`.
fn page(command: &Command, is_whole: bool) -> io::Result<Vec<u8>> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    // The library leaves an empty date out, and the version would be taken for it.
    let mut page = format!(
        ".TH \"{}\" 1 \"\" \"kartoteka {}\" \"Kartoteka\"\n",
        name.to_uppercase(),
        env!("KARTOTEKA_VERSION")
    )
    .into_bytes();
    let shown = command.clone().mut_subcommands(|inner| {
        let is_hidden = inner.is_hide_set() || inner.get_name() == "help";
        inner.hide(is_hidden)
    });
    let man = Man::new(shown);
    man.render_name_section(&mut page)?;
    synopsis(command).to_writer(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if is_whole {
        keys().to_writer(&mut page)?;
    }
    exit_status().to_writer(&mut page)?;
    if is_whole {
        environment().to_writer(&mut page)?;
    }
    examples(command).to_writer(&mut page)?;
    if !is_whole {
        see_also(name).to_writer(&mut page)?;
    }
    Ok(page)
}

/// The usage. The library would list every option there, without its value.
fn synopsis(command: &Command) -> Roff {
    let usage = command.clone().render_usage().to_string();
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    roff.control("nf", []);
    for line in usage.trim_start_matches("Usage:").lines() {
        roff.text([roman(line.trim())]);
    }
    roff.control("fi", []);
    roff
}

/// The page of the command above.
fn see_also(name: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SEE ALSO"]);
    let above = name.rsplit_once('-').map_or(name, |(above, _)| above);
    roff.text([bold(above), roman("(1)")]);
    roff
}

fn keys() -> Roff {
    let (locale, keymap) = (Locale::new(Language::En), Keymap::default());
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    for scope in Scope::ALL {
        let title = scope.title(&locale);
        roff.control("SS", [title.as_str()]);
        for row in keymap.of(scope) {
            let mut keys: Vec<String> = row.key_names().collect();
            keys.extend(Some(keymap.leader_label(row)).filter(|label| !label.is_empty()));
            roff.control("TP", []);
            roff.text([bold(keys.join(", "))]);
            roff.text([roman(row.label(&locale))]);
        }
    }
    roff
}

fn environment() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["ENVIRONMENT"]);
    roff.text([roman(
        "What the command line says comes first, then the environment, then the file of the settings, then the system's \
         settings, whose table [locked] nothing overrides.",
    )]);
    for setting in SETTINGS {
        let Some(variable) = setting.variable else {
            continue;
        };
        let owner = match setting.place {
            SettingPath::Profile => " of the profile that is used",
            SettingPath::File | SettingPath::CommandLine | SettingPath::System => "",
        };
        roff.control("TP", []);
        roff.text([bold(variable)]);
        roff.text([roman(format!("{}{owner}", setting.key))]);
    }
    roff
}

fn exit_status() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for exit in Exit::ALL {
        roff.control("TP", []);
        roff.text([bold(exit.code().to_string())]);
        roff.text([roman(exit.meaning(&Locale::new(Language::En)))]);
    }
    roff
}

/// What stands below the help: the examples as they are written, other paragraphs as text. The exit codes have a section
/// of their own.
fn examples(command: &Command) -> Roff {
    let help = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut roff = Roff::new();
    for paragraph in help.split("\n\n") {
        let Some(lines) = paragraph.strip_prefix("Examples:\n") else {
            roff.control("PP", []);
            roff.text([roman(paragraph)]);
            continue;
        };
        roff.control("SH", ["EXAMPLES"]);
        roff.control("nf", []);
        roff.text([roman(lines)]);
        roff.control("fi", []);
    }
    roff
}
