//! The files of a team's store on one host: for the group, whatever the umask, and for nobody else.

use crate::place::{Clerk, Place, SECRET, TIMEOUT, claim, member};
use kartoteka::customer::SubmissionState;
use kartoteka::team::{self, Error, TeamPlace, TeamSecret};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

const PAYLOAD: &str = r#"{"surname":"Nowak"}"#;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Runs a test at a new store, with this umask: it is one for all threads, so that each is tried in a process of its own.
#[track_caller]
fn run_with_umask(umask: &str, test: &str) {
    let place = Place::file();
    let tests = std::env::current_exe().unwrap();
    let ran = Command::new("sh")
        .args(["-c", "umask \"$1\" && exec \"$0\" --exact --ignored \"$2\""])
        .args([tests.as_os_str(), umask.as_ref(), test.as_ref()])
        .env(CHILD, place.path())
        .output()
        .unwrap();
    assert!(ran.status.success(), "umask {umask}: {ran:?}");
}

#[test]
fn every_file_is_the_groups_whatever_the_umask() {
    for umask in ["000", "077", "777"] {
        run_with_umask(umask, "files::a_clerk_with_any_umask");
    }
}

/// SQLite makes the files beside the database with the first session, and gives them their mode a moment later.
#[test]
fn a_session_that_begins_while_another_one_makes_its_files_begins() {
    run_with_umask("077", "files::clerks_who_come_at_once");
}

#[test]
#[ignore = "the test above runs it with a umask"]
fn clerks_who_come_at_once() {
    const CLERKS: usize = 4;
    let path = PathBuf::from(std::env::var_os(CHILD).unwrap());
    let secret = TeamSecret::new(SECRET).unwrap();
    let all = Barrier::new(CLERKS);
    let begin = || {
        let opened = (0..100).map(|number| {
            all.wait();
            let place = TeamPlace::File(path.with_file_name(format!("team{number}.db")));
            team::open(&place, &secret, member("ewa"), TIMEOUT).err()
        });
        // All of them, for the others wait at the barrier.
        opened.collect::<Vec<_>>().into_iter().flatten().next()
    };
    thread::scope(|scope| {
        let clerks: Vec<_> = (0..CLERKS).map(|_| scope.spawn(begin)).collect();
        for clerk in clerks {
            let failed = clerk.join().unwrap();
            assert!(failed.is_none(), "{failed:?}");
        }
    });
}

/// Where the store of the child is.
const CHILD: &str = "KARTOTEKA_TEST_TEAM_FILE";

#[test]
#[ignore = "the test above runs it with several umasks"]
fn a_clerk_with_any_umask() {
    let path = PathBuf::from(std::env::var_os(CHILD).unwrap());
    let place = TeamPlace::File(path.clone());
    let secret = TeamSecret::new(SECRET).unwrap();
    let mut clerk = Clerk(team::open(&place, &secret, member("ewa"), TIMEOUT).unwrap());
    clerk.claim("a1", PAYLOAD);
    let dir = path.parent().unwrap();
    let mut files: Vec<(String, u32)> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), mode(&entry.path())))
        .collect();
    files.sort();
    let named = |name: &str, mode| (name.to_owned(), mode);
    assert_eq!(
        files,
        [
            named("team.db", 0o660),
            named("team.db-sessions", 0o2770),
            named("team.db-shm", 0o660),
            named("team.db-wal", 0o660)
        ]
    );
    let lock = fs::read_dir(dir.join("team.db-sessions")).unwrap().next();
    assert_eq!(mode(&lock.unwrap().unwrap().path()), 0o660);
}

#[test]
fn what_is_open_to_others_or_closed_to_the_group_is_refused() {
    for (name, wrong) in [
        ("", 0o2775),
        ("", 0o770),
        ("", 0o2750),
        ("team.db", 0o664),
        ("team.db", 0o640),
        ("team.db-wal", 0o600),
        ("team.db-shm", 0o666),
        ("team.db-sessions", 0o700),
    ] {
        let place = Place::file();
        let clerk = place.clerk("ewa");
        let path = place.path();
        let target = match name {
            "" => path.parent().unwrap().to_owned(),
            name => path.with_file_name(name),
        };
        set_mode(&target, wrong);
        let error = place.open("olga", SECRET).err();
        match error {
            Some(Error::Mode { path, found, .. }) => {
                assert_eq!((path, found), (fs::canonicalize(&target).unwrap(), wrong));
            }
            other => panic!("{name} {wrong:o}: {other:?}"),
        }
        drop(clerk);
    }
}

