//! Two sessions that want one draft in the same instant: one gets it, the other gets a message, and it is never lost. On the store,
//! as two programs have it, and with the built program, as two operators who log in at once.

use crate::support::echo::words;
use crate::support::home::Home;
use jiff::Timestamp;
use kartoteka::customer::{Card, Draft, FieldId, Holder, Slot};
use kartoteka::store::{Error, Store};
use rustix::process::Signal;
use std::path::Path;
use std::sync::Barrier;
use std::thread;
use tempfile::TempDir;

/// How many rounds of each race on the store, and of that of the programs; the first by the variable, and of the second a tenth.
const ROUNDS: usize = 40;
const VARIABLE: &str = "KARTOTEKA_RACES";

fn rounds() -> usize {
    let given = std::env::var(VARIABLE).ok().map(|rounds| rounds.parse().unwrap());
    given.unwrap_or(ROUNDS)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn draft(surname: &str) -> Draft {
    let mut card = Card::default();
    card.set(Slot::of(FieldId::of("surname").unwrap()), surname);
    Draft {
        profile: "main".into(),
        who: surname.into(),
        card,
        focus: String::new(),
    }
}

fn open(dir: &Path) -> Store {
    Store::open(dir, at(0)).unwrap()
}

/// What a session wants of the draft, and what it got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Want {
    /// Opens it from the list.
    Open,
    /// Starts, and takes over what the last session left.
    Adopt,
    /// Deletes it.
    Delete,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Got {
    It,
    /// Another session has it.
    Held,
    /// There is none, or none for this session.
    Nothing,
}

/// What becomes of the session that has it, in the same instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// It has parked it before.
    Parked,
    /// It is gone.
    Gone,
    /// It parks it now.
    Parks,
    /// It ends now.
    Ends,
    /// It saves it now, and keeps it.
    Saves,
}

fn act(store: &mut Store, want: Want, id: &str) -> Got {
    let got = match want {
        Want::Open => store.open_draft(id).map(|found| found == draft("A")),
        Want::Adopt => store.adopt_draft("main").map(|found| {
            assert!(found.as_ref().is_none_or(|found| *found == draft("A")));
            found.is_some()
        }),
        Want::Delete => store.delete_draft(id, at(1)),
    };
    match got {
        Ok(true) => Got::It,
        Err(Error::Held { .. }) => Got::Held,
        Ok(false) | Err(Error::NoDraft { .. }) => Got::Nothing,
        Err(error) => panic!("{error:?}"),
    }
}

/// One race; what the two sessions got, and who has the draft after it.
fn race(dir: &Path, owner: Owner, wants: [Want; 2]) -> ([Got; 2], Vec<Holder>) {
    let mut first = open(dir);
    first.save_draft(&draft("A"), at(1)).unwrap();
    let id = first.drafts().unwrap().remove(0).id;
    let mut kept = match owner {
        Owner::Parked => {
            first.park_draft().unwrap();
            Some(first)
        }
        Owner::Gone => {
            drop(first);
            None
        }
        Owner::Parks | Owner::Ends | Owner::Saves => Some(first),
    };
    let start = Barrier::new(3);
    let (got, owners) = thread::scope(|scope| {
        let sessions = wants.map(|want| {
            let (start, id) = (&start, &id);
            scope.spawn(move || {
                // A program that starts also opens the store in that instant.
                let mut early = (want != Want::Adopt).then(|| open(dir));
                start.wait();
                let mut store = early.take().unwrap_or_else(|| open(dir));
                let got = act(&mut store, want, id);
                (store, got)
            })
        });
        start.wait();
        match owner {
            Owner::Parks => drop(kept.as_mut().unwrap().park_draft().unwrap()),
            Owner::Ends => drop(kept.take()),
            Owner::Saves => kept.as_mut().unwrap().save_draft(&draft("A"), at(1)).unwrap(),
            Owner::Parked | Owner::Gone => {}
        }
        let sessions = sessions.map(|session| session.join().unwrap());
        let got = [sessions[0].1, sessions[1].1];
        // The one that has it says so, while all of them live.
        let mut look = open(dir);
        let holders = look.drafts().unwrap().into_iter().map(|draft| draft.holder);
        let holders: Vec<Holder> = holders.collect();
        for (mut store, got) in sessions {
            let list = store.drafts().unwrap();
            let has_it = list.iter().any(|draft| draft.holder == Holder::Own);
            assert_eq!(has_it, got == Got::It && !list.is_empty(), "{list:?}");
        }
        (got, holders)
    });
    drop(kept);
    (got, owners)
}

