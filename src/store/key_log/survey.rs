//! What became of each attempt in the log, while the log and the database are compared as wholes.

use super::record::{AttemptTag, EndKind, LogRecord};
use std::collections::HashMap;

/// The attempts of the log. Each comparison makes a new one, for it grows with the log.
#[derive(Debug, Default)]
pub(super) struct LogSurvey {
    attempts: HashMap<AttemptTag, SurveyedAttempt>,
    /// The attempt of the last record.
    last: Option<AttemptTag>,
}

#[derive(Debug)]
struct SurveyedAttempt {
    /// Which one in the log it is. A file of more attempts than there are numbers would have two hundred gigabytes.
    number: u32,
    /// None of one that has not ended yet, or of which nobody knows.
    end: Option<EndKind>,
}

impl SurveyedAttempt {
    fn guards(&self) -> bool {
        self.end != Some(EndKind::Nothing)
    }
}

impl LogSurvey {
    /// Takes a record, which follows those that were taken before.
    pub(super) fn take(&mut self, record: &LogRecord) {
        let (attempt, end) = match record {
            // Most keys follow another one of the same attempt.
            LogRecord::Key { attempt, .. } if self.last == Some(*attempt) => return,
            LogRecord::Key { attempt, .. } => (attempt, None),
            LogRecord::End { attempt, kind, .. } => (attempt, Some(*kind)),
            LogRecord::Secret(_) | LogRecord::Id { .. } => return,
        };
        self.last = Some(*attempt);
        let number = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        let attempt = self
            .attempts
            .entry(*attempt)
            .or_insert(SurveyedAttempt { number, end: None });
        attempt.end = end.or(attempt.end);
    }

    /// How many attempts guard a customer.
    pub(super) fn guarding(&self) -> usize {
        self.attempts.values().filter(|attempt| attempt.guards()).count()
    }

    /// The attempts that have not ended.
    pub(super) fn open(&self) -> impl Iterator<Item = AttemptTag> {
        let open = self.attempts.iter().filter(|(_, attempt)| attempt.end.is_none());
        open.map(|(tag, _)| *tag)
    }

    /// The last attempt that a customer came of.
    pub(super) fn last_customer(&self) -> Option<AttemptTag> {
        let customers = self
            .attempts
            .iter()
            .filter(|(_, attempt)| attempt.end.is_some() && attempt.guards());
        let last = customers.max_by_key(|(_, attempt)| attempt.number);
        last.map(|(tag, _)| *tag)
    }

    /// The attempts that guard a customer, in the order of the log.
    pub(super) fn into_guards(self) -> Vec<AttemptTag> {
        let guards = self.attempts.into_iter().filter(|(_, attempt)| attempt.guards());
        let mut guards: Vec<_> = guards.map(|(tag, attempt)| (attempt.number, tag)).collect();
        guards.sort_unstable_by_key(|(number, _)| *number);
        guards.into_iter().map(|(_, tag)| tag).collect()
    }
}
