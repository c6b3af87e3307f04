//! The only loop: waits for a key, a signal or an answer, lets the session work on it, and draws what changed.
//! It blocks without a timer while nothing is under way.

use super::backend::FrameWriter;
use super::input::{self, Input};
use super::keys;
use super::screen::{self, Screen};
use super::session::{Request, Session};
use crate::app::{Mode, Model, Msg, Notice, Settings, Theme};
use crate::crm::{Cancel, Client, Credentials, Target, TargetError};
use crate::customer::{Card, Choice, CustomField, Facts, Failure, Outcome};
use crate::locale::{Language, Locale};
use crate::store::{self, Store};
use crate::view;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::Event as TerminalEvent;
use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};
use ratatui::Terminal;
use ratatui::layout::Size;
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// The draft is saved this long after the first change that is not on disk.
const SAVE_AFTER: Duration = Duration::from_millis(200);
/// A draft that could not be saved is tried again this much later.
const RETRY_AFTER: Duration = Duration::from_secs(2);
/// How often the seconds are counted while a card is on its way.
const TICK: Duration = Duration::from_secs(1);

/// Everything that the form needs to start.
#[derive(Debug)]
pub struct Launch {
    /// Where the store is.
    pub data_dir: PathBuf,
    /// The profile's name.
    pub profile_name: String,
    /// The tenant's address, without `/api/customers`.
    pub base_url: String,
    /// The API user.
    pub user: String,
    /// The API user's password.
    pub password: SecretString,
    /// The value of `Accept-Language`.
    pub accept_language: String,
    /// How long a send may take.
    pub timeout: Duration,
    /// The language of the screen.
    pub language: Language,
    /// The colours.
    pub theme: Theme,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// Use colours at all.
    pub color: bool,
    /// The tenant's choices, by field.
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// The tenant's custom fields.
    pub custom_fields: Vec<CustomField>,
}

/// Why the form could not start, or had to end.
#[derive(Debug)]
pub enum Error {
    /// The profile's address cannot be used.
    Target(TargetError),
    /// The store could not be opened.
    Store(store::Error),
    /// The terminal failed.
    Terminal(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Target(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
            Self::Terminal(error) => write!(f, "the terminal failed: {error}; the draft is kept"),
        }
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}

/// What wakes the loop.
enum Event {
    Input(Input),
    Answered {
        attempt: String,
        outcome: Outcome,
        took: Duration,
    },
}

/// Opens the form and runs it until the operator leaves or the terminal is gone.
///
/// # Errors
/// If the address cannot be used, the store cannot be opened, or the terminal fails. The draft is saved in any case.
pub fn run(launch: Launch) -> Result<(), Error> {
    let target = Target::new(&launch.base_url).map_err(Error::Target)?;
    let now = ZonedDateTime::now();
    let mut store = Store::open(&launch.data_dir, now.timestamp()).map_err(Error::Store)?;
    let (draft, unreadable) = adopt_draft(&mut store, &launch.profile_name)?;
    let settings = settings(&launch, &target, now.time_zone().clone());
    let facts = Facts {
        today: now.date(),
        choices: launch.choices,
        custom_fields: launch.custom_fields,
    };
    let mut model = Model::new(settings, facts, Locale::new(launch.language), draft);
    let interrupted = Some(store.interrupted())
        .filter(|count| *count > 0)
        .map(Notice::Interrupted);
    model.notice = unreadable.map(Notice::Store).or(interrupted).or(model.notice);
    let credentials = Credentials {
        user: launch.user,
        password: launch.password,
    };
    let client = Client::new(target, credentials, &launch.accept_language, launch.timeout);

    let screen = Screen::enter()?;
    let (sender, events) = mpsc::channel();
    let mut program = Program {
        session: Session::new(model, store, now.timestamp()),
        terminal: Terminal::new(FrameWriter::new(screen::output()?, launch.color)?)?,
        client: Arc::new(client),
        sender: sender.clone(),
        save_at: None,
        sent_at: None,
    };
    input::spawn(move |input| sender.send(Event::Input(input)).is_ok())?;
    let ended = program.run(&events);
    let saved = program.session.save_draft(Timestamp::now());
    drop(screen);
    ended?;
    saved.map_err(Error::Store)
}

/// A card, and the place of the focus in it.
type Place = (Card, String);

/// The draft to go on with, and what is to be said of one that cannot be read: the store has put it aside.
fn adopt_draft(store: &mut Store, profile: &str) -> Result<(Option<Place>, Option<String>), Error> {
    let mut unreadable = None;
    loop {
        match store.adopt_draft(profile) {
            Ok(draft) => return Ok((draft.map(|draft| (draft.card, draft.focus)), unreadable)),
            Err(error @ store::Error::Draft { .. }) => unreadable = Some(error.to_string()),
            Err(error) => return Err(Error::Store(error)),
        }
    }
}

fn settings(launch: &Launch, target: &Target, zone: TimeZone) -> Settings {
    Settings {
        profile: launch.profile_name.clone(),
        url: target.customers_url(),
        host: target.host().to_owned(),
        user: launch.user.clone(),
        accept_language: launch.accept_language.clone(),
        timeout: launch.timeout,
        theme: launch.theme,
        ascii: launch.ascii,
        zone,
    }
}

struct Program {
    session: Session,
    terminal: Terminal<FrameWriter<File>>,
    client: Arc<Client>,
    sender: Sender<Event>,
    /// When the draft is due to be saved.
    save_at: Option<Instant>,
    /// When the card that is on its way left, and when its seconds are counted next.
    sent_at: Option<(Instant, Instant)>,
}

impl Program {
    fn run(&mut self, events: &Receiver<Event>) -> Result<(), Error> {
        self.draw()?;
        loop {
            let mut next = self.wait(events);
            // What is waiting is worked on before a frame is drawn, but never so long that a save is late.
            while let Some(event) = next {
                if self.take(event)? {
                    return Ok(());
                }
                let late = self.save_at.is_some_and(|due| due <= Instant::now());
                next = if late { None } else { events.try_recv().ok() };
            }
            self.do_what_is_due();
            self.draw()?;
        }
    }

