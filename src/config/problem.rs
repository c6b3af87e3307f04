//! What can be wrong with the settings, as data. Its words are in [`crate::i18n`].

use super::access::UnsafePermissions;
use super::profile::ProfileError;
use crate::customer::Problem;
use crate::endpoint::BaseUrlError;
use crate::keymap::BindingError;
use crate::os::paths::PathError;
use std::path::PathBuf;

/// What is wrong with the file, with a value in it, or with a variable in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsProblem {
    /// The user has no home directory, where the settings would be.
    NoHome,
    /// The file that is named does not exist.
    NoSuchFile,
    /// The system does not let it be read, for this reason.
    Unreadable(String),
    /// It is no text in UTF-8.
    NotUtf8,
    /// It is a directory.
    Directory,
    /// It is a pipe or a device.
    NotAFile,
    /// It has more than 1 MB.
    TooLarge,
    /// It is no TOML, in the parser's words.
    Syntax(String),
    /// A key is there twice.
    Twice,
    /// There is no such key, or no such value.
    Unknown {
        /// What is written.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// A key that must be there is not.
    Missing(String),
    /// A value is of another kind than the parser expects, in its words. The value is left out: a password may have
    /// slipped into any key.
    Kind(Option<String>),
    /// A value breaks a rule.
    Rule(ValueRule),
    /// A base URL cannot be used.
    Url(BaseUrlError),
    /// A base URL has the path of the API; this is the URL without it.
    WithApi(String),
    /// `default_profile` names none.
    NoProfile {
        /// What it names.
        name: String,
        /// The profiles that there are.
        names: Vec<String>,
    },
    /// There are two ways to the password.
    TwoPasswords,
    /// There are two answers to whose certificates are trusted.
    TwoTrusts,
    /// The settings of the team do not go together.
    Team(TeamProblem),
    /// The audit feed has two targets.
    TwoAudits,
    /// One of a field's values is blank.
    BlankChoice,
    /// A custom field has no name.
    BlankName,
    /// A custom field's name has a space at one of its ends.
    SpacedName,
    /// Two custom fields have this name.
    NameTwice(String),
    /// A profile of the environment lacks this.
    NotWhole,
    /// There is no telling which profile a variable is about.
    Profile(ProfileError),
    /// The system's settings have locked another value.
    Locked(Lock),
    /// Only the system's settings may say this.
    SystemOnly,
    /// What is locked has no locks in it.
    LockInLock,
    /// In restricted mode, only the system's settings may name paths, commands and variables.
    Restricted,
    /// Somebody else could change the file.
    Unsafe(UnsafePermissions),
    /// A path that cannot be meant.
    Path(PathError),
    /// An action cannot have these keys.
    Keys(BindingError),
    /// A name is no field's.
    NoField {
        /// What is written.
        name: String,
        /// The fields that may be meant; all of them where none is like it.
        names: Vec<String>,
    },
    /// A field is named twice.
    FieldTwice(String),
    /// A section has no fields.
    NoFields,
    /// A title, a label or a name is blank or has characters that nobody sees.
    NoTitle,
    /// A field cannot be typed twice.
    NotVerifiable(String),
    /// The operator's own custom fields cannot be required, or have a value to begin with.
    OwnCustomFields,
    /// A field says who the customer is, so that a value cannot be every card's.
    Identifies(String),
    /// A value is wrong for its field.
    Value(Problem),
    /// A field has one row, and several values are given.
    OneRow,
}

/// What keeps a setting from being overridden: a line of the system's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The file of the system's settings.
    pub path: PathBuf,
    /// The line, from 1, of the locked setting, or of the table that it is in.
    pub line: Option<usize>,
}

/// What does not go together in the settings of the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamProblem {
    /// There are two stores.
    TwoStores,
    /// There are two ways to the secret.
    TwoSecrets,
    /// There is no way to the secret.
    NoSecret,
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueRule {
    /// The user must not be empty.
    UserEmpty,
    /// The user must not have a colon.
    UserColon,
    /// The user must not have control characters.
    UserControl,
    /// `password_command` must be a command.
    Command,
    /// `password_env` must be the name of a variable.
    Variable,
    /// `timeout_seconds` must be within its range.
    Seconds,
    /// `keep_days` must be within its range.
    Days,
    /// `ca_file` must be a path.
    CaFile,
    /// A team's file or URL must be one.
    TeamPlace,
    /// A file to write to must be a path.
    File,
    /// `accept_language` must be a header's value.
    AcceptLanguage,
    /// `mark` must be a short word.
    Mark,
    /// An entry of `[keys]` must be keys, or a table of actions.
    KeysEntry,
    /// The value of a field must be a text, a whole number, a flag or a list of texts.
    FieldValue,
    /// A length must be within its range.
    Length,
}

impl SettingsProblem {
    /// What the parser means by its message.
    pub(super) fn of_parser(message: &str) -> Self {
        let message = message.lines().collect::<Vec<_>>().join("; ");
        match message.as_str() {
            "KeysEntry" => return Self::Rule(ValueRule::KeysEntry),
            "FormValue" => return Self::Rule(ValueRule::FieldValue),
            // Of a setting that is one of several words.
            wanted if wanted.starts_with("wanted ") => return Self::Kind(Some("a string".to_owned())),
            _ => {}
        }
        if ["invalid type: ", "invalid value: ", "invalid length"]
            .iter()
            .any(|start| message.starts_with(start))
        {
            let expected = message.rsplit_once(", expected ");
            return Self::Kind(expected.map(|(_, expected)| in_toml(expected).to_owned()));
        }
        if message == "duplicate key" {
            return Self::Twice;
        }
        match message.split('`').collect::<Vec<_>>()[..] {
            ["unknown field " | "unknown variant ", name, ref names @ ..] => Self::Unknown {
                name: name.to_owned(),
                names: names
                    .iter()
                    .skip(1)
                    .step_by(2)
                    .map(|name| (*name).to_owned())
                    .collect(),
            },
            ["missing field ", key, ..] => Self::Missing(key.to_owned()),
            _ => Self::Syntax(message),
        }
    }
}

/// What the parser expects, as TOML calls it.
fn in_toml(expected: &str) -> &str {
    match expected {
        "a map" => "a table",
        "a sequence" => "a list",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parser_means() {
        let unknown = |names: &[&str]| SettingsProblem::Unknown {
            name: "x".to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        for (message, problem) in [
            ("KeysEntry", SettingsProblem::Rule(ValueRule::KeysEntry)),
            ("FormValue", SettingsProblem::Rule(ValueRule::FieldValue)),
            ("unknown field `x`, expected `a`", unknown(&["a"])),
            ("unknown variant `x`, expected `a` or `b`", unknown(&["a", "b"])),
            (
                "unknown field `x`, expected one of `a`, `b`, `c`",
                unknown(&["a", "b", "c"]),
            ),
            ("unknown field `x`, there are no fields", unknown(&[])),
            (
                "missing field `user`",
                SettingsProblem::Missing("user".to_owned()),
            ),
            (
                "invalid type: string \"hunter2\", expected struct Profile",
                SettingsProblem::Kind(Some("a table".to_owned())),
            ),
            ("invalid length: 3", SettingsProblem::Kind(None)),
            (
                "wanted string or table",
                SettingsProblem::Kind(Some("a string".to_owned())),
            ),
            ("duplicate key", SettingsProblem::Twice),
            ("a\nb", SettingsProblem::Syntax("a; b".to_owned())),
        ] {
            assert_eq!(SettingsProblem::of_parser(message), problem, "{message}");
        }
    }
}
