//! `kartoteka settle`: what a person has found out about attempts whose outcome is unknown.

use super::CommandError;
use super::history::{existing_store, not_there};
use super::output::{print, print_error};
use super::setup::{self, Setup};
use crate::cli::{Exit, GlobalArgs, SettleArgs};
use crate::customer::{Settlement, SubmissionState, SubmissionSummary, is_usable_id};
use crate::i18n::Locale;
use crate::store::Store;
use crate::store::handle::StoreHandle;
use crate::submit::outcome;
use crate::team::TeamAttempt;
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
    let mut store = own_store(global, &setup)?;
    if let Some(store) = &mut store {
        // An attempt that the database has lost can be settled, too.
        store.check_key_log()?;
        print_error(&outcome::log_notices(&store.take_log_notices(), &locale));
    }
    let (Some(attempt), Some(settlement)) = (&options.attempt, settlement) else {
        // What a colleague has settled by now is not listed as unknown once more.
        let of_team = open_in_team(global, &setup);
        list(store.as_ref(), &locale)?;
        return list_team(&of_team?, &locale);
    };
    settle(global, &setup, store, attempt, &settlement)?;
    let words = match &settlement {
        Settlement::Created(id) => locale.texts().settle_as(visible(attempt), visible(id)),
        Settlement::NotCreated => locale.texts().settle_not_created(visible(attempt)),
    };
    print(&format!("{words}\n"))
}

/// The store of this login; none where nothing was ever sent from here. In a team it is made then: the attempts of colleagues
/// can be settled from a login that has sent nothing.
fn own_store(global: &GlobalArgs, setup: &Setup) -> Result<Option<Store>, CommandError> {
    if setup.loaded.config.team.is_used() {
        setup::make_private(&setup::data_dir(global)?)?;
    }
    existing_store(global, setup)
}

/// Settles an attempt of this host, or of another one in the team.
fn settle(
    global: &GlobalArgs,
    setup: &Setup,
    store: Option<Store>,
    attempt: &str,
    settlement: &Settlement,
) -> Result<(), CommandError> {
    let guard = setup.team_guard()?;
    let is_own = match &store {
        Some(store) => store.submission(attempt)?.is_some(),
        None => false,
    };
    if is_own || guard.is_none() {
        let mut store = store.ok_or_else(|| not_there(global, &setup.locale()))?;
        store.settle(attempt, settlement, Timestamp::now())?;
        print_error(&outcome::audit_failure(store.audit_failure(), &setup.locale()));
    }
    let Some(guard) = guard else { return Ok(()) };
    let mut journal = StoreHandle::new(setup.store_options(setup::data_dir(global)?));
    match guard.settle(&mut journal, attempt, settlement) {
        // The journal has it, and the team's store follows.
        Err(error) if is_own => {
            let words = setup.locale().claims_error(&error);
            print_error(&format!("kartoteka: {words}\n"));
            Ok(())
        }
        Err(error) => Err(CommandError::new(
            Exit::NotSent,
            setup.locale().claims_error(&error),
        )),
        Ok(before) => {
            if let Some((theirs, by)) = before {
                let words = setup.locale().settled_otherwise(attempt, &theirs, &by);
                print_error(&format!("kartoteka: {words}\n"));
            }
            Ok(())
        }
    }
}

/// The attempts of others in the team of which nobody knows what became of them; none without a team. The journal learns first what
/// the others have settled.
fn open_in_team(global: &GlobalArgs, setup: &Setup) -> Result<Vec<TeamAttempt>, CommandError> {
    let Some(guard) = setup.team_guard()? else {
        return Ok(Vec::new());
    };
    let mut journal = StoreHandle::new(setup.store_options(setup::data_dir(global)?));
    let synced = guard.sync(&mut journal);
    let open = synced.and_then(|synced| {
        print_error(&setup.synced(&synced));
        guard.open_attempts(&mut journal)
    });
    open.map_err(|error| CommandError::new(Exit::NotSent, setup.locale().claims_error(&error)))
}

/// Those whose outcome is unknown, a line each.
fn list_team(open: &[TeamAttempt], locale: &Locale) -> Result<(), CommandError> {
    let unknown = open
        .iter()
        .filter(|attempt| attempt.state == SubmissionState::Unknown);
    let lines = unknown.fold(String::new(), |lines, attempt| {
        let by = attempt.member.to_string();
        let since = locale.local_minute(attempt.since);
        format!(
            "{lines}{}  {since}  {}\n",
            visible(&attempt.attempt),
            visible(&by)
        )
    });
    if lines.is_empty() {
        return Ok(());
    }
    print_error(&format!("{}\n", locale.texts().settle_team()));
    print(&lines)
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
