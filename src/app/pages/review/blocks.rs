//! What the review shows: where the card goes, what is wrong, who is there already, and the payload.

use super::ReviewPage;
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::form::{filled_in, problem_block};
use crate::app::pages::PageContext;
use crate::app::pages::decision_words;
use crate::customer::{
    Duplicate, Lookup, LookupFailure, Loss, MatchReason, Severity, SubmissionState, SubmissionSummary,
    lookup_keys,
};
use crate::keymap::{Action, Scope};

/// How many possible duplicates are listed at once: the payload must stay in sight.
const LISTED: usize = 5;

/// The review as the screen shows it.
pub(super) fn shown(context: PageContext, review: &ReviewPage) -> Vec<Block> {
    let mut blocks = target(context);
    blocks.extend([Block::Gap, Block::Subject]);
    blocks.extend(possible_duplicates(context, review));
    blocks.extend(problems(context));
    let (words, role) = readiness(context, review);
    blocks.push(Block::Sentence(words, role));
    blocks.extend(by_hand(context));
    let payload = context.model.form.payload().text();
    let title = context.dotted(context.texts().review_payload(), format!("{} B", payload.len()));
    blocks.push(Block::Document(title, payload.to_owned()));
    blocks
}

/// The review as it is read out: with what is filled in instead of the payload.
pub(super) fn spoken(context: PageContext, review: &ReviewPage) -> Vec<Block> {
    let mut blocks = filled_in(context);
    let badge = context.model.settings.badge.as_ref();
    blocks.extend(badge.map(|badge| Block::Heading(badge.word.clone())));
    blocks.extend(target(context));
    let problems = context.model.form.problems().iter();
    blocks.extend(problems.map(|(slot, problem)| problem_block(context, *slot, problem)));
    blocks.extend(spoken_decision(context, review));
    blocks
}

/// Who may be the customer, and whether the card can be sent.
pub(super) fn spoken_decision(context: PageContext, review: &ReviewPage) -> Vec<Block> {
    let texts = context.texts();
    let mut blocks = possible_duplicates(context, review);
    blocks.extend(by_hand(context));
    let obstacle = obstacle(context, review);
    let readiness = match &review.check.priors.unsettled {
        Some(before) if before.state == SubmissionState::Sending => Some(texts.review_in_flight()),
        Some(_) => Some(texts.plain_settle_first()),
        None if obstacle.is_some() => obstacle.map(|(words, _)| words),
        None if review.needs_decision() => Some(decision_words(context)),
        None if review.is_unchecked() => Some(texts.plain_unchecked()),
        None if has_doubts(context, review) => None,
        None => Some(texts.notice_no_problems()),
    };
    blocks.extend(readiness.map(|words| Block::Sentence(words, Role::Plain)));
    blocks
}

/// Where the card goes, and as whom.
fn target(context: PageContext) -> Vec<Block> {
    let settings = &context.model.settings;
    let texts = context.texts();
    let mut blocks = vec![
        Block::entry(texts.review_target(), format!("POST {}", settings.url)),
        Block::entry(
            texts.review_user(),
            format!("{} ({})", settings.user, settings.profile),
        ),
    ];
    if settings.insecure {
        blocks.push(Block::Sentence(texts.insecure_in_full(), Role::Error));
    }
    blocks
}

/// Whether the card can be sent: what stops it, what must be decided, or the key that sends it.
fn readiness(context: PageContext, review: &ReviewPage) -> (String, Role) {
    let texts = context.texts();
    let enter = context.way_to(Scope::Review, Action::Send);
    if context.model.form.has_errors() {
        (texts.review_not_ready(enter), Role::Error)
    } else if let Some(before) = &review.check.priors.unsettled {
        let words = if before.state == SubmissionState::Sending {
            texts.review_in_flight()
        } else {
            texts.review_settle_first(enter)
        };
        (words, Role::Error)
    } else if review.check.is_waiting() {
        (waiting_words(context, review), Role::Warning)
    } else if let Some(obstacle) = obstacle(context, review) {
        obstacle
    } else if review.needs_decision() {
        (decision_words(context), Role::Warning)
    } else if review.is_unchecked() {
        (texts.review_unchecked(enter), Role::Warning)
    } else if has_doubts(context, review) {
        (texts.review_with_warnings(enter), Role::Warning)
    } else {
        (texts.review_ready(enter), Role::Good)
    }
}

