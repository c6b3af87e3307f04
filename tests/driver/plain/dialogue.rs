//! Conversations, without a terminal but with a real store.

use crate::support::driver::{Driver, Setup, found, tenant};
use crate::support::lines::Lines;
use kartoteka::app::Page;
use kartoteka::customer::{
    ApiError, ApiResponse, FailureReason, FieldId, LookupFailure, Outcome, Slot, SubmissionState,
};
use kartoteka::i18n::Language;
use serde_json::json;

fn dialogue() -> Lines {
    Lines::new(Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    }))
}

fn value(lines: &Lines, path: &str) -> String {
    let field = FieldId::of(path).unwrap();
    lines.driver.model().form.card().value(field).to_owned()
}

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::TimedOut(30),
        answer: None,
    }
}

#[test]
fn a_card_from_the_first_question_to_the_id() {
    let mut lines = dialogue();
    lines.lines(&[
        "Żółkiewska",
        "Łucja",
        "4405140135",
        "",
        "/back",
        "44051401359",
        "14.05.1944",
        "",
        "/section",
        "a@x.pl, b@x.pl",
        "333 444 555",
        "/go note",
        "Dzwonić po 16.",
        "",
        "Prosi o fakturę.",
        ".",
        "/go kampania",
        "wiosna",
        "/list",
        "/problems",
        "/preview",
        "/send",
        "y",
        "yes",
    ]);
    lines.then(|driver| {
        driver.created("324");
    });
    lines.lines(&["/history", "1", "", "", "/quit"]);
    assert!(lines.driver.left);
    // The attempt's id is another one each time.
    let (attempt, _) = &lines.driver.sent[0];
    insta::assert_snapshot!("card", lines.text().replace(attempt, "(an id)"));
}

#[test]
fn the_same_in_polish() {
    let mut lines = Lines::new(Driver::with(Setup {
        language: Language::Pl,
        rule_context: tenant(),
        ..Setup::default()
    }));
    lines.lines(&[
        "/pomoc",
        "Żółkiewska",
        "Łucja",
        "4405140135",
        "44051401359",
        "/idz kampania",
        "wiosna",
        "/wyslij",
        "T",
    ]);
    lines.then(|driver| {
        driver.created("324");
    });
    lines.lines(&["/historia zolk", "/wstecz", "/koniec"]);
    insta::assert_snapshot!("card-pl", lines.text());
}

#[test]
fn an_unknown_outcome_is_settled_before_the_card_goes_out_again() {
    let mut lines = Lines::new(Driver::new());
    lines.lines(&["Nowak", "Anna", "/go nip", "1234563218", "/send", "yes"]);
    lines.then(|driver| {
        driver.answer(unknown());
    });
    lines.lines(&["no", "/send", "yes"]);
    let anna = found(
        "324",
        &json!({"surname": "Nowak", "name": "Ania", "nip": "1234563218", "vip": true}),
    );
    lines.then(|driver| {
        driver.finds(&[("nip", Ok(vec![anna]))]);
    });
    // The same once more tells nothing new.
    lines.then(|driver| {
        driver.wait(5).finds(&[]);
    });
    assert_eq!(lines.driver.sent.len(), 1);
    lines.lines(&["7", "/look"]);
    insta::assert_snapshot!("settle", lines.text());
}

#[test]
fn what_was_found_is_the_customer_or_is_not() {
    for (answers, state, requests) in [
        (&["1", "yes"][..], SubmissionState::Created, 1),
        (&["/this 1", "Y"][..], SubmissionState::Created, 1),
        (&["/id 77", "tak"][..], SubmissionState::Created, 1),
        (&["/id a b", "77", "yes"][..], SubmissionState::Created, 1),
        (&["/absent", "yes"][..], SubmissionState::NotCreated, 1),
        (&["/resend", "yes"][..], SubmissionState::NotCreated, 2),
        (&["1", "no"][..], SubmissionState::Unknown, 1),
        (&["1", ""][..], SubmissionState::Unknown, 1),
        (&[""][..], SubmissionState::Unknown, 1),
    ] {
        let mut lines = Lines::new(Driver::new());
        lines.lines(&["Nowak", "/go nip", "1234563218", "/send", "yes"]);
        lines.then(|driver| {
            driver.answer(unknown());
        });
        lines.lines(&["yes"]);
        let nowak = found("324", &json!({"surname": "Nowak", "nip": "1234563218"}));
        lines.then(|driver| {
            driver.finds(&[("nip", Ok(vec![nowak]))]);
        });
        lines.lines(answers);
        assert_eq!(lines.driver.sent.len(), requests, "{answers:?}");
        if requests == 2 {
            lines.then(|driver| {
                driver.created("325");
            });
        }
        let rows = &lines.driver.model().history.page.rows;
        assert_eq!(rows.last().unwrap().state, state, "{answers:?}\n{}", lines.text());
    }
}

