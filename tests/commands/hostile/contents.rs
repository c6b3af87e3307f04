//! What files hold and are called: customers, tables, mappings, settings.

use super::{CLOSED, HOSTILE, command, run};
use crate::Home;
use kartoteka::customer::request::RequestFormat;
use serde_json::json;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

/// Documents that are no customers, or hostile ones.
fn documents() -> Vec<Vec<u8>> {
    let raw = HOSTILE;
    let mut documents: Vec<Vec<u8>> = vec![
        json!({"surname": HOSTILE, "email": HOSTILE, "pesel": HOSTILE, "birthdate": HOSTILE, "note": HOSTILE, "vip": HOSTILE}),
        json!({"surname": HOSTILE, "address": {"city": HOSTILE, "country": HOSTILE, HOSTILE: 1}, "type": HOSTILE}),
        json!({"surname": "Nowak", "custom_fields": {HOSTILE: HOSTILE}, "identifier": HOSTILE}),
        json!({"surname": "Nowak", HOSTILE: HOSTILE}),
        json!({"surname": {HOSTILE: [HOSTILE]}}),
        json!(HOSTILE),
    ]
    .into_iter()
    .map(|document| document.to_string().into_bytes())
    .collect();
    documents.extend([
        raw.into(),
        format!("{{\"surname\": \"{raw}\"}}").into(),
        format!("{{\"{raw}").into(),
        b"{\"surname\": \"\x9b31m\xff\"}".to_vec(),
        format!(
            "{{\"surname\": \"Nowak\", \"surname\": \"{}\"}}",
            raw.escape_default()
        )
        .into(),
    ]);
    documents
}

#[test]
fn documents_are_harmless_to_every_command_that_reads_them() {
    let home = Home::new(CLOSED, "");
    let name = format!("{}.json", HOSTILE.replace('/', ""));
    let name = name.as_str();
    for document in documents() {
        fs::write(home.path().join(name), &document).unwrap();
        for language in ["en", "pl"] {
            let what = document.escape_ascii().to_string();
            let mut commands: Vec<Vec<&str>> = vec![
                vec!["check", name],
                vec!["check", name, "--json"],
                vec!["check", name, "--ndjson"],
                vec!["submit", name, "--accept-warnings"],
                vec!["submit", name, "--accept-warnings", "--json"],
                vec!["submit", name, "--ndjson", "--accept-warnings"],
                vec!["import", name, "--check"],
            ];
            commands.extend(
                RequestFormat::ALL
                    .iter()
                    .map(|form| vec!["preview", name, "--as", form.name()]),
            );
            for arguments in commands {
                run(
                    &mut command(&home, language, &arguments),
                    &format!("{arguments:?} {what}"),
                );
            }
        }
    }
    for arguments in [
        &["history"][..],
        &["history", "--format", "csv"],
        &["history", "--format", "json"],
        &["settle"],
    ] {
        let told = run(&mut command(&home, "pl", arguments), "what was sent");
        assert_eq!(told.code, Some(0), "{told:?}");
    }
}

#[test]
fn tables_and_mappings_are_harmless() {
    let cell = format!("\"{}\"", HOSTILE.replace('"', "\"\""));
    let tables = [
        format!("Nazwisko;{cell};Telefon\nNowak;{cell};{cell}\n{cell};x;333444555\n"),
        format!("{cell};{cell}\n{cell};{cell}\n"),
        format!("Nazwisko;Telefon\n{HOSTILE};1\n"),
        format!("sep={HOSTILE}\nNazwisko\nNowak\n"),
        format!("Nazwisko;Telefon\n\"{HOSTILE};1\n"),
    ];
    for (number, table) in tables.into_iter().enumerate() {
        for (language, more) in [("en", "x"), ("pl", HOSTILE)] {
            let home = Home::new(CLOSED, "");
            let (file, map) = (format!("{more}.csv"), format!("{more}.toml"));
            fs::write(home.path().join(&file), &table).unwrap();
            fs::write(
                home.path().join(&map),
                format!("\"{}\" = \"note\"\n'{HOSTILE}' = 1", HOSTILE.escape_default()),
            )
            .unwrap();
            for arguments in [
                &["import", &file, "--check"][..],
                &[
                    "import",
                    &file,
                    "--yes",
                    "--accept-warnings",
                    "--accept-line-breaks",
                ],
                &["import", &file, "--yes", "--json", "--retry"],
                &["import", &file, "--map-file", &map, "--yes"],
                &["import", &file, "--check", "--save-map", &map],
                &["import", &file, "--review", "--yes"],
            ] {
                run(
                    &mut command(&home, language, arguments),
                    &format!("{number} {arguments:?}"),
                );
            }
        }
    }
}

#[test]
fn settings_are_harmless_right_or_wrong() {
    let text = toml::Value::String(HOSTILE.into()).to_string();
    let path = toml::Value::String(format!("/{HOSTILE}")).to_string();
    let profile = |url: &str, more: &str| {
        format!(
            "default_profile = {text}\n{more}\n[profiles.{text}]\nbase_url = \"{url}\"\nuser = 'u'\npassword_env = 'PATH'\n"
        )
    };
    let mut settings = vec![
        profile(CLOSED, ""),
        profile(
            CLOSED,
            &format!(
                "[choices]\ntype = [{{value = {text}, label = {text}}}]\n[[custom_fields]]\nname = {text}\nlabel = {text}"
            ),
        ),
        profile(CLOSED, &format!("[profiles.b]\nbase_url = {text}\nuser = 'u'")),
        profile(CLOSED, "") + &format!("mark = {text}"),
        profile(CLOSED, "") + &format!("ca_file = {path}"),
        profile(CLOSED, "") + &format!("accept_language = {text}"),
        profile(CLOSED, "").replace("password_env = 'PATH'", &format!("password_command = {text}")),
        profile(CLOSED, "").replace(
            "password_env = 'PATH'",
            "password_command = \"printf '\\\\033[31m\\\\233\\\\r' >&2; exit 1\"",
        ),
        profile(CLOSED, "").replace("password_env = 'PATH'", &format!("password_env = {text}")),
        profile(CLOSED, "").replace("user = 'u'", &format!("user = {text}")),
        HOSTILE.to_owned(),
        format!("x = '{HOSTILE}'"),
    ];
    let keys = [
        "theme", "language", "mouse", "keys", "history", "choices", "profiles", HOSTILE,
    ];
    settings
        .extend(keys.map(|key| profile(CLOSED, &format!("{} = {text}", toml::Value::String(key.into())))));
    let tables = ["keys", "keys.form", "form", "history", "choices", "x"];
    settings.extend(tables.map(|table| profile(CLOSED, "") + &format!("[{table}]\n{text} = [{text}]\n")));
    let home = Home::new(CLOSED, "");
    fs::write(home.path().join("a.json"), r#"{"surname": "Nowak"}"#).unwrap();
    for settings in settings {
        for name in ["kartoteka.toml", HOSTILE] {
            let file = home.path().join(name);
            fs::write(&file, &settings).unwrap();
            for mode in [0o600, 0o644, 0o666] {
                fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
                for arguments in [
                    &["config", "check", "--passwords"][..],
                    &["config", "show"],
                    &["submit", "a.json"],
                    &["--plain"],
                ] {
                    let mut command = command(&home, "pl", &["--config", name]);
                    run(
                        command.env_remove("KARTOTEKA_LANGUAGE").args(arguments),
                        &settings,
                    );
                }
            }
        }
    }
}
