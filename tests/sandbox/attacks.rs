//! The sandbox as a server that others can reach: whatever comes, it answers or closes, goes on serving, and says nothing on
//! stderr. The built program, over real sockets.

use super::client::{KOWALSKI, RIGHT};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A connection that is not served by then is not served.
const PATIENT: Duration = Duration::from_secs(20);
/// The connections that are open at once; more by the variable.
const IDLE: usize = 300;
const IDLE_VARIABLE: &str = "KARTOTEKA_IDLE_CONNECTIONS";

/// `kartoteka sandbox`, built.
struct Program {
    child: Child,
    addr: SocketAddr,
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kartoteka"))
            .args(["--lang", "en", "sandbox", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.as_mut().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let (_, addr) = line.split_once("http://").unwrap();
        let addr = addr.split(' ').next().unwrap().parse().unwrap();
        Self { child, addr }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.addr).unwrap();
        stream.set_read_timeout(Some(PATIENT)).unwrap();
        stream.set_write_timeout(Some(PATIENT)).unwrap();
        stream
    }

    /// Sends these bytes and the end, and gives all that comes back.
    fn say(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // It may hang up before it has read all.
        let _ = stream
            .write_all(request)
            .and_then(|()| stream.shutdown(Shutdown::Write));
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8(answer).unwrap()
    }

    /// How many customers of this surname's card there are.
    fn customers(&self) -> usize {
        let query = "GET /api/customers?phone_number=333444555&limit=1000 HTTP/1.1\r\nHost: localhost\r\n";
        let answer = self.say(format!("{query}Authorization: {RIGHT}\r\n\r\n").as_bytes());
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        answer.matches("\"customer_id\"").count()
    }

    /// A number that the system has of the program, such as `Threads` or `VmHWM`.
    fn status(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Ends it; what it has said on stderr.
    fn end(&mut self) -> String {
        self.child.kill().unwrap();
        let mut said = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut said).unwrap();
        self.child.wait().unwrap();
        said
    }
}

