//! The sheet as a file: how it is encoded, what separates its cells, and its rows, read one by one as often as needed.

use crate::customer::payload::hex;
use csv::{Position, Reader, ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1250};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use sha2::{Digest as _, Sha256};
use std::fs::{File, Metadata};
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;
use std::str;

/// What a heading may separate its cells with. The first one wins where none is there more often.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// How much of a sheet is looked at to find its separator.
const HEAD: u64 = 64 * 1024;

/// A sheet of which the heading was read.
pub(super) struct Source {
    file: File,
    seen: Metadata,
    /// The SHA-256 of the file, in hexadecimal.
    pub sheet: String,
    pub encoding: &'static Encoding,
    pub separator: u8,
    pub headings: Vec<String>,
}

/// Why a sheet cannot be read.
pub(super) enum SourceError {
    /// The system's words.
    Io(io::Error),
    /// It is no file that can be read twice.
    NotAFile,
    /// There is no heading in it.
    Empty,
    /// Bytes that no text has; it is something else than a table in text.
    Binary,
    /// It was changed while it was read.
    Changed,
}

impl From<io::Error> for SourceError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<csv::Error> for SourceError {
    fn from(error: csv::Error) -> Self {
        Self::Io(error.into())
    }
}

/// One row that has something in it.
pub(super) struct Row {
    /// Its number as a spreadsheet counts, in which the heading is the first row.
    pub number: u64,
    pub cells: StringRecord,
}

impl Source {
    /// Opens a sheet and finds out what it is.
    pub(super) fn open(path: &Path, encoding: Option<&'static Encoding>) -> Result<Self, SourceError> {
        Self::of(File::open(path)?, encoding)
    }

    /// Finds out what a sheet is. It is read once, to the end, and never held in memory.
    pub(super) fn of(file: File, encoding: Option<&'static Encoding>) -> Result<Self, SourceError> {
        let seen = file.metadata()?;
        if !seen.is_file() {
            return Err(SourceError::NotAFile);
        }
        let (sheet, found) = inspect(&file)?;
        let mut source = Self {
            file,
            seen,
            sheet,
            encoding: encoding.unwrap_or(found),
            separator: SEPARATORS[0],
            headings: Vec::new(),
        };
        source.separator = separator(&source.head()?);
        let headings = source.reader()?.headers()?.clone();
        source.headings = headings.iter().map(str::to_owned).collect();
        if source.headings.iter().all(|heading| heading.trim().is_empty()) {
            return Err(SourceError::Empty);
        }
        Ok(source)
    }

    /// The rows from the first to the last. Two readings at the same time get into each other's way.
    pub(super) fn rows(&self) -> Result<Rows<'_>, SourceError> {
        let mut reader = self.reader()?;
        reader.headers()?;
        Ok(Rows { source: self, reader })
    }

    /// The beginning of the text.
    fn head(&self) -> Result<String, SourceError> {
        let mut head = Vec::new();
        self.text()?.take(HEAD).read_to_end(&mut head)?;
        Ok(String::from_utf8_lossy(&head).into_owned())
    }

    fn reader(&self) -> Result<Reader<Text<'_>>, SourceError> {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(self.separator).flexible(true);
        Ok(builder.from_reader(self.text()?))
    }

    fn text(&self) -> Result<Text<'_>, SourceError> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        let mut builder = DecodeReaderBytesBuilder::new();
        builder.encoding(Some(self.encoding)).bom_override(true);
        Ok(builder.build(BufReader::new(file)))
    }

    /// Whether the file is still what was inspected: other rows under the same numbers must not be sent.
    fn check(&self) -> Result<(), SourceError> {
        let now = self.file.metadata()?;
        let same = now.len() == self.seen.len() && now.modified()? == self.seen.modified()?;
        if same { Ok(()) } else { Err(SourceError::Changed) }
    }
}

type Text<'a> = DecodeReaderBytes<BufReader<&'a File>, Vec<u8>>;

/// The rows of a sheet.
pub(super) struct Rows<'a> {
    source: &'a Source,
    reader: Reader<Text<'a>>,
}

impl Rows<'_> {
    fn read(&mut self) -> Result<Option<Row>, SourceError> {
        let mut cells = StringRecord::new();
        while self.reader.read_record(&mut cells)? {
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                self.source.check()?;
                let number = cells.position().map_or(0, Position::record) + 1;
                return Ok(Some(Row { number, cells }));
            }
        }
        self.source.check()?;
        Ok(None)
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// The SHA-256 of a file, and how it is encoded: as its byte order mark says, in UTF-8 where all of it can be that, in
/// Windows-1250 elsewhere.
fn inspect(mut file: &File) -> Result<(String, &'static Encoding), SourceError> {
    let (mut hash, mut checked) = (Sha256::new(), Checked::default());
    let mut marked = None;
    let mut buffer = vec![0; 64 * 1024];
    let mut first = true;
    loop {
        let count = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        let chunk = &buffer[..count];
        if first {
            marked = Encoding::for_bom(chunk).map(|(encoding, _)| encoding);
            first = false;
        }
        hash.update(chunk);
        checked.take(chunk);
    }
    if first {
        return Err(SourceError::Empty);
    }
    let encoding = marked.unwrap_or(if checked.is_utf8() { UTF_8 } else { WINDOWS_1250 });
    if checked.zeros && encoding.is_ascii_compatible() {
        return Err(SourceError::Binary);
    }
    Ok((hex(&hash.finalize()), encoding))
}

/// Whether bytes that come piece by piece are UTF-8.
#[derive(Default)]
struct Checked {
    /// The beginning of a character whose rest is in the next piece.
    open: Vec<u8>,
    wrong: bool,
    zeros: bool,
}

