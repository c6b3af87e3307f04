//! The built program on pipes, and on a dumb terminal.

use crate::support::faults::{Act, Faults, http};
use crate::support::pty::Pty;
use crate::support::relay::Relay;
use kartoteka::sandbox::{self, Sandbox};
use rustix::process::Signal;
use rustix::termios::LocalModes;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kartoteka");

/// A data directory of the test's own, and the settings for a CRM at this base URL.
fn home(url: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    let text = format!(
        "[profiles.main]\nbase_url = \"{url}\"\nuser = \"api_user\"\npassword_env = \"KARTOTEKA_TEST_PASSWORD\"\n"
    );
    let file = dir.path().join("kartoteka.toml");
    fs::write(&file, text).unwrap();
    fs::set_permissions(file, Permissions::from_mode(0o600)).unwrap();
    dir
}

fn arguments(home: &Path, more: &[&str]) -> Vec<String> {
    let path = |name: &str| home.join(name).to_str().unwrap().to_owned();
    let own = [
        "--plain",
        "--lang",
        "en",
        "--data-dir",
        &path("data"),
        "--config",
        &path("kartoteka.toml"),
    ];
    more.iter().copied().chain(own).map(str::to_owned).collect()
}

fn environment(home: &Path) -> [(&'static str, &str); 4] {
    [
        ("HOME", home.to_str().unwrap()),
        ("LANG", "C.UTF-8"),
        ("KARTOTEKA_TEST_PASSWORD", "api_pass"),
        ("TERM", "dumb"),
    ]
}

/// Runs a script of answers to its end: what was said, and how it ended.
fn script(home: &TempDir, more: &[&str], lines: &[u8]) -> (String, Option<i32>) {
    let mut child = Command::new(PROGRAM)
        .args(arguments(home.path(), more))
        .env_clear()
        .envs(environment(home.path()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Dropped behind it, so that the end of the script follows.
    child.stdin.take().unwrap().write_all(lines).unwrap();
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&stderr), "");
    assert!(!stdout.contains(&0x1b), "an escape sequence was written");
    (String::from_utf8(stdout).unwrap(), status.code())
}

/// Starts the program on a dumb terminal of 40 columns.
fn terminal(home: &TempDir, more: &[&str]) -> Pty {
    let arguments = arguments(home.path(), more);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let pty = Pty::start(PROGRAM, &arguments, &environment(home.path()), (40, 100));
    pty.wait_for_text("Surname, required");
    pty
}

/// Types a line once its question is there.
fn say(pty: &mut Pty, question: &str, line: &str) {
    pty.wait_for(|screen| screen.contents().trim_end().ends_with(question));
    pty.send(&format!("{line}\n"));
}

#[track_caller]
fn leave(mut pty: Pty) {
    pty.send("\n/quit\n");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
    assert!(!pty.log().contains(&0x1b), "an escape sequence was written");
}

#[track_caller]
fn assert_says(said: &str, words: &str) {
    assert!(said.contains(words), "not said: {words:?}\n{said}");
}

#[test]
fn a_script_does_the_whole_job() {
    let home = home("https://127.0.0.1:9");
    let (said, code) = script(
        &home,
        &["demo"],
        "Żółkiewska\nŁucja\n/go e-mail\na@x.pl, b@x.pl\n/send\nyes\n/quit\nNowak\n".as_bytes(),
    );
    assert_eq!(code, Some(0));
    assert_says(&said, "\nCreated: customer_id 324, Żółkiewska Łucja.\n");
    assert!(said.ends_with("/quit\nThere is no draft to keep.\n"), "{said}");
    let (said, _) = script(&home, &["demo"], b"/history\n");
    assert_says(&said, "Żółkiewska Łucja, created 324\n");
}

#[test]
fn the_end_of_a_script_keeps_the_draft_and_sends_nothing() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let home = home(&server.url());
    for (lines, back) in [
        ("Nowak\nAnna\n/send\n", "Name: Anna\n"),
        ("/go note\none\ntwo", "Note, 2 lines:\none\ntwo\n"),
        ("/empty\n", "Name: Anna\n"),
        ("\u{1}\u{7}/history\n", "Name: Anna\n"),
    ] {
        let (said, code) = script(&home, &[], lines.as_bytes());
        assert_eq!(code, Some(0), "{said}");
        assert!(said.ends_with("\nThe draft is kept.\n"), "{said}");
        let (said, _) = script(&home, &[], b"/list\n");
        assert_says(&said, "Draft restored.\n");
        assert_says(&said, back);
    }
    assert_eq!(server.finish().heads, 0);
}

#[test]
fn a_script_that_ends_while_its_card_is_on_its_way_hears_what_came_of_it() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let home = home(&server.url());
    let (said, code) = script(&home, &[], b"Nowak\n/send\nyes\n");
    assert_eq!(code, Some(0));
    assert_says(&said, "Created: customer_id 324, Nowak.\n");
    assert_eq!(server.finish().requests.len(), 1);
}

