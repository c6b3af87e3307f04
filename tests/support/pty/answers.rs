//! The answers of the emulated terminal.

/// Answers that the terminal owes to questions in the output; the emulator leaves them to us.
#[derive(Default)]
pub struct Answers(pub Vec<u8>);

impl vt100::Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        order: char,
    ) {
        if order == 'n' && first.is_none() && params == [&[6][..]] {
            let (row, column) = screen.cursor_position();
            self.0.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
        }
    }
}
