//! Writing a card to a file, for when the store cannot keep it.

use crate::os::files::NewFile;
use crate::os::paths::{PathError, from_here};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why a file was not written. Nothing is left of it.
#[derive(Debug)]
pub enum ExportError {
    /// Something of this name is there already.
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// The system refuses.
    Io {
        /// Where.
        path: PathBuf,
        /// Its reason.
        source: io::Error,
    },
    /// The file has no name.
    Nameless,
    /// The path cannot be meant.
    Path(PathError),
}

/// Writes text to a new file that only its owner can read. `~` at the beginning stands for the home directory. What is
/// there already is never overwritten, nor followed if it is a link.
///
/// # Errors
/// If the file cannot be written; nothing is left of it then.
pub fn export(path: &str, text: &str) -> Result<PathBuf, ExportError> {
    let path = match from_here(Path::new(path.trim())) {
        Ok(path) => path,
        Err(PathError::Empty) => return Err(ExportError::Nameless),
        Err(error) => return Err(ExportError::Path(error)),
    };
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => ExportError::Exists { path: path.clone() },
        _ => ExportError::Io {
            path: path.clone(),
            source,
        },
    };
    let mut file = NewFile::begin(&path).map_err(failed)?;
    writeln!(file, "{text}").map_err(failed)?;
    file.publish(&path).map_err(failed)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    #[test]
    fn a_card_is_written_for_its_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("card.json");
        let written = export(path.to_str().unwrap(), "{\n  \"surname\": \"Żółć\"\n}").unwrap();
        assert_eq!(written, path);
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "{\n  \"surname\": \"Żółć\"\n}\n"
        );
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_there_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        fs::write(&file, "precious").unwrap();
        symlink(dir.path().join("elsewhere"), &link).unwrap();
        for path in [&file, &link, dir.path()] {
            let error = export(path.to_str().unwrap(), "{}").unwrap_err();
            assert!(
                matches!(&error, ExportError::Exists { path: found } if found == path),
                "{error:?}"
            );
        }
        let nowhere = export(dir.path().join("no/such/place").to_str().unwrap(), "{}");
        assert!(matches!(nowhere, Err(ExportError::Io { .. })), "{nowhere:?}");
        assert_eq!(fs::read(&file).unwrap(), b"precious");
        assert!(!dir.path().join("elsewhere").exists());
        assert!(matches!(export(" ", "{}"), Err(ExportError::Nameless)));
        let other = export("~bob/card.json", "{}");
        assert!(matches!(other, Err(ExportError::Path(_))), "{other:?}");
    }
}
