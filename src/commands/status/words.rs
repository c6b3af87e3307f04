//! What `status` prints for people: a line for each thing, behind its name.

use super::report::{DayCounts, OpenReport, StatusReport, StoreReport, TeamReport};
use crate::customer::SubmissionState;
use crate::i18n::Locale;
use crate::text::{layout, visible};
use std::fmt::Write as _;

/// The bytes of a megabyte.
const MEGABYTE: f64 = 1_000_000.0;

impl StatusReport {
    /// All of it, a line each.
    pub(super) fn lines(&self, locale: &Locale) -> String {
        let texts = locale.texts();
        let mut lines = self.store.lines(locale);
        lines.push((texts.status_drafts(), self.drafts_words(locale)));
        lines.push((texts.status_in_flight(), locale.count(self.open.in_flight)));
        lines.push((texts.status_unknown(), self.open.words(locale)));
        lines.push((texts.status_customers(), self.today.customers.words(locale)));
        if self.today.companies != DayCounts::default() {
            lines.push((texts.status_companies(), self.today.companies.words(locale)));
        }
        if self.unreported > 0 {
            lines.push((texts.status_unreported(), locale.count(self.unreported)));
        }
        lines.extend(
            self.team
                .iter()
                .map(|team| (texts.status_team(), team.words(locale))),
        );
        let width = lines
            .iter()
            .map(|(name, _)| layout::width(name))
            .max()
            .unwrap_or(0)
            + 2;
        lines.iter().fold(String::new(), |mut all, (name, words)| {
            let blanks = width - layout::width(name);
            let _ = writeln!(all, "{name}{:blanks$}{words}", "");
            all
        })
    }

    fn drafts_words(&self, locale: &Locale) -> String {
        let count = locale.count(self.drafts.count);
        match self.drafts.oldest_saved_at {
            Some(at) => locale.texts().status_oldest(count, locale.local_minute(at)),
            None => count,
        }
    }
}

impl StoreReport {
    fn lines(&self, locale: &Locale) -> Vec<(String, String)> {
        let (texts, path) = (locale.texts(), visible(&self.path));
        let Some(format) = self.format else {
            return vec![(texts.status_store(), texts.status_none(path))];
        };
        let format = if self.state == "older" {
            texts.status_older(format)
        } else {
            format.to_string()
        };
        #[expect(clippy::cast_precision_loss, reason = "it is shown with one decimal")]
        let size = self.bytes as f64 / MEGABYTE;
        vec![
            (texts.status_store(), path.into_owned()),
            (texts.status_format(), format),
            (texts.status_size(), format!("{} MB", locale.decimal(size, 1))),
            (texts.status_sessions(), locale.count(self.sessions)),
        ]
    }
}

impl OpenReport {
    fn words(&self, locale: &Locale) -> String {
        let Some(oldest) = &self.oldest_unknown else {
            return locale.count(0);
        };
        let counts = locale.texts().status_ages(
            locale.count(self.unknown_last_hour),
            locale.count(self.unknown_earlier_today),
            locale.count(self.unknown_older),
        );
        let oldest = locale
            .texts()
            .status_oldest(counts, locale.stored_minute(oldest.sent_at))
            + " "
            + &visible(&oldest.attempt);
        format!("{}: {oldest}", locale.count(self.unknown))
    }
}

impl DayCounts {
    /// Those that are usual always, the others where there are some.
    fn words(&self, locale: &Locale) -> String {
        let usual = [
            (SubmissionState::Created, self.created),
            (SubmissionState::Rejected, self.rejected),
            (SubmissionState::NotSent, self.not_sent),
        ];
        let others = [
            (SubmissionState::Unknown, self.unknown),
            (SubmissionState::NotCreated, self.not_created),
            (SubmissionState::Existing, self.existing),
            (SubmissionState::Sending, self.in_flight),
        ];
        let others = others.into_iter().filter(|(_, count)| *count > 0);
        let words = usual
            .into_iter()
            .chain(others)
            .map(|(state, count)| format!("{}: {}", locale.state(state), locale.count(count)));
        words.collect::<Vec<_>>().join(", ")
    }
}

impl TeamReport {
    fn words(&self, locale: &Locale) -> String {
        match (self.unknown, self.in_flight) {
            (Some(unknown), Some(in_flight)) => locale
                .texts()
                .status_team_open(locale.count(unknown), locale.count(in_flight)),
            _ => self.message.clone().unwrap_or_default(),
        }
    }
}