#[test]
fn links_and_what_is_no_file_are_refused() {
    let place = Place::file();
    let path = place.path();
    let other = path.with_file_name("other");
    fs::write(&other, "").unwrap();
    set_mode(&other, 0o660);
    symlink(&other, &path).unwrap();
    let refused = || place.open("ewa", SECRET).err();
    assert!(matches!(refused(), Some(Error::Link { .. })));
    fs::remove_file(&path).unwrap();
    fs::hard_link(&other, &path).unwrap();
    assert!(matches!(refused(), Some(Error::Link { .. })));
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(matches!(refused(), Some(Error::Io { .. })));
}

#[test]
fn a_directory_that_is_missing_is_not_made() {
    let place = Place::file();
    let dir = place.path().parent().unwrap().to_owned();
    fs::remove_dir(&dir).unwrap();
    let refused = place.open("ewa", SECRET).err();
    assert!(matches!(refused, Some(Error::Io { .. })), "{refused:?}");
    assert!(!dir.exists());
}

#[test]
fn another_database_is_left_alone() {
    let place = Place::file();
    let path = place.path();
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE others (a)")
        .unwrap();
    set_mode(&path, 0o660);
    let refused = place.open("ewa", SECRET).err();
    assert!(matches!(refused, Some(Error::Foreign { .. })), "{refused:?}");
    fs::write(&path, "no database, but a long text".repeat(100)).unwrap();
    let refused = place.open("ewa", SECRET).err();
    assert!(matches!(refused, Some(Error::Foreign { .. })), "{refused:?}");
}

#[test]
fn a_newer_format_is_left_alone() {
    let place = Place::file();
    drop(place.clerk("ewa"));
    let conn = rusqlite::Connection::open(place.path()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let refused = place.open("ewa", SECRET).err();
    assert!(
        matches!(refused, Some(Error::Newer { found: 99, .. })),
        "{refused:?}"
    );
}

#[test]
fn a_program_that_is_open_sends_nothing_once_a_newer_one_has_changed_the_format() {
    let place = Place::file();
    let mut clerk = place.clerk("ewa");
    clerk.claim("a1", PAYLOAD);
    let conn = rusqlite::Connection::open(place.path()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    let refused = clerk.0.claim(&[claim("a2", r#"{"surname":"Lis"}"#)]).err();
    assert!(
        matches!(refused, Some(Error::Newer { found: 99, .. })),
        "{refused:?}"
    );
    let unread = clerk.0.open_attempts().err();
    assert!(matches!(unread, Some(Error::Newer { .. })), "{unread:?}");
    let written: i64 = conn
        .query_row("SELECT count(*) FROM attempts", [], |row| row.get(0))
        .unwrap();
    assert_eq!(written, 1);
}

#[test]
fn a_store_that_was_replaced_is_not_written_to() {
    let place = Place::file();
    let mut clerk = place.clerk("ewa");
    clerk.claim("a1", PAYLOAD);
    fs::rename(place.path(), place.path().with_extension("old")).unwrap();
    drop(place.clerk("olga"));
    let refused = clerk.0.claim(&[claim("a2", "{}")]);
    assert!(matches!(refused, Err(Error::Gone { .. })), "{refused:?}");
}

#[test]
fn a_lock_file_that_was_removed_comes_back_with_the_next_claim() {
    let place = Place::file();
    let mut clerk = place.clerk("ewa");
    let sessions = place.path().with_file_name("team.db-sessions");
    let lock = fs::read_dir(&sessions).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(&lock).unwrap();
    clerk.claim("a1", PAYLOAD);
    assert!(lock.exists());
    let mut other = place.clerk("olga");
    assert_eq!(other.state("a1"), Some(SubmissionState::Sending));
}

#[test]
fn a_call_waits_for_a_store_that_others_hold_as_long_as_its_timeout() {
    let place = Place::file();
    let secret = TeamSecret::new(SECRET).unwrap();
    let open = |login: &str, timeout| team::open(&place.place, &secret, member(login), timeout).unwrap();
    let mut hasty = open("ewa", Duration::from_millis(50));
    let mut patient = open("olga", Duration::from_secs(600));
    let holder = rusqlite::Connection::open(place.path()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| patient.claim(&[claim("a1", PAYLOAD)]));
        let refused = hasty.claim(&[claim("a2", PAYLOAD)]);
        assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
        holder.execute_batch("ROLLBACK").unwrap();
        assert!(waiting.join().unwrap().unwrap()[0].is_ok());
    });
}
