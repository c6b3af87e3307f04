//! Every way that a request can end, against a real server: what the program makes of it, and what reached the server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod certificates;
    pub mod counting_relay;
    pub mod faults;
    pub mod wire;
}

mod anything;
mod cancel;
mod companies;
mod kept;
mod lookups;
mod one_customer;
mod opened;
mod proxy;
mod request;
mod rows;
mod table;
mod tls;
mod words;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kartoteka::crm::{CancelToken, Client, Credentials, Outcome, TlsOptions};
use kartoteka::endpoint::CrmAddress;
use std::fs;
use std::time::Duration;
use support::certificates::{authority_in_pem, other_authority_in_pem};

const PAYLOAD: &str = "{\n  \"surname\": \"Żółć 漢\"\n}";
const PASSWORD: &str = "hasło:z dwukropkiem";

/// Long enough to say: this is never waited for.
const PATIENT: Duration = Duration::from_secs(60);

/// For the servers that never answer: all of it is waited for.
const HASTY: Duration = Duration::from_secs(1);

fn client(url: &str, timeout: Duration) -> Client {
    let credentials = Credentials {
        user: "api_user".to_owned(),
        password: PASSWORD.into(),
    };
    Client::new(CrmAddress::new(url).unwrap(), credentials, "pl", timeout)
}

/// Sends the payload, and nobody calls it off.
fn send(client: &Client) -> Outcome {
    client.send(PAYLOAD, &CancelToken::new())
}

/// Whom a client trusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// The public authorities.
    Public,
    /// The tests' authority.
    Ours,
    /// An authority that has nothing to do with it.
    Other,
    /// Anybody.
    Anybody,
}

impl Trust {
    fn tls(self) -> TlsOptions {
        let file = |pem: String| {
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), pem).unwrap();
            TlsOptions::from_ca_file(file.path()).unwrap()
        };
        match self {
            Self::Public => TlsOptions::default(),
            Self::Ours => file(authority_in_pem()),
            Self::Other => file(other_authority_in_pem()),
            Self::Anybody => TlsOptions::insecure(),
        }
    }
}

/// Sees that no text has the password, as it is or as it goes over the wire.
#[track_caller]
fn assert_no_password(name: &str, text: &str) {
    let encoded = STANDARD.encode(format!("api_user:{PASSWORD}"));
    assert!(
        !text.contains(PASSWORD) && !text.contains(&encoded),
        "{name}: {text}"
    );
}
