//! A second store of the same user with sends to the same CRM is noticed, whatever has become of the list.

use super::{at, attempt, created, database, home, mode, open};
use kartoteka::customer::{FailureReason, Outcome};
use kartoteka::store::other_stores;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const URL: &str = "https://example.com/api/customers";

/// A store in a directory, from which one customer was sent with this outcome.
fn store(dir: &Path, outcome: &Outcome) {
    let mut store = open(dir);
    store
        .begin(&attempt("a", "Nowak", &[("surname", "Nowak")]), at(0))
        .unwrap();
    store.finish("a", outcome, Duration::ZERO).unwrap();
}

/// The names of the stores that are found from one.
fn found(home: &Path, from: &str, url: &str) -> Vec<String> {
    let list = home.join("state/kartoteka/stores.json");
    let found = other_stores(&list, &home.join("default"), &home.join(from), url);
    let name = |dir: PathBuf| dir.file_name().unwrap().to_str().unwrap().to_owned();
    found.into_iter().map(name).collect()
}

#[test]
fn a_second_store_with_sends_to_the_same_crm_is_found() {
    let home = home();
    let home = home.path();
    let not_sent = Outcome::NotSent {
        failure: FailureReason::ConnectionRefused,
    };
    for (name, outcome) in [
        ("a", &created("1")),
        ("b", &super::unknown()),
        ("idle", &not_sent),
        ("default", &created("2")),
    ] {
        store(&home.join(name), outcome);
    }
    drop(open(&home.join("empty")));
    // The one that is there by default needs no list.
    assert_eq!(found(home, "a", URL), ["default"]);
    for name in ["b", "idle", "empty"] {
        let _ = found(home, name, URL);
    }
    assert_eq!(found(home, "a", URL), ["b", "default"]);
    assert_eq!(found(home, "b", URL), ["a", "default"]);
    assert_eq!(found(home, "default", URL), ["a", "b"]);
    assert_eq!(found(home, "empty", URL), ["a", "b", "default"]);
    assert_eq!(found(home, "a", "https://other.com/api/customers"), [""; 0]);
    // The same store by another way is no other one.
    symlink(home.join("a"), home.join("link")).unwrap();
    fs::create_dir(home.join("x")).unwrap();
    for way in ["link", "a/", "x/../a", "./a"] {
        assert_eq!(found(home, way, URL), ["b", "default"], "{way}");
    }
    // One that is not there yet, which looking does not make.
    assert_eq!(found(home, "new", URL), ["a", "b", "default"]);
    assert!(!home.join("new").exists());
    // One that is gone, and one that is damaged.
    fs::remove_dir_all(home.join("b")).unwrap();
    fs::write(database(&home.join("default")), "no database").unwrap();
    assert_eq!(found(home, "a", URL), [""; 0]);
    let list = home.join("state/kartoteka/stores.json");
    assert!(!fs::read_to_string(&list).unwrap().contains("/b\""));
    assert_eq!((mode(&list), mode(list.parent().unwrap())), (0o600, 0o700));
}

#[test]
fn a_list_that_cannot_be_used_stops_nobody() {
    let home = home();
    let home = home.path();
    store(&home.join("default"), &created("1"));
    store(&home.join("a"), &created("1"));
    let list = home.join("state/kartoteka/stores.json");
    fs::create_dir_all(list.parent().unwrap()).unwrap();
    let none = || {
        let _ = fs::remove_file(&list);
        let _ = fs::remove_dir_all(&list);
    };
    for text in [
        "",
        "nonsense",
        "{}",
        "[1]",
        "[\"relative\",\"/nowhere\"]",
        "\u{0}",
        &"[".repeat(300_000),
    ] {
        none();
        fs::write(&list, text).unwrap();
        fs::set_permissions(&list, Permissions::from_mode(0o644)).unwrap();
        assert_eq!(found(home, "a", URL), ["default"], "{}", text.len());
        assert_eq!(mode(&list), 0o600);
        let healed = fs::read_to_string(&list).unwrap();
        assert_eq!(
            healed,
            format!("[{:?}]", fs::canonicalize(home.join("a")).unwrap())
        );
    }
    none();
    fs::create_dir(&list).unwrap();
    assert_eq!(found(home, "a", URL), ["default"], "a directory");
    none();
    // A pipe to which nobody writes must not be waited for.
    assert!(Command::new("mkfifo").arg(&list).status().unwrap().success());
    assert_eq!(found(home, "a", URL), ["default"], "a pipe");
    none();
    let precious = home.join("precious");
    fs::write(&precious, "precious").unwrap();
    symlink(&precious, &list).unwrap();
    assert_eq!(found(home, "a", URL), ["default"], "a link");
    assert_eq!(fs::read(&precious).unwrap(), b"precious");
    none();
    fs::remove_dir_all(home.join("state")).unwrap();
    fs::write(home.join("state"), "").unwrap();
    assert_eq!(found(home, "a", URL), ["default"], "no directory");
}
