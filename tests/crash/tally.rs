//! The counts of all runs.

use crate::judge::Verdict;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

const LOST: &str = "lost";
const DOUBLED: &str = "doubled";
const WRONG: &str = "wrong";

/// What has come of the runs so far.
#[derive(Debug, Default)]
pub struct Tally {
    runs: usize,
    /// The runs by where the end fell and by the way of dying.
    ends: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    restored: usize,
    reopened: usize,
    /// How often the card came back and could not be sent again, since nobody knows what became of it.
    refused: usize,
    stillborn: usize,
    requests: usize,
    states: BTreeMap<String, usize>,
    /// The runs that lost keys that were on the screen, and the age of the oldest.
    lost: Vec<Duration>,
    /// The runs with a fault, by its kind.
    faults: BTreeMap<&'static str, usize>,
}

impl Tally {
    pub fn add(&mut self, verdict: &Verdict) {
        self.runs += 1;
        let ways = self.ends.entry(verdict.fell).or_default();
        *ways.entry(verdict.way.name()).or_default() += 1;
        self.restored += usize::from(verdict.restored);
        self.reopened += usize::from(verdict.reopened.is_some());
        self.stillborn += usize::from(verdict.stillborn);
        self.requests += verdict.requests;
        for state in &verdict.states {
            *self.states.entry(state.clone()).or_default() += 1;
        }
        self.lost.extend(verdict.lost);
        self.refused += usize::from(verdict.reopened == Some(true));
    }

    /// Whether at least three in four of the kills that cost keys cost no more than is promised. Each of them alone may
    /// cost more on a machine that is busy with something else.
    pub fn keeps(&self, promise: Duration) -> bool {
        let kept = self.lost.iter().filter(|lost| **lost <= promise).count();
        4 * kept >= 3 * self.lost.len()
    }

    /// Counts a run with a fault by the word that its message begins with.
    pub fn add_fault(&mut self, message: &str) {
        let kind = [LOST, DOUBLED].into_iter().find(|kind| message.starts_with(kind));
        *self.faults.entry(kind.unwrap_or(WRONG)).or_default() += 1;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = self.runs;
        writeln!(f, "crash: {runs} runs without fault, by where the end fell")?;
        for (fell, ways) in &self.ends {
            let runs: usize = ways.values().sum();
            let ways: Vec<String> = ways.iter().map(|(way, runs)| format!("{way} {runs}")).collect();
            writeln!(f, "  {runs:4} {fell} ({})", ways.join(", "))?;
        }
        writeln!(f, "  {} cards came back", self.restored)?;
        writeln!(
            f,
            "  {} times a next program was started and its screen read, {} times one was killed while it started",
            self.reopened, self.stillborn
        )?;
        writeln!(
            f,
            "  {} times it was asked to send a card again of which nobody knows, and would not",
            self.refused
        )?;
        let states: Vec<String> = self
            .states
            .iter()
            .map(|(state, runs)| format!("{runs} {state}"))
            .collect();
        writeln!(
            f,
            "  {} requests reached the CRM whole; the journal has {}",
            self.requests,
            states.join(", ")
        )?;
        writeln!(
            f,
            "  {} kills cost keys that were on the screen already, for {} ms at the most",
            self.lost.len(),
            self.lost.iter().max().map_or(0, Duration::as_millis)
        )?;
        let count = |what| self.faults.get(what).copied().unwrap_or_default();
        let counts = [LOST, DOUBLED, WRONG].map(|what| format!("{} {what}", count(what)));
        writeln!(f, "  {}", counts.join(", "))
    }
}
