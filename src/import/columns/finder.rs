//! Finds the destination of each column, from its heading, from the columns beside it and from what is specified about it.

use super::cells::TableCells;
use super::mapping::{
    Adjustment, Adjustments, Column, CombinedContent, Destination, Mapping, MappingError, SkippedReason,
    is_marked, unmarked,
};
use super::names::{self, ColumnNames, NameMeaning, bare};
use super::synonyms::{self, AddressOwner};
use super::{ColumnTarget, REASON_COLUMN};
use crate::customer::{FieldId, RuleContext};

impl Mapping {
    /// Finds the field of each column: by what is specified about it, or by its heading, which may be the field's path, the
    /// API's name for it, its label in any language of the program, or one of the names of other programs' exports, in
    /// whatever case and with whatever marks and spaces. What the cells are like decides where headings leave it open.
    ///
    /// # Errors
    /// Everything that keeps a column from being known, in the order of the columns.
    pub fn new(
        headings: &[String],
        cells: &TableCells,
        adjustments: Adjustments,
        context: &RuleContext,
    ) -> Result<Self, Vec<MappingError>> {
        let marked = is_marked(headings);
        let headings = unmarked(headings);
        let names = ColumnNames::new(context);
        let columns = ColumnMatcher::new(&names, cells, headings, adjustments).columns()?;
        Ok(Self { columns, marked })
    }
}

impl ColumnNames {
    /// Whether a name of a field may be on the right side of an adjustment.
    ///
    /// # Errors
    /// If no field has it, or several have.
    pub fn check_target(&self, name: &str) -> Result<(), MappingError> {
        target(self, name).map(|_| ())
    }
}

/// Looks for the destinations of all columns.
struct ColumnMatcher<'a> {
    names: &'a ColumnNames,
    cells: &'a TableCells,
    headings: Vec<String>,
    /// What the headings mean by themselves.
    read: Vec<NameMeaning>,
    adjustments: Adjustments<'a>,
}

impl<'a> ColumnMatcher<'a> {
    fn new(
        names: &'a ColumnNames,
        cells: &'a TableCells,
        headings: Vec<String>,
        adjustments: Adjustments<'a>,
    ) -> Self {
        let read = headings.iter().map(|heading| names.meaning(heading)).collect();
        Self {
            names,
            cells,
            headings,
            read,
            adjustments,
        }
    }

    /// The columns with their destinations, or everything that keeps one from being known.
    fn columns(&self) -> Result<Vec<Column>, Vec<MappingError>> {
        let mut errors: Vec<MappingError> = Vec::new();
        for adjustment in self.adjustments.typed {
            if !self
                .headings
                .iter()
                .any(|heading| self.is_about(adjustment, heading))
            {
                let heading = adjustment.heading.clone();
                errors.push(MappingError::NoSuchColumn { heading });
            }
        }
        let found: Vec<Result<Destination, MappingError>> = (0..self.headings.len())
            .map(|column| self.destination(column))
            .collect();
        let found = self.in_parts(found);
        let mut columns: Vec<Column> = Vec::new();
        for (index, destination) in found.iter().enumerate() {
            let destination = match destination {
                Ok(Destination::Into(target)) => self.only_once(index, target, &found),
                other => other.clone(),
            };
            columns.push(Column {
                heading: self.headings[index].clone(),
                destination: destination.unwrap_or_else(|error| {
                    errors.push(error);
                    Destination::LeftOut(SkippedReason::Asked)
                }),
            });
        }
        if errors.is_empty() && columns.iter().all(|column| column.target().is_none()) {
            errors.push(MappingError::Nothing);
        }
        if errors.is_empty() {
            Ok(columns)
        } else {
            Err(errors)
        }
    }

    /// What is specified about a column.
    fn adjustment_of(&self, column: usize) -> Option<&Adjustment> {
        let heading = &self.headings[column];
        let mut typed = self.adjustments.typed.iter().rev();
        let typed = typed.find(|adjustment| self.is_about(adjustment, heading));
        let mut saved = self.adjustments.saved.iter();
        typed.or_else(|| saved.find(|adjustment| adjustment.heading.trim() == heading.trim()))
    }

