//! The form's loop: waits for a key, a signal or an answer, lets the session work on it, and draws what changed. It never
//! waits for the terminal: while that is behind, nothing is drawn, and then the newest frame.

use super::sight::{DisplayedChange, is_answer};
use crate::app::{Message, Mode, Model};
use crate::customer::Outcome;
use crate::i18n::posix::TerminalCharset;
use crate::keymap::key::KeyCode;
use crate::keymap::{Action, Key, Scope};
use crate::runtime::Error;
use crate::runtime::engine::{Engine, Event};
use crate::runtime::saving;
use crate::runtime::session::Request;
use crate::tty::backend::{FrameWriter, resize};
use crate::tty::decode::{InputEvent, InputToken, Mouse};
use crate::tty::input::TerminalEvent;
use crate::tty::output::Output;
use crate::tty::screen;
use crate::view;
use crossterm::clipboard::CopyToClipboard;
use jiff::Timestamp;
use ratatui::Terminal;
use std::io;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// So many letters at once are a paste.
const BURST: usize = 3;

/// The program with its terminal.
pub(crate) struct ScreenFrontEnd {
    engine: Engine,
    terminal: Terminal<FrameWriter<Output>>,
    /// The last change of what the screen shows: a save or a second that passes changes nothing that a key could answer.
    content: DisplayedChange,
    /// The last time that an answer has changed what the screen is about: keys that were read before it shows that are not
    /// meant for it.
    answer: DisplayedChange,
    /// What is to be put on the clipboard as soon as the terminal takes it.
    copied: Option<String>,
    /// The terminal is gone, or somebody asks the program to end.
    hung_up: bool,
    /// The operator has left: what they typed behind that is not the card's.
    left: bool,
    /// In what the terminal is asked to write letters.
    charset: &'static str,
}

impl ScreenFrontEnd {
    pub(crate) fn new(engine: Engine, terminal: Terminal<FrameWriter<Output>>) -> Self {
        Self {
            engine,
            terminal,
            content: DisplayedChange::Made,
            answer: DisplayedChange::Shown(Instant::now()),
            copied: None,
            hung_up: false,
            left: false,
            charset: TerminalCharset::of_environment().unwrap_or_default().name(),
        }
    }

    /// Runs until the operator leaves, or the terminal is gone.
    pub(crate) fn run(&mut self, events: &Receiver<Event>) -> Result<(), Error> {
        self.draw()?;
        loop {
            let mut next = self.engine.wait(events);
            // What is waiting is worked on before a frame is drawn, but never so long that a save is late.
            while let Some(event) = next {
                if self.take(event)? {
                    return Ok(());
                }
                // What is asked must be seen before the next key can answer it.
                let draw_first =
                    self.engine.save_is_due() || self.answer == DisplayedChange::Made || self.asks();
                next = if draw_first { None } else { events.try_recv().ok() };
            }
            self.do_what_is_due()?;
            self.draw()?;
        }
    }

    /// Types what was read and not worked on, calls off a send that is under way, and saves for the last time.
    pub(crate) fn close(&mut self, events: &Receiver<Event>) -> Result<(), Error> {
        let mut closed = Ok(());
        saving(
            self,
            |program| program.finish(events),
            |program| closed = program.engine.close(),
        );
        closed
    }

    fn finish(&mut self, events: &Receiver<Event>) {
        let mut goes_on = !self.left;
        for event in events.try_iter() {
            goes_on = self.finish_event(event, goes_on);
        }
        let mut others = Vec::new();
        self.engine.call_off(events, &mut others);
        for event in others {
            goes_on = self.finish_event(event, goes_on);
        }
    }

    /// Works on what happened before the end. What was typed is for the card if what was typed before it was; gives whether
    /// what comes next is.
    fn finish_event(&mut self, event: Event, for_card: bool) -> bool {
        let now = Timestamp::now();
        match event {
            Event::Input(TerminalEvent::Presses(presses), read_at) if for_card => {
                let _ = self.note_written();
                let presses = presses.into_iter();
                let messages = presses.flat_map(|press| self.messages(press)).collect();
                let end_seen = self.answer.was_seen(read_at);
                return self.engine.session.type_leftover(messages, end_seen, now);
            }
            Event::Answered {
                attempt,
                outcome,
                took,
            } => drop(self.answered(&attempt, outcome, took, now)),
            _ => {}
        }
        for_card
    }

    /// The profile to go on with.
    pub(crate) fn into_next_profile(self) -> Option<String> {
        self.engine.session.model.next_profile.clone()
    }

    fn output(&mut self) -> &mut Output {
        self.terminal.backend_mut().out_mut()
    }

