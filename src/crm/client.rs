//! The client: sends one payload in one request, and never a second time.

use super::connection_end::LONGEST_LIFE;
use super::connections::{Connection, Connections};
use super::opened_connection::OpenedConnection;
use super::payload_reader::PayloadReader;
use super::{CancelToken, FailureReason, Outcome, PayloadLeft, TlsOptions, failure, request_log, response};
use crate::customer::request::USER_AGENT;
use crate::endpoint::{CrmAddress, Resource};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use ureq::http::{HeaderValue, Response};
use ureq::{Agent, Body, Proxy, RequestBuilder, SendBody};

/// How many bytes of an answer are read, after decompression. A longer one is no answer of this API.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// The size of a connection's buffer for what goes out, in bytes.
const OUTPUT_BUFFER: usize = 16 * 1024;

/// The size of a connection's buffer for what comes in, in bytes. An answer's head must fit into it.
const INPUT_BUFFER: usize = 32 * 1024;

/// The longest head of an answer, in bytes: a little less than the buffer, so that a longer one is found to be too long.
const LONGEST_HEAD: usize = 31 * 1024;

/// The longest timeout: beyond it nobody waits, and clock arithmetic cannot overflow.
pub(super) const LONGEST_TIMEOUT: Duration = Duration::from_secs(60 * 60);

/// As whom to send: an API user of the CRM.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The name. The scheme gives no way to send one with a colon in it.
    pub user: String,
    /// The password; shows itself as redacted.
    pub password: SecretString,
}

/// Sends customers and companies to one CRM as one user, and looks them up there.
#[derive(Debug, Clone)]
pub struct Client {
    target: CrmAddress,
    credentials: Credentials,
    accept_language: String,
    timeout: Duration,
    tls: TlsOptions,
    connections: Connections,
}

impl Client {
    /// A client that has sent nothing yet. `accept_language` is the language the CRM words its errors in, such as `pl`;
    /// `timeout` is how long each step of a send may take (finding the host, connecting, sending, answering), at most an
    /// hour.
    #[must_use]
    pub fn new(
        target: CrmAddress,
        credentials: Credentials,
        accept_language: &str,
        timeout: Duration,
    ) -> Self {
        Self {
            target,
            credentials,
            accept_language: accept_language.to_owned(),
            timeout: timeout.clamp(Duration::from_millis(1), LONGEST_TIMEOUT),
            tls: TlsOptions::default(),
            connections: Connections::default(),
        }
    }

    /// Checks the CRM's certificate in another way than by the public authorities.
    #[must_use]
    pub fn with_tls(mut self, tls: TlsOptions) -> Self {
        self.tls = tls;
        self.connections = Connections::default();
        self
    }

    /// For many sends one after another: in the place of a connection that will soon be too old, another one is opened meanwhile.
    #[must_use]
    pub fn renewing_connections(self) -> Self {
        self.connections.renew();
        self
    }

    /// Where it sends to.
    #[must_use]
    pub fn target(&self) -> &CrmAddress {
        &self.target
    }

    /// Sends a customer's payload, as [`send_to`](Self::send_to).
    #[must_use]
    pub fn send(&self, payload: &str, cancel: &CancelToken) -> Outcome {
        self.send_to(Resource::Customer, payload, cancel)
    }

    /// Sends a payload to one of the API's lists, byte for byte, and waits for the end of it, or until it is called off. Blocks.
    ///
    /// The request is made on a thread of its own, because nothing interrupts a system that looks for a host or connects
    /// to it: when the send is called off there, the thread is left behind. It ends by its timeouts, and the payload is
    /// refused to it.
    #[must_use]
    pub fn send_to(&self, resource: Resource, payload: &str, cancel: &CancelToken) -> Outcome {
        let send = || request_log::sending(resource, || self.send_once(resource, payload, cancel));
        let (outcome, was_kept) = send();
        // What a kept connection has not taken a byte of goes out on a new one: it was closed since its last request.
        if was_kept && matches!(outcome, Outcome::NotSent { .. }) && !cancel.is_asked() {
            request_log::sends_again(resource);
            return send().0;
        }
        outcome
    }

