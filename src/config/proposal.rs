//! Settings proposed from what a tenant uses: custom fields, and the values of choice fields. Only what the settings lack is
//! proposed. Pure.

use super::Config;
use crate::customer::{Choice, CustomField};
use crate::text::is_hidden;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::{Table, Value};

/// Settings that a tenant seems to lack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    custom_fields: Vec<CustomField>,
    choices: BTreeMap<String, Vec<Choice>>,
    /// The choice fields that have values in the settings already.
    listed: Vec<String>,
    /// The settings have a table of choices.
    has_table: bool,
}

impl Proposal {
    /// What the settings lack of these custom fields, by name, and of these choices, by the field's path.
    #[must_use]
    pub fn new(config: &Config, custom_fields: &[String], choices: BTreeMap<String, Vec<Choice>>) -> Self {
        let is_known = |name: &String| config.custom_fields.iter().any(|field| field.name == *name);
        let custom_fields = custom_fields.iter().filter(|name| !is_known(name));
        let lacking = choices.into_iter().filter_map(|(path, mut values)| {
            let known = config.choices.get(&path).map_or(&[][..], Vec::as_slice);
            values.retain(|choice| known.iter().all(|known| known.value != choice.value));
            (!values.is_empty()).then_some((path, values))
        });
        Self {
            custom_fields: custom_fields
                .map(|name| CustomField {
                    name: name.clone(),
                    ..CustomField::default()
                })
                .collect(),
            choices: lacking.collect(),
            listed: config.choices.keys().cloned().collect(),
            has_table: !config.choices.is_empty(),
        }
    }

    /// Whether the settings lack nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.custom_fields.is_empty() && self.choices.is_empty()
    }

    /// The lines for the settings file, to be put in by hand. Tables that the file has already, and lists in them, are in
    /// comments: TOML has each only once. `remark` is put before the choices as a comment.
    #[must_use]
    pub fn block(&self, remark: &str, into_table: &str) -> String {
        let mut block = String::new();
        for field in &self.custom_fields {
            let _ = writeln!(block, "[[custom_fields]]\nname = {}\n", quoted(&field.name));
        }
        if !self.choices.is_empty() {
            let _ = writeln!(block, "# {remark}");
            if self.has_table {
                let _ = writeln!(block, "# {into_table}");
            } else {
                block.push_str("[choices]\n");
            }
        }
        for (path, values) in &self.choices {
            let comment = if self.has_table { "# " } else { "" };
            let more = if self.listed.contains(path) { " += " } else { " = " };
            let key = if path.contains('.') {
                quoted(path)
            } else {
                path.clone()
            };
            let _ = writeln!(block, "{comment}{key}{more}[");
            for choice in values {
                let _ = writeln!(block, "{comment}  {},", inline(choice));
            }
            let _ = writeln!(block, "{comment}]");
        }
        block
    }

    /// Adds what the settings lack to the table of a settings file.
    pub fn add_to(&self, table: &mut Table) {
        if !self.custom_fields.is_empty() {
            let fields = table.entry("custom_fields").or_insert(Value::Array(Vec::new()));
            let named = |field: &CustomField| Value::Table(text_table([("name", field.name.clone())]));
            if let Value::Array(fields) = fields {
                fields.extend(self.custom_fields.iter().map(named));
            }
        }
        if self.choices.is_empty() {
            return;
        }
        let choices = table.entry("choices").or_insert(Value::Table(Table::new()));
        let Value::Table(choices) = choices else { return };
        for (path, values) in &self.choices {
            let list = choices.entry(path.as_str()).or_insert(Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.extend(values.iter().map(|choice| Value::Table(of_choice(choice))));
            }
        }
    }
}

fn of_choice(choice: &Choice) -> Table {
    let label = choice.label.clone().map(|label| ("label", label));
    text_table([("value", choice.value.clone())].into_iter().chain(label))
}

fn text_table(rows: impl IntoIterator<Item = (&'static str, String)>) -> Table {
    let rows = rows.into_iter();
    rows.map(|(key, text)| (key.to_owned(), Value::String(text)))
        .collect()
}

/// A choice as an inline table.
fn inline(choice: &Choice) -> String {
    let label = choice.label.as_deref();
    let label = label.map_or_else(String::new, |label| format!(", label = {}", quoted(label)));
    format!("{{ value = {}{label} }}", quoted(&choice.value))
}

/// A text as TOML has it, in which nothing is hidden: it is printed, and pasted again.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            hidden if is_hidden(hidden) => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(hidden));
            }
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(value: &str, label: Option<&str>) -> Choice {
        Choice {
            value: value.to_owned(),
            label: label.map(str::to_owned),
            sex: None,
        }
    }

    fn proposal(config: &Config) -> Proposal {
        let fields = ["kampania", "Nr \"umowy\" \\ \u{202e}\u{9b}\n"].map(str::to_owned);
        let managers = vec![choice("anna", Some("Anna Żak")), choice("jan", None)];
        let types = vec![choice("Klient", None)];
        let choices = [("account_manager", managers), ("type", types)];
        let choices = choices.map(|(path, values)| (path.to_owned(), values));
        Proposal::new(config, &fields, choices.into())
    }

    #[test]
    fn the_block_is_what_the_settings_lack() {
        let block = proposal(&Config::default()).block("seen", "into");
        let config: Config = toml::from_str(&block).unwrap();
        assert_eq!(config.custom_fields[1].name, "Nr \"umowy\" \\ \u{202e}\u{9b}\n");
        assert_eq!(config.choices["account_manager"][0].label(), "Anna Żak");
        assert!(proposal(&config).is_empty());
        assert_eq!(proposal(&config).block("seen", "into"), "");
    }

    #[test]
    fn what_is_there_is_added_to_and_never_repeated() {
        let text = "[choices]\ntype = [{ value = \"Klient\" }]\naccount_manager = [{ value = \"jan\" }]\n";
        let config: Config = toml::from_str(text).unwrap();
        let proposal = proposal(&config);
        let block = proposal.block("seen", "into");
        assert!(
            block.contains("# account_manager += [\n#   { value = \"anna\", label = \"Anna Żak\" },\n# ]\n"),
            "{block}"
        );
        assert!(!block.contains("Klient"), "{block}");
        toml::from_str::<Config>(&format!("{text}\n{block}")).unwrap();
        let mut table: Table = text.parse().unwrap();
        proposal.add_to(&mut table);
        let config: Config = table.try_into().unwrap();
        assert!(self::proposal(&config).is_empty());
        assert_eq!(config.choices["account_manager"].len(), 2);
    }
}
