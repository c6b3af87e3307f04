//! The files of a team's store: for the group, and for nobody else. They are the one exception to the rule that every file of
//! the program is its owner's alone, so they are looked at before anything is written to them.

use super::super::Error;
use crate::os::files::FileIdentity;
use std::fs::{self, DirBuilder, File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// A file that is made in it gets the directory's group.
pub(super) const DIR_MODE: u32 = 0o2770;
pub(super) const FILE_MODE: u32 = 0o660;
/// What SQLite keeps beside a database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];
/// How often the mode of such a file is looked at again, and after which pauses.
const MODE_TRIES: u32 = 100;
const MODE_PAUSE: Duration = Duration::from_millis(1);
/// What the directory of lock files is called, behind the database's name.
const SESSIONS: &str = "-sessions";

/// Makes the database's file, empty, where it is missing, and checks it and its directory. Returns its path without links.
pub(super) fn prepare(path: &Path) -> Result<PathBuf, Error> {
    let (Some(dir), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(Error::io(path, io::Error::from(io::ErrorKind::InvalidInput)));
    };
    let dir = fs::canonicalize(dir).map_err(|source| Error::io(dir, source))?;
    check_dir(&dir)?;
    let path = dir.join(name);
    if fs::symlink_metadata(&path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        make(&dir, &path)?;
    }
    check(&path)?;
    Ok(path)
}

/// Checks the modes of the database, of what is beside it and of its directory.
pub(super) fn check(path: &Path) -> Result<(), Error> {
    let dir = path.parent().unwrap_or(Path::new("/"));
    let group = check_dir(dir)?;
    check_file(path, group)?;
    for suffix in BESIDE {
        check_beside(&beside(path, suffix), group)?;
    }
    Ok(())
}

/// Checks a file beside the database. It comes and goes with the sessions that use it, and SQLite gives it its mode a moment after
/// its name.
fn check_beside(path: &Path, group: u32) -> Result<(), Error> {
    let mut tries = 0..MODE_TRIES;
    loop {
        match check_file(path, group) {
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(Error::Mode { .. }) if tries.next().is_some() => thread::sleep(MODE_PAUSE),
            checked => return checked,
        }
    }
}

/// The directory of the lock files, which is made where it is missing.
pub(super) fn session_dir(database: &Path) -> Result<PathBuf, Error> {
    let path = beside(database, SESSIONS);
    match DirBuilder::new().mode(DIR_MODE & 0o777).create(&path) {
        Ok(()) => {
            let dir = File::open(&path).map_err(|source| Error::io(&path, source))?;
            open_to_group(&dir, &path, DIR_MODE)?;
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(source) => return Err(Error::io(&path, source)),
    }
    check_dir(&path)?;
    Ok(path)
}

/// Gives a new file or directory its mode, whatever the umask has left of it.
pub(super) fn open_to_group(file: &File, path: &Path, mode: u32) -> Result<(), Error> {
    let given = file.set_permissions(Permissions::from_mode(mode));
    given.map_err(|source| Error::io(path, source))
}

/// The file gets its name with its mode: nobody ever sees it with another one.
fn make(dir: &Path, path: &Path) -> Result<(), Error> {
    let failed = |source| Error::io(path, source);
    let new = tempfile::Builder::new().prefix(".new-").tempfile_in(dir);
    let new = new.map_err(failed)?;
    open_to_group(new.as_file(), path, FILE_MODE)?;
    match new.persist_noclobber(path) {
        // Another program was faster.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(failed(error.error)),
        Ok(_) => Ok(()),
    }
}

/// Checks a directory; returns its group.
fn check_dir(path: &Path) -> Result<u32, Error> {
    let found = fs::symlink_metadata(path).map_err(|source| Error::io(path, source))?;
    if !found.is_dir() {
        return Err(Error::io(path, io::Error::from(io::ErrorKind::NotADirectory)));
    }
    check_mode(path, &found, DIR_MODE)?;
    if is_on_network(path).map_err(|source| Error::io(path, source))? {
        return Err(Error::NetworkFiles {
            path: path.to_owned(),
        });
    }
    Ok(found.gid())
}

fn check_file(path: &Path, group: u32) -> Result<(), Error> {
    let found = fs::symlink_metadata(path).map_err(|source| Error::io(path, source))?;
    let path_buf = || path.to_owned();
    if found.is_symlink() || found.is_file() && found.nlink() > 1 {
        return Err(Error::Link { path: path_buf() });
    }
    if !found.is_file() {
        return Err(Error::io(path, io::Error::other(crate::os::files::NotAFile)));
    }
    check_mode(path, &found, FILE_MODE)?;
    if found.gid() != group {
        return Err(Error::Group { path: path_buf() });
    }
    Ok(())
}

fn check_mode(path: &Path, found: &Metadata, wanted: u32) -> Result<(), Error> {
    let mode = found.mode() & 0o7777;
    if mode == wanted {
        return Ok(());
    }
    Err(Error::Mode {
        path: path.to_owned(),
        found: mode,
        wanted,
    })
}

/// Whether the file system is one of another host's files: a lock there is not one that all programs see.
#[cfg(target_os = "linux")]
fn is_on_network(path: &Path) -> io::Result<bool> {
    /// NFS, SMB in its versions, Coda, AFS, 9P, Ceph, Lustre, and what runs as a program (sshfs and others).
    const KINDS: [u64; 10] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x7375_7245,
        0x5346_414f,
        0x0102_1997,
        0x00c3_6400,
        0x0bd0_0bd0,
        0x6573_5546,
    ];
    let kind = u64::try_from(rustix::fs::statfs(path)?.f_type).unwrap_or_default();
    Ok(KINDS.contains(&kind))
}

#[cfg(not(target_os = "linux"))]
fn is_on_network(_path: &Path) -> io::Result<bool> {
    Ok(false)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(suffix);
    beside.into()
}

/// Refuses to go on with a file that was moved, deleted or replaced.
pub(super) fn check_identity(path: &Path, opened: FileIdentity) -> Result<(), Error> {
    match FileIdentity::at(path) {
        Ok(found) if found == opened => Ok(()),
        _ => Err(Error::Gone {
            path: path.to_owned(),
        }),
    }
}
