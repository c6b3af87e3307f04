//! The lock file that says that a session lives.

use super::super::Error;
use super::files;
use crate::os::lock_file;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;

/// What the names of lock files end in.
const EXTENSION: &str = "lock";

/// This session's own lock file, locked as long as this lives or the process does. Callers hold the database's write lock
/// while it is made, so that nobody looks at a lock that is about to be taken.
#[derive(Debug)]
pub(super) struct TeamSessionLock {
    id: String,
    dir: PathBuf,
    lock: Mutex<File>,
}

impl TeamSessionLock {
    /// Begins a session beside this database.
    pub(super) fn begin(database: &Path) -> Result<Self, Error> {
        let dir = files::session_dir(database)?;
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(Error::Random)?;
        let id = format!("{:032x}", u128::from_be_bytes(bytes));
        let path = lock_path(&dir, &id);
        let lock = Mutex::new(new_lock(&path)?);
        lock_file::sweep(&dir, EXTENSION, &path);
        Ok(Self { id, dir, lock })
    }

    /// The session's id: random, never used again.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Whether a session is surely over.
    pub(super) fn is_gone(&self, id: &str) -> bool {
        id != self.id && lock_file::is_free(&lock_path(&self.dir, id))
    }

    /// Puts the lock file back where somebody has removed it: without it the others take this session for one that is gone.
    pub(super) fn keep(&self) -> Result<(), Error> {
        let path = lock_path(&self.dir, &self.id);
        let Ok(mut lock) = self.lock.lock() else {
            return Ok(());
        };
        if !lock_file::is_in_place(&path, &lock) {
            *lock = new_lock(&path)?;
        }
        Ok(())
    }
}

impl Drop for TeamSessionLock {
    fn drop(&mut self) {
        // While it is still locked, or a file of the same name could be another's by now.
        let _ = fs::remove_file(lock_path(&self.dir, &self.id));
    }
}

/// The others look at the lock, so they must be able to open the file.
fn new_lock(path: &Path) -> Result<File, Error> {
    let made = lock_file::make(path, files::FILE_MODE, &format!("process {}\n", process::id()));
    let made = made.map_err(|source| Error::io(path, source))?;
    files::open_to_group(&made, path, files::FILE_MODE)?;
    Ok(made)
}

fn lock_path(dir: &Path, id: &str) -> PathBuf {
    dir.join(format!("{id}.{EXTENSION}"))
}
