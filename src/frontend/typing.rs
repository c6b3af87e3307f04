//! What keys mean that come faster than a person can look: pure rules, by when keys were read and what was displayed then.
//!
//! A review or a question is answered by one key alone, which came after it was displayed: not by one that was read before,
//! or that came in the same breath as others. A key that repeats itself is one press. Text that comes in a burst where
//! letters are commands was pasted into a terminal without bracketed paste: it is typed, and commands nothing.

use super::displayed::DisplayedChange;
use crate::app::Message;
use crate::keymap::key::KeyCode;
use crate::keymap::{Action, Key, Keymap, Scope};
use std::time::{Duration, Instant};

/// So many letters at once are a paste.
const BURST: usize = 3;

/// The longest time between two presses of one key that may be one press held down: what desktops wait before the first repeat,
/// and some more.
const HELD: Duration = Duration::from_millis(750);

/// The key that was read last, and whether it may be held down.
#[derive(Debug, Default)]
pub(super) struct KeyRun {
    last: Option<(Key, Instant)>,
    /// It was pressed first where nothing was asked.
    began_elsewhere: bool,
}

/// How far keys are presses of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RunState {
    /// They came with others, or may be the repeats of one that is held down.
    pub runs_on: bool,
    /// That one was pressed before the page was there that asks.
    pub from_elsewhere: bool,
}

impl KeyRun {
    /// Notes keys that were read together at this moment, on a page that asks or not.
    pub fn note(&mut self, messages: &[Message], read_at: Instant, asks: bool) -> RunState {
        let pressed = messages.last().and_then(|message| match message {
            Message::Key(key) => Some(*key),
            _ => None,
        });
        let same = messages
            .windows(2)
            .all(|pair| matches!(pair, [one, other] if is_same_key(one, other)));
        let repeats = self.last.is_some_and(|(last, at)| {
            same && pressed == Some(last) && read_at.saturating_duration_since(at) < HELD
        });
        self.began_elsewhere = if repeats { self.began_elsewhere } else { !asks };
        self.last = pressed.map(|key| (key, read_at));
        RunState {
            runs_on: repeats || messages.len() > 1,
            from_elsewhere: repeats && self.began_elsewhere,
        }
    }
}

/// Since when the operator can have seen what a key answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Display {
    /// The last change of what the screen shows: a save or a second that passes changes nothing that a key could answer.
    content: DisplayedChange,
    /// The last time that an answer has changed what the screen is about: keys that were read before it was displayed are not
    /// meant for it.
    subject: DisplayedChange,
}

impl Display {
    /// A display that shows nothing yet, from this moment on.
    pub fn new(now: Instant) -> Self {
        Self {
            content: DisplayedChange::Made,
            subject: DisplayedChange::Shown(now),
        }
    }

    /// What the screen shows has changed.
    pub fn change_content(&mut self) {
        self.content = DisplayedChange::Made;
    }

    /// What the screen is about has changed, and not by a key.
    pub fn change_subject(&mut self) {
        self.content = DisplayedChange::Made;
        self.subject = DisplayedChange::Made;
    }

    /// A frame is drawn that has all changes up to now.
    pub fn draw(&mut self) {
        self.content.draw();
        self.subject.draw();
    }

    /// All that was drawn has been on the terminal since this moment.
    pub fn show(&mut self, at: Instant) {
        self.content.show(at);
        self.subject.show(at);
    }

    /// Whether a frame must be drawn before another key is taken.
    pub fn must_draw(&self) -> bool {
        self.subject == DisplayedChange::Made
    }

    /// Whether keys that were read at this moment were typed in sight of what the screen is about.
    pub fn subject_was_seen(&self, read_at: Instant) -> bool {
        self.subject.was_seen(read_at)
    }
}

/// What keys find on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that do not depend on each other"
)]
pub(super) struct PageState {
    /// A key would send something, or do what cannot be undone: the screen must show what it answers.
    pub asks: bool,
    /// Text is typed as it comes, and waits for the next card where there is none.
    pub takes_text: bool,
    /// The screen has no room for anything but to say so.
    pub is_too_small: bool,
    /// The key may have been held down since before the page was there.
    pub key_is_older: bool,
}

/// How keys are taken that were read together.
#[derive(Debug)]
pub(super) enum Batch {
    /// Typed into the card: nobody can have meant them for what is on the screen.
    Unconfirmed(Vec<Message>),
    /// Taken as they are; on a page that asks only where they may answer.
    Confirmed {
        /// The keys.
        messages: Vec<Message>,
        /// They may answer what a page asks.
        may_answer: bool,
        /// One key alone, in sight of all that the screen shows: a card may be sent for it without a review.
        may_send: bool,
    },
}

