//! An unknown outcome is settled by a person, and until then nobody sends the same customer again.

use crate::support::driver::{Driver, Setup, found};
use kartoteka::app::Message;
use kartoteka::customer::{ApiResponse, FailureReason, Lookup, LookupFailure, Outcome};
use serde_json::json;

const NIP: &str = "1234563218";

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::TimedOut(30),
        answer: None,
    }
}

fn created(id: &str) -> Outcome {
    Outcome::Created {
        customer_id: id.to_owned(),
        answer: ApiResponse::default(),
    }
}

/// A driver whose last send, of Kowalski Jan with NIP and e-mail, has an unknown outcome that is being settled.
fn settling() -> Driver {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Tab>Jan<Ctrl+X>1<Tab><Tab><Tab><Tab><Tab>");
    driver.keys(NIP).keys("<PgDn>jan@kowalski.pl<F8><Enter>");
    driver.answer(unknown()).shows("Press s to settle it");
    driver.keys("s").shows("Settle an unknown outcome");
    driver
}

fn kowalski(id: &str) -> Vec<kartoteka::customer::FoundCustomer> {
    let values = json!({"surname": "Kowalski", "name": "Janusz", "nip": "123-456-32-18", "job": "ACME"});
    vec![found(id, &values)]
}

#[test]
fn the_crm_is_asked_at_once_and_after_5_and_30_seconds() {
    let mut driver = settling();
    let asked: Vec<&str> = driver.asked[0]
        .1
        .iter()
        .map(|known| known.field.field().path)
        .collect();
    assert_eq!(
        asked,
        ["nip", "email"],
        "PESEL is not searchable, and the rest is not given"
    );
    driver.shows("Searching the CRM ...").finds(&[]);
    driver.shows("No match found.").shows("Next search in 5 s.");
    driver.wait(4).shows("Next search in 1 s.");
    assert_eq!(driver.asked.len(), 1);
    driver.wait(1).finds(&[]).shows("Next search in 25 s.");
    driver.wait(25);
    assert_eq!(driver.asked.len(), 3);
    driver.finds(&[]).hides("Next search");
    driver.wait(100);
    assert_eq!(driver.asked.len(), 3, "nothing is counted any more");
    driver.keys("l");
    assert_eq!(driver.asked.len(), 4, "but the operator may ask");
    assert_eq!(driver.sent.len(), 1, "nothing is sent automatically");
}

#[test]
fn equal_and_different_fields_are_told_apart() {
    let mut driver = settling();
    driver.finds(&[("nip", Ok(kowalski("17"))), ("email", Ok(kowalski("17")))]);
    driver.shows("▸ 17 Kowalski Janusz, found by NIP 1234563218, e-mail jan@kowalski.pl");
    let screen = driver.screen();
    for (label, sent, mark, in_crm) in [
        ("Surname", "Kowalski", "=", "Kowalski"),
        ("Name", "Jan", "≠", "Janusz"),
        ("NIP", NIP, "=", "123-456-32-18"),
        ("E-mail", "jan@kowalski.pl", " ", ""),
        ("Workplace", "", " ", "ACME"),
    ] {
        let line = screen
            .lines()
            .find(|line| line.starts_with(&format!("│ {label} ")))
            .unwrap_or_else(|| panic!("no line of {label}\n{screen}"));
        let cells: Vec<&str> = line.split_whitespace().collect();
        let mut expected = vec!["│", label];
        expected.extend([sent, mark, in_crm].into_iter().flat_map(str::split_whitespace));
        expected.push("│");
        assert_eq!(cells, expected, "{line}");
    }
}

#[test]
fn it_is_this_one_makes_the_record_created_by_hand() {
    let mut driver = settling();
    let mut two = kowalski("17");
    two.extend(kowalski("18"));
    driver.finds(&[("nip", Ok(two))]).keys("<Down><Enter>");
    driver
        .shows("customer_id 18")
        .shows("Are you sure?")
        .keys("n")
        .shows("▸ 18 Kowalski");
    driver
        .keys("<Enter>Y")
        .shows("Settled: created with customer_id 18");
    driver.hides("unknown outcome").hides("\"surname\"");
    let mut driver = driver.restart();
    driver
        .hides("\"surname\"")
        .keys("<F3>")
        .shows("created 18 (settled by hand)");
    driver.keys("<Enter>").shows("created 18").shows("timed out");
    assert!(driver.sent.is_empty());
}

#[test]
fn not_there_sends_the_same_bytes_again_as_a_new_attempt() {
    let mut driver = settling();
    driver
        .finds(&[])
        .keys("n")
        .shows("No match was found. Send the same card again");
    driver.keys("yt").shows("No match found.");
    assert_eq!(driver.sent.len(), 1, "only a capital Y answers");
    driver.keys("Y").shows("What you type is kept");
    assert_eq!(driver.sent.len(), 2);
    let [(first, payload), (second, again)] = driver.sent.clone().try_into().unwrap();
    assert_ne!(first, second);
    assert_eq!(payload, again);
    driver
        .created("324")
        .shows("Created: customer_id 324 · Kowalski Jan");
    driver
        .shows("created 324")
        .keys("<F3>")
        .shows("not created (settled by hand)")
        .keys("<Esc>")
        .hides("\"surname\"");
    driver.keys("<F3><Enter>").shows("Retry of").shows(&first);
}

