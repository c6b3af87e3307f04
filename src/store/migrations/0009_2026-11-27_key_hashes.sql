-- Format 9: what outlives a record, so that its customer is not created again: hashes of the keys, and the id.
--
-- `key_hashes` has the hashes of records whose keys are masked or deleted, or were lost with the record; `removed` what is left
-- of a record that is deleted. `unlogged` are the attempts of which the key log may not have everything on the disk yet, and
-- `key_log` how long that file was when the disk had it.

CREATE TABLE IF NOT EXISTS key_secrets (secret BLOB NOT NULL PRIMARY KEY, checksum INTEGER NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS key_hashes (
    hash BLOB NOT NULL,
    attempt TEXT NOT NULL,
    PRIMARY KEY (hash, attempt)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS key_hashes_by_attempt ON key_hashes (attempt);

CREATE TABLE IF NOT EXISTS removed (
    attempt TEXT NOT NULL PRIMARY KEY,
    sent_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('created', 'existing')),
    customer_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS unlogged (attempt TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS key_log (bytes INTEGER NOT NULL) STRICT;
INSERT INTO key_log SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM key_log);

CREATE TRIGGER IF NOT EXISTS submissions_leave_their_id
AFTER DELETE ON submissions WHEN OLD.state IN ('created', 'existing')
BEGIN
    INSERT OR REPLACE INTO removed (attempt, sent_at, state, customer_id)
    VALUES (OLD.attempt, OLD.sent_at, OLD.state, OLD.customer_id);
END;
