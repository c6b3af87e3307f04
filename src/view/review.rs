//! The review: the card once more, and what is known of the customer already.

use super::Canvas;
use super::said::Said;
use super::theme::{self, Role};
use crate::app::settle::{Candidate, candidates};
use crate::app::{Action, Review, Scope};
use crate::customer::{
    Known, Likeness, Lookup, LookupFailure, Part, Problem, Severity, Slot, State, Summary,
};

/// The card once more: where it goes, as whom, what is wrong, who is there already, and the payload.
pub fn page(canvas: &Canvas, review: &Review) -> Vec<Said> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let mut said = target(canvas);
    said.push(Said::Gap);
    said.extend(problems(canvas));
    said.extend(known_already(canvas, review));
    let (verdict, role) = verdict(canvas, review);
    said.push(Said::Sentence(verdict, role));
    let payload = model.form.payload().text();
    let title = format!(
        "{} {} {} B",
        texts.review_payload(),
        canvas.glyphs.dot,
        payload.len()
    );
    said.push(Said::Document(title, payload.to_owned()));
    said
}

/// Where the card goes, and as whom.
pub fn target(canvas: &Canvas) -> Vec<Said> {
    let settings = &canvas.model.settings;
    let texts = canvas.model.locale.texts();
    let mut said = vec![
        Said::entry(texts.review_target(), format!("POST {}", settings.url)),
        Said::entry(
            texts.review_user(),
            format!("{} ({})", settings.user, settings.profile),
        ),
    ];
    if settings.insecure {
        said.push(Said::Sentence(texts.insecure_in_full(), Role::Error));
    }
    said
}

/// What the key does that sends.
fn verdict(canvas: &Canvas, review: &Review) -> (String, Role) {
    let texts = canvas.model.locale.texts();
    let enter = canvas.way_to(Scope::Review, Action::Send);
    if canvas.model.form.has_errors() {
        (texts.review_not_ready(enter), Role::Error)
    } else if let Some(before) = &review.precedents.unsettled {
        let words = if before.state == State::Sending {
            texts.review_on_its_way()
        } else {
            texts.review_settle_first(enter)
        };
        (words, Role::Error)
    } else if review.looking.is_some() {
        (texts.review_looking(), Role::Warning)
    } else if review.looked_in_vain() {
        (texts.review_unchecked(enter), Role::Warning)
    } else if review.found_any() || !canvas.model.form.problems().is_empty() {
        (texts.review_with_warnings(enter), Role::Warning)
    } else {
        (texts.review_ready(enter), Role::Good)
    }
}

/// The problems, errors first, below their titles.
fn problems(canvas: &Canvas) -> Vec<Said> {
    let texts = canvas.model.locale.texts();
    let mut said = Vec::new();
    for (severity, title) in [
        (Severity::Error, texts.review_errors()),
        (Severity::Warning, texts.review_warnings()),
    ] {
        let problems = canvas.model.form.problems().iter();
        let these = problems.filter(|(_, problem)| problem.severity == severity);
        let these: Vec<Said> = these
            .map(|(slot, problem)| problem_line(canvas, *slot, problem))
            .collect();
        if !these.is_empty() {
            said.push(Said::Line(title, Role::Focus));
            said.extend(these);
            said.push(Said::Gap);
        }
    }
    said
}

fn problem_line(canvas: &Canvas, slot: Slot, problem: &Problem) -> Said {
    let locale = &canvas.model.locale;
    let (mark, role) = theme::severity(problem.severity);
    let section = slot.field.field().place.0.title(locale);
    let label = match (slot.part, canvas.model.form.card().get(Slot::name(slot.row))) {
        (Part::Value, name) if slot.field == Slot::name(0).field && !name.is_empty() => name.to_owned(),
        _ => slot.field.field().label(locale),
    };
    let what = format!(" {mark} {section} / {label}: {}", locale.problem(problem));
    Said::Line(what, role)
}