/// What somebody else in the team, or its store, has stopped, and the key that asks again.
fn obstacle(context: PageContext, review: &ReviewPage) -> Option<(String, Role)> {
    review.check.team.obstacle(context, Scope::Review)
}

fn has_doubts(context: PageContext, review: &ReviewPage) -> bool {
    review.check.priors.lost.is_some()
        || !review.check.duplicates().is_empty()
        || !context.model.form.problems().is_empty()
}

/// What the review still waits for: the journal, or the CRM.
pub(super) fn waiting_words(context: PageContext, review: &ReviewPage) -> String {
    if review.check.reading {
        context.texts().review_reading()
    } else if review.check.looking.is_some() {
        context.texts().review_looking()
    } else {
        context.texts().review_team_asking()
    }
}

/// What cannot be settled later: a card by which the CRM cannot be searched.
fn by_hand(context: PageContext) -> Option<Block> {
    let form = &context.model.form;
    let blind = !form.has_errors() && lookup_keys(form.payload().text()).is_empty();
    blind.then(|| Block::Sentence(context.texts().review_by_hand(), Role::Dim))
}

/// The problems, errors first, below their titles.
fn problems(context: PageContext) -> Vec<Block> {
    let texts = context.texts();
    let mut blocks = Vec::new();
    for (severity, title) in [
        (Severity::Error, texts.review_errors()),
        (Severity::Warning, texts.review_warnings()),
    ] {
        let problems = context.model.form.problems().iter();
        let mut these = problems
            .filter(|(_, problem)| problem.severity == severity)
            .map(|(slot, problem)| problem_block(context, *slot, problem))
            .peekable();
        if these.peek().is_some() {
            blocks.push(Block::Heading(title));
            blocks.extend(these);
            blocks.push(Block::Gap);
        }
    }
    blocks
}

/// Who may be this customer, in the journal of this machine and in the CRM; and what the CRM did not answer.
fn possible_duplicates(context: PageContext, review: &ReviewPage) -> Vec<Block> {
    let texts = context.texts();
    let duplicates = review.check.duplicates();
    let mut blocks = Vec::new();
    if review.check.is_stopped() || !duplicates.is_empty() {
        blocks.push(Block::Heading(texts.review_duplicates()));
    }
    if let Some(before) = &review.check.priors.unsettled {
        blocks.push(Block::Finding(Severity::Error, unsettled_words(context, before)));
    }
    blocks.extend(review.check.team.blocks(context));
    if !duplicates.is_empty() {
        let rows = duplicates.iter();
        let rows = rows.map(|one| ListRow::Finding(Severity::Warning, duplicate_words(context, one)));
        let focus = (duplicates.len() > 1).then_some(review.check.selected);
        blocks.push(Block::List(ListBlock {
            most: LISTED,
            ..ListBlock::new(rows.collect(), focus, (String::new(), Role::Plain))
        }));
    }
    if duplicates.len() > 1 && !context.is_spoken() {
        let place = texts.review_place(review.check.selected + 1, duplicates.len());
        blocks.push(Block::Sentence(place, Role::Dim));
    }
    blocks.extend(lost_records(context, review.check.priors.lost));
    blocks.extend(lookup_words(context, &review.check.lookups));
    if !blocks.is_empty() {
        blocks.push(Block::Gap);
    }
    blocks
}

