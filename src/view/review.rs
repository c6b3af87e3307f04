//! The review: the card once more, and what is known of the customer already.

use super::pages::{document, entry, sentence};
use super::theme::{self, Role};
use super::{Canvas, text};
use crate::app::Review;
use crate::customer::{FieldId, Found, Known, Lookup, LookupFailure, Part, Problem, Severity, Slot, Summary};
use ratatui::text::Line;

/// The card once more: where it goes, as whom, what is wrong, who is there already, and the payload.
pub fn page(canvas: &Canvas, review: &Review, columns: usize) -> Vec<Line<'static>> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let url = format!("POST {}", model.settings.url);
    let mut lines = entry(canvas, &texts.review_target(), &url, columns);
    let user = format!("{} ({})", model.settings.user, model.settings.profile);
    lines.extend(entry(canvas, &texts.review_user(), &user, columns));
    if model.settings.insecure {
        lines.extend(sentence(canvas, &texts.insecure_in_full(), Role::Error, columns));
    }
    lines.push(Line::default());
    for (severity, title) in [
        (Severity::Error, texts.review_errors()),
        (Severity::Warning, texts.review_warnings()),
    ] {
        lines.extend(problems(canvas, severity, title, columns));
    }
    lines.extend(known_already(canvas, review, columns));
    let (verdict, role) = verdict(canvas, review);
    lines.extend(sentence(canvas, &verdict, role, columns));
    let size = model.form.payload().text().len();
    let title = format!("{} {} {size} B", texts.review_payload(), canvas.glyphs.dot);
    lines.extend(document(canvas, &title, model.form.payload().text(), columns));
    lines
}

/// What Enter does.
fn verdict(canvas: &Canvas, review: &Review) -> (String, Role) {
    let texts = canvas.model.locale.texts();
    if canvas.model.form.has_errors() {
        (texts.review_not_ready(), Role::Error)
    } else if review.precedents.unsettled.is_some() {
        (texts.review_settle_first(), Role::Error)
    } else if review.looking.is_some() {
        (texts.review_looking(), Role::Warning)
    } else if review.found_any() || !canvas.model.form.problems().is_empty() {
        (texts.review_with_warnings(), Role::Warning)
    } else {
        (texts.review_ready(), Role::Good)
    }
}

/// The problems of one severity, below their title.
fn problems(canvas: &Canvas, severity: Severity, title: String, columns: usize) -> Vec<Line<'static>> {
    let problems = canvas.model.form.problems().iter();
    let these = problems.filter(|(_, problem)| problem.severity == severity);
    let these: Vec<Line> = these
        .map(|(slot, problem)| problem_line(canvas, *slot, problem, columns))
        .collect();
    if these.is_empty() {
        return these;
    }
    let mut lines = vec![Line::from(canvas.span(title, Role::Focus))];
    lines.extend(these);
    lines.push(Line::default());
    lines
}

fn problem_line(canvas: &Canvas, slot: Slot, problem: &Problem, columns: usize) -> Line<'static> {
    let locale = &canvas.model.locale;
    let (mark, role) = theme::severity(problem.severity);
    let section = slot.field.field().place.0.title(locale);
    let label = match (slot.part, canvas.model.form.card().get(Slot::name(slot.row))) {
        (Part::Value, name) if slot.field == Slot::name(0).field && !name.is_empty() => name.to_owned(),
        _ => slot.field.field().label(locale),
    };
    let what = format!(" {mark} {section} / {label}: {}", locale.problem(problem));
    Line::from(canvas.span(text::fit(&what, columns, canvas.glyphs.cut), role))
}

