//! Many programs on one machine, each with a card that is half typed: what one more of them costs.

use super::process::{private_memory, switches, ticks};
use super::pty::Pty;
use super::subject::Subject;
use super::{QUIET, percentile};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

/// What is typed into each.
const CARD: &str = "Kowalski\tJan\t";
/// How many of them share one store in the second row.
const SHARED: usize = 50;

/// Starts so many programs, in homes of their own and some in one home, and prints what each costs.
pub fn measure(program: &str, count: usize, idle: Duration) -> Result<(), Box<dyn Error>> {
    let open = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: open.maximum,
        maximum: open.maximum,
    };
    setrlimit(Resource::Nofile, all)?;
    println!(
        "{:34}{:>10}{:>22}{:>22}{:>14}",
        "", "started in", "private, median", "private, most", "wake-ups, CPU"
    );
    let homes = (0..count).map(|_| Subject::kartoteka("", program, 0));
    row(
        &format!("{count} in homes of their own"),
        &homes.collect::<Result<Vec<_>, _>>()?,
        count,
        idle,
    )?;
    let home = [Subject::kartoteka("", program, 0)?];
    row(&format!("{SHARED} in one home"), &home, SHARED, idle)
}

/// Starts so many programs in these homes, in turn, and prints a row.
fn row(label: &str, homes: &[Subject], count: usize, idle: Duration) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let mut running: Vec<Pty> = homes.iter().cycle().take(count).map(Subject::start).collect();
    let started = begun.elapsed();
    for pty in &mut running {
        let before = pty.byte_count();
        pty.send(CARD);
        // A letter behind the other may be drawn with it; the last one moves the focus.
        pty.last_byte(before, QUIET);
    }
    // Until the last card is saved.
    thread::sleep(Duration::from_secs(2));
    let sum = |of: fn(u32) -> Result<u64, Box<dyn Error>>| running.iter().map(|pty| of(pty.pid())).sum();
    let before: (Result<u64, _>, Result<u64, _>) = (sum(switches), sum(ticks));
    thread::sleep(idle);
    let after: (Result<u64, _>, Result<u64, _>) = (sum(switches), sum(ticks));
    let memory = running.iter().map(|pty| private_memory(pty.pid()));
    let mut memory = memory.collect::<Result<Vec<u64>, _>>()?;
    println!(
        "{label:34}{:>8.1} s{:>19} kB{:>19} kB{:>9}, {} ticks in {} s",
        started.as_secs_f64(),
        percentile(&mut memory, 50),
        percentile(&mut memory, 100),
        after.0? - before.0?,
        after.1? - before.1?,
        idle.as_secs(),
    );
    Ok(())
}
