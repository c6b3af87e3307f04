//! Where everything is on a screen of some size. Knows sizes alone, and draws nothing.

use super::areas;
use crate::app::model::FoldedPane;
use crate::app::pages::Tab;
use ratatui::layout::Rect;

/// From so many columns on, the sections are a list beside the form, and the history has a pane.
const WIDE: u16 = 100;
/// From so many columns on, the preview is beside the form.
const MEDIUM: u16 = 80;
/// Columns of the list of sections.
const SECTIONS: u16 = 18;
/// The most columns of the form: in longer lines the eye loses its place.
const FORM: u16 = 64;
/// The least columns of the preview beside the form.
const PREVIEW: u16 = 34;
/// From so many rows of fields on, a narrow screen shows the preview below them.
const STACKED: u16 = 15;

/// A pane: the part of a rule that has its title, and what is below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pane {
    /// The row of the title.
    pub head: Rect,
    /// The rest.
    pub body: Rect,
}

/// The places of a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScreenLayout {
    /// The sections in one line.
    pub strip: Option<Rect>,
    /// The sections in a list.
    pub sections: Option<Pane>,
    /// The fields.
    pub form: Option<Pane>,
    /// The request.
    pub preview: Option<Pane>,
    /// The history.
    pub history: Option<Pane>,
    /// The rule that has the last record, where the history has no pane.
    pub last: Option<Rect>,
    /// What pages and overlays may take.
    pub panes: Rect,
    /// The line of what is going on.
    pub status: Rect,
    /// The line of the keys.
    pub hints: Rect,
    /// The lines across, without those that cross them.
    pub across: Vec<Rect>,
    /// The lines down, with the rules that they begin and end at.
    pub down: Vec<Rect>,
}

impl ScreenLayout {
    /// The places on a screen of this size where a pane has the keys and another may be folded.
    #[must_use]
    pub fn of(area: Rect, keys: Tab, folded: FoldedPane) -> Self {
        let (panes, below) = areas::off_bottom(area, 2);
        let (status, hints) = areas::off_top(below, 1);
        let mut places = Self {
            panes,
            status,
            hints,
            ..Self::default()
        };
        if keys == Tab::History {
            let history = places.pane(panes);
            places.history = Some(history);
        } else if area.width >= WIDE {
            places.wide(panes, keys, folded);
        } else {
            places.small(panes, keys, folded);
        }
        places
    }

    fn wide(&mut self, panes: Rect, keys: Tab, folded: FoldedPane) {
        let has_preview = keys == Tab::Preview || folded != FoldedPane::Preview;
        let panes = if has_preview {
            // An empty row keeps the panes and the lines below apart.
            areas::off_bottom(panes, u16::from(panes.height >= 20)).0
        } else {
            self.with_last(panes, folded)
        };
        // A blank column is beside the list, and no line: the wells have edges, and lines cost bytes at each new size.
        let (list, rest) = areas::off_left(panes, SECTIONS + 1);
        let (list, _) = areas::off_left(list, SECTIONS);
        let (head, body) = areas::off_top(list, 1);
        self.sections = Some(Pane { head, body });
        if !has_preview {
            self.form = Some(self.pane(rest));
            return;
        }
        let columns = rest.width.saturating_sub(1);
        let preview = (columns * 46 / 100).max(columns.saturating_sub(FORM));
        let (form, right) = self.beside(rest, columns - preview);
        self.form = Some(self.pane(form));
        if folded == FoldedPane::History {
            self.preview = Some(self.pane(right));
            return;
        }
        let rows = (right.height / 4).clamp(2, 9);
        let (preview, history) = areas::off_bottom(right, rows);
        self.preview = Some(self.pane(preview));
        self.history = Some(self.pane(history));
    }

    fn small(&mut self, panes: Rect, keys: Tab, folded: FoldedPane) {
        let (strip, panes) = areas::off_top(panes, 1);
        self.strip = Some(strip);
        let panes = self.with_last(panes, folded);
        if keys == Tab::Preview {
            self.preview = Some(self.pane(panes));
            return;
        }
        let has_preview = folded != FoldedPane::Preview;
        if has_preview && panes.width >= MEDIUM {
            let columns = panes.width - 1;
            let preview = (columns * 43 / 100).max(PREVIEW);
            let (form, preview) = self.beside(panes, columns - preview);
            self.form = Some(self.pane(form));
            self.preview = Some(self.pane(preview));
        } else if has_preview && panes.height > STACKED {
            let (form, preview) = areas::off_bottom(panes, panes.height / 3);
            self.form = Some(self.pane(form));
            self.preview = Some(self.pane(preview));
        } else {
            self.form = Some(self.pane(panes));
        }
    }

