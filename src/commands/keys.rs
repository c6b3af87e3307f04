//! `kartoteka keys`: what each key press sends and means, and a section of the settings to change that.

use super::CommandError;
use super::output::print;
use super::setup::{self, Setup};
use crate::app::key_tester::KeyTester;
use crate::cli::GlobalArgs;
use crate::frontend;
use crate::i18n::{Locale, Texts};
use crate::keymap::Key;
use crate::text::visible;

pub(super) fn run(global: &GlobalArgs) -> Result<(), CommandError> {
    let setup = Setup::of_screen(global)?;
    setup::need_charset()?;
    setup::need_terminal(Texts::start_keys)?;
    let mut tried = KeyTester {
        keymap: setup.loaded.config.keymap(),
        locale: Locale::new(setup.language),
        theme: setup.theme(),
        ascii: setup.ascii,
        keys: Vec::new(),
    };
    let left = frontend::try_keys(&mut tried, setup.color).map_err(|error| {
        CommandError::localized(move |locale| locale.texts().terminal_failed(error.to_string()))
    })?;
    if left {
        let path = setup.loaded.path.to_string_lossy();
        let table = section(&tried, &visible(&path));
        return print(&table);
    }
    Ok(())
}

/// The section, and where it belongs, as comments of the same file.
fn section(tried: &KeyTester, path: &str) -> String {
    let texts = tried.locale.texts();
    let free: Vec<String> = tried.free().iter().map(Key::to_string).collect();
    let mut lines = vec![texts.keys_paste_into(path)];
    if !free.is_empty() {
        lines.push(texts.keys_tried(free.join(", ")));
    }
    let section = tried.keymap.section();
    format!("# {}\n{section}", lines.join("\n# "))
}
