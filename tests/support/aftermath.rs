//! What is in the store when no program has it open: the one place where the tests of the whole program look into it.

use super::typist::Fields;
use jiff::Timestamp;
use kartoteka::store::Store;
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::Value;
use std::path::Path;

/// One row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub attempt: String,
    pub state: String,
    pub payload: String,
    pub customer_id: Option<String>,
    /// The card as it was typed.
    pub card: Fields,
    /// Whether the program ended before the send did.
    pub interrupted: bool,
}

/// All that a store holds.
#[derive(Debug)]
pub struct Aftermath {
    /// The cards that have not become customers.
    pub drafts: Vec<Fields>,
    /// The journal, in the order in which it was written.
    pub records: Vec<Record>,
}

impl Aftermath {
    /// Opens the store as the next program does, which settles what the last one has left behind, and reads it.
    pub fn of(dir: &Path) -> Self {
        let _settled = Store::open(dir, Timestamp::now()).unwrap();
        let conn = reading(dir);
        Self {
            drafts: all(&conn, "SELECT card FROM drafts", |row| fields(row, 0)),
            records: all(
                &conn,
                "SELECT state, payload, customer_id, card, outcome, attempt FROM submissions ORDER BY id",
                |row| Record {
                    attempt: row.get(5).unwrap(),
                    state: row.get(0).unwrap(),
                    payload: row.get(1).unwrap(),
                    customer_id: row.get(2).unwrap(),
                    card: fields(row, 3),
                    interrupted: row
                        .get::<_, Option<String>>(4)
                        .unwrap()
                        .is_some_and(|outcome| outcome.contains("interrupted")),
                },
            ),
        }
    }
}

/// The cards that are on the disk at this moment, while a program may be running.
pub fn drafts(dir: &Path) -> Vec<Fields> {
    all(&reading(dir), "SELECT card FROM drafts ORDER BY rowid", |row| {
        fields(row, 0)
    })
}

/// The states in the journal at this moment, while a program may be running.
pub fn states(dir: &Path) -> Vec<String> {
    all(
        &reading(dir),
        "SELECT state FROM submissions ORDER BY id",
        |row| row.get(0).unwrap(),
    )
}

fn reading(dir: &Path) -> Connection {
    Connection::open_with_flags(dir.join("kartoteka.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

fn all<T>(conn: &Connection, statement: &str, read: impl Fn(&Row) -> T) -> Vec<T> {
    let mut statement = conn.prepare(statement).unwrap();
    let rows = statement.query_map([], |row| Ok(read(row))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// A card as the store keeps it. The fields that may have several rows are not among those that the tests fill in.
fn fields(row: &Row, column: usize) -> Fields {
    let card: Value = serde_json::from_str(&row.get::<_, String>(column).unwrap()).unwrap();
    let fields = card["fields"].as_object().unwrap().iter();
    let fields = fields.map(|(path, rows)| {
        let rows: Vec<&str> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row.as_str().unwrap())
            .collect();
        (path.clone(), rows.join("\n"))
    });
    fields.filter(|(_, text)| !text.is_empty()).collect()
}