impl Checked {
    fn take(&mut self, chunk: &[u8]) {
        self.zeros |= chunk.contains(&0);
        if self.wrong {
            return;
        }
        let joined;
        let bytes = if self.open.is_empty() {
            chunk
        } else {
            joined = [self.open.as_slice(), chunk].concat();
            &joined
        };
        self.open = match str::from_utf8(bytes) {
            Ok(_) => Vec::new(),
            Err(error) if error.error_len().is_none() => bytes[error.valid_up_to()..].to_vec(),
            Err(_) => {
                self.wrong = true;
                Vec::new()
            }
        };
    }

    fn is_utf8(&self) -> bool {
        !self.wrong && self.open.is_empty()
    }
}

/// What separates the cells of the heading: what stands there most often, outside of quotes.
fn separator(head: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in head.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            byte => {
                if let Some(index) = SEPARATORS.iter().position(|separator| *separator == byte) {
                    counts[index] += 1;
                }
            }
        }
    }
    let best = counts.iter().copied().max().unwrap_or_default();
    let index = counts.iter().position(|count| *count == best).unwrap_or_default();
    SEPARATORS[index]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[track_caller]
    fn source(bytes: &[u8]) -> (tempfile::TempDir, Result<Source, SourceError>) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("sheet.csv");
        fs::write(&path, bytes).unwrap();
        let source = Source::open(&path, None);
        (home, source)
    }

    #[test]
    fn encodings_and_separators_are_found() {
        let utf16 = |text: &str| -> Vec<u8> {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        };
        let rows: [(&str, Vec<u8>, &str, u8); 7] = [
            ("UTF-8", "imię,miasto\nŁucja,Łódź\n".into(), "UTF-8", b','),
            (
                "UTF-8 with its mark",
                "\u{feff}imię;miasto\r\nŁucja;Łódź\r\n".into(),
                "UTF-8",
                b';',
            ),
            (
                "Windows-1250",
                WINDOWS_1250.encode("imię\tmiasto\nŁucja\tŁódź").0.into(),
                "windows-1250",
                b'\t',
            ),
            (
                "a spreadsheet's Unicode text",
                utf16("imię\tmiasto\r\nŁucja\tŁódź\r\n"),
                "UTF-16LE",
                b'\t',
            ),
            (
                "quotes",
                "\"imię\";\"miasto\"\n\"Łucja\";\"Łódź\"".into(),
                "UTF-8",
                b';',
            ),
            (
                "others in the rows",
                "imię;miasto\nŁucja;Łódź\n,,,;,,,".into(),
                "UTF-8",
                b';',
            ),
            ("old Macs", "imię;miasto\rŁucja;Łódź\r".into(), "UTF-8", b';'),
        ];
        for (name, bytes, encoding, separator) in rows {
            let (_home, source) = source(&bytes);
            let Ok(source) = source else { panic!("{name}") };
            assert_eq!(
                (source.encoding.name(), source.separator),
                (encoding, separator),
                "{name}"
            );
            assert_eq!(source.headings, ["imię", "miasto"], "{name}");
            for _ in 0..2 {
                let Some(Ok(row)) = source.rows().ok().and_then(|mut rows| rows.next()) else {
                    panic!("{name}")
                };
                assert_eq!(
                    (row.number, row.cells.iter().collect::<Vec<_>>()),
                    (2, vec!["Łucja", "Łódź"]),
                    "{name}"
                );
            }
        }
        assert_eq!(separator("\"a,b,c\";d\n"), b';');
        assert_eq!(separator("a\n,,"), b',');
    }

    #[test]
    fn a_character_may_lie_across_two_pieces() {
        let text = "zażółć gęślą jaźń";
        for cut in 0..text.len() {
            let mut checked = Checked::default();
            let (one, two) = text.as_bytes().split_at(cut);
            checked.take(one);
            checked.take(two);
            assert!(checked.is_utf8(), "{cut}");
        }
        let mut torn = Checked::default();
        torn.take(&text.as_bytes()[..3]);
        assert!(!torn.is_utf8());
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does_and_blank_ones_are_passed_over() {
        let (_home, source) = source(b"a;b\n1;\"x\ny\"\n;\n  ; \n2;\n");
        let Ok(source) = source else { panic!("read") };
        let rows: Vec<u64> = source
            .rows()
            .ok()
            .into_iter()
            .flatten()
            .flatten()
            .map(|row| row.number)
            .collect();
        assert_eq!(rows, [2, 5]);
    }

    #[test]
    fn what_is_no_sheet_is_told_apart() {
        let failed = |bytes: &[u8]| source(bytes).1.err();
        assert!(matches!(failed(b""), Some(SourceError::Empty)));
        assert!(matches!(failed(b"\n\n"), Some(SourceError::Empty)));
        assert!(matches!(failed(b"PK\x03\x04\0\0\0"), Some(SourceError::Binary)));
        let home = tempfile::tempdir().unwrap();
        assert!(matches!(
            Source::open(home.path(), None).err(),
            Some(SourceError::NotAFile)
        ));
    }

    #[test]
    fn a_file_that_changes_meanwhile_is_read_no_further() {
        let (home, source) = source(b"a\n1\n2\n");
        let Ok(source) = source else { panic!("read") };
        let Ok(mut rows) = source.rows() else {
            panic!("rows")
        };
        assert!(matches!(rows.next(), Some(Ok(_))));
        fs::write(home.path().join("sheet.csv"), b"a\n1\n3\n4\n").unwrap();
        assert!(matches!(rows.next(), Some(Err(SourceError::Changed))));
    }
}
