//! `kartoteka import`: sends the customers of a table, and continues where that stopped.
//!
//! The table is read row by row, once to find out what it is, once to classify all rows, and once to send them, so that it
//! may be of any length. Nothing is remembered of a row but what the journal knows: a row is classified again right before
//! it is sent.

mod progress;
mod questions;

use super::output::{print, print_error, print_json};
use super::setup::{self, Setup};
use super::{CommandError, form, reader};
use crate::cli::{Exit, GlobalArgs, ImportArgs};
use crate::customer::RuleContext;
use crate::i18n::Locale;
use crate::import::columns::{Adjustments, Mapping, TableCells, unmarked};
use crate::import::{
    Error, Import, ImportJournal, ImportReport, ImportRun, ImportSummary, RejectedTable, RejectedTableError,
    RowClassifier, RowOutcome, RunOptions, SpooledInput, Table, TableError, TableRow, describe, map_file,
    refuse_foreign, with_line,
};
use crate::store::handle::StoreHandle;
use crate::submit::{FirstSignal, outcome};
use crate::text::visible;
use progress::ImportProgress;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// The command line and the settings of one import.
struct ImportCommand<'a> {
    global: &'a GlobalArgs,
    args: &'a ImportArgs,
    setup: &'a Setup,
    locale: &'a Locale,
    /// The table's name, safe to show.
    name: String,
    /// Where rejected rows go, if anywhere.
    rejected: Option<PathBuf>,
}

pub(super) fn run(global: &GlobalArgs, args: &ImportArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let (locale, context) = (setup.locale(), setup.rule_context(global)?);
    setup.profile(global)?;
    questions::need_answers(&setup, args, &locale)?;
    let url = setup.address(global)?.customers_url();
    let SpooledInput {
        file,
        name,
        has_place,
    } = SpooledInput::open(&args.file, || {
        let dir = setup::data_dir(global)?;
        setup::make_private(&dir).map(|()| dir)
    })?;
    let beside = has_place.then(|| args.file.with_extension("rejected.csv"));
    let command = ImportCommand {
        global,
        args,
        setup: &setup,
        locale: &locale,
        name,
        rejected: args.rejected.clone().or(beside),
    };
    let table = command.open(file)?;
    let cells = table.cells().map_err(|error| command.table_failed(&error))?;
    let mapping = command.mapping(&table, &cells, &context)?;
    print_error(&describe(
        &command.name,
        &table,
        &mapping,
        &cells,
        &context,
        &locale,
        setup.ascii,
    ));
    command.ask_about_line_breaks(&table)?;
    if let Some(path) = &args.save_map {
        map_file::save(path, &mapping, &locale).map_err(CommandError::usage)?;
    }
    command.run(&Import {
        locale: &locale,
        table: &table,
        classifier: RowClassifier {
            locale: &locale,
            context: &context,
            mapping: &mapping,
            table: &table.hash,
            url,
            accept_warnings: args.accept_warnings,
            retry: args.retry,
        },
    })
}

