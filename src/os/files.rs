//! Files that are opened without waiting for anybody, and new files that are there whole or not at all.

use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
use rustix::io::Errno;
use std::error::Error;
use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Seek as _, Write};
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// What is in the place of a file is none: a directory, a pipe, a socket, a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAFile;

impl fmt::Display for NotAFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a regular file")
    }
}

impl Error for NotAFile {}

impl NotAFile {
    /// Whether this is why a file could not be opened.
    #[must_use]
    pub fn is_in(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Self>)
    }
}

/// Which file it is, under whatever name: the device and the number on it. No other file gets that number for as long
/// as this one is open, deleted or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileIdentity {
    device: u64,
    number: u64,
}

impl FileIdentity {
    /// The file that this was read of.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            number: metadata.ino(),
        }
    }

    /// The file at a path; a symbolic link there is a file of its own.
    ///
    /// # Errors
    /// If there is none, or it cannot be looked at.
    pub fn at(path: &Path) -> io::Result<Self> {
        fs::symlink_metadata(path).map(|found| Self::of(&found))
    }
}

/// Opens a file for reading. A pipe in its place would be waited for, and a device may never end.
///
/// # Errors
/// If it cannot be opened, or is no regular file: [`NotAFile`].
pub fn open_regular(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = File::from(open(path, flags, Mode::empty())?);
    if !file.metadata()?.is_file() {
        return Err(io::Error::other(NotAFile));
    }
    Ok(file)
}

/// Opens a file to append to, also where others append to it, and makes it where it is missing, for its owner alone. Of one that
/// is there, permission bits beyond those allowed are taken away, where it is ours.
///
/// # Errors
/// If it cannot be opened or made, is a symbolic link, or no regular file: [`NotAFile`].
pub fn append_private(path: &Path, allowed: u32) -> io::Result<File> {
    let flags = OFlags::WRONLY
        | OFlags::APPEND
        | OFlags::CREATE
        | OFlags::CLOEXEC
        | OFlags::NONBLOCK
        | OFlags::NOCTTY
        | OFlags::NOFOLLOW;
    let file = File::from(open(path, flags, Mode::RUSR | Mode::WUSR)?);
    let found = file.metadata()?;
    if !found.is_file() {
        return Err(io::Error::other(NotAFile));
    }
    let mode = found.permissions().mode() & 0o7777;
    if mode & !allowed != 0 {
        // Somebody else's file has the mode that they gave it.
        let _ = file.set_permissions(Permissions::from_mode(mode & allowed));
    }
    Ok(file)
}

/// A new file for its owner alone, which has no name before it is [published](Self::publish). A program that is killed leaves
/// nothing of it behind.
#[derive(Debug)]
pub struct NewFile {
    file: File,
    /// Whether it can get a name. Where the file system knows no files without one, it was deleted as soon as it was made.
    can_be_named: bool,
}

impl NewFile {
    /// Begins a file for a path.
    ///
    /// # Errors
    /// If nothing can be written in its directory.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
        let dir = dir.unwrap_or(Path::new("."));
        match unnamed(dir) {
            Ok(file) => Ok(Self {
                file,
                can_be_named: true,
            }),
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::NOENT | Errno::INVAL) => Ok(Self {
                file: tempfile::tempfile_in(dir)?,
                can_be_named: false,
            }),
            Err(error) => Err(error.into()),
        }
    }

    /// Gives the file its name, at once and with all that is in it on the disk. What has the name already is left alone.
    ///
    /// # Errors
    /// If there is something of this name, or the system refuses.
    pub fn publish(mut self, path: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        if self.can_be_named {
            let own = format!("/proc/self/fd/{}", self.file.as_raw_fd());
            match linkat(CWD, own, CWD, path, AtFlags::SYMLINK_FOLLOW) {
                // There may be no /proc.
                Err(Errno::NOENT | Errno::XDEV | Errno::PERM | Errno::OPNOTSUPP) => {}
                linked => return linked.map_err(io::Error::from),
            }
        }
        self.copy_to(path)
    }

    /// The file, to be read.
    ///
    /// # Errors
    /// If it cannot be read from its beginning.
    pub fn contents(&mut self) -> io::Result<&mut File> {
        self.file.rewind()?;
        Ok(&mut self.file)
    }

    fn copy_to(&mut self, path: &Path) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut copy = options.write(true).create_new(true).mode(0o600).open(path)?;
        let copied = self
            .contents()
            .and_then(|file| io::copy(file, &mut copy))
            .and_then(|_| copy.sync_all());
        if copied.is_err() {
            let _ = fs::remove_file(path);
        }
        copied
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(target_os = "linux")]
fn unnamed(dir: &Path) -> Result<File, Errno> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    open(dir, flags, Mode::RUSR | Mode::WUSR).map(File::from)
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_dir: &Path) -> Result<File, Errno> {
    Err(Errno::OPNOTSUPP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::os::unix::net::UnixListener;

    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let home = tempfile::tempdir().unwrap();
        let fifo = home.path().join("fifo");
        rustix::fs::mkfifoat(CWD, &fifo, Mode::RWXU).unwrap();
        let socket = home.path().join("socket");
        let _socket = UnixListener::bind(&socket).unwrap();
        for path in [&fifo, home.path(), Path::new("/dev/zero"), Path::new("/dev/null")] {
            let error = open_regular(path).unwrap_err();
            assert!(NotAFile::is_in(&error), "{}: {error}", path.display());
        }
        for path in [socket, home.path().join("nothing")] {
            let error = open_regular(&path).unwrap_err();
            assert!(!NotAFile::is_in(&error), "{}: {error}", path.display());
        }
        let file = home.path().join("file");
        fs::write(&file, "text").unwrap();
        let mut text = String::new();
        open_regular(&file).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "text");
    }

    #[test]
    fn a_new_file_is_whole_and_takes_nobodys_place() {
        for can_be_named in [true, false] {
            let home = tempfile::tempdir().unwrap();
            let path = home.path().join("file");
            let names = || fs::read_dir(home.path()).unwrap().count();
            let begin = || {
                let mut file = NewFile::begin(&path).unwrap();
                file.can_be_named &= can_be_named;
                file.write_all(b"first").unwrap();
                file
            };
            let (one, two, three) = (begin(), begin(), begin());
            assert_eq!(names(), 0);
            drop(three);
            one.publish(&path).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"first");
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            let error = two.publish(&path).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!((fs::read(&path).unwrap(), names()), (b"first".to_vec(), 1));
        }
    }
}
