//! What no text has, whatever its character set.

/// So many NULs in a row are what a file has that was never written, or not to its end.
const NO_TEXT: u64 = 1024 * 1024;

/// How the files begin that are often taken for a table in text: ZIP (as in XLSX), PDF, and the old ones of Microsoft Office.
const MAGIC: [&[u8]; 4] = [b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"];

/// Whether a file that begins like this is one of another program.
pub(super) fn is_archive(head: &[u8]) -> bool {
    MAGIC.iter().any(|magic| head.starts_with(magic))
}

/// How many NULs there are at the end of what was looked at.
#[derive(Default)]
pub(super) struct NulRun(u64);

impl NulRun {
    /// Looks at the next bytes of the file.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        let at_end = bytes.iter().rev().take_while(|byte| **byte == 0).count();
        let before = if at_end == bytes.len() { self.0 } else { 0 };
        self.0 = before + at_end as u64;
    }

    /// Whether they are more than any text has.
    pub(super) fn is_no_text(&self) -> bool {
        self.0 >= NO_TEXT
    }
}
