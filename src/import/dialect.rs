//! What separates and what encloses the cells of a table.

use super::scanner::Scanner;
use super::text::Pieces;

/// What cells may be separated with. The first one wins where nothing speaks for another.
pub const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// So many rows tell the separator.
const ROWS: usize = 100;

/// How quotes are read, in the whole table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Quoting {
    /// A quote within quotes is doubled, as RFC 4180 has it.
    #[default]
    Double,
    /// A backslash comes before a quote within quotes.
    Backslash,
    /// A quote is a character like any other.
    None,
}

impl Quoting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Double, Self::Backslash, Self::None];

    /// The one with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quoting| quoting.name() == name)
    }

    /// Its name, as an option says it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::Backslash => "backslash",
            Self::None => "none",
        }
    }
}

/// How the cells of a table are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// What is between two cells.
    pub separator: u8,
    /// What quotes mean.
    pub quoting: Quoting,
}

/// The separator that a first line such as `sep=;` names, and how many bytes the line takes.
pub(super) fn named_separator(head: &str) -> Option<(u8, usize)> {
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
pub(super) fn separator(head: &str, quoting: Quoting) -> u8 {
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
