//! A server that misbehaves to order: real sockets, one behaviour a server, and a record of what reached it.

use super::wire::Wire;
use rustls::ServerConfig;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What the server does with every connection.
#[derive(Debug, Clone)]
pub enum Act {
    /// Reads the whole request, writes these bytes, closes.
    Answer(Vec<u8>),
    /// Reads nothing, writes these bytes, and keeps the connection until the client leaves.
    Greet(Vec<u8>),
    /// Closes without having read.
    CloseAtOnce,
    /// Reads the request's head and closes.
    CloseAfterHead,
    /// Waits for the whole request and resets the connection.
    Reset,
    /// Reads nothing and says nothing until the server ends.
    HangUnread,
    /// Reads the head and one byte of the body, and says nothing until the server ends.
    HangInBody,
    /// Reads the whole request and says nothing until the server ends.
    Hang,
    /// Reads the whole request, and writes these bytes when the server ends.
    AtTheEnd(Vec<u8>),
    /// Reads the whole request, writes these bytes, and says nothing more until the server ends.
    Stall(Vec<u8>),
    /// Reads the whole request, writes these bytes one after another, slowly, and closes.
    Trickle(Vec<u8>),
    /// Reads the whole request, writes these bytes, and closes; within TLS without saying that it does.
    Vanish(Vec<u8>),
    /// Reads the whole request, writes these bytes, then one `x` after another, slowly, until the client leaves.
    Drip(Vec<u8>),
    /// As `Drip`, as fast as the client takes it.
    Flood(Vec<u8>),
    /// Does each of these in its turn, a connection each, and then the last one always.
    Turns(Vec<Act>),
}

/// One request that reached the server whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The request line and the headers, with the empty line.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The values of a header, in order.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        let lines = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        lines.map(|(_, value)| value).collect()
    }
}

/// What reached the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The connections that it accepted.
    pub connections: usize,
    /// The requests whose head reached it. A connection may be opened ahead of its request, and bring none.
    pub heads: usize,
    /// The requests that reached it whole.
    pub requests: Vec<Request>,
    /// The requests of which it has the head and a byte of the body, and took no more.
    pub begun: usize,
    /// The answers that it has written as far as it means to before it hangs.
    pub stalled: usize,
}

/// A server on a free port of this machine.
pub struct Faults {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    record: Mutex<Record>,
    news: Condvar,
    ended: Mutex<bool>,
    bell: Condvar,
    /// The address of the connection that tells the acceptor to stop.
    last: Mutex<Option<SocketAddr>>,
}

impl Faults {
    /// Starts a server that does this with every connection.
    pub fn start(act: Act) -> Self {
        Self::listen(act, None)
    }

    /// As `start`, within TLS.
    pub fn start_tls(act: Act, config: Arc<ServerConfig>) -> Self {
        Self::listen(act, Some(config))
    }

    fn listen(act: Act, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared, &act, tls.as_ref())
        });
        Self {
            address,
            shared,
            acceptor: Some(acceptor),
        }
    }

    /// Where it listens, as `127.0.0.1:port`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base URL, over plain http.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests whose head has reached it so far.
    pub fn heads(&self) -> usize {
        self.shared.record.lock().unwrap().heads
    }

    /// The connections that it has accepted so far.
    pub fn connections(&self) -> usize {
        self.shared.record.lock().unwrap().connections
    }

    /// Waits until what reached the server is as it should be.
    pub fn wait_for(&self, reached: impl Fn(&Record) -> bool) {
        let record = self.shared.record.lock().unwrap();
        let waited = self.shared.news.wait_while(record, |record| !reached(record));
        drop(waited.unwrap());
    }

    /// Ends the server, after it has dealt with every connection made so far, and says what reached it.
    pub fn finish(mut self) -> Record {
        self.end();
        self.shared.record.lock().unwrap().clone()
    }

    fn end(&mut self) {
        let Some(acceptor) = self.acceptor.take() else {
            return;
        };
        *self.shared.ended.lock().unwrap() = true;
        self.shared.bell.notify_all();
        // The lock is held until the address is known, so that the acceptor cannot mistake this connection for a client's.
        let mut last = self.shared.last.lock().unwrap();
        let stop = TcpStream::connect(self.address).unwrap();
        *last = Some(stop.local_addr().unwrap());
        drop(last);
        acceptor.join().unwrap();
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        self.end();
    }
}

impl Shared {
    fn note(&self, change: impl FnOnce(&mut Record)) {
        change(&mut self.record.lock().unwrap());
        self.news.notify_all();
    }

    fn read_head(&self, stream: &mut Wire) -> io::Result<String> {
        let head = read_head(stream)?;
        self.note(|record| record.heads += 1);
        Ok(head)
    }

    /// Waits for the server's end, at most so long; says whether it came.
    fn ended_within(&self, time: Duration) -> bool {
        let ended = self.ended.lock().unwrap();
        let (ended, _) = self
            .bell
            .wait_timeout_while(ended, time, |ended| !*ended)
            .unwrap();
        *ended
    }

    fn wait_for_end(&self) {
        let ended = self.ended.lock().unwrap();
        let _ended = self.bell.wait_while(ended, |ended| !*ended).unwrap();
    }
}

