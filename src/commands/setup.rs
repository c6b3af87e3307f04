//! What the commands need before they begin: the settings, the language, the profile, the data directory, a terminal.

use super::data_dir::default_data_dir;
pub(super) use super::data_dir::{data_dir, make_private};
use super::output::{is_on_terminal, print_error};
use super::restricted;
use super::system::{data_dir_or, system_settings};
use super::{CommandError, logging};
use crate::app::{ExportPlace, Settings};
use crate::cli::GlobalArgs;
use crate::config::settings::{SETTINGS, SettingPath, ValueKind};
use crate::config::{self, LoadedConfig, Profile, ProfileError, SAMPLE, Sources, SystemSettings};
use crate::customer::RuleContext;
use crate::endpoint::CrmAddress;
use crate::frontend::Interface;
use crate::i18n::posix::{self, TerminalCharset};
use crate::i18n::{Language, Locale, Texts};
use crate::options::Theme;
use crate::os::paths::{PathError, from_here, user_dirs};
use crate::store;
use crate::store::handle::StoreOptions;
use crate::text::visible;
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;
#[cfg(target_os = "linux")]
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::env;
use std::io::{IsTerminal, stdin};
use std::path::{Path, PathBuf};

/// The settings and the command line, put together.
pub(super) struct Setup {
    pub loaded: LoadedConfig,
    pub language: Language,
    pub ascii: bool,
    pub color: bool,
    pub plain: bool,
}

impl Setup {
    /// The settings, with warnings about them on stderr.
    pub(super) fn new(global: &GlobalArgs) -> Result<Self, CommandError> {
        let setup = Self::of_screen(global)?;
        setup.warn(&setup.dangers());
        Ok(setup)
    }

    /// As [`new`](Self::new), where a screen will cover stderr: nothing is printed.
    pub(super) fn of_screen(global: &GlobalArgs) -> Result<Self, CommandError> {
        let loaded = sources(global, system_settings()?).load()?;
        logging::begin(global, &loaded, &variable)?;
        Ok(Self {
            language: global
                .lang
                .or(loaded.config.language)
                .unwrap_or_else(|| posix::language(variable)),
            ascii: global.ascii || !posix::draws_lines(variable),
            color: wants_colors(global),
            plain: global.plain || loaded.config.plain.unwrap_or_else(wants_lines),
            loaded,
        })
    }

    /// What the operator must know of the settings, though they can be used.
    pub(super) fn dangers(&self) -> Vec<String> {
        let path = visible(&self.loaded.path.to_string_lossy()).into_owned();
        let exposed = self
            .loaded
            .exposed
            .then(|| self.locale().texts().exposed_config(path));
        exposed.into_iter().collect()
    }

    /// The other stores of this user from which customers were sent to this URL, each in a warning, unless the settings say that
    /// there may be some. The store in this directory is noted, for when others are looked for from them.
    pub(super) fn other_stores(&self, data_dir: &Path, url: &str) -> Vec<String> {
        let Some(dirs) = user_dirs().filter(|_| self.loaded.config.history.report_other_stores) else {
            return Vec::new();
        };
        let state = dirs.state_dir().unwrap_or(dirs.data_local_dir());
        let (list, default) = (state.join("kartoteka/stores.json"), default_data_dir(&dirs));
        let found = store::other_stores(&list, &default, data_dir, url);
        let locale = self.locale();
        let warning = |dir: PathBuf| locale.texts().other_store(visible(&dir.to_string_lossy()));
        found.into_iter().map(warning).collect()
    }

    /// Prints warnings on stderr, a line each.
    pub(super) fn warn(&self, warnings: &[String]) {
        for warning in warnings {
            let line = self.locale().texts().start_warning(warning);
            print_error(&format!("kartoteka: {line}\n"));
        }
    }

    /// The texts of the language.
    pub(super) fn locale(&self) -> Locale {
        Locale::new(self.language)
    }

    /// What the rules get to know of today and of the tenant. Where no profile is used, they know no form.
    pub(super) fn rule_context(&self, global: &GlobalArgs) -> Result<RuleContext, CommandError> {
        let config = &self.loaded.config;
        // A customer can be checked where there is no CRM yet.
        let depends = global.profile.is_some() || config.profiles.values().any(Profile::has_form);
        let profile = if depends && !config.profiles.is_empty() {
            Some(self.profile(global)?.1)
        } else {
            None
        };
        Ok(config.rule_context(ZonedDateTime::now().date(), profile))
    }

