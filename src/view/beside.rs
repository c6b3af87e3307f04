//! Somebody who may be the customer, beside the card: what is known of both, field by field.

use super::review::{decide, duplicate, failed};
use super::said::{Block, lay};
use super::theme::Role;
use super::{Canvas, settle};
use crate::app::mode::DuplicateDetail;
use crate::customer::{CustomerValues, FieldComparison, Severity, compare};
use ratatui::text::Line;

/// The whole page.
pub fn page(canvas: &Canvas, shown: &DuplicateDetail, columns: usize) -> Vec<Line<'static>> {
    let texts = canvas.model.locale.texts();
    let mut said = words(canvas, shown);
    said.push(Block::Sentence(decide(canvas), Role::Warning));
    said.push(Block::Gap);
    let mut lines = lay(canvas, &said, columns);
    let heads = [texts.review_card(), texts.review_there()];
    lines.extend(settle::table(
        canvas,
        [&heads[0], &heads[1]],
        &compared(canvas, shown),
        columns,
    ));
    lines
}

/// What speaks for it, and what the CRM said when it was asked for the customer.
pub fn words(canvas: &Canvas, shown: &DuplicateDetail) -> Vec<Block> {
    let locale = &canvas.model.locale;
    let texts = locale.texts();
    let mut said = vec![Block::Found(
        Severity::Warning,
        duplicate(canvas, &shown.duplicate),
    )];
    if let Some(record) = &shown.record {
        let what = format!(
            "{} {} {}",
            canvas.moment(record.sent_at),
            canvas.glyphs.dot,
            locale.state(record.state)
        );
        said.push(Block::entry(texts.label_sent_at(), what));
    }
    let id = shown.duplicate.customer_id.as_deref().unwrap_or_default();
    match &shown.fetched {
        None if shown.asking => said.push(Block::Sentence(texts.review_asking(), Role::Dim)),
        None | Some(Ok(Some(_))) => {}
        Some(Ok(None)) => said.push(Block::Sentence(texts.review_not_there(id), Role::Warning)),
        Some(Err(failure)) => said.push(Block::Sentence(
            failed(canvas, failure, texts.label_customer_id()),
            Role::Warning,
        )),
    }
    said
}

/// The card, field by field beside the customer: as the CRM has it, or as the record of this machine.
pub fn compared(canvas: &Canvas, shown: &DuplicateDetail) -> Vec<FieldComparison> {
    let read = |payload: &str| CustomerValues::read(&serde_json::from_str(payload).unwrap_or_default());
    let card = read(canvas.model.form.payload().text());
    match (shown.in_crm(), &shown.record) {
        (Some(found), _) => compare(&card, &found.values),
        (None, Some(record)) => compare(&card, &read(&record.sent.payload)),
        (None, None) => Vec::new(),
    }
}
