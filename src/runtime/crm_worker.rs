//! The line to the CRM: sends and questions, each on a thread of its own, so that the seconds count and the screen can
//! be resized meanwhile. What they come to is an event for the loop.

use super::engine::Event;
use crate::crm::{CancelToken, Client, PayloadLeft};
use crate::customer::{FailureReason, Lookup, LookupFailure, LookupKey, Outcome};
use crate::os::CAUGHT_THREAD;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How long a send that is called off at the end may take to say what came of it.
const LAST_WORD: Duration = Duration::from_millis(200);

/// A send under way.
struct SendInFlight {
    attempt: String,
    left: Instant,
    cancel: CancelToken,
}

/// The client, and the send that is under way.
pub(crate) struct CrmWorker {
    client: Arc<Client>,
    sender: Sender<Event>,
    flight: Option<SendInFlight>,
}

impl CrmWorker {
    /// A worker with nothing in flight. Its events go to the sender.
    pub(crate) fn new(client: Client, sender: Sender<Event>) -> Self {
        Self {
            client: Arc::new(client),
            sender,
            flight: None,
        }
    }

    /// Sends. The end is an [`Event::Answered`].
    pub(crate) fn send(&mut self, attempt: String, payload: String) {
        let (left, cancel) = (Instant::now(), CancelToken::new());
        self.flight = Some(SendInFlight {
            attempt: attempt.clone(),
            left,
            cancel: cancel.clone(),
        });
        let (client, sender, id) = (Arc::clone(&self.client), self.sender.clone(), attempt.clone());
        let answered = move |attempt, outcome| Event::Answered {
            attempt,
            outcome,
            took: left.elapsed(),
        };
        let work = move || {
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| client.send(&payload, &cancel)));
            // Nobody listens only when the program ends, and then the journal has its end already.
            let _ = sender.send(answered(attempt, outcome.unwrap_or_else(|_| interrupted())));
        };
        if let Err(error) = spawn(work) {
            let failure = FailureReason::Connection(error.to_string());
            let _ = self.sender.send(answered(id, Outcome::NotSent { failure }));
        }
    }

    /// Whether this attempt is the one under way; it has ended then. One whose end was reported already is ignored.
    pub(crate) fn has_landed(&mut self, attempt: &str) -> bool {
        self.flight.take_if(|flight| flight.attempt == attempt).is_some()
    }

    /// Stops waiting. Where nothing of the card has left, that is the end of it; otherwise the connection is cut, and
    /// the thread that waits on it reports the end at once.
    pub(crate) fn stop_waiting(&mut self) {
        let Some(flight) = &self.flight else { return };
        if flight.cancel.cancel() == PayloadLeft::No {
            let _ = self.sender.send(Event::Answered {
                attempt: flight.attempt.clone(),
                outcome: not_sent(),
                took: flight.left.elapsed(),
            });
        }
    }

    /// Stops waiting for good, and says what became of the send that was under way, if one was: which, how it ended, and
    /// after how long. What else happens meanwhile is put with the others.
    pub(crate) fn close(
        &mut self,
        events: &Receiver<Event>,
        others: &mut Vec<Event>,
    ) -> Option<(String, Outcome, Duration)> {
        let flight = self.flight.take()?;
        let outcome = match flight.cancel.cancel() {
            PayloadLeft::No => not_sent(),
            PayloadLeft::Yes => last_word(events, &flight.attempt, others),
        };
        Some((flight.attempt, outcome, flight.left.elapsed()))
    }

    /// Asks the CRM. Its answer is an [`Event::LookedUp`], also where none came.
    pub(crate) fn look_up(&self, question: u64, known: Vec<LookupKey>, limit: Duration) {
        let (client, sender) = (Arc::clone(&self.client), self.sender.clone());
        let unanswered = known.clone();
        let work = move || {
            let asked = panic::catch_unwind(AssertUnwindSafe(|| client.look_up(&known, limit)));
            let _ = sender.send(Event::LookedUp(question, asked.unwrap_or_else(|_| failed(known))));
        };
        if spawn(work).is_err() {
            let _ = self.sender.send(Event::LookedUp(question, failed(unanswered)));
        }
    }

    /// Asks the CRM for one customer. What it says is an [`Event::Fetched`].
    pub(crate) fn fetch(&self, question: u64, id: String, limit: Duration) {
        let (client, sender) = (Arc::clone(&self.client), self.sender.clone());
        let failed = || Err(LookupFailure::Failed(FailureReason::Interrupted));
        let work = move || {
            let asked = panic::catch_unwind(AssertUnwindSafe(|| client.customer(&id, limit)));
            let _ = sender.send(Event::Fetched(question, asked.unwrap_or_else(|_| failed())));
        };
        if spawn(work).is_err() {
            let _ = self.sender.send(Event::Fetched(question, failed()));
        }
    }
}

/// How a send that was called off ended: its thread says so at once, for the answer may be there already.
fn last_word(events: &Receiver<Event>, sent: &str, others: &mut Vec<Event>) -> Outcome {
    let deadline = Instant::now() + LAST_WORD;
    while let Ok(event) = events.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        match event {
            Event::Answered { attempt, outcome, .. } if attempt == sent => match outcome {
                Outcome::Unknown {
                    failure: FailureReason::Cancelled,
                    ..
                } => break,
                outcome => return outcome,
            },
            other => others.push(other),
        }
    }
    interrupted()
}

/// The waiting was stopped before anything had left.
fn not_sent() -> Outcome {
    Outcome::NotSent {
        failure: FailureReason::Cancelled,
    }
}

/// The program ended while it waited.
fn interrupted() -> Outcome {
    Outcome::Unknown {
        failure: FailureReason::Interrupted,
        answer: None,
    }
}

/// A thread whose panics do not touch the terminal.
fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let builder = thread::Builder::new().name(CAUGHT_THREAD.into());
    builder.spawn(work).map(drop)
}

fn failed(known: Vec<LookupKey>) -> Vec<Lookup> {
    let failed = |by| Lookup {
        by,
        result: Err(LookupFailure::Failed(FailureReason::Interrupted)),
    };
    known.into_iter().map(failed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::ApiResponse;
    use std::sync::mpsc;

    #[test]
    fn a_send_that_is_called_off_is_heard_out() {
        let created = || Outcome::Created {
            customer_id: "324".into(),
            answer: ApiResponse::default(),
        };
        let cut = || Outcome::Unknown {
            failure: FailureReason::Cut,
            answer: None,
        };
        let cancelled = Outcome::Unknown {
            failure: FailureReason::Cancelled,
            answer: None,
        };
        for (name, attempt, said, heard) in [
            ("the answer was there already", "a", created(), created()),
            ("it was cut before", "a", cut(), cut()),
            ("it was called off", "a", cancelled, interrupted()),
            ("it is another one's", "b", created(), interrupted()),
        ] {
            let (sender, events) = mpsc::channel();
            let answered = Event::Answered {
                attempt: attempt.to_owned(),
                outcome: said,
                took: Duration::ZERO,
            };
            sender.send(Event::LookedUp(1, Vec::new())).unwrap();
            sender.send(answered).unwrap();
            drop(sender);
            let mut others = Vec::new();
            assert_eq!(last_word(&events, "a", &mut others), heard, "{name}");
            assert!(
                matches!(others.first(), Some(Event::LookedUp(..))),
                "{name}: the others are kept"
            );
        }
    }
}