impl Drop for Program {
    /// It would outlive a test that fails.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A request to create, with these headers besides.
fn create(headers: &str, body: &str) -> String {
    format!(
        "POST /api/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: {RIGHT}\r\n\
         Content-Type: application/json\r\n{headers}\r\n{body}"
    )
}

fn get(target: &str, headers: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nAuthorization: {RIGHT}\r\n{headers}\r\n")
}

/// An attack: its name, its bytes, the statuses of the answers, how many customers it creates.
type Attack = (&'static str, Vec<u8>, &'static [&'static str], usize);

fn attack(name: &'static str, request: impl Into<Vec<u8>>, answers: &'static [&'static str]) -> Attack {
    (name, request.into(), answers, 0)
}

/// Targets, hosts, heads and versions.
#[rustfmt::skip]
fn heads() -> Vec<Attack> {
    let head = |line: &str| format!("{line}\r\nHost: localhost\r\n\r\n");
    let host = |host: &str| get("/api/customers/1", &format!("Host: {host}\r\n"));
    let long = "x".repeat(1_000_000);
    let many = "X: y\r\n".repeat(1000);
    vec![
        attack("a tunnel", head("CONNECT example.com:443 HTTP/1.1"), &["400"]),
        attack("a target that is an authority", head("GET example.com HTTP/1.1"), &["400"]),
        attack("a target that is a star", head("OPTIONS * HTTP/1.1"), &["400"]),
        attack("another scheme", head("GET https://localhost/api/customers/1 HTTP/1.1"), &["400"]),
        attack("a whole address", get("http://localhost/api/customers/1", "Host: localhost\r\n"), &["404"]),
        attack("a whole address of another", get("http://evil.example/api/customers/1", "Host: localhost\r\n"), &["421"]),
        attack("a path that is not UTF-8", b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n", &["400"]),
        attack("a path with an order to the terminal", b"GET /\x1b]0;x\x07 HTTP/1.1\r\nHost: localhost\r\n\r\n", &["400"]),
        attack("a path that goes up", head("GET /../../etc/passwd HTTP/1.1"), &["404"]),
        attack("a path of bytes in hexadecimal", get("/api/customers/%ff%00", "Host: localhost\r\n"), &["404"]),
        attack("no host", get("/api/customers/1", ""), &["400"]),
        attack("two hosts", get("/api/customers/1", "Host: localhost\r\nHost: localhost\r\n"), &["400"]),
        attack("a name that leads here", host("evil.example"), &["421"]),
        attack("a name that begins as this machine's", host("127.0.0.1.evil.example:8080"), &["421"]),
        attack("a name that ends as this machine's", host("evil.localhost"), &["421"]),
        attack("a user before the host", host("evil@localhost"), &["421"]),
        attack("the network", host("192.168.1.5"), &["421"]),
        attack("this machine", host("LOCALHOST:8080"), &["404"]),
        attack("this machine by number", host("127.0.0.1:8080"), &["404"]),
        attack("this machine by the longer number", host("[::1]:8080"), &["404"]),
        attack("a line of a megabyte", format!("GET /{long} HTTP/1.1\r\n\r\n"), &["431"]),
        attack("a header of a megabyte", get("/", &format!("Host: localhost\r\nX: {long}\r\n")), &["431"]),
        attack("a thousand headers", get("/", &format!("Host: localhost\r\n{many}")), &["431"]),
        attack("a header that goes on in the next line", get("/", "Host: localhost\r\nX: a\r\n b\r\n"), &["400"]),
        attack("a blank before the colon", get("/", "Host: localhost\r\nX : a\r\n"), &["400"]),
        attack("a NUL", get("/", "Host: localhost\r\nX: \0\r\n"), &["400"]),
        attack("a carriage return alone", get("/", "Host: localhost\r\nX: a\rY: b\r\n"), &["400"]),
        attack("HTTP/0.9", "GET /\r\n", &["400"]),
        attack("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &["400"]),
        attack("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", &["400"]),
        attack("nothing", "", &[]),
        attack("half a head", "GET / HTT", &[]),
        attack("another method", get("/api/customers/1", "Host: localhost\r\n").replace("GET", "get"), &["405"]),
    ]
}

/// How long a body is.
#[rustfmt::skip]
fn bodies() -> Vec<Attack> {
    let length = KOWALSKI.len();
    let sized = |value: &str| create(&format!("Content-Length: {value}\r\n"), KOWALSKI);
    let coded = |value: &str, body: &str| create(&format!("Transfer-Encoding: {value}\r\n"), body);
    let chunks = |size: &str, trailers: &str| coded("chunked", &format!("{size}\r\n{KOWALSKI}\r\n0\r\n{trailers}\r\n"));
    let hex = format!("{length:x}");
    let plain = sized(&length.to_string());
    let smuggled = format!("0\r\n\r\n{plain}");
    let endless = "X: y\r\n".repeat(10_000);
    vec![
        ("two in one packet", format!("{plain}{plain}").into(), &["200", "200"], 2),
        ("HTTP/1.0", plain.replace("HTTP/1.1", "HTTP/1.0").into(), &["200"], 1),
        ("more than its length", format!("{plain}{KOWALSKI}").into(), &["200", "400"], 1),
        attack("less than its length", sized(&(length + 1).to_string()), &["400"]),
        attack("less than its length, and then another", create(&format!("Content-Length: {}\r\n", length + plain.len()), &plain), &["400"]),
        attack("a length with a sign", sized(&format!("+{length}")), &["400"]),
        attack("a length below nothing", sized("-1"), &["400"]),
        attack("a length in hexadecimal", sized(&format!("0x{hex}")), &["400"]),
        attack("a length that no number holds", sized("99999999999999999999"), &["400"]),
        attack("a length that no memory holds", sized("9999999999999"), &["413"]),
        attack("a list of lengths", sized(&format!("{length}, {length}")), &["400"]),
        attack("two lengths", sized(&format!("{length}\r\nContent-Length: 5")), &["400"]),
        attack("the same length twice", sized(&format!("{length}\r\nContent-Length: {length}")), &["400"]),
        attack("a length and chunks", create(&format!("Content-Length: {}\r\nTransfer-Encoding: chunked\r\n", smuggled.len()), &smuggled), &["400"]),
        attack("chunks and a length", create(&format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"), &smuggled), &["400"]),
        attack("a coding that is not known", coded("gzip, chunked", &smuggled), &["501"]),
        attack("chunks twice", coded("chunked\r\nTransfer-Encoding: chunked", &smuggled), &["400"]),
        attack("nearly chunks", coded("xchunked", &smuggled), &["501"]),
        attack("chunks in HTTP/1.0", chunks(&hex, "").replace("HTTP/1.1", "HTTP/1.0"), &["400"]),
        ("chunks", chunks(&hex, "").into(), &["200"], 1),
        ("a chunk with an extension", chunks(&format!("{hex};x=\"y\""), "").into(), &["200"], 1),
        ("trailers", chunks(&hex, "X: y\r\nContent-Length: 5\r\n").into(), &["200"], 1),
        attack("trailers without an end", chunks(&hex, &endless), &["400"]),
        attack("a chunk without a size", chunks("", ""), &["400"]),
        attack("a chunk of a size that is none", chunks("zz", ""), &["400"]),
        attack("a chunk below nothing", chunks("-1", ""), &["400"]),
        attack("a chunk that no memory holds", chunks("ffffffffffffffff", ""), &["413"]),
        attack("a chunk that no number holds", chunks("10000000000000000", ""), &["400"]),
        attack("a chunk that is shorter than it is", chunks(&format!("{:x}", length - 1), ""), &["400"]),
        attack("a chunk that is longer than it is", chunks(&format!("{:x}", length + 1), ""), &["400"]),
        attack("no last chunk", coded("chunked", &format!("{hex}\r\n{KOWALSKI}\r\n")), &["400"]),
        attack("a body that is too large", create("Content-Length: 3000000\r\n", &" ".repeat(3_000_000)), &["413"]),
        attack("chunks that are too large", coded("chunked", &format!("{}0\r\n\r\n", format!("ffff\r\n{}\r\n", " ".repeat(0xffff)).repeat(40))), &["413"]),
        ("a client that asks first", create(&format!("Content-Length: {length}\r\nExpect: 100-continue\r\n"), KOWALSKI).into(), &["100", "200"], 1),
        attack("a client that expects more", create(&format!("Content-Length: {length}\r\nExpect: 200-ok\r\n"), KOWALSKI), &["417"]),
    ]
}

/// What a browser sends for a page of a stranger.
#[rustfmt::skip]
fn pages() -> Vec<Attack> {
    let length = KOWALSKI.len();
    let page = |kind: &str| create(&format!("Origin: http://evil.example\r\nContent-Length: {length}\r\n"), KOWALSKI)
        .replace("application/json", kind);
    let asks = "OPTIONS /api/customers HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\
        Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization,content-type\r\n\r\n";
    vec![
        attack("a form", page("application/x-www-form-urlencoded"), &["415"]),
        attack("a form that is text", page("text/plain"), &["415"]),
        attack("a form with files", page("multipart/form-data; boundary=x"), &["415"]),
        attack("text that says it is JSON, too", page("text/plain; application/json"), &["415"]),
        attack("whether it may", asks, &["401"]),
    ]
}

/// The statuses of the answers, from the first.
fn statuses(answer: &str) -> Vec<&str> {
    let lines = answer.split("HTTP/1.1 ").skip(1);
    lines.map(|line| line.split(' ').next().unwrap()).collect()
}

#[test]
fn whatever_comes_it_answers_or_closes_and_goes_on() {
    let mut program = Program::start();
    let mut expected = 0;
    for (name, request, answers, created) in [heads(), bodies(), pages()].concat() {
        let answer = program.say(&request);
        assert_eq!(statuses(&answer), answers, "{name}: {answer}");
        let allowed = answer.to_lowercase().contains("access-control-allow");
        assert!(!allowed && !answer.contains('\u{1b}'), "{name}: {answer}");
        expected += created;
        assert_eq!(program.customers(), expected, "{name}");
    }
    assert!(expected > 0);
    let said = program.end();
    assert_eq!(said, "");
}

#[test]
fn connections_that_ask_for_nothing_keep_nobody_out() {
    let more = std::env::var(IDLE_VARIABLE)
        .ok()
        .map(|count| count.parse().unwrap());
    let count = more.unwrap_or(IDLE);
    let mut program = Program::start();
    let mut silent = Vec::new();
    for number in 0..count {
        let mut stream = program.connect();
        // Those that say something have half a head, and half a body.
        let begun = match number % 3 {
            0 => String::new(),
            1 => "GET / HTTP/1.1\r\nHost: local".to_owned(),
            _ => create("Content-Length: 500000\r\n", &"x".repeat(100)),
        };
        // It may be closed already, for others.
        let _ = stream.write_all(begun.as_bytes());
        silent.push(stream);
        if number % 100 == 0 {
            assert_eq!(program.customers(), 0);
        }
    }
    assert_eq!(program.customers(), 0);
    let (threads, peak) = (program.status("Threads"), program.status("VmHWM"));
    assert!(threads < 80, "{threads} threads for {count} connections");
    assert!(peak < 100_000, "{peak} kB for {count} connections");
    drop(silent);
    assert_eq!(program.end(), "");
    println!("{count} silent connections: {threads} threads, {peak} kB at most");
}

#[test]
fn clients_that_do_not_read_keep_nobody_out() {
    let mut program = Program::start();
    // Some answers are more than the system holds for a client.
    let long = KOWALSKI.replace('}', &format!(",\"note\":\"{}\"}}", "x".repeat(100_000)));
    let filled = create(&format!("Content-Length: {}\r\n", long.len()), &long);
    assert_eq!(program.say(filled.as_bytes()).matches("200 OK").count(), 1);
    let query = get("/api/customers?phone_number=333444555", "Host: localhost\r\n").repeat(300);
    let mut open = Vec::new();
    for number in 0..100 {
        let mut stream = program.connect();
        // The oldest do not read. Those behind them want to be served as well, so that they are in nobody's favour.
        let half = create("Content-Length: 500000\r\n", "x");
        let begun = if number < 8 { &query } else { &half };
        stream.write_all(begun.as_bytes()).unwrap();
        open.push(stream);
    }
    assert_eq!(program.customers(), 1);
    drop(open);
    assert_eq!(program.end(), "");
}
