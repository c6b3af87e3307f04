//! Arranging the form of a tenant, and what comes of it for the settings file.

use crate::support::driver::{Driver, Setup, tenant, tenant_with_form};
use kartoteka::customer::FormValue;
use kartoteka::i18n::Language;
use kartoteka::runtime::session::SessionEnd;

fn with_form(language: Language, size: (u16, u16)) -> Driver {
    Driver::with(Setup {
        rule_context: tenant_with_form(),
        language,
        size,
        ..Setup::default()
    })
}

#[test]
fn the_page_in_both_sizes_and_languages() {
    for (language, size) in [(Language::En, (80, 24)), (Language::Pl, (120, 40))] {
        let mut driver = with_form(language, size);
        driver.keys("<Ctrl+X>F<Down><Down>r<Down>u");
        let name = format!("arrange-{}-{}x{}", language.code(), size.0, size.1);
        insta::assert_snapshot!(name.clone(), driver.snapshot());
        driver.keys("<Down><Down>e");
        insta::assert_snapshot!(format!("{name}-default"), driver.snapshot());
        driver.keys("<Esc><Enter>");
        insta::assert_snapshot!(format!("{name}-settings"), driver.snapshot());
    }
}

#[test]
fn what_is_arranged_is_written_to_the_settings_and_the_program_starts_again_with_it() {
    let mut driver = with_form(Language::En, (120, 40));
    driver.keys("Nowak<Ctrl+X>F");
    driver.keys("<Space>").shows("The API requires this field.");
    // The first name is hidden, the phone comes to its place, and an e-mail is required.
    driver.keys("<Down><Space><Down>r").shows("[x] E-mail");
    driver.keys("e").shows("This field says who the customer is");
    driver.keys("<Down>elato<Enter>").shows("= lato");
    driver
        .keys("<Enter>")
        .shows("[[profiles.main.form.sections]]")
        .keys("w");
    let form = driver.session().0.workers.forms.last().unwrap().clone();
    assert_eq!(form.sections[0].title, "Klient");
    assert_eq!(form.sections[0].fields[..2], ["surname", "phone_number"]);
    assert_eq!(form.required, ["phone_number", "email"]);
    assert_eq!(
        form.defaults["custom_fields.kampania"],
        FormValue::Text("lato".to_owned())
    );
    assert_eq!(form.max_length["surname"], 20);
    assert_eq!(driver.session().0.end(), Some(SessionEnd::Left));
    assert_eq!(driver.model().next_profile.as_deref(), Some("main"));
    assert!(
        driver
            .model()
            .form
            .payload()
            .text()
            .contains("\"surname\": \"Nowak\"")
    );
}

#[test]
fn a_settings_file_that_takes_no_form_leaves_the_lines_to_be_copied() {
    let mut driver = Driver::with(Setup {
        rule_context: tenant(),
        ..Setup::default()
    });
    driver.session().0.workers.form_refusal = Some("it was edited by hand".to_owned());
    // Without a form of its own, the tenant's form begins with the program's sections.
    driver.keys("<Ctrl+X>F").shows("[x] Surname").shows("Identity");
    driver.keys("<Enter>w").shows("it was edited by hand");
    assert_eq!(driver.session().0.end(), None);
    driver.keys("c").shows("Copied");
    driver.keys("<Esc><Esc>").shows("Surname");
}
