//! What goes wrong, told in Polish: by the settings also where they have mistakes, by the option, by the environment.

use super::support::home::Told;
use super::{Home, NOWHERE};
use std::fs;
use std::process::Stdio;

/// Runs the program with nothing on its standard input.
fn run(home: &Home, arguments: &[&str]) -> Told {
    let mut command = home.command(arguments);
    Told::of(command.stdin(Stdio::null()).spawn().unwrap())
}

const GOOD: &str =
    "[profiles.main]\nbase_url = 'https://x.pl'\nuser = 'u'\npassword_env = 'NOBODY_SETS_THIS'";

/// Arguments, settings, and words of what is printed.
#[rustfmt::skip]
const ROWS: &[(&[&str], &str, &str)] = &[
    (&["history"], "theme = 'dusk'", "wiersz 2: theme: nieznana nazwa `dusk`"),
    (&["history"], "theme = ", "to nie jest poprawny TOML: "),
    (&["history"], "keys.undo = 'Ctrl+S'", "Ctrl+S na wielu łączach"),
    (&["history"], "[history]\nkeep_days = 0", "całkowitą liczbą dni od 1 do 36500"),
    (&["submit", "-"], "", "nie skonfigurowano żadnego profilu"),
    (&["--profile", "b", "submit", "-"], GOOD, "nie ma profilu \"b\": do wyboru są main"),
    (&["config", "check", "--passwords"], GOOD, "profiles.main: zmienna środowiskowa"),
    (&["config", "check"], "[profiles.a]\nbase_url = 'http://x.pl'\nuser = 'u'", "musi zaczynać się od https://"),
    (&["config", "check"], "[profiles.a]\nbase_url = 'https://x.pl'\nuser = 'u'\nca_file = '/nowhere'", "odczytać certyfikatów"),
    (&[], GOOD, "Formularz wymaga terminala, a stdin nim nie jest"),
    (&["keys"], GOOD, "Tester klawiszy wymaga terminala"),
    (&["sandbox", "--listen", "0.0.0.0:0"], GOOD, "nasłuchuje tylko na tym komputerze"),
    (&["man", "nikt"], GOOD, "nie ma polecenia \"nikt\""),
    (&["histori"], GOOD, "nie ma polecenia histori; czy chodzi o history?"),
    (&["--profil", "b"], GOOD, "nie ma opcji --profil; czy chodzi o --profile?"),
    (&["history", "--format", "xml"], GOOD, "nie może mieć wartości xml; możliwe wartości: table, json, csv"),
    (&["history", "purge", "--older-than", "3"], GOOD, "wpisz go jako 30d, 8w albo 6mo"),
    (&["submit"], GOOD, "brakuje: <PLIK>"),
    (&["settle", "a", "--as", "1", "--not-created"], GOOD, "nie może wystąpić razem z"),
    (&["--config"], GOOD, "wymaga wartości"),
];

#[test]
fn every_command_says_in_polish_why_it_stops() {
    for (arguments, settings, words) in ROWS {
        let home = Home::new(NOWHERE, "");
        fs::write(home.config(), format!("language = 'pl'\n{settings}\n")).unwrap();
        let told = run(&home, arguments);
        let all = format!("{}{}", told.stdout, told.stderr);
        assert!(
            all.contains(words),
            "{arguments:?}: {words:?} is not in: {told:?}"
        );
        assert_eq!(told.code, Some(2), "{told:?}");
    }
}

#[test]
fn help_is_told_in_the_language_of_the_settings() {
    let home = Home::new(NOWHERE, "");
    fs::write(home.config(), "language = 'pl'\n").unwrap();
    for arguments in [&["--help"][..], &["help", "submit"], &["submit", "-h"]] {
        let told = run(&home, arguments);
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(told.stdout.contains("Użycie: kartoteka"), "{told:?}");
        assert!(told.stdout.contains("Przykłady:"), "{told:?}");
    }
    let told = run(&home, &["--lang", "en", "submit", "-h"]);
    assert!(told.stdout.contains("Usage: kartoteka submit"), "{told:?}");
}

#[test]
fn a_store_that_cannot_be_used_is_told_in_polish() {
    let home = Home::new(NOWHERE, "");
    fs::create_dir(home.data()).unwrap();
    fs::write(home.data().join("kartoteka.db"), "notes, and no database").unwrap();
    let told = run(&home, &["--lang", "pl", "history"]);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(
        told.stderr.contains("to nie jest baza danych; przenieś plik"),
        "{told:?}"
    );
}

#[test]
fn the_environment_chooses_the_language_where_nothing_else_does() {
    let home = Home::new(NOWHERE, "");
    for (settings, variables, polish) in [
        ("", &[("LANG", "pl_PL.UTF-8")][..], true),
        ("", &[("LANG", "C"), ("LC_ALL", "pl_PL.UTF-8")], true),
        ("", &[("LANG", "C"), ("LC_MESSAGES", "pl_PL")], true),
        ("", &[("LANG", "pl_PL.UTF-8"), ("LC_ALL", "en_GB")], false),
        ("language = 'en'", &[("LANG", "pl_PL.UTF-8")], false),
        ("language = 'en'", &[("KARTOTEKA_LANGUAGE", "pl")], true),
    ] {
        fs::write(home.config(), settings).unwrap();
        let mut command = home.command(&["submit", "-"]);
        command.envs(variables.iter().copied()).stdin(Stdio::null());
        let told = Told::of(command.spawn().unwrap());
        let words = if polish {
            "nie skonfigurowano"
        } else {
            "no profile is configured"
        };
        assert!(told.stderr.contains(words), "{settings} {variables:?}: {told:?}");
    }
}
