//! The list of the stores that this user has used, so that a second one with sends to the same CRM is noticed: neither
//! knows the customers of the other, and so neither can tell that one is created twice.
//!
//! A list that cannot be read or written stops nobody: then nothing is noticed. A store that is gone is dropped from it.

use super::FILE;
use crate::endpoint::comparable;
use crate::os::files::FileIdentity;
use rusqlite::{Connection, OpenFlags};
use rustix::fs::OFlags;
use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A longer list is none of ours.
const MAX_BYTES: u64 = 256 * 1024;

/// How many of a store's newest records are looked at, however many it has.
const NEWEST: u32 = 1000;

/// How long a store may be locked by its user.
const TIMEOUT: Duration = Duration::from_millis(200);

/// Notes the store in this directory in the list, if it is there, and gives the directories of the other stores from which
/// customers were sent to this URL. `default` is a store that is known without the list.
#[must_use]
pub fn other_stores(list: &Path, default: &Path, dir: &Path, url: &str) -> Vec<PathBuf> {
    let own = fs::canonicalize(dir).ok();
    let mut known = note(list, own.as_deref()).unwrap_or_default();
    known.insert(default.to_owned());
    let known: BTreeSet<PathBuf> = known
        .iter()
        .filter_map(|dir| fs::canonicalize(dir).ok())
        .collect();
    known
        .into_iter()
        .filter(|other| !is_same(other, own.as_deref()))
        .filter(|other| has_sent_to(&other.join(FILE), url).unwrap_or(false))
        .collect()
}

/// Whether two directories hold the same database, also where one is mounted in two places.
fn is_same(other: &Path, own: Option<&Path>) -> bool {
    let file = |dir: &Path| FileIdentity::at(&dir.join(FILE)).ok();
    own.is_some_and(|own| other == own || (file(own).is_some() && file(own) == file(other)))
}

/// Adds a directory to the list, and drops those without a store. Gives the list.
fn note(list: &Path, own: Option<&Path>) -> io::Result<BTreeSet<PathBuf>> {
    let mut file = open(list)?;
    // The second program reads what there is: its own directory is noted at its next start.
    let alone = file.try_lock().is_ok();
    let mut text = Vec::new();
    (&file).take(MAX_BYTES).read_to_end(&mut text)?;
    let before: BTreeSet<PathBuf> = serde_json::from_slice(&text).unwrap_or_default();
    let mut after = before.clone();
    after.retain(|dir| dir.is_absolute() && dir.join(FILE).is_file());
    after.extend(own.map(Path::to_owned));
    if alone && after != before {
        let text = serde_json::to_string(&after)?;
        file.rewind()?;
        file.set_len(0)?;
        file.write_all(text.as_bytes())?;
    }
    Ok(after)
}

/// Opens the list, or makes it, for the user's eyes only. It may be neither a link nor anything but a file.
fn open(list: &Path) -> io::Result<File> {
    if let Some(dir) = list.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(flags.try_into().map_err(io::Error::other)?)
        .open(list)?;
    let data = file.metadata()?;
    if !data.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    if data.permissions().mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

/// Whether customers have left for this URL by the journal in this database, which is not changed.
fn has_sent_to(database: &Path, url: &str) -> rusqlite::Result<bool> {
    let conn = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.busy_timeout(TIMEOUT)?;
    // It may be of any format, so the URLs are compared here.
    let mut statement = conn.prepare(
        "SELECT DISTINCT url FROM (SELECT url, state FROM submissions ORDER BY id DESC LIMIT ?1)
         WHERE state <> 'not_sent'",
    )?;
    let urls = statement.query_map([NEWEST], |row| row.get::<_, String>(0))?;
    let crm = comparable(url);
    let same = urls.map(|other| other.map(|other| comparable(&other) == crm));
    same.collect::<rusqlite::Result<Vec<_>>>()
        .map(|same| same.contains(&true))
}
