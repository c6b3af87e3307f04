//! How the form works and looks, as it can be set: what the settings give and the program uses.

/// How the form works with the operator: what one likes and another does not.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormOptions {
    /// Values of earlier cards are proposed while one types.
    pub suggestions: bool,
    /// The next card is filled in while the last one is on its way.
    pub fill_while_sending: bool,
}

impl Default for FormOptions {
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
pub struct ProfileBadge {
    /// The word.
    pub word: String,
    /// Its colour.
    pub color: BadgeColor,
}

/// The colour of a mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BadgeColor {
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
