//! The values of a settings file by the rows of the table of settings: what one file can override of another.

use super::table::{SETTINGS, Setting, SettingPath};
use toml::{Table, Value};

/// Each setting that a file can say, with the steps to it: those of a profile for each that the file has.
pub(super) fn possible(file: &Table) -> impl Iterator<Item = (&'static Setting, Vec<&str>)> {
    let profiles = file.get("profiles").and_then(Value::as_table);
    let profiles: Vec<&str> = profiles
        .into_iter()
        .flat_map(|profiles| profiles.keys().map(String::as_str))
        .collect();
    SETTINGS.iter().flat_map(move |setting| {
        let names = match setting.place {
            SettingPath::Profile => profiles.clone(),
            _ => vec![""],
        };
        let in_file = setting.place != SettingPath::CommandLine || setting.in_system_file;
        let names = names.into_iter().filter(move |_| in_file);
        names.map(move |name| (setting, setting.path(name)))
    })
}

/// Each setting that a file says, with the steps to it.
pub(super) fn present(file: &Table) -> impl Iterator<Item = (&'static Setting, Vec<&str>)> {
    possible(file).filter(|(_, steps)| at(file, steps).is_some())
}

/// Puts each setting of a file in the place of the one below it.
pub(super) fn put_over(below: &mut Table, file: &Table) {
    for (_, steps) in present(file) {
        let value = at(file, &steps).cloned();
        if let Some((key, tables)) = steps.split_last()
            && let (Some(table), Some(value)) = (table_of(below, tables), value)
        {
            table.insert((*key).to_owned(), value);
        }
    }
}

/// The table at the end of these steps; it is made where it is missing.
pub(super) fn table_of<'t>(tree: &'t mut Table, steps: &[&str]) -> Option<&'t mut Table> {
    let mut table = tree;
    for step in steps {
        let inner = table.entry(*step).or_insert_with(|| Value::Table(Table::new()));
        table = inner.as_table_mut()?;
    }
    Some(table)
}

/// The value at the end of these steps.
pub(super) fn at<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (last, tables) = path.split_last()?;
    let inner = tables
        .iter()
        .try_fold(table, |table, step| table.get(*step)?.as_table());
    inner?.get(*last)
}