/// What must hold after a race.
#[track_caller]
fn is_right(owner: Owner, wants: [Want; 2], got: [Got; 2], holders: &[Holder]) {
    let name = format!("{owner:?}, {wants:?}: {got:?}, {holders:?}");
    let winners: Vec<Want> = (0..2)
        .filter(|at| got[*at] == Got::It)
        .map(|at| wants[at])
        .collect();
    assert!(winners.len() <= 1, "{name}");
    match (winners.first(), owner) {
        (Some(Want::Delete), _) => assert!(holders.is_empty(), "{name}"),
        // It was not to be had any more, or not yet; and it is there.
        (None, Owner::Parks) => assert_eq!(holders, [Holder::Parked], "{name}"),
        (Some(_), _) | (None, Owner::Saves) => assert!(matches!(holders, [Holder::Other(_)]), "{name}"),
        (None, Owner::Ends) => assert_eq!(holders, [Holder::Gone], "{name}"),
        (None, Owner::Parked | Owner::Gone) => panic!("nobody got it: {name}"),
    }
    let kept = owner == Owner::Saves;
    assert!(!kept || winners.is_empty(), "somebody took it: {name}");
}

#[test]
fn of_two_sessions_one_has_the_draft() {
    let (mut races, mut won) = (0, 0);
    for _ in 0..rounds() {
        for (owner, wants) in [
            (Owner::Parked, [Want::Open, Want::Open]),
            (Owner::Parked, [Want::Open, Want::Delete]),
            (Owner::Gone, [Want::Open, Want::Open]),
            (Owner::Gone, [Want::Adopt, Want::Adopt]),
            (Owner::Gone, [Want::Adopt, Want::Open]),
            (Owner::Gone, [Want::Adopt, Want::Delete]),
            (Owner::Parks, [Want::Open, Want::Open]),
            (Owner::Parks, [Want::Open, Want::Delete]),
            (Owner::Ends, [Want::Open, Want::Adopt]),
            (Owner::Ends, [Want::Adopt, Want::Adopt]),
            (Owner::Saves, [Want::Open, Want::Adopt]),
        ] {
            let home = TempDir::new().unwrap();
            let (got, holders) = race(home.path(), owner, wants);
            is_right(owner, wants, got, &holders);
            races += 1;
            won += usize::from(got.contains(&Got::It));
        }
    }
    println!(
        "{races} races for a draft: {won} had one winner, {} none, 0 two",
        races - won
    );
}

#[test]
fn of_two_programs_one_has_the_card() {
    let rounds = (rounds() / 10).max(1);
    for round in 0..rounds {
        let home = Home::new("https://x.thulium.com", "");
        let mut first = home.start((80, 24));
        first.send("Zbigniew");
        first.wait_for(|screen| {
            let text = screen.contents();
            text.contains("Zbigniew") && text.contains(words::SAVED)
        });
        first.kill(Signal::KILL);
        first.wait_end();
        let both = [(); 2].map(|()| home.run(&[], (80, 24)));
        let has_it = both.map(|mut program| {
            program.wait_for_text("Surname");
            let has_it = program.text().contains("Zbigniew");
            // The other one has a card of its own.
            program.send("Q");
            program.wait_for_text(if has_it { "ZbigniewQ" } else { "Q" });
            (program, has_it)
        });
        let owners = has_it.iter().filter(|(_, has_it)| *has_it).count();
        assert_eq!(owners, 1, "round {round}");
    }
    println!("{rounds} races of two programs for a card: {rounds} had one owner");
}
