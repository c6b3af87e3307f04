//! Shows what each key token sends, until the operator leaves.

use super::screen::resize;
use crate::app::key_tester::{KeyReading, KeyTester};
use crate::tty::backend::FrameWriter;
use crate::tty::decode::{InputEvent, InputToken};
use crate::tty::input::{self, PendingInput, TerminalEvent};
use crate::tty::output::Output;
use crate::tty::screen::{self, ScreenGuard};
use crate::view::{self, Painter};
use std::io;
use std::sync::mpsc;

/// Shows the keys that are pressed. The terminal is as it was when this returns; true if the operator left, and is there to
/// read what comes next.
///
/// # Errors
/// If the terminal fails.
pub fn try_keys(tried: &mut KeyTester, color: bool) -> io::Result<bool> {
    let (sender, events) = mpsc::channel();
    let written = sender.clone();
    let output = Output::of_stdout(move || {
        // Nobody listens any more when the operator has left.
        let _ = written.send(None);
    })?;
    let _screen = ScreenGuard::enter(&output, false)?;
    let mut painter = Painter::new(FrameWriter::new(output.clone(), color)?)?;
    input::spawn(output.clock(), PendingInput::default(), move |input, _| {
        sender.send(Some(input)).is_ok()
    })?
    .complete();
    loop {
        if output.written()?.is_some() {
            painter.draw(|frame| view::key_tester::draw(tried, frame))?;
        }
        match events.recv() {
            Ok(Some(TerminalEvent::Tokens(tokens))) => {
                for token in tokens {
                    if tried.press(&token.sent, taken(&token)) {
                        return Ok(true);
                    }
                }
            }
            Ok(Some(TerminalEvent::Resized(columns, rows))) => resize(&mut painter, columns, rows)?,
            Ok(Some(stopped @ (TerminalEvent::Suspend | TerminalEvent::Resume))) => {
                if stopped == TerminalEvent::Suspend {
                    screen::stop()?;
                }
                screen::resume()?;
                let (columns, rows) = screen::size()?;
                resize(&mut painter, columns, rows)?;
            }
            Ok(Some(TerminalEvent::HangUp | TerminalEvent::Terminate)) | Err(_) => return Ok(false),
            // The newest frame can be drawn.
            Ok(None) => {}
        }
    }
}

fn taken(token: &InputToken) -> KeyReading {
    match token.event {
        InputEvent::Key(key) => KeyReading::Key(key),
        InputEvent::Paste(_) => KeyReading::Paste,
        InputEvent::Mouse(_) | InputEvent::NotText | InputEvent::Unknown => KeyReading::Unknown,
    }
}
