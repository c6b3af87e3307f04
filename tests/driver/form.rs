//! The form: focus, editing, validation, rows, the preview beside it.

use crate::support::driver::{Driver, Setup, tenant};
use kartoteka::app::Message;
use kartoteka::customer::{FIELDS, FieldId, Slot};
use kartoteka::options::FormOptions;

fn value(driver: &Driver, path: &str) -> String {
    driver
        .model()
        .form
        .card()
        .value(FieldId::of(path).unwrap())
        .to_owned()
}

#[track_caller]
fn focus_is(driver: &Driver, path: &str) {
    assert_eq!(
        driver.model().form.focus().field.field().path,
        path,
        "\n{}",
        driver.screen()
    );
}

#[test]
fn typing_fills_the_card_and_the_preview() {
    let mut driver = Driver::new();
    driver.keys("Kowalski<Tab>Jan");
    driver
        .shows("▸ Name")
        .shows("\"name\": \"Jan\",")
        .shows("▸  \"name\"")
        .shows("\"surname\": \"Kowalski\"");
    driver.shows("44 B");
}

#[test]
fn every_way_to_move_moves() {
    let rows = [
        ("<Tab>", "name"),
        ("<Enter>", "name"),
        ("<Down>", "name"),
        ("<Tab><Shift+Tab>", "surname"),
        ("<Down><Up>", "surname"),
        ("<Shift+Tab>", "fill_read_only_custom_fields"),
        ("<PgDn>", "email"),
        ("<PgDn><PgDn><PgUp>", "email"),
        ("<PgUp>", "custom_fields"),
        ("<Ctrl+X>3", "job"),
        ("<Ctrl+X>6", "mail_drop_address.street"),
        ("<Ctrl+X>n", "name"),
        ("<Ctrl+X><Esc>", "surname"),
    ];
    for (keys, path) in rows {
        let mut driver = Driver::new();
        driver.keys(keys);
        assert_eq!(driver.model().form.focus().field.field().path, path, "{keys}");
    }
}

#[test]
fn every_field_of_the_table_can_be_filled_in_at_the_keyboard() {
    // A value that goes on automatically is tidied at once, and is not to be seen as it was typed.
    let form_options = FormOptions {
        auto_advance: false,
        ..FormOptions::default()
    };
    let mut driver = Driver::with(Setup {
        form_options,
        ..Setup::default()
    });
    let order: Vec<FieldId> = FieldId::in_form_order().to_vec();
    assert_eq!(order.len(), FIELDS.len());
    for field in order {
        let sample = field.field().sample;
        focus_is(&driver, field.field().path);
        match field.field().path {
            "custom_fields" => driver.keys("pole własne<Tab>").keys(sample),
            "note" => driver.keys(&sample.replace('\n', "<Enter>")),
            path if ["vip", "fill_read_only_custom_fields"].contains(&path) => driver.keys("<Space>"),
            _ => driver.keys(sample),
        };
        assert_eq!(value(&driver, field.field().path), sample);
        driver.keys("<Tab>");
    }
    assert_eq!(driver.model().form.problems(), [], "samples have no problem");
    let payload: serde_json::Value = serde_json::from_str(driver.model().form.payload().text()).unwrap();
    for field in FIELDS {
        let pointer = format!("/{}", field.path.replace('.', "/"));
        assert!(
            payload.pointer(&pointer).is_some(),
            "{} is not in the payload",
            field.path
        );
    }
}

#[test]
fn a_message_comes_when_the_field_is_left_and_goes_when_it_changes() {
    let mut driver = Driver::new();
    driver.keys("<Tab><Tab>440514").hides("11 digits");
    driver.keys("<Tab>").shows("! needs 11 digits, has 6").shows("2!");
    driver
        .keys("<Shift+Tab>")
        .shows("11 digits")
        .keys("0")
        .hides("11 digits");
    driver.keys("1359<Tab>").hides("digits");
}

#[test]
fn next_error_goes_round_and_ends_when_nothing_is_wrong() {
    let mut driver = Driver::new();
    driver
        .keys("<PgDn>jan@<Tab>12<Ctrl+E>")
        .shows("9 digits, or + and 8–15");
    focus_is(&driver, "phone_number");
    driver.keys("<F2>");
    focus_is(&driver, "surname");
    driver.keys("<F2>");
    focus_is(&driver, "email");
    driver.keys("<F2>");
    focus_is(&driver, "phone_number");
    driver
        .keys("<Ctrl+U><Ctrl+E>Nowak<Ctrl+E><Ctrl+U><Ctrl+E>")
        .shows("No problems found.");
}

