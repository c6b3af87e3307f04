//! Texts in the character sets of tables.

use kartoteka::import::TableCharset;

/// The names of all character sets that are distinguished.
pub const CHARSETS: [&str; 7] = [
    "utf-8",
    "windows-1250",
    "iso-8859-2",
    "cp852",
    "x-mac-ce",
    "utf-16le",
    "utf-16be",
];

/// A text in a character set that has all of its characters, without a byte order mark.
pub fn encoded(text: &str, charset: &str) -> Vec<u8> {
    match charset {
        "utf-8" => text.as_bytes().to_vec(),
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        page => {
            let bytes: Vec<u8> = (0..=255).collect();
            let page: Vec<char> = decoded(&bytes, page).chars().collect();
            let byte = |wanted| page.iter().position(|character| *character == wanted).unwrap();
            text.chars()
                .map(|wanted| u8::try_from(byte(wanted)).unwrap())
                .collect()
        }
    }
}

/// What the program reads in these bytes.
pub fn decoded(bytes: &[u8], charset: &str) -> String {
    let mut text = String::new();
    let charset = TableCharset::named(charset).unwrap();
    charset.decoder().decode(bytes, true, &mut text);
    text
}
