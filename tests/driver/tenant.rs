//! The form of a tenant: its own sections and labels, and fields that are hidden until there is a reason to show them.

use crate::support::driver::{Driver, Setup, tenant_with_form};
use crate::support::lines::Lines;
use kartoteka::customer::{ApiError, ApiResponse, FieldId, Outcome, Slot};
use kartoteka::i18n::Language;

fn setup() -> Setup {
    Setup {
        rule_context: tenant_with_form(),
        ..Setup::default()
    }
}

fn driver() -> Driver {
    Driver::with(setup())
}

fn focus(driver: &Driver) -> &'static str {
    driver.model().form.focus().field.field().path
}

#[test]
fn the_form_of_a_tenant_in_both_sizes_and_languages() {
    for language in Language::ALL {
        for (columns, rows) in [(80, 24), (120, 40)] {
            let mut driver = Driver::with(Setup {
                language,
                size: (columns, rows),
                ..setup()
            });
            driver.keys("Nowak<Tab>Jan<Tab>333444555<Ctrl+X>2Długa<Tab>");
            let name = format!("tenant-{}-{columns}x{rows}", language.code());
            insta::assert_snapshot!(name, driver.snapshot());
        }
    }
}

#[test]
fn tab_goes_through_the_sections_of_the_tenant_and_round() {
    let mut driver = driver();
    let mut path = Vec::new();
    for _ in 0..12 {
        path.push(focus(&driver));
        driver.keys("<Tab>");
    }
    assert_eq!(
        path,
        [
            "surname",
            "name",
            "phone_number",
            "email",
            "custom_fields",
            "address.street",
            "address.building",
            "address.postcode",
            "address.city",
            "address.country",
            "group",
            "note"
        ]
    );
    assert_eq!(focus(&driver), "surname");
    driver.shows("Nazwisko/firma *").shows("Phone *").hides("PESEL");
    // Sections are numbered as they are shown, and there is no third one.
    driver.keys("<Ctrl+X>2");
    assert_eq!(focus(&driver), "address.street");
    driver.keys("<Ctrl+X>3");
    assert_eq!(focus(&driver), "address.street");
    driver.keys("<PgDn>");
    assert_eq!(focus(&driver), "surname");
    driver.keys("<PgUp>");
    assert_eq!(focus(&driver), "address.street");
}

#[test]
fn all_fields_are_shown_and_hidden_again_by_a_key() {
    let mut driver = driver();
    driver
        .keys("<Ctrl+X>A")
        .shows("All fields are shown. Ctrl+X A: fewer.");
    driver.shows("PESEL").shows("Web page");
    driver.keys("<Ctrl+X>34405140135");
    assert_eq!(focus(&driver), "pesel");
    driver
        .keys("<Ctrl+X>A")
        .shows("Empty fields of no section are hidden.");
    driver
        .keys("<Shift+Tab>")
        .shows("PESEL")
        .hides("Birthdate")
        .hides("Web page");
    assert_eq!(focus(&driver), "note");
    // What was typed into it stays on the card, and in the form until it is empty.
    driver.keys("<PgDn><Ctrl+U><Tab>").hides("PESEL");
    assert_eq!(focus(&driver), "surname");
    Driver::new()
        .keys("<Ctrl+X>A")
        .shows("All fields are shown already.");
}

