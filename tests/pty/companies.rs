//! The company of a customer: the built program on the embedded CRM, and on CRMs that fail or have no companies for this user.

use crate::support::echo::words;
use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, sandbox};
use crate::support::pty::Pty;
use serde_json::json;

const SIZE: (u16, u16) = (120, 40);
const F8: &str = "\x1b[19~";
const INSERT: &str = "\x1b[2~";
/// The surname, then the field of the company, and its finder.
const FIND: &str = "Nowak\x183\t\t\x06";

/// A server that does this with every request, and the form with its finder.
fn finder(act: Act) -> (Faults, Home, Pty) {
    let server = Faults::start(act);
    let home = Home::new(&server.url(), "");
    let mut pty = home.start(SIZE);
    pty.send(FIND);
    pty.wait_for_text("NIP or name");
    (server, home, pty)
}

#[test]
fn a_company_is_added_to_the_embedded_crm_and_found_there() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let mut pty = home.start(SIZE);
    pty.send(FIND);
    pty.wait_for_text("NIP or name");
    pty.send("1234563218");
    pty.wait_for_text("Not in the CRM: NIP 1234563218.");
    pty.send(INSERT);
    pty.wait_for_text("Add a company");
    // All at once, as a line that has stalled brings it.
    pty.send("Żółta Łódź\t\t333444555\tbiuro@lodz.pl");
    pty.wait_for_text("biuro@lodz.pl");
    pty.send(F8);
    pty.wait_for_text(words::REVIEW);
    pty.send("\r");
    pty.wait_for_text("Company added: company_id 28");
    pty.send(F8);
    pty.wait_for_text(words::REVIEW);
    pty.send("\r");
    pty.wait_for_text("Created: customer_id 324");
    // The next customer of the same company: its NIP is enough, or its name.
    for line in ["123-456-32-18", "zolta"] {
        pty.send("\x183\t\t\x06");
        pty.wait_for_text("NIP or name");
        pty.send(line);
        // It is known from here at once; while the CRM is asked, too, Enter waits.
        pty.wait_for(|screen| {
            let text = screen.contents();
            let row = "28 · Żółta Łódź · NIP 1234563218";
            text.contains(line) && text.contains(row) && !text.contains("Searching the CRM")
        });
        pty.send("\r");
        pty.wait_for_text("Company 28 · Żółta Łódź");
        pty.send("\x18E");
        pty.wait_for_text("Clear the card?");
        pty.send("Y");
        pty.wait_for_text("Card cleared");
    }
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    let told = home.pipe(&["history", "--format", "json"], b"");
    let rows = told.json();
    let told: Vec<_> = rows
        .iter()
        .map(|row| json!([row["resource"], row["who"], row["company_id"], row["customer_id"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["customer", "Nowak", null, "324"]),
            json!(["company", "Żółta Łódź", "28", null])
        ]
    );
}

#[test]
fn a_crm_that_fails_or_forbids_it_is_not_nobody() {
    let html = "<html>\x1b]0;pwned\x07</html>";
    for (act, words) in [
        (
            Act::Answer(http("403 Forbidden", "", "{}")),
            "has no access to companies",
        ),
        (
            Act::Answer(http("404 Not Found", "", "{}")),
            "has no access to companies",
        ),
        (
            Act::Answer(http("500 Internal Server Error", "", "{}")),
            "failed with status 500",
        ),
        (Act::Answer(http("200 OK", "", html)), "the answer cannot be read"),
        (Act::Hang, "timed out after 3 s"),
    ] {
        let (_server, _home, mut pty) = finder(act);
        pty.send("1234563218");
        pty.wait_for_text(words);
        assert!(!pty.text().contains("Not in the CRM"), "{}", pty.text());
        assert!(!String::from_utf8_lossy(&pty.log()).contains("\x1b]0;pwned"));
        // The number is typed by hand all the same.
        pty.send("\x1b");
        pty.wait_for(|screen| !screen.contents().contains("NIP or name"));
        pty.send("28");
        pty.wait_for_text("\"company_id\": 28");
    }
}

#[test]
fn what_a_crm_answers_never_reaches_the_terminal_as_it_is() {
    let company = |id: usize| {
        json!({
            "company_id": id,
            "name": "Zła\x1b]0;pwned\x07\x1b[2J",
            "nip": "1234563218",
            "address": {"street": "\u{202e}acilu", "city": "Łódź\u{9b}1m"},
        })
    };
    for count in [1, 1000] {
        let companies: Vec<_> = (1..=count).map(company).collect();
        let body = json!({"count": count, "result": companies}).to_string();
        let (_server, _home, mut pty) = finder(Act::Answer(http("200 OK", "", &body)));
        pty.send("1234563218");
        pty.wait_for_text("1 · Zła\\u{1b}");
        pty.send("\r");
        pty.wait_for_text("Company 1");
        let log = pty.log();
        let log = String::from_utf8_lossy(&log);
        assert!(!log.contains("\x1b]0;pwned") && !log.contains('\u{202e}'));
    }
}
