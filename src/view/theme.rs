//! Styles by role. The value that is being edited has none, so that a letter costs one byte.

use crate::app::blocks::Role;
use crate::customer::Severity;
use crate::options::{BadgeColor, Theme};
use ratatui::style::{Color, Modifier, Style};

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
        if theme == Theme::Default {
            plain.fg(colour)
        } else {
            plain
        }
    };
    let strong = |colour_of| colour(colour_of).add_modifier(Modifier::BOLD);
    match role {
        Role::Dim if theme == Theme::Default => plain.add_modifier(Modifier::DIM),
        Role::Dim | Role::Plain => plain,
        Role::Focus | Role::Key => plain.add_modifier(Modifier::BOLD),
        // Nobody knows whether the screen is light or dark: only what is reversed may have a colour.
        Role::Error if theme == Theme::HighContrast => {
            let reversed = plain.fg(Color::LightRed).add_modifier(Modifier::REVERSED);
            reversed.add_modifier(Modifier::BOLD)
        }
        Role::Error => strong(Color::Red),
        Role::Warning if theme == Theme::HighContrast => {
            plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
        }
        Role::Warning | Role::JsonLiteral => colour(Color::Yellow),
        Role::Good => strong(Color::Green),
        Role::JsonKey => colour(Color::Cyan),
        Role::Chosen => plain.add_modifier(Modifier::REVERSED),
    }
}

/// The style of a profile's mark: a block of its colour. Without colours it is a block all the same.
#[must_use]
pub fn mark(theme: Theme, color: BadgeColor) -> Style {
    let block = Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED);
    if theme == Theme::Mono {
        return block;
    }
    block.fg(match color {
        BadgeColor::Red => Color::Red,
        BadgeColor::Yellow => Color::Yellow,
        BadgeColor::Green => Color::Green,
        BadgeColor::Blue => Color::Blue,
        BadgeColor::Magenta => Color::Magenta,
        BadgeColor::Cyan => Color::Cyan,
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

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 10] = [
        Role::Plain,
        Role::Dim,
        Role::Focus,
        Role::Error,
        Role::Warning,
        Role::Good,
        Role::JsonKey,
        Role::JsonLiteral,
        Role::Key,
        Role::Chosen,
    ];

    #[test]
    fn colours_are_the_palettes_and_contrast_depends_on_none() {
        for role in ROLES {
            let coloured = style(Theme::Default, role).fg;
            assert!(
                !matches!(coloured, Some(Color::Rgb(..) | Color::Indexed(_))),
                "{role:?}: {coloured:?}"
            );
            assert_eq!(style(Theme::Mono, role).fg, None, "{role:?}");
            let contrast = style(Theme::HighContrast, role);
            let reversed = contrast.add_modifier.contains(Modifier::REVERSED);
            assert!(contrast.fg.is_none() || reversed, "{role:?}: {contrast:?}");
            assert!(!contrast.add_modifier.contains(Modifier::DIM), "{role:?}");
        }
        let styles = [Role::Error, Role::Warning, Role::Plain].map(|role| style(Theme::HighContrast, role));
        assert!(styles[0] != styles[1] && styles[1] != styles[2] && styles[0] != styles[2]);
    }
}
