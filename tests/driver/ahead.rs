//! What is typed while a card is on its way.

use crate::support::driver::{Driver, Setup};
use kartoteka::app::Message;
use kartoteka::customer::{ApiError, ApiResponse, FailureReason, Outcome};
use kartoteka::keymap::Action;
use kartoteka::options::FormOptions;
use std::fs;

/// A program that has sent a card, and waits for the answer.
fn waiting() -> Driver {
    let mut driver = Driver::new();
    driver
        .keys("Kowalski<Tab>Jan<F8><Enter>")
        .shows("each step may take");
    driver
}

/// The same, where the next card is filled in meanwhile.
fn filling() -> Driver {
    let mut driver = Driver::with(Setup {
        form_options: FormOptions {
            fill_while_sending: true,
            ..FormOptions::default()
        },
        ..Setup::default()
    });
    driver
        .keys("Kowalski<Tab>Jan<F8><Enter>")
        .hides("each step may take");
    driver
}

fn rejected() -> Outcome {
    Outcome::Rejected {
        answer: ApiResponse {
            status: 400,
            errors: vec![ApiError {
                message: "Wrong format of name.".into(),
                code: Some("111".into()),
            }],
            ..ApiResponse::default()
        },
    }
}

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::Cut,
        answer: None,
    }
}

#[test]
fn what_is_typed_waits_for_the_next_card() {
    let mut driver = waiting();
    driver
        .shows("What you type is kept for the next card.")
        .keys("Nowak<Tab>Anna<Shift+Tab>");
    driver
        .shows("each step may take")
        .shows("What you type goes into the next card.")
        .shows("\"surname\": \"Nowak\"")
        .hides("Kowalski\"");
    driver.created("324").hides("each step may take");
    driver
        .shows("Created: customer_id 324 · Kowalski Jan")
        .shows("\"name\": \"Anna\"")
        .keys("-Lis")
        .shows("\"surname\": \"Nowak-Lis\"")
        .shows("Created: customer_id 324 · Kowalski Jan");
    driver.keys("<Esc>").hides("Created: customer_id 324");
    driver.keys("<Ctrl+X>o").shows("Nowak").hides("Kowalski");
}

#[test]
fn a_field_may_be_gone_to_before_anything_is_typed() {
    let mut driver = waiting();
    driver.keys("<Tab>Anna").created("324");
    driver.shows("\"name\": \"Anna\"").hides("surname\"");
    let mut driver = waiting();
    driver.keys("<Tab>").shows("\"surname\": \"Kowalski\"");
    driver.created("324").shows("▸ Name").keys("Anna");
    driver.shows("\"name\": \"Anna\"");
}

#[test]
fn a_paste_waits_too_and_the_last_card_can_be_taken_from() {
    let mut driver = waiting();
    driver.paste("Nowak").keys("<Tab><Ctrl+D>").created("324");
    driver.shows("\"surname\": \"Nowak\"").shows("\"name\": \"Jan\"");
}

#[test]
fn nothing_typed_is_a_command() {
    for keys in [
        "<F8>",
        "<F8><Enter>",
        "<F1>",
        "<F3>",
        "<Ctrl+X>q",
        "<Ctrl+X>s",
        "<Ctrl+X>E",
        "<Ctrl+C>",
        "<Enter>",
        "<Enter><Enter>",
        "<Ctrl+F>",
        "<Ctrl+X>w",
    ] {
        let mut driver = waiting();
        driver
            .keys(keys)
            .shows("each step may take")
            .shows("\"surname\": \"Kowalski\"");
        assert!(!driver.left, "{keys}");
        driver.created("324").shows("▸ Surname").shows("{}");
        assert_eq!(driver.sent.len(), 1, "{keys}");
    }
}

#[test]
fn a_card_that_was_not_taken_waits_among_the_drafts_while_the_next_goes_on() {
    let rows = [
        (rejected(), "Kowalski Jan was rejected:"),
        (
            Outcome::NotSent {
                failure: FailureReason::ConnectionRefused,
            },
            "Kowalski Jan was not sent:",
        ),
        (
            unknown(),
            "Kowalski Jan: outcome unknown; may or may not have been created",
        ),
    ];
    for (outcome, words) in rows {
        let mut driver = waiting();
        driver.keys("Nowak").answer(outcome).shows(words);
        driver
            .shows("▸ Surname *       [Nowak")
            .keys("<Tab>Anna<Tab>")
            .shows(words)
            .shows("\"name\": \"Anna\"");
        driver
            .keys("<Ctrl+X>o")
            .shows("Kowalski Jan")
            .keys("<Down><Enter>")
            .shows("\"surname\": \"Kowalski\"");
        driver.keys("<Ctrl+X>o").shows("Nowak Anna");
    }
}

