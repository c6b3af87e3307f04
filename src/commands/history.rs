//! `kartoteka history`: what was sent from this machine.

use super::CommandError;
use super::output::{json_line, print, print_error};
use super::setup::{self, Setup};
use crate::cli::{GlobalArgs, HistoryArgs, HistoryCommand, HistoryFormat, PurgeArgs};
use crate::customer::{HistoryRows, Outcome, StoredTime, SubmissionState, SubmissionSummary};
use crate::endpoint::Resource;
use crate::i18n::Locale;
use crate::import::columns::marks;
use crate::store::{LockTimeout, Store};
use crate::submit::outcome;
use crate::text::{layout, visible};
use jiff::{Span, Timestamp, ZonedDateTime};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt::Write as _;

pub(super) fn run(global: &GlobalArgs, options: &HistoryArgs) -> Result<(), CommandError> {
    match &options.command {
        Some(HistoryCommand::Purge(options)) => purge(global, options),
        None => list(global, options),
    }
}

/// The newest attempts, in the form that is wanted.
fn list(global: &GlobalArgs, options: &HistoryArgs) -> Result<(), CommandError> {
    let setup = Setup::new(global)?;
    let locale = setup.locale();
    let store = existing_store(global, &setup)?;
    if let Some(store) = &store {
        print_error(&outcome::open_loss(store, &locale)?);
    }
    let limit = options.limit.unwrap_or(match options.format {
        HistoryFormat::Table => 50,
        HistoryFormat::Json | HistoryFormat::Csv => usize::MAX,
    });
    match options.format {
        HistoryFormat::Table => {
            let page = store.map(|store| store.history("", limit));
            list_table(&page.transpose()?.unwrap_or_default(), &locale)
        }
        HistoryFormat::Json => each_row(store.as_ref(), limit, |rows| {
            let lines = rows
                .iter()
                .map(json_row)
                .collect::<Result<String, CommandError>>();
            print(&lines?)
        }),
        HistoryFormat::Csv => {
            print(&csv_of([CSV_HEAD].into_iter())?)?;
            each_row(store.as_ref(), limit, |rows| print(&csv(rows, &locale)?))
        }
    }
}

/// The newest rows of a store, some at a time; none where there is no store.
fn each_row(
    store: Option<&Store>,
    limit: usize,
    receive: impl FnMut(&[SubmissionSummary]) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    store.map_or(Ok(()), |store| store.each_row(limit, receive))
}

fn list_table(page: &HistoryRows, locale: &Locale) -> Result<(), CommandError> {
    print(&table(&page.rows, locale))?;
    if page.rows.len() < page.total {
        print_error(&format!(
            "{}\n",
            locale.texts().history_more(page.rows.len(), page.total)
        ));
    }
    Ok(())
}

/// The columns of the table that are as wide as their widest cell; what is behind them is as wide as it likes.
const ALIGNED: usize = 4;

fn table(rows: &[SubmissionSummary], locale: &Locale) -> String {
    let texts = locale.texts();
    if rows.is_empty() {
        return format!("{}\n", texts.history_empty());
    }
    let head = [
        texts.column_sent_at(),
        texts.column_state(),
        texts.label_customer_id(),
        texts.column_who(),
        texts.column_why(),
    ];
    let cells = rows.iter().map(|row| {
        [
            locale.stored_minute(row.sent_at),
            locale.state(row.state),
            visible(row.customer_id.as_deref().unwrap_or("")).into_owned(),
            visible(&locale.who_of(row.resource, &row.who)).into_owned(),
            why(row, locale),
        ]
    });
    let lines: Vec<[String; ALIGNED + 1]> = std::iter::once(head).chain(cells).collect();
    let widths: [usize; ALIGNED] = std::array::from_fn(|column| {
        lines
            .iter()
            .map(|line| layout::width(&line[column]))
            .max()
            .unwrap_or(0)
    });
    lines.iter().fold(String::new(), |mut table, line| {
        let mut text = String::new();
        for (cell, width) in line.iter().zip(widths) {
            let blanks = width.saturating_sub(layout::width(cell)) + 2;
            let _ = write!(text, "{cell}{:blanks$}", "");
        }
        text += &line[ALIGNED];
        let _ = writeln!(table, "{}", text.trim_end());
        table
    })
}

/// Why it did not create, or that a person has settled it.
fn why(row: &SubmissionSummary, locale: &Locale) -> String {
    if row.settled_at.is_some() {
        return locale.texts().settled_by_hand();
    }
    let why = row.outcome.as_ref().and_then(|outcome| locale.why(outcome));
    why.unwrap_or_default()
}

fn json_row(row: &SubmissionSummary) -> Result<String, CommandError> {
    json_line(&HistoryRow {
        attempt: &row.attempt,
        sent_at: row.sent_at,
        state: row.state.name(),
        resource: row.resource.name(),
        who: &row.who,
        customer_id: id_of(row, Resource::Customer),
        company_id: id_of(row, Resource::Company),
        settled_at: row.settled_at,
        outcome: row.outcome.as_ref(),
    })
}