impl ImportCommand<'_> {
    fn run(&self, import: &Import) -> Result<Exit, CommandError> {
        if self.args.review {
            return self.review(import);
        }
        let summary = self.survey(import)?;
        if self.args.check {
            self.print_summary(&summary, None)?;
            return Ok(exit_of(&summary, true));
        }
        self.send(import, &summary)
    }

    /// Parks the rows that cannot be sent, and opens the form with the first.
    fn review(&self, import: &Import) -> Result<Exit, CommandError> {
        let (profile, _) = self.setup.profile(self.global)?;
        let mut journal = StoreHandle::new(self.setup.store_options(setup::data_dir(self.global)?));
        let parked = import.park(profile, &mut journal, &print_error);
        // This session ends before that of the form begins, which takes over what it has left open.
        drop(journal);
        let texts = self.locale.texts();
        let Some(count) = parked.map_err(|error| self.failed(&error))? else {
            return print(&format!("{}\n", texts.import_nothing_to_review())).map(|()| Exit::Done);
        };
        print_error(&format!("{}\n", texts.import_parked(count)));
        form::run(self.global, None).map(|()| Exit::Done)
    }

    /// Classifies all rows, and counts what is to become of them. With `--check` each is printed, too.
    fn survey(&self, import: &Import) -> Result<ImportSummary, CommandError> {
        let mut journal = self.journal()?;
        let mut summary = ImportSummary::default();
        let rows = import.statuses(journal.as_mut(), &print_error);
        for row in rows.map_err(|error| self.failed(&error))? {
            let (row, status) = row.map_err(|error| self.failed(&error))?;
            summary.add_status(&status);
            if !self.args.check {
                continue;
            }
            if self.args.json {
                print_row(row.line, &status.json(self.locale))?;
            } else if let Some(reason) = status.reason(self.locale) {
                print(&format!("{}\n", with_line(row.line, &reason, self.locale)))?;
            }
        }
        Ok(summary)
    }

    /// Sends the rows that may be sent, after a question.
    fn send(&self, import: &Import, survey: &ImportSummary) -> Result<Exit, CommandError> {
        let refused =
            |error: RejectedTableError| CommandError::usage(self.locale.rejected_table_error(&error));
        if let Some(path) = &self.rejected {
            refuse_foreign(path).map_err(refused)?;
        }
        let (_, profile) = self.setup.profile(self.global)?;
        let sends = survey.of(RowOutcome::Left) > 0;
        if sends {
            self.stop_on_loss()?;
            self.setup.warn_insecure(profile);
            self.ask_to_send(survey, &import.classifier.url, &profile.user)?;
        }
        let begun = self.rejected.clone();
        let begun = begun
            .map(|path| RejectedTable::begin(path, import.table))
            .transpose();
        let begun = begun.map_err(refused)?;
        let journal = if sends {
            let mut submitter = self.setup.submitter(self.global)?;
            self.setup.join_team(&mut submitter, self.args.without_team)?;
            ImportJournal::Send(Box::new(submitter))
        } else {
            ImportJournal::Read(self.journal()?.map(Box::new))
        };
        let options = RunOptions {
            check_duplicates: profile.check_duplicates,
            past_unknown: self.args.past_unknown,
            per_minute: self.args.per_minute,
            jobs: usize::from(self.args.jobs),
        };
        let stop = reader::listen(FirstSignal::Stops)?;
        let bar = ImportProgress::new(survey.rows(), self.setup, self.locale);
        let mut run = ImportRun::new(import, options, journal, begun, stop, &bar);
        let read = self.send_rows(import, &mut run, &bar);
        bar.end();
        Ok(self.finish(run, read))
    }

    fn send_rows(
        &self,
        import: &Import,
        run: &mut ImportRun,
        bar: &ImportProgress,
    ) -> Result<(), CommandError> {
        let rows = import.table.rows().map_err(|error| self.table_failed(&error))?;
        let read = self.add_rows(rows, run, bar);
        // What is in flight comes to its end, whatever has gone wrong here.
        run.finish_rows();
        let reported = self.report_done(run, bar);
        read.and(reported)
    }

    fn add_rows(
        &self,
        rows: impl Iterator<Item = Result<TableRow, TableError>>,
        run: &mut ImportRun,
        bar: &ImportProgress,
    ) -> Result<(), CommandError> {
        for row in rows {
            run.add(row.map_err(|error| self.table_failed(&error))?);
            self.report_done(run, bar)?;
        }
        Ok(())
    }

    /// Reports the rows that are done, in the order of the table.
    fn report_done(&self, run: &mut ImportRun, bar: &ImportProgress) -> Result<(), CommandError> {
        loop {
            let done = run.take_done(!self.args.json);
            let done = done.map_err(|error| {
                CommandError::new(Exit::NotSent, self.locale.rejected_table_error(&error))
            })?;
            let Some((row, result)) = done else { return Ok(()) };
            bar.advance(run.summary());
            if self.args.json {
                bar.aside(|| print_row(row.line, &result.json))?;
            }
        }
    }

    /// Writes the rejected rows and the summary, also where the reading failed before the last row.
    fn finish(&self, run: ImportRun, read: Result<(), CommandError>) -> Exit {
        let (texts, summary) = (self.locale.texts(), *run.summary());
        let mut exit = exit_of(&summary, false);
        if run.is_stopped() {
            print_error(&format!("kartoteka: {}\n", texts.import_stopped()));
        }
        if let Err(error) = read {
            error.print(self.locale);
            exit = exit.or_worse(Exit::NotSent);
        }
        if run.has_reported_rejected() {
            print_error(&format!("kartoteka: {}\n", texts.import_no_rejected_file()));
        }
        print_error(&outcome::audit_failure(run.audit_failure(), self.locale));
        let published = run.publish_rejected().unwrap_or_else(|error| {
            print_error(&format!(
                "kartoteka: {}\n",
                self.locale.rejected_table_error(&error)
            ));
            exit = exit.or_worse(Exit::Invalid);
            None
        });
        // The outcome of the rows matters more than whether it could be printed.
        if let Err(error) = self.print_summary(&summary, published.as_deref()) {
            error.print(self.locale);
        }
        exit
    }

    /// The fields of the columns. What is wrong with a column is printed, a line each.
    fn mapping(
        &self,
        table: &Table,
        cells: &TableCells,
        context: &RuleContext,
    ) -> Result<Mapping, CommandError> {
        let (name, locale) = (&self.name, self.locale);
        let mut saved = Vec::new();
        if let Some(path) = &self.args.map_file {
            let headings = unmarked(&table.headings);
            let (found, missing) =
                map_file::read(path, &headings, context, locale).map_err(CommandError::usage)?;
            saved = found;
            if !missing.is_empty() {
                let path = visible(&path.to_string_lossy()).into_owned();
                let missing = visible(&missing.join(", ")).into_owned();
                print_error(&format!("{path}: {}\n", locale.texts().map_file_missing(missing)));
            }
        }
        let adjustments = Adjustments {
            typed: &self.args.adjustments,
            saved: &saved,
        };
        let mapping = Mapping::new(&table.headings, cells, adjustments, context);
        mapping.map_err(|errors| {
            for error in &errors {
                print_error(&format!("{name}: {}\n", locale.mapping_error(error)));
            }
            CommandError::usage(locale.texts().import_columns_unclear())
        })
    }

    /// The journal; none where nothing was ever sent from here. Makes no directory.
    fn journal(&self) -> Result<Option<StoreHandle>, CommandError> {
        let dir = setup::data_dir(self.global)?;
        Ok(dir
            .is_dir()
            .then(|| StoreHandle::new(self.setup.store_options(dir))))
    }

    fn table_failed(&self, error: &TableError) -> CommandError {
        CommandError::usage(format!("{}: {}", self.name, self.locale.table_error(error)))
    }

    fn failed(&self, error: &Error) -> CommandError {
        match error {
            Error::Table(error) => self.table_failed(error),
            Error::Store(error) => CommandError::new(Exit::NotSent, self.locale.store_error(error)),
        }
    }

    /// Prints the summary, and where the rejected rows are.
    fn print_summary(&self, summary: &ImportSummary, rejected: Option<&Path>) -> Result<(), CommandError> {
        let rejected = rejected.map(|path| visible(&path.to_string_lossy()).into_owned());
        if self.args.json {
            return print_json(&ImportReport {
                summary: *summary,
                not_compared: summary.not_compared,
                rejected_file: rejected,
            });
        }
        let mut lines = summary.lines(self.locale, self.args.check);
        if summary.not_compared > 0 {
            lines.push_str(&self.locale.texts().import_not_compared(summary.not_compared));
            lines.push('\n');
        }
        if let Some(path) = rejected {
            lines.push_str(&self.locale.texts().import_see_rejected(path));
            lines.push('\n');
        }
        print(&lines)
    }
}

