//! What the linear front says: plain lines without any control sequence, for screen readers and dumb lines. It says what
//! has changed since it last spoke, and asks the question that the next line answers.

mod announce;
mod blocks;
mod change;
mod prompt;
mod topic;
mod words;

use crate::app::blocks::Block;
use crate::app::lines::{LineParser, Topic};
use crate::app::pages::{Medium, PageContext, Placement};
use crate::app::{Message, Model, Notice};
use crate::customer::{Problem, Slot};
use crate::text::layout;
use announce::PageAnnouncer;

pub use change::ModelSnapshot;

/// The announcer, with what it has announced.
#[derive(Debug, Default)]
pub struct Announcer {
    notice: Option<Notice>,
    pages: PageAnnouncer,
    section: Option<usize>,
    problem: Option<(Slot, Problem)>,
    /// What has been announced of the values on the card.
    remarks: Vec<(Slot, String)>,
    /// A page in the place of the form has asked something: back in the form, that is announced.
    away: bool,
}

impl Announcer {
    /// The first words: where the operator is, how to go on, and what waits for them.
    pub fn begin(&mut self, model: &mut Model) -> Vec<String> {
        let mut lines = words::greeting(context(model));
        lines.extend(self.notice(model));
        while let Some(notice) = model.queued.pop() {
            lines.push(words::notice(context(model), &notice));
        }
        lines.extend(words::waiting(context(model)));
        lines
    }

    /// What has changed: by a line, where it is known what was there before, or without one.
    pub fn changed(&mut self, model: &Model, before: Option<&ModelSnapshot>) -> Vec<String> {
        let context = context(model);
        let mut lines = Vec::new();
        if let Some(before) = before {
            // The same words twice are an answer to each of two lines; but an id is announced once.
            if !matches!(self.notice, Some(Notice::Created(..) | Notice::Existing(..))) {
                self.notice = None;
            }
            if before.is_about_problems {
                self.problem = None;
            }
            lines.extend(self.problem(context, before.answered));
            lines.extend(change::changed_values(context, before));
            lines.extend(before.answered.and_then(|slot| words::proposal(context, slot)));
            lines.extend(self.remarks(context));
            if let Some(words) = &before.announcement {
                self.pages.await_answer(model);
                lines.push(blocks::in_progress(words));
            }
        }
        lines.extend(self.notice(model));
        lines.extend(self.pages.announcement(context));
        if before.is_some_and(|before| before.was_last(model)) {
            lines.push(words::last_field(context));
        }
        if lines.is_empty() && before.is_some_and(|before| before.is_unchanged(model)) {
            lines.push(context.texts().plain_unchanged());
        }
        lines
    }

    /// What is asked next, on the line where the answer is typed. Before it come the section, where that is another one,
    /// and what is known to be wrong with the field.
    pub fn question(&mut self, model: &Model, parser: &LineParser) -> (Vec<String>, String) {
        let context = context(model);
        let mut lines = Vec::new();
        let page = model.page();
        if page.is_form() {
            if std::mem::take(&mut self.away) {
                lines.push(words::back_at_card(context));
                self.section = None;
                self.problem = None;
            }
            let section = model.form.section(&model.rule_context);
            if self.section.replace(section) != Some(section) {
                lines.push(words::section(context));
            }
            lines.extend(self.problem(context, Some(model.form.focus())));
        } else if page.placement() != Placement::Overlay {
            self.away = true;
        }
        (lines, prompt::prompt(context, parser))
    }

    /// What a line asked for that changes nothing.
    #[must_use]
    pub fn topic(&self, model: &Model, topic: &Topic) -> Vec<String> {
        topic::lines(context(model), topic)
    }

    /// The last words: what has happened besides, and what is kept.
    pub fn end(&mut self, model: &Model) -> Vec<String> {
        let mut lines = self.changed(model, None);
        lines.push(words::farewell(context(model)));
        lines
    }

    fn notice(&mut self, model: &Model) -> Option<String> {
        let news = model.notice != self.notice;
        self.notice.clone_from(&model.notice);
        let notice = model.notice.as_ref().filter(|_| news)?;
        Some(words::notice(context(model), notice))
    }

    /// What the CRM says of the values on the card, each once. It comes with the answer to a line, never in between. Elsewhere
    /// than in the form nothing is announced: the review says it in its own words.
    fn remarks(&mut self, context: PageContext) -> Vec<String> {
        let model = context.model;
        let slots = model.form.slots(&model.rule_context).into_iter();
        let remarks = slots.filter_map(|slot| Some((slot, model.lookup_remark(slot)?.words)));
        let remarks: Vec<(Slot, String)> = remarks.collect();
        let new = remarks
            .iter()
            .filter(|remark| model.page().is_form() && !self.remarks.contains(remark));
        let new: Vec<Block> = new
            .map(|(slot, words)| Block::entry(model.label(*slot).text, words))
            .collect();
        self.remarks = remarks;
        blocks::read_out(context, &new)
    }

    /// The problem that is shown at a slot, if it has not been announced yet.
    fn problem(&mut self, context: PageContext, slot: Option<Slot>) -> Option<String> {
        let slot = slot?;
        let shown = context
            .model
            .form
            .shown(slot)
            .map(|problem| (slot, problem.clone()));
        let news = shown != self.problem;
        self.problem = shown;
        let (_, problem) = self.problem.as_ref().filter(|_| news)?;
        let words = context.model.locale.problem(problem);
        Some(blocks::problem(context, problem.severity, &words))
    }
}

/// The text in so many columns, broken between words; but lines that stand in are left as they are, for they are somebody
/// else's.
#[must_use]
pub fn fold(text: &str, columns: usize) -> String {
    let lines = text.split('\n').map(|line| {
        if line.starts_with(' ') {
            line.to_owned()
        } else {
            layout::wrap_words(line, columns).join("\n")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a message is one by which the card is changed or filled in.
fn edits(message: &Message) -> bool {
    match message {
        Message::Do(action) => action.edits(),
        // Leaving a field may fill in another one.
        Message::Answer(_) | Message::GoTo(_) => true,
        _ => false,
    }
}

fn context(model: &Model) -> PageContext<'_> {
    PageContext {
        model,
        medium: Medium::Lines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_words_and_keep_their_blanks() {
        let rows = [
            ("Surname, required: ", 40, "Surname, required: "),
            ("Surname, required: ", 12, "Surname,\nrequired: "),
            (
                "one two\n  \"name\": \"Jan\"\n",
                4,
                "one\ntwo\n  \"name\": \"Jan\"\n",
            ),
        ];
        for (text, columns, expected) in rows {
            assert_eq!(fold(text, columns), expected, "{text:?} in {columns}");
        }
    }
}
