//! What the program does with a value when its field is left, and what it fills in and takes back automatically.

use crate::support::driver::{Driver, Setup, tenant};
use kartoteka::app::Message;
use kartoteka::customer::{FieldId, Slot};
use kartoteka::keymap::Action;
use kartoteka::options::FormOptions;
use serde_json::{Value, json};

/// 14 May 1944, a man.
const JAN: &str = "44051401359";
/// 8 July 1902, a woman.
const EWA: &str = "02070803628";

fn driver() -> Driver {
    Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    })
}

/// What is sent of the card on the screen.
fn sent(driver: &Driver) -> Value {
    serde_json::from_str(driver.model().form.payload().text()).unwrap()
}

fn typed<'a>(driver: &'a Driver, path: &str) -> &'a str {
    driver.model().form.card().value(FieldId::of(path).unwrap())
}

fn go_to(driver: &mut Driver, path: &str) {
    driver.tell(Message::GoTo(Slot::of(FieldId::of(path).unwrap())));
}

/// The birthdate and the gender that are sent, or null.
fn filled(driver: &Driver) -> [Value; 2] {
    let sent = sent(driver);
    [sent["birthdate"].clone(), sent["gender"].clone()]
}

#[test]
fn a_value_is_shown_as_it_is_sent_once_it_is_left() {
    for (path, keys, shown) in [
        ("phone_number", "0048 333 444 555", "+48333444555"),
        ("phone_number", "48333444555", "+48333444555"),
        ("phone_number", "+48(0)333 801 001", "+48333801001"),
        ("phone_number", "0049 30 123456", "+4930123456"),
        ("phone_number", "333 444 555", "333 444 555"),
        ("phone_number", "+48 333 444 555", "+48 333 444 555"),
        ("phone_number", "+48 33 380 100", "+48 33 380 100"),
        ("birthdate", "1.2.1990", "1990-02-01"),
        ("birthdate", "01.02.1990 r.", "1990-02-01"),
        ("birthdate", "1990-02-01 00:00:00", "1990-02-01"),
        ("vip", "TAK", "true"),
        ("vip", "x", "true"),
        ("vip", "0", "false"),
        ("vip", "FAŁSZ", "false"),
        ("vip", "moze", "moze"),
        ("gender", "k", "K"),
        ("gender", "Kobieta", "K"),
        ("gender", "kob", "K"),
        ("gender", "mez", "M"),
        ("gender", "q", "q"),
        ("account_manager", "z", "z.zolc"),
        ("account_manager", "ma", "m.luk"),
        ("account_manager", "l", "l.wilk"),
        ("account_manager", "wilk", "wilk"),
        ("type", "vip", "vip"),
    ] {
        let mut driver = driver();
        go_to(&mut driver, path);
        driver.keys(keys).keys("<Tab>");
        assert_eq!(typed(&driver, path), shown, "{keys}");
        if shown != keys {
            driver.keys("<Ctrl+X>z");
            assert_eq!(typed(&driver, path), keys, "taken back");
        }
    }
}

#[test]
fn a_beginning_that_several_values_have_stays_and_is_an_error() {
    let mut rule_context = tenant();
    let anna = rule_context.choices["account_manager"][0].clone();
    let other = kartoteka::customer::Choice {
        value: "a.lis".into(),
        label: Some("Anna Lis".into()),
        ..anna
    };
    rule_context
        .choices
        .get_mut("account_manager")
        .unwrap()
        .push(other);
    let mut driver = Driver::with(Setup {
        rule_context,
        ..Setup::default()
    });
    go_to(&mut driver, "account_manager");
    driver.keys("anna<Tab>").shows("not in the list");
    assert_eq!(typed(&driver, "account_manager"), "anna");
    driver.keys("<Up> n<Tab>");
    assert_eq!(typed(&driver, "account_manager"), "a.nowak");
}

