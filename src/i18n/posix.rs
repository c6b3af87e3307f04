//! What the POSIX locale says: the language, and the character set of the terminal.

use super::Language;
use crate::text::plain_letters;
use encoding_rs::Encoding;
use std::borrow::Cow;
use std::env;
use unicode_width::UnicodeWidthChar as _;

/// How the terminal writes letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TerminalCharset {
    /// In UTF-8.
    #[default]
    Utf8,
    /// One byte a letter.
    Single(&'static Encoding),
}

impl TerminalCharset {
    /// The character set of a locale by its name, such as `pl_PL.ISO-8859-2`; UTF-8 where the name has none, since every
    /// terminal of today starts with that.
    ///
    /// # Errors
    /// If letters cannot be converted to and from it; gives its name.
    pub fn of_locale_name(locale: &str) -> Result<Self, String> {
        let name = locale.split('@').next().unwrap_or_default();
        let Some((_, set)) = name.split_once('.') else {
            return Ok(Self::Utf8);
        };
        // What has ASCII alone says nothing of other letters.
        let ascii = ["ansi_x3.4-1968", "us-ascii", "ascii", "646"];
        if ascii.contains(&set.to_ascii_lowercase().as_str()) {
            return Ok(Self::Utf8);
        }
        match Encoding::for_label(set.as_bytes()) {
            Some(encoding) if encoding == encoding_rs::UTF_8 => Ok(Self::Utf8),
            // The label of the C library is not among those of the web.
            None if set.eq_ignore_ascii_case("utf8") => Ok(Self::Utf8),
            Some(encoding) if encoding.is_single_byte() && encoding.is_ascii_compatible() => {
                Ok(Self::Single(encoding))
            }
            _ => Err(set.to_owned()),
        }
    }

    /// The character set that the environment asks for.
    ///
    /// # Errors
    /// As [`of_locale_name`](Self::of_locale_name).
    pub fn of_environment() -> Result<Self, String> {
        let name = named("LC_CTYPE", |name| env::var(name).ok());
        name.map_or(Ok(Self::Utf8), |name| Self::of_locale_name(&name))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Single(encoding) => encoding.name(),
        }
    }

    /// The text that these bytes are; none where they are none.
    #[must_use]
    pub fn decode(self, bytes: Vec<u8>) -> Option<String> {
        match self {
            Self::Utf8 => String::from_utf8(bytes).ok(),
            Self::Single(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?;
                // In the sets of ISO these bytes are controls, and no letter's.
                let high_control = |letter: char| ('\u{80}'..='\u{9f}').contains(&letter);
                (!text.contains(high_control)).then(|| text.into_owned())
            }
        }
    }

    /// The text in this character set. A letter that it lacks becomes the nearest one that takes as many columns, or a
    /// question mark.
    #[must_use]
    pub fn encode(self, text: &str) -> Cow<'_, [u8]> {
        let Self::Single(encoding) = self else {
            return Cow::Borrowed(text.as_bytes());
        };
        let (bytes, _, lacks_some) = encoding.encode(text);
        if !lacks_some {
            return bytes;
        }
        let mut buffer = [0; 4];
        let mut all = Vec::with_capacity(text.len());
        for letter in text.chars() {
            match encoding.encode(letter.encode_utf8(&mut buffer)) {
                (bytes, _, false) => all.extend_from_slice(&bytes),
                _ => all.extend_from_slice(in_ascii(letter).as_bytes()),
            }
        }
        Cow::Owned(all)
    }
}

/// What stands for a letter where there is ASCII only.
fn in_ascii(letter: char) -> String {
    let near = match letter {
        '…' | '·' | '•' => '.',
        '‐'..='―' | '−' => '-',
        '‘'..='‛' => '\'',
        '“'..='‟' | '«' | '»' => '"',
        '\u{a0}' | '\u{202f}' => ' ',
        letter => match plain_letters(&letter.to_string()).chars().next() {
            Some(plain) if plain.is_ascii() && letter.is_uppercase() => plain.to_ascii_uppercase(),
            Some(plain) if plain.is_ascii() => plain,
            _ => '?',
        },
    };
    near.to_string().repeat(letter.width().unwrap_or(0))
}

/// The language of the locale.
pub fn language(variable: impl Fn(&str) -> Option<String>) -> Language {
    named("LC_MESSAGES", variable).map_or_else(Language::default, |name| Language::of_locale_name(&name))
}

/// Whether the terminal has more than ASCII to draw with: unless the locale is none, or has a character set other than
/// UTF-8.
pub fn draws_lines(variable: impl Fn(&str) -> Option<String>) -> bool {
    let Some(name) = named("LC_CTYPE", variable) else {
        return true;
    };
    let name = name.to_ascii_lowercase();
    let name = name.split('@').next().unwrap_or_default();
    match name.split_once('.') {
        Some((_, set)) => matches!(set, "utf-8" | "utf8"),
        None => !matches!(name, "c" | "posix"),
    }
}

