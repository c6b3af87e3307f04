-- Format 14: the outcomes that the audit feed must still report.
--
-- Written by triggers that a program with a feed has for its own connection, in the transaction of the outcome, and deleted once
-- the outcome is reported. Without a feed it stays empty.

CREATE TABLE IF NOT EXISTS audit_outbox (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    attempt TEXT NOT NULL,
    state TEXT NOT NULL,
    noted_at INTEGER NOT NULL
) STRICT;
