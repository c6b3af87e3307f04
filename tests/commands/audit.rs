//! The audit feed; tell your administrator: each outcome is reported once, wherever it comes from, and without a value of the
//! customer.

use super::settled::unknown;
use super::support::faults::{Act, Faults, http};
use super::{Home, sandbox};
use rusqlite::Connection;
use rustix::process::Signal;
use serde_json::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixDatagram;

const CUSTOMER: &str =
    r#"{"surname":"Żółtowska","name":"Jadwiga","email":"jadwiga@poczta.example","pesel":"44051401359"}"#;
const VALUES: [&str; 9] = [
    "Żółtowska",
    "Jadwiga",
    "jadwiga@poczta.example",
    "44051401359",
    "Nowaczyk",
    "Tajemnicza",
    "Pietrzak",
    "zajęty numer",
    "api_pass",
];
const CUSTOMERS: &str = "{\"surname\":\"Nowak\"}\n{\"surname\":\"Nowicka\"}\n";
/// The line that outcomes wait for a feed that takes nothing.
const WAITS: &str = "kartoteka: outcomes wait for the audit feed; tell your administrator: ";
const TO_A_FILE: &str = "\n[audit]\nfile = \"audit.jsonl\"\n";

/// What the feed has reported to the file of [`TO_A_FILE`].
fn lines(home: &Home) -> Vec<Value> {
    let text = fs::read_to_string(home.path().join("audit.jsonl")).unwrap_or_default();
    for value in VALUES {
        assert!(!text.contains(value), "{value}: {text}");
    }
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn states(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["state"].as_str().unwrap()).collect()
}

/// What is still to be reported.
fn waiting(home: &Home) -> i64 {
    let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
    let count = conn.query_row("SELECT count(*) FROM audit_outbox", [], |row| row.get(0));
    count.unwrap()
}

