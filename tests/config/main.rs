//! The settings: what is read, what is refused and how, and that the file is never touched.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod anything;
mod form;
mod passwords;
mod refused;
mod system;
mod system_access;

use jiff::civil::date;
use kartoteka::config::{self, Config, ConfigError, HistorySettings, ProfileError, SAMPLE, SecretError};
use kartoteka::customer::{Sex, StoredDetail};
use kartoteka::i18n::{Language, Locale};
use kartoteka::keymap::BindingContext;
use kartoteka::keymap::{Action, Key, Keymap, Scope};
use kartoteka::options::{BadgeColor, Theme};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Stands where a secret might. No message may have it.
const SECRET: &str = "hunter2";

/// What is reported in a language.
trait Told {
    fn told(&self, locale: &Locale) -> String;

    /// In English, whose words are other ones in Polish.
    #[track_caller]
    fn words(&self) -> String {
        let [english, polish] = Language::ALL.map(|language| self.told(&Locale::new(language)));
        assert_ne!(english, polish);
        english
    }
}

impl Told for ConfigError {
    fn told(&self, locale: &Locale) -> String {
        locale.config_error(self)
    }
}

impl Told for ProfileError {
    fn told(&self, locale: &Locale) -> String {
        locale.profile_error(self)
    }
}

impl Told for SecretError {
    fn told(&self, locale: &Locale) -> String {
        locale.secret_error(self)
    }
}

