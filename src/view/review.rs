//! The review: the card once more, and what is known of the customer already.

use super::Canvas;
use super::said::Block;
use super::theme::{self, Role};
use crate::app::settle::searched;
use crate::app::{Mode, ReviewPage};
use crate::customer::{
    Duplicate, Lookup, LookupFailure, LookupKey, Loss, MatchReason, Problem, Severity, Slot, SlotPart,
    SubmissionState, SubmissionSummary,
};
use crate::keymap::{Action, Scope};

/// How many possible duplicates are listed at once: the payload must stay in sight.
const LISTED: usize = 5;

/// The card once more: where it goes, as whom, what is wrong, who is there already, and the payload.
pub fn page(canvas: &Canvas, review: &ReviewPage) -> Vec<Block> {
    let model = canvas.model;
    let texts = model.locale.texts();
    let mut said = target(canvas);
    said.push(Block::Gap);
    said.extend(known_already(canvas, review));
    said.extend(problems(canvas));
    let (verdict, role) = verdict(canvas, review);
    said.push(Block::Sentence(verdict, role));
    said.extend(by_hand(canvas));
    let payload = model.form.payload().text();
    let title = format!(
        "{} {} {} B",
        texts.review_payload(),
        canvas.glyphs.dot,
        payload.len()
    );
    said.push(Block::Document(title, payload.to_owned()));
    said
}

/// Where the card goes, and as whom.
pub fn target(canvas: &Canvas) -> Vec<Block> {
    let settings = &canvas.model.settings;
    let texts = canvas.model.locale.texts();
    let mut said = vec![
        Block::entry(texts.review_target(), format!("POST {}", settings.url)),
        Block::entry(
            texts.review_user(),
            format!("{} ({})", settings.user, settings.profile),
        ),
    ];
    if settings.insecure {
        said.push(Block::Sentence(texts.insecure_in_full(), Role::Error));
    }
    said
}

/// What the key does that sends.
fn verdict(canvas: &Canvas, review: &ReviewPage) -> (String, Role) {
    let texts = canvas.model.locale.texts();
    let enter = canvas.way_to(Scope::Review, Action::Send);
    if canvas.model.form.has_errors() {
        (texts.review_not_ready(enter), Role::Error)
    } else if let Some(before) = &review.precedents.unsettled {
        let words = if before.state == SubmissionState::Sending {
            texts.review_on_its_way()
        } else {
            texts.review_settle_first(enter)
        };
        (words, Role::Error)
    } else if review.is_waiting() {
        (waiting(canvas, review), Role::Warning)
    } else if review.needs_decision() {
        (decide(canvas), Role::Warning)
    } else if review.is_unchecked() {
        (texts.review_unchecked(enter), Role::Warning)
    } else if review.precedents.lost.is_some()
        || !review.duplicates().is_empty()
        || !canvas.model.form.problems().is_empty()
    {
        (texts.review_with_warnings(enter), Role::Warning)
    } else {
        (texts.review_ready(enter), Role::Good)
    }
}

/// Who is still being asked.
pub fn waiting(canvas: &Canvas, review: &ReviewPage) -> String {
    let texts = canvas.model.locale.texts();
    if review.reading {
        texts.review_reading()
    } else {
        texts.review_looking()
    }
}

/// What can be decided where somebody may be the customer already, and how.
pub fn decide(canvas: &Canvas) -> String {
    let model = canvas.model;
    let texts = model.locale.texts();
    let is_shown = matches!(model.mode.innermost(), Mode::Review(review) if review.shown.is_some());
    let choices = [Action::TakeExisting, Action::ShowCustomer, Action::SendAnyway].into_iter();
    let choices = choices.filter(|action| *action != Action::ShowCustomer || !is_shown);
    let choices = choices.map(|action| {
        let way = canvas.way_to(Scope::Review, action);
        let mut letters = way.chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        let way = if capital { texts.capital_letter(way) } else { way };
        let row = model
            .settings
            .keymap
            .of(Scope::Review)
            .find(|row| row.binding.action == action);
        format!(
            "{way}: {}",
            row.map(|row| row.label(&model.locale)).unwrap_or_default()
        )
    });
    texts.review_decide(choices.collect::<Vec<_>>().join(", "))
}

