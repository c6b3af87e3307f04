//! The made-up cards.

/// The cards, as they lie on the operator's desk.
const CARDS: &str = include_str!("cards.txt");

/// A value of a card.
pub struct Entry {
    /// The API's path of the field, with the name behind it of a custom field.
    pub path: String,
    /// The value before it belongs to the same field.
    pub is_further_row: bool,
    /// What is on the card.
    pub value: String,
}

/// The values of a card, in the order of the form.
pub type MadeUpCard = Vec<Entry>;

/// All cards.
pub fn cards() -> Vec<MadeUpCard> {
    let blocks = CARDS.split("\n\n").skip(1);
    blocks.map(card).collect()
}

fn card(block: &str) -> MadeUpCard {
    let mut card = MadeUpCard::new();
    for (path, value) in block.lines().filter_map(|line| line.split_once(": ")) {
        card.push(Entry {
            path: path.to_owned(),
            is_further_row: card.last().is_some_and(|last| last.path == path),
            value: value.to_owned(),
        });
    }
    card
}
