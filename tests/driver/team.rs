//! The team guard in the form: the team's store is asked before Enter, and the customer is claimed in it before the send.

use crate::support::driver::{Driver, Setup, colleague, found};
use kartoteka::app::{Message, TeamMessage};
use kartoteka::customer::{
    FailureReason, FieldId, LookupKey, MatchReason, Outcome, SubmissionState, TeamPriors,
};
use kartoteka::options::WhenAway;
use kartoteka::runtime::workers::TeamTask;
use kartoteka::team::{ClaimRefused, ReportedEnd, TeamAttempt};
use serde_json::json;

const PESEL: &str = "44051401359";

pub fn setup(when_away: WhenAway) -> Setup {
    Setup {
        team: Some(when_away),
        ..Setup::default()
    }
}

pub fn same_pesel() -> MatchReason {
    MatchReason::Key(LookupKey {
        field: FieldId::named("pesel"),
        value: PESEL.into(),
    })
}

pub fn same_phone() -> MatchReason {
    MatchReason::Key(LookupKey {
        field: FieldId::named("phone_number"),
        value: "333444555".into(),
    })
}

pub fn sending() -> TeamAttempt {
    colleague(SubmissionState::Sending, None)
}

pub fn unsettled() -> TeamAttempt {
    colleague(SubmissionState::Unknown, None)
}

pub fn created() -> TeamAttempt {
    colleague(SubmissionState::Created, Some("324"))
}

pub fn existing() -> TeamAttempt {
    colleague(SubmissionState::Existing, Some("324"))
}

pub fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    }
}

/// A card under review, about which the team's store has not answered.
pub fn reviewing_with(setup: Setup) -> Driver {
    let mut driver = Driver::with(setup);
    review(&mut driver);
    driver
}

pub fn review(driver: &mut Driver) {
    driver.keys("Nowak<Tab>Anna<Tab>44051401359<PgDn><Tab>333444555<F8>");
}

fn reviewing(when_away: WhenAway) -> Driver {
    reviewing_with(setup(when_away))
}

/// A card that is being claimed.
pub fn claiming() -> Driver {
    let mut driver = reviewing(WhenAway::Refuse);
    driver.team_knows(&[]).keys("<Enter>");
    driver
}

fn questions(driver: &mut Driver) -> usize {
    let is_question = |task: &&TeamTask| matches!(task, TeamTask::Find { .. });
    driver.team_tasks().iter().filter(is_question).count()
}

#[test]
fn without_a_team_its_store_is_never_asked() {
    let mut driver = reviewing_with(Setup::default());
    driver.keys("<Enter>").created("324");
    assert!(driver.team_tasks().is_empty());
}

#[test]
fn a_card_is_claimed_before_it_is_sent_and_reported_after_it() {
    let mut driver = reviewing(WhenAway::Refuse);
    driver
        .shows("Asking the team's store")
        .keys("<Enter>")
        .shows("wait for the answer");
    driver.team_knows(&[]).shows("Enter sends.").keys("<Enter>");
    driver.shows("Claiming it in the team's store");
    assert!(driver.sent.is_empty());
    let claim = driver.claims().pop().unwrap();
    assert_eq!(claim.aware_of, Some(Vec::new()));
    assert!(driver.grants());
    let (attempt, payload) = driver.sent.last().cloned().unwrap();
    assert_eq!(
        (attempt.as_str(), &payload),
        (claim.attempt.as_str(), &claim.payload)
    );
    assert!(driver.reports().is_empty());
    driver.created("324").shows("customer_id 324");
    assert_eq!(driver.reports(), [(attempt, ReportedEnd::Created("324".into()))]);
}

#[test]
fn each_end_is_reported_as_the_journal_has_it() {
    let rejected = Outcome::Rejected {
        answer: kartoteka::customer::ApiResponse {
            status: 400,
            ..Default::default()
        },
    };
    let not_sent = Outcome::NotSent {
        failure: FailureReason::ConnectionRefused,
    };
    for (outcome, end) in [
        (unknown(), ReportedEnd::Unknown),
        (rejected, ReportedEnd::Rejected),
        (not_sent, ReportedEnd::NotSent),
    ] {
        let mut driver = claiming();
        driver.grants();
        driver.answer(outcome);
        let attempt = driver.sent[0].0.clone();
        assert_eq!(driver.reports(), [(attempt, end)]);
    }
}

