//! The company of the customer on the card: found, or added by a send of its own.

use super::support::driver::{Driver, Setup, found};
use kartoteka::app::Message;
use kartoteka::customer::{
    ApiError, ApiResponse, FailureReason, FoundCustomer, Lookup, LookupFailure, Outcome, SubmissionState,
};
use kartoteka::endpoint::Resource;
use kartoteka::i18n::Language;
use serde_json::{Value, json};

/// Goes to the field of the company, types this into it, and opens the finder.
const FIND: &str = "Kowalski<Tab><PgDn><PgDn><Tab><Tab>";

/// What each field's search finds.
pub type Found<'a> = (&'a str, Result<Vec<FoundCustomer>, LookupFailure>);

pub trait Companies {
    /// Lets the CRM answer the last question for companies; nobody where nothing is said.
    fn finds_companies(&mut self, found: &[Found]) -> &mut Self;
}

impl Companies for Driver {
    #[track_caller]
    fn finds_companies(&mut self, found: &[Found]) -> &mut Self {
        assert_eq!(last_resource(self), Some(Resource::Company));
        let (question, known) = self.asked.last().expect("nothing was asked").clone();
        let lookups = known.into_iter().map(|by| {
            let result = found.iter().find(|(path, _)| by.field.field().path == *path);
            let result = result.map_or(Ok(Vec::new()), |(_, result)| result.clone());
            Lookup { by, result }
        });
        let lookups = lookups.collect();
        self.tell(Message::CompaniesLookedUp(question, lookups));
        self
    }
}

fn thulium() -> FoundCustomer {
    found(
        "28",
        &json!({"name": "Thulium sp. z o.o.", "nip": "6783144527", "phone_number": "123423434",
            "address": {"street": "Długa", "building": "12a", "postcode": "30-001", "city": "Kraków"}}),
    )
}

fn driver() -> Driver {
    Driver::sized(80, 24)
}

/// The payload in the form.
fn payload(driver: &Driver) -> Value {
    serde_json::from_str(driver.model().form.payload().text()).unwrap()
}

/// What the last send or question for companies was about.
fn last_resource(driver: &mut Driver) -> Option<Resource> {
    driver.session().0.workers.resources.last().copied()
}

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::TimedOut(30),
        answer: None,
    }
}

/// Types a new company up to its review, in which the CRM finds nobody.
fn company_ready(driver: &mut Driver) {
    driver.keys(FIND);
    driver.keys("<F4>1234563218").finds_companies(&[]);
    driver
        .keys("<Insert>Żółta Łódź<Tab><Tab>333444555<Tab>biuro@lodz.pl<F8>")
        .finds_companies(&[])
        .shows("Ready. Enter sends.");
}

#[test]
fn a_company_is_found_by_its_nip_and_one_key_takes_it() {
    let mut driver = driver();
    driver.keys(FIND);
    driver.keys("<F4>").shows("Type a NIP");
    driver
        .keys("678-314-45-2")
        .shows("Enter searches the CRM")
        .keys("7");
    assert_eq!(last_resource(&mut driver), Some(Resource::Company));
    driver.keys("<Enter>").shows("Searching the CRM");
    driver
        .finds_companies(&[("nip", Ok(vec![thulium()]))])
        .shows("28 · Thulium sp. z o.o. · NIP 6783144527 · Długa 12a, 30-001 Kraków")
        .keys("<Enter>")
        .shows("Company 28 · Thulium sp. z o.o.");
    assert_eq!(payload(&driver)["company_id"], 28);
    assert_eq!(driver.sent.len(), 0);
    // It stands beside its field, is found by its name from now on, and goes with undo.
    driver.keys("<Up>").shows("Thulium sp. z");
    driver.keys("<Ctrl+X>z");
    assert_eq!(payload(&driver).get("company_id"), None);
    driver.keys("<F4>thul").shows("28 · Thulium").keys("<Enter>");
    assert_eq!(payload(&driver)["company_id"], 28);
}

#[test]
fn what_the_crm_does_not_say_is_never_taken_for_nobody() {
    for (result, words) in [
        (
            Err(LookupFailure::NotPermitted),
            "This API user has no access to companies",
        ),
        (
            Err(LookupFailure::Failed(FailureReason::Server(404))),
            "This API user has no access to companies",
        ),
        (
            Err(LookupFailure::TimedOut),
            "Not known whether the CRM has it: timed out after 3 s",
        ),
        (
            Err(LookupFailure::Failed(FailureReason::Server(500))),
            "Not known whether the CRM has it: the CRM failed with status 500",
        ),
    ] {
        let mut driver = driver();
        driver.keys(FIND);
        driver
            .keys("<F4>6783144527")
            .finds_companies(&[("nip", result)])
            .shows(words)
            .hides("Not in the CRM");
        // The number is typed by hand all the same.
        driver.keys("<Esc>").keys("31");
        assert_eq!(payload(&driver)["company_id"], 31);
    }
    let mut driver = driver();
    driver.keys(FIND);
    driver.keys("<F4>6783144527").wait(4).shows("timed out after 3 s");
}

