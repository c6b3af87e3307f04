//! The loop that both front ends run in: it waits for an event, has it worked on, does what is due, and has the result shown.
//! However it ends, what was typed is saved.

use crate::runtime::session::Session;
use crate::runtime::workers::{BackgroundWorkers, WorkerEvent};
use crate::runtime::{Error, hurry, saving};
use crate::tty::input::{PendingInput, TerminalEvent};
use crate::tty::lines::LineRead;
use jiff::Timestamp;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How long what was read may take to get to the loop, at the end.
const UNREAD: Duration = Duration::from_millis(100);

/// The session of the program.
pub(super) type ProgramSession = Session<BackgroundWorkers>;

/// What wakes the loop.
pub(super) enum Event {
    /// Keys, a new size, the end of the terminal; and when that was read.
    Input(TerminalEvent, Instant),
    /// A line, where lines are read.
    Read(LineRead),
    /// A worker has finished something.
    Worker(WorkerEvent),
    /// The terminal has taken what it did not take at once, or cannot.
    Written,
}

/// What differs between the front ends.
pub(super) trait FrontEnd {
    /// The session, which the front end owns.
    fn session(&mut self) -> &mut ProgramSession;

    /// Shows what there is at the start.
    fn begin(&mut self) -> Result<(), Error>;

    /// Works on an event.
    fn take(&mut self, event: Event) -> Result<(), Error>;

    /// Whether an event that waits already may be worked on before anything is shown.
    fn takes_more(&self) -> bool;

    /// Does what is due, and shows what has changed.
    fn refresh(&mut self) -> Result<(), Error>;

    /// Works on an event that came before the end, and was not worked on: what was typed goes into the card.
    fn take_leftover(&mut self, event: Event);

    /// Nothing more is left, and the send in flight has ended.
    fn end_leftovers(&mut self) {}

    /// The session is saved, or could not be.
    fn closed(&mut self, _is_saved: bool, _events: &Receiver<Event>) {}
}

/// Runs until the session or the terminal ends, and closes in any case, also where something panics.
pub(super) fn run(
    front: &mut impl FrontEnd,
    events: &Receiver<Event>,
    unread: &PendingInput,
) -> Result<(), Error> {
    let mut closed = Ok(());
    let ended = saving(
        front,
        |front| work(front, events),
        |front| {
            unread.wait(UNREAD);
            closed = close(front, events);
        },
    );
    closed.and(ended)
}

/// Works until the session ends, or showing something fails.
fn work(front: &mut impl FrontEnd, events: &Receiver<Event>) -> Result<(), Error> {
    front.begin()?;
    while front.session().end().is_none() {
        let mut next = wait(events, front.session().next_due());
        // What is waiting is worked on before anything is shown, where the front end lets it.
        while let Some(event) = next {
            front.take(event)?;
            if front.session().end().is_some() {
                return Ok(());
            }
            next = if front.takes_more() {
                events.try_recv().ok()
            } else {
                None
            };
        }
        front.refresh()?;
    }
    Ok(())
}

/// The next event; none if something else is due first. Without anything due it waits without a limit.
fn wait(events: &Receiver<Event>, due: Option<Instant>) -> Option<Event> {
    let hung_up = || Event::Input(TerminalEvent::HangUp, Instant::now());
    let Some(due) = due else {
        return Some(events.recv().unwrap_or_else(|_| hung_up()));
    };
    match events.recv_timeout(due.saturating_duration_since(Instant::now())) {
        Ok(event) => Some(event),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => Some(hung_up()),
    }
}

/// Takes over what was read and not worked on, calls off a send that is in flight, and saves for the last time.
fn close<F: FrontEnd>(front: &mut F, events: &Receiver<Event>) -> Result<(), Error> {
    let mut closed = Ok(());
    let finish = |front: &mut F| {
        take_leftovers(front, events);
        front.session().call_off(Timestamp::now());
        // What has come meanwhile.
        take_leftovers(front, events);
        front.end_leftovers();
    };
    let save = |front: &mut F| closed = front.session().close(Timestamp::now());
    saving(front, finish, save);
    front.closed(closed.is_ok(), events);
    closed
}

fn take_leftovers(front: &mut impl FrontEnd, events: &Receiver<Event>) {
    for event in events.try_iter() {
        front.take_leftover(event);
    }
}

/// How what is read from the terminal gets to the loop. A program that is asked to end waits for no other program from then on.
pub(super) fn forward_input(
    events: Sender<Event>,
) -> impl Fn(TerminalEvent, Instant) -> bool + Send + Clone + 'static {
    move |event, at| {
        if matches!(event, TerminalEvent::HangUp | TerminalEvent::Terminate) {
            hurry();
        }
        events.send(Event::Input(event, at)).is_ok()
    }
}
