//! The tables of the sandbox's database: one of the customers and one of the companies, each with what its rows are found by.

use crate::endpoint::Resource;

/// Version 1 had the tables of the customers alone, and other normal forms in `lookups`; version 2 had no companies.
pub(super) const VERSION: i32 = 3;

/// The first id is 324, as in the vendor's documentation. AUTOINCREMENT gives none a second time.
pub(super) const CUSTOMERS: &str = "
    CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL) STRICT;
    CREATE TABLE lookups (
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        customer INTEGER NOT NULL REFERENCES customers (id),
        PRIMARY KEY (key, value, customer)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO sqlite_sequence (name, seq) VALUES ('customers', 323);
";

/// The first id is 28, as in the vendor's documentation.
pub(super) const COMPANIES: &str = "
    CREATE TABLE IF NOT EXISTS companies (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS company_lookups (
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        company INTEGER NOT NULL REFERENCES companies (id),
        PRIMARY KEY (key, value, company)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO sqlite_sequence (name, seq)
    SELECT 'companies', 27 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'companies');
";

/// The names of the tables of one resource.
pub(super) struct Tables {
    /// The documents.
    pub(super) documents: &'static str,
    /// What they are found by.
    pub(super) lookups: &'static str,
    /// The column that leads from there to the document.
    pub(super) owner: &'static str,
}

/// The tables of a resource.
pub(super) const fn tables(resource: Resource) -> Tables {
    match resource {
        Resource::Customer => Tables {
            documents: "customers",
            lookups: "lookups",
            owner: "customer",
        },
        Resource::Company => Tables {
            documents: "companies",
            lookups: "company_lookups",
            owner: "company",
        },
    }
}
