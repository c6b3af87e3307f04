//! Format 2: any number of drafts, attempts that a person settles and sends again, the keys by which customers are
//! found, and records that are masked.

use crate::customer::Card;
use crate::store::{keys, uuid};
use rusqlite::{Connection, params};

/// SQLite changes no condition of a table that is there, so the rows move into new tables. A `session` that is NULL
/// has parked its draft. Whatever else is said of `submissions` in format 1 still holds.
const TABLES: &str = "
CREATE TABLE new_drafts (
    id TEXT NOT NULL PRIMARY KEY,
    session TEXT UNIQUE,
    saved_at INTEGER NOT NULL,
    aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)),
    profile TEXT NOT NULL,
    who TEXT NOT NULL,
    focus TEXT NOT NULL,
    card TEXT NOT NULL,
    CHECK (aside = 0 OR session IS NULL)
) STRICT;

CREATE TABLE new_submissions (
    id INTEGER NOT NULL PRIMARY KEY,
    attempt TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created')),
    masked INTEGER NOT NULL DEFAULT 0 CHECK (masked IN (0, 1)),
    search TEXT NOT NULL,
    who TEXT NOT NULL,
    customer_id TEXT,
    settled_at INTEGER,
    duration_ms INTEGER,
    resends TEXT,
    profile TEXT NOT NULL,
    url TEXT NOT NULL,
    user TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    card TEXT NOT NULL,
    payload TEXT NOT NULL,
    outcome TEXT,
    CHECK ((state = 'sending') = (outcome IS NULL)),
    CHECK ((state = 'created') = (customer_id IS NOT NULL)),
    CHECK (state <> 'not_created' OR settled_at IS NOT NULL),
    CHECK (settled_at IS NULL OR state IN ('created', 'not_created')),
    CHECK (masked = 0 OR state = 'created')
) STRICT;

CREATE TABLE keys (
    field TEXT NOT NULL,
    normal TEXT NOT NULL,
    submission INTEGER NOT NULL,
    PRIMARY KEY (field, normal, submission)
) STRICT, WITHOUT ROWID;
";

const SUBMISSIONS: &str = "
INSERT INTO new_submissions
    (id, attempt, session, sent_at, state, search, who, customer_id, duration_ms, profile, url, user, payload_hash,
     card, payload, outcome)
SELECT id, attempt, session, sent_at, state, search, who, customer_id, duration_ms, profile, url, user, payload_hash,
       card, payload, outcome
FROM submissions;
";

/// The trigger lets an ended attempt change in two ways, and in each of them once: a person settles an unknown one,
/// and a created one is masked. Keys go with their submission whoever deletes it: foreign keys are not on everywhere.
const RENAMED: &str = "
DROP TABLE drafts;
DROP TABLE submissions;
ALTER TABLE new_drafts RENAME TO drafts;
ALTER TABLE new_submissions RENAME TO submissions;

CREATE INDEX submissions_by_time ON submissions (sent_at, id, state, search);
CREATE INDEX submissions_by_state ON submissions (state, masked);
CREATE INDEX keys_by_submission ON keys (submission);

CREATE TRIGGER submissions_end_once
BEFORE UPDATE OF state, outcome, customer_id, settled_at, masked ON submissions
WHEN OLD.state <> 'sending'
    AND NOT (OLD.state = 'unknown' AND NEW.state IN ('created', 'not_created') AND NEW.outcome IS OLD.outcome)
    AND NOT (OLD.state = 'created' AND NEW.state = 'created' AND OLD.masked = 0 AND NEW.masked = 1
             AND NEW.customer_id IS OLD.customer_id AND NEW.settled_at IS OLD.settled_at)
BEGIN
    SELECT RAISE(ABORT, 'the attempt has ended');
END;

CREATE TRIGGER submissions_take_their_keys AFTER DELETE ON submissions
BEGIN
    DELETE FROM keys WHERE submission = OLD.id;
END;
";

pub(super) fn take(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(TABLES)?;
    move_drafts(conn)?;
    conn.execute_batch(SUBMISSIONS)?;
    fill_keys(conn)?;
    conn.execute_batch(RENAMED)
}

/// A draft gets the profile that its session has sent with. Where it has sent nothing, nobody knows the profile, and
/// it stays empty. A draft that had been put aside belongs to nobody; one that cannot be read is somebody's.
fn move_drafts(conn: &Connection) -> rusqlite::Result<()> {
    let mut drafts = conn.prepare("SELECT session, card FROM drafts ORDER BY saved_at, rowid")?;
    let mut insert = conn.prepare(
        "INSERT INTO new_drafts (id, session, saved_at, aside, profile, who, focus, card)
         SELECT ?2, iif(aside, NULL, session), saved_at, aside,
                coalesce((SELECT profile FROM submissions WHERE submissions.session = drafts.session
                          ORDER BY sent_at DESC, id DESC LIMIT 1), ''),
                ?3, focus, card
         FROM drafts WHERE session = ?1",
    )?;
    let mut rows = drafts.query([])?;
    while let Some(row) = rows.next()? {
        let session: String = row.get(0)?;
        let card: Card = serde_json::from_slice(row.get_ref(1)?.as_bytes()?).unwrap_or_default();
        let id = uuid().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        insert.execute(params![session, id, card.who()])?;
    }
    Ok(())
}

fn fill_keys(conn: &Connection) -> rusqlite::Result<()> {
    let mut payloads = conn.prepare("SELECT id, payload FROM new_submissions")?;
    let mut rows = payloads.query([])?;
    while let Some(row) = rows.next()? {
        let payload = String::from_utf8_lossy(row.get_ref(1)?.as_bytes()?);
        keys::insert(conn, row.get(0)?, &payload, |_| true)?;
    }
    Ok(())
}
