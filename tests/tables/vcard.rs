//! Cards of address books: the cells of each are what it says, or it is refused.

use super::{open, rows, short};
use kartoteka::import::{Table, TableError, TableFormat, TableOptions, TableRow};

/// One card of these lines.
fn card(version: &str, lines: &str) -> String {
    format!(
        "BEGIN:VCARD\r\nVERSION:{version}\r\n{}\r\nEND:VCARD\r\n",
        lines.replace('\n', "\r\n")
    )
}

#[track_caller]
fn table(text: &str) -> Table {
    open(text.as_bytes(), TableOptions::default()).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

/// What a card says, by the headings.
#[track_caller]
fn cells(text: &str) -> String {
    let table = table(text);
    let row = table.rows().unwrap().next().unwrap().unwrap();
    assert_eq!(row.fault, None, "{text}");
    filled(&table, &row)
}

/// The cells of a row that have something in them, with their headings.
fn filled(table: &Table, row: &TableRow) -> String {
    let cells = table.headings.iter().zip(row.cells.iter());
    let cells = cells.filter(|(_, cell)| !cell.is_empty());
    let cells = cells.map(|(heading, cell)| format!("{heading}={cell}"));
    cells.collect::<Vec<_>>().join("|")
}

#[test]
fn properties_go_into_the_columns_of_their_fields() {
    for (version, lines, expected) in [
        (
            "3.0",
            "N:Żółw;Łucja;Maria,Anna;dr;MBA\nFN:dr Łucja Żółw",
            "name=Łucja|surname=Żółw|Middle name=Maria Anna|Name prefix=dr|Name suffix=MBA",
        ),
        (
            "3.0",
            "N:Żak;Jan;;;\nORG:Firma\\, sp. z o.o.;Dział;Zespół\nTITLE:Szef",
            "name=Jan|surname=Żak|job=Firma, sp. z o.o.|job_title=Szef|Department=Dział ::: Zespół",
        ),
        (
            "3.0",
            "N:Żak;;;;\nTEL;TYPE=CELL:+48 600 100 200\nTEL;TYPE=pref:600 100 200\nTEL;TYPE=WORK,FAX:22 1\nTEL;TYPE=PAGER:3",
            "surname=Żak|phone_number=+48 600 100 200 ::: 600 100 200|Fax=22 1|Pager=3",
        ),
        (
            "4.0",
            "N:Żak;;;;\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+48-600-100-200\nEMAIL:mailto:a@b.pl\nEMAIL;PREF=1:c@d.pl",
            "surname=Żak|email=a@b.pl ::: c@d.pl|phone_number=+48-600-100-200",
        ),
        (
            "3.0",
            "N:Żak;;;;\nitem1.EMAIL;type=INTERNET:a@b.pl\nitem1.X-ABLabel:_$!<Home>!$_",
            "surname=Żak|email=a@b.pl|vCard X-ABLABEL=_$!<Home>!$_",
        ),
        (
            "3.0",
            "N:Żak;;;;\nNOTE:linia\\nd\n ruga\\, \\; koniec\nNOTE:trzecia\nURL:https://x.pl/?a=b;c,d",
            "surname=Żak|homepage=https://x.pl/?a=b;c,d|note=linia\ndruga, ; koniec\ntrzecia",
        ),
        (
            "3.0",
            "N:Żak;;;;\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRg\nCATEGORIES:a,b\nUID:1-2\nREV:20200101T000000Z\nPRODID:x",
            "surname=Żak|vCard CATEGORIES=a, b|vCard UID=1-2|vCard PHOTO=…",
        ),
    ] {
        assert_eq!(cells(&card(version, lines)), expected, "{lines}");
    }
}

#[test]
fn one_address_and_one_name_are_chosen() {
    for (version, lines, expected) in [
        // The home comes before the place of work, and of others the preferred one, else the first.
        (
            "3.0",
            "N:Żak;;;;\nADR;TYPE=work:;;Fabryczna 1;Łódź;;90-001;\nADR;TYPE=home:skr. 5;m. 2;Długa 3;Pabianice;łódzkie;95-200;Polska",
            "surname=Żak|address.street=Długa 3|address.postcode=95-200|address.city=Pabianice|address.country=Polska|PO Box=skr. 5|Extended Address=m. 2|Region=łódzkie|vCard ADR=Fabryczna 1, Łódź, 90-001",
        ),
        (
            "4.0",
            "N:Żak;;;;\nADR;TYPE=work:;;A 1;Łódź;;;\nADR;PREF=1:;;B 1;Łódź;;;",
            "surname=Żak|address.street=B 1|address.city=Łódź|vCard ADR=A 1, Łódź",
        ),
        // A card of an organisation says so; of any other, the whole name is not taken apart.
        (
            "4.0",
            "KIND:org\nFN:Fabryka Wozów\nORG:Fabryka Wozów",
            "surname=Fabryka Wozów|job=Fabryka Wozów|vCard KIND=ORG",
        ),
        (
            "3.0",
            "N:;;;;\nFN:Fabryka\nX-ABShowAs:COMPANY",
            "surname=Fabryka|vCard X-ABSHOWAS=COMPANY",
        ),
        (
            "3.0",
            "N:;Jan Żak;;;\nFN:Jan Żak",
            "name=Jan Żak|vCard FN=Jan Żak",
        ),
        ("4.0", "FN:Jan Żak", "vCard FN=Jan Żak"),
    ] {
        assert_eq!(cells(&card(version, lines)), expected, "{lines}");
    }
}

#[test]
fn a_birthdate_has_a_year() {
    for (lines, expected) in [
        ("BDAY:1990-01-02", "birthdate=1990-01-02"),
        ("BDAY:19900102", "birthdate=1990-01-02"),
        ("BDAY;VALUE=date:1990-01-02", "birthdate=1990-01-02"),
        ("BDAY:19900102T101112Z", "birthdate=1990-01-02"),
        ("BDAY:1990-01-02T00:00:00", "birthdate=1990-01-02"),
        // As written: the rule of the field says what is wrong.
        ("BDAY:02.01.1990", "birthdate=02.01.1990"),
        ("BDAY;VALUE=text:circa 1800", "birthdate=circa 1800"),
        ("BDAY:--0102", "vCard BDAY=--0102"),
        ("BDAY:--01-02", "vCard BDAY=--01-02"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-01-02", "vCard BDAY=1604-01-02"),
    ] {
        let found = cells(&card("4.0", &format!("N:Ż;;;;\n{lines}")));
        assert_eq!(found, format!("surname=Ż|{expected}"), "{lines}");
    }
}

#[test]
fn old_phones_write_quoted_printable() {
    for (lines, expected) in [
        (
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=BB=C3=B3=C5=82w;=C5=81ucja;;;",
            "name=Łucja|surname=Żółw",
        ),
        // Without its name, without a character set.
        (
            "N;QUOTED-PRINTABLE:=C5=BB=C3=B3=C5=82w;Jan",
            "name=Jan|surname=Żółw",
        ),
        (
            "N;ENCODING=QUOTED-PRINTABLE:=C5=BB=C3=B3=C5=82w;Jan",
            "name=Jan|surname=Żółw",
        ),
        (
            "N;CHARSET=windows-1250;ENCODING=QUOTED-PRINTABLE:=AF=F3=B3w;Jan",
            "name=Jan|surname=Żółw",
        ),
        (
            "N;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=AF=F3=B3w;Jan",
            "name=Jan|surname=Żółw",
        ),
        (
            "N:Zak\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:linia 1=0D=0A=\nlinia 2 =C5=\n=BB; a",
            "surname=Zak|note=linia 1\r\nlinia 2 Ż; a",
        ),
        (
            "N:Zak\nTEL;CELL;PREF:600100200\nTEL;HOME;FAX:1",
            "surname=Zak|phone_number=600100200|Fax=1",
        ),
        (
            "N:Zak\nPHOTO;ENCODING=QUOTED-PRINTABLE;TYPE=GIF:=AA=\nEND:VCARD=\nx\nTEL;CELL:600100200",
            "surname=Zak|phone_number=600100200|vCard PHOTO=…",
        ),
    ] {
        assert_eq!(cells(&card("2.1", lines)), expected, "{lines}");
    }
}

#[test]
fn what_is_no_card_for_sure_is_refused_alone() {
    let good = card("3.0", "N:Żak;Jan;;;");
    for (bad, expected) in [
        ("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Cut;;;;\r\n", "6 CardNotClosed"),
        (
            "BEGIN:VCARD\r\nVERSION:3.0\r\njunk\r\nN:a;;;;\r\nEND:VCARD\r\n",
            "6 NoProperty(8)",
        ),
        (
            "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=klingon;ENCODING=QUOTED-PRINTABLE:=AF=F3;a\r\nEND:VCARD\r\n",
            "6 Undecodable",
        ),
        (
            "BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:=AF=F3;a\r\nEND:VCARD\r\n",
            "6 Undecodable",
        ),
        (
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:\u{fffd}ak;;;;\r\nEND:VCARD\r\n",
            "6 Undecodable",
        ),
        ("\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "7 OutsideCards"),
    ] {
        let text = format!("{good}\r\n{bad}{good}");
        let found: Vec<String> = rows(text.as_bytes()).iter().map(short).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("1 Jan|Żak"), "{found:?}");
        assert_eq!(found[1], expected, "{bad}");
        assert!(found[2].ends_with("Jan|Żak"), "{found:?}");
    }
    let long = card("3.0", &format!("N:Żak;;;;\nNOTE:{}", "x".repeat(1024 * 1024)));
    let found: Vec<String> = rows(format!("{long}{good}").as_bytes())
        .iter()
        .map(short)
        .collect();
    assert_eq!(found, ["1 TooLong", "6 Jan|Żak"]);
}

#[test]
fn pictures_of_any_length_are_left_out_and_named() {
    let photo = format!(
        "N:Żak;;;;\nPHOTO;ENCODING=b:{}\nTEL:600100200",
        "A".repeat(3 * 1024 * 1024)
    );
    assert_eq!(
        cells(&card("3.0", &photo)),
        "surname=Żak|phone_number=600100200|vCard PHOTO=…"
    );
}

#[test]
fn all_line_ends_and_character_sets_of_tables_do() {
    let text = card("3.0", "N:Żółw;Łucja;;;\nNOTE:pierwsza\n druga");
    for end in ["\n", "\r", "\r\n"] {
        let text = text.replace("\r\n", end);
        assert_eq!(
            cells(&text),
            "name=Łucja|surname=Żółw|note=pierwszadruga",
            "{end:?}"
        );
        let marked = format!("\u{feff}{text}");
        assert_eq!(
            cells(&marked),
            "name=Łucja|surname=Żółw|note=pierwszadruga",
            "{end:?}"
        );
    }
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        rows(&utf16).iter().map(short).collect::<Vec<_>>(),
        ["1 Łucja|Żółw|pierwszadruga"]
    );
}

#[test]
fn a_file_is_told_apart_by_its_first_line() {
    assert_eq!(
        table(
            &card("3.0", "N:Żak;;;;")
                .to_lowercase()
                .replace("begin:vcard", "begin:vCard")
        )
        .format,
        TableFormat::Vcard
    );
    assert_eq!(table("BEGIN:VCARD;x\n1;2\n").format, TableFormat::Csv);
    let failed = open(b"BEGIN:VCARD\nVERSION:3.0\nN:a;;;;\n", TableOptions::default());
    assert!(
        matches!(failed, Err(TableError::Cards(1, _))),
        "{:?}",
        failed.err()
    );
}

#[test]
fn a_broken_byte_changes_no_other_card() {
    let cards: Vec<String> = (1..=3)
        .map(|number| {
            let lines = format!(
                "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=BBak{number};Jan\nTEL;CELL:60010020{number}\nNOTE;QUOTED-PRINTABLE:a=\nb"
            );
            card("2.1", &lines)
        })
        .collect();
    let text = cards.concat();
    let read = |bytes: &[u8]| -> Vec<String> {
        let Ok(table) = open(bytes, TableOptions::default()) else {
            return Vec::new();
        };
        let rows = table.rows().unwrap().map(Result::unwrap);
        rows.filter(|row| row.fault.is_none())
            .map(|row| filled(&table, &row))
            .collect()
    };
    let whole = read(text.as_bytes());
    assert_eq!(whole.len(), 3);
    // The first line says what the file is.
    for at in 13..text.len() {
        for byte in [None, Some(b'\n'), Some(b'=')] {
            let mut bytes = text.clone().into_bytes();
            match byte {
                None => drop(bytes.remove(at)),
                Some(byte) => bytes[at] = byte,
            }
            let found = read(&bytes);
            let missing = whole.iter().filter(|row| !found.contains(row)).count();
            // Where the line between two cards is broken, both are.
            assert!(missing <= 2, "{at} {byte:?}: {found:?}");
            assert!(found.len() <= 4, "{at} {byte:?}: {found:?}");
        }
    }
}
