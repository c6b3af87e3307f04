-- Format 11: companies. Their attempts are submissions like those of customers, told apart by `url` and `crm`, which end in the
-- path of the API's list, so that a key of a company is none of a customer.
--
-- `companies` are those that were added or chosen from here: the API does not find a company by its name. `kept_nips` has what
-- was seen of a CRM: whether it keeps the NIP that a new company is given.

CREATE TABLE companies (
    crm TEXT NOT NULL,
    company_id TEXT NOT NULL,
    name TEXT NOT NULL,
    nip TEXT NOT NULL,
    place TEXT NOT NULL,
    noted_at INTEGER NOT NULL,
    PRIMARY KEY (crm, company_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_nips (
    crm TEXT NOT NULL PRIMARY KEY,
    kept INTEGER NOT NULL CHECK (kept IN (0, 1))
) STRICT, WITHOUT ROWID;
