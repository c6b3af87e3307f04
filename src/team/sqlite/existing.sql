-- Format 2: customers who were in the CRM already, so that their card was not sent: the state `existing`, with an id.
--
-- A CHECK cannot be changed, so both tables are made again. The keys go first: no row of theirs may follow the attempts.

CREATE TABLE new_attempts (
    attempt TEXT NOT NULL PRIMARY KEY,
    resource TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created', 'existing')),
    customer_id TEXT CHECK ((customer_id IS NOT NULL) = (state IN ('created', 'existing'))),
    login TEXT NOT NULL,
    host TEXT NOT NULL,
    store TEXT NOT NULL,
    session TEXT NOT NULL,
    since INTEGER NOT NULL,
    ended_at INTEGER,
    settled_by TEXT
) STRICT, WITHOUT ROWID;

INSERT INTO new_attempts
    (attempt, resource, state, customer_id, login, host, store, session, since, ended_at, settled_by)
SELECT attempt, resource, state, customer_id, login, host, store, session, since, ended_at, settled_by FROM attempts;

CREATE TABLE new_keys (
    hash BLOB NOT NULL,
    since INTEGER NOT NULL,
    attempt TEXT NOT NULL REFERENCES new_attempts (attempt) ON DELETE CASCADE,
    PRIMARY KEY (hash, since, attempt)
) STRICT, WITHOUT ROWID;

INSERT INTO new_keys (hash, since, attempt) SELECT hash, since, attempt FROM keys;

DROP TABLE keys;
DROP TABLE attempts;
ALTER TABLE new_attempts RENAME TO attempts;
ALTER TABLE new_keys RENAME TO keys;

CREATE INDEX attempts_open ON attempts (since) WHERE state IN ('sending', 'unknown');
CREATE INDEX attempts_ended ON attempts (ended_at) WHERE state NOT IN ('sending', 'unknown');
CREATE INDEX keys_of_attempt ON keys (attempt);
