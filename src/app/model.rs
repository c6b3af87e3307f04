//! All that the program knows while it runs.

use super::edit::Editor;
use super::{Form, Msg};
use crate::customer::request;
use crate::customer::{Card, Facts, FieldId, Outcome, Page, Part, Slot, Submission};
use crate::locale::Locale;
use jiff::tz::TimeZone;
use std::cell::Cell;
use std::time::Duration;

/// What does not change while the program runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The profile's name.
    pub profile: String,
    /// The full URL of the request.
    pub url: String,
    /// The host, as the status line shows it.
    pub host: String,
    /// The API user.
    pub user: String,
    /// The value of `Accept-Language`.
    pub accept_language: String,
    /// How long a send may take.
    pub timeout: Duration,
    /// The colours.
    pub theme: Theme,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// The operator's time zone.
    pub zone: TimeZone,
}

/// The colours of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// The terminal's own sixteen colours.
    #[default]
    Default,
    /// Bold and bright.
    HighContrast,
    /// No colour.
    Mono,
}

/// What the screen is about at the moment.
#[derive(Debug)]
pub enum Mode {
    /// The form is being filled in.
    Form,
    /// The leader menu is open, over this.
    Leader(Box<Mode>),
    /// The card is shown once more before it is sent.
    Review,
    /// The card is on its way, since so long.
    Sending(Duration),
    /// The history has the keys; while `filtering`, what is typed goes to the filter.
    History {
        /// Whether the filter is being typed.
        filtering: bool,
    },
    /// The preview has the keys.
    Preview,
    /// The help.
    Help,
    /// How the last send ended, where it did not create.
    Outcome(Box<Outcome>),
    /// One record of the history.
    Record(Box<Submission>),
}

/// How far a text is scrolled. The view notes how far it can be, so that nobody scrolls into emptiness.
#[derive(Debug, Default)]
pub struct Scroll {
    at: usize,
    most: Cell<usize>,
}

impl Scroll {
    /// The first line to show of a text of `lines` lines on a screen of `height`.
    pub fn first(&self, lines: usize, height: usize) -> usize {
        self.most.set(lines.saturating_sub(height));
        self.at.min(self.most.get())
    }

    /// Scrolls by so many lines.
    pub fn by(&mut self, lines: isize) {
        self.at = self
            .at
            .min(self.most.get())
            .saturating_add_signed(lines)
            .min(self.most.get());
    }
}

/// What the preview shows.
#[derive(Debug, Default)]
pub struct Preview {
    /// The request in which words.
    pub form: request::Form,
}

/// The rows of the history that are on the screen, or near.
#[derive(Debug, Default)]
pub struct History {
    /// The rows that were read.
    pub page: Page,
    /// Which of them has the focus.
    pub selected: usize,
    /// The words that a row must have.
    pub filter: Editor,
    /// How many rows were asked for.
    pub limit: usize,
    /// The record that is being read is to become a card.
    pub card_wanted: bool,
}

/// What became of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftState {
    /// Nothing has been typed.
    None,
    /// It is on disk, or will be within a quarter of a second.
    Saved,
    /// It could not be saved.
    Failed(String),
}

/// A line for the operator that stays until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A customer was created: who, and under which id.
    Created(String, String),
    /// How to leave.
    HowToLeave,
    /// So many errors stop the sending.
    Errors(usize),
    /// Nothing is wrong.
    NoProblems,
    /// It is on the clipboard, if the terminal has one.
    Copied,
    /// There is no id to copy.
    NothingToCopy,
    /// A card is being filled in, so another one cannot take its place.
    CardNotEmpty,
    /// This field has one row only.
    OneRowOnly,
    /// The field takes any text.
    NoChoices,
    /// What was typed is none of the values, nor the beginning of one.
    NotInList,
    /// The store failed: its words.
    Store(String),
    /// The draft of the last session is back.
    Restored,
    /// So many sends were cut short by the program's end: their outcome is unknown.
    Interrupted(usize),
}

/// All that the program knows.
#[derive(Debug)]
pub struct Model {
    /// What does not change.
    pub settings: Settings,
    /// What the rules know besides the card.
    pub facts: Facts,
    /// The texts.
    pub locale: Locale,
    /// The card.
    pub form: Form,
    /// What the screen is about.
    pub mode: Mode,
    /// The preview.
    pub preview: Preview,
    /// The history.
    pub history: History,
    /// How far the text that has the keys is scrolled.
    pub scroll: Scroll,
    /// A line for the operator.
    pub notice: Option<Notice>,
    /// What became of the draft.
    pub draft: DraftState,
    /// How many columns and rows the screen has.
    pub size: (u16, u16),
}

impl Model {
    /// The program at its start, with the draft that was found.
    #[must_use]
    pub fn new(settings: Settings, facts: Facts, locale: Locale, draft: Option<(Card, String)>) -> Self {
        let restored = draft.as_ref().is_some_and(|(card, _)| !card.is_empty(&facts));
        let form = match draft {
            Some((mut card, place)) => {
                card.adopt(&facts);
                Form::new(card, slot_of(&place), &facts)
            }
            None => Form::new(Card::new(&facts), None, &facts),
        };
        Self {
            settings,
            form,
            locale,
            mode: Mode::Form,
            preview: Preview::default(),
            history: History::default(),
            scroll: Scroll::default(),
            notice: restored.then_some(Notice::Restored),
            draft: if restored {
                DraftState::Saved
            } else {
                DraftState::None
            },
            size: (0, 0),
            facts,
        }
    }

    /// The card to save and the place of the focus in it; none if nothing is typed.
    #[must_use]
    pub fn draft(&self) -> Option<(Card, String)> {
        let card = self.form.card();
        (!card.is_empty(&self.facts)).then(|| (card.clone(), place_of(self.form.focus())))
    }

    /// Takes a message and says what is to be done.
    pub fn update(&mut self, message: Msg) -> Vec<super::Effect> {
        super::update::update(self, message)
    }

    /// The payload in the form that the preview shows.
    #[must_use]
    pub fn preview_text(&self) -> String {
        let target = request::Target {
            url: &self.settings.url,
            user: &self.settings.user,
            accept_language: &self.settings.accept_language,
            user_agent: crate::USER_AGENT,
        };
        request::render(self.preview.form, &target, self.form.payload().text())
    }
}

fn place_of(slot: Slot) -> String {
    let part = if slot.part == Part::Name { "name" } else { "value" };
    format!("{} {} {part}", slot.field.field().path, slot.row)
}

fn slot_of(place: &str) -> Option<Slot> {
    let mut words = place.split(' ');
    let field = FieldId::of(words.next()?)?;
    let row = words.next()?.parse().ok()?;
    let part = if words.next()? == "name" {
        Part::Name
    } else {
        Part::Value
    };
    Some(Slot { field, row, part })
}