    /// The profile to use, with its name.
    pub(super) fn profile(&self, global: &GlobalArgs) -> Result<(&str, &Profile), CommandError> {
        let LoadedConfig { config, path, .. } = &self.loaded;
        let chosen = config.profile(global.profile.as_deref());
        chosen.map_err(|error| match error {
            ProfileError::None => no_profile(&self.loaded, &self.locale()),
            other => {
                let words = self.locale().profile_error(&other);
                CommandError::usage(format!("{}: {words}", path.display()))
            }
        })
    }

    /// The language in which a profile's CRM is asked to answer.
    pub(super) fn accept_language(&self, profile: &Profile) -> String {
        let language = profile.accept_language.as_deref();
        language.unwrap_or(self.language.code()).to_owned()
    }

    /// What the form must know of a profile, and of how it works and looks.
    pub(super) fn form_settings(&self, name: &str, profile: &Profile, address: &CrmAddress) -> Settings {
        let config = &self.loaded.config;
        Settings {
            profile: name.to_owned(),
            profiles: self.profile_names(name),
            url: address.customers_url(),
            host: address.host().to_owned(),
            user: profile.user.clone(),
            accept_language: self.accept_language(profile),
            timeout: profile.timeout(),
            theme: self.theme(),
            ascii: self.ascii,
            zone: TimeZone::system(),
            insecure: profile.insecure,
            badge: profile.mark(),
            check_duplicates: profile.check_duplicates,
            team: config.team.is_used().then_some(config.team.when_away),
            keymap: config.keymap(),
            form_options: config.form.clone(),
            export_place: match (config.restricted, &config.export_dir) {
                (false, _) => ExportPlace::Anywhere,
                (true, Some(dir)) => ExportPlace::Directory(dir.clone()),
                (true, None) => ExportPlace::Nowhere,
            },
            rescue_dir: config.rescue_dir.clone(),
        }
    }

    /// The profiles that the operator can change to: this one alone where the system's settings have locked the choice.
    fn profile_names(&self, used: &str) -> Vec<String> {
        let system = self.loaded.system.as_ref();
        if system.is_some_and(|system| system.locks("default_profile")) {
            return vec![used.to_owned()];
        }
        self.loaded.config.profiles.keys().cloned().collect()
    }

    /// The theme; the one without colours where they are not wanted.
    pub(super) fn theme(&self) -> Theme {
        if self.color {
            self.loaded.config.theme
        } else {
            Theme::Mono
        }
    }

    /// How the operator is met.
    pub(super) fn interface(&self) -> Interface {
        if self.plain {
            Interface::Lines
        } else {
            Interface::Screen {
                color: self.color,
                mouse: self.loaded.config.mouse,
            }
        }
    }

    /// Refuses to open the form where it could be neither seen nor typed into; lines can be written anywhere.
    pub(super) fn need_terminal(&self) -> Result<(), CommandError> {
        need_charset()?;
        if self.plain {
            return Ok(());
        }
        need_terminal(Texts::start_form).map_err(|failure| {
            CommandError::localized(move |locale| locale.texts().start_or_plain(failure.words(locale)))
        })
    }

    /// The store in this directory, and what it keeps by the settings. Says so where opening it will take long.
    pub(super) fn store_options(&self, dir: PathBuf) -> StoreOptions {
        let history = &self.loaded.config.history;
        self.announce_update(&dir);
        StoreOptions {
            dir,
            detail: history.store,
            days: history.keep_days,
            audit: self.loaded.config.audit.target(),
        }
    }

    /// Says on stderr that a large store of an older program is converted when it is opened: nothing else happens until then.
    pub(super) fn announce_update(&self, dir: &Path) {
        if store::is_long_update(dir) {
            print_error(&format!("kartoteka: {}\n", self.locale().texts().start_update()));
        }
    }
}

/// Where the settings come from.
pub(super) fn sources<'a>(global: &'a GlobalArgs, system: Option<&'a SystemSettings>) -> Sources<'a> {
    Sources {
        system,
        restricted: global.restricted,
        file: global.config.as_deref(),
        profile: global.profile.as_deref(),
        variables: &variable,
    }
}

fn no_profile(loaded: &LoadedConfig, locale: &Locale) -> CommandError {
    let (path, texts) = (loaded.path.to_string_lossy(), locale.texts());
    let message = if loaded.exists {
        texts.profile_missing_add(path)
    } else {
        texts.profile_missing_write(path)
    };
    CommandError {
        help: Some(SAMPLE),
        ..CommandError::usage(message)
    }
}

/// The language of all messages: what the command line says, else the environment, else the settings, also
/// where they have mistakes, else the locale of the system.
pub(super) fn language(global: &GlobalArgs) -> Language {
    let of_environment = || variable("KARTOTEKA_LANGUAGE")?.parse().ok();
    let file = || {
        let named = || path_in("KARTOTEKA_CONFIG")?.ok();
        let named = global.config.clone().or_else(named);
        // What is refused is not looked at, either.
        let named = named.filter(|_| !restricted::is_on(global));
        config::language(named.as_deref())
    };
    let system = || system_settings().ok().flatten()?.language();
    let language = global.lang.or_else(of_environment).or_else(file).or_else(system);
    language.unwrap_or_else(|| posix::language(variable))
}

