//! What a page says, before it is laid out: the screen breaks it into lines, the linear front reads it out.

use super::Canvas;
use super::theme::{self, Role};
use crate::customer::Severity;
use crate::text::layout;
use crate::text::visible;
use ratatui::text::{Line, Span};

/// Columns of the names before the values.
const NAMES: usize = 16;

/// A piece of a page. The texts may come from outside: laying out and reading make them safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Words, broken between words where they are too wide.
    Sentence(String, Role),
    /// Words that take one line, and are cut where they are too wide.
    Line(String, Role),
    /// What was found, with the mark of how much that matters.
    Found(Severity, String),
    /// One of several to choose from, and whether it has the focus.
    Choice(bool, Severity, String),
    /// A name and its value, which goes on below itself where it is too wide.
    Entry(String, String),
    /// A text from elsewhere below its title, line by line.
    Document(String, String),
    /// An empty line.
    Gap,
}

impl Block {
    /// A name and its value.
    pub fn entry(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::Entry(name.into(), value.into())
    }
}

/// Lays pieces out in so many columns.
pub fn lay(canvas: &Canvas, said: &[Block], columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for piece in said {
        match piece {
            Block::Sentence(words, role) => {
                let broken = layout::wrap_words(words, columns).into_iter();
                lines.extend(broken.map(|line| Line::from(canvas.span(line, *role))));
            }
            Block::Line(words, role) => {
                lines.push(Line::from(canvas.span(canvas.fit_to(words, columns), *role)));
            }
            Block::Found(severity, words) => {
                let (mark, role) = theme::severity(*severity);
                let broken = layout::wrap_words(&format!("{mark} {words}"), columns).into_iter();
                lines.extend(broken.map(|line| Line::from(canvas.span(line, role))));
            }
            Block::Choice(chosen, severity, words) => {
                let (mark, role) = theme::severity(*severity);
                let (focus, role) = if *chosen {
                    (canvas.glyphs.marker, Role::Focus)
                } else {
                    (" ", role)
                };
                let broken = layout::wrap_words(&format!("{mark} {words}"), columns.saturating_sub(2));
                lines.extend(broken.into_iter().enumerate().map(|(number, line)| {
                    let focus = if number == 0 { focus } else { " " };
                    Line::from(canvas.span(format!("{focus} {line}"), role))
                }));
            }
            Block::Entry(name, value) => {
                let broken = layout::wrap_words(value, columns.saturating_sub(NAMES));
                lines.extend(broken.into_iter().enumerate().map(|(number, line)| {
                    let name = if number == 0 { name } else { "" };
                    Line::from(vec![
                        canvas.span(layout::pad(name, NAMES), Role::Focus),
                        Span::raw(line),
                    ])
                }));
            }
            Block::Document(title, body) => {
                lines.push(Line::default());
                lines.push(Line::from(canvas.span(title.clone(), Role::Focus)));
                lines.extend(layout::wrap(body, columns).into_iter().map(Line::from));
            }
            Block::Gap => lines.push(Line::default()),
        }
    }
    lines
}

/// Reads pieces out, a line each; a text from elsewhere keeps its own lines.
pub fn read(said: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in said {
        match piece {
            Block::Sentence(words, _)
            | Block::Line(words, _)
            | Block::Found(_, words)
            | Block::Choice(_, _, words) => {
                lines.push(visible(words).into_owned());
            }
            Block::Entry(name, value) if name.is_empty() => lines.push(visible(value).into_owned()),
            Block::Entry(name, value) => lines.push(format!("{name}: {}", visible(value))),
            Block::Document(title, body) => {
                lines.push(format!("{title}:"));
                lines.extend(body.lines().map(|line| visible(line).into_owned()));
            }
            Block::Gap => {}
        }
    }
    lines
}
