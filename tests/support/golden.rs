//! Files that are made from the program's own tables and frames, and that a test holds current.

use std::path::Path;

/// Compares a file of the project with what it should hold. With `UPDATE_DOCS=1` in the environment it writes it.
#[track_caller]
pub fn check(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, expected).unwrap();
        return;
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is out of date: run UPDATE_DOCS=1 cargo test",
        path.display()
    );
}
