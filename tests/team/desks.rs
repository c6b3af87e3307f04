//! The built program at many desks at once: each imports a table of its own into one CRM, every fifth customer is one that all of
//! them have, and each is killed somewhere. The CRM's own database says what was created; what is unknown then is settled by
//! what it says, half of it by a colleague.

use crate::place::{Place, SECRET};
use crate::programs::{CUSTOMERS, PROGRAMS, customers, number};
use crate::server::server;
use crate::support::aftermath::Aftermath;
use crate::support::home::{Home, Told};
use crate::support::rest::wait_until_at_rest;
use kartoteka::sandbox::{Sandbox, SandboxOptions};
use kartoteka::team::TeamPlace;
use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::env;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Instant;
use tempfile::TempDir;

#[test]
fn desks_that_are_killed_double_and_lose_nobody_with_a_file() {
    work_a_day(&Place::file());
}

#[test]
fn desks_that_are_killed_double_and_lose_nobody_with_a_server() {
    if let Some(server) = server() {
        work_a_day(&Place::postgres(server));
    }
}

/// The CRM, whose database others may read.
struct Crm {
    dir: TempDir,
    sandbox: Sandbox,
}

impl Crm {
    fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(SandboxOptions {
            listen: "127.0.0.1:0".parse().unwrap(),
            user: "api_user".to_owned(),
            password: "api_pass".to_owned(),
            db: Some(dir.path().join("crm.db")),
        });
        Self {
            dir,
            sandbox: sandbox.unwrap(),
        }
    }

    /// The ids of the customers, by their identifiers.
    fn ids(&self) -> BTreeMap<String, Vec<i64>> {
        let conn = Connection::open(self.dir.path().join("crm.db")).unwrap();
        let mut statement = conn.prepare("SELECT id, document FROM customers").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
        let mut ids: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for (id, document) in rows.unwrap().map(Result::unwrap) {
            let document: Value = serde_json::from_str(&document).unwrap();
            let identifier = document["identifier"].as_str().unwrap().to_owned();
            ids.entry(identifier).or_default().push(id);
        }
        ids
    }
}

/// A desk: a home with a store of its own, and the table of its operator.
struct Desk(Home);

impl Desk {
    fn new(crm: &Crm, place: &Place, shared: &TempDir, number: usize) -> Self {
        let secret = shared.path().join("secret");
        let team = match &place.place {
            TeamPlace::File(path) => format!("file = \"{}\"", path.display()),
            TeamPlace::Postgres { url, .. } => format!("url = \"{url}\""),
        };
        let team = format!("[team]\n{team}\nsecret_file = \"{}\"\n", secret.display());
        let desk = Self(Home::new(&crm.sandbox.base_url(), &team));
        let rows = customers(number).map(|customer| format!("Żółw {customer};K-{customer}\n"));
        let table = format!("Nazwisko;Identyfikator\n{}", rows.collect::<String>());
        fs::write(desk.0.path().join("klienci.csv"), table).unwrap();
        desk
    }

    /// Imports the table, from the row on that was not tried yet.
    fn begin(&self) -> Child {
        let _ = fs::remove_file(self.0.path().join("klienci.rejected.csv"));
        let table = self.0.path().join("klienci.csv");
        let arguments = [
            "import",
            table.to_str().unwrap(),
            "--yes",
            "--json",
            "--past-unknown",
        ];
        let answers = fs::File::create(self.0.path().join("answers")).unwrap();
        let mut command = self.0.command(&[&arguments[..], &["--accept-warnings"]].concat());
        command.stdin(Stdio::null()).stdout(answers).spawn().unwrap()
    }

    /// What the last import said of each row.
    fn answers(&self) -> Vec<Value> {
        let answers = fs::read_to_string(self.0.path().join("answers")).unwrap();
        let answers = answers.lines().map(|line| serde_json::from_str(line).unwrap());
        answers.filter(|answer: &Value| answer["row"].is_u64()).collect()
    }

    /// The attempts of which nobody knows what became of them, with the identifier of the customer.
    fn open_attempts(&self) -> Vec<(String, String)> {
        let records = Aftermath::of(&self.0.data()).records.into_iter();
        let open = records.filter(|record| record.state == "unknown" || record.state == "sending");
        open.map(|record| {
            let payload: Value = serde_json::from_str(&record.payload).unwrap();
            (record.attempt, payload["identifier"].as_str().unwrap().to_owned())
        })
        .collect()
    }
}

