-- Format 3: the values of earlier cards, and the number of submissions, which a start must not count.

CREATE TABLE earlier (
    pool TEXT NOT NULL,
    value TEXT NOT NULL,
    uses INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (pool, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (submissions INTEGER NOT NULL) STRICT;
INSERT INTO tally SELECT count(*) FROM submissions;
CREATE TRIGGER submissions_come AFTER INSERT ON submissions
BEGIN
    UPDATE tally SET submissions = submissions + 1;
END;
CREATE TRIGGER submissions_go AFTER DELETE ON submissions
BEGIN
    UPDATE tally SET submissions = submissions - 1;
END;
