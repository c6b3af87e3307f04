//! What a whole redraw costs, for which everything on the screen is written again.

use crate::support::emulator::{Rig, put};
use ratatui::layout::Size;
use ratatui::style::Color;

#[test]
fn a_screen_that_was_just_cleared_is_filled_by_line_feeds_and_blanks() {
    let mut rig = Rig::new(true);
    let lines = [put(5, 1, "a  b", Color::Reset), put(3, 2, "cd", Color::Reset)];
    rig.terminal.backend_mut().resize(Size::new(30, 6));
    let (_, bytes) = rig.draw(&lines, Some((0, 0)));
    assert_eq!(
        String::from_utf8_lossy(&bytes),
        "\x1b[m\x1b[2J\x1b[2;6Ha  b\n\x1b[4Gcd\x1b[H\x1b[?25h"
    );
    let (_, bytes) = rig.draw(&[], Some((0, 0)));
    assert_eq!(
        String::from_utf8_lossy(&bytes),
        "\x1b[2;6H \x1b[9G \x1b[3;4H  \x1b[H"
    );
}
