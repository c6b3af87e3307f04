//! Tables from the standard input and from other pipes, and where their rejected rows go.

use super::faults::created;
use super::{counts, sandbox, signal, table_of};
use crate::Home;
use crate::support::faults::{Act, Faults};
use crate::support::home::Told;
use rustix::process::Signal;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};

const MAPPED: [&str; 4] = ["--map", "Uwagi=note", "--yes", "--json"];

/// Imports a table from the standard input.
fn import(home: &Home, table: &[u8], arguments: &[&str]) -> Told {
    home.pipe(&[&["import", "-"], arguments, &MAPPED].concat(), table)
}

/// Begins to import what comes through the standard input.
fn begin(home: &Home) -> Child {
    home.command(&[&["import", "-"], &MAPPED[..]].concat())
        .spawn()
        .unwrap()
}

/// What is in the data directory besides the store.
fn besides(home: &Home) -> Vec<String> {
    let names = fs::read_dir(home.data()).into_iter().flatten();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !name.starts_with("kartoteka.") && name != "sessions")
        .collect()
}

#[test]
fn a_table_from_a_pipe_is_the_same_as_from_a_file() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let table = table_of(3);
    let told = import(&home, table.as_bytes(), &[]);
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("created", 3)])),
        "{told:?}"
    );
    assert!(told.stderr.starts_with("stdin: "), "{told:?}");
    assert_eq!(besides(&home), [""; 0]);
    home.write_table(&table);
    let told = home.import(&[]);
    assert_eq!(told.counts(), counts(&[("created_earlier", 3)]), "{told:?}");
    // A pipe with a name, as a shell's `<(…)` is one, and a file behind the standard input.
    let pipe = home.path().join("klienci.pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = home.command(&[&["import", pipe.to_str().unwrap()], &MAPPED[..]].concat());
    let child = command.spawn().unwrap();
    fs::write(&pipe, &table).unwrap();
    let told = Told::of(child);
    assert_eq!(told.counts(), counts(&[("created_earlier", 3)]), "{told:?}");
    let mut command = home.command(&[&["import", "-"], &MAPPED[..]].concat());
    let file = fs::File::open(home.path().join("klienci.csv")).unwrap();
    let told = Told::of(command.stdin(file).spawn().unwrap());
    assert_eq!(told.counts(), counts(&[("created_earlier", 3)]), "{told:?}");
    assert_eq!(crm.customers(), 3);
}

#[test]
fn nobody_can_be_asked_on_the_standard_input() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    for arguments in [&["import", "-"][..], &["import", "-", "--review"]] {
        let told = home.pipe(arguments, table_of(1).as_bytes());
        assert_eq!(told.code, Some(2), "{told:?}");
        assert!(told.stderr.contains("add --yes to send, or --check"), "{told:?}");
        assert_eq!(told.stderr.lines().count(), 1, "{told:?}");
        assert!(!home.data().exists(), "nothing was read");
    }
    let told = home.pipe(&["--lang", "pl", "import", "-"], b"");
    assert!(
        told.stderr
            .contains("tabela zajmuje standardowe wejście, więc nie można zapytać"),
        "{told:?}"
    );
    let told = home.pipe(
        &["import", "-", "--check", "--map", "Uwagi=", "--json"],
        table_of(2).as_bytes(),
    );
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&[("left", 2)])),
        "{told:?}"
    );
    assert_eq!(crm.customers(), 0);
}

#[test]
fn what_is_no_table_is_told_and_leaves_nothing_behind() {
    let home = Home::new("https://x.thulium.com", "");
    for (bytes, words) in [
        (b"".as_slice(), "it is empty"),
        (b"PK\x03\x04\0\0", "not a text table"),
    ] {
        let told = import(&home, bytes, &[]);
        assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{told:?}");
        assert!(told.stderr.contains(words), "{told:?}");
        assert_eq!(besides(&home), [""; 0]);
    }
    fs::remove_dir_all(home.data()).unwrap();
    fs::write(home.data(), "in the way").unwrap();
    let told = import(&home, table_of(1).as_bytes(), &[]);
    assert_eq!(told.code, Some(2), "{told:?}");
}

#[test]
fn where_there_is_no_room_for_it_nothing_is_sent_or_left_behind() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let program = home.command(&[&["import", "-"], &MAPPED[..]].concat());
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 100; exec \"$0\" \"$@\""]);
    limited
        .arg(program.get_program())
        .args(program.get_args())
        .envs(home.env());
    let file = home.write_table(table_of(20_000));
    limited.stdin(fs::File::open(file).unwrap());
    let told = Told::of(
        limited
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(
        told.stderr.contains("cannot be kept in") && told.stderr.contains("File too large"),
        "{told:?}"
    );
    assert_eq!((crm.customers(), besides(&home)), (0, vec![]));
}

