//! The values of earlier cards.

use super::{at, attempt, created, home, leave_unknown, open};
use kartoteka::customer::{NewSubmission, Settlement, StoredDetail};
use kartoteka::store::Store;
use std::path::Path;
use std::time::Duration;

fn living_in(id: &str, city: &str) -> NewSubmission {
    let values = [
        ("surname", "Nowak"),
        ("pesel", "44051401359"),
        ("address.city", city),
        ("mail_drop_address.city", "Berlin"),
    ];
    attempt(id, "Nowak", &values)
}

/// A store in which a customer was created in each city, one a second.
fn with_customers_in(dir: &Path, cities: &[&str]) -> Store {
    let mut store = open(dir);
    for (second, city) in (0..).zip(cities) {
        let id = format!("{second}");
        store.begin(&living_in(&id, city), at(second)).unwrap();
        store.finish(&id, &created(&id), Duration::ZERO).unwrap();
    }
    store
}

#[test]
fn the_most_used_value_comes_first_and_then_the_last_one() {
    let home = home();
    let store = with_customers_in(home.path(), &["Lublin", "Łódź", "Lublin", "Kraków"]);
    let expected = ["Berlin", "Lublin", "Kraków", "Łódź"];
    assert_eq!(store.value_history("city").unwrap(), expected);
    assert_eq!(store.value_history("city 00-950").unwrap(), [""; 0]);
    for pool in ["surname", "pesel", "street"] {
        assert!(store.value_history(pool).unwrap().is_empty(), "{pool}");
    }
    drop(store);
    assert_eq!(open(home.path()).value_history("city").unwrap(), expected);
}

#[test]
fn the_values_of_a_postcode_are_kept_together() {
    let home = home();
    let mut store = open(home.path());
    for (second, postcode, city) in [
        (1, "20-002", "Lublin"),
        (2, "90-001", "Łódź"),
        (3, "20002", "Świdnik"),
    ] {
        let id = second.to_string();
        let values = [
            ("surname", "Nowak"),
            ("address.postcode", postcode),
            ("address.city", city),
        ];
        store.begin(&attempt(&id, "Nowak", &values), at(second)).unwrap();
        store.finish(&id, &created(&id), Duration::ZERO).unwrap();
    }
    assert_eq!(store.value_history("city 20-002").unwrap(), ["Świdnik", "Lublin"]);
    assert_eq!(store.value_history("city 90-001").unwrap(), ["Łódź"]);
    store.purge(at(2)).unwrap();
    assert_eq!(store.value_history("city 20-002").unwrap(), ["Świdnik"]);
}

#[test]
fn only_a_customer_that_exists_leaves_values_and_one_that_is_settled_does_too() {
    let home = home();
    let mut store = open(home.path());
    leave_unknown(&mut store, &living_in("a", "Lublin"), 1);
    assert!(store.value_history("city").unwrap().is_empty());
    let settled = Settlement::Created("7".into());
    store.settle("a", &settled, at(2)).unwrap();
    assert_eq!(store.value_history("city").unwrap(), ["Berlin", "Lublin"]);
}

#[test]
fn values_go_when_nothing_is_kept_from_their_time() {
    let home = home();
    let mut store = with_customers_in(home.path(), &["Lublin", "Łódź", "Lublin"]);
    store.purge(at(2)).unwrap();
    assert_eq!(store.value_history("city").unwrap(), ["Berlin", "Lublin"]);
    store.purge(at(9)).unwrap();
    assert!(store.value_history("city").unwrap().is_empty());
}

#[test]
fn values_that_lead_to_nobody_are_kept_where_records_are_masked() {
    let home = home();
    let mut store = open(home.path());
    store.set_detail(StoredDetail::Masked).unwrap();
    store.begin(&living_in("a", "Lublin"), at(1)).unwrap();
    store.finish("a", &created("7"), Duration::ZERO).unwrap();
    assert_eq!(store.value_history("city").unwrap(), ["Berlin", "Lublin"]);
}
