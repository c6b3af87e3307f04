//! Tables that are quoted badly or whose encoding is not certain: what the CRM received is the judge.

use super::faults::created;
use crate::Home;
use crate::support::faults::Faults;
use serde_json::Value;

/// Imports a table without asking; the exit code, what was told, and the bodies that the CRM has received.
fn import(table: &[u8], arguments: &[&str]) -> (Option<i32>, String, Vec<String>) {
    let server = Faults::start(created());
    let home = Home::new(&server.url(), "");
    let file = home.write_table(table);
    let told = home.pipe(
        &[&["import", file.to_str().unwrap(), "--yes"], arguments].concat(),
        b"",
    );
    let requests = server.finish().requests.into_iter();
    let bodies = requests.map(|request| String::from_utf8(request.body).unwrap());
    (told.code, told.stderr, bodies.collect())
}

/// The rows below the heading, the options, the exit code, whose customers are sent, and what is printed.
type Quoted = (
    &'static str,
    &'static str,
    i32,
    &'static [&'static str],
    &'static str,
);

const QUOTING: [Quoted; 12] = [
    (
        "Adamski;333555001;x\ndruga linia\nBielski;333555002;x",
        "",
        3,
        &["Bielski"],
        "",
    ),
    (
        "Adamski;333555001;x\n\"Bielski;333555002;x\"",
        "",
        3,
        &["Adamski"],
        "",
    ),
    (
        "Adamski;333555001;x\nCel\rski;333555003;y\nBielski;333555002;x",
        "",
        3,
        &["Adamski", "Bielski"],
        "",
    ),
    (
        "Adamski;333555001;\"telewizor 50\nBielski;333555002;x",
        "",
        2,
        &[],
        "line 2",
    ),
    (
        "Adamski;333555001;\"telewizor 50\nBielski;333555002;x",
        "",
        2,
        &[],
        "--quote none",
    ),
    (
        "Adamski;333555001;telewizor 50\"\nBielski;333555002;x",
        "",
        3,
        &["Bielski"],
        "line 2",
    ),
    (
        "Adamski;333555001;telewizor 50\"\nBielski;333555002;x",
        "--quote none",
        0,
        &["Adamski", "Bielski"],
        "",
    ),
    (
        "Adamski;333555001;\"Firma \"ABC\" sp.\"\nBielski;333555002;x",
        "",
        3,
        &["Bielski"],
        "line 2",
    ),
    (
        "Adamski;333555001;\"x \\\"y\\\"\"\nBielski;333555002;x",
        "--quote backslash",
        0,
        &["Adamski", "Bielski"],
        "",
    ),
    (
        "Adamski;333555001;\"x\nBielski;333555002;y\"",
        "",
        2,
        &[],
        "--accept-line-breaks",
    ),
    (
        "Adamski;333555001;\"x\nBielski;333555002;y\"",
        "--accept-line-breaks",
        0,
        &["Adamski"],
        "",
    ),
    (
        "Adamski;333555001\nBielski;333555002;x;",
        "",
        0,
        &["Adamski", "Bielski"],
        "lines: 3, rows: 2",
    ),
];

#[test]
fn bad_quoting_sends_nothing_that_was_not_meant() {
    for (rows, options, code, sent, told) in QUOTING {
        let table = format!("Nazwisko;Telefon;Notatka\n{rows}\n");
        let mut arguments = vec!["--map", "Notatka=note"];
        arguments.extend(options.split_whitespace());
        let (ended, stderr, bodies) = import(table.as_bytes(), &arguments);
        assert_eq!(ended, Some(code), "{rows} {options}: {stderr}");
        assert!(stderr.contains(told), "{rows} {options}: {stderr}");
        assert_eq!(bodies.len(), sent.len(), "{rows} {options}: {bodies:?}");
        for (body, name) in bodies.iter().zip(sent) {
            assert!(
                body.contains(&format!("\"surname\": \"{name}\"")),
                "{rows}: {body}"
            );
        }
    }
}

#[test]
fn an_encoding_is_proved_or_named_or_asked_for() {
    let cases: [(&[u8], &str, i32, &str, &str); 6] = [
        // Windows-1250, ISO-8859-2 and CP852.
        (
            b"Nazwisko;Imi\xea\n\x8frebi\xea\xe6;Ja\x9f\n",
            "",
            0,
            "Źrebięć",
            "windows-1250",
        ),
        (
            b"Nazwisko;Imi\xea\n\xacrebi\xea\xe6;Ja\xbc\n",
            "",
            0,
            "Źrebięć",
            "ISO-8859-2",
        ),
        (
            b"Nazwisko;Imi\xa9\n\x8drebi\xa9\x86;Ja\xab\n",
            "--encoding cp852",
            0,
            "Źrebięć",
            "CP852",
        ),
        // French or Czech: a guess is not enough.
        (b"Nazwisko\nLef\xe8vre\nH\xe9l\xe8ne\n", "", 2, "", "--encoding"),
        (
            b"Nazwisko\nLef\xe8vre\n",
            "--encoding windows-1252",
            0,
            "Lefèvre",
            "windows-1252",
        ),
        (
            "Nazwisko\nŻółć\n".as_bytes(),
            "--encoding iso-8859-2",
            2,
            "",
            "line 2",
        ),
    ];
    for (table, options, code, sent, told) in cases {
        let arguments: Vec<&str> = options.split_whitespace().collect();
        let (ended, stderr, bodies) = import(table, &arguments);
        assert_eq!(ended, Some(code), "{options}: {stderr}");
        assert!(stderr.contains(told), "{told}: {stderr}");
        assert_eq!(bodies.len(), usize::from(!sent.is_empty()), "{bodies:?}");
        assert!(bodies.iter().all(|body| body.contains(sent)), "{bodies:?}");
    }
}

