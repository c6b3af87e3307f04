//! What the operator must know and decide before the rows of a table are read.

use super::columns::TableCells;
use super::{CharsetCandidate, Table, TableCharset, TableError};
use crate::i18n::Locale;
use crate::text::visible;
use std::fmt::Write as _;

/// The question in which character set a table is, with its words in each of them.
pub(crate) fn charset_question(name: &str, candidates: &[CharsetCandidate], locale: &Locale) -> String {
    let texts = locale.texts();
    let mut question = format!("{name}: {}\n", texts.tables_charset_question());
    for (number, candidate) in (1..).zip(candidates) {
        let words = candidate.words.join(" ");
        let _ = writeln!(
            question,
            "  {number}  {:14}  {}",
            candidate.charset.name(),
            visible(&words)
        );
    }
    question + &texts.tables_charset_number(candidates.len())
}

/// The character set that an answer to the question chooses by its number.
pub(crate) fn chosen_charset(answer: &str, candidates: &[CharsetCandidate]) -> Option<TableCharset> {
    let number: usize = answer.trim().parse().ok()?;
    let candidate = candidates.get(number.checked_sub(1)?)?;
    Some(candidate.charset)
}

impl Table {
    /// Which rows cannot be read or are quoted badly, a line each, after the name of the table.
    pub(crate) fn fault_lines(&self, name: &str, locale: &Locale) -> String {
        let (texts, survey) = (locale.texts(), &self.survey);
        let mut lines = String::new();
        if survey.undecodable.count > 0 {
            let lost = texts.tables_lost(self.charset.name(), locale.line_list(&survey.undecodable));
            let _ = writeln!(lines, "{name}: {lost}");
        }
        if survey.bad_quoting.count > 0 {
            let faults = texts.tables_faults(locale.line_list(&survey.bad_quoting));
            let hint = survey
                .better
                .map(|quoting| texts.tables_try_quote(quoting.name()));
            let hint = hint.map_or_else(String::new, |hint| format!("; {hint}"));
            let _ = writeln!(lines, "{name}: {faults}{hint}");
        }
        lines
    }

    /// The line about cells with line breaks that may be several rows; none where there are none.
    pub(crate) fn line_break_warning(&self, locale: &Locale) -> Option<String> {
        let cells = &self.survey.line_breaks;
        (cells.count > 0).then(|| locale.texts().tables_line_breaks(locale.line_list(cells)))
    }

    /// What the cells of each column are like, by one look at all rows.
    ///
    /// # Errors
    /// If the table cannot be read.
    pub(crate) fn cells(&self) -> Result<TableCells, TableError> {
        let mut cells = TableCells::default();
        for row in self.rows()? {
            cells.add(row?.cells.iter());
        }
        Ok(cells)
    }
}
