//! `import`: tables against real sockets, to the last row, whatever comes between.

mod bytes;
mod columns;
mod content;
mod existing;
mod exports;
mod faults;
pub use faults::created;
mod files;
mod half;
mod jobs;
mod kills;
mod map_file;
mod pipes;
mod questions;
mod reading;
mod resume;
mod vcard;

use super::support::home::Told;
use super::{Home, sandbox};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Child;

/// A table of so many customers, all different.
fn table_of(rows: usize) -> String {
    let rows = (1..=rows).map(|row| format!("Żółw {row};Łucja;K-{row};żółw{row}@łódź.example.pl\n"));
    format!("Nazwisko;Imię;Identyfikator;Uwagi\n{}", rows.collect::<String>())
}

impl Home {
    /// Puts a table into the home directory.
    fn write_table(&self, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join("klienci.csv");
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Imports that table, without asking unless the arguments say otherwise, and tells it in JSON.
    fn import(&self, arguments: &[&str]) -> Told {
        let file = self.path().join("klienci.csv");
        let mut all = vec!["import", file.to_str().unwrap(), "--map", "Uwagi=note", "--json"];
        all.extend(arguments);
        if !arguments.contains(&"--check") {
            all.push("--yes");
        }
        self.pipe(&all, b"")
    }

    /// Begins to import that table, and tells it in JSON.
    fn begin_import(&self, arguments: &[&str]) -> Child {
        let file = self.path().join("klienci.csv");
        let mut all = vec![
            "import",
            file.to_str().unwrap(),
            "--map",
            "Uwagi=note",
            "--yes",
            "--json",
        ];
        all.extend(arguments);
        self.command(&all).spawn().unwrap()
    }

    /// What the rejected rows say, a line each; none where there is no such file.
    fn rejected(&self) -> Option<String> {
        fs::read_to_string(self.path().join("klienci.rejected.csv")).ok()
    }
}

impl Told {
    /// The count of an end in the summary.
    #[track_caller]
    fn count(&self, end: &str) -> u64 {
        let last = self.json().pop().unwrap();
        last["summary"][end]
            .as_u64()
            .unwrap_or_else(|| panic!("{end}: {self:?}"))
    }

    /// The ends that are not 0, with their counts.
    #[track_caller]
    fn counts(&self) -> Vec<(String, u64)> {
        let last = self
            .json()
            .pop()
            .unwrap_or_else(|| panic!("no summary: {self:?}"));
        let counts = last["summary"].as_object().unwrap().clone().into_iter();
        let counts = counts.map(|(end, count)| (end, count.as_u64().unwrap()));
        counts
            .filter(|(end, count)| end != "rows" && *count > 0)
            .collect()
    }

    /// The object of a row.
    #[track_caller]
    fn row(&self, number: u64) -> Value {
        let row = self.json().into_iter().find(|row| row["row"] == number);
        row.unwrap_or_else(|| panic!("row {number}: {self:?}"))
    }
}

fn counts(ends: &[(&str, u64)]) -> Vec<(String, u64)> {
    ends.iter()
        .map(|(end, count)| ((*end).to_owned(), *count))
        .collect()
}

fn signal(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}
