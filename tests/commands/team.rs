//! Two clerks with a store each, and one store of their team: whatever the second one sends, the customer is created once.

use crate::support::faults::{Faults, raw};
use crate::support::home::Told;
use crate::support::team::Team;
use crate::{Home, sandbox};
use serde_json::Value;
use std::fs::{self, Permissions};
use std::ops::RangeInclusive;
use std::os::unix::fs::PermissionsExt as _;

#[track_caller]
pub fn submit(home: &Home, document: &str, more: &[&str]) -> (Told, Value) {
    let arguments = [&["submit", "-", "--json"], more].concat();
    let told = home.pipe(&arguments, document.as_bytes());
    let json = told.json().into_iter().next().unwrap_or_default();
    (told, json)
}

pub const ANNA: &str = r#"{"surname": "Nowak", "name": "Anna", "pesel": "44051401359"}"#;

#[test]
fn a_customer_whom_a_colleague_created_is_known_by_the_id() {
    let (crm, team) = (sandbox(), Team::new());
    let (one, other) = (team.clerk(&crm.base_url(), ""), team.clerk(&crm.base_url(), ""));
    let (told, created) = submit(&one, ANNA, &[]);
    assert_eq!(told.code, Some(0), "{told:?}");
    let (told, refused) = submit(&other, ANNA, &[]);
    assert_eq!(
        (told.code, refused["state"].as_str()),
        (Some(3), Some("invalid")),
        "{told:?}"
    );
    let problem = &refused["problems"][0];
    assert_eq!(problem["reason"], "created_in_team", "{refused}");
    assert_eq!(
        problem["detail"]["customer_id"], created["customer_id"],
        "{refused}"
    );
    let id = created["customer_id"].as_str().unwrap();
    assert!(problem["message"].as_str().unwrap().contains(id), "{refused}");
    assert_eq!(crm.customers(), 1);
    // What is meant all the same goes out, and is claimed, too.
    let (told, _) = submit(&other, ANNA, &["--accept-warnings"]);
    assert_eq!((told.code, crm.customers()), (Some(0), 2), "{told:?}");
}

