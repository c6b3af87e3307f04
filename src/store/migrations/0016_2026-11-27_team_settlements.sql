-- Format 16: how others in the team have settled attempts that this store had settled in another way.
--
-- One row for each such attempt, and none where all say the same. `customer_id` is empty where they found that no customer was
-- created; `member` is who it was, as login and host.

CREATE TABLE IF NOT EXISTS team_settlements (
    attempt TEXT NOT NULL PRIMARY KEY,
    customer_id TEXT,
    member TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS team_settlements_follow AFTER DELETE ON submissions BEGIN
    DELETE FROM team_settlements WHERE attempt = old.attempt;
END;
