//! What the settings may hold, beyond the shape of the file.
//!
//! A value on its own is checked while the file is parsed, so that the parser adds the exact line. What concerns
//! several values is checked afterwards, and the line is looked for in the text.

use super::Config;
use crate::customer::{Choice, FIELDS, Kind};
use crate::text::is_invisible;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr as _;

/// The seconds that a phase of a request may take.
const TIMEOUT: RangeInclusive<i64> = 1..=600;

/// The days for which a record may be kept; the most is a hundred years.
const KEEP_DAYS: RangeInclusive<i64> = 1..=36500;

/// What is wrong with a text, and what is allowed; none where it is good. Must not show the text.
type Check = fn(&str) -> Option<&'static str>;

fn text<'de, D: Deserializer<'de>>(deserializer: D, check: Check) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match check(&text) {
        None => Ok(text),
        Some(problem) => Err(D::Error::custom(problem)),
    }
}

pub(super) fn base_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, base_url_problem)
}

pub(super) fn user<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, |user| {
        if user.trim().is_empty() {
            Some("must not be empty: it is the API user made in the CRM's panel")
        } else if user.contains(':') {
            Some("must not contain a colon; the password has keys of its own")
        } else if user.contains(is_invisible) {
            Some("must not contain control characters")
        } else {
            None
        }
    })
}

pub(super) fn password_command<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let check: Check = |command| {
        let bad = command.trim().is_empty() || command.contains('\0');
        bad.then_some("must be a shell command that prints the password")
    };
    text(deserializer, check).map(Some)
}

pub(super) fn password_env<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let check: Check = |name| {
        let mut letters = name.chars();
        let first = letters.next();
        let good = first.is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
            && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        (!good).then_some(
            "must be the name of an environment variable (letters, digits and _), not the password itself",
        )
    };
    text(deserializer, check).map(Some)
}

pub(super) fn default_timeout() -> u64 {
    30
}

pub(super) fn timeout_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    whole(deserializer, TIMEOUT, "seconds")
}

pub(super) fn keep_days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    whole(deserializer, KEEP_DAYS, "days")
}

/// A whole number within a range. Of something else, and of one outside, only says what may be there.
fn whole<'de, D: Deserializer<'de>, N: TryFrom<i64>>(
    deserializer: D,
    range: RangeInclusive<i64>,
    unit: &str,
) -> Result<N, D::Error> {
    let number = i64::deserialize(deserializer).ok();
    let number = number.filter(|number| range.contains(number));
    number.and_then(|number| N::try_from(number).ok()).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        D::Error::custom(format!("must be a whole number of {unit} from {least} to {most}"))
    })
}

pub(super) fn ca_file<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    let check: Check = |path| {
        let bad = path.trim().is_empty() || path.contains('\0');
        bad.then_some("must be the path of a PEM file of certificates")
    };
    text(deserializer, check).map(|path| Some(path.into()))
}

pub(super) fn accept_language<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let check: Check = |languages| {
        let good = |letter: char| letter.is_ascii_alphanumeric() || " ,;=.*-".contains(letter);
        let bad = languages.trim().is_empty() || !languages.chars().all(good);
        bad.then_some("must be like \"pl\" or \"pl, en;q=0.5\"")
    };
    text(deserializer, check).map(Some)
}

pub(super) fn mark<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let check: Check = |word| {
        let bad = word.trim().is_empty() || word.width() > 20 || word.contains(is_invisible);
        bad.then_some("must be a word of at most 20 columns, such as \"PRODUCTION\"")
    };
    text(deserializer, check).map(Some)
}

/// A key of `[choices]`. Its check runs on the key, so that the line is the key's.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
struct ChoiceKey(String);

impl TryFrom<String> for ChoiceKey {
    type Error = String;

    fn try_from(key: String) -> Result<Self, String> {
        let choices = FIELDS.iter().filter(|field| field.kind == Kind::Choice);
        let paths: Vec<&str> = choices.map(|field| field.path).collect();
        if paths.contains(&key.as_str()) {
            return Ok(Self(key));
        }
        Err(format!(
            "unknown field `{key}`, expected one of {}",
            paths.join(", ")
        ))
    }
}

pub(super) fn choices<'de, D>(deserializer: D) -> Result<BTreeMap<String, Vec<Choice>>, D::Error>
where
    D: Deserializer<'de>,
{
    let choices = BTreeMap::<ChoiceKey, Vec<Choice>>::deserialize(deserializer)?;
    Ok(choices.into_iter().map(|(key, values)| (key.0, values)).collect())
}

/// A light check; the client that uses the URL takes it apart in full.
fn base_url_problem(url: &str) -> Option<&'static str> {
    if url.is_empty() {
        return Some("must not be empty: write https://your-system-name.thulium.com");
    }
    if url.contains(|letter: char| letter.is_whitespace() || is_invisible(letter)) {
        return Some("must not contain spaces or control characters");
    }
    if url.contains('@') {
        return Some("must not contain a user or a password: they have keys of their own");
    }
    if url.contains(['?', '#', '\\']) {
        return Some("must not contain ?, # or \\: write https://your-system-name.thulium.com");
    }
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let host = host(rest.split('/').next().unwrap_or_default());
    match scheme {
        "https" | "http" if host.is_empty() => {
            Some("has no host: write https://your-system-name.thulium.com")
        }
        "https" => None,
        "http" if is_loopback(host) => None,
        "http" => {
            Some("must start with https://; http:// is for loopback only (127.0.0.1, [::1], localhost)")
        }
        _ => Some("must start with https://"),
    }
}