#[test]
fn a_list_that_is_typed_becomes_rows_as_one_that_is_pasted() {
    for (path, text, rows) in [
        (
            "phone_number",
            "333 444 555, 600 100 200",
            json!(["333444555", "600100200"]),
        ),
        (
            "phone_number",
            "333444555;0048600100200",
            json!(["333444555", "+48600100200"]),
        ),
        (
            "phone_number",
            "333444555 ::: 600100200",
            json!(["333444555", "600100200"]),
        ),
        (
            "phone_number",
            "333444555,600100200,",
            json!(["333444555", "600100200"]),
        ),
        ("phone_number", "333444555,", json!("333444555")),
        ("phone_number", ", 333444555", json!("333444555")),
        (
            "phone_number",
            "333444555, wew. 12",
            json!(["333444555", "wew. 12"]),
        ),
        (
            "email",
            "a@b.pl, c@d.pl;e@f.pl",
            json!(["a@b.pl", "c@d.pl", "e@f.pl"]),
        ),
    ] {
        let mut separated = driver();
        go_to(&mut separated, path);
        separated.keys(text).keys("<Tab>");
        assert_eq!(sent(&separated)[path], rows, "{text}, row by row");
        let mut by_hand = Driver::with(Setup {
            rule_context: tenant(),
            form_options: FormOptions {
                separator_adds_row: false,
                ..FormOptions::default()
            },
            ..Setup::default()
        });
        go_to(&mut by_hand, path);
        by_hand.keys(text).keys("<Tab>");
        assert_eq!(sent(&by_hand)[path], rows, "{text}");
        let mut pasted = driver();
        go_to(&mut pasted, path);
        pasted.paste(text).keys("<Tab>");
        assert_eq!(sent(&pasted)[path], rows, "{text}, pasted");
        let mut reviewed = driver();
        go_to(&mut reviewed, path);
        reviewed.keys(text).keys("<F8>");
        assert_eq!(sent(&reviewed)[path], rows, "{text}, reviewed at once");
        // One edit, and all that was typed is back.
        by_hand.keys("<Ctrl+X>z");
        assert_eq!(typed(&by_hand, path), text);
    }
}

#[test]
fn separators_alone_stay_and_are_an_error() {
    let mut driver = driver();
    go_to(&mut driver, "phone_number");
    driver.keys(",;<Tab>");
    assert_eq!(typed(&driver, "phone_number"), ",;");
    driver.shows("! “,;”: leave it empty?");
}

#[test]
fn rows_that_come_in_between_keep_the_focus_and_the_marks_of_the_others() {
    let mut driver = driver();
    go_to(&mut driver, "phone_number");
    driver.keys("1<Insert>600100200<Insert>12<Tab>");
    let row = |row| Slot::row(FieldId::named("phone_number"), row);
    let wrong = |driver: &Driver, at| driver.model().form.shown(row(at)).is_some();
    assert_eq!([0, 1, 2].map(|at| wrong(&driver, at)), [true, false, true]);
    driver.tell(Message::GoTo(row(1)));
    // From the second row to the third, which is the fourth by then.
    driver.keys(", 700100200<Tab>");
    assert_eq!(driver.model().form.focus(), row(3));
    assert_eq!(driver.model().form.editor().text(), "12");
    assert_eq!(
        [0, 1, 2, 3].map(|at| wrong(&driver, at)),
        [true, false, false, true]
    );
    driver.keys("3");
    assert_eq!(
        sent(&driver)["phone_number"],
        json!(["1", "600100200", "700100200", "123"])
    );
}

#[test]
fn a_row_of_an_answer_that_cannot_be_right_is_asked_for_again() {
    let mut driver = driver();
    go_to(&mut driver, "phone_number");
    driver.tell(Message::Answer("333444555, 12".into()));
    let focus = driver.model().form.focus();
    assert_eq!(focus, Slot::row(FieldId::named("phone_number"), 1));
}

