//! Reads tables from files: any bytes, what the `csv` crate has written, and the same with one byte changed. Then the columns
//! are mapped, and the rows become cards.

#![no_main]

mod cards;

use arbitrary::Arbitrary;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use kartoteka::import::{Quoting, Table, TableCharset, TableError, TableOptions, TableRow};
use libfuzzer_sys::{arbitrary, fuzz_target};
use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::File;
use std::io::{Seek as _, Write as _};

/// Headings that the program knows.
const HEADINGS: [&str; 5] = ["surname", "name", "phone_number", "email", "note"];
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
const CHARSETS: [&str; 7] = [
    "utf-8",
    "windows-1250",
    "iso-8859-2",
    "cp852",
    "x-mac-ce",
    "utf-16le",
    "utf-16be",
];
/// Of what the cells of changed tables are made. `@` stands for a letter that is in no other row.
const SIGNS: [&str; 12] = ["@", "@", "a", "ż", ";", ",", "\"", "\n", "\r\n", "|", "\t", " "];

#[derive(Debug, Arbitrary)]
enum Input<'a> {
    Bytes {
        charset: Option<u8>,
        separator: Option<u8>,
        quoting: u8,
        /// One in eight is mapped: to know all names of fields takes long.
        mapped: u8,
        bytes: &'a [u8],
    },
    Written {
        dialect: Written,
        rows: Vec<Vec<&'a str>>,
    },
    Changed {
        dialect: Written,
        is_told: bool,
        rows: Vec<Vec<&'a [u8]>>,
        place: u16,
        change: Change,
    },
}

/// How a table is written.
#[derive(Debug, Clone, Copy, Arbitrary)]
struct Written {
    width: u8,
    charset: u8,
    separator: u8,
    crlf: bool,
    always: bool,
    /// Whether the headings are known ones.
    known: bool,
}

#[derive(Debug, Arbitrary)]
enum Change {
    Replace(u8),
    Insert(u8),
    Delete,
}

fuzz_target!(|input: Input<'_>| match input {
    Input::Bytes {
        charset,
        separator,
        quoting,
        mapped,
        bytes,
    } => {
        let options = TableOptions {
            charset: charset.map(any_charset),
            separator: separator.filter(|byte| byte.is_ascii() && !b"\"\\\r\n\0".contains(byte)),
            quoting: Quoting::ALL[usize::from(quoting) % Quoting::ALL.len()],
        };
        if let Ok(table) = open(bytes, options) {
            has_what_its_lines_say(&table, bytes);
            if mapped % 8 == 0 {
                cards::hold_their_row(&table, &rows(&table));
            }
        }
    }
    Input::Written { dialect, rows } => arrives(dialect, &rows),
    Input::Changed {
        dialect,
        is_told,
        rows,
        place,
        change,
    } => {
        let options = if is_told {
            dialect.options()
        } else {
            TableOptions::default()
        };
        stays_apart(dialect, options, &rows, place, &change);
    }
});

/// Everything in a file is in the row on whose lines it stands, but for quotes, backslashes, separators and blanks.
fn has_what_its_lines_say(table: &Table, bytes: &[u8]) {
    let separator = char::from(table.dialect.separator);
    let bare = |text: &str| -> String {
        let is_sign = |character: char| {
            character.is_whitespace() || matches!(character, '"' | '\\') || character == separator
        };
        text.chars().filter(|character| !is_sign(*character)).collect()
    };
    let mut text = String::new();
    table.charset.decoder().decode(bytes, true, &mut text);
    let lines: Vec<&str> = lines(&text);
    let rows: Vec<TableRow> = rows(table);
    let numbers: HashSet<u64> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers.len(), rows.len(), "a number for each row");
    for (index, row) in rows.iter().enumerate() {
        let next = rows
            .get(index + 1)
            .map_or(lines.len() + 1, |row| row.line as usize);
        let said = bare(&lines[row.line as usize - 1..next - 1].concat());
        let read = match &row.raw {
            Some(raw) => bare(raw),
            None => bare(&row.cells.iter().collect::<String>()),
        };
        assert_eq!(read, said, "line {} of {text:?}", row.line);
        assert!(row.raw.is_none() || row.fault.is_some());
        assert!(row.fault.is_some() || row.cells.len() >= table.headings.len());
    }
}

fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\r', '\n']).map_or(rest.len(), |at| {
            at + 1 + usize::from(rest[at..].starts_with("\r\n"))
        });
        let (line, behind) = rest.split_at(end);
        lines.push(line);
        rest = behind;
    }
    lines
}

/// What is written arrives, or is refused.
fn arrives(dialect: Written, rows: &[Vec<&str>]) {
    let width = dialect.width();
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| {
            (0..width)
                .map(|at| row.get(at).copied().unwrap_or_default())
                .collect()
        })
        .collect();
    let Some(bytes) = encoded(&dialect.text(&rows), dialect.charset()) else {
        return;
    };
    let Ok(table) = open(&bytes, dialect.options()) else {
        return;
    };
    assert_eq!(table.headings.len(), width);
    let filled = rows
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let read = self::rows(&table);
    if dialect.known {
        cards::hold_their_row(&table, &read);
    }
    assert_eq!(read.len(), filled.clone().count());
    for (read, written) in read.iter().zip(filled) {
        if read.fault.is_none() {
            assert_eq!(read.cells.iter().collect::<Vec<_>>(), *written);
        }
    }
}