impl Batch {
    /// How these keys are taken, which were read together at this moment.
    pub fn of(
        mut messages: Vec<Message>,
        read_at: Instant,
        display: &Display,
        page: PageState,
        keymap: &Keymap,
    ) -> Self {
        if page.asks {
            messages.dedup_by(|next, last| is_same_key(next, last));
        }
        if !display.subject_was_seen(read_at) || (!page.takes_text && is_burst(&messages)) {
            return Self::Unconfirmed(without_commands(messages, keymap));
        }
        let was_seen = display.content.was_seen(read_at) && !page.is_too_small && !page.key_is_older;
        let may_answer = match messages.as_slice() {
            [message] => was_seen || !is_answer(keymap, message),
            _ => false,
        };
        Self::Confirmed {
            may_send: was_seen && messages.len() == 1,
            messages,
            may_answer,
        }
    }
}

/// Whether it is text that a terminal without bracketed paste has pasted: some keys at once, and nothing but text. A line
/// that stalled gives the same key several times, or others among them.
fn is_burst(messages: &[Message]) -> bool {
    let text = |message: &Message| match message {
        Message::Key(key) => {
            key.typed().is_some() || [KeyCode::Enter, KeyCode::Tab].map(Key::plain).contains(key)
        }
        _ => false,
    };
    let same = |pair: &[Message]| matches!(pair, [one, other] if is_same_key(one, other));
    messages.len() >= BURST && messages.iter().all(text) && !messages.windows(2).all(same)
}

fn is_same_key(one: &Message, other: &Message) -> bool {
    matches!((one, other), (Message::Key(one), Message::Key(other)) if one == other)
}

/// The keys without the leader and the letter behind it, which are a command.
fn without_commands(messages: Vec<Message>, keymap: &Keymap) -> Vec<Message> {
    let is_leader = |message: &Message| matches!(message, Message::Key(key) if keymap.action(Scope::Form, *key) == Some(Action::Leader));
    let mut after_leader = false;
    let mut text = messages;
    text.retain(|message| {
        let leader = is_leader(message);
        !std::mem::replace(&mut after_leader, leader) && !leader
    });
    text
}