/// Deals with each connection in a thread of its own, so that a second one is seen while the first one hangs.
fn accept(listener: &TcpListener, shared: &Arc<Shared>, act: &Act, tls: Option<&Arc<ServerConfig>>) {
    let mut workers = Vec::new();
    loop {
        let (stream, peer) = listener.accept().unwrap();
        if *shared.last.lock().unwrap() == Some(peer) {
            break;
        }
        let act = match act {
            Act::Turns(acts) => acts.get(workers.len()).or(acts.last()).unwrap().clone(),
            act => act.clone(),
        };
        shared.note(|record| record.connections += 1);
        let stream = Wire::new(stream, tls);
        let shared = Arc::clone(shared);
        workers.push(thread::spawn(move || {
            // That the client leaves is what most of these behaviours are for.
            let _ = perform(stream, &shared, act);
        }));
    }
    for worker in workers {
        worker.join().unwrap();
    }
}

fn perform(mut stream: Wire, shared: &Shared, act: Act) -> io::Result<()> {
    match act {
        Act::CloseAtOnce => {}
        Act::CloseAfterHead => drop(shared.read_head(&mut stream)?),
        Act::HangUnread => shared.wait_for_end(),
        Act::HangInBody => {
            shared.read_head(&mut stream)?;
            stream.read_exact(&mut [0])?;
            shared.note(|record| record.begun += 1);
            shared.wait_for_end();
        }
        Act::Greet(bytes) => {
            stream.write_all(&bytes)?;
            shared.note(|record| record.stalled += 1);
            io::copy(&mut stream, &mut io::sink())?;
        }
        Act::Reset => {
            let (request, length) = read_all_but_the_last_byte(&mut stream, shared)?;
            // Closing a socket with something unread in it resets the connection.
            if length > 0 && stream.tcp().peek(&mut [0])? == 1 {
                shared.note(|record| record.requests.push(request));
            }
        }
        act => {
            read_request(&mut stream, shared)?;
            answer(stream, shared, act)?;
        }
    }
    Ok(())
}

/// What is done once the whole request was read.
fn answer(mut stream: Wire, shared: &Shared, act: Act) -> io::Result<()> {
    match act {
        Act::Answer(bytes) => {
            stream.write_all(&bytes)?;
            stream.end()?;
        }
        Act::AtTheEnd(bytes) => {
            shared.wait_for_end();
            stream.write_all(&bytes)?;
            stream.end()?;
        }
        Act::Vanish(bytes) => stream.write_all(&bytes)?,
        Act::Trickle(bytes) => {
            for byte in bytes {
                stream.write_all(&[byte])?;
                shared.ended_within(Duration::from_millis(2));
            }
            stream.end()?;
        }
        Act::Stall(bytes) => {
            stream.write_all(&bytes)?;
            shared.note(|record| record.stalled += 1);
            shared.wait_for_end();
        }
        Act::Drip(bytes) => {
            stream.write_all(&bytes)?;
            while !shared.ended_within(Duration::from_millis(10)) {
                stream.write_all(b"x")?;
            }
        }
        Act::Flood(bytes) => {
            stream.write_all(&bytes)?;
            let flood = [b'x'; 16 * 1024];
            while !shared.ended_within(Duration::ZERO) {
                stream.write_all(&flood)?;
            }
        }
        // What is left is to hang.
        _ => shared.wait_for_end(),
    }
    Ok(())
}

fn read_request(stream: &mut Wire, shared: &Shared) -> io::Result<()> {
    let (mut request, length) = read_all_but_the_last_byte(stream, shared)?;
    if length > 0 {
        let mut last = [0];
        stream.read_exact(&mut last)?;
        request.body.push(last[0]);
    }
    shared.note(|record| record.requests.push(request));
    Ok(())
}

/// The request without its last byte, and the length that its body has with it.
fn read_all_but_the_last_byte(stream: &mut Wire, shared: &Shared) -> io::Result<(Request, usize)> {
    let head = shared.read_head(stream)?;
    let mut request = Request {
        head,
        body: Vec::new(),
    };
    let length = request
        .header("content-length")
        .first()
        .map(|length| length.parse());
    let length: usize = length.transpose().map_err(io::Error::other)?.unwrap_or(0);
    request.body.resize(length.saturating_sub(1), 0);
    stream.read_exact(&mut request.body)?;
    Ok((request, length))
}

/// Reads a request's head, and not a byte more.
pub fn read_head(stream: &mut impl Read) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    String::from_utf8(head).map_err(io::Error::other)
}

/// An answer with a body, told by its length.
pub fn http(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// A server that answers with these very bytes.
pub fn raw(bytes: &str) -> Act {
    Act::Answer(bytes.as_bytes().to_vec())
}

/// A gzip stream of one zero byte and `runs` times 258 more, by hand: one block with fixed codes, no trailer.
pub fn zeros_in_gzip(runs: usize) -> Vec<u8> {
    // The last block, fixed codes; the literal 0. Then a run of 258 bytes from one byte back, again and again.
    let bits = "110".to_owned() + "00110000" + &("11000101".to_owned() + "00000").repeat(runs) + "0000000";
    let bytes = bits.as_bytes().chunks(8).map(|byte| {
        let bits = byte.iter().enumerate();
        bits.fold(0, |byte, (index, bit)| byte | (bit - b'0') << index)
    });
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
        .into_iter()
        .chain(bytes)
        .collect()
}