#[test]
fn a_crash_while_typing_ahead_loses_neither_card() {
    let mut driver = waiting();
    driver.keys("Nowak");
    let mut driver = driver.restart();
    driver.shows("\"surname\": \"Nowak\"");
    driver
        .keys("<Ctrl+X>o")
        .shows("Kowalski Jan")
        .keys("<Down><Enter>");
    driver.shows("\"surname\": \"Kowalski\"");
    driver.keys("<F8><Enter>");
    assert!(
        driver.sent.is_empty(),
        "its outcome is unknown: it is settled first"
    );
}

#[test]
fn the_draft_of_a_created_customer_is_gone_whatever_is_typed_ahead() {
    let mut driver = waiting();
    driver.keys("Nowak").created("324");
    let mut driver = driver.restart();
    driver.shows("\"surname\": \"Nowak\"").keys("<Ctrl+X>o");
    driver.shows("Nowak").hides("Kowalski Jan  ");
}

#[test]
fn what_a_failing_store_cannot_put_aside_for_is_typed_all_the_same() {
    for outcome in [None, Some(rejected())] {
        let mut driver = waiting();
        let data = driver.home().join("data");
        fs::rename(data.join("kartoteka.db"), data.join("elsewhere")).unwrap();
        driver
            .keys("Nowak")
            .shows("each step may take")
            .shows("moved or deleted");
        fs::rename(data.join("elsewhere"), data.join("kartoteka.db")).unwrap();
        match outcome {
            None => driver.created("324"),
            Some(outcome) => driver.answer(outcome).keys("<Esc><F8><Enter>").created("325"),
        };
        driver.shows("\"surname\": \"Nowak\"");
    }
}

#[test]
fn the_wait_can_be_stopped_while_typing_ahead() {
    let mut driver = waiting();
    driver.keys("Nowak<Esc>").shows("Stop waiting");
    driver.keys("n").shows("each step may take").keys("a<Esc>Y");
    assert!(driver.stopped);
    driver
        .answer(unknown())
        .shows("Kowalski Jan: outcome unknown; may or may not have been created");
    driver.shows("\"surname\": \"Nowaka\"");
}

#[test]
fn a_key_from_before_the_answer_was_seen_is_for_the_next_card() {
    let ahead = |driver: &mut Driver, key: &str| {
        driver.tell(Message::Unconfirmed(Box::new(Message::Key(key.parse().unwrap()))));
    };
    let mut driver = waiting();
    driver.created("324");
    for key in ["<Enter>", "<F8>", "N", "o", "<Tab>", "A"] {
        ahead(&mut driver, key.trim_matches(['<', '>']));
    }
    driver.shows("\"surname\": \"No\"").shows("\"name\": \"A\"");

    let mut driver = waiting();
    driver.answer(rejected()).shows("Wrong format of name.");
    ahead(&mut driver, "F8");
    ahead(&mut driver, "Enter");
    driver.shows("Wrong format of name.");
    for key in ["s", "d"] {
        ahead(&mut driver, key);
    }
    driver
        .shows("\"surname\": \"sd\"")
        .shows("Kowalski Jan was rejected:");
    driver.keys("<Ctrl+X>o").shows("Kowalski Jan");
}

#[test]
fn the_next_card_is_filled_in_meanwhile_where_that_is_wanted() {
    let mut driver = filling();
    driver
        .shows("Sending Kowalski Jan: 0 s.")
        .shows("▸ Surname")
        .keys("Nowak<Tab>Anna")
        .wait(2)
        .shows("Sending Kowalski Jan: 2 s.");
    for keys in ["<F8>", "<Ctrl+X>s"] {
        driver.keys(keys).hides("Review before sending");
        driver.shows("The last card is still being sent");
    }
    assert_eq!(driver.sent.len(), 1, "one goes at a time");
    driver.created("324").hides("Review before sending");
    driver.keys("<F8><Enter>");
    assert_eq!(driver.sent.len(), 2);
    assert!(driver.sent[1].1.contains("Nowak"));
    driver.created("325").shows("customer_id 325");
    driver.keys("<Ctrl+X>o").hides("Nowak  ");
}

