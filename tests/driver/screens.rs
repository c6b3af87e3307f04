//! Every screen in both languages, at 80x24 and at 120x40, held as text; and the pictures in `screenshots/`, held as SVG.
//!
//! After a wanted change: `INSTA_UPDATE=always UPDATE_DOCS=1 cargo test --test driver screens`, and look at what changed.

use crate::support::driver::{Driver, Setup, found, tenant};
use crate::support::{golden, svg};
use crate::team_screens::{TEAM_SCREENS, when_away};
use kartoteka::app::Message;
use kartoteka::customer::{ApiError, ApiResponse, FailureReason, LookupFailure, Outcome};
use kartoteka::i18n::Language;
use std::time::Duration;

pub const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// The screens for which the CRM is asked before a card is sent.
const CHECKED: [&str; 4] = ["review-several", "review-shown", "existing", "history-existing"];

/// A screen's name, and the way to it.
pub type Screen = (&'static str, fn(&mut Driver));

const SCREENS: &[Screen] = &[
    ("form-empty", |_| {}),
    ("form-half-filled", half_filled),
    ("form-errors", errors),
    ("form-address", |driver| {
        half_filled(driver);
        driver.keys("<Ctrl+X>4Długa<Tab>12a<Tab><Tab>00950<Tab>");
    }),
    ("choices", |driver| {
        half_filled(driver);
        driver.keys("<Ctrl+X>3<Tab><Tab><Tab><Tab><Tab><F4>luk");
    }),
    ("preview-json", |driver| {
        half_filled(driver);
        driver.keys("<Ctrl+X>v");
    }),
    ("preview-curl", |driver| preview(driver, 1)),
    ("preview-httpie", |driver| preview(driver, 2)),
    ("preview-php", |driver| preview(driver, 3)),
    ("preview-java", |driver| preview(driver, 4)),
    ("preview-http", |driver| preview(driver, 5)),
    ("review", |driver| {
        half_filled(driver);
        driver.keys("<F8>");
    }),
    ("review-errors", |driver| {
        errors(driver);
        driver.keys("<F8>");
    }),
    ("sending", |driver| {
        half_filled(driver);
        driver.keys("<F8><Enter>");
        driver.tell(Message::Tick(Duration::from_secs(4)));
    }),
    ("outcome-created", |driver| {
        half_filled(driver);
        driver.keys("<F8><Enter>").created("324");
    }),
    ("outcome-rejected", |driver| {
        sent(driver, rejected());
    }),
    ("form-refused", |driver| {
        sent(driver, rejected());
        driver.keys("<Esc>");
    }),
    ("outcome-not-sent", |driver| {
        sent(
            driver,
            Outcome::NotSent {
                failure: FailureReason::ConnectionRefused,
            },
        );
    }),
    ("outcome-unknown", |driver| {
        sent(driver, unknown());
    }),
    ("outcome-later", |driver| {
        sent(driver, later());
    }),
    ("settle", settle),
    ("settle-question", |driver| {
        sent(driver, unknown());
        driver.keys("s").finds(&[]).keys("n");
    }),
    ("settle-id", |driver| {
        sent(driver, unknown());
        driver
            .keys("s")
            .finds(&[("email", Err(LookupFailure::NotPermitted))])
            .keys("i32");
    }),
    ("review-known", known),
    ("review-several", several),
    ("review-shown", |driver| {
        several(driver);
        let whole = serde_json::json!({
            "surname": "Kowalska", "name": "Anna", "email": "jan@kowalski.pl", "phone_number": "333444555",
            "address": {"street": "Długa", "city": "Łódź"}, "custom_fields": {"kampania": "wiosna"},
        });
        driver
            .keys("<Down>v")
            .shows_customer(Ok(Some(found("18", &whole))));
    }),
    ("existing", |driver| {
        several(driver);
        driver.keys("t");
    }),
    ("history-existing", |driver| {
        several(driver);
        driver.keys("t<F3>");
    }),
    ("drafts", drafts),
    ("shift", |driver| {
        half_filled(driver);
        driver.keys("<F8><Enter>").created("324");
        driver.keys("Nowak<Ctrl+X>R");
    }),
    ("shift-end", |driver| {
        driver.keys("Nowak<Ctrl+X>Re");
    }),
    ("export", |driver| {
        half_filled(driver);
        driver.keys("<Ctrl+X>x");
    }),
    ("history", history),
    ("record", |driver| {
        history(driver);
        driver.keys("<Down><Down><Enter>");
    }),
    ("help", |driver| {
        driver.keys("<F1>");
    }),
    ("leader", |driver| {
        half_filled(driver);
        driver.keys("<Ctrl+X>");
    }),
];

/// Every screen.
pub fn screens() -> impl Iterator<Item = &'static Screen> {
    SCREENS.iter().chain(TEAM_SCREENS)
}

