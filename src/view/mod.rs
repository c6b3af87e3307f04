//! Draws the model. The only place that imports ratatui's widgets; changes nothing.

mod areas;
mod beside;
mod choosing;
mod drafts;
mod form;
mod history;
pub mod key_tester;
pub mod lines;
mod notice;
mod overlay;
mod pages;
mod preview;
mod readback;
mod review;
mod said;
mod settle;
mod status;
pub mod theme;

use crate::app::lines::LineCommand;
use crate::app::{DraftState, Mode, Model};
use crate::keymap::{Action, Scope};
use crate::text::layout;
use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::symbols::{border, merge::MergeStrategy};
use ratatui::text::{Line, Span};
use said::Block;
use theme::{Glyphs, Role};

/// The least number of columns and rows that the program can be used with.
pub const LEAST: (u16, u16) = (60, 16);
/// From so many columns on, form, preview and history stand side by side.
const WIDE: u16 = 110;
/// Columns of the list of sections.
const SECTIONS: u16 = 20;

const ASCII_BORDER: border::Set = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Draws everything.
pub fn draw(model: &Model, frame: &mut Frame) {
    let canvas = Canvas {
        model,
        glyphs: theme::glyphs(model.settings.ascii),
        spoken: false,
    };
    model.shown.clear();
    let area = frame.area();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let message = model.locale.texts().too_small(area.width, area.height);
        let lines = layout::wrap_words(&message, usize::from(area.width));
        areas::put(lines.into_iter().map(Line::from), area, frame);
        return;
    }
    if area.width >= WIDE {
        wide(&canvas, area, frame);
    } else {
        narrow(&canvas, area, frame);
    }
}

fn wide(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let (panes, below) = areas::off_bottom(area, 2);
    let (status, hints) = areas::off_top(below, 1);
    status::draw(canvas, status, hints, frame);
    if canvas.page(panes, frame) {
        overlay::draw(canvas, panes, frame);
        return;
    }
    let rows = if area.height >= 30 { 9 } else { 6 };
    let (top, bottom) = areas::off_bottom(panes, rows - 1);
    let (sections, rest) = areas::off_left(top, SECTIONS);
    let preview_columns = (area.width - SECTIONS) * 2 / 5;
    let (form, preview) = areas::off_left(rest, rest.width - (preview_columns - 1));
    form::draw_sections(canvas, sections, frame);
    form::draw(canvas, areas::sharing_left(form), frame);
    let preview = areas::sharing_left(preview);
    preview::draw(canvas, preview, frame);
    history::draw(canvas, areas::sharing_top(bottom), frame);
    preview::draw_footer(canvas, preview, frame);
    overlay::draw(canvas, panes, frame);
}

fn narrow(canvas: &Canvas, area: Rect, frame: &mut Frame) {
    let (tabs, rest) = areas::off_top(area, 1);
    let (panes, below) = areas::off_bottom(rest, 2);
    let (status, hints) = areas::off_top(below, 1);
    status::draw_tabs(canvas, tabs, frame);
    status::draw(canvas, status, hints, frame);
    if canvas.page(panes, frame) {
        overlay::draw(canvas, panes, frame);
        return;
    }
    match canvas.model.mode.drawn() {
        Mode::Preview => {
            preview::draw(canvas, panes, frame);
            preview::draw_footer(canvas, panes, frame);
        }
        Mode::History { .. } => history::draw(canvas, panes, frame),
        _ => {
            let (sections, form) = areas::off_left(panes, SECTIONS);
            form::draw_sections(canvas, sections, frame);
            form::draw(canvas, areas::sharing_left(form), frame);
        }
    }
    overlay::draw(canvas, panes, frame);
}

/// What every pane needs.
struct Canvas<'a> {
    model: &'a Model,
    glyphs: &'static Glyphs,
    /// It is read out, and nobody presses keys.
    spoken: bool,
}

