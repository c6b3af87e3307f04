//! What separates and what encloses the cells of a table.

/// How quotes are read, in the whole table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Quoting {
    /// A quote within quotes is doubled, as RFC 4180 has it.
    #[default]
    Double,
    /// A backslash comes before a quote within quotes.
    Backslash,
    /// A quote is a character like any other.
    None,
}

impl Quoting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Double, Self::Backslash, Self::None];

    /// The one with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quoting| quoting.name() == name)
    }

    /// Its name, as an option says it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::Backslash => "backslash",
            Self::None => "none",
        }
    }
}

/// How the cells of a table are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// What is between two cells.
    pub separator: u8,
    /// What quotes mean.
    pub quoting: Quoting,
}