fn half_filled(driver: &mut Driver) {
    driver.keys(
        "Kowalski<Tab>Jan<Tab>44051401359<Tab>14.05.1944<Tab>M<PgDn>jan@kowalski.pl<Insert>biuro@żółw.pl",
    );
    driver.keys("<Tab>333 444 555<Ctrl+X>7lato<Ctrl+X>1");
}

fn errors(driver: &mut Driver) {
    driver
        .keys("<Tab>Jan<Tab>4405140135<Tab>31.02.1944<PgDn>jan@<Tab>12 34<Ctrl+X>4Długa<Ctrl+X>1<Tab><Tab>");
}

fn preview(driver: &mut Driver, presses: usize) {
    driver
        .keys("O'Brien<Tab>$HOME<Ctrl+X>v")
        .keys(&"p".repeat(presses));
}

fn sent(driver: &mut Driver, outcome: Outcome) {
    half_filled(driver);
    driver.keys("<F8><Enter>").answer(outcome);
}

fn rejected() -> Outcome {
    let errors = vec![ApiError {
        message: "Wrong format of phone number.".into(),
        code: Some("111111".into()),
    }];
    let body = r#"{"request_id":"53678450401cf","errors":[{"message":"Wrong format of phone number.","code":111111}]}"#;
    let request_id = Some("53678450401cf".to_owned());
    Outcome::Rejected {
        answer: ApiResponse {
            status: 422,
            errors,
            request_id,
            body: body.into(),
            ..ApiResponse::default()
        },
    }
}

fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::TimedOut(30),
        answer: None,
    }
}

fn later() -> Outcome {
    Outcome::Rejected {
        answer: ApiResponse {
            status: 429,
            retry_after: Some(120),
            ..ApiResponse::default()
        },
    }
}

fn settle(driver: &mut Driver) {
    sent(driver, unknown());
    let values = serde_json::json!({
        "surname": "Kowalski", "name": "Janusz", "emails": ["jan@kowalski.pl", "biuro@żółw.pl"],
        "phone_numbers": ["+48333444555"], "birthdate": "1954-05-14", "job": "Żółta Łódź",
    });
    let kowalski = Ok(vec![found("17", &values)]);
    driver
        .keys("s")
        .finds(&[("email", kowalski.clone()), ("phone_number", kowalski)]);
}

fn known(driver: &mut Driver) {
    half_filled(driver);
    driver.keys("<F8><Enter>").created("324");
    driver.keys("Nowak<PgDn>jan@kowalski.pl<Ctrl+X>7lato<F8>");
}

/// Two customers may be the one on the card, who was sent from here and is in the CRM, too.
fn several(driver: &mut Driver) {
    half_filled(driver);
    driver.keys("<F8>").finds(&[]).keys("<Enter>").created("324");
    driver.keys("Kowalska<Tab>Anna<PgDn>jan@kowalski.pl<Tab>333444555<Ctrl+X>7lato<F8>");
    let kowalski = |id: &str, surname: &str| {
        let values =
            serde_json::json!({"surname": surname, "email": "jan@kowalski.pl", "phone_number": "333444555"});
        found(id, &values)
    };
    let both = vec![kowalski("324", "Kowalski"), kowalski("18", "Kowalska")];
    driver.finds(&[("email", Ok(both))]);
}

fn drafts(driver: &mut Driver) {
    for name in ["Żółkiewska<Tab>Anna", "Kowalski<Tab>Jan"] {
        driver.keys(name).keys("<Ctrl+X>w");
    }
    driver.keys("Nowak<Ctrl+X>o<Down>");
}

