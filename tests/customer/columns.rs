//! The headings of real tables: address books, shops, accounting programs, and tables made by hand.

use super::context;
use kartoteka::import::columns::{
    Adjustment, Adjustments, Destination, Mapping, MappingError, SkippedReason, TableCells,
};

/// What is to become of a column, in a word.
fn of_error(error: &MappingError) -> (&str, &'static str) {
    match error {
        MappingError::Unknown { heading, .. } => (heading, "unknown!"),
        MappingError::Ambiguous { heading, .. } => (heading, "ambiguous!"),
        MappingError::Together { heading, .. } => (heading, "together!"),
        MappingError::Twice { heading, .. } => (heading, "twice!"),
        MappingError::NoSuchColumn { heading } => (heading, "no column!"),
        MappingError::NoSuchTarget { target, .. } => (target, "no target!"),
        MappingError::Nothing => ("", "nothing!"),
    }
}

fn of_destination(destination: &Destination) -> String {
    let word = match destination {
        Destination::Into(target) => return target.path(),
        Destination::LeftOut(SkippedReason::Asked) => "asked",
        Destination::LeftOut(SkippedReason::Reason) => "reason",
        Destination::LeftOut(SkippedReason::NoHeading) => "no heading",
        Destination::LeftOut(SkippedReason::Blank) => "blank",
        Destination::LeftOut(SkippedReason::RowNumbers) => "row number",
        Destination::LeftOut(SkippedReason::Label) => "label",
        Destination::LeftOut(SkippedReason::NoField) => "no field",
        Destination::LeftOut(SkippedReason::InParts) => "in parts",
    };
    format!("({word})")
}

/// What becomes of each column of a table with two rows, in which cells are blank, count or hold a text by what is expected.
fn destinations(headings: &[&str], expected: &[&str]) -> Vec<String> {
    let owned: Vec<String> = headings.iter().map(|&heading| heading.to_owned()).collect();
    let mut cells = TableCells::default();
    for row in ["1", "2"] {
        cells.add(expected.iter().map(|expected| match *expected {
            "(blank)" => "",
            "(row number)" => row,
            _ => "x",
        }));
    }
    let mapped = |typed: &[Adjustment]| {
        let adjustments = Adjustments { typed, saved: &[] };
        Mapping::new(&owned, &cells, adjustments, &context())
    };
    let errors = mapped(&[]).err().unwrap_or_default();
    let out = |error| Adjustment {
        heading: of_error(error).0.to_owned(),
        target: String::new(),
    };
    let rest = mapped(&errors.iter().map(out).collect::<Vec<_>>());
    let rest = rest.map(|mapping| mapping.columns().to_vec()).unwrap_or_default();
    (0..headings.len())
        .map(|column| {
            let error = errors
                .iter()
                .map(of_error)
                .find(|(heading, _)| *heading == headings[column]);
            match error {
                Some((_, word)) => word.to_owned(),
                None => rest
                    .get(column)
                    .map(|column| of_destination(&column.destination))
                    .unwrap_or_default(),
            }
        })
        .collect()
}

#[test]
fn headings_of_real_tables_are_told_or_refused() {
    let tables = include_str!("exports.txt").split("\n## ").skip(1);
    let mut count = 0;
    for table in tables {
        let (name, lines) = table.split_once('\n').unwrap();
        let (headings, expected): (Vec<&str>, Vec<&str>) = lines
            .lines()
            .filter_map(|line| line.split_once('|'))
            .map(|(heading, expected)| (heading.trim(), expected.trim()))
            .unzip();
        let found = destinations(&headings, &expected);
        for ((heading, found), expected) in headings.iter().zip(&found).zip(expected) {
            assert_eq!(found, expected, "{name}: {heading}");
        }
        count += 1;
    }
    assert!(count >= 25, "{count} tables");
}

#[test]
fn hints_name_what_is_likely() {
    let hint = |heading: &str| {
        let headings = ["Nazwisko".to_owned(), heading.to_owned()];
        let errors = Mapping::new(
            &headings,
            &TableCells::default(),
            Adjustments::default(),
            &context(),
        );
        match errors.unwrap_err().remove(0) {
            MappingError::Unknown { nearest, .. } => nearest.map(|target| target.path()),
            other => panic!("{heading}: {other:?}"),
        }
    };
    for (heading, expected) in [
        ("Prywatny adres e-mail szefa", Some("email")),
        ("Adres e-maill", Some("email")),
        ("E-mail opiekuna", Some("email")),
        ("Telefon żony", Some("phone_number")),
        ("Miejscowosć pracy", Some("address.city")),
        ("Nazwizko rodziców", Some("surname")),
        ("Kod pocztowy szkoły", Some("address.postcode")),
        ("Ulcia", Some("address.street")),
        ("Data urodzin", Some("birthdate")),
        ("Numer NIP-u", Some("nip")),
        ("Ostatni zakup", None),
        ("Adresik", None),
        ("Status", None),
    ] {
        assert_eq!(hint(heading).as_deref(), expected, "{heading}");
    }
}
