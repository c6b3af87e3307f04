CREATE TABLE secret (
    check_value BLOB NOT NULL
) STRICT;

-- Times are in milliseconds of the Unix epoch.
CREATE TABLE attempts (
    attempt TEXT NOT NULL PRIMARY KEY,
    resource TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created')),
    customer_id TEXT CHECK ((customer_id IS NOT NULL) = (state = 'created')),
    login TEXT NOT NULL,
    host TEXT NOT NULL,
    store TEXT NOT NULL,
    session TEXT NOT NULL,
    since INTEGER NOT NULL,
    ended_at INTEGER,
    settled_by TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX attempts_open ON attempts (since) WHERE state IN ('sending', 'unknown');
CREATE INDEX attempts_ended ON attempts (ended_at) WHERE state NOT IN ('sending', 'unknown');

-- The newest attempts of a hash are found without going through all that share it.
CREATE TABLE keys (
    hash BLOB NOT NULL,
    since INTEGER NOT NULL,
    attempt TEXT NOT NULL REFERENCES attempts (attempt) ON DELETE CASCADE,
    PRIMARY KEY (hash, since, attempt)
) STRICT, WITHOUT ROWID;

CREATE INDEX keys_of_attempt ON keys (attempt);
