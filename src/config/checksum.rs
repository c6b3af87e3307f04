//! The checksum in the first line of a settings file that the program has written: it shows whether somebody has edited the lines
//! below since.

/// The first line of a file that the program has written, up to the checksum.
const MARK: &str = "# Written by kartoteka, which leaves it alone once it is edited. Checksum: ";

/// The lines with the mark before them.
pub(super) fn marked(lines: &str) -> String {
    format!("{MARK}{:08x}\n{lines}", crc32fast::hash(lines.as_bytes()))
}

/// The lines below the mark; none where there is no mark, or the lines were changed since.
pub(super) fn unedited(text: &str) -> Option<&str> {
    let (first, lines) = text.split_once('\n')?;
    (first.strip_prefix(MARK)? == format!("{:08x}", crc32fast::hash(lines.as_bytes()))).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "language = \"pl\"\n";

    #[test]
    fn an_edit_of_one_character_is_seen() {
        let text = marked(LINES);
        assert_eq!(unedited(&text), Some(LINES));
        for edited in [
            text.replace("pl", "en"),
            text.clone() + "# x\n",
            LINES.to_owned(),
            text.replace('\n', "\r\n"),
        ] {
            assert_eq!(unedited(&edited), None, "{edited}");
        }
    }
}
