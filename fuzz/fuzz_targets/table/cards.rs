//! From the rows of a table to cards: what a card holds stood in its own row.

use jiff::civil::date;
use kartoteka::customer::{Card, FieldId, Payload, RuleContext, Severity};
use kartoteka::import::columns::{Adjustments, Mapping, TableCells, marks};
use kartoteka::import::{Table, TableRow};

/// Maps the columns, where they can be told, and reads each row that has no fault.
pub fn hold_their_row(table: &Table, rows: &[TableRow]) {
    let context = RuleContext::on(date(2026, 11, 24));
    let mut cells = TableCells::default();
    for row in rows {
        cells.add(row.cells.iter());
    }
    let Ok(mapping) = Mapping::new(&table.headings, &cells, Adjustments::default(), &context) else {
        return;
    };
    assert_eq!(mapping.columns().len(), table.headings.len());
    for row in rows.iter().filter(|row| row.fault.is_none()) {
        let cells: Vec<&str> = row.cells.iter().collect();
        let _ = mapping.suspect(&cells);
        if let Ok(card) = mapping.card(&cells, &context) {
            is_of(&card, &cells, mapping.is_marked(), &context);
        }
    }
}

fn is_of(card: &Card, cells: &[&str], marked: bool, context: &RuleContext) {
    let bare = |cell: &&str| {
        let cell = if marked { marks::unmark(cell) } else { cell };
        cell.replace("\r\n", "\n")
    };
    let cells: Vec<String> = cells.iter().map(bare).collect();
    for field in FieldId::all() {
        for slot in card.slots(field, context) {
            let text = card.get(slot);
            // The name of a custom field stands above its column.
            let stood = cells.iter().any(|cell| cell.contains(text));
            assert!(
                stood || field.field().path == "custom_fields",
                "{text:?} of {cells:?}"
            );
        }
    }
    let errors = card.problems(context).into_iter();
    if !errors
        .map(|(_, problem)| problem.severity)
        .any(|severity| severity == Severity::Error)
    {
        let payload = Payload::of(card, context);
        let again = Card::read_json(payload.text(), context).expect("a payload is a document");
        assert_eq!(Payload::of(&again, context).text(), payload.text());
    }
}
