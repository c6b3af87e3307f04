//! Review, send, outcome, history: what the operator sees, and that one press sends one request.

use crate::support::driver::Driver;
use kartoteka::app::Message;
use kartoteka::customer::{ApiError, ApiResponse, FailureReason, Outcome};
use std::time::Duration;

fn rejected() -> Outcome {
    let error = |message: &str, code: &str| ApiError {
        message: message.into(),
        code: Some(code.into()),
    };
    Outcome::Rejected {
        answer: ApiResponse {
            status: 400,
            errors: vec![
                error("Wrong format of phone number.", "111111"),
                error("Bad\u{1b}[31m group", "7"),
            ],
            request_id: Some("53678450401cf".into()),
            ..ApiResponse::default()
        },
    }
}

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::TimedOut(30),
        answer: None,
    }
}

fn not_sent() -> Outcome {
    Outcome::NotSent {
        failure: FailureReason::ConnectionRefused,
    }
}

#[test]
fn the_review_shows_what_will_be_sent_and_escape_goes_back() {
    let mut driver = Driver::new();
    driver.keys("O'Brien<Ctrl+X>4Długa<F8>");
    driver
        .shows("POST https://acme.thulium.com/api/customers")
        .shows("api_user (main)");
    driver
        .shows("? Address / City: city missing")
        .shows("Enter sends anyway.");
    driver.shows("\"surname\": \"O'Brien\"");
    driver.keys("<Esc>").shows("▸ Street");
    assert!(driver.sent.is_empty());
}

#[test]
fn errors_stop_the_send_and_the_focus_goes_to_the_first() {
    let mut driver = Driver::new();
    driver
        .keys("<Tab>Jan<F8>")
        .shows("! Identity / Surname: required")
        .shows("Not ready to send");
    driver
        .keys("<Enter>")
        .shows("fix one error first")
        .shows("▸ Surname *");
    assert!(driver.sent.is_empty());
}

#[test]
fn one_card_is_one_request_however_often_the_key_is_pressed() {
    let mut driver = Driver::new();
    driver
        .keys("Kowalski<F8><Enter><Enter><Enter><F8><Enter>x<Ctrl+X>q")
        .paste("\r\r\r");
    assert_eq!(driver.sent.len(), 1);
    assert!(!driver.left);
    assert_eq!(driver.sent[0].1, "{\n  \"surname\": \"Kowalski\"\n}");
    driver.tell(Message::Tick(Duration::from_secs(3)));
    driver
        .shows("3 s; each step may take up to 30 s")
        .resize(80, 24)
        .shows("3 s; each step may take up to 30 s");
    driver.created("324").keys("<Enter><Enter>");
    assert_eq!(driver.sent.len(), 1);
}

#[test]
fn a_created_customer_clears_the_card_and_heads_the_history() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Tab>Jan<F8><Enter>").created("324");
    driver
        .shows("Created: customer_id 324 · Kowalski Jan")
        .shows("Kowalski Jan")
        .shows("created 324");
    driver.shows("▸ Surname *").hides("\"surname\"");
    driver.keys("Nowak<F8><Enter>").created("325");
    let screen = driver.screen();
    assert!(
        screen.find("created 325") < screen.find("created 324"),
        "newest first\n{screen}"
    );
    let mut driver = driver.restart();
    driver
        .shows("created 325")
        .shows("created 324")
        .shows("2 entries");
}

#[test]
fn after_anything_else_all_that_was_typed_stays() {
    let rows = [
        (
            "rejected",
            rejected(),
            "The CRM rejected the customer.",
            "rejected: Wrong format of phone number.",
        ),
        (
            "not sent",
            not_sent(),
            "Nothing left this computer.",
            "not sent: the host refused the connection",
        ),
        (
            "unknown",
            unknown(),
            "may or may not have been created",
            "unknown – Enter to settle: timed out after 30 s",
        ),
    ];
    for (name, outcome, page, line) in rows {
        let mut driver = Driver::new();
        driver.keys("Kowalski<Tab>Jan<F8><Enter>").answer(outcome);
        driver.shows(page);
        driver
            .keys("<Esc><F3>")
            .shows(line)
            .keys("<Esc>")
            .shows("\"surname\": \"Kowalski\"")
            .shows("\"name\": \"Jan\"");
        let mut driver = driver.restart();
        driver.shows("\"surname\": \"Kowalski\"").keys("<F3>").shows(line);
        assert_eq!(driver.sent.len(), 0, "{name}");
    }
}

#[test]
fn a_refusal_shows_every_error_and_the_request_id_and_nothing_unescaped() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>").answer(rejected());
    driver
        .shows("Wrong format of phone number. (code 111111)")
        .shows("Bad\\u{1b}[31m group (code 7)");
    driver.shows("53678450401cf").shows("400");
}

#[test]
fn a_crash_while_sending_is_an_unknown_outcome_at_the_next_start() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>");
    let mut driver = driver.restart();
    driver
        .shows("\"surname\": \"Kowalski\"")
        .keys("<F3>")
        .shows("unknown – Enter to settle: the program ended");
}

#[test]
fn the_id_is_told_also_where_the_journal_fails() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>").created("324");
    // The attempt has its outcome, so the store refuses a second one.
    driver
        .created("325")
        .shows("customer_id 325: ")
        .keys("x")
        .shows("created 324")
        .hides("created 325");
}