#[test]
fn rows_are_added_and_removed() {
    let mut driver = Driver::new();
    driver.keys("<PgDn>a@b.pl<Insert>c@d.pl<Insert>");
    driver.shows("\"email\": [").shows("\"c@d.pl\"");
    driver
        .keys("<Delete><Up><Ctrl+U><Delete>")
        .shows("\"email\": \"c@d.pl\"");
    driver.keys("<Ctrl+U><Delete>").hides("\"email\"");
    driver
        .keys("<PgUp><Insert>")
        .shows("This field has only one row.");
    driver.keys("<Ctrl+X>7kampania<Tab>jesień 2026<Ctrl+X>+źródło<Tab>targi");
    driver
        .shows("\"kampania\": \"jesień 2026\"")
        .shows("\"źródło\": \"targi\"");
    driver.keys("<Ctrl+X>+źródło<Tab>").shows("duplicate name");
}

#[test]
fn the_tenants_own_fields_and_choices_are_in_the_form() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    });
    driver
        .keys("Nowak<Ctrl+X>7")
        .shows("Kampania *")
        .keys("<Tab>")
        .shows("! required");
    driver
        .keys("<Up>lato<Ctrl+X>1")
        .hides("! required")
        .shows("\"kampania\": \"lato\"");
    let gender = Slot::of(FieldId::named("gender"));
    driver.keys("<Down><Down><Down><Down>");
    assert_eq!(driver.model().form.focus(), gender);
    driver.keys("Q<Tab>").shows("not in the list");
}

#[test]
fn pesel_is_compared_with_birthdate_and_gender() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    });
    driver.keys("<Tab><Tab>44051401359<Tab>15.05.1944<Tab>K<Tab>");
    driver.shows("PESEL has 1944-05-14").shows("PESEL is a man's");
    driver.shows("\"birthdate\": \"1944-05-15\"");
}

#[test]
fn the_note_has_lines() {
    let mut driver = Driver::new();
    for _ in 0..30 {
        if driver.model().form.focus().field.field().path == "note" {
            break;
        }
        driver.keys("<Tab>");
    }
    driver.keys("pierwszy<Enter>drugi<Up><End>!");
    assert_eq!(value(&driver, "note"), "pierwszy!\ndrugi");
    driver.keys("<Up>");
    focus_is(&driver, "vip");
    driver.keys("<Down><Tab>");
    focus_is(&driver, "address.street");
}

#[test]
fn wide_and_combined_characters_are_drawn_and_edited_whole() {
    let mut driver = Driver::new();
    driver.keys("漢字").paste("👩‍👩‍👧e\u{301}x");
    let (x, _) = driver.cursor().unwrap();
    let start = x - (2 + 2 + 2 + 1 + 1);
    driver.keys("<Backspace><Backspace><Backspace>");
    assert_eq!(value(&driver, "surname"), "漢字");
    assert_eq!(driver.cursor().unwrap().0, start + 4);
    driver.keys(&"ż漢".repeat(60)).keys("<Home>");
    assert_eq!(driver.cursor().unwrap().0, start);
}

#[test]
fn a_paste_brings_no_orders_and_stays_in_its_line() {
    let mut driver = Driver::new();
    driver.paste("Kowal\r\nski\u{1b}[31m\t\u{202e}x");
    assert_eq!(value(&driver, "surname"), "Kowal ski[31m x");
}

#[test]
fn the_draft_comes_back_with_everything_as_typed() {
    let mut driver = Driver::new();
    driver.keys("Nowak<Tab><Tab>123<PgDn>a@b.pl<Insert>zły");
    let before = driver.model().form.card().clone();
    let focus = driver.model().form.focus();
    let mut driver = driver.restart();
    assert_eq!(*driver.model().form.card(), before);
    assert_eq!(driver.model().form.focus(), focus);
    driver
        .shows("Draft restored.")
        .shows("zły")
        .keys("<PgUp>")
        .shows("11 digits, has 3");
}

#[test]
fn leaving_keeps_the_draft_and_ctrl_c_says_how() {
    let mut driver = Driver::new();
    driver.keys("x<Ctrl+C>").shows("Ctrl+X q");
    assert!(!driver.left);
    driver.keys("<Ctrl+X>q");
    assert!(driver.left);
}

#[test]
fn a_small_screen_says_what_it_needs_and_loses_nothing() {
    let mut driver = Driver::sized(80, 24);
    driver
        .keys("Nowak")
        .resize(59, 16)
        .shows("60x16")
        .hides("Nowak")
        .resize(60, 16)
        .shows("Nowak");
    driver.resize(20, 5).resize(500, 200).shows("Nowak");
}

