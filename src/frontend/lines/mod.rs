//! The linear front's loop: lines in, lines out, on the same engine as the form. No control sequence is ever written. The
//! loop never waits for the terminal, and drops no line that is written to it.

pub mod dialogue;

use self::dialogue::Dialogue;
use super::sight::DisplayedChange;
use crate::app::lines::waits;
use crate::app::{Message, Mode};
use crate::runtime::Error;
use crate::runtime::engine::{Engine, Event};
use crate::runtime::saving;
use crate::runtime::session::Request;
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

/// How much a script may be ahead of the reader of its output, in bytes.
const AHEAD: usize = 64 * 1024;

/// How long the terminal may take for the last words where nobody may be there to read them.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// The program on lines.
pub(crate) struct LineFrontEnd {
    engine: Engine,
    talk: Dialogue,
    out: Output,
    /// Somebody types; otherwise the lines are there already, each as the answer to its question.
    typed: bool,
    /// What was read and must wait for its question.
    waiting: VecDeque<LineRead>,
    /// The question that is there.
    question: DisplayedChange,
    /// The terminal is gone, or somebody asks the program to end.
    hung_up: bool,
    /// The operator has left: the lines behind that are not the card's.
    left: bool,
}

impl LineFrontEnd {
    /// The program that writes to `out`. Where nobody types, it writes down the answers as well.
    pub(crate) fn new(engine: Engine, out: Output, typed: bool) -> Self {
        Self {
            engine,
            talk: Dialogue::new(!typed),
            out,
            typed,
            waiting: VecDeque::new(),
            question: DisplayedChange::Made,
            hung_up: false,
            left: false,
        }
    }

    /// Runs until the operator leaves, or nothing can be read any more.
    pub(crate) fn run(&mut self, events: &Receiver<Event>) -> Result<(), Error> {
        let first = self.talk.begin(&mut self.engine.session);
        self.write(&first)?;
        loop {
            while let Some(read) = self.next_read() {
                if self.hear(read)? {
                    return Ok(());
                }
            }
            if let Some(event) = self.engine.wait(events)
                && self.take(event)?
            {
                return Ok(());
            }
            // A failed save is reported, too.
            let requests = self.engine.do_what_is_due().unwrap_or_default();
            self.go_on(requests)?;
        }
    }

    /// Takes over what was read and not heard, calls off a send that is under way, and saves for the last time; then says what
    /// came of it, and whether there is a draft.
    pub(crate) fn close(&mut self, events: &Receiver<Event>) -> Result<(), Error> {
        let mut closed = Ok(());
        saving(
            self,
            |program| program.finish(events),
            |program| closed = program.engine.close(),
        );
        if closed.is_ok() {
            let last = self.talk.end(&self.engine.session);
            // Nobody may be there to read it.
            let _ = self.write(&last);
        }
        self.wait_for_the_terminal(events);
        closed
    }

    fn finish(&mut self, events: &Receiver<Event>) {
        let mut left = Vec::new();
        for event in events.try_iter() {
            left.extend(self.finish_event(event));
        }
        let mut others = Vec::new();
        self.engine.call_off(events, &mut others);
        for event in others {
            left.extend(self.finish_event(event));
        }
        if self.left {
            return;
        }
        let session = &mut self.engine.session;
        let mut left = self.waiting.drain(..).chain(left);
        while let Some(LineRead::Line(line, _)) = left.next()
            && self.talk.leftover(session, &line, Timestamp::now())
        {}
    }

    /// Works on what happened before the end, but for a line that was read.
    fn finish_event(&mut self, event: Event) -> Option<LineRead> {
        match event {
            Event::Read(read) => return Some(read),
            Event::Input(TerminalEvent::HangUp | TerminalEvent::Terminate, _) => self.hung_up = true,
            Event::Answered {
                attempt,
                outcome,
                took,
            } => {
                self.engine.answered(&attempt, outcome, took, Timestamp::now());
            }
            _ => {}
        }
        None
    }

