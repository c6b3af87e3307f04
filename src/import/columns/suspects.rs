//! Rows that are hardly a customer: the heading once more, as where files were joined, and the totals below a table. And rows
//! that can be read in two ways.

use super::names::{bare, words};
use super::{ColumnTarget, Mapping};
use crate::customer::FieldId;
use crate::customer::rules::date;
use jiff::civil::Date;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a row is likely to be instead of a customer, or what may be meant otherwise in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuspectRow {
    /// The heading once more.
    Heading,
    /// The totals, or another line below a report.
    Totals,
    /// A whole row in one cell: it is in quotes from its beginning to its end, or has other separators.
    Joined,
    /// A birthdate with slashes that is another day where the month comes first; the day as it is read.
    DayFirst(Date),
}

/// The first words of the line below a report.
const TOTALS: &str = "razem suma ogółem łącznie podsumowanie total totals sum subtotal summary count średnia average \
     liczba ilość number wygenerowano wydrukowano generated printed strona page";

/// What such a line counts, and small words.
const COUNTED: &str = "klientów klienci kontrahentów rekordów rekordy wierszy wiersze pozycji pozycje osób records rows \
     customers clients entries items of grand z wszystkich all w raporcie dnia on at pln zł eur";

/// Both, as sets of words.
static WORDS: LazyLock<[HashSet<String>; 2]> =
    LazyLock::new(|| [TOTALS, COUNTED].map(|text| words(text).into_iter().collect()));

impl Mapping {
    /// What a row is likely to be instead of a customer; none where it looks like one.
    #[must_use]
    pub fn suspect(&self, cells: &[&str]) -> Option<SuspectRow> {
        let cells = cells.iter().map(|cell| self.cell(cell).trim());
        let filled = cells.clone().filter(|cell| !cell.is_empty()).count();
        let headings = cells
            .clone()
            .zip(&self.columns)
            .filter(|(cell, column)| !cell.is_empty() && is_heading(cell, column.heading.trim()))
            .count();
        if headings > 0 && (headings == filled || (headings > 1 && headings * 2 >= filled)) {
            return Some(SuspectRow::Heading);
        }
        if is_totals(cells.clone()) {
            return Some(SuspectRow::Totals);
        }
        let fields = cells
            .zip(&self.columns)
            .filter_map(|(cell, column)| Some((cell, column.target()?)));
        if is_joined(fields.clone().map(|(cell, _)| cell)) {
            return Some(SuspectRow::Joined);
        }
        let mut birthdates = fields.filter(|(_, target)| **target == BIRTHDATE);
        birthdates
            .find_map(|(cell, _)| date::day_or_month(cell))
            .map(SuspectRow::DayFirst)
    }
}

const BIRTHDATE: ColumnTarget = ColumnTarget::Field(FieldId::named("birthdate"));

/// Whether one cell alone is filled, and holds what separates cells. A comma may belong to a name, but not as many as
/// separate all columns.
fn is_joined<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> bool {
    let columns = cells.clone().count();
    let mut filled = cells.filter(|cell| !cell.is_empty());
    let (Some(cell), None) = (filled.next(), filled.next()) else {
        return false;
    };
    columns > 1 && (cell.contains([';', '|', '\t']) || cell.split(',').count() == columns)
}

/// Whether a cell is what is above its column, in whatever case and with whatever marks behind the first letter.
fn is_heading(cell: &str, heading: &str) -> bool {
    // Most cells are not, and their first letter says so.
    let first = |text: &str| text.chars().find(|character| character.is_alphanumeric());
    let same_first = match (first(cell), first(heading)) {
        (Some(cell), Some(heading)) => cell.to_lowercase().eq(heading.to_lowercase()),
        _ => false,
    };
    cell == heading || (same_first && bare(cell) == bare(heading))
}

