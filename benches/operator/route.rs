//! The shortest way from one field to another.

use super::Purpose;
use super::support::driver::Driver;
use kartoteka::app::form::ShownSection;
use kartoteka::app::{Message, Page};
use kartoteka::customer::Slot;

/// Keys, and what each is for.
type Route = Vec<(String, Purpose)>;

/// The shortest way from the focus to a slot behind it, of those that the screen shows: Tab, the keys of the sections, both
/// together, and the name of the field, which is tried out by a `scout` with the same form: a key of the operator's own program
/// would not come directly behind what was typed. Nothing where the focus is there already.
pub fn shortest(driver: &Driver, scout: &mut Driver, target: Slot) -> Route {
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
    let best = routes.into_iter().min_by_key(Vec::len).unwrap_or_default();
    scout.tell(Message::GoTo(model.form.focus()));
    by_name(scout, target, best.len()).unwrap_or(best)
}

/// The way by the name of the field, if that takes fewer keys than these.
fn by_name(driver: &mut Driver, target: Slot, fewer_than: usize) -> Option<Route> {
    let label = driver.model().label(target).text.to_lowercase();
    let mut keys = vec!["Ctrl+X".to_owned(), "g".to_owned()];
    let mut letters = label.chars();
    press(driver, &keys);
    let found = loop {
        let there = matches!(driver.model().page(), Page::GoTo(page) if page.chosen() == Some(target));
        if there || keys.len() + 1 >= fewer_than {
            break there;
        }
        let Some(letter) = letters.next().filter(|letter| letter.is_alphanumeric()) else {
            break false;
        };
        keys.push(letter.to_string());
        press(driver, &keys[keys.len() - 1..]);
    };
    // It was only tried.
    press(driver, &["Esc".to_owned()]);
    keys.push("Enter".to_owned());
    let route = keys
        .into_iter()
        .map(|key| (key, Purpose::GoTo))
        .collect::<Route>();
    (found && route.len() < fewer_than).then_some(route)
}

fn press(driver: &mut Driver, keys: &[String]) {
    for key in keys.iter().filter_map(|key| key.parse().ok()) {
        driver.tell(Message::Key(key));
    }
}

fn repeated(key: &str, times: usize, purpose: Purpose) -> Route {
    vec![(key.to_owned(), purpose); times]
}