    /// Draws the screen as it is now, unless the terminal is behind: then it is drawn as soon as that has taken the last
    /// frame, so that no frame is ever waited for, and none is old.
    fn draw(&mut self) -> Result<(), Error> {
        if !screen::is_ours() {
            return Err(io::Error::other("a part of the program failed").into());
        }
        if !self.note_written()? {
            return Ok(());
        }
        if let Some(text) = self.copied.take() {
            let order = CopyToClipboard::to_clipboard_from(text);
            crossterm::queue!(self.output(), order)?;
        }
        let began = Instant::now();
        let model = &self.engine.session.model;
        self.terminal.draw(|frame| view::draw(model, frame))?;
        self.content.draw();
        self.answer.draw();
        // A frame without a change is not written: it was on the terminal before.
        if let Some(at) = self.output().written()? {
            self.show(at.max(began));
        }
        Ok(())
    }

    /// Notes since when the terminal has had what was drawn; false if it does not have it yet.
    fn note_written(&mut self) -> io::Result<bool> {
        let written = self.output().written()?;
        Ok(written.map(|at| self.show(at)).is_some())
    }

    fn show(&mut self, at: Instant) {
        self.content.show(at);
        self.answer.show(at);
    }

    fn do_what_is_due(&mut self) -> Result<(), Error> {
        let waited = self.engine.session.is_waiting();
        if let Some(requests) = self.engine.do_what_is_due() {
            // What has waited for the store is an answer as one of the CRM is.
            if waited && !self.engine.session.is_waiting() {
                self.content = DisplayedChange::Made;
                self.answer = DisplayedChange::Made;
            } else if matches!(self.model().mode, Mode::Review(_)) {
                self.content = DisplayedChange::Made;
            }
            self.carry_out(requests)?;
        }
        Ok(())
    }

    /// Works on an event; true if the program is to end.
    fn take(&mut self, event: Event) -> Result<bool, Error> {
        let now = Timestamp::now();
        // A terminal that is gone is reported when the next frame is drawn.
        let _ = self.note_written();
        let requests = match event {
            Event::Input(TerminalEvent::HangUp | TerminalEvent::Terminate, _) => {
                self.hung_up = true;
                self.engine.session.update(Message::HangUp, now)
            }
            Event::Input(TerminalEvent::Resized(columns, rows), _) => self.resized(columns, rows)?,
            Event::Input(TerminalEvent::Suspend, _) => self.stop()?,
            Event::Input(TerminalEvent::Resume, _) => self.resume()?,
            // The next frame can be drawn. Nobody reads lines here.
            Event::Written | Event::Read(_) => Vec::new(),
            Event::Input(TerminalEvent::Presses(presses), read_at) => {
                self.engine.tell_the_day(now);
                self.typed(presses, read_at, now)
            }
            Event::Answered {
                attempt,
                outcome,
                took,
            } => self.answered(&attempt, outcome, took, now),
            Event::LookedUp(question, lookups) => {
                self.content = DisplayedChange::Made;
                self.engine.session.looked_up(question, lookups, now)
            }
            Event::Searched(question, found) => {
                self.content = DisplayedChange::Made;
                self.engine.session.searched(question, found, now)
            }
            Event::Fetched(question, fetched) => {
                self.content = DisplayedChange::Made;
                self.engine
                    .session
                    .update(Message::CustomerFetched(question, fetched), now)
            }
        };
        self.carry_out(requests)
    }

    /// The end of the send under way.
    fn answered(&mut self, attempt: &str, outcome: Outcome, took: Duration, now: Timestamp) -> Vec<Request> {
        let Some(requests) = self.engine.answered(attempt, outcome, took, now) else {
            return Vec::new();
        };
        self.content = DisplayedChange::Made;
        self.answer = DisplayedChange::Made;
        requests
    }

    /// Works on what was typed at once. What follows a key that leaves is not the card's.
    ///
    /// A review or a question is answered by one key alone, which came after it was shown: not by one that was read
    /// before, or that came in the same breath as others. A key that repeats itself is one press.
    fn typed(&mut self, presses: Vec<InputToken>, read_at: Instant, now: Timestamp) -> Vec<Request> {
        let mut messages: Vec<Message> = presses
            .into_iter()
            .flat_map(|press| self.messages(press))
            .collect();
        if self.asks() {
            messages
                .dedup_by(|next, last| matches!((next, last), (Message::Key(a), Message::Key(b)) if a == b));
        }
        if !self.answer.was_seen(read_at) || self.is_burst(&messages) {
            return self.typed_blindly(messages, now);
        }
        let in_one_breath = messages.len() > 1;
        let mut requests = Vec::new();
        for message in messages {
            let unseen = (!self.content.was_seen(read_at) || self.is_too_small())
                && is_answer(&self.engine.session.model.settings.keymap, &message);
            if self.asks() && (in_one_breath || unseen) {
                continue;
            }
            self.content = DisplayedChange::Made;
            requests.extend(self.engine.session.update(message, now));
            if requests.contains(&Request::Quit) {
                break;
            }
        }
        requests
    }

