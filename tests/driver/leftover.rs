//! What was read and not yet worked on when the program ends: its text reaches the card, and nothing else comes of it.

use crate::support::driver::Driver;
use kartoteka::app::Message;
use kartoteka::customer::FieldId;
use kartoteka::keymap::{Action, Key};

/// The messages of single keys: a letter each, or a name between blanks.
fn messages(keys: &str) -> Vec<Message> {
    let keys = keys.split(' ').flat_map(|name| match name.parse::<Key>() {
        Ok(key) => vec![key],
        Err(()) => name
            .chars()
            .map(|letter| letter.to_string().parse().unwrap())
            .collect(),
    });
    keys.map(Message::Key).collect()
}

/// Ends the program while these have been read and not worked on.
#[track_caller]
fn end(driver: &mut Driver, left: Vec<Message>, end_seen: bool) -> bool {
    let (session, now) = driver.session();
    let goes_on = session.type_leftover(left, end_seen, now);
    session.close(now).unwrap();
    goes_on
}

/// The surname and the name that come back at the next start.
fn restored(driver: Driver) -> [String; 2] {
    let driver = driver.restart();
    ["surname", "name"].map(|path| {
        let id = FieldId::of(path).unwrap();
        driver.model().form.card().value(id).to_owned()
    })
}

#[test]
fn text_and_moves_reach_the_card_and_a_command_ends_it() {
    for (before, left, card) in [
        ("", "Def", ["Def", ""]),
        ("Abc", "Def", ["AbcDef", ""]),
        ("Abc", "Tab Jan Shift+Tab Backspace", ["Ab", "Jan"]),
        ("Abc", "Enter Jan", ["Abc", "Jan"]),
        ("Abc", "Ctrl+U x", ["x", ""]),
        // What stands behind a command was meant for what it would have shown.
        ("Abc", "d F8 Enter Nowak", ["Abcd", ""]),
        ("Abc", "d Ctrl+X E Y x", ["Abcd", ""]),
        ("Abc", "d Ctrl+X w x", ["Abcd", ""]),
        ("Abc", "d F3 / Nowak", ["Abcd", ""]),
        // Back to the card, and on; but nothing is answered by a yes.
        ("Abc<F8>", "Enter x", ["Abc", ""]),
        ("Abc<F8>", "S t Y x", ["Abc", ""]),
        ("Abc<F8>", "Esc x", ["Abcx", ""]),
        ("Abc<Ctrl+X>E", "Y x", ["Abc", ""]),
        ("Abc<Ctrl+X>E", "n x", ["Abcx", ""]),
        ("Abc<F1>", "Esc x", ["Abcx", ""]),
        ("Abc<F3>", "Esc x", ["Abcx", ""]),
        ("Abc<Ctrl+X>", "q", ["Abc", ""]),
    ] {
        let mut driver = Driver::new();
        driver.keys(before);
        end(&mut driver, messages(left), true);
        assert!(driver.sent.is_empty(), "{before:?}, and {left:?}");
        assert_eq!(restored(driver), card, "{before:?}, and {left:?}");
    }
}

#[test]
fn what_was_typed_for_the_next_card_is_kept_beside_the_one_that_was_sent() {
    let sending = || {
        let mut driver = Driver::new();
        driver.keys("Kowalski<F8><Enter>");
        driver
    };
    let mut driver = sending();
    assert!(end(&mut driver, messages("Nowak Tab Anna"), true));
    assert_eq!(restored(driver), ["Nowak", "Anna"]);

    // The end of the send was not on the screen when it was read.
    let mut driver = sending();
    driver.created("324");
    assert!(end(&mut driver, messages("Nowak"), false));
    assert_eq!(restored(driver), ["Nowak", ""]);

    let mut driver = sending();
    assert!(!end(&mut driver, messages("Esc Y"), true), "the wait goes on");
    assert!(!driver.stopped);
}

#[test]
fn lines_and_pastes_are_text_and_commands_by_name_are_none() {
    let mut driver = Driver::new();
    let left = vec![
        Message::Answer("Nowak".into()),
        Message::Paste("Anna".into()),
        Message::Do(Action::PreviousField),
        Message::Type("Nowak-Lis".into()),
        Message::Do(Action::Review),
        Message::Do(Action::Send),
        Message::Answer("x".into()),
    ];
    assert!(!end(&mut driver, left, true));
    assert!(driver.sent.is_empty());
    assert_eq!(restored(driver), ["Nowak-Lis", "Anna"]);
}
