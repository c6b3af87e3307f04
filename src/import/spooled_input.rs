//! The file that is imported. A table is read several times, so that what can be read only once, the standard input or
//! another pipe, is copied first: into the data directory, where it has no name and is gone with the program, however that
//! ends. The same bytes are the same table, so that an import from a pipe continues as one of a file does.

use crate::i18n::Locale;
use crate::submit::{STDIN, open_named};
use crate::text::visible;
use std::fs::{File, Metadata, Permissions};
use std::io::{self, IsTerminal as _, Read as _, Seek as _, copy};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// The longest copy, in bytes: something that never ends would fill the disk.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;

/// A file that can be read more than once.
pub(crate) struct SpooledInput {
    pub file: File,
    /// Its name, safe to show.
    pub name: String,
    /// Whether the file is the table itself and no copy, so that another one can stand beside it.
    pub has_place: bool,
}

/// Why a file cannot be imported.
#[derive(Debug)]
pub(crate) enum InputError {
    /// It cannot be opened.
    Unreadable(io::Error),
    /// It is a device.
    NotAFile,
    /// It is a pipe that is longer than any table.
    TooLong,
    /// The pipe could not be copied into this directory.
    NotCopied(PathBuf, io::Error),
}

impl SpooledInput {
    /// Opens the file at a path, or the standard input for `-`. A pipe is copied to its end into the spool directory, which is
    /// asked for only then; a device is refused.
    ///
    /// # Errors
    /// Why it cannot be imported, after its name.
    pub(crate) fn open<E: From<(String, InputError)>>(
        path: &Path,
        spool_dir: impl FnOnce() -> Result<PathBuf, E>,
    ) -> Result<Self, E> {
        let (name, opened) = open_named(path);
        let read = opened.and_then(|file| Ok((file.metadata()?, file)));
        let (metadata, file) = match read {
            Ok(read) => read,
            Err(error) => return Err((name, InputError::Unreadable(error)).into()),
        };
        if is_device(&file, &metadata) {
            return Err((name, InputError::NotAFile).into());
        }
        if metadata.is_dir() || (metadata.is_file() && path != Path::new(STDIN)) {
            return Ok(Self {
                file,
                name,
                has_place: true,
            });
        }
        match copied(file, &spool_dir()?, MAX_BYTES) {
            Ok(file) => Ok(Self {
                file,
                name,
                has_place: false,
            }),
            Err(error) => Err((name, error).into()),
        }
    }
}

/// Whether a file is a device other than a terminal: it may never end, and holds no table.
fn is_device(file: &File, metadata: &Metadata) -> bool {
    let kind = metadata.file_type();
    (kind.is_char_device() || kind.is_block_device()) && !file.is_terminal()
}

/// A copy without a name of what comes through a pipe, at most so many bytes, which nobody but its owner can open.
fn copied(pipe: File, dir: &Path, most: u64) -> Result<File, InputError> {
    let copy = || {
        let mut file = tempfile::tempfile_in(dir)?;
        file.set_permissions(Permissions::from_mode(0o600))?;
        let length = copy(&mut pipe.take(most + 1), &mut file)?;
        file.rewind()?;
        Ok((length, file))
    };
    match copy() {
        Ok((length, _)) if length > most => Err(InputError::TooLong),
        Ok((_, file)) => Ok(file),
        Err(error) => Err(InputError::NotCopied(dir.to_owned(), error)),
    }
}

impl Locale {
    /// Why a file cannot be imported. Safe to show.
    pub(crate) fn input_error(&self, error: &InputError) -> String {
        let texts = self.texts();
        match error {
            InputError::Unreadable(error) => texts.import_unreadable(visible(&error.to_string())),
            InputError::NotAFile => texts.import_not_a_file(),
            InputError::TooLong => texts.import_pipe_too_long(),
            InputError::NotCopied(dir, error) => {
                let dir = visible(&dir.to_string_lossy()).into_owned();
                texts.import_pipe_not_kept(dir, visible(&error.to_string()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_copy_has_no_name_is_private_and_has_an_end() {
        let home = tempfile::tempdir().unwrap();
        let source = home.path().join("source");
        fs::write(&source, "12345678").unwrap();
        for (most, whole) in [(8, true), (9, true), (7, false), (0, false)] {
            let copied = copied(File::open(&source).unwrap(), home.path(), most);
            assert_eq!(copied.is_ok(), whole, "{most}");
            assert_eq!(
                fs::read_dir(home.path()).unwrap().count(),
                1,
                "nothing but the source"
            );
            let Ok(mut file) = copied else { continue };
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o177, 0, "{mode:o}");
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(text, "12345678");
        }
    }
}
