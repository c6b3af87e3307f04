//! The one table of settings: where each may be set, and how it is read.

use super::ValueRule;
use super::checks::{self, KEEP_DAYS, TIMEOUT, ValueCheck};
use SettingPath::{CommandLine, File, Profile, System};
use ValueKind::{Flag, Number, Path, Text, Toml};

/// Every setting. A variable that is empty counts as not set.
pub static SETTINGS: &[Setting] = &[
    Setting::new("config", CommandLine, "KARTOTEKA_CONFIG", Path).option("--config"),
    Setting::new("data_dir", CommandLine, "KARTOTEKA_DATA_DIR", Path)
        .option("--data-dir")
        .in_system_file(),
    Setting::of_system("restricted", Flag).option("--restricted"),
    Setting::of_system("export_dir", Path),
    Setting::of_system("rescue_dir", Path),
    Setting::new("ascii", CommandLine, "KARTOTEKA_ASCII", Flag).option("--ascii"),
    Setting::new("no_color", CommandLine, "NO_COLOR", Flag).option("--no-color"),
    Setting::new("default_profile", File, "KARTOTEKA_PROFILE", Text).option("--profile"),
    Setting::new("language", File, "KARTOTEKA_LANGUAGE", Text).option("--lang"),
    Setting::new("plain", File, "KARTOTEKA_PLAIN", Flag).option("--plain"),
    Setting::new("theme", File, "KARTOTEKA_THEME", Text),
    Setting::new("mouse", File, "KARTOTEKA_MOUSE", Flag),
    Setting::new("log_file", File, "KARTOTEKA_LOG_FILE", Path)
        .option("--log-file")
        .check(ValueCheck::Text(checks::file)),
    Setting::new("log_level", File, "KARTOTEKA_LOG_LEVEL", Text).option("--log-level"),
    Setting::new("base_url", Profile, "KARTOTEKA_BASE_URL", Text).check(ValueCheck::Text(checks::base_url)),
    Setting::new("user", Profile, "KARTOTEKA_USER", Text).check(ValueCheck::Text(checks::user)),
    Setting::new("password_command", Profile, "KARTOTEKA_PASSWORD_COMMAND", Text)
        .secret()
        .check(ValueCheck::Text(checks::password_command)),
    Setting::new("password_env", Profile, "KARTOTEKA_PASSWORD_ENV", Text)
        .secret()
        .check(ValueCheck::Text(checks::password_env)),
    Setting::new(
        "password_timeout_seconds",
        Profile,
        "KARTOTEKA_PASSWORD_TIMEOUT_SECONDS",
        Number,
    )
    .check(ValueCheck::Whole(TIMEOUT, ValueRule::Seconds)),
    Setting::new("timeout_seconds", Profile, "KARTOTEKA_TIMEOUT_SECONDS", Number)
        .check(ValueCheck::Whole(TIMEOUT, ValueRule::Seconds)),
    Setting::new("accept_language", Profile, "KARTOTEKA_ACCEPT_LANGUAGE", Text)
        .check(ValueCheck::Text(checks::accept_language)),
    Setting::new("ca_file", Profile, "KARTOTEKA_CA_FILE", Path).check(ValueCheck::Text(checks::ca_file)),
    Setting::new("insecure", Profile, "KARTOTEKA_INSECURE", Flag),
    Setting::new("check_duplicates", Profile, "KARTOTEKA_CHECK_DUPLICATES", Flag),
    Setting::new("mark", Profile, "KARTOTEKA_MARK", Text).check(ValueCheck::Text(checks::mark)),
    Setting::new("mark_color", Profile, "KARTOTEKA_MARK_COLOR", Text),
    Setting::new("form.sections", Profile, "KARTOTEKA_FORM_SECTIONS", Toml),
    Setting::new("form.required", Profile, "KARTOTEKA_FORM_REQUIRED", Toml),
    Setting::new("form.verify", Profile, "KARTOTEKA_FORM_VERIFY", Toml),
    Setting::new("form.defaults", Profile, "KARTOTEKA_FORM_DEFAULTS", Toml),
    Setting::new("form.labels", Profile, "KARTOTEKA_FORM_LABELS", Toml),
    Setting::new("form.max_length", Profile, "KARTOTEKA_FORM_MAX_LENGTH", Toml),
    Setting::new("templates", Profile, "KARTOTEKA_TEMPLATES", Toml),
    Setting::new("form.suggestions", File, "KARTOTEKA_FORM_SUGGESTIONS", Flag),
    Setting::new(
        "form.postcode_suggestions",
        File,
        "KARTOTEKA_FORM_POSTCODE_SUGGESTIONS",
        Flag,
    ),
    Setting::new("form.auto_advance", File, "KARTOTEKA_FORM_AUTO_ADVANCE", Flag),
    Setting::new(
        "form.separator_adds_row",
        File,
        "KARTOTEKA_FORM_SEPARATOR_ADDS_ROW",
        Flag,
    ),
    Setting::new("form.enter_reviews", File, "KARTOTEKA_FORM_ENTER_REVIEWS", Flag),
    Setting::new(
        "form.fill_while_sending",
        File,
        "KARTOTEKA_FORM_FILL_WHILE_SENDING",
        Flag,
    ),
    Setting::new(
        "form.background_lookups",
        File,
        "KARTOTEKA_FORM_BACKGROUND_LOOKUPS",
        Flag,
    ),
    Setting::new(
        "form.send_when_clean",
        File,
        "KARTOTEKA_FORM_SEND_WHEN_CLEAN",
        Flag,
    ),
    Setting::new("history.keep_days", File, "KARTOTEKA_HISTORY_KEEP_DAYS", Number)
        .check(ValueCheck::Whole(KEEP_DAYS, ValueRule::Days)),
    Setting::new("history.store", File, "KARTOTEKA_HISTORY_STORE", Text),
    Setting::new(
        "history.report_other_stores",
        File,
        "KARTOTEKA_HISTORY_REPORT_OTHER_STORES",
        Flag,
    ),
    Setting::new("team.file", File, "KARTOTEKA_TEAM_FILE", Path).check(ValueCheck::Text(checks::team_place)),
    Setting::new("team.url", File, "KARTOTEKA_TEAM_URL", Text)
        .leads_to_path()
        .check(ValueCheck::Text(checks::team_place)),
    Setting::new("team.ca_file", File, "KARTOTEKA_TEAM_CA_FILE", Path)
        .check(ValueCheck::Text(checks::ca_file)),
    Setting::new(
        "team.timeout_seconds",
        File,
        "KARTOTEKA_TEAM_TIMEOUT_SECONDS",
        Number,
    )
    .check(ValueCheck::Whole(TIMEOUT, ValueRule::Seconds)),
    Setting::new("team.secret_file", File, "KARTOTEKA_TEAM_SECRET_FILE", Path)
        .check(ValueCheck::Text(checks::team_place)),
    Setting::new("team.secret_command", File, "KARTOTEKA_TEAM_SECRET_COMMAND", Text)
        .secret()
        .check(ValueCheck::Text(checks::password_command)),
    Setting::new(
        "team.password_command",
        File,
        "KARTOTEKA_TEAM_PASSWORD_COMMAND",
        Text,
    )
    .secret()
    .check(ValueCheck::Text(checks::password_command)),
    Setting::new("team.password_env", File, "KARTOTEKA_TEAM_PASSWORD_ENV", Text)
        .secret()
        .check(ValueCheck::Text(checks::password_env)),
    Setting::new("team.when_away", File, "KARTOTEKA_TEAM_WHEN_AWAY", Text),
    Setting::new("team.keep_days", File, "KARTOTEKA_TEAM_KEEP_DAYS", Number)
        .check(ValueCheck::Whole(KEEP_DAYS, ValueRule::Days)),
    Setting::new("audit.file", File, "KARTOTEKA_AUDIT_FILE", Path).check(ValueCheck::Text(checks::file)),
    Setting::new("audit.syslog", File, "KARTOTEKA_AUDIT_SYSLOG", Flag),
    Setting::new("audit.facility", File, "KARTOTEKA_AUDIT_FACILITY", Text),
    Setting::new("audit.journald", File, "KARTOTEKA_AUDIT_JOURNALD", Flag),
    Setting::new("audit.socket", File, "KARTOTEKA_AUDIT_SOCKET", Path).check(ValueCheck::Text(checks::file)),
    Setting::new("choices", File, "KARTOTEKA_CHOICES", Toml),
    Setting::new("custom_fields", File, "KARTOTEKA_CUSTOM_FIELDS", Toml),
    Setting::new("keys", File, "KARTOTEKA_KEYS", Toml),
];