    /// Takes a rule for the last record off the lower end.
    fn with_last(&mut self, panes: Rect, folded: FoldedPane) -> Rect {
        if folded == FoldedPane::History {
            return panes;
        }
        let (panes, last) = areas::off_bottom(panes, 1);
        self.across.push(last);
        self.last = Some(last);
        panes
    }

    /// A pane with a rule above it.
    fn pane(&mut self, area: Rect) -> Pane {
        let (head, body) = areas::off_top(area, 1);
        self.across.push(head);
        Pane { head, body }
    }

    /// So many columns at the left and what is beside them, with a line between.
    fn beside(&mut self, area: Rect, columns: u16) -> (Rect, Rect) {
        let (left, rest) = areas::off_left(area, columns);
        let (line, right) = areas::off_left(rest, 1);
        self.down.push(line);
        (left, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDS: [FoldedPane; 3] = [FoldedPane::None, FoldedPane::Preview, FoldedPane::History];

    fn at(columns: u16, rows: u16, folded: FoldedPane) -> ScreenLayout {
        ScreenLayout::of(Rect::new(0, 0, columns, rows), Tab::Form, folded)
    }

    #[test]
    fn a_small_screen_shows_form_and_preview_and_the_last_record() {
        let places = at(80, 24, FoldedPane::None);
        let form = places.form.unwrap().body;
        assert_eq!((form.width, form.height), (45, 19));
        assert_eq!(places.preview.unwrap().body.width, 34);
        assert!(places.strip.is_some() && places.last.is_some());
        assert!(places.sections.is_none() && places.history.is_none());
    }

    #[test]
    fn a_wide_screen_has_four_panes() {
        for (columns, rows, preview) in [(100, 24, 36), (120, 40, 46), (200, 50, 116)] {
            let places = at(columns, rows, FoldedPane::None);
            assert!(places.sections.is_some() && places.history.is_some());
            assert!(
                places.preview.unwrap().body.width >= preview,
                "{columns}: {places:?}"
            );
        }
        assert_eq!(at(120, 40, FoldedPane::None).form.unwrap().body.height, 36);
    }

    #[test]
    fn what_is_folded_gives_its_room_away() {
        for (columns, rows) in [(60, 30), (80, 24), (120, 40)] {
            let all = at(columns, rows, FoldedPane::None);
            let preview = at(columns, rows, FoldedPane::Preview);
            assert!(preview.preview.is_none() && preview.last.is_some());
            let areas = |places: &ScreenLayout| places.form.unwrap().body.area();
            assert!(areas(&preview) > areas(&all), "{columns}x{rows}");
            let history = at(columns, rows, FoldedPane::History);
            assert!(history.history.is_none() && history.last.is_none());
        }
    }

    #[test]
    fn what_has_the_keys_is_seen_although_it_is_folded() {
        for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
            let area = Rect::new(0, 0, columns, rows);
            for folded in FOLDS {
                assert!(
                    ScreenLayout::of(area, Tab::Preview, folded).preview.is_some(),
                    "{columns}x{rows}"
                );
                assert!(
                    ScreenLayout::of(area, Tab::History, folded).history.is_some(),
                    "{columns}x{rows}"
                );
            }
        }
    }

    #[test]
    fn no_place_is_off_the_screen_or_over_another() {
        for columns in 60..=140 {
            for rows in [16, 17, 24, 30, 40, 60] {
                for folded in FOLDS {
                    let places = at(columns, rows, folded);
                    let panes = [places.sections, places.form, places.preview, places.history];
                    let bodies = panes.into_iter().flatten().map(|pane| pane.body);
                    let rects: Vec<Rect> = bodies
                        .chain(places.across.clone())
                        .chain(places.strip)
                        .chain([places.status, places.hints])
                        .collect();
                    let screen = Rect::new(0, 0, columns, rows);
                    for (number, rect) in rects.iter().enumerate() {
                        assert_eq!(rect.intersection(screen), *rect, "{columns}x{rows} {folded:?}");
                        for other in &rects[number + 1..] {
                            assert!(
                                rect.intersection(*other).is_empty(),
                                "{columns}x{rows} {folded:?}: {rect:?} {other:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}