/// The locale for a category: the first of the variables that says anything.
fn named(category: &str, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    ["LC_ALL", category, "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_variable_that_says_anything_decides() {
        let cases = [
            ("nothing", ["", "", ""], Language::En),
            ("LANG alone", ["", "", "pl_PL.UTF-8"], Language::Pl),
            ("LC_ALL wins", ["C", "", "pl_PL.UTF-8"], Language::En),
            ("LC_MESSAGES before LANG", ["", "pl", "en_GB"], Language::Pl),
            ("another language", ["", "", "de_DE"], Language::En),
        ];
        for (name, [all, messages, lang], expected) in cases {
            let variable = |key: &str| match key {
                "LC_ALL" => Some(all.to_owned()),
                "LC_MESSAGES" => Some(messages.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            };
            assert_eq!(language(variable), expected, "{name}");
        }
    }

    #[test]
    fn lines_are_drawn_unless_the_locale_has_none() {
        let rows = [
            (None, true),
            (Some("pl_PL.UTF-8"), true),
            (Some("pl_PL.utf8@euro"), true),
            (Some("pl_PL"), true),
            (Some("pl_PL.ISO-8859-2"), false),
            (Some("pl_PL.cp1250"), false),
            (Some("C"), false),
            (Some("POSIX"), false),
            (Some("C.UTF-8"), true),
        ];
        for (name, lines) in rows {
            let variable = |key: &str| (key == "LANG").then_some(name?.to_owned());
            assert_eq!(draws_lines(variable), lines, "{name:?}");
        }
    }

    #[test]
    fn a_locale_names_its_character_set() {
        for (locale, name) in [
            ("pl_PL.UTF-8", Ok("UTF-8")),
            ("pl_PL.utf8", Ok("UTF-8")),
            ("pl_PL.UTF8@euro", Ok("UTF-8")),
            ("pl_PL", Ok("UTF-8")),
            ("C", Ok("UTF-8")),
            ("POSIX", Ok("UTF-8")),
            ("", Ok("UTF-8")),
            ("en_US.US-ASCII", Ok("UTF-8")),
            ("C.ANSI_X3.4-1968", Ok("UTF-8")),
            ("pl_PL.ISO-8859-2", Ok("ISO-8859-2")),
            ("pl_PL.iso88592", Ok("ISO-8859-2")),
            ("pl_PL.ISO8859-2", Ok("ISO-8859-2")),
            ("pl_PL.CP1250", Ok("windows-1250")),
            ("pl_PL.windows-1250@x", Ok("windows-1250")),
            ("de_DE.ISO-8859-15@euro", Ok("ISO-8859-15")),
            ("en_US.ISO-8859-1", Ok("windows-1252")),
            ("uk_UA.KOI8-U", Ok("KOI8-U")),
            ("pl_PL.CP852", Err("CP852")),
            ("ja_JP.EUC-JP", Err("EUC-JP")),
            ("zh_CN.GB18030", Err("GB18030")),
            ("pl_PL.UTF-16", Err("UTF-16")),
            ("pl_PL.nonsense", Err("nonsense")),
        ] {
            let found = TerminalCharset::of_locale_name(locale);
            assert_eq!(
                found.map(TerminalCharset::name),
                name.map_err(str::to_owned),
                "{locale}"
            );
        }
    }

    #[test]
    fn letters_go_there_and_back() {
        let letters = "Zażółć gęślą jaźń ZAŻÓŁĆ GĘŚLĄ JAŹŃ äöüß";
        for set in ["ISO-8859-2", "windows-1250"] {
            let charset = TerminalCharset::of_locale_name(&format!("pl_PL.{set}")).unwrap();
            let sent = charset.encode(letters).into_owned();
            assert_eq!(sent.len(), letters.chars().count());
            assert_eq!(charset.decode(sent).as_deref(), Some(letters));
        }
    }

    #[test]
    fn what_the_set_lacks_takes_as_many_columns() {
        let charset = TerminalCharset::Single(encoding_rs::ISO_8859_2);
        for (text, sent) in [
            ("a… – „x”", "a. - \"x\""),
            ("ñÑ Æ", "nN ?"),
            ("漢", "??"),
            ("e\u{301}\u{200b}", "e"),
            ("€", "?"),
        ] {
            assert_eq!(
                charset.encode(text).escape_ascii().to_string().replace('\\', ""),
                sent,
                "{text}"
            );
        }
    }

    #[test]
    fn bytes_that_are_no_letters_are_no_text() {
        let latin2 = TerminalCharset::Single(encoding_rs::ISO_8859_2);
        assert_eq!(latin2.decode(b"\xb1".to_vec()).as_deref(), Some("ą"));
        // A letter in UTF-8.
        assert_eq!(latin2.decode("ą".as_bytes().to_vec()), None);
        let windows = TerminalCharset::Single(encoding_rs::WINDOWS_1250);
        assert_eq!(windows.decode(b"\x8f\x9f".to_vec()).as_deref(), Some("Źź"));
        assert_eq!(windows.decode(b"\x81".to_vec()), None);
        assert_eq!(TerminalCharset::Utf8.decode(b"\xb1".to_vec()), None);
    }
}
