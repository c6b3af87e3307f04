//! The cursor of a real terminal, which a screen reader follows: it is at what the next key is about.

use crate::support::home::Home;
use crate::support::pty::Pty;

/// Waits until the cursor is seen on a line that has these words.
fn wait_at(pty: &Pty, words: &str) {
    pty.wait_for(|screen| {
        let (row, _) = screen.cursor_position();
        let line = screen
            .contents()
            .lines()
            .nth(row.into())
            .unwrap_or_default()
            .to_owned();
        !screen.hide_cursor() && line.contains(words)
    });
}

#[test]
fn the_cursor_goes_with_the_focus_from_row_to_row_and_to_every_question() {
    let home = Home::new("https://127.0.0.1:9", "");
    let mut pty = home.run(&["demo"], (80, 24));
    wait_at(&pty, "Surname");
    for name in ["Nowak", "Kowalska"] {
        pty.send(name);
        wait_at(&pty, name);
        pty.send("\x18");
        wait_at(&pty, "field");
        pty.send("w");
        pty.wait_for_text("Card parked");
        wait_at(&pty, "Surname");
    }
    pty.send("\x18o");
    wait_at(&pty, "Kowalska");
    pty.send("\x1b[B");
    wait_at(&pty, "Nowak");
    let before = pty.byte_count();
    pty.send("\x1b[A");
    wait_at(&pty, "Kowalska");
    assert!(pty.byte_count() > before);
    pty.send("\x1b[B\x1b[3~");
    wait_at(&pty, "Delete the draft of Nowak");
    pty.send("Y");
    wait_at(&pty, "Kowalska");
    pty.send("\r\x18s");
    wait_at(&pty, "Ready. Enter sends.");
    pty.send("\r");
    pty.wait_for_text("customer_id 324");
    wait_at(&pty, "Surname");
    pty.send("\x1bOR");
    wait_at(&pty, "created 324");
    pty.send("\r");
    wait_at(&pty, "Kowalska");
    pty.send("\x1b\x18q");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}
