//! What the cells of a table's columns are like, as far as it helps to tell what the columns are.

/// The columns of a table, over all its rows. Nothing is known of a table without rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableCells {
    columns: Vec<ColumnCells>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ColumnCells {
    /// The first cell that is not blank.
    sample: Option<String>,
    /// The number that was last counted; none where the cells do not count.
    counted: Option<u64>,
    /// How many cells are not blank.
    filled: u64,
}

/// The longest sample that is kept, in characters.
const SAMPLE: usize = 60;

impl TableCells {
    /// Looks at one more row.
    pub fn add<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        for (index, cell) in cells.enumerate() {
            if index == self.columns.len() {
                self.columns.push(ColumnCells::new());
            }
            self.columns[index].add(cell);
        }
    }

    /// Whether nothing is in any cell of a column, counted from 0.
    #[must_use]
    pub fn is_blank(&self, column: usize) -> bool {
        let rows = !self.columns.is_empty();
        rows && self
            .columns
            .get(column)
            .is_none_or(|column| column.sample.is_none())
    }

    /// The first text of a column, cut where it is long.
    #[must_use]
    pub fn sample(&self, column: usize) -> Option<&str> {
        self.columns.get(column)?.sample.as_deref()
    }

    /// Whether the cells of a column count the rows: each one more than the cell above, from 0 or 1. Blank cells and rows
    /// that have none do not count.
    #[must_use]
    pub fn counts(&self, column: usize) -> bool {
        let column = self.columns.get(column);
        column.is_some_and(|column| column.counted.is_some() && column.filled > 0)
    }
}

impl ColumnCells {
    fn new() -> Self {
        Self {
            sample: None,
            counted: Some(0),
            filled: 0,
        }
    }

    fn add(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        if self.sample.is_none() {
            self.sample = Some(cell.chars().take(SAMPLE).collect());
        }
        let number = cell.trim_end_matches('.').parse::<u64>().ok();
        let next =
            |last: u64| number.filter(|number| *number == last + 1 || (self.filled == 0 && *number == 0));
        self.counted = self.counted.and_then(next);
        self.filled += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_blank_count_or_hold_text() {
        let mut cells = TableCells::default();
        assert!(!cells.is_blank(0), "nothing is known without rows");
        for row in [
            ["1", "1.", "", "5", "a"],
            ["", "2.", " ", "6", "b"],
            ["2", "3.", "", "7", "3"],
        ] {
            cells.add(row.into_iter());
        }
        let counts: Vec<bool> = (0..6).map(|column| cells.counts(column)).collect();
        assert_eq!(counts, [true, true, false, false, false, false]);
        let blank: Vec<bool> = (0..6).map(|column| cells.is_blank(column)).collect();
        assert_eq!(blank, [false, false, true, false, false, true]);
        assert_eq!(cells.sample(4), Some("a"));
    }
}
