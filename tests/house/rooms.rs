//! Which room of the house may use which: the arrows of the map in `src/lib.rs`, and no circles of files.

use crate::uses::{CratePath, Uses};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rooms that everybody may use. Each knows at most those before it.
const GROUND: [&str; 3] = ["text", "os", "endpoint"];

/// Each other room, and the rooms that it may use besides the ground. A room stands below those that may use it.
const ROOMS: [(&str, &str); 22] = [
    ("i18n", ""),
    ("options", ""),
    ("keymap", "i18n"),
    ("customer", "i18n"),
    ("audit", ""),
    ("config", "audit customer keymap i18n options"),
    ("crm", "customer keymap i18n"),
    ("store", "audit customer keymap i18n"),
    ("team", "customer i18n"),
    ("sandbox", "customer keymap i18n"),
    ("app", "customer keymap i18n options"),
    ("messages", "config crm store team sandbox customer keymap i18n"),
    ("claims", "messages store team customer i18n options"),
    ("submit", "claims messages store team crm customer i18n options"),
    (
        "import",
        "submit claims messages store team crm customer i18n options",
    ),
    ("tty", "keymap i18n"),
    ("view", "messages app customer keymap i18n options"),
    (
        "runtime",
        "claims messages app store team crm customer keymap i18n options",
    ),
    (
        "frontend",
        "runtime tty view claims messages app store team crm customer keymap i18n options",
    ),
    ("cli", "import messages customer i18n"),
    (
        "commands",
        "cli frontend runtime tty view app import submit claims messages audit config crm store team sandbox customer keymap i18n options",
    ),
    ("main", "commands"),
];

/// The one room in which files use each other in circles: the model of the machine, its messages, its pages and its update
/// are one thing in several files.
const CIRCLES: &str = "app";

fn uses() -> Uses {
    Uses::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// What the room may use; `None` where it has no row.
fn allowed(room: &str) -> Option<Vec<&'static str>> {
    if let Some(before) = GROUND.iter().position(|ground| *ground == room) {
        return Some(GROUND[..before].to_vec());
    }
    let (_, rooms) = ROOMS.iter().find(|(name, _)| *name == room)?;
    Some(rooms.split_whitespace().chain(GROUND).collect())
}

#[test]
fn every_room_has_a_row_and_rows_lead_down_only() {
    let graph = uses();
    let rooms: BTreeSet<&str> = graph
        .files()
        .filter_map(|file| Some(file.first()?.as_str()))
        .collect();
    let rows: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).chain(GROUND).collect();
    assert_eq!(rooms, rows);
    for (place, (room, below)) in ROOMS.iter().enumerate() {
        for other in below.split_whitespace() {
            let stands = ROOMS.iter().position(|(name, _)| *name == other);
            assert!(
                stands.is_some_and(|stands| stands < place),
                "{room} must have its row below {other}"
            );
        }
    }
}

#[test]
fn rooms_use_only_what_stands_below_them() {
    let graph = uses();
    let mut wrong = BTreeSet::new();
    for (file, path) in graph.each() {
        // The root of the crate declares the rooms and has nothing else.
        let Some(room) = file.first() else { continue };
        let used = path.first().map_or("", String::as_str);
        if used != room && !allowed(room).is_some_and(|rooms| rooms.contains(&used)) {
            wrong.insert(format!("src/{} must not use {}", file.join("/"), path.join("::")));
        }
    }
    assert!(wrong.is_empty(), "{}", list(&wrong));
}

#[test]
fn files_use_each_other_in_no_circle() {
    let graph = uses();
    let mut edges: BTreeMap<CratePath, BTreeSet<CratePath>> = BTreeMap::new();
    for (file, path) in graph.each() {
        let used = graph.file_of(path);
        // Between rooms, the rows allow no circle. A module and those inside of it are one thing in several files.
        let is_free = file.first().is_some_and(|room| room != CIRCLES);
        if is_free && used.first() == file.first() && !used.starts_with(file) && !file.starts_with(&used) {
            edges.entry(file.clone()).or_default().insert(used);
        }
    }
    // What uses nothing that is left is in no circle, and neither is what nothing uses that is left.
    loop {
        let before = edges.len();
        let users: BTreeSet<CratePath> = edges.keys().cloned().collect();
        let used: BTreeSet<CratePath> = edges.values().flatten().cloned().collect();
        for used in edges.values_mut() {
            used.retain(|file| users.contains(file));
        }
        edges.retain(|user, below| used.contains(user) && !below.is_empty());
        if edges.len() == before {
            break;
        }
    }
    let names = |files: &BTreeSet<CratePath>| {
        files
            .iter()
            .map(|file| file.join("/"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let wrong = edges
        .iter()
        .map(|(file, used)| format!("src/{} uses {}", file.join("/"), names(used)));
    let wrong: BTreeSet<String> = wrong.collect();
    assert!(wrong.is_empty(), "in circles, or between two:\n{}", list(&wrong));
}

fn list(lines: &BTreeSet<String>) -> String {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.join("\n")
}
