//! The words for what is wrong with the settings. They never show a value that could be a secret.

use super::system::shown;
use crate::config::{
    ConfigError, Intruder, KEEP_DAYS, LENGTH, Lock, SYSTEM_FILE, SettingsProblem, TIMEOUT, TeamProblem,
    UnsafePermissions, ValueRule, WriteError,
};
use crate::i18n::Locale;
use crate::os::paths::PathError;
use crate::text::quoted_text;
use crate::text::visible;

impl Locale {
    /// Why the settings cannot be used: which file, line and key, what is wrong, and what is allowed, in one line. Safe to
    /// show.
    #[must_use]
    pub fn config_error(&self, error: &ConfigError) -> String {
        let mut place = Vec::new();
        place.extend(error.path().map(shown));
        place.extend(error.line().map(|line| self.texts().config_line(line)));
        let mut parts = vec![place.join(", ")];
        parts.extend(error.key().map(|key| visible(key).into_owned()));
        parts.push(self.settings_problem(error.problem()));
        parts.retain(|part| !part.is_empty());
        parts.join(": ")
    }

    /// What is wrong with a setting, without its place. Safe to show.
    #[must_use]
    pub fn settings_problem(&self, problem: &SettingsProblem) -> String {
        let texts = self.texts();
        match problem {
            SettingsProblem::NoHome => texts.config_no_home(),
            SettingsProblem::NoSuchFile => texts.config_no_such_file(),
            SettingsProblem::Unreadable(why) => texts.config_unreadable(visible(why)),
            SettingsProblem::NotUtf8 => texts.config_not_utf8(),
            SettingsProblem::Directory => texts.config_directory(),
            SettingsProblem::NotAFile => texts.config_not_a_file(),
            SettingsProblem::TooLarge => texts.config_too_large(),
            SettingsProblem::Syntax(detail) => texts.config_syntax(visible(detail)),
            SettingsProblem::Twice => texts.config_twice(),
            SettingsProblem::Unknown { name, names } => {
                let names: Vec<String> = names.iter().map(|name| format!("`{}`", visible(name))).collect();
                texts.config_unknown(visible(name), names.join(", "))
            }
            SettingsProblem::Missing(key) => texts.config_missing(visible(key)),
            SettingsProblem::Kind(None) => texts.config_kind_unknown(),
            SettingsProblem::Kind(Some(expected)) => texts.config_kind(self.kind(expected)),
            SettingsProblem::Rule(rule) => self.rule(*rule),
            SettingsProblem::Url(error) => self.target_error(*error),
            SettingsProblem::WithApi(base) => texts.config_with_api(visible(base)),
            SettingsProblem::NoProfile { name, names } if names.is_empty() => {
                texts.config_no_profile_yet(quoted_text(name))
            }
            SettingsProblem::NoProfile { name, names } => {
                texts.config_no_profile(quoted_text(name), visible(&names.join(", ")))
            }
            SettingsProblem::TwoPasswords => texts.config_two_passwords(),
            SettingsProblem::TwoTrusts => texts.config_two_trusts(),
            SettingsProblem::Team(problem) => self.team_problem(*problem),
            SettingsProblem::TwoAudits => texts.config_two_audits(),
            SettingsProblem::BlankChoice => texts.config_blank_choice(),
            SettingsProblem::BlankName => texts.config_blank_name(),
            SettingsProblem::SpacedName => texts.config_spaced_name(),
            SettingsProblem::NameTwice(name) => texts.config_name_twice(quoted_text(name)),
            SettingsProblem::NotWhole => texts.config_not_whole(),
            SettingsProblem::Profile(error) => self.profile_error(error),
            SettingsProblem::Locked(lock) => self.locked(lock),
            SettingsProblem::SystemOnly => texts.config_system_only(SYSTEM_FILE),
            SettingsProblem::LockInLock => texts.config_lock_in_lock(),
            SettingsProblem::Restricted => texts.config_restricted(),
            SettingsProblem::Unsafe(found) => self.unsafe_permissions(found),
            SettingsProblem::Path(error) => self.path_error(error),
            SettingsProblem::Keys(error) => self.binding_error(error),
            SettingsProblem::NoField { .. }
            | SettingsProblem::FieldTwice(_)
            | SettingsProblem::NoFields
            | SettingsProblem::NoTitle
            | SettingsProblem::NotVerifiable(_)
            | SettingsProblem::OwnCustomFields
            | SettingsProblem::Identifies(_)
            | SettingsProblem::Value(_)
            | SettingsProblem::OneRow => self.form_problem(problem),
        }
    }