#[test]
fn a_line_is_asked_for_by_what_it_is_and_never_blank() {
    let mut driver = driver();
    driver.keys(FIND);
    driver
        .keys("<F4><Enter>")
        .shows("Add a company")
        .keys("<Esc><Esc>");
    assert_eq!(driver.asked.len(), 0);
    driver
        .keys("<F4>1234563219")
        .shows("NIP: wrong check digit")
        .keys("<Esc>");
    driver
        .keys("<F4>28")
        .shows("Enter searches the CRM")
        .keys("<Enter>");
    assert_eq!(driver.fetched.len(), 1);
    driver.shows_customer(Ok(None)).shows("The CRM has no company 28");
    driver.keys("<Backspace><Backspace>biuro@x.pl<Enter>");
    let (_, keys) = driver.asked.last().unwrap();
    assert_eq!(
        (keys[0].field.field().path, keys[0].value.as_str()),
        ("email", "biuro@x.pl")
    );
    driver
        .finds_companies(&[(
            "email",
            Ok(vec![found("7", &json!({"name": "Inna", "email": "x@y.pl"}))]),
        )])
        .shows("7 · Inna: NOT the same e-mail");
}

#[test]
fn a_company_is_added_and_its_id_fills_the_field() {
    let mut driver = driver();
    company_ready(&mut driver);
    assert!(driver.session().0.workers.keeps_connection);
    driver
        .shows("POST https://acme.thulium.com/api/companies")
        .keys("<Enter>");
    assert_eq!(last_resource(&mut driver), Some(Resource::Company));
    let (_, sent) = driver.sent.last().unwrap();
    let expected = json!({"name": "Żółta Łódź", "nip": "1234563218", "phone_number": "333444555", "email": "biuro@lodz.pl"});
    assert_eq!(serde_json::from_str::<Value>(sent).unwrap(), expected);
    // What is typed meanwhile is for no other card.
    driver.keys("xyz").shows("Sending").created("28");
    driver.shows("Company added: company_id 28 · Żółta Łódź");
    assert_eq!(payload(&driver), json!({"surname": "Kowalski", "company_id": 28}));
    assert!(driver.model().form.new_company().is_none());
    // Whether the CRM has kept the NIP is looked at once.
    let (question, id) = driver.fetched.last().unwrap().clone();
    assert_eq!(id, "28");
    let kept = found("28", &json!({"name": "Żółta Łódź", "nip": "123-456-32-18"}));
    driver.tell(Message::CustomerFetched(question, Ok(Some(kept))));
    driver.hides("does not keep the NIP");
    driver.keys("<F8><Enter>").created("324");
    driver
        .keys("<F3>")
        .shows("company Żółta Łódź")
        .shows("created 28")
        .shows("created 324");
}

