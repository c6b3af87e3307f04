//! The team guard where no review is looked at, of companies, and where an unknown outcome is settled.

use crate::companies::Companies as _;
use crate::support::driver::{Driver, Setup, found};
use crate::team::{claiming, created, existing, review, same_pesel, same_phone, sending, setup, unknown};
use jiff::Timestamp;
use kartoteka::app::Page;
use kartoteka::customer::Settlement;
use kartoteka::i18n::Language;
use kartoteka::options::{FormOptions, WhenAway};
use kartoteka::store::Store;
use kartoteka::team::{ClaimRefused, ReportedEnd};
use serde_json::json;

#[test]
fn a_clean_card_waits_for_the_team_before_it_goes_out_with_one_key() {
    let clean = || {
        let mut driver = Driver::with(Setup {
            check_duplicates: true,
            form_options: FormOptions {
                send_when_clean: true,
                ..FormOptions::default()
            },
            ..setup(WhenAway::Refuse)
        });
        driver.keys("Nowak<PgDn><Tab>333444555<Tab>").finds(&[]);
        driver.keys("<F8>");
        assert!(driver.claims().is_empty());
        driver
    };
    let mut driver = clean();
    driver.team_knows(&[]);
    assert_eq!(driver.claims().len(), 1);
    let mut driver = clean();
    driver
        .team_knows(&[(same_phone(), created())])
        .shows("Enter sends anyway");
    assert!(driver.claims().is_empty());
    let mut driver = clean();
    driver.keys("<Down>").team_knows(&[]).shows("Enter sends.");
    assert!(driver.claims().is_empty(), "another key has come");
    let mut driver = clean();
    driver.team_is_away();
    assert!(driver.claims().is_empty() && matches!(driver.model().page(), Page::Review(_)));
}

#[test]
fn a_company_is_claimed_as_a_customer_is() {
    let mut driver = Driver::with(setup(WhenAway::Ask));
    driver.keys("<Ctrl+X>3<Tab><Tab><F4>Thulium<Insert>6783144527<F8>");
    driver.finds_companies(&[]);
    driver
        .shows("Asking the team's store")
        .team_knows(&[(same_pesel(), sending())]);
    driver.shows("Cannot be sent: anna@desk7").keys("<Enter>");
    driver
        .finds_companies(&[])
        .team_knows(&[(same_pesel(), created())]);
    driver.keys("<Enter>");
    assert!(driver.claims().is_empty());
    driver.keys("S");
    let claim = driver.claims().pop().unwrap();
    assert!(claim.url.ends_with("/companies"), "{}", claim.url);
    driver.grants();
    assert_eq!(driver.sent.len(), 1);
}

/// A card whose outcome is unknown, on the page where that is settled.
fn settling() -> Driver {
    let mut driver = claiming();
    driver.grants();
    driver.answer(unknown()).keys("s");
    driver
}

#[test]
fn what_is_settled_here_is_settled_in_the_team() {
    let mut driver = settling();
    driver.team_knows(&[]).keys("xY").shows("not created");
    let attempt = driver.sent[0].0.clone();
    assert_eq!(driver.settled_in_team(), [(attempt, Settlement::NotCreated)]);
}

