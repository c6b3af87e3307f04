//! Trying a CRM out before its profile is written: one question that changes nothing there.

use super::{Client, FailureReason, failure};
use std::time::Duration;

/// What a try came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectionTest {
    /// The CRM lets this user in and lets it search.
    Works,
    /// It does not know the user, or the password is another one (401).
    WrongPassword,
    /// It knows the user, who may not search (403); adding customers may well be allowed.
    NotPermitted,
    /// Something else answers there, with this status.
    Unexpected(u16),
    /// Nothing answers.
    Failed(FailureReason),
}

impl Client {
    /// Asks the CRM for any one customer, and looks at the status alone. Blocks, at most so long.
    #[must_use]
    pub fn test_connection(&self, limit: Duration) -> ConnectionTest {
        let connection = match self.connection() {
            Ok(connection) => connection,
            Err(failure) => return ConnectionTest::Failed(failure),
        };
        let asked = connection.get(self.target().customers_url());
        let asked = asked.config().timeout_global(Some(limit)).build();
        let asked = self.with_headers(asked).and_then(|request| {
            let request = request.query("identifier", "kartoteka").query("limit", "1");
            request.call()
        });
        match asked.map(|answer| answer.status().as_u16()) {
            Ok(200..=299) => ConnectionTest::Works,
            Ok(401) => ConnectionTest::WrongPassword,
            Ok(403) => ConnectionTest::NotPermitted,
            Ok(status) => ConnectionTest::Unexpected(status),
            Err(error) => ConnectionTest::Failed(self.through_proxy(failure::of_lookup(error, limit))),
        }
    }
}