#[test]
fn the_mark_of_the_profile_is_told_first_and_before_anything_is_sent() {
    let home = home("https://127.0.0.1:9");
    let settings = home.path().join("kartoteka.toml");
    let marked = fs::read_to_string(&settings).unwrap() + "mark = \"PRODUCTION\"\n";
    fs::write(&settings, marked).unwrap();
    let (said, _) = script(&home, &[], b"Nowak\n/send\nno\n");
    assert!(said.starts_with("PRODUCTION.\n"), "{said}");
    assert_says(&said, "PRODUCTION.\nTo: POST https://127.0.0.1:9/api/customers\n");
    assert_eq!(
        said.matches("PRODUCTION").count(),
        2,
        "it is said once each time\n{said}"
    );
}

#[test]
fn lines_are_asked_for_by_the_option_a_variable_or_the_settings() {
    type Row = (
        &'static [&'static str],
        &'static [(&'static str, &'static str)],
        Option<bool>,
        bool,
    );
    let rows: &[Row] = &[
        (&["--plain"], &[], Some(false), true),
        (&[], &[("ACCESSIBLE", "1")], None, true),
        (&[], &[("ACCESSIBLE", "0")], None, false),
        (&[], &[("ACCESSIBLE", "")], None, false),
        (&[], &[], Some(true), true),
        (&[], &[("KARTOTEKA_PLAIN", "true")], Some(false), true),
        (&[], &[("KARTOTEKA_PLAIN", "false")], Some(true), false),
        (&[], &[("ACCESSIBLE", "1")], Some(false), false),
        (&[], &[], None, false),
    ];
    for (options, variables, setting, expected) in rows {
        let home = home("https://127.0.0.1:9");
        let file = home.path().join("kartoteka.toml");
        let text = fs::read_to_string(&file).unwrap();
        let setting = setting
            .map(|plain| format!("plain = {plain}\n"))
            .unwrap_or_default();
        fs::write(&file, setting + &text).unwrap();
        let run = |more: &[&str]| {
            let own = arguments(home.path(), more);
            let output = Command::new(PROGRAM)
                .args(own.iter().filter(|argument| *argument != "--plain"))
                .args(*options)
                .env_clear()
                .envs(environment(home.path()))
                .envs(variables.iter().copied())
                .stdin(Stdio::null())
                .output()
                .unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        let told = format!("{options:?} {variables:?} {}", fs::read_to_string(&file).unwrap());
        assert_eq!(run(&[]).contains("Surname, required: "), *expected, "{told}");
        let shown = run(&["config", "show"]);
        assert!(
            shown.contains(&format!("plain = {expected}  # ")),
            "{told}\n{shown}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_told_and_controls_are_never_written_back() {
    let home = home("https://127.0.0.1:9");
    let (said, _) = script(&home, &[], b"\xff\xfe\nNo\x1b[31mwak\x07\r\n/list\n");
    assert_says(&said, "Not accepted: that line is not UTF-8 text.");
    assert_says(&said, "\nSurname: No[31mwak\n");
    assert!(!said.contains(['\u{7}', '\r']), "{said:?}");
}

#[test]
fn an_operator_on_a_dumb_terminal_does_the_whole_job() {
    let home = home("https://127.0.0.1:9");
    let mut pty = terminal(&home, &["demo"]);
    let modes = pty.modes().local_modes;
    assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO), "{modes:?}");
    say(&mut pty, "Surname, required:", "Kowalsky\x7fi");
    say(&mut pty, "Name:", "Jan");
    say(&mut pty, "PESEL:", "4405140135");
    pty.wait_for_text("Error: needs 11 digits, has 10.");
    say(&mut pty, "PESEL, now 4405140135:", "44051401359");
    pty.wait_for_text("Gender: M, from the PESEL");
    pty.send("/send\n");
    say(&mut pty, "Send it? Yes or no:", "yes");
    pty.wait_for_text("Created: customer_id 324, Kowalski Jan.");
    leave(pty);
}

#[test]
fn another_profile_is_chosen_from_a_list_but_not_by_a_script() {
    let home = home("https://127.0.0.1:9");
    let file = home.path().join("kartoteka.toml");
    let text = fs::read_to_string(&file).unwrap();
    let second = text.replace("profiles.main", "profiles.second");
    fs::write(&file, format!("default_profile = \"main\"\n{text}{second}")).unwrap();
    let mut pty = terminal(&home, &[]);
    say(&mut pty, "Surname, required:", "Nowak");
    say(&mut pty, "Name:", "/profile");
    pty.wait_for_text("Switch profile.");
    pty.wait_for_text("2: second");
    say(&mut pty, "to go back:", "sec");
    pty.wait_for_text("The draft is kept.");
    pty.wait_for_text("Kartoteka, profile second");
    say(&mut pty, "Surname, required:", "/profile");
    say(&mut pty, "to go back:", "1");
    pty.wait_for_text("Kartoteka, profile main");
    pty.wait_for_text("Draft restored.");
    leave(pty);
    let (said, _) = script(&home, &[], b"/profile\n2\n/quit\n");
    assert_says(&said, "A script stays with its profile");
}

