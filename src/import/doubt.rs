//! Texts that were decoded wrongly before they came into the table.

use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1252};
use std::str;

/// What a text was before somebody took its UTF-8 for another character set, as in `Å»Ã³Å‚Ä‡`; none where it is no such
/// text.
#[must_use]
pub fn doubly_encoded(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    [WINDOWS_1252, WINDOWS_1250]
        .into_iter()
        .find_map(|charset| undone(text, charset))
}

fn undone(text: &str, charset: &'static Encoding) -> Option<String> {
    let (bytes, _, unmappable) = charset.encode(text);
    let before = str::from_utf8(&bytes).ok().filter(|_| !unmappable)?;
    let is_letter = |character: char| !character.is_ascii() && character.is_alphabetic();
    before.contains(is_letter).then(|| before.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubly_encoded_texts_are_recognized() {
        for (text, before) in [
            ("Å»Ã³Å‚Ä‡", Some("Żółć")),
            ("Ĺ»ĂłĹ‚w", Some("Żółw")),
            ("Żółć", None),
            ("Zolw", None),
            ("Ärger", None),
            ("Ångström", None),
            ("Łódź, ul. Długa", None),
        ] {
            assert_eq!(doubly_encoded(text).as_deref(), before, "{text}");
        }
    }
}