/// A file of settings in a directory of its own.
struct File {
    _dir: TempDir,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl File {
    fn new(bytes: impl Into<Vec<u8>>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kartoteka.toml");
        let bytes = bytes.into();
        fs::write(&path, &bytes).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        Self {
            _dir: dir,
            path,
            bytes,
        }
    }

    /// Loads the file, and sees that it is left as it was.
    #[track_caller]
    fn load(&self) -> Result<Config, ConfigError> {
        let loaded = config::load(Some(&self.path));
        assert_eq!(fs::read(&self.path).unwrap(), self.bytes);
        let mode = fs::metadata(&self.path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        let others = fs::read_dir(self.path.parent().unwrap()).unwrap().count();
        assert_eq!(others, 1, "a file was made beside the settings");
        loaded.map(|loaded| {
            assert!(loaded.exists);
            assert_eq!(loaded.path, self.path);
            loaded.config
        })
    }
}

#[track_caller]
fn good(source: &str) -> Config {
    File::new(source).load().unwrap()
}

/// A profile named `main` that has these lines besides those that it must have.
fn profile(lines: &str) -> String {
    format!("[profiles.main]\nbase_url = \"https://x.thulium.com\"\nuser = \"api_user\"\n{lines}\n")
}

#[test]
fn every_setting_is_read() {
    let config = good(
        r#"
default_profile = "main"
language = "pl"
theme = "high-contrast"
[profiles.main]
base_url = "https://x.thulium.com:8443/panel"
user = "api_user"
password_command = "pass show thulium"
timeout_seconds = 600
accept_language = "pl, en;q=0.5"
ca_file = "/etc/ssl/crm.pem"
check_duplicates = true
[profiles."próba 2"]
base_url = "http://127.0.0.1:8080"
user = "u"
password_env = "THULIUM_PASSWORD"
insecure = true
[history]
keep_days = 36500
store = "masked"
[choices]
type = []
gender = [{ value = "K", label = "Kobieta", sex = "female" }]
[[custom_fields]]
name = "kampania"
[[custom_fields]]
name = "źródło"
label = "Źródło"
required = true
read_only = true
choices = [{ value = "www" }]
"#,
    );
    assert_eq!(config.language, Some(Language::Pl));
    assert_eq!(config.theme, Theme::HighContrast);
    let (name, main) = config.profile(None).unwrap();
    assert_eq!((name, main.host()), ("main", "x.thulium.com:8443"));
    assert_eq!(main.timeout().as_secs(), 600);
    assert_eq!(main.accept_language.as_deref(), Some("pl, en;q=0.5"));
    let other = &config.profiles["próba 2"];
    assert_eq!(other.password_env.as_deref(), Some("THULIUM_PASSWORD"));
    assert_eq!(other.timeout().as_secs(), 30);
    assert_eq!(main.ca_file.as_deref(), Some(Path::new("/etc/ssl/crm.pem")));
    assert!(!main.insecure && main.check_duplicates);
    assert!(other.insecure && !other.check_duplicates && other.ca_file.is_none());
    assert_eq!(
        (config.history.keep_days, config.history.store),
        (36500, StoredDetail::Masked)
    );
    let context = config.rule_context(date(2026, 11, 24), None);
    assert_eq!(context.today, date(2026, 11, 24));
    assert_eq!(context.choices("gender")[0].sex, Some(Sex::Female));
    assert!(context.choices("type").is_empty());
    assert!(context.custom_field("źródło").unwrap().required);
    assert_eq!(context.custom_fields[1].choices[0].label(), "www");
}

#[test]
fn a_file_of_certificates_is_looked_for_beside_the_settings() {
    let home = directories::BaseDirs::new().unwrap().home_dir().to_owned();
    for (written, expected) in [
        ("/etc/ca.pem", Some("/etc/ca.pem".into())),
        ("~/certs/ca.pem", Some(home.join("certs/ca.pem"))),
        ("ca.pem", None),
        ("sub/../~ca.pem", None),
    ] {
        let file = File::new(profile(&format!("ca_file = '{written}'")));
        let config = file.load().unwrap();
        let expected = expected.unwrap_or_else(|| file.path.with_file_name(written));
        assert_eq!(config.profiles["main"].ca_file, Some(expected), "{written}");
    }
}

#[test]
fn what_is_allowed_but_rare_is_read() {
    let cases = [
        ("nothing", String::new()),
        (
            "a byte order mark and Windows line ends",
            "\u{feff}theme = \"mono\"\r\n".to_owned(),
        ),
        ("no profile at all", "language = \"en\"\n".to_owned()),
        (
            "loopback by name",
            profile("").replace("https://x.thulium.com", "http://localhost:1"),
        ),
        (
            "loopback of IPv6",
            profile("").replace("https://x.thulium.com", "http://[::1]:8080/a"),
        ),
        ("the shortest timeout", profile("timeout_seconds = 1")),
        ("the shortest history", "[history]\nkeep_days = 1".to_owned()),
        (
            "a file of certificates and secure",
            profile("ca_file = 'a'\ninsecure = false"),
        ),
        (
            "an inline profile",
            "profiles = { a = { base_url = \"https://x\", user = \"u\" } }".to_owned(),
        ),
    ];
    for (name, source) in cases {
        assert!(File::new(source).load().is_ok(), "{name}");
    }
}

#[test]
fn the_profile_is_the_named_one_then_the_default_then_the_only_one() {
    let [one, two] =
        ["[profiles.a]", "[profiles.b]"].map(|header| profile("").replace("[profiles.main]", header));
    let both = good(&format!("{one}{two}"));
    let ambiguous = both.profile(None).unwrap_err();
    assert!(ambiguous.words().contains("--profile"), "{ambiguous:?}");
    assert!(ambiguous.words().contains("a, b"), "{ambiguous:?}");
    assert_eq!(both.profile(Some("b")).unwrap().0, "b");
    let unknown = both.profile(Some("c")).unwrap_err().words();
    assert!(unknown.contains("\"c\"") && unknown.contains("a, b"), "{unknown}");

    let default = good(&format!("default_profile = \"b\"\n{one}{two}"));
    assert_eq!(default.profile(None).unwrap().0, "b");
    assert_eq!(default.profile(Some("a")).unwrap().0, "a");
    assert_eq!(good(&one).profile(None).unwrap().0, "a");
    assert_eq!(good("").profile(Some("a")).unwrap_err(), ProfileError::None);
}

#[test]
fn the_sample_is_a_configuration_as_it_stands_and_with_everything_switched_on() {
    let config = good(SAMPLE);
    let (name, profile) = config.profile(None).unwrap();
    assert_eq!(name, "main");
    assert!(profile.check_duplicates && !profile.insecure && profile.ca_file.is_none());
    assert_eq!(
        (config.history.keep_days, config.history.store),
        (90, StoredDetail::Full)
    );
    let on = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with([' ', ':']) => format!("{setting}\n"),
        _ => format!("{line}\n"),
    };
    let config = good(&SAMPLE.lines().map(on).collect::<String>());
    let profile = config.profile(None).unwrap().1;
    assert!(profile.password_command.is_some() && profile.accept_language.is_some());
    assert_eq!(profile.timeout().as_secs(), 30);
    assert!(profile.ca_file.is_some() && !profile.insecure);
    assert_eq!(config.history, HistorySettings::default());
    assert_eq!(config.theme, Theme::default());
    assert_eq!(profile.mark().map(|mark| mark.color), Some(BadgeColor::default()));
    let bare = good(&self::profile("")).profiles["main"].clone();
    assert_eq!(profile.timeout_seconds, bare.timeout_seconds);
    assert_eq!(
        (profile.insecure, profile.mark_color),
        (bare.insecure, bare.mark_color)
    );
    assert_eq!(config.language, Some(Language::Pl));
    assert!(config.choices.contains_key("type") && config.choices.contains_key("gender"));
    assert_eq!(config.custom_fields.len(), 1);
    assert_ne!(config.keymap(), Keymap::default());
}

#[test]
fn other_keys_are_read() {
    let keymap = good("").keymap();
    assert_eq!(keymap, Keymap::default());
    let keymap = good(
        "[keys]\nundo = 'F11'\nleader = ['F10', 'Ctrl+X']\nup = ['Ctrl+P']\n[keys.history]\nopen = ['o']\n\
         up = ['w']\n[keys.shift]\nend-shift = ['z']\n[keys.menu]\nquit = ['Q']\nsection = ['!', 'B', 'G', 'D', '5', '6', '7']\n",
    )
    .keymap();
    let key = |name: &str| name.parse::<Key>().unwrap();
    let rows: &[(Scope, &str, Option<Action>)] = &[
        (Scope::Form, "F11", Some(Action::Undo)),
        (Scope::Form, "F10", Some(Action::Leader)),
        (Scope::History, "Ctrl+X", Some(Action::Leader)),
        (Scope::History, "o", Some(Action::Open)),
        (Scope::History, "Enter", None),
        (Scope::History, "w", Some(Action::Up)),
        (Scope::History, "Ctrl+P", None),
        (Scope::Pager, "Ctrl+P", Some(Action::Up)),
        (Scope::Pager, "Up", None),
        (Scope::Drafts, "Enter", Some(Action::Open)),
        (Scope::Shift, "z", Some(Action::EndShift)),
        (Scope::Shift, "e", None),
        (Scope::Shift, "Ctrl+P", Some(Action::Up)),
    ];
    for (scope, name, action) in rows {
        assert_eq!(keymap.action(*scope, key(name)), *action, "{name} in {scope:?}");
    }
    for (letter, action) in [
        ("Q", Some(Action::Quit)),
        ("q", None),
        ("G", Some(Action::Section(2))),
    ] {
        assert_eq!(keymap.leader(key(letter)), action, "{letter}");
    }
    let locale = Locale::new(Language::En);
    assert_eq!(keymap.way_to(&locale, Scope::Form, Action::Quit), "F10 Q");
}

#[test]
fn every_action_can_have_another_key_in_every_place() {
    for place in BindingContext::tables() {
        for action in place
            .actions()
            .filter(|action| *action != Action::Section(0) || place != BindingContext::Menu)
        {
            let (key, table) = match place {
                BindingContext::Menu => ("#", "keys.menu".to_owned()),
                place => ("F20", format!("keys.{}", place.name())),
            };
            let keymap = good(&format!("[{table}]\n{} = ['{key}']", action.name())).keymap();
            let found = match place {
                BindingContext::In(scope) => keymap.action(scope, key.parse().unwrap()),
                _ => keymap.leader(key.parse().unwrap()),
            };
            assert_eq!(found, Some(action), "{} in {table}", action.name());
            assert_eq!(Action::named(&action.name()), Some(action));
        }
    }
}