#[test]
fn what_a_pesel_said_follows_it() {
    let jan = [json!("1944-05-14"), json!("M")];
    let ewa = [json!("1902-07-08"), json!("K")];
    let nothing = [Value::Null, Value::Null];
    let clear = "<Ctrl+U>";
    for (name, keys, expected) in [
        ("corrected and left", format!("{clear}{EWA}<Tab>"), &ewa),
        ("corrected and left upwards", format!("{clear}{EWA}<Up>"), &ewa),
        ("corrected and reviewed", format!("{clear}{EWA}<F8>"), &ewa),
        (
            "corrected and looked for problems",
            format!("{clear}{EWA}<Ctrl+E>"),
            &ewa,
        ),
        ("typed again", format!("{clear}{JAN}<Tab>"), &jan),
        ("emptied", format!("{clear}<Tab>"), &nothing),
        ("made wrong", "<Backspace><Tab>".to_owned(), &nothing),
        ("made wrong and reviewed", "<Backspace><F8>".to_owned(), &nothing),
        (
            "corrected, and taken back",
            format!("{clear}{EWA}<Tab><Ctrl+X>z<Ctrl+X>z<Ctrl+X>z"),
            &jan,
        ),
    ] {
        let mut driver = driver();
        driver.keys("Nowak");
        go_to(&mut driver, "pesel");
        driver.keys(JAN).keys("<Tab>");
        assert_eq!(filled(&driver), jan, "{name}");
        go_to(&mut driver, "pesel");
        driver.keys(&keys);
        assert_eq!(&filled(&driver), expected, "{name}");
    }
}

#[test]
fn what_follows_a_pesel_is_taken_back_and_done_again_with_it() {
    let mut driver = driver();
    go_to(&mut driver, "pesel");
    driver.keys(JAN).keys("<Tab>");
    go_to(&mut driver, "pesel");
    driver.keys("<Ctrl+U>").keys(EWA).keys("<Tab>");
    driver.tell(Message::Do(Action::Undo));
    assert_eq!(filled(&driver), [Value::Null, Value::Null]);
    driver.tell(Message::Do(Action::Redo));
    assert_eq!(filled(&driver), [json!("1902-07-08"), json!("K")]);
    go_to(&mut driver, "pesel");
    driver.keys("<Ctrl+U>").keys(JAN).keys("<Tab>");
    assert_eq!(
        filled(&driver),
        [json!("1944-05-14"), json!("M")],
        "it is still the program's"
    );
}

#[test]
fn a_corrected_pesel_is_followed_by_whatever_way_it_comes() {
    let ewa = [json!("1902-07-08"), json!("K")];
    let begin = || {
        let mut driver = driver();
        driver.keys("Nowak");
        go_to(&mut driver, "pesel");
        driver.keys(JAN).keys("<Tab>");
        go_to(&mut driver, "pesel");
        driver
    };
    let mut answered = begin();
    answered.tell(Message::Answer(EWA.into()));
    assert_eq!(filled(&answered), ewa, "in an answer");
    let mut pasted = begin();
    pasted.keys("<Ctrl+U>").paste(EWA).keys("<Tab>");
    assert_eq!(filled(&pasted), ewa, "in a paste");
    let mut restarted = begin().restart();
    go_to(&mut restarted, "pesel");
    restarted.shows("from the PESEL");
    restarted.keys("<Ctrl+U>").keys(EWA).keys("<Tab>");
    assert_eq!(filled(&restarted), ewa, "after a restart");
    let mut halfway = begin();
    halfway.keys("<Ctrl+U>").keys(&EWA[..10]);
    let mut halfway = halfway.restart();
    assert_eq!(filled(&halfway), [Value::Null, Value::Null]);
    halfway.keys(&EWA[10..]).keys("<F8>");
    assert_eq!(filled(&halfway), ewa, "after a restart in the middle");
    let mut parked = begin();
    parked.keys("<Ctrl+X>w<Ctrl+X>o<Enter>");
    go_to(&mut parked, "pesel");
    parked.keys("<Ctrl+U>").keys(EWA).keys("<Tab>");
    assert_eq!(filled(&parked), ewa, "after it was parked");
}

