//! The rows that were not sent, in a table of their own beside the one they came from: to be corrected and imported.

use super::columns::{REASON_COLUMN, is_marked, marks};
use super::{Table, TableRow};
use crate::os::files::{NewFile, open_regular};
use csv::{ReaderBuilder, Writer, WriterBuilder};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::fs;
use std::io::{self, BufRead as _, BufReader, BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};

/// How much of a file is looked at to find its heading, in bytes.
const HEAD: u64 = 64 * 1024;

/// The table of the rejected rows, which nobody sees before it is whole.
pub(crate) struct RejectedTable {
    path: PathBuf,
    writer: Writer<BufWriter<NewFile>>,
    /// What is above the columns that are those of the table.
    width: usize,
    rows: u64,
}

/// Why there is no table of the rejected rows.
#[derive(Debug)]
pub(crate) enum RejectedTableError {
    /// Something else has its name.
    Foreign(PathBuf),
    /// The system's words.
    Io(PathBuf, io::Error),
}

impl RejectedTable {
    /// Begins the table for a source at a path, with its separator and in UTF-8, marked so that spreadsheets see it. Only the
    /// owner may read it. Nothing is there under its name before [`publish`](Self::publish).
    pub(crate) fn begin(path: PathBuf, table: &Table) -> Result<Self, RejectedTableError> {
        let failed = |error: io::Error| RejectedTableError::Io(path.clone(), error);
        let mut file = NewFile::begin(&path).map_err(failed)?;
        file.write_all("\u{feff}".as_bytes()).map_err(failed)?;
        let mut builder = WriterBuilder::new();
        builder.delimiter(table.dialect.separator).flexible(true);
        let mut writer = builder.from_writer(BufWriter::new(file));
        let kept = table.headings.iter().filter(|heading| *heading != REASON_COLUMN);
        let head = kept.map(|heading| marked_again(table, heading));
        let head: Vec<Cow<'_, str>> = head.chain([REASON_COLUMN.into()]).collect();
        writer
            .write_record(head.iter().map(AsRef::as_ref))
            .map_err(|error| failed(error.into()))?;
        let width = table.headings.len();
        Ok(Self {
            path,
            writer,
            width,
            rows: 0,
        })
    }

    /// Adds a row, with the reason in the last column; what it said there before is left out.
    pub(crate) fn add(
        &mut self,
        table: &Table,
        row: &TableRow,
        reason: &str,
    ) -> Result<(), RejectedTableError> {
        let heading = |index| table.headings.get(index).map(String::as_str);
        let kept = row.cells.iter().enumerate();
        let kept = kept.filter(|(index, _)| heading(*index) != Some(REASON_COLUMN));
        let mut record: Vec<Cow<'_, str>> = kept.map(|(_, cell)| marked_again(table, cell)).collect();
        let reasons = table.headings.iter().filter(|heading| *heading == REASON_COLUMN);
        // A torn row is filled up, so that the reason is in its column.
        while record.len() < self.width - reasons.clone().count() {
            record.push("".into());
        }
        record.push(marks::mark(reason));
        // Behind all columns it is an error of the row until somebody has put it into its cells.
        record.extend(row.raw.as_deref().map(marks::mark));
        self.rows += 1;
        let written = self.writer.write_record(record.iter().map(AsRef::as_ref));
        written.map_err(|error| RejectedTableError::Io(self.path.clone(), error.into()))
    }

    /// Puts the table in its place, where a row is in it; the path of that place. An older one is kept beside it, unless it is the
    /// same.
    pub(crate) fn publish(self) -> Result<Option<PathBuf>, RejectedTableError> {
        let path = self.path;
        let failed = |error: io::Error| RejectedTableError::Io(path.clone(), error);
        let buffered = self
            .writer
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        let mut file = buffered
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        refuse_foreign(&path)?;
        let older = open_regular(&path).ok().and_then(hash);
        if self.rows > 0 && older.is_some() && older == hash(file.contents().map_err(failed)?) {
            return Ok(Some(path));
        }
        if path.try_exists().map_err(failed)? {
            set_aside(&path).map_err(failed)?;
        }
        if self.rows == 0 {
            return Ok(None);
        }
        file.publish(&path).map_err(failed)?;
        Ok(Some(path))
    }
}

/// A text of the source as it is written: harmless in a spreadsheet, and with one mark where it has one already.
fn marked_again<'a>(table: &Table, text: &'a str) -> Cow<'a, str> {
    marks::mark(if is_marked(&table.headings) {
        marks::unmark(text)
    } else {
        text
    })
}

/// Refuses what is there and was not written by this program. A link to nothing counts, too: it would keep the rows from
/// getting their name when everything is sent.
pub(crate) fn refuse_foreign(path: &Path) -> Result<(), RejectedTableError> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(RejectedTableError::Io(path.to_owned(), error)),
        Ok(_) if is_ours(path) => Ok(()),
        Ok(_) => Err(RejectedTableError::Foreign(path.to_owned())),
    }
}

/// Whether the last column of a file is that of the reasons, whatever program has saved it since.
fn is_ours(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = open_regular(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    // In UTF-16 a NUL is beside each of its letters.
    head.retain(|byte| *byte != 0);
    let last = |separator: u8| {
        let mut builder = ReaderBuilder::new();
        let mut reader = builder
            .delimiter(separator)
            .flexible(true)
            .from_reader(head.as_slice());
        let headings = reader.byte_headers().ok()?;
        headings
            .iter()
            .next_back()
            .map(|last| last == REASON_COLUMN.as_bytes())
    };
    read.is_ok() && b",;\t|".iter().any(|separator| last(*separator) == Some(true))
}

/// The hash of a file; none where it cannot be read.
fn hash(file: impl Read) -> Option<[u8; 32]> {
    let mut reader = BufReader::new(file);
    let mut hash = Sha256::new();
    loop {
        let piece = reader.fill_buf().ok()?;
        if piece.is_empty() {
            return Some(hash.finalize().into());
        }
        hash.update(piece);
        let length = piece.len();
        reader.consume(length);
    }
}

/// Gives a file another name, which no file has: somebody may have worked on it.
fn set_aside(path: &Path) -> io::Result<()> {
    let names = (1_u32..).map(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(".bak");
        if number > 1 {
            name.push(number.to_string());
        }
        PathBuf::from(name)
    });
    for name in names {
        // Unlike a renaming, a link takes nobody's place.
        match fs::hard_link(path, &name) {
            Ok(()) => return fs::remove_file(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            // There are file systems without links.
            Err(_) if !name.try_exists()? => return fs::rename(path, name),
            Err(_) => {}
        }
    }
    Ok(())
}
