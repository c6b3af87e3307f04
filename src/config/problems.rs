//! Everything that is wrong with the file, and not only the first thing.
//!
//! The parser of the file goes on after a mistake of syntax by itself. What the settings cannot take is found one by one:
//! each time the mistake is taken out of the document, and the rest is read again.

use super::error::ConfigError;
use super::{Config, Mistake, checks, default_path, source};
use serde::Deserialize as _;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

/// A file with more mistakes than this is no configuration.
const MOST: usize = 100;

/// The keys without which their tables cannot be.
const REQUIRED: [&str; 4] = ["base_url", "user", "name", "value"];

/// What is wrong with the file that is named, or with the one at [`default_path`], by line. None where there is no file
/// at the default path.
///
/// # Errors
/// If the file cannot be read.
pub fn problems(path: Option<&Path>) -> Result<Vec<ConfigError>, ConfigError> {
    let named = path.is_some();
    let path = path.map_or_else(default_path, |path| Ok(path.to_owned()))?;
    let Some(source) = source(&path)? else {
        let missing = ConfigError::new(&path, Mistake::NoSuchFile);
        return if named { Err(missing) } else { Ok(Vec::new()) };
    };
    super::guarded(&path)?;
    let mut found = in_source(&path, &source);
    found.sort_by_key(ConfigError::line);
    Ok(found)
}

fn in_source(path: &Path, source: &str) -> Vec<ConfigError> {
    let told = |mut error: Error| {
        let (message, span) = (error.message().to_owned(), error.span());
        error.set_input(None);
        ConfigError::of_toml(path, source, &message, span, &error.to_string())
    };
    let (mut document, errors) = DeTable::parse_recoverable(source);
    let mut found: Vec<ConfigError> = errors.into_iter().map(told).collect();
    if !found.is_empty() {
        // What stands behind a mistake of syntax may be read as something else than it is.
        return found;
    }
    while found.len() < MOST {
        let error = match Config::deserialize(Deserializer::from(document.clone())) {
            Ok(config) => {
                let relations = checks::relations(&config).into_iter();
                found.extend(relations.map(|wrong| ConfigError::of_wrong(path, source, wrong)));
                return found;
            }
            Err(error) => error,
        };
        let (message, span) = (error.message().to_owned(), error.span());
        found.push(told(error));
        let mended = match (Mistake::of_parser(&message), span) {
            (Mistake::Missing(key), Some(span)) => {
                let document = document.get_mut();
                let values = document.iter_mut().map(|(_, value)| value).collect();
                put_in(values, &span, &key, found.len()) || take_out(document, &span, found.len())
            }
            (_, Some(span)) => take_out(document.get_mut(), &span, found.len()),
            (_, None) => false,
        };
        if !mended {
            break;
        }
    }
    found
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Takes out what stands at a place: the smallest key with its value; a value that must be there is replaced.
fn take_out(table: &mut DeTable<'_>, place: &Range<usize>, number: usize) -> bool {
    for (key, value) in table.iter_mut() {
        if key.span() == *place {
            let name = key.get_ref().clone();
            return table.remove(name.as_ref()).is_some();
        }
        if tables(value).any(|inner| take_out(inner, place, number)) {
            return true;
        }
    }
    let around = table.iter().find(|(_, value)| within(place, &value.span()));
    let Some(name) = around.map(|(key, _)| key.get_ref().clone().into_owned()) else {
        return false;
    };
    table.remove(name.as_str());
    if REQUIRED.contains(&name.as_str()) {
        // It was there, if wrong, and is not to be missed next.
        table.insert(
            Spanned::new(0..0, Cow::Owned(name.clone())),
            placeholder(&name, number),
        );
    }
    true
}

/// A value without a mistake, unlike all others.
fn placeholder(key: &str, number: usize) -> Spanned<DeValue<'static>> {
    let text = if key == "base_url" {
        "https://localhost".to_owned()
    } else {
        format!("missing-{number}")
    };
    Spanned::new(0..0, DeValue::String(Cow::Owned(text)))
}

/// Puts in a key that is missing from the table at a place, with a value that has no other mistake.
fn put_in<'t, 'i: 't>(
    values: Vec<&'t mut Spanned<DeValue<'i>>>,
    place: &Range<usize>,
    key: &str,
    number: usize,
) -> bool {
    for value in values {
        let here = value.span() == *place;
        match value.get_mut() {
            DeValue::Table(table) if here && !table.contains_key(key) => {
                table.insert(
                    Spanned::new(0..0, Cow::Owned(key.to_owned())),
                    placeholder(key, number),
                );
                return true;
            }
            DeValue::Table(table) => {
                let inner: Vec<_> = table.iter_mut().map(|(_, value)| value).collect();
                if put_in(inner, place, key, number) {
                    return true;
                }
            }
            DeValue::Array(list) => {
                let inner: Vec<_> = list.iter_mut().collect();
                if put_in(inner, place, key, number) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// The tables that a value is or holds in a list.
fn tables<'t, 'i>(value: &'t mut Spanned<DeValue<'i>>) -> Box<dyn Iterator<Item = &'t mut DeTable<'i>> + 't> {
    match value.get_mut() {
        DeValue::Table(table) => Box::new(std::iter::once(table)),
        DeValue::Array(values) => Box::new(values.iter_mut().flat_map(tables)),
        _ => Box::new(std::iter::empty()),
    }
}
