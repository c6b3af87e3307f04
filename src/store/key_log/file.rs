//! The key log as a file: read, appended to and replaced, while other programs do the same.

use super::record::{AttemptTag, LENGTH, LogRecord, LoggedEnd};
use super::scan::LogScanner;
use crate::os::files::FileIdentity;
use rustix::fs::OFlags;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// How much is read at once.
const PIECE: usize = 1 << 20;
/// How many bytes may be no record in a file of any length.
const LEAST_GARBAGE: u64 = 1 << 20;

/// The file, opened, and how far it was read.
#[derive(Debug)]
pub(super) struct LogFile {
    file: File,
    identity: FileIdentity,
    /// How many bytes may be no record.
    most_garbage: u64,
    /// How long it is, by what was read.
    pub(super) scan: LogScanner,
}

impl LogFile {
    /// Opens the file, which is at least that long by what the database knows; none where there is none. It may be neither a
    /// link nor anything but a file.
    pub(super) fn open(path: &Path, known_bytes: u64) -> io::Result<Option<Self>> {
        match options()?.read(true).append(true).open(path) {
            Ok(file) => {
                let metadata = file.metadata()?;
                if !metadata.is_file() {
                    return Err(io::Error::from(io::ErrorKind::InvalidInput));
                }
                Ok(Some(Self {
                    file,
                    identity: FileIdentity::of(&metadata),
                    most_garbage: known_bytes.saturating_mul(2).saturating_add(LEAST_GARBAGE),
                    scan: LogScanner::default(),
                }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether it is still the one at its path.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        FileIdentity::at(path).is_ok_and(|there| there == self.identity)
    }

    /// How many bytes it has.
    pub(super) fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Gives what was appended since it was read last to `take`, each record with its position. Where more than the log could ever
    /// have had is no record, as in a file that was stretched to gigabytes, the rest is not read, and the file counts as damaged.
    pub(super) fn read(&mut self, mut take: impl FnMut(u64, LogRecord)) -> io::Result<()> {
        if self.has_too_much_garbage() {
            return Ok(());
        }
        let length = self.length()?;
        let Some(rest) = length.checked_sub(self.scan.end) else {
            // Somebody has cut it off.
            self.scan.damaged = true;
            return Ok(());
        };
        if rest == 0 {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.scan.end))?;
        let mut piece = vec![0; usize::try_from(rest).unwrap_or(PIECE).clamp(LENGTH * 2, PIECE)];
        let mut kept = 0;
        loop {
            let read = self.file.read(&mut piece[kept..])?;
            if read == 0 {
                break;
            }
            let filled = kept + read;
            let used = self.scan.feed(&piece[..filled], &mut take);
            piece.copy_within(used..filled, 0);
            kept = filled - used;
            if self.has_too_much_garbage() {
                break;
            }
        }
        self.scan.finish(kept);
        Ok(())
    }

    /// The record at a position where one was read.
    pub(super) fn record(&self, position: u64) -> io::Result<LogRecord> {
        let mut bytes = [0; LENGTH];
        self.file.read_exact_at(&mut bytes, position)?;
        // Somebody has changed the file since.
        LogRecord::decode(&bytes).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// An attempt and how it has ended, by the record at a position where that was read and by those behind it, in which a long
    /// id of a customer goes on. None where the record is another one.
    pub(super) fn end(&self, position: u64) -> io::Result<Option<(AttemptTag, LoggedEnd)>> {
        let LogRecord::End {
            attempt,
            kind,
            length,
            piece,
        } = self.record(position)?
        else {
            return Ok(None);
        };
        let (length, mut id) = (usize::from(length), piece.to_vec());
        let mut next = position + LENGTH as u64;
        while id.len() < length
            && let Ok(LogRecord::Id {
                attempt: other,
                piece,
                ..
            }) = self.record(next)
            && other == attempt
        {
            id.extend(piece);
            next += LENGTH as u64;
        }
        id.truncate(length);
        let end = kind.with_id(String::from_utf8_lossy(&id).into_owned());
        Ok(Some((attempt, end)))
    }

    fn has_too_much_garbage(&self) -> bool {
        self.scan.garbage > self.most_garbage
    }

    /// Appends records, in one write: programs that append at the same time do not mix theirs.
    pub(super) fn append(&mut self, records: &[LogRecord]) -> io::Result<()> {
        self.file.write_all(&bytes(records))
    }

    /// Waits until the disk has what was appended.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

/// Writes a file of these records in the place of the one at the path, of which the old file, if there is one, has been read
/// to its end. Callers hold the database's write lock, so that nobody else replaces it; what others append meanwhile to the
/// old one is taken over.
pub(super) fn replace<E: From<io::Error>>(
    path: &Path,
    old: Option<&mut LogFile>,
    put_all: impl FnOnce(&mut dyn FnMut(LogRecord) -> io::Result<()>) -> Result<(), E>,
) -> Result<LogFile, E> {
    let temporary = temporary(path);
    // What a killed program has left.
    let _ = fs::remove_file(&temporary);
    let file = options()?
        .read(true)
        .append(true)
        .create_new(true)
        .open(&temporary)?;
    let replaced = write(&file, put_all).and_then(|()| Ok(put_in_place(&temporary, path)?));
    if let Err(error) = replaced {
        let _ = fs::remove_file(&temporary);
        return Err(error);
    }
    let mut new = LogFile {
        identity: FileIdentity::of(&file.metadata()?),
        file,
        most_garbage: LEAST_GARBAGE,
        scan: LogScanner::default(),
    };
    if let Some(old) = old {
        let mut late = Vec::new();
        old.read(|_, record| late.push(record))?;
        new.append(&late)?;
    }
    Ok(new)
}

fn write<E: From<io::Error>>(
    file: &File,
    put_all: impl FnOnce(&mut dyn FnMut(LogRecord) -> io::Result<()>) -> Result<(), E>,
) -> Result<(), E> {
    let mut writer = BufWriter::new(file);
    put_all(&mut |record| writer.write_all(&record.encode()))?;
    writer.flush()?;
    drop(writer);
    Ok(file.sync_all()?)
}

fn put_in_place(temporary: &Path, path: &Path) -> io::Result<()> {
    fs::rename(temporary, path)?;
    path.parent().map_or(Ok(()), |dir| File::open(dir)?.sync_all())
}

/// The records of a file from its beginning, as far as [`LogFile::read`] goes.
pub(super) fn copy(path: &Path, known_bytes: u64, mut take: impl FnMut(LogRecord)) -> io::Result<()> {
    match LogFile::open(path, known_bytes)? {
        Some(mut file) => file.read(|_, record| take(record)),
        None => Ok(()),
    }
}

fn temporary(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

/// For the user's eyes only, and without waiting for a writer where somebody has put a pipe in the file's place.
fn options() -> io::Result<OpenOptions> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let mut options = OpenOptions::new();
    options
        .mode(0o600)
        .custom_flags(flags.try_into().map_err(io::Error::other)?);
    Ok(options)
}

fn bytes(records: &[LogRecord]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(records.len() * LENGTH);
    for record in records {
        bytes.extend(record.encode());
    }
    bytes
}
