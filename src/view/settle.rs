//! The page on which an unknown outcome is settled: what was sent, what the CRM has, side by side.

use super::Canvas;
use super::pages::sentence;
use super::review::{all_of, cut_short, lost, precedent, unanswered};
use super::said::{Block, lay};
use super::theme::Role;
use crate::app::SettlePage;
use crate::customer::{FieldComparison, Outcome, SettleCandidate, Severity, ValueMatch};
use crate::text::layout;
use crate::text::visible;
use ratatui::text::{Line, Span};

/// Columns of the names of the fields.
const NAMES: usize = 16;

/// What is known of an attempt whose outcome is not.
pub fn page(canvas: &Canvas, settle: &SettlePage, columns: usize) -> Vec<Line<'static>> {
    let texts = canvas.model.locale.texts();
    let mut said = vec![Block::Sentence(texts.settle_what(), Role::Warning), Block::Gap];
    said.extend(what_was_sent(canvas, settle));
    said.push(Block::Gap);
    said.extend(looked_up(canvas, settle));
    said.extend(again(canvas, settle));
    said.push(Block::Gap);
    said.extend(created(canvas, settle));
    let mut lines = lay(canvas, &said, columns);
    // The one that has the focus comes first with all that it has, so that it is never out of sight.
    let candidates = settle.candidates();
    if let Some(candidate) = candidates.get(settle.selected) {
        if candidates.len() > 1 {
            let place = texts.settle_place(settle.selected + 1, candidates.len());
            lines.push(Line::from(canvas.span(place, Role::Dim)));
        }
        lines.extend(candidate_lines(canvas, candidate, true, columns));
        lines.push(Line::default());
        let heads = [texts.settle_sent(), texts.settle_in_crm()];
        lines.extend(table(
            canvas,
            [&heads[0], &heads[1]],
            &settle.compared(candidate),
            columns,
        ));
        lines.push(Line::default());
    }
    let others = candidates.iter().enumerate();
    let others = others.filter(|(number, _)| *number != settle.selected);
    lines.extend(others.flat_map(|(_, candidate)| candidate_lines(canvas, candidate, false, columns)));
    lines
}

/// The attempt, and why nobody knows what became of it.
pub fn what_was_sent(canvas: &Canvas, settle: &SettlePage) -> Vec<Block> {
    let locale = &canvas.model.locale;
    let texts = locale.texts();
    let record = &settle.record;
    let when = format!(
        "{} {} {}",
        record.sent.who,
        canvas.glyphs.dot,
        canvas.moment(record.sent_at)
    );
    let mut said = vec![Block::entry(texts.label_who(), when)];
    if let Some(Outcome::Unknown { failure, .. }) = &record.outcome {
        said.push(Block::entry(texts.label_reason(), locale.failure(failure)));
    }
    said
}

/// What the search has brought, in words.
pub fn looked_up(canvas: &Canvas, settle: &SettlePage) -> Vec<Block> {
    let texts = canvas.model.locale.texts();
    let mut said = Vec::new();
    let mut say = |words: String, role| said.push(Block::Sentence(words, role));
    if !settle.here {
        say(texts.settle_elsewhere(&settle.record.sent.profile), Role::Warning);
    } else if settle.searched().is_empty() {
        say(texts.settle_nothing_to_search(), Role::Warning);
    } else if settle.lookups.is_empty() {
        say(texts.settle_looking(), Role::Dim);
    } else {
        let by = settle.lookups.iter().map(|lookup| &lookup.by);
        say(texts.settle_looked(all_of(canvas, by)), Role::Dim);
        if settle.nobody_found() {
            say(texts.settle_nobody(), Role::Good);
        }
    }
    said.extend(unanswered(canvas, &settle.lookups));
    said.extend(cut_short(canvas, &settle.lookups));
    if settle.not_permitted() {
        said.push(Block::Sentence(texts.settle_panel(), Role::Warning));
    }
    said
}

/// Whether and when the CRM is asked again.
fn again(canvas: &Canvas, settle: &SettlePage) -> Option<Block> {
    let texts = canvas.model.locale.texts();
    let words = if settle.looking && !settle.lookups.is_empty() {
        Some(texts.settle_looking())
    } else {
        settle
            .next_round()
            .map(|wait| texts.settle_again_in(wait.as_secs().max(1)))
            .or_else(|| (settle.rounds > 0 && !settle.looking).then(|| texts.settle_l()))
    };
    words.map(|words| Block::Sentence(words, Role::Dim))
}

/// Other cards that were sent from here, became customers and may be this one; and that there may be some that are lost.
pub fn created(canvas: &Canvas, settle: &SettlePage) -> Vec<Block> {
    let created = settle.created.iter();
    let words = created.map(|(by, before)| precedent(canvas, by, before));
    let said = words.map(|words| Block::Found(Severity::Warning, words));
    said.chain(lost(canvas, settle.lost)).collect()
}

/// A candidate, and by what it was found.
pub fn candidate_words(canvas: &Canvas, candidate: &SettleCandidate) -> String {
    canvas.model.locale.texts().settle_candidate(
        &candidate.found.customer_id,
        candidate.found.who(),
        all_of(canvas, &candidate.by),
    )
}

/// A candidate, and by what it was found, on as many lines as that takes.
fn candidate_lines(
    canvas: &Canvas,
    candidate: &SettleCandidate,
    chosen: bool,
    columns: usize,
) -> Vec<Line<'static>> {
    let mark = if chosen { canvas.glyphs.marker } else { " " };
    let words = candidate_words(canvas, candidate);
    let role = if chosen { Role::Focus } else { Role::Dim };
    sentence(canvas, &format!("{mark} {}", visible(&words)), role, columns)
}

/// Two customers below their heads, a field a line, told apart by a mark as well as by colour.
pub fn table(
    canvas: &Canvas,
    heads: [&str; 2],
    rows: &[FieldComparison],
    columns: usize,
) -> Vec<Line<'static>> {
    let cell = columns.saturating_sub(NAMES + 4) / 2;
    let mut lines = vec![cells(canvas, "", heads[0], " ", heads[1], cell, Role::Focus)];
    for row in rows {
        let (mark, role) = match row.verdict {
            ValueMatch::Equal => ("=", Role::Good),
            ValueMatch::Different => (canvas.glyphs.unequal, Role::Error),
            ValueMatch::OnlySent | ValueMatch::OnlyFound => (" ", Role::Dim),
        };
        let label = row.field.field().label(&canvas.model.locale);
        lines.push(cells(
            canvas,
            &label,
            &row.sent.join(", "),
            mark,
            &row.found.join(", "),
            cell,
            role,
        ));
    }
    lines
}

fn cells(
    canvas: &Canvas,
    label: &str,
    sent: &str,
    mark: &str,
    found: &str,
    cell: usize,
    role: Role,
) -> Line<'static> {
    let padded = |text: &str, columns: usize| {
        let text = layout::fit(&text.replace('\n', " "), columns, canvas.glyphs.cut);
        layout::pad(&text, columns)
    };
    Line::from(vec![
        canvas.span(padded(label, NAMES), Role::Focus),
        Span::raw(padded(sent, cell)),
        canvas.span(format!(" {mark} "), role),
        canvas.span(padded(found, cell).trim_end(), role),
    ])
}
