//! A table that the first version has half imported: `half/table.csv`, with the store that it left, `half/store.sql`.

use super::faults::created;
use crate::Home;
use crate::support::faults::Faults;
use rusqlite::Connection;
use std::fs;

const TABLE: &str = include_str!("half/table.csv");
/// It has created K-1, K-2 (which swallowed K-3) and K-4, and was stopped then.
const STORE: &str = include_str!("half/store.sql");

#[test]
fn the_rest_is_sent_once_and_nothing_of_what_was_sent() {
    let server = Faults::start(created());
    let home = Home::new(&server.url(), "");
    fs::create_dir_all(home.data()).unwrap();
    let store = Connection::open(home.data().join("kartoteka.db")).unwrap();
    store
        .execute_batch(&STORE.replace("@URL@", server.url().trim_end_matches('/')))
        .unwrap();
    drop(store);
    home.write_table(TABLE);
    let file = home.path().join("klienci.csv");
    let arguments = [
        "import",
        file.to_str().unwrap(),
        "--map",
        "Notatka=note",
        "--yes",
        "--json",
    ];
    for again in [false, true] {
        let told = home.pipe(&arguments, b"");
        let states: Vec<(u64, String)> = told
            .json()
            .iter()
            .filter_map(|row| Some((row["row"].as_u64()?, row["state"].as_str()?.to_owned())))
            .collect();
        let lines: Vec<u64> = states.iter().map(|(line, _)| *line).collect();
        // Whether the quotes of line 6 end on line 7 or on line 8 nobody knows: they are one row, which was sent before.
        assert_eq!(lines, [3, 6, 10, 11, 14], "{told:?}");
        for (line, state) in states {
            let is_new = line > 8 && !again;
            assert_eq!(state == "created", is_new, "{line}: {told:?}");
            assert!(is_new || state.starts_with("created"), "{line}: {told:?}");
        }
    }
    let bodies = server.finish().requests.into_iter();
    let bodies: Vec<String> = bodies
        .map(|request| String::from_utf8(request.body).unwrap())
        .collect();
    assert_eq!(bodies.len(), 3, "{bodies:?}");
    for (body, key) in bodies.iter().zip(["K-5", "K-6", "K-7"]) {
        assert!(body.contains(key), "{body}");
    }
}
