//! The only loop: waits for a key, a signal or an answer, lets the session work on it, and draws what changed.
//! It blocks without a timer while nothing is under way.

use super::backend::FrameWriter;
use super::input::Input;
use super::keys;
use super::line::Line;
use super::run::Error;
use super::screen;
use super::session::{Request, Session};
use crate::app::{Action, Keymap, Mode, Msg, Scope};
use crate::crm::Client;
use crate::customer::{Lookup, Outcome};
use crate::view;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::Event as TerminalEvent;
use jiff::{Timestamp, tz::TimeZone};
use ratatui::Terminal;
use ratatui::layout::Size;
use std::fs::File;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// The draft is saved this long after the first change that is not on disk.
const SAVE_AFTER: Duration = Duration::from_millis(200);
// A quarter of a second is promised; the rest of it is for the write.
const _: () = assert!(SAVE_AFTER.as_millis() < 250);
/// What could not be saved is tried again this much later.
const RETRY_AFTER: Duration = Duration::from_secs(2);
/// A frame that takes longer than this to be written was not seen when it began. Nobody sees a frame and presses a key in
/// less; a busy machine holds the program up for a part of it, after the terminal has the frame.
const STALL: Duration = Duration::from_millis(200);
/// How often seconds are counted, where they are.
const TICK: Duration = Duration::from_secs(1);

/// What wakes the loop.
pub(super) enum Event {
    /// Keys, a new size, the end of the terminal; and when that was read.
    Input(Input, Instant),
    /// A send ended.
    Answered {
        /// Which.
        attempt: String,
        /// How.
        outcome: Outcome,
        /// From the request to the outcome.
        took: Duration,
    },
    /// The CRM answered a question.
    LookedUp(u64, Vec<Lookup>),
}

/// The program with its terminal.
pub(super) struct Program {
    session: Session,
    terminal: Terminal<FrameWriter<File>>,
    line: Line,
    /// When the draft is due to be saved.
    save_at: Option<Instant>,
    /// Since when the next second is counted; none where none are.
    counted: Option<Instant>,
    /// Since when the screen shows what it shows, and whether that is old: a save or a second that passes changes nothing
    /// that a key could answer.
    shown_since: Instant,
    outdated: bool,
    /// An answer has changed what the screen is about: keys that were read before it shows that are not meant for it.
    answered: bool,
    deaf_until: Instant,
}

impl Program {
    pub(super) fn new(
        session: Session,
        terminal: Terminal<FrameWriter<File>>,
        client: Client,
        sender: Sender<Event>,
    ) -> Self {
        Self {
            session,
            terminal,
            line: Line::new(client, sender),
            save_at: None,
            counted: None,
            shown_since: Instant::now(),
            outdated: true,
            answered: false,
            deaf_until: Instant::now(),
        }
    }

    /// Runs until the operator leaves, or the terminal is gone.
    pub(super) fn run(&mut self, events: &Receiver<Event>) -> Result<(), Error> {
        self.draw()?;
        loop {
            let mut next = self.wait(events);
            // What is waiting is worked on before a frame is drawn, but never so long that a save is late.
            while let Some(event) = next {
                if self.take(event)? {
                    return Ok(());
                }
                let late = self.save_at.is_some_and(|due| due <= Instant::now());
                // What is asked must be seen before the next key can answer it.
                let draw_first = late || self.answered || self.asks();
                next = if draw_first { None } else { events.try_recv().ok() };
            }
            self.do_what_is_due()?;
            self.draw()?;
        }
    }

    /// Saves what there is for the last time, and says what became of a send that is under way: the journal is true
    /// before the process ends.
    pub(super) fn close(&mut self, events: &Receiver<Event>) -> Result<(), Error> {
        let now = Timestamp::now();
        if let Some((attempt, outcome, took)) = self.line.close(events) {
            self.session.answered(&attempt, outcome, took, now);
        }
        self.session.close(now)
    }

    fn draw(&mut self) -> Result<(), Error> {
        if !screen::is_ours() {
            return Err(io::Error::other("a part of the program failed").into());
        }
        let began = Instant::now();
        let model = &self.session.model;
        self.terminal.draw(|frame| view::draw(model, frame))?;
        // A terminal that stalls shows the frame when it has taken it.
        let now = Instant::now();
        let shown = if now - began > STALL { now } else { began };
        if std::mem::take(&mut self.outdated) {
            self.shown_since = shown;
        }
        if std::mem::take(&mut self.answered) {
            self.deaf_until = shown;
        }
        Ok(())
    }

