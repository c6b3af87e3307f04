//! What the program is about, where that is not the form.

use super::{list, words};
use crate::app::lines::page_start;
use crate::app::mode::DuplicateDetail;
use crate::app::{Mode, Model, Question, ReviewPage, SettlePage};
use crate::customer::{
    DraftSummary, FieldComparison, Lookup, Outcome, SettleCandidate, SubmissionState, ValueMatch,
};
use crate::text::visible;
use crate::view::said::{Block, read};
use crate::view::{Canvas, beside, overlay, pages, review, settle};

/// What is announced at once: when it is another one, it is announced again.
#[derive(Debug, Clone, PartialEq)]
pub enum AnnouncedPage {
    Form,
    Question(Question),
    /// Whether the journal is asked still, or the CRM alone.
    Looking(bool),
    Review,
    /// A possible duplicate of the review, and whether the CRM has answered.
    Shown(usize, bool),
    /// With how many times ten seconds have passed.
    Sending(u64),
    Ended,
    Settle(String, Vec<Lookup>, usize),
    Drafts(Vec<DraftSummary>),
    History {
        first: usize,
        filter: String,
    },
    Record(String),
    Prompt,
}

impl AnnouncedPage {
    pub fn of(model: &Model) -> Self {
        match &model.mode {
            // These are never opened from lines, but for the form.
            Mode::Form | Mode::Leader(_) | Mode::Help(_) | Mode::Preview | Mode::Choosing(_) => Self::Form,
            Mode::Question(question, _) => Self::Question(question.clone()),
            Mode::Review(review) if review.is_waiting() => Self::Looking(review.reading),
            Mode::Review(review) => match &review.shown {
                Some(shown) => Self::Shown(review.selected, shown.asking),
                None => Self::Review,
            },
            Mode::Sending => Self::Sending(seconds(model) / 10),
            Mode::Ended(_) => Self::Ended,
            Mode::Settle(settle) => Self::Settle(
                settle.record.sent.attempt.clone(),
                settle.lookups.clone(),
                settle.created.len(),
            ),
            Mode::Drafts(drafts) => Self::Drafts(drafts.rows.clone()),
            Mode::Export(_) => Self::Prompt,
            Mode::History { .. } => Self::History {
                first: page_start(model),
                filter: model.history.filter.text().to_owned(),
            },
            Mode::Record(record) => Self::Record(record.sent.attempt.clone()),
        }
    }
}

/// How long the card has been on its way.
fn seconds(model: &Model) -> u64 {
    model
        .in_flight
        .as_ref()
        .map_or(0, |in_flight| in_flight.since.as_secs())
}

/// What is announced of it; only what has changed, where more was announced before.
pub fn told(canvas: &Canvas, before: Option<&AnnouncedPage>) -> Vec<String> {
    let texts = canvas.model.locale.texts();
    match &canvas.model.mode {
        Mode::Question(question, _) => vec![visible(&overlay::question_words(canvas, question)).into_owned()],
        Mode::Review(review) if review.is_waiting() => {
            vec![words::going_on(&review::waiting(canvas, review))]
        }
        Mode::Review(review) => match &review.shown {
            Some(shown) if shown.asking => vec![words::going_on(&texts.review_asking())],
            Some(shown) => beside_the_card(canvas, shown),
            None => reviewed(canvas, review),
        },
        Mode::Sending if seconds(canvas.model) < 10 => vec![words::sending(canvas)],
        Mode::Sending => vec![texts.plain_sending_since(seconds(canvas.model))],
        Mode::Ended(ended) => {
            let mut lines = vec![match &ended.outcome {
                Outcome::Unknown { .. } => texts.plain_unknown(),
                _ => pages::verdict(canvas, ended),
            }];
            let mut said: Vec<Block> = pages::wait(canvas, ended).into_iter().collect();
            said.extend(pages::details(canvas, &ended.outcome));
            let explained = ended
                .outcome
                .answer()
                .is_some_and(|answer| !answer.errors.is_empty());
            said.retain(|piece| !explained || !matches!(piece, Block::Document(..)));
            lines.extend(read(&said));
            lines
        }
        Mode::Settle(settle) if settle.looking && settle.lookups.is_empty() => {
            vec![words::going_on(&texts.settle_looking())]
        }
        Mode::Settle(settle) => {
            let attempt = &settle.record.sent.attempt;
            let known = matches!(before, Some(AnnouncedPage::Settle(known, lookups, _)) if known == attempt && !lookups.is_empty());
            settling(canvas, settle, known)
        }
        Mode::Drafts(drafts) => list::drafts(canvas, drafts),
        Mode::History { .. } => list::history(canvas),
        Mode::Record(record) => read(&pages::record(canvas, record)),
        _ => Vec::new(),
    }
}