#[test]
fn killed_while_it_reads_it_leaves_nothing_and_sends_nothing() {
    for asked in [Signal::KILL, Signal::TERM, Signal::HUP, Signal::INT] {
        let crm = sandbox();
        let home = Home::new(&crm.base_url(), "");
        let mut child = begin(&home);
        let mut stdin = child.stdin.take().unwrap();
        // More than a pipe holds, so that some of it was read when this returns.
        stdin.write_all(table_of(20_000).as_bytes()).unwrap();
        signal(&child, asked);
        assert_eq!(Told::of(child).code, None, "{asked:?}");
        drop(stdin);
        assert_eq!(besides(&home), [""; 0], "{asked:?}");
        assert_eq!(crm.customers(), 0, "{asked:?}");
    }
}

#[test]
fn killed_while_it_sends_the_same_bytes_go_on_where_it_stopped() {
    let turns = vec![created(), created(), Act::Hang, created()];
    let server = Faults::start(Act::Turns(turns));
    let home = Home::new(&server.url(), "");
    let table = table_of(5);
    let mut child = begin(&home);
    child.stdin.take().unwrap().write_all(table.as_bytes()).unwrap();
    server.wait_for(|record| record.requests.len() == 3);
    signal(&child, Signal::KILL);
    assert_eq!(Told::of(child).code, None);
    assert_eq!(besides(&home), [""; 0], "a table in a pipe has no name");
    let told = import(&home, table.as_bytes(), &[]);
    let expected = [("created_earlier", 2), ("unknown", 1), ("left", 2)];
    assert_eq!(
        (told.code, told.counts()),
        (Some(6), counts(&expected)),
        "{told:?}"
    );
    let attempt = told.row(4)["attempt"].as_str().unwrap().to_owned();
    assert_eq!(
        home.pipe(&["settle", &attempt, "--not-created"], b"").code,
        Some(0)
    );
    let told = import(&home, table.as_bytes(), &[]);
    let expected = [("created", 3), ("created_earlier", 2)];
    assert_eq!(
        (told.code, told.counts()),
        (Some(0), counts(&expected)),
        "{told:?}"
    );
    let mut bodies: Vec<Vec<u8>> = server
        .finish()
        .requests
        .into_iter()
        .map(|request| request.body)
        .collect();
    assert_eq!(bodies.len(), 6);
    bodies.remove(2);
    bodies.sort();
    bodies.dedup();
    assert_eq!(
        bodies.len(),
        5,
        "each customer went out once, but for the one settled"
    );
}

#[test]
fn rejected_rows_go_where_they_are_told_to() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let table = table_of(1) + ";Bez;K-8;x\n";
    let own = home.path().join("do poprawy");
    let own = own.to_str().unwrap();
    let read = || fs::read_to_string(own).unwrap();
    // From a pipe, and beside no file.
    for code in [3, 3] {
        let told = import(&home, table.as_bytes(), &["--rejected", own]);
        assert_eq!(told.code, Some(code), "{told:?}");
        assert_eq!(told.json().pop().unwrap()["rejected_file"], own, "{told:?}");
        assert_eq!(read().lines().count(), 2);
        assert!(
            read().contains(";Bez;K-8;x;line 3: error: surname: required"),
            "{}",
            read()
        );
        assert_eq!(fs::metadata(own).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // An older one that is not the same is kept beside it, under its whole name.
    let edited = read().replace("Bez", "Nikt");
    fs::write(own, &edited).unwrap();
    home.write_table(&table);
    let told = home.import(&["--rejected", own]);
    assert_eq!(told.code, Some(3), "{told:?}");
    assert_eq!(fs::read_to_string(format!("{own}.bak")).unwrap(), edited);
    assert_eq!(
        home.rejected(),
        None,
        "not beside the file, where another was named"
    );
    // Somebody's own file stops it.
    fs::write(own, "Nazwisko\nNowak\n").unwrap();
    let told = import(&home, table.as_bytes(), &["--rejected", own]);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert_eq!(read(), "Nazwisko\nNowak\n");
    assert_eq!(crm.customers(), 1);
}

#[test]
fn without_a_place_for_them_rejected_rows_are_told() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let table = table_of(1) + ";Bez;K-8;x\n";
    let told = home.pipe(&["import", "-", "--map", "Uwagi=note", "--yes"], table.as_bytes());
    assert_eq!(told.code, Some(3), "{told:?}");
    let told_last: Vec<&str> = told.stderr.lines().rev().take(2).collect();
    assert_eq!(
        told_last,
        [
            "kartoteka: To keep the rows that were not sent, use --rejected FILE.",
            "kartoteka: line 3: error: surname: required"
        ]
    );
    let names = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let tables: Vec<_> = names
        .filter(|name| name.to_string_lossy().ends_with(".csv"))
        .collect();
    assert!(tables.is_empty(), "{tables:?}");
}