/// Whatever happens to one byte, no row has a cell of another.
fn stays_apart(dialect: Written, options: TableOptions, rows: &[Vec<&[u8]>], place: u16, change: &Change) {
    let width = dialect.width();
    let rows: Vec<Vec<String>> = ('A'..='Z')
        .zip(rows)
        .map(|(letter, row)| {
            let sign = |byte: &u8| SIGNS[usize::from(*byte) % SIGNS.len()];
            let cell = |at| {
                row.get(at)
                    .map(|cell: &&[u8]| cell.iter().map(sign).collect::<String>())
            };
            let cells = (0..width).map(|at| cell(at).unwrap_or_default());
            cells
                .map(|cell| cell.replace('@', letter.encode_utf8(&mut [0; 4])))
                .collect()
        })
        .collect();
    let filled = rows
        .iter()
        .filter(|row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty()));
    // Where two rows of one cell are joined, or the only two of a table, nobody can tell that they were two.
    if width < 2 || filled.count() < 3 {
        return;
    }
    let Some(mut bytes) = encoded(&dialect.text(&rows), dialect.charset()) else {
        return;
    };
    let at = usize::from(place) % bytes.len();
    match change {
        Change::Replace(byte) => bytes[at] = *byte,
        Change::Insert(byte) => bytes.insert(at, *byte),
        Change::Delete => {
            bytes.remove(at);
        }
    }
    let Ok(table) = open(&bytes, options) else {
        return;
    };
    if table.survey.line_breaks.count > 0 {
        return;
    }
    let sent = self::rows(&table).into_iter();
    for row in sent.filter(|row| row.fault.is_none() && row.cells.len() == table.headings.len()) {
        let letters = row.cells.iter().flat_map(str::chars);
        let letters: HashSet<char> = letters.filter(char::is_ascii_uppercase).collect();
        // The changed byte itself may be a letter.
        let changed = match change {
            Change::Replace(byte) | Change::Insert(byte) => char::from(*byte),
            Change::Delete => ' ',
        };
        let own = letters.iter().filter(|letter| **letter != changed).count();
        assert!(own <= 1, "{row:?} of {rows:?}");
    }
}

impl Written {
    fn width(self) -> usize {
        usize::from(self.width) % HEADINGS.len() + 1
    }

    fn charset(self) -> TableCharset {
        any_charset(self.charset)
    }

    fn separator(self) -> u8 {
        SEPARATORS[usize::from(self.separator) % SEPARATORS.len()]
    }

    fn options(self) -> TableOptions {
        TableOptions {
            charset: Some(self.charset()),
            separator: Some(self.separator()),
            quoting: Quoting::Double,
        }
    }

    fn text<T: AsRef<[u8]>>(self, rows: &[Vec<T>]) -> String {
        let mut builder = WriterBuilder::new();
        builder.delimiter(self.separator());
        if self.crlf {
            builder.terminator(Terminator::CRLF);
        }
        if self.always {
            builder.quote_style(QuoteStyle::Always);
        }
        let mut writer = builder.from_writer(Vec::new());
        let heading = |column: usize| {
            if self.known {
                HEADINGS[column].to_owned()
            } else {
                format!("column{column}")
            }
        };
        let headings = (0..self.width()).map(heading);
        writer.write_record(headings).expect("memory can be written");
        for row in rows {
            writer.write_record(row).expect("memory can be written");
        }
        let text = writer.into_inner().expect("memory can be written");
        String::from_utf8(text).expect("cells are texts")
    }
}

fn any_charset(number: u8) -> TableCharset {
    let name = CHARSETS[usize::from(number) % CHARSETS.len()];
    TableCharset::named(name).expect("a known character set")
}

/// A text in a character set; none where it has not all of the characters.
fn encoded(text: &str, charset: TableCharset) -> Option<Vec<u8>> {
    match charset.name() {
        "UTF-8" => Some(text.as_bytes().to_vec()),
        "UTF-16LE" => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        _ => {
            let (bytes, mut page) = ((0..=255).collect::<Vec<u8>>(), String::new());
            charset.decoder().decode(&bytes, true, &mut page);
            let page: Vec<char> = page.chars().collect();
            let byte = |wanted| page.iter().position(|character| *character == wanted);
            text.chars().map(|wanted| Some(byte(wanted)? as u8)).collect()
        }
    }
}

fn rows(table: &Table) -> Vec<TableRow> {
    let rows = table.rows().expect("a table that was read");
    rows.map(|row| row.expect("a table that was read")).collect()
}

fn open(bytes: &[u8], options: TableOptions) -> Result<Table, TableError> {
    thread_local!(static FILE: RefCell<File> = RefCell::new(tempfile::tempfile().expect("a file")));
    let file = FILE.with_borrow_mut(|file| {
        file.set_len(0).and_then(|()| file.rewind()).expect("a file");
        file.write_all(bytes).expect("a file");
        file.try_clone().expect("a file")
    });
    Table::of(file, options)
}
