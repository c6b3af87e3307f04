-- Format 13: `handed_over` has the sessions of older programs whose cards and outcomes were taken in from their files, so that
-- none is taken in again where its file could not be deleted.

CREATE TABLE IF NOT EXISTS handed_over (
    session TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