/// The host of an authority, without its port.
fn host(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    address.map_or_else(
        |_| host.eq_ignore_ascii_case("localhost"),
        |address| address.is_loopback(),
    )
}

/// Something wrong that the parser cannot see.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The table, as its header names it; empty at the top of the file.
    table: String,
    /// Which of the headers of this name, from 0.
    nth: usize,
    key: String,
    pub(super) message: String,
}

impl Wrong {
    pub(super) fn new(table: &str, key: &str, message: impl Into<String>) -> Self {
        Self {
            table: table.to_owned(),
            nth: 0,
            key: key.to_owned(),
            message: message.into(),
        }
    }

    pub(super) fn full_key(&self) -> String {
        joined(&self.table, &self.key)
    }

    /// The line of the key, from 1; that of the table where it is written inline.
    pub(super) fn line(&self, source: &str) -> Option<usize> {
        let wanted = plain(&self.full_key());
        let ours = plain(&self.table);
        let mut table = String::new();
        let mut seen = 0;
        let mut around = None;
        for (index, line) in source.lines().enumerate() {
            let path = if let Some(header) = header(line) {
                seen += usize::from(table == ours && !table.is_empty());
                table = header;
                table.clone()
            } else if let Some(key) = key(line) {
                joined(&table, &plain(key))
            } else {
                continue;
            };
            if path == wanted && seen == self.nth {
                return Some(index + 1);
            }
            let holds = |path: &str| {
                wanted
                    .strip_prefix(path)
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            if seen == self.nth && holds(&path) && !line.trim_start().starts_with('[') {
                around = Some(index + 1);
            }
        }
        around
    }
}

/// A key with the name of its table.
fn joined(table: &str, key: &str) -> String {
    match (table, key) {
        ("", key) => key.to_owned(),
        (table, "") => table.to_owned(),
        (table, key) => format!("{table}.{key}"),
    }
}

/// The name in a table's header; none where the line is not a header.
fn header(line: &str) -> Option<String> {
    let name = line.trim_start().strip_prefix('[')?.split(']').next()?;
    Some(plain(name))
}

/// The name of a table without what may be written in more than one way.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| !"[\"' ".contains(*letter)).collect()
}

/// The key of a line that sets one.
pub(super) fn key(line: &str) -> Option<&str> {
    Some(line.split_once('=')?.0.trim().trim_matches(['"', '\'']))
}

/// Everything that is wrong between several values.
pub(super) fn relations(config: &Config) -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = default_profile(config).into_iter().collect();
    wrong.extend(password_sources(config));
    wrong.extend(two_trusts(config));
    wrong.extend(blank_choices(config));
    wrong.extend(custom_fields(config));
    wrong.extend(super::keys::keymap(&config.keys).err());
    wrong
}

fn default_profile(config: &Config) -> Option<Wrong> {
    let name = config.default_profile.as_ref()?;
    if config.profiles.contains_key(name) {
        return None;
    }
    let names: Vec<&str> = config.profiles.keys().map(String::as_str).collect();
    let message = if names.is_empty() {
        format!("there is no profile {name:?}: write [profiles.NAME]")
    } else {
        format!("there is no profile {name:?}, expected {}", names.join(", "))
    };
    Some(Wrong::new("", "default_profile", message))
}

fn password_sources(config: &Config) -> impl Iterator<Item = Wrong> {
    let both = |(_, profile): &(&String, &super::Profile)| {
        profile.password_command.is_some() && profile.password_env.is_some()
    };
    config.profiles.iter().filter(both).map(|(name, _)| {
        Wrong::new(
            &format!("profiles.{name}"),
            "password_env",
            "password_command is there too: keep one of the two",
        )
    })
}

fn two_trusts(config: &Config) -> impl Iterator<Item = Wrong> {
    let both = |(_, profile): &(&String, &super::Profile)| profile.insecure && profile.ca_file.is_some();
    config.profiles.iter().filter(both).map(|(name, _)| {
        Wrong::new(
            &format!("profiles.{name}"),
            "insecure",
            "ca_file is there too, and would not be used: keep one of the two",
        )
    })
}

const BLANK_CHOICE: &str = "a value must not be blank: an empty field is not sent at all";

fn blank_choices(config: &Config) -> impl Iterator<Item = Wrong> {
    let blank = config.choices.iter().filter(|(_, values)| has_blank(values));
    blank.map(|(key, _)| Wrong::new("choices", key, BLANK_CHOICE))
}

fn has_blank(values: &[Choice]) -> bool {
    values.iter().any(|choice| choice.value.trim().is_empty())
}

fn custom_fields(config: &Config) -> impl Iterator<Item = Wrong> {
    let fields = &config.custom_fields;
    fields.iter().enumerate().filter_map(|(nth, field)| {
        let wrong = |key, message: String| Wrong {
            nth,
            ..Wrong::new("custom_fields", key, message)
        };
        if field.name.trim().is_empty() {
            return Some(wrong(
                "name",
                "must not be blank: it is the name in the CRM".to_owned(),
            ));
        }
        if field.name != field.name.trim() {
            return Some(wrong("name", "must not start or end with a space".to_owned()));
        }
        if fields[..nth].iter().any(|other| other.name == field.name) {
            let message = format!("{:?} is there twice: each name once", field.name);
            return Some(wrong("name", message));
        }
        has_blank(&field.choices).then(|| wrong("choices", BLANK_CHOICE.to_owned()))
    })
}
