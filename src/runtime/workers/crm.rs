//! Requests to the CRM, each on a thread of its own, so that seconds are counted and the screen can be resized meanwhile.

use super::{EventSink, FinishedSend, WorkerEvent, spawn};
use crate::crm::{CancelToken, Client, PayloadLeft};
use crate::customer::{FailureReason, Lookup, LookupFailure, LookupKey, Outcome};
use crate::endpoint::Resource;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How long a send that is called off at the end may take to say what became of it.
const CLOSE_TIMEOUT: Duration = Duration::from_millis(200);

/// A send that has not ended yet.
struct SendInFlight {
    attempt: String,
    begun: Instant,
    cancel: CancelToken,
    /// Its outcome, as soon as its thread knows it.
    outcome: Receiver<Outcome>,
}

/// The client, and the send in flight.
pub(super) struct CrmWorker {
    client: Arc<Client>,
    report: EventSink,
    in_flight: Option<SendInFlight>,
}

impl CrmWorker {
    /// A worker with nothing in flight.
    pub fn new(client: Client, report: EventSink) -> Self {
        Self {
            client: Arc::new(client),
            report,
            in_flight: None,
        }
    }

    /// Sends. The end is a [`WorkerEvent::Answered`].
    pub fn send(&mut self, attempt: String, resource: Resource, payload: String) {
        let (begun, cancel) = (Instant::now(), CancelToken::new());
        let (sender, outcome) = mpsc::channel();
        self.in_flight = Some(SendInFlight {
            attempt: attempt.clone(),
            begun,
            cancel: cancel.clone(),
            outcome,
        });
        let (client, report) = (Arc::clone(&self.client), Arc::clone(&self.report));
        let id = attempt.clone();
        let work = move || {
            let outcome = caught(|| client.send_to(resource, &payload, &cancel));
            let outcome = outcome.unwrap_or_else(|_| interrupted());
            // For the end of the program, which may not read its events any more.
            let _ = sender.send(outcome.clone());
            report(answered(attempt, outcome, begun));
        };
        if let Err(error) = spawn(work) {
            let failure = FailureReason::Connection(error.to_string());
            (self.report)(answered(id, Outcome::NotSent { failure }, begun));
        }
    }

    /// Notes that a send has ended; false if it is not the one in flight.
    pub fn note_ended(&mut self, attempt: &str) -> bool {
        self.in_flight
            .take_if(|in_flight| in_flight.attempt == attempt)
            .is_some()
    }

    /// Stops waiting. Where nothing of the card has left, that is the end of it; otherwise the connection is cut, and
    /// the thread that waits for the answer reports the end at once.
    pub fn stop_waiting(&mut self) {
        let Some(in_flight) = &self.in_flight else { return };
        if in_flight.cancel.cancel() == PayloadLeft::No {
            (self.report)(answered(in_flight.attempt.clone(), not_sent(), in_flight.begun));
        }
    }

    /// Stops waiting for good; gives what became of the send in flight, if one was.
    pub fn close(&mut self) -> Option<FinishedSend> {
        let in_flight = self.in_flight.take()?;
        let outcome = match in_flight.cancel.cancel() {
            PayloadLeft::No => not_sent(),
            PayloadLeft::Yes => final_outcome(&in_flight.outcome),
        };
        Some(FinishedSend {
            attempt: in_flight.attempt,
            outcome,
            took: in_flight.begun.elapsed(),
        })
    }

    /// Asks for customers or companies. The answer is a [`WorkerEvent::LookedUp`] or a [`WorkerEvent::CompaniesLookedUp`]; a key
    /// that got none has a failure.
    pub fn look_up(&self, question: u64, resource: Resource, keys: Vec<LookupKey>, limit: Duration) {
        let (client, report) = (Arc::clone(&self.client), Arc::clone(&self.report));
        let unanswered = keys.clone();
        let event = match resource {
            Resource::Customer => WorkerEvent::LookedUp,
            Resource::Company => WorkerEvent::CompaniesLookedUp,
        };
        let work = move || {
            let asked = caught(|| client.look_up_in(resource, &keys, limit));
            report(event(question, asked.unwrap_or_else(|_| failed(keys))));
        };
        if spawn(work).is_err() {
            (self.report)(event(question, failed(unanswered)));
        }
    }

    /// Asks for one customer or company. The answer is a [`WorkerEvent::Fetched`].
    pub fn fetch(&self, question: u64, resource: Resource, id: String, limit: Duration) {
        let (client, report) = (Arc::clone(&self.client), Arc::clone(&self.report));
        let failed = || Err(LookupFailure::Failed(FailureReason::Interrupted));
        let work = move || {
            let asked = caught(|| client.fetch(resource, &id, limit));
            report(WorkerEvent::Fetched(question, asked.unwrap_or_else(|_| failed())));
        };
        if spawn(work).is_err() {
            (self.report)(WorkerEvent::Fetched(question, failed()));
        }
    }
}

/// Runs work whose panic is an outcome like others.
fn caught<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
}

fn answered(attempt: String, outcome: Outcome, left: Instant) -> WorkerEvent {
    WorkerEvent::SendEnded(FinishedSend {
        attempt,
        outcome,
        took: left.elapsed(),
    })
}

/// How a send that was called off ended: its thread knows at once, for the answer may be there already.
fn final_outcome(outcome: &Receiver<Outcome>) -> Outcome {
    match outcome.recv_timeout(CLOSE_TIMEOUT) {
        Ok(Outcome::Unknown {
            failure: FailureReason::Cancelled,
            ..
        })
        | Err(_) => interrupted(),
        Ok(outcome) => outcome,
    }
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

fn failed(keys: Vec<LookupKey>) -> Vec<Lookup> {
    let failed = |by| Lookup {
        by,
        result: Err(LookupFailure::Failed(FailureReason::Interrupted)),
    };
    keys.into_iter().map(failed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::ApiResponse;

    #[test]
    fn a_send_that_is_called_off_ends_with_what_its_thread_knows() {
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
        for (name, sent, expected) in [
            ("the answer was there already", Some(created()), created()),
            ("it was cut before", Some(cut()), cut()),
            ("it was called off", Some(cancelled), interrupted()),
            ("its thread is gone", None, interrupted()),
        ] {
            let (sender, outcome) = mpsc::channel();
            if let Some(sent) = sent {
                sender.send(sent).unwrap();
            }
            drop(sender);
            assert_eq!(final_outcome(&outcome), expected, "{name}");
        }
    }
}
