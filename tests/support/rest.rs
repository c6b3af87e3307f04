//! Waiting until the embedded CRM has worked on all that it was sent: a killed program leaves requests behind that nobody has read
//! yet, and a person who looks for their customers before that finds none.

use kartoteka::sandbox::Sandbox;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;

/// Waits until no connection is open any more. Only for when no program is left that could send.
pub fn wait_until_at_rest(crm: &Sandbox) {
    // It is accepted behind those of the programs that are gone, and answered.
    let mut stream = TcpStream::connect(crm.addr()).unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: crm\r\nConnection: close\r\n\r\n")
        .unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    while crm.connections() > 0 {
        thread::yield_now();
    }
}
