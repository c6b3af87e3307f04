//! Measures `kartoteka import` of a table against the sandbox: rows a second, and what the program holds in memory on the
//! way; on this machine, and over a line with a round trip of 50 ms.
//!
//! `cargo run --release --example import -- target/release/kartoteka [rows] [another kartoteka to compare with]`
//!
//! The figures are those of the machine it runs on, above all of its disk, which the journal waits for before rows are sent and
//! after. `TMPDIR=/dev/shm` leaves the disk out.

use kartoteka::sandbox::{Sandbox, SandboxOptions};
use std::error::Error;
use std::fs::{self, File, Permissions};
use std::io::{BufWriter, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ROWS: usize = 10_000;
/// The round trip of the line.
const ROUND_TRIP: Duration = Duration::from_millis(50);
/// How often the program's memory is looked at.
const PERIOD: Duration = Duration::from_millis(20);

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
        "{:34}{:>10}{:>10}{:>12}{:>12}{:>12}",
        "", "seconds", "rows/s", "kB at 10 %", "kB at 50 %", "kB at most"
    );
    for program in other.iter().chain([&program]) {
        println!("{}", program.display());
        measure(program, rows)?;
    }
    Ok(())
}

fn measure(program: &Path, rows: usize) -> Result<(), Box<dyn Error>> {
    let near = Bench::new(Duration::ZERO, false, rows)?;
    for (name, option) in [
        ("looked at", "--check"),
        ("sent", "--yes"),
        ("again: all there", "--yes"),
    ] {
        near.run(program, name, option)?;
    }
    // A program that sends one row at a time takes minutes for many.
    let far = rows.min(1000);
    Bench::new(ROUND_TRIP, false, far)?.run(program, "sent, 50 ms away", "--yes")?;
    let searched = Bench::new(ROUND_TRIP, true, far.min(300))?;
    searched.run(program, "searched for by 4 keys and sent", "--yes")
}

/// A CRM, a line to it, and a table.
struct Bench {
    crm: Sandbox,
    home: TempDir,
    rows: usize,
}

impl Bench {
    fn new(round_trip: Duration, check_duplicates: bool, rows: usize) -> Result<Self, Box<dyn Error>> {
        let crm = Sandbox::start(SandboxOptions {
            listen: "127.0.0.1:0".parse()?,
            user: "api_user".to_owned(),
            password: "api_pass".to_owned(),
            db: None,
        })
        .map_err(|error| format!("{error:?}"))?;
        let url = if round_trip.is_zero() {
            crm.base_url()
        } else {
            delayed(&crm, round_trip)?
        };
        let home = tempfile::tempdir()?;
        write_settings(home.path(), &url, check_duplicates)?;
        write_table(home.path(), rows)?;
        Ok(Self { crm, home, rows })
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

/// The base URL of a line to a CRM whose round trip takes so long, also for a new connection.
fn delayed(crm: &Sandbox, round_trip: Duration) -> std::io::Result<String> {
    let address = crm.base_url().replace("http://", "");
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let opened = Instant::now() + round_trip;
            // What is small goes out at once: the delay is ours alone.
            let _ = near.set_nodelay(true);
            let Ok(far) = TcpStream::connect(&address) else {
                continue;
            };
            let (Ok(near_too), Ok(far_too)) = (near.try_clone(), far.try_clone()) else {
                continue;
            };
            let _ = far.set_nodelay(true);
            forward(near, far_too, opened, round_trip / 2);
            forward(far, near_too, opened, round_trip / 2);
        }
    });
    Ok(url)
}

/// Forwards bytes from one stream to another, each piece after a delay, and none before the connection counts as opened.
fn forward(mut from: TcpStream, mut to: TcpStream, opened: Instant, delay: Duration) {
    let (sender, pieces) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            let due = Instant::now().max(opened) + delay;
            if sender.send((due, buffer[..length].to_vec())).is_err() {
                return;
            }
        }
    });
    thread::spawn(move || {
        for (due, piece) in pieces {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&piece).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}

fn write_settings(home: &Path, url: &str, check_duplicates: bool) -> std::io::Result<()> {
    let settings = format!(
        "[profiles.main]\nbase_url = \"{url}\"\nuser = \"api_user\"\npassword_env = \"KARTOTEKA_BENCH_PASSWORD\"\n\
         check_duplicates = {check_duplicates}\n"
    );
    let file = home.join("kartoteka.toml");
    fs::write(&file, settings)?;
    fs::set_permissions(file, Permissions::from_mode(0o600))
}

fn write_table(home: &Path, rows: usize) -> std::io::Result<()> {
    let mut table = BufWriter::new(File::create(home.join("klienci.csv"))?);
    writeln!(
        table,
        "Nazwisko;Imię;Identyfikator;E-mail;Telefon;NIP;Adres: ulica;Adres: miejscowość"
    )?;
    for row in 0..rows {
        writeln!(
            table,
            "Żółw-{row};Łucja;K-{row};lucja{row}@example.pl;{:09};{};Długa;Łódź",
            500_000_000 + row,
            nip(row)
        )?;
    }
    table.flush()
}

/// A valid NIP, another one for each row: nine digits, the last of which is chosen so that there is a check digit.
fn nip(row: usize) -> String {
    const WEIGHTS: [usize; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    let digits = (0..10).map(|last| format!("{:09}", 100_000_000 + row * 10 + last));
    let with_check = digits.map(|digits| {
        let sum: usize = digits
            .bytes()
            .zip(WEIGHTS)
            .map(|(digit, weight)| usize::from(digit - b'0') * weight)
            .sum();
        (digits, sum % 11)
    });
    let fitting = with_check.into_iter().find(|(_, check)| *check < 10);
    fitting.map_or_else(String::new, |(digits, check)| format!("{digits}{check}"))
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
    let most = run
        .memory
        .iter()
        .map(|(_, resident)| *resident)
        .max()
        .unwrap_or_default();
    let seconds = run.took.as_secs_f64();
    let per_second = rows as f64 / seconds;
    println!(
        "{name:34}{seconds:>10.1}{per_second:>10.0}{:>12}{:>12}{most:>12}",
        at(10),
        at(50)
    );
}
