//! The data directory: where it is, and how it is made.

use super::CommandError;
use crate::cli::GlobalArgs;
use crate::os::paths::user_dirs;
use directories::BaseDirs;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Where drafts and history are kept: what the command line says, or `kartoteka` in the user's local data directory.
pub(super) fn data_dir(global: &GlobalArgs) -> Result<PathBuf, CommandError> {
    if let Some(dir) = &global.data_dir {
        return Ok(dir.clone());
    }
    let dirs = user_dirs();
    let dirs = dirs.ok_or_else(|| CommandError::localized(|locale| locale.texts().start_no_home()))?;
    Ok(default_data_dir(&dirs))
}

pub(super) fn default_data_dir(dirs: &BaseDirs) -> PathBuf {
    dirs.data_local_dir().join("kartoteka")
}

/// Makes a directory for the user's eyes only. One that is there already is left as it is.
pub(super) fn make_private(dir: &Path) -> Result<(), CommandError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(dir);
    let dir = dir.to_string_lossy().into_owned();
    made.map_err(|error| {
        CommandError::localized(move |locale| locale.texts().start_no_data_dir(&dir, error.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, Locale};
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_data_directory_is_private_with_all_that_is_made_above_it() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("share/kartoteka/demo");
        make_private(&dir).unwrap();
        make_private(&dir).unwrap();
        for made in ["share", "share/kartoteka", "share/kartoteka/demo"] {
            let mode = fs::metadata(home.path().join(made)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{made}");
        }
    }

    #[test]
    fn a_file_in_the_way_is_an_error_that_names_it() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        let failure = make_private(&file).unwrap_err();
        let words = failure.words(&Locale::new(Language::En));
        assert!(words.contains(file.to_str().unwrap()), "{words}");
    }
}
