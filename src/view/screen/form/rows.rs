//! Lays the fields out in rows: short fields that follow each other share one. Draws nothing.

use super::super::Canvas;
use super::NOTE_ROWS;
use crate::app::Remark;
use crate::app::blocks::Role;
use crate::customer::{Columns, FieldKind, Problem, Slot};
use crate::text::{layout, visible};
use crate::view::theme;
use std::borrow::Cow;
use std::ops::Range;

/// Columns from the pane's edge to the first well of a row: the focus mark, the mark of what is kept, and the label.
const LABEL: usize = 18;
/// Columns of the marks before a label.
pub const MARKS: usize = 2;
/// Columns of the edges of a well.
const EDGES: usize = 2;
/// The least columns of a value that leaves room for a remark beside it.
const BESIDE: usize = 12;

/// A field in a row.
#[derive(Debug)]
pub struct Cell {
    /// The field.
    pub slot: Slot,
    /// The column of its marks.
    pub x: usize,
    /// The column of its well.
    pub well: usize,
    /// The columns of the value in the well.
    pub value: usize,
    /// Its label.
    pub label: String,
}

impl Cell {
    /// The first column behind the well.
    pub fn end(&self) -> usize {
        self.well + EDGES + self.value
    }
}

/// A line of a remark.
#[derive(Debug, PartialEq, Eq)]
pub struct RemarkLine {
    /// The field that it is about.
    pub slot: Slot,
    /// Its first column.
    pub x: usize,
    /// The words.
    pub words: String,
    /// Their meaning.
    pub role: Role,
    /// Only their place is kept.
    pub faded: bool,
}

/// A row of the form.
#[derive(Debug)]
pub enum FormRow {
    /// The title of the section of this number.
    Title(usize),
    /// Fields beside each other, and the remark that is beside the last.
    Cells(Range<usize>, Option<RemarkLine>),
    /// One of the lines of the note.
    Note(Slot, usize),
    /// A remark below its field.
    Remark(RemarkLine),
}

/// The rows of the form.
#[derive(Debug, Default)]
pub struct FormRows {
    /// The rows, from the first section to the last.
    pub lines: Vec<FormRow>,
    /// The fields in the rows.
    pub cells: Vec<Cell>,
}

impl FormRows {
    /// The rows of the whole form in so many columns.
    pub fn of(canvas: &Canvas, columns: usize) -> Self {
        let mut layout = Layout {
            canvas,
            columns,
            rows: Self::default(),
            open: 0,
        };
        for section in canvas.sections() {
            layout.rows.lines.push(FormRow::Title(section.number));
            section.slots.iter().for_each(|slot| layout.add(*slot));
            layout.close();
        }
        layout.rows
    }

    /// Whether a row is about a slot.
    pub fn is_about(&self, row: &FormRow, slot: Slot) -> bool {
        match row {
            FormRow::Title(_) => false,
            FormRow::Cells(cells, _) => self.cells[cells.clone()].iter().any(|cell| cell.slot == slot),
            FormRow::Note(note, _) => *note == slot,
            FormRow::Remark(remark) => remark.slot == slot,
        }
    }
}

/// The column of the first well of a row in so many columns: the same in all rows, but behind a label that is longer.
pub fn first_well(label: &str, columns: usize) -> usize {
    let labelled = MARKS + layout::width(label) + 1;
    LABEL.max(labelled).min(LABEL.max(columns * 3 / 5))
}

/// The rows so far, and the one that is being filled.
struct Layout<'a> {
    canvas: &'a Canvas<'a>,
    columns: usize,
    rows: FormRows,
    /// The first field of the row that is being filled.
    open: usize,
}

