//! TLS that is attacked in the middle of an answer: at every place of it, in every way, in both versions, for sends and for
//! look-ups. Only an answer that came whole says anything.

use super::support::certificates::Certificate;
use super::support::faults::read_head;
use super::{HASTY, PATIENT, PAYLOAD, Trust, client, send, words};
use kartoteka::crm::Outcome;
use kartoteka::customer::{FieldId, LookupKey};
use rustix::net::sockopt::set_socket_linger;
use rustls::crypto::ring::Ticketer;
use rustls::version::{TLS12, TLS13};
use rustls::{ServerConfig, ServerConnection, Stream};
use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What happens behind a part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attack {
    /// The connection ends, and nobody has said so.
    Vanish,
    /// It is reset.
    Reset,
    /// It ends in the proper way.
    Notify,
    /// A bit of the part itself is another one.
    Flip,
    /// A record follows in which a bit is another one.
    Corrupt,
    /// The server says, encrypted, that something is wrong.
    Alert,
    /// Somebody else says so: it is not encrypted.
    FalseAlert,
    /// The server asks for a new handshake, as it may in TLS 1.2; not encrypted.
    HelloRequest,
    /// The rest of the answer follows, not encrypted.
    Clear,
    /// The keys change a hundred times, and the connection ends.
    Rekey,
}

impl Attack {
    const ALL: [Self; 10] = [
        Self::Vanish,
        Self::Reset,
        Self::Notify,
        Self::Flip,
        Self::Corrupt,
        Self::Alert,
        Self::FalseAlert,
        Self::HelloRequest,
        Self::Clear,
        Self::Rekey,
    ];
}

/// An answer as far as it comes.
struct Part {
    name: String,
    bytes: Vec<u8>,
    /// It is all of it.
    whole: Whole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    No,
    /// If the connection ends in the proper way.
    IfEnded,
    Yes,
}

/// All parts of the answers with this document, in every framing. Blanks follow the document, so that what is left of a body that
/// is cut there is a document, too.
fn parts(document: &str) -> Vec<Part> {
    let body = format!("{document}{}", " ".repeat(20));
    let part = |name: &str, text: String, whole| Part {
        name: name.to_owned(),
        bytes: text.into_bytes(),
        whole,
    };
    let ok = "HTTP/1.1 200 OK\r\n";
    let counted = format!("{ok}Content-Length: {}\r\n\r\n", body.len());
    let chunked = format!("{ok}Transfer-Encoding: chunked\r\n\r\n");
    let closed = format!("{ok}Connection: close\r\n\r\n");
    let (first, second) = document.split_at(document.len() / 2);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let chunks = format!("{chunked}{}{}", chunk(document), chunk(&body[document.len()..]));
    vec![
        part("nothing", String::new(), Whole::No),
        part("half a status line", "HTTP/1.1 20".to_owned(), Whole::No),
        part("half a head", ok.to_owned(), Whole::No),
        part("a head", counted.clone(), Whole::No),
        part("half a document", format!("{counted}{first}"), Whole::No),
        part(
            "a document, and not all of the body",
            format!("{counted}{document}"),
            Whole::No,
        ),
        part(
            "a body but for its last byte",
            format!("{counted}{document}{}", &body[document.len() + 1..]),
            Whole::No,
        ),
        part("a body", format!("{counted}{body}"), Whole::Yes),
        part("a head before chunks", chunked.clone(), Whole::No),
        part(
            "half a chunk",
            format!("{chunked}{:x}\r\n{first}", document.len()),
            Whole::No,
        ),
        part("a chunk", format!("{chunked}{}", chunk(document)), Whole::No),
        part(
            "half the size of a chunk",
            format!("{chunked}{}1", chunk(document)),
            Whole::No,
        ),
        part("all chunks but the last", chunks.clone(), Whole::No),
        part("half a last chunk", format!("{chunks}0"), Whole::No),
        part("all chunks", format!("{chunks}0\r\n\r\n"), Whole::Yes),
        part("a head that tells no length", closed.clone(), Whole::No),
        part(
            "half a document that tells no length",
            format!("{closed}{first}"),
            Whole::No,
        ),
        part(
            "a document that tells no length",
            format!("{closed}{first}{second}"),
            Whole::IfEnded,
        ),
    ]
}

