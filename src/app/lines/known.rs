//! Showing the customer whom the CRM has with a value of the card.

use super::commands::nowhere;
use super::which::Alternative;
use super::{LineResult, SlotMatch, Topic, place};
use crate::app::Message;
use crate::app::model::Model;
use crate::customer::Slot;
use crate::keymap::Action;

/// What is shown: of the field that is named; else of the one that is asked for, or of the only one of which somebody is known.
pub(super) fn show(model: &Model, name: &str) -> LineResult {
    let is_known = |slot: &Slot| !model.known_customers(*slot).is_empty();
    let named = match place(model, name) {
        _ if name.is_empty() => None,
        SlotMatch::Slot(slot) => Some(slot),
        other => return nowhere(model, other, name, Some(Action::Choose)),
    };
    let slots = model.form.slots(&model.rule_context).into_iter();
    let meant = |slot: &Slot| named.is_none_or(|named| named.field == slot.field);
    let known: Vec<Slot> = slots.filter(meant).filter(is_known).collect();
    let here = named.unwrap_or_else(|| model.form.focus());
    match known.as_slice() {
        [] => LineResult::Announce(Topic::NobodyKnown),
        [only] => LineResult::Messages(vec![Message::ShowKnown(*only)]),
        several if several.contains(&here) => LineResult::Messages(vec![Message::ShowKnown(here)]),
        several => {
            let which = several
                .iter()
                .map(|slot| Alternative::place(model, *slot, Some(Action::Choose)));
            LineResult::Announce(Topic::Which(which.collect()))
        }
    }
}
