PRAGMA user_version=4;
PRAGMA application_id=0;
BEGIN TRANSACTION;
CREATE TABLE "drafts" (
    id TEXT NOT NULL PRIMARY KEY,
    session TEXT UNIQUE,
    saved_at INTEGER NOT NULL,
    aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)),
    profile TEXT NOT NULL,
    who TEXT NOT NULL,
    focus TEXT NOT NULL,
    card TEXT NOT NULL,
    CHECK (aside = 0 OR session IS NULL)
) STRICT;
CREATE TABLE earlier (
    pool TEXT NOT NULL,
    value TEXT NOT NULL,
    uses INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (pool, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE imported (
    sheet TEXT NOT NULL,
    number INTEGER NOT NULL,
    url TEXT NOT NULL COLLATE NOCASE,
    attempt TEXT,
    PRIMARY KEY (sheet, number, url)
) STRICT, WITHOUT ROWID;
INSERT INTO "imported" VALUES('1f6a7cbb47dbb466385c6d1bce8108c1c096da331b72b2fbf9f1304dca07512d',2,'@URL@/api/customers','51b52ddb-d5c4-42f2-86f2-e8cd3e4a7242');
INSERT INTO "imported" VALUES('1f6a7cbb47dbb466385c6d1bce8108c1c096da331b72b2fbf9f1304dca07512d',4,'@URL@/api/customers','681f6812-69c8-4d4e-9a4a-d407e08a557d');
INSERT INTO "imported" VALUES('1f6a7cbb47dbb466385c6d1bce8108c1c096da331b72b2fbf9f1304dca07512d',5,'@URL@/api/customers','908d1aeb-65f4-40f4-973e-869cd8d65310');
CREATE TABLE keys (
    field TEXT NOT NULL,
    normal TEXT NOT NULL,
    submission INTEGER NOT NULL,
    PRIMARY KEY (field, normal, submission)
) STRICT, WITHOUT ROWID;
INSERT INTO "keys" VALUES('identifier','k-1',1);
INSERT INTO "keys" VALUES('identifier','k-2',2);
INSERT INTO "keys" VALUES('identifier','k-4',3);
CREATE TABLE "submissions" (
    id INTEGER NOT NULL PRIMARY KEY,
    attempt TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created')),
    masked INTEGER NOT NULL DEFAULT 0 CHECK (masked IN (0, 1)),
    search TEXT NOT NULL,
    who TEXT NOT NULL,
    customer_id TEXT,
    settled_at INTEGER,
    duration_ms INTEGER,
    resends TEXT,
    profile TEXT NOT NULL,
    url TEXT NOT NULL,
    user TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    card TEXT NOT NULL,
    payload TEXT NOT NULL,
    outcome TEXT,
    CHECK ((state = 'sending') = (outcome IS NULL)),
    CHECK ((state = 'created') = (customer_id IS NOT NULL)),
    CHECK (state <> 'not_created' OR settled_at IS NOT NULL),
    CHECK (settled_at IS NULL OR state IN ('created', 'not_created')),
    CHECK (masked = 0 OR state = 'created')
) STRICT;
INSERT INTO "submissions" VALUES(1,'51b52ddb-d5c4-42f2-86f2-e8cd3e4a7242','c1abecae-cfa1-40a1-a8ee-247c701062e0',1795732291551,'created',0,'zolw lucja
k1
k-1
324','Żółw Łucja','324',NULL,12,NULL,'main','@URL@/api/customers','api_user','5bb61930e90aef83229c6b3a0288154b720bedf5a320c2481d14811393e2b926','{"fields":{"identifier":["K-1"],"name":["Łucja"],"note":["pierwsza\ndruga"],"surname":["Żółw"]},"custom_fields":[["",""]]}','{
  "name": "Łucja",
  "surname": "Żółw",
  "identifier": "K-1",
  "note": "pierwsza\ndruga"
}','{"state":"created","customer_id":"324","answer":{"status":200,"errors":[],"request_id":null,"retry_after":null,"location":null,"body":"{ \"customer_id\": \"324\" }"}}');
INSERT INTO "submissions" VALUES(2,'681f6812-69c8-4d4e-9a4a-d407e08a557d','c1abecae-cfa1-40a1-a8ee-247c701062e0',1795732292551,'created',0,'polak adam
k2
k-2
325','Polak Adam','325',NULL,7,NULL,'main','@URL@/api/customers','api_user','5be1b5430159ed40ff9e37f5aa8237e743a711efbccbeca69cb24c16a8b1c3d3','{"fields":{"identifier":["K-2"],"name":["Adam"],"note":["c\nUkryty;Ola;K-3;d x"],"surname":["Polak"]},"custom_fields":[["",""]]}','{
  "name": "Adam",
  "surname": "Polak",
  "identifier": "K-2",
  "note": "c\nUkryty;Ola;K-3;d x"
}','{"state":"created","customer_id":"325","answer":{"status":200,"errors":[],"request_id":null,"retry_after":null,"location":null,"body":"{ \"customer_id\": \"325\" }"}}');
INSERT INTO "submissions" VALUES(3,'908d1aeb-65f4-40f4-973e-869cd8d65310','c1abecae-cfa1-40a1-a8ee-247c701062e0',1795732293551,'created',0,'nowak "jan"
k4
k-4
326','Nowak "Jan"','326',NULL,4,NULL,'main','@URL@/api/customers','api_user','6774a1e5d8d1ae4ff323401ee069cd17d280f6456c0156bd2afc90d3dcfdf7b5','{"fields":{"identifier":["K-4"],"name":[" \"Jan\" "],"note":["x"],"surname":["Nowak"]},"custom_fields":[["",""]]}','{
  "name": "\"Jan\"",
  "surname": "Nowak",
  "identifier": "K-4",
  "note": "x"
}','{"state":"created","customer_id":"326","answer":{"status":200,"errors":[],"request_id":null,"retry_after":null,"location":null,"body":"{ \"customer_id\": \"326\" }"}}');
CREATE TABLE tally (submissions INTEGER NOT NULL) STRICT;
INSERT INTO "tally" VALUES(3);
CREATE INDEX submissions_by_time ON submissions (sent_at, id, state, search);
CREATE INDEX submissions_by_state ON submissions (state, masked);
CREATE INDEX keys_by_submission ON keys (submission);
CREATE TRIGGER submissions_end_once
BEFORE UPDATE OF state, outcome, customer_id, settled_at, masked ON submissions
WHEN OLD.state <> 'sending'
    AND NOT (OLD.state = 'unknown' AND NEW.state IN ('created', 'not_created') AND NEW.outcome IS OLD.outcome)
    AND NOT (OLD.state = 'created' AND NEW.state = 'created' AND OLD.masked = 0 AND NEW.masked = 1
             AND NEW.customer_id IS OLD.customer_id AND NEW.settled_at IS OLD.settled_at)
BEGIN
    SELECT RAISE(ABORT, 'the attempt has ended');
END;
CREATE TRIGGER submissions_take_their_keys AFTER DELETE ON submissions
BEGIN
    DELETE FROM keys WHERE submission = OLD.id;
END;
CREATE TRIGGER submissions_come AFTER INSERT ON submissions
BEGIN
    UPDATE tally SET submissions = submissions + 1;
END;
CREATE TRIGGER submissions_go AFTER DELETE ON submissions
BEGIN
    UPDATE tally SET submissions = submissions - 1;
END;
CREATE INDEX imported_by_attempt ON imported (attempt);
CREATE INDEX submissions_by_payload ON submissions (payload_hash);
CREATE TRIGGER submissions_take_their_rows AFTER DELETE ON submissions WHEN OLD.state <> 'created'
BEGIN
    DELETE FROM imported WHERE attempt = OLD.attempt;
END;
COMMIT;