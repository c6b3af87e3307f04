//! The least that a terminal program can do: one line that shows what is typed. The figures are held against it.
//! Ctrl+X and then q ends it.

use std::io::{self, Write};

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyModifiers, read,
};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor::MoveTo, execute, queue};

fn main() -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = io::stdout();
    execute!(out, EnterAlternateScreen, EnableBracketedPaste, MoveTo(0, 0))?;
    write!(out, "F1 > ")?;
    out.flush()?;
    let echoed = echo(&mut out);
    execute!(out, DisableBracketedPaste, LeaveAlternateScreen)?;
    disable_raw_mode()?;
    echoed
}

fn echo(out: &mut impl Write) -> io::Result<()> {
    let mut prefix = false;
    loop {
        match read()? {
            Event::Key(KeyEvent {
                code: KeyCode::Char('x'),
                modifiers: KeyModifiers::CONTROL,
                ..
            }) => {
                prefix = true;
                continue;
            }
            Event::Key(KeyEvent {
                code: KeyCode::Char('q'),
                ..
            }) if prefix => return Ok(()),
            Event::Key(KeyEvent {
                code: KeyCode::Char(letter),
                ..
            }) => write!(out, "{letter}")?,
            Event::Resize(columns, _) => {
                // As the program does: one corner for a narrow screen, another for a wide one.
                let corner = if columns < 100 { "▸1" } else { " Sections" };
                queue!(out, Clear(ClearType::All), MoveTo(0, 0))?;
                write!(out, "{corner} > ")?;
            }
            Event::Paste(text) => write!(out, "{}", text.replace('\n', " "))?,
            _ => {}
        }
        prefix = false;
        out.flush()?;
    }
}
