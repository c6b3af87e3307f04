//! Reads blocks out, a line each; a text from elsewhere keeps its own lines.

use crate::app::blocks::{Block, ListBlock, ListRow, Sides};
use crate::app::form::spoken_value;
use crate::app::pages::{PageContext, comparison_label};
use crate::customer::{FieldComparison, Severity, ValueMatch};
use crate::text::visible;

/// The lines of blocks.
pub fn read_out(context: PageContext, blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .flat_map(|block| block_lines(context, block))
        .collect()
}

fn block_lines(context: PageContext, block: &Block) -> Vec<String> {
    match block {
        Block::Heading(words) => vec![format!("{}.", visible(words))],
        Block::Sentence(words, _) | Block::Line(words, _) | Block::Finding(_, words) => {
            vec![visible(words).into_owned()]
        }
        Block::Progress(words, _) => vec![in_progress(words)],
        Block::Choice { number, words, .. } => vec![numbered(*number, words)],
        Block::Problem {
            severity,
            section,
            label,
            words,
        } => {
            let what = problem(context, *severity, words);
            vec![format!("{section}, {}: {what}", visible(label))]
        }
        Block::Entry(name, value) if name.is_empty() => vec![visible(value).into_owned()],
        Block::Entry(name, value) => vec![format!("{}: {}", visible(name), visible(value))],
        Block::Document(title, body) => {
            let title = format!("{}:", visible(title));
            let body = body.lines().map(|line| visible(line).into_owned());
            std::iter::once(title).chain(body).collect()
        }
        Block::List(list) => list_lines(list),
        Block::Comparison(sides, rows) => {
            let rows = rows.iter().map(|row| compared(context, *sides, row));
            rows.collect()
        }
        Block::Keys(rows) => rows
            .iter()
            .map(|[keys, menu, label]| format!("{}: {label}", format!("{keys} {menu}").trim()))
            .collect(),
        Block::KeyGrid(rows) => {
            let rows = rows.iter().map(|[keys, label]| format!("{keys}: {label}"));
            rows.collect()
        }
        Block::Input { .. } | Block::Gap | Block::Subject => Vec::new(),
    }
}

/// Words about work under way, without the dots that show it.
pub fn in_progress(words: &str) -> String {
    format!("{}.", words.trim_end_matches([' ', '…', '.']))
}

/// What is wrong with a value, and how much that matters.
pub fn problem(context: PageContext, severity: Severity, words: &str) -> String {
    match severity {
        Severity::Error => context.texts().plain_error(words),
        Severity::Warning => context.texts().plain_warning(words),
    }
}

fn numbered(number: usize, words: &str) -> String {
    format!("{number}: {}", visible(words))
}

fn list_lines(list: &ListBlock) -> Vec<String> {
    if list.rows.is_empty() {
        return vec![visible(&list.empty.0).into_owned()];
    }
    let rows = (list.first..).zip(&list.rows);
    let lines = rows.map(|(number, row)| match row {
        ListRow::Value(words) | ListRow::Finding(_, words) => numbered(number, words),
        ListRow::Record { when, who, what, .. } => {
            format!("{number}: {when} {}, {}", visible(who), visible(what))
        }
    });
    lines.collect()
}

/// One field of two customers.
fn compared(context: PageContext, sides: Sides, row: &FieldComparison) -> String {
    let texts = context.texts();
    let label = comparison_label(context, sides, row.field);
    let spoken = |values: &[String]| {
        let values = values.iter().map(|value| spoken_value(context, row.field, value));
        one_line(&values.collect::<Vec<_>>())
    };
    let (left, right) = (spoken(&row.sent), spoken(&row.found));
    match (row.value_match, sides) {
        (ValueMatch::Equal, _) => texts.plain_equal(label, right),
        (ValueMatch::Different, Sides::CardAndCustomer) => texts.plain_card_different(label, left, right),
        (ValueMatch::Different, _) => texts.plain_different(label, left, right),
        (ValueMatch::OnlySent, Sides::CardAndCustomer) => texts.plain_only_card(label, left),
        (ValueMatch::OnlySent, _) => texts.plain_only_sent(label, left),
        (ValueMatch::OnlyFound, Sides::CardAndCustomer) => texts.plain_only_there(label, right),
        (ValueMatch::OnlyFound, _) => texts.plain_only_found(label, right),
    }
}

fn one_line(values: &[String]) -> String {
    visible(&values.join(", ").replace('\n', " ")).into_owned()
}
