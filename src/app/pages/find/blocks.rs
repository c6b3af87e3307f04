//! What the search for a caller shows: the line with its shape, who was found, and what is not known.

use super::FindPage;
use super::state::{Aim, EnterMeaning};
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::model::SearchState;
use crate::app::pages::PageContext;
use crate::app::pages::review::{cut_short, unanswered};
use crate::customer::{FieldId, SearchHit, SearchTerm, SubmissionState, TermShape};
use crate::keymap::{Action, Scope};
use crate::text::layout::{capitalized, fit, pad, width};

/// How many rows are shown at once: the answers must stay in sight below them.
const MOST: usize = 12;

/// Columns of the ids and of the names, at most.
const COLUMNS: [usize; 2] = [12, 30];

/// All that the page shows.
pub(super) fn blocks(context: PageContext, find: &FindPage) -> Vec<Block> {
    let mut blocks = vec![Block::Input {
        prompt: prompt(context, find),
        text: find.line.text().to_owned(),
        before: find.line.before().to_owned(),
    }];
    blocks.push(Block::Gap);
    let Some(term) = &find.term else {
        let way = context.way_to(Scope::Find, Action::Back);
        blocks.push(Block::Sentence(context.texts().find_what(way), Role::Dim));
        return blocks;
    };
    let hits = find.hits();
    if context.is_spoken() && !hits.is_empty() {
        let words = context.texts().find_found(hits.len(), shape(context, term.shape));
        blocks.push(Block::Sentence(words, Role::Plain));
    }
    if !hits.is_empty() {
        blocks.push(list(context, find, &hits));
        blocks.push(Block::Gap);
    }
    blocks.extend(state(context, find, term, hits.is_empty()));
    blocks
}

/// The words while an answer is awaited.
pub(super) fn asking(context: PageContext, find: &FindPage) -> String {
    let texts = context.texts();
    let label = find.term.as_ref().map(|term| shape(context, term.shape));
    match label.filter(|_| find.asking) {
        Some(label) if find.aim == Aim::OnlyOne && !context.is_spoken() => texts.find_asking_opens(label),
        Some(label) => texts.find_asking(label),
        None => texts.history_searching(),
    }
}

/// The words before the line, always in as many columns: what the text is searched as.
fn prompt(context: PageContext, find: &FindPage) -> String {
    let label = |shape: TermShape| capitalized(&self::shape(context, shape));
    let widest = TermShape::ALL.map(|shape| width(&label(shape))).into_iter().max();
    let now = find.term.as_ref().map(|term| label(term.shape));
    let text = now.unwrap_or_else(|| context.texts().find_line());
    format!("{} ", pad(&format!("{text}:"), widest.unwrap_or(0) + 1))
}

/// The name of a shape in a sentence.
fn shape(context: PageContext, shape: TermShape) -> String {
    match shape {
        TermShape::Name => context.texts().find_name(),
        shape => context.model.locale.label_in_sentence(shape.field().field()),
    }
}

/// Everybody who was found: id, name, and where they were found.
fn list(context: PageContext, find: &FindPage, hits: &[SearchHit]) -> Block {
    let cells = hits.iter().map(|hit| {
        let id = hit.customer_id.clone().unwrap_or_default();
        let who = context.model.locale.who(&hit.who).into_owned();
        [id, who]
    });
    let cells: Vec<[String; 2]> = cells.collect();
    let width = |cell: usize| {
        let widest = cells.iter().map(|cells| width(&cells[cell])).max().unwrap_or(0);
        widest.min(COLUMNS[cell])
    };
    let widths = [width(0), width(1)];
    let rows = hits.iter().zip(&cells).map(|(hit, cells)| {
        let what = where_found(context, find.term.as_ref(), hit);
        ListRow::Value(if context.is_spoken() {
            let who = format!("{} {}", cells[0], cells[1]);
            format!("{}, {what}", who.trim())
        } else {
            let cut = if context.model.settings.ascii { "~" } else { "…" };
            let [id, who] = [0, 1].map(|cell| pad(&fit(&cells[cell], widths[cell], cut), widths[cell]));
            format!("{id}  {who}  {what}")
        })
    });
    Block::List(ListBlock {
        most: MOST,
        ..ListBlock::new(rows.collect(), Some(find.selected), (String::new(), Role::Plain))
    })
}

