-- Format 1: one draft a session, and the submissions.
--
-- In `submissions` the columns that lists need come first, and the big ones last, for SQLite reads a long row from its
-- beginning. `submissions_by_time` has all that a filter looks at, so that a search never touches the big rows.

CREATE TABLE drafts (
    session TEXT NOT NULL PRIMARY KEY,
    saved_at INTEGER NOT NULL,
    aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)),
    focus TEXT NOT NULL,
    card TEXT NOT NULL
) STRICT;

CREATE TABLE submissions (
    id INTEGER NOT NULL PRIMARY KEY,
    attempt TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown')),
    search TEXT NOT NULL,
    who TEXT NOT NULL,
    customer_id TEXT,
    duration_ms INTEGER,
    profile TEXT NOT NULL,
    url TEXT NOT NULL,
    user TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    card TEXT NOT NULL,
    payload TEXT NOT NULL,
    outcome TEXT,
    CHECK ((state = 'sending') = (outcome IS NULL)),
    CHECK ((state = 'created') = (customer_id IS NOT NULL))
) STRICT;

CREATE INDEX submissions_by_time ON submissions (sent_at, id, state, search);
CREATE INDEX submissions_by_state ON submissions (state, session);
CREATE INDEX submissions_by_payload ON submissions (payload_hash);

CREATE TRIGGER submissions_end_once BEFORE UPDATE OF state, outcome ON submissions WHEN OLD.state <> 'sending'
BEGIN
    SELECT RAISE(ABORT, 'the attempt has ended');
END;
