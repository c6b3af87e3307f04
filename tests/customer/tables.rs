//! A table of customers: its columns by their headings, and the cards of its rows.

use super::{EMAIL, SURNAME, context};
use kartoteka::customer::{Card, CustomField, FIELDS, FieldId, FieldKind, ReadReason, RuleContext, Slot};
use kartoteka::i18n::{Language, Locale};
use kartoteka::import::columns::{
    Adjustment, Adjustments, ColumnTarget, Mapping, MappingError, RowError, TableCells, marks,
};
use proptest::prelude::*;
use std::sync::LazyLock;

fn tenant() -> RuleContext {
    let mut context = context();
    context.custom_fields.push(CustomField {
        name: "kampania_2026".into(),
        label: Some("Źródło kontaktu".into()),
        ..CustomField::default()
    });
    context
}

fn map(headings: &[&str], adjustments: &[(&str, &str)]) -> Result<Mapping, Vec<MappingError>> {
    let headings: Vec<String> = headings.iter().map(|&heading| heading.to_owned()).collect();
    let adjustments: Vec<Adjustment> = adjustments
        .iter()
        .map(|&(heading, target)| Adjustment {
            heading: heading.to_owned(),
            target: target.to_owned(),
        })
        .collect();
    let adjustments = Adjustments {
        typed: &adjustments,
        saved: &[],
    };
    Mapping::new(&headings, &TableCells::default(), adjustments, &tenant())
}

/// The paths of the columns; empty of those that are left out.
#[track_caller]
fn paths(headings: &[&str], adjustments: &[(&str, &str)]) -> Vec<String> {
    let mapping = map(headings, adjustments).unwrap();
    let columns = mapping.columns().iter();
    columns
        .map(|column| column.target().map(ColumnTarget::path).unwrap_or_default())
        .collect()
}

fn field(path: &str) -> ColumnTarget {
    ColumnTarget::Field(FieldId::of(path).unwrap())
}

#[test]
fn every_field_is_known_by_its_path_and_by_its_labels() {
    for row in FIELDS.iter().filter(|row| row.kind != FieldKind::Pairs) {
        let mut headings = vec![
            row.path.to_owned(),
            row.path.to_uppercase(),
            row.path.replace('.', " "),
        ];
        for locale in Language::ALL.map(Locale::new) {
            let (label, title) = (row.label(&locale), row.place.0.title(&locale));
            headings.push(if row.path.contains('.') {
                format!("{title}: {label}")
            } else {
                label
            });
        }
        for heading in headings {
            assert_eq!(paths(&[&heading], &[]), [row.path], "{heading}");
        }
    }
}

#[test]
fn case_marks_and_spaces_make_no_difference() {
    for (heading, path) in [
        (" NAZWISKO ", "surname"),
        ("Miejsce  Pracy", "job"),
        ("plec", "gender"),
        ("e mail", "email"),
        ("E-mail 2", "email"),
        ("emails", "email"),
        ("Telefon 3", "phone_number"),
        ("Adres - miejscowosc", "address.city"),
        ("Ulica (do faktur)", "invoice_address.street"),
        ("custom_fields.Inne pole", "custom_fields.Inne pole"),
        ("Custom_Fields.KAMPANIA_2026", "custom_fields.kampania_2026"),
        ("zrodlo kontaktu", "custom_fields.kampania_2026"),
        ("kampania 2026", "custom_fields.kampania_2026"),
    ] {
        assert_eq!(paths(&["name", heading], &[]), ["name", path], "{heading}");
    }
}

#[test]
fn what_cannot_be_told_is_an_error_that_helps() {
    let unknown = |heading: &str, nearest: Option<&str>| MappingError::Unknown {
        heading: heading.to_owned(),
        nearest: nearest.map(field),
    };
    let errors = map(&["Nazwizko", "zzz", "custom_fields", "E-mail", "email"], &[]).unwrap_err();
    assert_eq!(
        errors,
        [
            unknown("Nazwizko", Some("surname")),
            unknown("zzz", None),
            unknown("custom_fields", None),
        ]
    );
    let twice = MappingError::Twice {
        heading: "Nazwisko".into(),
        other: "surname".into(),
        target: field("surname"),
    };
    assert_eq!(map(&["surname", "Nazwisko"], &[]).unwrap_err(), [twice]);
    let no_column = MappingError::NoSuchColumn {
        heading: "Miasto".into(),
    };
    assert_eq!(
        map(&["surname"], &[("Miasto", "address.city")]).unwrap_err(),
        [no_column]
    );
    let no_target = MappingError::NoSuchTarget {
        target: "surnam".into(),
        nearest: Some(field("surname")),
    };
    assert_eq!(map(&["x"], &[("x", "surnam")]).unwrap_err(), [no_target]);
    assert_eq!(
        map(&["", "kartoteka_reason"], &[]).unwrap_err(),
        [MappingError::Nothing]
    );
}

