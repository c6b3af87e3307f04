//! Companies in the journal, and those that are known by their name.

use super::{at, attempt, card, created, database, home, leave_unknown, open, record};
use kartoteka::customer::{
    KnownCompany, MatchReason, NewSubmission, PriorSubmissions, Settlement, StoredDetail,
};
use kartoteka::endpoint::Resource;
use kartoteka::store::{Error, Store};
use rusqlite::Connection;
use std::time::Duration;

const COMPANIES: &str = "https://example.com/api/companies";
const CUSTOMERS: &str = "https://example.com/api/customers";

/// An attempt to add a company with this NIP.
fn company(id: &str, name: &str, nip: &str) -> NewSubmission {
    NewSubmission {
        url: COMPANIES.into(),
        ..attempt(id, name, &[("name", name), ("nip", nip)])
    }
}

fn add(store: &mut Store, new: &NewSubmission, id: &str, second: i64) {
    store.begin(new, at(second)).unwrap();
    store.finish(&new.attempt, &created(id), Duration::ZERO).unwrap();
}

fn known(id: &str, name: &str, nip: &str, place: &str) -> KnownCompany {
    KnownCompany {
        id: id.into(),
        name: name.into(),
        nip: nip.into(),
        place: place.into(),
    }
}

#[test]
fn the_key_of_a_company_is_none_of_a_customer() {
    let home = home();
    let mut store = open(home.path());
    let nowak = attempt(
        "customer",
        "Nowak",
        &[("surname", "Nowak"), ("nip", "1234563218")],
    );
    store.begin(&nowak, at(1)).unwrap();
    store.finish("customer", &created("324"), Duration::ZERO).unwrap();
    let lodz = company("company", "Łódź", "123-456-32-18");

    let before = store.prior_submissions(COMPANIES, "Łódź", &lodz.payload).unwrap();
    assert_eq!(before, PriorSubmissions::default());
    leave_unknown(&mut store, &lodz, 2);

    // The other way round: a customer with the company's NIP is not stopped.
    let other = attempt("other", "Żak", &[("surname", "Żak"), ("nip", "1234563218")]);
    let before = store.prior_submissions(CUSTOMERS, "Żak", &other.payload).unwrap();
    assert_eq!((before.unsettled, before.open.len()), (None, 0));
    let created: Vec<&str> = before
        .created
        .iter()
        .map(|(_, row)| row.attempt.as_str())
        .collect();
    assert_eq!(created, ["customer"]);
    store.begin(&other, at(3)).unwrap();

    // The same company is, by its NIP alone.
    let again = company("again", "Łódź sp. z o.o.", "PL1234563218");
    let before = store.prior_submissions(COMPANIES, "x", &again.payload).unwrap();
    assert_eq!(before.unsettled.unwrap().resource, Resource::Company);
    assert!(
        matches!(store.begin(&again, at(4)), Err(Error::Unsettled { attempt, .. }) if attempt == "company")
    );
    store
        .settle("company", &Settlement::Created("28".into()), at(5))
        .unwrap();
    let unseen = NewSubmission {
        aware_of: Some(Vec::new()),
        ..again
    };
    assert!(matches!(
        store.begin(&unseen, at(6)),
        Err(Error::CreatedMeanwhile { .. })
    ));
    let before = store.prior_submissions(COMPANIES, "x", &unseen.payload).unwrap();
    assert!(matches!(&before.created[0], (MatchReason::Key(key), row)
        if key.value == "1234563218" && row.customer_id.as_deref() == Some("28")));

    let rows = store.history("", 10).unwrap().rows;
    let told: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row.attempt.as_str(), row.resource.name()))
        .collect();
    assert_eq!(
        told,
        [
            ("other", "customer"),
            ("company", "company"),
            ("customer", "customer")
        ]
    );
    assert_eq!(record(&store, "company").sent.resource(), Resource::Company);
}

#[test]
fn the_last_card_is_a_customers_and_its_draft_is_not_taken_for_the_company() {
    let home = home();
    let mut store = open(home.path());
    let nowak = attempt("customer", "Nowak", &[("surname", "Nowak")]);
    store.begin(&nowak, at(1)).unwrap();
    store.finish("customer", &created("324"), Duration::ZERO).unwrap();
    let lodz = company("company", "Łódź", "1234563218");
    let mut draft = super::draft("");
    draft.card = lodz.card.clone();
    store.save_draft(&draft, at(2)).unwrap();
    add(&mut store, &lodz, "28", 3);
    assert_eq!(store.newest().unwrap().unwrap().sent.attempt, "customer");
    assert_eq!(
        store.drafts().unwrap().len(),
        1,
        "a card that looks like the company"
    );
}

