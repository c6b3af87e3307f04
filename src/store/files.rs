//! The directories and the file of the store, readable by nobody but their owner: they hold personal data.

use super::Error;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

const DIR_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;

/// Creates the data directory where it is missing, and returns it without symbolic links.
///
/// A directory that others may look into is closed to them, but only if it holds nothing except the store: someone
/// may have named his home or `/tmp`, and the files are private by their own modes anyway.
pub(super) fn private_dir(dir: &Path) -> Result<PathBuf, Error> {
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
    }
    Ok(dir)
}

/// Creates a directory inside the data directory where it is missing, and closes it to others. It may not be a link.
pub(super) fn private_dir_inside(dir: &Path, name: &str) -> Result<PathBuf, Error> {
    let path = dir.join(name);
    match DirBuilder::new().mode(DIR_MODE).create(&path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(Error::io(&path, error)),
        _ => {}
    }
    tighten(&path, DIR_MODE)?;
    Ok(path)
}

/// Creates the database's file, empty, where it is missing; closes it and the files beside it to others. It may not
/// be a link. SQLite gives the files that it creates beside it the same mode.
pub(super) fn private_file(path: &Path) -> Result<(), Error> {
    let created = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(FILE_MODE)
        .open(path);
    match created {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(Error::io(path, error)),
        _ => {}
    }
    tighten(path, FILE_MODE)?;
    for suffix in ["-wal", "-shm", "-journal"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(suffix);
        match tighten(Path::new(&beside), FILE_MODE) {
            // They come and go with the sessions that use them.
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
            result => result?,
        }
    }
    Ok(())
}

fn tighten(path: &Path, mode: u32) -> Result<(), Error> {
    let metadata = fs::symlink_metadata(path).map_err(|source| Error::io(path, source))?;
    if metadata.is_symlink() {
        return Err(Error::Symlink {
            path: path.to_owned(),
        });
    }
    if is_wider(&metadata, mode) {
        set_mode(path, mode)?;
    }
    Ok(())
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
        let of_the_store = name == OsStr::new("sessions") || name.to_string_lossy().starts_with("kartoteka");
        if !of_the_store {
            return Ok(false);
        }
    }
    Ok(true)
}
