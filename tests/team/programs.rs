//! Many programs at once that send customers, of whom every fifth is one that others send too, and that are killed meanwhile:
//! none is created twice, none is lost, and nothing is open in the end.
//!
//! Each program is a process: it claims a customer, writes the attempt to its journal, sends, and reports. The CRM is a file
//! that each send appends a line to, which says what was created without asking anybody.

use crate::place::{Place, SECRET, TIMEOUT, claim, member};
use crate::server::{Server, server};
use kartoteka::customer::SubmissionState;
use kartoteka::team::{self, ClaimRefused, Report, ReportedEnd, TeamPlace, TeamSecret, TeamStore};
use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, iter};

/// The number of programs, and of customers in all.
pub const PROGRAMS: (&str, usize) = ("KARTOTEKA_TEAM_PROGRAMS", 6);
pub const CUSTOMERS: (&str, usize) = ("KARTOTEKA_TEAM_CUSTOMERS", 200);

/// One of these numbers, as the environment has it.
pub fn number((variable, default): (&str, usize)) -> usize {
    env::var(variable)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

#[test]
fn programs_that_are_killed_double_and_lose_nobody_in_a_file() {
    let place = Place::file();
    run(&place.place, &place, None);
}

#[test]
fn programs_that_are_killed_double_and_lose_nobody_on_a_server_that_crashes() {
    let Some(server) = server() else { return };
    // It lives as long as the process, for the case is one of its own.
    let own: &'static Server = Box::leak(Box::new(server.another()));
    let place = Place::postgres(own);
    run(&place.place, &place, Some(own));
}

fn run(store: &TeamPlace, place: &Place, server: Option<&Server>) {
    let home = tempfile::tempdir().unwrap();
    let programs = number(PROGRAMS);
    let start = |program: usize, kill: bool| Program::start(store, home.path(), program, kill);
    let running: Vec<Program> = (0..programs).map(|program| start(program, true)).collect();
    for (number, program) in running.into_iter().enumerate() {
        program.kill_somewhere();
        if number == programs / 2 {
            server.inspect(|server| server.crash());
        }
    }
    // Everybody again, at once, and to the end; then once more for what was open because others were killed.
    let mut claims = Vec::new();
    for round in 0..2 {
        place.end_leases();
        let running: Vec<Program> = (0..programs).map(|program| start(program, false)).collect();
        if round == 0 {
            server.inspect(|server| server.crash());
        }
        claims.extend(running.into_iter().flat_map(Program::finish));
    }
    let created = fs::read_to_string(home.path().join("crm")).unwrap();
    let unique: HashSet<&str> = created.lines().collect();
    assert_eq!(created.lines().count(), unique.len(), "doubled");
    let all: HashSet<usize> = (0..programs).flat_map(customers).collect();
    assert_eq!(unique.len(), all.len(), "lost");
    let left = place.clerk("ewa").0.open_attempts().unwrap();
    assert_eq!(left, []);
    claims.sort_unstable();
    let at = |part: usize| claims.get(claims.len() * part / 100).copied().unwrap_or_default();
    // Not captured: who asks for the large run wants the figures.
    if env::var_os(PROGRAMS.0).is_some() {
        let _ = writeln!(
            std::io::stderr(),
            "{programs} programs, {} customers, {} claims: median {:?}, p99 {:?}",
            all.len(),
            claims.len(),
            at(50),
            at(99)
        );
    }
}

/// The customers of a program: every fifth is one that all of them have.
pub fn customers(program: usize) -> impl Iterator<Item = usize> {
    let each = number(CUSTOMERS) / number(PROGRAMS);
    (0..each).map(move |place| {
        if place % 5 == 0 {
            place
        } else {
            (program + 1) * 1_000_000 + place
        }
    })
}

struct Program {
    child: Child,
    number: usize,
    kill: bool,
}

impl Program {
    fn start(store: &TeamPlace, home: &Path, number: usize, kill: bool) -> Self {
        let store = match store {
            TeamPlace::File(path) => path.to_string_lossy().into_owned(),
            TeamPlace::Postgres { url, .. } => url.clone(),
        };
        let child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--ignored", "--nocapture", "programs::one_program"])
            .env("KARTOTEKA_TEST_STORE", store)
            .env("KARTOTEKA_TEST_HOME", home)
            .env("KARTOTEKA_TEST_PROGRAM", number.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child, number, kill }
    }

    /// Kills it when it has said that it has come so far, which is elsewhere for each: behind a claim, a line of the journal, a
    /// send or a report.
    fn kill_somewhere(mut self) {
        let steps = 8 + self.number * 13 % 37;
        let lines = BufReader::new(self.child.stdout.take().unwrap()).lines();
        let said = lines
            .map_while(Result::ok)
            .filter(|line| line.starts_with("step"))
            .take(steps)
            .count();
        assert!(self.kill && said > 0);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Lets it come to its end; how long its claims took.
    fn finish(mut self) -> Vec<Duration> {
        let lines = BufReader::new(self.child.stdout.take().unwrap()).lines();
        let took = lines.map_while(Result::ok).filter_map(|line| {
            let nanoseconds = line.strip_prefix("step claimed ")?.parse().ok()?;
            Some(Duration::from_nanos(nanoseconds))
        });
        let took = took.collect();
        assert!(self.child.wait().unwrap().success(), "program {}", self.number);
        took
    }
}

#[test]
#[ignore = "the tests above start it as a process"]
fn one_program() {
    let variable = |name: &str| env::var(name).unwrap();
    let number: usize = variable("KARTOTEKA_TEST_PROGRAM").parse().unwrap();
    let store = variable("KARTOTEKA_TEST_STORE");
    let place = if store.starts_with("postgresql:") {
        TeamPlace::Postgres {
            url: store,
            password: None,
            ca_file: None,
        }
    } else {
        TeamPlace::File(store.into())
    };
    let secret = TeamSecret::new(SECRET).unwrap();
    let own = member(&format!("clerk {number}"));
    let home = PathBuf::from(variable("KARTOTEKA_TEST_HOME"));
    let mut program = Desk {
        store: again(|| team::open(&place, &secret, own.clone(), TIMEOUT)),
        crm: home.join("crm"),
        journal: home.join(format!("journal {number}")),
    };
    program.settle_what_was_left(&own.store);
    for customer in customers(number) {
        program.send(customer);
    }
}

/// Calls a store until it is there: one that is away may be called again.
#[track_caller]
fn again<T>(mut call: impl FnMut() -> Result<T, team::Error>) -> T {
    let deadline = Instant::now() + Duration::from_secs(120);
    loop {
        match call() {
            Err(error) if error.is_away() && Instant::now() < deadline => {}
            done => return done.unwrap(),
        }
    }
}

/// One program's files and store.
struct Desk {
    store: Box<dyn TeamStore>,
    crm: PathBuf,
    journal: PathBuf,
}

fn append(path: &Path, line: &str) {
    let mut file = OpenOptions::new().append(true).create(true).open(path).unwrap();
    file.write_all(format!("{line}\n").as_bytes()).unwrap();
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Says how far the program is. The reader may kill it here.
fn step(what: &str) {
    println!("step {what}");
}

impl Desk {
    /// What became of the attempts of a program before this one, by its journal and the CRM.
    fn settle_what_was_left(&mut self, own: &str) {
        let (journal, crm) = (lines(&self.journal), lines(&self.crm));
        let left = again(|| self.store.open_attempts()).into_iter();
        let left =
            left.filter(|attempt| attempt.member.store == own && attempt.state == SubmissionState::Unknown);
        let reports: Vec<Report> = left
            .map(|left| {
                let customer = left.attempt.split(' ').next().unwrap_or_default().to_owned();
                // The journal is written before the send.
                let is_sent = journal.contains(&left.attempt) && crm.contains(&customer);
                let end = if is_sent {
                    ReportedEnd::Created(customer)
                } else {
                    ReportedEnd::NotSent
                };
                Report {
                    attempt: left.attempt,
                    end,
                }
            })
            .collect();
        again(|| self.store.report(&reports));
    }

    fn send(&mut self, customer: usize) {
        let payload = format!(r#"{{"surname":"Nowak","identifier":"K-{customer}"}}"#);
        let attempt = format!("{customer} {:016x}", getrandom());
        let began = Instant::now();
        let claims = [claim(&attempt, &payload)];
        let answer = again(|| self.store.claim(&claims)).remove(0);
        step(&format!("claimed {}", began.elapsed().as_nanos()));
        match answer {
            Ok(_) => {}
            Err(ClaimRefused::Created(_) | ClaimRefused::Open(..)) => return,
            Err(refused @ ClaimRefused::Known(_)) => panic!("{refused:?}"),
        }
        append(&self.journal, &attempt);
        step("journal");
        append(&self.crm, &customer.to_string());
        step("sent");
        let end = ReportedEnd::Created(customer.to_string());
        let reports = [Report { attempt, end }];
        again(|| self.store.report(&reports));
        step("reported");
    }
}

/// A random number, of the standard library's own source of randomness.
fn getrandom() -> u64 {
    use std::hash::{BuildHasher as _, Hasher as _};
    iter::once(std::hash::RandomState::new())
        .map(|state| state.build_hasher().finish())
        .sum()
}
