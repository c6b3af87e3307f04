//! What separates the cells of a table, found in its first lines.

use super::dialect::{Dialect, Quoting};
use super::scanner::Scanner;
use super::text::Pieces;

/// What cells may be separated with. The first one wins where nothing speaks for another.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// So many rows tell the separator.
const ROWS: usize = 100;

/// The separator that a first line such as `sep=;` names, and how many bytes the line takes.
pub(super) fn named(head: &str) -> Option<(u8, usize)> {
    let line = head.split(['\r', '\n']).next().unwrap_or_default();
    let bare = line.trim_matches('"');
    let name = bare.get(..4).filter(|name| name.eq_ignore_ascii_case("sep="));
    match bare.as_bytes()[name?.len()..] {
        [separator] if separator.is_ascii() => Some((separator, line.len())),
        // A spreadsheet that saves such a file once more puts a separator behind the separator.
        [separator, again, ..] if separator.is_ascii() && separator == again => Some((separator, line.len())),
        _ => None,
    }
}

/// What separates the cells: what the heading has where that is one, and the one with which the most rows are as wide as the
/// heading elsewhere.
pub(super) fn found(head: &str, quoting: Quoting) -> u8 {
    let mut best = (0, 0, SEPARATORS[0]);
    for separator in SEPARATORS {
        let (width, rows) = shape(head, Dialect { separator, quoting });
        if width > 1 && (rows, width) > (best.0, best.1) {
            best = (rows, width, separator);
        }
    }
    best.2
}

/// How many cells the heading has, and how many of the rows of the head have as many. The heading counts as one.
fn shape(head: &str, dialect: Dialect) -> (usize, usize) {
    let (mut width, mut rows, mut read) = (0, 0, 0);
    let mut scanner = Scanner::new(Pieces::of(head), dialect);
    loop {
        match scanner.read() {
            Ok(Some(record)) => {
                if width == 0 {
                    width = record.cells.len();
                }
                rows += usize::from(record.fault.is_none() && record.cells.len() == width);
                read += 1;
                if read == ROWS {
                    return (width, rows);
                }
            }
            Ok(None) | Err(_) => return (width, rows),
        }
    }
}
