//! Connections that are kept from one request to the next: fewer are made, none is used that may be closed, and calling off one
//! request ends no other's.

use super::support::faults::read_head;
use super::{PATIENT, client, words};
use kartoteka::crm::{CancelToken, Client};
use std::io::{BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A CRM that answers request after request and ends its connections: without a word at an age, while it waits for a request, or
/// as it has said in the last of so many answers. It runs until the test ends.
struct KeepingCrm {
    url: String,
    connections: Arc<AtomicUsize>,
}

#[derive(Clone, Copy)]
struct Limits {
    age: Duration,
    requests: usize,
}

impl KeepingCrm {
    fn start(limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let (made, ids) = (Arc::clone(&connections), Arc::new(AtomicUsize::new(324)));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                made.fetch_add(1, Ordering::SeqCst);
                let ids = Arc::clone(&ids);
                // A client that ends a connection is what is tested.
                thread::spawn(move || serve(&stream, limits, &ids));
            }
        });
        Self { url, connections }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn serve(stream: &TcpStream, limits: Limits, ids: &AtomicUsize) -> std::io::Result<()> {
    let begun = Instant::now();
    let mut reader = BufReader::new(stream);
    for number in 0..limits.requests {
        let left = limits.age.saturating_sub(begun.elapsed());
        if left.is_zero() {
            break;
        }
        stream.set_read_timeout(Some(left))?;
        let head = read_head(&mut reader)?;
        stream.set_read_timeout(None)?;
        let length = head
            .lines()
            .find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        reader.read_exact(&mut body)?;
        let last = if number + 1 == limits.requests {
            "Connection: close\r\n"
        } else {
            ""
        };
        let body = format!("{{\"customer_id\":{}}}", ids.fetch_add(1, Ordering::SeqCst));
        let answer = format!(
            "HTTP/1.1 200 OK\r\n{last}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        (&mut &*stream).write_all(answer.as_bytes())?;
    }
    Ok(())
}

fn send(client: &Client) -> String {
    words::outcome(&client.send("{\"surname\":\"Nowak\"}", &CancelToken::new()))
}

const FOR_EVER: Limits = Limits {
    age: Duration::from_secs(600),
    requests: usize::MAX,
};

#[test]
fn requests_that_follow_each_other_need_one_connection() {
    let crm = KeepingCrm::start(FOR_EVER);
    let client = client(&crm.url, PATIENT);
    let begun = Instant::now();
    for number in 0..20 {
        assert_eq!(send(&client), format!("created {} by 200", 324 + number));
    }
    // As many as there are lives of a connection in that time, on a machine that may be slow.
    let lives = usize::try_from(begun.elapsed().as_millis() / 900).unwrap() + 1;
    assert!(crm.connections() <= lives, "{} for {lives}", crm.connections());
}

#[test]
fn no_customer_is_lost_in_a_connection_that_the_crm_closes() {
    let by_age = Limits {
        age: Duration::from_millis(1500),
        ..FOR_EVER
    };
    let by_count = Limits {
        requests: 3,
        ..FOR_EVER
    };
    thread::scope(|scope| {
        for (limits, renews) in [
            (by_age, false),
            (by_age, true),
            (by_count, false),
            (by_count, true),
        ] {
            scope.spawn(move || {
                let crm = KeepingCrm::start(limits);
                let mut client = client(&crm.url, PATIENT);
                if renews {
                    client = client.renewing_connections();
                }
                let begun = Instant::now();
                let mut count = 0;
                // Beyond the age at which this CRM closes.
                while begun.elapsed() < 2 * by_age.age {
                    let outcome = send(&client);
                    assert!(outcome.starts_with("created"), "after {count}: {outcome}");
                    count += 1;
                }
            });
        }
    });
}

#[test]
fn calling_off_a_send_that_is_over_ends_no_other() {
    let crm = KeepingCrm::start(FOR_EVER);
    let client = client(&crm.url, PATIENT);
    for _ in 0..50 {
        let over = CancelToken::new();
        let first = words::outcome(&client.send("{\"surname\":\"Nowak\"}", &over));
        assert!(first.starts_with("created"), "{first}");
        // The next send goes over the same connection while the first one is called off.
        thread::scope(|scope| {
            let second = scope.spawn(|| send(&client));
            let _ = over.cancel();
            let second = second.join().unwrap();
            assert!(second.starts_with("created"), "{second}");
        });
    }
}