    /// Whether an adjustment of the command line names a heading: the very same, or, where there is none, one that
    /// differs in nothing that counts.
    fn is_about(&self, adjustment: &Adjustment, heading: &str) -> bool {
        let named = adjustment.heading.trim();
        let exact = self.headings.iter().any(|heading| heading.trim() == named);
        heading.trim() == named || (!exact && !bare(named).is_empty() && bare(named) == bare(heading))
    }

    fn is_blank(&self, column: usize) -> bool {
        self.cells.is_blank(column)
    }

    /// Where a column goes, the other columns of the same field aside.
    fn destination(&self, column: usize) -> Result<Destination, MappingError> {
        if let Some(adjustment) = self.adjustment_of(column) {
            return match adjustment.target.trim() {
                "" => Ok(Destination::LeftOut(SkippedReason::Asked)),
                name => target(self.names, name).map(Destination::Into),
            };
        }
        let heading = self.headings[column].clone();
        let out = |why| Ok(Destination::LeftOut(why));
        if heading.trim().is_empty() {
            return out(if self.is_blank(column) {
                SkippedReason::Blank
            } else {
                SkippedReason::NoHeading
            });
        }
        if heading == REASON_COLUMN {
            return out(SkippedReason::Reason);
        }
        let found = match self.read[column].clone() {
            NameMeaning::One(target) => Ok(Destination::Into(target)),
            NameMeaning::Part(owner, key) => self.part(column, owner, key),
            NameMeaning::RowNumber => out(SkippedReason::RowNumbers),
            NameMeaning::Counter if self.cells.counts(column) => out(SkippedReason::RowNumbers),
            NameMeaning::Label => out(SkippedReason::Label),
            NameMeaning::NoField if self.is_blank(column) => out(SkippedReason::Blank),
            NameMeaning::NoField => out(SkippedReason::NoField),
            NameMeaning::Counter => Err(MappingError::Ambiguous {
                heading,
                candidates: names::targets(synonyms::NUMBERED),
            }),
            NameMeaning::Several(candidates) => Err(MappingError::Ambiguous { heading, candidates }),
            NameMeaning::Together(what) => Err(MappingError::Together { heading, what }),
            NameMeaning::Nothing(nearest) => Err(MappingError::Unknown { heading, nearest }),
        };
        match found {
            Err(_) if self.is_blank(column) => out(SkippedReason::Blank),
            found => found,
        }
    }

    /// Where a part of an address goes: into the first address, unless the heading names another, or a better one is there.
    fn part(&self, column: usize, owner: AddressOwner, key: &str) -> Result<Destination, MappingError> {
        let candidates = names::addresses(key);
        let at = match owner {
            AddressOwner::First => Some(0),
            AddressOwner::Invoice => Some(1),
            AddressOwner::Mail => Some(2),
            owner => self.is_first(owner).then_some(0),
        };
        match at.and_then(|at| candidates.get(at)) {
            Some(target) => Ok(Destination::Into(target.clone())),
            None => Err(MappingError::Ambiguous {
                heading: self.headings[column].clone(),
                candidates,
            }),
        }
    }

    /// Whether an address that the API does not have is the first one of this table: that of the home, unless one is named
    /// that has no owner; the place of work, if there is no third one; another one, if it is the only one.
    fn is_first(&self, owner: AddressOwner) -> bool {
        let filled = (0..self.headings.len()).filter(|column| !self.is_blank(*column));
        let mut others = filled.filter_map(|column| self.owner(column));
        others.all(|other| match other {
            AddressOwner::Invoice | AddressOwner::Mail => {
                matches!(owner, AddressOwner::Home | AddressOwner::Business)
            }
            AddressOwner::First => false,
            other => other == owner || owner == AddressOwner::Home,
        })
    }

