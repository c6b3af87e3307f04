//! Reading tables: what is read is what was written, or the row is refused, whatever happens to a byte of the file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod pages;
mod properties;
mod vcard;

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod charsets;
}

use kartoteka::import::{Quoting, Table, TableCharset, TableError, TableOptions, TableRow};
use std::io::{Seek as _, Write as _};

/// Opens a table of these bytes.
fn open(bytes: &[u8], options: TableOptions) -> Result<Table, TableError> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    Table::of(file, options)
}

#[track_caller]
fn rows(bytes: &[u8]) -> Vec<TableRow> {
    read(bytes, TableOptions::default())
}

#[track_caller]
fn read(bytes: &[u8], options: TableOptions) -> Vec<TableRow> {
    let table = open(bytes, options).unwrap_or_else(|error| panic!("{error:?}"));
    table.rows().unwrap().map(Result::unwrap).collect()
}

/// A row in short: its line, and its cells or its fault.
fn short(row: &TableRow) -> String {
    match row.fault {
        None => format!("{} {}", row.line, row.cells.iter().collect::<Vec<_>>().join("|")),
        Some(fault) => format!("{} {fault:?}", row.line),
    }
}

#[test]
fn quotes_are_read_strictly() {
    let cases: [(&str, &[&str]); 20] = [
        ("1;\"a;b\";2", &["2 1|a;b|2"]),
        ("1;\"a\"\"b\";2", &["2 1|a\"b|2"]),
        ("1; \"a\" ;2", &["2 1|a|2"]),
        ("1;\"a\nb\";2\n3;4;5", &["2 1|a\nb|2", "4 3|4|5"]),
        ("\"\";\"\";x", &["2 ||x"]),
        ("1;telewizor 50\";2\n3;4;5", &["2 Quoting(2)", "3 3|4|5"]),
        ("1;Firma \"ABC\" sp.;2\n3;4;5", &["2 Quoting(2)", "3 3|4|5"]),
        ("1;\"Firma \"ABC\" sp.\";2\n3;4;5", &["2 Quoting(2)", "3 3|4|5"]),
        ("1;\"ABC\" sp.;2\n3;4;5", &["2 Quoting(2)", "3 3|4|5"]),
        ("1;x \"y;2\n3;4;5", &["2 Quoting(2)", "3 3|4|5"]),
        ("1;x \"y\";2\n3;4;5", &["2 Quoting(2)", "3 3|4|5"]),
        ("1;\"a\" \"b\";2\n3;4;5", &["2 Quoting(2)", "3 3|4|5"]),
        ("1;\"a\\\"b\";2\n3;4;5", &["2 Quoting(2)", "3 3|4|5"]),
        // The quotes of the second line close those of the first, and nobody knows who is who.
        (
            "1;\"telewizor 50;2\n3;\"x\";5\n6;7;8",
            &["2 Quoting(2)", "4 6|7|8"],
        ),
        (
            "1;\"a\nb\" c;2\n3;4;5\n6;\"x\";8\n9;9;9",
            &["2 Quoting(2)", "6 9|9|9"],
        ),
        // Pieces of a note whose first quote is lost.
        (
            "1;2;note\npiece\nend\";x\n3;4;5",
            &["2 Cut(3)", "3 Cut(3)", "4 Quoting(4)", "5 3|4|5"],
        ),
        (
            "1;2;3\n\n\n4;\"5\"6;7\n\n8;9;0",
            &["2 1|2|3", "5 Quoting(5)", "7 8|9|0"],
        ),
        ("1;2;\"a\"\r\n3;4;5\r\n", &["2 1|2|a", "3 3|4|5"]),
        ("1;2;\"a\"\r3;4;5\r", &["2 1|2|a", "3 3|4|5"]),
        ("1;2;3\"", &["2 Quoting(2)"]),
    ];
    for (body, expected) in cases {
        let table = format!("a;b;c\n{body}");
        let found: Vec<String> = rows(table.as_bytes()).iter().map(short).collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn rows_that_a_line_break_without_quotes_cuts_are_refused() {
    let cases: [(&str, &[&str]); 16] = [
        // Other line ends than the rest of the file.
        (
            "1;2;pier\nwsza\r\n3;4;5\r\n",
            &["2 Cut(3)", "3 Cut(3)", "4 3|4|5"],
        ),
        (
            "1;pier\nwsza;2\r\n3;4;5\r\n",
            &["2 Cut(3)", "3 Cut(3)", "4 3|4|5"],
        ),
        (
            "1;pier\rwsza;2\r\n3;4;5\r\n",
            &["2 Cut(3)", "3 Cut(3)", "4 3|4|5"],
        ),
        ("1;a\n\nb;2\r\n3;4;5\r\n", &["2 Cut(4)", "4 Cut(4)", "5 3|4|5"]),
        (
            "1;2;a\nb\nc\r\n3;4;5\r\n",
            &["2 Cut(3)", "3 Cut(3)", "4 Cut(4)", "5 3|4|5"],
        ),
        (
            "1;2;3\r\n3;4;5\r\n6;7;a\nb\r\n",
            &["2 1|2|3", "3 3|4|5", "4 Cut(5)", "5 Cut(5)"],
        ),
        // Joined files.
        ("1;2;3\n4;5;6\r\n7;8;9\r\n", &["2 1|2|3", "3 4|5|6", "4 7|8|9"]),
        ("1;2\r\n4;5\r\n7\r\n", &["2 1|2|", "3 4|5|", "4 7||"]),
        // A line in which nothing is separated.
        (
            "1;2;pierwsza\r\ndruga linia\r\n3;4;5\r\n",
            &["2 Cut(3)", "3 Cut(3)", "4 3|4|5"],
        ),
        (
            "1;2;x\r\ny\r\nz z\r\n3;4;5\r\n",
            &["2 Cut(3)", "3 Cut(3)", "4 Cut(4)", "5 3|4|5"],
        ),
        ("1;2;x\r\nProsi o telefon\r\n", &["2 Cut(3)", "3 Cut(3)"]),
        // A name, with the other cells missing.
        (
            "1;2;3\r\nBielska-Nowak\r\nO'Brien\r\n",
            &["2 1|2|3", "3 Bielska-Nowak||", "4 O'Brien||"],
        ),
        // Below the table.
        ("1;2;3\r\nRazem: 1\r\n", &["2 1|2|3", "3 Razem: 1||"]),
        (
            "1;2;3\r\n\r\nkoniec danych\r\n",
            &["2 1|2|3", "4 koniec danych||"],
        ),
        (
            "1;2;3\r\n;;\r\nkoniec danych\r\n",
            &["2 1|2|3", "4 koniec danych||"],
        ),
        ("druga linia\r\n1;2;3\r\n", &["2 druga linia||", "3 1|2|3"]),
    ];
    for (body, expected) in cases {
        let table = format!("a;b;c\r\n{body}");
        let found: Vec<String> = rows(table.as_bytes()).iter().map(short).collect();
        assert_eq!(found, expected, "{body:?}");
    }
}

#[test]
fn unclosed_quotes_refuse_the_file_and_name_the_line() {
    for (body, line) in [
        ("1;2;\"telewizor 50\n3;4;5\n", 2),
        ("1;2;3\n\n4;5;\"x\n", 4),
        ("1;\"a\nb\" c;2\n3;4;5\n", 2),
        ("1;2;3\n\"", 3),
    ] {
        let error = open(format!("a;b;c\n{body}").as_bytes(), TableOptions::default()).err();
        let Some(TableError::Unclosed(found, quoting)) = error else {
            panic!("{body}: {error:?}")
        };
        assert_eq!(found, line, "{body}");
        assert!(quoting.is_none() || quoting == Some(Quoting::None), "{body}");
    }
    let heading = open(b"a;\"b\"x\n1;2\n", TableOptions::default()).err();
    assert!(matches!(heading, Some(TableError::Heading(1, _))), "{heading:?}");
    // A megabyte is enough to know.
    let long = format!("a;b\n1;\"x\n{}", "2;3\n".repeat(600_000));
    let error = open(long.as_bytes(), TableOptions::default()).err();
    assert!(matches!(error, Some(TableError::LongCell(2, _))), "{error:?}");
    let closed = format!("a;b\n1;\"{}\"\n", "x".repeat(1_100_000));
    let error = open(closed.as_bytes(), TableOptions::default()).err();
    assert!(matches!(error, Some(TableError::LongCell(2, _))), "{error:?}");
}

#[test]
fn what_is_no_table_for_sure_is_not_read_to_its_end() {
    /// A file of so many bytes, which would take hours to read.
    fn endless(begin: &[u8]) -> Option<TableError> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(begin).unwrap();
        // It takes no room on the disk.
        file.set_len(1 << 42).unwrap();
        Table::of(file, TableOptions::default()).err()
    }
    let heading = [b"surname;".as_slice(), "x".repeat(3 << 20).as_bytes()].concat();
    for (name, begin) in [
        ("never written", b"".as_slice()),
        ("broken off", b"surname;name\nNowak;Jan\n"),
        ("an archive", b"PK\x03\x04"),
    ] {
        let error = endless(begin);
        assert!(matches!(error, Some(TableError::Binary)), "{name}: {error:?}");
    }
    let error = endless(&heading);
    assert!(matches!(error, Some(TableError::TooLong)), "{error:?}");
}

#[test]
fn other_ways_to_quote_are_read_when_asked_for_and_named_when_they_fit() {
    let with = |quoting| TableOptions {
        quoting,
        ..TableOptions::default()
    };
    let backslash = b"a;b\n1;\"x \\\"y\\\" z\"\n2;\"C:\\temp\"\n";
    let found = read(backslash, with(Quoting::Backslash));
    assert_eq!(
        found.iter().map(short).collect::<Vec<_>>(),
        ["2 1|x \"y\" z", "3 2|C:\\temp"]
    );
    let table = open(backslash, TableOptions::default()).unwrap();
    assert_eq!(table.survey.better, Some(Quoting::Backslash));

    let none = b"a;b\n1;telewizor 50\"\n2;\"x\n";
    let found = read(none, with(Quoting::None));
    assert_eq!(
        found.iter().map(short).collect::<Vec<_>>(),
        ["2 1|telewizor 50\"", "3 2|\"x"]
    );
    let error = open(none, TableOptions::default()).err();
    assert!(
        matches!(error, Some(TableError::Unclosed(3, Some(Quoting::None)))),
        "{error:?}"
    );

    // Two programs mean different things by two backslashes, so that nobody knows where the cell ends.
    let doubled = open(b"a;b\n1;\"x\\\\\"\n2;y\n", with(Quoting::Backslash)).err();
    assert!(matches!(doubled, Some(TableError::Unclosed(2, _))), "{doubled:?}");
}

#[test]
fn cells_fit_the_heading_or_stay_to_be_refused() {
    let cases: [(&str, &[&str]); 9] = [
        ("1;2", &["2 1|2|"]),
        ("1;2;3;;;\n4;5;6", &["2 1|2|3", "3 4|5|6"]),
        ("1;2;3;;\n4;5;6\n7;8", &["2 1|2|3", "3 4|5|6", "4 7|8|"]),
        ("1;2;3;;", &["2 1|2|3"]),
        ("1;2;3;x", &["2 1|2|3|x"]),
        // A lost line end.
        ("1;2;3;4;;", &["2 1|2|3|4||"]),
        ("1;2;3;;\n4;5;6", &["2 1|2|3||", "3 4|5|6"]),
        ("1;2;3;;\n4;5;6;;", &["2 1|2|3", "3 4|5|6"]),
        ("1;2;;\n4;5;6", &["2 1|2|", "3 4|5|6"]),
    ];
    for (body, expected) in cases {
        let table = format!("a;b;c\n{body}");
        let found: Vec<String> = rows(table.as_bytes()).iter().map(short).collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn separators_are_found_named_and_asked_for() {
    for (table, separator) in [
        ("a;b\n1;2", b';'),
        ("a|b\n1|2", b'|'),
        ("a\tb\n1\t2", b'\t'),
        ("sep=;\na,b;c\n1;2", b';'),
        ("SEP=|\r\na|c\r\n1|2", b'|'),
        ("\u{feff}sep=,\na,b\n1,2", b','),
        ("a, b;c\n1;2\n3;4", b';'),
        ("\"a,b,c\";d\n1;2", b';'),
        ("a\n1", b','),
    ] {
        let table = open(table.as_bytes(), TableOptions::default()).unwrap();
        assert_eq!(
            char::from(table.dialect.separator),
            char::from(separator),
            "{:?}",
            table.headings
        );
        assert!(!table.headings[0].contains('='), "{:?}", table.headings);
    }
    let asked = TableOptions {
        separator: Some(b':'),
        ..TableOptions::default()
    };
    assert_eq!(open(b"a:b;c\n", asked).unwrap().headings, ["a", "b;c"]);
}

#[test]
fn line_breaks_that_may_hide_rows_are_counted() {
    let table = open(
        b"a;b\n1;\"x\ny\"\n2;\"x;1\n3;z\"\n4;5\n\n",
        TableOptions::default(),
    )
    .unwrap();
    let survey = &table.survey;
    assert_eq!((survey.lines, survey.rows), (7, 3));
    assert_eq!(
        (survey.line_breaks.count, survey.line_breaks.first.clone()),
        (1, vec![4])
    );
}

#[test]
fn a_bad_character_stops_its_row_alone() {
    let bytes = "a;b\nŻółw;Łódź\n".as_bytes();
    let bytes = [
        bytes,
        b"W\xb9s;Krak\xf3w\n",
        "Gęś;x\u{fffd}\n".as_bytes(),
        b"a\0b;c\n",
    ]
    .concat();
    let found: Vec<String> = rows(&bytes).iter().map(short).collect();
    assert_eq!(
        found,
        ["2 Żółw|Łódź", "3 Undecodable", "4 Undecodable", "5 a\0b|c"]
    );
    let wrong = open(
        "a\nŻółć\n".as_bytes(),
        TableOptions {
            charset: TableCharset::named("iso-8859-2"),
            ..TableOptions::default()
        },
    );
    let error = wrong.err();
    assert!(
        matches!(&error, Some(TableError::Undecodable(_, lines)) if lines.first == [2]),
        "{error:?}"
    );
    let marked = open(
        b"\xef\xbb\xbfa\n1\n",
        TableOptions {
            charset: TableCharset::named("cp1250"),
            ..TableOptions::default()
        },
    );
    assert!(matches!(marked.err(), Some(TableError::Marked(marked)) if marked == TableCharset::UTF_8));
}

#[test]
fn rows_keep_the_numbers_by_which_the_first_version_knew_them() {
    // The old reading forgave: it left empty lines out, joined what stands behind quotes, and swallowed rows.
    let cases: [(&str, &[u64]); 6] = [
        ("1;2\n3;4\n", &[2, 3]),
        ("\n\n1;2\n\n;\n3;4\n", &[2, 4]),
        ("1;\"a\nb\"\n3;4\n", &[2, 3]),
        ("1; \"a\"\n3;4\n", &[2, 3]),
        ("1;\"a\"b\n3;4\n", &[2, 3]),
        ("1; \"a\nb\"\n3;\"c\nd\"\n5;6\n", &[2, 4, 5]),
    ];
    for (body, expected) in cases {
        for end in ["\n", "\r\n", "\r"] {
            let table = format!("a;b\n{body}").replace('\n', end);
            let numbers: Vec<u64> = rows(table.as_bytes()).iter().map(|row| row.number).collect();
            assert_eq!(numbers, expected, "{table:?}");
            let mut old = csv::ReaderBuilder::new();
            let mut old = old.delimiter(b';').flexible(true).from_reader(table.as_bytes());
            let old: Vec<u64> = old
                .records()
                .map(|record| record.unwrap().position().unwrap().record() + 1)
                .collect();
            assert!(expected.iter().all(|number| old.contains(number)), "{old:?}");
        }
    }
    // What the old reading had swallowed has numbers that it never gave.
    for options in [Some(b';'), Some(b','), None] {
        let options = TableOptions {
            separator: options,
            quoting: Quoting::None,
            ..TableOptions::default()
        };
        let numbers: Vec<u64> = read(b"a;b\n1;\"x\n3;y\"\n5;6\n", options)
            .iter()
            .map(|row| row.number)
            .collect();
        assert_eq!(numbers, [2, (1 << 40) + 3, 3], "they depend on no option");
    }
}
