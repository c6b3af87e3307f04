//! Finding a field, a section or a command by what somebody types for it.

use super::{COMMANDS, CommandMeaning, CommandPlace, LineCommand};
use crate::app::model::Model;
use crate::customer::{FieldKind, FormSection, SectionTitle, Slot, SlotPart};
use crate::keymap::{Action, Scope};
use crate::text::plain_letters;

/// What a text may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotMatch {
    /// This slot.
    Slot(Slot),
    /// The section of this number in the layout.
    Section(usize),
    /// Any of these.
    Several(Vec<Slot>),
    /// Nothing.
    None,
}

/// A text as it is compared: in plain letters, with single blanks.
#[must_use]
pub fn fold(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    plain_letters(&words.join(" "))
}

/// Whether only a scope's own commands hold in it, since something must be answered or waited for first.
pub(super) fn is_closed(scope: Scope) -> bool {
    matches!(scope, Scope::Question | Scope::Prompt | Scope::Sending)
}

/// The commands of this name that hold where the program is, or that begin like it: those of the place itself go before
/// those of the form.
pub(super) fn command(name: &str, scope: Scope) -> Vec<&'static LineCommand> {
    let typed = fold(name);
    let here = |row: &&LineCommand| row.place.holds(scope);
    let menu = |row: &&LineCommand| !is_closed(scope) && row.place == CommandPlace::In(Scope::Form);
    let same = |row: &&LineCommand| row.names.iter().any(|name| fold(name) == typed);
    // The action that sends anyway is shown in full.
    let short = |row: &&LineCommand| row.does != CommandMeaning::Act(Action::SendAnyway);
    let begins =
        |row: &&LineCommand| short(row) && row.names.iter().any(|name| fold(name).starts_with(&typed));
    let rows = || COMMANDS.iter();
    let exact = rows().filter(here).find(same);
    let exact = exact.or_else(|| rows().filter(menu).find(same));
    if typed.is_empty() || exact.is_some() {
        return exact.into_iter().collect();
    }
    let mut near: Vec<&LineCommand> = rows().filter(here).filter(begins).collect();
    if scope != Scope::Form {
        let known = |row: &&LineCommand| near.iter().all(|near| near.names != row.names);
        let more: Vec<&LineCommand> = rows().filter(menu).filter(begins).filter(known).collect();
        near.extend(more);
    }
    near
}

/// The field or the section that a text stands for: a label, a label behind its section's title, the API's name, each
/// with the number of a row where there are several, or the title or number of a section. The beginning is enough. What
/// is there more than once is looked for in the section of the focus first.
#[must_use]
pub fn place(model: &Model, text: &str) -> SlotMatch {
    let typed = fold(text);
    if typed.is_empty() {
        return SlotMatch::None;
    }
    let (card, context) = (model.form.card(), &model.rule_context);
    let place = typed
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    let section = place.and_then(|place| model.form.sections(context).into_iter().nth(place));
    if let Some(section) = section {
        return SlotMatch::Section(section.number);
    }
    let slots = card.all_slots(context);
    let sections = context.layout().sections();
    for fits in [equal as fn(&str, &str) -> bool, begins] {
        let of = |slot: &&Slot| names(model, **slot).iter().any(|name| fits(name, &typed));
        let found: Vec<Slot> = slots.iter().filter(of).copied().collect();
        let is_called = |section: &FormSection| {
            let titles = titles(model, &section.title);
            titles.iter().any(|title| fits(&fold(title), &typed))
        };
        let section = sections.iter().position(is_called);
        let here = model.form.section(context);
        let near = |slot: &&Slot| card.place(**slot, context).0 == here;
        let near: Vec<Slot> = found.iter().filter(near).copied().collect();
        match (found.as_slice(), near.as_slice(), section) {
            ([], _, None) => {}
            ([], _, Some(section)) => return SlotMatch::Section(section),
            ([one], ..) | (_, [one], _) => return SlotMatch::Slot(*one),
            // The rows of one field: the first of them.
            ([first, rest @ ..], ..) if rest.iter().all(|slot| slot.field == first.field) => {
                return SlotMatch::Slot(*first);
            }
            (_, _, Some(section)) => return SlotMatch::Section(section),
            _ => return SlotMatch::Several(found),
        }
    }
    SlotMatch::None
}

fn equal(name: &str, typed: &str) -> bool {
    name == typed
}

fn begins(name: &str, typed: &str) -> bool {
    name.starts_with(typed)
}

/// All that a section is called.
fn titles(model: &Model, title: &SectionTitle) -> [String; 2] {
    [title.text(&model.locale), title.short(&model.locale)]
}

/// All that a slot is called.
pub(in crate::app) fn names(model: &Model, slot: Slot) -> Vec<String> {
    let field = slot.field.field();
    let label = model.label(slot).text;
    let (number, _) = model.form.card().place(slot, &model.rule_context);
    let titles = titles(model, &model.rule_context.layout().sections()[number].title);
    let path = if slot.row == 0 {
        field.path.to_owned()
    } else {
        format!("{} {}", field.path, slot.row + 1)
    };
    let mut names = vec![fold(&label)];
    names.extend(titles.iter().map(|title| fold(&format!("{title} {label}"))));
    if field.kind != FieldKind::Pairs {
        names.push(fold(&path));
    }
    if field.kind == FieldKind::Pairs {
        names.push(fold(&field.label(&model.locale)));
    }
    if field.kind == FieldKind::Pairs && slot.part == SlotPart::Value {
        names.push(fold(model.form.card().get(Slot::name(slot.row))));
    }
    names
}

/// The last row of a place that can have more of them.
pub(super) fn last_row(model: &Model, place: &SlotMatch) -> Option<Slot> {
    let (card, context) = (model.form.card(), &model.rule_context);
    let has_rows = |slot: &Slot| matches!(slot.field.field().kind, FieldKind::Rows | FieldKind::Pairs);
    let field = match place {
        SlotMatch::Slot(slot) => Some(slot.field),
        SlotMatch::Section(section) => {
            let mut slots = card.all_slots(context).into_iter();
            let found = slots.find(|slot| has_rows(slot) && card.place(*slot, context).0 == *section);
            found.map(|slot| slot.field)
        }
        SlotMatch::Several(_) | SlotMatch::None => None,
    };
    card.slots(field?, context).last()
}
