//! What only a server can do: end, be set up in another way, and be asked over the network.

use crate::place::{Clerk, Place, SECRET, TIMEOUT, claim, member};
use crate::server::server;
use kartoteka::customer::SubmissionState;
use kartoteka::team::{self, ClaimRefused, Error, TeamPlace, TeamSecret, TeamStore};
use std::path::PathBuf;
use std::thread;

const ANNA: &str = r#"{"surname":"Nowak","pesel":"44051401359"}"#;

fn open(url: &str) -> Result<Box<dyn TeamStore>, Error> {
    trusting(url, None)
}

fn trusting(url: &str, ca_file: Option<PathBuf>) -> Result<Box<dyn TeamStore>, Error> {
    let place = TeamPlace::Postgres {
        url: url.to_owned(),
        password: None,
        ca_file,
    };
    team::open(&place, &TeamSecret::new(SECRET).unwrap(), member("ewa"), TIMEOUT)
}

#[test]
fn a_server_that_crashes_is_come_back_to_and_has_every_claim() {
    let Some(server) = server().map(crate::server::Server::another) else {
        return;
    };
    let (url, _) = server.url();
    let mut one = Clerk(open(&url).unwrap());
    one.claim("a1", ANNA);
    server.crash();
    // The same claim again, as after a commit whose answer was lost.
    one.claim("a1", ANNA);
    assert_eq!(one.state("a1"), Some(SubmissionState::Sending));
    assert!(matches!(one.refused("a2", ANNA), ClaimRefused::Open(..)));
}

#[test]
fn nobody_who_answers_is_away_and_a_wrong_name_is_not() {
    let Some(server) = server() else { return };
    let away = open("postgresql://postgres@127.0.0.1:1/postgres").err().unwrap();
    assert!(away.is_away(), "{away:?}");
    let (url, _) = server.url();
    let denied = open(&url.replace("/postgres?", "/nothing?")).err().unwrap();
    assert!(matches!(denied, Error::Denied { .. }), "{denied:?}");
}

#[test]
fn the_servers_certificate_is_checked() {
    let Some(server) = server() else { return };
    let (_, schema) = server.url();
    let url = server.tls_url(&schema);
    let own = Some(server.certificate());
    let mut clerk = Clerk(trusting(&url, own.clone()).unwrap());
    clerk.claim("a1", ANNA);
    assert_eq!(
        server.sql("SELECT count(*) > 0 FROM pg_stat_ssl WHERE ssl"),
        "t",
        "the connection has TLS"
    );
    // The public authorities do not know it, and its name is another one.
    let elsewhere = url.replace("@localhost:", "@127.0.0.1:");
    for (untrusted, ca_file) in [(&url, None), (&elsewhere, own)] {
        let refused = trusting(untrusted, ca_file).err();
        assert!(matches!(refused, Some(Error::Away { .. })), "{refused:?}");
    }
}

#[test]
fn a_lease_ends_by_the_servers_clock_and_begins_anew() {
    let Some(server) = server() else { return };
    let place = Place::postgres(server);
    let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
    one.claim("a1", ANNA);
    place.end_leases();
    assert_eq!(other.state("a1"), Some(SubmissionState::Unknown));
    one.0.renew().unwrap();
    assert_eq!(other.state("a1"), Some(SubmissionState::Sending));
}

#[test]
fn programs_that_start_at_once_make_the_tables_once_and_claim_a_customer_once() {
    let Some(server) = server() else { return };
    let (url, _) = server.url();
    let granted = thread::scope(|scope| {
        let claims: Vec<_> = (0..8)
            .map(|number| {
                let url = &url;
                scope.spawn(move || {
                    let mut store = open(url).unwrap();
                    store
                        .claim(&[claim(&format!("a{number}"), ANNA)])
                        .unwrap()
                        .remove(0)
                })
            })
            .collect();
        claims.into_iter().flat_map(|claim| claim.join().unwrap()).count()
    });
    assert_eq!(granted, 1);
}

#[test]
fn a_newer_format_is_left_alone() {
    let Some(server) = server() else { return };
    let (url, schema) = server.url();
    drop(open(&url).unwrap());
    server.sql(&format!("UPDATE {schema}.kartoteka_store SET format = 99"));
    let refused = open(&url).err();
    assert!(
        matches!(refused, Some(Error::Newer { found: 99, .. })),
        "{refused:?}"
    );
}

#[test]
fn a_program_that_is_connected_sends_nothing_once_a_newer_one_has_changed_the_format() {
    let Some(server) = server() else { return };
    let place = Place::postgres(server);
    let mut clerk = place.clerk("ewa");
    clerk.claim("a1", ANNA);
    place.sql("UPDATE kartoteka_store SET format = 99");
    for attempt in ["a2", "a3"] {
        let refused = clerk.0.claim(&[claim(attempt, r#"{"surname":"Lis"}"#)]).err();
        assert!(
            matches!(refused, Some(Error::Newer { found: 99, .. })),
            "{refused:?}"
        );
    }
    // Nothing is locked, and nothing written.
    place.sql("UPDATE kartoteka_store SET format = 2");
    clerk.claim("a4", r#"{"surname":"Lis"}"#);
    assert_eq!((clerk.state("a2"), clerk.state("a3")), (None, None));
}

#[test]
fn a_claim_is_not_compiled_by_the_server() {
    let Some(server) = server() else { return };
    let (url, schema) = server.url();
    let mut clerk = Clerk(open(&url).unwrap());
    // The session that claims says so itself.
    server.sql(&format!(
        "ALTER TABLE {schema}.kartoteka_attempts ADD COLUMN jit text DEFAULT current_setting('jit')"
    ));
    clerk.claim("a1", ANNA);
    let jit = server.sql(&format!("SELECT jit FROM {schema}.kartoteka_attempts"));
    assert_eq!(jit, "off");
}
