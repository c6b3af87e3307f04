//! Lock files: each is locked for as long as the program lives that made it, however it ends. Other programs see by that
//! whether it lives.

use super::files::{FileIdentity, open_regular};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// Makes a lock file with this mode and this text in it. There must be none of that name.
///
/// # Errors
/// If it cannot be made or locked.
pub fn make(path: &Path, mode: u32, text: &str) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let mut lock = options.write(true).create_new(true).mode(mode).open(path)?;
    let locked = lock.try_lock().map_err(io::Error::from);
    if let Err(error) = locked.and_then(|()| lock.write_all(text.as_bytes())) {
        let _ = fs::remove_file(path);
        return Err(error);
    }
    Ok(lock)
}

/// Whether a lock file is where it was made. Without it there, others take its program for one that is gone.
#[must_use]
pub fn is_in_place(path: &Path, lock: &File) -> bool {
    let own = lock.metadata().map(|own| FileIdentity::of(&own));
    own.is_ok_and(|own| FileIdentity::at(path).is_ok_and(|there| own == there))
}

/// Whether nobody holds this lock file, or it is not there. A lock that cannot be looked at counts as held.
#[must_use]
pub fn is_free(path: &Path) -> bool {
    match open_regular(path) {
        Ok(file) => match file.try_lock_shared() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
        },
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Whether somebody holds this lock file, for a look that is in nobody's way: a file without text is about to be locked by who
/// made it, so it counts as held and is left alone.
#[must_use]
pub fn seems_held(path: &Path) -> bool {
    let is_made = fs::symlink_metadata(path).is_ok_and(|found| found.len() > 0);
    if is_made { !is_free(path) } else { path.exists() }
}

/// Removes the lock files in a directory, by their extension, that nobody holds, but for one. What cannot be removed does no
/// harm.
pub fn sweep(dir: &Path, extension: &str, own: &Path) {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let is_lock = path.extension().is_some_and(|found| found == extension);
        if is_lock && path != own && is_free(&path) {
            let _ = fs::remove_file(&path);
        }
    }
}
