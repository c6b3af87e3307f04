//! What the settings may hold, beyond the shape of the file.
//!
//! A value on its own is checked while the file is parsed, so that the parser adds the exact line. What concerns
//! several values is checked afterwards, and the line is looked for in the text.

use super::{Config, Mistake, Rule};
use crate::customer::{Choice, FIELDS, Kind};
use crate::endpoint::has_dot_segments;
use crate::text::is_invisible;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr as _;

/// The seconds that a phase of a request, or `password_command`, may take.
pub(crate) const TIMEOUT: RangeInclusive<i64> = 1..=600;

/// The days for which a record may be kept; the most is a hundred years.
pub(crate) const KEEP_DAYS: RangeInclusive<i64> = 1..=36500;

/// The rule that a text breaks; none where it is good.
type Check = fn(&str) -> Option<Rule>;

fn text<'de, D: Deserializer<'de>>(deserializer: D, check: Check) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match check(&text) {
        None => Ok(text),
        Some(rule) => Err(D::Error::custom(rule)),
    }
}

pub(super) fn base_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let url = text(deserializer, base_url_problem)?;
    match before_the_api(&url) {
        Some(base) => Err(D::Error::custom(format!("{WITH_API}{base}"))),
        None => Ok(url),
    }
}

/// Begins the parser's message for a URL with the path of the API; the URL without it follows.
pub(super) const WITH_API: &str = "UrlApi ";

/// The URL without the path of the API, where it ends in that: the client adds it, and there is no such path behind another one.
fn before_the_api(url: &str) -> Option<&str> {
    let path_begins = url
        .find("://")
        .and_then(|end| Some(end + 3 + url[end + 3..].find('/')?))?;
    let steps = url[path_begins..].match_indices('/').filter_map(|(at, _)| {
        let step = url[path_begins + at + 1..].split('/').next()?;
        (!step.is_empty()).then_some((path_begins + at, step.to_ascii_lowercase()))
    });
    let steps: Vec<(usize, String)> = steps.collect();
    let names: Vec<&str> = steps.iter().map(|(_, name)| name.as_str()).collect();
    let length = match names.as_slice() {
        [.., "api"] => 1,
        [.., "api", "customers"] => 2,
        [.., "api", "customers", _] => 3,
        _ => return None,
    };
    let (at, _) = steps.get(steps.len() - length)?;
    Some(url[..*at].trim_end_matches('/'))
}

pub(super) fn user<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, |user| {
        if user.trim().is_empty() {
            Some(Rule::UserEmpty)
        } else if user.contains(':') {
            Some(Rule::UserColon)
        } else if user.contains(is_invisible) {
            Some(Rule::UserControl)
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
        bad.then_some(Rule::Command)
    };
    text(deserializer, check).map(Some)
}

pub(super) fn password_env<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let check: Check = |name| {
        let mut letters = name.chars();
        let first = letters.next();
        let good = first.is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
            && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        (!good).then_some(Rule::Variable)
    };
    text(deserializer, check).map(Some)
}

pub(super) fn default_timeout() -> u64 {
    30
}

pub(super) fn default_password_timeout() -> u64 {
    60
}

pub(super) fn timeout_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    whole(deserializer, TIMEOUT, Rule::Seconds)
}

pub(super) fn keep_days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    whole(deserializer, KEEP_DAYS, Rule::Days)
}

/// A whole number within a range. Of something else, and of one outside, only says what may be there.
fn whole<'de, D: Deserializer<'de>, N: TryFrom<i64>>(
    deserializer: D,
    range: RangeInclusive<i64>,
    rule: Rule,
) -> Result<N, D::Error> {
    let number = i64::deserialize(deserializer).ok();
    let number = number.filter(|number| range.contains(number));
    let number = number.and_then(|number| N::try_from(number).ok());
    number.ok_or_else(|| D::Error::custom(rule))
}

pub(super) fn ca_file<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
    let check: Check = |path| {
        let bad = path.trim().is_empty() || path.contains('\0');
        bad.then_some(Rule::CaFile)
    };
    text(deserializer, check).map(|path| Some(path.into()))
}