#[test]
fn who_may_be_there_already_is_told_before_anything_is_sent() {
    let mut lines = Lines::new(Driver::with(Setup {
        check_duplicates: true,
        ..Setup::default()
    }));
    lines.lines(&["Nowak", "/go nip", "1234563218", "/send"]);
    lines.says("Searching the CRM");
    let nowak = found("17", &json!({"surname": "Nowak", "nip": "1234563218"}));
    lines.then(|driver| {
        driver.finds(&[("nip", Ok(vec![nowak]))]);
    });
    lines.says("Possible duplicates.\n1: 17 Nowak, in the CRM: found by NIP 1234563218\nNot sent yet: ");
    for no in ["", "no", "N"] {
        lines.lines(&[no]);
        assert!(matches!(lines.driver.model().page(), Page::Form(_)), "{no:?}");
        lines.driver.wait_a_minute();
        lines.lines(&["/send"]).then(|driver| {
            driver.finds(&[("nip", Err(LookupFailure::TimedOut))]);
        });
        lines.says("Duplicates could not be checked.");
    }
    for neither in ["y", "t", "ye", "send", "1"] {
        lines
            .lines(&[neither])
            .says("Answer with the whole word, yes or no.");
    }
    assert!(lines.driver.sent.is_empty());
    lines.lines(&["YES"]);
    assert_eq!(lines.driver.sent.len(), 1);
}

#[test]
fn after_a_refusal_the_question_is_the_one_that_it_is_about() {
    let mut lines = Lines::new(Driver::new());
    lines.lines(&["Nowak", "/send", "yes"]);
    let error = ApiError {
        message: "Wrong \u{1b}[31mformat of phone number.".into(),
        code: Some("111111".into()),
    };
    lines.then(|driver| {
        driver.answer(Outcome::Rejected {
            answer: ApiResponse {
                status: 422,
                request_id: Some("53678450401cf".into()),
                errors: vec![error],
                body: "{}".into(),
                ..ApiResponse::default()
            },
        });
    });
    insta::assert_snapshot!("refused", lines.text());
    assert!(!lines.text().contains('\u{1b}'));
}

#[test]
fn errors_lead_to_their_questions_and_hold_nobody_up() {
    let mut lines = dialogue();
    lines.lines(&["/send"]);
    lines.says("Not sent: fix 2 errors first.\nError: required.\nSurname, required: ");
    lines
        .lines(&["Nowak", "/error"])
        .says("Error: required.\nKampania, required: ");
    lines.lines(&[""]).says("źródło kontaktu: ");
}

#[test]
fn values_are_kept_cleared_and_taken_back() {
    let mut lines = dialogue();
    lines
        .lines(&["Nowak", "//12", "/go name"])
        .says("Name, now /12: ");
    lines.lines(&["/clear"]).says("Name: empty\nName: ");
    lines.lines(&["/undo"]).says("/undo\nName, now /12: ");
    lines.lines(&["/redo"]).says("Name: empty\n");
    lines.lines(&["/undo", "", "/back"]).says("Name, now /12: ");
    lines
        .lines(&["/empty", "perhaps"])
        .says("Answer with the whole word");
    lines.lines(&["no"]);
    assert_eq!(value(&lines, "surname"), "Nowak");
    lines
        .lines(&["/empty", "yes"])
        .says("Card cleared. /undo brings it back.");
    lines.lines(&["/undo"]);
    assert_eq!(value(&lines, "surname"), "Nowak");
}

#[test]
fn a_note_is_given_line_by_line_and_none_of_them_is_lost() {
    let mut lines = dialogue();
    lines.lines(&["/go note", "", "/go note", "one", "", "..", "//two", "/list"]);
    assert_eq!(value(&lines, "note"), "one\n\n.\n/two");
    lines.says("Note, 4 lines:\none\n\n.\n/two\nNote, several lines, a single dot ends them, now 4 lines: ");
    let mut lines = lines.restart();
    assert_eq!(value(&lines, "note"), "one\n\n.\n/two");
    lines.lines(&["new", "."]).says("Section 4 of 7, Address.");
    assert_eq!(value(&lines, "note"), "new");
}