#[test]
fn an_unknown_outcome_of_a_colleague_blocks_until_somebody_has_settled_it() {
    let team = Team::new();
    let server = Faults::start(raw(""));
    let one = team.clerk(&server.url(), "");
    let (told, unknown) = submit(&one, ANNA, &[]);
    assert_eq!(told.code, Some(6), "{told:?}");
    let attempt = unknown["attempt"].as_str().unwrap().to_owned();
    let other = team.clerk(&server.url(), "");
    let (told, held) = submit(&other, ANNA, &[]);
    assert_eq!(
        (told.code, held["state"].as_str()),
        (Some(6), Some("blocked")),
        "{told:?}"
    );
    assert_eq!(held["by"].as_str(), Some(attempt.as_str()));
    // The other clerk finds it in the list, and has looked in the CRM.
    let told = other.pipe(&["settle", "--list"], b"");
    assert!(told.stdout.contains(&attempt), "{told:?}");
    let told = other.pipe(&["settle", &attempt, "--as", "324"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    let (told, refused) = submit(&other, ANNA, &[]);
    assert_eq!(told.code, Some(3), "{told:?}");
    assert_eq!(refused["problems"][0]["detail"]["customer_id"], "324");
    // The clerk whose attempt it was learns of it with the next one.
    let told = one.pipe(&["settle", "--list"], b"");
    assert!(told.stderr.contains("settled by"), "{told:?}");
    let history = one.pipe(&["history", "--format", "json"], b"");
    assert!(history.stdout.contains("\"324\""), "{history:?}");
}

#[test]
fn a_name_alone_only_warns() {
    let (crm, team) = (sandbox(), Team::new());
    let (one, other) = (team.clerk(&crm.base_url(), ""), team.clerk(&crm.base_url(), ""));
    submit(
        &one,
        r#"{"surname": "Nowak", "name": "Anna", "nip": "1234563218"}"#,
        &[],
    );
    let namesake = r#"{"surname": "Nowak", "name": "Anna", "nip": "5260250274"}"#;
    let (told, warned) = submit(&other, namesake, &[]);
    assert_eq!(told.code, Some(3), "{told:?}");
    assert_eq!(warned["problems"][0]["severity"], "warning", "{warned}");
    let (told, _) = submit(&other, namesake, &["--accept-warnings"]);
    assert_eq!((told.code, crm.customers()), (Some(0), 2), "{told:?}");
}

/// A table of customers with these numbers.
fn table_of(numbers: RangeInclusive<u32>) -> String {
    let rows = numbers.map(|number| format!("Żak {number};K-{number}"));
    let rows: Vec<String> = ["Nazwisko;Identyfikator".to_owned()]
        .into_iter()
        .chain(rows)
        .collect();
    rows.join("\n") + "\n"
}

#[test]
fn a_table_is_imported_once_by_the_team() {
    let (crm, team) = (sandbox(), Team::new());
    let (one, other) = (team.clerk(&crm.base_url(), ""), team.clerk(&crm.base_url(), ""));
    let table = table_of(1..=20);
    let import = |home: &Home| {
        let file = home.path().join("klienci.csv");
        fs::write(&file, &table).unwrap();
        home.pipe(
            &["import", file.to_str().unwrap(), "--yes", "--json", "--jobs", "4"],
            b"",
        )
    };
    let told = import(&one);
    assert_eq!((told.code, crm.customers()), (Some(0), 20), "{told:?}");
    let told = import(&other);
    assert_eq!((told.code, crm.customers()), (Some(3), 20), "{told:?}");
    assert!(told.stdout.contains("created_in_team"), "{told:?}");
    // Both at the same time, from the beginning.
    let table = table_of(100..=140);
    let begin = |home: &Home| {
        let file = home.path().join("nowi.csv");
        fs::write(&file, &table).unwrap();
        let arguments = [
            "import",
            file.to_str().unwrap(),
            "--yes",
            "--json",
            "--jobs",
            "4",
            "--past-unknown",
        ];
        home.command(&arguments).spawn().unwrap()
    };
    let both = [begin(&one), begin(&other)];
    for child in both {
        Told::of(child);
    }
    assert_eq!(crm.customers(), 20 + 41);
}

#[test]
fn nothing_goes_out_while_the_store_is_away_unless_that_is_wanted() {
    let (crm, team) = (sandbox(), Team::new());
    let home = team.clerk(&crm.base_url(), "");
    let away = |is_away: bool| {
        let (store, aside) = (team.store_dir(), team.store_dir().with_extension("aside"));
        let (from, to) = if is_away {
            (&store, &aside)
        } else {
            (&aside, &store)
        };
        fs::rename(from, to).unwrap();
    };
    away(true);
    let (told, refused) = submit(&home, ANNA, &[]);
    assert_ne!(told.code, Some(0), "{told:?} {refused}");
    assert_eq!(crm.customers(), 0);
    let (told, _) = submit(&home, ANNA, &["--without-team"]);
    assert_eq!((told.code, crm.customers()), (Some(2), 0), "{told:?}");
    away(false);
    let (told, _) = submit(&home, ANNA, &[]);
    assert_eq!((told.code, crm.customers()), (Some(0), 1), "{told:?}");
}

#[test]
fn nothing_of_a_customer_is_in_the_store_of_the_team() {
    let (crm, team) = (sandbox(), Team::new());
    let home = team.clerk(&crm.base_url(), "");
    let customer =
        r#"{"surname": "Żółkiewska", "name": "Łucja", "pesel": "44051401359", "email": "lucja@example.pl"}"#;
    let (told, _) = submit(&home, customer, &[]);
    assert_eq!(told.code, Some(0), "{told:?}");
    let mut bytes = Vec::new();
    for entry in fs::read_dir(team.store_dir()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            bytes.extend(fs::read(path).unwrap());
        }
    }
    for value in ["Żółkiewska", "Łucja", "44051401359", "lucja", "0123456789abcdef"] {
        let is_there = bytes
            .windows(value.len())
            .any(|window| window == value.as_bytes());
        assert!(!is_there, "{value}");
    }
}

#[test]
fn settings_of_a_team_are_checked() {
    let crm = sandbox();
    let team = Team::new();
    for (settings, code, words) in [
        ("[team]\nfile = \"/nowhere/team.db\"\n", 2, "secret"),
        (
            "[team]\nfile = \"a\"\nurl = \"postgresql://a@b/c\"\nsecret_file = \"s\"\n",
            2,
            "one store",
        ),
        (
            "[team]\nfile = \"team.db\"\nsecret_file = \"missing\"\n",
            2,
            "missing",
        ),
        (
            "[team]\nfile = \"team.db\"\nsecret_file = \"/dev/zero\"\n",
            2,
            "not a regular file",
        ),
        (
            "[team]\nfile = \"team.db\"\nsecret_command = \"exit 3\"\n",
            2,
            "team.secret_command ended with exit code 3",
        ),
        ("[team]\nwhen_away = \"never\"\n", 2, "when_away"),
        ("[team]\nkeep_days = 0\n", 2, "keep_days"),
    ] {
        let home = Home::new(&crm.base_url(), settings);
        let (told, _) = submit(&home, ANNA, &[]);
        assert_eq!(told.code, Some(code), "{settings}: {told:?}");
        assert!(told.stderr.contains(words), "{settings}: {told:?}");
    }
    assert_eq!(crm.customers(), 0);
    let home = team.clerk(&crm.base_url(), "");
    let secret = team.secret();
    let set = |mode| fs::set_permissions(&secret, Permissions::from_mode(mode)).unwrap();
    for (text, mode, words) in [
        (&b"short\n"[..], 0o600, "secret"),
        (b"\n", 0o600, "team.secret_file gives no secret"),
        (b"\xff\n", 0o600, "what team.secret_file gives is not UTF-8"),
        (b"0123456789abcdef0123456789abcdef\n", 0o644, "chmod o-r"),
        (b"0123456789abcdef0123456789abcdef\n", 0o602, "chmod go-w"),
    ] {
        fs::write(&secret, text).unwrap();
        set(mode);
        let (told, _) = submit(&home, ANNA, &[]);
        assert_eq!(told.code, Some(2), "{mode:o}: {told:?}");
        assert!(told.stderr.contains(words), "{mode:o}: {told:?}");
    }
    assert_eq!(crm.customers(), 0);
    // The team's group may read it.
    set(0o640);
    let (told, _) = submit(&home, ANNA, &[]);
    assert_eq!(told.code, Some(0), "{told:?}");
}

#[test]
fn the_status_counts_what_colleagues_have_open_and_says_where_the_store_is_away() {
    let team = Team::new();
    let one = team.clerk("https://x.thulium.com", "");
    let ask = |home: &Home| home.pipe(&["status", "--json"], b"").json().pop().unwrap();
    let report = ask(&one);
    assert_eq!(report["team"]["unknown"], 0, "{report}");
    assert!(!team.file().exists(), "no store is made");
    let server = Faults::start(raw(""));
    let other = team.clerk(&server.url(), "");
    assert_eq!(submit(&other, ANNA, &[]).0.code, Some(6));
    let told = one.pipe(&["status", "--json"], b"");
    let report = told.json().pop().unwrap();
    assert_eq!(
        (told.code, &report["team"]["unknown"]),
        (Some(0), &Value::from(1)),
        "{report}"
    );
    let own = ask(&other);
    assert_eq!(
        (&own["team"]["unknown"], &own["open"]["unknown"]),
        (&Value::from(0), &Value::from(1)),
        "{own}"
    );
    fs::rename(team.store_dir(), team.store_dir().with_extension("away")).unwrap();
    let told = one.pipe(&["status", "--json"], b"");
    let report = told.json().pop().unwrap();
    assert_eq!(
        (told.code, report["team"]["state"].as_str()),
        (Some(0), Some("away")),
        "{report}"
    );
    assert!(
        report["team"]["message"].as_str().unwrap().contains("store"),
        "{report}"
    );
}