    /// The next event; none if something else is due first. Without anything due it waits for ever.
    fn wait(&self, events: &Receiver<Event>) -> Option<Event> {
        let tick = self.counted.map(|since| since + TICK);
        let Some(due) = self.save_at.into_iter().chain(tick).min() else {
            return Some(events.recv().unwrap_or_else(|_| hang_up()));
        };
        match events.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(hang_up()),
        }
    }

    fn do_what_is_due(&mut self) -> Result<(), Error> {
        let now = Instant::now();
        if self.save_at.is_some_and(|due| due <= now) {
            let saved = self.session.save(Timestamp::now());
            let again = saved.is_err() || self.session.is_unsaved();
            self.save_at = again.then(|| now + RETRY_AFTER);
        }
        if let Some(since) = self.counted.filter(|since| *since + TICK <= now) {
            self.counted = Some(now);
            self.outdated |= matches!(self.session.model.mode, Mode::Review(_));
            let requests = self.session.update(Msg::Tick(now - since), Timestamp::now());
            self.carry_out_all(requests)?;
        }
        Ok(())
    }

    /// Works on an event; true if the program is to end.
    fn take(&mut self, event: Event) -> Result<bool, Error> {
        let now = Timestamp::now();
        let requests = match event {
            Event::Input(Input::HangUp | Input::Terminate, _) => self.session.update(Msg::HangUp, now),
            Event::Input(Input::Resized(columns, rows), _) => self.resized(columns, rows),
            Event::Input(Input::Events(events), read_at) => {
                self.session
                    .update(Msg::Today(now.to_zoned_datetime(self.zone()).date()), now);
                self.typed(events, read_at, now)
            }
            Event::Answered {
                attempt,
                outcome,
                took,
            } => self.answered(&attempt, outcome, took, now),
            Event::LookedUp(question, lookups) => {
                self.outdated = true;
                self.session.looked_up(question, lookups, now)
            }
        };
        self.carry_out_all(requests)
    }

    /// The end of the send under way. One whose end was told already is not listened to.
    fn answered(&mut self, attempt: &str, outcome: Outcome, took: Duration, now: Timestamp) -> Vec<Request> {
        if !self.line.has_landed(attempt) {
            return Vec::new();
        }
        self.outdated = true;
        self.answered = true;
        self.session.answered(attempt, outcome, took, now)
    }

    /// Works on what was typed at once. What stands behind a key that leaves is not the card's.
    ///
    /// A review or a question is answered by one key alone, which came after it was shown: not by one that was read
    /// before, or that came in the same breath as others. A key that repeats itself is one press.
    fn typed(&mut self, events: Vec<TerminalEvent>, read_at: Instant, now: Timestamp) -> Vec<Request> {
        let mut messages: Vec<Msg> = events.into_iter().filter_map(message).collect();
        if self.asks() {
            messages.dedup_by(|next, last| matches!((next, last), (Msg::Key(a), Msg::Key(b)) if a == b));
        }
        if read_at < self.deaf_until {
            return Vec::new();
        }
        let in_one_breath = messages.len() > 1;
        let mut requests = Vec::new();
        for message in messages {
            let unseen = (read_at < self.shown_since || self.is_too_small())
                && is_answer(&self.session.model.settings.keymap, &message);
            if self.asks() && (in_one_breath || unseen) {
                continue;
            }
            self.outdated = true;
            requests.extend(self.session.update(message, now));
            if requests.contains(&Request::Quit) {
                break;
            }
        }
        requests
    }

    /// Whether the screen has no room for anything but to say so.
    fn is_too_small(&self) -> bool {
        let size = self.terminal.size().unwrap_or_default();
        size.width < view::LEAST.0 || size.height < view::LEAST.1
    }

    /// Whether a key would send something, or do what cannot be undone: then the screen must show what it answers.
    fn asks(&self) -> bool {
        matches!(self.session.model.mode, Mode::Review(_) | Mode::Question(..))
    }

    fn zone(&self) -> TimeZone {
        self.session.model.settings.zone.clone()
    }

    fn resized(&mut self, columns: u16, rows: u16) -> Vec<Request> {
        self.terminal.backend_mut().resize(Size::new(columns, rows));
        self.outdated = true;
        self.session.update(Msg::Resized(columns, rows), Timestamp::now())
    }

    /// Does what the session leaves to do, and sets the timers that follow from it; true if the program is to end.
    fn carry_out_all(&mut self, requests: Vec<Request>) -> Result<bool, Error> {
        let mut leave = false;
        for request in requests {
            leave |= self.carry_out(request)?;
        }
        if self.session.is_unsaved() {
            self.save_at.get_or_insert_with(|| Instant::now() + SAVE_AFTER);
        }
        if self.session.model.is_counting() {
            self.counted.get_or_insert_with(Instant::now);
        } else {
            self.counted = None;
        }
        Ok(leave)
    }

    fn carry_out(&mut self, request: Request) -> Result<bool, Error> {
        match request {
            Request::Send { attempt, payload } => self.line.send(attempt, payload),
            Request::StopWaiting => self.line.stop_waiting(),
            Request::LookUp {
                question,
                known,
                limit,
            } => {
                let limit = limit.unwrap_or(self.session.model.settings.timeout);
                self.line.look_up(question, known, limit);
            }
            Request::Copy(text) => {
                crossterm::execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
            }
            Request::Redraw => {
                self.terminal.backend_mut().reset();
                self.terminal.clear()?;
            }
            Request::Quit => return Ok(true),
        }
        Ok(false)
    }
}

/// Whether a key is one that sends, or says yes.
fn is_answer(keymap: &Keymap, message: &Msg) -> bool {
    let answers = |key| {
        let sends = keymap.action(Scope::Review, key) == Some(Action::Send);
        sends || keymap.action(Scope::Question, key) == Some(Action::Yes)
    };
    matches!(message, Msg::Key(key) if answers(*key))
}

fn hang_up() -> Event {
    Event::Input(Input::HangUp, Instant::now())
}

fn message(event: TerminalEvent) -> Option<Msg> {
    match event {
        TerminalEvent::Key(event) => keys::key(event).map(Msg::Key),
        TerminalEvent::Paste(text) => Some(Msg::Paste(text)),
        _ => None,
    }
}