/// That records are lost, among which there may be this customer.
pub(in crate::app::pages) fn lost_records(context: PageContext, lost: Option<Loss>) -> Option<Block> {
    let locale = &context.model.locale;
    let words = |loss: Loss| locale.texts().review_lost(locale.loss(&loss));
    lost.map(|loss| Block::Finding(Severity::Warning, words(loss)))
}

/// What the CRM did not answer; and that it found no customer, where that is so.
fn lookup_words(context: PageContext, lookups: &[Lookup]) -> Vec<Block> {
    let mut blocks = unanswered(context, lookups);
    blocks.extend(cut_short(context, lookups));
    if !lookups.is_empty() && lookups.iter().all(|lookup| lookup.result == Ok(Vec::new())) {
        let words = context.texts().lookup_no_match(labels(context, lookups));
        blocks.push(Block::Sentence(words, Role::Dim));
    }
    blocks
}

/// Somebody who may be the customer, and what speaks for it.
pub(in crate::app::pages) fn duplicate_words(context: PageContext, duplicate: &Duplicate) -> String {
    let locale = &context.model.locale;
    locale.duplicate(duplicate, |at| context.time(at))
}

/// A customer whom this machine created.
pub(in crate::app::pages) fn record_words(
    context: PageContext,
    reason: &MatchReason,
    before: &SubmissionSummary,
) -> String {
    duplicate_words(context, &Duplicate::of_record(reason, before))
}

/// An attempt whose outcome is unknown.
pub(in crate::app::pages) fn unsettled_words(context: PageContext, before: &SubmissionSummary) -> String {
    let texts = context.texts();
    let (when, who) = (
        context.time(before.sent_at),
        context.model.locale.who(&before.who),
    );
    if before.state == SubmissionState::Sending {
        texts.prior_sending(when, who)
    } else {
        texts.prior_unknown(when, who)
    }
}

/// The questions that the CRM did not answer, and why, one line for each reason.
pub(in crate::app::pages) fn unanswered(context: PageContext, lookups: &[Lookup]) -> Vec<Block> {
    let mut reasons: Vec<(&LookupFailure, Vec<&Lookup>)> = Vec::new();
    for lookup in lookups {
        let Err(failure) = &lookup.result else { continue };
        match reasons.iter_mut().find(|(known, _)| *known == failure) {
            Some((_, lookups)) => lookups.push(lookup),
            None => reasons.push((failure, vec![lookup])),
        }
    }
    let blocks = reasons.into_iter().map(|(failure, lookups)| {
        let words = failed(context, failure, labels(context, lookups));
        Block::Sentence(words, Role::Warning)
    });
    blocks.collect()
}

/// Why the CRM did not answer, when it was asked by these fields.
pub(in crate::app::pages) fn failed(context: PageContext, failure: &LookupFailure, by: String) -> String {
    let texts = context.texts();
    match failure {
        LookupFailure::NotPermitted => texts.lookup_not_permitted(),
        LookupFailure::TimedOut => texts.lookup_timed_out(by),
        LookupFailure::Failed(failure) => texts.lookup_failed(by, context.model.locale.failure(failure)),
    }
}

/// Says that a search found as many as it can, so that there may be more.
pub(in crate::app::pages) fn cut_short(context: PageContext, lookups: &[Lookup]) -> Option<Block> {
    let full = |lookup: &Lookup| {
        let found = lookup.result.as_ref();
        found.is_ok_and(|found| found.len() >= Lookup::LONGEST_LIST)
    };
    let words = || context.texts().lookup_more(Lookup::LONGEST_LIST);
    lookups
        .iter()
        .any(full)
        .then(|| Block::Sentence(words(), Role::Warning))
}

/// The labels of what was searched for, each once: `NIP, e-mail`.
fn labels<'a>(context: PageContext, lookups: impl IntoIterator<Item = &'a Lookup>) -> String {
    let mut labels: Vec<String> = lookups
        .into_iter()
        .map(|lookup| context.model.locale.label_in_sentence(lookup.by.field.field()))
        .collect();
    labels.dedup();
    labels.join(", ")
}