#[test]
fn a_hidden_field_with_a_value_or_a_problem_appears() {
    let mut driver = driver();
    driver.paste(r#"{"surname":"Nowak","job":"Browar","pesel":"1","custom_fields":{"inne":"x"}}"#);
    driver
        .keys("Y")
        .shows("Browar")
        .shows("PESEL")
        .shows("inne")
        .hides("Web page");
    driver.keys("<Ctrl+E><Ctrl+E>");
    assert_eq!(focus(&driver), "custom_fields");
    driver.keys("<Ctrl+E>");
    assert_eq!(focus(&driver), "pesel");
    driver.keys("<F8>").shows("PESEL: needs 11 digits, has 1");
    driver.keys("<Esc><Ctrl+X>E<Y>").hides("PESEL").hides("Browar");
    driver.keys("<Ctrl+X>z").shows("PESEL").shows("Browar");
}

#[test]
fn what_the_crm_refuses_in_a_hidden_field_is_shown_there() {
    let mut driver = driver();
    driver.keys("Nowak<Ctrl+X>1<Tab><Tab>333444555<Tab><Tab>lato<F8><Enter>");
    let errors = vec![ApiError {
        message: "Field job_title is required.".to_owned(),
        code: None,
    }];
    driver.answer(Outcome::Rejected {
        answer: ApiResponse {
            status: 422,
            errors,
            ..ApiResponse::default()
        },
    });
    driver
        .keys("<Esc>")
        .shows("Job title")
        .shows("CRM: Field job_title is required");
}

#[test]
fn required_fields_and_lengths_stop_the_send() {
    let mut driver = driver();
    driver.keys("Brzęczyszczykiewicz-Kowalska<F8>");
    driver.shows("Nazwisko/firma: 28 characters, max. 20");
    driver.shows("Phone: required").shows("Kampania: required");
    driver.keys("<Enter><Enter>");
    assert!(driver.sent.is_empty());
    driver
        .keys("<Esc><Ctrl+X>1<Ctrl+U>Kowalska<Tab><Tab>333444555<Tab><Tab>lato<F8><Enter>")
        .created("324");
    assert!(
        driver.sent[0]
            .1
            .starts_with("{\n  \"surname\": \"Kowalska\",\n  \"phone_number\": \"333444555\"")
    );
}

#[test]
fn a_draft_with_hidden_values_comes_back_whole() {
    let mut driver = driver();
    driver
        .keys("Nowak<Ctrl+X>A<Ctrl+X>344051401359<Tab>")
        .keys("<Ctrl+X>A");
    let mut driver = driver.restart();
    let pesel = Slot::of(FieldId::named("pesel"));
    assert_eq!(driver.model().form.card().get(pesel), "44051401359");
    driver
        .keys("<PgDn><PgDn>")
        .shows("44051401359")
        .shows("1944-05-14")
        .hides("Web page");
}

#[test]
fn lines_ask_for_the_fields_of_the_tenant_and_reach_the_others() {
    let mut lines = Lines::new(driver());
    lines.says("Section 1 of 2, Klient.\nNazwisko/firma, required: ");
    lines.lines(&[
        "Nowak",
        "",
        "333444555",
        "",
        "lato",
        "",
        "",
        "",
        "Łódź",
        "",
        "",
        "",
    ]);
    lines.says("Section 2 of 2, Adres.");
    lines.lines(&["/go pesel"]).says("PESEL: ");
    lines
        .lines(&["44051401359", "/all-fields"])
        .says("All fields are shown.");
    lines.lines(&["/go web page"]).says("Web page: ");
    lines.lines(&["/go klient"]).says("Section 1 of 9, Klient.");
    lines.lines(&["/go 2"]).says("Section 2 of 9, Adres.");
    lines
        .lines(&["/list"])
        .says("Klient.\nNazwisko/firma: Nowak\nPhone: 333444555\n");
    lines
        .lines(&["/go nazwisko", &"x".repeat(21)])
        .says("21 characters, max. 20");
}

/// What is on the card in a field that has one row.
fn value<'a>(driver: &'a Driver, path: &str) -> &'a str {
    let field = FieldId::of(path).unwrap();
    driver.model().form.card().value(field)
}

#[test]
fn a_card_of_defaults_is_empty_and_no_draft() {
    let mut driver = driver();
    assert_eq!(
        (value(&driver, "group"), value(&driver, "address.country")),
        ("VIP", "")
    );
    driver
        .shows("\"group\": \"VIP\"")
        .shows("default")
        .hides("draft saved");
    driver.keys("<Ctrl+X>x").shows("Nothing has been typed yet.");
    driver.keys("<Ctrl+X>w").shows("Nothing has been typed yet.");
    driver
        .keys("x")
        .shows("draft saved")
        .keys("<Backspace>")
        .hides("draft saved");
    let mut driver = driver.restart();
    driver.hides("draft is back");
    // A card that is cleared, and the next one, begin as the first did.
    driver
        .keys("Nowak<Ctrl+X>2<Tab><Tab><Tab><Tab><Tab><Ctrl+U>")
        .hides("VIP");
    driver
        .keys("<Ctrl+X>EY")
        .shows("VIP")
        .hides("Nowak")
        .hides("draft saved");
    driver.keys("<Ctrl+X>z").shows("Nowak").hides("VIP");
    driver.keys("<Ctrl+X>w").shows("VIP").hides("Nowak");
}

#[test]
fn a_default_gives_way_to_what_is_typed_and_is_sent_otherwise() {
    let mut driver = driver();
    driver.keys("Nowak<Tab><Tab>333444555<Tab><Tab>lato<F8><Enter>");
    assert!(
        driver.sent[0].1.contains("\"group\": \"VIP\""),
        "{:?}",
        driver.sent
    );
    driver.created("324");
    driver
        .keys("<Ctrl+X>2<Tab><Tab><Tab><Tab><Tab>Standard<Tab>")
        .shows("\"group\": \"Standard\"");
    driver.keys("<Shift+Tab><Ctrl+U><Tab>").hides("\"group\"");
    driver.keys("<Ctrl+X>1Wilk<Tab>").hides("\"group\"");
    let mut driver = driver.restart();
    driver.shows("Wilk").hides("VIP");
}

