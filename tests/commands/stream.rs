//! `submit --ndjson` and `check --ndjson`: many customers, one a line, against real sockets.

use super::import::created;
use super::submit::KOWALSKI;
use super::support::aftermath::Aftermath;
use super::support::faults::{Act, Faults, http};
use super::support::home::Told;
use super::{Home, NOWHERE, sandbox};
use rustix::process::{Pid, Signal, getuid, kill_process};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command};

/// So many customers, all different.
fn stream(count: usize) -> String {
    let lines =
        (1..=count).map(|line| format!("{{\"surname\":\"Żółw {line}\",\"identifier\":\"K-{line}\"}}\n"));
    lines.collect()
}

/// The line, the state and what came of it, of each line that was told.
#[track_caller]
fn states(told: &Told) -> Vec<(u64, String)> {
    let lines = told.json().into_iter();
    lines
        .map(|line| {
            let state = line["state"].as_str().unwrap_or_else(|| panic!("{told:?}"));
            (line["line"].as_u64().unwrap(), state.to_owned())
        })
        .collect()
}

fn expected(lines: &[(u64, &str)]) -> Vec<(u64, String)> {
    lines
        .iter()
        .map(|(line, state)| (*line, (*state).to_owned()))
        .collect()
}

/// Begins to send, with its standard input still open.
fn begin(home: &Home) -> (Child, ChildStdin) {
    let mut child = home
        .command(&["submit", "-", "--ndjson", "--json"])
        .spawn()
        .unwrap();
    let stdin = child.stdin.take().unwrap();
    (child, stdin)
}

fn signal(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// Two customers, one who is the second again, one in the last line, and what is none between them.
fn mixed() -> String {
    let long = format!("{{\"surname\":\"{}\"}}", "x".repeat(1024 * 1024));
    [
        "\u{feff}{\"surname\":\"Żak\"}\r",
        "",
        " \t\r",
        "{\"surname\":\"Gęś\",\"nip\":\"1234563218\"}",
        "to nie jest JSON",
        "{\"surname\":\"Gęś\",",
        "{\"surname\":\"A\"}{\"surname\":\"B\"}",
        "{\"nip\":5,\"vip\":\"tak\"}",
        &long,
        "{\"surname\":\"Inny\",\"nip\":\"123-456-32-18\"}",
        "{\"surname\":\"B\",\"address\":{\"street\":\"Długa\"}}",
        "[{\"surname\":\"C\"}]",
        "{\"surname\":\"Ćma\"}",
    ]
    .join("\n")
}

#[test]
fn each_line_has_its_result_and_what_is_none_holds_nobody_up() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let text = mixed();
    let told = home.pipe(&["submit", "-", "--ndjson", "--json"], text.as_bytes());
    let ends = [
        (1, "created"),
        (4, "created"),
        (5, "invalid"),
        (6, "invalid"),
        (7, "invalid"),
        (8, "invalid"),
        (9, "invalid"),
        (10, "invalid"),
        (11, "invalid"),
        (12, "invalid"),
        (13, "created"),
    ];
    assert_eq!((told.code, states(&told)), (Some(3), expected(&ends)), "{told:?}");
    assert_eq!((crm.customers(), told.stderr.as_str()), (3, ""), "{told:?}");
    let lines = told.json();
    let reasons = |line: &Value| -> Vec<String> {
        let problems = line["problems"].as_array().unwrap().iter();
        problems
            .map(|problem| format!("{}:{} {}", problem["line"], problem["column"], problem["reason"]))
            .collect()
    };
    assert_eq!(reasons(&lines[2]), ["5:2 \"syntax\""]);
    assert_eq!(reasons(&lines[3]), ["6:17 \"incomplete\""]);
    assert_eq!(
        reasons(&lines[5]),
        ["8:8 \"type\"", "8:20 \"type\"", "null:null \"required\""]
    );
    assert_eq!(reasons(&lines[6]), ["null:null \"too_long\""]);
    assert_eq!(reasons(&lines[7]), ["null:null \"created_before\""]);
    assert_eq!(lines[0]["customer_id"], "324");

    // The same again, also past the warnings: who was created stays the only one.
    for arguments in [
        &["submit", "-", "--ndjson"][..],
        &["submit", "-", "--ndjson", "--accept-warnings"],
    ] {
        let told = home.pipe(arguments, text.as_bytes());
        assert_eq!(told.code, Some(3), "{told:?}");
        assert_eq!(told.stdout.lines().count(), 11, "{told:?}");
        let new = usize::from(arguments.len() == 4);
        assert_eq!(
            told.stdout.matches("created, customer_id").count(),
            new,
            "{told:?}"
        );
        assert_eq!(crm.customers(), 3 + new, "{told:?}");
    }
}