/// Where a setting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingPath {
    /// At the top of the file, or in a table of it.
    File,
    /// In the profile that is used.
    Profile,
    /// On the command line and in the environment only; where `Setting::in_system_file` says so, also at the top of the
    /// system's settings.
    CommandLine,
    /// At the top of the system's settings only.
    System,
}

/// How a variable is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// As it is.
    Text,
    /// A path, whose `~` is the home directory, and which starts in the current directory.
    Path,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A value in TOML.
    Toml,
}

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// Its key in the file, with the name of the table before it; of a profile's, the key in the profile.
    pub key: &'static str,
    /// Its state.
    pub place: SettingPath,
    /// The variable of the environment that says it; none for what only the administrator decides.
    pub variable: Option<&'static str>,
    /// The option of the command line that says it.
    pub option: Option<&'static str>,
    /// How the variable is read.
    pub kind: ValueKind,
    /// It leads to the password, and is not shown.
    pub secret: bool,
    /// It is no path, and may name one.
    leads_to_path: bool,
    /// Of all files, the system's settings alone may say it.
    pub in_system_file: bool,
    /// What its value must be.
    pub(super) check: ValueCheck,
}

impl Setting {
    pub(super) const fn new(
        key: &'static str,
        place: SettingPath,
        variable: &'static str,
        kind: ValueKind,
    ) -> Self {
        Self {
            key,
            place,
            variable: Some(variable),
            option: None,
            kind,
            secret: false,
            leads_to_path: false,
            in_system_file: false,
            check: ValueCheck::Kind,
        }
    }

