-- Format 2: customers who were in the CRM already, so that their card was not sent: the state `existing`, with an id.
ALTER TABLE kartoteka_attempts
    DROP CONSTRAINT kartoteka_attempts_state_check,
    DROP CONSTRAINT kartoteka_attempts_check,
    ADD CONSTRAINT kartoteka_attempts_state_check
        CHECK (state IN ('sending', 'created', 'rejected', 'not_sent', 'unknown', 'not_created', 'existing')),
    ADD CONSTRAINT kartoteka_attempts_check
        CHECK ((customer_id IS NOT NULL) = (state IN ('created', 'existing')));
