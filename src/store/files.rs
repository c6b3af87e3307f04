//! The directories and the file of the store, readable by nobody but their owner: they hold personal data.

use super::{Error, key_log, session};
use crate::os::files::{FileIdentity, NotAFile};
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

const DIR_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;
/// What the name of the write-ahead log ends in.
const LOG: &str = "-wal";

/// Creates the data directory where it is missing, and returns it without symbolic links.
///
/// A directory that others may look into is closed to them, but only if it holds nothing except the store: someone
/// may have named their home or `/tmp`, and the files are private by their own modes anyway. What is closed is added
/// to `repaired`, here and below.
pub(super) fn private_dir(dir: &Path, repaired: &mut Vec<PathBuf>) -> Result<PathBuf, Error> {
    let failed = |source| Error::io(dir, source);
    let mut builder = DirBuilder::new();
    builder
        .recursive(true)
        .mode(DIR_MODE)
        .create(dir)
        .map_err(failed)?;
    let dir = fs::canonicalize(dir).map_err(failed)?;
    let metadata = fs::metadata(&dir).map_err(failed)?;
    if is_wider(&metadata, DIR_MODE) && holds_only_the_store(&dir).map_err(failed)? {
        set_mode(&dir, DIR_MODE)?;
        repaired.push(dir.clone());
    }
    Ok(dir)
}

/// Creates a directory inside the data directory where it is missing, and closes it to others. It may not be a link.
pub(super) fn private_dir_inside(
    dir: &Path,
    name: &str,
    repaired: &mut Vec<PathBuf>,
) -> Result<PathBuf, Error> {
    let path = dir.join(name);
    match DirBuilder::new().mode(DIR_MODE).create(&path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(Error::io(&path, error)),
        _ => {}
    }
    tighten(&path, DIR_MODE, repaired)?;
    Ok(path)
}

/// Creates the database's file, empty, where it is missing; closes it and the files beside it to others. It may not
/// be a link. SQLite gives the files that it creates beside it the same mode.
pub(super) fn private_file(path: &Path, repaired: &mut Vec<PathBuf>) -> Result<(), Error> {
    let created = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(FILE_MODE)
        .open(path);
    match created {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(Error::io(path, error)),
        _ => {}
    }
    let database = look(path)?;
    close(path, &database, repaired)?;
    for suffix in [LOG, "-shm", "-journal"] {
        match close_beside(&beside(path, suffix), is_writable(&database), repaired) {
            // They come and go with the sessions that use them.
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
            result => result?,
        }
    }
    let keys = path.with_file_name(key_log::FILE);
    match fs::symlink_metadata(&keys) {
        // Without it the database guards alone, and the first question says so.
        Ok(found) if found.is_file() || found.is_symlink() => tighten(&keys, FILE_MODE, repaired),
        _ => Ok(()),
    }
}

/// The path of a file that SQLite keeps beside the database.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(suffix);
    beside.into()
}

fn look(path: &Path) -> Result<Metadata, Error> {
    fs::symlink_metadata(path).map_err(|source| Error::io(path, source))
}

/// Closes a file to others. SQLite would wait for a pipe, and the mode of a device is not ours to change.
fn close(path: &Path, found: &Metadata, repaired: &mut Vec<PathBuf>) -> Result<(), Error> {
    if !found.is_file() && !found.is_symlink() {
        return Err(Error::io(path, io::Error::other(NotAFile)));
    }
    tighten_as(path, found, FILE_MODE, repaired)
}

/// Closes a file beside the database to others, and lets its owner write it again where the database can be written: SQLite
/// made it when the database was read-only for a while, and so it would stay. Where that fails, SQLite says so.
fn close_beside(path: &Path, reopens: bool, repaired: &mut Vec<PathBuf>) -> Result<(), Error> {
    let found = look(path)?;
    // SQLite would write into a file that has another name, too, and that is somebody else's there.
    if found.is_file() && found.nlink() > 1 {
        let path = path.to_owned();
        return Err(Error::HardLink { path });
    }
    close(path, &found, repaired)?;
    if reopens && !is_writable(&found) {
        let _ = set_mode(path, FILE_MODE);
    }
    Ok(())
}

fn tighten(path: &Path, mode: u32, repaired: &mut Vec<PathBuf>) -> Result<(), Error> {
    tighten_as(path, &look(path)?, mode, repaired)
}

fn tighten_as(path: &Path, metadata: &Metadata, mode: u32, repaired: &mut Vec<PathBuf>) -> Result<(), Error> {
    if metadata.is_symlink() {
        return Err(Error::Symlink {
            path: path.to_owned(),
        });
    }
    if is_wider(metadata, mode) {
        set_mode(path, mode)?;
        repaired.push(path.to_owned());
    }
    Ok(())
}

fn is_writable(metadata: &Metadata) -> bool {
    metadata.mode() & 0o200 != 0
}

fn is_wider(metadata: &Metadata, mode: u32) -> bool {
    metadata.mode() & 0o777 & !mode != 0
}

fn set_mode(path: &Path, mode: u32) -> Result<(), Error> {
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(|source| Error::io(path, source))
}

fn holds_only_the_store(dir: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        let of_the_store =
            name == OsStr::new(session::DIR) || name.to_string_lossy().starts_with("kartoteka");
        if !of_the_store {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The file at a path. There must be one.
pub(super) fn identity(path: &Path) -> Result<FileIdentity, Error> {
    match FileIdentity::at(path) {
        Ok(found) => Ok(found),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Err(Error::Gone {
                path: path.to_owned(),
            })
        }
        Err(error) => Err(Error::io(path, error)),
    }
}

/// The open files that hold what is saved: each must stay where others will look for it.
#[derive(Debug)]
pub(super) struct FileWatch(Vec<(PathBuf, FileIdentity)>);

impl FileWatch {
    /// Watches the database, which was this file before it was opened, and the log beside it, which is there for as
    /// long as the database is open, or not at all.
    pub(super) fn new(path: &Path, opened: FileIdentity) -> Result<Self, Error> {
        let mut watch = Self(vec![(path.to_owned(), opened)]);
        watch.check()?;
        let log = beside(path, LOG);
        match identity(&log) {
            Ok(found) => watch.0.push((log, found)),
            Err(Error::Gone { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(watch)
    }

    /// Refuses to go on if a file was moved, deleted or replaced.
    pub(super) fn check(&self) -> Result<(), Error> {
        for (path, opened) in &self.0 {
            if identity(path)? != *opened {
                return Err(Error::Gone { path: path.clone() });
            }
        }
        Ok(())
    }
}
