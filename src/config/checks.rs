//! What the value of a setting must be, beyond its kind.

use super::{SettingsProblem, ValueRule};
use crate::customer::{Choice, FIELDS, FieldKind};
use crate::endpoint::CrmAddress;
use crate::text::{is_invisible, layout};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use toml::Value;

/// The seconds that a phase of a request, or `password_command`, may take.
pub(crate) const TIMEOUT: RangeInclusive<i64> = 1..=600;

/// The days for which a record may be kept; the most is a hundred years.
pub(crate) const KEEP_DAYS: RangeInclusive<i64> = 1..=36500;

/// The most characters that a field may have.
pub(crate) const LENGTH: RangeInclusive<i64> = 1..=10_000;

/// What a setting's value must be, beyond its kind.
#[derive(Debug, Clone)]
pub(super) enum ValueCheck {
    /// Anything of its kind.
    Kind,
    /// A text without a problem.
    Text(fn(&str) -> Option<SettingsProblem>),
    /// A whole number within a range. Anything else breaks the rule.
    Whole(RangeInclusive<i64>, ValueRule),
}

impl ValueCheck {
    /// What is wrong with a value; none where it is good, or of another kind, which the parser reports.
    pub(super) fn problem(&self, value: &Value) -> Option<SettingsProblem> {
        match self {
            Self::Kind => None,
            Self::Text(check) => check(value.as_str()?),
            Self::Whole(range, rule) => {
                let fits = value.as_integer().is_some_and(|number| range.contains(&number));
                (!fits).then_some(SettingsProblem::Rule(*rule))
            }
        }
    }
}

fn rule(broken: bool, rule: ValueRule) -> Option<SettingsProblem> {
    broken.then_some(SettingsProblem::Rule(rule))
}

pub(super) fn base_url(url: &str) -> Option<SettingsProblem> {
    let with_api = || Some(SettingsProblem::WithApi(before_the_api(url)?.to_owned()));
    CrmAddress::new(url)
        .err()
        .map(SettingsProblem::Url)
        .or_else(with_api)
}

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

pub(super) fn user(user: &str) -> Option<SettingsProblem> {
    rule(user.trim().is_empty(), ValueRule::UserEmpty)
        .or_else(|| rule(user.contains(':'), ValueRule::UserColon))
        .or_else(|| rule(user.contains(is_invisible), ValueRule::UserControl))
}

pub(super) fn password_command(command: &str) -> Option<SettingsProblem> {
    rule(
        command.trim().is_empty() || command.contains('\0'),
        ValueRule::Command,
    )
}

pub(super) fn password_env(name: &str) -> Option<SettingsProblem> {
    let starts = |first: char| first.is_ascii_alphabetic() || first == '_';
    let good = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    rule(
        !name.starts_with(starts) || !name.chars().all(good),
        ValueRule::Variable,
    )
}

pub(super) fn ca_file(path: &str) -> Option<SettingsProblem> {
    rule(path.trim().is_empty() || path.contains('\0'), ValueRule::CaFile)
}

pub(super) fn team_place(place: &str) -> Option<SettingsProblem> {
    rule(
        place.trim().is_empty() || place.contains('\0'),
        ValueRule::TeamPlace,
    )
}

pub(super) fn file(path: &str) -> Option<SettingsProblem> {
    rule(path.trim().is_empty() || path.contains('\0'), ValueRule::File)
}

pub(super) fn accept_language(languages: &str) -> Option<SettingsProblem> {
    let good = |letter: char| letter.is_ascii_alphanumeric() || " ,;=.*-".contains(letter);
    let bad = languages.trim().is_empty() || !languages.chars().all(good);
    rule(bad, ValueRule::AcceptLanguage)
}

pub(super) fn mark(word: &str) -> Option<SettingsProblem> {
    let bad = word.trim().is_empty() || layout::width(word) > 20 || word.contains(is_invisible);
    rule(bad, ValueRule::Mark)
}

/// A key of `[choices]`. Its check runs on the key, so that the line is the key's.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
struct ChoiceKey(String);

impl TryFrom<String> for ChoiceKey {
    type Error = String;

    fn try_from(key: String) -> Result<Self, String> {
        let choices = FIELDS.iter().filter(|field| field.kind == FieldKind::Choice);
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
