-- Format 4: the rows of sheets that have been imported, and an index of the payloads, without which each of ten thousand sends
-- would look through all that went before.
--
-- A row is known by the SHA-256 of its sheet, by its number and by the CRM that it goes to. It has its last attempt, or none
-- where it was handed over to the form as a draft.
--
-- Records are purged, and what was created must not be created again by the same sheet: so the row of a customer outlives the
-- record, and holds nothing of a person. Every other row goes with its record.

CREATE TABLE imported (
    sheet TEXT NOT NULL,
    number INTEGER NOT NULL,
    url TEXT NOT NULL COLLATE NOCASE,
    attempt TEXT,
    PRIMARY KEY (sheet, number, url)
) STRICT, WITHOUT ROWID;

CREATE INDEX imported_by_attempt ON imported (attempt);
CREATE INDEX submissions_by_payload ON submissions (payload_hash);

CREATE TRIGGER submissions_take_their_rows AFTER DELETE ON submissions WHEN OLD.state <> 'created'
BEGIN
    DELETE FROM imported WHERE attempt = OLD.attempt;
END;
