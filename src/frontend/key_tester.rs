//! Shows what each key press sends, until the operator leaves.

use crate::app::key_tester::{Taken, Tried};
use crate::tty::backend::{FrameWriter, resize};
use crate::tty::decode::{Heard, Press};
use crate::tty::input::{self, InHand, Input};
use crate::tty::output::Output;
use crate::tty::screen::{self, Screen};
use crate::view;
use ratatui::Terminal;
use std::io;
use std::sync::mpsc;

/// Shows the keys that are pressed. The terminal is as it was when this returns; true if the operator left, and is there to
/// read what comes next.
///
/// # Errors
/// If the terminal fails.
pub fn try_keys(tried: &mut Tried, color: bool) -> io::Result<bool> {
    let (sender, events) = mpsc::channel();
    let written = sender.clone();
    let output = Output::of_stdout(move || {
        // Nobody listens any more when the operator has left.
        let _ = written.send(None);
    })?;
    let _screen = Screen::enter(&output, false)?;
    let mut terminal = Terminal::new(FrameWriter::new(output.clone(), color)?)?;
    input::spawn(output.clock(), InHand::default(), move |input, _| {
        sender.send(Some(input)).is_ok()
    })?;
    loop {
        if output.written()?.is_some() {
            terminal.draw(|frame| view::key_tester::draw(tried, frame))?;
        }
        match events.recv() {
            Ok(Some(Input::Presses(presses))) => {
                for press in presses {
                    if tried.press(&press.sent, taken(&press)) {
                        return Ok(true);
                    }
                }
            }
            Ok(Some(Input::Resized(columns, rows))) => resize(&mut terminal, columns, rows)?,
            Ok(Some(stopped @ (Input::Suspend | Input::Resume))) => {
                if stopped == Input::Suspend {
                    screen::stop()?;
                }
                screen::resume()?;
                let (columns, rows) = screen::size()?;
                resize(&mut terminal, columns, rows)?;
            }
            Ok(Some(Input::HangUp | Input::Terminate)) | Err(_) => return Ok(false),
            // The newest frame can be drawn.
            Ok(None) => {}
        }
    }
}

fn taken(press: &Press) -> Taken {
    match press.heard {
        Heard::Key(key) => Taken::Key(key),
        Heard::Paste(_) => Taken::Paste,
        Heard::Mouse(_) | Heard::NotText | Heard::Unknown => Taken::Unknown,
    }
}
