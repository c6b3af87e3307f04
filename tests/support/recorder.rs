//! A CRM that records: real sockets, a behaviour for each request in turn, and a note of every byte that reached it and
//! every answer that it gave. It tells at once how far each request has come, so that a test can strike there.

use super::faults::{http, read_head};
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a wait may take before it counts as failed; generous, for slow machines.
const DEADLINE: Duration = Duration::from_secs(30);

/// What the CRM does with a request that has arrived whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Answers that the customer is created, with an id never given before.
    Create,
    /// The same, but only on demand; never without one. Each demand counts once.
    CreateWhenTold,
    /// Answers 400.
    Refuse,
    /// Answers 500. Whether the customer was created, only the CRM knows.
    Fail,
    /// Closes the connection without an answer.
    Cut,
    /// Says nothing for as long as it runs.
    Hang,
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The program has connected, and the first byte is here.
    Connected,
    /// The head is here.
    Head,
    /// The body is here, to its last byte.
    Whole,
    /// The answer is out, or the connection cut; not so where the CRM says nothing.
    Answered,
}

/// What is known of a connection that brought something.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// How far it came.
    pub stage: Stage,
    /// The body, if it came whole.
    pub body: Option<Vec<u8>>,
    /// What the CRM was to do, once it knew that a customer is to be created.
    pub act: Option<Act>,
    /// Whether it is a company that is to be created.
    pub company: bool,
    /// The id that it gave to the customer or company, if it did.
    pub id: Option<String>,
}

/// A recording CRM on a free port of this machine.
pub struct Recorder {
    address: SocketAddr,
    shared: Arc<Shared>,
    stages: Receiver<(usize, Stage)>,
    acceptor: Option<JoinHandle<()>>,
}

struct Shared {
    acts: Mutex<VecDeque<Act>>,
    arrivals: Mutex<Vec<Arrival>>,
    /// The first id that was not given yet.
    id: Mutex<u64>,
    /// How many of the answers that are held back may go out, and whether the CRM ends.
    told: Mutex<(usize, bool)>,
    bell: Condvar,
    /// The address of the connection that tells the acceptor to stop.
    last: Mutex<Option<SocketAddr>>,
    stage: Sender<(usize, Stage)>,
}

impl Recorder {
    /// Starts a CRM that does these things with the requests in turn, and then creates. Its ids begin with this one.
    pub fn start(acts: &[Act], first_id: u64) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (stage, stages) = mpsc::channel();
        let shared = Arc::new(Shared {
            acts: Mutex::new(acts.iter().copied().collect()),
            arrivals: Mutex::default(),
            id: Mutex::new(first_id),
            told: Mutex::default(),
            bell: Condvar::new(),
            last: Mutex::default(),
            stage,
        });
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Self {
            address,
            shared,
            stages,
            acceptor: Some(acceptor),
        }
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until a request that is not among the first so many has come so far.
    ///
    /// # Panics
    /// When none has after half a minute.
    #[track_caller]
    pub fn wait_for(&self, before: usize, wanted: Stage) {
        loop {
            let (number, stage) = self.stages.recv_timeout(DEADLINE).unwrap();
            if number >= before && stage == wanted {
                return;
            }
        }
    }

    /// Lets an answer go out that is held back.
    pub fn tell(&self) {
        self.shared.told.lock().unwrap().0 += 1;
        self.shared.bell.notify_all();
    }

    /// Creates whatever comes from now on.
    pub fn create_all(&self) {
        self.shared.acts.lock().unwrap().clear();
    }

    /// What has reached it so far.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.shared.arrivals.lock().unwrap().clone()
    }

    /// Ends the CRM, after it has read all that was sent to it, and says what that was.
    pub fn finish(mut self) -> Vec<Arrival> {
        self.end();
        self.shared.arrivals.lock().unwrap().clone()
    }

    fn end(&mut self) {
        let Some(acceptor) = self.acceptor.take() else {
            return;
        };
        self.shared.told.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.shared.bell.notify_all();
        // Held until the address is known. Connections are accepted in their order, so that this one is the last.
        let mut last = self.shared.last.lock().unwrap();
        let stop = TcpStream::connect(self.address).unwrap();
        *last = Some(stop.local_addr().unwrap());
        drop(last);
        acceptor.join().unwrap();
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.end();
    }
}