#[test]
fn people_get_a_line_for_each_in_their_language() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let file = home.path().join("klienci.jsonl");
    fs::write(&file, "{\"surname\":\"N\"}\n\n{\"x\\u001b\":1}\n").unwrap();
    let file = file.to_str().unwrap();
    let told = home.pipe(&["submit", file, "--ndjson"], b"");
    assert_eq!(
        (told.code, told.stdout.as_str(), told.stderr.as_str()),
        (
            Some(3),
            "line 1: created, customer_id 324\n\
             line 3: column 10: error: x\\u{1b}: the API has no such field; error: surname: required\n",
            ""
        )
    );
    let told = home.pipe(&["--lang", "pl", "check", file, "--ndjson"], b"");
    assert_eq!(told.code, Some(3), "{told:?}");
    assert_eq!(
        told.stdout,
        format!(
            "{file}: wiersz 1: nie znaleziono problemów\n\
             {file}: wiersz 3, kolumna 10: błąd: x\\u{{1b}}: API nie ma takiego pola\n\
             {file}: wiersz 3: błąd: surname: wymagane\n"
        )
    );
    let told = home.pipe(&["check", file, "--ndjson", "--json"], b"");
    let lines = told.json();
    assert_eq!(lines[0], json!({"line": 1, "valid": true, "problems": []}));
    assert_eq!(
        (&lines[1]["line"], &lines[1]["valid"]),
        (&json!(3), &json!(false))
    );
}

#[test]
fn each_answer_goes_on_or_stops_and_the_worst_decides() {
    let answer = |status: &str, headers: &str| Act::Answer(http(status, headers, "{}"));
    // The second of three lines meets it: its state, the next one's, the exit code and the number of requests.
    let cases = [
        (answer("422 No", ""), "rejected", "created", 4, 3),
        (answer("401 Who", ""), "rejected", "left", 5, 2),
        (answer("404 Where", ""), "rejected", "left", 5, 2),
        (answer("500 Oops", ""), "unknown", "left", 6, 2),
        (answer("200 OK", ""), "unknown", "left", 6, 2),
        (Act::Reset, "unknown", "left", 6, 2),
        (Act::CloseAfterHead, "unknown", "left", 6, 1),
        (
            answer("429 Later", "Retry-After: 0\r\n"),
            "created",
            "created",
            0,
            4,
        ),
        (
            answer("429 Later", "Retry-After: 100000\r\n"),
            "rejected",
            "left",
            5,
            2,
        ),
    ];
    for (act, state, next, code, requests) in cases {
        let name = format!("{act:?}");
        let server = Faults::start(Act::Turns(vec![created(), act, created()]));
        let home = Home::new(&server.url(), "");
        // What is wrong is reported also behind the line that stopped it.
        let text = stream(3) + "{}\n";
        let told = home.pipe(&["submit", "-", "--ndjson", "--json"], text.as_bytes());
        let ends = [(1, "created"), (2, state), (3, next), (4, "invalid")];
        let code = code.max(3);
        assert_eq!(
            (told.code, states(&told)),
            (Some(code), expected(&ends)),
            "{name}: {told:?}"
        );
        assert_eq!(server.finish().requests.len(), requests, "{name}");
    }
    let server = Faults::start(created());
    let home = Home::new(&server.url(), "");
    drop(server);
    let told = home.pipe(&["submit", "-", "--ndjson", "--json"], stream(2).as_bytes());
    assert_eq!(
        (told.code, states(&told)),
        (Some(5), expected(&[(1, "not_sent"), (2, "left")])),
        "{told:?}"
    );
}

#[test]
fn each_line_is_answered_before_the_next_one_comes() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let (mut child, mut stdin) = begin(&home);
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for line in stream(3).lines() {
        writeln!(stdin, "{line}").unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["state"], "created", "{answer}");
    }
    assert_eq!(crm.customers(), 3);
    // A line that has not ended is none yet.
    write!(stdin, "{}", stream(4).lines().last().unwrap()).unwrap();
    signal(&child, Signal::TERM);
    let told = Told::of(child);
    drop(stdin);
    assert_eq!((told.code, crm.customers()), (Some(5), 3), "{told:?}");
    assert!(
        told.stderr
            .contains("the lines after the last one shown were not sent"),
        "{told:?}"
    );
}