#[test]
fn a_customer_of_a_colleague_is_decided_about_as_one_of_ones_own() {
    let mut driver = reviewing(WhenAway::Refuse);
    driver.team_knows(&[(same_pesel(), created())]);
    driver
        .shows("324, created by anna@desk7 13:52: the same PESEL 44051401359")
        .keys("<Enter>")
        .shows("may already exist");
    assert!(driver.claims().is_empty());
    driver.keys("v");
    assert_eq!(driver.fetched.last().unwrap().1, "324");
    driver.shows_customer(Ok(Some(found("324", &json!({"surname": "Nowak"})))));
    driver.keys("S");
    let claim = driver.claims().pop().unwrap();
    assert_eq!(claim.aware_of, Some(vec!["team-created".to_owned()]));

    let mut driver = reviewing(WhenAway::Refuse);
    driver.team_knows(&[(same_pesel(), created())]).keys("t");
    driver.shows("Existing customer 324");
    assert_eq!(driver.copied, ["324"]);
    assert!(driver.claims().is_empty() && driver.sent.is_empty());
}

#[test]
fn what_the_crm_and_the_team_know_of_one_customer_is_one_entry() {
    let mut driver = reviewing_with(Setup {
        check_duplicates: true,
        ..setup(WhenAway::Refuse)
    });
    driver.team_knows(&[(same_phone(), created())]);
    driver.finds(&[(
        "phone_number",
        Ok(vec![found(
            "324",
            &json!({"surname": "Nowak", "phone_number": "333444555"}),
        )]),
    )]);
    driver.shows("324 Nowak, created by anna@desk7").hides("1 of 2");
    driver.keys("<Enter>");
    assert!(driver.claims().is_empty(), "the CRM has the customer");
}

#[test]
fn a_value_that_several_may_share_is_a_warning() {
    for other in [created(), sending(), unsettled()] {
        let mut driver = reviewing(WhenAway::Refuse);
        driver
            .team_knows(&[(same_phone(), other)])
            .shows("anna@desk7")
            .shows("Enter sends anyway.")
            .keys("<Enter>");
        assert_eq!(driver.claims().len(), 1);
    }
    let mut driver = reviewing(WhenAway::Refuse);
    driver
        .team_knows(&[(same_phone(), sending())])
        .keys("t")
        .shows("anna@desk7 is sending the same");
    assert!(driver.copied.is_empty() && driver.claims().is_empty());
}

#[test]
fn what_a_colleague_has_open_stops_the_send_until_it_is_over() {
    for (other, words) in [
        (
            sending(),
            "anna@desk7 has been sending this since 13:52: the same PESEL",
        ),
        (
            unsettled(),
            "anna@desk7 must settle the outcome first. s settles it for them.",
        ),
    ] {
        let mut driver = reviewing(WhenAway::Refuse);
        driver.team_knows(&[(same_pesel(), other)]).shows(words);
        for keys in ["S", "t", "v"] {
            driver.keys(keys);
            assert!(driver.claims().is_empty(), "{keys}");
            driver.team_knows(&[(same_pesel(), sending())]);
        }
        let before = questions(&mut driver);
        driver.keys("<Enter>").shows("Asking the team's store");
        assert_eq!(questions(&mut driver), before + 1);
        driver
            .team_knows(&[(same_pesel(), sending())])
            .shows("The team's store was asked again: 2026-11-24 ");
        driver.keys("<Enter>");
        driver.team_knows(&[]).shows("Enter sends.").keys("<Enter>");
        assert_eq!(driver.claims().len(), 1);
    }
}

#[test]
fn an_answer_to_an_older_question_is_not_looked_at() {
    let mut driver = reviewing(WhenAway::Refuse);
    let Some(TeamTask::Find { question, .. }) = driver.team_tasks().last().cloned() else {
        panic!("not asked");
    };
    driver.keys("<Esc><F8>");
    let nobody = TeamMessage::Found(question, Ok(TeamPriors::default()));
    driver.tell(Message::Team(nobody));
    driver.shows("Asking the team's store");
}

#[test]
fn a_claim_that_is_refused_leads_back_to_the_review() {
    let mut driver = claiming();
    assert!(driver.holds(ClaimRefused::Open(same_pesel(), Box::new(sending()))));
    driver.shows("Not sent: anna@desk7 is sending the same right now.");
    driver.team_knows(&[(same_pesel(), sending())]);
    driver.shows("Cannot be sent: anna@desk7 is sending it right now.");
    assert!(driver.model().in_flight.is_none() && driver.sent.is_empty());

    let mut driver = claiming();
    driver.holds(ClaimRefused::Created(vec![(same_pesel(), created())]));
    driver
        .team_knows(&[(same_pesel(), created())])
        .shows("324, created by");
    driver.keys("S");
    let claims = driver.claims();
    assert_eq!(claims[1].aware_of, Some(vec!["team-created".to_owned()]));
    assert_ne!(claims[0].attempt, claims[1].attempt);
    assert!(
        driver.reports().is_empty(),
        "what was not granted is not given back"
    );
}

