//! Paints frames on a terminal. Of a frame, only the rows that differ from those of the frame before are painted into cells and
//! compared: a letter that is typed changes two or three of forty.

use super::frame::{Frame, FrameRow};
use ratatui::backend::{Backend, ClearType};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use std::mem;

/// A terminal, and what is on it.
#[derive(Debug)]
pub struct Painter<B: Backend> {
    backend: B,
    size: Size,
    /// The frame that is being drawn, and the one before.
    frame: Frame,
    before: Frame,
    /// The rows of cells that are on the terminal; none where all are blank.
    shown: Vec<Buffer>,
}

impl<B: Backend> Painter<B> {
    /// Paints on a terminal that is blank.
    ///
    /// # Errors
    /// If the terminal does not say how large it is.
    pub fn new(backend: B) -> Result<Self, B::Error> {
        let size = backend.size()?;
        Ok(Self {
            backend,
            size,
            frame: Frame::default(),
            before: Frame::default(),
            shown: Vec::new(),
        })
    }

    /// The terminal.
    pub fn backend(&self) -> &B {
        &self.backend
    }

    /// The terminal, for writing to it.
    pub fn backend_mut(&mut self) -> &mut B {
        &mut self.backend
    }

    /// How large the terminal was when it was painted on last, in columns and rows.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// Makes the terminal blank.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub fn clear(&mut self) -> Result<(), B::Error> {
        self.shown.clear();
        self.backend.clear_region(ClearType::All)
    }

    /// Goes on in another size, on a blank terminal.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub fn resize(&mut self, size: Size) -> Result<(), B::Error> {
        self.size = size;
        self.clear()
    }

    /// Draws a frame.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub fn draw<T>(&mut self, draw: impl FnOnce(&mut Frame) -> T) -> Result<T, B::Error> {
        let size = self.backend.size()?;
        if size != self.size {
            self.resize(size)?;
        }
        let area = Rect::from((Position::ORIGIN, size));
        self.frame.begin(area);
        let drawn = draw(&mut self.frame);
        let painted = self.painted(area);
        let changes = painted
            .iter()
            .flat_map(|(y, next)| self.shown[*y].diff_iter(next));
        self.backend.draw(changes)?;
        self.backend.show_cursor()?;
        self.backend.set_cursor_position(self.frame.cursor())?;
        self.backend.flush()?;
        // What follows costs time, too, and nobody waits for it now.
        for (y, next) in painted {
            self.shown[y] = next;
        }
        mem::swap(&mut self.frame, &mut self.before);
        Ok(drawn)
    }

    /// The rows that differ from the frame before, in cells.
    fn painted(&mut self, area: Rect) -> Vec<(usize, Buffer)> {
        let rows = area.rows().zip(self.frame.rows()).enumerate();
        let paint = |place: Rect, row: &FrameRow| {
            let mut cells = Buffer::empty(place);
            row.paint(place.y, &mut cells);
            cells
        };
        if self.shown.len() != usize::from(area.height) {
            self.shown = area.rows().map(Buffer::empty).collect();
            return rows.map(|(y, (place, row))| (y, paint(place, row))).collect();
        }
        let changed = rows.filter(|(y, (_, row))| self.before.rows().get(*y) != Some(row));
        changed.map(|(y, (place, row))| (y, paint(place, row))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::areas;
    use super::*;
    use crate::view::theme;
    use proptest::prelude::*;
    use ratatui::backend::TestBackend;
    use ratatui::style::{Color, Modifier, Style};
    use ratatui::symbols::{border, merge::MergeStrategy};
    use ratatui::text::{Line, Span};

    const SIZE: (u16, u16) = (24, 6);

    /// What is drawn in a frame.
    #[derive(Debug, Clone)]
    enum DrawnPart {
        Text(Rect, Vec<(String, Style)>),
        Blank(Rect),
        Grid(Rect, Rect),
        Border(Rect),
    }

    impl DrawnPart {
        fn draw(&self, frame: &mut Frame) {
            match self {
                Self::Text(area, spans) => {
                    let spans = spans.iter().map(|(text, style)| Span::styled(text, *style));
                    areas::put([spans.collect::<Line>()], *area, frame);
                }
                Self::Blank(area) => frame.clear(*area),
                Self::Grid(across, down) => frame.grid(&[*across], &[*down], theme::glyphs(false)),
                Self::Border(area) => frame.border(*area, &border::PLAIN, MergeStrategy::Exact),
            }
        }
    }

    fn any_area() -> impl Strategy<Value = Rect> {
        (0..SIZE.0 + 2, 0..SIZE.1 + 2, 0..SIZE.0 + 2, 0..SIZE.1 + 2)
            .prop_map(|(x, y, width, height)| Rect::new(x, y, width, height))
    }

    fn any_part() -> impl Strategy<Value = DrawnPart> {
        // The double of a terminal does not know that a wide letter covers two cells.
        let text = proptest::sample::select(vec!["", "a", "Żółw", "e\u{301}", "───", "\u{1b}[2J"]);
        let style = proptest::sample::select(vec![
            Style::new(),
            Style::new().fg(Color::Red),
            Style::new().add_modifier(Modifier::REVERSED),
        ]);
        let span = (text.prop_map(str::to_owned), style);
        prop_oneof![
            4 => (any_area(), prop::collection::vec(span, 0..4)).prop_map(|(area, spans)| DrawnPart::Text(area, spans)),
            1 => any_area().prop_map(DrawnPart::Blank),
            1 => (any_area(), any_area()).prop_map(|(across, down)| {
                DrawnPart::Grid(Rect { height: across.height.min(1), ..across }, Rect { width: down.width.min(1), ..down })
            }),
            1 => any_area().prop_map(DrawnPart::Border),
        ]
    }

    fn drawn(painter: &mut Painter<TestBackend>, parts: &[DrawnPart]) {
        let draw = |frame: &mut Frame| parts.iter().for_each(|part| part.draw(frame));
        painter.draw(draw).unwrap();
    }

    fn on_blank(parts: &[DrawnPart]) -> Painter<TestBackend> {
        let mut painter = Painter::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
        drawn(&mut painter, parts);
        painter
    }

    proptest! {
        #[test]
        fn a_frame_looks_the_same_whatever_was_there_before(
            frames in prop::collection::vec((prop::collection::vec(any_part(), 0..8), 0_u8..8), 1..6)
        ) {
            let mut painter = on_blank(&[]);
            for (parts, turn) in &frames {
                match turn {
                    0 => painter.clear().unwrap(),
                    1 => painter.resize(SIZE.into()).unwrap(),
                    _ => {}
                }
                drawn(&mut painter, parts);
                let alone = on_blank(parts);
                prop_assert_eq!(painter.backend().buffer(), alone.backend().buffer());
            }
        }

        #[test]
        fn a_part_that_changes_leaves_nothing_behind(
            mut parts in prop::collection::vec(any_part(), 1..8),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any_part()), 1..6)
        ) {
            let mut painter = on_blank(&parts);
            for (place, part) in changes {
                *place.get_mut(&mut parts) = part;
                drawn(&mut painter, &parts);
                let alone = on_blank(&parts);
                prop_assert_eq!(painter.backend().buffer(), alone.backend().buffer());
            }
        }
    }

    #[test]
    fn a_row_that_is_the_same_is_not_painted_again() {
        let text =
            |y, text: &str| DrawnPart::Text(Rect::new(0, y, 9, 1), vec![(text.to_owned(), Style::new())]);
        let mut painter = on_blank(&[text(0, "one"), text(1, "two")]);
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        for (second, expected) in [("two", vec![]), ("three", vec![1])] {
            painter.frame.begin(area);
            for part in [text(0, "one"), text(1, second)] {
                part.draw(&mut painter.frame);
            }
            let rows: Vec<usize> = painter.painted(area).into_iter().map(|(y, _)| y).collect();
            assert_eq!(rows, expected);
        }
    }
}
