//! Styles by role. The value that is being edited has none, so that a letter costs one byte.

use crate::app::{MarkColor, Theme};
use crate::customer::Severity;
use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What is said without an accent.
    Plain,
    /// What can be overlooked.
    Dim,
    /// The label of the field that has the focus, and titles of panes that have the keys.
    Focus,
    /// What stops the sending, and what went wrong.
    Error,
    /// What asks for a second look.
    Warning,
    /// What went well.
    Good,
    /// The keys of the JSON.
    JsonKey,
    /// Numbers and flags of the JSON.
    JsonLiteral,
    /// A key on the keyboard.
    Key,
    /// The chosen row.
    Chosen,
}

/// The mark and the role of a problem. The mark says it too where there is no colour.
#[must_use]
pub fn severity(severity: Severity) -> (&'static str, Role) {
    match severity {
        Severity::Error => ("!", Role::Error),
        Severity::Warning => ("?", Role::Warning),
    }
}

/// The style of a role.
#[must_use]
pub fn style(theme: Theme, role: Role) -> Style {
    let plain = Style::new();
    let colour = |colour| {
        if theme == Theme::Mono {
            plain
        } else {
            plain.fg(colour)
        }
    };
    let strong = |colour_of| colour(colour_of).add_modifier(Modifier::BOLD);
    match role {
        Role::Dim if theme == Theme::Default => plain.add_modifier(Modifier::DIM),
        Role::Dim | Role::Plain => plain,
        Role::Focus | Role::Key => plain.add_modifier(Modifier::BOLD),
        Role::Error if theme == Theme::HighContrast => {
            strong(Color::LightRed).add_modifier(Modifier::REVERSED)
        }
        Role::Error => strong(Color::Red),
        Role::Warning if theme == Theme::HighContrast => strong(Color::LightYellow),
        Role::Warning | Role::JsonLiteral => colour(Color::Yellow),
        Role::Good => strong(Color::Green),
        Role::JsonKey => colour(Color::Cyan),
        Role::Chosen => plain.add_modifier(Modifier::REVERSED),
    }
}

/// The style of a profile's mark: a block of its colour. Without colours it is a block all the same.
#[must_use]
pub fn mark(theme: Theme, color: MarkColor) -> Style {
    let block = Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED);
    if theme == Theme::Mono {
        return block;
    }
    block.fg(match color {
        MarkColor::Red => Color::Red,
        MarkColor::Yellow => Color::Yellow,
        MarkColor::Green => Color::Green,
        MarkColor::Blue => Color::Blue,
        MarkColor::Magenta => Color::Magenta,
        MarkColor::Cyan => Color::Cyan,
    })
}

/// The characters that are more than letters, and their stand-ins for terminals that have ASCII only.
#[derive(Debug)]
pub struct Glyphs {
    /// Before what has the focus.
    pub marker: &'static str,
    /// Behind a section that is filled in.
    pub filled: &'static str,
    /// Behind a section that is empty.
    pub empty: &'static str,
    /// Where text is cut.
    pub cut: &'static str,
    /// Between the parts of a line.
    pub dot: &'static str,
    /// A line across.
    pub line: &'static str,
    /// Before an aside.
    pub dash: &'static str,
    /// Between what is not the same.
    pub unequal: &'static str,
}

/// What stands for them where lines are read out.
pub static SPOKEN: Glyphs = Glyphs {
    marker: "",
    filled: "",
    empty: "",
    cut: "",
    dot: "-",
    line: "",
    dash: "-",
    unequal: "",
};

/// The characters to draw with.
#[must_use]
pub fn glyphs(ascii: bool) -> &'static Glyphs {
    if ascii {
        &Glyphs {
            marker: ">",
            filled: "+",
            empty: ".",
            cut: "~",
            dot: "|",
            line: "-",
            dash: "-",
            unequal: "!=",
        }
    } else {
        &Glyphs {
            marker: "▸",
            filled: "✓",
            empty: "·",
            cut: "…",
            dot: "·",
            line: "─",
            dash: "–",
            unequal: "≠",
        }
    }
}