/// Prints the JSON object of a row.
fn print_row(line: u64, members: &Value) -> Result<(), CommandError> {
    let mut row = Map::new();
    row.insert("row".to_owned(), line.into());
    row.extend(members.as_object().cloned().unwrap_or_default());
    print_json(&row)
}

/// How rows end the program: by the worst of them. Rows that were only checked are not left behind.
fn exit_of(summary: &ImportSummary, checked: bool) -> Exit {
    let exits = summary.outcomes().map(|outcome| match outcome {
        RowOutcome::Created | RowOutcome::CreatedEarlier | RowOutcome::InForm => Exit::Done,
        RowOutcome::CreatedOtherwise | RowOutcome::Invalid => Exit::Invalid,
        RowOutcome::Rejected => Exit::Rejected,
        RowOutcome::Left if checked => Exit::Done,
        RowOutcome::NotSent | RowOutcome::Left => Exit::NotSent,
        RowOutcome::Unknown | RowOutcome::Blocked | RowOutcome::InFlight => Exit::Unknown,
    });
    exits.fold(Exit::Done, Exit::or_worse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_row_decides_how_it_ends() {
        let mut summary = ImportSummary::default();
        assert_eq!(exit_of(&summary, false), Exit::Done);
        for (outcome, exit, checked) in [
            (RowOutcome::Created, Exit::Done, Exit::Done),
            (RowOutcome::CreatedEarlier, Exit::Done, Exit::Done),
            (RowOutcome::CreatedOtherwise, Exit::Invalid, Exit::Invalid),
            (RowOutcome::Invalid, Exit::Invalid, Exit::Invalid),
            (RowOutcome::Rejected, Exit::Rejected, Exit::Rejected),
            (RowOutcome::Left, Exit::NotSent, Exit::Rejected),
            (RowOutcome::NotSent, Exit::NotSent, Exit::NotSent),
            (RowOutcome::Unknown, Exit::Unknown, Exit::Unknown),
            (RowOutcome::Invalid, Exit::Unknown, Exit::Unknown),
        ] {
            summary.add(outcome);
            assert_eq!(
                (exit_of(&summary, false), exit_of(&summary, true)),
                (exit, checked),
                "{outcome:?}"
            );
        }
        assert_eq!((summary.rows(), summary.of(RowOutcome::Invalid)), (9, 2));
    }
}