/// What cannot be settled later: a card by which the CRM cannot be searched.
pub fn by_hand(canvas: &Canvas) -> Option<Block> {
    let form = &canvas.model.form;
    let blind = !form.has_errors() && searched(form.payload().text()).is_empty();
    blind.then(|| Block::Sentence(canvas.model.locale.texts().review_by_hand(), Role::Dim))
}

/// The problems, errors first, below their titles.
fn problems(canvas: &Canvas) -> Vec<Block> {
    let texts = canvas.model.locale.texts();
    let mut said = Vec::new();
    for (severity, title) in [
        (Severity::Error, texts.review_errors()),
        (Severity::Warning, texts.review_warnings()),
    ] {
        let problems = canvas.model.form.problems().iter();
        let these = problems.filter(|(_, problem)| problem.severity == severity);
        let these: Vec<Block> = these
            .map(|(slot, problem)| problem_line(canvas, *slot, problem))
            .collect();
        if !these.is_empty() {
            said.push(Block::Line(title, Role::Focus));
            said.extend(these);
            said.push(Block::Gap);
        }
    }
    said
}

fn problem_line(canvas: &Canvas, slot: Slot, problem: &Problem) -> Block {
    let locale = &canvas.model.locale;
    let (mark, role) = theme::severity(problem.severity);
    let section = slot.field.field().place.0.title(locale);
    let label = match (slot.part, canvas.model.form.card().get(Slot::name(slot.row))) {
        (SlotPart::Value, name) if slot.field == Slot::name(0).field && !name.is_empty() => name.to_owned(),
        _ => canvas.model.label(slot).text,
    };
    let what = format!(" {mark} {section} / {label}: {}", locale.problem(problem));
    Block::Line(what, role)
}

/// Who may be this customer, in the journal of this machine and in the CRM; and what the CRM did not say.
fn known_already(canvas: &Canvas, review: &ReviewPage) -> Vec<Block> {
    let texts = canvas.model.locale.texts();
    let duplicates = review.duplicates();
    let mut said = Vec::new();
    if review.precedents.unsettled.is_some() || !duplicates.is_empty() {
        said.push(Block::Line(texts.review_known(), Role::Focus));
    }
    said.extend(in_the_way(canvas, review));
    let first = (review.selected + 1).saturating_sub(LISTED);
    let listed = duplicates.iter().enumerate().skip(first).take(LISTED);
    said.extend(listed.map(|(number, duplicate)| {
        let chosen = duplicates.len() > 1 && number == review.selected;
        Block::Choice(chosen, Severity::Warning, self::duplicate(canvas, duplicate))
    }));
    if duplicates.len() > 1 {
        let place = texts.review_place(review.selected + 1, duplicates.len());
        said.push(Block::Sentence(place, Role::Dim));
    }
    said.extend(lost(canvas, review.precedents.lost));
    said.extend(lookup_words(canvas, review));
    if !said.is_empty() {
        said.push(Block::Gap);
    }
    said
}

/// The attempt at the same customer that must be settled before anything else.
pub fn in_the_way(canvas: &Canvas, review: &ReviewPage) -> Option<Block> {
    let before = review.precedents.unsettled.as_ref()?;
    Some(Block::Found(Severity::Error, unsettled(canvas, before)))
}

/// That records are lost, among which there may be this customer.
pub fn lost(canvas: &Canvas, lost: Option<Loss>) -> Option<Block> {
    let locale = &canvas.model.locale;
    lost.map(|loss| Block::Found(Severity::Warning, locale.texts().review_lost(locale.loss(&loss))))
}