    /// Sends a payload over one connection; with whether an earlier request had made that.
    fn send_once(&self, resource: Resource, payload: &str, cancel: &CancelToken) -> (Outcome, bool) {
        let connection = match self.connection() {
            Ok(connection) => connection.over_opened(),
            Err(failure) => return (response::unanswered(false, failure), false),
        };
        let (ended, end) = mpsc::channel();
        let (stopped, stopping) = (ended.clone(), Agent::clone(&connection));
        let served = cancel.serve(move |taken| {
            if taken == PayloadLeft::No {
                let _ = stopped.send((response::unanswered(false, FailureReason::Cancelled), false));
            }
            // Interrupts whatever is read or written, and refuses connections that are not made yet.
            stopping.shutdown();
        });
        if !served {
            return (response::unanswered(false, FailureReason::Cancelled), false);
        }
        // Of a thread that is gone: it reads no payload any more.
        let interrupted =
            |cancel: &CancelToken| response::unanswered(cancel.has_left(), FailureReason::Interrupted);
        let (client, payload, of_thread) = (self.clone(), payload.to_owned(), cancel.clone());
        let spawned = on_a_thread(move || {
            let begun = Instant::now();
            let exchange = || client.exchange(resource, &connection, &payload, &of_thread);
            let outcome = panic::catch_unwind(AssertUnwindSafe(exchange));
            let outcome = outcome.unwrap_or_else(|_| interrupted(&of_thread));
            let was_kept = connection.was_kept();
            let needs_successor = connection.needs_successor(begun.elapsed());
            connection.end(!matches!(outcome, Outcome::NotSent { .. }), of_thread.release());
            // Nobody listens any more when the send was called off.
            let _ = ended.send((outcome, was_kept));
            if needs_successor && let Some(opened) = client.open_ahead() {
                client.connections.add_opened(opened);
            }
        });
        if let Err(error) = spawned {
            let failure = FailureReason::Connection(error.to_string());
            return (response::unanswered(false, failure), false);
        }
        match end.recv() {
            // Whatever went wrong on the way: it was called off, and that is why it will not go.
            Ok((Outcome::NotSent { .. }, _)) if cancel.is_asked() => {
                (response::unanswered(false, FailureReason::Cancelled), false)
            }
            Ok(ended) => ended,
            Err(_) => (interrupted(cancel), false),
        }
    }

    /// One request and its answer.
    fn exchange(
        &self,
        resource: Resource,
        connection: &Connection,
        payload: &str,
        cancel: &CancelToken,
    ) -> Outcome {
        if payload.is_empty() {
            // The library would not ask for it, and then there is no telling whether the request left.
            return response::unanswered(
                false,
                FailureReason::Connection("the payload is empty".to_owned()),
            );
        }
        let mut probe = PayloadReader::new(payload.as_bytes(), cancel);
        let url = self.target.url_of(resource);
        let result = self.post(connection, &url, &mut probe, payload.len());
        let called_off = |failure| {
            if cancel.is_asked() {
                FailureReason::Cancelled
            } else {
                failure
            }
        };
        let (response, sent_at) = match (result, probe.read_at()) {
            (Ok(response), sent_at) => (response, sent_at.unwrap_or_else(Instant::now)),
            (Err(error), Some(_)) => {
                let failure = failure::after_sending(error, self.timeout);
                return response::unanswered(true, called_off(self.through_proxy(failure)));
            }
            (Err(error), None) => {
                let failure = failure::before_sending(error, self.timeout);
                return response::unanswered(false, self.through_proxy(failure));
            }
        };
        let (head, body) = response.into_parts();
        let (body, cut_by) = read_body(body.into_reader(), sent_at + self.timeout, self.timeout);
        let cut_by = cut_by.or_else(|| {
            connection
                .ending()
                .cut_body(&head.headers)
                .then_some(FailureReason::Cut)
        });
        let cut_by = cut_by.map(|failure| called_off(self.through_proxy(failure)));
        match response::decide(resource, head.status.as_u16(), &head.headers, &body, cut_by) {
            // Where the end of the connection is the end of the body, the end that we made looks like one.
            Outcome::Unknown {
                failure: failure @ (FailureReason::NoCustomerId | FailureReason::NoCompanyId),
                answer,
            } => Outcome::Unknown {
                failure: called_off(failure),
                answer,
            },
            outcome => outcome,
        }
    }

    fn post(
        &self,
        agent: &Agent,
        url: &str,
        probe: &mut PayloadReader,
        length: usize,
    ) -> Result<Response<Body>, ureq::Error> {
        self.with_headers(agent.post(url))?
            .header(CONTENT_TYPE, "application/json; charset=utf-8")
            .header(CONTENT_LENGTH, length)
            .send(SendBody::from_reader(probe))
    }

    /// The request with what every request says of us.
    pub(super) fn with_headers<B>(
        &self,
        request: RequestBuilder<B>,
    ) -> Result<RequestBuilder<B>, ureq::Error> {
        let authorization = self.authorization()?;
        Ok(request
            .header(AUTHORIZATION, authorization)
            .header(ACCEPT_LANGUAGE, &self.accept_language))
    }