#[test]
fn rows_are_added_and_taken_away() {
    let mut lines = dialogue();
    lines
        .lines(&["/go e-mail", "a@x.pl", "/add e-mail"])
        .says("E-mail 2: ");
    lines
        .lines(&["b@x.pl", "/go email 2", "/clear", "/remove"])
        .says("E-mail, now a@x.pl: ");
    lines.lines(&["/add", "c@x.pl", "/add custom", "pole", "wartość"]);
    let card = lines.driver.model().form.card();
    assert_eq!(card.rows(FieldId::of("email").unwrap()), 2);
    assert_eq!(card.get(Slot::name(2)), "pole");
    lines.lines(&["/go pole"]).says("pole, now wartość: ");
}

#[test]
fn a_card_takes_values_from_others() {
    let mut lines = dialogue();
    lines.lines(&[
        "Nowak",
        "/go address street",
        "Długa",
        "7",
        "/go invoice",
        "/same",
    ]);
    lines.says("Building: 7\nStreet, now Długa: ");
    lines
        .lines(&["/go group", "VIP", "/go group", "/hold"])
        .says("Kept for the next cards");
    lines
        .lines(&["/go kampania", "wiosna", "/send", "yes"])
        .then(|driver| {
            driver.created("324");
        });
    assert_eq!(value(&lines, "group"), "VIP", "held");
    lines.lines(&["/last"]).says("Surname: Nowak\nName: ");
}

#[test]
fn waiting_can_be_stopped_by_its_command_alone() {
    let mut lines = Lines::new(Driver::new());
    lines.lines(&["Nowak", "/send", "yes"]);
    lines.says("Sending. /stop stops waiting.\n");
    lines.then(|driver| {
        driver.wait(10);
    });
    lines.says("10 seconds, no answer yet.\n");
    let (session, now) = lines.driver.session();
    let mut dialogue = kartoteka::frontend::lines::dialogue::Dialogue::new(true);
    assert!(dialogue.is_stop(&session.model, "/stop"));
    assert!(!dialogue.is_stop(&session.model, "stop"));
    assert!(!dialogue.is_stop(&session.model, "/quit"));
    let text = dialogue.line(session, "/stop", now);
    assert!(text.contains("Stop waiting?"), "{text}");
    dialogue.line(session, "yes", now);
    lines.driver.settle_down();
    assert!(lines.driver.stopped);
}

#[test]
fn commands_are_understood_cut_short_in_both_languages_and_only_where_they_hold() {
    let mut lines = Lines::new(Driver::new());
    lines.lines(&["/hi"]).says("Nothing has been sent yet.");
    lines
        .lines(&["Nowak", "/send", "/clear"])
        .says("That is for the card.");
    lines
        .lines(&["/historia", "/wstecz", "/h"])
        .says("Which one?\n1: /help\n2: /hold\n3: /history [WORDS]\nA number, or Enter for none of them: ");
    lines
        .lines(&["/frobnicate \u{1b}[31m"])
        .says("No command /frobnicate here.");
    lines.lines(&["/\u{1b}"]).says("No command /\\u{1b} here.");
    lines.lines(&["/"]).says("No command / here.");
    lines
        .lines(&["/go nowhere"])
        .says("No field or section is called nowhere.");
    lines.lines(&["/go"]).says("Type /go FIELD or SECTION.");
    lines
        .lines(&["/go city"])
        .says("Which one?\n1: Address City\n2: Invoice address City\n3: Mailing address City\n");
    lines
        .lines(&["/go mail city"])
        .says("Section 6 of 7, Mailing address.\nCity: ");
    lines.lines(&["/go post"]).says("Postcode: ");
    lines.lines(&["/go 2"]).says("Section 2 of 7, Contact.\nE-mail: ");
    lines
        .lines(&["/drafts", "/go surname"])
        .says("Surname, required, now Nowak: ");
    lines
        .lines(&["/preview pascal"])
        .says("Type /preview [JSON, curl, HTTPie, PHP, Java or HTTP].");
    lines.lines(&["/preview curl"]).says("curl -u 'api_user:***'");
    lines.lines(&["/settle"]).says("There is nothing to settle.");
    assert!(!lines.text().contains('\u{1b}'));
}
