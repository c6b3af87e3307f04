//! Rows that are hardly a customer: the heading once more, as where files were joined, and the totals below a table.

use super::Mapping;
use super::names::{bare, words};

/// What a row is likely to be instead of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspect {
    /// The heading once more.
    Heading,
    /// The totals, or another line below a report.
    Totals,
}

/// The first words of the line below a report.
const TOTALS: &str = "razem suma ogółem łącznie podsumowanie total totals sum subtotal summary count średnia average \
     liczba ilość number wygenerowano wydrukowano generated printed strona page";

/// What such a line counts, and small words.
const COUNTED: &str = "klientów klienci kontrahentów rekordów rekordy wierszy wiersze pozycji pozycje osób records rows \
     customers clients entries items of grand z wszystkich all w raporcie dnia on at pln zł eur";

impl Mapping {
    /// What a row is likely to be instead of a customer; none where it looks like one.
    #[must_use]
    pub fn suspect(&self, cells: &[&str]) -> Option<Suspect> {
        let filled: Vec<(usize, &str)> = cells
            .iter()
            .map(|cell| self.cell(cell).trim())
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let is_heading = |(column, cell): &&(usize, &str)| {
            let heading = self.columns.get(*column);
            heading.is_some_and(|column| column.heading.trim() == *cell || same(&column.heading, cell))
        };
        let headings = filled.iter().filter(is_heading).count();
        if headings > 0 && (headings == filled.len() || (headings > 1 && headings * 2 >= filled.len())) {
            return Some(Suspect::Heading);
        }
        is_totals(&filled).then_some(Suspect::Totals)
    }
}

fn same(heading: &str, cell: &str) -> bool {
    let cell = bare(cell);
    !cell.is_empty() && bare(heading) == cell
}

/// Whether a row says nothing but words for totals, numbers and what they count. Somebody may be called Suma: a name beside
/// it, or an address, is a customer's.
fn is_totals(filled: &[(usize, &str)]) -> bool {
    let texts: Vec<String> = filled.iter().flat_map(|(_, cell)| words(cell)).collect();
    let mut named = texts.iter().filter(|word| !is_number(word));
    let (totals, counted) = (words(TOTALS), words(COUNTED));
    let has_totals = named.clone().any(|word| totals.contains(word));
    has_totals && named.all(|word| totals.contains(word) || counted.contains(word))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
}
