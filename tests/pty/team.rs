//! Two clerks with a form each, and one store of their team: whatever they press, and whenever one of them is killed, the customer
//! is created once.

use crate::support::echo::words;
use crate::support::home::Home;
use crate::support::pty::Pty;
use crate::support::recorder::{Act, Recorder, Stage};
use crate::support::team::Team;
use rusqlite::Connection;
use rustix::process::Signal;
use std::fs;

pub const SIZE: (u16, u16) = (120, 40);
pub const F8: &str = "\x1b[19~";
const ENTER: &str = "\r";
/// A surname and a PESEL.
pub const CARD: &str = "Nowak\t\t44051401359";

/// The form of a clerk, with the card under review, and nothing against it.
#[track_caller]
fn reviewing(home: &Home) -> Pty {
    let mut pty = home.start(SIZE);
    pty.send(CARD);
    pty.wait_for_text(words::SAVED);
    pty.send(F8);
    pty.wait_for_text(words::REVIEW);
    pty
}

/// How many customers were created, by all that reached the CRM.
fn created(crm: Recorder) -> usize {
    crm.finish().iter().filter(|arrival| arrival.id.is_some()).count()
}

/// The states of the attempts in the team's store.
pub fn states(team: &Team) -> Vec<String> {
    let conn = Connection::open(team.file()).unwrap();
    let mut statement = conn.prepare("SELECT state FROM attempts ORDER BY since").unwrap();
    let states = statement.query_map([], |row| row.get(0)).unwrap();
    states.map(Result::unwrap).collect()
}

#[test]
fn of_two_who_press_enter_at_once_one_creates_the_customer() {
    let (crm, team) = (Recorder::start(&[Act::CreateWhenTold], 324), Team::new());
    let (one, other) = (team.clerk(&crm.url(), ""), team.clerk(&crm.url(), ""));
    let mut forms = [reviewing(&one), reviewing(&other)];
    for form in &mut forms {
        form.send(ENTER);
    }
    crm.wait_for(0, Stage::Whole);
    let is_held = |form: &Pty| form.text().contains("Cannot be sent: ");
    // One of them waits for the CRM, and the other one says who does.
    forms[0].wait_for(|screen| {
        let text = screen.contents();
        text.contains("Cannot be sent: ") || text.contains("each step may take")
    });
    let held = usize::from(!is_held(&forms[0]));
    forms[held].wait_for_text("is sending it right now");
    crm.tell();
    forms[1 - held].wait_for_text(words::CREATED);
    // The team is told behind the outcome: who asks again before that reads that it is being sent.
    forms[held].wait_unseen("heard of the customer", || {
        states(&team).contains(&"created".to_owned())
    });
    forms[held].send(ENTER);
    forms[held].wait_for_text("324, created by ");
    forms[held].send("t");
    forms[held].wait_for_text("Existing customer 324");
    forms[held].wait_unseen("told the team", || states(&team) == ["created", "existing"]);
    for form in &mut forms {
        form.send("\x18q");
        assert!(form.wait_exit().success());
    }
    assert_eq!(created(crm), 1);
}

#[test]
fn a_form_that_is_killed_behind_its_claim_gives_it_back_at_its_next_start() {
    let (crm, team) = (Recorder::start(&[], 324), Team::new());
    let (one, other) = (team.clerk(&crm.url(), ""), team.clerk(&crm.url(), ""));
    let mut killed = reviewing(&one);
    // Its journal is locked: the claim is made, and nothing can begin.
    let journal = Connection::open(one.data().join("kartoteka.db")).unwrap();
    let team_store = Connection::open(team.file()).unwrap();
    team_store.execute_batch("BEGIN IMMEDIATE").unwrap();
    killed.send(ENTER);
    let is_noted = || {
        let noted = journal.query_row("SELECT count(*) FROM claims", [], |row| row.get(0));
        noted.is_ok_and(|count: i64| count == 1)
    };
    killed.wait_unseen("noted the claim", is_noted);
    journal.execute_batch("BEGIN IMMEDIATE").unwrap();
    team_store.execute_batch("COMMIT").unwrap();
    killed.wait_unseen("claimed the customer", || states(&team) == ["sending"]);
    killed.kill(Signal::KILL);
    drop(killed);
    journal.execute_batch("COMMIT").unwrap();

    let mut form = other.start(SIZE);
    form.send(CARD);
    form.send(F8);
    form.wait_for_text("must settle the outcome first");
    let mut again = one.start(SIZE);
    again.wait_for_text("Draft restored");
    form.wait_unseen("learned that nothing was sent", || states(&team) == ["not_sent"]);
    form.send(ENTER);
    form.wait_for_text(words::REVIEW);
    form.send(ENTER);
    form.wait_for_text(words::CREATED);
    form.wait_unseen("told the team", || states(&team) == ["not_sent", "created"]);
    again.send(F8);
    again.wait_for_text("324, created by ");
    assert_eq!(created(crm), 1);
}

