//! A line between the program and a real CRM that breaks where it hurts most: the CRM gets the new customer, and its
//! answer is lost.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;

/// A relay on a port of its own. It ends with the test.
pub struct Relay {
    address: SocketAddr,
}

impl Relay {
    /// Relays to a CRM at this base URL: lookups both ways, new customers one way.
    pub fn start(crm: &str) -> Self {
        let crm = crm.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let crm = crm.clone();
                thread::spawn(move || relay(stream, &crm));
            }
        });
        Self { address }
    }

    /// Its own base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn relay(mut program: TcpStream, crm: &str) -> io::Result<()> {
    let request = read_request(&mut program)?;
    let mut line = TcpStream::connect(crm)?;
    line.write_all(&request)?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer)?;
    if request.starts_with(b"POST ") {
        return Ok(());
    }
    program.write_all(&answer)
}

/// A whole request, with the connection's end asked for, so that the CRM's answer ends.
fn read_request(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body)?;
    let mut request = text.replacen("\r\n", "\r\nConnection: close\r\n", 1).into_bytes();
    request.extend(body);
    Ok(request)
}
