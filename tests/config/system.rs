//! The system's settings: below the user's, and what they lock.

use super::Told as _;
use kartoteka::config::settings::{SETTINGS, ValueSource, effective};
use kartoteka::config::{Config, ConfigError, LoadedConfig, Sources, SystemSettings};
use rustix::process::geteuid;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use tempfile::TempDir;

const SYSTEM: &str = r#"
default_profile = "main"
theme = "mono"
[profiles.main]
base_url = "https://x.thulium.com"
user = "api_user"
ca_file = "ca.pem"
[profiles.main.form]
required = ["email"]
[choices]
gender = [{ value = "K" }]
[locked]
language = "pl"
history.keep_days = 30
[locked.profiles.live]
base_url = "https://live.thulium.com"
user = "api_user"
password_command = "/usr/local/bin/thulium-password"
"#;

/// A system file and a user's file, in one directory.
struct Files(TempDir);

impl Files {
    fn new(system: &str, user: &str) -> Self {
        let files = Self(TempDir::new().unwrap());
        for (path, text) in [(files.system_path(), system), (files.user_path(), user)] {
            fs::write(&path, text).unwrap();
            fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
        }
        files
    }

    fn system_path(&self) -> PathBuf {
        self.0.path().join("system.toml")
    }

    fn user_path(&self) -> PathBuf {
        self.0.path().join("user.toml")
    }

    fn system(&self) -> Result<SystemSettings, ConfigError> {
        let settings = SystemSettings::read_from(&self.system_path(), geteuid().as_raw());
        settings.map(Option::unwrap)
    }

    fn with<T>(&self, restricted: bool, variables: &[(&str, &str)], work: impl FnOnce(Sources) -> T) -> T {
        let system = self.system().unwrap();
        let file = self.user_path();
        let variable = |name: &str| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some((*value).to_owned())
        };
        work(Sources {
            system: Some(&system),
            restricted,
            file: Some(&file),
            profile: None,
            variables: &variable,
        })
    }

    fn load(&self, variables: &[(&str, &str)]) -> Result<LoadedConfig, ConfigError> {
        self.with(false, variables, |sources| sources.load())
    }

    #[track_caller]
    fn config(&self) -> Config {
        self.load(&[]).unwrap().config
    }

    /// The words of an error, with the names of the files alone.
    fn brief(&self, error: &ConfigError) -> String {
        error
            .words()
            .replace(&format!("{}/", self.0.path().display()), "")
    }

    fn refused(&self, variables: &[(&str, &str)]) -> String {
        self.brief(&self.load(variables).unwrap_err())
    }
}

#[test]
fn the_system_is_below_the_user_setting_by_setting() {
    let files = Files::new(
        SYSTEM,
        "theme = \"dark\"\nmouse = true\n[profiles.main]\nuser = \"jan\"\nmark = \"TEST\"\n\
         [profiles.own]\nbase_url = \"https://own.thulium.com\"\nuser = \"u\"\n\
         [choices]\ntype = [{ value = \"A\" }]\n",
    );
    let config = files.config();
    let main = &config.profiles["main"];
    assert_eq!((main.user.as_str(), main.mark.as_deref()), ("jan", Some("TEST")));
    assert_eq!(main.base_url, "https://x.thulium.com");
    assert_eq!(
        main.ca_file.as_deref(),
        Some(files.0.path().join("ca.pem").as_path())
    );
    assert_eq!(main.form.required, ["email"]);
    assert!(config.mouse);
    assert_eq!(config.history.keep_days, 30);
    let profiles: Vec<&String> = config.profiles.keys().collect();
    assert_eq!(profiles, ["live", "main", "own"]);
    // A setting comes whole from one place.
    assert_eq!(config.choices.keys().collect::<Vec<_>>(), ["type"]);
    assert_eq!(config.locked, None);
}

#[test]
fn a_user_without_a_file_has_the_system_s_profiles() {
    let files = Files::new(SYSTEM, "");
    let config = files.config();
    assert_eq!(config.profile(None).unwrap().0, "main");
    assert_eq!(config.profile(Some("live")).unwrap().1.host(), "live.thulium.com");
}