#[test]
fn a_claim_that_is_called_off_is_given_back() {
    for leave in ["<Esc>Y", "<Esc><Esc><Esc>Y"] {
        let mut driver = claiming();
        driver.keys(leave).shows("Nothing left this computer.");
        let attempt = driver.claims()[0].attempt.clone();
        assert_eq!(driver.reports(), [(attempt, ReportedEnd::NotSent)]);
        assert!(!driver.grants(), "nobody waits for it");
        assert!(driver.sent.is_empty(), "{leave}");
        // The card can be sent at once.
        driver.keys("<F8>").team_knows(&[]).keys("<Enter>");
        assert!(driver.grants());
        assert_eq!(driver.sent.len(), 1);
    }
}

#[test]
fn the_end_of_the_program_gives_a_claim_back_and_sends_nothing() {
    let mut driver = claiming();
    driver.tell(Message::HangUp);
    assert!(!driver.grants());
    let (session, now) = driver.session();
    session.call_off(now);
    session.close(now).unwrap();
    let attempt = driver.claims()[0].attempt.clone();
    assert_eq!(driver.reports(), [(attempt, ReportedEnd::NotSent)]);
    assert!(driver.sent.is_empty());
    let driver = driver.restart();
    assert_eq!(driver.model().unknown_count, 0);
    assert!(driver.model().draft().is_some(), "{}", driver.screen());
}

#[test]
fn what_the_journal_refuses_after_the_claim_is_given_back() {
    let mut driver = claiming();
    let mut other = driver.beside(Setup::default());
    other.keys("Nowak<Tab>Anna<Tab>44051401359<PgDn><Tab>333444555<F8><Enter>");
    other.answer(unknown());
    assert!(driver.grants());
    assert!(driver.sent.is_empty());
    let attempt = driver.claims()[0].attempt.clone();
    assert_eq!(driver.reports(), [(attempt, ReportedEnd::NotSent)]);
    driver.shows("settle that first");
}

#[test]
fn while_the_store_is_away_nothing_is_sent() {
    let mut driver = reviewing(WhenAway::Refuse);
    driver
        .team_is_away()
        .shows("connection refused")
        .shows("the team's store must answer first");
    for (key, asked) in [("S", 2), ("<Enter>", 3)] {
        driver.shows("Enter ask again").keys(key);
        assert_eq!(
            (questions(&mut driver), driver.claims().len()),
            (asked, 0),
            "{key}"
        );
        driver.team_is_away();
    }
    driver
        .keys("<Enter>")
        .team_knows(&[])
        .shows("Enter send it")
        .keys("<Enter>");
    driver.claim_finds_nobody();
    driver
        .shows("Nothing left this computer.")
        .shows("connection refused");
    assert!(driver.sent.is_empty());
    driver.keys("<F8>").team_knows(&[]).keys("<Enter>");
    driver.grants();
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn without_the_store_a_card_goes_out_by_one_key_alone_where_that_is_set() {
    for key in ["<Enter>", "s", "<F8>", "y", "t", "v"] {
        let mut driver = reviewing(WhenAway::Ask);
        driver.team_is_away().shows("nobody can see").keys(key);
        assert!(driver.claims().is_empty() && driver.sent.is_empty(), "{key}");
    }
    let mut driver = reviewing(WhenAway::Ask);
    driver.team_is_away().keys("S");
    assert!(driver.claims().is_empty());
    driver.created("324");
    let attempt = driver.sent[0].0.clone();
    assert_eq!(driver.reports(), [(attempt, ReportedEnd::Created("324".into()))]);
    // A store that was made with another secret is not away.
    let mut driver = reviewing(WhenAway::Ask);
    driver.team_refuses().shows("another secret").keys("S");
    assert!(driver.sent.is_empty());
    // It may be away at the claim only.
    let mut driver = reviewing(WhenAway::Ask);
    driver.team_knows(&[]).keys("<Enter>");
    driver.claim_finds_nobody();
    driver.shows("Not sent: the team's store is away.");
    // It still answers, but takes no claim.
    driver.team_knows(&[]).keys("<Enter>S");
    assert_eq!(driver.sent.len(), 1);
    let claimed = driver.claims()[0].attempt.clone();
    assert_ne!(driver.sent[0].0, claimed);
}
