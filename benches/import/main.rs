//! Measures `kartoteka import` of a table against the sandbox: rows a second, and what the program holds in memory on the
//! way; on the disk and in memory alone, on this machine and over a line with a round trip of 50 ms, with and without TLS, and
//! against a CRM that closes each connection when it is a second old.
//!
//! `cargo run --release --example import -- target/release/kartoteka [rows] [another kartoteka to compare with]`
//!
//! The figures are those of the machine it runs on, above all of its disk, which the journal waits for before rows are sent and
//! after.

mod front;
mod line;
mod table;

#[path = "../../tests/support/certificates.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "a harness of tests")]
mod certificates;

use certificates::{Certificate, authority_in_pem};
use front::{Front, crm_behind};
use kartoteka::sandbox::{Sandbox, SandboxOptions};
use line::delayed;
use std::error::Error;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use table::write_table;
use tempfile::TempDir;

const ROWS: usize = 10_000;
/// How many rows go over the line at most, and how many where each is searched for: a program that sends one row at a time takes
/// minutes for more.
const FAR_ROWS: (usize, usize) = (1000, 300);
/// The round trip of the line.
const ROUND_TRIP: Duration = Duration::from_millis(50);
/// How old a connection may be for the CRM that closes them.
const SHORT_LIFE: Duration = Duration::from_secs(1);
/// How often the program's memory is looked at.
const PERIOD: Duration = Duration::from_millis(20);
/// A directory that is in memory alone, where there is one.
const IN_MEMORY: &str = "/dev/shm";

/// What was seen of a run.
struct Run {
    took: Duration,
    /// The resident memory in kB, by the share of the rows that were in the CRM then.
    memory: Vec<(usize, u64)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: import <kartoteka> [rows] [another kartoteka]";
    let program = fs::canonicalize(arguments.next().ok_or(usage)?)?;
    let rows = arguments.next().map_or(Ok(ROWS), |rows| rows.parse())?;
    let other = arguments.next().map(fs::canonicalize).transpose()?;
    println!(
        "{:36}{:>9}{:>9}{:>12}{:>12}{:>12}{:>12}",
        "", "seconds", "rows/s", "kB at 10 %", "kB at 50 %", "kB at 100 %", "kB at most"
    );
    let mut places = vec![std::env::temp_dir(), PathBuf::from(IN_MEMORY)];
    places.retain(|place| place.is_dir());
    places.dedup();
    for place in places {
        for program in other.iter().chain([&program]) {
            println!("{}, with its files in {}", program.display(), place.display());
            measure(program, &place, rows)?;
        }
    }
    Ok(())
}

fn measure(program: &Path, place: &Path, rows: usize) -> Result<(), Box<dyn Error>> {
    let plain = Scene {
        rows,
        ..Scene::default()
    };
    let near = Bench::new(place, plain)?;
    for (name, option) in [
        ("looked at", "--check"),
        ("sent", "--yes"),
        ("again: all there", "--yes"),
    ] {
        near.run(program, name, option)?;
    }
    let (far, searched) = (rows.min(FAR_ROWS.0), rows.min(FAR_ROWS.1));
    let line = Scene {
        round_trip: ROUND_TRIP,
        rows: far,
        ..plain
    };
    for (name, scene) in [
        ("sent, TLS", Scene { tls: true, ..plain }),
        (
            "sent, connections closed after 1 s",
            Scene {
                closes: true,
                ..plain
            },
        ),
        (
            "searched for by 4 keys and sent",
            Scene {
                check_duplicates: true,
                ..plain
            },
        ),
        ("sent, 50 ms away", line),
        ("sent, 50 ms away, TLS", Scene { tls: true, ..line }),
        (
            "searched for and sent, 50 ms away",
            Scene {
                check_duplicates: true,
                rows: searched,
                ..line
            },
        ),
    ] {
        Bench::new(place, scene)?.run(program, name, "--yes")?;
    }
    Ok(())
}

/// What is measured.
#[derive(Debug, Clone, Copy, Default)]
struct Scene {
    round_trip: Duration,
    tls: bool,
    /// Whether the CRM closes connections when they are a second old.
    closes: bool,
    check_duplicates: bool,
    rows: usize,
}

