//! The system's settings: a file of the administrator's. It stands below the user's file, the environment and the command
//! line; what its table `[locked]` says, none of them can override.

use super::error::ConfigError;
use super::invalid_value::InvalidValue;
use super::problem::Lock;
use super::rows::{at, present, put_over, table_of};
use super::settings_file::source;
use super::table::{Setting, ValueKind};
use super::{Config, SettingsProblem, access, validation};
use crate::i18n::Language;
use crate::os::paths;
use nix::unistd::Uid;
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Where the system's settings are, unless the program's own prefix has some. The packager may choose
/// another place when it is compiled.
pub const SYSTEM_FILE: &str = match option_env!("KARTOTEKA_SYSTEM_SETTINGS") {
    Some(path) => path,
    None => "/etc/kartoteka/kartoteka.toml",
};

/// Where the settings of a prefix are: beside the directory of the program, as in `/opt/kartoteka/etc` for
/// `/opt/kartoteka/bin`.
const IN_PREFIX: &str = "etc/kartoteka/kartoteka.toml";

/// The table of what cannot be overridden.
const LOCKED: &str = "locked";

/// The system's settings: a file that was read and found good, but for what depends on the user's.
#[derive(Debug, Clone, PartialEq)]
pub struct SystemSettings {
    path: PathBuf,
    source: String,
    /// What it says, locked or not, but for the table of what is locked.
    table: Table,
    locked: Table,
}

/// The file of the system's settings, whether it is there or not: the one of the program's prefix if there is one, else
/// [`SYSTEM_FILE`]. No variable, option or directory of the user's has a say in it.
#[must_use]
pub fn system_path() -> PathBuf {
    let in_prefix = env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.parent()?.join(IN_PREFIX)));
    // What cannot be looked at is there: it must not be passed over.
    let is_there = |path: &PathBuf| match fs::symlink_metadata(path) {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    };
    in_prefix
        .filter(is_there)
        .unwrap_or_else(|| PathBuf::from(SYSTEM_FILE))
}

/// The user whose files the program trusts as it trusts itself: root, or the user who installed it.
fn program_owner() -> Uid {
    let data = env::current_exe().and_then(fs::metadata);
    data.map_or(Uid::from_raw(0), |data| Uid::from_raw(data.uid()))
}

impl SystemSettings {
    /// Reads the file at [`system_path`]; none where there is none.
    ///
    /// # Errors
    /// If it cannot be read, somebody but root and the owner of the program could change it, or it has a problem.
    pub fn read() -> Result<Option<Self>, ConfigError> {
        Self::read_from(&system_path(), program_owner().as_raw())
    }

