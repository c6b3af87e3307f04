//! The whole screen: panes beside and below each other, pages in their place, overlays before them, two lines below.

mod areas;
mod cursor;
mod form;
mod frame;
mod hints;
mod history;
pub mod key_tester;
mod layout;
mod overlay;
mod painter;
mod preview;
mod readback;
mod screen_layout;
mod sections;
mod status;

use super::theme::{self, Glyphs};
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::form::ShownSection;
use crate::app::frame::TextExtent;
use crate::app::pages::{Medium, PageContext, Placement, Tab};
use crate::app::{FrameFacts, Model};
use crate::keymap::{Action, Scope};
use crate::text::layout as text_layout;
use cursor::CursorPlaces;
pub use frame::Frame;
use layout::{Room, lay_out, list_lines};
pub use painter::Painter;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::symbols::{border, merge::MergeStrategy};
use ratatui::text::{Line, Span};
use screen_layout::ScreenLayout;
use std::cell::OnceCell;

/// The least number of columns and rows that the program can be used with.
pub const LEAST: (u16, u16) = (60, 16);

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Draws everything; gives back what the model has to know of the frame.
pub fn draw(model: &Model, frame: &mut Frame) -> FrameFacts {
    let canvas = Canvas {
        context: PageContext {
            model,
            medium: Medium::Screen,
        },
        glyphs: theme::glyphs(model.settings.ascii),
        cursor: CursorPlaces::default(),
        sections: OnceCell::new(),
    };
    let drawn = draw_on(&canvas, frame);
    frame.set_cursor_position(canvas.cursor.position());
    drawn
}

fn draw_on(canvas: &Canvas, frame: &mut Frame) -> FrameFacts {
    let area = frame.area();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let message = canvas.context.texts().too_small(area.width, area.height);
        let lines = text_layout::wrap_words(&message, usize::from(area.width));
        areas::put(lines.into_iter().map(Line::from), area, frame);
        return FrameFacts::default();
    }
    let model = canvas.model();
    let page = model.pages.beneath_overlays();
    let keys = page.map_or(Tab::Form, |page| page.tab());
    let places = ScreenLayout::of(area, keys, model.folded);
    let for_keys = status::draw(canvas, places.status, places.hints, frame);
    let drawn = canvas
        .whole_page(places.panes, frame)
        .unwrap_or_else(|| panes(canvas, &places, frame));
    if let Some(line) = for_keys {
        let scrolls = drawn.text.is_some_and(|text| text.lines > text.rows);
        status::draw_keys(canvas, line, scrolls, frame);
    }
    overlay::draw(canvas, places.panes, frame);
    drawn
}

/// Draws the panes, and the lines between them.
fn panes(canvas: &Canvas, places: &ScreenLayout, frame: &mut Frame) -> FrameFacts {
    frame.grid(&places.across, &places.down, canvas.glyphs);
    if let Some(strip) = places.strip {
        sections::draw_strip(canvas, strip, frame);
    }
    if let Some(pane) = places.sections {
        sections::draw_list(canvas, pane, frame);
    }
    if let Some(rule) = places.last {
        history::draw_last(canvas, rule, frame);
    }
    let mut drawn = FrameFacts::default();
    if let Some(pane) = places.form {
        drawn = form::draw(canvas, pane, frame);
    }
    if let Some(pane) = places.preview {
        drawn.text = preview::draw(canvas, pane, frame);
    }
    if let Some(pane) = places.history {
        history::draw(canvas, pane, frame);
    }
    drawn
}

/// What every pane needs.
struct Canvas<'a> {
    context: PageContext<'a>,
    glyphs: &'static Glyphs,
    cursor: CursorPlaces,
    /// The sections that the form shows, which more than one pane asks for.
    sections: OnceCell<Vec<ShownSection>>,
}

