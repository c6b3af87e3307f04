//! Answers over a real socket: the client sends, a server on a thread writes these bytes and closes.

use arbitrary::Arbitrary;
use flate2::Compression;
use flate2::write::GzEncoder;
use kartoteka::crm::{CancelToken, Client, Credentials, Outcome};
use kartoteka::endpoint::CrmAddress;
use libfuzzer_sys::arbitrary;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

const PAYLOAD: &str = "{\"surname\":\"Nowak\"}";
/// Never waited for: the server closes.
const PATIENT: Duration = Duration::from_secs(60);

/// An answer that keeps to HTTP, but for where it is cut.
#[derive(Debug, Arbitrary)]
pub struct Answer<'a> {
    status: u16,
    framing: Framing,
    is_compressed: bool,
    content_type: &'a [u8],
    body: Body<'a>,
    /// How many bytes of it come; all of them where there are not so many.
    cut: Option<u16>,
}

#[derive(Debug, Arbitrary)]
enum Framing {
    Length,
    /// In chunks of so many bytes.
    Chunked(u8),
    /// Until the connection ends.
    Close,
}

#[derive(Debug, Arbitrary)]
enum Body<'a> {
    Id(u32),
    Any(&'a [u8]),
}

/// An answer has the outcome that its status and body have; one that is cut creates nobody where it can be seen that it was.
pub fn exchanged(answer: &Answer<'_>) {
    let status = 200 + answer.status % 400;
    let body = match answer.body {
        Body::Id(id) => format!("{{\"customer_id\":\"{id}\"}}").into_bytes(),
        Body::Any(bytes) => bytes.to_vec(),
    };
    let whole = answer.bytes(status, &body);
    // The zero-sized chunk completes a body, without the empty line behind it.
    let needed = match answer.framing {
        Framing::Chunked(_) => whole.len() - 2,
        Framing::Length | Framing::Close => whole.len(),
    };
    let cut = answer.cut.map(usize::from).filter(|cut| *cut < needed);
    let outcome = outcome_of(whole[..cut.unwrap_or(whole.len())].to_vec());
    super::is_right(outcome.answer().map_or(0, |answer| answer.status), &outcome);
    let has_body = !matches!(status, 204 | 304);
    if cut.is_none() && has_body {
        let expected = super::outcome_of_answer(status, &answer.content_type(), &body);
        assert_eq!(outcome, expected);
    } else if !matches!(answer.framing, Framing::Close) {
        assert!(!matches!(outcome, Outcome::Created { .. }), "it was cut");
    }
}

impl Answer<'_> {
    /// What may stand in a header.
    fn content_type(&self) -> Vec<u8> {
        let bytes = self.content_type.iter().copied();
        let bytes: Vec<u8> = bytes.filter(|byte| matches!(byte, b' '..=b'~')).collect();
        bytes.trim_ascii().to_vec()
    }

    fn bytes(&self, status: u16, body: &[u8]) -> Vec<u8> {
        let mut bytes = format!("HTTP/1.1 {status} X\r\n").into_bytes();
        bytes.extend(b"Content-Type: ");
        bytes.extend(self.content_type());
        bytes.extend(b"\r\n");
        let body = if self.is_compressed {
            bytes.extend(b"Content-Encoding: gzip\r\n");
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(body).expect("memory can be written");
            encoder.finish().expect("memory can be written")
        } else {
            body.to_vec()
        };
        match self.framing {
            Framing::Length => {
                bytes.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
                bytes.extend(body);
            }
            Framing::Chunked(size) => {
                bytes.extend(b"Transfer-Encoding: chunked\r\n\r\n");
                for chunk in body.chunks(usize::from(size).max(1)) {
                    bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
                    bytes.extend(chunk);
                    bytes.extend(b"\r\n");
                }
                bytes.extend(b"0\r\n\r\n");
            }
            Framing::Close => {
                bytes.extend(b"Connection: close\r\n\r\n");
                bytes.extend(body);
            }
        }
        bytes
    }
}

/// The outcome of a send to a server that writes these bytes.
pub fn outcome_of(bytes: Vec<u8>) -> Outcome {
    static SERVER: OnceLock<(Client, Sender<Vec<u8>>)> = OnceLock::new();
    let (client, answers) = SERVER.get_or_init(serve);
    answers.send(bytes).expect("a server");
    client.send(PAYLOAD, &CancelToken::new())
}

fn serve() -> (Client, Sender<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("a port"));
    let (sender, answers) = mpsc::channel::<Vec<u8>>();
    thread::spawn(move || {
        for answer in answers {
            let (stream, _) = listener.accept().expect("a connection");
            let _ = answer_with(stream, &answer);
        }
    });
    let credentials = Credentials {
        user: "api_user".to_owned(),
        password: "x".into(),
    };
    let target = CrmAddress::new(&url).expect("a loopback address");
    (Client::new(target, credentials, "pl", PATIENT), sender)
}

fn answer_with(mut stream: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut packet = [0; 4096];
    while !request.ends_with(PAYLOAD.as_bytes()) {
        match stream.read(&mut packet)? {
            0 => return Ok(()),
            length => request.extend_from_slice(&packet[..length]),
        }
    }
    stream.write_all(answer)?;
    stream.shutdown(Shutdown::Write)?;
    // What is not read would make the end of the connection an error.
    while stream.read(&mut packet)? > 0 {}
    Ok(())
}