#[test]
fn the_refused_card_is_opened_at_the_field_that_the_refusal_is_about() {
    let mut driver = filling();
    driver.keys("<Down><Down>").answer(rejected());
    driver.shows("Kowalski Jan was rejected:").shows("{}");
    driver
        .keys("<Ctrl+X>o<Enter>")
        .shows("\"surname\": \"Kowalski\"")
        .shows("▸ Name");
}

#[test]
fn a_card_that_must_wait_does_not_end_the_wait_for_the_one_before() {
    let mut driver = Driver::with(Setup {
        form_options: FormOptions {
            fill_while_sending: true,
            ..FormOptions::default()
        },
        ..Setup::default()
    });
    let same = "<Tab><Tab><Tab><Tab><Tab>1234563218";
    driver.keys(&format!("Kowalski{same}<F8><Enter>"));
    driver.keys(&format!("Nowak{same}<F8>"));
    driver
        .shows("The last card is still being sent")
        .keys("<Ctrl+X>q");
    driver.shows("The last card is still being sent");
    driver.keys("<Up><Ctrl+U>5261040828<F8>");
    driver.shows("The last card is still being sent");
    assert_eq!(driver.sent.len(), 1, "one goes at a time");
    driver.created("324").keys("<Esc>");
    driver.shows("created 324").keys("<F8><Enter>");
    assert_eq!(driver.sent.len(), 2);
}

#[test]
fn what_another_session_has_settled_is_not_waited_for() {
    let mut driver = waiting();
    driver.answer(unknown()).keys("s");
    let mut other = driver.beside(Setup::default());
    other.keys("<F3><Enter>xY");
    other.shows("not created");
    driver.keys("nY").shows("Another session has already settled it");
    driver.keys("<Esc><Ctrl+X>w").keys("Nowak<F8><Enter>");
    assert_eq!(driver.sent.len(), 2, "the next card goes out");
}

#[test]
fn the_wheel_types_nothing_ahead() {
    let mut driver = waiting();
    driver.answer(rejected());
    driver.tell(Message::Unconfirmed(Box::new(Message::Do(Action::Down))));
    driver.shows("Wrong format of name.");
}

#[test]
fn the_refused_card_stays_aside_where_the_next_is_typed() {
    let mut driver = filling();
    driver.keys("Nowak").answer(rejected());
    driver
        .shows("\"surname\": \"Nowak\"")
        .shows("Kowalski Jan was rejected:")
        .keys("<Ctrl+X>q");
    assert!(driver.left);
}

#[test]
fn nobody_leaves_while_a_card_is_on_its_way_and_esc_stops_the_wait() {
    let mut driver = filling();
    driver
        .keys("<Ctrl+X>q")
        .shows("The last card is still being sent");
    assert!(!driver.left);
    driver.keys("<Esc>").shows("Stop waiting").keys("Y");
    assert!(driver.stopped);
    driver.answer(unknown()).hides("Stop waiting");
    driver.keys("<F8>").shows("Review before sending");
}

#[test]
fn a_send_that_is_asked_for_meanwhile_is_answered_in_one_line_and_never_kept() {
    for key in ["<F8>", "<Ctrl+X>s"] {
        let mut driver = waiting();
        driver.keys(key).shows("The last card is still being sent");
        driver.keys("Nowak").keys(key).keys("<Enter>");
        driver.created("324").hides("Review before sending");
        assert_eq!(driver.sent.len(), 1, "{key}");
        driver.shows("\"surname\": \"Nowak\"").keys("<F8><Enter>");
        assert_eq!(driver.sent.len(), 2, "{key}: once the answer is there");
    }
    let mut driver = waiting();
    let blind: kartoteka::keymap::Key = "F8".parse().unwrap();
    driver.tell(Message::Unconfirmed(Box::new(Message::Key(blind))));
    driver.shows("The last card is still being sent").created("324");
    driver.hides("Review before sending");
}
