//! The form on plain lines: lines in, lines out. No control sequence is ever written. It never waits for the terminal, and
//! drops no line that is written to it.

pub mod dialogue;

use self::dialogue::Dialogue;
use super::displayed::DisplayedChange;
use super::event_loop::{Event, FrontEnd, ProgramSession};
use crate::app::Message;
use crate::app::lines::waits;
use crate::runtime::Error;
use crate::runtime::session::SessionEnd;
use crate::runtime::workers::WorkerEvent;
use crate::text::visible_lines;
use crate::tty::input::TerminalEvent;
use crate::tty::lines::LineRead;
use crate::tty::output::Output;
use crate::view::lines::fold;
use jiff::Timestamp;
use std::collections::VecDeque;
use std::io::Write as _;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// How much of what is written to a script may wait for it to be read before the next line is taken, in bytes.
const BACKLOG: usize = 64 * 1024;

/// How long the terminal may take for the last words where nobody may be there to read them.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// The program on lines.
pub(super) struct LineFrontEnd {
    session: ProgramSession,
    dialogue: Dialogue,
    out: Output,
    /// Somebody types; otherwise the lines are there already, each as the answer to its question.
    typed: bool,
    /// What was read and must wait for its question.
    waiting: VecDeque<LineRead>,
    /// The question that is there.
    question: DisplayedChange,
    /// The terminal is gone, or somebody asks the program to end.
    hung_up: bool,
}

impl FrontEnd for LineFrontEnd {
    fn session(&mut self) -> &mut ProgramSession {
        &mut self.session
    }

    fn begin(&mut self) -> Result<(), Error> {
        let first = self.dialogue.begin(&mut self.session);
        self.write(&first)
    }

    fn take(&mut self, event: Event) -> Result<(), Error> {
        let now = Timestamp::now();
        match event {
            Event::Read(read) => return self.keep(read),
            Event::Input(TerminalEvent::HangUp | TerminalEvent::Terminate, _) => {
                self.hung_up = true;
                self.session.update(Message::HangUp, now);
            }
            Event::Input(..) => {}
            // What was written is out, or cannot be written.
            Event::Written => self.note_written()?,
            Event::Worker(event) => {
                self.session.take_worker_event(event, now);
            }
        }
        self.go_on()
    }

    /// What has happened is reported before the next event.
    fn takes_more(&self) -> bool {
        false
    }

    fn refresh(&mut self) -> Result<(), Error> {
        // A failed save is reported, too.
        self.session.do_what_is_due();
        self.go_on()?;
        while self.session.end().is_none()
            && let Some(read) = self.next_read()
        {
            self.answer(read)?;
        }
        Ok(())
    }

    fn take_leftover(&mut self, event: Event) {
        match event {
            Event::Read(read) => self.waiting.push_back(read),
            Event::Input(TerminalEvent::HangUp | TerminalEvent::Terminate, _) => self.hung_up = true,
            Event::Worker(event @ WorkerEvent::SendEnded(_)) => {
                self.session.take_worker_event(event, Timestamp::now());
            }
            _ => {}
        }
    }

    /// Lines behind one that leaves are not the card's.
    fn end_leftovers(&mut self) {
        if self.session.end() == Some(SessionEnd::Left) {
            return;
        }
        let mut left = std::mem::take(&mut self.waiting).into_iter();
        while let Some(LineRead::Line(line, _)) = left.next()
            && self.dialogue.leftover(&mut self.session, &line, Timestamp::now())
        {}
    }

    /// Says what came of it, and whether there is a draft.
    fn closed(&mut self, is_saved: bool, events: &Receiver<Event>) {
        if is_saved {
            let last = self.dialogue.end(&self.session);
            // Nobody may be there to read it.
            let _ = self.write(&last);
        }
        // For no longer than a moment where nobody may be there.
        while !self.hung_up && matches!(self.out.written(), Ok(None)) {
            let Ok(event) = events.recv() else { break };
            self.take_leftover(event);
        }
        let _ = self.out.drain(LAST_WORDS);
    }
}

impl LineFrontEnd {
    /// The program that writes to `out`. Where nobody types, it writes down the answers as well.
    pub(super) fn new(session: ProgramSession, out: Output, typed: bool) -> Self {
        Self {
            session,
            dialogue: Dialogue::new(!typed),
            out,
            typed,
            waiting: VecDeque::new(),
            question: DisplayedChange::Made,
            hung_up: false,
        }
    }

    /// The session, which has ended.
    pub(super) fn into_session(self) -> ProgramSession {
        self.session
    }

    /// What can be answered now. While something is in flight lines wait, but for the one that asks to stop waiting.
    fn next_read(&mut self) -> Option<LineRead> {
        if !self.typed && self.out.backlog() > BACKLOG {
            return None;
        }
        let model = &self.session.model;
        if !waits(model) {
            return self.waiting.pop_front();
        }
        let stop =
            |read: &LineRead| matches!(read, LineRead::Line(line, _) if self.dialogue.is_stop(model, line));
        if self.waiting.front().is_some_and(stop) {
            self.waiting.pop_front()
        } else {
            None
        }
    }

    /// Works on what was read.
    fn answer(&mut self, read: LineRead) -> Result<(), Error> {
        let now = Timestamp::now();
        self.session.note_the_day(now);
        // A terminal that is gone is reported when something is written.
        let _ = self.note_written();
        let session = &mut self.session;
        let text = match read {
            LineRead::Line(_, read_at)
                if self.typed && !self.question.was_seen(read_at) && session.model.page().asks() =>
            {
                self.dialogue.too_early(session)
            }
            LineRead::Line(line, _) => self.dialogue.line(session, &line, now),
            LineRead::Invalid(why) => self.dialogue.refuse(session, why),
            LineRead::End => {
                session.update(Message::HangUp, now);
                String::new()
            }
        };
        self.write(&text)?;
        self.go_on()
    }

    /// Keeps what was read for when it can be answered. What somebody types while something is in flight answers nothing.
    fn keep(&mut self, read: LineRead) -> Result<(), Error> {
        let model = &self.session.model;
        let early = self.typed && waits(model);
        if let LineRead::Line(line, _) = &read
            && early
            && !self.dialogue.is_stop(model, line)
        {
            let text = self.dialogue.busy(&self.session);
            return self.write(&text);
        }
        self.waiting.push_back(read);
        Ok(())
    }

    /// Says what has happened, and asks.
    fn go_on(&mut self) -> Result<(), Error> {
        if self.session.end().is_some() {
            return Ok(());
        }
        let text = self.dialogue.happened(&mut self.session, Timestamp::now());
        self.write(&text)
    }

    fn write(&mut self, text: &str) -> Result<(), Error> {
        if !text.is_empty() {
            // A terminal breaks lines wherever they are full; many a dumb one does not say how wide it is.
            let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout());
            let columns = size.map_or(0, |size| usize::from(size.ws_col));
            let text = visible_lines(text);
            let folded = (columns > 0).then(|| fold(&text, columns));
            let text = folded.as_deref().unwrap_or(&text);
            self.out.write_all(text.as_bytes())?;
            self.question = DisplayedChange::Drawn;
            self.note_written()?;
        }
        Ok(())
    }

    /// Notes since when the terminal has had the question that is there.
    fn note_written(&mut self) -> Result<(), Error> {
        if let Some(at) = self.out.written()? {
            self.question.show(at);
        }
        Ok(())
    }
}
