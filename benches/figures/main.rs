//! Measures a built kartoteka against the floor on an emulated terminal of 120x40, and prints a table; or many of it at once.
//!
//! `cargo run --release --example figures -- target/release/kartoteka target/release/examples/floor [idle seconds]`
//! `cargo run --release --example figures -- target/release/kartoteka sessions [how many] [idle seconds]`
//!
//! A start and a letter are measured from outside: from the spawn or the key to the last byte before the program is quiet for
//! 150 ms. The programs take turns, so that what else the machine does is shared by all. The figures are those of the machine
//! it runs on; only the ones side by side can be compared.

#[path = "../long_history.rs"]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark that fails may panic"
)]
mod long_history;
mod process;
#[path = "../../tests/support/pty.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a harness of tests"
)]
mod pty;
mod sessions;
mod subject;

use process::{status_number, switches, ticks};
use pty::Pty;
use rustix::process::Signal;
use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};
use subject::Subject;

const SIZE: (u16, u16) = (120, 40);
/// A size at which the sections are in one line.
const SMALLER: (u16, u16) = (80, 24);
const STARTS: usize = 21;
const RESIZES: usize = 10;
const LETTERS: usize = 100;
/// Who writes nothing for so long has written all that there is.
const QUIET: Duration = Duration::from_millis(150);
/// What is on the screen when the first frame is complete.
const COMPLETE: &str = "F1";
/// Letters for a field that takes anything.
const ALPHABET: &[u8] = b"abcdefghijklmnoprstuwyz";

/// What was measured, a label and a value a row.
type Rows = Vec<(&'static str, String)>;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, otherwise: u64| args.get(at).map_or(Ok(otherwise), |number| number.parse());
    let (Some(ours), Some(what)) = (args.first(), args.get(1)) else {
        return Err(
            "usage: figures <kartoteka> <floor> [idle seconds] | sessions [how many] [idle seconds]".into(),
        );
    };
    if what == "sessions" {
        let idle = Duration::from_secs(number(3, 60)?);
        return sessions::measure(ours, usize::try_from(number(2, 500)?)?, idle);
    }
    let idle = Duration::from_secs(number(2, 10)?);
    let subjects = [
        Subject::kartoteka("kartoteka", ours, 0)?,
        Subject::kartoteka("with 100,000 records", ours, 100_000)?,
        Subject::floor(what)?,
    ];
    let mut tables: [Rows; 3] = Default::default();
    starts(&subjects, &mut tables);
    letters(&subjects, &mut tables);
    for (subject, rows) in subjects.iter().zip(&mut tables) {
        rest_of(subject, idle, rows)?;
    }
    print_table(&subjects, &tables);
    Ok(())
}

/// The figures for which nobody has to take turns.
fn rest_of(subject: &Subject, idle: Duration, rows: &mut Rows) -> Result<(), Box<dyn Error>> {
    burst(&mut subject.start(), "500 letters at once", &text(500), "Ω", rows);
    let paste = format!("\x1b[200~{}\x1b[201~", text(10_000));
    burst(&mut subject.start(), "10 kB paste", &paste, "Ж", rows);
    resizes(&mut subject.start(), rows);
    rest(&subject.start(), idle, rows)?;
    let size = fs::metadata(&subject.program)?.len() / 1000;
    rows.push(("binary size", format!("{size} kB")));
    Ok(())
}

/// Starts each program in turn. The first round is not counted: it makes the store, and reads the program from the disk.
fn starts(subjects: &[Subject], tables: &mut [Rows]) {
    let mut found: Vec<_> = subjects.iter().map(|_| (Vec::new(), Vec::new())).collect();
    for round in 0..=STARTS {
        for (subject, (times, bytes)) in subjects.iter().zip(&mut found) {
            let mut pty = subject.spawn();
            let last = pty.last_byte(0, QUIET);
            if round > 0 {
                times.push(last - pty.started());
                bytes.push(pty.byte_count());
            }
            // In order, as an operator leaves.
            pty.kill(Signal::TERM);
            pty.wait_exit();
        }
    }
    for (rows, (times, bytes)) in tables.iter_mut().zip(&mut found) {
        rows.push(("start, fastest", millis(percentile(times, 1))));
        rows.push(("start, median", millis(percentile(times, 50))));
        rows.push(("bytes of the start", percentile(bytes, 50).to_string()));
    }
}

