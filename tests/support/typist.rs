//! An operator who types a card: the keys that he presses, and what the card must hold after each of them. It knows
//! nothing of the program but the order of the fields, so that the program's mistakes are not its own.

use super::dice::Dice;
use kartoteka::customer::{FieldId, Section};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a card holds: the text of each field that has any, by the API's name.
pub type Fields = BTreeMap<String, String>;

/// What the typist fills in: any text is right in these, so that nothing stops the send.
const FREE: [&str; 12] = [
    "surname",
    "name",
    "job",
    "job_title",
    "type",
    "group",
    "account_manager",
    "note",
    "address.street",
    "address.building",
    "address.city",
    "address.country",
];
/// Without `k` and `n`, so that no word is one that the rules refuse, as "nan" is.
const LETTERS: [char; 28] = [
    'a', 'ą', 'b', 'c', 'ć', 'd', 'e', 'ę', 'g', 'i', 'j', 'l', 'ł', 'm', 'ń', 'o', 'ó', 'p', 'r', 's', 'ś',
    't', 'u', 'w', 'y', 'z', 'ź', 'ż',
];

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Letter(char),
    Backspace,
    Left,
    Home,
    End,
    Next,
    Previous,
    NextSection,
    /// A line break, in the note.
    Line,
}

impl Key {
    /// The bytes that a terminal sends for it.
    pub fn bytes(self) -> String {
        match self {
            Self::Letter(letter) => return letter.to_string(),
            Self::Backspace => "\x7f",
            Self::Left => "\x1b[D",
            Self::Home => "\x1b[H",
            Self::End => "\x1b[F",
            Self::Next => "\t",
            Self::Previous => "\x1b[Z",
            Self::NextSection => "\x1b[6~",
            Self::Line => "\r",
        }
        .to_owned()
    }
}

/// The operator, and all that he has done.
pub struct Typist {
    /// The card at the beginning and after each key.
    states: Vec<Fields>,
    /// Where the focus is: a place in the order of the form.
    focus: usize,
    /// How many characters stand left of the cursor.
    cursor: usize,
}

impl Typist {
    /// An operator before an empty card.
    pub fn new() -> Self {
        Self {
            states: vec![Fields::new()],
            focus: 0,
            cursor: 0,
        }
    }

    /// The card at the beginning and after each key.
    pub fn states(&self) -> &[Fields] {
        &self.states
    }

    /// How many keys were pressed: the place of the newest state.
    pub fn pressed(&self) -> usize {
        self.states.len() - 1
    }

    /// The card now.
    pub fn card(&self) -> &Fields {
        self.states.last().unwrap()
    }

    /// Takes over that the program has put an empty card before him.
    pub fn begin_anew(&mut self) {
        self.states.push(Fields::new());
        (self.focus, self.cursor) = (0, 0);
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        let mut card = self.card().clone();
        let mut text: Vec<char> = self.text().chars().collect();
        let at = self.cursor;
        match key {
            Key::Letter(letter) => self.insert(&mut text, letter),
            Key::Line => self.insert(&mut text, '\n'),
            Key::Backspace if at > 0 => {
                text.remove(at - 1);
                self.cursor -= 1;
            }
            Key::Left => self.cursor = at.saturating_sub(1),
            Key::Home => {
                let line = text[..at].iter().rposition(|c| *c == '\n');
                self.cursor = line.map_or(0, |line| line + 1);
            }
            Key::End => {
                let line = text[at..].iter().position(|c| *c == '\n');
                self.cursor = line.map_or(text.len(), |end| at + end);
            }
            Key::Backspace | Key::Next | Key::Previous | Key::NextSection => {}
        }
        let text: String = text.into_iter().collect();
        if text.is_empty() {
            card.remove(self.path());
        } else {
            card.insert(self.path().to_owned(), text);
        }
        self.states.push(card);
        match key {
            Key::Next => self.go_to(self.focus + 1),
            Key::Previous => self.go_to(self.focus - 1),
            Key::NextSection => self.go_to(next_section(self.focus)),
            _ => {}
        }
    }

