//! The locks on the index of the write-ahead log (`-shm`) for which SQLite waits in its own way: where another program
//! holds all places for readers, it sleeps for ten seconds, and asks nobody whether that is too long. So they are looked
//! at first.

use super::files::beside;
use super::{Error, lock_timeout};
use crate::os::files::FileIdentity;
use nix::fcntl::{FcntlArg, fcntl};
use nix::libc;
use std::fs::File;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The index of each database of this process, open for as long as the process lives: where a process closes a file, it
/// gives up its locks on it, SQLite's among them.
static OPEN: Mutex<Vec<(FileIdentity, File)>> = Mutex::new(Vec::new());

/// The bytes that stand for the places of readers who need the log, and for the index as a whole: see SQLite's `os_unix.c`
/// and `wal.c`.
const READERS: RangeInclusive<libc::off_t> = 124..=127;
const WHOLE: libc::off_t = 128;

/// Waits until SQLite would not sleep, as long as the call under way may.
pub(super) fn wait(database: &Path) -> Result<(), Error> {
    while is_held(database) {
        if !lock_timeout::wait() {
            let path = database.to_owned();
            return Err(Error::Busy { path });
        }
    }
    Ok(())
}

/// Whether another program has what every reader needs. What cannot be looked at is left to SQLite.
fn is_held(database: &Path) -> bool {
    let path = beside(database, "-shm");
    let Ok(found) = FileIdentity::at(&path) else {
        return false;
    };
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    if open.iter().all(|(known, _)| *known != found) {
        let Ok(file) = File::open(&path) else {
            return false;
        };
        open.push((found, file));
    }
    let Some((_, index)) = open.iter().find(|(known, _)| *known == found) else {
        return false;
    };
    let first = *READERS.start();
    is_locked(index, first, WHOLE - first + 1)
        && (is_locked(index, WHOLE, 1) || READERS.into_iter().all(|place| is_locked(index, place, 1)))
}

/// Whether another process holds a lock on some of these bytes that shuts readers out.
fn is_locked(file: &File, start: libc::off_t, length: libc::off_t) -> bool {
    let mut lock = libc::flock {
        l_type: short(libc::F_RDLCK),
        l_whence: short(libc::SEEK_SET),
        l_start: start,
        l_len: length,
        l_pid: 0,
    };
    let looked = fcntl(file, FcntlArg::F_GETLK(&mut lock));
    looked.is_ok() && lock.l_type != short(libc::F_UNLCK)
}

/// The small numbers of a lock, which are larger in the constants.
fn short(number: libc::c_int) -> libc::c_short {
    number.try_into().unwrap_or_default()
}
