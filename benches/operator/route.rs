//! The shortest way from one field to another.

use super::Purpose;
use super::support::driver::Driver;
use kartoteka::app::form::ShownSection;
use kartoteka::customer::Slot;

/// Keys, and what each is for.
type Route = Vec<(String, Purpose)>;

/// The shortest way from the focus to a slot behind it, of those that the screen shows: Tab, the keys of the sections, and both
/// together. Nothing where the focus is there already.
pub fn shortest(driver: &mut Driver, target: Slot) -> Route {
    let model = driver.model();
    let sections = model.form.sections(&model.rule_context);
    let slots = model.form.slots(&model.rule_context);
    let place = |wanted: Slot| slots.iter().position(|slot| *slot == wanted).unwrap_or(0);
    let section = |slot: &Slot| {
        let has = |section: &ShownSection| section.slots.contains(slot);
        sections.iter().position(has).unwrap_or(0)
    };
    let (here, there) = (place(model.form.focus()), place(target));
    let mut routes = vec![repeated("Tab", there.saturating_sub(here), Purpose::Move)];
    let (from, to) = (section(&slots[here]), section(&slots[there]));
    if to > from {
        let first = slots.iter().position(|slot| section(slot) == to).unwrap_or(there);
        let rest = repeated("Tab", there - first, Purpose::Move);
        let pages = repeated("PgDn", to - from, Purpose::Section);
        routes.push([pages, rest.clone()].concat());
        let number = (to + 1).to_string();
        let jump = ["Ctrl+X".to_owned(), number].map(|key| (key, Purpose::Section));
        routes.push([jump.to_vec(), rest].concat());
    }
    routes.into_iter().min_by_key(Vec::len).unwrap_or_default()
}

fn repeated(key: &str, times: usize, purpose: Purpose) -> Route {
    vec![(key.to_owned(), purpose); times]
}
