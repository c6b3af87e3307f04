//! Types twenty made-up cards as an operator does, and counts the keys: what is on the cards, and what it costs besides.
//!
//! `cargo run --example operator [-- target/debug/kartoteka]`
//!
//! One operator knows Tab alone, one goes the shortest way that the program shows, and one takes what is proposed, too; the first
//! two type everything in full, so that what is no content is the way about. A card is typed into the program's own machine, which
//! says after each key where the operator is; where a program is named, the same keys are typed into that one on a terminal, and
//! its history must have the same twenty customers.

#[path = "cards.rs"]
mod cards;
#[path = "replay.rs"]
mod replay;
#[path = "route.rs"]
mod route;

#[path = "../../tests/support"]
#[allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a harness of tests"
)]
mod support {
    pub mod driver;
    pub mod pty;
}

use cards::{Entry, MadeUpCard};
use jiff::civil;
use kartoteka::app::Message;
use kartoteka::app::suggestion::displayed_suggestion;
use kartoteka::config;
use kartoteka::customer::{FieldId, FieldKind, RuleContext, Slot};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use support::driver::{Driver, Setup};

/// The settings of a tenant without a form of its own.
const SETTINGS: &str = include_str!("settings.toml");
/// What such a form adds to them.
const FORM: &str = include_str!("form.toml");

/// What a key is pressed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Purpose {
    /// A character that is on the card.
    Content,
    /// To the next field or the one before.
    Move,
    /// To a section.
    Section,
    /// To a field by its name.
    GoTo,
    /// Another row.
    Row,
    /// What is proposed is taken.
    Take,
    /// The review, and the send.
    Send,
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Content => "content",
            Self::Move => "next field",
            Self::Section => "section",
            Self::GoTo => "go to a field",
            Self::Row => "another row",
            Self::Take => "take a proposal",
            Self::Send => "review and send",
        })
    }
}

/// How an operator gets about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// By Tab after every value, seen or not.
    TabAlone,
    /// By the fewest keys.
    Shortest,
    /// By the fewest keys, and they take what is proposed where that saves some.
    TakesProposals,
}

/// An operator before the program, and the keys that they have pressed.
struct Operator {
    /// The same form, to try out ways in.
    scout: Driver,
    driver: Driver,
    habit: Habit,
    /// By card, the names of the keys.
    keys: Vec<Vec<String>>,
    spent: BTreeMap<Purpose, usize>,
}

impl Operator {
    fn new(habit: Habit, rule_context: RuleContext) -> Self {
        let driver = |rule_context| {
            Driver::with(Setup {
                rule_context,
                ..Setup::default()
            })
        };
        Self {
            scout: driver(rule_context.clone()),
            driver: driver(rule_context),
            habit,
            keys: Vec::new(),
            spent: BTreeMap::new(),
        }
    }

    fn press(&mut self, key: &str, purpose: Purpose) {
        if let Ok(pressed) = key.parse() {
            self.driver.tell(Message::Key(pressed));
        }
        *self.spent.entry(purpose).or_default() += 1;
        if let Some(card) = self.keys.last_mut() {
            card.push(key.to_owned());
        }
    }

    fn focus(&self) -> Slot {
        self.driver.model().form.focus()
    }

    fn type_card(&mut self, number: usize, card: &MadeUpCard) -> Result<(), String> {
        self.keys.push(Vec::new());
        for (index, entry) in self.in_form_order(card)?.into_iter().enumerate() {
            if index > 0 && self.habit == Habit::TabAlone && !entry.is_further_row {
                self.press("Tab", Purpose::Move);
            }
            if entry.is_further_row {
                self.press(",", Purpose::Row);
            } else {
                self.reach(entry)?;
            }
            self.enter(&entry.value);
        }
        self.press("F8", Purpose::Send);
        self.press("Enter", Purpose::Send);
        if self.driver.sent.len() != number + 1 {
            return Err(format!("card {number} was not sent:\n{}", self.driver.screen()));
        }
        self.driver.created(&(300 + number).to_string());
        Ok(())
    }

