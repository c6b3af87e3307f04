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
    for _ in 0..11 {
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
            "note"
        ]
    );
    assert_eq!(focus(&driver), "surname");
    driver.shows("Nazwisko, firma *").shows("Phone *").hides("PESEL");
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
        message: "Field group is required.".to_owned(),
        code: None,
    }];
    driver.hides("Group").answer(Outcome::Rejected {
        answer: ApiResponse {
            status: 422,
            errors,
            ..ApiResponse::default()
        },
    });
    driver
        .keys("<Esc>")
        .shows("Group")
        .shows("Group: CRM: Field group is required");
}

#[test]
fn required_fields_and_lengths_stop_the_send() {
    let mut driver = driver();
    driver.keys("Brzęczyszczykiewicz-Kowalska<F8>");
    driver.shows("Nazwisko, firma: 28 characters, max. 20");
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
    lines.says("Section 1 of 2, Klient.\nNazwisko, firma, required: ");
    lines.lines(&["Nowak", "", "333444555", "", "lato", "", "", "", "Łódź", "", ""]);
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
        .says("Klient.\nNazwisko, firma: Nowak\nPhone: 333444555\n");
    lines
        .lines(&["/go nazwisko", &"x".repeat(21)])
        .says("21 characters, max. 20");
}
