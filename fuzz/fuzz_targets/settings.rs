//! Reads settings. What is read can be written, and is the same when it is read again.

#![no_main]

use kartoteka::config::Config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(config) = toml::from_str::<Config>(text) else {
        return;
    };
    let _ = config.keymap();
    let _ = config.profile(None);
    let written = toml::to_string(&config).expect("settings can be written");
    assert_eq!(
        toml::from_str::<Config>(&written).as_ref(),
        Ok(&config),
        "{written}"
    );
});
