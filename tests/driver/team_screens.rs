//! What the clerk sees of the team, in both languages.

use crate::support::driver::{Driver, Setup};
use crate::team::{created, reviewing_with, same_pesel, same_phone, sending, setup, unsettled};
use kartoteka::i18n::Language;
use kartoteka::options::WhenAway;

/// A screen's name, what happens while the team's store is away, and the way to it.
type Screen = (&'static str, WhenAway, fn(&mut Driver));

/// What the clerk sees of the team.
const SCREENS: [Screen; 7] = [
    ("team-asking", WhenAway::Refuse, |_| {}),
    ("team-created", WhenAway::Refuse, |driver| {
        driver.team_knows(&[(same_pesel(), created()), (same_phone(), sending())]);
    }),
    ("team-sending", WhenAway::Refuse, |driver| {
        driver.team_knows(&[(same_pesel(), sending())]);
    }),
    ("team-unknown", WhenAway::Refuse, |driver| {
        driver.team_knows(&[(same_pesel(), unsettled())]);
    }),
    ("team-refused", WhenAway::Refuse, |driver| {
        driver.team_is_away();
    }),
    ("team-away", WhenAway::Ask, |driver| {
        driver.team_is_away();
    }),
    ("team-claiming", WhenAway::Refuse, |driver| {
        driver.team_knows(&[]).keys("<Enter>");
    }),
];

#[test]
fn the_screens_of_the_team_look_as_they_did() {
    for (name, when_away, steps) in SCREENS {
        let mut frames = Vec::new();
        for language in [Language::En, Language::Pl] {
            for size in crate::screens::SIZES {
                let mut driver = reviewing_with(Setup {
                    size,
                    language,
                    ..setup(when_away)
                });
                steps(&mut driver);
                frames.push(format!(
                    "# {language:?}, {}x{}\n{}",
                    size.0,
                    size.1,
                    driver.snapshot()
                ));
            }
        }
        insta::assert_snapshot!(name, frames.join("\n\n"));
    }
}