/// Who may be this customer: in the journal of this machine, and in the CRM.
fn known_already(canvas: &Canvas, review: &Review, columns: usize) -> Vec<Line<'static>> {
    let texts = canvas.model.locale.texts();
    let mut lines = Vec::new();
    let mut line = |what: String, severity| {
        let (mark, role) = theme::severity(severity);
        let what = format!(" {mark} {what}");
        lines.push(Line::from(canvas.span(canvas.fit_to(&what, columns), role)));
    };
    if let Some(before) = &review.precedents.unsettled {
        line(
            texts.precedent_unsettled(canvas.time(before.sent_at), &before.who),
            Severity::Error,
        );
    }
    for (by, before) in &review.precedents.created {
        line(precedent(canvas, by.as_ref(), before), Severity::Warning);
    }
    for lookup in &review.lookups {
        for found in lookup.result.iter().flatten() {
            line(duplicate(canvas, &lookup.by, found), Severity::Warning);
        }
    }
    if !lines.is_empty() {
        lines.insert(0, Line::from(canvas.span(texts.review_known(), Role::Focus)));
    }
    lines.extend(unanswered(canvas, &review.lookups, columns));
    if !review.lookups.is_empty()
        && review
            .lookups
            .iter()
            .all(|lookup| lookup.result == Ok(Vec::new()))
    {
        let words = texts.lookup_nobody(labels(canvas, &review.lookups));
        lines.extend(sentence(canvas, &words, Role::Dim, columns));
    }
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines
}

/// A customer whom this machine created.
fn precedent(canvas: &Canvas, by: Option<&Known>, before: &Summary) -> String {
    let texts = canvas.model.locale.texts();
    let id = before.customer_id.as_deref().unwrap_or_default();
    let when = canvas.time(before.sent_at);
    match by {
        Some(by) => texts.precedent_created(id, &before.who, when, same(canvas, by)),
        None => texts.precedent_same(id, &before.who, when),
    }
}

/// A customer whom the CRM has.
fn duplicate(canvas: &Canvas, by: &Known, found: &Found) -> String {
    let texts = canvas.model.locale.texts();
    texts.duplicate_found(&found.customer_id, name_of(found), same(canvas, by))
}

/// Surname and name of a customer who was found.
pub fn name_of(found: &Found) -> String {
    let parts =
        ["surname", "name"].map(|path| FieldId::of(path).map_or(&[][..], |field| found.values.of(field)));
    parts.concat().join(" ")
}

/// What two customers have in common: `NIP 1234563218`.
pub fn same(canvas: &Canvas, by: &Known) -> String {
    format!("{} {}", by.field.field().label(&canvas.model.locale), by.value)
}

/// The questions that the CRM did not answer, and why, one line for each reason.
pub fn unanswered(canvas: &Canvas, lookups: &[Lookup], columns: usize) -> Vec<Line<'static>> {
    let texts = canvas.model.locale.texts();
    let mut reasons: Vec<(&LookupFailure, Vec<Lookup>)> = Vec::new();
    for lookup in lookups {
        let Err(failure) = &lookup.result else { continue };
        match reasons.iter_mut().find(|(known, _)| *known == failure) {
            Some((_, lookups)) => lookups.push(lookup.clone()),
            None => reasons.push((failure, vec![lookup.clone()])),
        }
    }
    let lines = reasons.into_iter().flat_map(|(failure, lookups)| {
        let by = labels(canvas, &lookups);
        let words = match failure {
            LookupFailure::NotPermitted => texts.lookup_not_permitted(),
            LookupFailure::TooSlow => texts.lookup_too_slow(by),
            LookupFailure::Failed(failure) => texts.lookup_failed(by, canvas.model.locale.failure(failure)),
        };
        sentence(canvas, &words, Role::Warning, columns)
    });
    lines.collect()
}

/// The labels of what was searched for, each once: `NIP, E-mail`.
fn labels(canvas: &Canvas, lookups: &[Lookup]) -> String {
    let mut labels: Vec<String> = lookups
        .iter()
        .map(|lookup| lookup.by.field.field().label(&canvas.model.locale))
        .collect();
    labels.dedup();
    labels.join(", ")
}
