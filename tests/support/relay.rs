//! A line between the program and a real CRM that breaks where it hurts most: the CRM gets the new customer, and its
//! answer is lost.

use super::faults::{Request, read_head};
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
    let mut request = Request {
        head: read_head(stream)?,
        body: Vec::new(),
    };
    let length = request
        .header("content-length")
        .first()
        .and_then(|length| length.parse().ok());
    request.body.resize(length.unwrap_or(0), 0);
    stream.read_exact(&mut request.body)?;
    let mut bytes = request
        .head
        .replacen("\r\n", "\r\nConnection: close\r\n", 1)
        .into_bytes();
    bytes.extend(request.body);
    Ok(bytes)
}
