//! A morning at `--plain`, in both languages: sends with every outcome, settling, the history, drafts and lists. The snapshots are
//! read as somebody hears them.

use crate::support::driver::{Driver, Setup, found, tenant};
use crate::support::lines::Lines;
use kartoteka::customer::{ApiError, ApiResponse, FailureReason, LookupFailure, Outcome};
use kartoteka::i18n::Language;
use serde_json::json;

/// The commands by their names in a language.
fn command(language: Language, name: &str) -> String {
    let polish = [
        ("/go city", "/idź miejscowość"),
        ("/go address street", "/idź adres ulica"),
        ("/go account manager", "/idź opiekun"),
        ("/go ", "/idź "),
        ("/send", "/wyślij"),
        ("/list", "/lista"),
        ("/values", "/wartości"),
        ("/history", "/historia"),
        ("/find", "/znajdź"),
        ("/card", "/karta"),
        ("/park", "/odłóż"),
        ("/drafts", "/szkice"),
        ("/delete", "/skasuj"),
        ("/accept", "/przyjmij"),
        ("/back", "/wstecz"),
        ("/profile", "/profil"),
        ("/undo", "/cofnij"),
        ("/quit", "/koniec"),
        ("/help", "/pomoc"),
        ("/show", "/pokaż"),
        ("yes", "tak"),
        ("no", "nie"),
    ];
    let found = polish.iter().find(|(english, _)| name.starts_with(english));
    match found.filter(|_| language == Language::Pl) {
        Some((english, polish)) => name.replacen(english, polish, 1),
        None => name.to_owned(),
    }
}

fn say(lines: &mut Lines, language: Language, typed: &[&str]) {
    for line in typed {
        lines.lines(&[&command(language, line)]);
    }
}

fn rejected() -> Outcome {
    let error = ApiError {
        message: "Wrong format of phone number.".into(),
        code: Some("111111".into()),
    };
    Outcome::Rejected {
        answer: ApiResponse {
            status: 422,
            request_id: Some("53678450401cf".into()),
            errors: vec![error],
            body: "{}".into(),
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

#[test]
fn a_morning_at_the_plain_lines() {
    for language in Language::ALL {
        let mut lines = Lines::new(Driver::with(Setup {
            language,
            rule_context: tenant(),
            check_duplicates: true,
            ..Setup::default()
        }));
        created(&mut lines, language);
        refused_and_rejected(&mut lines, language);
        settled(&mut lines, language);
        looked_up_again(&mut lines, language);
        let text = lines
            .driver
            .sent
            .iter()
            .fold(lines.text().to_owned(), |text, (attempt, _)| {
                text.replace(attempt, "(an id)")
            });
        insta::assert_snapshot!(format!("morning-{}", language.code()), text);
    }
}

/// A customer is created, and the id is asked for once more.
fn created(lines: &mut Lines, language: Language) {
    say(
        lines,
        language,
        &[
            "/history",
            "Kowalska",
            "Anna",
            "44051401458",
            "",
            "",
            "",
            "",
            "anna@x.pl",
            "601 234 567",
            "/go vip",
            "yes",
            "/go account manager",
            "/values",
            "Łuk",
            "3",
            "/go kampania",
            "wiosna",
            "/go address street",
            "Długa",
            "/list",
            "/send",
        ],
    );
    lines.then(|driver| {
        driver.finds(&[]);
    });
    say(lines, language, &["y", "/help", "yes"]);
    lines.then(|driver| {
        driver.created("324");
    });
    say(lines, language, &["/id"]);
}

/// A card with errors, which the CRM rejects then.
fn refused_and_rejected(lines: &mut Lines, language: Language) {
    say(
        lines,
        language,
        &[
            "/send",
            "Nowak",
            "Jan",
            "/go e-mail",
            "jan@",
            "/send",
            "jan@x.pl",
            "/go kampania",
            "lato",
            "/go address street",
            "dlu",
            "/accept",
            "/send",
        ],
    );
    lines.then(|driver| {
        driver.finds(&[]);
    });
    say(lines, language, &["yes"]);
    lines.then(|driver| {
        driver.answer(rejected());
    });
    say(lines, language, &["602 345 678", "/send"]);
    lines.then(|driver| {
        driver.finds(&[]);
    });
}

/// No answer comes, and the outcome is settled by what the CRM has.
fn settled(lines: &mut Lines, language: Language) {
    say(lines, language, &["yes"]);
    lines.then(|driver| {
        driver.answer(unknown());
    });
    say(lines, language, &["no", "/send"]);
    lines.then(|driver| {
        driver.finds(&[]);
    });
    say(lines, language, &["yes"]);
    let jan = |id: &str, name: &str| {
        found(
            id,
            &json!({"surname": "Nowak", "name": name, "email": "jan@x.pl", "vip": true}),
        )
    };
    lines.then(|driver| {
        driver.finds(&[("email", Ok(vec![jan("325", "Jan"), jan("326", "Janina")]))]);
    });
    say(lines, language, &["3", "/help", "1", "yes"]);
}

/// The history, a card from it, the drafts, and the lists.
fn looked_up_again(lines: &mut Lines, language: Language) {
    say(
        lines,
        language,
        &[
            "/history kowal",
            "1",
            "/card",
            "/park",
            "/drafts",
            "Kowalska",
            "/go city",
            "1",
            "/go city",
            "",
            "/undo",
            "/profile",
            "/drafts",
            "/delete 1",
            "no",
            "",
            "/quit",
        ],
    );
}

#[test]
fn callers_at_the_plain_lines() {
    for language in Language::ALL {
        let mut lines = Lines::new(Driver::with(Setup {
            language,
            rule_context: tenant(),
            ..Setup::default()
        }));
        let caller = |id: &str, name: &str| {
            let values = json!({"surname": "Nowak", "name": name, "phone_number": "601234567", "vip": true,
                "address": {"city": "Łódź"}});
            found(id, &values)
        };
        say(&mut lines, language, &["Kowalska", "/find 601 234 567"]);
        lines.then(|driver| {
            driver.finds(&[(
                "phone_number",
                Ok(vec![caller("324", "Jan"), caller("325", "Anna")]),
            )]);
        });
        say(&mut lines, language, &["/help", "2"]);
        lines.then(|driver| {
            driver.shows_customer(Ok(Some(caller("325", "Anna"))));
        });
        say(&mut lines, language, &["/help", "", "602345678"]);
        lines.then(|driver| {
            driver.finds(&[("phone_number", Err(LookupFailure::TimedOut))]);
        });
        say(&mut lines, language, &["603456789"]);
        lines.then(|driver| {
            driver.finds(&[]);
        });
        say(
            &mut lines,
            language,
            &[
                "/card",
                "/list",
                "/drafts",
                "Kowalska",
                "/find",
                "Nowak Anna",
                "",
                "/quit",
            ],
        );
        insta::assert_snapshot!(format!("callers-{}", language.code()), lines.text());
    }
}
