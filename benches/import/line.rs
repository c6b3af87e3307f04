//! A line that takes its time.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// The address of a line to a CRM whose round trip takes so long, also for a new connection.
pub fn delayed(crm: SocketAddr, round_trip: Duration) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let opened = Instant::now() + round_trip;
            // What is small goes out at once: the delay is ours alone.
            let _ = near.set_nodelay(true);
            let Ok(far) = TcpStream::connect(crm) else {
                continue;
            };
            let (Ok(near_too), Ok(far_too)) = (near.try_clone(), far.try_clone()) else {
                continue;
            };
            let _ = far.set_nodelay(true);
            forward(near, far_too, opened, round_trip / 2);
            forward(far, near_too, opened, round_trip / 2);
        }
    });
    Ok(address)
}

/// Forwards bytes from one stream to another, each piece after a delay, and none before the connection counts as opened.
fn forward(mut from: TcpStream, mut to: TcpStream, opened: Instant, delay: Duration) {
    let (sender, pieces) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            let due = Instant::now().max(opened) + delay;
            if sender.send((due, buffer[..length].to_vec())).is_err() {
                return;
            }
        }
    });
    thread::spawn(move || {
        for (due, piece) in pieces {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&piece).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}
