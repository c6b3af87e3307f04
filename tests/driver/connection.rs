//! The connection that is kept open for a send.

use crate::support::driver::{Driver, Setup};
use kartoteka::app::Message;
use std::time::Duration;

/// Whether a connection is kept open for a send.
fn keeps_connection(driver: &mut Driver) -> bool {
    driver.session().0.workers.keeps_connection
}

#[test]
fn a_connection_is_kept_open_where_the_next_key_may_send_and_nowhere_else() {
    let mut driver = Driver::new();
    for (keys, kept) in [
        ("Nowak", false),
        ("<F8>", true),
        // Help is over the review, and the next key leads back to it.
        ("<F1>", true),
        ("<Esc>", true),
        ("<Esc>", false),
        ("<F8>", true),
        ("<Enter>", false),
    ] {
        driver.keys(keys);
        assert_eq!(keeps_connection(&mut driver), kept, "{keys}");
    }
    assert_eq!(driver.sent.len(), 1);

    // A card that cannot be sent.
    let mut driver = Driver::new();
    driver.keys("Nowak<PgDn>anna@<F8>");
    assert!(!keeps_connection(&mut driver));
}

#[test]
fn time_that_passes_is_no_reason_to_keep_a_connection_open() {
    let mut driver = Driver::with(Setup {
        check_duplicates: true,
        ..Setup::default()
    });
    driver.keys("Nowak<PgDn>anna@nowak.pl<Tab>333444555<F8>");
    assert!(keeps_connection(&mut driver));
    driver.session().0.workers.keeps_connection = false;
    driver.tell(Message::Tick(Duration::from_secs(1)));
    assert!(!keeps_connection(&mut driver));
    driver.keys("<F1>");
    assert!(keeps_connection(&mut driver));
}
