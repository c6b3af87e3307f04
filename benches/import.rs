//! Measures `kartoteka import` of a table against the sandbox: rows a second, and what the program holds in memory on the
//! way.
//!
//! `cargo run --release --example import -- target/release/kartoteka [rows]`
//!
//! The figures are those of the machine it runs on, above all of its disk: each row waits for it twice, before it is sent
//! and after. `TMPDIR=/dev/shm` leaves the disk out.

use kartoteka::sandbox::{Sandbox, SandboxOptions};
use std::error::Error;
use std::fs::{self, File, Permissions};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const ROWS: usize = 10_000;
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
    let program = arguments.next().ok_or("usage: import <kartoteka> [rows]")?;
    let program = fs::canonicalize(program)?;
    let rows = arguments.next().map_or(Ok(ROWS), |rows| rows.parse())?;
    let crm = Sandbox::start(SandboxOptions {
        listen: "127.0.0.1:0".parse()?,
        user: "api_user".to_owned(),
        password: "api_pass".to_owned(),
        db: None,
    })
    .map_err(|error| format!("{error:?}"))?;
    let home = tempfile::tempdir()?;
    write_settings(home.path(), &crm)?;
    write_table(home.path(), rows)?;
    println!(
        "{:28}{:>10}{:>10}{:>12}{:>12}{:>12}",
        "", "seconds", "rows/s", "kB at 10 %", "kB at 50 %", "kB at most"
    );
    for (name, option) in [
        ("looked at", "--check"),
        ("sent", "--yes"),
        ("again: all there", "--yes"),
    ] {
        let run = watch(start(&program, home.path(), option)?, &crm, rows)?;
        print(name, rows, &run);
    }
    if crm.customers() != rows {
        return Err(format!("{} customers in the CRM", crm.customers()).into());
    }
    Ok(())
}

fn write_settings(home: &Path, crm: &Sandbox) -> std::io::Result<()> {
    let url = crm.base_url();
    let settings = format!(
        "[profiles.main]\nbase_url = \"{url}\"\nuser = \"api_user\"\npassword_env = \"KARTOTEKA_BENCH_PASSWORD\"\n"
    );
    let file = home.join("kartoteka.toml");
    fs::write(&file, settings)?;
    fs::set_permissions(file, Permissions::from_mode(0o600))
}

fn write_table(home: &Path, rows: usize) -> std::io::Result<()> {
    let mut table = BufWriter::new(File::create(home.join("klienci.csv"))?);
    writeln!(
        table,
        "Nazwisko;Imię;Identyfikator;E-mail;Telefon;Adres: ulica;Adres: miejscowość"
    )?;
    for row in 0..rows {
        writeln!(
            table,
            "Żółw-{row};Łucja;K-{row};lucja{row}@example.pl;{:09};Długa;Łódź",
            500_000_000 + row
        )?;
    }
    table.flush()
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
        "{name:28}{seconds:>10.1}{per_second:>10.0}{:>12}{:>12}{most:>12}",
        at(10),
        at(50)
    );
}
