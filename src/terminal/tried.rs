//! Shows what each key press sends, until the operator leaves.

use super::backend::FrameWriter;
use super::decode::{Heard, Press};
use super::input::{self, Input};
use super::program::resize;
use super::screen::{self, Screen};
use crate::app::tried::{Taken, Tried};
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
    let _screen = Screen::enter(false)?;
    let mut terminal = Terminal::new(FrameWriter::new(screen::output()?, color)?)?;
    let (sender, inputs) = mpsc::channel();
    input::spawn(move |input| sender.send(input).is_ok())?;
    loop {
        terminal.draw(|frame| view::tried::draw(tried, frame))?;
        match inputs.recv() {
            Ok(Input::Presses(presses)) => {
                for press in presses {
                    if tried.press(&press.sent, taken(&press)) {
                        return Ok(true);
                    }
                }
            }
            Ok(Input::Resized(columns, rows)) => resize(&mut terminal, columns, rows)?,
            Ok(Input::HangUp | Input::Terminate) | Err(_) => return Ok(false),
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