#[test]
fn a_card_that_is_sent_again_is_claimed_in_the_place_of_the_first() {
    let mut driver = settling();
    driver
        .finds(&[])
        .team_knows(&[(same_pesel(), created())])
        .shows("324, created by anna@desk7");
    driver.keys("nY");
    let (first, claim) = (driver.sent[0].0.clone(), driver.claims().pop().unwrap());
    assert_eq!(claim.resends.as_ref(), Some(&first));
    assert_eq!(claim.aware_of, Some(vec!["team-created".to_owned()]));
    driver.holds(ClaimRefused::Open(same_pesel(), Box::new(sending())));
    driver
        .shows("Settle an unknown outcome")
        .shows("is sending the same");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn what_is_sent_again_was_not_created_only_once_the_repeat_has_begun() {
    let repeating = || {
        let mut driver = settling();
        driver.finds(&[]).team_knows(&[]).keys("nY");
        driver
    };
    let mut driver = repeating();
    let not_created = (driver.sent[0].0.clone(), ReportedEnd::NotCreated);
    assert!(!driver.reports().contains(&not_created));
    driver.grants();
    assert!(driver.reports().contains(&not_created));
    let mut driver = repeating();
    driver.keys("<Esc>Y").shows("Nothing left this computer.");
    driver.grants();
    let second = driver.claims().pop().unwrap().attempt;
    let first = driver.sent[0].0.clone();
    assert_eq!(
        driver.reports(),
        [(first, ReportedEnd::Unknown), (second, ReportedEnd::NotSent)]
    );
}

#[test]
fn whom_the_clerk_takes_is_noted_in_the_team_and_withdrawn_by_undo() {
    let taking = |setup: Setup| {
        let mut driver = Driver::with(Setup {
            check_duplicates: true,
            ..setup
        });
        review(&mut driver);
        let nowak = found("324", &json!({"surname": "Nowak", "phone_number": "333444555"}));
        driver.finds(&[("phone_number", Ok(vec![nowak]))]);
        driver
    };
    let mut driver = taking(setup(WhenAway::Refuse));
    driver.team_knows(&[]).keys("t").shows("Existing customer 324");
    let (noted, withdrawn) = driver.existing_in_team();
    assert_eq!((noted.len(), noted[0].1.as_str()), (1, "324"));
    assert!(withdrawn.is_empty());
    driver.keys("<Ctrl+X>z").shows("The card is back");
    assert_eq!(driver.existing_in_team().1, [noted[0].0.clone()]);
    // Without a team nobody is asked.
    let mut driver = taking(Setup::default());
    driver
        .keys("t")
        .shows("Existing customer 324")
        .keys("<Ctrl+X>z")
        .shows("The card is back");
    assert!(driver.team_tasks().is_empty());
}

#[test]
fn whom_a_colleague_has_taken_is_decided_about() {
    let mut driver = Driver::with(setup(WhenAway::Refuse));
    review(&mut driver);
    driver.team_knows(&[(same_pesel(), existing())]);
    driver
        .shows("324, recorded by anna@desk7 13:52 as an existing customer: the same PESEL 44051401359")
        .keys("<Enter>")
        .shows("may already exist");
    assert!(driver.claims().is_empty());
    driver.keys("S");
    let claim = driver.claims().pop().unwrap();
    assert_eq!(claim.aware_of, Some(vec!["team-existing".to_owned()]));
}

#[test]
fn a_claim_that_a_taken_customer_stops_says_who_has_taken_whom() {
    for (language, words) in [
        (
            Language::En,
            "Not sent: in the CRM already, customer_id 324 (anna@desk7, 13:52)",
        ),
        (
            Language::Pl,
            "Nie wysłano: klient już jest w CRM, customer_id 324 (anna@desk7, 13:52)",
        ),
    ] {
        let mut driver = Driver::with(Setup {
            language,
            ..setup(WhenAway::Refuse)
        });
        review(&mut driver);
        driver.team_knows(&[(same_pesel(), created())]).keys("S");
        let both = vec![(same_pesel(), created()), (same_pesel(), existing())];
        driver.holds(ClaimRefused::Created(both));
        driver.shows(words);
        driver.team_knows(&[(same_pesel(), existing())]).keys("S");
        assert_eq!(driver.claims().len(), 2);
        driver.grants();
        assert_eq!(driver.sent.len(), 1);
    }
}

#[test]
fn what_a_colleague_has_settled_is_said() {
    let mut driver = claiming();
    driver.grants();
    driver.answer(unknown()).keys("<Esc>");
    let attempt = driver.sent[0].0.clone();
    driver.team_has_settled(&attempt, Settlement::Created("325".into()));
    driver.shows("An outcome of yours was settled by anna@desk7: created, customer_id 325");
}

/// The label of what the team says, in a language, with the two ends of an attempt.
const IN_THE_TEAM: [(Language, &str, &str, &str); 2] = [
    (Language::En, "In the team", "created 325", "not created"),
    (Language::Pl, "W zespole", "utworzono 325", "nie utworzono"),
];

#[test]
fn a_record_says_how_a_colleague_has_settled_it_otherwise() {
    for (language, label, created, not_created) in IN_THE_TEAM {
        for (key, theirs, words) in [
            ("xY", Settlement::Created("325".into()), created),
            ("i77<Enter>Y", Settlement::NotCreated, not_created),
        ] {
            let mut driver = Driver::with(Setup {
                language,
                ..setup(WhenAway::Refuse)
            });
            review(&mut driver);
            driver.team_knows(&[]).keys("<Enter>").grants();
            driver.answer(unknown()).keys("s");
            driver.finds(&[]).team_knows(&[]).keys(key);
            let attempt = driver.sent[0].0.clone();
            driver.keys("<Esc><F3><Enter>").shows(&attempt).hides(label);
            // As the worker notes it, which has a store of its own.
            let mut journal = Store::open(&driver.home().join("data"), Timestamp::now()).unwrap();
            journal
                .note_team_settlement(&attempt, &theirs, "anna@desk7")
                .unwrap();
            driver.keys("<Esc><Enter>");
            let screen = driver.screen();
            let line = screen.lines().find(|line| line.contains(label));
            let line = line.unwrap_or_else(|| panic!("{label}: {screen}"));
            assert!(line.contains(&format!("anna@desk7 · {words} ")), "{line}");
        }
    }
}
