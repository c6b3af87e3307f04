//! The file that is imported. A table is read several times, so that what can be read only once, the standard input or
//! another pipe, is copied first: into the data directory, where it has no name and is gone with the program, however that
//! ends. The same bytes are the same table, so that an import from a pipe goes on where it stopped as one of a file does.

use crate::cli::{self, GlobalArgs};
use crate::commands::{CommandError, setup};
use crate::i18n::Locale;
use crate::text::visible;
use std::fs::{File, Metadata, Permissions};
use std::io::{self, IsTerminal as _, Read as _, Seek as _, copy, stdin};
use std::os::fd::AsFd as _;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// What stands for the standard input.
const STDIN: &str = "-";
/// More than this is not copied: something that never ends would fill the disk.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// A file that can be read more than once.
pub(super) struct SpooledInput {
    pub file: File,
    /// Its name, safe to show.
    pub name: String,
    /// Where the rejected rows go; none where that was not said and they have no table to stand beside.
    pub rejected: Option<PathBuf>,
}

/// Whether the table comes from the standard input, so that nobody can answer there.
pub(super) fn is_stdin(options: &cli::ImportArgs) -> bool {
    options.file == Path::new(STDIN)
}

impl SpooledInput {
    /// Opens the file that the options name. What can be read only once is read to its end; a device is refused.
    pub(super) fn open(
        global: &GlobalArgs,
        options: &cli::ImportArgs,
        locale: &Locale,
    ) -> Result<Self, CommandError> {
        let path = &options.file;
        let (name, opened) = if is_stdin(options) {
            let stdin = stdin().as_fd().try_clone_to_owned();
            ("stdin".to_owned(), stdin.map(File::from))
        } else {
            let name = visible(&path.to_string_lossy()).into_owned();
            (name, File::open(path))
        };
        let read = opened.and_then(|file| Ok((file.metadata()?, file)));
        let (metadata, file) = read.map_err(|error| {
            let why = locale.texts().import_unreadable(visible(&error.to_string()));
            CommandError::usage(format!("{name}: {why}"))
        })?;
        if is_device(&file, &metadata) {
            return Err(CommandError::usage(format!(
                "{name}: {}",
                locale.texts().import_not_a_file()
            )));
        }
        let is_table = metadata.is_file() && !is_stdin(options);
        if is_table || metadata.is_dir() {
            let beside = path.with_extension("rejected.csv");
            return Ok(Self {
                file,
                name,
                rejected: Some(options.rejected.clone().unwrap_or(beside)),
            });
        }
        let dir = setup::data_dir(global)?;
        setup::make_private(&dir)?;
        let copied = copied(file, &dir, MOST_BYTES).map_err(|error| {
            let (dir, texts) = (visible(&dir.to_string_lossy()).into_owned(), locale.texts());
            CommandError::usage(match error {
                CopyError::TooLong => format!("{name}: {}", texts.import_pipe_too_long()),
                CopyError::Io(error) => {
                    let why = texts.import_pipe_not_kept(dir, visible(&error.to_string()));
                    format!("{name}: {why}")
                }
            })
        })?;
        Ok(Self {
            file: copied,
            name,
            rejected: options.rejected.clone(),
        })
    }
}

/// Whether a file is a device that nobody types a table into. It may never end, and nobody keeps tables in one.
fn is_device(file: &File, metadata: &Metadata) -> bool {
    let kind = metadata.file_type();
    (kind.is_char_device() || kind.is_block_device()) && !file.is_terminal()
}

/// Why a pipe was not copied.
#[derive(Debug)]
enum CopyError {
    /// It does not end.
    TooLong,
    /// The system's words.
    Io(io::Error),
}

impl From<io::Error> for CopyError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A copy without a name of what comes through a pipe, at most so many bytes, which nobody but its owner can open.
fn copied(pipe: File, dir: &Path, most: u64) -> Result<File, CopyError> {
    let mut file = tempfile::tempfile_in(dir)?;
    file.set_permissions(Permissions::from_mode(0o600))?;
    if copy(&mut pipe.take(most + 1), &mut file)? > most {
        return Err(CopyError::TooLong);
    }
    file.rewind()?;
    Ok(file)
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