#[test]
fn what_is_locked_cannot_be_overridden_by_file_or_environment() {
    for (user, variables, expected) in [
        (
            "language = \"en\"",
            None,
            "user.toml, line 1: language: locked by system.toml, line 13",
        ),
        (
            "\n[history]\nkeep_days = 31",
            None,
            "user.toml, line 3: history.keep_days: locked by system.toml, line 14",
        ),
        // What a locked profile does not say is locked, too.
        (
            "[profiles.live]\ninsecure = true",
            None,
            "user.toml, line 2: profiles.live.insecure: locked by system.toml, line 15",
        ),
        (
            "[profiles.live]\npassword_env = \"A\"",
            None,
            "user.toml, line 2: profiles.live.password_env: locked by",
        ),
        (
            "[profiles.live.form]\nrequired = [\"surname\"]",
            None,
            "user.toml, line 2: profiles.live.form.required: locked by",
        ),
        (
            "",
            Some(("KARTOTEKA_LANGUAGE", "en")),
            "KARTOTEKA_LANGUAGE: locked by system.toml, line 13",
        ),
        (
            "",
            Some(("KARTOTEKA_HISTORY_KEEP_DAYS", "31")),
            "KARTOTEKA_HISTORY_KEEP_DAYS: locked by system.toml, line 14",
        ),
        (
            "default_profile = \"live\"",
            Some(("KARTOTEKA_INSECURE", "true")),
            "KARTOTEKA_INSECURE: locked by system.toml, line 15",
        ),
        (
            "default_profile = \"live\"",
            Some(("KARTOTEKA_USER", "eve")),
            "KARTOTEKA_USER: locked by system.toml, line 15",
        ),
    ] {
        let files = Files::new(SYSTEM, user);
        let told = files.refused(variables.as_slice());
        assert!(told.starts_with(expected), "{user} {variables:?}: {told}");
        assert!(told.ends_with("only the administrator can change it"), "{told}");
    }
    // To say the same is to override nothing.
    let files = Files::new(SYSTEM, "language = \"pl\"\n[profiles.live]\nuser = \"api_user\"");
    assert!(files.load(&[("KARTOTEKA_LANGUAGE", "pl")]).is_ok());
}

#[test]
fn only_the_system_says_where_files_are_and_what_is_locked() {
    for (user, key) in [
        ("restricted = false", "restricted"),
        ("data_dir = \"/x\"", "data_dir"),
        ("export_dir = \"/x\"", "export_dir"),
        ("rescue_dir = \"/x\"", "rescue_dir"),
        ("[locked]\nlanguage = \"pl\"", "locked"),
    ] {
        let files = Files::new(SYSTEM, user);
        let told = files.refused(&[]);
        assert!(
            told.starts_with(&format!("user.toml, line 1: {key}: only the system")),
            "{told}"
        );
    }
}

#[test]
fn in_restricted_mode_the_user_s_file_names_no_path_and_no_command() {
    for (key, value) in [
        ("password_command", "cat /etc/shadow"),
        ("password_env", "A"),
        ("ca_file", "/x.pem"),
    ] {
        let line = format!("[profiles.main]\n{key} = \"{value}\"");
        let files = Files::new(SYSTEM, &line);
        files.load(&[]).unwrap();
        let error = files.with(true, &[], |sources| sources.load()).unwrap_err();
        let told = files.brief(&error);
        let expected = format!("user.toml, line 2: profiles.main.{key}: not allowed in restricted mode");
        assert!(told.starts_with(&expected), "{told}");
        let found = files.with(true, &[], |sources| sources.problems()).unwrap();
        assert_eq!(found, [error]);
    }
    // Its address may be that of a socket.
    let files = Files::new(SYSTEM, "[team]\nurl = \"postgresql://anna@%2Ftmp%2Fown/team\"");
    let error = files.with(true, &[], |sources| sources.load()).unwrap_err();
    let told = files.brief(&error);
    assert!(
        told.starts_with("user.toml, line 2: team.url: not allowed in restricted mode"),
        "{told}"
    );
    let files = Files::new(SYSTEM, "mouse = true");
    assert!(files.with(true, &[], |sources| sources.load()).is_ok());
}

#[test]
fn a_problem_of_the_system_is_in_its_own_line() {
    for (system, expected) in [
        ("\ntheme = 7", "system.toml, line 2: theme"),
        ("themes = \"mono\"", "system.toml, line 1: unknown name `themes`"),
        (
            "[locked]\nthemes = \"mono\"",
            "system.toml, line 2: locked: unknown name",
        ),
        (
            "[locked]\nhistory.keep_days = 0",
            "system.toml, line 2: locked.history.keep_days",
        ),
        (
            "[locked.profiles.a]\nuser = \"u\"",
            "system.toml, line 1: locked.profiles.a: `base_url` is missing",
        ),
        (
            "[locked]\n[locked.locked]\nmouse = true",
            "system.toml, line 2: locked.locked: a locked setting",
        ),
        ("a = = 1", "system.toml, line 1"),
    ] {
        let files = Files::new(system, "");
        let told = files.brief(&files.system().unwrap_err());
        assert!(told.starts_with(expected), "{system}: {told}");
    }
}

