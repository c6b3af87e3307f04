//! `kartoteka status`: what is in the store, for monitoring. Changes nothing there.

mod report;
mod words;

pub(super) use report::StatusReport;

use self::report::{Moment, TeamReport};
use super::CommandError;
use super::output::{print, print_error, print_json};
use super::setup::{self, Setup};
use crate::claims::TeamGuard;
use crate::cli::{Exit, GlobalArgs, StatusArgs};
use crate::i18n::Locale;
use crate::store::store_status;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long the team's store may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) fn run(global: &GlobalArgs, args: &StatusArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let locale = setup.locale();
    let guard = setup.team_guard()?;
    let dir = setup::data_dir(global)?;
    let moment = Moment::now()?;
    let found = store_status(&dir, &moment.day)?;
    let own = found
        .as_ref()
        .and_then(|store| store.id.clone())
        .unwrap_or_default();
    let team = guard.map(|guard| ask_team(guard, own, &locale));
    let report = StatusReport::new(&dir, found.as_ref(), &moment, team);
    if args.json {
        print_json(&report)?;
    } else {
        print(&report.lines(&locale))?;
    }
    if report.has_unknown() {
        print_error(&format!("{}\n", locale.texts().status_settle()));
        return Ok(Exit::Unknown);
    }
    Ok(Exit::Done)
}

/// What the others in the team have open. The thread that asks ends with the program, whether it has an answer or not.
fn ask_team(guard: TeamGuard, own: String, locale: &Locale) -> TeamReport {
    let (answer, answered) = mpsc::channel();
    let asked = thread::Builder::new()
        .name("team".to_owned())
        .spawn(move || answer.send(guard.glance(&own)));
    match answered.recv_timeout(PATIENCE) {
        Ok(Ok(open)) => TeamReport::reached(&open),
        Ok(Err(error)) => TeamReport::away(locale.claims_error(&error)),
        Err(_) => TeamReport::away(asked.map_or_else(
            |error| locale.system_error(&error),
            |_| locale.texts().status_team_silent(),
        )),
    }
}