    /// A setting that no operator decides.
    pub(super) const fn of_system(key: &'static str, kind: ValueKind) -> Self {
        let setting = Self::new(key, System, "", kind).in_system_file();
        Self {
            variable: None,
            ..setting
        }
    }

    pub(super) const fn check(mut self, check: ValueCheck) -> Self {
        self.check = check;
        self
    }

    pub(super) const fn option(mut self, option: &'static str) -> Self {
        self.option = Some(option);
        self
    }

    pub(super) const fn in_system_file(mut self) -> Self {
        self.in_system_file = true;
        self
    }

    pub(super) const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// The value may name a path although it is a text: a URL can lead to a socket.
    pub(super) const fn leads_to_path(mut self) -> Self {
        self.leads_to_path = true;
        self
    }

    /// Whether its value leads to a path or a command, so that an operator in restricted mode must not choose it.
    #[must_use]
    pub fn is_privileged(&self) -> bool {
        self.secret || self.leads_to_path || self.kind == Path
    }

    /// The steps to its value in the file.
    pub(super) fn path<'a>(&'a self, profile: &'a str) -> Vec<&'a str> {
        let of_profile = ["profiles", profile].into_iter();
        let of_profile = of_profile.filter(|_| self.place == SettingPath::Profile);
        of_profile.chain(self.key.split('.')).collect()
    }
}
