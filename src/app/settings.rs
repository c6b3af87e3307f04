//! What does not change while the program runs.

use super::bindings::Keymap;
use jiff::tz::TimeZone;
use std::time::Duration;

/// What does not change while the program runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The profile's name.
    pub profile: String,
    /// The names of all profiles.
    pub profiles: Vec<String>,
    /// The full URL of the request.
    pub url: String,
    /// The host, as the status line shows it.
    pub host: String,
    /// The API user.
    pub user: String,
    /// The value of `Accept-Language`.
    pub accept_language: String,
    /// How long each step of a send may take: finding the host, connecting, sending, answering.
    pub timeout: Duration,
    /// The colours.
    pub theme: Theme,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// The operator's time zone.
    pub zone: TimeZone,
    /// The CRM's certificate is not verified.
    pub insecure: bool,
    /// The mark of the profile, shown for as long as it is used.
    pub mark: Option<Mark>,
    /// The CRM is asked for the customer before a card is sent.
    pub check_duplicates: bool,
    /// What every key means.
    pub keymap: Keymap,
    /// How the form works with the operator.
    pub habits: Habits,
}

/// How the form works with the operator: what one likes and another does not.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Habits {
    /// Values of earlier cards are proposed while one types.
    pub suggestions: bool,
    /// The next card is filled in while the last one is on its way.
    pub fill_while_sending: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            suggestions: true,
            fill_while_sending: false,
        }
    }
}

/// The colours of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// The terminal's own sixteen colours.
    #[default]
    Default,
    /// Bold, underlined and reversed, and no colour that a light or dark screen could swallow.
    HighContrast,
    /// No colour.
    Mono,
}

/// A word that tells one CRM from another, so that nobody takes the real one for the one to try things in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The word.
    pub word: String,
    /// Its colour.
    pub color: MarkColor,
}

/// The colour of a mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkColor {
    /// Red.
    #[default]
    Red,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Magenta.
    Magenta,
    /// Cyan.
    Cyan,
}
