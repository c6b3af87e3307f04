//! Writing a card to a file: where the operator says, where the administrator lets them, or where it is saved when the store
//! cannot keep it.

use crate::app::ExportPlace;
use crate::os::files::NewFile;
use crate::os::paths::{PathError, from_here, user_dirs};
use crate::text::is_invisible;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Component, Path, PathBuf};

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
    /// The file or a directory on the way is hidden: this name, which begins with a dot.
    Hidden(String),
    /// The file is to be in the directory of the administrator's, so that a name is wanted, and no path.
    NotAName {
        /// The directory.
        dir: PathBuf,
    },
    /// The administrator has named no directory for files.
    Off,
}

/// Writes text to a new file that only its owner can read, where the operator says and that is allowed. `~` at the beginning
/// of a path stands for the home directory. What is there already is never overwritten, nor followed if it is a link, and what
/// is hidden is left to the programs that read it at their start.
///
/// # Errors
/// If the file cannot be written; nothing is left of it then.
pub fn export(place: &ExportPlace, path: &str, text: &str) -> Result<PathBuf, ExportError> {
    let path = match place {
        ExportPlace::Anywhere => anywhere(Path::new(path.trim()))?,
        ExportPlace::Directory(dir) => dir.join(name(path.trim(), dir)?),
        ExportPlace::Nowhere => return Err(ExportError::Off),
    };
    write(path, text)
}

/// Writes text to a new file of this name, as [`export`] does: in the administrator's directory for that, else in the home
/// directory, else where temporary files are.
///
/// # Errors
/// If none of them takes it.
pub fn rescue(dir: Option<&Path>, name: &str, text: &str) -> Result<PathBuf, ExportError> {
    let home = user_dirs().map(|dirs| dirs.home_dir().to_owned());
    let dirs = [dir.map(Path::to_owned), home, Some(env::temp_dir())];
    let mut result = Err(ExportError::Off);
    for dir in dirs.into_iter().flatten() {
        result = write(dir.join(name), text);
        if result.is_ok() {
            break;
        }
    }
    result
}

/// The path that is typed, from the root, if nothing on the way is hidden: neither a name that is typed, nor one that a link
/// leads to. In which directory the operator works is their own matter.
fn anywhere(typed: &Path) -> Result<PathBuf, ExportError> {
    let path = match from_here(typed) {
        Ok(path) => path,
        Err(PathError::Empty) => return Err(ExportError::Nameless),
        Err(error) => return Err(ExportError::Path(error)),
    };
    refuse_hidden(typed)?;
    if let Some(dir) = path.parent().and_then(|dir| fs::canonicalize(dir).ok()) {
        let here = env::current_dir().and_then(fs::canonicalize);
        let below = here
            .ok()
            .and_then(|here| dir.strip_prefix(here).ok().map(Path::to_owned));
        refuse_hidden(below.as_deref().unwrap_or(&dir))?;
    }
    Ok(path)
}