impl Layout<'_> {
    fn add(&mut self, slot: Slot) {
        if slot.field.field().kind == FieldKind::Lines {
            self.close();
            return self.add_note(slot);
        }
        let needed = self.needed(slot);
        let label = self.canvas.model().form_label(slot);
        let label = match visible(&label) {
            Cow::Borrowed(_) => label,
            Cow::Owned(shown) => shown,
        };
        if let Some(x) = self.rows.cells[self.open..].last().map(Cell::end)
            && x + MARKS + 1 + EDGES + needed < self.columns
        {
            let well = x + MARKS + layout::width(&label) + 1;
            if well + EDGES + needed <= self.columns {
                return self.rows.cells.push(Cell {
                    slot,
                    x,
                    well,
                    value: needed,
                    label,
                });
            }
        }
        self.close();
        let well = first_well(&label, self.columns);
        self.rows.cells.push(Cell {
            slot,
            x: 0,
            well,
            value: needed.min(self.columns.saturating_sub(well + EDGES)),
            label,
        });
    }

    /// The columns that a field needs for what is typed in it, and the cursor.
    fn needed(&self, slot: Slot) -> usize {
        let typed = layout::width(self.canvas.model().form.card().get(slot));
        match slot.field.field().columns {
            Columns::Fixed(columns) => typed.max(columns.into()) + 1,
            Columns::Open(columns) => (typed + 1).max(columns.into()),
        }
    }

    /// Ends the row that is being filled: the first field that may be long gets the room that is left, and remarks that
    /// find none beside the last field get rows of their own.
    fn close(&mut self) {
        let cells = self.open..self.rows.cells.len();
        self.open = cells.end;
        if cells.is_empty() {
            return;
        }
        let mut remarks = Vec::new();
        for cell in &self.rows.cells[cells.clone()] {
            for remark in self.remarks(cell.slot, cell.well) {
                // What holds for both fields of a row is said once.
                if !remarks
                    .iter()
                    .any(|known: &RemarkLine| known.words == remark.words)
                {
                    remarks.push(remark);
                }
            }
        }
        let mut remarks = remarks.into_iter().peekable();
        let beside = match remarks.peek() {
            Some(remark) if cells.len() == 1 => self.beside(cells.start, &remark.words),
            _ => None,
        };
        self.stretch(&cells, beside.map_or(self.columns, |x| x - 1));
        let beside = beside.and_then(|x| Some(RemarkLine { x, ..remarks.next()? }));
        self.rows.lines.push(FormRow::Cells(cells, beside));
        remarks.for_each(|remark| self.add_remark(&remark));
    }

    /// The column at which words go beside a field, if there is room for all of them and for the value.
    fn beside(&self, cell: usize, words: &str) -> Option<usize> {
        let Cell {
            slot, well, value, ..
        } = self.rows.cells[cell];
        let typed = layout::width(self.canvas.model().form.card().get(slot)) + 1;
        let least = match slot.field.field().columns {
            Columns::Fixed(_) => value,
            Columns::Open(_) => typed.max(BESIDE),
        };
        let x = self.columns.checked_sub(layout::width(words))?;
        let least = well + EDGES + least + 1;
        match slot.field.field().columns {
            _ if x < least => None,
            Columns::Fixed(_) => Some(least),
            Columns::Open(_) => Some(x),
        }
    }

    /// Gives the columns up to this one to the first field that may be long.
    fn stretch(&mut self, cells: &Range<usize>, end: usize) {
        let cells = &mut self.rows.cells[cells.clone()];
        let used = cells.last().map_or(0, Cell::end);
        let is_open = |cell: &Cell| matches!(cell.slot.field.field().columns, Columns::Open(_));
        let Some(first) = cells.iter().position(is_open) else {
            return;
        };
        let before = cells[first].value;
        cells[first].value = (before + end).saturating_sub(used);
        let (grown, shrunk) = (end.saturating_sub(used), used.saturating_sub(end));
        for cell in &mut cells[first + 1..] {
            cell.x = cell.x + grown - shrunk;
            cell.well = cell.well + grown - shrunk;
        }
    }

    fn add_note(&mut self, slot: Slot) {
        let model = self.canvas.model();
        let well = first_well(&visible(&model.form_label(slot)), self.columns);
        let room = self.columns.saturating_sub(well + EDGES + 1);
        let lines = layout::wrap(model.form.card().get(slot), room).len();
        let rows = (0..lines.clamp(1, NOTE_ROWS)).map(|part| FormRow::Note(slot, part));
        self.rows.lines.extend(rows);
        for remark in self.remarks(slot, well) {
            self.add_remark(&remark);
        }
    }

    /// Adds a remark below its field: from the field's column on where it fits, further left or in several rows where it
    /// does not.
    fn add_remark(&mut self, remark: &RemarkLine) {
        let room = self.columns.saturating_sub(MARKS);
        for words in layout::wrap_words(&remark.words, room) {
            let x = remark.x.min(self.columns.saturating_sub(layout::width(&words)));
            self.rows
                .lines
                .push(FormRow::Remark(RemarkLine { x, words, ..*remark }));
        }
    }

    /// The remarks at a slot, with the mark of how much they matter, from a column on.
    fn remarks(&self, slot: Slot, x: usize) -> Vec<RemarkLine> {
        let model = self.canvas.model();
        let problem = |problem: &Problem| {
            let (mark, role) = theme::severity(problem.severity);
            (format!("{mark} {}", model.locale.problem(problem)), role)
        };
        let shown = model.form.shown(slot);
        let faded = model.form.faded(slot).filter(|_| shown.is_none());
        let known = model.remark(slot).map(|Remark { words, role }| (words, role));
        let remarks = shown.or(faded).map(problem).into_iter().chain(known);
        let remarks = remarks.enumerate().map(|(number, (words, role))| RemarkLine {
            slot,
            x,
            words: visible(&words).into_owned(),
            role,
            faded: number == 0 && faded.is_some(),
        });
        remarks.collect()
    }
}
