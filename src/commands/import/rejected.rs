//! The rows that were not sent, in a sheet of their own beside the one they came from: to be put right and imported.

use super::source::Source;
use crate::customer::sheet::{REASON_COLUMN, is_marked, marks};
use csv::{StringRecord, Writer, WriterBuilder};
use std::borrow::Cow;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The sheet, which nobody sees before it is whole.
pub(super) struct Rejected {
    path: PathBuf,
    writer: Writer<BufWriter<NamedTempFile>>,
    /// What stands above the columns that are those of the source.
    width: usize,
    rows: u64,
}

/// Why there is no such sheet.
pub(super) enum RejectedError {
    /// Something else has its name.
    Foreign(PathBuf),
    /// The system's words.
    Io(PathBuf, io::Error),
}

impl Rejected {
    /// Begins the sheet of a source at a path, with its separator and in UTF-8, marked so that spreadsheets see it. Only the
    /// owner may read it. Nothing is there under its name before [`publish`](Self::publish).
    pub(super) fn begin(path: PathBuf, source: &Source) -> Result<Self, RejectedError> {
        let failed = |error: io::Error| RejectedError::Io(path.clone(), error);
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
        let mut temporary = NamedTempFile::new_in(dir.unwrap_or(Path::new("."))).map_err(failed)?;
        temporary.write_all("\u{feff}".as_bytes()).map_err(failed)?;
        let mut builder = WriterBuilder::new();
        builder.delimiter(source.separator).flexible(true);
        let mut writer = builder.from_writer(BufWriter::new(temporary));
        let kept = source.headings.iter().filter(|heading| *heading != REASON_COLUMN);
        let head = kept.map(|heading| marked_again(source, heading));
        let head: Vec<Cow<'_, str>> = head.chain([REASON_COLUMN.into()]).collect();
        writer
            .write_record(head.iter().map(AsRef::as_ref))
            .map_err(|error| failed(error.into()))?;
        let width = source.headings.len();
        Ok(Self {
            path,
            writer,
            width,
            rows: 0,
        })
    }

    /// Adds a row, with the reason in the last column; what it said there before is left out.
    pub(super) fn add(
        &mut self,
        source: &Source,
        cells: &StringRecord,
        reason: &str,
    ) -> Result<(), RejectedError> {
        let heading = |index| source.headings.get(index).map(String::as_str);
        let kept = cells.iter().enumerate();
        let kept = kept.filter(|(index, _)| heading(*index) != Some(REASON_COLUMN));
        let mut record: Vec<Cow<'_, str>> = kept.map(|(_, cell)| marked_again(source, cell)).collect();
        let reasons = source.headings.iter().filter(|heading| *heading == REASON_COLUMN);
        // A torn row is filled up, so that the reason stands in its column.
        while record.len() < self.width - reasons.clone().count() {
            record.push("".into());
        }
        record.push(marks::mark(reason));
        self.rows += 1;
        let written = self.writer.write_record(record.iter().map(AsRef::as_ref));
        written.map_err(|error| RejectedError::Io(self.path.clone(), error.into()))
    }

    /// Puts the sheet in its place, where a row is in it; which that is. An older one is kept beside it, unless it is the
    /// same.
    pub(super) fn publish(self) -> Result<Option<PathBuf>, RejectedError> {
        let path = self.path;
        let failed = |error: io::Error| RejectedError::Io(path.clone(), error);
        let buffered = self
            .writer
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        let temporary = buffered
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        temporary.as_file().sync_all().map_err(failed)?;
        refuse_foreign(&path)?;
        if self.rows > 0 && hash(&path).is_some_and(|older| Some(older) == hash(temporary.path())) {
            return Ok(Some(path));
        }
        if path.try_exists().map_err(failed)? {
            set_aside(&path).map_err(failed)?;
        }
        if self.rows == 0 {
            return Ok(None);
        }
        let published = temporary.persist_noclobber(&path);
        published.map_err(|error| failed(error.error))?;
        Ok(Some(path))
    }
}

/// A text of the source as it is written: harmless in a spreadsheet, and with one mark where it has one already.
fn marked_again<'a>(source: &Source, text: &'a str) -> Cow<'a, str> {
    marks::mark(if is_marked(&source.headings) {
        marks::unmark(text)
    } else {
        text
    })
}

/// Refuses a file that is there and that this program did not write.
pub(super) fn refuse_foreign(path: &Path) -> Result<(), RejectedError> {
    let there = path.try_exists();
    let there = there.map_err(|error| RejectedError::Io(path.to_owned(), error))?;
    let source = Source::open(path, None);
    let ours = source.is_ok_and(|source| source.headings.last().is_some_and(|last| last == REASON_COLUMN));
    if there && !ours {
        return Err(RejectedError::Foreign(path.to_owned()));
    }
    Ok(())
}

/// What a file holds; none where it cannot be read.
fn hash(path: &Path) -> Option<String> {
    Some(Source::open(path, None).ok()?.sheet)
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
        if !name.try_exists()? {
            return fs::rename(path, name);
        }
    }
    Ok(())
}
