//! Double keying on the built program and the embedded CRM.

use crate::support::home::{Home, sandbox};

const SIZE: (u16, u16) = (120, 40);
const F8: &str = "\x1b[19~";
/// From the surname to the phone.
const CARD: &str = "Nowak\x1b[6~\t601234567";

#[test]
fn a_phone_is_typed_twice_before_it_is_sent() {
    let crm = sandbox();
    let home = Home::new(
        &crm.base_url(),
        "[profiles.main.form]\nverify = [\"phone_number\"]",
    );
    let mut pty = home.start(SIZE);
    pty.send(CARD);
    pty.wait_for_text("601234567");
    pty.send(F8);
    pty.wait_for_text("Type again: 1 of 1");
    assert!(!pty.text().contains("601234567"), "{}", pty.text());
    // Keys that come in one breath are typed, and confirm nothing.
    pty.send("601234576");
    pty.wait_for_text("601234576");
    pty.send("\r");
    pty.wait_for_text("601234576 (typed now)");
    pty.send("2");
    pty.wait_for_text("Enter sends");
    pty.send("\r");
    pty.wait_for_text("Created: customer_id");
    drop(pty);
    let told = home.pipe(&["history", "--format", "json"], b"");
    assert_eq!(told.json()[0]["state"], "created", "{told:?}");
}

/// Keys that come in one breath go from field to field, and open nothing; one alone does.
#[test]
fn enter_in_the_last_field_opens_the_review_where_it_is_meant() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let mut pty = home.start(SIZE);
    pty.send("Nowak\x1b[A");
    pty.wait_for_text("▸ Fill read-only");
    pty.send("\r\r\r");
    pty.wait_for_text("The last field. F8: review.");
    pty.send("\x1b[Z");
    pty.wait_for(|screen| !screen.contents().contains("▸ Fill read-only"));
    pty.send("\t");
    pty.wait_for_text("▸ Fill read-only");
    pty.send("\r");
    pty.wait_for_text("Enter sends");
}
