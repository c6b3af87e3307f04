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
mod judge;
mod plan;
mod run;
mod tally;

use std::any::Any;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;
use tally::Tally;

/// How many runs there are, unless the environment says otherwise.
const RUNS: u64 = 240;
/// How many go on at the same time. Most of them wait most of the time.
const AT_ONCE: usize = 6;

#[test]
fn nothing_is_lost_or_doubled_whenever_and_however_the_program_dies() {
    let runs = setting("KARTOTEKA_CRASH_RUNS").unwrap_or(RUNS);
    let seed = setting("KARTOTEKA_CRASH_SEED").unwrap_or_else(|| u64::from(getrandom::u32().unwrap()));
    let began = Instant::now();
    say(&format!(
        "crash: {runs} runs from KARTOTEKA_CRASH_SEED={seed} on\n"
    ));
    let tally = Mutex::new(Tally::default());
    let failures = Mutex::new(Vec::new());
    let next = AtomicU64::new(seed);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number - seed >= runs {
                return;
            }
            match catch_unwind(AssertUnwindSafe(|| run::run(number))) {
                Ok(verdict) => tally.lock().unwrap().add(&verdict),
                Err(panic) => {
                    let why = words(&*panic);
                    tally.lock().unwrap().add_fault(&why);
                    failures.lock().unwrap().push((number, why));
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(work);
        }
    });
    let failures = failures.into_inner().unwrap();
    let seconds = began.elapsed().as_secs();
    let tally = tally.into_inner().unwrap();
    say(&format!("{tally}  in {seconds} s\n"));
    let failures = failures.iter().map(|(number, why)| {
        format!("KARTOTEKA_CRASH_SEED={number} KARTOTEKA_CRASH_RUNS=1 repeats it: {why}\n")
    });
    let failures: String = failures.collect();
    assert!(failures.is_empty(), "{failures}");
    assert!(tally.keeps(judge::PROMISE), "{tally}");
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
