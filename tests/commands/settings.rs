//! `config show`, `config check` and `config path`, and the environment: every setting from every place.

use super::support::home::Told;
use super::{Home, NOWHERE};
use kartoteka::config::settings::{SETTINGS, Setting, SettingPath, ValueKind};
use kartoteka::config::system_path;
use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;

/// Stands where a secret might. Nothing that is shown may have it.
const SECRET: &str = "hunter2";

/// Runs the program with these variables besides.
fn run(home: &Home, variables: &[(&str, &str)], arguments: &[&str]) -> Told {
    let mut command = home.command(arguments);
    command.envs(variables.iter().copied()).stdin(Stdio::null());
    // What a relative path names must not be left in the checkout.
    command.current_dir(home.path());
    Told::of(command.spawn().unwrap())
}

/// A value of a setting that is neither its default, as `config show` has it, nor wrong.
fn sample(setting: &Setting, defaults: &str) -> &'static str {
    match (setting.key, setting.kind) {
        ("default_profile", _) => "main",
        ("language" | "accept_language", _) => "pl",
        ("theme", _) => "mono",
        ("base_url", _) => "https://other.thulium.com",
        ("password_env", _) => "KARTOTEKA_OTHER",
        ("history.store", _) => "masked",
        ("mark_color", _) => "green",
        ("log_level", _) => "debug",
        ("audit.facility", _) => "local0",
        ("team.when_away", _) => "ask",
        ("choices", _) => "{ gender = [{ value = \"K\" }] }",
        ("custom_fields", _) => "[{ name = \"kampania\", read_only = false, required = false }]",
        ("form.sections", _) => "[{ fields = [\"surname\", \"email\"], title = \"Klient\" }]",
        ("form.required" | "form.verify", _) => "[\"email\"]",
        ("form.defaults", _) => "{ vip = true }",
        ("form.labels", _) => "{ job = \"Firma\" }",
        ("form.max_length", _) => "{ surname = 40 }",
        ("templates", _) => "{ Dom = { \"address.city\" = \"Łódź\" } }",
        ("keys", _) => "{ form = { undo = [\"F11\"] } }",
        (_, ValueKind::Number) => "7",
        (key, ValueKind::Flag) if defaults.contains(&format!("\n{key} = true  # default")) => "false",
        (_, ValueKind::Flag) => "true",
        (_, ValueKind::Text | ValueKind::Path | ValueKind::Toml) => "hunter2",
    }
}

#[test]
fn every_setting_can_come_from_the_environment_and_shows_where_it_comes_from() {
    let home = Home::new(NOWHERE, "");
    // A log file would be written, and `tests/commands/log_file.rs` has one.
    let own = |key: &str| matches!(key, "config" | "data_dir" | "log_file");
    let defaults = run(&home, &[], &["config", "show"]).stdout;
    for setting in SETTINGS.iter().filter(|setting| !own(setting.key)) {
        let Some(name) = setting.variable else {
            continue;
        };
        let sample = sample(setting, &defaults);
        let mut variables = vec![(name, sample)];
        if matches!(setting.key, "team.file" | "team.url") {
            variables.push(("KARTOTEKA_TEAM_SECRET_FILE", "secret"));
        }
        let told = run(&home, &variables, &["config", "show"]);
        assert_eq!(
            (told.code, told.stderr.as_str()),
            (Some(0), ""),
            "{name}: {told:?}"
        );
        let key = match setting.place {
            SettingPath::Profile => format!("profiles.main.{}", setting.key),
            _ => setting.key.to_owned(),
        };
        let line = told
            .stdout
            .lines()
            .find(|line| line.starts_with(&format!("{key} = ")));
        let line = line.unwrap_or_else(|| panic!("{key} is not in {told:?}"));
        assert!(line.ends_with(&format!(": {name}")), "{line}");
        let value = if setting.secret {
            "(set, not shown)"
        } else {
            sample
        };
        assert!(line.contains(value), "{line}");
        assert!(!setting.secret || !told.stdout.contains(SECRET), "{told:?}");

        // An empty variable is none.
        let told = run(&home, &[(name, "")], &["config", "show"]);
        assert!(!told.stdout.contains(name), "{name}: {told:?}");
    }
}

#[test]
fn a_variable_that_cannot_be_meant_is_named() {
    let home = Home::new(NOWHERE, "");
    let parsed = SETTINGS
        .iter()
        .filter(|setting| !matches!(setting.kind, ValueKind::Text | ValueKind::Path));
    let variables = parsed.filter_map(|setting| setting.variable);
    for name in variables.filter(|name| *name != "NO_COLOR") {
        let told = run(&home, &[(name, "hunter2 [")], &["config", "check"]);
        assert_eq!(told.code, Some(2), "{name}: {told:?}");
        let all = told.stdout + &told.stderr;
        assert!(
            all.contains(&format!("{name}: ")) && !all.contains(SECRET),
            "{all}"
        );
    }
}

