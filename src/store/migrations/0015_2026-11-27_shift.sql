-- Format 15: the shift of the operator, one row, or none where it has not begun. It is counted here what the journal does not
-- know: keys, and cards that were begun. Times are in milliseconds of the Unix epoch.

CREATE TABLE IF NOT EXISTS shift (
    began_at INTEGER NOT NULL,
    keys INTEGER NOT NULL,
    cards INTEGER NOT NULL
) STRICT;
