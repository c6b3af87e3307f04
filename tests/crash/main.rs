//! The promise under attack: nothing typed is lost, and nobody is created twice, whenever and however the program dies.
//!
//! Each run starts the built program in a terminal of its own, with a CRM of its own over a real socket; types a card or
//! more, as chance will have it; kills the program at some moment; and compares what the operator saw and what the CRM
//! got with what the store has when it is opened again. A run is decided by its number, so that it can be repeated, as
//! far as the machine's own timing allows: `KARTOTEKA_CRASH_SEED` is the number of the first run, and
//! `KARTOTEKA_CRASH_RUNS` says how many follow.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod aftermath;
    pub mod dice;
    pub mod echo;
    pub mod faults;
    pub mod home;
    pub mod pty;
    pub mod recorder;
    pub mod typist;
    pub mod wire;
}
mod companies;
mod company_keys;
mod damage;
mod demo;
mod judge;
mod masked;
mod plan;
mod run;
mod stalled;
mod taking;
mod tally;

use std::any::Any;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;
use support::recorder::Recorder;
use taking::Found;
use tally::Tally;

/// How many runs there are that die while an operator looks on, unless the environment says otherwise.
const RUNS: u64 = 240;
/// How many of them end on a terminal that nobody reads.
const STALLED: u64 = 40;
/// How many of them send a company and its customer.
const COMPANIES: u64 = 36;
/// How many go on at the same time. Most of them wait most of the time.
const AT_ONCE: usize = 6;

#[test]
fn nothing_is_lost_or_doubled_whenever_and_however_the_program_dies() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(RUNS);
    let tally = Mutex::new(Tally::default());
    let failures = repeat("crash", runs, |number| {
        let verdict = run::run(number);
        tally.lock().unwrap().add(&verdict);
    });
    let mut tally = tally.into_inner().unwrap();
    for (_, why) in &failures {
        tally.add_fault(why);
    }
    say(&format!("{tally}\n"));
    assert_none(&failures);
    assert!(tally.keeps(judge::PROMISE), "{tally}");
}

#[test]
fn a_customer_taken_over_is_kept_or_a_draft_whenever_the_program_dies() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(RUNS) / 4;
    let found = Mutex::new(Vec::new());
    let failures = repeat("taking over", runs, |number| {
        let place = taking::run(number);
        found.lock().unwrap().push(place);
    });
    let found = found.into_inner().unwrap();
    let drafts = found.iter().filter(|place| **place == Found::Draft).count();
    say(&format!(
        "  {drafts} drafts, {} in the history\n",
        found.len() - drafts
    ));
    assert_none(&failures);
}

#[test]
fn a_company_and_its_customer_are_created_once_whenever_the_program_dies() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(COMPANIES);
    let ends = Mutex::new(BTreeMap::<companies::Left, u64>::new());
    let failures = repeat("companies", runs, |number| {
        let left = companies::run(number);
        *ends.lock().unwrap().entry(left).or_default() += 1;
    });
    for (left, runs) in ends.into_inner().unwrap() {
        say(&format!("  {runs:4} {left}\n"));
    }
    assert_none(&failures);
}

#[test]
fn a_terminal_that_nobody_reads_costs_nothing() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(STALLED);
    let tally = Mutex::new(stalled::Tally::default());
    let failures = repeat("stalled", runs, |number| {
        let verdict = stalled::run(number);
        tally.lock().unwrap().add(verdict);
    });
    say(&tally.into_inner().unwrap().to_string());
    assert_none(&failures);
}

#[test]
fn nobody_is_sent_again_without_a_word_whatever_is_damaged() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(RUNS) / 4;
    let crm = Recorder::start(&[], 700);
    let url = crm.url();
    let templates = damage::templates(&url);
    let found: Mutex<BTreeMap<_, (u64, damage::Verdict)>> = Mutex::default();
    let failures = repeat("damage", runs, |number| {
        let (file, damage, verdict) = damage::run(number, &templates, &url);
        let mut found = found.lock().unwrap();
        let (runs, all) = found.entry((file, damage)).or_default();
        *runs += 1;
        all.add(&verdict);
    });
    for ((file, damage), (runs, verdict)) in found.into_inner().unwrap() {
        say(&format!("  {file} {damage:?}: {runs} runs, {verdict}\n"));
    }
    assert_none(&failures);
    assert_nobody_came(crm);
}