    /// Who else could change a file.
    fn team_problem(&self, problem: TeamProblem) -> String {
        let texts = self.texts();
        match problem {
            TeamProblem::TwoStores => texts.config_two_teams(),
            TeamProblem::TwoSecrets => texts.config_two_team_secrets(),
            TeamProblem::NoSecret => texts.config_no_team_secret(),
        }
    }

    /// That a setting cannot be overridden, and by which line. Safe to show.
    #[must_use]
    pub fn locked(&self, lock: &Lock) -> String {
        let texts = self.texts();
        let line = lock.line.map(|line| texts.config_line(line));
        let place: Vec<String> = [shown(&lock.path)].into_iter().chain(line).collect();
        texts.config_locked(place.join(", "))
    }

    fn unsafe_permissions(&self, found: &UnsafePermissions) -> String {
        let (texts, path) = (self.texts(), shown(&found.path));
        match found.by {
            Intruder::Owner => texts.unsafe_owner(path),
            Intruder::Group => texts.unsafe_group(path),
            Intruder::Others => texts.unsafe_others(path),
            Intruder::NotRoot => texts.unsafe_not_root(path),
        }
    }

    /// What is wrong with the form of a profile.
    fn form_problem(&self, problem: &SettingsProblem) -> String {
        let texts = self.texts();
        match problem {
            SettingsProblem::NoField { name, names } => {
                let names: Vec<String> = names.iter().map(|name| format!("`{}`", visible(name))).collect();
                texts.config_no_field(visible(name), names.join(", "))
            }
            SettingsProblem::FieldTwice(name) => texts.config_field_twice(visible(name)),
            SettingsProblem::NoFields => texts.config_no_fields(),
            SettingsProblem::NoTitle => texts.config_no_title(),
            SettingsProblem::NotVerifiable(name) => texts.config_not_verifiable(visible(name)),
            SettingsProblem::Identifies(name) => texts.config_identifies(visible(name)),
            SettingsProblem::Value(problem) => visible(&self.problem(problem)).into_owned(),
            SettingsProblem::OneRow => texts.config_one_row(),
            _ => texts.config_own_custom_fields(),
        }
    }

    /// Why a path cannot be meant. Safe to show.
    #[must_use]
    pub fn path_error(&self, error: &PathError) -> String {
        let texts = self.texts();
        match error {
            PathError::Empty => texts.path_empty(),
            PathError::NoHome => texts.path_no_home(),
            PathError::OtherHome => texts.path_other_home(),
            PathError::Variable => texts.path_variable(),
            PathError::NoCurrentDir(why) => texts.path_no_current_dir(visible(why)),
        }
    }

    /// A kind of value, of which the parser says only its own words.
    fn kind(&self, expected: &str) -> String {
        let texts = self.texts();
        match expected {
            "a string" => texts.kind_text(),
            "a boolean" => texts.kind_flag(),
            "a table" => texts.kind_table(),
            "a list" => texts.kind_list(),
            other => visible(other).into_owned(),
        }
    }

    fn rule(&self, rule: ValueRule) -> String {
        let texts = self.texts();
        match rule {
            ValueRule::UserEmpty => texts.rule_user_empty(),
            ValueRule::UserColon => texts.rule_user_colon(),
            ValueRule::UserControl => texts.rule_user_control(),
            ValueRule::Command => texts.rule_command(),
            ValueRule::Variable => texts.rule_variable(),
            ValueRule::Seconds => texts.rule_seconds(*TIMEOUT.start(), *TIMEOUT.end()),
            ValueRule::Days => texts.rule_days(*KEEP_DAYS.start(), *KEEP_DAYS.end()),
            ValueRule::CaFile => texts.rule_ca_file(),
            ValueRule::TeamPlace => texts.config_team_place(),
            ValueRule::File => texts.rule_file(),
            ValueRule::AcceptLanguage => texts.rule_accept_language(),
            ValueRule::Mark => texts.rule_mark(),
            ValueRule::KeysEntry => texts.rule_keys(),
            ValueRule::FieldValue => texts.rule_field_value(),
            ValueRule::Length => texts.rule_length(*LENGTH.start(), *LENGTH.end()),
        }
    }

    /// Why settings were not written, where the file could take it if somebody wrote it there by hand. Safe to show.
    #[must_use]
    pub fn write_error(&self, error: &WriteError) -> String {
        let texts = self.texts();
        match error {
            WriteError::Exists | WriteError::Flawed => texts.write_invalid(),
            WriteError::DeadLink => texts.write_dead_link(),
            WriteError::Link => texts.write_link(),
            WriteError::Missing => texts.write_missing(),
            WriteError::Edited => texts.write_edited(),
            WriteError::Unreadable(error) => self.config_error(error),
            WriteError::Refused(problem) => self.settings_problem(problem),
            WriteError::Io(source) => super::system::line(source),
        }
    }
}
