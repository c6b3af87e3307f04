//! A value that the parser took and that is wrong all the same, and its line in the file.

use super::SettingsProblem;
use toml::de::{DeTable, DeValue};

/// Something wrong that the parser cannot see.
#[derive(Debug, Clone)]
pub(super) struct InvalidValue {
    /// The steps to the value in the file.
    path: Vec<PathStep>,
    pub(super) problem: SettingsProblem,
}

#[derive(Debug, Clone)]
enum PathStep {
    /// The value of a key.
    Key(String),
    /// An entry of a list, from 0.
    Entry(usize),
}

impl InvalidValue {
    pub(super) fn new(path: &[&str], problem: SettingsProblem) -> Self {
        Self {
            path: path
                .iter()
                .map(|step| PathStep::Key((*step).to_owned()))
                .collect(),
            problem,
        }
    }

    /// The same in one of the entries of the list that the path leads to, from 0.
    pub(super) fn entry(mut self, number: usize) -> Self {
        self.path.push(PathStep::Entry(number));
        self
    }

    /// The same at a key of the table that the path leads to.
    pub(super) fn key(mut self, key: &str) -> Self {
        self.path.push(PathStep::Key(key.to_owned()));
        self
    }

    /// The same in a file that has the path below this key.
    pub(super) fn within(&self, key: &str) -> Self {
        let mut inner = self.clone();
        inner.path.insert(0, PathStep::Key(key.to_owned()));
        inner
    }

    pub(super) fn full_key(&self) -> String {
        let keys = self.path.iter().filter_map(|step| match step {
            PathStep::Key(key) => Some(key.as_str()),
            PathStep::Entry(_) => None,
        });
        keys.collect::<Vec<_>>().join(".")
    }

    /// The line of the key or of the entry, from 1; none where the file does not have it.
    pub(super) fn line(&self, source: &str) -> Option<usize> {
        let (document, _) = DeTable::parse_recoverable(source);
        let (first, rest) = self.path.split_first()?;
        let (mut begin, mut value) = member(document.get_ref(), first)?;
        for step in rest {
            (begin, value) = match (value, step) {
                (DeValue::Array(entries), PathStep::Entry(number)) => {
                    let entry = entries.get(*number)?;
                    (entry.span().start, entry.get_ref())
                }
                (value, step) => member(value.as_table()?, step)?,
            };
        }
        Some(line_at(source.as_bytes(), begin))
    }
}

/// Where a key of a table begins, and its value.
fn member<'a, 'i>(table: &'a DeTable<'i>, step: &PathStep) -> Option<(usize, &'a DeValue<'i>)> {
    let PathStep::Key(key) = step else {
        return None;
    };
    let (key, value) = table.get_key_value(key.as_str())?;
    Some((key.span().start, value.get_ref()))
}

/// The line, from 1, of the byte at an offset, or of the last byte where the file has become shorter.
pub(super) fn line_at(source: &[u8], offset: usize) -> usize {
    let before = &source[..offset.min(source.len())];
    before.split(|byte| *byte == b'\n').count()
}
