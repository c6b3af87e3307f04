//! What the page shows on which an unknown outcome is settled: what was sent, what the CRM has, side by side.

use super::super::outcome::label_who;
use super::super::review::{cut_short, duplicate_words, lost_records, record_words, unanswered};
use super::{ColleagueAttempt, SettlePage};
use crate::app::blocks::{Block, Role, Sides};
use crate::app::pages::PageContext;
use crate::app::pages::team::held_words;
use crate::customer::{Duplicate, LookupKey, Outcome, SettleCandidate, Severity};
use crate::endpoint::Resource;
use crate::keymap::{Action, Scope};

/// The attempt, and why its outcome is unknown.
pub(super) fn attempt(context: PageContext, settle: &SettlePage) -> Vec<Block> {
    let texts = context.texts();
    let record = &settle.record;
    let what = match settle.resource() {
        Resource::Customer => texts.settle_what(),
        Resource::Company => texts.settle_what_company(),
    };
    let who = context.model.locale.who(&record.sent.who);
    let label = label_who(context, settle.resource());
    let mut blocks = vec![Block::Sentence(what, Role::Warning), Block::Gap];
    match &settle.colleague {
        None => {
            let when = context.dotted(who, context.moment(record.sent_at));
            blocks.push(Block::entry(label, when));
        }
        Some(ColleagueAttempt { reason, record, .. }) => blocks.extend([
            Block::Finding(Severity::Warning, held_words(context, reason, record)),
            Block::entry(label, who),
        ]),
    }
    if let Some(Outcome::Unknown { failure, .. }) = &record.outcome {
        let why = context.model.locale.failure(failure);
        blocks.push(Block::entry(texts.label_reason(), why));
    }
    blocks.push(Block::Gap);
    blocks
}

/// What is waited for: the CRM, or the team's store.
pub(super) fn waiting_words(context: PageContext, settle: &SettlePage) -> String {
    if settle.is_settling() {
        context.texts().settle_telling_team()
    } else {
        context.texts().settle_looking()
    }
}

/// What the search has brought, who may be the customer, and what was sent beside each of them.
pub(super) fn evidence(context: PageContext, settle: &SettlePage) -> Vec<Block> {
    let mut blocks = Vec::new();
    if settle.is_settling() {
        blocks.push(Block::Sentence(waiting_words(context, settle), Role::Warning));
    }
    if !settle.lookups.is_empty() {
        blocks.push(Block::Subject);
    }
    blocks.extend(looked_up(context, settle));
    if !context.is_spoken() {
        blocks.extend(next_search(context, settle));
    }
    blocks.push(Block::Gap);
    blocks.extend(
        settle
            .created
            .iter()
            .map(|(by, before)| Block::Finding(Severity::Warning, record_words(context, by, before))),
    );
    blocks.extend(settle.team.blocks(context));
    let others = settle.team.priors.others.iter();
    blocks.extend(others.map(|(by, record)| {
        let words = duplicate_words(context, &Duplicate::of_team(by, record));
        Block::Finding(Severity::Warning, words)
    }));
    blocks.extend(lost_records(context, settle.lost));
    blocks.extend(candidates(context, settle));
    blocks
}

/// What the search has brought, in words.
fn looked_up(context: PageContext, settle: &SettlePage) -> Vec<Block> {
    let texts = context.texts();
    let mut blocks = Vec::new();
    if !settle.here {
        let words = texts.settle_elsewhere(&settle.record.sent.profile);
        blocks.push(Block::Sentence(words, Role::Warning));
    } else if settle.searched().is_empty() {
        blocks.push(Block::Sentence(texts.settle_nothing_to_search(), Role::Warning));
    } else if settle.lookups.is_empty() {
        blocks.push(Block::Sentence(texts.settle_looking(), Role::Dim));
    } else {
        let by = settle.lookups.iter().map(|lookup| &lookup.by);
        blocks.push(Block::Sentence(
            texts.settle_looked(all_of(context, by)),
            Role::Dim,
        ));
        if settle.nobody_found() {
            let words = match settle.resource() {
                Resource::Customer => texts.settle_no_match(),
                Resource::Company => texts.settle_no_company(),
            };
            blocks.push(Block::Sentence(words, Role::Good));
        }
        if settle.proves_nothing.is_some() {
            blocks.push(Block::Sentence(texts.company_nip_dropped(), Role::Warning));
        }
    }
    blocks.extend(unsearched(context, settle));
    blocks.extend(unanswered(context, &settle.lookups));
    blocks.extend(cut_short(context, &settle.lookups));
    if settle.not_permitted() {
        blocks.push(Block::Sentence(texts.settle_panel(), Role::Warning));
    }
    blocks
}

