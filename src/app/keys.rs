//! Keys and their names.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum Code {
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

const NAMED: [(&str, Code); 14] = [
    ("Enter", Code::Enter),
    ("Tab", Code::Tab),
    ("Esc", Code::Esc),
    ("Backspace", Code::Backspace),
    ("Insert", Code::Insert),
    ("Delete", Code::Delete),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
];

/// A key press. Shift is part of a character, so it is told only of other keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
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
    pub const fn plain(code: Code) -> Self {
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
            Code::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

impl Key {
    /// Whether it moves the cursor in a text or deletes.
    #[must_use]
    pub fn edits(self) -> bool {
        matches!(
            self.code,
            Code::Backspace | Code::Delete | Code::Left | Code::Right | Code::Home | Code::End
        )
    }

    /// Why a key cannot be relied on: it does not arrive, or arrives as another one. None where it can.
    #[must_use]
    pub fn unreliable(self) -> Option<&'static str> {
        let letter = match self.code {
            Code::Char(letter) => letter,
            Code::Tab if self.alt => return Some("arrives as Shift+Tab"),
            Code::Esc if self.alt => return Some("arrives as Esc twice"),
            Code::Backspace if self.ctrl => return Some("arrives as Backspace on some terminals"),
            _ => return None,
        };
        if self.shift {
            return Some("is written as the letter that it types");
        }
        match letter {
            _ if !self.ctrl && !self.alt => None,
            'O' | '[' | ']' | 'P' | 'X' | '^' | '_' if !self.ctrl => {
                Some("begins the sequence of another key")
            }
            _ if !self.ctrl => None,
            _ if self.alt => Some("arrives as Esc and another key"),
            'i' => Some("is Tab"),
            'm' | 'j' => Some("is Enter"),
            'h' => Some("is Backspace"),
            '[' => Some("is Esc"),
            'c' => Some("tells how to leave, and is never another key's"),
            's' | 'q' => Some("stops and starts the output on many lines"),
            'z' | '\\' => Some("stops or kills programs"),
            ']' => Some("belongs to telnet"),
            '^' => Some("belongs to mosh"),
            'a'..='z' | ' ' | '_' => None,
            _ => Some("is sent by no terminal"),
        }
    }
}

impl FromStr for Key {
    type Err = String;

    /// Reads `F8`, `Ctrl+X`, `Shift+Tab`, `é`, `Space`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut key = Self::plain(Code::Esc);
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
            (Some(only), "") if key.ctrl => Code::Char(only.to_ascii_lowercase()),
            (Some(only), "") => Code::Char(only),
            (Some('F'), number) if number.parse::<u8>().is_ok_and(|n| (1..=20).contains(&n)) => {
                Code::F(number.parse().unwrap_or(1))
            }
            _ if rest == "Space" => Code::Char(' '),
            _ => {
                let named = NAMED.into_iter().find(|(name, _)| *name == rest);
                named
                    .ok_or_else(|| format!("{text:?} is not a key: write F8, Ctrl+X, Shift+Tab, PgDn"))?
                    .1
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
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(character) if self.ctrl => write!(f, "{}", character.to_ascii_uppercase()),
            Code::Char(character) => write!(f, "{character}"),
            Code::F(number) => write!(f, "F{number}"),
            code => {
                let named = NAMED.into_iter().find(|(_, known)| *known == code);
                f.write_str(named.map_or("?", |(name, _)| name))
            }
        }
    }
}
