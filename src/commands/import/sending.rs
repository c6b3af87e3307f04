//! Sends the rows, one at a time.

use super::Import;
use super::clerk::{InvalidRow, ReadyRow, RowStatus};
use super::pace::RateLimit;
use super::progress::ImportProgress;
use super::rejected::{self, RejectedTable, RejectedTableError};
use super::report;
use super::tally::{ImportSummary, RowOutcome};
use crate::commands::courier::{SubmitResult, Submitter};
use crate::commands::output::tell;
use crate::commands::retry::{MOST_TRIES, wait_for};
use crate::commands::stop::StopSignal;
use crate::commands::{CommandError, Exit, guard};
use crate::customer::{ApiResponse, FailureReason as Why, Outcome};
use crate::import::TableRow;
use crate::store::Error;
use crate::store::handle::StoreHandle;
use crate::text::visible;
use serde_json::{Value, json};

/// Sends what may be sent of the rows that were looked at, after a question.
pub(super) fn run(import: &Import, survey: &ImportSummary) -> Result<Exit, CommandError> {
    let refused = |error: RejectedTableError| CommandError::usage(import.words(&error));
    if let Some(path) = &import.rejected {
        rejected::refuse_foreign(path).map_err(refused)?;
    }
    let profile = import.setup.profile(import.global)?.1;
    let ready = survey.of(RowOutcome::Left);
    if ready > 0 {
        import.stop_on_loss()?;
        if profile.insecure {
            tell(&format!(
                "kartoteka: {}\n",
                import.locale.texts().insecure_in_full()
            ));
        }
        import.ask(survey, &profile.user)?;
    }
    let begun = import.rejected.clone();
    let begun = begun.map(|path| RejectedTable::begin(path, import.table));
    let mut sender = Sender {
        courier: (ready > 0)
            .then(|| Submitter::new(import.global, import.setup))
            .transpose()?,
        shelf: if ready > 0 { None } else { import.journal()? },
        stop: StopSignal::by_signals()?,
        pace: RateLimit::new(import.options.per_minute),
        progress: ImportProgress::new(survey.rows(), import.setup),
        tally: ImportSummary::default(),
        halted: ready == 0,
        check_duplicates: profile.check_duplicates,
        lookups_failed: false,
        rejected: begun.transpose().map_err(refused)?,
        not_kept: 0,
        import,
    };
    let read = sender.rows();
    Ok(sender.finish(read))
}

/// Whatever is needed to send rows, and what came of them so far.
struct Sender<'a> {
    import: &'a Import<'a>,
    /// None where nothing is sent.
    courier: Option<Submitter>,
    /// The journal, where nothing is sent; none where nothing ever was.
    shelf: Option<StoreHandle>,
    stop: StopSignal,
    pace: RateLimit,
    progress: ImportProgress,
    tally: ImportSummary,
    /// Whether no row is sent any more. The others are read to the end, so that all are reported.
    halted: bool,
    check_duplicates: bool,
    /// Whether it was reported that the CRM cannot be searched.
    lookups_failed: bool,
    /// None where there is no place for them: they are printed instead.
    rejected: Option<RejectedTable>,
    /// How many rows had no place among them.
    not_kept: u64,
}

/// What a row has come to.
struct Fate {
    end: RowOutcome,
    /// The members of its JSON object.
    told: Value,
    /// Why it is among the rejected rows; none where it is not.
    reason: Option<String>,
}

/// What came of trying to send a row.
enum Tried {
    Done(Fate),
    /// Look at it again.
    Again,
}

impl Import<'_> {
    fn words(&self, error: &RejectedTableError) -> String {
        let texts = self.locale.texts();
        match error {
            RejectedTableError::Foreign(path) => texts.import_foreign_file(visible(&path.to_string_lossy())),
            RejectedTableError::Io(path, error) => {
                texts.import_unwritable(visible(&path.to_string_lossy()), visible(&error.to_string()))
            }
        }
    }
}