/// Who may be this customer: in the journal of this machine, and in the CRM.
pub fn known_already(canvas: &Canvas, review: &Review) -> Vec<Said> {
    let texts = canvas.model.locale.texts();
    let precedents = &review.precedents;
    let mut found: Vec<(String, Severity)> = Vec::new();
    if let Some(before) = &precedents.unsettled {
        found.push((unsettled(canvas, before), Severity::Error));
    }
    for (by, before) in &precedents.open {
        let what = format!(
            "{}: {}",
            unsettled(canvas, before),
            canvas.model.locale.likeness(by)
        );
        found.push((what, Severity::Warning));
    }
    let created = precedents.created.iter();
    found.extend(created.map(|(by, before)| (precedent(canvas, by, before), Severity::Warning)));
    let in_crm = candidates(&review.lookups);
    found.extend(
        in_crm
            .iter()
            .map(|candidate| (duplicate(canvas, review, candidate), Severity::Warning)),
    );

    let mut said = Vec::new();
    if !found.is_empty() {
        said.push(Said::Line(texts.review_known(), Role::Focus));
    }
    for (what, severity) in found {
        said.push(Said::Found(severity, what));
    }
    said.extend(unanswered(canvas, &review.lookups));
    said.extend(cut_short(canvas, &review.lookups));
    if !review.lookups.is_empty()
        && review
            .lookups
            .iter()
            .all(|lookup| lookup.result == Ok(Vec::new()))
    {
        let words = texts.lookup_nobody(labels(canvas, &review.lookups));
        said.push(Said::Sentence(words, Role::Dim));
    }
    if !said.is_empty() {
        said.push(Said::Gap);
    }
    said
}

/// An attempt of which nobody knows yet what became of it.
fn unsettled(canvas: &Canvas, before: &Summary) -> String {
    let texts = canvas.model.locale.texts();
    let when = canvas.time(before.sent_at);
    if before.state == State::Sending {
        texts.precedent_sending(when, &before.who)
    } else {
        texts.precedent_unsettled(when, &before.who)
    }
}

/// A customer whom this machine created.
pub fn precedent(canvas: &Canvas, likeness: &Likeness, before: &Summary) -> String {
    let texts = canvas.model.locale.texts();
    let id = before.customer_id.as_deref().unwrap_or_default();
    let when = canvas.time(before.sent_at);
    texts.precedent_created(id, &before.who, when, canvas.model.locale.likeness(likeness))
}

/// A customer whom the CRM has, and by what it was found, as far as the CRM has understood the questions.
fn duplicate(canvas: &Canvas, review: &Review, candidate: &Candidate) -> String {
    let texts = canvas.model.locale.texts();
    let found = &candidate.found;
    let (id, who, by) = (&found.customer_id, found.who(), all_of(canvas, &candidate.by));
    if candidate.is_unlike(&review.lookups) {
        texts.duplicate_unlike(id, who, by)
    } else {
        texts.duplicate_found(id, who, by)
    }
}

/// All that two customers have in common: `NIP 1234563218, E-mail a@b.pl`.
pub fn all_of<'a>(canvas: &Canvas, by: impl IntoIterator<Item = &'a Known>) -> String {
    let by = by.into_iter().map(|known| canvas.model.locale.known(known));
    let by: Vec<String> = by.collect();
    by.join(", ")
}

/// The questions that the CRM did not answer, and why, one line for each reason.
pub fn unanswered(canvas: &Canvas, lookups: &[Lookup]) -> Vec<Said> {
    let texts = canvas.model.locale.texts();
    let mut reasons: Vec<(&LookupFailure, Vec<&Lookup>)> = Vec::new();
    for lookup in lookups {
        let Err(failure) = &lookup.result else { continue };
        match reasons.iter_mut().find(|(known, _)| *known == failure) {
            Some((_, lookups)) => lookups.push(lookup),
            None => reasons.push((failure, vec![lookup])),
        }
    }
    let said = reasons.into_iter().map(|(failure, lookups)| {
        let by = labels(canvas, lookups);
        let words = match failure {
            LookupFailure::NotPermitted => texts.lookup_not_permitted(),
            LookupFailure::TooSlow => texts.lookup_too_slow(by),
            LookupFailure::Failed(failure) => texts.lookup_failed(by, canvas.model.locale.failure(failure)),
        };
        Said::Sentence(words, Role::Warning)
    });
    said.collect()
}

/// Says that a search found as many as it can, so that there may be more.
pub fn cut_short(canvas: &Canvas, lookups: &[Lookup]) -> Option<Said> {
    let full = |lookup: &Lookup| {
        let found = lookup.result.as_ref();
        found.is_ok_and(|found| found.len() >= Lookup::LONGEST_LIST)
    };
    let words = || canvas.model.locale.texts().lookup_more(Lookup::LONGEST_LIST);
    lookups
        .iter()
        .any(full)
        .then(|| Said::Sentence(words(), Role::Warning))
}

/// The labels of what was searched for, each once: `NIP, E-mail`.
fn labels<'a>(canvas: &Canvas, lookups: impl IntoIterator<Item = &'a Lookup>) -> String {
    let mut labels: Vec<String> = lookups
        .into_iter()
        .map(|lookup| lookup.by.field.field().label(&canvas.model.locale))
        .collect();
    labels.dedup();
    labels.join(", ")
}
