//! The form of a profile, in the built program on a terminal.

use crate::support::home::Home;

/// A form of two fields with a default, and a template. Nobody calls the CRM.
const FORM: &str = "form.sections = [{ title = 'Klient', fields = ['surname', 'group'] }]\n\
    form.defaults.group = 'VIP'\ntemplates.Dom.\"address.city\" = 'Lodz'";

#[test]
fn the_form_is_that_of_the_settings_and_a_template_fills_it() {
    let home = Home::new("https://127.0.0.1:9", FORM);
    let mut pty = home.run(&[], (80, 24));
    pty.wait_for(|screen| {
        let text = screen.contents();
        text.contains("Klient") && text.contains("VIP") && text.contains("F8 send")
    });
    assert!(!pty.text().contains("PESEL"), "{}", pty.text());
    pty.send("\x18m");
    pty.wait_for_text("Templates");
    pty.send("\r");
    pty.wait_for_text("\"city\": \"Lodz\"");
}