    fn draw(&mut self) -> Result<(), Error> {
        if !screen::is_ours() {
            return Err(io::Error::other("a part of the program failed").into());
        }
        let model = &self.session.model;
        self.terminal.draw(|frame| view::draw(model, frame))?;
        Ok(())
    }

    /// The next event; none if something else is due first. Without anything due it waits for ever.
    fn wait(&self, events: &Receiver<Event>) -> Option<Event> {
        let due = self
            .save_at
            .into_iter()
            .chain(self.sent_at.map(|(_, tick)| tick))
            .min();
        let Some(due) = due else {
            return Some(events.recv().unwrap_or(Event::Input(Input::HangUp)));
        };
        match events.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Event::Input(Input::HangUp)),
        }
    }

    fn do_what_is_due(&mut self) {
        let now = Instant::now();
        if self.save_at.is_some_and(|due| due <= now) {
            let saved = self.session.save_draft(Timestamp::now());
            self.save_at = saved.is_err().then(|| now + RETRY_AFTER);
        }
        if let Some((left, tick)) = self.sent_at.filter(|(_, tick)| *tick <= now) {
            self.sent_at = Some((left, tick + TICK));
            self.session.update(Msg::Tick(now - left), Timestamp::now());
        }
    }

    /// Works on an event; true if the program is to end.
    fn take(&mut self, event: Event) -> Result<bool, Error> {
        let now = Timestamp::now();
        let requests = match event {
            Event::Input(Input::HangUp | Input::Terminate) => self.session.update(Msg::HangUp, now),
            Event::Input(Input::Resized(columns, rows)) => self.resized(columns, rows),
            Event::Input(Input::Events(events)) => {
                self.session
                    .update(Msg::Today(now.to_zoned_datetime(self.zone()).date()), now);
                self.typed(events, now)
            }
            Event::Answered {
                attempt,
                outcome,
                took,
            } => {
                self.sent_at = None;
                self.session.answered(&attempt, outcome, took, now)
            }
        };
        if self.session.is_unsaved() {
            self.save_at.get_or_insert_with(|| Instant::now() + SAVE_AFTER);
        }
        let mut leave = false;
        for request in requests {
            leave |= self.carry_out(request)?;
        }
        Ok(leave)
    }

    /// Works on what was typed at once. What stands behind a key that leaves is not the card's; and a review that nobody
    /// has seen, because its key came in the same breath, is not sent.
    fn typed(&mut self, events: Vec<TerminalEvent>, now: Timestamp) -> Vec<Request> {
        let mut requests = Vec::new();
        let in_one_breath = events.len() > 1;
        for message in events.into_iter().filter_map(message) {
            if in_one_breath && matches!(self.session.model.mode, Mode::Review) {
                continue;
            }
            requests.extend(self.session.update(message, now));
            if requests.contains(&Request::Quit) {
                break;
            }
        }
        requests
    }

    fn zone(&self) -> TimeZone {
        self.session.model.settings.zone.clone()
    }

    fn resized(&mut self, columns: u16, rows: u16) -> Vec<Request> {
        self.terminal.backend_mut().resize(Size::new(columns, rows));
        self.session.update(Msg::Resized(columns, rows), Timestamp::now())
    }

    fn carry_out(&mut self, request: Request) -> Result<bool, Error> {
        match request {
            Request::Send { attempt, payload } => self.send(attempt, payload),
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

    /// Sends on a thread of its own, so that the seconds count and the screen can be resized meanwhile.
    fn send(&mut self, attempt: String, payload: String) {
        let now = Instant::now();
        self.sent_at = Some((now, now + TICK));
        let (client, sender, id) = (Arc::clone(&self.client), self.sender.clone(), attempt.clone());
        let work = move || {
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| client.send(&payload, &Cancel::new())));
            let outcome = outcome.unwrap_or(Outcome::Unknown {
                failure: Failure::Interrupted,
                answer: None,
            });
            // Nobody listens only when the program ends; then the journal says `sending` to the next start.
            let _ = sender.send(Event::Answered {
                attempt,
                outcome,
                took: now.elapsed(),
            });
        };
        if let Err(error) = thread::Builder::new().name(screen::CAUGHT.into()).spawn(work) {
            let outcome = Outcome::NotSent {
                failure: Failure::Connection(error.to_string()),
            };
            let _ = self.sender.send(Event::Answered {
                attempt: id,
                outcome,
                took: now.elapsed(),
            });
        }
    }
}

fn message(event: TerminalEvent) -> Option<Msg> {
    match event {
        TerminalEvent::Key(event) => keys::key(event).map(Msg::Key),
        TerminalEvent::Paste(text) => Some(Msg::Paste(text)),
        _ => None,
    }
}
