//! What the clerk sees of the team. These are screens like all others, and walked with them.

use crate::screens::Screen;
use crate::support::driver::{Driver, found};
use crate::team::{created, existing, review, same_pesel, same_phone, sending, unsettled};
use kartoteka::options::WhenAway;
use serde_json::json;

pub const TEAM_SCREENS: &[Screen] = &[
    ("team-asking", review),
    ("team-created", |driver| {
        review(driver);
        driver.team_knows(&[(same_pesel(), created()), (same_phone(), sending())]);
    }),
    ("team-existing", |driver| {
        review(driver);
        driver.team_knows(&[(same_pesel(), existing())]);
    }),
    ("team-sending", |driver| {
        review(driver);
        driver.team_knows(&[(same_pesel(), sending())]);
    }),
    ("team-unknown", |driver| {
        review(driver);
        driver.team_knows(&[(same_pesel(), unsettled())]);
    }),
    ("team-settle", |driver| {
        review(driver);
        driver.team_knows(&[(same_pesel(), unsettled())]).keys("s");
        let nowak = json!({"surname": "Nowak", "name": "Anna", "phone_number": "333444555"});
        driver.finds(&[("phone_number", Ok(vec![found("324", &nowak)]))]);
    }),
    ("team-settle-question", |driver| {
        review(driver);
        driver.team_knows(&[(same_pesel(), unsettled())]).keys("s");
        driver.finds(&[]).keys("x");
    }),
    ("team-settling", |driver| {
        review(driver);
        driver.team_knows(&[(same_pesel(), unsettled())]).keys("s");
        driver.finds(&[]).keys("xY");
    }),
    ("team-refused", away),
    ("team-away", away),
    ("team-claiming", |driver| {
        review(driver);
        driver.team_knows(&[]).keys("<Enter>");
    }),
];

fn away(driver: &mut Driver) {
    review(driver);
    driver.team_is_away();
}

/// What happens on a screen of the team while its store is away; none on the other screens, where there is no team.
pub fn when_away(screen: &str) -> Option<WhenAway> {
    match screen {
        "team-away" => Some(WhenAway::Ask),
        of_team if of_team.starts_with("team-") => Some(WhenAway::Refuse),
        _ => None,
    }
}
