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
    stillborn: usize,
    requests: usize,
    states: BTreeMap<String, usize>,
    /// The runs that lost keys that were on the screen, and the age of the oldest.
    lost: usize,
    oldest: Duration,
    /// The runs with a fault, by its kind.
    faults: BTreeMap<&'static str, usize>,
}

impl Tally {
    pub fn add(&mut self, verdict: &Verdict) {
        self.runs += 1;
        let ways = self.ends.entry(verdict.fell).or_default();
        *ways.entry(verdict.way.name()).or_default() += 1;
        self.restored += usize::from(verdict.restored);
        self.reopened += usize::from(verdict.reopened);
        self.stillborn += usize::from(verdict.stillborn);
        self.requests += verdict.requests;
        for state in &verdict.states {
            *self.states.entry(state.clone()).or_default() += 1;
        }
        self.lost += usize::from(verdict.lost.is_some());
        self.oldest = self.oldest.max(verdict.lost.unwrap_or_default());
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
            self.lost,
            self.oldest.as_millis()
        )?;
        let count = |what| self.faults.get(what).copied().unwrap_or_default();
        let counts = [LOST, DOUBLED, WRONG].map(|what| format!("{} {what}", count(what)));
        writeln!(f, "  {}", counts.join(", "))
    }
}