/// Whether a row says nothing but words for totals, numbers and what they count. Somebody may be called Suma: a name beside
/// it, or an address, is a customer's.
fn is_totals<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let [totals, counted] = &*WORDS;
    let mut has_totals = false;
    for word in cells.flat_map(words) {
        let number = word.starts_with(|first: char| first.is_ascii_digit());
        if totals.contains(&word) {
            has_totals = true;
        } else if !number && !counted.contains(&word) {
            return false;
        }
    }
    has_totals
}

#[cfg(test)]
mod tests {
    use super::super::{Adjustments, TableCells};
    use super::*;
    use crate::customer::RuleContext;

    #[test]
    fn headings_and_totals_are_told_from_customers() {
        let headings = ["Lp.", "Nazwisko", "Imię", "Telefon"].map(str::to_owned);
        let context = RuleContext::on(jiff::civil::date(2026, 11, 24));
        let adjustments = Adjustments::default();
        let Ok(mapping) = Mapping::new(&headings, &TableCells::default(), adjustments, &context) else {
            panic!("the headings are known")
        };
        let (heading, totals) = (Some(SuspectRow::Heading), Some(SuspectRow::Totals));
        for (cells, expected) in [
            (["Lp.", "Nazwisko", "Imię", "Telefon"], heading),
            (["LP", "NAZWISKO", "imie", "telefon"], heading),
            (["", "Nazwisko", "", ""], heading),
            (["", "nazwisko", "Imię", "Nr telefonu"], heading),
            (["Razem", "", "", "25"], totals),
            (["", "Razem:", "3 klientów", ""], totals),
            (["Suma", "1 234,50 zł", "", ""], totals),
            (["", "OGÓŁEM 12", "", ""], totals),
            (["Total records: 12", "", "", ""], totals),
            (["Liczba klientów: 3", "", "", ""], totals),
            (["Strona 1 z 3", "", "", ""], totals),
            (["1", "Suma", "Jan", "601234567"], None),
            (["2", "Nowak", "Imię", "601234567"], None),
            (["3", "Kowalski", "Jan", "601234567"], None),
            (["", "", "", "601234567"], None),
            (["", "Razemski", "", ""], None),
        ] {
            assert_eq!(mapping.suspect(&cells), expected, "{cells:?}");
        }
    }

    #[test]
    fn rows_that_can_be_read_in_two_ways_are_recognized() {
        let headings = ["Nazwisko", "Imię", "Data urodzenia", "kartoteka_reason"].map(str::to_owned);
        let context = RuleContext::on(jiff::civil::date(2026, 11, 24));
        let adjustments = Adjustments::default();
        let Ok(mapping) = Mapping::new(&headings, &TableCells::default(), adjustments, &context) else {
            panic!("the headings are known")
        };
        let day_first = |day| Some(SuspectRow::DayFirst(jiff::civil::date(1990, 1, day)));
        for (cells, expected) in [
            (["Kowalski;Jan;1990-02-01", "", ""], Some(SuspectRow::Joined)),
            (["Kowalski|Jan", "", ""], Some(SuspectRow::Joined)),
            (["Kowalski\tJan", "", ""], Some(SuspectRow::Joined)),
            (["Kowalski,Jan,", "", ""], Some(SuspectRow::Joined)),
            (["Firma ABC, sp. z o.o.", "", ""], None),
            (["Kowalski;Jan", "Jan", ""], None),
            (["Kowalski", "", "2/1/1990"], day_first(2)),
            (["Kowalski", "", "12/01/1990 0:00"], day_first(12)),
            (["Kowalski", "", "13/1/1990"], None),
            (["Kowalski", "", "1/1/1990"], None),
            (["Kowalski", "", "2.1.1990"], None),
            (["Kowalski", "", "1990/02/01"], None),
            (["Kowalski", "1/2", ""], None),
        ] {
            let [surname, name, birthdate] = cells;
            for reason in ["", "row 2: error"] {
                let found = mapping.suspect(&[surname, name, birthdate, reason]);
                assert_eq!(found, expected, "{cells:?} {reason}");
            }
        }
    }
}
