//! The CRM over HTTP: one customer out, one [`Outcome`] back; and what the CRM has already, looked up.
//!
//! What matters here is to say of every way that a send can end whether the CRM may have the customer. The request's
//! body goes out through a probe: as long as nobody has read from it, nothing of the customer has left this machine,
//! and whatever went wrong is [`Outcome::NotSent`]. From then on any failure to get a plain answer is
//! [`Outcome::Unknown`]. The same probe decides whether a [`CancelToken`] came in time. Nothing is ever sent twice: no
//! redirects, and no retry but of what a closed connection has not taken a byte of.

mod cancel;
mod charset;
mod client;
mod connection_end;
mod connection_test;
mod connections;
mod failure;
mod lookup;
mod opened_connection;
mod payload_reader;
mod proxy;
mod request_log;
mod response;
mod tenant;
mod tls;

pub use crate::customer::outcome::{ApiError, ApiResponse, FailureReason, Outcome};
pub use cancel::{CancelToken, PayloadLeft};
pub use client::{Client, Credentials};
pub use connection_test::ConnectionTest;
pub use lookup::customers_of_answer;
pub use opened_connection::OpenedConnection;
pub use proxy::proxy_variables;
pub use response::outcome_of_answer;
pub use tenant::{Agent, TenantSample};
pub use tls::{TlsError, TlsOptions, TlsProblem};
