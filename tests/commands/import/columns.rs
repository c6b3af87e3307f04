//! What a table holds, as it is printed before anything is sent.

use super::{counts, sandbox, table_of};
use crate::Home;
use crate::NOWHERE;
use crate::support::faults::{Act, Faults, http};
use std::fs;

#[test]
fn the_mapping_is_shown_and_every_encoding_goes_out_in_utf8() {
    let (windows, utf16): (Vec<u8>, Vec<u8>) = (
        // `Żółw;Łódź` in Windows-1250.
        b"Nazwisko;\"Adres: miejscowo\x9c\xe6\"\r\n\xaf\xf3\xb3w;\xa3\xf3d\x9f\r\n".to_vec(),
        "\u{feff}Nazwisko\tAdres: miejscowość\r\nŻółw\tŁódź\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    );
    let rows = [
        (windows, "windows-1250, separator ;"),
        (utf16, "UTF-16LE, separator tab"),
        (
            "\u{feff}surname,address.city\nŻółw,Łódź".into(),
            "UTF-8, separator ,",
        ),
    ];
    for (bytes, said) in rows {
        let server = Faults::start(Act::Answer(http("200 OK", "", r#"{"customer_id":"324"}"#)));
        let home = Home::new(&server.url(), "");
        let file = home.write_table(bytes);
        let told = home.pipe(&["import", file.to_str().unwrap(), "--yes"], b"");
        assert_eq!(
            (told.code, told.stdout.as_str()),
            (Some(0), "1  created\n"),
            "{told:?}"
        );
        assert!(told.stderr.contains(said), "{said}: {told:?}");
        assert!(told.stderr.contains("→ address.city (City)"), "{told:?}");
        let requests = server.finish().requests;
        let body = String::from_utf8(requests[0].body.clone()).unwrap();
        assert!(body.contains("Żółw") && body.contains("Łódź"), "{body}");
    }
}

#[test]
fn what_cannot_be_told_is_asked_for_and_nothing_is_sent() {
    let home = Home::new(NOWHERE, "");
    let text = "Nazwizko;Ulica;Kod;\u{1b}[2Jx\nNowak;Długa;K-1;y\n";
    let file = home.write_table(text);
    let file = file.to_str().unwrap();
    let told = home.pipe(&["import", file, "--check"], b"");
    assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{told:?}");
    for words in [
        "\"Nazwizko\"; did you mean surname?",
        "\"Kod\" may mean address.postcode, identifier",
        "\\u{1b}[2Jx",
        "--map",
    ] {
        assert!(told.stderr.contains(words), "{words}: {told:?}");
    }
    assert!(!told.stderr.contains('\u{1b}'), "{told:?}");
    let maps = [
        "--map",
        "nazwizko=surname",
        "--map",
        "Ulica=Adres: ulica",
        "--map",
        "KOD=identifier",
        "--map",
        "\u{1b}[2Jx=",
    ];
    let mut all = vec!["import", file, "--check", "--json"];
    all.extend(maps);
    let told = home.pipe(&all, b"");
    assert_eq!(told.code, Some(3), "{told:?}");
    assert_eq!(
        told.row(2)["problems"][0]["field"],
        "address.city",
        "city missing"
    );
    assert!(!home.data().exists(), "looking makes nothing");
}

#[test]
fn what_is_no_table_is_refused() {
    let home = Home::new(NOWHERE, "");
    for (bytes, words) in [
        (b"".as_slice(), "it is empty"),
        (b"PK\x03\x04\0\0", "save it as CSV"),
        (b"\n", "it is empty"),
    ] {
        let file = home.write_table(bytes);
        let told = home.pipe(&["import", file.to_str().unwrap(), "--check"], b"");
        assert_eq!(told.code, Some(2), "{told:?}");
        assert!(told.stderr.contains(words), "{words}: {told:?}");
    }
    for file in ["/dev/null", "/nonexistent.csv"] {
        assert_eq!(home.pipe(&["import", file, "--check"], b"").code, Some(2));
    }
    let told = home.pipe(&["import", "x.csv", "--map", "x"], b"");
    assert!(
        told.code == Some(2) && told.stderr.contains("Heading=address.city"),
        "{told:?}"
    );
}

#[test]
fn check_tells_each_row_and_sends_and_writes_nothing() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    home.write_table(table_of(3) + "Nowak;;;;;x\n;;;\nŻak;Jan\t;;\n");
    let told = home.import(&["--check"]);
    assert_eq!(told.code, Some(3), "{told:?}");
    assert_eq!(told.counts(), counts(&[("invalid", 2), ("left", 3)]), "{told:?}");
    assert_eq!(told.row(2)["state"], "left");
    assert_eq!(told.row(5)["problems"][0]["reason"], "cells");
    assert_eq!(told.row(7)["problems"][0]["reason"], "character");
    assert_eq!((crm.customers(), home.rejected()), (0, None));
    let file = home.path().join("klienci.csv");
    let told = home.pipe(
        &["import", file.to_str().unwrap(), "--check", "--map", "Uwagi=note"],
        b"",
    );
    assert_eq!(
        told.stdout.lines().map(str::trim).collect::<Vec<_>>(),
        [
            "line 5: error: 6 cells, but the first row has 4",
            "line 7: error: name: this field cannot hold the character “\\u{9}”; remove it",
            "2  to be fixed before they can be sent",
            "3  can be sent",
        ]
    );
    assert_eq!(
        fs::read_dir(home.path()).unwrap().count(),
        2,
        "the settings and the table"
    );
}

#[test]
fn without_a_terminal_it_must_be_told_to_send() {
    let home = Home::new(NOWHERE, "");
    let file = home.write_table(table_of(1));
    let told = home.pipe(&["import", file.to_str().unwrap()], b"y\n");
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(told.stderr.contains("--yes"), "{told:?}");
}

#[test]
fn at_a_terminal_it_asks_first() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let file = home.write_table(table_of(3));
    let arguments = ["import", file.to_str().unwrap(), "--map", "Uwagi="];
    for (answer, code, customers) in [("n\r", 5, 0), ("\r", 5, 0), ("y\r", 0, 3)] {
        let mut pty = home.run(&arguments, (100, 30));
        pty.wait_for_text("Send 3 customers to");
        pty.send(answer);
        assert_eq!(pty.wait_exit().exit_code(), code, "{answer:?}: {}", pty.text());
        assert_eq!(crm.customers(), customers, "{answer:?}");
        let log = String::from_utf8(pty.log()).unwrap();
        assert_eq!(log.contains("/3  "), code == 0, "the bar: {log:?}");
    }
}
