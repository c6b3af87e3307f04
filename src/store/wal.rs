//! The write-ahead log as SQLite finds it: what follows a damaged frame is ignored silently, so that the database
//! is an older one.

use super::files::beside;
use crate::os::files::open_regular;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// What the log's name ends in.
const SUFFIX: &str = "-wal";
/// The lengths in bytes of the header before all frames, and of the one before each page.
const HEADER: usize = 32;
const FRAME: usize = 24;
/// The number that begins a log whose checksums are of little-endian words; one more where they are of big-endian ones.
const MAGIC: u32 = 0x377f_0682;
/// The largest page.
const MOST_BYTES: u32 = 65_536;

/// Whether the log beside a database that is not open yet has the end of a transaction that SQLite ignores though it was
/// committed, because a frame before it is damaged. Nothing is locked in this file, so that it can be opened beside SQLite.
pub(super) fn has_lost_frames(database: &Path) -> bool {
    // What cannot be read is for SQLite to report.
    let file = open_regular(&beside(database, SUFFIX));
    file.is_ok_and(|file| ignored_frames(BufReader::new(file)).unwrap_or(false))
}

fn ignored_frames(mut log: impl Read) -> io::Result<bool> {
    let mut header = [0; HEADER];
    match read(&mut log, &mut header)? {
        0 => return Ok(false),
        HEADER => {}
        _ => return Ok(true),
    }
    let is_big = word(&header, 0) == MAGIC + 1;
    let length = word(&header, 2);
    let mut chain = Checksum::default();
    chain.add(&header[..24], is_big);
    let is_whole = chain.stands_in(&header[24..]) && (word(&header, 0) == MAGIC || is_big);
    if !is_whole || !(512..=MOST_BYTES).contains(&length) {
        return Ok(true);
    }
    let mut frame = vec![0; FRAME + usize::try_from(length).unwrap_or_default()];
    let mut is_broken = false;
    loop {
        let filled = read(&mut log, &mut frame)?;
        // Frames of other salts are what is left of a log before this one. Of a transaction that was never committed, which
        // a killed program or a full disk leaves behind, no frame says how large the database is after it.
        let is_own = frame[8..16] == header[16..24];
        let commits = is_own && word(&frame, 1) != 0;
        if filled < frame.len() {
            return Ok(filled > 0 && (filled < FRAME || commits));
        }
        chain.add(&frame[..8], is_big);
        chain.add(&frame[FRAME..], is_big);
        is_broken |= !is_own || !chain.stands_in(&frame[16..24]);
        if is_broken && commits {
            return Ok(true);
        }
    }
}

/// Fills the buffer as far as there is something; how far.
fn read(log: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match log.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

fn word(bytes: &[u8], number: usize) -> u32 {
    let at = bytes.get(number * 4..).and_then(|rest| rest.first_chunk());
    at.map_or(0, |word| u32::from_be_bytes(*word))
}

/// SQLite's checksum of the log, over all from its beginning.
#[derive(Default)]
struct Checksum(u32, u32);

impl Checksum {
    fn add(&mut self, bytes: &[u8], is_big: bool) {
        let word = |bytes: &[u8]| {
            let word = bytes.first_chunk().copied().unwrap_or_default();
            if is_big {
                u32::from_be_bytes(word)
            } else {
                u32::from_le_bytes(word)
            }
        };
        for pair in bytes.chunks_exact(8) {
            self.0 = self.0.wrapping_add(word(pair)).wrapping_add(self.1);
            self.1 = self.1.wrapping_add(word(&pair[4..])).wrapping_add(self.0);
        }
    }

    /// Whether it is in these eight bytes.
    fn stands_in(&self, bytes: &[u8]) -> bool {
        (word(bytes, 0), word(bytes, 1)) == (self.0, self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;
    use std::fs;

    #[test]
    fn a_frame_that_is_changed_anywhere_is_noticed_and_a_whole_log_is_not() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("k.db");
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "journal_mode", "WAL").unwrap();
        conn.execute_batch("CREATE TABLE t (a TEXT)").unwrap();
        for number in 0..20 {
            conn.execute("INSERT INTO t VALUES (?1)", [format!("{number:900}")])
                .unwrap();
        }
        assert!(!has_lost_frames(&path));
        let whole = fs::read(beside(&path, SUFFIX)).unwrap();
        for at in (0..whole.len() - 5000).step_by(97) {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert!(ignored_frames(&damaged[..]).unwrap(), "{at}");
        }
        assert!(ignored_frames(&whole[..whole.len() - 1]).unwrap());
        // What is left of a log that was begun again is none of it.
        conn.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()))
            .unwrap();
        conn.execute("INSERT INTO t VALUES ('')", []).unwrap();
        assert_eq!(fs::read(beside(&path, SUFFIX)).unwrap().len(), whole.len());
        assert!(!has_lost_frames(&path));
        assert!(!has_lost_frames(&home.path().join("nothing")));
    }

    #[test]
    fn what_a_transaction_wrote_that_was_never_committed_is_no_loss() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("k.db");
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "journal_mode", "WAL").unwrap();
        conn.pragma_update(None, "cache_size", 10).unwrap();
        conn.execute_batch("CREATE TABLE t (a TEXT)").unwrap();
        let length = || fs::metadata(beside(&path, SUFFIX)).unwrap().len();
        let before = length();
        conn.execute_batch("BEGIN").unwrap();
        for _ in 0..50 {
            conn.execute("INSERT INTO t VALUES (?1)", ["x".repeat(4000)])
                .unwrap();
        }
        assert!(length() > before + 40_000, "the transaction is in the log");
        assert!(!has_lost_frames(&path), "it is not committed yet");
        conn.execute_batch("ROLLBACK").unwrap();
        assert!(!has_lost_frames(&path));
        conn.execute("INSERT INTO t VALUES ('kept')", []).unwrap();
        assert!(!has_lost_frames(&path), "a shorter one is written over it");
    }
}
