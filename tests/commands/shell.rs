//! `completions` and `man`: made of the definition of the command line and of the tables.

use super::support::home::Told;
use super::{Home, NOWHERE};
use clap::CommandFactory as _;
use kartoteka::cli::Cli;
use kartoteka::cli::Exit;
use kartoteka::i18n::{Language, Locale};
use kartoteka::keymap::{Keymap, Scope};
use std::io::Read as _;
use std::process::Stdio;

/// The names of all commands that the help shows, but `help`.
fn commands() -> Vec<String> {
    let cli = Cli::command();
    let shown = cli.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn every_shell_gets_a_script() {
    let home = Home::new(NOWHERE, "");
    for shell in ["bash", "zsh", "fish"] {
        let told = home.pipe(&["completions", shell], b"");
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{shell}");
        assert!(told.stdout.contains(&format!("complete {shell} --")), "{told:?}");
    }
    // These have the commands and options in the script itself.
    for shell in ["powershell", "elvish"] {
        let told = home.pipe(&["completions", shell], b"");
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{shell}");
        for name in commands() {
            assert!(told.stdout.contains(&name), "{shell}: {name}");
        }
        assert!(told.stdout.contains("accept-warnings"), "{shell}");
    }
    let told = home.pipe(&["completions", "tcsh"], b"");
    assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""));
    assert!(told.stderr.contains("powershell"), "{told:?}");
}

#[test]
fn the_manual_page_has_all_keys_exit_codes_and_commands() {
    let home = Home::new(NOWHERE, "");
    let told = home.pipe(&["man"], b"");
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
    // What roff writes in another way than it stands.
    let page = told
        .stdout
        .replace("\\-", "-")
        .replace("\\*(Aq", "'")
        .replace("\\'", "'")
        .replace("\\\\", "\\");
    let locale = Locale::new(Language::En);
    let keymap = Keymap::default();
    for row in Scope::ALL.into_iter().flat_map(|scope| keymap.of(scope)) {
        assert!(page.contains(&row.label(&locale)), "{}", row.label(&locale));
        assert!(
            row.key_names().all(|key| page.contains(&key)),
            "{}",
            row.label(&locale)
        );
    }
    for exit in Exit::ALL {
        assert!(
            page.contains(&exit.meaning(&Locale::new(Language::En))),
            "{}",
            exit.meaning(&Locale::new(Language::En))
        );
    }
    for name in commands() {
        assert!(page.contains(&format!("kartoteka-{name}(1)")), "{name}");
        let told = home.pipe(&["man", &name], b"");
        assert_eq!(told.code, Some(0), "{name}: {told:?}");
        assert!(told.stdout.contains(".SH NAME\nkartoteka\\-"), "{name}: {told:?}");
        assert!(
            !told.stdout.contains("Exit codes:"),
            "{name}: they have a section"
        );
    }
    let told = home.pipe(&["man", "history", "purge"], b"");
    assert!(told.stdout.contains("\\-\\-older\\-than"), "{told:?}");
    let told = home.pipe(&["man", "sned\u{1b}"], b"");
    assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""));
    assert!(
        told.stderr.contains("sned\\u{1b}") && told.stderr.contains("submit"),
        "{told:?}"
    );
}

#[test]
fn the_help_tells_examples_and_exit_codes() {
    let home = Home::new(NOWHERE, "");
    let plain = ["demo", "keys"];
    for name in commands().iter().filter(|name| !plain.contains(&name.as_str())) {
        let told = home.pipe(&[name, "--help"], b"");
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{name}");
        assert!(told.stdout.contains("Examples:\n  "), "{name}: {told:?}");
        let told = home.pipe(&[name, "-h"], b"");
        assert!(
            told.stdout.lines().all(|line| line.chars().count() <= 110),
            "{name}: {told:?}"
        );
    }
    for arguments in [["--help"].as_slice(), &["submit", "--help"]] {
        let told = home.pipe(arguments, b"");
        for exit in Exit::ALL {
            let line = format!("  {}  {}", exit.code(), exit.meaning(&Locale::new(Language::En)));
            assert!(told.stdout.contains(&line), "{line}");
        }
    }
}

#[test]
fn pages_and_scripts_may_be_read_in_part() {
    let home = Home::new(NOWHERE, "");
    for arguments in [["completions", "bash"].as_slice(), &["man"], &["--help"]] {
        let mut child = home.command(arguments).stdin(Stdio::null()).spawn().unwrap();
        let mut some = [0];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        let told = Told::of(child);
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}