    /// The values of a card in the order in which the form asks for them.
    fn in_form_order<'a>(&self, card: &'a MadeUpCard) -> Result<Vec<&'a Entry>, String> {
        let model = self.driver.model();
        let slots = model.form.card().all_slots(&model.rule_context);
        let mut placed = Vec::new();
        for entry in card {
            let slot = self.slot(&entry.path)?;
            placed.push((slots.iter().position(|other| *other == slot), entry));
        }
        placed.sort_by_key(|(place, _)| *place);
        Ok(placed.into_iter().map(|(_, entry)| entry).collect())
    }

    /// Goes to the field of an entry.
    fn reach(&mut self, entry: &Entry) -> Result<(), String> {
        let target = self.slot(&entry.path)?;
        if self.habit != Habit::TabAlone {
            for (key, purpose) in route::shortest(&self.driver, &mut self.scout, target) {
                self.press(&key, purpose);
            }
        }
        for _ in 0..100 {
            if self.focus() == target {
                return Ok(());
            }
            self.press("Tab", Purpose::Move);
        }
        Err(format!("{} was not reached", entry.path))
    }

    /// Where a field of the card is in the form.
    fn slot(&self, path: &str) -> Result<Slot, String> {
        let model = self.driver.model();
        let (path, name) = match path.split_once('.') {
            Some((field @ "custom_fields", name)) => (field, Some(name)),
            _ => (path, None),
        };
        let field = FieldId::of(path).ok_or_else(|| format!("no field {path}"))?;
        let row = match name {
            Some(name) if field.field().kind == FieldKind::Pairs => {
                let known = model.rule_context.custom_fields.iter();
                known.into_iter().position(|custom| custom.name == name)
            }
            _ => Some(0),
        };
        Ok(Slot::row(field, row.ok_or("no such custom field")?))
    }

    /// Types a value, or takes it where it is proposed and that saves keys.
    fn enter(&mut self, value: &str) {
        let mut rest = value.chars();
        loop {
            let left = rest.as_str().chars().count();
            let proposed = displayed_suggestion(self.driver.model()) == Some(value);
            if self.habit == Habit::TakesProposals && proposed && left > 1 {
                self.press("Right", Purpose::Take);
                return;
            }
            let Some(letter) = rest.next() else { return };
            let key = if letter == ' ' {
                "Space".to_owned()
            } else {
                letter.to_string()
            };
            self.press(&key, Purpose::Content);
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let program = std::env::args().nth(1);
    let cards = cards::cards();
    let forms = [
        ("all fields of the API", SETTINGS.to_owned()),
        ("a tenant's form", format!("{SETTINGS}{FORM}")),
    ];
    for (form, settings) in forms {
        for habit in [Habit::TabAlone, Habit::Shortest, Habit::TakesProposals] {
            let context = rule_context(&settings)?;
            let mut operator = Operator::new(habit, context);
            for (number, card) in cards.iter().enumerate() {
                operator.type_card(number, card)?;
            }
            report(form, &operator, &cards);
            if let Some(program) = &program {
                let payloads = operator.driver.sent.iter().map(|(_, payload)| payload.as_str());
                replay::replay(program, &settings, &operator.keys, &payloads.collect::<Vec<_>>())?;
                println!("  the program has created the same customers");
            }
        }
    }
    Ok(())
}

/// What the rules know by these settings.
fn rule_context(settings: &str) -> Result<RuleContext, Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let path = replay::write_settings(home.path(), settings, "http://127.0.0.1:1")?;
    let loaded = config::load(Some(&path)).map_err(|error| format!("{error:?}"))?;
    let profile = loaded.config.profiles.get("main");
    Ok(loaded.config.rule_context(civil::date(2026, 11, 24), profile))
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand")]
fn report(form: &str, operator: &Operator, cards: &[MadeUpCard]) {
    let fields: usize = cards.iter().map(Vec::len).sum();
    let content: usize = cards
        .iter()
        .flatten()
        .map(|entry| entry.value.chars().count())
        .sum();
    let keys: usize = operator.spent.values().sum();
    let overhead = |keys: usize| (keys as f64 - content as f64) / fields as f64;
    println!("\n{form}, {:?}", operator.habit);
    println!(
        "  {} cards, {fields} fields filled in, {content} characters, {keys} keys: {:.2} keys a field besides the content",
        cards.len(),
        overhead(keys)
    );
    for (purpose, count) in &operator.spent {
        let share = *count as f64 / fields as f64;
        match purpose {
            Purpose::Content => println!("    {purpose:16} {count:5}"),
            _ => println!("    {purpose:16} {count:5}  {share:.2}"),
        }
    }
}
