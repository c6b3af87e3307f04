//! What must hold after a run: for the card, and for the journal.

use crate::plan::{Plan, Way};
use crate::support::aftermath::{Aftermath, Record};
use crate::support::echo::Echo;
use crate::support::recorder::{Act, Arrival, Stage};
use crate::support::typist::{Fields, customer};
use serde_json::Value;
use std::fmt;
use std::time::{Duration, Instant};

/// What `kill -9` may cost.
pub const PROMISE: Duration = Duration::from_millis(250);
/// What a machine needs beside it that has more to do than it has processors: in that time the program must be woken, draw
/// a frame and write to the file, while other programs of this test and other tests do the same. What is lost at the most
/// in truth is in the counts.
const SLACK: Duration = Duration::from_millis(750);

/// A press of the key that sends.
#[derive(Debug)]
pub struct Press {
    /// How many keys had been typed.
    pub key: usize,
    /// The state that the screen told before the end, if it did.
    pub told: Option<&'static str>,
}

/// All that is known of a run.
pub struct Evidence {
    pub plan: Plan,
    /// The card at the beginning and after each key.
    pub states: Vec<Fields>,
    pub presses: Vec<Press>,
    pub echo: Echo,
    /// All that was seen before this moment was seen before the end.
    pub died_at: Instant,
    /// What reached the CRM.
    pub arrivals: Vec<Arrival>,
    pub aftermath: Aftermath,
    /// What the preview of the next program showed, if one was started; and whether it would not send that again.
    pub reopened: Option<(Value, bool)>,
}

impl fmt::Debug for Evidence {
    /// Leaves out the states in between: they are many, and the number of the run brings them back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence")
            .field("plan", &self.plan)
            .field("keys", &(self.states.len() - 1))
            .field("card", &self.states.last())
            .field("presses", &self.presses)
            .field("seen", &self.echo.seen.last())
            .field("told", &self.echo.told)
            .field("arrivals", &self.arrivals)
            .field("aftermath", &self.aftermath)
            .field("reopened", &self.reopened)
            .finish_non_exhaustive()
    }
}

/// What came of a run in which nothing is wrong.
#[derive(Debug)]
pub struct Verdict {
    pub way: Way,
    /// Where the end fell.
    pub fell: &'static str,
    /// Whether a card came back.
    pub restored: bool,
    /// Whether the next program would not send the card again, if one was started.
    pub reopened: Option<bool>,
    /// Whether another one was killed before it, while it started.
    pub stillborn: bool,
    /// How long before the end the oldest of the keys that are lost was on the screen.
    pub lost: Option<Duration>,
    /// How many requests reached the CRM whole.
    pub requests: usize,
    /// The states of the journal's records.
    pub states: Vec<String>,
}

/// Compares what was seen and what arrived with what the store has.
///
/// # Panics
/// If anything is lost, doubled or otherwise wrong; the message begins with that word.
pub fn judge(run: &Evidence) -> Verdict {
    judge_arrivals(run);
    for press in &run.presses {
        judge_press(run, press);
    }
    for id in &run.echo.told {
        let mut ids = run.aftermath.records.iter().map(|record| &record.customer_id);
        assert!(
            ids.any(|known| known.as_ref() == Some(id)),
            "lost: the record of customer {id}, of which the screen told; {run:#?}"
        );
    }
    let lost = judge_card(run);
    let bodies = run.arrivals.iter().filter(|arrival| arrival.body.is_some());
    let states = run.aftermath.records.iter().map(|record| record.state.clone());
    Verdict {
        way: run.plan.way,
        fell: fell(run),
        restored: !run.aftermath.drafts.is_empty(),
        reopened: run.reopened.as_ref().map(|(_, refused)| *refused),
        stillborn: run.plan.stillborn,
        lost,
        requests: bodies.count(),
        states: states.collect(),
    }
}

/// The journal's record of a payload; there may be one at most.
fn record_of<'a>(run: &'a Evidence, payload: &Value) -> Option<&'a Record> {
    let records = run.aftermath.records.iter();
    let mut records = records.filter(|record| &json(record.payload.as_bytes()) == payload);
    let found = records.next();
    assert!(
        records.next().is_none(),
        "doubled: two records of one press; {run:#?}"
    );
    found
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("a customer")
}

/// Everything in the journal was typed, everything that reached the CRM was in the journal first, and nothing reached it
/// twice.
fn judge_arrivals(run: &Evidence) {
    let records = &run.aftermath.records;
    assert!(
        records.len() <= run.presses.len(),
        "doubled: more sends than presses; {run:#?}"
    );
    for record in records {
        let payload = json(record.payload.as_bytes());
        let mut typed = run.presses.iter().map(|press| customer(&run.states[press.key]));
        assert!(
            typed.any(|typed| typed == payload),
            "wrong: nobody sent {record:#?}; {run:#?}"
        );
    }
    let posts = run.arrivals.iter().filter(|arrival| arrival.act.is_some());
    assert!(
        posts.count() <= records.len(),
        "lost: sent and not written down; {run:#?}"
    );
    for (number, arrival) in run.arrivals.iter().enumerate() {
        let Some(body) = &arrival.body else { continue };
        let again = run.arrivals[..number]
            .iter()
            .any(|other| other.body.as_ref() == Some(body));
        assert!(!again, "doubled: a customer was sent twice; {run:#?}");
        let same = records.iter().filter(|record| record.payload.as_bytes() == body);
        assert_eq!(same.count(), 1, "lost: the record of what the CRM got; {run:#?}");
    }
}