    /// Types what nobody can have meant for what is on the screen. The leader and the letter behind it are a command.
    fn typed_blindly(&mut self, messages: Vec<Message>, now: Timestamp) -> Vec<Request> {
        self.content = DisplayedChange::Made;
        let mut requests = Vec::new();
        let mut after_leader = false;
        for message in messages {
            let leader = self.is_leader(&message);
            if !std::mem::replace(&mut after_leader, leader) && !leader {
                let typed = Message::Unconfirmed(Box::new(message));
                requests.extend(self.engine.session.update(typed, now));
            }
        }
        requests
    }

    fn is_leader(&self, message: &Message) -> bool {
        let keymap = &self.model().settings.keymap;
        matches!(message, Message::Key(key) if keymap.action(Scope::Form, *key) == Some(Action::Leader))
    }

    /// Whether it is text that a terminal without bracketed paste has pasted where letters are commands, or Enter is one:
    /// some keys at once, and nothing but text. A line that stalled gives the same key several times, or others among them;
    /// and in the form text is typed as it comes.
    fn is_burst(&self, messages: &[Message]) -> bool {
        let text = |message: &Message| match message {
            Message::Key(key) => {
                key.typed().is_some() || [KeyCode::Enter, KeyCode::Tab].map(Key::plain).contains(key)
            }
            _ => false,
        };
        let same =
            |pair: &[Message]| matches!(pair, [Message::Key(one), Message::Key(other)] if one == other);
        !matches!(self.model().mode, Mode::Form | Mode::Sending)
            && messages.len() >= BURST
            && messages.iter().all(text)
            && !messages.windows(2).all(same)
    }

    /// What a press says. A click goes to the field that it hits; a turn of the wheel is so many lines where there are lines.
    fn messages(&self, press: InputToken) -> Vec<Message> {
        const LINES: usize = 3;
        let model = &self.engine.session.model;
        let wheel = |action| {
            let mut rows = model.settings.keymap.of(model.mode.scope());
            let moves = rows.any(|row| row.binding.action == action);
            vec![Message::Do(action); if moves { LINES } else { 0 }]
        };
        match press.heard {
            InputEvent::Key(key) => vec![Message::Key(key)],
            InputEvent::Paste(text) if text.contains('\u{fffd}') => {
                vec![Message::Paste(text), Message::NotText(self.charset)]
            }
            InputEvent::Paste(text) => vec![Message::Paste(text)],
            InputEvent::NotText => vec![Message::NotText(self.charset)],
            InputEvent::Mouse(Mouse::Click(column, row)) => {
                let hit = model.shown.at(column, row);
                hit.map(Message::GoTo).into_iter().collect()
            }
            InputEvent::Mouse(Mouse::Up) => wheel(Action::Up),
            InputEvent::Mouse(Mouse::Down) => wheel(Action::Down),
            InputEvent::Unknown => Vec::new(),
        }
    }

    /// Whether the screen has no room for anything but to say so.
    fn is_too_small(&self) -> bool {
        let size = self.terminal.size().unwrap_or_default();
        size.width < view::LEAST.0 || size.height < view::LEAST.1
    }

    /// Whether a key would send something, or do what cannot be undone: then the screen must show what it answers.
    fn asks(&self) -> bool {
        matches!(self.model().mode, Mode::Review(_) | Mode::Question(..))
    }

    fn model(&self) -> &Model {
        &self.engine.session.model
    }

    /// Stops for as long as somebody wants, which may be for ever.
    fn stop(&mut self) -> Result<Vec<Request>, Error> {
        if self.engine.session.is_unsaved() {
            // Where that fails it is tried again.
            let _ = self.engine.session.save(Timestamp::now());
        }
        screen::stop()?;
        self.resume()
    }

    /// Goes on after somebody else has worked at the terminal.
    fn resume(&mut self) -> Result<Vec<Request>, Error> {
        screen::resume()?;
        let (columns, rows) = screen::size()?;
        self.resized(columns, rows)
    }

    fn resized(&mut self, columns: u16, rows: u16) -> Result<Vec<Request>, Error> {
        resize(&mut self.terminal, columns, rows)?;
        self.content = DisplayedChange::Made;
        let resized = Message::Resized(columns, rows);
        Ok(self.engine.session.update(resized, Timestamp::now()))
    }

    /// Does what the session leaves to do; true if the program is to end.
    fn carry_out(&mut self, requests: Vec<Request>) -> Result<bool, Error> {
        let mut leave = false;
        for request in self.engine.carry_out(requests) {
            match request {
                Request::Copy(text) => self.copied = Some(text),
                Request::Redraw => {
                    self.terminal.backend_mut().reset();
                    self.terminal.clear()?;
                }
                Request::Quit => {
                    leave = true;
                    self.left = !self.hung_up;
                }
                _ => {} // The engine has done the others.
            }
        }
        Ok(leave)
    }
}