/// A record, in JSON.
#[derive(Serialize, JsonSchema)]
pub(super) struct HistoryRow<'a> {
    /// The attempt's id.
    attempt: &'a str,
    /// When it went out; none where the record cannot say that any more.
    sent_at: StoredTime,
    /// Its state.
    #[schemars(extend("enum" = SubmissionState::ALL.map(SubmissionState::name)))]
    state: &'a str,
    /// What it was to create.
    #[schemars(extend("enum" = Resource::ALL.map(Resource::name)))]
    resource: &'a str,
    /// The surname and name, or the company's name.
    who: &'a str,
    /// The id of the customer in the CRM.
    customer_id: Option<&'a str>,
    /// The id of the company in the CRM.
    company_id: Option<&'a str>,
    /// When a person decided what became of it.
    settled_at: Option<StoredTime>,
    /// How the send ended; none while it is being sent.
    outcome: Option<&'a Outcome>,
}

/// The id in the CRM, if the row is about this.
fn id_of(row: &SubmissionSummary, resource: Resource) -> Option<&str> {
    row.customer_id.as_deref().filter(|_| row.resource == resource)
}

/// The columns of the CSV. New ones come last, so that the others stay where they are.
const CSV_HEAD: [&str; 8] = [
    "attempt",
    "sent_at",
    "state",
    "customer_id",
    "who",
    "why",
    "resource",
    "company_id",
];

fn csv(rows: &[SubmissionSummary], locale: &Locale) -> Result<String, CommandError> {
    csv_of(rows.iter().map(|row| {
        let id = |resource| marks::mark(&visible(id_of(row, resource).unwrap_or(""))).into_owned();
        [
            row.attempt.clone(),
            row.sent_at.get().map_or_else(String::new, |at| at.to_string()),
            row.state.name().to_owned(),
            id(Resource::Customer),
            marks::mark(&visible(&row.who)).into_owned(),
            marks::mark(&why(row, locale)).into_owned(),
            row.resource.name().to_owned(),
            id(Resource::Company),
        ]
    }))
}

fn csv_of<T: AsRef<[u8]>>(records: impl Iterator<Item = [T; 8]>) -> Result<String, CommandError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        writer.write_record(record).map_err(CommandError::usage)?;
    }
    let bytes = writer.into_inner().map_err(CommandError::usage)?;
    String::from_utf8(bytes).map_err(CommandError::usage)
}

/// The store, opened; none where nothing was ever sent from here. Says on stderr what it had lost.
///
/// # Errors
/// If it cannot be opened, or the command line names a directory that is not there.
pub(super) fn existing_store(global: &GlobalArgs, setup: &Setup) -> Result<Option<Store>, CommandError> {
    let dir = setup::data_dir(global)?;
    if dir.is_dir() {
        setup.announce_update(&dir);
        let audit = setup.loaded.config.audit.target();
        let mut store = Store::open_audited(&dir, Timestamp::now(), LockTimeout::Sending, audit)?;
        store.set_detail(setup.loaded.config.history.store)?;
        print_error(&outcome::log_notices(&store.take_log_notices(), &setup.locale()));
        return Ok(Some(store));
    }
    if global.data_dir.is_some() {
        return Err(not_there(global, &setup.locale()));
    }
    Ok(None)
}

/// There is no data directory.
pub(super) fn not_there(global: &GlobalArgs, locale: &Locale) -> CommandError {
    let dir = setup::data_dir(global);
    match dir {
        Ok(dir) => CommandError::usage(
            locale
                .texts()
                .history_no_directory(visible(&dir.to_string_lossy())),
        ),
        Err(failure) => failure,
    }
}

fn purge(global: &GlobalArgs, options: &PurgeArgs) -> Result<(), CommandError> {
    let setup = Setup::new(global)?;
    let history = &setup.loaded.config.history;
    let now = ZonedDateTime::now();
    let age = options
        .older_than
        .unwrap_or_else(|| Span::new().days(i64::from(history.keep_days)));
    let before = now.checked_sub(age).map_err(CommandError::usage)?;
    let store = existing_store(global, &setup)?;
    let mut store = store.ok_or_else(|| not_there(global, &setup.locale()))?;
    if let Some(doubt) = store.clock_doubt()
        && !(options.trust_clock && doubt.is_possible())
    {
        return Err(CommandError::usage(setup.locale().purge_refused(&doubt)));
    }
    let deleted = store.purge(before.timestamp())?;
    let forgotten = options
        .forget
        .then(|| store.forget_purged(before.timestamp()))
        .transpose()?;
    store.rewrite();
    let (kept, undated) = (store.unknown_count()?, store.unreadable_times()?);
    let locale = setup.locale();
    print_error(&outcome::log_notices(&store.take_log_notices(), &locale));
    let mut lines = vec![locale.texts().purge_deleted(deleted)];
    lines.extend(forgotten.map(|count| locale.texts().purge_forgotten(count)));
    if kept > 0 {
        lines.push(locale.texts().purge_kept(kept));
    }
    if undated > 0 {
        lines.push(locale.texts().purge_undated(undated));
    }
    print(&(lines.join("\n") + "\n"))
}