/// Has all desks import at once and kills each somewhere; has them settle what is open, and import again, until nothing is left.
fn work_a_day(place: &Place) {
    let (crm, shared) = (Crm::start(), tempfile::tempdir().unwrap());
    let secret = shared.path().join("secret");
    fs::write(&secret, format!("{SECRET}\n")).unwrap();
    fs::set_permissions(&secret, Permissions::from_mode(0o600)).unwrap();
    let programs = number(PROGRAMS);
    let desks: Vec<Desk> = (0..programs)
        .map(|number| Desk::new(&crm, place, &shared, number))
        .collect();
    let all: HashSet<usize> = (0..programs).flat_map(customers).collect();

    let began = Instant::now();
    let mut running: Vec<Child> = desks.iter().map(Desk::begin).collect();
    for (number, child) in running.iter_mut().enumerate() {
        // Elsewhere for each, spread over the first half of the customers.
        let reached = all.len() * (number + 1) / programs / 2;
        while crm.sandbox.customers() < reached && child.try_wait().unwrap().is_none() {
            thread::yield_now();
        }
        let _ = child.kill();
        child.wait().unwrap();
    }
    let mut settled = 0;
    for round in 0.. {
        assert!(round < 20, "it comes to no end");
        place.end_leases();
        settled += settle_all(&crm, &desks);
        let codes = desks.iter().map(Desk::begin).collect::<Vec<_>>().into_iter();
        let codes: Vec<Option<i32>> = codes.map(|mut child| child.wait().unwrap().code()).collect();
        // Nothing is unknown, and every row has its answer; 3 is of rows that a colleague has.
        let has_ended = codes.iter().all(|code| matches!(code, Some(0 | 3)));
        if has_ended && desks.iter().all(is_answered) {
            break;
        }
    }
    let took = began.elapsed();

    let ids = crm.ids();
    let doubled: Vec<_> = ids.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(doubled.is_empty(), "doubled: {doubled:?}");
    assert_eq!(ids.len(), all.len(), "lost");
    assert_eq!(place.clerk("ewa").0.open_attempts().unwrap(), []);
    for desk in &desks {
        assert_eq!(desk.open_attempts(), []);
    }
    // Not captured: who asks for the large run wants the figures.
    if env::var_os(CUSTOMERS.0).is_some() {
        let _ = writeln!(
            std::io::stderr(),
            "{programs} desks, {programs} kills, {} rows, {} customers, {settled} settled: 0 doubled, 0 lost, in {took:.1?}",
            programs * customers(0).count(),
            all.len(),
        );
    }
}

/// Whether every row was created, by this desk or by a colleague whose id it names.
fn is_answered(desk: &Desk) -> bool {
    let is_there = |answer: &Value| match answer["state"].as_str().unwrap() {
        "created" | "created_earlier" => answer["customer_id"].is_string(),
        _ => {
            let problem = &answer["problems"][0];
            problem["reason"] == "created_in_team" && problem["detail"]["customer_id"].is_string()
        }
    };
    desk.answers().iter().all(is_there)
}

/// Settles what is open, by what the CRM has: at every second desk the operator does, at the others a colleague.
fn settle_all(crm: &Crm, desks: &[Desk]) -> usize {
    wait_until_at_rest(&crm.sandbox);
    let ids = crm.ids();
    let mut settled = 0;
    for (number, desk) in desks.iter().enumerate() {
        // The attempts of a program that was killed become unknown at the next start.
        assert_eq!(desk.0.pipe(&["settle", "--list"], b"").code, Some(0));
        let by = if number % 2 == 0 {
            desk
        } else {
            &desks[(number + 1) % desks.len()]
        };
        for (attempt, identifier) in desk.open_attempts() {
            let id = ids.get(&identifier).map(|ids| ids[0].to_string());
            let decision = match &id {
                Some(id) => vec!["--as", id],
                None => vec!["--not-created"],
            };
            let told: Told = by.0.pipe(&[vec!["settle", &attempt], decision].concat(), b"");
            assert_eq!(told.code, Some(0), "{told:?}");
            settled += 1;
        }
        // A desk learns at its next start what a colleague has settled.
        desk.0.pipe(&["settle", "--list"], b"");
    }
    settled
}
