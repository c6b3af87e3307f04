//! The team guard on lines.

use crate::support::driver::{Driver, Setup, colleague};
use crate::support::lines::Lines;
use kartoteka::customer::{MatchReason, SubmissionState};
use kartoteka::i18n::Language;
use kartoteka::options::WhenAway;

fn reviewing(language: Language, when_away: WhenAway) -> Lines {
    let mut lines = Lines::new(Driver::with(Setup {
        team: Some(when_away),
        language,
        ..Setup::default()
    }));
    lines.lines(&["Nowak", "Anna", "/send"]);
    lines
}

#[test]
fn a_colleague_is_waited_for_and_the_card_is_claimed_and_sent() {
    for (language, yes, name) in [(Language::En, "yes", "team-en"), (Language::Pl, "tak", "team-pl")] {
        let mut lines = reviewing(language, WhenAway::Refuse);
        assert!(lines.waits());
        lines.then(|driver| {
            driver.team_knows(&[(MatchReason::Payload, colleague(SubmissionState::Sending, None))]);
        });
        lines.lines(&[yes]).then(|driver| {
            driver.team_knows(&[(MatchReason::Payload, colleague(SubmissionState::Unknown, None))]);
        });
        lines.lines(&[yes]).then(|driver| {
            driver.team_knows(&[(
                MatchReason::Name,
                colleague(SubmissionState::Created, Some("324")),
            )]);
        });
        lines.lines(&[yes]);
        assert!(lines.waits());
        lines.then(|driver| {
            driver.grants();
        });
        lines.then(|driver| {
            driver.created("325");
        });
        assert_eq!(lines.driver.sent.len(), 1, "{}", lines.text());
        insta::assert_snapshot!(name, lines.text());
    }
}

#[test]
fn without_the_store_only_the_whole_command_sends() {
    for (language, yes, command) in [
        (Language::En, "yes", "/send-anyway"),
        (Language::Pl, "tak", "/wyślij-mimo-to"),
    ] {
        let mut lines = reviewing(language, WhenAway::Ask);
        lines.then(|driver| {
            driver.team_is_away();
        });
        lines.lines(&[yes]);
        assert!(lines.driver.sent.is_empty(), "{}", lines.text());
        lines.lines(&[command]);
        assert_eq!(lines.driver.sent.len(), 1, "{}", lines.text());
    }
}
