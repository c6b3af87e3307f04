//! What each line is answered with, by somebody who hears it and sees nothing.

use crate::support::driver::{Driver, Setup, found, tenant};
use crate::support::lines::Lines;
use kartoteka::app::Page;
use kartoteka::customer::{FailureReason, FieldId, Outcome};
use kartoteka::i18n::Language;
use serde_json::json;

fn dialogue(language: Language) -> Lines {
    Lines::new(Driver::with(Setup {
        language,
        rule_context: tenant(),
        ..Setup::default()
    }))
}

fn value(lines: &Lines, path: &str) -> String {
    let field = FieldId::of(path).unwrap();
    lines.driver.model().form.card().value(field).to_owned()
}

#[test]
fn why_a_value_is_refused_is_said_each_time() {
    let mut lines = dialogue(Language::En);
    lines.lines(&["Nowak", "/go pesel"]);
    for line in ["4405140135", "4405140135", "/send", "/error", "/send"] {
        lines
            .lines(&[line])
            .says("Error: needs 11 digits, has 10.\nPESEL, now 4405140135: ");
        if line == "/send" {
            // The one that is required comes next.
            lines.lines(&["/go kampania", "wiosna", "/go pesel"]);
        }
    }
    // Help says it no second time.
    lines.news();
    lines.lines(&["/list"]);
    assert!(!lines.news().contains("Error"), "{}", lines.text());
}

#[test]
fn the_beginning_of_a_value_is_enough_where_one_fits() {
    let mut lines = dialogue(Language::En);
    lines.lines(&["/go account manager", "/values"]);
    lines.says("\nAccount manager.\n1: a.nowak (Anna Nowak)\n");
    lines
        .lines(&["lu"])
        .says("Which one?\n2: l.wilk (Łukasz Wilk)\n3: m.luk (Maria Łuk)\nA number, ");
    lines.lines(&["xyz"]).says("Not in the list.\n");
    lines.lines(&["Maria"]);
    assert_eq!(value(&lines, "account_manager"), "m.luk");
    lines.lines(&["/go account manager", "/values", "anna nowak"]);
    assert_eq!(value(&lines, "account_manager"), "a.nowak");
    lines.lines(&["/preview htt"]).says("Type /preview [");
    lines.lines(&["/preview httpi"]).says("HTTPie, POST");
    lines.lines(&["/preview http"]).says("HTTP, POST");
    lines.lines(&["/preview cu"]).says("curl -u");
}

#[test]
fn every_place_is_left_by_the_same_command_and_the_commands_of_the_card_work_there() {
    for command in ["/back", "/wstecz", "/ba", ""] {
        let mut lines = dialogue(Language::En);
        lines.lines(&["Nowak", "/go account manager", "/values", command]);
        assert!(
            lines.driver.model().page().is_form(),
            "{command}\n{}",
            lines.text()
        );
        lines.says("Account manager, one of ");
    }
    let mut lines = dialogue(Language::En);
    lines.lines(&[
        "Nowak",
        "/go kampania",
        "wiosna",
        "/go account manager",
        "/values",
        "/send",
    ]);
    assert!(
        matches!(lines.driver.model().page(), Page::Review(_)),
        "{}",
        lines.text()
    );
    lines.lines(&["/drafts"]).says("Drafts.\n");
    lines
        .lines(&["/back"])
        .says("Back at the card, Nowak.\nSection 3 of 7, Work.\n");
}

#[test]
fn help_at_a_question_explains_the_answers() {
    for (language, lines_to_it, words) in [
        (
            Language::En,
            &["Nowak", "/empty"][..],
            &[
                "Clear the card? Undo (/undo) brings it back.\nThe whole word yes, or a capital Y, does it. The word no, or Enter, does not.\n",
            ][..],
        ),
        (
            Language::En,
            &["Nowak", "/go kampania", "lato", "/send"],
            &["The whole word yes, or a capital Y: send it. The word no, or Enter: back.\n"],
        ),
        (
            Language::Pl,
            &["Nowak", "/idź kampania", "lato", "/wyślij"],
            &["Całe słowo „tak” albo wielkie T: wyślij. Słowo „nie” albo Enter: wstecz.\n"],
        ),
        (
            Language::En,
            &["Nowak", "/drafts"],
            &[
                "A number: open.\nEnter: back.\n/open NUMBER: open.\n/delete NUMBER: delete.\n/help: list the commands.\n/back: back.\n",
            ],
        ),
        (
            Language::En,
            &["Nowak", "/export"],
            &["Type the text.\nEnter: done.\n"],
        ),
    ] {
        let mut lines = dialogue(language);
        lines.lines(lines_to_it);
        lines.news();
        lines.lines(&["/help"]);
        let said = lines.news().to_owned();
        for words in words {
            assert!(said.contains(words), "{words}\n{said}");
        }
    }
}