#[test]
fn the_default_of_an_address_comes_and_goes_with_its_other_parts() {
    let mut driver = driver();
    driver.keys("<Ctrl+X>2<Tab><Tab><Tab>").hides("Polska");
    driver
        .keys("<Ctrl+X>2Długa<Tab>")
        .shows("Polska")
        .shows("\"country\": \"Polska\"");
    driver
        .keys("<Shift+Tab><Ctrl+U><Tab>")
        .hides("Polska")
        .hides("\"address\"");
    driver
        .keys("<Shift+Tab>Krótka<F8>")
        .shows("\"country\": \"Polska\"");
    // One that was deleted does not come back with the next part, but with the next address.
    driver.keys("<Esc><Ctrl+X>2<Tab><Tab><Tab><Tab>");
    assert_eq!(focus(&driver), "address.country");
    driver
        .keys("<Ctrl+U><Shift+Tab>Łódź<Tab><Shift+Tab><Shift+Tab>")
        .hides("Polska");
    driver
        .keys("<Ctrl+X>2<Ctrl+U><Tab><Tab><Tab><Ctrl+U><Tab>")
        .hides("Łódź");
    driver.keys("<Ctrl+X>2Długa<Tab>").shows("Polska");
    // So does one that was taken back.
    driver
        .keys("<Ctrl+X>z")
        .hides("Polska")
        .keys("<Tab><Shift+Tab><Shift+Tab><Tab>")
        .hides("Polska");
}

#[test]
fn what_the_program_filled_in_is_known_after_a_restart() {
    let mut driver = driver();
    driver.keys("Nowak<Ctrl+X>2Długa<Tab>").shows("Polska");
    let mut driver = driver.restart();
    driver.keys("<Ctrl+X>2<Ctrl+U><Tab>").hides("Polska").shows("VIP");
    driver.keys("<Ctrl+X>1<Ctrl+U>").hides("draft saved");
}

#[test]
fn a_whole_customer_gets_no_defaults() {
    let mut driver = driver();
    driver.paste(r#"{"surname":"Nowak","address":{"city":"Berlin"}}"#);
    driver.keys("Y").shows("Berlin").hides("Polska").hides("VIP");
    driver
        .keys("<Ctrl+X>2<Tab><Tab><Tab>!<Tab>")
        .shows("Berlin!")
        .hides("Polska");
}

#[test]
fn a_template_fills_what_is_empty_and_asks_about_the_rest() {
    let mut driver = driver();
    driver.keys("<Ctrl+X>m").shows("Dom na Długiej").shows("Firma");
    driver
        .keys("firm<Enter>")
        .shows("Firma: filled in. Ctrl+X z: undo.");
    driver
        .shows("Żółta Łódź sp. z o.o.")
        .shows("+48123432234")
        .shows("wiosna")
        .shows("\"vip\": true");
    driver
        .keys("<Ctrl+X>z")
        .hides("wiosna")
        .hides("333444555")
        .hides("Żółta Łódź");
    driver.keys("<Ctrl+X>y").shows("wiosna").shows("+48123432234");
    driver
        .keys("<Ctrl+X>m<Down><Enter>")
        .shows("Firma: the card has all of it already.");

    driver.keys("<Ctrl+X>1Nowak<Ctrl+X>2Krótka<Ctrl+X>m<Enter>");
    driver.shows("Overwrite Nazwisko/firma, Street with the template Dom na Długiej too?");
    driver
        .keys("n")
        .shows("Nowak")
        .shows("Krótka")
        .shows("Łódź")
        .shows("Polska");
    driver
        .keys("<Ctrl+X>m<Enter>Y")
        .shows("Żółw")
        .shows("Długa")
        .hides("Krótka");
    driver
        .keys("<Ctrl+X>z")
        .shows("Nowak")
        .shows("Krótka")
        .hides("Żółw");
}

#[test]
fn a_template_brings_the_default_of_its_address_in_the_same_edit() {
    let mut driver = driver();
    driver
        .keys("<Ctrl+X>m<Enter>")
        .shows("Żółw")
        .shows("Polska")
        .shows("VIP");
    driver
        .keys("<Ctrl+X>z")
        .hides("Żółw")
        .hides("Polska")
        .shows("VIP");
    let mut plain = Driver::new();
    plain
        .keys("<Ctrl+X>m")
        .shows("The settings of this profile have no templates.");
}

#[test]
fn lines_choose_a_template_by_its_number() {
    let mut lines = Lines::new(driver());
    lines.lines(&["/templates"]).says("1: Dom na Długiej");
    lines.lines(&["1"]).says("Country: Polska, default");
    assert_eq!(value(&lines.driver, "address.street"), "Długa");
    lines.lines(&["/undo", "Nowak", "/templates", "1"]);
    lines.says("Overwrite Nazwisko/firma with the template Dom na Długiej too?");
    lines.lines(&["yes"]);
    assert_eq!(value(&lines.driver, "surname"), "Żółw");
}
