//! The shift in the built program: a key is counted once, whatever ends the program.

use crate::support::home::{Home, sandbox};
use crate::support::pty::Pty;
use rustix::process::Signal;

const SIZE: (u16, u16) = (80, 24);

fn start(home: &Home) -> Pty {
    let pty = home.run(&[], SIZE);
    pty.wait_for_text("Surname");
    pty
}

#[test]
fn the_shift_goes_on_behind_a_kill_and_a_restart() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let mut pty = start(&home);
    pty.send("Nowak");
    pty.wait_for_text("draft saved");
    pty.send("\u{1b}[19~");
    pty.wait_for_text("Enter sends");
    pty.send("\r");
    pty.wait_for_text("Created");
    pty.send("Kowal");
    pty.wait_for_text("draft saved");
    pty.kill(Signal::KILL);
    pty.wait_end();
    let mut pty = start(&home);
    pty.wait_for_text("Kowal");
    pty.send("\u{18}R");
    pty.wait_for_text("1 created, sum ");
    let screen = pty.text();
    let line = |name: &str| {
        screen
            .lines()
            .find(|line| line.contains(name))
            .unwrap_or_default()
    };
    assert!(line("Cards begun").contains(" 2"), "{screen}");
    // Ten letters, the send, and the way to the page.
    assert!(line(" Keys  ").contains(" 14"), "{screen}");
    pty.send("e");
    pty.wait_for_text("End the shift?");
    pty.send("Y");
    pty.wait_for_text("Shift ended.");
    pty.send("\u{18}R");
    pty.wait_for_text("0 created, sum 0");
    pty.send("\r");
    pty.wait_for_text("Kowal");
}
