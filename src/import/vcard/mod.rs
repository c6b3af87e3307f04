//! Cards of an address book (vCard 3.0 and 4.0, and 2.1 of old phones) as the rows of a table: one card a row. The format is
//! read by `calcard`; which lines make a card, and what its values mean for a customer, is decided here.

mod card;
mod head;
mod lines;
mod reader;

use super::charset::TableCharset;
use super::columns::VCARD_PREFIX;
use super::survey::{TableSurvey, is_lost};
use super::table_row::TableRow;
use super::text::Pieces;
use crate::customer::list::GOOGLE_SEPARATOR;
use csv::StringRecord;
use reader::{BEGIN, CardReader, CardText};
use std::fs::File;
use std::io;

/// The name of the properties behind the most that have columns.
const OTHERS: &str = "OTHERS";
/// The most columns.
const MOST_COLUMNS: usize = 100;

/// The columns of fields, in the order of the form; all others follow.
const FIELDS: [&str; 13] = [
    "name",
    "surname",
    "email",
    "phone_number",
    "homepage",
    "birthdate",
    "job",
    "job_title",
    "address.street",
    "address.postcode",
    "address.city",
    "address.country",
    "note",
];

/// Whether a text is the beginning of such a file.
pub(super) fn is_vcard(head: &str) -> bool {
    let head = head.trim_start();
    let first = head.split(['\r', '\n']).next().unwrap_or_default();
    first.trim_end().eq_ignore_ascii_case(BEGIN)
}

/// Reads a file to its end: the headings of its columns, and what its cards are like as a whole.
///
/// # Errors
/// If the file cannot be read.
pub(super) fn survey(file: &File, charset: TableCharset) -> io::Result<(Vec<String>, TableSurvey)> {
    let mut reader = CardReader::new(Pieces::new(file, charset));
    let mut survey = TableSurvey::default();
    let mut headings: Vec<String> = Vec::new();
    while let Some(card) = reader.next()? {
        survey.rows += 1;
        if is_lost(&card.text) {
            survey.undecodable.add(card.line);
        }
        let Ok(cells) = card::cells(&card) else { continue };
        survey.note_words_of(cells.iter().map(|(_, cell)| cell));
        for (heading, _) in cells.iter() {
            if headings.len() < MOST_COLUMNS && !headings.iter().any(|known| known == heading) {
                headings.push(heading.to_owned());
            }
        }
    }
    if headings.len() == MOST_COLUMNS {
        headings.push(format!("{VCARD_PREFIX}{OTHERS}"));
    }
    let place = |heading: &String| FIELDS.iter().position(|field| field == heading);
    headings.sort_by_key(|heading| place(heading).unwrap_or(FIELDS.len()));
    survey.lines = reader.lines();
    Ok((headings, survey))
}

/// The cards of a file as rows below its headings.
pub(super) struct CardRows<'a> {
    reader: CardReader<'a>,
    headings: &'a [String],
    count: u64,
}

impl<'a> CardRows<'a> {
    pub(super) fn new(file: &'a File, charset: TableCharset, headings: &'a [String]) -> Self {
        Self {
            reader: CardReader::new(Pieces::new(file, charset)),
            headings,
            count: 0,
        }
    }

    /// The next row; none at the end.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<TableRow>> {
        let Some(card) = self.reader.next()? else {
            return Ok(None);
        };
        self.count += 1;
        Ok(Some(self.row(card)))
    }

    fn row(&self, card: CardText) -> TableRow {
        let read = card::cells(&card);
        let mut cells = vec![String::new(); self.headings.len()];
        for (heading, cell) in read.iter().flat_map(card::CardCells::iter) {
            // The last column has what is in none of its own.
            let place = self.headings.iter().position(|known| known == heading);
            let place = place.unwrap_or(self.headings.len().saturating_sub(1));
            if let Some(known) = cells.get_mut(place) {
                if !known.is_empty() {
                    known.push_str(GOOGLE_SEPARATOR);
                }
                known.push_str(cell);
            }
        }
        let fault = read.err();
        TableRow {
            line: card.line,
            number: self.count,
            cells: StringRecord::from(cells),
            fault,
            raw: fault.map(|_| card.text),
        }
    }
}