/// The card once more, and what is known of the customer already.
fn reviewed(canvas: &Canvas, review: &ReviewPage) -> Vec<String> {
    let texts = canvas.model.locale.texts();
    let mut lines = list::filled(canvas);
    lines.extend(words::mark(canvas));
    lines.extend(read(&review::target(canvas)));
    lines.extend(list::problems(canvas));
    let mut said: Vec<Block> = review::in_the_way(canvas, review).into_iter().collect();
    let duplicates = review.duplicates();
    if !duplicates.is_empty() || !said.is_empty() {
        lines.push(format!("{}.", texts.review_known()));
    }
    lines.extend(read(&said));
    for (number, duplicate) in (1..).zip(&duplicates) {
        let words = review::duplicate(canvas, duplicate);
        lines.push(format!("{number}: {}", visible(&words)));
    }
    said = review::lost(canvas, review.precedents.lost).into_iter().collect();
    said.extend(review::lookup_words(canvas, review));
    said.extend(review::by_hand(canvas));
    lines.extend(read(&said));
    let verdict = match &review.precedents.unsettled {
        Some(before) if before.state == SubmissionState::Sending => Some(texts.review_on_its_way()),
        Some(_) => Some(texts.plain_settle_first()),
        None if review.needs_decision() => Some(review::decide(canvas)),
        None if review.is_unchecked() => Some(texts.plain_unchecked()),
        None if review.precedents.lost.is_some() => None,
        None if !duplicates.is_empty() || !canvas.model.form.problems().is_empty() => None,
        None => Some(texts.notice_no_problems()),
    };
    lines.extend(verdict);
    lines
}

/// Somebody who may be the customer, beside the card.
fn beside_the_card(canvas: &Canvas, shown: &DuplicateDetail) -> Vec<String> {
    let texts = canvas.model.locale.texts();
    let mut lines = read(&beside::words(canvas, shown));
    lines.extend(beside::compared(canvas, shown).iter().map(|row| {
        let label = row.field.field().label(&canvas.model.locale);
        let (card, there) = (one_line(&row.sent), one_line(&row.found));
        match row.verdict {
            ValueMatch::Equal => texts.plain_equal(label, there),
            ValueMatch::Different => texts.plain_card_different(label, card, there),
            ValueMatch::OnlySent => texts.plain_only_card(label, card),
            ValueMatch::OnlyFound => texts.plain_only_there(label, there),
        }
    }));
    lines
}

/// The attempt, unless that is known, and the evidence.
fn settling(canvas: &Canvas, settle: &SettlePage, known: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut said = Vec::new();
    if !known {
        lines.push(canvas.model.locale.texts().settle_what());
        said = settle::what_was_sent(canvas, settle);
    }
    said.extend(settle::looked_up(canvas, settle));
    said.extend(settle::created(canvas, settle));
    lines.extend(read(&said));
    for (number, candidate) in (1..).zip(settle.candidates()) {
        lines.extend(candidate_lines(canvas, settle, number, &candidate));
    }
    lines
}

fn candidate_lines(
    canvas: &Canvas,
    settle: &SettlePage,
    number: usize,
    candidate: &SettleCandidate,
) -> Vec<String> {
    let words = settle::candidate_words(canvas, candidate);
    let mut lines = vec![format!("{number}: {}", visible(&words))];
    let compared = settle.compared(candidate);
    lines.extend(compared.iter().map(|row| comparison(canvas, row)));
    lines
}

/// One field of a candidate beside what was sent.
fn comparison(canvas: &Canvas, row: &FieldComparison) -> String {
    let texts = canvas.model.locale.texts();
    let label = row.field.field().label(&canvas.model.locale);
    let (sent, found) = (one_line(&row.sent), one_line(&row.found));
    match row.verdict {
        ValueMatch::Equal => texts.plain_equal(label, found),
        ValueMatch::Different => texts.plain_different(label, sent, found),
        ValueMatch::OnlySent => texts.plain_only_sent(label, sent),
        ValueMatch::OnlyFound => texts.plain_only_found(label, found),
    }
}

fn one_line(values: &[String]) -> String {
    visible(&values.join(", ").replace('\n', " ")).into_owned()
}
