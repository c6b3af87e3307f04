//! The keys that are tried out: what the terminal sent, and what it means.

use crate::i18n::Locale;
use crate::keymap::Keymap;
use crate::keymap::key::{Key, KeyCode};
use crate::options::Theme;

/// How many presses are remembered; more than any screen has lines.
const MOST: usize = 500;

/// What the terminal sent, taken for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyReading {
    /// This key.
    Key(Key),
    /// The marks of a paste.
    Paste,
    /// No key that the program knows.
    Unknown,
}

/// One press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestedKey {
    /// The bytes, written out in ASCII.
    pub sent: String,
    /// What they are.
    pub taken: KeyReading,
}

impl TestedKey {
    /// Whether it may be a key of a terminal that plays an SCO console, which sends the same for it as others for something else.
    #[must_use]
    pub fn is_unclear_in_sco_mode(&self) -> bool {
        matches!(self.sent.as_str(), r"\x1b[O" | r"\x1b[I")
    }
}

/// What a key does in the form where it has no action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEffect {
    /// It types its letter.
    Types,
    /// It moves the cursor or deletes.
    Edits,
}

/// The page on which keys are tried out.
#[derive(Debug)]
pub struct KeyTester {
    /// What every key means.
    pub keymap: Keymap,
    /// The texts.
    pub locale: Locale,
    /// The colours.
    pub theme: Theme,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// The presses, the last one last.
    pub keys: Vec<TestedKey>,
}

impl KeyTester {
    /// The key that leaves when it is pressed twice, so that every other one can be tried.
    pub const LEAVES: Key = Key {
        ctrl: true,
        ..Key::plain(KeyCode::Char('c'))
    };

    /// Takes a press; true if it is the second in a row of the key that leaves.
    pub fn press(&mut self, sent: &[u8], taken: KeyReading) -> bool {
        let leaves = taken == KeyReading::Key(Self::LEAVES) && self.is_leaving();
        if self.keys.len() >= MOST {
            self.keys.remove(0);
        }
        let sent = sent.escape_ascii().to_string();
        self.keys.push(TestedKey { sent, taken });
        leaves
    }

    /// Whether the next press may be the one that leaves.
    #[must_use]
    pub fn is_leaving(&self) -> bool {
        let last = self.keys.last();
        last.is_some_and(|press| press.taken == KeyReading::Key(Self::LEAVES))
    }

    /// What a key does to the text in the form.
    #[must_use]
    pub fn in_text(key: Key) -> Option<TextEffect> {
        if key.typed().is_some() {
            return Some(TextEffect::Types);
        }
        key.edits().then_some(TextEffect::Edits)
    }

    /// The keys that were tried and mean nothing yet, each once.
    #[must_use]
    pub fn free(&self) -> Vec<Key> {
        let mut free = Vec::new();
        for press in &self.keys {
            if let KeyReading::Key(key) = press.taken
                && key.unreliable().is_none()
                && Self::in_text(key).is_none()
                && self.keymap.meanings(key).next().is_none()
                && !free.contains(&key)
            {
                free.push(key);
            }
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn tried() -> KeyTester {
        KeyTester {
            keymap: Keymap::default(),
            locale: Locale::new(Language::En),
            theme: Theme::default(),
            ascii: false,
            keys: Vec::new(),
        }
    }

    #[test]
    fn only_the_same_key_twice_in_a_row_leaves() {
        let mut tried = tried();
        let leave = KeyReading::Key(KeyTester::LEAVES);
        let other = KeyReading::Key("F5".parse().unwrap());
        for (taken, leaves) in [(leave, false), (other, false), (leave, false), (leave, true)] {
            assert_eq!(tried.press(b"\x03", taken), leaves);
        }
    }

    #[test]
    fn keys_that_are_free_are_those_that_can_be_given_an_action() {
        let mut tried = tried();
        for name in ["F10", "F8", "a", "Left", "Ctrl+C", "Ctrl+G", "F10", "Shift+F3"] {
            tried.press(b"", KeyReading::Key(name.parse().unwrap()));
        }
        let free: Vec<String> = tried.free().iter().map(Key::to_string).collect();
        assert_eq!(free, ["F10", "Ctrl+G", "Shift+F3"]);
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let mut tried = tried();
        for _ in 0..2 * MOST {
            tried.press(b"\x1b[99~", KeyReading::Unknown);
        }
        assert_eq!(tried.keys.len(), MOST);
        assert_eq!(tried.keys[0].sent, "\\x1b[99~");
    }
}