/// What may come of it.
fn may_be_believed(part: &Part, attack: Attack) -> [bool; 2] {
    let is_ended = attack == Attack::Notify;
    match part.whole {
        Whole::No => [false, true],
        Whole::IfEnded => [is_ended, !is_ended],
        // What follows may be seen before the part is looked at.
        Whole::Yes if attack == Attack::Flip => [false, true],
        Whole::Yes => [true, !matches!(attack, Attack::Vanish | Attack::Notify)],
    }
}

/// A server for one connection, which answers one request with a part and an attack.
fn serve(
    config: ServerConfig,
    part: Vec<u8>,
    attack: Attack,
) -> (SocketAddr, JoinHandle<io::Result<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (mut tcp, _) = listener.accept()?;
        tcp.set_nodelay(true)?;
        let mut tls = ServerConnection::new(Arc::new(config)).map_err(io::Error::other)?;
        let request = read_request(&mut tls, &mut tcp)?;
        let _ = perform(&mut tls, &mut tcp, &part, attack);
        if attack == Attack::Reset {
            set_socket_linger(&tcp, Some(Duration::ZERO))?;
            return Ok(request);
        }
        end(&mut tcp);
        Ok(request)
    });
    (address, server)
}

/// Ends a connection from this side; the client may have done so already.
fn end(tcp: &mut TcpStream) {
    let _ = tcp.shutdown(Shutdown::Write);
    // What is left unread would reset it.
    let _ = io::copy(tcp, &mut io::sink());
}

fn read_request(tls: &mut ServerConnection, tcp: &mut TcpStream) -> io::Result<String> {
    let mut stream = Stream::new(tls, tcp);
    let head = read_head(&mut stream)?;
    if head.starts_with("POST ") {
        stream.read_exact(&mut vec![0; PAYLOAD.len()])?;
    }
    Ok(head)
}

fn perform(tls: &mut ServerConnection, tcp: &mut TcpStream, part: &[u8], attack: Attack) -> io::Result<()> {
    let mut record = encrypted(tls, part)?;
    if attack == Attack::Flip && !record.is_empty() {
        let middle = record.len() / 2;
        record[middle] ^= 1;
    }
    tcp.write_all(&record)?;
    match attack {
        Attack::Vanish | Attack::Reset | Attack::Flip => {}
        Attack::Notify => {
            tls.send_close_notify();
            tcp.write_all(&encrypted(tls, b"")?)?;
        }
        Attack::Corrupt => {
            let mut record = encrypted(tls, b" ")?;
            *record.last_mut().unwrap() ^= 1;
            tcp.write_all(&record)?;
        }
        Attack::Alert => {
            // It has something to complain about.
            tls.read_tls(&mut &[23, 3, 3, 0, 1, 0][..])?;
            assert!(tls.process_new_packets().is_err());
            tcp.write_all(&encrypted(tls, b"")?)?;
        }
        Attack::FalseAlert => tcp.write_all(&[21, 3, 3, 0, 2, 2, 40])?,
        Attack::HelloRequest => tcp.write_all(&[22, 3, 3, 0, 4, 0, 0, 0, 0])?,
        Attack::Clear => tcp.write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"customer_id\":\"1\"}")?,
        Attack::Rekey => {
            for _ in 0..100 {
                // TLS 1.2 has none of it.
                let _ = tls.refresh_traffic_keys();
                tcp.write_all(&encrypted(tls, b"")?)?;
            }
        }
    }
    Ok(())
}

/// A text as records, with all else that the connection has to say.
fn encrypted(tls: &mut ServerConnection, text: &[u8]) -> io::Result<Vec<u8>> {
    tls.writer().write_all(text)?;
    let mut records = Vec::new();
    while tls.wants_write() {
        tls.write_tls(&mut records)?;
    }
    Ok(records)
}

fn nip() -> LookupKey {
    LookupKey {
        field: FieldId::of("nip").unwrap(),
        value: "1234563218".to_owned(),
    }
}