#[test]
fn what_a_person_decided_stays() {
    let jan_and_woman = [json!("1944-05-14"), json!("K")];
    for (name, path, keys) in [
        ("typed", "gender", "K<Tab>"),
        ("chosen", "gender", "<Ctrl+U><F4>kob<Enter>"),
    ] {
        let mut driver = driver();
        go_to(&mut driver, "pesel");
        driver.keys(JAN).keys("<Tab>");
        go_to(&mut driver, path);
        driver.keys(keys);
        assert_eq!(filled(&driver), jan_and_woman, "{name}");
        go_to(&mut driver, "pesel");
        driver.keys("<Backspace><Tab>");
        assert_eq!(filled(&driver), [Value::Null, json!("K")], "{name}");
    }
}

#[test]
fn a_value_that_a_person_confirmed_is_theirs_even_if_it_is_the_same() {
    for (name, keys) in [
        ("chosen again", "<F4><Enter>"),
        ("held", "<Ctrl+Y>"),
        ("typed again", "M<Tab>"),
    ] {
        let mut driver = driver();
        go_to(&mut driver, "pesel");
        driver.keys(JAN).keys("<Tab>");
        go_to(&mut driver, "gender");
        driver.keys(keys);
        let mut driver = driver.restart();
        go_to(&mut driver, "pesel");
        driver.keys("<Ctrl+U>").keys(EWA).keys("<Tab>");
        assert_eq!(filled(&driver), [json!("1902-07-08"), json!("M")], "{name}");
        driver.shows("PESEL is a woman's");
    }
}

#[test]
fn a_value_of_the_last_card_is_a_persons_choice() {
    let mut driver = driver();
    driver.keys("Nowak<Ctrl+X>7lato");
    go_to(&mut driver, "gender");
    driver.keys("M<Tab><F8><Enter>").created("1");
    go_to(&mut driver, "pesel");
    driver.keys(JAN).keys("<Tab>");
    go_to(&mut driver, "gender");
    driver.keys("<Ctrl+D>");
    go_to(&mut driver, "pesel");
    driver.keys("<Ctrl+U>").keys(EWA).keys("<Tab>");
    assert_eq!(filled(&driver), [json!("1902-07-08"), json!("M")]);
}

#[test]
fn what_goes_out_is_what_the_corrected_pesel_says() {
    let mut driver = driver();
    driver.keys("Nowak<Ctrl+X>7lato");
    go_to(&mut driver, "pesel");
    driver.keys(JAN).keys("<Tab>");
    go_to(&mut driver, "pesel");
    driver.keys("<Ctrl+U>").keys(EWA).keys("<F8><Enter>");
    let (_, payload) = driver.sent.last().unwrap();
    let payload: Value = serde_json::from_str(payload).unwrap();
    assert_eq!(payload["pesel"], EWA);
    assert_eq!(payload["birthdate"], "1902-07-08");
    assert_eq!(payload["gender"], "K");
}

#[test]
fn on_a_new_card_from_the_history_another_pesel_takes_the_old_ones_values_along() {
    for (birthdate, kept) in [("", false), ("14.05.1944<Tab>", false), ("15.05.1944<Tab>", true)] {
        let mut driver = driver();
        driver.keys("Nowak<Ctrl+X>7lato");
        go_to(&mut driver, "birthdate");
        driver.keys(birthdate);
        go_to(&mut driver, "pesel");
        driver.keys(JAN).keys("<F8><Enter>").created("1");
        driver.keys("<F3>d");
        assert_eq!(typed(&driver, "pesel"), JAN);
        go_to(&mut driver, "pesel");
        driver.keys("<Ctrl+U>").keys(EWA).keys("<F8>");
        let expected = if kept { "1944-05-15" } else { "1902-07-08" };
        assert_eq!(filled(&driver), [json!(expected), json!("K")], "{birthdate}");
    }
}
