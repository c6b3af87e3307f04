//! Keys and their names.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum KeyCode {
    Char(char),
    F(u8),
    Enter,
    Tab,
    Esc,
    Backspace,
    Insert,
    Delete,
    Home,
    End,
    PageUp,
    PageDown,
    Up,
    Down,
    Left,
    Right,
}

const NAMED: [(&str, KeyCode); 14] = [
    ("Enter", KeyCode::Enter),
    ("Tab", KeyCode::Tab),
    ("Esc", KeyCode::Esc),
    ("Backspace", KeyCode::Backspace),
    ("Insert", KeyCode::Insert),
    ("Delete", KeyCode::Delete),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
];

/// A key press. Shift is part of a character, so it is reported only for other keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The character that the key types.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

/// Why a key cannot be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreliableKey {
    /// It arrives as Shift+Tab.
    BackTab,
    /// It arrives as Esc twice.
    EscTwice,
    /// It arrives as Backspace on some terminals.
    Backspace,
    /// It is written as the letter that it types.
    Shifted,
    /// It begins the sequence of another key.
    Sequence,
    /// It arrives as Esc and another key.
    EscAndKey,
    /// It is this key's other name.
    Same(&'static str),
    /// It shows how to quit, and cannot be assigned.
    Leaving,
    /// It stops and starts the output on many lines.
    Flow,
    /// It stops or kills programs.
    Kills,
    /// It belongs to this program.
    Belongs(&'static str),
    /// No terminal sends it.
    Never,
}

impl Key {
    /// Whether it moves the cursor in a text or deletes.
    #[must_use]
    pub fn edits(self) -> bool {
        matches!(
            self.code,
            KeyCode::Backspace
                | KeyCode::Delete
                | KeyCode::Left
                | KeyCode::Right
                | KeyCode::Home
                | KeyCode::End
        )
    }

    /// Why a key cannot be relied on: it does not arrive, or arrives as another one. None where it can.
    #[must_use]
    pub fn unreliable(self) -> Option<UnreliableKey> {
        let letter = match self.code {
            KeyCode::Char(letter) => letter,
            KeyCode::Tab if self.alt => return Some(UnreliableKey::BackTab),
            KeyCode::Esc if self.alt => return Some(UnreliableKey::EscTwice),
            KeyCode::Backspace if self.ctrl => return Some(UnreliableKey::Backspace),
            _ => return None,
        };
        if self.shift {
            return Some(UnreliableKey::Shifted);
        }
        match letter {
            _ if !self.ctrl && !self.alt => None,
            'O' | '[' | ']' | 'P' | 'X' | '^' | '_' if !self.ctrl => Some(UnreliableKey::Sequence),
            // It arrives as the letter: AltGr is Alt on some terminals.
            letter if self.alt && !letter.is_ascii() => Some(UnreliableKey::Never),
            _ if !self.ctrl => None,
            _ if self.alt => Some(UnreliableKey::EscAndKey),
            'i' => Some(UnreliableKey::Same("Tab")),
            'm' | 'j' => Some(UnreliableKey::Same("Enter")),
            'h' => Some(UnreliableKey::Same("Backspace")),
            '[' => Some(UnreliableKey::Same("Esc")),
            'c' => Some(UnreliableKey::Leaving),
            's' | 'q' => Some(UnreliableKey::Flow),
            'z' | '\\' => Some(UnreliableKey::Kills),
            ']' => Some(UnreliableKey::Belongs("telnet")),
            '^' => Some(UnreliableKey::Belongs("mosh")),
            'a'..='z' | ' ' | '_' => None,
            _ => Some(UnreliableKey::Never),
        }
    }
}

impl FromStr for Key {
    type Err = ();

    /// Reads `F8`, `Ctrl+X`, `Shift+Tab`, `é`, `Space`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        loop {
            let modifier =
                [("Ctrl+", 0), ("Alt+", 1), ("Shift+", 2)]
                    .into_iter()
                    .find_map(|(prefix, which)| {
                        rest.strip_prefix(prefix)
                            .filter(|after| !after.is_empty())
                            .map(|after| (after, which))
                    });
            let Some((after, which)) = modifier else { break };
            [&mut key.ctrl, &mut key.alt, &mut key.shift][which].clone_from(&true);
            rest = after;
        }
        let mut characters = rest.chars();
        key.code = match (characters.next(), characters.as_str()) {
            (Some(only), "") if key.ctrl => KeyCode::Char(only.to_ascii_lowercase()),
            (Some(only), "") => KeyCode::Char(only),
            (Some('F'), number) if number.parse::<u8>().is_ok_and(|n| (1..=20).contains(&n)) => {
                KeyCode::F(number.parse().unwrap_or(1))
            }
            _ if rest == "Space" => KeyCode::Char(' '),
            _ => {
                let named = NAMED.into_iter().find(|(name, _)| *name == rest);
                named.ok_or(())?.1
            }
        };
        Ok(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if on {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(character) if self.ctrl => write!(f, "{}", character.to_ascii_uppercase()),
            KeyCode::Char(character) => write!(f, "{character}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            code => {
                let named = NAMED.into_iter().find(|(_, known)| *known == code);
                f.write_str(named.map_or("?", |(name, _)| name))
            }
        }
    }
}