#[test]
fn companies_that_were_added_or_chosen_are_found_by_their_names() {
    let home = home();
    let mut store = open(home.path());
    add(
        &mut store,
        &company("a", "Żółta Łódź sp. z o.o.", "1234563218"),
        "28",
        1,
    );
    leave_unknown(&mut store, &company("b", "Łódź Druga", ""), 2);
    store
        .settle("b", &Settlement::Created("29".into()), at(3))
        .unwrap();
    let thulium = known("30", "Thulium", "6783144527", "Kraków");
    store.note_company(COMPANIES, &thulium, at(4)).unwrap();
    let elsewhere = known("31", "Łódź", "", "");
    store
        .note_company("https://other.example/api/companies", &elsewhere, at(5))
        .unwrap();

    let found = |store: &Store, text: &str| -> Vec<String> {
        let found = store.companies(COMPANIES, text, 10).unwrap();
        found.into_iter().map(|company| company.id).collect()
    };
    for (text, expected) in [
        ("", &["30", "29", "28"][..]),
        ("lodz", &["29", "28"]),
        ("ZOLTA Łódź", &["28"]),
        ("123-456", &["28"]),
        ("1234563218", &["28"]),
        ("29", &["29"]),
        ("678314", &["30"]),
        ("nobody", &[]),
        ("'; DROP TABLE companies", &[]),
    ] {
        assert_eq!(found(&store, text), expected, "{text}");
    }
    // The one used last comes first, and nothing that is known of it is lost.
    store
        .note_company(COMPANIES, &known("28", "Żółta Łódź S.A.", "", "Łódź"), at(6))
        .unwrap();
    assert_eq!(found(&store, "lodz"), ["28", "29"]);
    let expected = known("28", "Żółta Łódź S.A.", "1234563218", "Łódź");
    assert_eq!(store.company(COMPANIES, "28").unwrap(), Some(expected));
    assert_eq!(store.company(COMPANIES, "31").unwrap(), None);
    assert_eq!(store.companies(COMPANIES, "", 2).unwrap().len(), 2);
}

#[test]
fn a_company_goes_with_the_records_of_its_time_and_is_masked_as_they_are() {
    let home = home();
    let mut store = open(home.path());
    add(&mut store, &company("a", "Łódź", "1234563218"), "28", 1);
    store
        .note_company(COMPANIES, &known("30", "Thulium", "", ""), at(100))
        .unwrap();
    assert_eq!(store.purge(at(50)).unwrap(), 1);
    let left = store.companies(COMPANIES, "", 10).unwrap();
    assert_eq!(left, [known("30", "Thulium", "", "")]);

    store.set_detail(StoredDetail::Masked).unwrap();
    add(&mut store, &company("b", "Łódź Druga", "6783144527"), "29", 101);
    store
        .note_company(
            COMPANIES,
            &known("31", "Trzecia", "5260250274", "Wrocław"),
            at(102),
        )
        .unwrap();
    for (id, name) in [("29", "Łódź Druga"), ("31", "Trzecia")] {
        assert_eq!(
            store.company(COMPANIES, id).unwrap(),
            Some(known(id, name, "", ""))
        );
    }
    drop(store);
    let conn = Connection::open(database(home.path())).unwrap();
    let kept: String = conn
        .query_row(
            "SELECT card || payload || search FROM submissions WHERE attempt = 'b'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(!kept.contains("6783144527"), "{kept}");
}

#[test]
fn a_crm_that_drops_the_nip_of_a_new_company_is_remembered() {
    let home = home();
    let mut store = open(home.path());
    let drops = |store: &mut Store, url: &str| store.prior_submissions(url, "", "{}").unwrap().drops_nips;
    assert!(!drops(&mut store, COMPANIES));
    store.note_kept_nip(COMPANIES, false).unwrap();
    assert!(drops(&mut store, "HTTPS://example.com:443/api/companies/"));
    assert!(!drops(&mut store, CUSTOMERS));
    assert!(!drops(&mut store, "https://other.example/api/companies"));
    store.note_kept_nip(COMPANIES, true).unwrap();
    assert!(!drops(&mut store, COMPANIES));
}

#[test]
fn a_store_of_format_10_gets_the_companies_and_keeps_its_records() {
    let home = home();
    let mut store = open(home.path());
    let nowak = attempt(
        "customer",
        "Nowak",
        &[("surname", "Nowak"), ("nip", "1234563218")],
    );
    leave_unknown(&mut store, &nowak, 1);
    drop(store);
    let conn = Connection::open(database(home.path())).unwrap();
    conn.execute_batch("DROP TABLE companies; DROP TABLE kept_nips; PRAGMA user_version = 10;")
        .unwrap();
    drop(conn);

    let mut store = open(home.path());
    assert_eq!(record(&store, "customer").sent, nowak);
    assert_eq!(store.history("", 1).unwrap().rows[0].resource, Resource::Customer);
    let before = store.prior_submissions(CUSTOMERS, "", &nowak.payload).unwrap();
    assert_eq!(before.unsettled.unwrap().attempt, "customer");
    assert!(store.check_key_log().is_ok() && store.take_log_notices().is_empty());
    add(&mut store, &company("a", "Łódź", "1234563218"), "28", 2);
    assert_eq!(store.companies(COMPANIES, "lodz", 10).unwrap().len(), 1);
    assert_eq!(
        record(&store, "a").sent.card,
        card(&[("name", "Łódź"), ("nip", "1234563218")])
    );
}
