//! What the store creates on the disk, what it tightens, and what it refuses.

use super::{at, attempt, database, draft, home, lock_files, mode, open, told};
use kartoteka::store::{Error, Store};
use rusqlite::Connection;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};

#[test]
fn what_it_creates_is_private() {
    let home = home();
    let dir = home.path().join("deep/data");
    let mut store = open(&dir);
    store.save_draft(&draft("Kowalski"), at(1)).unwrap();
    assert!(store.repaired().is_empty());
    for (name, expected) in [
        ("", 0o700),
        ("sessions", 0o700),
        ("kartoteka.db", 0o600),
        ("kartoteka.db-wal", 0o600),
        ("kartoteka.db-shm", 0o600),
    ] {
        assert_eq!(mode(&dir.join(name)), expected, "{name:?}");
    }
    let lock = fs::read_dir(dir.join("sessions"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(mode(&lock.path()), 0o600);
}

#[test]
fn permissions_that_are_too_wide_are_tightened() {
    let home = home();
    let dir = home.path().join("data");
    drop(open(&dir));
    let wide = [
        (dir.clone(), 0o755, 0o700),
        (dir.join("sessions"), 0o777, 0o700),
        (database(&dir), 0o644, 0o600),
    ];
    for (path, mode, _) in &wide {
        fs::set_permissions(path, Permissions::from_mode(*mode)).unwrap();
    }
    let store = open(&dir);
    let mut paths = Vec::new();
    for (path, _, expected) in wide {
        assert_eq!(mode(&path), expected, "{}", path.display());
        paths.push(fs::canonicalize(path).unwrap());
    }
    let mut repaired = store.repaired().to_vec();
    paths.sort();
    repaired.sort();
    assert_eq!(repaired, paths);
    assert!(open(&dir).repaired().is_empty(), "once");
}

#[test]
fn a_directory_that_holds_other_things_keeps_its_permissions() {
    let home = home();
    fs::write(home.path().join("letter.txt"), "Dear Anna").unwrap();
    fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
    let _store = open(home.path());
    assert_eq!(mode(home.path()), 0o755);
    assert_eq!(mode(&database(home.path())), 0o600);
}

#[test]
fn a_second_name_of_a_file_beside_the_database_is_refused_and_nothing_is_written_to_it() {
    for name in ["kartoteka.db-wal", "kartoteka.db-shm", "kartoteka.db-journal"] {
        let home = home();
        let dir = home.path().join("data");
        drop(open(&dir));
        let target = home.path().join("target");
        fs::write(&target, "precious").unwrap();
        fs::set_permissions(&target, Permissions::from_mode(0o644)).unwrap();
        fs::hard_link(&target, dir.join(name)).unwrap();
        let error = Store::open(&dir, at(0)).unwrap_err();
        assert!(
            matches!(&error, Error::HardLink { path } if path.ends_with(name)),
            "{name}: {error:?}"
        );
        assert_eq!(fs::read(&target).unwrap(), b"precious", "{name}");
        assert_eq!(mode(&target), 0o644, "{name}");
        fs::remove_file(dir.join(name)).unwrap();
        drop(open(&dir));
    }
}

#[test]
fn a_symbolic_link_is_refused_and_what_it_points_to_is_untouched() {
    for name in ["kartoteka.db", "sessions", "kartoteka.db-wal"] {
        let home = home();
        let target = home.path().join("target");
        fs::write(&target, "precious").unwrap();
        fs::set_permissions(&target, Permissions::from_mode(0o644)).unwrap();
        let dir = home.path().join("data");
        fs::create_dir(&dir).unwrap();
        symlink(&target, dir.join(name)).unwrap();
        let error = Store::open(&dir, at(0)).unwrap_err();
        assert!(
            matches!(&error, Error::Symlink { path } if path.ends_with(name)),
            "{name}: {error:?}"
        );
        assert_eq!(fs::read(&target).unwrap(), b"precious", "{name}");
        assert_eq!(mode(&target), 0o644, "{name}");
    }
}

#[test]
fn a_data_directory_behind_a_symbolic_link_works() {
    let home = home();
    let dir = home.path().join("disk");
    fs::create_dir(&dir).unwrap();
    symlink(&dir, home.path().join("link")).unwrap();
    open(&home.path().join("link"))
        .begin(&attempt("a", "Nowak", &[]), at(1))
        .unwrap();
    assert!(open(&dir).submission("a").unwrap().is_some());
}

#[test]
fn a_file_that_is_not_ours_is_refused_and_untouched() {
    let newer = home();
    let conn = Connection::open(database(newer.path())).unwrap();
    conn.execute_batch("CREATE TABLE future (x); PRAGMA user_version = 99")
        .unwrap();
    drop(conn);
    let newer = fs::read(database(newer.path())).unwrap();
    let cases = [
        (
            "newer",
            newer,
            "has format 99, and this program supports formats up to ",
        ),
        (
            "notes",
            b"somebody's notes\n".repeat(500),
            "is damaged or not a database; ",
        ),
        ("a short note", b"note".to_vec(), "is damaged or not a database; "),
    ];
    for (name, content, words) in cases {
        let home = home();
        let path = database(home.path());
        fs::write(&path, &content).unwrap();
        let error = Store::open(home.path(), at(0)).unwrap_err();
        let kind = matches!(error, Error::Newer { found: 99, .. } | Error::Corrupt { .. });
        assert!(kind, "{name}: {error:?}");
        assert!(told(&error).contains(words), "{name}: {error:?}");
        assert_eq!(fs::read(&path).unwrap(), content, "{name}");
        assert_eq!(lock_files(home.path()), 0, "{name}: no session began");
    }
}
