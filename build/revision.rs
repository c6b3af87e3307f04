//! The Git commit that the program is built from.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of the package; with the commit behind it where the folder is the top of a Git repository, and `-dirty`
/// where tracked files differ from the commit.
///
/// A package from a registry, or one copied into another repository, has no commit of its own.
pub fn version(package: &str, folder: &Path) -> String {
    let revision = || {
        is_repository(folder)
            .then(|| {
                git(
                    folder,
                    &["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
                )
            })
            .flatten()
    };
    revision().map_or_else(
        || package.to_owned(),
        |revision| format!("{package} ({revision})"),
    )
}

/// The files and folders whose change can change the version.
pub fn watched(folder: &Path) -> Vec<PathBuf> {
    if !is_repository(folder) {
        return Vec::new();
    }
    // Git appends to the log with every commit, checkout and reset.
    let own = ["HEAD", "logs/HEAD"]
        .iter()
        .filter_map(|file| git(folder, &["rev-parse", "--git-path", file]))
        .map(PathBuf::from);
    let sources = ["src", "locales", "Cargo.toml", "Cargo.lock"].map(PathBuf::from);
    let paths = own.chain(sources);
    paths.filter(|path| folder.join(path).exists()).collect()
}

/// Whether the folder is the top of a Git repository.
fn is_repository(folder: &Path) -> bool {
    let top = git(folder, &["rev-parse", "--show-toplevel"]).map(|top| Path::new(&top).canonicalize());
    matches!((top, folder.canonicalize()), (Some(Ok(top)), Ok(folder)) if top == folder)
}

/// What Git prints, or `None` where there is no Git or it fails.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .current_dir(folder)
        // Git sets these for its hooks, where they may name another repository.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .args(arguments)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
