//! Pipes, sockets, directories and devices in the place of files: nothing is waited for, and nothing is read without end.

use super::submit::KOWALSKI;
use super::support::home::Told;
use super::{Home, NOWHERE};
use rustix::fs::{CWD, Mode, mkfifoat};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A program that takes longer has hung.
const DEADLINE: Duration = Duration::from_secs(60);

/// What stands in the place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Pipe,
    Socket,
    Directory,
    Zero,
    Null,
}
use Thing::{Directory, Null, Pipe, Socket, Zero};

const ALL: [Thing; 5] = [Pipe, Socket, Directory, Zero, Null];

impl Thing {
    /// Puts it at a path.
    fn put(self, path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(path);
        match self {
            Pipe => mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).unwrap(),
            // It stays when nobody listens any more.
            Socket => drop(UnixListener::bind(path).unwrap()),
            Directory => fs::create_dir(path).unwrap(),
            Zero => symlink("/dev/zero", path).unwrap(),
            Null => symlink("/dev/null", path).unwrap(),
        }
    }
}

/// How a program ends without a signal.
#[track_caller]
fn end(mut child: Child, name: &str) -> Told {
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > DEADLINE {
            child.kill().unwrap();
            panic!("{name}: it hangs");
        }
        std::thread::yield_now();
    }
    Told::of(child)
}

#[track_caller]
fn run(home: &Home, arguments: &[&str], name: &str) -> Told {
    let mut command = home.command(arguments);
    command.stdin(Stdio::null());
    end(command.spawn().unwrap(), name)
}

/// A home with a table in it.
fn home() -> (Home, String) {
    let home = Home::new(NOWHERE, "");
    let table = home.path().join("table.csv");
    fs::write(&table, "surname\nNowak\n").unwrap();
    (home, table.to_str().unwrap().to_owned())
}

#[test]
fn what_is_no_file_is_refused_in_a_line() {
    for thing in ALL {
        let (home, table) = home();
        let path: PathBuf = home.path().join("thing");
        thing.put(&path);
        let thing_path = path.to_str().unwrap();
        let cases: [(&str, Vec<&str>); 3] = [
            (
                "saved mapping",
                vec!["import", &table, "--map-file", thing_path, "--check"],
            ),
            (
                "mapping to save",
                vec!["import", &table, "--save-map", thing_path, "--check"],
            ),
            (
                "rejected rows",
                vec!["import", &table, "--rejected", thing_path, "--yes"],
            ),
        ];
        for (what, arguments) in cases {
            let name = format!("{what}, {thing:?}");
            let told = run(&home, &arguments, &name);
            assert_eq!(told.code, Some(2), "{name}: {told:?}");
            let last = told.stderr.lines().last().unwrap_or_default();
            assert!(last.contains("thing"), "{name}: {told:?}");
        }
    }
}

#[test]
fn settings_that_are_no_file_are_refused_in_a_line() {
    for thing in ALL {
        let (home, _) = home();
        thing.put(&home.config());
        let told = run(&home, &["history"], &format!("{thing:?}"));
        assert_eq!(told.code, Some(2), "{thing:?}: {told:?}");
        assert!(told.stderr.contains("kartoteka.toml"), "{thing:?}: {told:?}");
    }
}

#[test]
fn a_store_whose_files_are_none_is_refused_in_a_line() {
    for thing in ALL {
        for file in [
            "kartoteka.db",
            "kartoteka.db-wal",
            "kartoteka.db-shm",
            "kartoteka.db-journal",
            "sessions",
        ] {
            let name = format!("{file}, {thing:?}");
            let (home, _) = home();
            fs::create_dir_all(home.data()).unwrap();
            if thing == Directory && file == "sessions" {
                continue;
            }
            thing.put(&home.data().join(file));
            let told = run(&home, &["history"], &name);
            assert!(matches!(told.code, Some(1..)), "{name}: {told:?}");
            assert!(told.stderr.contains(file), "{name}: {told:?}");
            assert_eq!(told.stderr.lines().count(), 1, "{name}: {told:?}");
        }
    }
}

#[test]
fn a_lock_that_is_none_holds_nobody_up() {
    for thing in ALL {
        let (home, _) = home();
        let name = format!("{thing:?}");
        assert_eq!(run(&home, &["submit", "-"], &name).code, Some(3));
        thing.put(
            &home
                .data()
                .join("sessions/00000000-0000-4000-8000-000000000000.lock"),
        );
        let told = run(&home, &["history"], &name);
        assert_eq!(told.code, Some(0), "{name}: {told:?}");
    }
}