#[test]
fn outcomes_of_every_command_are_in_the_file() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), TO_A_FILE);
    let told = home.pipe(&["submit", "-", "--json"], CUSTOMER.as_bytes());
    assert_eq!(told.code, Some(0), "{told:?}");
    let table = home.path().join("t.csv");
    fs::write(&table, "nazwisko\nNowaczyk\nTajemnicza\n").unwrap();
    let told = home.pipe(&["import", table.to_str().unwrap(), "--yes"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    let told = home.pipe(&["--plain"], b"Pietrzak\n/review\nyes\n/quit\n");
    assert_eq!(told.code, Some(0), "{told:?}");

    let lines = lines(&home);
    assert_eq!(states(&lines), ["created"; 4]);
    let first = &lines[0];
    assert_eq!(first["version"], 1);
    assert_eq!(first["resource"], "customer");
    assert_eq!(first["customer_id"], "324");
    assert_eq!(first["status"], 200);
    assert_eq!(first["profile"], "main");
    assert_eq!(first["settled"], false);
    let attempt = first["attempt"].as_str().unwrap();
    assert_eq!(first["id"], format!("{attempt}-created"));
    assert_eq!(waiting(&home), 0);
    let mode = fs::metadata(home.path().join("audit.jsonl"))
        .unwrap()
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
}

#[test]
fn what_was_unknown_is_reported_again_when_it_is_settled() {
    let (home, _server, attempt) = unknown();
    let config = fs::read_to_string(home.config()).unwrap() + TO_A_FILE;
    fs::write(home.config(), config).unwrap();
    let told = home.pipe(&["settle", &attempt, "--as", "4711"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    let lines = lines(&home);
    // It became unknown before there was a feed.
    assert_eq!(states(&lines), ["created"]);
    assert_eq!(lines[0]["settled"], true);
    assert_eq!(lines[0]["customer_id"], "4711");
    assert_eq!(lines[0]["attempt"], attempt.as_str());
}

#[test]
fn why_it_was_not_created_is_one_word_and_no_word_of_the_answer() {
    let refused = r#"{"errors":[{"message":"zajęty numer: Żółtowska","code":"7"}]}"#;
    for (act, code, state, status, reason) in [
        (
            Act::Answer(http("400 Bad Request", "", refused)),
            4,
            "rejected",
            Some(400),
            None,
        ),
        (
            Act::Answer(http("500 Oops", "", refused)),
            6,
            "unknown",
            Some(500),
            Some("server"),
        ),
        (
            Act::Answer(http("200 OK", "", "{}")),
            6,
            "unknown",
            Some(200),
            Some("no_customer_id"),
        ),
    ] {
        let server = Faults::start(act);
        let home = Home::new(&server.url(), TO_A_FILE);
        let told = home.pipe(&["submit", "-"], CUSTOMER.as_bytes());
        assert_eq!(told.code, Some(code), "{told:?}");
        let lines = lines(&home);
        assert_eq!(states(&lines), [state]);
        assert_eq!(
            lines[0].get("status").and_then(Value::as_u64),
            status,
            "{lines:?}"
        );
        assert_eq!(
            lines[0].get("reason").and_then(Value::as_str),
            reason,
            "{lines:?}"
        );
    }
}

#[test]
fn a_send_that_is_killed_is_reported_by_the_next_program() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), TO_A_FILE);
    let mut child = home.command(&["submit", "-"]).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), CUSTOMER.as_bytes()).unwrap();
    server.wait_for(|record| !record.requests.is_empty());
    let process = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(process, Signal::KILL).unwrap();
    child.wait().unwrap();
    assert!(lines(&home).is_empty());
    let told = home.pipe(&["settle", "--list"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    let lines = lines(&home);
    assert_eq!(states(&lines), ["unknown"]);
    assert_eq!(lines[0]["reason"], "interrupted");
}

#[test]
fn a_target_that_takes_nothing_holds_up_no_send_and_gets_all_later() {
    let crm = sandbox();
    let elsewhere = tempfile::tempdir().unwrap();
    let other = elsewhere.path().join("other");
    fs::write(&other, "").unwrap();
    for what in ["directory", "fifo", "link", "missing"] {
        let home = Home::new(&crm.base_url(), "\n[audit]\nfile = \"feed/audit.jsonl\"\n");
        let file = home.path().join("feed/audit.jsonl");
        if what != "missing" {
            fs::create_dir(home.path().join("feed")).unwrap();
        }
        match what {
            "directory" => fs::create_dir(&file).unwrap(),
            "fifo" => nix::unistd::mkfifo(&file, nix::sys::stat::Mode::S_IRWXU).unwrap(),
            "link" => symlink(&other, &file).unwrap(),
            _ => {}
        }
        let customer = format!(r#"{{"surname":"Nowaczyk","identifier":"{what}"}}"#);
        let told = home.pipe(&["submit", "-"], customer.as_bytes());
        assert_eq!(told.code, Some(0), "{what}: {told:?}");
        assert_eq!(told.stderr.matches(WAITS).count(), 1, "{what}: {told:?}");
        assert_eq!(waiting(&home), 1, "{what}");
        let told = home.pipe(&["status"], b"");
        assert!(told.stdout.contains("Not in the audit feed yet  1\n"), "{told:?}");
        assert_eq!(home.pipe(&["status", "--json"], b"").json()[0]["unreported"], 1);
        assert_eq!(fs::read_to_string(&other).unwrap(), "");
        match what {
            "directory" => fs::remove_dir(&file).unwrap(),
            "missing" => fs::create_dir(home.path().join("feed")).unwrap(),
            _ => fs::remove_file(&file).unwrap(),
        }
        assert_eq!(home.pipe(&["history"], b"").code, Some(0));
        assert_eq!(waiting(&home), 0, "{what}");
        assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), 1, "{what}");
    }
}

#[test]
fn a_feed_that_takes_nothing_is_reported_once_at_the_end_of_a_command() {
    let crm = sandbox();
    for (language, waits, send) in [
        (None, WAITS, &b"Pietrzak\n/review\nyes\n/quit\n"[..]),
        (
            Some("pl"),
            "kartoteka: wyniki czekają na zapis zdarzeń; powiadom administratora: ",
            "Pietrzak\n/wyślij\ntak\n/koniec\n".as_bytes(),
        ),
    ] {
        let home = Home::new(&crm.base_url(), "\n[audit]\nfile = \"feed/audit.jsonl\"\n");
        let run = |args: &[&str], input: &[u8]| {
            let language = language.map(|language| ["--lang", language]);
            let args = [language.as_ref().map_or(&[][..], |args| args), args].concat();
            home.pipe(&args, input)
        };
        let told = run(&["submit", "-", "--ndjson"], CUSTOMERS.as_bytes());
        assert_eq!(told.code, Some(0), "{told:?}");
        assert_eq!(
            told.stderr.lines().filter(|line| line.starts_with(waits)).count(),
            1,
            "{told:?}"
        );
        let table = home.path().join("t.csv");
        fs::write(&table, "nazwisko\nNowaczyk\nTajemnicza\n").unwrap();
        let told = run(&["import", table.to_str().unwrap(), "--yes"], b"");
        assert_eq!(told.code, Some(0), "{told:?}");
        assert_eq!(told.stderr.matches(waits).count(), 1, "{told:?}");
        let told = run(&["--plain"], send);
        assert_eq!(told.code, Some(0), "{told:?}");
        assert_eq!(told.stderr.matches(waits).count(), 1, "{told:?}");
        assert!(told.stderr.ends_with("(os error 2)\n"), "{told:?}");
        assert_eq!(waiting(&home), 5);

        // What waits is reported by the next command, which prints nothing of it.
        fs::create_dir(home.path().join("feed")).unwrap();
        let told = run(&["--plain"], b"/quit\n");
        assert_eq!((told.code, waiting(&home)), (Some(0), 0), "{told:?}");
        assert_eq!(told.stderr, "");
    }
}

