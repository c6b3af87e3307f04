//! Writing a profile down, without ever touching a word that somebody has written: a new file, or a block behind the
//! text of the one that is there.

use super::checksum::{marked, unedited};
use super::schema::schema_line;
use super::settings_file::{guarded, source};
use super::table::{SETTINGS, SettingPath};
use super::{Config, ConfigError, Profile, SettingsProblem, validation};
use crate::customer::toml_key;
use crate::os::files::NewFile;
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use std::fmt::Write as _;
use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process;
use toml::{Table, Value};

/// What the name of a file ends in that is about to take another one's place.
const DRAFT: &str = ".new";

/// What is known of a new profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProfile {
    /// Its name.
    pub name: String,
    /// Its keys with their values, in the order in which they are written.
    pub values: Vec<(&'static str, String)>,
}

/// Why the profile was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The file has a profile of this name.
    Exists,
    /// The file cannot be read.
    Unreadable(ConfigError),
    /// It has a problem.
    Flawed,
    /// It would have this problem.
    Refused(SettingsProblem),
    /// It is a link.
    Link,
    /// It is not there.
    Missing,
    /// Somebody has edited it by hand.
    Edited,
    /// It is a link that leads nowhere.
    DeadLink,
    /// The system refuses.
    Io(io::Error),
}

impl NewProfile {
    /// What is wrong with a value; none where it is good.
    #[must_use]
    pub fn problem(key: &str, value: &str) -> Option<SettingsProblem> {
        let mut of_profile = SETTINGS
            .iter()
            .filter(|setting| setting.place == SettingPath::Profile);
        let setting = of_profile.find(|setting| setting.key == key)?;
        setting.check.problem(&Value::String(value.to_owned()))
    }

    /// The profile as the settings read it.
    ///
    /// # Errors
    /// If a value has a problem.
    pub fn read(&self) -> Result<Profile, SettingsProblem> {
        let mut table = Table::new();
        for (key, value) in &self.values {
            if let Some(problem) = Self::problem(key, value) {
                return Err(problem);
            }
            table.insert((*key).to_owned(), Value::String(value.clone()));
        }
        table.try_into().map_err(of_parser)
    }

    /// The block of the file.
    #[must_use]
    pub fn block(&self) -> String {
        let mut block = format!("[profiles.{}]\n", toml_key(&self.name));
        for (key, value) in &self.values {
            let _ = writeln!(block, "{key} = {}", quoted(value));
        }
        block
    }

    /// Writes it to a new file that only its owner can read, or behind what the file has. The file is never seen half
    /// written, and one that somebody else makes meanwhile is left alone.
    ///
    /// # Errors
    /// If the file is there and cannot take it, or the system refuses. The file is as it was then.
    pub fn write(&self, path: &Path) -> Result<(), WriteError> {
        let is_link = fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_symlink());
        let Some(text) = source(path).map_err(WriteError::Unreadable)? else {
            if is_link {
                return Err(WriteError::DeadLink);
            }
            let head = "# The settings of Kartoteka. `kartoteka config show` lists all of them.\n\n";
            let head = schema_line() + head;
            let name = Value::String(self.name.clone());
            let text = format!("{head}default_profile = {name}\n\n{}", self.block());
            return create(path, &marked(&text)).map_err(WriteError::Io);
        };
        guarded(path).map_err(WriteError::Unreadable)?;
        if is_link {
            return Err(WriteError::Link);
        }
        let before = parsed(&text).map_err(|_| WriteError::Flawed)?;
        if before.profiles.contains_key(&self.name) {
            return Err(WriteError::Exists);
        }
        let line = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        let longer = |text: &str| format!("{text}{line}\n{}", self.block());
        let longer = unedited(&text).map_or_else(|| longer(&text), |own| marked(&longer(own)));
        checked(&longer)?;
        let mode = fs::metadata(path).map_err(WriteError::Io)?.permissions().mode();
        replace(path, &longer, mode & 0o777).map_err(WriteError::Io)
    }
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

#[expect(clippy::needless_pass_by_value, reason = "the parser's errors are mapped")]
fn of_parser(error: toml::de::Error) -> SettingsProblem {
    SettingsProblem::of_parser(error.message())
}

/// Refuses settings that have a problem, each for itself or with another.
pub(super) fn checked(text: &str) -> Result<(), WriteError> {
    let config = parsed(text).map_err(WriteError::Refused)?;
    match validation::relations(&config).into_iter().next() {
        Some(wrong) => Err(WriteError::Refused(wrong.problem)),
        None => Ok(()),
    }
}

/// The settings that a text holds, each good for itself.
fn parsed(text: &str) -> Result<Config, SettingsProblem> {
    let table: Table = text.parse().map_err(of_parser)?;
    match validation::values(&table).into_iter().next() {
        Some(wrong) => Err(wrong.problem),
        None => table.try_into().map_err(of_parser),
    }
}

/// Makes a file that was not there.
fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(dir) = path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    let mut file = NewFile::begin(path)?;
    file.write_all(text.as_bytes())?;
    file.publish(path).and_then(|()| sync_dir(path))
}

/// Puts a text in the place of a file, whole and on the disk.
pub(super) fn replace(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    let draft = draft(path, text, mode)?;
    let renamed = fs::rename(&draft, path);
    if renamed.is_err() {
        let _ = fs::remove_file(&draft);
    }
    renamed.and_then(|()| sync_dir(path))
}

/// A file beside another one, whole and on the disk. One that a program left which was killed right then is taken away.
fn draft(path: &Path, text: &str, mode: u32) -> io::Result<PathBuf> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    sweep(path);
    name.push(format!(".{}{DRAFT}", process::id()));
    let draft = path.with_file_name(name);
    let mut file = NewFile::begin(&draft)?;
    file.write_all(text.as_bytes())?;
    file.publish(&draft)?;
    fs::set_permissions(&draft, Permissions::from_mode(mode))?;
    Ok(draft)
}

/// Takes away the drafts beside a file whose programs are gone.
fn sweep(path: &Path) {
    let (Some(dir), Some(name)) = (path.parent(), path.file_name()) else {
        return;
    };
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let found = entry.file_name();
        let process = found.to_str().zip(name.to_str()).and_then(|(found, name)| {
            let number = found.strip_prefix(name)?.strip_prefix('.')?.strip_suffix(DRAFT)?;
            Pid::from_raw(number.parse().ok()?)
        });
        let is_left = process.is_some_and(|process| test_kill_process(process) == Err(Errno::SRCH));
        if is_left && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn sync_dir(path: &Path) -> io::Result<()> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    File::open(dir.unwrap_or(Path::new(".")))?.sync_all()
}
