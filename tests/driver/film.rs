//! The moving picture of the README: a card from the first letter to the customer, in frames of the program itself.
//!
//! After a wanted change: `UPDATE_DOCS=1 cargo test --test driver film`, and look at it in a browser.

use crate::support::driver::{Driver, Setup};
use crate::support::{film::Film, golden};

/// For how long a typed letter is seen before the next one, in milliseconds.
const LETTER: u32 = 110;

/// The card: what is typed, and for how long the operator then looks at the screen, in milliseconds.
const CARD: &[(&str, u32)] = &[
    ("", 900),
    ("Kowalski", 250),
    ("<Tab>", 250),
    ("Jan", 250),
    ("<Tab>", 250),
    ("44051401359", 500),
    ("<Tab>", 900),
    ("<PgDn>", 400),
    ("jan@kowalski.pl", 250),
    ("<Tab>", 250),
    ("333 444 555", 900),
    ("<F8>", 2200),
    ("<Enter>", 700),
];

fn film() -> Film {
    let mut film = Film::default();
    let mut driver = Driver::with(Setup {
        size: (100, 30),
        ..Setup::default()
    });
    for (typed, pause) in CARD {
        if typed.starts_with('<') || typed.is_empty() {
            driver.keys(typed);
        } else {
            for letter in typed.chars() {
                driver.keys(&letter.to_string());
                film.add(driver.buffer(), driver.cursor(), LETTER);
            }
        }
        film.add(driver.buffer(), driver.cursor(), *pause);
    }
    driver.created("324");
    film.add(driver.buffer(), driver.cursor(), 3500);
    film
}

#[test]
fn the_moving_picture_is_current() {
    let picture = film().render();
    assert!(picture.len() < 150_000, "{} bytes", picture.len());
    golden::check("screenshots/card.svg", &picture);
}
