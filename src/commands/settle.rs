//! `kartoteka settle`: what a person has found out about attempts whose outcome is unknown.

use super::CommandError;
use super::history::{existing_store, not_there};
use super::output::{print, print_error};
use super::setup::Setup;
use crate::cli::{GlobalArgs, SettleArgs};
use crate::customer::{Settlement, SubmissionState, SubmissionSummary, is_usable_id};
use crate::i18n::Locale;
use crate::store::Store;
use crate::submit::outcome;
use crate::text::visible;
use jiff::Timestamp;

pub(super) fn run(global: &GlobalArgs, options: &SettleArgs) -> Result<(), CommandError> {
    let setup = Setup::new(global)?;
    let locale = setup.locale();
    let settlement = match (&options.id, options.not_created) {
        (Some(id), _) if is_usable_id(id) => Some(Settlement::Created(id.clone())),
        (Some(id), _) => {
            let words = locale.texts().notice_not_an_id();
            return Err(CommandError::usage(format!("--as {id}: {words}")));
        }
        (None, true) => Some(Settlement::NotCreated),
        (None, false) => None,
    };
    let mut store = existing_store(global, &setup)?;
    if let Some(store) = &mut store {
        // An attempt that the database has lost can be settled, too.
        store.check_key_log()?;
        print_error(&outcome::log_notices(&store.take_log_notices(), &locale));
    }
    let (Some(attempt), Some(settlement)) = (&options.attempt, settlement) else {
        return list(store.as_ref(), &locale);
    };
    let mut store = store.ok_or_else(|| not_there(global, &locale))?;
    let settled = store.settle(attempt, &settlement, Timestamp::now());
    settled?;
    let words = match &settlement {
        Settlement::Created(id) => locale.texts().settle_as(visible(attempt), visible(id)),
        Settlement::NotCreated => locale.texts().settle_not_created(visible(attempt)),
    };
    print(&format!("{words}\n"))
}

/// The attempts whose outcome is unknown, a line each, and below them what can be done.
fn list(store: Option<&Store>, locale: &Locale) -> Result<(), CommandError> {
    if let Some(store) = store {
        print_error(&outcome::open_loss(store, locale)?);
    }
    let found = store.map(|store| store.history(SubmissionState::Unknown.name(), usize::MAX));
    let rows = found.transpose()?.unwrap_or_default().rows;
    let unknown = rows.iter().filter(|row| row.state == SubmissionState::Unknown);
    let lines: String = unknown.fold(String::new(), |lines, row| lines + &line(row, locale) + "\n");
    if lines.is_empty() {
        return print(&format!("{}\n", locale.texts().settle_nothing()));
    }
    print(&lines)?;
    print_error(&format!("{}\n", locale.texts().settle_how()));
    Ok(())
}

fn line(row: &SubmissionSummary, locale: &Locale) -> String {
    let why = row.outcome.as_ref().and_then(|outcome| locale.why(outcome));
    let who = locale.who_of(row.resource, &row.who);
    let (when, who) = (locale.stored_minute(row.sent_at), visible(&who));
    format!("{}  {when}  {who}  {}", row.attempt, why.unwrap_or_default())
}
