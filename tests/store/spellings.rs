//! One person in any spelling, and one CRM under any URL: what an older program has left unknown or created stands in the way of
//! all of them.

use super::support::older::leave_to_older;
use super::{at, attempt, created, home, leave_unknown, open, record};
use hmac::{Hmac, KeyInit as _, Mac as _};
use kartoteka::customer::payload::hash;
use kartoteka::customer::{
    MatchReason, NewSubmission, RowHistory, RowKey, Settlement, StoredDetail, fingerprint,
};
use kartoteka::store::Error;
use rusqlite::{Connection, params};
use sha2::Sha256;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What was sent, and the same customer in other spellings.
const CUSTOMERS: [(&str, &[&str]); 8] = [
    (
        r#"{"identifier":"Ż1"}"#,
        &[
            "{\"identifier\":\"Z\u{307}1\"}",
            "{\"identifier\":\"ż\u{200b}1\"}",
            "{\"identifier\":\" \u{ff3a}\u{307}\u{ff11}\",\"surname\":\"Nowak\"}",
            "{\"identifier\":\"Ż\u{ad}1\u{fe0f}\"}",
            "{\"identifier\":\"\u{feff}Ż\u{2060}\u{661}\"}",
        ],
    ),
    (
        "{\"identifier\":\"Straße\u{200b} K-1\"}",
        &[
            r#"{"identifier":"STRASSE K-1"}"#,
            "{\"identifier\":\"Stra\u{1e9e}e\u{a0} k\u{2011}1\"}",
            "{\"identifier\":\"\u{17f}traße  K\u{2013}1\"}",
        ],
    ),
    (
        r#"{"pesel":"44051401359"}"#,
        &[
            "{\"pesel\":\"440514\u{ad}01359\"}",
            r#"{"pesel":44051401359,"surname":"N"}"#,
            "{\"pesel\":\"\u{ff14}\u{ff14}0514 01359\"}",
        ],
    ),
    (
        r#"{"nip":"123-456-32-18"}"#,
        &[
            "{\"nip\":\"PL\u{a0}1234563218\"}",
            "{\"nip\":\"\u{ff30}L123\u{2013}456-32\u{200b}18\"}",
        ],
    ),
    (
        r#"{"surname":"Żak","email":"Zofia@x.pl","phone_number":"333444555","custom_fields":{"Kod":"ß"}}"#,
        &[
            "{\"custom_fields\":{\"kod\":\"SS\"},\"surname\":\"Z\u{307}AK\",\"phone_number\":[\"+48 333\u{a0}444\u{2011}555\"],\
             \"email\":\"zofia@X.PL \",\"note\":null}",
        ],
    ),
    (
        r#"{"surname":"Żak","email":"jan@żółw.pl"}"#,
        &[r#"{"surname":"Żak","email":"Jan@XN--W-UGA1V8H.pl"}"#],
    ),
    (
        r#"{"surname":"Żak","email":"jan@xn--w-uga1v8h.pl"}"#,
        &["{\"surname\":\"Żak\",\"email\":\"jan@Ż\u{f3}łw\u{3002}pl\"}"],
    ),
    (
        r#"{"surname":"O'Brien","address":{"street":"ul. Oficerska 1"},"vip":true}"#,
        &[
            "{\"surname\":\"O\u{2019}BRIEN\",\"vip\":true,\"address\":{\"street\":\"ul.  O\u{fb01}cerska\u{a0}1\"}}",
        ],
    ),
];

/// URLs of one CRM, and of others.
const URLS: [(&str, &[&str], &[&str]); 2] = [
    (
        "https://crm.example/x/../a/api/customers",
        &[
            "https://crm.example/a/api/customers",
            "HTTPS://CRM.example.:443/a//api/customers",
            "https://crm.example/%2e/A/api/customers",
        ],
        &[
            "https://crm.example/api/customers",
            "https://crm.example:8443/a/api/customers",
        ],
    ),
    (
        "http://127.0.0.1:8080/api/customers",
        &[
            "http://localhost:8080/api/customers",
            "http://[::1]:8080/./api/customers",
            "https://127.1:8080/api/customers",
        ],
        &[
            "http://localhost:8081/api/customers",
            "http://localhost/api/customers",
        ],
    ),
];

fn of_payload(id: &str, payload: &str) -> NewSubmission {
    NewSubmission {
        payload: payload.into(),
        payload_hash: fingerprint(payload),
        aware_of: Some(Vec::new()),
        ..attempt(id, "Nowak", &[])
    }
}

#[test]
fn an_unknown_attempt_of_an_older_program_blocks_every_spelling() {
    for (sent, spellings) in CUSTOMERS {
        let home = home();
        leave_unknown(&mut open(home.path()), &of_payload("old", sent), 1);
        drop(leave_to_older(home.path()));
        let mut store = open(home.path());
        for spelling in spellings {
            let new = of_payload("new", spelling);
            let found = store.prior_submissions(&new.url, "", spelling).unwrap().unsettled;
            assert_eq!(
                found.map(|found| found.attempt).as_deref(),
                Some("old"),
                "{spelling:?}"
            );
            let error = store.begin(&new, at(2)).unwrap_err();
            assert!(
                matches!(error, Error::Unsettled { .. }),
                "{spelling:?}: {error:?}"
            );
        }
        let other = of_payload("other", r#"{"identifier":"Z1","pesel":"02070803628"}"#);
        store.begin(&other, at(3)).unwrap();
    }
}

#[test]
fn a_customer_that_an_older_program_created_is_known_in_every_spelling() {
    for (sent, spellings) in CUSTOMERS {
        let home = home();
        let mut store = open(home.path());
        store.begin(&of_payload("old", sent), at(1)).unwrap();
        store.finish("old", &created("7"), Duration::ZERO).unwrap();
        drop(store);
        drop(leave_to_older(home.path()));
        let mut store = open(home.path());
        for spelling in spellings {
            let new = of_payload("new", spelling);
            let found = store.prior_submissions(&new.url, "", spelling).unwrap().created;
            assert_eq!(found.len(), 1, "{spelling:?}");
            let error = store.begin(&new, at(2)).unwrap_err();
            assert!(
                matches!(error, Error::CreatedMeanwhile { .. }),
                "{spelling:?}: {error:?}"
            );
        }
    }
}

#[test]
fn a_masked_record_of_an_older_program_is_known_by_its_bytes_or_its_spelling() {
    let home = home();
    let mut store = open(home.path());
    store.set_detail(StoredDetail::Masked).unwrap();
    let hidden = r#"{"surname":"Żak","phone_number":"333444555"}"#;
    let bare = r#"{"surname":"Żak"}"#;
    for (id, payload) in [("hidden", hidden), ("bare", bare)] {
        store.begin(&of_payload(id, payload), at(1)).unwrap();
        store.finish(id, &created("7"), Duration::ZERO).unwrap();
    }
    drop(store);
    let conn = leave_to_older(home.path());
    conn.execute(
        "UPDATE submissions SET payload_hash = ?1 WHERE attempt = 'hidden'",
        [hash(hidden)],
    )
    .unwrap();
    drop(conn);
    let mut store = open(home.path());
    for (payload, expected) in [
        (hidden, "hidden"),
        (bare, "bare"),
        ("{\"surname\":\"Z\u{307}AK\"}", "bare"),
    ] {
        let found = store
            .prior_submissions(&of_payload("", "").url, "", payload)
            .unwrap()
            .created;
        let found: Vec<(&MatchReason, &str)> = found
            .iter()
            .map(|(likeness, before)| (likeness, before.attempt.as_str()))
            .collect();
        assert_eq!(found, [(&MatchReason::Payload, expected)], "{payload}");
    }
}

#[test]
fn a_crm_is_one_under_any_url_also_to_what_an_older_program_has_left() {
    for (older, same, others) in URLS {
        let home = home();
        let mut store = open(home.path());
        let sent = |id: &str, payload: &str, url: &str| NewSubmission {
            url: url.into(),
            ..of_payload(id, payload)
        };
        let (unknown, known) = (r#"{"identifier":"1"}"#, r#"{"identifier":"2"}"#);
        leave_unknown(&mut store, &sent("unknown", unknown, older), 1);
        store.begin(&sent("created", known, older), at(1)).unwrap();
        store.finish("created", &created("7"), Duration::ZERO).unwrap();
        drop(store);
        drop(leave_to_older(home.path()));
        let mut store = open(home.path());
        for url in same {
            let found = store.prior_submissions(url, "", unknown).unwrap();
            assert!(found.unsettled.is_some(), "{older} {url}");
            let error = store.begin(&sent("new", unknown, url), at(2)).unwrap_err();
            assert!(
                matches!(error, Error::Unsettled { .. }),
                "{older} {url}: {error:?}"
            );
            let error = store.begin(&sent("new", known, url), at(2)).unwrap_err();
            assert!(
                matches!(error, Error::CreatedMeanwhile { .. }),
                "{older} {url}: {error:?}"
            );
        }
        for url in others {
            let found = store.prior_submissions(url, "", unknown).unwrap();
            assert_eq!(found.unsettled, None, "{older} {url}");
            assert_eq!(
                store.prior_submissions(url, "", known).unwrap().created,
                [],
                "{older} {url}"
            );
        }
        assert_eq!(record(&store, "unknown").sent.url, older, "as it was sent");
    }
}

/// A store with an attempt in each of these states, whose names are those of the attempts.
fn with_attempts(dir: &Path) {
    let mut store = open(dir);
    let new = |id: &str| of_payload(id, &format!(r#"{{"identifier":"{id}"}}"#));
    store.begin(&new("created"), at(1)).unwrap();
    store.finish("created", &created("7"), Duration::ZERO).unwrap();
    leave_unknown(&mut store, &new("unknown"), 2);
    leave_unknown(&mut store, &new("not_created"), 3);
    store
        .settle("not_created", &Settlement::NotCreated, at(4))
        .unwrap();
}

#[test]
fn of_rows_that_become_one_the_one_stays_that_forbids_more() {
    // The customer is there; its record is deleted; the row is in the form; nobody knows; it may be sent.
    let attempts = [
        Some("created"),
        Some("deleted"),
        None,
        Some("unknown"),
        Some("not_created"),
    ];
    let url = of_payload("", "").url;
    let other_url = url.replace("example.com", "example.com.");
    for (at, lesser) in attempts.into_iter().enumerate() {
        // The first two forbid the same.
        for stricter in attempts
            .into_iter()
            .take(at)
            .skip(usize::from(lesser == Some("deleted")))
        {
            for urls in [[&url, &other_url], [&other_url, &url]] {
                let home = home();
                with_attempts(home.path());
                let conn = leave_to_older(home.path());
                for (url, attempt) in urls.into_iter().zip([lesser, stricter]) {
                    let row = "INSERT INTO imported (sheet, number, url, attempt) VALUES ('s', 2, ?1, ?2)";
                    conn.execute(row, params![url, attempt]).unwrap();
                }
                drop(conn);
                let row = RowKey {
                    table: "s".into(),
                    number: 2,
                };
                let trace = open(home.path()).row(&url, &row).unwrap();
                let kept = match trace {
                    Some(RowHistory::InForm) => None,
                    Some(RowHistory::Created) => Some("deleted".to_owned()),
                    Some(RowHistory::Sent(summary)) => Some(summary.attempt),
                    None => panic!("{lesser:?} {stricter:?}: the row is lost"),
                };
                assert_eq!(kept.as_deref(), stricter, "and not {lesser:?}");
            }
        }
    }
}

/// One address, as people and as programs write it.
const ADDRESSES: [&str; 2] = ["jan@żółw.pl", "jan@xn--w-uga1v8h.pl"];

fn with_address(id: &str, surname: &str, address: &str) -> NewSubmission {
    of_payload(id, &format!(r#"{{"surname":"{surname}","email":"{address}"}}"#))
}

/// Makes a store, at rest, say of its only customer what a program said that compared addresses as they were typed.
fn compare_as_typed(dir: &Path, address: &str) {
    let conn = Connection::open(dir.join("kartoteka.db")).unwrap();
    conn.execute_batch("DELETE FROM key_checks; DELETE FROM key_checks_filled")
        .unwrap();
    let fingerprint = hash(&format!(r#"[["email","{address}"],["surname","żak"]]"#));
    let renew = "UPDATE submissions SET payload_hash = ?1";
    conn.execute(renew, [&fingerprint]).unwrap();
    let renew = "UPDATE keys SET normal = ?1 WHERE field = 'email'";
    conn.execute(renew, [address]).unwrap();
    let hashes = conn.execute("DELETE FROM key_hashes", []).unwrap();
    if hashes == 0 {
        return;
    }
    assert_eq!(hashes, 2, "of the payload and of the address");
    let secret: Vec<u8> = conn
        .query_row("SELECT secret FROM key_secrets", [], |row| row.get(0))
        .unwrap();
    for (field, value) in [("payload", fingerprint.as_str()), ("email", address)] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
        for part in ["example.com:443/api/customers", field, value] {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        let hash = &mac.finalize().into_bytes()[..16];
        let insert = "INSERT INTO key_hashes (hash, attempt) SELECT ?1, attempt FROM removed";
        conn.execute(insert, [hash]).unwrap();
    }
    // It is made again of what the database says.
    fs::remove_file(dir.join("kartoteka.keys")).unwrap();
}

#[test]
fn an_address_is_one_in_letters_and_in_ascii_also_to_what_was_compared_as_typed() {
    for sent in ADDRESSES {
        for deleted in [false, true] {
            let home = home();
            let mut store = open(home.path());
            let old = with_address("old", "Żak", sent);
            store.begin(&old, at(1)).unwrap();
            store.finish(&old.attempt, &created("7"), Duration::ZERO).unwrap();
            if deleted {
                assert_eq!(store.purge(at(2)).unwrap(), 1);
            }
            drop(store);
            compare_as_typed(home.path(), sent);
            let mut store = open(home.path());
            for typed in ADDRESSES {
                let what = format!("{sent}, {typed}, deleted: {deleted}");
                let same = with_address("new", "Żak", typed);
                let found = store
                    .prior_submissions(&same.url, "", &same.payload)
                    .unwrap()
                    .created;
                assert_eq!(found.len(), 1, "{what}: {found:?}");
                assert_eq!(
                    (&found[0].0, found[0].1.deleted),
                    (&MatchReason::Payload, deleted),
                    "{what}"
                );
                let error = store.begin(&same, at(3)).unwrap_err();
                assert!(
                    matches!(error, Error::CreatedMeanwhile { .. }),
                    "{what}: {error:?}"
                );
                let other = with_address("new", "Nowak", typed);
                let found = store
                    .prior_submissions(&other.url, "", &other.payload)
                    .unwrap()
                    .created;
                let [(MatchReason::Key(known), summary)] = found.as_slice() else {
                    panic!("{what}: {found:?}");
                };
                assert_eq!(
                    (known.value.as_str(), summary.deleted),
                    (typed, deleted),
                    "{what}"
                );
            }
            let stranger = with_address("new", "Nowak", "jan@zolw.pl");
            let found = store
                .prior_submissions(&stranger.url, "", &stranger.payload)
                .unwrap();
            assert_eq!(found.created, [], "{sent}");
        }
    }
}