#[test]
fn the_leader_menu_goes_back_to_where_it_was_opened_and_edits_nothing_unseen() {
    let mut driver = Driver::sized(60, 16);
    driver
        .keys("Nowak<F3><Ctrl+X>")
        .shows("q    quit")
        .shows("r    redraw")
        .shows("n b  next");
    driver
        .keys("<Esc>")
        .shows("Nothing has been sent yet.")
        .keys("<Ctrl+X>u")
        .shows("Nothing has been sent yet.");
    driver.keys("<Esc>").shows("Nowak").keys("<F8><Ctrl+X>q");
    assert!(driver.left);
}

#[test]
fn a_value_is_chosen_from_a_list_that_narrows_as_one_types() {
    let rows = [
        ("<Ctrl+F><Enter>", "K"),
        ("<F4><F4><Enter>", "M"),
        ("<Ctrl+X>l<Down><Tab>", "M"),
        ("<F4>mez<Enter>", "M"),
        ("mez<F4><Enter>", "M"),
        ("kob<F4><Enter>", "K"),
        ("M<F4><Enter>", "M"),
        ("M<F4><Up><Enter>", "K"),
        ("<F4>x<Ctrl+U>kbt<Enter>", "K"),
        ("xyz<F4><Enter><Esc>", "xyz"),
        ("<F4>kob<Esc>", ""),
    ];
    for (typed, expected) in rows {
        let mut driver = Driver::with(Setup {
            rule_context: tenant(),
            ..Setup::default()
        });
        driver
            .keys("<Tab><Tab><Tab><Tab>")
            .shows("Gender: K (Kobieta), M (Mężczyzna)");
        driver.keys(typed);
        assert_eq!(value(&driver, "gender"), expected, "{typed}");
        let taken = !typed.ends_with("<Esc>");
        let place = if taken { "nip" } else { "gender" };
        let focus = driver.model().form.focus();
        assert_eq!(focus, Slot::of(FieldId::named(place)), "{typed}");
    }
}

#[test]
fn what_fits_no_value_stays_and_says_so() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    });
    driver.keys("<Tab><Tab><Tab><Tab>xyz<F4>");
    driver.shows("Find: xyz").shows("No match.");
    driver.keys("<Enter>").shows("Not in the list.");
    driver.keys("<Esc><Tab>").shows("! not in the list");
}

#[test]
fn a_flag_goes_round_its_values() {
    let mut driver = Driver::new();
    driver.keys("<PgDn><PgDn><Tab><Tab><Tab><Tab><Tab><Tab>");
    assert_eq!(driver.model().form.focus(), Slot::of(FieldId::named("vip")));
    for expected in ["true", "false", "", "true"] {
        driver.keys("<F4>");
        assert_eq!(value(&driver, "vip"), expected);
    }
    driver.keys("<Ctrl+U>q<F4>").shows("Not in the list.");
    assert_eq!(value(&driver, "vip"), "q");
}

#[test]
fn a_draft_that_is_not_on_disk_is_told_before_anything_else() {
    let mut driver = Driver::new();
    driver
        .keys("<Tab><Tab>123<Tab><Up>")
        .shows("! needs 11 digits, has 3");
    driver.tell(Message::DraftSaved(Err("the disk is full".into())));
    driver
        .shows("NOT SAVED (Ctrl+X x writes it to a file): the disk is full")
        .shows("! needs 11 digits, has 3");
}

#[test]
fn next_error_goes_past_a_warning_at_the_field_that_was_put_right() {
    let mut driver = Driver::new();
    driver.keys("Nowak<Tab><Tab>44051401359<Tab>31.02.1944<PgDn>jan@<Ctrl+X>1<Ctrl+E>");
    driver
        .shows("▸ Birthdate")
        .keys("<Ctrl+U>15.05.1944<Ctrl+E>")
        .shows("▸ E-mail");
    driver
        .shows("1?")
        .keys("<Ctrl+U>jan@nowak.pl<Ctrl+E>")
        .shows("▸ Birthdate");
}

#[test]
fn the_help_leads_back_to_where_it_was_asked_for() {
    let mut driver = Driver::new();
    driver
        .keys("Nowak<F8><F1>")
        .shows("In the form")
        .keys("<Esc>")
        .shows("Review before sending");
    driver
        .keys("<Ctrl+X>?")
        .shows("In the form")
        .keys("<Esc>")
        .shows("Review before sending");
    driver.keys("<Esc><F1><Esc>").shows("▸ Surname *");
}
