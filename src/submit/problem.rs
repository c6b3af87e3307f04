//! A problem of a customer, in JSON and in words.

use crate::customer::{Card, Problem, ReadError, Reason, RuleContext, Severity, Slot};
use crate::i18n::Locale;
use crate::text::visible;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

/// One problem of a document, of a row, or of the customer in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ProblemEntry {
    /// The path of the field; none where the problem is not about a field.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    pub severity: Severity,
    /// `reason`, a word that does not change between versions, and sometimes `detail`.
    #[serde(flatten)]
    #[schemars(with = "ProblemReason")]
    reason: Value,
    /// The same for people, not yet safe to show.
    message: String,
    /// The position in the document; none where the problem is not about the document as text.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    position: Option<TextPosition>,
}

/// How the reason of a problem is written. There are as many as there are rules.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is only described")]
struct ProblemReason {
    /// The kind of problem: a word that does not change between versions.
    reason: String,
    /// What more is known of it, by its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Value")]
    detail: Option<Value>,
}

/// A position in a document, from 1.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct TextPosition {
    line: u64,
    column: usize,
}

impl ProblemEntry {
    /// A problem that is about no field.
    pub(crate) fn new(severity: Severity, reason: Value, message: String) -> Self {
        Self {
            field: None,
            severity,
            reason,
            message,
            position: None,
        }
    }

    /// The same problem, of the field at a path.
    pub(crate) fn in_field(self, path: String) -> Self {
        Self {
            field: Some(path),
            ..self
        }
    }

    /// A problem of a value on a card.
    pub(crate) fn of(
        card: &Card,
        slot: Slot,
        problem: &Problem,
        context: &RuleContext,
        locale: &Locale,
    ) -> Self {
        let message = match problem.reason {
            // The form's words name a key that opens the list; here the values are listed.
            Reason::NotAChoice => {
                let values = card.choices(slot, context).iter();
                let values: Vec<&str> = values.map(|choice| choice.value.as_str()).collect();
                locale.texts().document_not_a_choice(values.join(", "))
            }
            _ => locale.problem(problem),
        };
        let reason = serde_json::to_value(&problem.reason).unwrap_or_default();
        Self::new(problem.severity, reason, message).in_field(card.path(slot))
    }

    /// All problems of the values on a card, in the order of the form.
    pub(crate) fn of_card(card: &Card, context: &RuleContext, locale: &Locale) -> Vec<Self> {
        let problems = card.problems(context).into_iter();
        let entry = |(slot, problem)| Self::of(card, slot, &problem, context, locale);
        problems.map(entry).collect()
    }

    /// A part of a document that is not a customer.
    pub(super) fn of_read_error(error: &ReadError, locale: &Locale) -> Self {
        let reason = serde_json::to_value(&error.reason).unwrap_or_default();
        Self {
            field: (!error.path.is_empty()).then(|| error.path.clone()),
            position: Some(TextPosition {
                line: error.line as u64,
                column: error.column,
            }),
            ..Self::new(Severity::Error, reason, locale.read_reason(&error.reason))
        }
    }

    /// A line that is longer than any customer.
    pub(super) fn of_long_line(locale: &Locale) -> Self {
        let message = locale.texts().document_line_too_long();
        Self::new(Severity::Error, json!({"reason": "too_long"}), message)
    }

    /// The problem moved to another line, where the document is one line of a file.
    pub(super) fn move_to_line(&mut self, line: u64) {
        if let Some(position) = &mut self.position {
            position.line = line;
        }
    }

    /// Whether its words name the line of the document.
    pub(super) fn names_line(&self) -> bool {
        self.position.is_some()
    }

    /// Position, severity, field and message. Safe to show.
    pub(crate) fn line(&self, locale: &Locale) -> String {
        let position = self.position.as_ref();
        self.words(
            position.map(|at| locale.texts().read_place(at.line, at.column)),
            locale,
        )
    }

    /// As [`line`](Self::line), where the reader knows the line of the document.
    pub(super) fn line_in_line(&self, locale: &Locale) -> String {
        let position = self.position.as_ref();
        self.words(position.map(|at| locale.texts().read_column(at.column)), locale)
    }

    fn words(&self, position: Option<String>, locale: &Locale) -> String {
        let texts = locale.texts();
        let mut parts = Vec::from_iter(position);
        parts.push(match self.severity {
            Severity::Error => texts.severity_error(),
            Severity::Warning => texts.severity_warning(),
        });
        parts.extend(self.field.as_deref().map(|field| visible(field).into_owned()));
        parts.push(visible(&self.message).into_owned());
        parts.join(": ")
    }
}

/// The highest severity among problems; none without problems.
fn worst(problems: &[ProblemEntry]) -> Option<Severity> {
    problems.iter().map(|problem| problem.severity).max()
}

/// Whether problems stop a customer: an error always does, a warning does unless warnings are accepted.
pub(crate) fn stops(problems: &[ProblemEntry], accept_warnings: bool) -> bool {
    worst(problems).is_some_and(|worst| worst == Severity::Error || !accept_warnings)
}