/// The texts of that language.
pub(super) fn locale(global: &GlobalArgs) -> Locale {
    Locale::new(language(global))
}

/// A variable of the environment; none where it is not set, or is no text.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// The path that a variable of the environment names; none where it is not set, or empty.
fn path_in(name: &str) -> Option<Result<PathBuf, PathError>> {
    let value = env::var_os(name).filter(|value| !value.is_empty())?;
    Some(from_here(Path::new(&value)))
}

/// Refuses variables whose values are no text, rather than read them as not set. The paths that stand in no file need not be
/// one.
fn refuse_what_is_no_text() -> Result<(), CommandError> {
    let is_no_text = |name: &str| env::var_os(name).is_some_and(|value| value.to_str().is_none());
    let texts = SETTINGS
        .iter()
        .filter(|setting| setting.kind != ValueKind::Path || setting.place != SettingPath::CommandLine);
    match texts
        .filter_map(|setting| setting.variable)
        .find(|name| is_no_text(name))
    {
        Some(name) => Err(CommandError::localized(move |locale| {
            locale.texts().start_not_text(name)
        })),
        None => Ok(()),
    }
}

/// The options, with what the environment says where the command line says nothing.
pub(super) fn completed(global: &GlobalArgs) -> Result<GlobalArgs, CommandError> {
    refuse_what_is_no_text()?;
    let of_environment = |key: &str| {
        let setting = SETTINGS.iter().find(|setting| setting.key == key)?;
        let name = setting.variable?;
        let value = variable(name).filter(|value| !value.is_empty())?;
        Some((name, value))
    };
    let path = |name: &'static str| {
        let path = path_in(name).transpose();
        path.map_err(|error| {
            CommandError::localized(move |locale| format!("{name}: {}", locale.path_error(&error)))
        })
    };
    let flag = |key| match of_environment(key) {
        None => Ok(false),
        Some((name, value)) => value
            .parse::<bool>()
            .map_err(|_| CommandError::localized(move |locale| locale.texts().start_not_a_flag(name))),
    };
    let mut data_dir = global.data_dir.clone();
    if data_dir.is_none() {
        data_dir = path("KARTOTEKA_DATA_DIR")?;
        data_dir = data_dir_or(data_dir)?;
    }
    Ok(GlobalArgs {
        restricted: restricted::is_on(global),
        data_dir,
        config: global
            .config
            .clone()
            .map_or_else(|| path("KARTOTEKA_CONFIG"), |path| Ok(Some(path)))?,
        ascii: global.ascii || flag("ascii")?,
        ..global.clone()
    })
}

/// Whether the environment asks programs to be read out rather than looked at.
fn wants_lines() -> bool {
    variable("ACCESSIBLE").is_some_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// Whether nobody has asked for no colours.
fn wants_colors(global: &GlobalArgs) -> bool {
    !global.no_color && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether what is printed on stdout may have colours: nobody objects, and a terminal that knows them shows it.
pub(super) fn shows_colors(global: &GlobalArgs) -> bool {
    wants_colors(global) && is_on_terminal() && env::var_os("TERM").is_some_and(|term| term != "dumb")
}

/// Refuses to open a page, such as the form, where it could be neither seen nor typed into.
pub(super) fn need_terminal(page: fn(&Texts) -> String) -> Result<(), CommandError> {
    let (typed, shown) = (stdin().is_terminal(), is_on_terminal());
    if !typed || !shown {
        let what = if typed { "stdout" } else { "stdin" };
        return Err(CommandError::localized(move |locale| {
            locale.texts().start_no_terminal(locale.text(page), what)
        }));
    }
    if env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(CommandError::localized(move |locale| {
            locale.texts().start_dumb_terminal(locale.text(page))
        }));
    }
    Ok(())
}

/// Refuses a terminal whose letters cannot be converted, rather than lose some.
pub(super) fn need_charset() -> Result<(), CommandError> {
    let converted = TerminalCharset::of_environment().map(drop);
    converted.map_err(|charset| CommandError::localized(move |locale| locale.texts().start_charset(&charset)))
}

/// Keeps the password and the customers out of core dumps, as far as the system lets a program say so.
pub(super) fn leave_no_core() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
    // A program to which the system hands dumps need not ask for the limit. This keeps debuggers of the same user out, too.
    #[cfg(target_os = "linux")]
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}
