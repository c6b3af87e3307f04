//! The built program with settings of the system's: what it says of them, and what they lock.

use super::support::home::Told;
use super::support::installed::Installed;
use super::{Home, NOWHERE};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

const SYSTEM: &str = r#"
default_profile = "main"
[profiles.main]
base_url = "https://x.thulium.com"
user = "api_user"
[locked]
language = "en"
plain = false
data_dir = "/nonexistent/kartoteka"
"#;

/// Runs the program with settings of the user's, too.
fn run(installed: &Installed, user: &Home, args: &[&str], variables: &[(&str, &str)]) -> Told {
    let config = user.config();
    let all = [&["--config", config.to_str().unwrap()], args].concat();
    installed.run(&all, &[&user.env()[..], variables].concat())
}

#[test]
fn an_option_or_a_variable_that_overrides_what_is_locked_is_refused() {
    let installed = Installed::new(SYSTEM);
    let home = Home::new(NOWHERE, "");
    let settings = installed.settings();
    for (args, variable, what) in [
        (vec!["--lang", "pl"], None, "--lang"),
        (vec!["--plain"], None, "--plain"),
        (vec!["--data-dir", "/tmp/x"], None, "--data-dir"),
        (
            vec![],
            Some(("KARTOTEKA_DATA_DIR", "/tmp/x")),
            "KARTOTEKA_DATA_DIR",
        ),
        (vec![], Some(("KARTOTEKA_LANGUAGE", "pl")), "KARTOTEKA_LANGUAGE"),
    ] {
        for place in 0..=1 {
            // Options of every command may stand behind it.
            let mut all = vec!["config", "show"];
            let at = if place == 0 { 0 } else { all.len() };
            all.splice(at..at, args.iter().copied());
            let told = run(&installed, &home, &all, variable.as_slice());
            assert_eq!(
                (told.code, told.stdout.as_str()),
                (Some(2), ""),
                "{all:?}: {told:?}"
            );
            let expected = format!("kartoteka: {what}: locked by {}, line ", settings.display());
            let polish = format!(
                "kartoteka: {what}: zablokowane przez {}, wiersz ",
                settings.display()
            );
            let told = told.stderr;
            assert!(told.starts_with(&expected) || told.starts_with(&polish), "{told}");
            assert_eq!(told.lines().count(), 1, "{told}");
        }
    }
    // The same value is no attempt.
    let same = [
        "--lang",
        "en",
        "--data-dir",
        "/nonexistent/kartoteka",
        "config",
        "show",
    ];
    let told = run(&installed, &home, &same, &[("KARTOTEKA_LANGUAGE", "en")]);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_locked_log_goes_nowhere_else() {
    let installed = Installed::new("[locked]\nlog_file = \"k.log\"\nlog_level = \"warn\"\n");
    let home = Home::new(NOWHERE, "");
    let other = home.path().join("other.log");
    let other = other.to_str().unwrap();
    for (args, variables, what) in [
        (&["--log-file", other][..], &[][..], "--log-file"),
        (&["--log-level", "debug"], &[], "--log-level"),
        (&[], &[("KARTOTEKA_LOG_FILE", other)], "KARTOTEKA_LOG_FILE"),
        (&[], &[("KARTOTEKA_LOG_LEVEL", "debug")], "KARTOTEKA_LOG_LEVEL"),
    ] {
        let told = run(
            &installed,
            &home,
            &[args, &["config", "show"]].concat(),
            variables,
        );
        assert_eq!(told.code, Some(2), "{what}: {told:?}");
        assert!(told.stderr.contains(&format!("{what}: locked by ")), "{told:?}");
    }
    assert!(!home.path().join("other.log").exists());
}

#[test]
fn each_value_has_its_origin_and_both_files_their_path() {
    let installed = Installed::new(SYSTEM);
    let home = Home::new(NOWHERE, "");
    let told = run(&installed, &home, &["config", "show"], &[]);
    for line in [
        "data_dir = \"/nonexistent/kartoteka\"  # system settings, locked",
        "language = \"en\"  # system settings, locked",
        "plain = false  # system settings, locked",
        "default_profile = \"main\"  # system settings",
        "profiles.main.base_url = \"https://x.thulium.com\"  # file",
        "restricted = false  # default",
        "mouse = false  # default",
    ] {
        assert!(told.stdout.lines().any(|found| found == line), "{line}: {told:?}");
    }
    let told = run(&installed, &home, &["config", "path"], &[]);
    let paths = [home.config(), installed.settings()];
    let paths: Vec<&str> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    assert_eq!(told.stdout.lines().collect::<Vec<_>>(), paths);
}

#[test]
fn a_user_without_a_file_uses_the_system_s_profile() {
    let installed = Installed::new(SYSTEM);
    let home = tempfile::tempdir().unwrap();
    let variables = [("HOME", home.path().to_str().unwrap())];
    let told = installed.run(&["config", "check"], &variables);
    assert_eq!(told.code, Some(0), "{told:?}");
    let told = installed.run(&["config", "show"], &variables);
    let line = "profiles.main.user = \"api_user\"  # system settings";
    assert!(told.stdout.lines().any(|found| found == line), "{told:?}");
}

#[test]
fn settings_of_the_system_that_cannot_be_used_stop_every_command_but_those_that_explain() {
    let home = Home::new(NOWHERE, "");
    let weak = Installed::new(SYSTEM);
    fs::set_permissions(weak.settings(), Permissions::from_mode(0o666)).unwrap();
    let wrong = Installed::new("[locked]\ntheme = 7");
    for (installed, words) in [(&weak, "run chmod o-w"), (&wrong, "line 2: locked.theme: ")] {
        for args in [
            &["history"][..],
            &["config", "show"],
            &["keys"],
            &["check", "-"],
            &["settle"],
        ] {
            let told = installed.run(args, &home.env());
            assert_eq!(
                (told.code, told.stdout.as_str()),
                (Some(2), ""),
                "{args:?}: {told:?}"
            );
            assert!(told.stderr.contains(words), "{args:?}: {told:?}");
        }
        let told = installed.run(&["config", "check"], &home.env());
        assert_eq!(told.code, Some(2), "{told:?}");
        assert!(told.stdout.contains(words), "{told:?}");
        let told = installed.run(&["config", "path"], &home.env());
        assert!(
            told.stdout.contains(installed.settings().to_str().unwrap()),
            "{told:?}"
        );
        assert_eq!(installed.run(&["--help"], &home.env()).code, Some(0));
    }
}

#[test]
fn a_locked_default_is_the_only_profile() {
    let other = "[profiles.other]\nbase_url = \"https://y.thulium.com\"\nuser = \"u\"\n";
    let locked = format!(
        "{other}[profiles.main]\nbase_url = \"https://x.thulium.com\"\nuser = \"u\"\n[locked]\ndefault_profile = \"main\""
    );
    let installed = Installed::new(&locked);
    let home = tempfile::tempdir().unwrap();
    let variables = [("HOME", home.path().to_str().unwrap()), ("LANG", "en_US.UTF-8")];
    let told = installed.run(&["--profile", "other", "config", "show"], &variables);
    assert!(told.stderr.contains("--profile: locked by"), "{told:?}");
    let told = installed.run(&["--profile", "main", "config", "show"], &variables);
    assert!(
        told.stdout
            .contains("default_profile = \"main\"  # system settings, locked"),
        "{told:?}"
    );
}
