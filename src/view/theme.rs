//! Styles by role. The value that is being edited has none, so that a letter costs one byte.

use crate::app::blocks::Role;
use crate::customer::Severity;
use crate::options::{BadgeColor, Theme};
use ratatui::style::{Color, Style};

/// The mark and the role of a problem. The mark says it too where there is no colour.
#[must_use]
pub fn severity(severity: Severity) -> (&'static str, Role) {
    match severity {
        Severity::Error => ("!", Role::Error),
        Severity::Warning => ("?", Role::Warning),
    }
}

/// The style of a role.
///
/// Nobody knows whether the ground is light or dark, so a theme that does not say which one it is for has colour only where it
/// sets both the letters and what is behind them. No theme has bold or dim: terminals show them by other colours, which a
/// changed palette may hide.
#[must_use]
pub fn style(theme: Theme, role: Role) -> Style {
    match role {
        Role::Plain | Role::Dim => Style::new(),
        Role::Focus | Role::Key | Role::Chosen => Style::new().reversed(),
        Role::Heading => Style::new().underlined(),
        Role::Error => match theme {
            // Reversed is what has the focus, and nothing else without colours.
            Theme::Mono => Style::new().underlined(),
            Theme::HighContrast => block(Color::Black, Color::LightYellow),
            Theme::Default | Theme::Dark | Theme::Light => block(Color::White, Color::Red),
        },
        Role::Warning => match theme {
            Theme::Mono | Theme::HighContrast => Style::new().underlined(),
            Theme::Default => block(Color::Black, Color::LightYellow),
            Theme::Dark | Theme::Light => on_ground(theme, Color::LightYellow, Color::Magenta),
        },
        Role::Good if theme == Theme::Default => block(Color::Black, Color::LightGreen),
        Role::Good | Role::Usual => on_ground(theme, Color::LightGreen, Color::Blue),
        Role::JsonKey => on_ground(theme, Color::LightCyan, Color::Blue),
        Role::JsonLiteral => on_ground(theme, Color::LightYellow, Color::Magenta),
    }
}

/// Letters on a ground of their own.
fn block(ink: Color, paper: Color) -> Style {
    Style::new().fg(ink).bg(paper)
}

/// A colour for a dark ground and one for a light ground, and none where it is not known which one it is.
fn on_ground(theme: Theme, dark: Color, light: Color) -> Style {
    match theme {
        Theme::Dark => Style::new().fg(dark),
        Theme::Light => Style::new().fg(light),
        Theme::Default | Theme::HighContrast | Theme::Mono => Style::new(),
    }
}

/// The style of a profile's mark: a block of its colour; a block all the same where that has too little contrast, or none is
/// wanted.
#[must_use]
pub fn mark(theme: Theme, color: BadgeColor) -> Style {
    if matches!(theme, Theme::Mono | Theme::HighContrast) {
        return Style::new().reversed();
    }
    match color {
        BadgeColor::Red => block(Color::White, Color::Red),
        BadgeColor::Yellow => block(Color::Black, Color::LightYellow),
        BadgeColor::Green => block(Color::Black, Color::LightGreen),
        BadgeColor::Blue => block(Color::White, Color::Blue),
        BadgeColor::Magenta => block(Color::White, Color::Magenta),
        BadgeColor::Cyan => block(Color::Black, Color::LightCyan),
    }
}

/// The characters that are more than letters, and their stand-ins for terminals that have ASCII only.
#[derive(Debug, PartialEq)]
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
    /// A line down.
    pub bar: &'static str,
    /// Where a line down begins at a line across.
    pub begin: &'static str,
    /// Where a line down ends at a line across.
    pub end: &'static str,
    /// Where a line across begins at a line down.
    pub fork: &'static str,
    /// Before an aside.
    pub dash: &'static str,
    /// Between what is not the same.
    pub unequal: &'static str,
}

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
            bar: "|",
            begin: "+",
            end: "+",
            fork: "+",
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
            bar: "│",
            begin: "┬",
            end: "┴",
            fork: "├",
            dash: "–",
            unequal: "≠",
        }
    }
}