#[test]
fn sending_again_accepts_the_loss_of_records_that_it_shows() {
    let mut driver = settling();
    driver.finds(&[]);
    let conn = rusqlite::Connection::open(driver.home().join("data/kartoteka.db")).unwrap();
    let insert = "INSERT INTO losses (records, since) VALUES (2, 1790000000000)";
    assert_eq!(conn.execute(insert, []).unwrap(), 1);
    driver.hides("the records of 2 customers").keys("nY");
    assert_eq!(driver.sent.len(), 1, "a loss that was not shown is not accepted");
    driver.shows("Records have been lost").finds(&[]);
    driver.shows("the records of 2 customers, sent since");
    driver.keys("nY").created("324").shows("created 324");
    assert_eq!(driver.sent.len(), 2);
    let open = "SELECT count(*) FROM losses WHERE accepted_at IS NULL";
    assert_eq!(conn.query_row(open, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    driver.keys("Kos<F8>").shows("Ready.");
}

#[test]
fn sending_again_says_what_the_search_leaves_open() {
    for (found, words) in [
        (Ok(kowalski("17")), "A match was found."),
        (Err(LookupFailure::TimedOut), "The search was incomplete"),
    ] {
        let mut driver = settling();
        driver
            .finds(&[("nip", found)])
            .keys("n")
            .shows(words)
            .keys("<Esc>");
        assert_eq!(driver.sent.len(), 1);
    }
}

#[test]
fn not_there_can_be_noted_without_sending() {
    let mut driver = settling();
    driver.finds(&[]).keys("xY").shows("Settled: not created");
    driver
        .keys("<F3>")
        .shows("not created (settled by hand)")
        .keys("<Esc>")
        .hides("unknown outcome");
    driver.shows("\"surname\": \"Kowalski\"").keys("<F8><Enter>");
    assert_eq!(driver.sent.len(), 2, "the way is free");
}

#[test]
fn later_leaves_it_unknown_and_counted() {
    let mut driver = settling();
    driver.keys("<Esc>").shows("1 unknown outcome (F3)");
    let mut driver = driver.restart();
    driver
        .keys("<F3>")
        .shows("unknown – Enter to settle: timed out after 30 s");
    driver.keys("<Enter>").shows("Settle an unknown outcome");
    driver.keys("<Esc>").shows("Enter open");
}

#[test]
fn where_the_program_may_not_search_the_operator_types_the_id() {
    let mut driver = settling();
    driver.finds(&[
        ("nip", Err(LookupFailure::NotPermitted)),
        ("email", Err(LookupFailure::NotPermitted)),
    ]);
    driver
        .shows("not allowed to search")
        .shows("Check in the CRM's panel, then decide.");
    driver
        .keys("i0<Enter>")
        .shows("Not an id")
        .keys("<Backspace>99<Enter>");
    driver
        .shows("customer_id 99")
        .keys("Y<F3>")
        .shows("created 99 (settled by hand)");
}

#[test]
fn the_same_customer_cannot_be_sent_while_one_is_unknown() {
    let same_nip = format!("Nowak<Tab><Tab><Tab><Tab><Tab>{NIP}<F8>");
    for (name, keys) in [("the same card", "<F8>"), ("the same NIP", same_nip.as_str())] {
        let mut driver = settling();
        driver.finds(&[]).keys("<Esc>");
        if name != "the same card" {
            driver.keys("<Ctrl+X>w");
        }
        driver.keys(keys).shows("Kowalski Jan: outcome unknown");
        driver.shows("Enter settles the last attempt");
        driver
            .keys("<Enter><Enter>")
            .shows("Settle an unknown outcome")
            .keys("<Esc>");
        assert_eq!(driver.sent.len(), 1, "{name}");
    }
}

#[test]
fn another_session_cannot_send_it_either() {
    let driver = settling();
    let mut other = driver.beside(Setup::default());
    other.keys("Nowak<Tab><Tab><Tab><Tab><Tab>").keys(NIP);
    other
        .keys("<F8>")
        .shows("Kowalski Jan: outcome unknown")
        .keys("<Enter>")
        .shows("Settle an unknown outcome");
    assert!(other.sent.is_empty());
}

#[test]
fn what_another_crm_may_have_is_not_looked_for_in_this_one() {
    let driver = settling();
    let setup = Setup {
        profile: "other",
        url: "https://other.thulium.com/api/customers",
        ..Setup::default()
    };
    let mut other = driver.beside(setup);
    other.keys("<F3><Enter>").shows("It was sent with profile main");
    other.keys("n").shows("Start with profile main");
    assert!(other.asked.is_empty() && other.sent.is_empty());
    other
        .keys("<Esc><Esc>Nowak<Tab><Tab><Tab><Tab><Tab>")
        .keys(NIP)
        .keys("<F8><Enter>");
    assert_eq!(other.sent.len(), 1, "another CRM does not have it");
}

#[test]
fn a_card_with_nothing_to_search_by_is_settled_by_hand() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>").answer(unknown()).keys("s");
    driver.shows("nothing to search the CRM by").keys("n");
    driver.shows("The search was incomplete");
    assert!(driver.asked.is_empty());
}

#[test]
fn hostile_customers_are_shown_escaped() {
    let mut driver = settling();
    let values = json!({"surname": "\u{1b}[31mEvil\u{202e}", "nip": NIP});
    driver.finds(&[("nip", Ok(vec![found("17", &values)]))]);
    driver.shows("\\u{1b}[31mEvil\\u{202e}");
    assert!(!driver.screen().contains('\u{202e}'));
}

#[test]
fn a_late_answer_to_an_old_question_changes_nothing() {
    let mut driver = settling();
    let old = driver.asked[0].clone();
    driver.keys("<Esc><F3><Enter>");
    let lookups = old.1.into_iter().map(|by| Lookup {
        by,
        result: Ok(kowalski("17")),
    });
    driver.tell(Message::LookedUp(old.0, lookups.collect()));
    driver.shows("Searching the CRM ...").hides("Janusz");
}

#[test]
fn what_was_asked_for_one_record_is_no_answer_for_another() {
    let mut driver = settling();
    let (question, known) = driver.asked[0].clone();
    driver
        .keys("<Esc><Ctrl+X>wNowak<F8><Enter>")
        .answer(unknown())
        .keys("s");
    driver.shows("Nowak").shows("nothing to search the CRM by");
    let lookups = known.into_iter().map(|by| Lookup {
        by,
        result: Ok(kowalski("17")),
    });
    driver.tell(Message::LookedUp(question, lookups.collect()));
    driver.hides("Janusz").keys("n").hides("No match found.");
}

#[test]
fn an_operator_who_types_on_answers_no_question() {
    let mut driver = settling();
    driver.finds(&[("nip", Ok(kowalski("17")))]);
    driver.keys("Kontakt najpierw, Tytus<Enter>n<Tab>y<Enter>");
    assert_eq!(driver.sent.len(), 1);
    driver.keys("<Esc><Esc>").shows("1 unknown outcome");
}

#[test]
fn what_another_session_has_settled_is_not_settled_again() {
    for keys in ["nY", "xY"] {
        let mut one = settling();
        one.finds(&[]);
        let mut other = one.beside(Setup::default());
        other
            .keys("<F3><Enter>")
            .finds(&[("nip", Ok(kowalski("17")))])
            .keys("<Enter>Y");
        other.shows("created 17 (settled by hand)");
        one.keys(keys)
            .shows("Another session has already settled it")
            .shows("created 17");
        assert_eq!(one.sent.len(), 1, "{keys}");
    }
}

#[test]
fn a_card_that_was_sent_since_is_evidence_too() {
    let mut driver = settling();
    driver.finds(&[]).keys("xY<Ctrl+X>w");
    for (name, outcome) in [("Nowak", unknown()), ("Nowacka", created("400"))] {
        driver
            .keys(name)
            .keys("<PgDn>wspolny@nowak.pl<F8>")
            .keys(if name == "Nowak" { "<Enter>" } else { "S" })
            .answer(outcome);
        driver.keys("<Esc><Ctrl+X>w<Esc>");
    }
    driver.keys("<F3><Down><Enter>").shows("Nowak").finds(&[]);
    driver
        .shows("? 400 Nowacka, sent from here")
        .hides("No match found.");
    driver.keys("n").shows("A match was found.");
}

#[test]
fn many_candidates_do_not_push_the_chosen_one_out_of_sight() {
    let mut driver = settling();
    let many = (1001..1021).map(|id| {
        let values = json!({"surname": format!("Kowalski-{id}"), "nip": NIP});
        found(&id.to_string(), &values)
    });
    driver.resize(80, 24).finds(&[("nip", Ok(many.collect()))]);
    driver
        .shows("returns at most 20 customers")
        .keys(&"<Down>".repeat(15));
    driver
        .shows("16 of 20")
        .shows("▸ 1016 Kowalski-1016")
        .shows("= 1234563218");
    driver.keys("<Enter>").shows("customer_id 1016");
}

#[test]
fn the_words_after_a_resend_are_about_the_card_that_was_sent() {
    let mut driver = settling();
    driver.finds(&[]).keys("<Esc><Ctrl+X>wNowak<F3><Enter>nY");
    let refused = Outcome::NotSent {
        failure: FailureReason::ConnectionRefused,
    };
    driver.answer(refused).shows("Nothing left this computer");
    driver
        .shows("This was not the card in the form.")
        .hides("F8 looks it over");
    driver.keys("<Esc>").shows("\"surname\": \"Nowak\"");
}