/// A CRM, a line to it, and a table.
struct Bench {
    crm: Sandbox,
    home: TempDir,
    rows: usize,
}

impl Bench {
    fn new(place: &Path, scene: Scene) -> Result<Self, Box<dyn Error>> {
        let crm = Sandbox::start(SandboxOptions {
            listen: "127.0.0.1:0".parse()?,
            user: "api_user".to_owned(),
            password: "api_pass".to_owned(),
            db: None,
        })
        .map_err(|error| format!("{error:?}"))?;
        let mut address = crm.base_url().replace("http://", "").parse()?;
        if scene.tls || scene.closes {
            let front = Front {
                tls: scene.tls.then(|| Certificate::Right.server()),
                longest_life: scene.closes.then_some(SHORT_LIFE),
            };
            address = crm_behind(front, address)?;
        }
        if !scene.round_trip.is_zero() {
            address = delayed(address, scene.round_trip)?;
        }
        let home = tempfile::tempdir_in(place)?;
        let url = format!("{}://{address}", if scene.tls { "https" } else { "http" });
        write_settings(home.path(), &url, scene)?;
        write_table(home.path(), scene.rows)?;
        Ok(Self {
            crm,
            home,
            rows: scene.rows,
        })
    }

    fn run(&self, program: &Path, name: &str, option: &str) -> Result<(), Box<dyn Error>> {
        let run = watch(start(program, self.home.path(), option)?, &self.crm, self.rows)?;
        print(name, self.rows, &run);
        let expected = if option == "--check" { 0 } else { self.rows };
        if self.crm.customers() != expected {
            return Err(format!("{} customers in the CRM", self.crm.customers()).into());
        }
        Ok(())
    }
}

fn write_settings(home: &Path, url: &str, scene: Scene) -> std::io::Result<()> {
    let settings = format!(
        "[profiles.main]\nbase_url = \"{url}\"\nuser = \"api_user\"\npassword_env = \"KARTOTEKA_BENCH_PASSWORD\"\n\
         check_duplicates = {}\n",
        scene.check_duplicates
    );
    let authority = home.join("authority.pem");
    fs::write(&authority, authority_in_pem())?;
    let trusted = format!("ca_file = \"{}\"\n", authority.display());
    let settings = settings + if scene.tls { &trusted } else { "" };
    let file = home.join("kartoteka.toml");
    fs::write(&file, settings)?;
    fs::set_permissions(file, Permissions::from_mode(0o600))
}

fn start(program: &Path, home: &Path, option: &str) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command.arg("--config").arg(home.join("kartoteka.toml"));
    command.arg("--data-dir").arg(home.join("data"));
    command.arg("import").arg(home.join("klienci.csv")).arg(option);
    command.env("KARTOTEKA_BENCH_PASSWORD", "api_pass");
    command.env("HOME", home).env_remove("XDG_STATE_HOME");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn()
}

fn watch(mut child: Child, crm: &Sandbox, rows: usize) -> Result<Run, Box<dyn Error>> {
    let begun = Instant::now();
    let mut memory = Vec::new();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if let Some(resident) = resident(child.id()) {
            memory.push((crm.customers() * 100 / rows, resident));
        }
        thread::sleep(PERIOD);
    };
    if !status.success() {
        return Err(format!("it ended with {status}").into());
    }
    Ok(Run {
        took: begun.elapsed(),
        memory,
    })
}

/// The resident memory of a process in kB; none where it is gone.
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn print(name: &str, rows: usize, run: &Run) {
    let at = |percent: usize| {
        let seen = run
            .memory
            .iter()
            .find(|(share, _)| (percent..100).contains(share));
        seen.map_or("-".to_owned(), |(_, resident)| resident.to_string())
    };
    let all = run.memory.iter().map(|(_, resident)| *resident);
    let (last, most) = (all.clone().next_back(), all.max());
    let seconds = run.took.as_secs_f64();
    println!(
        "{name:36}{seconds:>9.1}{:>9.0}{:>12}{:>12}{:>12}{:>12}",
        rows as f64 / seconds,
        at(10),
        at(50),
        last.unwrap_or_default(),
        most.unwrap_or_default()
    );
}
