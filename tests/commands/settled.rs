//! `settle` and `history`: what a person finds out, and what is listed.

use super::Home;
use super::submit::KOWALSKI;
use super::support::faults::{Act, Faults, http};
use serde_json::json;

/// A home whose only attempt may have been created, and the CRM that did not say.
pub(super) fn unknown() -> (Home, Faults, String) {
    let server = Faults::start(Act::Answer(http("500 Oops", "", "")));
    let home = Home::new(&server.url(), "");
    let told = home.pipe(&["submit", "-", "--json"], KOWALSKI.as_bytes());
    assert_eq!(told.code, Some(6), "{told:?}");
    let attempt = told.json()[0]["attempt"].as_str().unwrap().to_owned();
    (home, server, attempt)
}

/// The same customer by its NIP, in another card.
const SAME_NIP: &str = r#"{"surname":"Kowalsky","nip":"PL 123-456-32-18"}"#;

#[test]
fn an_unknown_outcome_blocks_the_customer_until_it_is_settled_as_not_created() {
    let (home, server, attempt) = unknown();
    for document in [KOWALSKI, SAME_NIP] {
        let told = home.pipe(
            &["submit", "-", "--accept-warnings", "--json"],
            document.as_bytes(),
        );
        assert_eq!(told.code, Some(6), "{told:?}");
        assert_eq!(told.json()[0]["state"], "blocked", "{told:?}");
        assert_eq!(told.json()[0]["by"], attempt.as_str(), "{told:?}");
        assert!(
            told.stderr
                .contains(&format!("kartoteka settle {attempt} --as ID")),
            "{told:?}"
        );
    }
    for arguments in [["settle"].as_slice(), &["settle", "--list"]] {
        let told = home.pipe(arguments, b"");
        assert_eq!(told.code, Some(0));
        assert!(
            told.stdout.starts_with(&attempt) && told.stdout.contains("Kowalski Jan"),
            "{told:?}"
        );
        assert_eq!(told.stdout.lines().count(), 1, "{told:?}");
    }
    let told = home.pipe(&["settle", &attempt, "--not-created"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(
        told.stdout,
        format!("{attempt}: not created; the customer can be sent again\n")
    );
    assert_eq!(
        home.pipe(&["settle"], b"").stdout,
        "There are no unknown outcomes.\n"
    );
    assert_eq!(home.pipe(&["submit", "-"], KOWALSKI.as_bytes()).code, Some(6));
    assert_eq!(server.finish().requests.len(), 2);
}

#[test]
fn an_unknown_outcome_is_settled_with_the_id_that_was_found() {
    let (home, _server, attempt) = unknown();
    let told = home.pipe(&["settle", &attempt, "--as", "324"], b"");
    assert_eq!(
        (told.code, told.stdout),
        (Some(0), format!("{attempt}: created, customer_id 324\n"))
    );
    let row = &home.pipe(&["history", "--format", "json"], b"").json()[0];
    assert_eq!(
        (&row["state"], &row["customer_id"]),
        (&json!("created"), &json!("324"))
    );
    assert!(row["settled_at"].is_string(), "{row}");
    // It is there now: sending it once more would double it.
    let told = home.pipe(&["submit", "-", "--json"], KOWALSKI.as_bytes());
    assert_eq!(told.code, Some(3), "{told:?}");
    assert_eq!(
        told.json()[0]["problems"][0]["reason"],
        "created_before",
        "{told:?}"
    );
    // What is settled is not settled again.
    let told = home.pipe(&["settle", &attempt, "--not-created"], b"");
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(told.stderr.contains("is not unknown, but created"), "{told:?}");
}

#[test]
fn what_cannot_be_settled_is_told() {
    let (home, _server, attempt) = unknown();
    for (arguments, words) in [
        (["settle", "nobody", "--as", "1"].as_slice(), "no attempt nobody"),
        (&["settle", &attempt, "--as", "0"], "--as 0: Not an id"),
        (&["settle", &attempt, "--as", "a b"], "Not an id"),
        (&["settle", &attempt], "--not-created"),
        (
            &["settle", &attempt, "--as", "1", "--not-created"],
            "cannot be used together",
        ),
        (&["settle", "--as", "1"], "<ATTEMPT>"),
    ] {
        let told = home.pipe(arguments, b"");
        assert_eq!(
            (told.code, told.stdout.as_str()),
            (Some(2), ""),
            "{arguments:?}: {told:?}"
        );
        assert!(told.stderr.contains(words), "{arguments:?}: {told:?}");
    }
    assert!(home.pipe(&["settle"], b"").stdout.starts_with(&attempt));
}

#[test]
fn the_history_is_listed_in_three_forms() {
    let server = Faults::start(Act::Answer(http(
        "422 No",
        "",
        r#"{"errors":[{"message":"No, \"never\"\u001b[2J"}]}"#,
    )));
    let home = Home::new(&server.url(), "");
    for surname in ["Żółć", "Ćwik; \\u00a0\\\"X\\\""] {
        let document = format!("{{\"surname\":\"{surname}\"}}");
        // The space that is none of the keyboard's asks for a second look.
        let told = home.pipe(&["submit", "-", "--accept-warnings"], document.as_bytes());
        assert_eq!(told.code, Some(4), "{told:?}");
    }
    let told = home.pipe(&["history"], b"");
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
    let lines: Vec<&str> = told.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{told:?}");
    let column = |line: &str, word: &str| line.split(word).next().unwrap().chars().count();
    assert_eq!(column(lines[0], "reason"), column(lines[2], "No, "), "{told:?}");
    assert!(
        lines[2].contains("rejected") && lines[2].ends_with("No, \"never\"\\u{1b}[2J"),
        "{told:?}"
    );

    let told = home.pipe(&["history", "--limit", "1"], b"");
    assert_eq!(told.stdout.lines().count(), 2, "{told:?}");
    assert_eq!(told.stderr, "1 of 2; --limit shows more\n");

    let told = home.pipe(&["history", "--format", "json"], b"");
    let rows = told.json();
    assert_eq!(
        (rows.len(), &rows[1]["who"], &rows[0]["state"]),
        (2, &json!("Żółć"), &json!("rejected"))
    );
    assert_eq!(rows[0]["outcome"]["answer"]["status"], 422);

    let told = home.pipe(&["history", "--format", "csv"], b"");
    let mut reader = csv::Reader::from_reader(told.stdout.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        &[
            "attempt",
            "sent_at",
            "state",
            "customer_id",
            "who",
            "why",
            "resource",
            "company_id"
        ][..]
    );
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((records.len(), &records[1][4]), (2, "Żółć"));
    assert_eq!(&records[0][4], "Ćwik; \u{a0}\"X\"");
    assert_eq!(&records[0][5], "No, \"never\"\\u{1b}[2J");

    let told = home.pipe(&["--lang", "pl", "history"], b"");
    assert!(
        told.stdout.starts_with("wysłano") && told.stdout.contains("odrzucono"),
        "{told:?}"
    );
}

#[test]
fn the_history_opens_safely_in_a_spreadsheet() {
    let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"=cmd|x"}"#)));
    let home = Home::new(&server.url(), "");
    for surname in ["=1+1", "'=1+1", "@SUM(A1)", "-2", "'s-Gravenhage", "Kowalski"] {
        let document = format!("{{\"surname\":\"{surname}\"}}");
        home.pipe(&["submit", "-", "--accept-warnings"], document.as_bytes());
    }
    let told = home.pipe(&["history", "--format", "csv"], b"");
    let mut reader = csv::Reader::from_reader(told.stdout.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let who: Vec<&str> = records.iter().rev().map(|record| &record[4]).collect();
    assert_eq!(
        who,
        ["'=1+1", "''=1+1", "'@SUM(A1)", "'-2", "'s-Gravenhage", "Kowalski"],
        "{told:?}"
    );
    let harmless = |cell: &str| !cell.starts_with(['=', '+', '-', '@']);
    assert!(
        records.iter().all(|record| record.iter().all(harmless)),
        "{told:?}"
    );
}

#[test]
fn a_data_directory_that_is_not_there_is_told() {
    let home = Home::new(super::NOWHERE, "");
    for arguments in [["history"].as_slice(), &["history", "purge"], &["settle"]] {
        let told = home.pipe(arguments, b"");
        assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(
            told.stderr.contains("no such directory") && told.stderr.contains("--data-dir"),
            "{told:?}"
        );
        assert!(!home.data().exists(), "{arguments:?}");
    }
}

#[test]
fn an_unreadable_time_hides_nothing_and_is_not_purged_unseen() {
    let crm = crate::support::home::sandbox();
    let home = Home::new(&crm.base_url(), "");
    for surname in ["Kowalski", "Nowak"] {
        let document = format!("{{\"surname\":\"{surname}\",\"identifier\":\"{surname}\"}}");
        assert_eq!(home.pipe(&["submit", "-"], document.as_bytes()).code, Some(0));
    }
    let conn = rusqlite::Connection::open(home.data().join("kartoteka.db")).unwrap();
    let change = "UPDATE submissions SET sent_at = 9223372036854775807 WHERE who = 'Kowalski'";
    assert_eq!(conn.execute(change, []).unwrap(), 1);
    for (language, words) in [("en", "time unreadable"), ("pl", "czas nieczytelny")] {
        let told = home.pipe(&["history", "--lang", language], b"");
        assert_eq!(told.code, Some(0), "{told:?}");
        assert!(
            told.stdout.contains(words) && told.stdout.contains("Nowak"),
            "{told:?}"
        );
        let again = r#"{"surname":"Kos","identifier":"Kowalski"}"#;
        let told = home.pipe(&["submit", "-", "--lang", language], again.as_bytes());
        assert_eq!(told.code, Some(3), "{told:?}");
        assert!(
            format!("{}{}", told.stdout, told.stderr).contains(words),
            "{told:?}"
        );
    }
    let rows = home.pipe(&["history", "--format", "json"], b"").json();
    assert!(
        rows[0]["sent_at"].is_string() && rows[1]["sent_at"].is_null(),
        "{rows:?}"
    );
    let told = home.pipe(&["history", "--format", "csv"], b"");
    let mut reader = csv::Reader::from_reader(told.stdout.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((&records[1][1], &records[1][4]), ("", "Kowalski"));
    for (language, words) in [
        ("en", "1 kept because of an unreadable time\n"),
        ("pl", "Zachowano wpisy o nieczytelnym czasie: 1\n"),
    ] {
        let told = home.pipe(
            &["history", "purge", "--older-than", "1d", "--lang", language],
            b"",
        );
        assert!(told.stdout.ends_with(words), "{told:?}");
    }
}