    /// Waits until the last line is out, for no longer than a moment where nobody may be there.
    fn wait_for_the_terminal(&mut self, events: &Receiver<Event>) {
        while !self.hung_up && matches!(self.out.written(), Ok(None)) {
            let Ok(event) = events.recv() else { break };
            self.finish_event(event);
        }
        let _ = self.out.drain(LAST_WORDS);
    }

    /// What can be heard now. While something is under way lines wait, but for the one that asks to stop waiting.
    fn next_read(&mut self) -> Option<LineRead> {
        if !self.typed && self.out.backlog() > AHEAD {
            return None;
        }
        let model = &self.engine.session.model;
        if !waits(model) {
            return self.waiting.pop_front();
        }
        let stop =
            |read: &LineRead| matches!(read, LineRead::Line(line, _) if self.talk.is_stop(model, line));
        if self.waiting.front().is_some_and(stop) {
            self.waiting.pop_front()
        } else {
            None
        }
    }

    /// Works on what was read; true if the program is to end.
    fn hear(&mut self, read: LineRead) -> Result<bool, Error> {
        let now = Timestamp::now();
        self.engine.tell_the_day(now);
        // A terminal that is gone is reported when something is written.
        let _ = self.note_written();
        let session = &mut self.engine.session;
        let (text, requests) = match read {
            LineRead::Line(_, read_at)
                if self.typed && !self.question.was_seen(read_at) && asks(&session.model.mode) =>
            {
                self.talk.too_early(session)
            }
            LineRead::Line(line, _) => self.talk.line(session, &line, now),
            LineRead::Unfit(why) => self.talk.unfit(session, why),
            LineRead::End => (String::new(), session.update(Message::HangUp, now)),
        };
        self.write(&text)?;
        self.go_on(requests)
    }

    /// Works on an event; true if the program is to end.
    fn take(&mut self, event: Event) -> Result<bool, Error> {
        let now = Timestamp::now();
        let requests = match event {
            Event::Read(read) => {
                return self.read(read);
            }
            Event::Input(TerminalEvent::HangUp | TerminalEvent::Terminate, _) => {
                self.hung_up = true;
                self.engine.session.update(Message::HangUp, now)
            }
            // Each line waits for what comes of it: the history is not searched apart.
            Event::Input(..) | Event::Searched(..) => Vec::new(),
            // What was written is out, or cannot be written.
            Event::Written => {
                self.note_written()?;
                Vec::new()
            }
            Event::Answered {
                attempt,
                outcome,
                took,
            } => {
                let answered = self.engine.answered(&attempt, outcome, took, now);
                answered.unwrap_or_default()
            }
            Event::LookedUp(question, lookups) => self.engine.session.looked_up(question, lookups, now),
            Event::Fetched(question, fetched) => self
                .engine
                .session
                .update(Message::CustomerFetched(question, fetched), now),
        };
        self.go_on(requests)
    }

    /// Keeps what was read for when it can be heard. What somebody types while something is under way answers nothing.
    fn read(&mut self, read: LineRead) -> Result<bool, Error> {
        let model = &self.engine.session.model;
        let early = self.typed && waits(model);
        if let LineRead::Line(line, _) = &read
            && early
            && !self.talk.is_stop(model, line)
        {
            let text = self.talk.not_heard(&self.engine.session);
            self.write(&text)?;
        } else {
            self.waiting.push_back(read);
        }
        Ok(false)
    }

    /// Does what is left to do, says what has come of it, and asks; true if the program is to end.
    fn go_on(&mut self, requests: Vec<Request>) -> Result<bool, Error> {
        let mut leave = requests.contains(&Request::Quit);
        self.engine.carry_out(requests);
        if !leave {
            let (text, more) = self.talk.happened(&mut self.engine.session, Timestamp::now());
            self.write(&text)?;
            leave = more.contains(&Request::Quit);
            self.engine.carry_out(more);
        }
        self.left = leave && !self.hung_up;
        Ok(leave)
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

/// Whether a line would send something, or do what cannot be undone: then it must have been typed after the question.
fn asks(mode: &Mode) -> bool {
    matches!(mode, Mode::Review(_) | Mode::Question(..))
}