/// The datagrams that have come to a daemon.
fn received(daemon: &UnixDatagram) -> Vec<String> {
    daemon.set_nonblocking(true).unwrap();
    let mut datagram = vec![0; 65_536];
    let mut received = Vec::new();
    while let Ok(length) = daemon.recv(&mut datagram) {
        received.push(String::from_utf8(datagram[..length].to_vec()).unwrap());
    }
    received
}

#[test]
fn daemons_get_a_datagram_for_each_outcome() {
    let crm = sandbox();
    for (settings, begins, ends) in [
        ("syslog = true\nfacility = \"local0\"", "<134>", "}"),
        (
            "journald = true",
            "MESSAGE={",
            "\nPRIORITY=6\nSYSLOG_IDENTIFIER=kartoteka\n",
        ),
    ] {
        let home = Home::new(
            &crm.base_url(),
            &format!("\n[audit]\n{settings}\nsocket = \"daemon\"\n"),
        );
        let customer = r#"{"surname":"Nowaczyk"}"#;
        // Nobody listens yet.
        assert_eq!(home.pipe(&["submit", "-"], customer.as_bytes()).code, Some(0));
        let daemon = UnixDatagram::bind(home.path().join("daemon")).unwrap();
        let table = home.path().join("t.csv");
        fs::write(&table, "nazwisko\nTajemnicza\n").unwrap();
        let told = home.pipe(&["import", table.to_str().unwrap(), "--yes"], b"");
        assert_eq!(told.code, Some(0), "{told:?}");
        let datagrams = received(&daemon);
        assert_eq!(datagrams.len(), 2, "{datagrams:?}");
        for datagram in &datagrams {
            assert!(
                datagram.starts_with(begins) && datagram.ends_with(ends),
                "{datagram}"
            );
            assert!(datagram.contains(r#""state":"created""#), "{datagram}");
            assert!(!VALUES.iter().any(|value| datagram.contains(value)), "{datagram}");
        }
        assert_eq!(waiting(&home), 0);
    }
}

#[test]
fn a_daemon_that_is_full_holds_up_no_import() {
    let crm = sandbox();
    let home = Home::new(
        &crm.base_url(),
        "\n[audit]\njournald = true\nsocket = \"daemon\"\n",
    );
    let daemon = UnixDatagram::bind(home.path().join("daemon")).unwrap();
    let rows: Vec<String> = (0..600).map(|row| format!("Nowaczyk {row}")).collect();
    let table = home.path().join("t.csv");
    fs::write(&table, format!("nazwisko\n{}\n", rows.join("\n"))).unwrap();
    let told = home.pipe(&["import", table.to_str().unwrap(), "--yes"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(told.stderr.matches(WAITS).count(), 1, "{told:?}");
    assert!(waiting(&home) > 0, "the daemon's queue takes all of it");
    let mut ids = Vec::new();
    while ids.len() < 600 {
        let before = ids.len();
        for datagram in received(&daemon) {
            let json = datagram.strip_prefix("MESSAGE=").unwrap().lines().next().unwrap();
            let record: Value = serde_json::from_str(json).unwrap();
            ids.push(record["id"].as_str().unwrap().to_owned());
        }
        assert!(ids.len() > before);
        assert_eq!(home.pipe(&["history", "--limit", "1"], b"").code, Some(0));
    }
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), waiting(&home)), (600, 0));
}

#[test]
fn without_a_feed_nothing_waits_for_one() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    assert_eq!(home.pipe(&["submit", "-"], CUSTOMER.as_bytes()).code, Some(0));
    assert_eq!(waiting(&home), 0);
    // A file that others may write is no place for it.
    let home = Home::new(&crm.base_url(), TO_A_FILE);
    let file = home.path().join("audit.jsonl");
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o666)).unwrap();
    assert_eq!(
        home.pipe(&["submit", "-"], br#"{"surname":"Nowaczyk"}"#).code,
        Some(0)
    );
    assert_eq!(lines(&home).len(), 1);
    let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o640);
}
