//! The attempt of a colleague that stops a card: it is settled from the review, in the team's store.

use crate::companies::Companies as _;
use crate::support::driver::{Driver, Setup, found};
use crate::support::lines::Lines;
use crate::team::{created, review, same_pesel, same_phone, sending, setup, unsettled};
use kartoteka::app::Page;
use kartoteka::customer::{FieldId, LookupKey, MatchReason, Settlement};
use kartoteka::i18n::Language;
use kartoteka::options::WhenAway;
use serde_json::json;

fn same_nip() -> MatchReason {
    MatchReason::Key(LookupKey {
        field: FieldId::named("nip"),
        value: "6783144527".into(),
    })
}

/// The page on which a colleague's attempt is settled that has the same PESEL as the card.
fn settling() -> Driver {
    let mut driver = Driver::with(setup(WhenAway::Refuse));
    review(&mut driver);
    driver.team_knows(&[(same_pesel(), unsettled())]);
    driver.keys("s").shows("Settle an unknown outcome");
    driver
}

fn attempt() -> String {
    unsettled().attempt
}

#[test]
fn a_customer_who_was_found_settles_it_and_is_the_one_on_the_card_with_one_key_more() {
    let mut driver = settling();
    driver.shows("anna@desk7 sent this 13:52, outcome unknown: the same PESEL 44051401359");
    let nowak = json!({"surname": "Nowak", "name": "Anna", "phone_number": "333444555"});
    driver.finds(&[("phone_number", Ok(vec![found("324", &nowak)]))]);
    driver.shows("324 Nowak Anna, found by phone").keys("<Enter>");
    driver.shows("The outcome of anna@desk7 becomes created, customer_id 324.");
    assert!(driver.settled_for_colleagues().is_empty());
    driver.keys("Y").shows("Settling it in the team's store");
    let settled = Settlement::Created("324".into());
    assert_eq!(driver.settled_for_colleagues(), [(attempt(), settled)]);
    // Nothing else is decided meanwhile.
    for key in ["x", "i", "<Enter>", "n"] {
        driver.keys(key).shows("wait for the answer");
        assert_eq!(driver.settled_for_colleagues().len(), 1, "{key}");
    }
    driver
        .team_settles(None)
        .shows("Settled: created with customer_id 324");
    driver.shows("Review before sending");
    driver.team_knows(&[(same_pesel(), created())]).keys("t");
    driver.shows("Existing customer 324");
    assert!(driver.claims().is_empty() && driver.settled_in_team().is_empty());
}

