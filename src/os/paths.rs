//! Paths as people write them, in options, in variables and in the settings: the shell expands `~` only where it stands
//! alone, so that `--data-dir=~/kd` and a variable in a unit file arrive as they are.

use std::path::{Path, PathBuf, absolute as lexically_absolute};

/// Why a path cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathError {
    /// There is nothing.
    Empty,
    /// `~` stands for nothing: the user has no home directory.
    NoHome,
    /// `~name`: the home of another user, which only a shell looks up.
    OtherHome,
    /// It begins with a variable, such as `$HOME`, which only a shell replaces.
    Variable,
    /// It is relative, and there is no current directory.
    NoCurrentDir(String),
}

impl std::fmt::Display for PathError {
    /// For developers. What people read is in [`crate::messages`].
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for PathError {}

/// The directories of the user, below a home that is a directory from the root; none where there is no such home.
#[must_use]
pub fn user_dirs() -> Option<directories::BaseDirs> {
    directories::BaseDirs::new().filter(|dirs| dirs.home_dir().is_absolute())
}

/// The path from the root: `~` and `~/…` are in the home directory, a relative path starts in the current directory.
///
/// # Errors
/// If it cannot be meant. A file whose name really begins with `~` or `$` is written with `./` before it.
pub fn from_here(path: &Path) -> Result<PathBuf, PathError> {
    let path = expanded(path)?;
    lexically_absolute(path).map_err(|error| PathError::NoCurrentDir(error.to_string()))
}

/// As [`from_here`], where a relative path starts in this directory.
///
/// # Errors
/// As [`from_here`].
pub fn from_dir(dir: &Path, path: &Path) -> Result<PathBuf, PathError> {
    from_here(&dir.join(expanded(path)?))
}

fn expanded(path: &Path) -> Result<PathBuf, PathError> {
    let home = || {
        user_dirs()
            .map(|dirs| dirs.home_dir().to_owned())
            .ok_or(PathError::NoHome)
    };
    match path.as_os_str().as_encoded_bytes() {
        bytes if bytes.trim_ascii().is_empty() => Err(PathError::Empty),
        [b'~'] => home(),
        [b'~', b'/', ..] => {
            let rest = path.strip_prefix("~").unwrap_or(path);
            Ok(home()?.join(rest))
        }
        [b'~', ..] => Err(PathError::OtherHome),
        [b'$', ..] => Err(PathError::Variable),
        _ => Ok(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    #[test]
    fn a_path_starts_at_the_root_or_is_refused() {
        let home = user_dirs().unwrap().home_dir().to_owned();
        let here = env::current_dir().unwrap();
        for (written, meant) in [
            ("~", Ok(home.clone())),
            ("~/", Ok(home.clone())),
            ("~/kd", Ok(home.join("kd"))),
            ("~//kd/x/", Ok(home.join("kd/x"))),
            ("~bob", Err(PathError::OtherHome)),
            ("~bob/kd", Err(PathError::OtherHome)),
            ("~+/kd", Err(PathError::OtherHome)),
            ("$HOME/kd", Err(PathError::Variable)),
            ("${HOME}/kd", Err(PathError::Variable)),
            ("", Err(PathError::Empty)),
            (" \t", Err(PathError::Empty)),
            ("kd", Ok(here.join("kd"))),
            ("./kd", Ok(here.join("kd"))),
            ("./~bob", Ok(here.join("~bob"))),
            ("./$x", Ok(here.join("$x"))),
            ("../kd", Ok(here.join("../kd"))),
            ("/kd/~/x", Ok("/kd/~/x".into())),
            ("/kd", Ok("/kd".into())),
        ] {
            assert_eq!(from_here(Path::new(written)), meant, "{written:?}");
        }
        assert_eq!(
            from_dir(Path::new("/etc/k"), Path::new("ca.pem")),
            Ok("/etc/k/ca.pem".into())
        );
        assert_eq!(
            from_dir(Path::new("/etc/k"), Path::new("/ca.pem")),
            Ok("/ca.pem".into())
        );
        assert_eq!(
            from_dir(Path::new("/etc/k"), Path::new("~/ca.pem")),
            Ok(home.join("ca.pem"))
        );
        assert_eq!(
            from_dir(Path::new("/etc/k"), Path::new("~x")),
            Err(PathError::OtherHome)
        );
    }
}
