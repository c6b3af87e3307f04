//! The text of a record that the history's filter looks at.

use crate::customer::{Card, FieldId, Slot, StoredDetail, identity, mask};
use crate::text::plain_letters;

/// What a filter looks at, one value a line, in plain small letters. SQLite knows the case of ASCII letters only, so it
/// is done here. A value with spaces or dashes is there without them, too.
///
/// Where records are masked it never has what leads to a person, not even for as long as the customer is not created:
/// the index holds it a second time, and SQLite leaves traces of what it moves within an index.
pub(super) fn of(who: &str, card: &Card, detail: StoredDetail) -> String {
    let mut lines = vec![plain_letters(who)];
    for field in identity::keys().filter(|field| is_kept(*field, detail)) {
        for row in 0..card.rows(field) {
            let value = plain_letters(card.get(Slot::row(field, row)).trim());
            let bare: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')'))
                .collect();
            if bare != value {
                lines.push(bare);
            }
            if !value.is_empty() {
                lines.push(value);
            }
        }
    }
    lines.join("\n")
}

/// What the search text gets at its end when the customer's id is known.
pub(super) fn of_id(customer_id: Option<&str>) -> String {
    customer_id.map_or_else(String::new, |id| format!("\n{}", plain_letters(id)))
}

/// Whether a field's values stay in a record of a customer that was created.
pub(super) fn is_kept(field: FieldId, detail: StoredDetail) -> bool {
    detail == StoredDetail::Full || !mask::personal().any(|personal| personal == field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_text_has_the_values_as_typed_and_bare() {
        let mut card = Card::default();
        card.set(Slot::of(FieldId::named("nip")), "123-456-32-18 ");
        card.set(Slot::of(FieldId::named("email")), "Zażółć@GĘŚLĄ.pl");
        card.set(Slot::of(FieldId::named("identifier")), "K-1");
        card.insert_row(FieldId::named("phone_number"), 1);
        card.set(Slot::row(FieldId::named("phone_number"), 1), "(22) 333 44 55");
        let lines = |detail| {
            let text = of("ŻÓŁĆ Anna", &card, detail);
            text.lines().map(str::to_owned).collect::<Vec<String>>()
        };
        let full = [
            "zolc anna",
            "zazolc@gesla.pl",
            "223334455",
            "(22) 333 44 55",
            "k1",
            "k-1",
            "1234563218",
            "123-456-32-18",
        ];
        assert_eq!(lines(StoredDetail::Full), full);
        assert_eq!(lines(StoredDetail::Masked), ["zolc anna", "k1", "k-1"]);
    }
}
