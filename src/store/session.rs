//! A session: one program's stay in the store, from opening to its end, however it ends.

use super::{Error, attempt_id};
use jiff::Timestamp;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process;

/// This program's own session. Its lock file is locked for as long as this lives or the process does, whichever is
/// shorter. Callers hold the database's write lock in every function here: that keeps one program from mistaking
/// another's look at a lock for the lock of a living session.
#[derive(Debug)]
pub(super) struct Session {
    id: String,
    dir: PathBuf,
    _lock: File,
}

impl Session {
    /// Begins a session with a lock file in this directory. The file says whose it is, for people who look for a
    /// program that they forgot; the store itself never reads it.
    pub(super) fn begin(dir: &Path, now: Timestamp) -> Result<Self, Error> {
        let id = attempt_id()?;
        let path = lock_path(dir, &id);
        let failed = |source| Error::io(&path, source);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let mut lock = options.open(&path).map_err(failed)?;
        let locked = lock.try_lock().map_err(io::Error::from);
        let written = locked.and_then(|()| writeln!(lock, "process {} since {now:.0}", process::id()));
        if let Err(error) = written {
            let _ = fs::remove_file(&path);
            return Err(failed(error));
        }
        Ok(Self {
            id,
            dir: dir.to_owned(),
            _lock: lock,
        })
    }

    /// The session's id: random, never used again.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Whether another session is surely over. A lock that cannot be looked at counts as held: better that a draft
    /// waits than that two programs write it.
    pub(super) fn is_gone(&self, id: &str) -> bool {
        id != self.id && is_free(&lock_path(&self.dir, id))
    }

    /// Removes the lock files of sessions that were killed. One that cannot be removed does no harm.
    pub(super) fn sweep(&self) {
        let own = lock_path(&self.dir, &self.id);
        let entries = fs::read_dir(&self.dir).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            let is_lock = path.extension().is_some_and(|extension| extension == "lock");
            if is_lock && path != own && is_free(&path) {
                let _ = fs::remove_file(&path);
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // While it is still locked, or a file of the same name could be someone else's by now.
        let _ = fs::remove_file(lock_path(&self.dir, &self.id));
    }
}

fn lock_path(dir: &Path, id: &str) -> PathBuf {
    dir.join(format!("{id}.lock"))
}

/// Whether nobody holds this lock file, or it is not there.
fn is_free(path: &Path) -> bool {
    match File::open(path) {
        Ok(file) => match file.try_lock_shared() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
        },
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}
