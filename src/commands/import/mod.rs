//! `kartoteka import`: sends the customers of a sheet, one at a time, and goes on where that stopped.
//!
//! The sheet is read row by row, once to find out what it is, once to look at all rows, and once to send them, so that it
//! may be of any length. Nothing is remembered of a row but what the journal knows: a row is looked at again right before
//! it is sent.

mod clerk;
mod columns;
mod consent;
mod content;
mod input;
mod map_file;
mod opening;
mod pace;
mod progress;
mod rejected;
mod report;
mod review;
mod sending;
mod tally;

use super::output::{print, tell};
use super::setup::{self, Setup};
use super::{CommandError, Exit, guard};
use crate::cli::{self, GlobalArgs};
use crate::customer::RuleContext;
use crate::endpoint::CrmAddress;
use crate::i18n::Locale;
use crate::import::columns::{Adjustments, Mapping, TableCells, unmarked};
use crate::import::{Table, TableRow};
use crate::store::Error;
use crate::store::handle::StoreHandle;
use crate::text::visible;
use clerk::{RowClassifier, RowStatus};
use input::SpooledInput;
use std::io::{IsTerminal as _, stdin};
use std::path::PathBuf;
use tally::ImportSummary;

/// One `kartoteka import`.
struct Import<'a> {
    global: &'a GlobalArgs,
    options: &'a cli::ImportArgs,
    setup: &'a Setup,
    locale: &'a Locale,
    table: &'a Table,
    clerk: RowClassifier<'a>,
    /// The sheet's name, safe to show.
    name: String,
    /// Where the rejected rows go, if anywhere.
    rejected: Option<PathBuf>,
}

pub(super) fn run(global: &GlobalArgs, options: &cli::ImportArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let (locale, facts) = (setup.locale(), setup.facts());
    let (profile_name, profile) = setup.profile(global)?;
    need_answers(&setup, options, &locale)?;
    let target = CrmAddress::new(&profile.base_url).map_err(|error| {
        CommandError::usage(
            locale
                .texts()
                .profile_failed(profile_name, locale.target_error(error)),
        )
    })?;
    let SpooledInput { file, name, rejected } = SpooledInput::open(global, options, &locale)?;
    let table = opening::open(file, &name, options, &locale)?;
    let cells = cells(&name, &table, &locale)?;
    let mapping = mapping(&name, &table, &cells, options, &facts, &locale)?;
    tell(&columns::shown(
        &name,
        &table,
        &mapping,
        &cells,
        &facts,
        &locale,
        setup.ascii,
    ));
    opening::look_at_quotes(&name, &table, options, &locale)?;
    if let Some(path) = &options.save_map {
        map_file::save(path, &mapping, &locale).map_err(CommandError::usage)?;
    }
    let import = Import {
        global,
        options,
        setup: &setup,
        locale: &locale,
        table: &table,
        clerk: RowClassifier {
            locale: &locale,
            facts: &facts,
            mapping: &mapping,
            sheet: &table.hash,
            url: target.customers_url(),
            accept_warnings: options.accept_warnings,
            retry: options.retry,
        },
        name,
        rejected,
    };
    if options.review {
        return review::run(&import);
    }
    let tally = import.survey()?;
    if options.check {
        import.conclude(&tally, None)?;
        return Ok(tally.exit(true));
    }
    sending::run(&import, &tally)
}

/// Refuses an import that would ask somebody who cannot answer.
fn need_answers(setup: &Setup, options: &cli::ImportArgs, locale: &Locale) -> Result<(), CommandError> {
    let asks = !options.check && !options.yes;
    if asks && input::is_stdin(options) {
        return Err(CommandError::usage(locale.texts().import_stdin_needs_yes()));
    }
    if options.review {
        return setup.need_terminal();
    }
    if asks && !stdin().is_terminal() {
        return Err(CommandError::usage(locale.texts().import_needs_yes()));
    }
    Ok(())
}