#[test]
fn a_signal_lets_the_one_in_flight_end_and_a_second_one_calls_it_off() {
    let whole = http("200 OK", "", r#"{"customer_id":"324"}"#);
    let server = Faults::start(Act::AtTheEnd(whole));
    let home = Home::new(&server.url(), "");
    let (child, mut stdin) = begin(&home);
    stdin.write_all(stream(1).as_bytes()).unwrap();
    server.wait_for(|record| record.requests.len() == 1);
    signal(&child, Signal::TERM);
    assert_eq!(server.finish().requests.len(), 1);
    let told = Told::of(child);
    assert_eq!(
        (told.code, states(&told)),
        (Some(5), expected(&[(1, "created")])),
        "{told:?}"
    );

    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let (child, mut stdin) = begin(&home);
    stdin.write_all(stream(2).as_bytes()).unwrap();
    server.wait_for(|record| record.requests.len() == 1);
    signal(&child, Signal::INT);
    signal(&child, Signal::TERM);
    let told = Told::of(child);
    assert_eq!(
        (told.code, states(&told)),
        (Some(6), expected(&[(1, "unknown")])),
        "{told:?}"
    );
    assert_eq!(server.finish().requests.len(), 1);
}

#[test]
fn after_a_kill_the_same_stream_sends_the_rest_and_nobody_twice() {
    let server = Faults::start(Act::Turns(vec![created(), Act::Hang, created()]));
    let home = Home::new(&server.url(), "");
    let (child, mut stdin) = begin(&home);
    stdin.write_all(stream(3).as_bytes()).unwrap();
    server.wait_for(|record| record.requests.len() == 2);
    signal(&child, Signal::KILL);
    assert_eq!(Told::of(child).code, None);
    let again = || {
        home.pipe(
            &["submit", "-", "--ndjson", "--json", "--accept-warnings"],
            stream(3).as_bytes(),
        )
    };
    let told = again();
    assert_eq!(
        (told.code, states(&told)),
        (
            Some(6),
            expected(&[(1, "invalid"), (2, "blocked"), (3, "created")])
        ),
        "{told:?}"
    );
    let attempt = told.json()[1]["by"].as_str().unwrap().to_owned();
    assert_eq!(
        home.pipe(&["settle", &attempt, "--not-created"], b"").code,
        Some(0)
    );
    let told = again();
    let ends = [(1, "invalid"), (2, "created"), (3, "invalid")];
    assert_eq!((told.code, states(&told)), (Some(3), expected(&ends)), "{told:?}");
    let records = Aftermath::of(&home.data()).records;
    let created = records.iter().filter(|record| record.state == "created");
    assert_eq!(created.count(), 3);
    assert_eq!(server.finish().requests.len(), 4);
}

#[test]
fn a_pipe_with_a_name_is_read_as_a_file_is() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let pipe = home.path().join("klienci.pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = home.command(&["submit", pipe.to_str().unwrap(), "--ndjson", "--json"]);
    let child = command.spawn().unwrap();
    fs::write(&pipe, stream(2)).unwrap();
    let told = Told::of(child);
    assert_eq!(
        (told.code, states(&told)),
        (Some(0), expected(&[(1, "created"), (2, "created")])),
        "{told:?}"
    );
}

#[test]
fn nothing_at_all_is_no_error_and_a_file_that_is_not_there_is_one() {
    let home = Home::new(NOWHERE, "");
    for (file, input, code) in [
        ("-", "", 0),
        ("-", "\n\n", 0),
        ("/nirgends.jsonl", "", 2),
        ("/", "", 5),
    ] {
        let told = home.pipe(&["submit", file, "--ndjson"], input.as_bytes());
        assert_eq!(
            (told.code, told.stdout.as_str()),
            (Some(code), ""),
            "{file}: {told:?}"
        );
        assert_eq!(told.stderr.is_empty(), code == 0, "{file}: {told:?}");
    }
    let told = home.pipe(
        &["submit", "-"],
        (KOWALSKI.to_owned() + "\n" + KOWALSKI).as_bytes(),
    );
    assert!(
        told.stderr.contains("line 2, column 1: error: more text follows"),
        "{told:?}"
    );
}

/// Who is neither the superuser nor anybody else.
const NOBODY: u32 = 65534;

#[test]
fn nobody_but_the_superuser_can_look_into_the_memory_of_whoever_sends() {
    let server = Faults::start(Act::Hang);
    let home = Home::new(&server.url(), "");
    let mut command = home.command(&["submit", "-", "--ndjson"]);
    if getuid().is_root() {
        // The superuser's files are the superuser's either way.
        for path in [home.path(), &home.config()] {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(stream(1).as_bytes()).unwrap();
    server.wait_for(|record| record.requests.len() == 1);
    let memory = fs::metadata(format!("/proc/{}/mem", child.id())).unwrap();
    assert_eq!(memory.uid(), 0);
    signal(&child, Signal::TERM);
    signal(&child, Signal::INT);
    Told::of(child);
}
