//! Writing a card to a file, for when the store cannot keep it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Writes text to a new file that only its owner can read. `~/` at the beginning stands for the home directory. What is
/// there already is never overwritten, nor followed if it is a link.
///
/// # Errors
/// If the file cannot be written, in a line that says why; nothing is left of it then.
pub fn export(path: &str, text: &str) -> Result<PathBuf, String> {
    let path = expanded(path.trim())?;
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!("{} is there already: choose another name", path.display()),
        _ => format!("cannot write {}: {error}; choose another name", path.display()),
    };
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .map_err(failed)?;
    let written = writeln!(file, "{text}").and_then(|()| file.sync_all());
    if let Err(error) = written {
        let _ = fs::remove_file(&path);
        return Err(failed(error));
    }
    Ok(path)
}

fn expanded(path: &str) -> Result<PathBuf, String> {
    if path.is_empty() {
        return Err("a file needs a name".to_owned());
    }
    let Some(rest) = path.strip_prefix("~/") else {
        return Ok(Path::new(path).to_owned());
    };
    let dirs = directories::BaseDirs::new().ok_or("no home directory: write the whole path")?;
    Ok(dirs.home_dir().join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
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
        for path in [&file, &link, dir.path(), &dir.path().join("no/such/place")] {
            let error = export(path.to_str().unwrap(), "{}").unwrap_err();
            assert!(error.ends_with("choose another name"), "{error}");
        }
        assert_eq!(fs::read(&file).unwrap(), b"precious");
        assert!(!dir.path().join("elsewhere").exists());
        assert_eq!(export(" ", "{}").unwrap_err(), "a file needs a name");
    }
}
