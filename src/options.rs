//! How the form works and looks, as it can be set: what the settings give and the program uses.

/// What operators may prefer about how the form works.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the settings"
)]
pub struct FormOptions {
    /// Values of earlier cards are proposed while one types.
    pub suggestions: bool,
    /// The city and the street of earlier cards with the same postcode are proposed before anything is typed there.
    pub postcode_suggestions: bool,
    /// A PESEL, a NIP or a postcode that is whole and right goes on to the next field automatically.
    pub auto_advance: bool,
    /// A comma or a semicolon behind a whole phone number or e-mail address begins the next row.
    pub separator_adds_row: bool,
    /// Enter in the last field opens the review.
    pub enter_reviews: bool,
    /// The next card is filled in while the last one is on its way.
    pub fill_while_sending: bool,
    /// The CRM is asked for the customer while one types, where it is asked before a card is sent.
    pub background_lookups: bool,
    /// A card against which nothing speaks is sent without a look at the review. On lines it never is.
    pub send_when_clean: bool,
}

impl Default for FormOptions {
    fn default() -> Self {
        Self {
            suggestions: true,
            postcode_suggestions: true,
            auto_advance: true,
            separator_adds_row: true,
            enter_reviews: true,
            fill_while_sending: false,
            background_lookups: true,
            send_when_clean: false,
        }
    }
}

/// What happens to a send while the team's store is away.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum WhenAway {
    /// Nothing is sent.
    #[default]
    Refuse,
    /// The operator may send without a claim, which is made up for.
    Ask,
}

/// The colours of the screen.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// For any ground: colour only in blocks that have a ground of their own.
    #[default]
    Default,
    /// Coloured letters for a dark ground.
    Dark,
    /// Coloured letters for a light ground.
    Light,
    /// For any ground: underlined and reversed, and black on bright yellow for errors.
    HighContrast,
    /// For any ground: no colour.
    Mono,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 5] = [
        Self::Default,
        Self::Dark,
        Self::Light,
        Self::HighContrast,
        Self::Mono,
    ];
}

/// A word on the screen that distinguishes the CRM of this profile, such as PRODUCTION, from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileBadge {
    /// The word.
    pub word: String,
    /// Its colour.
    pub color: BadgeColor,
}

/// The colour of a badge.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
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
