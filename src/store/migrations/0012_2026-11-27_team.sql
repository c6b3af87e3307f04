-- Format 12: what the team's store must learn from this one.
--
-- `store_id` has the random id by which the team's store knows whose journal has an attempt; one row, once it was asked for.
-- `claims` has the attempts of which the team's store does not know the end yet: it is noted before they are claimed, so that
-- one that never began is known to be none. `unclaimed` are those that went out although the team's store was away.

CREATE TABLE IF NOT EXISTS store_id (
    id TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS claims (
    attempt TEXT NOT NULL PRIMARY KEY,
    noted_at INTEGER NOT NULL,
    unclaimed INTEGER NOT NULL CHECK (unclaimed IN (0, 1))
) STRICT, WITHOUT ROWID;
