CREATE TABLE kartoteka_store (
    format bigint NOT NULL,
    check_value bytea NOT NULL
);

CREATE TABLE kartoteka_sessions (
    session text PRIMARY KEY,
    expires_at timestamptz NOT NULL
);

CREATE TABLE kartoteka_attempts (
    attempt text PRIMARY KEY,
    resource text NOT NULL,
    state text NOT NULL CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created')),
    customer_id text CHECK ((customer_id IS NOT NULL) = (state = 'created')),
    login text NOT NULL,
    host text NOT NULL,
    store text NOT NULL,
    session text NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    settled_by text
);

CREATE INDEX kartoteka_attempts_open ON kartoteka_attempts (since) WHERE state IN ('sending', 'unknown');
CREATE INDEX kartoteka_attempts_ended ON kartoteka_attempts (ended_at) WHERE state NOT IN ('sending', 'unknown');

-- The newest attempts of a hash are found without going through all that share it.
CREATE TABLE kartoteka_keys (
    hash bytea NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    attempt text NOT NULL REFERENCES kartoteka_attempts ON DELETE CASCADE,
    PRIMARY KEY (hash, since, attempt)
);

CREATE INDEX kartoteka_keys_of_attempt ON kartoteka_keys (attempt);
