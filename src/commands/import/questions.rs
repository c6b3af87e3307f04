//! What `kartoteka import` asks, and whether somebody can answer.

use super::ImportCommand;
use crate::cli::{Exit, ImportArgs};
use crate::commands::CommandError;
use crate::commands::output::{print_error, read_line};
use crate::commands::setup::Setup;
use crate::customer::rules::flag;
use crate::i18n::Locale;
use crate::import::{
    ImportSummary, RowOutcome, Table, TableError, TableOptions, charset_question, chosen_charset,
};
use crate::submit::{STDIN, accept_loss};
use crate::text::visible;
use jiff::Timestamp;
use std::fs::File;
use std::io::{IsTerminal as _, stdin};
use std::path::Path;

/// Whether the table comes from the standard input, so that nobody can answer there.
fn is_stdin(args: &ImportArgs) -> bool {
    args.file == Path::new(STDIN)
}

/// Refuses an import that would ask where nobody can answer.
pub(super) fn need_answers(setup: &Setup, args: &ImportArgs, locale: &Locale) -> Result<(), CommandError> {
    let asks = !args.check && !args.yes;
    if asks && is_stdin(args) {
        return Err(CommandError::usage(locale.texts().import_stdin_needs_yes()));
    }
    if args.review {
        return setup.need_terminal();
    }
    if asks && !stdin().is_terminal() {
        return Err(CommandError::usage(locale.texts().import_needs_yes()));
    }
    Ok(())
}

fn may_ask(args: &ImportArgs) -> bool {
    !args.yes && !args.json && !is_stdin(args) && stdin().is_terminal()
}

/// The answer to a question, which ends with a prompt; none where nothing can be read.
fn answer(question: &str) -> Option<String> {
    print_error(&format!("{question} "));
    read_line()
}

fn says_yes(question: &str) -> bool {
    answer(question).and_then(|answer| flag::parse(&answer)) == Some(true)
}

impl ImportCommand<'_> {
    /// Opens the table. Where it may be in several character sets, the operator chooses one.
    pub(super) fn open(&self, file: File) -> Result<Table, CommandError> {
        let mut options = TableOptions {
            charset: self.args.encoding,
            separator: self.args.separator,
            quoting: self.args.quote,
        };
        let failed = |error: TableError| self.table_failed(&error);
        let again = file.try_clone().map_err(|error| failed(error.into()))?;
        match Table::of(file, options) {
            Err(TableError::Charsets(candidates)) if may_ask(self.args) => {
                let question = charset_question(&self.name, &candidates, self.locale);
                options.charset = answer(&question).and_then(|answer| chosen_charset(&answer, &candidates));
                if options.charset.is_none() {
                    return Err(failed(TableError::Charsets(candidates)));
                }
                Table::of(again, options).map_err(failed)
            }
            opened => opened.map_err(failed),
        }
    }

    /// Prints which rows are faulty, and asks about cells that may be several rows. Where nobody can be asked, these stop the
    /// import; a check goes on.
    pub(super) fn ask_about_line_breaks(&self, table: &Table) -> Result<(), CommandError> {
        let (name, texts) = (&self.name, self.locale.texts());
        print_error(&table.fault_lines(name, self.locale));
        let warning = table.line_break_warning(self.locale);
        let Some(warning) = warning.filter(|_| !self.args.accept_line_breaks) else {
            return Ok(());
        };
        print_error(&format!("{name}: {warning}\n"));
        if self.args.check || (may_ask(self.args) && says_yes(&texts.tables_line_breaks_ask())) {
            return Ok(());
        }
        Err(CommandError::usage(format!(
            "{name}: {}",
            texts.tables_line_breaks_stop()
        )))
    }

    /// Asks whether to send, unless the command line says so.
    pub(super) fn ask_to_send(
        &self,
        survey: &ImportSummary,
        url: &str,
        user: &str,
    ) -> Result<(), CommandError> {
        if self.args.yes {
            return Ok(());
        }
        let texts = self.locale.texts();
        print_error(&survey.lines(self.locale, true));
        if says_yes(&texts.import_ask(survey.of(RowOutcome::Left), url, visible(user))) {
            return Ok(());
        }
        Err(CommandError::new(Exit::NotSent, texts.import_declined()))
    }

    /// Stops where records are lost, unless warnings are accepted.
    pub(super) fn stop_on_loss(&self) -> Result<(), CommandError> {
        let Some(mut journal) = self.journal()? else {
            return Ok(());
        };
        let loss = journal.with(Timestamp::now(), |store| store.loss());
        let accepted = loss.and_then(|loss| {
            let accept_warnings = self.args.accept_warnings;
            accept_loss(&mut journal, loss, accept_warnings, self.locale, &print_error)
        });
        accepted.map_err(|error| self.failed(&error.into()))
    }
}
