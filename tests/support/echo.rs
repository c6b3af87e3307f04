//! What an operator has seen of his own keys: the recorded output is played once more to an emulated screen.

use super::typist::{Fields, customer};
use serde_json::Value;
use std::time::Instant;

/// The screen's texts on which the tests rely.
pub mod words {
    /// The form is there.
    pub const READY: &str = "F8 send";
    /// The review is there, and nothing stops the send.
    pub const REVIEW: &str = "Enter sends";
    /// The search for a caller.
    pub const FIND: &str = "Find";
    /// In a review that needs a decision.
    pub const DECIDE: &str = "S: send anyway";
    /// The review is there, and an attempt at the same customer stands in the way.
    pub const REFUSED: &str = "Enter settles the last attempt";
    /// The review of a card that a program ended on in the middle of a change: it has a mistake.
    pub const MISTAKEN: &str = "Enter goes to the first error";
    /// What became of an attempt is being found out.
    pub const SETTLE: &str = "Settle an unknown outcome";
    /// The card is on its way.
    pub const SENDING: &str = "What you type is kept";
    /// The ends of a send.
    pub const CREATED: &str = "Created: customer_id ";
    pub const REJECTED: &str = "The CRM rejected the customer.";
    pub const NOT_SENT: &str = "Nothing left this computer.";
    pub const UNKNOWN: &str = "The customer may or may not have been created.";
    /// The card is kept as an existing customer, and is the draft again.
    pub const TAKEN: &str = "Existing customer: ";
    pub const TAKEN_BACK: &str = "The card is back";
    /// All that was typed is on disk.
    pub const SAVED: &str = "draft saved";
    /// The pane that shows the customer as JSON.
    pub const PREVIEW: &str = "Preview";
}

/// The customer that the preview shows; none while there is no preview, or half a frame.
pub fn shown(screen: &vt100::Screen) -> Option<Value> {
    let columns = screen.size().1.get();
    let title = screen.rows(0, columns).next()?;
    // The blank before the title is as wide as the mark before the text.
    let left = title[..title.find(words::PREVIEW)?].chars().count();
    let left = u16::try_from(left).ok()?;
    let mut document = String::new();
    for line in screen.rows(left, columns - left).skip(1) {
        document.push_str(line.trim());
        if let Ok(value) = serde_json::from_str(&document) {
            return Some(value);
        }
    }
    None
}

/// The id in the notice that a customer was created.
pub fn told_id(screen: &vt100::Screen) -> Option<String> {
    let text = screen.contents();
    let (_, rest) = text.split_once(words::CREATED)?;
    // With what stands behind it, for half a frame may have half an id, and then the end of what was there before, which is an
    // address. Ids are numbers here.
    let (id, _) = rest.split_once(" · ")?;
    id.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| id.to_owned())
}

/// All that was on the screen.
#[derive(Debug, Default)]
pub struct Echo {
    /// Up to which key the screen surely had what was typed, and since when; only what is news.
    pub seen: Vec<(Instant, usize)>,
    /// The ids of customers of which the screen said that they are created.
    pub told: Vec<String>,
    /// Whether the review was the last thing on the screen.
    pub review_shown: bool,
}

impl Echo {
    /// Plays the output. `states` is the card after each key; `reviews` are the numbers of keys after which the review was
    /// asked for.
    ///
    /// Where a frame fits several states it counts for the earliest, so that it never says too much.
    pub fn of(
        timeline: &[(Instant, Vec<u8>)],
        mut screen: vt100::Parser,
        states: &[Fields],
        reviews: &[usize],
    ) -> Self {
        let customers: Vec<Value> = states.iter().map(customer).collect();
        let mut echo = Self::default();
        let mut reached = 0;
        for (at, bytes) in timeline {
            screen.process(bytes);
            let screen = screen.screen();
            let text = screen.contents();
            let review = text.contains(words::REVIEW) || text.contains(words::DECIDE);
            let customer = shown(screen);
            // Neither, on the shell's screen that comes back at the end.
            if review || customer.is_some() {
                echo.review_shown = review;
            }
            let fits = match customer {
                Some(value) => (reached..customers.len()).find(|key| customers[*key] == value),
                None if review => reviews.iter().copied().find(|key| *key >= reached),
                None => None,
            };
            if let Some(key) = fits.filter(|key| *key > reached || echo.seen.is_empty()) {
                echo.seen.push((*at, key));
                reached = key;
            }
            if let Some(id) = told_id(screen).filter(|id| !echo.told.contains(id)) {
                echo.told.push(id);
            }
        }
        echo
    }

    /// The last key of which the screen had the effect at a time, or at any.
    pub fn by(&self, time: Option<Instant>) -> usize {
        let seen = self.seen.iter().rev();
        let mut seen = seen.filter(|(at, _)| time.is_none_or(|time| *at <= time));
        seen.next().map_or(0, |(_, key)| *key)
    }

    /// When the screen first had the effect of a key, if it did.
    pub fn since(&self, key: usize) -> Option<Instant> {
        let found = self.seen.iter().find(|(_, seen)| *seen >= key);
        found.map(|(at, _)| *at)
    }
}
