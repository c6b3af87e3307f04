//! Measures claims at a team's store, beside the disk's own wait: what a send waits for before it goes out.
//!
//! `cargo run --release --features postgres --example team -- [claims] [directory or postgresql://user@host/database …]`
//!
//! Without places: /dev/shm, and the directory for temporary files. Programs of other clerks claim at the same time.

use kartoteka::endpoint::Resource;
use kartoteka::team::{
    Claim, Report, ReportedEnd, TeamKeys, TeamMember, TeamPlace, TeamSecret, TeamStore, open,
};
use std::error::Error;
use std::fs::{self, File, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const CLAIMS: usize = 2000;
/// How many clerks claim at once.
const CLERKS: [usize; 2] = [1, 4];
/// What a claim writes to the disk, roughly, in bytes.
const WRITTEN: usize = 16 * 1024;
const CRM: &str = "https://crm.example/api/customers";

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let claims = arguments.next().map_or(Ok(CLAIMS), |claims| claims.parse())?;
    let mut places: Vec<String> = arguments.collect();
    if places.is_empty() {
        places = vec![
            "/dev/shm".to_owned(),
            std::env::temp_dir().to_string_lossy().into_owned(),
        ];
    }
    for place in places {
        if place.starts_with("postgresql:") {
            measure(
                &TeamPlace::Postgres {
                    url: place,
                    password: None,
                    ca_file: None,
                },
                claims,
            )?;
            continue;
        }
        let home = tempfile::Builder::new()
            .prefix("kartoteka-team")
            .tempdir_in(&place)?;
        let wait = disk(home.path(), claims)?;
        println!(
            "{place}: the disk's own wait for {WRITTEN} bytes: {}",
            shown(wait)
        );
        let dir = home.path().join("team");
        fs::create_dir(&dir)?;
        fs::set_permissions(&dir, Permissions::from_mode(0o2770))?;
        measure(&TeamPlace::File(dir.join("team.db")), claims)?;
    }
    Ok(())
}

/// How long the disk takes to have some bytes at the end of a file.
fn disk(dir: &Path, times: usize) -> Result<Vec<Duration>, Failure> {
    let mut file = File::create(dir.join("file"))?;
    let mut waits = Vec::new();
    for _ in 0..times {
        let began = Instant::now();
        file.write_all(&[7; WRITTEN])?;
        file.sync_data()?;
        waits.push(began.elapsed());
    }
    Ok(waits)
}

fn measure(place: &TeamPlace, claims: usize) -> Result<(), Failure> {
    for clerks in CLERKS {
        let waits = thread::scope(|scope| {
            let running: Vec<_> = (0..clerks)
                .map(|clerk| {
                    scope.spawn(move || one_clerk(place, &format!("{clerks} {clerk}"), claims / clerks))
                })
                .collect();
            let waits = running
                .into_iter()
                .map(|clerk| clerk.join().unwrap_or_else(|_| Err("panic".into())));
            waits.collect::<Result<Vec<_>, Failure>>()
        })?;
        println!("  {clerks} at once: a claim takes {}", shown(waits.concat()));
    }
    Ok(())
}

fn one_clerk(place: &TeamPlace, name: &str, claims: usize) -> Result<Vec<Duration>, Failure> {
    let secret = TeamSecret::new("the secret of a measured team")?;
    let mut store: Box<dyn TeamStore> = open(place, &secret, TeamMember::default(), Duration::from_secs(10))?;
    let run = std::process::id();
    let mut waits = Vec::new();
    for number in 0..claims {
        let attempt = format!("{run} {name} {number}");
        let payload = format!(
            r#"{{"surname":"Nowak","name":"Anna {attempt}","identifier":"K {attempt}","email":"{number}@a.pl","phone_number":"{:09}"}}"#,
            500_000_000 + number
        );
        let claim = Claim {
            attempt: attempt.clone(),
            resource: Resource::Customer,
            keys: TeamKeys::new(&secret, CRM, &format!("Nowak {number}"), &payload),
            resends: None,
            aware_of: Vec::new(),
        };
        let began = Instant::now();
        let answer = store.claim(&[claim])?.pop();
        waits.push(began.elapsed());
        answer
            .ok_or("no answer")?
            .map_err(|refused| format!("{refused:?}"))?;
        let end = ReportedEnd::Created(number.to_string());
        store.report(&[Report { attempt, end }])?;
    }
    Ok(waits)
}

fn shown(mut waits: Vec<Duration>) -> String {
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 100).copied().unwrap_or_default();
    format!("median {:.2?}, p99 {:.2?}", at(50), at(99))
}
