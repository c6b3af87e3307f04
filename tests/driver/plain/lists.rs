//! Conversations about more than one card, and about what goes wrong around them.

use crate::support::driver::{Driver, Setup, tenant};
use crate::support::lines::Lines;
use kartoteka::customer::FieldId;
use std::fs;

fn surname(lines: &Lines) -> &str {
    const SURNAME: FieldId = FieldId::named("surname");
    lines.driver.model().form.card().value(SURNAME)
}

#[test]
fn drafts_are_parked_opened_and_deleted() {
    let mut lines = Lines::new(Driver::new());
    lines
        .lines(&["Nowak", "/park"])
        .says("Card parked. /drafts lists the drafts.\n");
    lines.driver.wait_a_minute();
    lines.lines(&["Kowalska", "/drafts"]);
    lines.says(
        "Drafts.\n1: 14:03 Kowalska, open here\n2: 14:02 Nowak, parked\nCommands: /open, /delete. /help explains them.\nA number, or Enter to go back: ",
    );
    lines.lines(&["/open", "3", "x", "/delete 1", ""]);
    assert_eq!(surname(&lines), "Kowalska");
    lines.lines(&["2"]).says("Draft restored.\n");
    assert_eq!(surname(&lines), "Nowak");
    lines.lines(&["/drafts", "/delete 1", "yes"]);
    let lines = lines.restart();
    assert!(lines.text().contains("Draft restored.\n"), "{}", lines.text());
    assert!(!lines.text().contains("more draft"), "{}", lines.text());
}

#[test]
fn the_history_is_told_twenty_at_a_time() {
    let mut lines = Lines::new(Driver::new());
    for number in 1..=45 {
        lines
            .lines(&[&format!("Nowak-{number}"), "/send", "yes"])
            .then(|driver| {
                driver.created(&number.to_string());
            });
    }
    lines
        .lines(&["/history"])
        .says("History, 1 to 20 of 45.\n1: 14:46 Nowak-45, created 45\n");
    lines
        .lines(&["/more"])
        .says("History, 21 to 40 of 45.\n21: 14:26 Nowak-25, created 25\n");
    lines.lines(&["/more"]).says("History, 41 to 45 of 45.\n");
    lines.lines(&["/more"]).says("There are no more.");
    lines.lines(&["45"]).says("Customer: Nowak-1\n");
    lines.lines(&["/card"]);
    assert_eq!(surname(&lines), "Nowak-1");
    lines.lines(&["/history nowak-33"]).says("History, 1 to 1 of 1.");
    lines.lines(&["/card 1"]);
    assert_eq!(surname(&lines), "Nowak-33");
}

#[test]
fn values_are_listed_and_taken_by_number() {
    const MANAGER: FieldId = FieldId::named("account_manager");
    let mut lines = Lines::new(Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    }));
    lines
        .lines(&["/go account manager", "/choose"])
        .says("1: a.nowak (Anna Nowak)\n2: l.wilk (Łukasz Wilk)\n3: m.luk (Maria Łuk)\n4: z.zolc (Zofia Żółć)\nA number, or Enter to go back: ");
    lines.lines(&["7"]).says("No such number: 1 to 4.\n");
    lines.lines(&["2"]);
    assert_eq!(lines.driver.model().form.card().value(MANAGER), "l.wilk");
    lines.lines(&["/go account manager", "/choose", ""]);
    assert_eq!(lines.driver.model().form.card().value(MANAGER), "l.wilk");
    lines.lines(&["/leader"]).says("No command /leader here.");
}

#[test]
fn a_store_that_fails_is_told_and_the_card_can_be_written_to_a_file() {
    let home = tempfile::Builder::new().prefix("kartoteka").tempdir().unwrap();
    fs::write(home.path().join("data"), "").unwrap();
    let mut lines = Lines::new(Driver::in_home(home, Setup::default()));
    lines.says("cannot use ");
    let file = lines.driver.home().join("card.json");
    lines
        .lines(&["Nowak", "/send", "yes"])
        .says("the send journal could not be written");
    lines
        .lines(&[&format!("/export {}", file.display())])
        .says("Written to ");
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("\"surname\": \"Nowak\"")
    );
    lines
        .lines(&[&format!("/export {}", file.display())])
        .says("already exists: choose another name");
    lines.lines(&["/back"]).says("Name: ");
    lines.lines(&["/quit"]).says("/quit quits anyway");
    assert!(!lines.driver.left);
    lines.lines(&["/quit"]);
    assert!(lines.driver.left);
}
