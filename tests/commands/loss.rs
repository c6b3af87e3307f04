//! Records that are lost in the database and in the key log: nothing is sent until that is accepted, once.

use super::support::home::Told;
use super::{Home, sandbox};
use rusqlite::Connection;
use std::fs;

const NOWAK: &str = r#"{"surname":"Nowak","pesel":"44051401359"}"#;

fn submit(home: &Home, document: &str, more: &[&str]) -> Told {
    home.pipe(&[&["submit", "-"], more].concat(), document.as_bytes())
}

/// Makes the database say something else of the customer than was sent, and takes the log's last records away.
fn damage_both(home: &Home) {
    let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
    let changed =
        "UPDATE submissions SET payload = '{\"surname\":\"Nowbk\"}', payload_hash = 'b' WHERE who = 'Nowak'";
    assert_eq!(conn.execute(changed, []).unwrap(), 1);
    conn.execute("DELETE FROM keys", []).unwrap();
    drop(conn);
    let log = home.data().join("kartoteka.keys");
    let whole = fs::read(&log).unwrap();
    fs::write(&log, [&whole[..96], &[0; 96]].concat()).unwrap();
}

/// Whether the lists of the history name the loss, in one line.
#[track_caller]
fn assert_listed(home: &Home) {
    for list in [
        ["history"].as_slice(),
        &["settle", "--list"],
        &["history", "--format", "csv"],
    ] {
        let told = home.pipe(list, b"");
        assert_eq!((told.code, told.stderr.lines().count()), (Some(0), 1), "{told:?}");
        assert!(
            told.stderr
                .contains(" is lost in kartoteka.db and kartoteka.keys; "),
            "{told:?}"
        );
    }
}

#[test]
fn nothing_is_sent_by_any_command_until_the_loss_is_accepted_once() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    assert_eq!(submit(&home, NOWAK, &[]).code, Some(0));
    for round in 1..=2 {
        let sent = crm.customers();
        damage_both(&home);
        let told = submit(&home, NOWAK, &[]);
        assert_eq!(told.code, Some(5), "{told:?}");
        for words in [
            "the record of a customer sent on ",
            " is lost in kartoteka.db and kartoteka.keys; ",
            "--accept-warnings",
        ] {
            assert!(told.stderr.contains(words), "{told:?}");
        }
        assert_listed(&home);
        let stranger = format!(r#"{{"surname":"Zięba","identifier":"K-{round}"}}"#);
        let told = submit(&home, &stranger, &["--lang", "pl"]);
        assert_eq!(told.code, Some(5), "still: {told:?}");
        assert!(told.stderr.contains("przepadł w kartoteka.db"), "{told:?}");
        let told = submit(&home, &format!("{stranger}\n{NOWAK}\n"), &["--ndjson", "--json"]);
        assert_eq!(told.code, Some(5), "{told:?}");
        assert!(told.stdout.contains("is lost in"), "{told:?}");
        let table = home.path().join("klienci.csv");
        fs::write(&table, format!("Nazwisko;Identyfikator\nKos;T-{round}\n")).unwrap();
        let import = |more: &[&str]| {
            let arguments = [&["import", table.to_str().unwrap(), "--yes"], more].concat();
            home.pipe(&arguments, b"")
        };
        let told = import(&[]);
        assert_eq!(told.code, Some(5), "{told:?}");
        assert!(told.stderr.contains("is lost in"), "{told:?}");
        assert_eq!(crm.customers(), sent);

        let told = if round == 1 {
            submit(&home, &stranger, &["--accept-warnings"])
        } else {
            import(&["--accept-warnings"])
        };
        assert_eq!(told.code, Some(0), "{told:?}");
        assert!(told.stderr.contains("is lost in"), "{told:?}");
        let told = submit(
            &home,
            &format!(r#"{{"surname":"Lis","identifier":"L-{round}"}}"#),
            &[],
        );
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "once: {told:?}");
        // Sent again with open eyes, it is known again.
        if round == 1 {
            assert_eq!(submit(&home, NOWAK, &[]).code, Some(0));
            let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
            let older = "UPDATE submissions SET who = 'Nowbk' WHERE who = 'Nowak' AND payload_hash = 'b'";
            assert_eq!(conn.execute(older, []).unwrap(), 1);
        }
    }
}

#[test]
fn a_database_that_vouches_for_itself_is_trusted_beside_a_damaged_log() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    assert_eq!(submit(&home, NOWAK, &[]).code, Some(0));
    fs::write(home.data().join("kartoteka.keys"), [1; 1000]).unwrap();
    let told = submit(&home, r#"{"surname":"Zięba"}"#, &[]);
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(told.stderr.contains("rebuilt from the database"), "{told:?}");
    assert_eq!(submit(&home, NOWAK, &[]).code, Some(3));
}

#[test]
fn a_log_that_is_whole_vouches_for_a_damaged_database() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    assert_eq!(submit(&home, NOWAK, &[]).code, Some(0));
    let log = fs::read(home.data().join("kartoteka.keys")).unwrap();
    damage_both(&home);
    fs::write(home.data().join("kartoteka.keys"), log).unwrap();
    // The log is written again from the database, and does not forget what only the log knew.
    let told = home.pipe(&["history", "purge", "--older-than", "1y"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(submit(&home, NOWAK, &[]).code, Some(3));
    assert_eq!(submit(&home, r#"{"surname":"Zięba"}"#, &[]).code, Some(0));
}
