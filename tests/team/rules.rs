//! What a claim is refused for, and what an attempt's end does for the next ones.

use crate::place::{claim, keys, member, places, reason};
use kartoteka::customer::{Settlement, SubmissionState};
use kartoteka::team::{ClaimRefused, Error, Report, ReportedEnd};

const ANNA: &str = r#"{"surname":"Nowak","pesel":"44051401359","email":"a@b.pl"}"#;
/// The same PESEL, another payload.
const ANNA_AGAIN: &str = r#"{"surname":"Nowak-Lis","pesel":"44051401359"}"#;
/// Another customer with the same e-mail address.
const JAN: &str = r#"{"surname":"Lis","pesel":"02070803628","email":"A@B.pl"}"#;

#[test]
fn a_customer_in_flight_or_created_is_claimed_once() {
    for place in places() {
        let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
        assert_eq!(one.claim("a1", ANNA).related, []);
        let ClaimRefused::Open(shared, open) = other.refused("b1", ANNA_AGAIN) else {
            panic!("must be open");
        };
        assert_eq!(reason(&shared), "pesel");
        assert_eq!(
            (open.attempt.as_str(), open.state),
            ("a1", SubmissionState::Sending)
        );
        assert_eq!(open.member, member("ewa"));
        // A program does not get past its own attempt either.
        assert!(matches!(one.refused("a2", ANNA), ClaimRefused::Open(..)));
        one.created("a1", "7001");
        let ClaimRefused::Created(created) = other.refused("b1", ANNA_AGAIN) else {
            panic!("must be created");
        };
        assert_eq!(created[0].1.customer_id.as_deref(), Some("7001"));
        let mut aware = claim("b1", ANNA_AGAIN);
        aware.aware_of = vec!["a1".to_owned()];
        other.try_claim(aware).unwrap();
        assert_eq!(other.state("b1"), Some(SubmissionState::Sending));
    }
}

#[test]
fn what_created_nothing_stops_nobody() {
    for end in [ReportedEnd::Rejected, ReportedEnd::NotSent] {
        for place in places() {
            let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
            one.claim("a1", ANNA);
            one.report("a1", end.clone());
            assert_eq!(other.claim("b1", ANNA).related, []);
            assert_eq!(other.state("a1"), Some(end.state()));
        }
    }
}

#[test]
fn who_shares_an_address_is_only_named() {
    for place in places() {
        let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
        one.claim("a1", ANNA);
        let related = other.claim("b1", JAN).related;
        let named: Vec<(&str, &str)> = related
            .iter()
            .map(|(shared, attempt)| (reason(shared), attempt.attempt.as_str()))
            .collect();
        assert_eq!(named, [("email", "a1")]);
        let found = other.0.find(&keys(JAN)).unwrap();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(shared, attempt)| (reason(shared), attempt.attempt.as_str()))
            .collect();
        assert!(
            found.contains(&("email", "a1")) && found.contains(&("payload", "b1")),
            "{found:?}"
        );
    }
}

#[test]
fn a_batch_is_judged_in_its_order() {
    for place in places() {
        let mut clerk = place.clerk("ewa");
        let answers = clerk
            .0
            .claim(&[claim("a1", ANNA), claim("a2", JAN), claim("a3", ANNA_AGAIN)])
            .unwrap();
        assert!(matches!(
            answers.as_slice(),
            [Ok(_), Ok(granted), Err(ClaimRefused::Open(_, open))]
                if granted.related.len() == 1 && open.attempt == "a1"
        ));
        assert_eq!(clerk.state("a3"), None);
    }
}

#[test]
fn a_claim_that_is_made_again_is_granted_to_its_session_alone() {
    for place in places() {
        let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
        one.claim("a1", ANNA);
        one.claim("a1", ANNA);
        assert!(matches!(other.refused("a1", ANNA), ClaimRefused::Known(_)));
        one.report("a1", ReportedEnd::NotSent);
        assert!(matches!(one.refused("a1", ANNA), ClaimRefused::Known(_)));
    }
}

#[test]
fn an_attempt_of_a_program_that_ended_is_unknown_until_somebody_says_what_became_of_it() {
    for place in places() {
        let mut other = place.clerk("olga");
        let mut gone = place.clerk("ewa");
        gone.claim("a1", ANNA);
        gone.claim("a2", JAN);
        place.end(gone);
        let ClaimRefused::Open(_, open) = other.refused("b1", ANNA) else {
            panic!("must be open");
        };
        assert_eq!(open.state, SubmissionState::Unknown);
        assert_eq!(other.0.open_attempts().unwrap().len(), 2);
        assert_eq!(other.purge_all(), 0);
        // The journal of its host says it late.
        other.created("a1", "7001");
        assert!(matches!(other.refused("b1", ANNA), ClaimRefused::Created(_)));
        // A person says it, from another desk.
        other.settle("a2", &Settlement::NotCreated).unwrap();
        let settled = other.attempt("a2").unwrap();
        assert_eq!(settled.state, SubmissionState::NotCreated);
        assert_eq!(settled.settled_by.as_deref(), Some("olga@desk"));
        other.claim("b2", JAN);
        assert_eq!(other.0.open_attempts().unwrap().len(), 1);
    }
}