#[test]
fn what_is_typed_before_its_question_sends_nothing() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
    let home = home(&server.url());
    let mut pty = terminal(&home, &[]);
    pty.send("Nowak\n/send\nyes\n");
    pty.wait_for_text("it was typed before the");
    say(&mut pty, "Send it? Yes or no:", "no");
    pty.wait_for(|screen| screen.contents().trim_end().ends_with("Name:"));
    leave(pty);
    assert_eq!(server.finish().heads, 0);
}

#[test]
fn the_draft_outlasts_every_end() {
    for how in ["kill", "HUP", "TERM", "Ctrl+C", "Ctrl+D", "closed"] {
        let home = home("https://127.0.0.1:9");
        let mut pty = terminal(&home, &["demo"]);
        pty.send("Nowak\n/go note\none\n");
        pty.wait_for(|screen| screen.contents().trim_end().ends_with("Line 2:"));
        match how {
            "HUP" => pty.kill(Signal::HUP),
            "TERM" => pty.kill(Signal::TERM),
            "Ctrl+C" => pty.send("\x03"),
            "Ctrl+D" => pty.send("\x04"),
            "closed" => pty.hang_up(),
            _ => {
                // What a kill may cost is a quarter of a second.
                pty.look_on(Duration::from_millis(400));
                pty.kill(Signal::KILL);
            }
        }
        let ended = pty.wait_exit();
        assert_eq!(ended.success(), how != "kill", "{how}");
        let mut pty = terminal_again(&home);
        pty.send("/list\n");
        pty.wait_for_text("Surname: Nowak");
        pty.wait_for_text("Note: one");
        leave(pty);
    }
}

fn terminal_again(home: &TempDir) -> Pty {
    let arguments = arguments(home.path(), &["demo"]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let pty = Pty::start(PROGRAM, &arguments, &environment(home.path()), (40, 100));
    pty.wait_for_text("Draft restored.");
    pty
}

#[test]
fn whoever_leaves_while_a_card_is_on_its_way_hears_what_is_known_of_it() {
    let server = Faults::start(Act::Hang);
    let home = home(&server.url());
    let mut pty = terminal(&home, &[]);
    pty.send("Nowak\n/send\n");
    say(&mut pty, "Send it? Yes or no:", "yes");
    pty.wait_for_text("Sending. /stop stops waiting.");
    server.wait_for(|record| !record.requests.is_empty());
    pty.send("and now\n");
    pty.wait_for_text("Not accepted: the program is busy.");
    pty.send("\x03");
    assert!(pty.wait_exit().success());
    pty.wait_for_text("It is not known whether the customer was");
    pty.wait_for_text("Reason: the program ended while it");
    pty.wait_for_text("The draft is kept.");
    let (said, _) = script(&home, &[], b"/history\n");
    assert_says(
        &said,
        "Nowak, unknown: the program ended while it waited for the answer\n",
    );
}

#[test]
fn waiting_can_be_stopped() {
    let server = Faults::start(Act::Hang);
    let home = home(&server.url());
    let mut pty = terminal(&home, &[]);
    pty.send("Nowak\n/send\n");
    say(&mut pty, "Send it? Yes or no:", "yes");
    pty.wait_for_text("Sending. /stop stops waiting.");
    server.wait_for(|record| !record.requests.is_empty());
    pty.send("/stop\n");
    say(&mut pty, "Yes or no:", "yes");
    pty.wait_for_text("Reason: waiting was stopped");
    say(&mut pty, "Settle it now? Yes or no:", "no");
    leave(pty);
    assert_eq!(server.finish().requests.len(), 1);
}

#[test]
fn a_customer_whose_answer_was_lost_is_settled_and_not_created_twice() {
    let listen = "127.0.0.1:0".parse().unwrap();
    let (user, password) = ("api_user".to_owned(), "api_pass".to_owned());
    let crm = Sandbox::start(sandbox::SandboxOptions {
        listen,
        user,
        password,
        db: None,
    })
    .unwrap();
    let relay = Relay::start(&crm.base_url());
    let home = home(&relay.base_url());
    let mut pty = terminal(&home, &[]);
    pty.send("Nowak\n/go nip\n1234563218\n/send\n");
    say(&mut pty, "Send it? Yes or no:", "yes");
    say(&mut pty, "Settle it now? Yes or no:", "no");
    assert_eq!(crm.customers(), 1, "it has been created, and only the CRM knows");
    pty.wait_for_text("Identifier:");
    pty.kill(Signal::KILL);
    pty.wait_exit();

    // A script cannot send it again, either.
    let (said, _) = script(&home, &[], b"/send\nno\n/send\nyes\n");
    assert_says(&said, "1 unknown outcome (/settle)");
    assert_says(
        &said,
        "Not ready to send: the outcome of the last attempt is unknown.",
    );
    assert_says(
        &said,
        "1: 324 Nowak, found by NIP 1234563218\nSurname: the same, Nowak\n",
    );
    assert_eq!(crm.customers(), 1);

    let (said, _) = script(&home, &[], b"/settle\n1\nyes\n/send\n");
    assert_says(&said, "Settled: created with customer_id 324");
    assert_says(&said, "Not sent: fix one error first.\n");
    assert_eq!(crm.customers(), 1);
}
