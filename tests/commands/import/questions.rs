//! What is asked about a table on a terminal: a wrong answer sends nothing, the right one sends what was meant.

use super::faults::created;
use crate::support::faults::Faults;
use crate::{Home, NOWHERE};

/// What is asked, what is typed and Enter after it, and the surnames that the CRM has received.
type Answered = (
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
    &'static str,
);

/// Imports a table on a terminal and answers; the exit code, the screen and the bodies that the CRM has received.
fn import(table: &[u8], (asked, _, _): &Answered) -> (u32, String, Vec<String>) {
    let server = Faults::start(created());
    let home = Home::new(&server.url(), "");
    let file = home.write_table(table);
    let mut pty = home.run(
        &["import", file.to_str().unwrap(), "--map", "Notatka=note"],
        (80, 24),
    );
    for (question, answer) in *asked {
        pty.wait_for_text(question);
        pty.send(&format!("{answer}\r"));
    }
    let code = pty.wait_exit().exit_code();
    let requests = server.finish().requests.into_iter();
    let bodies = requests.map(|request| String::from_utf8(request.body).unwrap());
    (code, pty.text(), bodies.collect())
}

#[track_caller]
fn assert_answered(table: &[u8], cases: &[Answered]) {
    for case in cases {
        let (code, screen, bodies) = import(table, case);
        let (asked, sent, told) = case;
        let expected = match (sent.len(), asked.last()) {
            (0, Some((SEND, _))) => 5,
            (0, _) => 2,
            _ => 0,
        };
        assert_eq!(code, expected, "{asked:?}: {screen}");
        assert!(screen.replace('\n', " ").contains(told), "{asked:?}: {screen}");
        assert_eq!(bodies.len(), sent.len(), "{asked:?}: {bodies:?}");
        for (body, value) in bodies.iter().zip(*sent) {
            assert!(body.contains(value), "{value}: {body}");
        }
    }
}

const WHICH: &str = "Type 1 to 2, or Enter to stop; nothing has been sent yet:";
const ONE: &str = "is each of these cells about one customer? y or n:";
const SEND: &str = "customers to http";

#[test]
fn the_words_decide_which_encoding_it_is() {
    let table = b"Nazwisko;Notatka\nLef\xe8vre;Orl\xe9ans\nH\xe9l\xe8ne;Lyon\n";
    let stopped = "the encoding is not certain; nothing was sent; choose one with --encoding: windows-1250 (Lef\u{10d}vre";
    assert_answered(
        table,
        &[
            (
                &[(WHICH, "2"), (SEND, "y")],
                &["\"Lefèvre\"", "\"Hélène\""],
                "windows-1252",
            ),
            (&[(WHICH, "1"), (SEND, "n")], &[], "nothing was sent"),
            (&[(WHICH, "0")], &[], stopped),
            (&[(WHICH, "3")], &[], stopped),
            (&[(WHICH, "")], &[], stopped),
            (&[(WHICH, "y")], &[], stopped),
            (&[(WHICH, "windows-1252")], &[], stopped),
            (&[(WHICH, "\u{4}")], &[], stopped),
        ],
    );
}

#[test]
fn line_breaks_that_may_hide_customers_need_a_yes() {
    let table =
        "Nazwisko;Telefon;Notatka\nAdamski;333555001;\"telewizor 50\nBielski;333555002;y\"\nCabak;;x\n";
    let stopped = "nothing was sent; fix the quotes, or add --accept-line-breaks";
    assert_answered(
        table.as_bytes(),
        &[
            (
                &[(ONE, "y"), (SEND, "y")],
                &["Bielski;333555002;y", "\"Cabak\""],
                "line 2",
            ),
            (&[(ONE, "tak"), (SEND, "n")], &[], "nothing was sent"),
            (&[(ONE, "n")], &[], stopped),
            (&[(ONE, "")], &[], stopped),
            (&[(ONE, "2")], &[], stopped),
            (&[(ONE, "\u{4}")], &[], stopped),
        ],
    );
}

#[test]
fn the_questions_are_asked_in_polish_and_fit_the_screen() {
    let tables: [(&[u8], &[&str]); 2] = [
        (
            b"Nazwisko\nLef\xe8vre\nH\xe9l\xe8ne\n",
            &[
                "klienci.csv: kodowanie nie jest pewne. W którym wierszu słowa są zapisane poprawnie?",
                "  2  windows-1252    Lefèvre Hélène",
                "Numer od 1 do 2 (sam Enter przerywa; nic jeszcze nie wysłano):",
            ],
        ),
        (
            b"Nazwisko;Telefon;Notatka\nAdamski;;\"x\nBielski;1;y\"\n",
            &[
                "komórka w kilku liniach to być może kilku klientów: linia 2",
                "Sprawdź w pliku: czy każda z tych komórek dotyczy jednego klienta? t albo n:",
            ],
        ),
    ];
    for (table, lines) in tables {
        let home = Home::new(NOWHERE, "");
        let file = home.write_table(table);
        let args = [
            "--lang",
            "pl",
            "import",
            file.to_str().unwrap(),
            "--map",
            "Notatka=note",
        ];
        let mut pty = home.run(&args, (80, 24));
        for line in lines {
            pty.wait_for(|screen| screen.rows(0, 80).collect::<String>().contains(line));
        }
        pty.send("\r");
        assert_eq!(pty.wait_exit().exit_code(), 2, "{}", pty.text());
        assert!(pty.text().contains("niczego nie wysłano"), "{}", pty.text());
    }
}

#[test]
fn the_bar_of_an_import_leaves_no_control_sequence_on_the_terminal() {
    let server = Faults::start(created());
    let home = Home::new(&server.url(), "");
    let file = home.write_table(b"surname,phone_number\nKowalski,601234567\nNowak,601234568\n");
    let mut pty = home.run(&["import", file.to_str().unwrap(), "--yes"], (80, 24));
    let code = pty.wait_exit().exit_code();
    let screen = pty.text();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("2  created"), "{screen}");
    assert!(!screen.contains("u{1b}") && !screen.contains('━'), "{screen}");
    server.finish();
}
