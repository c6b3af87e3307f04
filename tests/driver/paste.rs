//! A customer that is pasted whole, and pastes from terminals that do not say so.

use crate::support::driver::Driver;
use crate::support::home::Home;
use std::time::Duration;

const CUSTOMER: &str = r#"{
  "surname": "Żółkiewski",
  "name": "Jan",
  "email": ["jan@z.pl", "biuro@z.pl"],
  "pesel": "44051401358",
  "vip": true,
  "address": { "city": "Łódź" },
  "custom_fields": { "kampania": "lato" }
}"#;

#[test]
fn a_customer_that_is_pasted_fills_an_empty_card_after_a_question() {
    let mut driver = Driver::new();
    driver
        .paste(CUSTOMER)
        .shows("Fill in the card with the pasted customer, Żółkiewski Jan?")
        .shows("{}");
    driver
        .keys("Y")
        .shows("\"surname\": \"Żółkiewski\"")
        .shows("\"biuro@z.pl\"")
        .shows("\"vip\": true")
        .shows("\"city\": \"Łódź\"")
        .shows("\"kampania\": \"lato\"")
        .shows("! wrong check digit");
    driver.keys("<Ctrl+X>z").shows("{}");
    driver.keys("<Ctrl+X>y").shows("\"surname\": \"Żółkiewski\"");
    let mut driver = driver.restart();
    driver.shows("\"surname\": \"Żółkiewski\"");
}

#[test]
fn a_no_leaves_the_card_empty() {
    let mut driver = Driver::new();
    driver
        .paste(CUSTOMER)
        .keys("n")
        .shows("{}")
        .hides("Fill in the card");
}

#[test]
fn what_is_held_stays_where_the_customer_says_nothing_of_it() {
    let mut driver = Driver::new();
    driver.keys("Kowal<Ctrl+X>3ACME<Ctrl+Y><Ctrl+X>4<Tab><Tab><Tab><Tab>Lublin<Ctrl+Y>");
    driver.keys("<F8><Enter>").created("324");
    driver.paste(CUSTOMER).keys("Y");
    driver.shows("\"job\": \"ACME\"").shows("\"city\": \"Łódź\"");
}

#[test]
fn a_document_that_is_no_customer_is_told_and_not_pasted() {
    for (text, words) in [
        ("{\"surename\": \"X\"}", "surename"),
        ("{\"surname\": 7}", "surname"),
        ("{\"surname\": \"X\"", "Nothing pasted."),
    ] {
        let mut driver = Driver::new();
        driver.paste(text).shows("Nothing pasted.").shows(words);
        driver.shows("{}");
    }
}

#[test]
fn a_card_that_is_begun_does_not_take_it_and_a_note_takes_it_as_text() {
    let mut driver = Driver::new();
    driver
        .keys("X")
        .paste("{\"name\": 1}")
        .shows("Nothing pasted: a whole customer needs an empty card.")
        .shows("\"surname\": \"X\"");
    let mut driver = Driver::new();
    driver
        .keys("<Ctrl+X>3<Up>")
        .keys("<Ctrl+X>3<Tab><Tab><Tab><Tab><Tab><Tab><Tab>");
    driver.paste("{\"surname\": \"X\"}").hides("Fill in the card");
    driver.shows("\"note\": ");
    let mut driver = Driver::new();
    driver.paste("{braces}").shows("\"surname\": \"{braces}\"");
}

#[test]
fn a_paste_without_brackets_is_typed_and_runs_no_command() {
    let home = Home::new("http://127.0.0.1:9", "");
    let mut pty = home.start((120, 40));
    pty.wait_for_text("F8 send");
    pty.send("Kowalski\tJan Maria\r44051401359\r\r\r1234563218\rquit, send?");
    pty.wait_for_text("\"surname\": \"Kowalski\"");
    pty.wait_for_text("\"identifier\": \"quit, send?\"");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
}

#[test]
fn what_is_typed_on_a_line_that_stalls_does_what_it_would_have_done() {
    let home = Home::new("http://127.0.0.1:9", "");
    let mut pty = home.start((120, 40));
    pty.wait_for_text("F8 send");
    pty.send("Kowalski\tJan\x184Długa\t12a\t\t00-950\tWarszawa\x18wNowak\x18s\r");
    pty.wait_for_text("Review before sending");
    pty.send("\x1b");
    pty.wait_for_text("▸ Surname");
    pty.send("\x18o");
    pty.wait_for_text("Kowalski Jan");
    pty.send("\x1b[B\r");
    pty.wait_for_text("\"city\": \"Warszawa\"");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
}

#[test]
fn letters_that_come_at_once_are_no_commands_in_the_history() {
    let home = Home::new("http://127.0.0.1:9", "");
    let mut pty = home.start((80, 24));
    pty.send("Nowak\x18s");
    pty.wait_for_text("Enter sends");
    pty.send("\r");
    pty.wait_for_text("Nothing left this computer");
    pty.send("\x1b[13~");
    pty.wait_for_text("one entry");
    pty.send("/dcx");
    // Not in one breath with the next key: that would be of the burst.
    pty.look_on(Duration::from_millis(100));
    pty.send("\x1b[13~");
    pty.wait_for_text("▸ Surname");
    pty.wait_for_text("Nowak");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
}