#[test]
fn a_line_that_changes_nothing_says_so() {
    let mut lines = dialogue(Language::En);
    lines.lines(&["/go e-mail", "a@x.pl", "/go e-mail"]);
    lines.lines(&["/remove"]).says("Nothing has changed.\n");
    lines
        .lines(&["/undo", "/redo", "/redo"])
        .says("Nothing to undo or redo.\n");
    lines
        .lines(&["/go vip", "/values"])
        .says("Type yes or no. /clear leaves it unset.\n");
    lines
        .lines(&["/go surname", "/values"])
        .says("This field takes any text.\n");
    lines.lines(&["/drafts", "/more"]).says("No command /more here.");
    // Going somewhere is an answer in itself.
    lines.news();
    lines.lines(&["", "/go e-mail", "/go e-mail", "/back", "/section"]);
    assert!(!lines.news().contains("Nothing"), "{}", lines.text());
}

#[test]
fn after_settling_from_the_card_the_operator_is_told_where_they_are() {
    for (answers, words) in [
        (
            &["1", "yes"][..],
            "Settled: created with customer_id 324\nThe card is empty.\nSection 1 of 7, Identity.\nSurname, required: ",
        ),
        (
            &["/absent", "yes"],
            "Settled: not created\nBack at the card, Nowak.\nSection 1 of 7, Identity.\nIdentifier: ",
        ),
        (
            &[""],
            "Back at the card, Nowak.\nSection 1 of 7, Identity.\nIdentifier: ",
        ),
    ] {
        let mut lines = Lines::new(Driver::new());
        lines.lines(&["Nowak", "/go nip", "1234563218", "/send", "yes"]);
        lines.then(|driver| {
            driver.answer(Outcome::Unknown {
                failure: FailureReason::TimedOut(30),
                answer: None,
            });
        });
        lines.lines(&["yes"]).says("Settle an unknown outcome.\n");
        let nowak = found("324", &json!({"surname": "Nowak", "nip": "1234563218"}));
        lines.then(|driver| {
            driver.finds(&[("nip", Ok(vec![nowak]))]);
        });
        lines
            .says("Commands: /this, /id, /resend, /absent, /look. /help explains them.\nThe number of the customer, or Enter for later: ");
        lines
            .lines(&["7"])
            .says("No such number: there is only 1.\nThe number of the customer, or Enter for later: ");
        lines.lines(answers).says(words);
    }
}

#[test]
fn numbers_have_the_marks_of_the_language() {
    for (language, command, words) in [
        (Language::En, "/history", "Duration: 0.214 s\n"),
        (Language::Pl, "/historia", "Czas trwania: 0,214 s\n"),
    ] {
        let mut lines = dialogue(language);
        lines
            .lines(&["Nowak", "/go kampania", "lato", "/send", "yes"])
            .then(|driver| {
                driver.created("324");
            });
        lines.lines(&[command, "1"]).says(words);
    }
}

#[test]
fn which_of_several_is_asked_and_nothing_else_is_filled_in() {
    let mut lines = dialogue(Language::En);
    lines
        .lines(&["/go name", "/go street", "9"])
        .says("No such number: 1 to 3.\n");
    lines.lines(&["Długa"]).says("No such number: 1 to 3.\n");
    lines
        .lines(&["mail"])
        .says("Section 6 of 7, Mailing address.\nStreet: ");
    lines.lines(&["/go street", ""]).says("\nStreet: ");
    assert_eq!(value(&lines, "name"), "", "no answer has become a value");
    lines.lines(&["/h", "3"]).says("Nothing has been sent yet.\n");
    lines
        .lines(&["/h", "/go name"])
        .says("Section 1 of 7, Identity.\nName: ");
    lines.lines(&["/add c", ""]);
    assert!(lines.driver.model().page().is_form());
}

#[test]
fn a_proposal_is_said_and_taken_by_a_command() {
    let mut lines = dialogue(Language::En);
    let to_street = ["/go address street", "Długa", "/go kampania", "lato"];
    lines.lines(&["/accept"]).says("Nothing is proposed.\n");
    lines
        .lines(&["Nowak"])
        .lines(&to_street)
        .lines(&["/send", "yes"])
        .then(|driver| {
            driver.created("324");
        });
    lines
        .lines(&["Nowak", "/go address street", "dlu"])
        .says("Street: earlier cards have Długa. /accept takes it.\nBuilding: ");
    lines
        .lines(&["/back"])
        .says("Street, now dlu, proposed Długa, /accept takes it: ");
    lines.lines(&["/accept"]).says("\nBuilding: ");
    assert_eq!(value(&lines, "address.street"), "Długa");
    lines.lines(&["/accept"]).says("Nothing is proposed.\n");
    lines
        .lines(&["/drafts", "/accept"])
        .says("That is for the card. Go back first.\n");
}

#[test]
fn the_last_id_is_said_again_and_no_clipboard_is_claimed() {
    let mut lines = dialogue(Language::En);
    lines.lines(&["/id"]).says("There is no customer_id yet.\n");
    lines
        .lines(&["Nowak", "/go kampania", "lato", "/send", "yes"])
        .then(|driver| {
            driver.created("324");
        });
    lines
        .lines(&["Kowalski", "/id"])
        .says("customer_id 324, Nowak.\nName: ");
    assert!(!lines.text().contains("opied"), "{}", lines.text());
}