/// A press has one record with what was typed, in a state that agrees with what the CRM did and the screen told.
fn judge_press(run: &Evidence, press: &Press) {
    let card = &run.states[press.key];
    let payload = customer(card);
    let Some(record) = record_of(run, &payload) else {
        assert!(
            press.told.is_none(),
            "lost: told and not written down, {press:?}; {run:#?}"
        );
        return;
    };
    assert_eq!(&record.card, card, "wrong: the card in the journal; {run:#?}");
    let arrival = run
        .arrivals
        .iter()
        .find(|arrival| arrival.body.as_ref().is_some_and(|body| json(body) == payload));
    let state = record.state.as_str();
    let right = match arrival {
        // What was never sent can be unknown: the end came first, and the next program cannot tell. A program that has
        // the time to say so calls the send off, and then it surely never went out.
        None => state == "unknown" || (state == "not_sent" && (run.plan.away || run.plan.way != Way::Kill)),
        Some(arrival) if arrival.stage < Stage::Answered => state == "unknown",
        Some(arrival) => {
            let answered = match arrival.act {
                Some(Act::Create | Act::CreateWhenTold) => "created",
                Some(Act::Refuse) => "rejected",
                _ => "unknown",
            };
            // An answer that the program did not live to read, or did not wait for, is no answer.
            let unread = (press.told.is_none() || run.plan.is_hasty()) && state == "unknown";
            state == answered || unread
        }
    };
    assert!(right, "wrong: {record:#?} of {arrival:#?}; {run:#?}");
    let given = arrival.and_then(|arrival| arrival.id.as_ref());
    let known = record.customer_id.as_ref();
    assert!(
        known.is_none() || known == given,
        "wrong: the id {known:?} for {given:?}; {run:#?}"
    );
    if let Some(told) = press.told {
        assert_eq!(state, told, "wrong: the screen told another state; {run:#?}");
    }
}

/// The card that came back is one that was typed, and new enough. Gives how long before the end the oldest of the keys
/// that are lost was on the screen.
fn judge_card(run: &Evidence) -> Option<Duration> {
    let drafts = &run.aftermath.drafts;
    assert!(drafts.len() <= 1, "doubled: two cards came back; {run:#?}");
    let nothing = Fields::new();
    let card = drafts.first().unwrap_or(&nothing);
    if let Some((reopened, refused)) = &run.reopened {
        let customer = customer(card);
        assert_eq!(
            reopened, &customer,
            "wrong: the screen has another card; {run:#?}"
        );
        let unknown = record_of(run, &customer).is_some_and(|record| record.state == "unknown");
        assert_eq!(
            *refused, unknown,
            "doubled: the next program would send what nobody knows of; {run:#?}"
        );
    }
    let (fewest, most) = may_come_back(run);
    if fewest == run.states.len() {
        assert!(
            card.is_empty(),
            "doubled: the card of a customer that exists came back; {run:#?}"
        );
        return None;
    }
    let found = (fewest..=most).rev().find(|key| &run.states[*key] == card);
    let Some(found) = found else {
        panic!("lost: {card:?} came back, and not the card after {fewest} to {most} keys; {run:#?}");
    };
    let lost_since = run.echo.since(found + 1)?;
    run.died_at.checked_duration_since(lost_since)
}

/// After how many keys the card may be that comes back: at the fewest, at the most. One more than all keys is the empty
/// card after a customer was created.
fn may_come_back(run: &Evidence) -> (usize, usize) {
    let most = run.states.len() - 1;
    let seen = match run.plan.way {
        Way::Kill => run
            .died_at
            .checked_sub(PROMISE + SLACK)
            .map_or(0, |time| run.echo.by(Some(time))),
        // All that was on the screen had been read; later even, for what was read in the end may not have been drawn.
        _ => run.echo.by(None),
    };
    let mut fewest = seen;
    for press in &run.presses {
        let Some(record) = record_of(run, &customer(&run.states[press.key])) else {
            continue;
        };
        // The card is saved before it is sent, and locked until the end is reported.
        let created = usize::from(record.state == "created");
        fewest = fewest.max(press.key + created);
    }
    (fewest, most)
}

/// Where the end fell, by what is known afterwards.
fn fell(run: &Evidence) -> &'static str {
    let typed_on =
        |press: &&Press| press.key + usize::from(press.told == Some("created")) < run.states.len() - 1;
    let Some(press) = run.presses.last().filter(|press| !typed_on(press)) else {
        return if run.echo.review_shown {
            "in the review"
        } else {
            "while typing"
        };
    };
    let payload = customer(&run.states[press.key]);
    let Some(record) = record_of(run, &payload) else {
        return "after Enter, not in the journal";
    };
    if press.told.is_some() {
        return "told on the screen";
    }
    if !record.interrupted {
        return "ended in the journal, not told";
    }
    let mut arrivals = run.arrivals.iter().filter(|arrival| arrival.act.is_some());
    let arrival = arrivals.nth(run.presses.len() - 1);
    match arrival.map(|arrival| arrival.stage) {
        None | Some(Stage::Connected) => "in the journal, not at the CRM",
        Some(Stage::Head) => "partly at the CRM",
        Some(Stage::Whole) => "at the CRM, not answered",
        Some(Stage::Answered) => "answered, not in the journal",
    }
}