#[test]
fn documents_and_tables_may_come_from_what_is_no_file_but_have_an_end() {
    for command in ["check", "preview", "submit"] {
        let (home, _) = home();
        for (thing, words) in [
            (Socket, "cannot be read"),
            (Directory, "cannot be read"),
            (Zero, "larger than 1 MB"),
            (Null, ""),
        ] {
            let path = home.path().join(format!("{thing:?}"));
            thing.put(&path);
            let name = format!("{command}, {thing:?}");
            let told = run(&home, &[command, path.to_str().unwrap()], &name);
            assert!(matches!(told.code, Some(2 | 3)), "{name}: {told:?}");
            let said = told.stderr.clone() + &told.stdout;
            assert!(said.contains(words), "{name}: {told:?}");
            fs::remove_file(&path).or_else(|_| fs::remove_dir(&path)).unwrap();
        }
    }
}

#[test]
fn a_table_that_is_a_device_is_refused_before_it_is_read() {
    let (home, table) = home();
    for device in ["/dev/zero", "/dev/urandom", "/dev/null", "/dev/full"] {
        let link = home.path().join("link");
        symlink(device, &link).unwrap();
        for stdin in [false, true] {
            let name = format!("{device}, stdin: {stdin}");
            let file = if stdin { "-" } else { link.to_str().unwrap() };
            let mut command = home.command(&["import", file, "--check"]);
            command.stdin(fs::File::open(&link).unwrap());
            let told = end(command.spawn().unwrap(), &name);
            assert_eq!(told.code, Some(2), "{name}: {told:?}");
            assert!(
                told.stderr.contains("save the table as a file"),
                "{name}: {told:?}"
            );
            assert!(!home.data().exists(), "{name}: nothing is copied");
        }
        fs::remove_file(link).unwrap();
    }
    let mut command = home.command(&["import", "-", "--check"]);
    command.stdin(fs::File::open(table).unwrap());
    let told = end(command.spawn().unwrap(), "a file");
    assert_eq!(told.code, Some(0), "{told:?}");
}

#[test]
fn whoever_waits_for_a_pipe_hears_a_signal() {
    for arguments in [
        &["check"][..],
        &["preview"],
        &["submit"],
        &["submit", "--ndjson"],
        &["check", "--ndjson"],
        &["import", "--yes"],
    ] {
        for (ending, written) in [("nobody writes", ""), ("half of it is written", "{\"surname\":")] {
            for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
                let name = format!("{arguments:?}, {ending}, {signal:?}");
                let (home, _) = home();
                let path = home.path().join("pipe");
                Pipe.put(&path);
                let mut all = arguments.to_vec();
                all.push(path.to_str().unwrap());
                let child = home.command(&all).stdin(Stdio::null()).spawn().unwrap();
                let writer = (!written.is_empty()).then(|| {
                    let mut pipe = fs::OpenOptions::new().write(true).open(&path).unwrap();
                    std::io::Write::write_all(&mut pipe, written.as_bytes()).unwrap();
                    pipe
                });
                if writer.is_none() {
                    wait_until_it_waits(&child);
                }
                kill_process(Pid::from_child(&child), signal).unwrap();
                let told = end(child, &name);
                assert_ne!(told.code, Some(0), "{name}: {told:?}");
                drop(writer);
            }
        }
    }
}

/// Waits until a program does nothing but wait, for what it is asked to open.
fn wait_until_it_waits(child: &Child) {
    let wchan = format!("/proc/{}/wchan", child.id());
    while !fs::read_to_string(&wchan).unwrap().contains("wait") {
        std::thread::yield_now();
    }
}

#[test]
fn a_document_comes_through_a_named_pipe() {
    let (home, _) = home();
    let path = home.path().join("pipe");
    Pipe.put(&path);
    let mut command = home.command(&["preview", path.to_str().unwrap()]);
    let child = command.stdin(Stdio::null()).spawn().unwrap();
    fs::write(&path, KOWALSKI).unwrap();
    let told = end(child, "named pipe");
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(told.stdout.contains("Kowalski"), "{told:?}");
}
