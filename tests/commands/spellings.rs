//! One person is one person in any spelling, and one CRM one CRM: what an older program has left unknown is sent again by no
//! command, from no file and to no URL.

use super::Home;
use super::support::faults::{Act, Faults, http};
use super::support::home::Told;
use super::support::older::leave_to_older;
use std::fs;

/// What was sent, and the same customer in other spellings.
const CUSTOMERS: [(&str, &[&str]); 5] = [
    (
        r#"{"surname":"Żak","identifier":"Ż1"}"#,
        &[
            "{\"surname\":\"Nowak\",\"identifier\":\"Z\u{307}1\"}",
            "{\"surname\":\"Nowak\",\"identifier\":\"ż\u{200b}1\"}",
            "{\"surname\":\"Nowak\",\"identifier\":\"\u{ff3a}\u{307}\u{ff11}\"}",
            "{\"surname\":\"Nowak\",\"identifier\":\"Ż\u{ad}1\u{fe0f}\"}",
        ],
    ),
    (
        r#"{"surname":"Żak","pesel":"44051401359"}"#,
        &[
            r#"{"surname":"Nowak","pesel":" 44051401359"}"#,
            "{\"surname\":\"Nowak\",\"pesel\":\"44051401359\u{a0}\"}",
        ],
    ),
    (
        r#"{"surname":"Żak","nip":"1234563218"}"#,
        &[r#"{"surname":"Nowak","nip":"PL 123-456-32-18"}"#],
    ),
    (
        r#"{"surname":"Żak","email":"jan@żółw.pl"}"#,
        &[r#"{"surname":"Żak","email":"Jan@xn--w-uga1v8h.pl"}"#],
    ),
    (
        r#"{"surname":"Straße","name":"Zofia","note":"K-1"}"#,
        &[
            "{\"note\":\"k\u{2011}1\",\"surname\":\"STRASSE\",\"name\":\"zofia\"}",
            "{\"surname\":\"Stra\u{1e9e}e\",\"name\":\"Zo\u{200b}fia\",\"note\":\"K-\u{ff11}\"}",
        ],
    ),
];

/// A home in which an older program has sent a customer to a CRM that has not said what became of it.
fn left_unknown(document: &str) -> (Home, Faults) {
    let server = Faults::start(Act::Answer(http("500 Oops", "", "")));
    let home = Home::new(&server.url(), "");
    let told = submit(&home, document, None);
    assert_eq!(told.code, Some(6), "{told:?}");
    drop(leave_to_older(&home.data()));
    (home, server)
}

fn submit(home: &Home, document: &str, url: Option<&str>) -> Told {
    let file = home.path().join("customer.json");
    fs::write(&file, document).unwrap();
    let mut command = home.command(&["submit", file.to_str().unwrap(), "--accept-warnings", "--json"]);
    command.envs(url.map(|url| ("KARTOTEKA_BASE_URL", url)));
    Told::of(command.spawn().unwrap())
}

#[track_caller]
fn assert_blocked(told: &Told, what: &str) {
    assert_eq!(told.code, Some(6), "{what:?}: {told:?}");
    assert_eq!(told.json()[0]["state"], "blocked", "{what:?}: {told:?}");
}

#[test]
fn no_spelling_is_submitted_or_imported_beside_an_unknown_outcome_of_an_older_program() {
    for (sent, spellings) in CUSTOMERS {
        let (home, server) = left_unknown(sent);
        for spelling in spellings {
            assert_blocked(&submit(&home, spelling, None), spelling);
            let customer: serde_json::Value = serde_json::from_str(spelling).unwrap();
            let (names, values): (Vec<&str>, Vec<&str>) = customer
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
                .unzip();
            let table = home.path().join("customers.csv");
            fs::write(&table, format!("{}\n{}\n", names.join(";"), values.join(";"))).unwrap();
            let told = home.pipe(
                &[
                    "import",
                    table.to_str().unwrap(),
                    "--accept-warnings",
                    "--json",
                    "--yes",
                ],
                b"",
            );
            assert_blocked(&told, spelling);
        }
        assert_eq!(server.finish().requests.len(), 1, "{sent}");
    }
}

#[test]
fn no_url_of_the_same_crm_is_another_crm() {
    let customer = CUSTOMERS[0].0;
    let (home, server) = left_unknown(customer);
    let port = server.address().port();
    for host in [
        "127.0.0.1",
        "localhost",
        "LOCALHOST.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "127.0.0.2",
    ] {
        let told = submit(&home, customer, Some(&format!("http://{host}:{port}//")));
        // What is no address of this machine to the client is refused before.
        if told.code != Some(2) {
            assert_blocked(&told, host);
        }
    }
    for path in ["/.", "/x/..", "/%2e", "/x/%2E%2e/", "/x/%252e."] {
        let told = submit(&home, customer, Some(&format!("http://127.0.0.1:{port}{path}")));
        assert_eq!(told.code, Some(2), "{path}: {told:?}");
        assert!(told.stderr.contains(". or .."), "{path}: {told:?}");
    }
    let told = submit(&home, customer, Some("http://localhost:9"));
    assert_eq!(told.code, Some(5), "another port is another CRM: {told:?}");
    assert_eq!(server.finish().requests.len(), 1);
}
