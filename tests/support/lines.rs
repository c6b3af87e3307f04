//! Drives the linear front without a terminal: lines in, and all that it has said.

use super::driver::Driver;
use kartoteka::app::lines::waits;
use kartoteka::frontend::lines::dialogue::Dialogue;

/// The program on lines.
pub struct Lines {
    pub driver: Driver,
    dialogue: Dialogue,
    /// All that was said, and answered.
    text: String,
    /// How much of it has been looked at.
    seen: usize,
}

impl Lines {
    pub fn new(mut driver: Driver) -> Self {
        let mut dialogue = Dialogue::new(true);
        let text = dialogue.begin(driver.session().0);
        Self {
            driver,
            dialogue,
            text,
            seen: 0,
        }
    }

    /// Types lines, one after the other.
    #[track_caller]
    pub fn lines(&mut self, lines: &[&str]) -> &mut Self {
        for line in lines {
            let (session, now) = self.driver.session();
            assert!(
                !waits(&session.model),
                "nobody listens to {line:?}\n{}",
                self.text
            );
            let text = self.dialogue.line(session, line, now);
            self.text.push_str(&text);
            self.driver.settle_down();
            self.happened();
        }
        self
    }

    /// Lets something happen, by the driver.
    #[track_caller]
    pub fn then(&mut self, happens: impl FnOnce(&mut Driver)) -> &mut Self {
        happens(&mut self.driver);
        self.happened();
        self
    }

    /// Checks that nothing was said that a dumb terminal or a screen reader cannot take: no line is rewritten, and no
    /// character is there for its looks.
    #[track_caller]
    fn check_characters(&self) {
        let is_decoration = |character: char| {
            matches!(character, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25ff}' | '·' | '…' | '≠')
                || (character.is_control() && character != '\n')
        };
        // What was typed is written back as it was.
        let strange = self.text.lines().find(|line| line.contains(is_decoration));
        assert_eq!(strange, None, "{}", self.text);
        assert!(!self.text.contains("..."), "dots for progress\n{}", self.text);
    }

    fn happened(&mut self) {
        if self.driver.left {
            return;
        }
        let (session, now) = self.driver.session();
        let text = self.dialogue.happened(session, now);
        self.text.push_str(&text);
        self.driver.settle_down();
        self.check_characters();
    }

    /// Ends the program as a crash does, and starts it again in the same home.
    pub fn restart(self) -> Self {
        Self::new(self.driver.restart())
    }

    /// Whether something is under way, so that nobody listens.
    pub fn waits(&mut self) -> bool {
        waits(&self.driver.session().0.model)
    }

    /// All that was said.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was said since this was asked last.
    pub fn news(&mut self) -> &str {
        let from = std::mem::replace(&mut self.seen, self.text.len());
        &self.text[from..]
    }

    /// Checks that something was said since this was asked last.
    #[track_caller]
    pub fn says(&mut self, words: &str) -> &mut Self {
        let news = self.news();
        assert!(news.contains(words), "not said: {words:?}\n{news}");
        self
    }
}
