//! The rows of the table.

mod answers;
mod connections;

use super::table::Row;

pub fn all() -> Vec<Row> {
    let groups = [
        answers::created(),
        answers::without_an_id(),
        answers::refused(),
        answers::neither(),
        answers::encodings(),
        connections::not_sent(),
        connections::broken(),
        connections::without_end(),
        connections::tls(),
        connections::redirects(),
    ];
    groups.into_iter().flatten().collect()
}