/// Looks once at all cells, for what the columns are like.
fn cells(name: &str, table: &Table, locale: &Locale) -> Result<TableCells, CommandError> {
    let failed = |error| CommandError::usage(format!("{name}: {}", opening::table_error(&error, locale)));
    let mut cells = TableCells::default();
    for row in table.rows().map_err(failed)? {
        cells.add(row.map_err(failed)?.cells.iter());
    }
    Ok(cells)
}

/// Where the columns go; what is not known is reported, a line each.
fn mapping(
    name: &str,
    table: &Table,
    cells: &TableCells,
    options: &cli::ImportArgs,
    facts: &RuleContext,
    locale: &Locale,
) -> Result<Mapping, CommandError> {
    let (saved, missing) = match &options.map_file {
        None => (Vec::new(), Vec::new()),
        Some(path) => {
            map_file::read(path, &unmarked(&table.headings), facts, locale).map_err(CommandError::usage)?
        }
    };
    if let (Some(path), false) = (&options.map_file, missing.is_empty()) {
        let path = visible(&path.to_string_lossy()).into_owned();
        let missing = visible(&missing.join(", ")).into_owned();
        tell(&format!("{path}: {}\n", locale.texts().map_file_missing(missing)));
    }
    let adjustments = Adjustments {
        typed: &options.adjustments,
        saved: &saved,
    };
    let mapping = Mapping::new(&table.headings, cells, adjustments, facts);
    mapping.map_err(|errors| {
        let words = errors.iter().map(|error| columns::mapping_error(error, locale));
        words.for_each(|words| tell(&format!("{name}: {words}\n")));
        CommandError::usage(locale.texts().import_columns_untold())
    })
}

impl Import<'_> {
    /// Looks at all rows, and counts what is to become of them. With `--check` it also reports each row.
    fn survey(&self) -> Result<ImportSummary, CommandError> {
        let mut journal = self.journal()?;
        let mut tally = ImportSummary::default();
        for row in self.rows()? {
            let row = row?;
            let verdict = self.clerk.examine(&row, journal.as_mut());
            if let Some(journal) = &mut journal {
                tell(&guard::log_notices(&journal.take_log_notices(), self.locale));
            }
            let verdict = verdict.map_err(|error| self.untold(&error))?;
            tally.add(verdict.end());
            tally.not_compared += u64::from(verdict.has_nothing_to_compare());
            if self.options.check {
                self.tell_row(&row, &verdict)?;
            }
        }
        Ok(tally)
    }

    /// The rows of the sheet, from the first one.
    fn rows(&self) -> Result<impl Iterator<Item = Result<TableRow, CommandError>>, CommandError> {
        let failed = |error| {
            CommandError::usage(format!(
                "{}: {}",
                self.name,
                opening::table_error(&error, self.locale)
            ))
        };
        let rows = self.table.rows().map_err(failed)?;
        Ok(rows.map(move |row| row.map_err(failed)))
    }

    /// The journal; none where nothing was ever sent from here. Looking makes no directory.
    fn journal(&self) -> Result<Option<StoreHandle>, CommandError> {
        let dir = setup::data_dir(self.global)?;
        Ok(dir.is_dir().then(|| StoreHandle::new(self.setup.keeping(dir))))
    }

    /// The journal cannot be read, so that nothing was sent.
    fn untold(&self, error: &Error) -> CommandError {
        CommandError::new(Exit::NotSent, self.locale.store_error(error))
    }

    /// Tells what is to become of a row: all of them in JSON, those that cannot be sent in words.
    fn tell_row(&self, row: &TableRow, verdict: &RowStatus) -> Result<(), CommandError> {
        if self.options.json {
            return report::print_row(row.line, &verdict.json(self.locale));
        }
        match verdict.reason(self.locale) {
            Some(reason) => print(&format!("{}\n", report::line(row.line, &reason, self.locale))),
            None => Ok(()),
        }
    }
}
