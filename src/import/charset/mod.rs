//! Character sets: by their names, and as decoders that take a file piece by piece.

mod evidence;
mod no_text;
mod pages;
mod utf8;
mod words;

pub use evidence::{CharsetCandidate, CharsetEvidence, CharsetGuess};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A character set that a table may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableCharset {
    /// One that the web knows.
    Web(&'static Encoding),
    /// MS-DOS in Central Europe.
    Cp852,
    /// Classic Mac OS in Central Europe.
    MacCe,
}

impl TableCharset {
    /// The default.
    pub const UTF_8: Self = Self::Web(UTF_8);

    /// Finds a character set by one of its usual names, in any case.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase().replace('_', "-");
        match label.as_str() {
            "cp852" | "ibm852" | "ibm-852" | "852" | "cp-852" | "dos852" | "dos-852" | "cspcp852" => {
                Some(Self::Cp852)
            }
            "x-mac-ce"
            | "mac-ce"
            | "macce"
            | "maccentraleurope"
            | "mac-centraleurope"
            | "mac-central-europe"
            | "x-mac-centraleurroman"
            | "x-mac-central-europe"
            | "mac-latin2"
            | "maclatin2" => Some(Self::MacCe),
            label => Encoding::for_label_no_replacement(label.as_bytes()).map(Self::Web),
        }
    }

    /// Those that are looked for in a file that names none, the likeliest first.
    pub fn usual() -> impl Iterator<Item = Self> {
        [Self::UTF_8].into_iter().chain(evidence::PAGES)
    }

    /// The name under which it is shown, and which [`named`](Self::named) finds.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Cp852 => "CP852",
            Self::MacCe => "x-mac-ce",
        }
    }

    /// The one that a file's byte order mark names.
    #[must_use]
    pub fn marked(head: &[u8]) -> Option<Self> {
        Encoding::for_bom(head).map(|(encoding, _)| Self::Web(encoding))
    }

    /// Whether a text takes two bytes a character, so that its bytes cannot be read as ASCII.
    #[must_use]
    pub fn is_wide(self) -> bool {
        self == Self::Web(UTF_16LE) || self == Self::Web(UTF_16BE)
    }

    /// Whether every byte stands for one character.
    #[must_use]
    pub fn is_single_byte(self) -> bool {
        match self {
            Self::Web(encoding) => encoding.is_single_byte(),
            Self::Cp852 | Self::MacCe => true,
        }
    }

    /// The characters of the bytes from 0x80, where every byte stands for one.
    fn page(self) -> Vec<char> {
        match self {
            Self::Cp852 => pages::CP852.chars().collect(),
            Self::MacCe => pages::MAC_CE.chars().collect(),
            Self::Web(encoding) => {
                let bytes: Vec<u8> = (0x80..=0xff).collect();
                encoding.decode_without_bom_handling(&bytes).0.chars().collect()
            }
        }
    }

    /// A decoder for a file from its beginning. A byte order mark of the same character set is left out.
    #[must_use]
    pub fn decoder(self) -> TableDecoder {
        match self {
            Self::Web(encoding) => TableDecoder::Web(encoding.new_decoder_with_bom_removal()),
            Self::Cp852 | Self::MacCe => TableDecoder::Page(self.page()),
        }
    }
}

/// Decodes a file piece by piece. What stands for no character becomes U+FFFD.
pub enum TableDecoder {
    /// By `encoding_rs`.
    Web(encoding_rs::Decoder),
    /// By the upper half of a code page.
    Page(Vec<char>),
}

impl TableDecoder {
    /// Decodes the next bytes of the file, of which these may be the last.
    pub fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        match self {
            Self::Web(decoder) => {
                let length = decoder.max_utf8_buffer_length(bytes.len());
                text.reserve(length.unwrap_or(bytes.len() * 3 + 3));
                let _ = decoder.decode_to_string(bytes, text, last);
            }
            Self::Page(page) => text.extend(bytes.iter().map(|byte| match byte {
                0x80.. => page[usize::from(byte - 0x80)],
                byte => char::from(*byte),
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_sets_have_their_usual_names() {
        for (label, name) in [
            ("cp852", "CP852"),
            ("IBM852", "CP852"),
            ("852", "CP852"),
            ("x-mac-ce", "x-mac-ce"),
            ("MacCentralEurope", "x-mac-ce"),
            ("mac_latin2", "x-mac-ce"),
            ("latin2", "ISO-8859-2"),
            ("cp1250", "windows-1250"),
            ("utf8", "UTF-8"),
            ("utf-16", "UTF-16LE"),
        ] {
            let charset = TableCharset::named(label);
            assert_eq!(charset.map(TableCharset::name), Some(name), "{label}");
            assert_eq!(charset, TableCharset::named(name), "{label}");
        }
        assert_eq!(TableCharset::named("klingon"), None);
    }
}
