//! Numbers in a file, sorted, of which those between two others are read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::iter;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

/// How many numbers are read at once.
const BLOCK: usize = 64;
/// The bytes of a number.
const NUMBER: usize = 8;

/// A file of sorted numbers. It has no name, so that nothing is left of it whatever becomes of the program.
#[derive(Debug)]
pub(super) struct SortedRun {
    file: File,
    /// How many numbers it has.
    count: usize,
    /// The first number of each block.
    fence: Vec<u64>,
}

impl SortedRun {
    /// Writes a file of these numbers, which are sorted, on the file system of this directory.
    ///
    /// # Errors
    /// If it cannot be written, or one of the numbers cannot be had.
    pub(super) fn write(dir: &Path, numbers: impl Iterator<Item = io::Result<u64>>) -> io::Result<Self> {
        let file = tempfile::tempfile_in(dir)?;
        let mut writer = BufWriter::new(&file);
        let (mut count, mut fence) = (0, Vec::new());
        for number in numbers {
            let number = number?;
            if count % BLOCK == 0 {
                fence.push(number);
            }
            writer.write_all(&number.to_le_bytes())?;
            count += 1;
        }
        writer.flush()?;
        drop(writer);
        Ok(Self { file, count, fence })
    }

    /// Writes the numbers of all these runs into one.
    ///
    /// # Errors
    /// If it cannot be written, or one of these cannot be read.
    pub(super) fn merged(dir: &Path, runs: &[Self]) -> io::Result<Self> {
        let mut readers: Vec<_> = runs.iter().map(Self::numbers).collect::<io::Result<_>>()?;
        let mut next = BinaryHeap::new();
        for (run, reader) in readers.iter_mut().enumerate() {
            if let Some(number) = reader.next() {
                next.push(Reverse((number?, run)));
            }
        }
        let merged = iter::from_fn(|| {
            let Reverse((number, run)) = next.pop()?;
            match readers[run].next() {
                Some(Ok(following)) => next.push(Reverse((following, run))),
                Some(Err(error)) => return Some(Err(error)),
                None => {}
            }
            Some(Ok(number))
        });
        Self::write(dir, merged)
    }

    /// How many numbers it has.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The numbers from the first to the last of these.
    ///
    /// # Errors
    /// If the file cannot be read, or has other numbers than were written.
    pub(super) fn between(&self, first: u64, last: u64) -> io::Result<Vec<u64>> {
        // They may begin within the block before the first one that begins with one of them.
        let begin = self
            .fence
            .partition_point(|number| *number < first)
            .saturating_sub(1);
        let end = self.fence.partition_point(|number| *number <= last);
        if begin == end {
            return Ok(Vec::new());
        }
        let (begin, end) = (begin * BLOCK, (end * BLOCK).min(self.count));
        let mut bytes = vec![0; (end - begin) * NUMBER];
        self.file.read_exact_at(&mut bytes, (begin * NUMBER) as u64)?;
        let (numbers, _) = bytes.as_chunks();
        let numbers: Vec<u64> = numbers.iter().map(|number| u64::from_le_bytes(*number)).collect();
        let begins = numbers.iter().step_by(BLOCK);
        // A disk that has not kept the file may give zeros, in which nothing would be found.
        if !numbers.is_sorted() || !begins.eq(&self.fence[begin / BLOCK..end.div_ceil(BLOCK)]) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let is_between = |number: &u64| (first..=last).contains(number);
        Ok(numbers.into_iter().filter(is_between).collect())
    }

    /// All numbers in their order.
    fn numbers(&self) -> io::Result<impl Iterator<Item = io::Result<u64>>> {
        let mut file = &self.file;
        file.rewind()?;
        let mut reader = BufReader::new(file);
        let mut least = 0;
        let read = move |place: usize| {
            let mut bytes = [0; NUMBER];
            reader.read_exact(&mut bytes)?;
            let number = u64::from_le_bytes(bytes);
            if number < least || (place.is_multiple_of(BLOCK) && number != self.fence[place / BLOCK]) {
                return Err(io::ErrorKind::InvalidData.into());
            }
            least = number;
            Ok(number)
        };
        Ok((0..self.count).map(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    fn run(dir: &Path, numbers: &[u64]) -> SortedRun {
        SortedRun::write(dir, numbers.iter().copied().map(Ok)).unwrap()
    }

    proptest! {
        #[test]
        fn runs_and_what_they_are_merged_into_have_the_numbers_between_two(
            mut runs in prop::collection::vec(prop::collection::vec(0_u64..300, 0..200), 1..5),
            first in 0_u64..300,
            more in 0_u64..100,
        ) {
            let home = tempfile::tempdir().unwrap();
            for numbers in &mut runs {
                numbers.sort_unstable();
            }
            let last = first + more;
            let wanted = |numbers: &[u64]| -> Vec<u64> {
                numbers.iter().copied().filter(|number| (first..=last).contains(number)).collect()
            };
            let files: Vec<SortedRun> = runs.iter().map(|numbers| run(home.path(), numbers)).collect();
            for (numbers, file) in runs.iter().zip(&files) {
                prop_assert_eq!(file.between(first, last).unwrap(), wanted(numbers));
            }
            let mut all = runs.concat();
            all.sort_unstable();
            let merged = SortedRun::merged(home.path(), &files).unwrap();
            prop_assert_eq!(merged.count(), all.len());
            prop_assert_eq!(merged.between(first, last).unwrap(), wanted(&all));
            prop_assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "they have no names");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_no_file_without_the_number() {
        let home = tempfile::tempdir().unwrap();
        let numbers: Vec<u64> = (0..1000).collect();
        let cut = run(home.path(), &numbers);
        cut.file.set_len(10 * NUMBER as u64).unwrap();
        let error = cut.between(900, 900).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        let whole = run(home.path(), &numbers);
        assert!(SortedRun::merged(home.path(), &[whole, cut]).is_err());
    }

    #[test]
    fn a_block_that_the_disk_has_not_kept_is_an_error() {
        let home = tempfile::tempdir().unwrap();
        let numbers: Vec<u64> = (1..=1000).collect();
        for block in [0, 7, 15] {
            let damaged = run(home.path(), &numbers);
            let at = (block * BLOCK * NUMBER) as u64;
            damaged.file.write_all_at(&[0; NUMBER * 20], at).unwrap();
            let wanted = numbers[block * BLOCK + 10];
            let error = damaged.between(wanted, wanted).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
            assert!(SortedRun::merged(home.path(), &[damaged]).is_err());
        }
    }
}