#[test]
fn the_command_line_comes_before_the_environment_and_that_before_the_file() {
    let home = Home::new(
        NOWHERE,
        "timeout_seconds = 9\n[profiles.other]\nbase_url = \"https://b.pl\"\nuser = \"u\"",
    );
    let variables = [("KARTOTEKA_LANGUAGE", "pl"), ("KARTOTEKA_PROFILE", "other")];
    let told = run(
        &home,
        &variables,
        &["--lang", "en", "--profile", "main", "config", "show"],
    );
    for line in [
        "language = \"en\"  # command line: --lang",
        "default_profile = \"main\"  # command line: --profile",
        "profiles.main.timeout_seconds = 9  # file",
        "profiles.main.insecure = false  # default",
        "history.keep_days = 90  # default",
    ] {
        assert!(told.stdout.contains(line), "{line}: {told:?}");
    }
    let told = run(&home, &variables, &["config", "show"]);
    assert!(
        told.stdout.contains("profiles.other.user = \"u\"  # plik"),
        "{told:?}"
    );
}

#[test]
fn the_environment_alone_is_a_profile() {
    let home = Home::new(NOWHERE, "");
    fs::write(home.config(), "").unwrap();
    let url = ("KARTOTEKA_BASE_URL", "https://firma.thulium.com");
    let told = run(&home, &[url, ("KARTOTEKA_USER", "u")], &["config", "show"]);
    assert!(
        told.stdout.contains("profiles.environment.user = \"u\""),
        "{told:?}"
    );
    let told = run(&home, &[url], &["config", "show"]);
    assert_eq!(told.code, Some(2));
    assert!(
        told.stderr.contains("KARTOTEKA_USER: must also be set"),
        "{told:?}"
    );
}

#[test]
fn no_secret_and_no_order_to_the_terminal_is_shown() {
    let home = Home::new(NOWHERE, "");
    let text = fs::read_to_string(home.config()).unwrap();
    let text = text.replace(
        "password_env = \"KARTOTEKA_TEST_PASSWORD\"",
        &format!("password_command = \"echo {SECRET}\""),
    );
    fs::write(home.config(), text + "mark = \"A\"\n").unwrap();
    let proxy = [
        ("HTTPS_PROXY", "http://me:hunter2@proxy:3128"),
        ("no_proxy", "a\u{1b}[2J"),
    ];
    let told = run(&home, &proxy, &["config", "show"]);
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(
        told.stdout
            .contains("password_command = (set, not shown)  # file"),
        "{told:?}"
    );
    assert!(
        told.stdout.contains("HTTPS_PROXY = http://***@proxy:3128"),
        "{told:?}"
    );
    assert!(told.stdout.contains("no_proxy = a\\u{1b}[2J"), "{told:?}");
    assert!(
        !told.stdout.contains(SECRET) && !told.stdout.contains('\u{1b}'),
        "{told:?}"
    );
}

/// Checks settings, and expects these mistakes by line, and nothing else.
#[track_caller]
fn assert_found(source: &str, expected: &[&str]) {
    let home = Home::new(NOWHERE, "");
    fs::write(home.config(), source).unwrap();
    let told = run(&home, &[], &["config", "check"]);
    assert_eq!((told.code, told.stderr.as_str()), (Some(2), ""));
    let start = format!("{}, line ", home.config().display());
    let found: Vec<&str> = told
        .stdout
        .lines()
        .map(|line| line.strip_prefix(&start).unwrap())
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (line, words) in found.iter().zip(expected) {
        assert!(line.starts_with(words), "{line}: {words}");
    }
    assert!(!told.stdout.contains(SECRET), "{told:?}");
}

#[test]
fn every_value_that_is_wrong_is_told_at_once_with_its_line() {
    assert_found(
        "default_profile = \"nobody\"\n\
        [profiles.main]\nbase_url = \"http://x.pl\"\nuser = \"a:hunter2\"\ntimeout_seconds = 9999\n\
        password_command = \"x\"\npassword_env = \"Y\"\n\
        [history]\nkeep_days = 0\n\
        [choices]\ngender = [{ value = \" \" }]\n\
        [[custom_fields]]\nname = \"a\"\n[[custom_fields]]\nlabel = \"b\"\nname = \" b\"\n\
        [keys.form]\nundo = [\"Ctrl+Nope\"]\n",
        &[
            "1: default_profile: no profile \"nobody\"",
            "3: profiles.main.base_url: must start with https://",
            "4: profiles.main.user: must not contain a colon",
            "5: profiles.main.timeout_seconds: must be a whole number",
            "7: profiles.main.password_env: password_command is also set",
            "9: history.keep_days: must be a whole number",
            "11: choices.gender: a value must not be blank",
            "16: custom_fields.name: must not start or end with a space",
            "18: keys.form.undo: \"Ctrl+Nope\" is not a key",
        ],
    );
}

