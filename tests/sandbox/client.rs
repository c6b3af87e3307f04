//! A client of the sandbox: by ureq, and by bytes of its own.

use kartoteka::sandbox::{Sandbox, SandboxOptions};
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::PathBuf;

/// `api_user:api_pass`.
pub const RIGHT: &str = "Basic YXBpX3VzZXI6YXBpX3Bhc3M=";
pub const JSON: &str = "application/json; charset=utf-8";
pub const CUSTOMERS: &str = "/api/customers";
pub const KOWALSKI: &str = r#"{"surname":"Kowalski","phone_number":["333444555","123432234"]}"#;

pub fn config(db: Option<PathBuf>) -> SandboxOptions {
    SandboxOptions {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        user: "api_user".to_owned(),
        password: "api_pass".to_owned(),
        db,
    }
}

pub fn start() -> Sandbox {
    Sandbox::start(config(None)).unwrap()
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    headers: ureq::http::HeaderMap,
    pub body: String,
}

impl Reply {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The messages, after a look at the shape of everything around them.
    #[track_caller]
    pub fn messages(&self) -> Vec<String> {
        let body = self.json();
        let id = body["request_id"].as_str().unwrap();
        assert!(
            id.len() == 13 && id.bytes().all(|b| b.is_ascii_hexdigit()),
            "{id}"
        );
        assert_eq!(self.header("content-type"), JSON);
        let errors = body["errors"].as_array().unwrap();
        assert!(errors.iter().all(|error| error["code"].is_u64()), "{body}");
        let messages = errors
            .iter()
            .map(|error| error["message"].as_str().unwrap().to_owned());
        messages.collect()
    }
}

/// Sends a request by ureq. A later header of the same name takes the place of the usual one; a blank one removes it.
#[track_caller]
pub fn ask(crm: &Sandbox, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("{}{path}", crm.base_url()));
    let usual = [("authorization", RIGHT), ("content-type", JSON)];
    let usual = usual
        .iter()
        .filter(|(name, _)| headers.iter().all(|(other, _)| other != name));
    for (name, value) in usual.chain(headers).filter(|(_, value)| !value.is_empty()) {
        request = request.header(*name, *value);
    }
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .proxy(None)
        .build()
        .new_agent();
    let answer = if method == "POST" {
        agent.run(request.body(body).unwrap())
    } else {
        agent.run(request.body(()).unwrap())
    };
    let (parts, mut body) = answer.unwrap().into_parts();
    Reply {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: body.read_to_string().unwrap(),
    }
}

#[track_caller]
pub fn post(crm: &Sandbox, body: impl AsRef<[u8]>) -> Reply {
    ask(crm, "POST", "/api/customers", &[], body.as_ref())
}

#[track_caller]
pub fn get(crm: &Sandbox, path: &str) -> Reply {
    ask(crm, "GET", path, &[], b"")
}

/// The ids of the customers that a query finds.
#[track_caller]
pub fn found(crm: &Sandbox, query: &str) -> Vec<u64> {
    let reply = get(crm, &format!("/api/customers?{query}"));
    assert_eq!(reply.status, 200, "{query}: {reply:?}");
    let list = reply.json()["result"].as_array().unwrap().clone();
    let ids = list
        .iter()
        .map(|customer| customer["customer_id"].as_u64().unwrap());
    ids.collect()
}

/// Sends these bytes, and nothing more, and gives all that comes back.
pub fn raw(crm: &Sandbox, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(crm.addr()).unwrap();
    stream.write_all(request).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