/// Whether a key is one that sends, or says yes.
fn is_answer(keymap: &Keymap, message: &Message) -> bool {
    let answers = |key| {
        let decision = keymap.action(Scope::Review, key);
        matches!(
            decision,
            Some(Action::Send | Action::SendAnyway | Action::TakeExisting)
        ) || keymap.action(Scope::Question, key) == Some(Action::Yes)
            || keymap.action(Scope::Verify, key) == Some(Action::TakeFirst)
            || keymap.action(Scope::Verify, key) == Some(Action::TakeSecond)
    };
    matches!(message, Message::Key(key) if answers(*key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: PageState = PageState {
        asks: false,
        takes_text: true,
        is_too_small: false,
        key_is_older: false,
    };
    const REVIEW: PageState = PageState {
        asks: true,
        takes_text: false,
        is_too_small: false,
        key_is_older: false,
    };
    const LIST: PageState = PageState {
        asks: false,
        takes_text: false,
        is_too_small: false,
        key_is_older: false,
    };

    /// When keys were read: before or after the display had what the screen is about, and its last change.
    #[derive(Debug, Clone, Copy)]
    enum Read {
        BeforeSubject,
        BeforeContent,
        AfterAll,
    }

    fn keys(names: &str) -> Vec<Message> {
        let keys = names.split_whitespace().map(|name| name.parse().unwrap());
        keys.map(Message::Key).collect()
    }

    fn batch(names: &str, read: Read, page: PageState) -> Batch {
        let start = Instant::now();
        let at = |number| start + Duration::from_millis(number);
        let mut display = Display::new(start);
        display.change_subject();
        display.draw();
        display.show(at(2));
        display.change_content();
        display.draw();
        display.show(at(4));
        let read_at = at(match read {
            Read::BeforeSubject => 1,
            Read::BeforeContent => 3,
            Read::AfterAll => 5,
        });
        Batch::of(keys(names), read_at, &display, page, &Keymap::default())
    }

    /// How keys are taken, in words: `typed` and their names, or `keys` and their names, with `mute` where they may answer
    /// nothing.
    fn taken(names: &str, read: Read, page: PageState) -> String {
        let (how, messages) = match batch(names, read, page) {
            Batch::Unconfirmed(messages) => ("typed", messages),
            Batch::Confirmed {
                messages,
                may_answer: true,
                ..
            } => ("keys", messages),
            Batch::Confirmed { messages, .. } => ("mute", messages),
        };
        let names = messages.iter().map(|message| match message {
            Message::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        });
        names.fold(how.to_owned(), |all, name| format!("{all} {name}"))
    }

    const TOO_SMALL: PageState = PageState {
        is_too_small: true,
        ..REVIEW
    };
    const HELD_KEY: PageState = PageState {
        key_is_older: true,
        ..REVIEW
    };

    /// Name, keys, when they were read, what was on the screen, and how they are taken.
    #[rustfmt::skip]
    const BATCHES: [(&str, &str, Read, PageState, &str); 23] = [
        ("a letter", "a", Read::AfterAll, FORM, "keys a"),
        ("a letter before the last change", "a", Read::BeforeContent, FORM, "keys a"),
        ("a letter before the end of a send", "a", Read::BeforeSubject, FORM, "typed a"),
        ("a word in the form", "N o w a k", Read::AfterAll, FORM, "mute N o w a k"),
        ("a word on a list is a paste", "N o w", Read::AfterAll, LIST, "typed N o w"),
        ("with Enter and Tab in it", "N Tab o Enter", Read::AfterAll, LIST, "typed N Tab o Enter"),
        ("two letters are none", "N o", Read::AfterAll, LIST, "mute N o"),
        ("arrows are none", "Down Down Up Enter", Read::AfterAll, LIST, "mute Down Down Up Enter"),
        ("nor is a key held down", "n n n n", Read::AfterAll, LIST, "mute n n n n"),
        ("a word on a review", "N o w", Read::AfterAll, REVIEW, "typed N o w"),
        ("Enter in sight of the review", "Enter", Read::AfterAll, REVIEW, "keys Enter"),
        ("Enter before its last change", "Enter", Read::BeforeContent, REVIEW, "mute Enter"),
        ("Enter before it was there", "Enter", Read::BeforeSubject, REVIEW, "typed Enter"),
        ("Esc answers nothing", "Esc", Read::BeforeContent, REVIEW, "keys Esc"),
        ("yes before it was displayed", "Y", Read::BeforeContent, REVIEW, "mute Y"),
        ("a key held down is one press", "Enter Enter Enter", Read::AfterAll, REVIEW, "keys Enter"),
        ("two keys in one breath", "Enter Y", Read::AfterAll, REVIEW, "mute Enter Y"),
        ("what cannot be read is not answered", "Enter", Read::AfterAll, TOO_SMALL, "mute Enter"),
        ("nor by a key held down since the form", "Enter", Read::AfterAll, HELD_KEY, "mute Enter"),
        ("which may leave", "Esc", Read::AfterAll, HELD_KEY, "keys Esc"),
        ("but left", "Esc", Read::AfterAll, TOO_SMALL, "keys Esc"),
        ("no command is typed", "a Ctrl+X q b", Read::BeforeSubject, FORM, "typed a b"),
        ("nor one behind another", "Ctrl+X Ctrl+X s c", Read::BeforeSubject, FORM, "typed c"),
    ];

    #[test]
    fn keys_mean_what_was_displayed_when_they_were_read() {
        for (name, names, read, page, expected) in BATCHES {
            assert_eq!(taken(names, read, page), expected, "{name}");
        }
    }

    /// Milliseconds, keys that were read together then, whether a page asked, and whether they run on, and from elsewhere.
    #[rustfmt::skip]
    const RUNS: [(u64, &str, bool, bool, bool); 13] = [
        (0, "x", false, false, false),
        (100, "Enter", false, false, false),
        (600, "Enter", false, true, true),
        (640, "Enter Enter", true, true, true),
        (1300, "Enter", true, true, true),
        (2100, "Enter", true, false, false),
        (2200, "Enter", true, true, false),
        (2300, "F8", false, false, false),
        (2310, "Enter", true, false, false),
        (3500, "a Enter", false, true, false),
        (3600, "Enter", false, true, true),
        (3700, "b", false, false, false),
        (3710, "Enter", false, false, false),
    ];

    #[test]
    fn a_key_runs_on_that_came_with_others_or_again_before_long() {
        let start = Instant::now();
        let mut run = KeyRun::default();
        for (millis, names, asks, runs_on, from_elsewhere) in RUNS {
            let state = run.note(&keys(names), start + Duration::from_millis(millis), asks);
            let expected = RunState {
                runs_on,
                from_elsewhere,
            };
            assert_eq!(state, expected, "{names} at {millis} ms");
        }
    }

    #[test]
    fn a_card_is_sent_without_a_review_for_one_key_in_sight_of_all() {
        for (names, read, expected) in [
            ("F8", Read::AfterAll, true),
            ("F8", Read::BeforeContent, false),
            ("a F8", Read::AfterAll, false),
            ("F8 F8", Read::AfterAll, false),
        ] {
            let sends = matches!(batch(names, read, FORM), Batch::Confirmed { may_send: true, .. });
            assert_eq!(sends, expected, "{names} {read:?}");
        }
        assert!(matches!(
            batch("F8", Read::BeforeSubject, FORM),
            Batch::Unconfirmed(_)
        ));
    }

    #[test]
    fn only_another_subject_must_be_drawn_before_the_next_key() {
        let mut display = Display::new(Instant::now());
        display.change_content();
        assert!(!display.must_draw());
        display.change_subject();
        assert!(display.must_draw());
        display.draw();
        assert!(!display.must_draw());
    }
}