    fn insert(&mut self, text: &mut Vec<char>, letter: char) {
        text.insert(self.cursor, letter);
        self.cursor += 1;
    }

    fn go_to(&mut self, focus: usize) {
        self.focus = focus;
        self.cursor = self.text().chars().count();
    }

    fn path(&self) -> &'static str {
        order(self.focus).field().path
    }

    fn text(&self) -> &str {
        self.card().get(self.path()).map_or("", String::as_str)
    }
}

/// The keys for a whole new card, from its first field on. No two cards have the same surname.
pub fn keys_for_a_card(dice: &mut Dice) -> Vec<Key> {
    let mut keys = Vec::new();
    word(dice, 10, &mut keys);
    let mut focus = 0;
    for path in &FREE[1..] {
        if !dice.percent(40) {
            continue;
        }
        let place = FieldId::in_form_order()
            .iter()
            .position(|id| id.field().path == *path);
        while focus < place.unwrap() {
            let section = next_section(focus);
            let (key, there) = if section <= place.unwrap() {
                (Key::NextSection, section)
            } else {
                (Key::Next, focus + 1)
            };
            keys.push(key);
            focus = there;
        }
        text(dice, *path == "note", &mut keys);
    }
    keys
}

/// The keys for a change of the card at the place where the typist is.
pub fn keys_for_a_change(dice: &mut Dice) -> Vec<Key> {
    let mut keys = vec![Key::End];
    word(dice, 4, &mut keys);
    keys
}

fn order(place: usize) -> FieldId {
    FieldId::in_form_order()[place]
}

/// The first field of the section behind the one that this field is in.
fn next_section(focus: usize) -> usize {
    let section = |id: &FieldId| -> Section { id.field().place.0 };
    let here = section(&order(focus));
    let next = FieldId::in_form_order().iter().position(|id| section(id) > here);
    next.unwrap_or(0)
}

fn word(dice: &mut Dice, letters: usize, keys: &mut Vec<Key>) {
    for number in 0..letters {
        let letter = dice.pick(&LETTERS);
        let upper = letter.to_uppercase().next().filter(|_| number == 0);
        keys.push(Key::Letter(upper.unwrap_or(letter)));
    }
}

/// A word or two, with second thoughts in between.
fn text(dice: &mut Dice, lines: bool, keys: &mut Vec<Key>) {
    let letters = dice.between(2, 8);
    word(dice, letters, keys);
    match dice.below(7) {
        0 => keys.extend([Key::Letter('x'), Key::Backspace]),
        1 => keys.extend([Key::Left, Key::Left, Key::Letter('ę'), Key::End]),
        2 => keys.extend([Key::Home, Key::Letter('Ł')]),
        3 => keys.extend([Key::Previous, Key::Letter('ó'), Key::Backspace, Key::Next]),
        4 => keys.extend(vec![Key::Backspace; letters + 1]),
        _ => {}
    }
    if dice.percent(40) {
        keys.push(if lines { Key::Line } else { Key::Letter(' ') });
        word(dice, 4, keys);
    }
}

/// The customer that a card makes: what the preview shows and the CRM gets.
pub fn customer(card: &Fields) -> Value {
    let mut members = Map::new();
    for (path, text) in card {
        let text = if path == "note" {
            text.trim_end()
        } else {
            text.trim()
        };
        if text.is_empty() {
            continue;
        }
        let text = Value::from(text);
        match path.split_once('.') {
            None => members.insert(path.clone(), text),
            Some((parent, key)) => {
                let parts = members.entry(parent).or_insert_with(|| Map::new().into());
                parts.as_object_mut().unwrap().insert(key.to_owned(), text)
            }
        };
    }
    members.into()
}
