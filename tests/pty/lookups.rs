//! The CRM is asked in the background while one types: the built program on the embedded CRM, and on CRMs that fail.

use crate::support::echo::words;
use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, sandbox};
use crate::support::pty::Pty;
use serde_json::json;
use std::io::Read as _;
use std::net::{TcpListener, TcpStream};

const SIZE: (u16, u16) = (120, 40);
const F8: &str = "\x1b[19~";
/// From the surname to the phone, which is left with a number in it.
const CARD: &str = "Nowak\x1b[6~\t333444555\t";

/// A home with the check for duplicates, and with these settings of the form.
fn home(url: &str, form: &str) -> Home {
    Home::new(url, &format!("check_duplicates = true\n[form]\n{form}"))
}

/// A server that does this with every request; the form, with a phone typed and left; and the request has arrived.
fn asking(act: Act) -> (Faults, Home, Pty) {
    let server = Faults::start(act);
    let home = home(&server.url(), "");
    let mut pty = home.start(SIZE);
    pty.send(CARD);
    server.wait_for(|record| record.requests.len() == 1);
    (server, home, pty)
}

/// The values that the CRM was searched by, a request each.
fn searched(server: Faults) -> Vec<String> {
    let requests = server.finish().requests.into_iter();
    let lines = requests.map(|request| request.head.lines().next().unwrap_or_default().to_owned());
    lines.collect()
}

#[test]
fn a_customer_of_the_embedded_crm_stands_beside_the_phone() {
    let crm = sandbox();
    let other = Home::new(&crm.base_url(), "");
    let told = other.pipe(
        &["submit", "-"],
        json!({"surname": "Kowalski", "name": "Jan", "phone_number": "+48 333 444 555"})
            .to_string()
            .as_bytes(),
    );
    assert_eq!(told.code, Some(0), "{told:?}");
    let home = home(&crm.base_url(), "");
    let mut pty = home.start(SIZE);
    pty.send(CARD);
    pty.wait_for_text("in CRM: 324 Kowalski Jan");
    pty.send(F8);
    pty.wait_for_text(words::DECIDE);
    assert!(
        pty.text()
            .contains("324 Kowalski Jan, in the CRM: found by phone"),
        "{}",
        pty.text()
    );
}

#[test]
fn typing_goes_on_while_the_crm_says_nothing() {
    let (server, _home, mut pty) = asking(Act::Hang);
    pty.send("www.nowak.pl");
    pty.wait_for_text("www.nowak.pl");
    assert!(
        !pty.text().contains("CRM: no answer"),
        "it is being asked: {}",
        pty.text()
    );
    // Three seconds later.
    pty.wait_for_text("CRM: no answer");
    assert!(pty.text().contains("www.nowak.pl"));
    // The end waits for nobody, and nothing was asked but by the one value.
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    let searched = searched(server);
    assert_eq!(searched.len(), 1, "{searched:?}");
    assert!(
        searched[0].contains("phone_number=333444555&limit="),
        "{searched:?}"
    );
}

#[test]
fn a_crm_that_fails_is_not_nobody() {
    let html = "<html>\x1b]0;pwned\x07</html>";
    for act in [
        Act::Answer(http("500 Internal Server Error", "", "{}")),
        Act::Answer(http("200 OK", "", html)),
        Act::Answer(http("302 Found", "Location: http://127.0.0.1:1/\r\n", "")),
        Act::Reset,
        Act::CloseAtOnce,
    ] {
        let server = Faults::start(act);
        let home = home(&server.url(), "");
        let mut pty = home.start(SIZE);
        pty.send(CARD);
        pty.wait_for_text("CRM: no answer");
        assert!(!String::from_utf8_lossy(&pty.log()).contains("\x1b]0;pwned"));
    }
}

#[test]
fn a_crm_that_forbids_it_is_not_asked_again_in_the_background() {
    let (server, _home, mut pty) = asking(Act::Answer(http("403 Forbidden", "", "{}")));
    pty.wait_for_text("CRM: search not allowed");
    pty.send("\x1b[A\x1b[Aanna@nowak.pl\t");
    pty.wait_for_text("anna@nowak.pl");
    pty.send(F8);
    pty.wait_for_text("is not allowed to search");
    let searched = searched(server);
    // The review asks once more, about both values at the same time.
    assert_eq!(searched.len(), 3, "{searched:?}");
}

#[test]
fn what_a_crm_answers_never_reaches_the_terminal_as_it_is() {
    let customer = |id: usize| {
        json!({
            "customer_id": id,
            "surname": "Zły\x1b]0;pwned\x07\x1b[2J",
            "name": "\u{202e}naJ",
            "phone_number": "333444555",
        })
    };
    for (count, words) in [
        (1, "in CRM: 1 Zły\\u{1b}"),
        (1000, "in CRM: 20 customers or more"),
    ] {
        let customers: Vec<_> = (1..=count).map(customer).collect();
        let body = json!({"count": count, "result": customers}).to_string();
        let (_server, _home, mut pty) = asking(Act::Answer(http("200 OK", "", &body)));
        // In full where the focus is.
        pty.send("\x1b[A");
        pty.wait_for_text(words);
        let log = pty.log();
        let log = String::from_utf8_lossy(&log);
        assert!(!log.contains("\x1b]0;pwned") && !log.contains('\u{202e}'));
    }
}

#[test]
fn a_card_that_is_surely_new_goes_out_with_one_key_and_once() {
    let crm = sandbox();
    let home = home(&crm.base_url(), "send_when_clean = true");
    let mut pty = home.start(SIZE);
    // The phone was not left: nobody knows yet, and the review asks.
    pty.send("Nowak\x1b[6~\t333444555");
    pty.wait_for_text("333444555");
    pty.send(F8);
    pty.wait_for_text(words::REVIEW);
    assert_eq!(crm.customers(), 0);
    pty.back_to_form();
    pty.send(F8);
    pty.wait_for_text("Created: customer_id 324");
    for _ in 0..3 {
        pty.send(F8);
    }
    pty.wait_for_text("Fix these first");
    pty.back_to_form();
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    assert_eq!(crm.customers(), 1);
}

#[test]
fn the_review_opens_a_connection_for_the_send_and_back_in_the_form_there_is_none() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let home = Home::new(&format!("http://{}", listener.local_addr().unwrap()), "");
    let mut pty = home.start(SIZE);
    pty.send("Nowak");
    pty.wait_for_text("draft saved");
    pty.send(F8);
    pty.wait_for_text(words::REVIEW);
    // One after another, each before the last one is too old, and nothing goes over any of them.
    let mut opened: Vec<TcpStream> = listener.incoming().take(3).map(Result::unwrap).collect();
    pty.back_to_form();
    listener.set_nonblocking(true).unwrap();
    opened.extend(listener.incoming().map_while(Result::ok));
    for mut connection in opened {
        connection.set_nonblocking(false).unwrap();
        let mut bytes = Vec::new();
        connection.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"");
    }
}