impl Canvas<'_> {
    fn style(&self, role: Role) -> Style {
        theme::style(self.model.settings.theme, role)
    }

    fn fit(&self, text: &str, columns: u16) -> String {
        layout::fit(text, usize::from(columns), self.glyphs.cut)
    }

    fn span(&self, text: impl Into<String>, role: Role) -> Span<'static> {
        Span::styled(text.into(), self.style(role))
    }

    fn fit_to(&self, text: &str, columns: usize) -> String {
        layout::fit(text, columns, self.glyphs.cut)
    }

    /// The key that does it, as [`Keymap::way_to`](crate::keymap::Keymap::way_to) names it; or the command.
    fn way_to(&self, scope: Scope, action: Action) -> String {
        if self.spoken {
            LineCommand::way_to(self.model.locale.language(), scope, action)
        } else {
            self.model.settings.keymap.way_to(scope, action)
        }
    }

    /// The hour of today, the day and the hour of another day.
    fn time(&self, at: Timestamp) -> String {
        let local = self.model.settings.zone.to_datetime(at);
        self.model.locale.hour(local, self.model.facts.today)
    }

    /// A moment to the second.
    fn moment(&self, at: Timestamp) -> String {
        let local = self.model.settings.zone.to_datetime(at);
        self.model.locale.second(local)
    }

    /// The beginning of a line in a list of cards: when, and who.
    fn dated(&self, at: Timestamp, who: &str, columns: u16) -> String {
        let who_columns = usize::from(columns.saturating_sub(18) * 2 / 5).min(40);
        let who = layout::pad(&self.fit_to(who, who_columns), who_columns);
        format!(" {:<11}  {who}  ", self.time(at))
    }

    /// What is in a list that has no rows: it may be that it cannot be read.
    fn empty_list(&self, words: String) -> Span<'static> {
        let (words, role) = match &self.model.draft {
            DraftState::Failed(_) => (self.model.locale.texts().list_unreadable(), Role::Error),
            _ => (words, Role::Dim),
        };
        self.span(format!(" {words}"), role)
    }

    /// An empty pane with its title; gives back what is inside.
    fn pane(&self, title: &str, has_keys: bool, area: Rect, frame: &mut Frame) -> Rect {
        let title = self.fit(title, area.width.saturating_sub(4));
        let title = if has_keys {
            self.span(format!(" {title} "), Role::Focus)
        } else {
            Span::raw(format!(" {title} "))
        };
        let (set, merge) = if self.model.settings.ascii {
            (&ASCII_BORDER, MergeStrategy::Replace)
        } else {
            (&border::PLAIN, MergeStrategy::Exact)
        };
        areas::border(area, set, merge, frame.buffer_mut());
        let inner = area.inner(Margin::new(1, 1));
        let title_line = Rect {
            y: area.y,
            height: 1,
            ..inner
        };
        areas::put([Line::from(title)], title_line, frame);
        inner
    }

    /// An empty pane that has the keys, for text; gives back what is inside, with a blank at either side.
    fn page_pane(&self, title: &str, area: Rect, frame: &mut Frame) -> Rect {
        let inner = self.pane(title, true, area, frame);
        Rect {
            x: inner.x + 1,
            width: inner.width.saturating_sub(2),
            ..inner
        }
    }

    /// Draws the page that takes the place of all panes, if the mode has one.
    fn page(&self, area: Rect, frame: &mut Frame) -> bool {
        let texts = self.model.locale.texts();
        let columns = usize::from(area.width.saturating_sub(4));
        let lay = |said: Vec<Block>| said::lay(self, &said, columns);
        let (title, lines) = match self.model.mode.drawn() {
            Mode::Review(review) => match &review.shown {
                Some(shown) => (texts.review_shown(), beside::page(self, shown, columns)),
                None => (texts.title_review(), lay(review::page(self, review))),
            },
            Mode::Help(_) => (texts.title_help(), pages::help(self, columns)),
            Mode::Ended(ended) => (texts.title_outcome(), lay(pages::ended(self, ended))),
            Mode::Record(record) => (texts.title_record(), lay(pages::record(self, record))),
            Mode::Settle(settle) => (texts.title_settle(), settle::page(self, settle, columns)),
            Mode::Drafts(drafts) => {
                drafts::draw(self, drafts, area, frame);
                return true;
            }
            _ => return false,
        };
        let inner = self.page_pane(&title, area, frame);
        let first = self.model.scroll.first(lines.len(), usize::from(inner.height));
        let height = usize::from(inner.height);
        let below = lines.len().saturating_sub(first + height);
        areas::put(lines.into_iter().skip(first), inner, frame);
        if below > 0 {
            let more = format!(" {} ", texts.more_lines(below));
            let at = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..inner
            };
            frame.render_widget(Line::from(more).right_aligned(), at);
        }
        true
    }
}
