//! The end on a terminal that nobody reads, in both fronts: what was read is on disk, the answer is in the journal, and the
//! program ends.

use crate::judge::PROMISE;
use crate::plan::Way;
use crate::run::{SIZE, end};
use crate::support::aftermath::{Aftermath, drafts, states};
use crate::support::dice::Dice;
use crate::support::echo::words;
use crate::support::home::Home;
use crate::support::pty::Pty;
use crate::support::recorder::{Act, Recorder, Stage};
use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

const REVIEW: &str = "\x1b[19~";
/// What a machine that has more to do than it has processors needs beside what `kill -9` may cost.
const SLACK: Duration = Duration::from_millis(750);

/// What came of a run in which nothing is wrong.
pub struct Verdict {
    lines: bool,
    way: Way,
    /// How many letters were read by the program while nobody read what it wrote.
    letters: usize,
    /// How long before a kill the oldest of the letters was read that are lost.
    lost: Option<Duration>,
    /// From the answer to its place in the journal.
    answered: Option<Duration>,
    /// From the signal to the end.
    ended: Duration,
}

/// Does one run and says what came of it.
///
/// # Panics
/// If anything is lost, doubled or wrong.
pub fn run(number: u64) -> Verdict {
    let mut dice = Dice::new(number);
    let way = Way::ALL[usize::try_from(number / 2 % 8).unwrap_or_default()];
    let crm = Recorder::start(&[Act::CreateWhenTold], 324);
    let home = Home::new(&crm.url(), "");
    let mut front = Front {
        lines: number % 2 == 1,
        pty: home.run(if number % 2 == 1 { &["--plain"] } else { &[] }, SIZE),
    };
    front.begin();
    let sends = dice.percent(50);
    if sends {
        front.send(&crm);
    }
    front.stall(dice.percent(50) && !sends);
    let answered = sends.then(|| {
        let told_at = Instant::now();
        crm.tell();
        front
            .pty
            .wait_unseen("written down the answer", || states(&home.data()) == ["created"]);
        told_at.elapsed()
    });
    let typed = front.type_unseen(&mut dice, if sends { "" } else { "Abc" });
    let pause = dice.pause(0, 700);
    front.pty.look_on(pause);
    let died_at = Instant::now();
    end(&mut front.pty, way);
    let status = front.pty.wait_end();
    let ended = died_at.elapsed();
    assert_ne!(status.exit_code(), 101, "{}: a panic", way.name());
    judge_sends(crm, &home, sends);
    Verdict {
        lines: front.lines,
        way,
        letters: typed.len() - 2,
        lost: lost(&typed, died_at, &home, way),
        answered,
        ended,
    }
}

/// The surnames that the card had had, each with the moment at which its last letter had been read.
type Typed = Vec<(Instant, String)>;

/// The program in one of its fronts.
struct Front {
    lines: bool,
    pty: Pty,
}

impl Front {
    fn begin(&mut self) {
        if self.lines {
            self.pty
                .wait_for(|screen| screen.contents().trim_end().ends_with("Surname, required:"));
            self.pty.send("Abc\n");
            self.pty
                .wait_for(|screen| screen.contents().trim_end().ends_with("Name:"));
        } else {
            self.pty.wait_for_text(words::READY);
            self.pty.send("Abc");
            self.pty.wait_for_text("\"surname\": \"Abc\"");
        }
    }

    /// Sends the card. The CRM has it, and does not answer yet.
    fn send(&mut self, crm: &Recorder) {
        if self.lines {
            self.pty.send("/send\n");
            self.pty
                .wait_for(|screen| screen.contents().trim_end().ends_with("Yes or no:"));
            self.pty.send("yes\n");
        } else {
            self.pty.send(REVIEW);
            self.pty.wait_for_text(words::REVIEW);
            self.pty.send("\r");
        }
        crm.wait_for(0, Stage::Whole);
    }

    /// Stops reading, and has the terminal filled: by the program itself, if that is wanted.
    fn stall(&mut self, by_itself: bool) {
        match (by_itself, self.lines) {
            (false, _) => self.pty.stall(),
            (true, false) => self.pty.fill_by_sizes(SIZE),
            (true, true) => {
                self.pty.look_away();
                while !self.pty.is_full() {
                    self.pty.send_unseen("/help\n");
                }
            }
        }
    }

