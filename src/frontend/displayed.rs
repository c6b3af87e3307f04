//! Since when the operator can have seen what the screen is about: a key answers only what was on the terminal before the
//! key was read.

use std::time::Instant;

/// A change of the screen, on its way to the operator's eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DisplayedChange {
    /// No frame has it yet.
    Made,
    /// A frame has it that the terminal has not taken whole.
    Drawn,
    /// The terminal has had it since then.
    Shown(Instant),
}

impl DisplayedChange {
    /// A frame is drawn, or lines are written, that have all changes up to now.
    pub fn draw(&mut self) {
        if *self == Self::Made {
            *self = Self::Drawn;
        }
    }

    /// All that was drawn has been on the terminal since this moment.
    pub fn show(&mut self, at: Instant) {
        if *self == Self::Drawn {
            *self = Self::Shown(at);
        }
    }

    /// Whether it was on the terminal before something was read.
    pub fn was_seen(self, read_at: Instant) -> bool {
        matches!(self, Self::Shown(at) if at <= read_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn only_what_the_terminal_had_before_the_key_was_read_was_seen() {
        let moments: Vec<Instant> = (0..4)
            .map(|number| Instant::now() + Duration::from_millis(number))
            .collect();
        let mut change = DisplayedChange::Made;
        // A frame that was drawn before has come out: it does not have the change.
        change.show(moments[0]);
        assert_eq!(change, DisplayedChange::Made);
        change.draw();
        assert!(
            !change.was_seen(moments[3]),
            "the terminal has not taken the frame"
        );
        change.show(moments[1]);
        assert!(!change.was_seen(moments[0]));
        assert!(change.was_seen(moments[1]) && change.was_seen(moments[2]));
        // The same frame again, and a frame without a change.
        change.draw();
        change.show(moments[3]);
        assert_eq!(change, DisplayedChange::Shown(moments[1]));
    }
}