pub(super) fn accept_language<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let check: Check = |languages| {
        let good = |letter: char| letter.is_ascii_alphanumeric() || " ,;=.*-".contains(letter);
        let bad = languages.trim().is_empty() || !languages.chars().all(good);
        bad.then_some(Rule::AcceptLanguage)
    };
    text(deserializer, check).map(Some)
}

pub(super) fn mark<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let check: Check = |word| {
        let bad = word.trim().is_empty() || word.width() > 20 || word.contains(is_invisible);
        bad.then_some(Rule::Mark)
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
        // As the parser says it of other keys.
        Err(format!(
            "unknown field `{key}`, expected one of `{}`",
            paths.join("`, `")
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
fn base_url_problem(url: &str) -> Option<Rule> {
    if url.is_empty() {
        return Some(Rule::UrlEmpty);
    }
    if url.contains(|letter: char| letter.is_whitespace() || is_invisible(letter)) {
        return Some(Rule::UrlSpaces);
    }
    if url.contains('@') {
        return Some(Rule::UrlUser);
    }
    if url.contains(['?', '#', '\\']) {
        return Some(Rule::UrlQuery);
    }
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    if has_dot_segments(rest) {
        return Some(Rule::UrlDots);
    }
    let host = host(rest.split('/').next().unwrap_or_default());
    match scheme {
        "https" | "http" if host.is_empty() => Some(Rule::UrlHost),
        "https" => None,
        "http" if is_loopback(host) => None,
        "http" => Some(Rule::UrlPlain),
        _ => Some(Rule::UrlScheme),
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
    pub(super) mistake: Mistake,
}

impl Wrong {
    pub(super) fn new(table: &str, key: &str, mistake: Mistake) -> Self {
        Self {
            table: table.to_owned(),
            nth: 0,
            key: key.to_owned(),
            mistake,
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
    let mistake = Mistake::NoProfile {
        name: name.clone(),
        names: config.profiles.keys().cloned().collect(),
    };
    Some(Wrong::new("", "default_profile", mistake))
}

fn password_sources(config: &Config) -> impl Iterator<Item = Wrong> {
    let both = |(_, profile): &(&String, &super::Profile)| {
        profile.password_command.is_some() && profile.password_env.is_some()
    };
    config
        .profiles
        .iter()
        .filter(both)
        .map(|(name, _)| Wrong::new(&format!("profiles.{name}"), "password_env", Mistake::TwoPasswords))
}

fn two_trusts(config: &Config) -> impl Iterator<Item = Wrong> {
    let both = |(_, profile): &(&String, &super::Profile)| profile.insecure && profile.ca_file.is_some();
    config
        .profiles
        .iter()
        .filter(both)
        .map(|(name, _)| Wrong::new(&format!("profiles.{name}"), "insecure", Mistake::TwoTrusts))
}

fn blank_choices(config: &Config) -> impl Iterator<Item = Wrong> {
    let blank = config.choices.iter().filter(|(_, values)| has_blank(values));
    blank.map(|(key, _)| Wrong::new("choices", key, Mistake::BlankChoice))
}

fn has_blank(values: &[Choice]) -> bool {
    values.iter().any(|choice| choice.value.trim().is_empty())
}

fn custom_fields(config: &Config) -> impl Iterator<Item = Wrong> {
    let fields = &config.custom_fields;
    fields.iter().enumerate().filter_map(|(nth, field)| {
        let wrong = |key, mistake| Wrong {
            nth,
            ..Wrong::new("custom_fields", key, mistake)
        };
        if field.name.trim().is_empty() {
            return Some(wrong("name", Mistake::BlankName));
        }
        if field.name != field.name.trim() {
            return Some(wrong("name", Mistake::SpacedName));
        }
        if fields[..nth].iter().any(|other| other.name == field.name) {
            return Some(wrong("name", Mistake::NameTwice(field.name.clone())));
        }
        has_blank(&field.choices).then(|| wrong("choices", Mistake::BlankChoice))
    })
}