    /// A connection for one request, which is a kept one where there is one. Each step of the request may take the client's
    /// timeout, unless the request says otherwise.
    ///
    /// # Errors
    /// If there is no way to the CRM that the operator wants.
    pub(super) fn connection(&self) -> Result<Connection, FailureReason> {
        let proxy = self.target.proxy()?;
        let connection = self.connections.take(|| self.config(proxy));
        request_log::connects(self.target.host(), connection.was_kept());
        Ok(connection)
    }

    /// Opens a connection for the next send, TLS included, and asks nothing; none where that fails. Blocks for the client's
    /// timeout at most. [`keep_opened`](Self::keep_opened) has it used.
    #[must_use]
    pub fn open_ahead(&self) -> Option<OpenedConnection> {
        let proxy = self.target.proxy().ok()?;
        let url = self.target.customers_url();
        self.connections.open_ahead(&url, || self.config(proxy))
    }

    /// Keeps an opened connection for the next send, in the place of the last one.
    pub fn keep_opened(&self, opened: OpenedConnection) {
        self.connections.keep_opened(Some(opened));
    }

    /// Closes the connection that is open for the next send.
    pub fn close_opened(&self) {
        self.connections.keep_opened(None);
    }

    fn config(&self, proxy: Option<Proxy>) -> Config {
        let time = Some(self.timeout);
        Agent::config_builder()
            .user_agent(USER_AGENT)
            .accept("application/json")
            .http_status_as_error(false)
            .max_redirects(0)
            .max_idle_connections(1)
            // There may be many connections, and requests and answers are small.
            .output_buffer_size(OUTPUT_BUFFER)
            .input_buffer_size(INPUT_BUFFER)
            .max_response_header_size(LONGEST_HEAD)
            .max_idle_age(LONGEST_LIFE)
            .proxy(proxy)
            .tls_config(self.tls.config())
            .timeout_resolve(time)
            .timeout_connect(time)
            .timeout_send_request(time)
            .timeout_send_body(time)
            .timeout_recv_response(time)
            .timeout_recv_body(time)
            .build()
    }

    /// The failure with the proxy that stood between, if one did: nothing else says whose connection it was.
    pub(super) fn through_proxy(&self, failure: FailureReason) -> FailureReason {
        match self.target.proxy() {
            Ok(Some(proxy)) if failure::is_of_connection(&failure) => FailureReason::Proxy {
                address: format!("{}:{}", proxy.host(), proxy.port()),
                failure: Box::new(failure),
            },
            _ => failure,
        }
    }

    /// The header of Basic authentication, marked so that the library does not show it.
    fn authorization(&self) -> Result<HeaderValue, ureq::Error> {
        let Credentials { user, password } = &self.credentials;
        let password = password.expose_secret();
        // The room is taken at once: growing would leave copies of the password behind in freed memory.
        let mut plain = Zeroizing::new(String::with_capacity(user.len() + 1 + password.len()));
        plain.push_str(user);
        plain.push(':');
        plain.push_str(password);
        let mut header = Zeroizing::new(String::with_capacity(6 + plain.len().div_ceil(3) * 4));
        header.push_str("Basic ");
        STANDARD.encode_string(plain.as_bytes(), &mut header);
        let mut value = HeaderValue::from_str(&header).map_err(|error| ureq::Error::Http(error.into()))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// Starts a thread that is named as this one is: a panic hook that knows threads by their names treats both alike.
pub(super) fn on_a_thread(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let name = thread::current().name().unwrap_or("crm").to_owned();
    thread::Builder::new().name(name).spawn(work).map(drop)
}

/// Reads an answer's body as far as it comes in time and in size, and says why it is not whole, if it is not.
///
/// The deadline is beside the library's own timeouts because those restart at the end of the head: a head and a
/// body that both trickle would take twice the time.
pub(super) fn read_body(
    mut body: impl Read,
    deadline: Instant,
    timeout: Duration,
) -> (Vec<u8>, Option<FailureReason>) {
    let mut read = Vec::new();
    let mut chunk = [0; 8 * 1024];
    loop {
        let length = match body.read(&mut chunk) {
            Ok(0) => return (read, None),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return (read, Some(failure::after_sending(error.into(), timeout))),
        };
        read.extend_from_slice(&chunk[..length]);
        if read.len() > LONGEST_ANSWER {
            read.truncate(LONGEST_ANSWER);
            return (
                read,
                Some(FailureReason::Unreadable(
                    "the answer is longer than 1 MB".to_owned(),
                )),
            );
        }
        if Instant::now() >= deadline {
            return (read, Some(failure::timed_out(timeout)));
        }
    }
}

#[cfg(test)]
mod tests;
