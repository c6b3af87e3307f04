-- Format 2, once the rows have moved.
--
-- The trigger lets an ended attempt change in two ways, and in each of them once: a person settles an unknown one, and a
-- created one is masked. Keys go with their submission whoever deletes it: foreign keys are not on everywhere.

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