/// Runs a request against every attack at every place; whether it believed the answer is the last of what it gives. Gives how
/// many there were, and how many were believed.
fn every_attack(document: &str, ask: impl Fn(&str) -> (String, bool)) -> (usize, usize) {
    let (mut runs, mut believed) = (0, 0);
    for version in [&TLS12, &TLS13] {
        for part in parts(document) {
            for attack in Attack::ALL {
                let config = Certificate::Right.config(&[version]);
                let (address, server) = serve(config, part.bytes.clone(), attack);
                let (said, is_believed) = ask(&format!("https://{address}"));
                let name = format!("{:?}, {}, {attack:?}: {said}", version.version, part.name);
                let may = may_be_believed(&part, attack);
                assert!(may[usize::from(!is_believed)], "{name}");
                // It was asked, once.
                assert!(server.join().unwrap().is_ok(), "{name}");
                runs += 1;
                believed += usize::from(is_believed);
            }
        }
    }
    (runs, believed)
}

#[test]
fn only_a_whole_answer_creates() {
    let ours = Trust::Ours.tls();
    let (runs, created) = every_attack(r#"{"customer_id":"324"}"#, |url| {
        let outcome = send(&client(url, PATIENT).with_tls(ours.clone()));
        let is_created = matches!(outcome, Outcome::Created { .. });
        assert!(
            is_created || matches!(outcome, Outcome::Unknown { .. }),
            "{outcome:?}"
        );
        (words::outcome(&outcome), is_created)
    });
    println!(
        "TLS attacked in {runs} ways: created {created}, unknown {}",
        runs - created
    );
}

#[test]
fn only_a_whole_list_says_that_nobody_was_found() {
    let ours = Trust::Ours.tls();
    let (runs, found) = every_attack("[]", |url| {
        let lookups = client(url, PATIENT)
            .with_tls(ours.clone())
            .look_up(&[nip()], PATIENT);
        (words::lookup(&lookups[0]), lookups[0].result.is_ok())
    });
    println!(
        "TLS attacked in {runs} ways: {found} lists, {} failures",
        runs - found
    );
}

#[test]
fn a_record_that_drips_ends_at_the_timeout() {
    let config = Certificate::Right.config(&[&TLS13]);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut tcp, _) = listener.accept().unwrap();
        let mut tls = ServerConnection::new(Arc::new(config)).unwrap();
        read_request(&mut tls, &mut tcp).unwrap();
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n".to_owned() + &"x".repeat(10_000);
        let record = encrypted(&mut tls, answer.as_bytes()).unwrap();
        // Until the client has gone.
        let mut rest = record.iter();
        while let Some(byte) = rest.next()
            && tcp.write_all(&[*byte]).is_ok()
        {
            thread::sleep(Duration::from_millis(5));
        }
        rest.len()
    });
    let outcome = send(&client(&url, HASTY).with_tls(Trust::Ours.tls()));
    assert_eq!(words::outcome(&outcome), "unknown (TimedOut(1))");
    assert!(server.join().unwrap() > 0, "it had more to say");
}

/// Three connections to one address, whose sessions can be resumed: the second and the third would show another certificate.
#[test]
fn a_session_is_resumed_by_the_client_that_began_it_and_vouches_for_nobody_else() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let ticketer = Ticketer::new().unwrap();
    let server = thread::spawn(move || {
        for certificate in [Certificate::Right, Certificate::OtherName, Certificate::OtherName] {
            let mut config = certificate.config(&[&TLS12, &TLS13]);
            config.ticketer = Arc::clone(&ticketer);
            // Many more than a client keeps.
            config.send_tls13_tickets = 50;
            let (mut tcp, _) = listener.accept().unwrap();
            let mut tls = ServerConnection::new(Arc::new(config)).unwrap();
            if read_request(&mut tls, &mut tcp).is_ok() {
                let answer = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"customer_id\":\"324\"}";
                tcp.write_all(&encrypted(&mut tls, answer.as_bytes()).unwrap())
                    .unwrap();
                end(&mut tcp);
            }
        }
    });
    let client = || client(&url, PATIENT).with_tls(Trust::Ours.tls());
    let first = client();
    assert_eq!(words::outcome(&send(&first)), "created 324 by 200");
    // The server has the keys of the session, so that it shows no certificate.
    assert_eq!(words::outcome(&send(&first)), "created 324 by 200");
    assert_eq!(words::outcome(&send(&client())), "not sent (tls)");
    server.join().unwrap();
}
