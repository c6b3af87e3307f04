//! A value that the parser took and that is wrong all the same, and its line in the file.

use super::SettingsProblem;
use toml::de::{DeTable, DeValue};

/// Something wrong that the parser cannot see.
#[derive(Debug)]
pub(super) struct InvalidValue {
    /// The steps to the value in the file.
    path: Vec<String>,
    /// Which entry of a list that the steps lead through, from 0.
    nth: usize,
    pub(super) problem: SettingsProblem,
}

impl InvalidValue {
    pub(super) fn new(path: &[&str], problem: SettingsProblem) -> Self {
        Self {
            path: path.iter().map(|step| (*step).to_owned()).collect(),
            nth: 0,
            problem,
        }
    }

    /// The same in one of the entries of the list, from 0.
    pub(super) fn in_entry(self, nth: usize) -> Self {
        Self { nth, ..self }
    }

    pub(super) fn full_key(&self) -> String {
        self.path.join(".")
    }

    /// The line of the key, from 1; none where the file does not have it.
    pub(super) fn line(&self, source: &str) -> Option<usize> {
        let (document, _) = DeTable::parse_recoverable(source);
        let (last, tables) = self.path.split_last()?;
        let mut table = document.get_ref();
        for step in tables {
            let value = match table.get(step.as_str())?.get_ref() {
                DeValue::Array(entries) => entries.get(self.nth)?.get_ref(),
                value => value,
            };
            table = value.as_table()?;
        }
        let (key, _) = table.get_key_value(last.as_str())?;
        Some(line_at(source.as_bytes(), key.span().start))
    }
}

/// The line, from 1, of the byte at an offset, or of the last byte where the file has become shorter.
pub(super) fn line_at(source: &[u8], offset: usize) -> usize {
    let before = &source[..offset.min(source.len())];
    before.split(|byte| *byte == b'\n').count()
}
