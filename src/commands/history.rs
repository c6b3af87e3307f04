//! `kartoteka history`: what was sent from this machine.

use super::Failure;
use super::setup;
use crate::cli::{Global, History, Purge};
use crate::config;
use crate::store::Store;
use jiff::{Span, ZonedDateTime};
use std::fmt::Write as _;
use std::io::Write as _;

pub(super) fn run(global: &Global, command: &History) -> Result<(), Failure> {
    match command {
        History::Purge(options) => purge(global, options),
    }
}

fn purge(global: &Global, options: &Purge) -> Result<(), Failure> {
    let history = config::load(global.config.as_deref())
        .map_err(Failure::usage)?
        .config
        .history;
    let now = ZonedDateTime::now();
    let age = options
        .older_than
        .unwrap_or_else(|| Span::new().days(i64::from(history.keep_days)));
    let before = now.checked_sub(age).map_err(Failure::usage)?;
    let dir = setup::data_dir(global)?;
    if !dir.is_dir() {
        return Err(Failure::usage(format!(
            "{}: there is no such directory, so nothing was sent from here; check --data-dir",
            dir.display()
        )));
    }
    let mut store = Store::open(&dir, now.timestamp()).map_err(Failure::usage)?;
    let deleted = store.purge(before.timestamp()).map_err(Failure::usage)?;
    store.rewrite();
    let kept = store.unknown_count().map_err(Failure::usage)?;
    let mut told = format!("{deleted} deleted\n");
    if kept > 0 {
        let _ = writeln!(
            told,
            "{kept} with an unknown outcome kept: settle them in the form (F3)"
        );
    }
    // That nobody may be listening does not bring the records back.
    let _ = std::io::stdout().lock().write_all(told.as_bytes());
    Ok(())
}