#[test]
fn a_problem_of_both_files_is_where_it_is_written() {
    for (system, user, expected) in [
        (
            "default_profile = \"gone\"",
            "",
            "system.toml, line 1: default_profile: no profile",
        ),
        (
            "[locked]\ndefault_profile = \"gone\"",
            "",
            "system.toml, line 2: default_profile: no profile",
        ),
        (
            SYSTEM,
            "default_profile = \"gone\"",
            "user.toml, line 1: default_profile: no profile",
        ),
        (
            "[profiles.a]\nbase_url = \"https://x.pl\"\nuser = \"u\"\ninsecure = true",
            "[profiles.a]\nca_file = \"x\"",
            "system.toml, line 4: profiles.a.insecure",
        ),
        (
            SYSTEM,
            "[profiles.gone]\nmark = \"A\"",
            "user.toml, line 1: profiles.gone: `base_url` is missing",
        ),
        (
            SYSTEM,
            "[profiles.main]\nmark = 7",
            "user.toml, line 2: profiles.main.mark",
        ),
    ] {
        let files = Files::new(system, user);
        let told = files.refused(&[]);
        assert!(told.starts_with(expected), "{system} {user}: {told}");
        let found = files.with(false, &[], |sources| sources.problems()).unwrap();
        assert!(files.brief(&found[0]).starts_with(expected), "{found:?}");
    }
}

#[test]
fn each_value_has_its_origin() {
    let files = Files::new(SYSTEM, "theme = \"dark\"\n[profiles.main]\nmark = \"A\"");
    let loaded = files.load(&[]).unwrap();
    let rows = effective(&loaded, Some("main"), &|_| None);
    let live = effective(&loaded, Some("live"), &|_| None);
    for (key, source) in [
        ("theme", ValueSource::File),
        ("mouse", ValueSource::Default),
        ("default_profile", ValueSource::System { locked: false }),
        ("language", ValueSource::System { locked: true }),
        ("history.keep_days", ValueSource::System { locked: true }),
        ("profiles.main.base_url", ValueSource::System { locked: false }),
        ("profiles.main.mark", ValueSource::File),
        ("profiles.live.base_url", ValueSource::System { locked: true }),
        ("profiles.live.insecure", ValueSource::System { locked: true }),
        ("export_dir", ValueSource::Default),
    ] {
        let row = rows.iter().chain(&live).find(|row| row.key == key);
        assert_eq!(row.unwrap().source, source, "{key}");
    }
}

/// As it stands, and with everything switched on.
#[test]
fn the_sample_is_good_and_names_every_setting_of_the_system_s() {
    let sample = include_str!("../../docs/system-settings.toml");
    let switched_on = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => setting.to_owned(),
        _ => line.to_owned(),
    };
    let all: Vec<String> = sample.lines().map(switched_on).collect();
    let all = all.join("\n");
    for text in [sample, all.as_str()] {
        let files = Files::new(text, "");
        files.load(&[]).unwrap();
    }
    assert!(Files::new(&all, "").system().unwrap().restricts());
    for setting in SETTINGS.iter().filter(|setting| setting.in_system_file) {
        assert!(all.contains(&format!("\n{} = ", setting.key)), "{}", setting.key);
    }
}

/// Another owner than root can be had by root only; who is not, is that owner.
#[test]
fn the_system_s_file_of_another_user_is_refused() {
    let files = Files::new("mouse = true", "");
    let other = 54_321;
    if geteuid().is_root() {
        std::os::unix::fs::chown(files.system_path(), Some(other), None).unwrap();
        let told = files.brief(&files.system().unwrap_err());
        assert!(told.contains("does not belong to root"), "{told}");
        // It is trusted where the program is this user's. The directory is root's, who is always trusted.
        assert!(SystemSettings::read_from(&files.system_path(), other).is_ok());
    } else {
        let read = SystemSettings::read_from(&files.system_path(), other);
        assert!(read.unwrap_err().words().contains("does not belong to root"));
    }
}
