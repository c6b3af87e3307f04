//! For tables of any cells: they arrive as they were written, or are refused; and whatever happens to one byte, no row has a
//! cell of another row.

use super::open;
use super::support::charsets::{CHARSETS, encoded};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use kartoteka::import::{Quoting, TableCharset, TableError, TableOptions, TableRow};
use proptest::collection::vec;
use proptest::prelude::*;

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A table in one of the dialects: how it is written, and its rows, of which each cell has the number of its row in it.
#[derive(Debug, Clone)]
struct Written {
    separator: u8,
    crlf: bool,
    always: bool,
    rows: Vec<Vec<String>>,
}

impl Written {
    fn text(&self, quoting: Quoting) -> String {
        let mut builder = WriterBuilder::new();
        builder.delimiter(self.separator).flexible(true);
        builder.double_quote(quoting != Quoting::Backslash);
        if self.crlf {
            builder.terminator(Terminator::CRLF);
        }
        if self.always {
            builder.quote_style(QuoteStyle::Always);
        }
        let mut writer = builder.from_writer(Vec::new());
        let width = self.rows[0].len();
        writer
            .write_record((0..width).map(|column| format!("column{column}")))
            .unwrap();
        for row in &self.rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    fn options(&self, quoting: Quoting, charset: &str) -> TableOptions {
        TableOptions {
            charset: TableCharset::named(charset),
            separator: Some(self.separator),
            quoting,
        }
    }
}

/// A table of so many columns. Without tokens a cell is any text; with tokens it has at most one, and that names the row.
fn written(with_tokens: bool) -> impl Strategy<Value = Written> {
    let cell = if with_tokens {
        "[aż ;,\"\n|@]{0,7}"
    } else {
        "[aąśź ;,\"\n|\t\\\\]{0,7}"
    };
    // Where two rows of one cell are joined, or the only two of a table, nobody can tell that they were two.
    let (narrowest, fewest) = if with_tokens { (2, 3) } else { (1, 1) };
    let rows = (narrowest..5_usize).prop_flat_map(move |width| vec(vec(cell, width..=width), fewest..7));
    let dialect = (
        prop::sample::select(SEPARATORS.to_vec()),
        any::<bool>(),
        any::<bool>(),
    );
    (rows, dialect).prop_map(move |(mut rows, (separator, crlf, always))| {
        for (index, row) in rows.iter_mut().enumerate() {
            for cell in row {
                // A letter of its own for each row.
                let token = char::from(b'A' + u8::try_from(index).unwrap()).to_string();
                *cell = cell.replace('@', &token);
            }
        }
        Written {
            separator,
            crlf,
            always,
            rows,
        }
    })
}

/// The rows that would be sent; none where the table is refused or asked about.
fn sent(bytes: &[u8], options: TableOptions) -> Vec<TableRow> {
    let table = match open(bytes, options) {
        Ok(table) if table.survey.line_breaks.count == 0 => table,
        Ok(_) | Err(TableError::Unclosed(..) | TableError::Heading(..) | TableError::Empty) => {
            return Vec::new();
        }
        Err(TableError::Undecodable(..) | TableError::Marked(..) | TableError::Binary) => return Vec::new(),
        Err(error) => panic!("{error:?}"),
    };
    let width = table.headings.len();
    let rows = table.rows().unwrap().map(Result::unwrap);
    rows.filter(|row| row.fault.is_none() && row.cells.len() == width)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_arrives(
        table in written(false),
        charset in prop::sample::select(CHARSETS.to_vec()),
        backslash in any::<bool>(),
    ) {
        let quoting = if backslash { Quoting::Backslash } else { Quoting::Double };
        // Of a backslash at the end of a cell the csv crate does not say that it is none before a quote.
        prop_assume!(!backslash || table.rows.iter().flatten().all(|cell| !cell.contains('\\')));
        let bytes = encoded(&table.text(quoting), charset);
        let opened = open(&bytes, table.options(quoting, charset)).unwrap();
        let expected: Vec<&Vec<String>> = table.rows.iter()
            .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
            .collect();
        let rows: Vec<TableRow> = opened.rows().unwrap().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), expected.len());
        for (row, expected) in rows.iter().zip(expected) {
            prop_assert_eq!(row.fault, None);
            prop_assert_eq!(row.cells.iter().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_to_a_byte_no_row_has_a_cell_of_another(
        table in written(true),
        charset in prop::sample::select(CHARSETS.to_vec()),
        place in any::<prop::sample::Index>(),
        kind in 0..3_u8,
        byte in prop::sample::select(b"\";, a\n\r|\t\\x\0\xb1".to_vec()),
    ) {
        let filled = table.rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        prop_assume!(filled.count() > 2);
        let mut bytes = encoded(&table.text(Quoting::Double), charset);
        let at = place.index(bytes.len());
        match kind {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            _ => { bytes.remove(at); }
        }
        let options = table.options(Quoting::Double, charset);
        for row in sent(&bytes, options) {
            let mut tokens: Vec<char> = row.cells.iter().flat_map(str::chars).filter(char::is_ascii_uppercase).collect();
            tokens.dedup();
            prop_assert!(tokens.len() <= 1, "{:?} of {:?}", row, String::from_utf8_lossy(&bytes));
        }
    }
}