#[test]
fn what_the_parser_refuses_is_told_with_the_values_that_are_wrong() {
    assert_found(
        "langage = \"pl\"\n[history]\nkeep_days = 0\n",
        &[
            "1: unknown name `langage`",
            "3: history.keep_days: must be a whole number",
        ],
    );
    assert_found(
        "[history]\nkeep_days = \"hunter2\"\n",
        &["2: history.keep_days: must be a whole number"],
    );
    let profile = format!("[profiles.main]\nbase_url = \"{NOWHERE}\"\nuser = \"u\"\n");
    for (lines, expected) in [
        (
            "insecure = \"hunter2\"",
            "4: profiles.main.insecure: a value of the wrong kind",
        ),
        (
            "[profiles.two]\nuser = \"u\"",
            "4: profiles.two: `base_url` is missing",
        ),
        (
            "[profiles.two]\nbase_url = \"https://x\"",
            "4: profiles.two: `user` is missing",
        ),
        ("[choices]\ngendr = []", "5: choices: unknown name `gendr`"),
        (
            "[choices]\ngender = [{ label = \"x\" }]",
            "5: choices.gender: `value` is missing",
        ),
        (
            "[[custom_fields]]\nlabel = \"a\"",
            "4: custom_fields: `name` is missing",
        ),
        ("theme = \n[profiles.main\nlanguage = \"pl\"", "5: unclosed table"),
    ] {
        assert_found(&format!("{profile}{lines}\n"), &[expected]);
    }
}

#[test]
fn files_and_passwords_are_checked_the_passwords_only_if_asked() {
    let home = Home::new(NOWHERE, "");
    let touched = home.path().join("ran");
    let text = format!(
        "[profiles.main]\nbase_url = \"{NOWHERE}\"\nuser = \"u\"\npassword_command = \"touch {}; exit 3\"\n\
         [profiles.two]\nbase_url = \"{NOWHERE}\"\nuser = \"u\"\nca_file = \"none.pem\"\n",
        touched.display()
    );
    fs::write(home.config(), text).unwrap();
    let told = run(&home, &[], &["config", "check"]);
    assert_eq!((told.code, told.stdout.lines().count()), (Some(2), 1), "{told:?}");
    assert!(
        told.stdout.contains("profiles.two: ") && told.stdout.contains("none.pem"),
        "{told:?}"
    );
    assert!(!touched.exists(), "it ran");
    let told = run(&home, &[], &["config", "check", "--passwords"]);
    assert!(
        told.stdout
            .contains("profiles.main: password_command ended with exit code 3"),
        "{told:?}"
    );
    assert!(touched.exists());

    let home = Home::new(NOWHERE, "");
    let told = run(&home, &[], &["config", "check", "--passwords"]);
    assert_eq!(
        (told.code, told.stdout),
        (
            Some(0),
            format!("{}: no problems found\n", home.config().display())
        )
    );
    fs::write(home.config(), "").unwrap();
    let told = run(&home, &[], &["config", "check"]);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(
        told.stdout
            .contains("no profile is configured: run `kartoteka config init`"),
        "{told:?}"
    );
    let told = run(&home, &[], &["config", "path"]);
    let (own, system) = (home.config(), system_path());
    assert_eq!(
        (told.code, told.stdout),
        (Some(0), format!("{}\n{}\n", own.display(), system.display()))
    );
}

#[test]
fn each_setting_is_in_the_table_once() {
    let keys: BTreeSet<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
    let variables: Vec<&str> = SETTINGS.iter().filter_map(|setting| setting.variable).collect();
    let distinct: BTreeSet<&str> = variables.iter().copied().collect();
    assert_eq!((keys.len(), distinct.len()), (SETTINGS.len(), variables.len()));
    // What the sample sets or switches off is in the table, and the other way round.
    let mut table = String::new();
    let mut sampled = BTreeSet::new();
    for line in kartoteka::config::SAMPLE.lines() {
        let line = line.strip_prefix('#').unwrap_or(line);
        if line.starts_with('[') {
            table = line.trim_matches(['[', ']']).to_owned();
        }
        let key = line
            .split(" = ")
            .next()
            .filter(|key| line.contains(" = ") && !key.contains(' '));
        let of_profile = table.strip_prefix("profiles.main.").unwrap_or(&table);
        let mut tables = of_profile.split('.');
        let section = tables.next().unwrap_or_default();
        sampled.extend(match (section, tables.next().or(key)) {
            ("" | "profiles", _) => key.map(str::to_owned),
            ("history" | "form" | "audit" | "team", Some(key)) => Some(format!("{section}.{key}")),
            (section, _) => Some(section.to_owned()),
        });
    }
    sampled.retain(|key| !["history", "form", "audit", "team"].contains(&key.as_str()));
    let in_file = SETTINGS
        .iter()
        .filter(|setting| matches!(setting.place, SettingPath::File | SettingPath::Profile));
    let in_file: BTreeSet<String> = in_file.map(|setting| setting.key.to_owned()).collect();
    // What is one of several ways, of which the sample shows another.
    let others = [
        "password_env",
        "audit.syslog",
        "audit.journald",
        "team.url",
        "team.secret_command",
        "team.password_env",
    ];
    assert_eq!(sampled, &in_file - &others.map(str::to_owned).into());
}
