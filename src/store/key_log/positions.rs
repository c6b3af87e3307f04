//! Positions of records in the key log, by what the records are about. A log may have millions of them, so that all but the newest
//! are in files.

use super::sorted_run::SortedRun;
use std::io;
use std::path::{Path, PathBuf};

/// How many positions are looked through one by one before they are sorted.
const MOST_RECENT: usize = 1024;
/// How many positions are sorted in memory before they go into a file: 128 kB.
const RUN: usize = 16 * MOST_RECENT;
/// So many files become one, so that a few are looked at in a log of any length.
const MERGED: usize = 16;

/// The bits of a position: a file of a terabyte has them all.
const POSITION: u64 = (1 << 40) - 1;
/// The bits that tell what a record is about: of a million records, one in seventeen shares them with another.
const MARK: u64 = !POSITION;

/// Positions by what is there. What is found may be about something else, so each is looked at.
///
/// An entry is a position with the beginning of a hash in its [highest bits](MARK).
#[derive(Debug)]
pub(super) struct Positions {
    /// On the file system of which the files are.
    dir: PathBuf,
    /// The oldest entries, from the longest file to the shortest, unless some could not be merged.
    files: Vec<SortedRun>,
    /// Those that could not be written into a file, sorted in each part.
    unwritten: Vec<Vec<u64>>,
    /// Newer ones, sorted: they are written next.
    sorted: Vec<u64>,
    /// The newest ones, as they came.
    recent: Vec<u64>,
}

impl Positions {
    /// No positions yet. Where they become many, they are kept in files on the file system of this directory.
    pub(super) fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            files: Vec::new(),
            unwritten: Vec::new(),
            sorted: Vec::new(),
            recent: Vec::new(),
        }
    }

    /// Adds the position of a record that is about this.
    pub(super) fn add(&mut self, about: [u8; 16], position: u64) {
        self.recent.push(mark(about) | position & POSITION);
        if self.recent.len() == MOST_RECENT {
            self.recent.sort_unstable();
            // At once: what grows leaves holes in memory as large as itself.
            self.sorted.reserve_exact(RUN - self.sorted.len());
            merge(&mut self.sorted, &mut self.recent);
            if self.sorted.len() == RUN {
                self.write();
            }
        }
    }

    /// Writes what is sorted into a file, or leaves it in memory where that fails.
    fn write(&mut self) {
        match SortedRun::write(&self.dir, self.sorted.iter().copied().map(Ok)) {
            Ok(file) => {
                self.files.push(file);
                self.sorted.clear();
            }
            Err(_) => self.unwritten.push(std::mem::take(&mut self.sorted)),
        }
        while let Some(first) = self.files.len().checked_sub(MERGED)
            && self.files[first].count() == self.files[self.files.len() - 1].count()
            // Where it fails, the files stay as they are.
            && let Ok(merged) = SortedRun::merged(&self.dir, &self.files[first..])
        {
            self.files.truncate(first);
            self.files.push(merged);
        }
    }

    /// The positions of records that may be about this, in their order in the log.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub(super) fn of(&self, about: [u8; 16]) -> io::Result<Vec<u64>> {
        let first = mark(about);
        let last = first | POSITION;
        let mut found = Vec::new();
        for file in &self.files {
            found.extend(file.between(first, last)?);
        }
        for sorted in self.unwritten.iter().chain([&self.sorted]) {
            let begin = sorted.partition_point(|entry| *entry < first);
            let end = sorted.partition_point(|entry| *entry <= last);
            found.extend(&sorted[begin..end]);
        }
        found.extend(self.recent.iter().filter(|entry| (first..=last).contains(entry)));
        found.sort_unstable();
        Ok(found.into_iter().map(|entry| entry & POSITION).collect())
    }
}

/// Moves numbers to others, both in their order, from the last one on, so that none is in the way of another.
fn merge(sorted: &mut Vec<u64>, others: &mut Vec<u64>) {
    let mut left = sorted.len();
    let mut free = left + others.len();
    sorted.resize(free, 0);
    while let Some(other) = others.last() {
        free -= 1;
        if left > 0 && sorted[left - 1] > *other {
            left -= 1;
            sorted[free] = sorted[left];
        } else {
            sorted[free] = *other;
            others.pop();
        }
    }
}

/// An attempt's id may be a short text, so its bytes are mixed.
fn mark(about: [u8; 16]) -> u64 {
    let number = u128::from_le_bytes(about);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let mixed = (number as u64) ^ ((number >> 64) as u64);
    mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) & MARK
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So few that a file has many of each.
    const SUBJECTS: u64 = 700;

    fn add(positions: &mut Positions, numbers: std::ops::Range<usize>) {
        numbers.for_each(|number| positions.add(about(number as u64), number as u64 * 48));
    }

    fn about(number: u64) -> [u8; 16] {
        u128::from(number % SUBJECTS).to_be_bytes()
    }

    #[track_caller]
    fn assert_all_found(positions: &Positions, count: usize) {
        for wanted in 0..SUBJECTS {
            let expected = (0..count as u64).filter(|number| number % SUBJECTS == wanted);
            let expected: Vec<u64> = expected.map(|number| number * 48).collect();
            assert_eq!(positions.of(about(wanted)).unwrap(), expected);
        }
        assert!(positions.of(*b"of no record yet").unwrap().is_empty());
    }

    #[test]
    fn a_position_is_found_in_files_among_the_sorted_and_among_the_newest() {
        let home = tempfile::tempdir().unwrap();
        let mut positions = Positions::new(home.path());
        let count = RUN * (MERGED + 2) + MOST_RECENT * 5 / 2;
        add(&mut positions, 0..count);
        let counts: Vec<usize> = positions.files.iter().map(SortedRun::count).collect();
        assert_eq!(counts, [RUN * MERGED, RUN, RUN]);
        assert_eq!(
            (positions.sorted.len(), positions.recent.len()),
            (2 * MOST_RECENT, MOST_RECENT / 2)
        );
        assert_all_found(&positions, count);
    }

    #[test]
    fn what_cannot_be_written_stays_in_memory() {
        let home = tempfile::tempdir().unwrap();
        let mut positions = Positions::new(&home.path().join("nothing"));
        add(&mut positions, 0..RUN);
        positions.dir = home.path().to_owned();
        add(&mut positions, RUN..3 * RUN);
        assert_eq!((positions.unwritten.len(), positions.files.len()), (1, 2));
        assert_all_found(&positions, 3 * RUN);
    }

    #[test]
    fn a_short_log_needs_no_file() {
        let home = tempfile::tempdir().unwrap();
        let mut positions = Positions::new(home.path());
        add(&mut positions, 0..RUN - 1);
        assert!(positions.files.is_empty());
        assert_all_found(&positions, RUN - 1);
    }
}
