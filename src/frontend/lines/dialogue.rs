//! The conversation: a line is read, the session works on it, and the result is printed. The loop and the tests run
//! the very same code.

use crate::app::lines::{LineParser, LineResult, back, waits};
use crate::app::{Message, Model};
use crate::keymap::Action;
use crate::runtime::session::Session;
use crate::runtime::workers::Workers;
use crate::text::visible;
use crate::tty::lines::LineError;
use crate::view::lines::{Announcer, ModelSnapshot};
use jiff::Timestamp;

fn opens_profiles(message: &Message) -> bool {
    matches!(message, Message::Do(Action::Profile))
}

/// The two sides of the conversation.
#[derive(Debug, Default)]
pub struct Dialogue {
    parser: LineParser,
    announcer: Announcer,
    /// The answers are written down behind their questions: no terminal has shown them.
    echo: bool,
    /// A question is there, and the cursor behind it.
    asked: bool,
}

impl Dialogue {
    /// A conversation that writes down the answers, too, if `echo`.
    #[must_use]
    pub fn new(echo: bool) -> Self {
        Self {
            echo,
            ..Self::default()
        }
    }

    /// The first words, and the first question.
    pub fn begin(&mut self, session: &mut Session<impl Workers>) -> String {
        let mut lines = self.announcer.begin(&mut session.model);
        lines.extend(self.announcer.changed(&session.model, None));
        self.ask(&session.model, lines)
    }

    /// The last words: what has happened since the last question, and what is kept.
    pub fn end(&mut self, session: &Session<impl Workers>) -> String {
        let mut text = String::from(if self.asked { "\n" } else { "" });
        self.asked = false;
        for line in self.announcer.end(&session.model) {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    /// Whether a line asks to stop waiting.
    #[must_use]
    pub fn is_stop(&self, model: &Model, line: &str) -> bool {
        self.parser.is_stop(model, line)
    }

    /// Works on a line; gives what to write.
    pub fn line(&mut self, session: &mut Session<impl Workers>, line: &str, now: Timestamp) -> String {
        let echo = if self.echo {
            format!("{}\n", visible(line.trim_end_matches('\r')))
        } else {
            String::new()
        };
        self.asked = false;
        let lines = match self.parser.parse(&session.model, line) {
            LineResult::Announce(topic) => self.announcer.topic(&session.model, &topic),
            // The program starts again with another profile, and the rest of a script would be lost.
            LineResult::Messages(messages) if self.echo && messages.iter().any(opens_profiles) => {
                vec![session.model.locale.texts().plain_script_profile()]
            }
            LineResult::Messages(messages) => {
                let before = ModelSnapshot::new(&session.model, &messages);
                for message in messages {
                    session.update(message, now);
                    if session.end().is_some() {
                        return echo;
                    }
                }
                self.say(session, Some(&before), now)
            }
        };
        let asked = self.ask(&session.model, lines);
        format!("{echo}{asked}")
    }

    /// Takes over a line that was read before the end and not worked on, as [`Session::type_leftover`] does; false if it ends
    /// with that.
    pub fn leftover(&mut self, session: &mut Session<impl Workers>, line: &str, now: Timestamp) -> bool {
        match self.parser.parse(&session.model, line) {
            LineResult::Announce(_) => true,
            LineResult::Messages(messages) => session.type_leftover(messages, true, now),
        }
    }

    /// Says what has happened besides, if anything has, and asks again.
    pub fn happened(&mut self, session: &mut Session<impl Workers>, now: Timestamp) -> String {
        let lines = self.say(session, None, now);
        let quiet = lines.is_empty() && (self.asked || waits(&session.model));
        if quiet {
            return String::new();
        }
        let line_break = if std::mem::take(&mut self.asked) { "\n" } else { "" };
        let text = self.ask(&session.model, lines);
        format!("{line_break}{text}")
    }

    /// Refuses a line that was typed before its question, and asks again.
    pub fn too_early(&mut self, session: &Session<impl Workers>) -> String {
        let words = session.model.locale.texts().plain_too_early();
        self.ask(&session.model, vec![words])
    }

    /// The text that a line cannot be taken, and why; and the question again.
    pub fn refuse(&mut self, session: &Session<impl Workers>, why: LineError) -> String {
        let texts = session.model.locale.texts();
        let words = match why {
            LineError::NotText(charset) => texts.plain_not_text(charset),
            LineError::TooLong => texts.plain_too_long(),
        };
        let line_break = if self.echo { "\n" } else { "" };
        let asked = self.ask(&session.model, vec![words]);
        format!("{line_break}{asked}")
    }

    /// The line that the program is busy, and takes no other line.
    #[must_use]
    pub fn busy(&self, session: &Session<impl Workers>) -> String {
        format!("{}\n", session.model.locale.texts().plain_busy())
    }

    fn say(
        &mut self,
        session: &mut Session<impl Workers>,
        before: Option<&ModelSnapshot>,
        now: Timestamp,
    ) -> Vec<String> {
        if let Some(action) = session.model.page().immediate_action(&session.model) {
            session.update(Message::Do(action), now);
        }
        let mut lines = self.announcer.changed(&session.model, before);
        if session.model.page().needs_no_answer(&session.model) {
            for message in back(&session.model) {
                session.update(message, now);
            }
            lines.extend(self.announcer.changed(&session.model, None));
        }
        lines
    }

    /// The lines, and behind them the question; none while something is under way.
    fn ask(&mut self, model: &Model, lines: Vec<String>) -> String {
        let mut text: String = lines.into_iter().map(|line| line + "\n").collect();
        self.asked = !waits(model);
        if self.asked {
            let (lines, question) = self.announcer.question(model, &self.parser);
            text.extend(lines.into_iter().map(|line| line + "\n"));
            text.push_str(&question);
        }
        text
    }
}
