//! A session: one program's stay in the store, from opening to its end, however it ends.

use super::{Error, attempt_id};
use crate::customer::{Holder, Process};
use crate::os::files::open_regular;
use crate::os::lock_file;
use jiff::Timestamp;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process;

/// What is read of a lock file: more than any program writes.
const MOST_BYTES: u64 = 1024;
/// What the names of lock files end in.
const EXTENSION: &str = "lock";
/// The directory of the lock files, in the data directory.
pub(super) const DIR: &str = "sessions";

/// This program's own session. Its lock file is locked for as long as this lives or the process does, whichever is
/// shorter. Callers hold the database's write lock in every function here: that keeps one program from mistaking
/// another's look at a lock for the lock of a living session.
#[derive(Debug)]
pub(super) struct SessionLock {
    id: String,
    dir: PathBuf,
    since: Timestamp,
    lock: File,
}

impl SessionLock {
    /// Begins a session with a lock file in this directory. The file says whose it is: for the others, who show it,
    /// and for people who look for a program that they forgot.
    pub(super) fn begin(dir: &Path, now: Timestamp) -> Result<Self, Error> {
        let id = attempt_id()?;
        let lock = new_lock(&lock_path(dir, &id), now)?;
        Ok(Self {
            id,
            dir: dir.to_owned(),
            since: now,
            lock,
        })
    }

    /// Puts the lock file back where somebody has removed it: without it the others take this session for one that is
    /// gone, and its card and its sends for theirs.
    pub(super) fn keep(&mut self) -> Result<(), Error> {
        let path = lock_path(&self.dir, &self.id);
        if !lock_file::is_in_place(&path, &self.lock) {
            self.lock = new_lock(&path, self.since)?;
        }
        Ok(())
    }

    /// The session's id: random, never used again.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Whether another session is surely over. A lock that cannot be looked at counts as held: better that a draft
    /// waits than that two programs write it.
    pub(super) fn is_gone(&self, id: &str) -> bool {
        id != self.id && lock_file::is_free(&lock_path(&self.dir, id))
    }

    /// Who has a draft of this session; of none, where it is parked.
    pub(super) fn holder(&self, id: Option<&str>) -> Holder {
        match id {
            None => Holder::Parked,
            Some(id) if id == self.id => Holder::Own,
            Some(id) if self.is_gone(id) => Holder::Gone,
            Some(id) => Holder::Other(process(&lock_path(&self.dir, id))),
        }
    }

    /// Removes the lock files of sessions that were killed. One that cannot be removed does no harm.
    pub(super) fn sweep(&self) {
        lock_file::sweep(&self.dir, EXTENSION, &lock_path(&self.dir, &self.id));
    }
}

impl Drop for SessionLock {
    fn drop(&mut self) {
        // While it is still locked, or a file of the same name could be someone else's by now.
        let _ = fs::remove_file(lock_path(&self.dir, &self.id));
    }
}

/// How many sessions live that have their lock files in this directory. Needs no lock of the database.
pub(super) fn count(dir: &Path) -> usize {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found == EXTENSION))
        .filter(|path| lock_file::seems_held(path))
        .count()
}

/// Whether a session of this id lives that has its lock file in this directory. Needs no lock of the database.
pub(super) fn seems_alive(dir: &Path, id: &str) -> bool {
    lock_file::seems_held(&lock_path(dir, id))
}

/// A new lock file that is locked, and says whose it is.
fn new_lock(path: &Path, since: Timestamp) -> Result<File, Error> {
    let text = format!("process {} since {since:.0}\n", process::id());
    lock_file::make(path, 0o600, &text).map_err(|source| Error::io(path, source))
}

fn lock_path(dir: &Path, id: &str) -> PathBuf {
    dir.join(format!("{id}.{EXTENSION}"))
}

/// Whose lock file this is. One that cannot be read is still somebody's: see [`Process`].
fn process(path: &Path) -> Process {
    let mut text = String::new();
    let file = open_regular(path).and_then(|file| file.take(MOST_BYTES).read_to_string(&mut text));
    file.ok().and_then(|_| parse(&text)).unwrap_or(Process {
        id: 0,
        since: Timestamp::UNIX_EPOCH,
    })
}

/// Reads what [`SessionLock::begin`] has written. What a later version may say behind it makes no difference.
fn parse(text: &str) -> Option<Process> {
    let mut words = text.split_whitespace();
    let mut after = |name: &str| words.next().filter(|word| *word == name).and(words.next());
    Some(Process {
        id: after("process")?.parse().ok()?,
        since: after("since")?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_says_whose_it_is_and_any_text_is_survived() {
        let since: Timestamp = "2026-11-24T14:02:00Z".parse().unwrap();
        let written = format!("process 17 since {since:.0}\n");
        assert_eq!(parse(&written), Some(Process { id: 17, since }));
        assert_eq!(
            parse(&format!("{written}user x")),
            Some(Process { id: 17, since })
        );
        for text in [
            "",
            "process",
            "process 1 since",
            "process -1 since 2026-11-24T14:02:00Z",
            "process 1 since noon",
            "pid 1",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