    /// As [`read`](Self::read), from another file, which root or the user of this number must own.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_from(path: &Path, owner: u32) -> Result<Option<Self>, ConfigError> {
        let Some(source) = text(path, owner)? else {
            return Ok(None);
        };
        match problems_of(path, &source).into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(Some(Self::new(path, source))),
        }
    }

    /// Everything that is wrong with the file at [`system_path`], by line.
    ///
    /// # Errors
    /// If it cannot be read, or somebody but root and the owner of the program could change it.
    pub fn problems() -> Result<Vec<ConfigError>, ConfigError> {
        let path = system_path();
        let source = text(&path, program_owner().as_raw())?;
        Ok(source.map_or_else(Vec::new, |source| problems_of(&path, &source)))
    }

    fn new(path: &Path, source: String) -> Self {
        let mut table: Table = source.parse().unwrap_or_default();
        let locked = match table.remove(LOCKED) {
            Some(Value::Table(locked)) => locked,
            _ => Table::new(),
        };
        put_over(&mut table, &locked);
        Self {
            path: path.to_owned(),
            source,
            table,
            locked,
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether they switch restricted mode on.
    #[must_use]
    pub fn restricts(&self) -> bool {
        self.table.get("restricted").and_then(Value::as_bool) == Some(true)
    }

    /// The names of the variables in which its profiles have their passwords.
    pub fn password_variables(&self) -> impl Iterator<Item = &str> {
        let profiles = self.table.get("profiles").and_then(Value::as_table);
        let profiles = profiles.into_iter().flat_map(Table::values);
        profiles.filter_map(|profile| profile.get("password_env")?.as_str())
    }

    /// Whether they say this setting of the top of a file.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether they lock this setting of the top of a file.
    #[must_use]
    pub fn locks(&self, key: &str) -> bool {
        self.lock(&[key]).is_some()
    }

    /// What keeps this profile from being changed.
    #[must_use]
    pub fn profile_lock(&self, name: &str) -> Option<Lock> {
        self.lock(&["profiles", name])
    }

    /// What they say, locked or not.
    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    /// What keeps the value at the end of these steps from being overridden. A profile is locked as a whole.
    pub(super) fn lock(&self, steps: &[&str]) -> Option<Lock> {
        let whole = match steps {
            ["profiles", _, _, ..] => &steps[..2],
            steps => steps,
        };
        let steps = [whole, steps]
            .into_iter()
            .find(|steps| at(&self.locked, steps).is_some())?;
        let place: Vec<&str> = [LOCKED].into_iter().chain(steps.iter().copied()).collect();
        Some(Lock {
            path: self.path.clone(),
            line: InvalidValue::new(&place, SettingsProblem::SystemOnly).line(&self.source),
        })
    }

    /// What keeps this setting of the top of a file from having another value than it has: the lock.
    ///
    /// # Errors
    /// If it is a path that cannot be meant.
    pub fn lock_against(&self, setting: &Setting, value: &str) -> Result<Option<Lock>, ConfigError> {
        let steps = setting.path("");
        let Some(lock) = self.lock(&steps) else {
            return Ok(None);
        };
        let table = self.whole_table()?;
        let said =
            at(&table, &steps).map(|said| said.as_str().map_or_else(|| said.to_string(), str::to_owned));
        Ok(Some(lock).filter(|_| said.as_deref() != Some(value)))
    }

    /// The path that they say of this key at the top of a file, from the root.
    ///
    /// # Errors
    /// If it cannot be meant.
    pub fn path_of(&self, key: &str) -> Result<Option<PathBuf>, ConfigError> {
        let table = self.whole_table()?;
        Ok(table.get(key).and_then(Value::as_str).map(PathBuf::from))
    }

    /// The language that they ask for.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.table.get("language")?.as_str()?.parse().ok()
    }

    /// What they say, with every path from the root: a relative one starts where the settings are.
    pub(super) fn whole_table(&self) -> Result<Table, ConfigError> {
        let mut table = self.table.clone();
        let dir = self.path.parent().unwrap_or(Path::new("/"));
        for (_, steps) in present(&self.table).filter(|(setting, _)| setting.kind == ValueKind::Path) {
            let path = at(&self.table, &steps).and_then(Value::as_str);
            let Some((path, (key, tables))) = path.zip(steps.split_last()) else {
                continue;
            };
            let whole = paths::from_dir(dir, Path::new(path)).map_err(|error| {
                let wrong = InvalidValue::new(&steps, SettingsProblem::Path(error));
                self.located(wrong)
                    .unwrap_or_else(|wrong| ConfigError::new(&self.path, wrong.problem))
            })?;
            if let Some(table) = table_of(&mut table, tables) {
                table.insert(
                    (*key).to_owned(),
                    Value::String(whole.to_string_lossy().into_owned()),
                );
            }
        }
        Ok(table)
    }

    /// A problem of settings of which they say a part, by its line in this file; none where this file does not say it.
    pub(super) fn located(&self, wrong: InvalidValue) -> Result<ConfigError, InvalidValue> {
        let locked = wrong.within(LOCKED);
        let line = locked.line(&self.source).or_else(|| wrong.line(&self.source));
        match line {
            Some(line) => Ok(ConfigError::at_line(&self.path, line, wrong)),
            None => Err(wrong),
        }
    }
}

/// The text of the file; none where there is none.
fn text(path: &Path, owner: u32) -> Result<Option<String>, ConfigError> {
    let Some(source) = source(path)? else {
        return Ok(None);
    };
    let found = access::check_system(path, Uid::from_raw(owner));
    let found = found.map_err(|error| ConfigError::unreadable(path, &error))?;
    match found {
        Ok(()) => Ok(Some(source)),
        Err(found) => Err(ConfigError::new(path, SettingsProblem::Unsafe(found))),
    }
}

/// What is wrong with the file for itself.
fn problems_of(path: &Path, source: &str) -> Vec<ConfigError> {
    let table: Table = source.parse().unwrap_or_default();
    let mut wrong = validation::values(&table);
    if let Some(locked) = table.get(LOCKED).and_then(Value::as_table) {
        wrong.extend(
            validation::values(locked)
                .iter()
                .map(|wrong| wrong.within(LOCKED)),
        );
        if locked.contains_key(LOCKED) {
            wrong.push(InvalidValue::new(&[LOCKED, LOCKED], SettingsProblem::LockInLock));
        }
    }
    let refused = toml::from_str::<Config>(source);
    let refused = refused
        .err()
        .map(|error| ConfigError::of_toml(path, source, error));
    let wrong = wrong
        .into_iter()
        .map(|wrong| ConfigError::of_wrong(path, source, wrong));
    ConfigError::by_line(wrong.chain(refused).collect())
}
