-- Format 8: what the clock has shown, so that one that is wrong deletes nothing.
--
-- One row, or none where the store was not used yet. Times are in milliseconds of the Unix epoch.

CREATE TABLE IF NOT EXISTS clock (
    seen_at INTEGER NOT NULL,
    confirmed_at INTEGER
) STRICT;
