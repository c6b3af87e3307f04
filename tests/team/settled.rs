//! Two clerks settle the same attempt.

use crate::owed::desk;
use crate::place::{Place, places};
use kartoteka::claims::{self, TeamGuard};
use kartoteka::customer::{Settlement, StoredDetail};
use kartoteka::store::handle::StoreHandle;
use kartoteka::team::{Error, ReportedEnd};
use std::sync::Barrier;
use std::thread;
use tempfile::TempDir;

const ATTEMPTS: usize = 100;

/// A desk that settles what others have sent, and does so when the other one does.
struct Desk<'a> {
    guard: TeamGuard,
    journal: StoreHandle,
    id: &'static str,
    both: &'a Barrier,
    _home: TempDir,
}

impl<'a> Desk<'a> {
    fn of(place: &Place, login: &str, id: &'static str, both: &'a Barrier) -> Self {
        let (guard, journal, _, home) = desk(place, login, StoredDetail::Full);
        Self {
            guard,
            journal,
            id,
            both,
            _home: home,
        }
    }

    /// Settles one attempt after another as created under its id. Whatever comes of one, it goes on: the other desk waits for it.
    fn settle_all(mut self, attempts: &[String]) -> Vec<Result<Settled, claims::Error>> {
        let settlement = Settlement::Created(self.id.to_owned());
        let settle = |attempt: &String| {
            self.both.wait();
            self.guard.settle(&mut self.journal, attempt, &settlement)
        };
        attempts.iter().map(settle).collect()
    }
}

/// Who had settled it before, and how.
type Settled = Option<(Settlement, String)>;

#[test]
fn of_two_who_settle_an_attempt_at_once_the_slower_one_learns_who_was_faster() {
    for place in places() {
        let mut sender = place.clerk("ewa");
        let attempts: Vec<String> = (0..ATTEMPTS).map(|number| format!("a{number}")).collect();
        for attempt in &attempts {
            sender.claim(
                attempt,
                &format!(r#"{{"surname":"Nowak","identifier":"{attempt}"}}"#),
            );
            sender.report(attempt, ReportedEnd::Unknown);
        }
        let both = Barrier::new(2);
        let one = Desk::of(&place, "iga", "7001", &both);
        let other = Desk::of(&place, "olga", "7002", &both);
        let (ones, others) = thread::scope(|scope| {
            let one = scope.spawn(|| one.settle_all(&attempts));
            let others = other.settle_all(&attempts);
            (one.join().unwrap(), others)
        });
        for (attempt, ends) in attempts.iter().zip(ones.into_iter().zip(others)) {
            let kept = sender.attempt(attempt).unwrap().customer_id;
            let (faster, told) = match ends {
                (Ok(None), Err(claims::Error::Team(Error::SettledOtherwise { by, .. }))) => ("7001", by),
                (Err(claims::Error::Team(Error::SettledOtherwise { by, .. })), Ok(None)) => ("7002", by),
                ends => panic!("{attempt}: {ends:?}"),
            };
            let clerk = if faster == "7001" { "iga" } else { "olga" };
            assert_eq!(told, format!("{clerk}@desk"), "{attempt}");
            assert_eq!(kept.as_deref(), Some(faster), "{attempt}");
        }
    }
}
