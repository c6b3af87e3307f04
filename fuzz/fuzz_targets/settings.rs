//! Reads settings from a file, as the program does: parses and checks them, with what the environment says. What is read can
//! be shown and written, and is the same when it is read again; what is not is refused in one line without the password.

#![no_main]

use kartoteka::config::settings::effective;
use kartoteka::config::{Config, load_with, problems};
use kartoteka::i18n::{Language, Locale};
use kartoteka::text::{is_invisible, visible};
use libfuzzer_sys::fuzz_target;
use std::cell::OnceCell;
use std::fs;
use tempfile::{Builder, TempDir};

fuzz_target!(|input: (&str, Option<&str>)| {
    thread_local!(static HOME: OnceCell<TempDir> = const { OnceCell::new() });
    let (text, language) = input;
    HOME.with(|home| {
        let home = home.get_or_init(|| {
            let memory = ["/dev/shm".into(), std::env::temp_dir()];
            let dir = memory.into_iter().find(|dir: &std::path::PathBuf| dir.is_dir());
            Builder::new()
                .tempdir_in(dir.expect("a directory"))
                .expect("a home")
        });
        read(&home.path().join("kartoteka.toml"), text, language);
    });
});

fn read(path: &std::path::Path, text: &str, language: Option<&str>) {
    fs::write(path, text).expect("a file");
    let variable = |name: &str| {
        (name == "KARTOTEKA_LANG")
            .then(|| language.map(str::to_owned))
            .flatten()
    };
    let found = problems(Some(path));
    let loaded = match load_with(Some(path), None, &variable) {
        Ok(loaded) => loaded,
        Err(error) => {
            for language in [Language::En, Language::Pl] {
                let words = Locale::new(language).config_error(&error);
                assert!(!words.contains(is_invisible), "{words:?}");
            }
            return;
        }
    };
    // What is loaded has no problem.
    assert!(found.is_ok_and(|found| found.is_empty()), "{text:?}");
    let config = &loaded.config;
    let _ = config.keymap();
    for name in config.profiles.keys().map(Some).chain([None]) {
        let _ = config.profile(name.map(String::as_str));
        for row in effective(&loaded, name.map(String::as_str), &variable) {
            let _ = row.value.as_deref().map(visible);
            assert!(!row.secret || row.value.is_none(), "{}", row.key);
        }
    }
    let written = toml::to_string(config).expect("settings can be written");
    assert_eq!(
        toml::from_str::<Config>(&written).as_ref(),
        Ok(config),
        "{written}"
    );
}
