//! Rewriting a settings file that only the program has written; one that somebody has edited is left alone.

use super::checksum::{marked, unedited};
use super::schema::schema_line;
use super::settings_file::{guarded, source};
use super::write::{self, WriteError};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use toml::Table;

/// Changes the settings in a file that nobody has edited by hand. Comments other than the mark are not kept: the program
/// wrote them. The file is never seen half written.
///
/// # Errors
/// If the file is not there, was edited, cannot be read, would have a problem, or the system refuses. The file is as it was
/// then.
pub fn rewrite(path: &Path, change: impl FnOnce(&mut Table)) -> Result<(), WriteError> {
    if fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_symlink()) {
        return Err(WriteError::Link);
    }
    let text = source(path).map_err(WriteError::Unreadable)?;
    let text = text.ok_or(WriteError::Missing)?;
    guarded(path).map_err(WriteError::Unreadable)?;
    let lines = unedited(&text).ok_or(WriteError::Edited)?;
    let mut table: Table = lines.parse().map_err(|_| WriteError::Flawed)?;
    change(&mut table);
    let changed = schema_line() + &table.to_string();
    write::checked(&changed)?;
    let mode = fs::metadata(path).map_err(WriteError::Io)?.permissions().mode();
    write::replace(path, &marked(&changed), mode & 0o777).map_err(WriteError::Io)
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::Value;

    const OWN: &str = "language = \"pl\"\n";

    fn file(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kartoteka.toml");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        (dir, path)
    }

    #[test]
    fn a_file_that_nobody_edited_is_rewritten_and_stays_so() {
        let (_dir, path) = file(&marked(OWN));
        let put = |key: &'static str, value: Value| {
            rewrite(&path, |table| {
                table.insert(key.to_owned(), value);
            })
        };
        put("mouse", Value::Boolean(true)).unwrap();
        put("theme", Value::String("mono".to_owned())).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let lines = unedited(&text).unwrap();
        assert_eq!(
            lines,
            schema_line() + "language = \"pl\"\nmouse = true\ntheme = \"mono\"\n"
        );
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        // What would have a problem is not written.
        let refused = put("mouse", Value::Integer(7));
        assert!(matches!(refused, Err(WriteError::Refused(_))), "{refused:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }

    #[test]
    fn a_file_that_somebody_edited_is_left_alone() {
        let (_dir, path) = file(&(marked(OWN) + "# mine\n"));
        let before = fs::read_to_string(&path).unwrap();
        let refused = rewrite(&path, Table::clear);
        assert!(matches!(refused, Err(WriteError::Edited)), "{refused:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), before);
        let link = path.with_file_name("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(matches!(rewrite(&link, Table::clear), Err(WriteError::Link)));
        let missing = path.with_file_name("missing");
        assert!(matches!(
            rewrite(&missing, Table::clear),
            Err(WriteError::Missing)
        ));
    }
}
