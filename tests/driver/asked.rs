//! What is asked for by its name, without keys: the same as the keys do.

use crate::support::driver::{Driver, Setup, tenant};
use kartoteka::app::{Message, Page};
use kartoteka::customer::{FieldId, Slot};
use kartoteka::keymap::Action;

fn slot(path: &str) -> Slot {
    Slot::of(FieldId::of(path).unwrap())
}

#[test]
fn an_answer_advances_unless_it_cannot_be_right() {
    let mut driver = Driver::new();
    driver.tell(Message::Answer("Kowalski".into()));
    assert_eq!(driver.model().form.focus(), slot("name"));
    driver.tell(Message::GoTo(slot("pesel")));
    driver.tell(Message::Answer("4405140135".into()));
    assert_eq!(driver.model().form.focus(), slot("pesel"), "asked again");
    assert_eq!(driver.model().form.card().get(slot("pesel")), "4405140135");
    driver.tell(Message::Do(Action::NextField));
    assert_eq!(
        driver.model().form.focus(),
        slot("birthdate"),
        "and yet it holds nobody up"
    );
}

#[test]
fn an_answer_is_one_edit_and_several_addresses_are_rows() {
    let mut driver = Driver::new();
    driver.tell(Message::GoTo(slot("email")));
    driver.tell(Message::Answer("old@x.pl".into()));
    driver.tell(Message::GoTo(slot("email")));
    driver.tell(Message::Answer("a@x.pl, b@x.pl".into()));
    driver.shows("\"a@x.pl\"").shows("\"b@x.pl\"").hides("old@x.pl");
    driver.tell(Message::Do(Action::Undo));
    driver.shows("\"email\": \"old@x.pl\"");
}

#[test]
fn leaving_a_field_by_an_answer_does_what_leaving_it_by_a_key_does() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    });
    driver.tell(Message::GoTo(slot("pesel")));
    driver.tell(Message::Answer("44051401359".into()));
    driver
        .shows("\"birthdate\": \"1944-05-14\"")
        .shows("\"gender\": \"M\"");
    let mut driver = driver.restart();
    driver.shows("\"birthdate\": \"1944-05-14\"");
}

#[test]
fn an_action_does_what_its_key_does_and_elsewhere_what_the_menu_does() {
    let mut driver = Driver::new();
    driver.tell(Message::Answer("Kowalski".into()));
    driver.tell(Message::Do(Action::Review));
    driver.shows("Ready. Enter sends.");
    driver.tell(Message::Do(Action::ClearField));
    assert!(
        matches!(driver.model().page(), Page::Review(_)),
        "nobody edits what he does not see"
    );
    driver.tell(Message::Do(Action::Send));
    driver.created("324").shows("customer_id 324");
    driver.tell(Message::Answer("Nowak".into()));
    driver.tell(Message::Do(Action::Review));
    driver.tell(Message::Do(Action::Send));
    driver.created("325");
    driver.tell(Message::Do(Action::History));
    driver.tell(Message::Select(1));
    driver.tell(Message::Do(Action::Open));
    driver
        .shows("\"customer_id\": \"324\"")
        .shows("\"surname\": \"Kowalski\"");
    driver.tell(Message::Do(Action::History));
    driver.tell(Message::Type("nowak".into()));
    assert_eq!(driver.model().history.page.rows.len(), 1);
    driver.tell(Message::Do(Action::Drafts));
    driver.shows("There are no drafts.");
}

#[test]
fn a_question_is_answered_by_yes_and_by_nothing_else() {
    let mut driver = Driver::new();
    driver.tell(Message::Answer("Kowalski".into()));
    for (answer, left) in [
        (Action::Back, "Kowalski"),
        (Action::Help, "Kowalski"),
        (Action::Yes, ""),
    ] {
        driver.tell(Message::Do(Action::ClearCard));
        assert!(matches!(driver.model().page(), Page::Question(_)));
        driver.tell(Message::Do(answer));
        assert!(matches!(driver.model().page(), Page::Form(_)), "{answer:?}");
        assert_eq!(
            driver.model().form.card().get(slot("surname")),
            left,
            "{answer:?}"
        );
    }
}
