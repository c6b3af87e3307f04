//! A customer who was in the CRM already is taken by one clerk, and known to the other one: also where the team's store was away.

use crate::support::echo::words;
use crate::support::home::{Home, sandbox};
use crate::support::pty::Pty;
use crate::support::team::Team;
use crate::team::{CARD, F8, SIZE, states};
use kartoteka::sandbox::Sandbox;
use std::fs;

const UNDO: &str = "\x18z";

/// A CRM that has a customer whom nobody of the team has sent.
fn crm() -> Sandbox {
    let crm = sandbox();
    let stranger = Home::new(&crm.base_url(), "");
    let customer = br#"{"surname": "Nowak", "pesel": "44051401359", "phone_number": "333444555"}"#;
    let told = stranger.pipe(&["submit", "-"], customer);
    assert_eq!(told.code, Some(0), "{told:?}");
    crm
}

/// The form of a clerk who has found the customer by the phone, and takes them.
#[track_caller]
fn takes(home: &Home) -> Pty {
    let mut form = home.start(SIZE);
    form.send(CARD);
    form.send("\x182\t333444555");
    form.wait_for_text(words::SAVED);
    form.send(F8);
    form.wait_for_text(words::DECIDE);
    form.send("t");
    form.wait_for_text("Existing customer 324");
    form
}

#[track_caller]
fn leaves(mut form: Pty) {
    form.send("\x18q");
    assert!(form.wait_exit().success());
}

#[test]
fn whom_one_clerk_takes_the_other_one_sees_until_it_is_undone() {
    let (crm, team) = (crm(), Team::new());
    let (one, other) = (
        team.searching_clerk(&crm.base_url()),
        team.clerk(&crm.base_url(), ""),
    );
    let mut form = takes(&one);
    form.wait_unseen("noted it in the team's store", || states(&team) == ["existing"]);
    let mut review = other.start(SIZE);
    review.send(CARD);
    review.send(F8);
    review.wait_for_text("324, recorded by ");
    review.wait_for_text("as an existing customer: the same PESEL 44051401359");
    form.send(UNDO);
    form.wait_for_text(words::TAKEN_BACK);
    form.wait_unseen("withdrew it", || states(&team).is_empty());
    review.back_to_form();
    review.send(F8);
    review.wait_for_text(words::REVIEW);
}

#[test]
fn what_the_teams_store_has_missed_follows_at_the_next_start() {
    let (crm, team) = (crm(), Team::new());
    let home = team.searching_clerk(&crm.base_url());
    let aside = team.store_dir().with_extension("aside");
    leaves(home.start(SIZE));
    // Taken while it is away; the review says that it is.
    fs::rename(team.store_dir(), &aside).unwrap();
    let mut form = home.run(&[], SIZE);
    // That it is away takes the lines with the keys and the draft, whenever it comes.
    form.wait_for_text("▸ Surname");
    form.send(CARD);
    form.send("\x182\t333444555");
    form.wait_for_text("333444555\"");
    form.send(F8);
    form.wait_for_text("the team's store must answer first");
    form.send("t");
    form.wait_for_text("Existing customer 324");
    fs::rename(&aside, team.store_dir()).unwrap();
    leaves(form);
    let form = home.start(SIZE);
    form.wait_unseen("noted it late", || states(&team) == ["existing"]);
    leaves(form);
}

#[test]
fn what_is_undone_while_the_store_is_away_is_withdrawn_at_the_next_start() {
    let (crm, team) = (crm(), Team::new());
    let home = team.searching_clerk(&crm.base_url());
    let aside = team.store_dir().with_extension("aside");
    let mut form = takes(&home);
    form.wait_unseen("noted it in the team's store", || states(&team) == ["existing"]);
    fs::rename(team.store_dir(), &aside).unwrap();
    form.send(UNDO);
    form.wait_for_text(words::TAKEN_BACK);
    leaves(form);
    fs::rename(&aside, team.store_dir()).unwrap();
    assert_eq!(states(&team), ["existing"]);
    let form = home.start(SIZE);
    form.wait_unseen("withdrew it late", || states(&team).is_empty());
    leaves(form);
}
