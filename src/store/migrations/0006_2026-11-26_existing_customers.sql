-- Format 6: records of customers who were in the CRM already, so that their card was not sent.
--
-- Such a record has the state `existing` from the beginning, an id and no outcome: it is no attempt.

CREATE TABLE new_submissions (
    id INTEGER NOT NULL PRIMARY KEY,
    attempt TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created', 'existing')),
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
    CHECK ((state IN ('sending', 'existing')) = (outcome IS NULL)),
    CHECK ((state IN ('created', 'existing')) = (customer_id IS NOT NULL)),
    CHECK (state <> 'not_created' OR settled_at IS NOT NULL),
    CHECK (settled_at IS NULL OR state IN ('created', 'not_created')),
    CHECK (masked = 0 OR state IN ('created', 'existing'))
) STRICT;

-- By the columns' names, for older databases may have them in another order.
INSERT INTO new_submissions
    (id, attempt, session, sent_at, state, masked, search, who, customer_id, settled_at, duration_ms, resends, profile, url, user,
     payload_hash, card, payload, outcome)
SELECT id, attempt, session, sent_at, state, masked, search, who, customer_id, settled_at, duration_ms, resends, profile, url, user,
       payload_hash, card, payload, outcome
FROM submissions;

-- The table's indexes and triggers went with the old table. New is what the first trigger says of `existing`: no attempt
-- becomes one, and it changes only by being masked.
DROP TABLE submissions;
ALTER TABLE new_submissions RENAME TO submissions;

CREATE INDEX submissions_by_time ON submissions (sent_at, id, state, search);
CREATE INDEX submissions_by_state ON submissions (state, masked);
CREATE INDEX submissions_by_payload ON submissions (payload_hash);

CREATE TRIGGER submissions_end_once
BEFORE UPDATE OF state, outcome, customer_id, settled_at, masked ON submissions
WHEN (OLD.state <> 'sending' OR NEW.state = 'existing')
    AND NOT (OLD.state = 'unknown' AND NEW.state IN ('created', 'not_created') AND NEW.outcome IS OLD.outcome)
    AND NOT (OLD.state IN ('created', 'existing') AND NEW.state = OLD.state AND OLD.masked = 0 AND NEW.masked = 1
             AND NEW.customer_id IS OLD.customer_id AND NEW.settled_at IS OLD.settled_at)
BEGIN
    SELECT RAISE(ABORT, 'the attempt has ended');
END;

CREATE TRIGGER submissions_take_their_keys AFTER DELETE ON submissions
BEGIN
    DELETE FROM keys WHERE submission = OLD.id;
END;

CREATE TRIGGER submissions_come AFTER INSERT ON submissions
BEGIN
    UPDATE tally SET submissions = submissions + 1;
END;
CREATE TRIGGER submissions_go AFTER DELETE ON submissions
BEGIN
    UPDATE tally SET submissions = submissions - 1;
END;

CREATE TRIGGER submissions_take_their_rows AFTER DELETE ON submissions WHEN OLD.state <> 'created'
BEGIN
    DELETE FROM imported WHERE attempt = OLD.attempt;
END;