/// The rows below the heading, and the problem of the last one in JSON, without its message.
const PROBLEMS: [(&str, &str); 13] = [
    (
        "Nowak;Jan;x;;;y\nB;C;;",
        r#"{"reason":"cells","detail":{"found":6,"expected":5},"severity":"error"}"#,
    ),
    (
        "Nowak;Jan;x;y",
        r#"{"reason":"no_heading","detail":4,"severity":"error"}"#,
    ),
    (
        "Nowak;Jan ::: Ewa;x;",
        r#"{"field":"name","reason":"several_values","severity":"error"}"#,
    ),
    (
        "\nNowak;Jan;telewizor 50\";",
        r#"{"reason":"quoting","detail":3,"severity":"error"}"#,
    ),
    (
        "Nowak;Jan;note\nend\";Ewa;x;",
        r#"{"reason":"before_quoting","detail":3,"severity":"error"}"#,
    ),
    (
        "Nowak;Jan;a note;\nthat goes on",
        r#"{"reason":"cut","detail":3,"severity":"error"}"#,
    ),
    ("LONG", r#"{"reason":"too_long","severity":"error"}"#),
    (
        "Now\u{fffd}k;Jan;x;",
        r#"{"reason":"undecodable","severity":"error"}"#,
    ),
    (
        "Å»Ã³Å‚Ä‡;Jan;x;",
        r#"{"reason":"doubly_encoded","detail":"Żółć","severity":"warning"}"#,
    ),
    (
        "Nazwisko;Imię;Notatka;;Data urodzenia",
        r#"{"reason":"heading_again","severity":"warning"}"#,
    ),
    (
        "Nowak;Jan;;\nRazem: 1;;;",
        r#"{"reason":"totals","severity":"warning"}"#,
    ),
    ("\"Nowak;Jan\"", r#"{"reason":"joined","severity":"warning"}"#),
    (
        "Nowak;Jan;;;2/1/1990",
        r#"{"reason":"day_first","severity":"warning"}"#,
    ),
];

#[test]
fn what_is_wrong_with_a_row_is_told_in_json_and_documented() {
    let home = Home::new(crate::NOWHERE, "");
    let documented = include_str!("../../../docs/command-line.md");
    for (rows, expected) in PROBLEMS {
        let rows = rows.replace("LONG", &"x".repeat((1 << 20) + 1));
        let file = home.write_table(format!("Nazwisko;Imię;Notatka;;Data urodzenia\n{rows}\n"));
        let arguments = [
            "import",
            file.to_str().unwrap(),
            "--map",
            "Notatka=note",
            "--check",
            "--json",
        ];
        let told = home.pipe(&arguments, b"");
        let expected: Value = serde_json::from_str(expected).unwrap();
        let problems = told
            .json()
            .into_iter()
            .filter_map(|row| row["problems"].as_array().cloned());
        let mut problems: Vec<Value> = problems.flatten().collect();
        for problem in &mut problems {
            let message = problem.as_object_mut().unwrap().remove("message");
            assert!(message.is_some_and(|message| message.is_string()), "{told:?}");
        }
        assert!(problems.contains(&expected), "{expected}: {problems:?}");
        let reason = format!("| `{}` |", expected["reason"].as_str().unwrap());
        assert!(documented.contains(&reason), "{reason}");
    }
}

#[test]
fn lines_are_listed_in_both_languages() {
    let home = Home::new(crate::NOWHERE, "");
    for (bad, english, polish) in [
        (
            1,
            "bad quoting on line 2: these",
            "błędny cudzysłów (linia 2): tych",
        ),
        (
            3,
            "bad quoting on lines 2, 3, 4: these",
            "błędny cudzysłów (linie 2, 3, 4): tych",
        ),
        (
            7,
            "bad quoting on lines 2, 3, 4, 5, 6 and 2 more: these",
            "błędny cudzysłów (linie 2, 3, 4, 5, 6 i jeszcze 2): tych",
        ),
    ] {
        let file = home.write_table(format!("Nazwisko;Imię\n{}Nowak;Jan\n", "x\"y;z\n".repeat(bad)));
        for (language, expected) in [("en", english), ("pl", polish)] {
            let told = home.pipe(
                &["--lang", language, "import", file.to_str().unwrap(), "--check"],
                b"",
            );
            assert!(told.stderr.contains(expected), "{expected}: {told:?}");
        }
    }
}