fn history(driver: &mut Driver) {
    half_filled(driver);
    driver.keys("<F8><Enter>").created("324");
    driver
        .keys("Nowak<Tab>Anna<Ctrl+X>7lato<F8><Enter>")
        .answer(unknown())
        .keys("<Esc>");
    driver
        .keys("<Ctrl+X>1<Ctrl+U>Żółkiewska<F8><Enter>")
        .answer(rejected())
        .keys("<Esc><F3>");
}

pub fn reach(screen: &Screen, language: Language, size: (u16, u16)) -> Driver {
    let (name, steps) = screen;
    let team = when_away(name);
    let mut driver = Driver::with(Setup {
        size,
        language,
        rule_context: if team.is_some() {
            Setup::default().rule_context
        } else {
            tenant()
        },
        check_duplicates: CHECKED.contains(name),
        team,
        ..Setup::default()
    });
    steps(&mut driver);
    driver
}

/// The attempt's id is another one each time.
fn stable(driver: &Driver, text: &str) -> String {
    driver.sent.iter().fold(text.to_owned(), |text, (attempt, _)| {
        text.replace(attempt, &"0".repeat(attempt.len()))
    })
}

#[test]
fn every_screen_looks_as_it_did() {
    for screen in screens() {
        let mut frames = Vec::new();
        for language in [Language::En, Language::Pl] {
            for size in SIZES {
                let driver = reach(screen, language, size);
                let frame = stable(&driver, &driver.snapshot());
                frames.push(format!("# {language:?}, {}x{}\n{frame}", size.0, size.1));
            }
        }
        insta::assert_snapshot!(screen.0, frames.join("\n\n"));
    }
    insta::assert_snapshot!("too-small", Driver::sized(59, 15).snapshot());
}

#[test]
fn every_screen_outlasts_every_size() {
    const THROUGH: [(u16, u16); 6] = [(500, 200), (20, 5), (60, 16), (1, 1), (110, 16), (109, 17)];
    for screen in screens() {
        let mut driver = reach(screen, Language::En, (120, 40));
        let (shown, card) = (driver.snapshot(), driver.model().draft());
        for (columns, rows) in THROUGH {
            driver.resize(columns, rows);
            assert_eq!(driver.model().draft(), card, "{} at {columns}x{rows}", screen.0);
        }
        driver.resize(120, 40);
        assert_eq!(driver.snapshot(), shown, "{}", screen.0);
    }
}

#[test]
fn what_is_typed_at_any_size_is_typed() {
    let mut driver = Driver::sized(120, 40);
    for (letter, size) in "Nowakowski".chars().zip(
        [(20, 5), (500, 200), (1, 1), (80, 24), (59, 15)]
            .into_iter()
            .cycle(),
    ) {
        driver.resize(size.0, size.1).keys(&letter.to_string());
    }
    driver.resize(120, 40).shows("\"surname\": \"Nowakowski\"");
}

#[test]
fn ascii_mode_draws_with_ascii_only() {
    let mut driver = Driver::with(Setup {
        ascii: true,
        size: (80, 24),
        ..Setup::default()
    });
    for keys in [
        "Nowak",
        "<F8>",
        "<Esc><Ctrl+X>",
        "<Esc><Ctrl+X>v",
        "<Esc><F3>",
        "<Esc>",
    ] {
        driver.keys(keys);
        assert!(driver.screen().is_ascii(), "{keys}\n{}", driver.screen());
    }
    insta::assert_snapshot!("form-ascii", driver.snapshot());
}

#[test]
fn the_pictures_are_current() {
    for name in [
        "form-half-filled",
        "form-errors",
        "review",
        "review-several",
        "outcome-unknown",
        "settle",
        "drafts",
        "history",
        "leader",
    ] {
        let screen = screens().find(|screen| screen.0 == name).unwrap();
        let driver = reach(screen, Language::En, (120, 40));
        let picture = svg::render(driver.buffer(), driver.cursor());
        golden::check(&format!("screenshots/{name}.svg"), &stable(&driver, &picture));
    }
}
