//! An import that is killed leaves no file behind that nobody asked for, and none that is half written.

use super::{sandbox, signal, table_of};
use crate::Home;
use crate::support::dice::Dice;
use crate::support::home::Told;
use rustix::process::Signal;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How often it is killed, unless the environment says otherwise.
const RUNS: u64 = 20;

/// The files in a directory with what is in them, but for those of the store and the settings.
fn files(dir: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
    let named = files.map(|entry| entry.file_name().into_string().unwrap());
    named
        .map(|name| (name.clone(), fs::read_to_string(dir.join(name)).unwrap()))
        .collect()
}

#[test]
fn a_kill_leaves_neither_a_stray_file_nor_a_half_one() {
    let runs = env::var("KARTOTEKA_CRASH_RUNS").map_or(RUNS, |runs| runs.parse().unwrap());
    // All of them are rejected, so that the import is over soon.
    let table = table_of(100).replace(";Łucja;", ";Łucja;x\u{2028}");
    let arguments = ["--save-map", "mapping.toml"];
    let crm = sandbox();
    let begin = || {
        let home = Home::new(&crm.base_url(), "");
        home.write_table(&table);
        home
    };
    let home = begin();
    let started = Instant::now();
    run(&home, &arguments, None);
    let took = usize::try_from(started.elapsed().as_millis()).unwrap();
    let whole = files(home.path());
    assert_eq!(whole.len(), 4, "{:?}", whole.keys());
    let mut published = 0;
    for number in 0..runs {
        let mut dice = Dice::new(number);
        let home = begin();
        run(&home, &arguments, Some(dice.pause(0, took)));
        for (name, text) in files(home.path()) {
            assert!(whole.contains_key(&name), "run {number} left {name}");
            if name != "kartoteka.toml" {
                assert_eq!(whole[&name], text, "run {number}: {name}");
            }
            published += u64::from(name.contains("rejected"));
        }
        run(&home, &arguments, None);
        let names: Vec<String> = files(home.path()).into_keys().collect();
        assert!(names.iter().eq(whole.keys()), "run {number}: {names:?}");
    }
    println!("{runs} kills: 0 stray files, 0 half ones; the rejected rows were there in {published}");
}

/// Runs an import in the home directory, to its end or until it is killed after so long.
fn run(home: &Home, arguments: &[&str], kill: Option<Duration>) {
    let mut all = vec!["import", "klienci.csv", "--map", "Uwagi=note", "--yes", "--json"];
    all.extend(arguments);
    let child = home.command(&all).current_dir(home.path()).spawn().unwrap();
    if let Some(moment) = kill {
        thread::sleep(moment);
        signal(&child, Signal::KILL);
    }
    Told::of(child);
}
