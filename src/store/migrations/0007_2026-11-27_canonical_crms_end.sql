-- Format 7, once the records and the CRMs have their form.
--
-- Where two rows become one, the one stays that forbids more: a customer who is there, whose record may be deleted; then one
-- that is in the form; then an attempt whose outcome nobody knows; then one that may be sent again.

INSERT OR IGNORE INTO new_imported (sheet, number, crm, attempt)
SELECT sheet, number, crms.crm, imported.attempt FROM imported
JOIN crms ON crms.url = imported.url
LEFT JOIN submissions ON submissions.attempt = imported.attempt
ORDER BY CASE
    WHEN imported.attempt IS NOT NULL AND coalesce(state, 'created') IN ('created', 'existing') THEN 1
    WHEN imported.attempt IS NULL THEN 2
    WHEN state IN ('sending', 'unknown') THEN 3
    ELSE 4
END;

CREATE INDEX submissions_by_payload ON submissions (payload_hash);
DROP TABLE crms;
DROP TABLE imported;
ALTER TABLE new_imported RENAME TO imported;
CREATE INDEX imported_by_attempt ON imported (attempt);
CREATE TRIGGER submissions_take_their_rows AFTER DELETE ON submissions WHEN OLD.state <> 'created'
BEGIN
    DELETE FROM imported WHERE attempt = OLD.attempt;
END;