/// Deals with each connection in a thread of its own, so that a second one is seen while the first one hangs.
fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut workers = Vec::new();
    loop {
        let (stream, peer) = listener.accept().unwrap();
        if *shared.last.lock().unwrap() == Some(peer) {
            break;
        }
        let shared = Arc::clone(shared);
        workers.push(thread::spawn(move || {
            // That the program dies in the middle of it is what the test is for.
            let _ = shared.serve(stream);
        }));
    }
    for worker in workers {
        worker.join().unwrap();
    }
}

impl Shared {
    fn note_arrival(&self) -> usize {
        let mut arrivals = self.arrivals.lock().unwrap();
        arrivals.push(Arrival {
            stage: Stage::Connected,
            body: None,
            act: None,
            company: false,
            id: None,
        });
        let number = arrivals.len() - 1;
        let _ = self.stage.send((number, Stage::Connected));
        number
    }

    fn note(&self, number: usize, change: impl FnOnce(&mut Arrival)) {
        let mut arrivals = self.arrivals.lock().unwrap();
        change(&mut arrivals[number]);
        let _ = self.stage.send((number, arrivals[number].stage));
    }

    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        // A connection may be opened ahead of its request, and bring none.
        if stream.peek(&mut [0])? == 0 {
            return Ok(());
        }
        let number = self.note_arrival();
        let head = read_head(&mut stream)?;
        if head.starts_with("GET ") {
            // A look for duplicates brings nothing that could be lost or doubled.
            return stream.write_all(&http("200 OK", "", r#"{"result":[]}"#));
        }
        let act = self.acts.lock().unwrap().pop_front().unwrap_or(Act::Create);
        let company = head.starts_with("POST /api/companies");
        self.note(number, |arrival| {
            arrival.stage = Stage::Head;
            arrival.act = Some(act);
            arrival.company = company;
        });
        let length = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let length = length.map_or(Ok(0), |(_, length)| length.parse());
        let mut body = vec![0; length.map_err(io::Error::other)?];
        stream.read_exact(&mut body)?;
        self.note(number, |arrival| {
            arrival.stage = Stage::Whole;
            arrival.body = Some(body);
        });
        self.answer(stream, number, act)
    }

    fn answer(&self, mut stream: TcpStream, number: usize, act: Act) -> io::Result<()> {
        let told = self.told.lock().unwrap();
        let waits = |(told, ended): &mut (usize, bool)| match act {
            Act::CreateWhenTold => *told == 0 && !*ended,
            Act::Hang => !*ended,
            _ => false,
        };
        let mut told = self.bell.wait_while(told, waits).unwrap();
        if act == Act::Hang || (act == Act::CreateWhenTold && told.0 == 0) {
            return Ok(());
        }
        if act == Act::CreateWhenTold {
            told.0 -= 1;
        }
        drop(told);
        let answer = match act {
            Act::Create | Act::CreateWhenTold => {
                let id = self.next_id();
                // Given before it is sent: from the first byte on the program may know it.
                let arrival = &mut self.arrivals.lock().unwrap()[number];
                arrival.id = Some(id.clone());
                let member = if arrival.company {
                    "company_id"
                } else {
                    "customer_id"
                };
                http("200 OK", "", &format!("{{ \"{member}\": \"{id}\" }}"))
            }
            Act::Refuse => http(
                "400 Bad Request",
                "",
                r#"{"errors":[{"message":"No.","code":1}]}"#,
            ),
            Act::Fail => http("500 Internal Server Error", "", ""),
            Act::Cut | Act::Hang => Vec::new(),
        };
        stream.write_all(&answer)?;
        drop(stream);
        self.note(number, |arrival| arrival.stage = Stage::Answered);
        Ok(())
    }

    fn next_id(&self) -> String {
        let mut id = self.id.lock().unwrap();
        *id += 1;
        (*id - 1).to_string()
    }
}
