//! The form on the whole screen: keys in, frames out. It never waits for the terminal: while that is behind, nothing is
//! drawn, and then the newest frame.

use super::event_loop::{Event, FrontEnd, ProgramSession};
use super::typing::{Batch, Display, KeyRun, PageState};
use crate::app::{Message, Model, Page};
use crate::i18n::posix::TerminalCharset;
use crate::keymap::Action;
use crate::runtime::Error;
use crate::runtime::session::SessionEnd;
use crate::runtime::workers::WorkerEvent;
use crate::tty::backend::FrameWriter;
use crate::tty::decode::{InputEvent, InputToken, Mouse};
use crate::tty::input::{Listening, TerminalEvent};
use crate::tty::output::Output;
use crate::tty::screen;
use crate::view::{self, Painter};
use crossterm::clipboard::CopyToClipboard;
use jiff::Timestamp;
use ratatui::layout::Size;
use std::io;
use std::time::Instant;

/// The program with its terminal.
pub(super) struct ScreenFrontEnd {
    session: ProgramSession,
    painter: Painter<FrameWriter<Output>>,
    display: Display,
    key_run: KeyRun,
    /// What was typed before the end, and not worked on, is for the card.
    accepts_leftovers: bool,
    /// In what the terminal is asked to write letters.
    charset: &'static str,
    /// The signals, until all of them are listened to.
    listening: Option<Listening>,
}

impl FrontEnd for ScreenFrontEnd {
    fn session(&mut self) -> &mut ProgramSession {
        &mut self.session
    }

    fn begin(&mut self) -> Result<(), Error> {
        self.draw()?;
        if let Some(listening) = self.listening.take() {
            // Before the first key is worked on: whatever signal comes then takes nothing with it.
            listening.complete();
        }
        Ok(())
    }

    fn take(&mut self, event: Event) -> Result<(), Error> {
        let now = Timestamp::now();
        // A terminal that is gone is reported when the next frame is drawn.
        let _ = self.note_written();
        match event {
            Event::Input(TerminalEvent::HangUp | TerminalEvent::Terminate, _) => {
                self.session.update(Message::HangUp, now);
            }
            Event::Input(TerminalEvent::Resized(columns, rows), _) => self.resized(columns, rows)?,
            Event::Input(TerminalEvent::Suspend, _) => self.stop()?,
            Event::Input(TerminalEvent::Resume, _) => self.resume()?,
            Event::Input(TerminalEvent::Tokens(tokens), read_at) => {
                self.session.note_the_day(now);
                self.typed(tokens, read_at, now);
            }
            Event::Worker(event) => self.worker_event(event, now),
            // The next frame can be drawn. Nobody reads lines here.
            Event::Written | Event::Read(_) => {}
        }
        Ok(())
    }

    /// Never so long that a save is late; and what is asked must be seen before the next key can answer it.
    fn takes_more(&self) -> bool {
        !(self.session.save_is_due() || self.display.must_draw() || self.page_state().asks)
    }

    fn refresh(&mut self) -> Result<(), Error> {
        let awaited = self.session.awaits_answer();
        if self.session.do_what_is_due() {
            if awaited && !self.session.awaits_answer() {
                // What has waited for the store is an answer as one of the CRM is.
                self.display.change_subject();
            } else if matches!(self.model().page(), Page::Review(_)) {
                self.display.change_content();
            }
        }
        self.draw()
    }

    /// What was typed is for the card if what was typed before it was.
    fn take_leftover(&mut self, event: Event) {
        let now = Timestamp::now();
        match event {
            Event::Input(TerminalEvent::Tokens(tokens), read_at) if self.may_take_leftovers() => {
                let _ = self.note_written();
                let messages = self.messages(tokens);
                let end_seen = self.display.subject_was_seen(read_at);
                self.accepts_leftovers = self.session.type_leftover(messages, end_seen, now);
            }
            Event::Worker(event @ WorkerEvent::SendEnded(_)) => self.worker_event(event, now),
            _ => {}
        }
    }
}

impl ScreenFrontEnd {
    pub(super) fn new(
        session: ProgramSession,
        painter: Painter<FrameWriter<Output>>,
        listening: Listening,
    ) -> Self {
        Self {
            session,
            painter,
            display: Display::new(Instant::now()),
            key_run: KeyRun::default(),
            accepts_leftovers: true,
            charset: TerminalCharset::of_environment().unwrap_or_default().name(),
            listening: Some(listening),
        }
    }

    /// The session, which has ended.
    pub(super) fn into_session(self) -> ProgramSession {
        self.session
    }

    fn output(&mut self) -> &mut Output {
        self.painter.backend_mut().out_mut()
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
        if let Some(text) = self.session.take_clipboard() {
            let order = CopyToClipboard::to_clipboard_from(text);
            crossterm::queue!(self.output(), order)?;
        }
        if self.session.take_redraw() {
            self.painter.backend_mut().reset();
            self.painter.clear()?;
        }
        let began = Instant::now();
        let model = &self.session.model;
        let drawn = self.painter.draw(|frame| view::draw(model, frame))?;
        self.session.drawn(drawn);
        self.display.draw();
        // A frame without a change is not written: it was on the terminal before.
        if let Some(at) = self.output().written()? {
            self.display.show(at.max(began));
        }
        Ok(())
    }

