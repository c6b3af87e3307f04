//! A line to a server that notes what goes over it: connections, and in which direction something goes. A round trip is
//! something that goes there, and then something that comes back.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

/// How long something may take before it counts as failed; generous, for slow machines.
const DEADLINE: Duration = Duration::from_secs(30);

/// What happens on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traffic {
    /// The client has opened a connection.
    Connected,
    /// Bytes are on their way to the server.
    There,
    /// Bytes are with the client, as soon as it reads them.
    Back,
    /// The server has ended the connection, and the client can know it.
    Ended,
}

/// A relay on a port of its own. It ends with the test.
pub struct CountingRelay {
    address: SocketAddr,
    traffic: Receiver<Traffic>,
}

impl CountingRelay {
    /// Relays to this server.
    pub fn start(server: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, traffic) = mpsc::channel();
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let _ = sender.send(Traffic::Connected);
                let far = TcpStream::connect(server).unwrap();
                let (near_too, far_too) = (near.try_clone().unwrap(), far.try_clone().unwrap());
                forward(near, far_too, (Traffic::There, None), sender.clone());
                forward(
                    far,
                    near_too,
                    (Traffic::Back, Some(Traffic::Ended)),
                    sender.clone(),
                );
            }
        });
        Self { address, traffic }
    }

    /// Its own base URL, after this scheme.
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// Waits until so much has happened since the last question, and takes it.
    #[track_caller]
    pub fn wait_for(&self, expected: &[Traffic]) {
        let mut seen = Vec::new();
        while seen.len() < expected.len() {
            let next = self.traffic.recv_timeout(DEADLINE);
            let next = next.unwrap_or_else(|_| panic!("no more than {seen:?}"));
            // Bytes may come in several pieces.
            if seen.last() != Some(&next) {
                seen.push(next);
            }
        }
        assert_eq!(seen, expected);
    }

    /// What has happened since the last question, pieces that follow each other as one.
    pub fn so_far(&self) -> Vec<Traffic> {
        let mut seen: Vec<Traffic> = self.traffic.try_iter().collect();
        seen.dedup();
        seen
    }
}

/// Forwards bytes, each piece after it was noted if it goes to the server, and before if it comes back. What has an end is ended.
fn forward(
    mut from: TcpStream,
    mut to: TcpStream,
    (kind, end): (Traffic, Option<Traffic>),
    sender: Sender<Traffic>,
) {
    to.set_nodelay(true).unwrap();
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            if kind == Traffic::There {
                let _ = sender.send(kind);
            }
            if to.write_all(&buffer[..length]).is_err() {
                break;
            }
            if kind == Traffic::Back {
                let _ = sender.send(kind);
            }
        }
        let _ = to.shutdown(Shutdown::Write);
        if let Some(end) = end {
            let _ = sender.send(end);
        }
    });
}
