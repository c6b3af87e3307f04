//! Every signal that ends a program by default, to the built program on a terminal: it ends in order, or not at all.

use crate::support::aftermath::Aftermath;
use crate::support::echo::words;
use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, PROGRAM, Told};
use crate::support::pty::Pty;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::LocalModes;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Stdio};
use std::thread;

const SIZE: (u16, u16) = (80, 24);
const NOWHERE: &str = "https://127.0.0.1:9";

/// What a signal does to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It ends in order.
    Ends,
    /// Nothing.
    Lives,
}

/// The signals that have names, but for those that stop a program or cannot be caught.
const NAMED: &[(&str, Fate)] = &[
    ("HUP", Fate::Ends),
    ("INT", Fate::Ends),
    ("QUIT", Fate::Ends),
    ("TERM", Fate::Ends),
    ("ABRT", Fate::Ends),
    ("ALRM", Fate::Ends),
    ("BUS", Fate::Ends),
    ("IO", Fate::Ends),
    ("PROF", Fate::Ends),
    ("PWR", Fate::Ends),
    ("STKFLT", Fate::Ends),
    ("SYS", Fate::Ends),
    ("TRAP", Fate::Ends),
    ("USR1", Fate::Ends),
    ("USR2", Fate::Ends),
    ("VTALRM", Fate::Ends),
    ("XCPU", Fate::Ends),
    ("CHLD", Fate::Lives),
    ("CONT", Fate::Lives),
    ("PIPE", Fate::Lives),
    ("URG", Fate::Lives),
    ("WINCH", Fate::Lives),
    ("XFSZ", Fate::Lives),
];

/// All of them, by the names or numbers that `kill` knows.
fn signals() -> Vec<(String, Fate)> {
    let named = NAMED.iter().map(|(name, fate)| ((*name).to_owned(), *fate));
    let realtime = [34, 35, 50, 64].map(|number: i32| (number.to_string(), Fate::Ends));
    named.chain(realtime).collect()
}

/// Sends a signal as a shell does.
fn kill(signal: &str, pid: u32) {
    let sent = std::process::Command::new("bash")
        .args(["-c", &format!("kill -{signal} {pid}")])
        .status();
    assert!(sent.unwrap().success(), "{signal}");
}

fn surnames(home: &Home) -> BTreeSet<String> {
    let drafts = Aftermath::of(&home.data()).drafts.into_iter();
    drafts.map(|card| card["surname"].clone()).collect()
}

#[test]
fn no_signal_takes_the_card_or_the_terminal_with_it() {
    for (signal, fate) in signals() {
        let home = Home::new(NOWHERE, "");
        let mut pty = home.start(SIZE);
        pty.send("Żółkiewska");
        pty.wait_for_text("Żółkiewska");
        kill(&signal, pty.pid());
        if fate == Fate::Lives {
            pty.send("-Nowak");
            pty.wait_for_text("Żółkiewska-Nowak");
            pty.kill(Signal::TERM);
        }
        let status = pty.wait_exit();
        assert!(status.success(), "{signal}: {status:?}\n{}", pty.text());
        pty.assert_given_back();
        let typed = if fate == Fate::Lives {
            "Żółkiewska-Nowak"
        } else {
            "Żółkiewska"
        };
        assert_eq!(surnames(&home), BTreeSet::from([typed.to_owned()]), "{signal}");
    }
}

#[test]
fn no_signal_takes_a_card_on_plain_lines_with_it() {
    for (signal, fate) in signals() {
        let home = Home::new(NOWHERE, "");
        let mut pty = home.run(&["--plain"], SIZE);
        pty.wait_for_text("Surname, required");
        pty.send("Nowak\n");
        pty.wait_for_text("\nName");
        kill(&signal, pty.pid());
        if fate == Fate::Lives {
            pty.send("Anna\n");
            pty.wait_for_text("\nPESEL");
            pty.kill(Signal::TERM);
        }
        let status = pty.wait_exit();
        assert!(status.success(), "{signal}: {status:?}\n{}", pty.text());
        assert_eq!(surnames(&home), BTreeSet::from(["Nowak".to_owned()]), "{signal}");
    }
}

/// How the program ended that was sent a signal while it waited for the CRM: not by the signal.
fn told(signal: &str, child: Child) -> Told {
    kill(signal, child.id());
    let told = Told::of(child);
    assert!(told.code.is_some(), "{signal} ended it: {told:?}");
    told
}