    /// Types on, at the pace of chance. The card has this surname already.
    fn type_unseen(&mut self, dice: &mut Dice, surname: &str) -> Typed {
        let mut surname = surname.to_owned();
        let mut typed = vec![(Instant::now(), String::new()), (Instant::now(), surname.clone())];
        for _ in 0..dice.between(1, 8) {
            let letter = dice.pick(&['a', 'ą', 'd', 'ł', 'x']);
            surname.push(letter);
            if self.lines {
                self.pty.send_unseen("/go surname\n");
                self.pty.send_unseen(&format!("{surname}\n"));
            } else {
                self.pty.send_unseen(&letter.to_string());
            }
            typed.push((Instant::now(), surname.clone()));
            let pause = dice.pause(0, 120);
            self.pty.look_on(pause);
        }
        typed
    }
}

/// The card was sent once, or not at all, and the journal has what the CRM answered.
fn judge_sends(crm: Recorder, home: &Home, sends: bool) {
    let records = Aftermath::of(&home.data()).records;
    let states: Vec<&str> = records.iter().map(|record| record.state.as_str()).collect();
    let expected: &[&str] = if sends { &["created"] } else { &[] };
    assert_eq!(states, expected, "wrong: the journal");
    let arrivals = crm.finish();
    let posts = arrivals.iter().filter(|arrival| arrival.act.is_some()).count();
    assert_eq!(posts, expected.len(), "doubled: {arrivals:?}");
}

/// What was read is on the disk, but for what a kill may cost. Gives how long before it the oldest was read that is not.
fn lost(typed: &Typed, died_at: Instant, home: &Home, way: Way) -> Option<Duration> {
    let mut cards = drafts(&home.data());
    assert!(cards.len() <= 1, "doubled: {cards:?}");
    let card = cards.pop().unwrap_or_default();
    let surname = card.get("surname").map_or("", String::as_str);
    let found = typed.iter().rposition(|(_, typed)| typed == surname);
    let found = found.unwrap_or_else(|| panic!("wrong: {surname:?} of {typed:?}"));
    let (read_at, _) = typed.get(found + 1)?;
    let age = died_at.duration_since(*read_at);
    assert!(
        way == Way::Kill && age <= PROMISE + SLACK,
        "lost: {surname:?} of {typed:?}, {} ms after it was read, by {}",
        age.as_millis(),
        way.name()
    );
    Some(age)
}

/// The counts of all runs.
#[derive(Default)]
pub struct Tally(Vec<Verdict>);

impl Tally {
    pub fn add(&mut self, verdict: Verdict) {
        self.0.push(verdict);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut ways: BTreeMap<(bool, &str), Vec<Duration>> = BTreeMap::new();
        for verdict in &self.0 {
            let ends = ways.entry((verdict.lines, verdict.way.name())).or_default();
            ends.push(verdict.ended);
        }
        writeln!(f, "stalled: {} runs without fault", self.0.len())?;
        for ((lines, way), ends) in &ways {
            let front = if *lines { "lines" } else { "screen" };
            let most = ends.iter().max().map_or(0, Duration::as_millis);
            let late = ends.iter().filter(|ended| ended.as_millis() > 1000).count();
            writeln!(
                f,
                "  {front}, {way}: {} runs, ended within {most} ms, {late} later than a second",
                ends.len()
            )?;
        }
        let letters: usize = self.0.iter().map(|verdict| verdict.letters).sum();
        let lost: Vec<Duration> = self.0.iter().filter_map(|verdict| verdict.lost).collect();
        let old = lost.iter().filter(|age| **age > PROMISE).count();
        writeln!(
            f,
            "  {letters} times typed; {} kills cost some of it, {old} of them what was read more than {} ms before",
            lost.len(),
            PROMISE.as_millis()
        )?;
        let mut answers: Vec<Duration> = self.0.iter().filter_map(|verdict| verdict.answered).collect();
        answers.sort_unstable();
        let late = answers.iter().filter(|took| **took > PROMISE).count();
        writeln!(
            f,
            "  {} answers in the journal, after {} ms at the median and {} at the most; {late} later than {} ms",
            answers.len(),
            answers.get(answers.len() / 2).map_or(0, Duration::as_millis),
            answers.last().map_or(0, Duration::as_millis),
            PROMISE.as_millis()
        )
    }
}
