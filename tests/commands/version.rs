//! The version that `--version` prints: with the commit in a checkout, plain elsewhere.

#[path = "../../build/revision.rs"]
mod revision;

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Runs Git in the folder; false where there is no Git.
fn git(folder: &Path, arguments: &[&str]) -> bool {
    let configured = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
    let mut git = Command::new("git");
    git.current_dir(folder).args(configured).args(arguments);
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(variable);
    }
    git.output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_checkout_names_its_commit_and_whether_files_differ() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("Cargo.toml");
    if !git(home.path(), &["init", "--quiet"]) {
        return;
    }
    fs::write(&file, "one").unwrap();
    assert!(git(home.path(), &["add", "."]) && git(home.path(), &["commit", "--quiet", "-m", "One"]));

    let clean = revision::version("1.2.3", home.path());
    let commit = clean
        .strip_prefix("1.2.3 (")
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap();
    assert!(
        commit.len() == 12 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{clean}"
    );
    fs::write(&file, "two").unwrap();
    assert_eq!(
        revision::version("1.2.3", home.path()),
        format!("1.2.3 ({commit}-dirty)")
    );

    let watched = revision::watched(home.path());
    assert_eq!(
        watched,
        [".git/HEAD", ".git/logs/HEAD", "Cargo.toml"].map(Path::new)
    );
}

#[test]
fn a_copy_outside_its_own_repository_has_the_plain_version() {
    let home = TempDir::new().unwrap();
    assert_eq!(revision::version("1.2.3", home.path()), "1.2.3");
    let inner = home.path().join("vendor");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("Cargo.toml"), "one").unwrap();
    git(home.path(), &["init", "--quiet"]);
    git(home.path(), &["add", "."]);
    git(home.path(), &["commit", "--quiet", "-m", "One"]);
    assert_eq!(revision::version("1.2.3", &inner), "1.2.3");
    assert!(revision::watched(&inner).is_empty());
}