#[test]
fn columns_are_told_by_hand_and_left_out() {
    let headings = ["Nazwisko", "Ulica", "x = y", "Uwagi"];
    let said = [
        ("ulica", "Adres: ulica"),
        ("x = y", "custom_fields.z"),
        ("Uwagi", ""),
        ("Nazwisko", "note"),
        ("Nazwisko", "job"),
    ];
    assert_eq!(
        paths(&headings, &said),
        ["job", "address.street", "custom_fields.z", ""]
    );
}

#[track_caller]
fn card(headings: &[&str], cells: &[&str]) -> Result<Card, RowError> {
    map(headings, &[]).unwrap().card(cells, &tenant())
}

#[test]
fn a_row_becomes_the_card_that_would_be_typed() {
    let headings = [
        "Nazwisko",
        "E-mail",
        "E-mail 2",
        "note",
        "Źródło kontaktu",
        "kartoteka_reason",
        "",
    ];
    let cells = [
        "  Żółć ",
        "a@b.pl; c@d.pl",
        "e@f.pl\r\n",
        "x\r\ny",
        "lato",
        "row 7: wrong",
        " ",
    ];
    let card = card(&headings, &cells).unwrap();
    assert_eq!(card.value(SURNAME), "  Żółć ");
    let emails: Vec<&str> = (0..card.rows(EMAIL))
        .map(|row| card.get(Slot::row(EMAIL, row)))
        .collect();
    assert_eq!(emails, ["a@b.pl", "c@d.pl", "e@f.pl"]);
    assert_eq!(card.value(FieldId::named("note")), "x\ny");
    assert_eq!(
        (
            card.get(Slot::name(0)),
            card.value(FieldId::named("custom_fields"))
        ),
        ("kampania_2026", "lato")
    );
}

#[test]
fn what_would_be_lost_on_the_way_stops_the_row() {
    let headings = ["surname", "name", ""];
    let cells = |found| RowError::Cells { found, expected: 3 };
    assert_eq!(card(&headings, &["a", "b"]), Err(cells(2)));
    assert_eq!(card(&headings, &["a", "b", "", ""]), Err(cells(4)));
    assert_eq!(card(&headings, &["a", "b", "c"]), Err(RowError::NoHeading(3)));
    let character = |path: &str, found| RowError::Cell {
        path: path.to_owned(),
        reason: ReadReason::Character(found),
    };
    assert_eq!(
        card(&headings, &["a", "b\u{1b}[2J", ""]),
        Err(character("name", '\u{1b}'))
    );
    assert_eq!(
        card(&headings, &["a\nb", "", ""]),
        Err(character("surname", '\n'))
    );
}

static OWN: LazyLock<Mapping> = LazyLock::new(|| map(&["note", "kartoteka_reason"], &[]).unwrap());
static FOREIGN: LazyLock<Mapping> = LazyLock::new(|| map(&["note"], &[]).unwrap());

proptest! {
    #[test]
    fn a_cell_that_was_written_with_its_mark_is_read_without_it(
        cells in prop::collection::vec("['=+@＝ 1x;\"\t\n-]{0,8}|\\PC{0,12}", 3)
    ) {
        let marked: Vec<String> = cells.iter().map(|cell| marks::mark(cell).into_owned()).collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&marked).unwrap();
        let written = writer.into_inner().unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_slice());
        let read = reader.records().next().unwrap().unwrap();
        for (cell, read) in cells.iter().zip(&read) {
            let expected = if cell.trim().is_empty() { "" } else { cell };
            if let Ok(card) = OWN.card(&[read, ""], &tenant()) {
                prop_assert_eq!(card.value(FieldId::named("note")), expected);
            }
            if let Ok(card) = FOREIGN.card(&[read], &tenant()) {
                let read = if read.trim().is_empty() { "" } else { read };
                prop_assert_eq!(card.value(FieldId::named("note")), read);
            }
        }
    }
}