/// Where somebody was found, and a value that tells them from others.
fn where_found(context: PageContext, term: Option<&SearchTerm>, hit: &SearchHit) -> String {
    let texts = context.texts();
    let mut parts = Vec::new();
    if hit.found.is_some() {
        parts.push(if hit.unlike {
            texts.find_unlike()
        } else {
            texts.find_in_crm()
        });
    }
    parts.extend(other_value(term, hit));
    if let Some(record) = &hit.record {
        let when = context.time(record.sent_at);
        parts.push(match record.state {
            SubmissionState::Unknown => texts.find_unknown(when),
            SubmissionState::Sending => texts.find_sending(when),
            SubmissionState::Existing => texts.find_recorded(when),
            _ => texts.find_sent(when),
        });
    }
    parts.join(", ")
}

/// What else is known of a customer in the CRM: the first of these that was not searched for.
fn other_value(term: Option<&SearchTerm>, hit: &SearchHit) -> Option<String> {
    const TELLING: [FieldId; 4] = [
        FieldId::named("address.city"),
        FieldId::named("email"),
        FieldId::named("phone_number"),
        FieldId::named("identifier"),
    ];
    let found = hit.found.as_ref()?;
    let searched = |field: &FieldId| term.is_some_and(|term| term.shape.field() == *field);
    let mut values = TELLING.iter().filter(|field| !searched(field) || hit.unlike);
    values.find_map(|field| found.values.of(*field).first()).cloned()
}

/// What is known, and what is not: a question under way, a failed one, nobody, and what Enter does.
fn state(context: PageContext, find: &FindPage, term: &SearchTerm, nobody: bool) -> Vec<Block> {
    let locale = &context.model.locale;
    let texts = context.texts();
    let label = shape(context, term.shape);
    let mut blocks = Vec::new();
    if find.search == SearchState::Failed {
        blocks.push(Block::Sentence(texts.list_unreadable(), Role::Warning));
    }
    if let Some(problem) = term.problem() {
        let words = format!("{}: {}", capitalized(&label), locale.problem(problem));
        blocks.push(Block::Sentence(words, Role::Dim));
        return blocks;
    }
    if let Some((field, problem)) = term.near_miss(&context.model.rule_context) {
        let words = texts.find_near_miss(field.field().label(locale), locale.problem(&problem));
        blocks.push(Block::Sentence(words, Role::Warning));
    }
    if find.is_waiting() {
        blocks.push(Block::Progress(asking(context, find), Role::Dim));
        return blocks;
    }
    blocks.extend(unanswered(context, &find.lookups));
    blocks.extend(cut_short(context, &find.lookups));
    blocks.extend(nobody_words(context, find, term, nobody, &label));
    blocks.extend(next_step(context, find, nobody).map(|words| Block::Sentence(words, Role::Dim)));
    blocks
}

/// That nobody was found by those who have answered, and who cannot be asked.
fn nobody_words(
    context: PageContext,
    find: &FindPage,
    term: &SearchTerm,
    nobody: bool,
    label: &str,
) -> Vec<Block> {
    let texts = context.texts();
    let mut words = Vec::new();
    let in_crm = find.lookups.iter().any(|lookup| lookup.result.is_ok());
    if nobody && in_crm {
        words.push((texts.find_nobody(label), Role::Warning));
    } else if nobody && !term.shape.is_searched() {
        words.push((texts.find_not_sent(label), Role::Warning));
    }
    if !term.shape.is_searched() {
        words.push((texts.find_no_search(label), Role::Dim));
    }
    let blocks = words
        .into_iter()
        .map(|(words, role)| Block::Sentence(words, role));
    blocks.collect()
}

/// What Enter does next, where that is not to open what has the focus.
fn next_step(context: PageContext, find: &FindPage, nobody: bool) -> Option<String> {
    let texts = context.texts();
    let card = context.way_to(Scope::Find, Action::CardFrom);
    let enter = context.way_to(Scope::Find, Action::Open);
    let again = find.question().is_some() && find.failure().is_some();
    match (find.enter(), context.is_spoken()) {
        (EnterMeaning::Ask(_), true) if again => Some(texts.plain_find_again(card)),
        (EnterMeaning::Ask(_), false) if again => Some(texts.find_again(enter, card)),
        (EnterMeaning::Ask(_), false) => Some(texts.find_enter_asks(enter)),
        (EnterMeaning::Begin, true) if nobody => Some(texts.plain_find_begins(card)),
        (EnterMeaning::Begin, false) if nobody => Some(texts.find_enter_begins(enter)),
        _ => None,
    }
}
