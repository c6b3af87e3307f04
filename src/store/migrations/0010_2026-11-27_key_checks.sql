-- Format 10: by what a record shows that is damaged or gone, so that a loss in both files is noticed.
--
-- key_checks has a checksum of the key hashes of each attempt that guards a customer. It is filled from the records when they
-- are compared first, which key_checks_filled notes by a row. losses are the records that neither file could vouch for, and
-- when the operator has accepted that. Times are in milliseconds of the Unix epoch.
CREATE TABLE IF NOT EXISTS key_checks (
    attempt TEXT NOT NULL PRIMARY KEY,
    sent_at INTEGER NOT NULL,
    checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS key_checks_filled (filled INTEGER NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS losses (
    records INTEGER NOT NULL,
    since INTEGER,
    accepted_at INTEGER
) STRICT;
