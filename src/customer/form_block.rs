//! The form of a profile as text for the settings file.

use super::form_settings::{FormSettings, FormValue};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::Value;

impl FormSettings {
    /// The lines of the settings file that say this of a profile's form, ready to be pasted: what is read from them is the same
    /// form. Empty where nothing is set.
    #[must_use]
    pub fn block(&self, profile: &str) -> String {
        if self.is_empty() {
            return String::new();
        }
        written(profile, self)
    }
}

/// A name as a key of TOML: in quotes where it needs them.
#[must_use]
pub fn toml_key(name: &str) -> String {
    let bare = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        Value::String(name.to_owned()).to_string()
    }
}

fn written(profile: &str, form: &FormSettings) -> String {
    let table = format!("profiles.{}.form", toml_key(profile));
    let mut block = format!("[{table}]\n");
    for (key, paths) in [("required", &form.required), ("verify", &form.verify)] {
        if !paths.is_empty() {
            let _ = writeln!(block, "{key} = {}", list(paths));
        }
    }
    for section in &form.sections {
        let title = Value::String(section.title.clone());
        let fields = list(&section.fields);
        let _ = write!(
            block,
            "\n[[{table}.sections]]\ntitle = {title}\nfields = {fields}\n"
        );
    }
    let labels = form
        .labels
        .iter()
        .map(|(path, label)| (path, label.clone().into()));
    let lengths = form.max_length.iter().map(|(path, most)| (path, (*most).into()));
    write_table(&mut block, &format!("{table}.defaults"), values(&form.defaults));
    write_table(&mut block, &format!("{table}.labels"), labels);
    write_table(&mut block, &format!("{table}.max_length"), lengths);
    block
}

/// Writes a table with its rows, if it has any.
fn write_table<'a>(block: &mut String, name: &str, rows: impl Iterator<Item = (&'a String, Value)>) {
    let mut rows = rows.peekable();
    if rows.peek().is_some() {
        let _ = write!(block, "\n[{name}]\n");
    }
    for (path, value) in rows {
        let _ = writeln!(block, "{} = {value}", toml_key(path));
    }
}

fn values(values: &BTreeMap<String, FormValue>) -> impl Iterator<Item = (&String, Value)> {
    values.iter().map(|(path, value)| {
        let value = match value {
            FormValue::Text(text) => Value::String(text.clone()),
            FormValue::Number(number) => Value::Integer(*number),
            FormValue::Flag(flag) => Value::Boolean(*flag),
            FormValue::Rows(rows) => rows.clone().into(),
        };
        (path, value)
    })
}

fn list(paths: &[String]) -> Value {
    paths.to_vec().into()
}
