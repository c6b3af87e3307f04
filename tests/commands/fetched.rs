//! `config fetch`: settings proposed from what the tenant uses, written only where nobody has edited the file.

use super::support::faults::{Act, Faults, http};
use super::support::home::Home;
use super::{NOWHERE, sandbox};
use std::fs;

const CARD: &str =
    r#"{"surname":"Kowalski","nip":"1234563218","type":"Klient","custom_fields":{"kampania":"lato"}}"#;

/// A home whose settings only the program has written, by its questions.
fn own_home(url: &str) -> Home {
    let home = Home::new(url, "");
    fs::remove_file(home.config()).unwrap();
    let answers = format!("{url}\napi_user\n2\nKARTOTEKA_TEST_PASSWORD\n");
    let told = home.pipe(&["config", "init"], answers.as_bytes());
    assert_eq!(told.code, Some(0), "{told:?}");
    home
}

#[test]
fn what_the_tenant_uses_is_proposed_and_written_only_where_it_is_asked_for() {
    let crm = sandbox();
    let home = own_home(&crm.base_url());
    let told = home.pipe(&["submit", "-"], CARD.as_bytes());
    assert_eq!(told.code, Some(0), "{told:?}");
    let before = fs::read_to_string(home.config()).unwrap();
    let told = home.pipe(&["config", "fetch"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    for line in [
        "[[custom_fields]]\nname = \"kampania\"\n",
        "account_manager = [\n  { value = \"anna.nowak\", label = \"Anna Nowak\" },\n",
        "type = [\n  { value = \"Klient\" },\n]\n",
    ] {
        assert!(told.stdout.contains(line), "{line}\n{told:?}");
    }
    assert_eq!(told.stderr, "1 customer was read.\n");
    assert_eq!(fs::read_to_string(home.config()).unwrap(), before);

    let told = home.pipe(&["config", "fetch", "--write"], b"");
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(
        told.stdout,
        format!("{} was extended.\n", home.config().display())
    );
    assert_eq!(home.pipe(&["config", "check"], b"").code, Some(0));
    let told = home.pipe(&["config", "show"], b"");
    assert!(
        told.stdout.contains("jkowalski") && told.stdout.contains("kampania"),
        "{told:?}"
    );
    let told = home.pipe(&["config", "fetch", "--write"], b"");
    assert!(told.stderr.contains("already have everything"), "{told:?}");

    // A second profile leaves the file the program's own; one character of somebody's does not.
    let answers = format!("{}\napi_user\n3\ny\n", crm.base_url());
    let told = home.pipe(&["--profile", "other", "config", "init"], answers.as_bytes());
    assert_eq!(told.code, Some(0), "{told:?}");
    let written = fs::read_to_string(home.config()).unwrap();
    fs::write(home.config(), written.replace("jkowalski", "jkowalsky")).unwrap();
    let edited = fs::read_to_string(home.config()).unwrap();
    let told = home.pipe(&["--profile", "main", "config", "fetch", "--write"], b"");
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(
        told.stderr.contains("was not changed: it was edited by hand"),
        "{told:?}"
    );
    assert!(
        told.stdout
            .contains("# account_manager += [\n#   { value = \"jkowalski\""),
        "{told:?}"
    );
    assert_eq!(fs::read_to_string(home.config()).unwrap(), edited);
}

#[test]
fn one_customer_alone_can_be_named_and_no_answer_is_nothing() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    for card in [CARD, r#"{"surname":"Nowak","nip":"5260250274","type":"Inny"}"#] {
        assert_eq!(home.pipe(&["submit", "-"], card.as_bytes()).code, Some(0));
    }
    let told = home.pipe(&["config", "fetch", "--customer", "324"], b"");
    assert!(
        told.stdout.contains("kampania") && !told.stdout.contains("Inny"),
        "{told:?}"
    );
    let told = home.pipe(&["config", "fetch", "--customer", ""], b"");
    assert_eq!(told.code, Some(2), "{told:?}");
    let told = home.pipe(&["config", "fetch", "--customer", "999"], b"");
    assert!(
        told.stderr.contains("404") && told.stdout.contains("anna.nowak"),
        "{told:?}"
    );
}

#[test]
fn a_crm_that_does_not_show_something_is_named_and_nothing_raw_is_printed() {
    let agents = http("200 OK", "", r#"[{"login":"a\u001b]0;x\u0007b","active":true}]"#);
    let refused = http("403 Forbidden", "", "");
    for (customers, list, code, why) in [
        (
            refused.clone(),
            agents,
            0,
            "(GET /api/customers): the API user is not allowed",
        ),
        (
            http("200 OK", "", "[]"),
            refused.clone(),
            0,
            "(GET /api/agents): the API user is not allowed",
        ),
        (
            refused.clone(),
            refused,
            4,
            "(GET /api/agents): the API user is not allowed",
        ),
        (
            http("500 Oops", "", ""),
            http("200 OK", "", "<html>"),
            5,
            "no list of agents",
        ),
    ] {
        let server = Faults::start(Act::Turns(vec![Act::Answer(customers), Act::Answer(list)]));
        let home = Home::new(&server.url(), "");
        let told = home.pipe(&["config", "fetch"], b"");
        assert_eq!(told.code, Some(code), "{told:?}");
        assert!(told.stderr.contains(why), "{why}: {told:?}");
        assert!(!told.stdout.contains(['\u{1b}', '\u{7}']), "{told:?}");
        for request in server.finish().requests {
            let line = request.head.lines().next().unwrap();
            assert!(!line.contains("=&") && !line.contains("= "), "{line}");
        }
    }
    let told = Home::new(NOWHERE, "timeout_seconds = 0").pipe(&["config", "fetch"], b"");
    assert_eq!(told.code, Some(2), "{told:?}");
}
