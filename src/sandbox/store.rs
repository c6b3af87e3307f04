//! Where the sandbox keeps its customers and companies: an SQLite database in memory or in a file.

use super::Error;
use super::intake::{self, StoredCustomer};
use super::lookup::CustomerQuery;
use super::tables::{COMPANIES, CUSTOMERS, VERSION, tables};
use crate::customer::LookupKey;
use crate::endpoint::Resource;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params, params_from_iter};
use serde_json::{Map, Value, json};
use std::fmt::{self, Write as _};
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Marks a database file as a sandbox's, so that no other program's is written to ("Kart").
const APPLICATION_ID: i32 = 0x4b61_7274;

/// The customers and companies. Closed for good by [`CustomerStore::close`], also while other threads still hold it.
pub(super) struct CustomerStore {
    connection: Mutex<Option<Connection>>,
}

/// Why the store could not do what it was asked to.
#[derive(Debug)]
pub(super) enum StoreFailure {
    Closed,
    Database(rusqlite::Error),
    Document(serde_json::Error),
}

impl From<rusqlite::Error> for StoreFailure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl fmt::Display for StoreFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("it is closed"),
            Self::Database(error) => error.fmt(f),
            Self::Document(error) => error.fmt(f),
        }
    }
}

impl CustomerStore {
    /// Opens the file, or a database in memory that ends with the store. Creates the file, and the tables in it.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else {
            let opened = Connection::open_in_memory().and_then(|connection| prepared(connection, false));
            return opened
                .map(|(connection, _)| Self::new(connection))
                .map_err(|source| Error::Database { path: None, source });
        };
        let file_error = |source| Error::File {
            path: path.to_owned(),
            source,
        };
        // SQLite takes some relative names for orders (`:memory:`, `file:…`).
        let absolute = std::path::absolute(path).map_err(file_error)?;
        // Before SQLite can: it would create the file readable for everybody whom the umask lets.
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true).mode(0o600);
        options.open(&absolute).map_err(file_error)?;
        let (connection, ours) = Connection::open(&absolute)
            .and_then(|connection| prepared(connection, true))
            .map_err(|source| Error::Database {
                path: Some(path.to_owned()),
                source,
            })?;
        if !ours {
            return Err(Error::ForeignFile(path.to_owned()));
        }
        Ok(Self::new(connection))
    }

    fn new(connection: Connection) -> Self {
        Self {
            connection: Mutex::new(Some(connection)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Connection>> {
        // Every change is one transaction, so a thread that died here has left nothing half done.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the file back; everything asked from then on fails.
    pub(super) fn close(&self) {
        self.lock().take();
    }

    /// Keeps a customer or a company and gives its id.
    pub(super) fn insert(&self, resource: Resource, customer: &StoredCustomer) -> Result<i64, StoreFailure> {
        let mut guard = self.lock();
        let connection = guard.as_mut().ok_or(StoreFailure::Closed)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(
            &format!(
                "INSERT INTO {} (document) VALUES (?1)",
                tables(resource).documents
            ),
            [customer.document.to_string()],
        )?;
        let id = transaction.last_insert_rowid();
        keep(&transaction, resource, id, &customer.lookups)?;
        transaction.commit()?;
        Ok(id)
    }

    /// The customer or company with this id, as the API shows it.
    pub(super) fn get(&self, resource: Resource, id: i64) -> Result<Option<Value>, StoreFailure> {
        let guard = self.lock();
        let connection = guard.as_ref().ok_or(StoreFailure::Closed)?;
        let document: Option<String> = connection
            .query_row(
                &format!(
                    "SELECT document FROM {} WHERE id = ?1",
                    tables(resource).documents
                ),
                [id],
                |row| row.get(0),
            )
            .optional()?;
        document
            .map(|document| shown(resource, id, &document))
            .transpose()
    }

    /// The customers or companies that a query asks for, as the API shows them, in the order of their ids.
    pub(super) fn find(&self, resource: Resource, query: &CustomerQuery) -> Result<Vec<Value>, StoreFailure> {
        let names = tables(resource);
        let mut sql = format!("SELECT id, document FROM {} WHERE true", names.documents);
        let mut arguments: Vec<Sql> = Vec::new();
        for known in &query.filters {
            let _ = write!(
                sql,
                " AND id IN (SELECT {} FROM {} WHERE key = ? AND value = ?)",
                names.owner, names.lookups
            );
            arguments.push(known.field.field().path.to_owned().into());
            arguments.push(known.normal().into());
        }
        let _ = write!(sql, " ORDER BY id LIMIT {} OFFSET {}", query.limit, query.offset);
        let guard = self.lock();
        let connection = guard.as_ref().ok_or(StoreFailure::Closed)?;
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(arguments))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(shown(resource, row.get(0)?, &row.get::<_, String>(1)?)?);
        }
        Ok(found)
    }

    /// How many customers there are.
    pub(super) fn count(&self) -> Result<usize, StoreFailure> {
        let guard = self.lock();
        let connection = guard.as_ref().ok_or(StoreFailure::Closed)?;
        let count: i64 = connection.query_row("SELECT count(*) FROM customers", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}

/// The connection with the tables in it, and whether the database is a sandbox's.
fn prepared(mut connection: Connection, on_disk: bool) -> rusqlite::Result<(Connection, bool)> {
    if on_disk {
        // Another process may have the same file open.
        connection.busy_timeout(Duration::from_secs(5))?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let pragma = |name| transaction.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let marks = (pragma("application_id")?, pragma("user_version")?);
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let ours = match (marks, tables) {
        ((APPLICATION_ID, VERSION), _) => true,
        ((APPLICATION_ID, version @ 1..VERSION), _) => {
            if version == 1 {
                rebuild_index(&transaction)?;
            }
            transaction.execute_batch(COMPANIES)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            true
        }
        ((0, 0), 0) => {
            transaction.execute_batch(CUSTOMERS)?;
            transaction.execute_batch(COMPANIES)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            true
        }
        _ => false,
    };
    transaction.commit()?;
    Ok((connection, ours))
}

/// Keeps what a customer or a company can be found by, in normal form.
fn keep(connection: &Connection, resource: Resource, id: i64, lookups: &[LookupKey]) -> rusqlite::Result<()> {
    let names = tables(resource);
    for known in lookups {
        connection.execute(
            &format!(
                "INSERT OR IGNORE INTO {} (key, value, {}) VALUES (?1, ?2, ?3)",
                names.lookups, names.owner
            ),
            params![known.field.field().path, known.normal(), id],
        )?;
    }
    Ok(())
}

/// Recomputes what all customers can be found by.
fn rebuild_index(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM lookups", [])?;
    let mut statement = connection.prepare("SELECT id, document FROM customers")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let document = serde_json::from_str(&row.get::<_, String>(1)?).unwrap_or_default();
        keep(
            connection,
            Resource::Customer,
            row.get(0)?,
            &intake::lookups(&document),
        )?;
    }
    Ok(())
}

/// The customer or company as the API shows it: the id is a number here, and the telephone numbers are there in two ways.
fn shown(resource: Resource, id: i64, document: &str) -> Result<Value, StoreFailure> {
    let document: Map<String, Value> = serde_json::from_str(document).map_err(StoreFailure::Document)?;
    let mut customer = Map::new();
    customer.insert(resource.id_member().to_owned(), json!(id));
    for (name, value) in document {
        match (name.as_str(), value) {
            ("phone_number", Value::Array(numbers)) => {
                customer.insert(name, numbers.first().cloned().unwrap_or_default());
                customer.insert("phone_numbers".to_owned(), Value::Array(numbers));
            }
            (_, Value::Array(mut values)) if values.len() == 1 => {
                customer.insert(name, values.remove(0));
            }
            (_, value) => {
                customer.insert(name, value);
            }
        }
    }
    Ok(Value::Object(customer))
}
