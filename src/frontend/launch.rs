//! Opens the form: puts the parts of the program together, and takes them apart however it ends.

use super::event_loop::{self, Event, ProgramSession, forward_input};
use super::lines::LineFrontEnd;
use super::screen::ScreenFrontEnd;
use crate::runtime::{Error, ProgramOptions};
use crate::tty;
use crate::tty::backend::FrameWriter;
use crate::tty::input::{self, PendingInput};
use crate::tty::output::Output;
use crate::tty::screen::ScreenGuard;
use crate::view::Painter;
use jiff::Timestamp;
use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{self, Receiver, Sender};

/// How the program meets the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interface {
    /// On the whole screen.
    Screen {
        /// Use colours at all.
        color: bool,
        /// Listen to the mouse.
        mouse: bool,
    },
    /// On plain lines.
    Lines,
}

/// What is left to do when the form has ended.
#[derive(Debug)]
pub struct FormResult {
    /// The profile that the operator wants to go on with, if they have left for that.
    pub next_profile: Option<String>,
    /// The line that outcomes wait for the audit feed; none where none do. Safe to show.
    pub audit_failure: Option<String>,
}

impl FormResult {
    fn of(session: ProgramSession) -> Self {
        Self {
            audit_failure: session.audit_failure(),
            next_profile: session.model.next_profile,
        }
    }
}

/// Opens the form and runs it until the operator leaves or the terminal is gone. The draft is saved in any case in which it
/// can be, and written to a file where the store cannot keep it.
///
/// # Errors
/// If the terminal fails, or what was typed could not be saved to the end.
pub fn run(mut options: ProgramOptions, interface: Interface) -> Result<FormResult, Error> {
    if interface == Interface::Lines {
        // The next question is asked when it is known what became of the last card.
        options.session.settings.form_options.fill_while_sending = false;
        // Every answer has its question: a script would answer the one before the send.
        options.session.settings.form_options.send_when_clean = false;
    }
    let (sender, events) = mpsc::channel();
    let finished = sender.clone();
    let report = move |event| {
        // Nobody listens only when the program ends, and then the journal has its end already.
        let _ = finished.send(Event::Worker(event));
    };
    let session = options.start(report, Timestamp::now());
    let written = sender.clone();
    let output = Output::of_stdout(move || {
        // Nobody listens any more when the program has ended.
        let _ = written.send(Event::Written);
    })?;
    match interface {
        Interface::Screen { color, mouse } => {
            let screen = ScreenGuard::enter(&output, mouse)?;
            on_screen(session, sender, &events, output, color, screen)
        }
        Interface::Lines => on_lines(session, sender, &events, output),
    }
}

fn on_screen(
    mut session: ProgramSession,
    sender: Sender<Event>,
    events: &Receiver<Event>,
    output: Output,
    color: bool,
    screen: ScreenGuard,
) -> Result<FormResult, Error> {
    session.search_by_worker();
    let (clock, unread) = (output.clock(), PendingInput::default());
    let painter = Painter::new(FrameWriter::new(output, color)?)?;
    let listening = input::spawn(clock, unread.clone(), forward_input(sender))?;
    let mut front = ScreenFrontEnd::new(session, painter, listening);
    let ended = event_loop::run(&mut front, events, &unread);
    drop(screen);
    ended?;
    Ok(FormResult::of(front.into_session()))
}

fn on_lines(
    session: ProgramSession,
    sender: Sender<Event>,
    events: &Receiver<Event>,
    output: Output,
) -> Result<FormResult, Error> {
    let (clock, unread) = (output.clock(), PendingInput::default());
    let mut front = LineFrontEnd::new(session, output, io::stdin().is_terminal());
    let lines = sender.clone();
    tty::lines::spawn(clock, unread.clone(), move |read| {
        lines.send(Event::Read(read)).is_ok()
    })?;
    input::spawn_signals(forward_input(sender))?;
    event_loop::run(&mut front, events, &unread)?;
    Ok(FormResult::of(front.into_session()))
}