impl<'a> Canvas<'a> {
    fn model(&self) -> &'a Model {
        self.context.model
    }

    fn sections(&self) -> &[ShownSection] {
        let model = self.model();
        self.sections
            .get_or_init(|| model.form.sections(&model.rule_context))
    }

    fn style(&self, role: Role) -> Style {
        theme::style(self.model().settings.theme, role)
    }

    fn fit(&self, text: &str, columns: u16) -> String {
        self.fit_to(text, usize::from(columns))
    }

    fn fit_to(&self, text: &str, columns: usize) -> String {
        text_layout::fit(text, columns, self.glyphs.cut)
    }

    fn span(&self, text: impl Into<String>, role: Role) -> Span<'static> {
        Span::styled(text.into(), self.style(role))
    }

    /// The key of an action in a scope, or its way through the leader menu.
    fn way_to(&self, scope: Scope, action: Action) -> String {
        self.context.way_to(scope, action)
    }

    /// An empty pane with its title; gives back what is inside.
    fn pane(&self, title: &str, has_keys: bool, area: Rect, frame: &mut Frame) -> Rect {
        let title = self.fit(title, area.width.saturating_sub(4));
        let title = if has_keys {
            self.span(format!(" {title} "), Role::Focus)
        } else {
            Span::raw(format!(" {title} "))
        };
        let (set, merge) = if self.model().settings.ascii {
            (&ASCII_BORDER, MergeStrategy::Replace)
        } else {
            (&border::PLAIN, MergeStrategy::Exact)
        };
        frame.border(area, set, merge);
        let inner = area.inner(Margin::new(1, 1));
        let title_line = Rect {
            y: area.y,
            height: 1,
            ..inner
        };
        areas::put([Line::from(title)], title_line, frame);
        inner
    }

    /// Writes a title into the rule above a pane.
    fn head(&self, title: &str, has_keys: bool, rule: Rect, frame: &mut Frame) {
        let title = self.fit(title, rule.width.saturating_sub(2));
        let title = if has_keys {
            self.span(format!(" {title} "), Role::Focus)
        } else {
            Span::raw(format!(" {title} "))
        };
        areas::put([Line::from(title)], rule, frame);
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

    /// Draws the page that takes the place of all panes, if there is one.
    fn whole_page(&self, area: Rect, frame: &mut Frame) -> Option<FrameFacts> {
        let page = self.model().pages.beneath_overlays()?;
        if page.placement() != Placement::Whole {
            return None;
        }
        let title = page.title(self.context);
        let blocks = page.blocks(self.context);
        if let [Block::List(list)] = blocks.as_slice()
            && (list.rows.is_empty() || matches!(list.rows[0], ListRow::Record { .. }))
        {
            let inner = self.pane(&title, true, area, frame);
            self.records(list, true, inner, frame);
            return Some(FrameFacts::default());
        }
        Some(self.text_page(&title, &blocks, area, frame))
    }

    /// Draws a text that scrolls.
    fn text_page(&self, title: &str, blocks: &[Block], area: Rect, frame: &mut Frame) -> FrameFacts {
        let inner = self.page_pane(title, area, frame);
        let room = Room {
            columns: usize::from(inner.width),
            rows: usize::MAX,
        };
        let laid = lay_out(self, blocks, room);
        let (focus, cursor) = (laid.focus(), laid.cursor());
        let extent = self.scrolled(laid.lines, focus, cursor.0, inner, frame);
        let below = extent.lines.saturating_sub(extent.first + extent.rows);
        if below > 0 {
            let more = format!(" {} ", self.context.texts().more_lines(below));
            let more = Line::from(more);
            let columns = u16::try_from(more.width()).unwrap_or(u16::MAX).min(inner.width);
            let at = Rect {
                x: inner.right() - columns,
                y: area.bottom() - 1,
                width: columns,
                height: 1,
            };
            areas::put([more], at, frame);
        }
        FrameFacts {
            text: Some(extent),
            ..FrameFacts::default()
        }
    }

    /// Draws the lines of a text that are in sight, and puts the cursor to what has the focus, at a line and a column, or
    /// else where the page begins, or where the operator has scrolled to.
    fn scrolled(
        &self,
        lines: Vec<Line>,
        focus: Option<(usize, usize)>,
        subject: usize,
        area: Rect,
        frame: &mut Frame,
    ) -> TextExtent {
        let (total, rows) = (lines.len(), usize::from(area.height));
        let line = focus.map_or(subject, |(line, _)| line);
        let view = self.model().scroll.view(total, rows, line);
        areas::put(lines.into_iter().skip(view.first), area, frame);
        let in_sight = focus.filter(|(line, _)| (view.first..view.first + rows).contains(line));
        match in_sight {
            Some((line, column)) => self.put_cursor(area, (line - view.first, column)),
            None => self.put_cursor_unless_notice(area, (view.cursor - view.first, 0)),
        }
        TextExtent {
            lines: total,
            rows,
            first: view.first,
        }
    }

    /// Draws records of the past, as many as there is room for, or that there are none.
    fn records(&self, list: &ListBlock, has_keys: bool, area: Rect, frame: &mut Frame) {
        if list.rows.is_empty() {
            let (words, role) = &list.empty;
            areas::put([self.span(format!(" {words}"), *role).into()], area, frame);
            if has_keys {
                self.put_cursor_unless_notice(area, (0, 1));
            }
            return;
        }
        let room = Room {
            columns: usize::from(area.width),
            rows: usize::from(area.height),
        };
        let (lines, focus) = list_lines(self, list, room);
        areas::put(lines, area, frame);
        match focus {
            Some(line) => self.put_cursor(area, (line, 0)),
            None if has_keys => self.put_cursor_unless_notice(area, (0, 0)),
            None => {}
        }
    }
}