#[test]
fn no_signal_leaves_a_customer_on_its_way_without_an_outcome() {
    let customer = br#"{"surname":"Nowak"}"#;
    for (signal, fate) in signals() {
        // The others let the one on its way come to its end first, which takes as long as the CRM does.
        let commands: &[&str] = match signal.as_str() {
            "TERM" | "USR1" | "XCPU" | "50" => &["submit", "stream", "import"],
            _ => &["submit"],
        };
        for &command in commands.iter().filter(|_| fate == Fate::Ends) {
            let server = Faults::start(Act::Hang);
            let home = Home::new(&server.url(), "timeout_seconds = 1");
            fs::write(home.path().join("table.csv"), "surname\nNowak\n").unwrap();
            let table = home.path().join("table.csv");
            let args: &[&str] = match command {
                "submit" => &["submit", "-"],
                "stream" => &["submit", "-", "--ndjson"],
                _ => &["import", table.to_str().unwrap(), "--yes"],
            };
            let mut child = home.command(args).spawn().unwrap();
            let mut stdin = child.stdin.take().unwrap();
            stdin.write_all(customer).unwrap();
            stdin.write_all(b"\n").unwrap();
            drop(stdin);
            server.wait_for(|record| !record.requests.is_empty());
            told(&signal, child);
            let records = Aftermath::of(&home.data()).records;
            assert_eq!(records[0].state, "unknown", "{command} {signal}: {records:?}");
            assert!(
                !records[0].interrupted || command == "submit",
                "{command} {signal}: {records:?}"
            );
        }
    }
}

#[test]
fn who_stops_the_program_gets_the_terminal_and_gives_it_back() {
    for (stop, gives_back) in [("TSTP", true), ("STOP", false)] {
        let home = Home::new(NOWHERE, "");
        let mut pty = home.start(SIZE);
        pty.send("Nowak");
        pty.wait_for_text("Nowak");
        kill(stop, pty.pid());
        wait_for_state(&pty, 'T');
        if gives_back {
            pty.wait_for(|screen| !screen.alternate_screen());
            pty.assert_given_back();
            assert_eq!(surnames_beside(&home), ["Nowak"], "{stop}");
        }
        // A shell sets the modes that it likes.
        let mut modes = pty.modes();
        modes.local_modes.insert(LocalModes::ECHO | LocalModes::ICANON);
        pty.set_modes(&modes);
        kill("CONT", pty.pid());
        // Until then the terminal itself writes what is typed.
        while pty.modes().local_modes.contains(LocalModes::ECHO) {
            thread::yield_now();
        }
        pty.wait_for(|screen| screen.alternate_screen() && screen.contents().contains("Nowak"));
        pty.send("-Kowalska");
        pty.wait_for_text("Nowak-Kowalska");
        assert!(!pty.modes().local_modes.contains(LocalModes::ECHO), "{stop}");
        pty.kill(Signal::TERM);
        assert!(pty.wait_exit().success());
        pty.assert_given_back();
    }
}

/// The surnames in the drafts of a store that is in use.
fn surnames_beside(home: &Home) -> Vec<String> {
    let store = rusqlite::Connection::open(home.data().join("kartoteka.db")).unwrap();
    let mut drafts = store.prepare("SELECT who FROM drafts").unwrap();
    let found = drafts.query_map([], |row| row.get(0)).unwrap();
    found.map(Result::unwrap).collect()
}

/// Waits until the system says that the program is in this state.
fn wait_for_state(pty: &Pty, wanted: char) {
    let path = format!("/proc/{}/stat", pty.pid());
    loop {
        let stat = fs::read_to_string(&path).unwrap();
        let state = stat.rsplit(')').next().unwrap().trim().chars().next();
        if state == Some(wanted) {
            return;
        }
        thread::yield_now();
    }
}

#[test]
fn a_limit_to_the_size_of_files_is_a_full_disk() {
    for blocks in [0, 1, 4, 8, 16, 40, 64] {
        let created = http("200 OK", "", r#"{"customer_id":"324"}"#);
        let server = Faults::start(Act::Answer(created));
        let home = Home::new(&server.url(), "");
        let dir = home.path().to_str().unwrap();
        let script =
            format!("ulimit -f {blocks}; exec {PROGRAM} --config {dir}/kartoteka.toml --data-dir {dir}/data");
        let mut pty = Pty::start("bash", &["-c", &script], &home.env(), SIZE);
        pty.wait_for_text("Surname *");
        pty.send("Nowak\x1b[200~");
        pty.send(&"x".repeat(100_000));
        pty.send("\x1b[201~");
        pty.wait_for_text("NOT SAVED (Ctrl+X x writes it to a file)");
        pty.send("\x15Nowak-Kowalska");
        pty.wait_for_text("Nowak-Kowalska");
        pty.send("\x1b[19~");
        pty.wait_for_text(words::REVIEW);
        pty.send("\r");
        pty.wait_for(|screen| {
            let text = screen.contents();
            text.contains(words::NOT_SENT) || text.contains(words::CREATED)
        });
        let sent = pty.text().contains(words::CREATED);
        pty.kill(Signal::TERM);
        pty.wait_exit();
        pty.assert_given_back();
        let requests = server.finish().requests.len();
        assert_eq!(requests, usize::from(sent), "{blocks} blocks");
    }
}

#[test]
fn the_sandbox_and_the_programs_children_have_the_defaults() {
    let home = Home::new(NOWHERE, "");
    let mut child = home
        .command(&["sandbox", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut greeting = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut greeting)
        .unwrap();
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, Signal::TERM).unwrap();
    let status = child.wait().unwrap();
    assert!(status.success() || status.signal() == Some(15), "{status:?}");
}