#[test]
fn the_same_company_is_not_sent_a_second_time_without_a_decision() {
    let mut driver = driver();
    company_ready(&mut driver);
    driver.keys("<Enter>").created("28");
    driver.keys("<Ctrl+X>z<F4>1234563218").finds_companies(&[]);
    driver.keys("<Insert>Ta sama<F8>").finds_companies(&[]);
    driver
        .shows("Companies that may be this one")
        .shows("the same NIP")
        .keys("<Enter>")
        .shows("Not sent yet: the company may already exist. t: this is the company, S: send");
    assert_eq!(driver.sent.len(), 1);
    driver.keys("t");
    assert_eq!(payload(&driver)["company_id"], 28);
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_rejected_company_keeps_what_was_typed() {
    let mut driver = driver();
    company_ready(&mut driver);
    let answer = ApiResponse {
        status: 422,
        errors: vec![ApiError {
            message: "Zły NIP".into(),
            code: Some("11".into()),
        }],
        ..ApiResponse::default()
    };
    driver
        .keys("<Enter>")
        .answer(Outcome::Rejected { answer })
        .shows("The CRM rejected the company. Nothing was created.")
        .shows("Zły NIP")
        .keys("<Esc>")
        .shows("Add a company")
        .shows("Żółta Łódź")
        .shows("333444555");
    assert_eq!(payload(&driver)["surname"], "Kowalski");
    driver
        .keys("<F8>")
        .finds_companies(&[])
        .keys("<Enter>")
        .created("29");
    assert_eq!(payload(&driver)["company_id"], 29);
}

#[test]
fn an_unknown_company_is_settled_and_fills_the_field() {
    let mut driver = driver();
    company_ready(&mut driver);
    driver
        .keys("<Enter>")
        .answer(unknown())
        .shows("The company may or may not have been created. s settles it.")
        .keys("<Esc><F8>")
        .finds_companies(&[])
        .shows("Not ready to send: Enter settles the last attempt")
        .keys("<Enter>")
        .shows("Was the company created? Compare, then decide.");
    assert_eq!(last_resource(&mut driver), Some(Resource::Company));
    let same = found("28", &json!({"name": "Żółta Łódź", "nip": "1234563218"}));
    driver
        .finds_companies(&[("nip", Ok(vec![same]))])
        .shows("28 Żółta Łódź, found by NIP 1234563218")
        .keys("<Enter>")
        .shows("Is this the company?")
        .keys("Y")
        .shows("Settled: created with company_id 28");
    assert_eq!(payload(&driver), json!({"surname": "Kowalski", "company_id": 28}));
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn what_was_not_created_is_sent_again_by_the_same_way() {
    let mut driver = driver();
    company_ready(&mut driver);
    driver
        .keys("<Enter>")
        .answer(unknown())
        .keys("s")
        .finds_companies(&[]);
    driver
        .shows("No such company found.")
        .keys("n")
        .shows("Send the same card again")
        .keys("Y");
    assert_eq!(driver.sent.len(), 2);
    assert_eq!(driver.sent[0].1, driver.sent[1].1);
    assert_eq!(last_resource(&mut driver), Some(Resource::Company));
    driver.created("28");
    assert_eq!(payload(&driver)["company_id"], 28);
    let rows = &driver.model().history.page.rows;
    let states: Vec<SubmissionState> = rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [SubmissionState::Created, SubmissionState::NotCreated]);
}

#[test]
fn where_the_crm_drops_the_nip_nobody_found_by_it_proves_nothing() {
    let mut driver = driver();
    company_ready(&mut driver);
    driver.keys("<Enter>").created("28");
    let (question, _) = driver.fetched.last().unwrap().clone();
    let bare = found("28", &json!({"name": "Żółta Łódź", "phone_number": "333444555"}));
    driver.tell(Message::CustomerFetched(question, Ok(Some(bare))));
    driver.keys("<Up><Ctrl+U><F4>6783144527").finds_companies(&[]);
    driver
        .shows("Not in the CRM: NIP 6783144527.")
        .shows("This CRM does not keep the NIP of new companies");
    driver
        .keys("<Insert>Druga<F8>")
        .finds_companies(&[])
        .keys("<Enter>")
        .answer(unknown());
    driver
        .keys("s")
        .finds_companies(&[])
        .hides("No such company found.")
        .shows("This CRM does not keep the NIP");
    driver.keys("n").shows("It may exist already");
}

#[test]
fn a_company_that_is_typed_survives_with_the_card() {
    let mut driver = driver();
    driver.keys(FIND);
    driver.keys("<F4>Żółta Łódź<Insert><Tab>12345");
    let mut driver = driver.restart();
    assert_eq!(payload(&driver)["surname"], "Kowalski");
    driver.keys("<F4><Insert>").shows("Żółta Łódź").shows("12345");
    // Without a surname, it is a draft all the same.
    let mut driver = Driver::sized(80, 24);
    driver.keys("<PgDn><PgDn><Tab><Tab><F4>Sama firma<Insert><Esc>");
    let mut driver = driver.restart();
    driver.keys("<F4><Insert>").shows("Sama firma");
}

#[test]
fn a_kill_between_the_two_sends_leaves_the_company_to_be_taken() {
    let mut driver = driver();
    company_ready(&mut driver);
    driver.keys("<Enter>");
    // It ends while the answer is awaited: the attempt is unknown, and the company still typed.
    let mut driver = driver.restart();
    assert_eq!(payload(&driver)["surname"], "Kowalski");
    driver
        .keys("<F4><Insert><F8>")
        .finds_companies(&[])
        .keys("<Enter>")
        .shows("Was the company created?");
    driver.finds_companies(&[]).keys("i28<Enter>Y");
    assert_eq!(payload(&driver)["company_id"], 28);
    assert_eq!(driver.sent.len(), 0);
}

#[test]
fn the_pages_of_a_company() {
    for language in Language::ALL {
        let setup = Setup {
            size: (80, 24),
            language,
            ..Setup::default()
        };
        let mut driver = Driver::with(setup);
        driver.keys(FIND);
        driver
            .keys("<F4>6783144527")
            .finds_companies(&[("nip", Ok(vec![thulium()]))]);
        insta::assert_snapshot!(format!("finder_{language:?}"), driver.snapshot());
        driver
            .keys("<Backspace>8")
            .keys("<Insert>Thulium 2<Tab><Tab>12<Tab>");
        insta::assert_snapshot!(format!("form_{language:?}"), driver.snapshot());
        driver.keys("<Esc>");
        let mut driver = Driver::with(Setup {
            size: (80, 24),
            language,
            ..Setup::default()
        });
        driver.keys(FIND);
        driver.keys("<F4>1234563218").finds_companies(&[]);
        driver.keys("<Insert>Żółta Łódź<Tab><Tab>333444555<F8>");
        let same = found("28", &json!({"name": "Żółta Łódź S.A.", "nip": "1234563218"}));
        driver.finds_companies(&[("nip", Ok(vec![same.clone()]))]);
        insta::assert_snapshot!(format!("review_{language:?}"), driver.snapshot());
        driver.keys("S").answer(unknown());
        insta::assert_snapshot!(format!("unknown_{language:?}"), driver.snapshot());
        driver.keys("s").finds_companies(&[("nip", Ok(vec![same]))]);
        insta::assert_snapshot!(format!("settle_{language:?}"), driver.snapshot());
    }
}
