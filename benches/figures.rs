//! Measures a built kartoteka against the floor on an emulated terminal of 120x40, and prints a table.
//!
//! `cargo run --release --example figures -- target/release/kartoteka target/release/examples/floor [idle seconds]`
//!
//! The figures are those of the machine it runs on; only the ones side by side can be compared.

#[path = "../tests/support/pty.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a harness of tests"
)]
mod pty;

use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};

use pty::Pty;

const SIZE: (u16, u16) = (120, 40);
/// A size at which the sections are in one line.
const SMALLER: (u16, u16) = (80, 24);
const STARTS: usize = 15;
const RESIZES: usize = 10;
const LETTERS: usize = 200;
/// What is on the screen when the first frame is complete.
const COMPLETE: &str = "F1";
/// Letters for a field that takes anything.
const ALPHABET: &[u8] = b"abcdefghijklmnoprstuwyz";

/// A program to be measured.
struct Subject {
    name: &'static str,
    program: String,
    args: Vec<String>,
    env: Vec<(String, String)>,
}

/// What was measured, a label and a value a row.
type Rows = Vec<(&'static str, String)>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(ours), Some(floor)) = (args.next(), args.next()) else {
        return Err("usage: figures <kartoteka> <floor> [idle seconds]".into());
    };
    let idle = Duration::from_secs(args.next().map_or(Ok(10), |seconds| seconds.parse())?);
    let home = tempfile::tempdir()?;
    let data_dir = home.path().display().to_string();
    let subjects = [
        Subject {
            name: "kartoteka",
            program: fs::canonicalize(ours)?.display().to_string(),
            args: vec!["--data-dir".into(), data_dir.clone(), "demo".into()],
            env: vec![("HOME".into(), data_dir), ("LANG".into(), "C.UTF-8".into())],
        },
        Subject {
            name: "floor",
            program: fs::canonicalize(floor)?.display().to_string(),
            args: Vec::new(),
            env: Vec::new(),
        },
    ];
    let tables = subjects
        .iter()
        .map(|subject| measure(subject, idle))
        .collect::<Result<Vec<_>, _>>()?;
    print_table(&subjects, &tables);
    Ok(())
}

fn measure(subject: &Subject, idle: Duration) -> Result<Rows, Box<dyn Error>> {
    let mut rows = vec![(
        "binary size",
        format!("{} kB", fs::metadata(&subject.program)?.len() / 1000),
    )];
    starts(subject, &mut rows);
    letters(&mut subject.start(), &mut rows);
    burst(
        &mut subject.start(),
        "500 letters at once",
        &text(500),
        "Ω",
        &mut rows,
    );
    let paste = format!("\x1b[200~{}\x1b[201~", text(10_000));
    burst(&mut subject.start(), "10 kB paste", &paste, "Ж", &mut rows);
    resizes(&mut subject.start(), &mut rows);
    rest(&subject.start(), idle, &mut rows)?;
    Ok(rows)
}

impl Subject {
    /// Starts the program and waits for its first complete frame.
    fn start(&self) -> Pty {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let env: Vec<(&str, &str)> = self
            .env
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let pty = Pty::start(&self.program, &args, &env, SIZE);
        pty.wait_for_text(COMPLETE);
        pty
    }
}

fn starts(subject: &Subject, rows: &mut Rows) {
    let (mut first, mut complete, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let pty = subject.start();
        complete.push(pty.running_for());
        first.push(pty.first_byte_after().unwrap_or_default());
        bytes.push(pty.byte_count());
    }
    rows.push(("start to first byte", millis(percentile(&mut first, 50))));
    rows.push(("start to first frame", millis(percentile(&mut complete, 50))));
    rows.push(("bytes of first frame", percentile(&mut bytes, 50).to_string()));
}

/// Types letter by letter, each when the last one is on the screen, beside the cursor. Neighbours differ, so that each
/// letter is told from the last one even when the cursor stays and the text moves.
fn letters(pty: &mut Pty, rows: &mut Rows) {
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for number in 0..LETTERS {
        let letter = ALPHABET[number % ALPHABET.len()] as char;
        let before = pty.byte_count();
        let typed = Instant::now();
        pty.send(&letter.to_string());
        pty.wait_for(|screen| {
            let (row, column) = screen.cursor_position();
            let last = column.checked_sub(1).and_then(|column| screen.cell(row, column));
            last.is_some_and(|cell| cell.contents().contains(letter))
        });
        times.push(typed.elapsed());
        bytes.push(pty.byte_count() - before);
    }
    for (label, percent) in [("letter, median", 50), ("letter, p95", 95), ("letter, p99", 99)] {
        let value = format!(
            "{} / {} B",
            micros(percentile(&mut times, percent)),
            percentile(&mut bytes, percent)
        );
        rows.push((label, value));
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
        status_number(&format!("/proc/{}/status", pty.pid()), "VmRSS:")? + " kB",
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

/// How often the program's threads have gone to sleep so far.
fn switches(pid: u32) -> Result<u64, Box<dyn Error>> {
    let mut sum = 0;
    for task in fs::read_dir(format!("/proc/{pid}/task"))? {
        let status = task?.path().join("status").display().to_string();
        sum += status_number(&status, "voluntary_ctxt_switches:")?.parse::<u64>()?;
    }
    Ok(sum)
}

/// The number in a line of a status file.
fn status_number(path: &str, label: &str) -> Result<String, Box<dyn Error>> {
    let status = fs::read_to_string(path)?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(label))
        .ok_or("no such line")?;
    Ok(line.split_whitespace().next().unwrap_or("0").to_owned())
}

/// The CPU time used so far, user and system, in ticks (usually of 10 ms).
fn ticks(pid: u32) -> Result<u64, Box<dyn Error>> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name, in brackets, may hold blanks; user and system time are the 14th and 15th field.
    let (_, rest) = stat.rsplit_once(')').ok_or("odd stat")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |index: usize| fields.get(index).unwrap_or(&"0").parse::<u64>();
    Ok(number(11)? + number(12)?)
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