/// Types letters into each program in turn.
fn letters(subjects: &[Subject], tables: &mut [Rows]) {
    let mut running: Vec<_> = subjects
        .iter()
        .map(|subject| (subject.start(), Vec::new(), Vec::new()))
        .collect();
    for letter in ALPHABET.iter().cycle().take(LETTERS) {
        for (pty, times, bytes) in &mut running {
            let before = pty.byte_count();
            let typed = Instant::now();
            pty.send(&char::from(*letter).to_string());
            times.push(pty.last_byte(before, QUIET) - typed);
            bytes.push(pty.byte_count() - before);
        }
    }
    for (rows, (_, times, bytes)) in tables.iter_mut().zip(&mut running) {
        for (label, percent) in [
            ("letter, fastest", 1),
            ("letter, median", 50),
            ("letter, p95", 95),
            ("letter, p99", 99),
        ] {
            let (time, bytes) = (micros(percentile(times, percent)), percentile(bytes, percent));
            rows.push((label, format!("{time} / {bytes} B")));
        }
    }
}

/// Sends all at once, and a last mark that was not there before; it is done when the mark is on the screen.
fn burst(pty: &mut Pty, label: &'static str, keys: &str, mark: &str, rows: &mut Rows) {
    let before = pty.byte_count();
    let typed = Instant::now();
    pty.send(keys);
    pty.send(mark);
    pty.wait_for(|screen| screen.contents().contains(mark));
    rows.push((
        label,
        format!("{} / {} B", millis(typed.elapsed()), pty.byte_count() - before),
    ));
}

/// Makes the window smaller and larger; each time it is done when the upper left corner is that of the new frame.
fn resizes(pty: &mut Pty, rows: &mut Rows) {
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for _ in 0..RESIZES {
        for (size, begins) in [(SMALLER, "▸1"), (SIZE, " Sections")] {
            let before = pty.byte_count();
            let resized = Instant::now();
            pty.resize(size.0, size.1);
            pty.wait_for(|screen| {
                let first = screen.rows(0, size.0).next().unwrap_or_default();
                first.starts_with(begins)
            });
            times.push(resized.elapsed());
            bytes.push(pty.byte_count() - before);
        }
    }
    rows.push((
        "resize, median",
        format!(
            "{} / {} B",
            millis(percentile(&mut times, 50)),
            percentile(&mut bytes, 50)
        ),
    ));
}

/// Leaves the program alone.
fn rest(pty: &Pty, idle: Duration, rows: &mut Rows) -> Result<(), Box<dyn Error>> {
    rows.push((
        "resident memory",
        format!(
            "{} kB",
            status_number(&format!("/proc/{}/status", pty.pid()), "VmRSS:")?
        ),
    ));
    // Let the start's own work settle.
    std::thread::sleep(Duration::from_secs(1));
    let before = (pty.byte_count(), switches(pty.pid())?, ticks(pty.pid())?);
    std::thread::sleep(idle);
    let after = (pty.byte_count(), switches(pty.pid())?, ticks(pty.pid())?);
    rows.push(("idle: bytes", (after.0 - before.0).to_string()));
    rows.push(("idle: wake-ups", after.1.saturating_sub(before.1).to_string()));
    rows.push(("idle: CPU ticks", (after.2 - before.2).to_string()));
    Ok(())
}

fn text(length: usize) -> String {
    ALPHABET
        .iter()
        .cycle()
        .take(length)
        .map(|byte| *byte as char)
        .collect()
}

/// The value that so many percent of the values do not pass.
fn percentile<T: Ord + Copy>(values: &mut [T], percent: usize) -> T {
    values.sort_unstable();
    values[(values.len() * percent).div_ceil(100).max(1) - 1]
}

fn millis(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1e3)
}

fn micros(duration: Duration) -> String {
    format!("{} µs", duration.as_micros())
}

fn print_table(subjects: &[Subject], tables: &[Rows]) {
    print!("{:24}", "");
    for subject in subjects {
        print!("{:>24}", subject.name);
    }
    println!();
    for (index, (label, _)) in tables[0].iter().enumerate() {
        print!("{label:24}");
        for table in tables {
            print!("{:>24}", table[index].1);
        }
        println!();
    }
}