impl Sender<'_> {
    fn rows(&mut self) -> Result<(), CommandError> {
        for row in self.import.rows()? {
            let row = row?;
            let fate = self.row(&row);
            self.note(&row, &fate)?;
        }
        Ok(())
    }

    /// Looks at a row, and sends it where it may be sent.
    fn row(&mut self, row: &TableRow) -> Fate {
        for _ in 0..MOST_TRIES {
            let import = self.import;
            let verdict = import.clerk.examine(row, self.journal());
            let notices = self
                .journal()
                .map(StoreHandle::take_log_notices)
                .unwrap_or_default();
            if !notices.is_empty() {
                let lines = guard::log_notices(&notices, import.locale);
                self.progress.aside(|| tell(&lines));
            }
            let verdict = match verdict {
                Ok(verdict) => verdict,
                Err(error) => return self.journal_failed(row, &error),
            };
            let order = match verdict {
                RowStatus::Send(order) => order,
                held => return self.held(row, &held),
            };
            match self.send(row, *order) {
                Tried::Done(fate) => return fate,
                Tried::Again => {}
            }
        }
        self.halt(&report::line(
            row.line,
            &self.import.locale.texts().import_tries(),
            self.import.locale,
        ));
        Fate::left()
    }

    fn journal(&mut self) -> Option<&mut StoreHandle> {
        match &mut self.courier {
            Some(courier) => Some(&mut courier.shelf),
            None => self.shelf.as_mut(),
        }
    }

    /// A row that is not to be sent.
    fn held(&mut self, row: &TableRow, verdict: &RowStatus) -> Fate {
        let locale = self.import.locale;
        let (end, reason) = (verdict.end(), verdict.reason(locale));
        self.tally.not_compared += u64::from(verdict.has_nothing_to_compare());
        if let (RowOutcome::CreatedOtherwise, Some(reason)) = (end, &reason) {
            let line = report::line(row.line, reason, locale);
            self.progress.aside(|| tell(&format!("kartoteka: {line}\n")));
        }
        if end == RowOutcome::Unknown && !self.halted && !self.import.options.past_unknown {
            self.halt(&report::line(
                row.line,
                reason.as_deref().unwrap_or_default(),
                locale,
            ));
        }
        let listed = matches!(
            end,
            RowOutcome::Invalid | RowOutcome::Blocked | RowOutcome::Rejected
        );
        Fate {
            end,
            told: verdict.json(locale),
            reason: reason.filter(|_| listed),
        }
    }

    fn send(&mut self, row: &TableRow, order: ReadyRow) -> Tried {
        let locale = self.import.locale;
        let waited = !self.halted && self.pace.wait(&self.stop);
        let cancel = if waited { self.stop.cancel() } else { None };
        let (Some(cancel), Some(courier)) = (cancel, &mut self.courier) else {
            return Tried::Done(Fate::left());
        };
        if self.check_duplicates {
            let lookups = courier.look_up(&order.payload);
            let unanswered = guard::unanswered(&lookups, locale);
            if !unanswered.is_empty() && !self.lookups_failed {
                self.lookups_failed = true;
                self.progress.aside(|| tell(&unanswered));
            }
            let found = guard::found(&lookups, locale);
            if self.import.clerk.forbids(&found) {
                let verdict = RowStatus::Invalid(InvalidRow::of(found, order.claim.seen));
                return Tried::Done(self.held(row, &verdict));
            }
        }
        let sent = courier.send(
            order.card,
            &order.payload,
            order.aware_of,
            Some(&order.claim),
            &cancel,
        );
        match sent {
            Ok(sent) => self.ended(row, &sent),
            Err(Error::RowTaken | Error::Unsettled { .. } | Error::CreatedMeanwhile { .. }) => Tried::Again,
            Err(error) => Tried::Done(self.journal_failed(row, &error)),
        }
    }

    /// The row was sent, or nearly.
    fn ended(&mut self, row: &TableRow, sent: &SubmitResult) -> Tried {
        let locale = self.import.locale;
        let words = guard::ended(&sent.attempt, &sent.outcome, locale).unwrap_or_default();
        let line = report::line(row.line, &words, locale);
        if let Some(words) = sent.unwritten(locale) {
            self.halt(&words);
        }
        let told = sent.json();
        let done = |end, reason| Tried::Done(Fate { end, told, reason });
        match &sent.outcome {
            Outcome::Created { .. } => done(RowOutcome::Created, None),
            Outcome::Rejected { answer } if answer.is_about_the_customer() => {
                done(RowOutcome::Rejected, Some(visible(&words).into_owned()))
            }
            Outcome::Rejected { answer } if answer.asks_for_later() => self.later(answer, &line),
            Outcome::Rejected { .. } => {
                self.halt(&line);
                Tried::Done(Fate::left())
            }
            Outcome::NotSent { .. } => {
                self.halt(&line);
                done(RowOutcome::NotSent, None)
            }
            Outcome::Unknown { .. } => {
                if self.import.options.past_unknown {
                    self.progress.aside(|| tell(&format!("kartoteka: {line}\n")));
                } else {
                    self.halt(&line);
                }
                done(RowOutcome::Unknown, None)
            }
        }
    }

    /// The CRM took nothing, and asks for the same later: the one case in which a row is sent again by itself.
    fn later(&mut self, answer: &ApiResponse, line: &str) -> Tried {
        let Some(wait) = wait_for(answer) else {
            self.halt(line);
            return Tried::Done(Fate::left());
        };
        self.progress.waiting(wait, self.import.locale);
        if self.stop.wait(wait) {
            Tried::Again
        } else {
            Tried::Done(Fate::left())
        }
    }

    /// The journal cannot be used, so that nothing may be sent.
    fn journal_failed(&mut self, row: &TableRow, error: &Error) -> Fate {
        let locale = self.import.locale;
        let failure = Why::Journal(locale.store_error(error));
        let words = locale.texts().submit_not_sent(locale.failure(&failure));
        if !self.halted {
            self.halt(&report::line(row.line, &words, locale));
        }
        let told = json!({"state": RowOutcome::NotSent.name(), "failure": failure, "message": words});
        Fate {
            end: RowOutcome::NotSent,
            told,
            reason: None,
        }
    }

    /// Sends no more, and says why.
    fn halt(&mut self, why: &str) {
        self.halted = true;
        self.progress
            .aside(|| tell(&format!("kartoteka: {}\n", visible(why))));
    }

    /// Notes what a row has come to.
    fn note(&mut self, row: &TableRow, fate: &Fate) -> Result<(), CommandError> {
        self.tally.add(fate.end);
        self.progress.advance(&self.tally, self.import.locale);
        if let Some(reason) = &fate.reason {
            let reason = report::line(row.line, reason, self.import.locale);
            self.keep(row, &reason)?;
        }
        if self.import.options.json {
            self.progress.aside(|| report::print_row(row.line, &fate.told))?;
        }
        Ok(())
    }

    /// Puts a row among the rejected ones; where there is no place for them, its reason is printed.
    fn keep(&mut self, row: &TableRow, reason: &str) -> Result<(), CommandError> {
        let import = self.import;
        if let Some(rejected) = &mut self.rejected {
            let added = rejected.add(import.table, row, reason);
            return added.map_err(|error| CommandError::new(Exit::NotSent, import.words(&error)));
        }
        self.not_kept += 1;
        if !import.options.json {
            self.progress.aside(|| tell(&format!("kartoteka: {reason}\n")));
        }
        Ok(())
    }

    /// Writes the rejected rows and the summary, also where something broke off the reading.
    fn finish(self, read: Result<(), CommandError>) -> Exit {
        self.progress.end();
        let mut exit = self.tally.exit(false);
        if self.stop.is_asked() && self.tally.of(RowOutcome::Left) > 0 {
            tell(&format!(
                "kartoteka: {}\n",
                self.import.locale.texts().import_stopped()
            ));
        }
        if let Err(failure) = read {
            failure.tell(self.import.locale);
            exit = exit.or_worse(Exit::NotSent);
        }
        if self.not_kept > 0 {
            let hint = self.import.locale.texts().import_no_rejected_file();
            tell(&format!("kartoteka: {hint}\n"));
        }
        let published = self.rejected.map_or(Ok(None), RejectedTable::publish);
        let published = published.unwrap_or_else(|error| {
            tell(&format!("kartoteka: {}\n", self.import.words(&error)));
            exit = exit.or_worse(Exit::Invalid);
            None
        });
        // The outcome of the rows matters more than the reader of the output.
        if let Err(failure) = self.import.conclude(&self.tally, published.as_deref()) {
            failure.tell(self.import.locale);
        }
        exit
    }
}

impl Fate {
    /// A row that could be sent and is not.
    fn left() -> Self {
        Self {
            end: RowOutcome::Left,
            told: json!({"state": RowOutcome::Left.name()}),
            reason: None,
        }
    }
}