#[test]
fn a_record_opens_whole_and_its_card_can_be_used_again() {
    let mut driver = Driver::new();
    driver.keys("Żółć<Ctrl+X>2a@b.pl<F8><Enter>").created("324");
    driver.keys("<F3><Enter>");
    for text in [
        "324",
        "Żółć",
        "2026-11-24 14:02:00",
        "main · api_user",
        "0.214 s",
        "\"email\": \"a@b.pl\"",
        "200",
    ] {
        driver.shows(text);
    }
    driver.shows(&driver.sent[0].0.clone()).keys("c");
    assert_eq!(driver.copied, ["324"]);
    driver.keys("d").shows("\"surname\": \"Żółć\"").shows("▸ Surname");
    driver
        .keys("<F3><Enter>d")
        .shows("Card parked.")
        .keys("<Esc>")
        .shows("1 more draft (Ctrl+X o)")
        .shows("\"surname\": \"Żółć\"");
}

#[test]
fn the_history_is_filtered_and_its_ids_are_copied() {
    let mut driver = Driver::new();
    for (name, id) in [("Kowalski", "324"), ("Żółć", "325"), ("Nowak", "326")] {
        driver.keys(name).keys("<F8><Enter>").created(id);
    }
    driver
        .keys("<F3>/ŻÓŁ")
        .hides("Nowak")
        .shows("created 325")
        .shows("filter: ŻÓŁ");
    driver.keys("<Enter>c");
    assert_eq!(driver.copied, ["325"]);
    driver
        .keys("<Esc>")
        .shows("Nowak")
        .keys("/zzz")
        .shows("Nothing matches the filter.")
        .keys("<Esc><Esc>");
    driver.keys("<F3><Down><Down><Enter>").shows("Kowalski");
}

#[test]
fn a_record_that_has_no_id_has_none_to_copy() {
    let mut driver = Driver::new();
    driver
        .keys("Kowalski<F8><Enter>")
        .answer(unknown())
        .keys("<Esc><F3>c")
        .shows("There is no id to copy.");
    assert!(driver.copied.is_empty());
}

#[test]
fn the_preview_goes_through_its_forms_and_never_has_the_password() {
    let mut driver = Driver::new();
    driver.keys("O'Brien<Ctrl+X>v");
    for form in ["curl", "HTTPie", "PHP", "Java", "HTTP", "JSON"] {
        driver.keys("p").shows(&format!("Preview · {form}"));
    }
    driver.keys("pc");
    assert!(driver.copied[0].starts_with("curl "), "{}", driver.copied[0]);
    driver.keys("<Esc>").shows("▸ Surname");
}

#[test]
fn every_page_scrolls_to_its_end_and_no_further() {
    let mut driver = Driver::sized(80, 24);
    driver
        .keys("<F1>")
        .shows("In the form")
        .keys(&"<PgDn>".repeat(20))
        .shows("Where a file or an id is typed");
    driver
        .keys("<PgUp><PgUp>")
        .hides("Where a file or an id is typed")
        .keys("<Esc>")
        .shows("▸ Surname");
}

#[test]
fn the_waiting_stops_only_after_a_yes() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter><Esc>").shows("Stop waiting?");
    driver
        .keys("<Esc><Esc><Esc>")
        .tell(Message::Tick(Duration::from_secs(2)));
    assert!(!driver.stopped);
    driver
        .keys("<F2>")
        .shows("2 s; each step may take up to 30 s")
        .keys("<Esc>Y");
    assert!(driver.stopped);
    driver.answer(unknown()).shows("may or may not have been created");
}

#[test]
fn an_answer_that_comes_while_something_is_asked_is_told() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter><Esc>").created("324");
    driver.shows("Created: customer_id 324 · Kowalski").keys("Y");
    assert!(!driver.stopped);
    driver.shows("\"surname\": \"Y\"");
}

#[test]
fn f8_looks_a_refused_card_over_again_from_where_its_refusal_is_told() {
    let mut driver = Driver::new();
    driver
        .keys("Kowalski<F8><Enter>")
        .answer(rejected())
        .shows("F8 send");
    driver.keys("<F8>").shows("Review before sending");
}

#[test]
fn copying_by_the_menu_types_nothing_into_the_filter() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<F8><Enter>").created("324");
    driver
        .keys("<F3>/kow<Ctrl+X>c")
        .shows("filter: kow")
        .hides("filter: kowc");
    assert_eq!(driver.copied, ["324"]);
}

#[test]
fn a_message_that_is_too_wide_goes_on_in_the_next_line() {
    let mut driver = Driver::sized(80, 24);
    driver.keys("Kowalski<F8><Enter>").created("324");
    // The attempt has its outcome, so the store refuses a second one, in many words.
    driver
        .created("325")
        .shows("customer_id 325: ")
        .shows("nothing was written");
}

#[test]
fn the_last_id_is_one_key_away() {
    let mut driver = Driver::new();
    driver.keys("<Ctrl+X>i").shows("There is no id to copy.");
    driver
        .keys("Nowak<F8><Enter>")
        .created("324")
        .keys("Kowalski<Ctrl+X>i");
    assert_eq!(driver.copied, ["324"]);
    driver.shows("\"surname\": \"Kowalski\"");
}

#[test]
fn the_id_is_read_back_large_until_the_next_card_is_begun() {
    let mut driver = Driver::new();
    driver.keys("Nowak<Tab>Anna<F8><Enter>").created("1324");
    driver
        .shows("Created: Nowak Anna")
        .shows("  |     _|  _| |_|")
        .shows("customer_id 1324 · F5 copies it");
    driver.keys("<F5>").shows("Copied to the clipboard: 1324");
    assert_eq!(driver.copied, ["1324"]);
    driver.keys("<Tab><F3><Esc>").shows("Created: Nowak Anna");
    driver.keys("K").hides("Created: Nowak Anna");
    driver.keys("<Backspace>").hides("Created: Nowak Anna");
    driver.keys("Kowal<F8><Enter>").created("C-7/ż");
    driver.shows("C-7/ż").keys("<Esc>").hides("F5 copies it");
}
