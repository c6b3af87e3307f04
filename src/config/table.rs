//! The one table of settings.

use super::ValueRule;
use super::checks::{self, KEEP_DAYS, TIMEOUT, ValueCheck};
use super::settings::Setting;
use super::settings::SettingPath::{CommandLine, File, Profile};
use super::settings::ValueKind::{Flag, Number, Path, Text, Toml};

/// Every setting. A variable that is empty counts as not set.
pub static SETTINGS: &[Setting] = &[
    Setting::new("config", CommandLine, "KARTOTEKA_CONFIG", Path).option("--config"),
    Setting::new("data_dir", CommandLine, "KARTOTEKA_DATA_DIR", Path).option("--data-dir"),
    Setting::new("ascii", CommandLine, "KARTOTEKA_ASCII", Flag).option("--ascii"),
    Setting::new("no_color", CommandLine, "NO_COLOR", Flag).option("--no-color"),
    Setting::new("plain", CommandLine, "KARTOTEKA_PLAIN", Flag).option("--plain"),
    Setting::new("default_profile", File, "KARTOTEKA_PROFILE", Text).option("--profile"),
    Setting::new("language", File, "KARTOTEKA_LANGUAGE", Text).option("--lang"),
    Setting::new("theme", File, "KARTOTEKA_THEME", Text),
    Setting::new("mouse", File, "KARTOTEKA_MOUSE", Flag),
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
    Setting::new("form.suggestions", File, "KARTOTEKA_FORM_SUGGESTIONS", Flag),
    Setting::new(
        "form.fill_while_sending",
        File,
        "KARTOTEKA_FORM_FILL_WHILE_SENDING",
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
    Setting::new("choices", File, "KARTOTEKA_CHOICES", Toml),
    Setting::new("custom_fields", File, "KARTOTEKA_CUSTOM_FIELDS", Toml),
    Setting::new("keys", File, "KARTOTEKA_KEYS", Toml),
];