#[test]
fn what_was_not_created_lets_the_card_go_out() {
    let mut driver = settling();
    driver.finds(&[]).keys("xY").team_settles(None);
    assert_eq!(
        driver.settled_for_colleagues(),
        [(attempt(), Settlement::NotCreated)]
    );
    driver
        .shows("Settled: not created")
        .team_knows(&[])
        .keys("<Enter>");
    driver.grants();
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn that_nobody_was_found_proves_something_only_by_what_the_two_share() {
    let mut driver = settling();
    driver.finds(&[]).hides("No match found.");
    driver.shows("The CRM cannot be searched for PESEL 44051401359");
    let mut driver = Driver::with(setup(WhenAway::Refuse));
    review(&mut driver);
    driver
        .team_knows(&[(MatchReason::Payload, unsettled())])
        .keys("s");
    driver
        .finds(&[])
        .shows("No match found.")
        .hides("cannot be searched");
}

#[test]
fn an_id_can_be_typed_and_the_card_is_not_sent_again_from_here() {
    let mut driver = settling();
    driver.finds(&[]).hides("send again").keys("n");
    assert!(driver.claims().is_empty() && matches!(driver.model().page(), Page::Settle(_)));
    driver.keys("i77<Enter>Y");
    let settled = Settlement::Created("77".into());
    assert_eq!(driver.settled_for_colleagues(), [(attempt(), settled)]);
}

#[test]
fn somebody_else_who_has_settled_it_meanwhile_is_named() {
    let mut driver = settling();
    driver.finds(&[]).keys("xY").settled_otherwise("325");
    driver.shows("in another way by olga@desk9: created, customer 325");
    driver
        .team_knows(&[(same_pesel(), created())])
        .shows("324, created by");
    let mut driver = settling();
    driver.finds(&[]).keys("i324<Enter>Y");
    driver.team_settles(Some(Settlement::NotCreated));
    driver.shows("in another way by olga@desk9: not created");
    assert!(matches!(driver.model().page(), Page::Review(_)));
}

#[test]
fn a_line_about_another_settlement_is_whole_on_a_small_screen() {
    for (language, theirs, end) in [
        (
            Language::En,
            Settlement::Created("3240001".into()),
            "check the CRM",
        ),
        (Language::En, Settlement::NotCreated, "for a second customer"),
        (
            Language::Pl,
            Settlement::Created("3240001".into()),
            "sprawdź w CRM",
        ),
        (Language::Pl, Settlement::NotCreated, "drugiego w CRM"),
    ] {
        let mut driver = Driver::with(Setup {
            language,
            size: (80, 24),
            ..setup(WhenAway::Refuse)
        });
        let attempt = "394ad33a-2842-4ba5-8cc3-fe3b3383c579";
        driver.team_disagrees(attempt, theirs, "anna.wisniewska@warszawa-7");
        driver.shows(end);
    }
}

#[test]
fn a_store_that_is_away_is_told_again_when_the_operator_wants_it() {
    let mut driver = settling();
    driver.finds(&[]).keys("xY").settlement_finds_nobody();
    driver
        .shows("connection refused")
        .shows("Settle an unknown outcome");
    driver.keys("xY").team_settles(None).shows("Settled: not created");
    assert_eq!(driver.settled_for_colleagues().len(), 2);
}

#[test]
fn nobody_waits_for_the_store() {
    let mut driver = settling();
    driver.finds(&[]).keys("xY<Esc>").shows("Review before sending");
    driver.keys("<Esc><Ctrl+X>1-Kowal").shows("Nowak-Kowal");
    driver.team_settles(None).shows("Settled: not created");
    assert!(driver.model().page().is_form());
}

#[test]
fn only_an_unknown_attempt_that_stops_the_card_is_settled() {
    for known in [
        (same_pesel(), sending()),
        (same_pesel(), created()),
        (same_phone(), unsettled()),
    ] {
        let mut driver = Driver::with(setup(WhenAway::Refuse));
        review(&mut driver);
        driver
            .team_knows(&[known])
            .hides("settle for a colleague")
            .keys("s");
        assert!(matches!(driver.model().page(), Page::Review(_)));
    }
}

#[test]
fn a_company_of_a_colleague_is_settled_as_well() {
    let mut driver = Driver::with(setup(WhenAway::Refuse));
    driver.keys("<Ctrl+X>3<Tab><Tab><F4>Thulium<Insert>6783144527<F8>");
    driver.finds_companies(&[]);
    driver.team_knows(&[(same_nip(), unsettled())]).keys("s");
    driver.shows("Was the company created?").finds_companies(&[]);
    driver
        .shows("No such company found.")
        .keys("xY")
        .team_settles(None);
    driver
        .shows("Settled: not created")
        .finds_companies(&[])
        .team_knows(&[]);
    driver.keys("<Enter>");
    assert_eq!(driver.claims().len(), 1);
}

#[test]
fn lines_settle_it_too() {
    for (language, answers, name) in [
        (Language::En, ["/settle", "/absent", "yes"], "team-settle-en"),
        (Language::Pl, ["/wyjaśnij", "/brak", "tak"], "team-settle-pl"),
    ] {
        let mut lines = Lines::new(Driver::with(Setup {
            language,
            ..setup(WhenAway::Refuse)
        }));
        lines.lines(&["Nowak", "Anna", "/send"]);
        lines.then(|driver| {
            driver.team_knows(&[(MatchReason::Payload, unsettled())]);
        });
        lines.lines(&answers);
        assert!(lines.waits());
        lines.then(|driver| {
            driver.team_settles(None);
        });
        lines.then(|driver| {
            driver.team_knows(&[]);
        });
        insta::assert_snapshot!(name, lines.text());
    }
}