fn refuse_hidden(path: &Path) -> Result<(), ExportError> {
    let hidden = path.components().find_map(|step| match step {
        Component::Normal(name) if is_hidden(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    hidden.map_or(Ok(()), |name| Err(ExportError::Hidden(name)))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_bytes().starts_with(b".")
}

/// A name that is typed, if it is one and not a path.
fn name<'a>(typed: &'a str, dir: &Path) -> Result<&'a str, ExportError> {
    if typed.is_empty() {
        return Err(ExportError::Nameless);
    }
    let steps: Vec<Component> = Path::new(typed).components().collect();
    let is_name = matches!(steps[..], [Component::Normal(_)]) && !typed.contains('/');
    if !is_name || typed.contains(is_invisible) {
        return Err(ExportError::NotAName { dir: dir.to_owned() });
    }
    if is_hidden(OsStr::new(typed)) {
        return Err(ExportError::Hidden(typed.to_owned()));
    }
    Ok(typed)
}

fn write(path: PathBuf, text: &str) -> Result<PathBuf, ExportError> {
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
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use tempfile::{Builder, TempDir};

    /// A directory whose name has no dot before it.
    fn dir() -> TempDir {
        Builder::new().prefix("export").tempdir().unwrap()
    }

    fn to(path: impl AsRef<Path>) -> Result<PathBuf, ExportError> {
        export(&ExportPlace::Anywhere, path.as_ref().to_str().unwrap(), "{}")
    }

    #[test]
    fn a_card_is_written_for_its_owner_alone() {
        let dir = dir();
        let text = "{\n  \"surname\": \"Żółć\"\n}";
        let path = dir.path().join("card.json");
        let written = export(&ExportPlace::Anywhere, path.to_str().unwrap(), text).unwrap();
        assert_eq!(written, path);
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{text}\n"));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_there_is_never_overwritten() {
        let dir = dir();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        fs::write(&file, "precious").unwrap();
        symlink(dir.path().join("elsewhere"), &link).unwrap();
        for path in [&file, &link, dir.path()] {
            let error = to(path).unwrap_err();
            assert!(
                matches!(&error, ExportError::Exists { path: found } if found == path),
                "{error:?}"
            );
        }
        let nowhere = to(dir.path().join("no/such/place"));
        assert!(matches!(nowhere, Err(ExportError::Io { .. })), "{nowhere:?}");
        assert_eq!(fs::read(&file).unwrap(), b"precious");
        assert!(!dir.path().join("elsewhere").exists());
        assert!(matches!(to(" "), Err(ExportError::Nameless)));
        let other = to("~bob/card.json");
        assert!(matches!(other, Err(ExportError::Path(_))), "{other:?}");
    }

    #[test]
    fn what_is_hidden_is_refused_as_it_is_typed_and_where_a_link_leads() {
        let dir = dir();
        fs::create_dir_all(dir.path().join(".ssh/plain")).unwrap();
        fs::create_dir(dir.path().join("plain")).unwrap();
        symlink(dir.path().join(".ssh"), dir.path().join("link")).unwrap();
        for (path, name) in [
            ("~/.bashrc", ".bashrc"),
            ("~/.ssh/rc", ".ssh"),
            (".profile", ".profile"),
            ("./.profile", ".profile"),
            ("a/../.profile", ".profile"),
            ("..a", "..a"),
            ("...", "..."),
        ] {
            assert!(
                matches!(to(path), Err(ExportError::Hidden(found)) if found == name),
                "{path}"
            );
        }
        for path in [
            ".ssh/rc",
            ".ssh/plain/rc",
            "link/rc",
            "link/plain/rc",
            "plain/../link/rc",
            "plain/../.ssh/rc",
        ] {
            let error = to(dir.path().join(path)).unwrap_err();
            assert!(
                matches!(&error, ExportError::Hidden(found) if found == ".ssh"),
                "{path}: {error:?}"
            );
        }
        assert_eq!(fs::read_dir(dir.path().join(".ssh")).unwrap().count(), 1);
        // A directory above is only a way.
        let path = dir.path().join("plain/../card.json");
        assert_eq!(to(&path).unwrap(), path);
        assert!(dir.path().join("card.json").exists());
    }

    #[test]
    fn in_the_administrator_s_directory_a_file_has_a_bare_name() {
        let dir = dir();
        let place = ExportPlace::Directory(dir.path().to_owned());
        symlink("/nonexistent/target", dir.path().join("link")).unwrap();
        fs::create_dir(dir.path().join("inner")).unwrap();
        let files = || fs::read_dir(dir.path()).unwrap().count();
        for path in [
            "a/b",
            "/a",
            "./a",
            "a/",
            "a/.",
            "../a",
            "..",
            ".",
            "/",
            "inner/a",
            "a\0b",
            "a\nb",
            "a\u{202e}b",
            "~/a",
        ] {
            let error = export(&place, path, "{}").unwrap_err();
            assert!(
                matches!(error, ExportError::NotAName { .. }),
                "{path:?}: {error:?}"
            );
        }
        for path in [".a", "..a"] {
            let error = export(&place, path, "{}").unwrap_err();
            assert!(matches!(error, ExportError::Hidden(_)), "{path:?}: {error:?}");
        }
        for path in ["link", "inner"] {
            let error = export(&place, path, "{}").unwrap_err();
            assert!(matches!(error, ExportError::Exists { .. }), "{path:?}: {error:?}");
        }
        assert!(matches!(export(&place, "", "{}"), Err(ExportError::Nameless)));
        let long = export(&place, &"a".repeat(300), "{}");
        assert!(matches!(long, Err(ExportError::Io { .. })), "{long:?}");
        assert_eq!(files(), 2);
        // No shell reads it: these are names like any other.
        for name in ["card.json", "~", "$HOME", "a b"] {
            let path = export(&place, name, "{}").unwrap();
            assert_eq!(path, dir.path().join(name));
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(matches!(
            export(&ExportPlace::Nowhere, "a", "{}"),
            Err(ExportError::Off)
        ));
    }

    #[test]
    fn a_card_is_saved_in_the_first_directory_that_takes_it() {
        let dir = dir();
        let path = rescue(Some(dir.path()), "card.json", "{}").unwrap();
        assert_eq!(path, dir.path().join("card.json"));
        let gone = dir.path().join("gone");
        let path = rescue(Some(&gone), "kartoteka-test-rescue.json", "{}").unwrap();
        assert!(!path.starts_with(&gone));
        fs::remove_file(path).unwrap();
    }
}
