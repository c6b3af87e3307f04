-- Format 2: any number of drafts, attempts that a person settles and sends again, the keys by which customers are found, and
-- records that are masked.
--
-- SQLite changes no condition of a table that is there, so the rows move into new tables. A `session` that is NULL has parked
-- its draft. Whatever else is said of `submissions` in format 1 still holds.

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

INSERT INTO new_submissions
    (id, attempt, session, sent_at, state, search, who, customer_id, duration_ms, profile, url, user, payload_hash,
     card, payload, outcome)
SELECT id, attempt, session, sent_at, state, search, who, customer_id, duration_ms, profile, url, user, payload_hash,
       card, payload, outcome
FROM submissions;