    /// Whose address a column is a part of; none where it is of none.
    fn owner(&self, column: usize) -> Option<AddressOwner> {
        let first = |target: &ColumnTarget| {
            target
                .path()
                .starts_with("address.")
                .then_some(AddressOwner::First)
        };
        match (self.adjustment_of(column), &self.read[column]) {
            (Some(adjustment), _) => target(self.names, &adjustment.target)
                .ok()
                .as_ref()
                .and_then(first),
            (None, NameMeaning::One(target)) => first(target),
            (None, NameMeaning::Part(owner, _)) => Some(*owner),
            _ => None,
        }
    }

    /// Leaves out the columns that hold together what others hold one by one, as exports write it.
    fn in_parts(
        &self,
        found: Vec<Result<Destination, MappingError>>,
    ) -> Vec<Result<Destination, MappingError>> {
        let into = |path: &str, but: usize| {
            let target = FieldId::of(path).map(ColumnTarget::Field);
            let mut others = found.iter().enumerate().filter(|(index, _)| *index != but);
            others.any(|(index, found)| {
                let filled = !self.is_blank(index);
                filled && matches!(found, Ok(Destination::Into(into)) if Some(into) == target.as_ref())
            })
        };
        let names = |column| into("name", column) && into("surname", column);
        let address = |column| into("address.street", column) && into("address.city", column);
        let is_in_parts = |column: usize, found: &Result<Destination, MappingError>| match found {
            Err(MappingError::Together { what, .. }) => match what {
                CombinedContent::Names => names(column),
                CombinedContent::Address => {
                    bare(&self.headings[column]).contains("formatted") && address(column)
                }
                CombinedContent::Customer | CombinedContent::Contacts => false,
            },
            // Google's own name for the whole one.
            Ok(Destination::Into(_)) => {
                bare(&self.headings[column]) == "name"
                    && self.adjustment_of(column).is_none()
                    && names(column)
            }
            _ => false,
        };
        let left_out: Vec<bool> = (0..)
            .zip(&found)
            .map(|(column, found)| is_in_parts(column, found))
            .collect();
        let columns = found.into_iter().zip(left_out);
        columns
            .map(|(found, in_parts)| {
                if in_parts {
                    Ok(Destination::LeftOut(SkippedReason::InParts))
                } else {
                    found
                }
            })
            .collect()
    }

    /// Refuses a second column of a field that takes one. One in which nothing stands gives way to the other.
    fn only_once(
        &self,
        column: usize,
        target: &ColumnTarget,
        found: &[Result<Destination, MappingError>],
    ) -> Result<Destination, MappingError> {
        let into = Destination::Into(target.clone());
        if target.takes_several() {
            return Ok(into);
        }
        let same = |index: &usize| *index != column && found[*index].as_ref() == Ok(&into);
        let mut others = (0..found.len()).filter(same);
        if self.is_blank(column) {
            let first = others.all(|other| other > column && self.is_blank(other));
            return Ok(if first {
                into
            } else {
                Destination::LeftOut(SkippedReason::Blank)
            });
        }
        match others.find(|other| *other < column && !self.is_blank(*other)) {
            Some(other) => Err(MappingError::Twice {
                heading: self.headings[column].clone(),
                other: self.headings[other].clone(),
                target: target.clone(),
            }),
            None => Ok(into),
        }
    }
}

/// Where an adjustment sends a column.
fn target(names: &ColumnNames, name: &str) -> Result<ColumnTarget, MappingError> {
    let wrong = |nearest| MappingError::NoSuchTarget {
        target: name.to_owned(),
        nearest,
    };
    let several = |candidates| MappingError::Ambiguous {
        heading: name.to_owned(),
        candidates,
    };
    match names.meaning(name) {
        NameMeaning::One(found) => Ok(found),
        NameMeaning::Part(owner, key) => {
            let mut candidates = names::addresses(key);
            let at = match owner {
                AddressOwner::First => 0,
                AddressOwner::Invoice => 1,
                AddressOwner::Mail => 2,
                _ => return Err(several(candidates)),
            };
            if at < candidates.len() {
                return Ok(candidates.swap_remove(at));
            }
            Err(several(candidates))
        }
        NameMeaning::Several(candidates) => Err(several(candidates)),
        NameMeaning::Nothing(nearest) => Err(wrong(nearest)),
        _ => Err(wrong(None)),
    }
}