#[test]
fn only_an_unknown_attempt_is_settled_and_the_same_settlement_twice() {
    for place in places() {
        let mut clerk = place.clerk("ewa");
        let created = |id: &str| Settlement::Created(id.to_owned());
        clerk.claim("a1", ANNA);
        let in_flight = clerk.settle("a1", &created("7"));
        assert_eq!(in_flight, Err(Some(SubmissionState::Sending)));
        assert_eq!(clerk.settle("zz", &created("7")), Err(None));
        clerk.report("a1", ReportedEnd::Unknown);
        clerk.settle("a1", &created("7")).unwrap();
        clerk.settle("a1", &created("7")).unwrap();
        clerk.claim("a2", JAN);
        clerk.report("a2", ReportedEnd::Unknown);
        clerk.settle("a2", &Settlement::NotCreated).unwrap();
        clerk.settle("a2", &created("9")).unwrap();
        let again = [("a2", Settlement::NotCreated), ("a1", created("8"))];
        for (attempt, settlement) in again {
            let refused = clerk.settle(attempt, &settlement);
            assert_eq!(refused, Err(Some(SubmissionState::Created)), "{attempt}");
        }
        assert_eq!(clerk.attempt("a1").unwrap().customer_id.as_deref(), Some("7"));
    }
}

#[test]
fn a_retry_passes_its_own_unknown_attempt_which_stays_open_until_the_journal_has_settled_it() {
    for place in places() {
        let (mut one, mut other) = (place.clerk("ewa"), place.clerk("olga"));
        one.claim("a1", ANNA);
        one.report("a1", ReportedEnd::Unknown);
        assert!(matches!(other.refused("b1", ANNA), ClaimRefused::Open(..)));
        let mut retry = claim("a2", ANNA);
        retry.resends = Some("a1".to_owned());
        one.try_claim(retry.clone()).unwrap();
        assert_eq!(one.state("a1"), Some(SubmissionState::Unknown));
        assert_eq!(one.state("a2"), Some(SubmissionState::Sending));
        // The repeat did not begin: nobody has said anything of the first one.
        one.report("a2", ReportedEnd::NotSent);
        assert_eq!(one.state("a1"), Some(SubmissionState::Unknown));
        assert!(matches!(other.refused("b1", ANNA), ClaimRefused::Open(..)));
        retry.attempt = "a3".to_owned();
        one.try_claim(retry.clone()).unwrap();
        one.report("a1", ReportedEnd::NotCreated);
        assert_eq!(one.state("a1"), Some(SubmissionState::NotCreated));
        // Somebody else has found it in the CRM meanwhile: no retry.
        one.created("a1", "7001");
        one.report("a3", ReportedEnd::NotSent);
        retry.attempt = "a4".to_owned();
        assert!(matches!(one.try_claim(retry), Err(ClaimRefused::Created(_))));
    }
}

#[test]
fn an_end_is_written_once_and_that_a_customer_exists_always() {
    use SubmissionState::{Created, NotSent, Rejected, Unknown};
    let id = |id: &str| ReportedEnd::Created(id.to_owned());
    for (reports, state, customer) in [
        (vec![ReportedEnd::Unknown, ReportedEnd::Unknown], Unknown, None),
        (vec![ReportedEnd::Unknown, ReportedEnd::Rejected], Rejected, None),
        (vec![ReportedEnd::Rejected, ReportedEnd::Unknown], Rejected, None),
        (vec![ReportedEnd::NotSent, ReportedEnd::Rejected], NotSent, None),
        (vec![ReportedEnd::NotSent, id("7")], Created, Some("7")),
        (vec![id("7"), id("8"), ReportedEnd::NotSent], Created, Some("7")),
    ] {
        for place in places() {
            let mut clerk = place.clerk("ewa");
            clerk.claim("a1", ANNA);
            for end in &reports {
                clerk.report("a1", end.clone());
            }
            let end = clerk.attempt("a1").unwrap();
            assert_eq!(
                (end.state, end.customer_id.as_deref()),
                (state, customer),
                "{reports:?}"
            );
        }
    }
}

#[test]
fn reports_of_what_is_not_known_do_no_harm_to_the_rest() {
    for place in places() {
        let mut clerk = place.clerk("ewa");
        clerk.claim("a1", ANNA);
        let report = |attempt: &str| Report {
            attempt: attempt.to_owned(),
            end: ReportedEnd::Created("7".to_owned()),
        };
        clerk
            .0
            .report(&[report("zz"), report("a1"), report("zy")])
            .unwrap();
        assert_eq!(clerk.state("a1"), Some(SubmissionState::Created));
        assert_eq!(clerk.state("zz"), None);
    }
}

#[test]
fn what_ended_long_ago_is_deleted_and_what_is_open_never() {
    for place in places() {
        let mut clerk = place.clerk("ewa");
        clerk.claim("a1", ANNA);
        clerk.created("a1", "7");
        clerk.claim("a2", JAN);
        clerk.report("a2", ReportedEnd::Unknown);
        assert_eq!(clerk.0.purge("2020-01-01T00:00:00Z".parse().unwrap()).unwrap(), 0);
        assert_eq!(clerk.purge_all(), 1);
        assert_eq!(
            (clerk.state("a1"), clerk.state("a2")),
            (None, Some(SubmissionState::Unknown))
        );
        clerk.claim("a3", ANNA);
    }
}

#[test]
fn another_secret_is_an_error_and_no_silent_miss() {
    for place in places() {
        place.clerk("ewa").0.check().unwrap();
        let refused = place.open("ewa", "the secret of another team");
        assert!(matches!(refused.err(), Some(Error::WrongSecret { .. })));
    }
}

#[test]
fn nothing_of_a_customer_is_in_the_store() {
    let place = crate::place::Place::file();
    let mut clerk = place.clerk("ewa");
    clerk.claim("a1", ANNA);
    clerk.created("a1", "7001");
    let mut bytes = std::fs::read(place.path()).unwrap();
    bytes.extend(std::fs::read(place.path().with_extension("db-wal")).unwrap());
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    assert!(text.contains("7001"), "the files are those of the store");
    for value in ["44051401359", "nowak", "a@b.pl"] {
        assert!(!text.contains(value), "{value}");
    }
}