#[test]
fn nobody_is_sent_again_without_a_word_where_both_files_are_damaged() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(RUNS) / 4;
    let crm = Recorder::start(&[], 700);
    let url = crm.url();
    let templates = damage::templates(&url);
    let found: Mutex<BTreeMap<_, (u64, damage::Verdict)>> = Mutex::default();
    let failures = repeat("damage of both", runs, |number| {
        let (database, keys, verdict) = damage::run_both(number, &templates, &url);
        let mut found = found.lock().unwrap();
        let (runs, all) = found.entry((database, keys)).or_default();
        *runs += 1;
        all.add(&verdict);
    });
    let mut all = damage::Verdict::default();
    for ((database, keys), (runs, verdict)) in found.into_inner().unwrap() {
        say(&format!("  {database:?} and {keys:?}: {runs} runs, {verdict}\n"));
        all.add(&verdict);
    }
    say(&format!("  in all: {all}\n"));
    assert_none(&failures);
    assert_nobody_came(crm);
}

/// Whether no customer reached the CRM.
#[track_caller]
fn assert_nobody_came(crm: Recorder) {
    let arrivals = crm.finish();
    assert!(
        arrivals.iter().all(|arrival| arrival.body.is_none()),
        "{arrivals:?}"
    );
}

#[test]
fn a_store_that_masks_keeps_no_value_of_a_customer_and_loses_none_of_others() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(RUNS) / 4;
    let ends = Mutex::new(BTreeMap::<masked::End, u64>::new());
    let failures = repeat("masked", runs, |number| {
        let end = masked::run(number);
        *ends.lock().unwrap().entry(end).or_default() += 1;
    });
    say(&format!("  {:?}\n", ends.into_inner().unwrap()));
    assert_none(&failures);
}

#[test]
fn a_demo_that_is_killed_goes_on_where_it_was() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(RUNS) / 8;
    let ends = Mutex::new(BTreeMap::<demo::End, u64>::new());
    let failures = repeat("demo", runs, |number| {
        let end = demo::run(number);
        *ends.lock().unwrap().entry(end).or_default() += 1;
    });
    say(&format!("  {:?}\n", ends.into_inner().unwrap()));
    assert_none(&failures);
}

/// Does so many runs, several at the same time. Gives the numbers of those that failed, and why.
fn repeat(what: &str, runs: u64, run: impl Fn(u64) + Sync) -> Vec<(u64, String)> {
    let seed = setting("KARTOTEKA_CRASH_SEED").unwrap_or_else(|| u64::from(getrandom::u32().unwrap()));
    let began = Instant::now();
    say(&format!(
        "{what}: {runs} runs from KARTOTEKA_CRASH_SEED={seed} on\n"
    ));
    let failures = Mutex::new(Vec::new());
    let next = AtomicU64::new(seed);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number - seed >= runs {
                return;
            }
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| run(number))) {
                failures.lock().unwrap().push((number, words(&*panic)));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(work);
        }
    });
    say(&format!("{what}: in {} s\n", began.elapsed().as_secs()));
    failures.into_inner().unwrap()
}

#[track_caller]
fn assert_none(failures: &[(u64, String)]) {
    let failures = failures.iter().map(|(number, why)| {
        format!("KARTOTEKA_CRASH_SEED={number} KARTOTEKA_CRASH_RUNS=4 repeats it: {why}\n")
    });
    let failures: String = failures.collect();
    assert!(failures.is_empty(), "{failures}");
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().expect(name))
}

/// Tells it also when the test passes: the test harness keeps to itself what is printed.
fn say(words: &str) {
    let _ = std::io::stderr().lock().write_all(words.as_bytes());
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").to_owned()
}
