//! How values are written in a row.

use crate::customer::StoredTime;
use rusqlite::Row;
use rusqlite::types::{FromSql, Type};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::error::Error;

/// The JSON text of a value.
pub(super) fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// The value of a column, and what it means.
pub(super) fn parsed<S, T, E>(
    row: &Row,
    column: usize,
    parse: impl FnOnce(S) -> Result<T, E>,
) -> rusqlite::Result<T>
where
    S: FromSql,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    let stored = row.get(column)?;
    parse(stored).map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into()))
}

/// A column that has the JSON of a value, or nothing.
pub(super) fn optional_json<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<Option<T>> {
    parsed(row, column, |text: Option<String>| {
        text.map(|text| serde_json::from_str(&text)).transpose()
    })
}

/// The first column, as a number of things.
pub(super) fn number(row: &Row) -> rusqlite::Result<usize> {
    parsed(row, 0, |count: i64| usize::try_from(count))
}

/// A moment in milliseconds of the Unix epoch.
pub(super) fn time(row: &Row, column: usize) -> rusqlite::Result<StoredTime> {
    row.get(column).map(StoredTime::from_millisecond)
}

/// As [`time`], where there may be none.
pub(super) fn optional_time(row: &Row, column: usize) -> rusqlite::Result<Option<StoredTime>> {
    let moment: Option<i64> = row.get(column)?;
    Ok(moment.map(StoredTime::from_millisecond))
}

/// A text of which nothing depends on every letter: one that is damaged does not hide the rest of its row.
pub(super) fn lossy(row: &Row, column: usize) -> rusqlite::Result<String> {
    Ok(String::from_utf8_lossy(row.get_ref(column)?.as_bytes()?).into_owned())
}