/// What the CRM did not say; and that it has nobody, where it said that.
pub fn lookup_words(canvas: &Canvas, review: &ReviewPage) -> Vec<Block> {
    let lookups = &review.lookups;
    let mut said = unanswered(canvas, lookups);
    said.extend(cut_short(canvas, lookups));
    if !lookups.is_empty() && lookups.iter().all(|lookup| lookup.result == Ok(Vec::new())) {
        let words = canvas.model.locale.texts().lookup_nobody(labels(canvas, lookups));
        said.push(Block::Sentence(words, Role::Dim));
    }
    said
}

/// Somebody who may be the customer, and what speaks for it.
pub fn duplicate(canvas: &Canvas, duplicate: &Duplicate) -> String {
    canvas.model.locale.duplicate(duplicate, |at| canvas.time(at))
}

/// An attempt of which nobody knows yet what became of it.
fn unsettled(canvas: &Canvas, before: &SubmissionSummary) -> String {
    let texts = canvas.model.locale.texts();
    let when = canvas.time(before.sent_at);
    if before.state == SubmissionState::Sending {
        texts.precedent_sending(when, &before.who)
    } else {
        texts.precedent_unsettled(when, &before.who)
    }
}

/// A customer whom this machine created.
pub fn precedent(canvas: &Canvas, likeness: &MatchReason, before: &SubmissionSummary) -> String {
    duplicate(canvas, &Duplicate::of_record(likeness, before))
}

/// All that two customers have in common: `NIP 1234563218, e-mail a@b.pl`.
pub fn all_of<'a>(canvas: &Canvas, by: impl IntoIterator<Item = &'a LookupKey>) -> String {
    let by = by.into_iter().map(|known| canvas.model.locale.known(known));
    let by: Vec<String> = by.collect();
    by.join(", ")
}

/// The questions that the CRM did not answer, and why, one line for each reason.
pub fn unanswered(canvas: &Canvas, lookups: &[Lookup]) -> Vec<Block> {
    let mut reasons: Vec<(&LookupFailure, Vec<&Lookup>)> = Vec::new();
    for lookup in lookups {
        let Err(failure) = &lookup.result else { continue };
        match reasons.iter_mut().find(|(known, _)| *known == failure) {
            Some((_, lookups)) => lookups.push(lookup),
            None => reasons.push((failure, vec![lookup])),
        }
    }
    let said = reasons.into_iter().map(|(failure, lookups)| {
        Block::Sentence(failed(canvas, failure, labels(canvas, lookups)), Role::Warning)
    });
    said.collect()
}

/// Why the CRM did not answer, when it was asked by these fields.
pub fn failed(canvas: &Canvas, failure: &LookupFailure, by: String) -> String {
    let texts = canvas.model.locale.texts();
    match failure {
        LookupFailure::NotPermitted => texts.lookup_not_permitted(),
        LookupFailure::TooSlow => texts.lookup_too_slow(by),
        LookupFailure::Failed(failure) => texts.lookup_failed(by, canvas.model.locale.failure(failure)),
    }
}

/// Says that a search found as many as it can, so that there may be more.
pub fn cut_short(canvas: &Canvas, lookups: &[Lookup]) -> Option<Block> {
    let full = |lookup: &Lookup| {
        let found = lookup.result.as_ref();
        found.is_ok_and(|found| found.len() >= Lookup::LONGEST_LIST)
    };
    let words = || canvas.model.locale.texts().lookup_more(Lookup::LONGEST_LIST);
    lookups
        .iter()
        .any(full)
        .then(|| Block::Sentence(words(), Role::Warning))
}

/// The labels of what was searched for, each once: `NIP, e-mail`.
fn labels<'a>(canvas: &Canvas, lookups: impl IntoIterator<Item = &'a Lookup>) -> String {
    let mut labels: Vec<String> = lookups
        .into_iter()
        .map(|lookup| canvas.model.locale.label_in_sentence(lookup.by.field.field()))
        .collect();
    labels.dedup();
    labels.join(", ")
}
