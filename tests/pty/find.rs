//! Finding a caller: the built program on the embedded CRM, and on CRMs that fail.

use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, sandbox};
use crate::support::pty::Pty;
use serde_json::json;

const SIZE: (u16, u16) = (80, 24);
const CTRL_R: &str = "\x12";

/// A server that does this with every request, and the form in which a phone is searched for.
fn finding(act: Act) -> (Faults, Home, Pty) {
    let server = Faults::start(act);
    let home = Home::new(&server.url(), "");
    let mut pty = home.start(SIZE);
    pty.send(CTRL_R);
    pty.wait_for_text("Find a customer");
    pty.send("601234567");
    (server, home, pty)
}

#[test]
fn a_caller_of_the_embedded_crm_is_opened_by_the_number_and_one_key() {
    let crm = sandbox();
    let other = Home::new(&crm.base_url(), "");
    let customer = json!({"surname": "Kowalski", "name": "Jan", "phone_number": "+48 601 234 567",
        "company_id": 17, "address": {"street": "Długa", "city": "Łódź"}, "custom_fields": {"kampania": "wiosna"}});
    let told = other.pipe(&["submit", "-"], customer.to_string().as_bytes());
    assert_eq!(told.code, Some(0), "{told:?}");
    let home = Home::new(&crm.base_url(), "");
    let mut pty = home.start(SIZE);
    pty.send("Nowak");
    pty.wait_for_text("Nowak");
    pty.send(CTRL_R);
    pty.wait_for_text("Find a customer");
    // As a terminal without bracketed paste does it: all at once.
    pty.send("601 234 567\r");
    pty.wait_for_text("Customer 324 Kowalski Jan");
    pty.wait_for_text("kampania: wiosna");
    pty.send("d");
    pty.wait_for_text("Card parked");
    pty.send(CTRL_R);
    pty.wait_for_text("Find a customer");
    pty.send("601999999");
    pty.wait_for_text("Nobody found by phone");
    pty.send("\r");
    pty.wait_for_text("601999999");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    // The caller's number is on the card that comes back, and the search is open again where a script asks for it.
    let mut pty = home.run(&["--phone", "601234567"], SIZE);
    pty.wait_for_text("324  Kowalski Jan");
    pty.back_to_form();
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_crm_that_says_nothing_is_waited_for_three_seconds_and_never_in_the_way() {
    let (server, _home, mut pty) = finding(Act::Hang);
    pty.wait_for_text("Searching the CRM by phone");
    pty.send("\r");
    pty.wait_for_text("opens when found");
    // What is typed is there at once, and is another question.
    pty.send("\x7f");
    pty.wait_for_text("Enter searches the CRM");
    pty.send("8");
    pty.wait_for_text("Searching the CRM by phone");
    pty.wait_for_text("The CRM took too long to search by phone.");
    assert!(!pty.text().contains("Nobody"), "{}", pty.text());
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    let requests = server.finish().requests;
    let asked: Vec<&str> = requests
        .iter()
        .filter_map(|request| request.head.lines().next())
        .collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(asked[0].contains("phone_number=601234567&limit="), "{asked:?}");
}

#[test]
fn a_crm_that_fails_or_forbids_is_not_nobody() {
    for (act, words) in [
        (
            Act::Answer(http("500 Internal Server Error", "", "{}")),
            "the CRM failed with status 500",
        ),
        (
            Act::Answer(http("403 Forbidden", "", "{}")),
            "is not allowed to search for customers",
        ),
        (
            Act::Answer(http("200 OK", "", "<html>\x1b]0;pwned\x07</html>")),
            "the answer cannot be read",
        ),
        (Act::CloseAtOnce, "the connection was lost"),
    ] {
        let (_server, _home, pty) = finding(act);
        pty.wait_for(|screen| screen.contents().replace('\n', " ").contains(words));
        assert!(!pty.text().contains("Nobody"), "{}", pty.text());
        assert!(!String::from_utf8_lossy(&pty.log()).contains("\x1b]0;pwned"));
    }
}

#[test]
fn a_thousand_hostile_customers_are_listed_as_text() {
    let customer = |id: usize| {
        json!({"customer_id": id, "surname": "Zły\x1b]0;pwned\x07\x1b[2J", "name": "\u{202e}naJ",
            "phone_number": "601234567", "email": "a\x1b[31m@b.pl"})
    };
    let customers: Vec<_> = (1..=1000).map(customer).collect();
    let body = json!({"count": 1000, "result": customers}).to_string();
    let (_server, _home, mut pty) = finding(Act::Answer(http("200 OK", "", &body)));
    pty.wait_for_text("there may be more");
    pty.wait_for_text("1   Zły\\u{1b}");
    // Enter opens the one that has the focus, whom this CRM does not show alone.
    pty.send("\r");
    pty.wait_for_text("Customer 1 Zły\\u{1b}");
    let log = pty.log();
    let log = String::from_utf8_lossy(&log);
    assert!(!log.contains("\x1b]0;pwned") && !log.contains('\u{202e}') && !log.contains("\x1b[31m@"));
}
