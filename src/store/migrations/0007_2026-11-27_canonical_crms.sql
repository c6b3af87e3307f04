-- Format 7: customers and CRMs as the program compares them since one of each is one in any spelling.
--
-- `crm` is the URL as it is compared, `url` the one that the customer was sent to. The trigger of format 4 stands in the way of
-- another table of the rows. The index is quicker made again than changed in each of its rows.

ALTER TABLE submissions ADD COLUMN crm TEXT NOT NULL DEFAULT '';
DROP INDEX submissions_by_payload;

CREATE TABLE crms (url TEXT NOT NULL PRIMARY KEY, crm TEXT NOT NULL) STRICT;
INSERT INTO crms (url, crm)
SELECT url, '' FROM submissions UNION SELECT url COLLATE BINARY, '' FROM imported;

DROP TRIGGER submissions_take_their_rows;
CREATE TABLE new_imported (
    sheet TEXT NOT NULL,
    number INTEGER NOT NULL,
    crm TEXT NOT NULL,
    attempt TEXT,
    PRIMARY KEY (sheet, number, crm)
) STRICT, WITHOUT ROWID;
