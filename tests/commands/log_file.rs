//! The log file: what it says of a day's work, and all that it must not say.

use super::support::certificates::{Certificate, authority_in_pem};
use super::support::faults::{Act, Faults, http};
use super::support::home::Told;
use super::{Home, NOWHERE, sandbox};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

/// Every value that somebody types or sends in [`a_day`], and the answers' own words.
const VALUES: &[&str] = &[
    "Żółtowska",
    "Jadwiga",
    "jadwiga@poczta.example",
    "601234567",
    "+48601234567",
    "92101012345",
    "1234563218",
    "K-77/2026",
    "Piotrkowska",
    "Nowaczyk",
    "nowaczyk",
    "Tajemnicza",
    "zajęty numer",
];

/// What a password is in a header.
fn secrets() -> Vec<String> {
    let mut secrets = Vec::new();
    for password in ["api_pass", "hasło-nie-to"] {
        secrets.push(password.to_owned());
        secrets.push(STANDARD.encode(password));
        secrets.push(STANDARD.encode(format!("api_user:{password}")));
    }
    secrets
}

const HEADERS: [&str; 6] = [
    "authorization",
    "basic ",
    "content-type",
    "accept-language",
    "user-agent",
    "x-secret",
];

fn logged(home: &Home, args: &[&str], input: &str, password: &str) -> Told {
    let file = home.path().join("k.log");
    let all = [
        &["--log-file", file.to_str().unwrap(), "--log-level", "debug"],
        args,
    ]
    .concat();
    let mut command = home.command(&all);
    command.env("KARTOTEKA_TEST_PASSWORD", password);
    let mut child = command.spawn().unwrap();
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes());
    Told::of(child)
}

fn text(home: &Home) -> String {
    fs::read_to_string(home.path().join("k.log")).unwrap()
}

/// Customers sent, looked up, rejected and imported; a form on lines; a wrong password; a CRM within TLS that answers with
/// words and headers of its own, and one that nobody vouches for.
fn a_day() -> Vec<String> {
    let customer = r#"{"surname":"Żółtowska","name":"Jadwiga","email":"jadwiga@poczta.example","phone_number":"+48601234567",
        "nip":"1234563218","identifier":"K-77/2026","address":{"street":"Piotrkowska"}}"#;
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "check_duplicates = true");
    let accepted = ["submit", "-", "--accept-warnings"];
    let told = logged(&home, &accepted, customer, "api_pass");
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(
        logged(&home, &["submit", "-"], customer, "api_pass").code,
        Some(3)
    );
    let wrong = r#"{"surname":"Nowaczyk"}"#;
    assert_eq!(
        logged(&home, &["submit", "-"], wrong, "hasło-nie-to").code,
        Some(4)
    );
    let table = home.path().join("t.csv");
    fs::write(
        &table,
        "nazwisko;email\nNowaczyk;nowaczyk@poczta.example\nTajemnicza;t@poczta.example\n",
    )
    .unwrap();
    let imported = logged(
        &home,
        &["import", table.to_str().unwrap(), "--yes"],
        "",
        "api_pass",
    );
    assert_eq!(imported.code, Some(0), "{imported:?}");
    let typed = "/go surname\nTajemnicza\n/go phone_number\n601234567\n/go pesel\n92101012345\n/find\n601234567\n/back\n/review\n";
    logged(&home, &["--plain"], typed, "api_pass");
    let mut logs = vec![text(&home)];

    let headers = "Content-Type: application/json\r\nX-Secret: zajęty numer\r\n";
    let refused = http(
        "400 Bad Request",
        headers,
        r#"{"errors":[{"message":"zajęty numer","code":"7"}]}"#,
    );
    for (certificate, code) in [(Certificate::Right, 4), (Certificate::SelfSigned, 5)] {
        let server = Faults::start_tls(Act::Answer(refused.clone()), certificate.server());
        let url = format!("https://{}", server.address());
        let home = Home::new(&url, "ca_file = \"ca.pem\"");
        fs::write(home.path().join("ca.pem"), authority_in_pem()).unwrap();
        let told = logged(&home, &accepted, customer, "api_pass");
        assert_eq!(told.code, Some(code), "{told:?}");
        logs.push(text(&home));
    }
    logs
}

#[test]
fn the_log_of_a_day_says_what_was_done_and_nothing_of_whom() {
    let logs = a_day();
    for said in [
        "start: version ",
        "settings: ",
        "setting profiles.main.base_url: from the file",
        "POST /api/customers: 200, created",
        "POST /api/customers: 401, rejected",
        "GET /api/customers: ",
        "connection to 127.0.0.1: a new one",
        "store: opened ",
        "store: draft saved",
        ": created",
        "end: exit code 0",
        "end: exit code 4",
    ] {
        assert!(logs[0].contains(said), "{said}\n{}", logs[0]);
    }
    assert!(
        logs[1].contains("POST /api/customers: 400, rejected"),
        "{}",
        logs[1]
    );
    assert!(
        logs[2].contains("POST /api/customers: not sent, tls"),
        "{}",
        logs[2]
    );
    for log in &logs {
        let lower = log.to_lowercase();
        let secrets = secrets();
        let never = VALUES
            .iter()
            .copied()
            .chain(secrets.iter().map(String::as_str))
            .chain(HEADERS);
        for never in never {
            assert!(!lower.contains(&never.to_lowercase()), "{never}\n{log}");
        }
        assert!(!log.contains('{') && !log.contains('"'), "no payload: {log}");
        for line in log.lines() {
            let words: Vec<&str> = line.splitn(4, ' ').collect();
            assert!(
                words[0].parse::<jiff::Timestamp>().is_ok() && words.len() == 4,
                "{line}"
            );
        }
    }
}

#[test]
fn the_log_is_its_owners_alone_and_one_that_cannot_be_written_is_an_error() {
    let home = Home::new(NOWHERE, "");
    let file = home.path().join("k.log");
    fs::write(&file, "before\n").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(logged(&home, &["config", "show"], "", "x").code, Some(0));
    assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
    let log = text(&home);
    assert!(log.starts_with("before\n") && log.contains("start: "), "{log}");

    // What is no file of ours is left alone.
    let link = home.path().join("link.log");
    symlink(&file, &link).unwrap();
    for path in [home.path().to_path_buf(), home.path().join("no/k.log"), link] {
        let told = home.pipe(&["--log-file", path.to_str().unwrap(), "history"], b"");
        assert_eq!(told.code, Some(2), "{told:?}");
        assert!(told.stderr.contains(path.to_str().unwrap()), "{told:?}");
    }
    assert_eq!(text(&home), log);
}

#[test]
fn settings_and_environment_ask_for_a_log_and_a_level_leaves_out_what_is_below_it() {
    let home = Home::new(NOWHERE, "");
    let file = home.path().join("k.log");
    let settings = fs::read_to_string(home.config()).unwrap();
    fs::write(
        home.config(),
        format!("log_file = \"k.log\"\nlog_level = \"warn\"\n{settings}"),
    )
    .unwrap();
    assert_eq!(home.pipe(&["config", "show"], b"").code, Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), "");
    let mut command = home.command(&["config", "show"]);
    let child = command.env("KARTOTEKA_LOG_LEVEL", "info").spawn().unwrap();
    assert_eq!(Told::of(child).code, Some(0));
    let log = fs::read_to_string(&file).unwrap();
    assert!(
        log.contains("end: exit code 0") && !log.contains("DEBUG"),
        "{log}"
    );
    let told = home.pipe(&["--log-level", "loud", "history"], b"");
    assert_eq!(told.code, Some(2), "{told:?}");
}