/// That nobody was found proves nothing: what the CRM was not searched for, although it is all that is known of a colleague's card.
fn unsearched(context: PageContext, settle: &SettlePage) -> Option<Block> {
    // A search that did not find anybody is what it is about.
    let found_nobody = !settle.lookups.is_empty() && settle.candidates().is_empty();
    let unsearched = settle.unsearched().filter(|_| found_nobody)?;
    let known = context.model.locale.known(unsearched);
    let member = &settle.colleague.as_ref()?.record.member;
    let words = context.texts().settle_unsearched(known, member);
    Some(Block::Sentence(words, Role::Warning))
}

/// Whether and when the CRM is asked again.
fn next_search(context: PageContext, settle: &SettlePage) -> Option<Block> {
    let texts = context.texts();
    let words = if settle.looking && !settle.lookups.is_empty() {
        Some(texts.settle_looking())
    } else {
        settle
            .next_round()
            .map(|wait| texts.settle_again_in(wait.as_secs().max(1)))
            .or_else(|| {
                (settle.rounds > 0 && !settle.looking)
                    .then(|| texts.settle_look_again(context.way_to(Scope::Settle, Action::LookAgain)))
            })
    };
    words.map(|words| Block::Sentence(words, Role::Dim))
}

/// Who was found. On the screen the one that has the focus comes first with all that it has, so that it is never out of sight;
/// read out, each comes with its number.
fn candidates(context: PageContext, settle: &SettlePage) -> Vec<Block> {
    let texts = context.texts();
    let candidates = settle.candidates();
    let compared = |candidate: &SettleCandidate| Block::Comparison(sides(settle), settle.compared(candidate));
    let choice = |index: usize, candidate: &SettleCandidate| Block::Choice {
        number: index + 1,
        chosen: index == settle.selected && !context.is_spoken(),
        words: candidate_words(context, candidate),
    };
    if context.is_spoken() {
        let pairs = candidates.iter().enumerate();
        let pairs = pairs.map(|(index, candidate)| [choice(index, candidate), compared(candidate)]);
        return pairs.flatten().collect();
    }
    let mut blocks = Vec::new();
    if let Some(candidate) = candidates.get(settle.selected) {
        if candidates.len() > 1 {
            let place = texts.settle_place(settle.selected + 1, candidates.len());
            blocks.push(Block::Line(place, Role::Dim));
        }
        blocks.extend([
            choice(settle.selected, candidate),
            Block::Gap,
            compared(candidate),
            Block::Gap,
        ]);
    }
    let others = candidates.iter().enumerate();
    let others = others.filter(|(index, _)| *index != settle.selected);
    blocks.extend(others.map(|(index, candidate)| choice(index, candidate)));
    blocks
}

/// What the columns of a comparison hold.
fn sides(settle: &SettlePage) -> Sides {
    match settle.resource() {
        Resource::Customer if settle.colleague.is_some() => Sides::CardAndCustomer,
        Resource::Customer => Sides::SentAndFound,
        Resource::Company => Sides::CompanySentAndFound,
    }
}

/// A candidate, and by what it was found.
fn candidate_words(context: PageContext, candidate: &SettleCandidate) -> String {
    context.texts().settle_candidate(
        &candidate.found.customer_id,
        candidate.found.who(),
        all_of(context, &candidate.by),
    )
}

/// All that two customers have in common: `NIP 1234563218, e-mail a@b.pl`.
fn all_of<'a>(context: PageContext, by: impl IntoIterator<Item = &'a LookupKey>) -> String {
    let by = by.into_iter().map(|key| context.model.locale.known(key));
    let by: Vec<String> = by.collect();
    by.join(", ")
}