#[test]
fn what_goes_out_while_the_store_is_away_is_made_up_for() {
    let (crm, team) = (Recorder::start(&[], 324), Team::new());
    let home = team.clerk(&crm.url(), "when_away = \"ask\"");
    let mut form = reviewing(&home);
    form.back_to_form();
    let lock = Connection::open(team.file()).unwrap();
    lock.execute_batch("BEGIN EXCLUSIVE").unwrap();
    // It answers, but takes no claim.
    form.send(F8);
    form.wait_for_text(words::REVIEW);
    form.send(ENTER);
    form.wait_for_text("without the team's store, nobody can see");
    form.send("S");
    form.wait_for_text(words::CREATED);
    lock.execute_batch("COMMIT").unwrap();
    form.wait_unseen("told the team", || states(&team) == ["created"]);
    form.send("\x18q");
    assert!(form.wait_exit().success());
    assert_eq!(created(crm), 1);
}

/// Two clerks: the outcome of the first one's card is unknown, and the second one settles it as not created, up to the question.
#[track_caller]
fn settling(team: &Team, crm: &Recorder) -> ([Home; 2], [Pty; 2]) {
    let (one, other) = (team.clerk(&crm.url(), ""), team.clerk(&crm.url(), ""));
    let mut first = reviewing(&one);
    first.send(ENTER);
    first.wait_for_text(words::UNKNOWN);
    let mut second = other.start(SIZE);
    second.send(CARD);
    second.send(F8);
    second.wait_for_text("s settles it for them.");
    second.send("s");
    second.wait_for_text(words::SETTLE);
    second.send("x");
    second.wait_for_text("Record it as not created for ");
    ([one, other], [first, second])
}

#[test]
fn what_a_colleague_left_open_is_settled_in_the_form_and_the_card_goes_out() {
    let (crm, team) = (Recorder::start(&[Act::Cut, Act::Create], 324), Team::new());
    let ([one, _other], [mut first, mut second]) = settling(&team, &crm);
    second.send("Y");
    second.wait_for_text("Settled: not created");
    second.wait_for_text(words::REVIEW);
    second.send(ENTER);
    second.wait_for_text(words::CREATED);
    second.wait_unseen("told the team", || states(&team) == ["not_created", "created"]);
    // The clerk whose attempt it was is told, and the record says so.
    first.send("\x1b\x18q");
    assert!(first.wait_exit().success());
    let mut again = one.start(SIZE);
    again.wait_for_text("Draft restored");
    again.send("\t");
    again.wait_for_text("An outcome of yours was settled by ");
    assert_eq!(created(crm), 1);
}

#[test]
fn a_store_that_is_locked_while_a_colleague_is_settled_holds_up_no_key() {
    let (crm, team) = (Recorder::start(&[Act::Cut], 324), Team::new());
    let (_homes, [_first, mut second]) = settling(&team, &crm);
    let lock = Connection::open(team.file()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    second.send("Y");
    second.wait_for_text("Settling it in the team's store");
    second.send("\x1b");
    second.wait_for_text("Review before sending");
    second.back_to_form();
    second.send("-Kowal");
    second.wait_for_text("-Kowal");
    lock.execute_batch("COMMIT").unwrap();
    second.wait_for_text("Settled: not created");
    assert_eq!(states(&team), ["not_created"]);
    assert_eq!(created(crm), 0);
}

#[test]
fn without_a_team_nothing_of_it_is_made() {
    let crm = Recorder::start(&[], 324);
    let team = Team::new();
    let home = Home::new(&crm.url(), "");
    let mut form = reviewing(&home);
    form.send(ENTER);
    form.wait_for_text(words::CREATED);
    assert_eq!(fs::read_dir(team.store_dir()).unwrap().count(), 0);
    let journal = Connection::open(home.data().join("kartoteka.db")).unwrap();
    for table in ["claims", "store_id"] {
        let count: i64 = journal
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 0, "{table}");
    }
}
