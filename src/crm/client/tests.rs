//! What the client does beside the wire.

use super::*;

const TIMEOUT: Duration = Duration::from_secs(30);

fn client(password: &str) -> Client {
    let credentials = Credentials {
        user: "api_user".to_owned(),
        password: password.into(),
    };
    Client::new(
        CrmAddress::new("http://127.0.0.1:9").unwrap(),
        credentials,
        "pl",
        TIMEOUT,
    )
}

#[test]
fn the_password_is_in_no_debug_output() {
    let client = client("Hasło-7");
    let header = client.authorization().unwrap();
    assert!(header.is_sensitive());
    let shown = format!("{client:?} {:#?} {header:?}", client.credentials);
    assert!(shown.contains("api_user"), "{shown}");
    assert!(
        !shown.contains("Hasło-7") && !shown.contains(header.to_str().unwrap()),
        "{shown}"
    );
}

#[test]
fn a_body_still_trickling_at_the_deadline_ends_there() {
    let (read, cut_by) = read_body(io::repeat(b'x').take(10), Instant::now(), TIMEOUT);
    assert_eq!(
        (read.as_slice(), cut_by),
        (b"xxxxxxxxxx".as_slice(), Some(FailureReason::TimedOut(30)))
    );
}

#[test]
fn a_body_is_read_up_to_the_limit() {
    let deadline = Instant::now() + LONGEST_TIMEOUT;
    for (name, length, whole) in [
        ("empty", 0, true),
        ("at the limit", LONGEST_ANSWER, true),
        ("beyond it", LONGEST_ANSWER + 1, false),
    ] {
        let body = io::repeat(b'x').take(u64::try_from(length).unwrap());
        let (read, cut_by) = read_body(body, deadline, TIMEOUT);
        assert_eq!(
            (read.len(), cut_by.is_none()),
            (length.min(LONGEST_ANSWER), whole),
            "{name}"
        );
    }
}