    /// Notes since when the terminal has had what was drawn; false if it does not have it yet.
    fn note_written(&mut self) -> io::Result<bool> {
        let written = self.output().written()?;
        Ok(written.map(|at| self.display.show(at)).is_some())
    }

    fn worker_event(&mut self, event: WorkerEvent, now: Timestamp) {
        // What follows from a claim is another page, or the next card.
        let is_end = matches!(event, WorkerEvent::SendEnded(_) | WorkerEvent::Claimed(..));
        // Whether the CRM has kept the NIP of a company is asked beside all that is shown.
        let is_aside = matches!(&event, WorkerEvent::Fetched(question, _)
            if self.model().checked_company.as_ref().is_some_and(|asked| asked.question == *question));
        let notice = self.model().notice.clone();
        let is_new = self.session.take_worker_event(event, now);
        match (is_end, is_new) {
            (true, true) => self.display.change_subject(),
            (true, false) => {}
            (false, _) if is_aside && self.model().notice == notice => {}
            (false, _) => self.display.change_content(),
        }
    }

    /// Works on what was typed at once. What follows a key that leaves is not the card's.
    fn typed(&mut self, tokens: Vec<InputToken>, read_at: Instant, now: Timestamp) {
        let messages = self.messages(tokens);
        let asks = self.page_state().asks;
        let run = self.key_run.note(&messages, read_at, asks);
        let page = PageState {
            key_is_older: run.from_elsewhere,
            ..self.page_state()
        };
        let keymap = &self.model().settings.keymap;
        match Batch::of(messages, read_at, &self.display, page, keymap) {
            Batch::Unconfirmed(messages) => {
                self.display.change_content();
                for message in messages {
                    self.session.update(Message::Unconfirmed(Box::new(message)), now);
                }
            }
            Batch::Confirmed {
                messages,
                may_answer,
                may_send,
            } => {
                for message in messages {
                    if self.page_state().asks && !may_answer {
                        continue;
                    }
                    self.display.change_content();
                    let hurried = |message| Message::Hurried(Box::new(message));
                    let is_meant = may_send && !run.runs_on;
                    let message = if is_meant { message } else { hurried(message) };
                    self.session.update(message, now);
                    if self.session.end().is_some() {
                        break;
                    }
                }
            }
        }
    }

    fn messages(&self, tokens: Vec<InputToken>) -> Vec<Message> {
        tokens.into_iter().flat_map(|token| self.message(token)).collect()
    }

    /// What a token means. A click goes to the field that it hits; a turn of the wheel is so many lines where there are lines.
    fn message(&self, token: InputToken) -> Vec<Message> {
        const LINES: usize = 3;
        let model = self.model();
        let wheel = |action| {
            let mut rows = model.settings.keymap.of(model.page().scope());
            let moves = rows.any(|row| row.binding.action == action);
            vec![Message::Do(action); if moves { LINES } else { 0 }]
        };
        match token.event {
            InputEvent::Key(key) => vec![Message::Key(key)],
            InputEvent::Paste(text) if text.contains('\u{fffd}') => {
                vec![Message::Paste(text), Message::NotText(self.charset)]
            }
            InputEvent::Paste(text) => vec![Message::Paste(text)],
            InputEvent::NotText => vec![Message::NotText(self.charset)],
            InputEvent::Mouse(Mouse::Click(column, row)) => {
                let hit = model.frame.hit_areas.at(column, row);
                hit.map(Message::GoTo).into_iter().collect()
            }
            InputEvent::Mouse(Mouse::Up) => wheel(Action::Up),
            InputEvent::Mouse(Mouse::Down) => wheel(Action::Down),
            InputEvent::Unknown => Vec::new(),
        }
    }

    /// What keys find on the screen.
    fn page_state(&self) -> PageState {
        let size = self.painter.size();
        let page = self.model().page();
        PageState {
            asks: page.asks(),
            takes_text: page.fills_in() || page.takes_text(),
            is_too_small: size.width < view::LEAST.0 || size.height < view::LEAST.1,
            key_is_older: false,
        }
    }

    /// Whether what was typed before the end is for the card: not behind a key that leaves.
    fn may_take_leftovers(&self) -> bool {
        self.accepts_leftovers && self.session.end() != Some(SessionEnd::Left)
    }

    fn model(&self) -> &Model {
        &self.session.model
    }

    /// Stops until somebody continues the program, which may never happen.
    fn stop(&mut self) -> Result<(), Error> {
        if self.session.is_unsaved() {
            // Where that fails it is tried again.
            let _ = self.session.save(Timestamp::now());
        }
        screen::stop()?;
        self.resume()
    }

    /// Goes on after somebody else has worked at the terminal.
    fn resume(&mut self) -> Result<(), Error> {
        screen::resume()?;
        let (columns, rows) = screen::size()?;
        self.resized(columns, rows)
    }

    fn resized(&mut self, columns: u16, rows: u16) -> Result<(), Error> {
        resize(&mut self.painter, columns, rows)?;
        self.display.change_content();
        self.session
            .update(Message::Resized(columns, rows), Timestamp::now());
        Ok(())
    }
}

/// Redraws everything in a new size, also where it is the old one again: what the terminal cut off meanwhile is lost.
pub(super) fn resize(painter: &mut Painter<FrameWriter<Output>>, columns: u16, rows: u16) -> io::Result<()> {
    let size = Size::new(columns, rows);
    painter.backend_mut().resize(size);
    painter.resize(size)
}
