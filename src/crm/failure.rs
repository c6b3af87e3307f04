//! What the HTTP library reports, in the program's own words.

use super::FailureReason;
use std::io;
use std::time::Duration;
use ureq::Error;

/// How the standard library begins its report of a host name without an address. It has no error kind of its own.
const LOOKUP: &str = "failed to lookup address information";

/// Why nothing was sent: the library's error from before the payload was first read.
pub(super) fn before_sending(error: Error, timeout: Duration) -> FailureReason {
    match error {
        Error::Timeout(_) => timed_out(timeout),
        Error::HostNotFound => FailureReason::HostNotFound,
        Error::Tls(_) | Error::TlsRequired | Error::Rustls(_) | Error::Pem(_) => {
            FailureReason::Tls(error.to_string())
        }
        Error::Io(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused => FailureReason::ConnectionRefused,
            io::ErrorKind::TimedOut => timed_out(timeout),
            // Before anything is received the only data that can be invalid is the TLS handshake's.
            io::ErrorKind::InvalidData => FailureReason::Tls(error.to_string()),
            _ if error.to_string().starts_with(LOOKUP) => FailureReason::HostNotFound,
            _ => FailureReason::Connection(error.to_string()),
        },
        other => FailureReason::Connection(other.to_string()),
    }
}

/// Why the outcome is unknown: the library's error from after the payload was first read.
pub(super) fn after_sending(error: Error, timeout: Duration) -> FailureReason {
    match error {
        Error::Timeout(_) => timed_out(timeout),
        Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => timed_out(timeout),
            _ if is_cut(&error) => FailureReason::Cut,
            _ => FailureReason::Unreadable(error.to_string()),
        },
        other => FailureReason::Unreadable(other.to_string()),
    }
}

/// Why a question has no answer. It creates nothing, so it does not matter whether it left.
pub(super) fn of_lookup(error: Error, limit: Duration) -> FailureReason {
    match error {
        Error::Io(error) if is_cut(&error) => FailureReason::Cut,
        error @ (Error::Timeout(_)
        | Error::HostNotFound
        | Error::Tls(_)
        | Error::TlsRequired
        | Error::Rustls(_)
        | Error::Pem(_)
        | Error::ConnectProxyFailed(_)
        | Error::Io(_)) => before_sending(error, limit),
        error => after_sending(error, limit),
    }
}

/// Whether the way to the CRM failed, and not what came back on it.
pub(super) fn is_of_connection(failure: &FailureReason) -> bool {
    matches!(
        failure,
        FailureReason::ConnectionRefused
            | FailureReason::HostNotFound
            | FailureReason::Connection(_)
            | FailureReason::Tls(_)
            | FailureReason::TimedOut(_)
            | FailureReason::Cut
    )
}

/// Whether the connection ended.
fn is_cut(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
    )
}

/// The failure of waiting too long, in whole seconds rounded up.
pub(super) fn timed_out(timeout: Duration) -> FailureReason {
    FailureReason::TimedOut(timeout.as_secs() + u64::from(timeout.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMEOUT: Duration = Duration::from_secs(30);

    #[test]
    fn an_error_means_something_else_once_the_payload_was_read() {
        let text = |failure: FailureReason| serde_json::to_string(&failure).unwrap();
        for (name, error, before, after) in [
            (
                "a timeout",
                (|| Error::Timeout(ureq::Timeout::Connect)) as fn() -> Error,
                r#"{"kind":"timed_out","detail":30}"#,
                r#"{"kind":"timed_out","detail":30}"#,
            ),
            (
                "a timeout of the system",
                || io::Error::from(io::ErrorKind::TimedOut).into(),
                r#"{"kind":"timed_out","detail":30}"#,
                r#"{"kind":"timed_out","detail":30}"#,
            ),
            (
                "an end",
                || io::Error::new(io::ErrorKind::UnexpectedEof, "ended").into(),
                r#"{"kind":"connection","detail":"ended"}"#,
                r#"{"kind":"cut"}"#,
            ),
            (
                "invalid data",
                || io::Error::new(io::ErrorKind::InvalidData, "junk").into(),
                r#"{"kind":"tls","detail":"junk"}"#,
                r#"{"kind":"unreadable","detail":"junk"}"#,
            ),
            (
                "no route",
                || io::Error::new(io::ErrorKind::NetworkUnreachable, "no route").into(),
                r#"{"kind":"connection","detail":"no route"}"#,
                r#"{"kind":"unreadable","detail":"no route"}"#,
            ),
        ] {
            assert_eq!(text(before_sending(error(), TIMEOUT)), before, "{name}, before");
            assert_eq!(text(after_sending(error(), TIMEOUT)), after, "{name}, after");
        }
    }

    #[test]
    fn seconds_are_rounded_up() {
        for (milliseconds, seconds) in [(1, 1), (1000, 1), (1001, 2), (30_000, 30)] {
            let timeout = Duration::from_millis(milliseconds);
            assert_eq!(
                timed_out(timeout),
                FailureReason::TimedOut(seconds),
                "{milliseconds} ms"
            );
        }
    }
}
