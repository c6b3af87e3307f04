//! An outcome that is unknown is settled by colleagues, and by two of them in different ways.

use crate::Home;
use crate::support::faults::{Faults, raw};
use crate::support::team::Team;
use crate::team::{ANNA, submit};

/// A clerk whose outcome is unknown, its attempt, and a colleague.
fn unknown_of(team: &Team, url: &str) -> (Home, String, Home) {
    let one = team.clerk(url, "");
    let (told, unknown) = submit(&one, ANNA, &[]);
    assert_eq!(told.code, Some(6), "{told:?}");
    let attempt = unknown["attempt"].as_str().unwrap().to_owned();
    let other = team.clerk(url, "");
    let (told, _) = submit(&other, ANNA, &[]);
    assert_eq!(told.code, Some(6), "{told:?}");
    (one, attempt, other)
}

#[test]
fn of_two_settlements_the_created_customer_counts_and_the_second_clerk_is_told() {
    let server = Faults::start(raw(""));
    for (first, second, said) in [
        (
            ["--as", "324"].as_slice(),
            ["--not-created"].as_slice(),
            "customer 324",
        ),
        (&["--not-created"], &["--as", "324"], "not created"),
    ] {
        let team = Team::new();
        let (one, attempt, other) = unknown_of(&team, &server.url());
        let settle = |home: &Home, how: &[&str]| {
            let told = home.pipe(&[&["settle", attempt.as_str()], how].concat(), b"");
            assert_eq!(told.code, Some(0), "{told:?}");
            told.stderr
        };
        assert!(!settle(&other, first).contains("another way"));
        let told = settle(&one, second);
        assert!(told.contains("in another way") && told.contains(said), "{told}");
        // Both know of the customer from now on.
        for home in [&one, &other] {
            let (told, refused) = submit(home, ANNA, &[]);
            assert_eq!(told.code, Some(3), "{told:?}");
            assert_eq!(
                refused["problems"][0]["detail"]["customer_id"], "324",
                "{refused}"
            );
        }
    }
}

#[test]
fn whoever_never_sent_anything_lists_and_settles_what_a_colleague_left_open() {
    let server = Faults::start(raw(""));
    for (how, code) in [(["--as", "324"].as_slice(), 3), (&["--not-created"], 6)] {
        let team = Team::new();
        let (_one, attempt, other) = unknown_of(&team, &server.url());
        let new = || {
            let home = team.clerk(&server.url(), "");
            assert!(!home.data().exists());
            home
        };
        let told = new().pipe(&["settle", "--list"], b"");
        assert!(told.code == Some(0) && told.stdout.contains(&attempt), "{told:?}");
        let told = new().pipe(&[&["settle", &attempt], how].concat(), b"");
        assert_eq!(told.code, Some(0), "{told:?}");
        let told = new().pipe(&["settle", "--list"], b"");
        assert!(!told.stdout.contains(&attempt), "{told:?}");
        // Created stops the colleague's card; not created lets it go out, to the same CRM that does not answer.
        let (told, refused) = submit(&other, ANNA, &[]);
        assert_eq!(told.code, Some(code), "{refused}");
        assert_ne!(refused["state"], "blocked", "{refused}");
    }
}

#[test]
fn what_a_colleague_has_settled_is_not_listed_as_unknown_once_more() {
    let server = Faults::start(raw(""));
    for how in [["--as", "324"].as_slice(), &["--not-created"]] {
        let team = Team::new();
        let (one, attempt, other) = unknown_of(&team, &server.url());
        let told = other.pipe(&[&["settle", &attempt], how].concat(), b"");
        assert_eq!(told.code, Some(0), "{told:?}");
        let told = one.pipe(&["settle", "--list"], b"");
        assert!(
            told.code == Some(0) && !told.stdout.contains(&attempt),
            "{told:?}"
        );
        assert!(told.stderr.contains(&attempt), "{told:?}");
    }
}

#[test]
fn whoever_settles_a_colleagues_attempt_second_is_told_how_the_first_one_did() {
    let (team, server) = (Team::new(), Faults::start(raw("")));
    let (_one, attempt, other) = unknown_of(&team, &server.url());
    let third = team.clerk(&server.url(), "");
    let told = other.pipe(&["settle", &attempt, "--as", "324"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    for how in [["--not-created"].as_slice(), &["--as", "325"]] {
        let told = third.pipe(&[&["settle", &attempt], how].concat(), b"");
        assert_eq!((told.code, told.stdout.as_str()), (Some(5), ""), "{told:?}");
        for words in ["in another way by", "created, customer 324"] {
            assert!(told.stderr.contains(words), "{told:?}");
        }
    }
    let told = third.pipe(&["settle", &attempt, "--as", "324"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
}

#[test]
fn what_a_colleague_settles_later_in_another_way_is_in_the_record() {
    let (team, server) = (Team::new(), Faults::start(raw("")));
    let (one, attempt, other) = unknown_of(&team, &server.url());
    let told = one.pipe(&["settle", &attempt, "--not-created"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    let told = other.pipe(&["settle", &attempt, "--as", "324"], b"");
    assert!(told.stderr.contains("in another way"), "{told:?}");
    // The journal of the first one learns of it with the next card.
    submit(&one, ANNA, &[]);
    let database = one.path().join("data/kartoteka.db");
    let row: (String, String) = rusqlite::Connection::open(database)
        .unwrap()
        .query_row("SELECT attempt, customer_id FROM team_settlements", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(row, (attempt, "324".to_owned()));
}

#[test]
fn an_id_from_the_teams_store_cannot_look_like_another_line() {
    let (team, server) = (Team::new(), Faults::start(raw("")));
    let (_one, attempt, other) = unknown_of(&team, &server.url());
    let conn = rusqlite::Connection::open(team.file()).unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = 0;
         UPDATE attempts SET attempt = 'x' || char(10, 27) || attempt;
         UPDATE keys SET attempt = 'x' || char(10, 27) || attempt;",
    )
    .unwrap();
    let told = other.pipe(&["settle", "--list"], b"");
    assert_eq!(told.stdout.matches('\n').count(), 2, "{told:?}");
    assert!(
        told.stdout.contains(&format!("x\\u{{a}}\\u{{1b}}{attempt}")),
        "{told:?}"
    );
}
