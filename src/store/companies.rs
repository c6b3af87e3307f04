//! The companies that were added or chosen from here, for the API finds none by its name; and whether a CRM keeps the NIP that a
//! new company is given. A company goes when nothing is kept any more from the time when it was used last.

use super::{Durability, Error, Store, clock, rows};
use crate::customer::{KnownCompany, StoredDetail};
use crate::endpoint::comparable;
use crate::text::plain_letters;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// The columns of a [`KnownCompany`].
const COLUMNS: &str = "company_id, name, nip, place";

impl Store {
    /// Notes a company that was chosen now from the CRM whose list of companies is at this URL. Where records are masked, its
    /// name alone is kept.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn note_company(&mut self, url: &str, company: &KnownCompany, now: Timestamp) -> Result<(), Error> {
        let detail = self.detail;
        self.write(Durability::Process, |transaction, _| {
            let noted_at = clock::date(transaction, now)?;
            Ok(note(transaction, &comparable(url), company, noted_at, detail)?)
        })
    }

    /// The known companies of a CRM that have every word of a text in the name, or its digits in the NIP, the last used first;
    /// at most so many. Of an empty text, all of them.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn companies(&self, url: &str, text: &str, limit: usize) -> Result<Vec<KnownCompany>, Error> {
        let words: Vec<String> = text.split_whitespace().map(plain_letters).collect();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let has_letters = text.chars().any(char::is_alphabetic);
        self.read(|transaction| {
            let mut statement = transaction.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM companies WHERE crm = ?1 ORDER BY noted_at DESC, company_id"
            ))?;
            let all = statement.query_map([comparable(url)], company)?;
            let fits = |company: &KnownCompany| {
                let name = plain_letters(&company.name);
                let has_words = words.iter().all(|word| name.contains(word.as_str()));
                let is_number = !has_letters && !digits.is_empty();
                has_words || (is_number && (company.nip.starts_with(&digits) || company.id == digits))
            };
            let fitting = all.filter(|company| company.as_ref().map_or(true, fits));
            fitting.take(limit).collect()
        })
    }

    /// The known company of this id.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn company(&self, url: &str, id: &str) -> Result<Option<KnownCompany>, Error> {
        self.read(|transaction| {
            let mut statement = transaction.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM companies WHERE crm = ?1 AND company_id = ?2"
            ))?;
            statement
                .query_row(params![comparable(url), id], company)
                .optional()
        })
    }

    /// Notes whether the CRM has kept the NIP of a new company. What was seen last counts.
    ///
    /// # Errors
    ///
    /// If the database cannot be written.
    pub fn note_kept_nip(&mut self, url: &str, kept: bool) -> Result<(), Error> {
        self.write(Durability::Process, |transaction, _| {
            let mut insert =
                transaction.prepare_cached("INSERT OR REPLACE INTO kept_nips (crm, kept) VALUES (?1, ?2)")?;
            insert.execute(params![comparable(url), kept])?;
            Ok(())
        })
    }
}

/// Whether a new company's NIP was seen to be dropped by this CRM, in the form in which CRMs are compared.
pub(super) fn drops_nips(transaction: &Transaction, crm: &str) -> rusqlite::Result<bool> {
    transaction
        .prepare_cached("SELECT 1 FROM kept_nips WHERE crm = ?1 AND kept = 0")?
        .exists([crm])
}

/// Notes a company that was used at this moment, in milliseconds of the Unix epoch. What is known of it already stays, where
/// this knows nothing of it.
pub(super) fn note(
    conn: &Connection,
    crm: &str,
    company: &KnownCompany,
    noted_at: i64,
    detail: StoredDetail,
) -> rusqlite::Result<()> {
    let kept = |value: &str| match detail {
        StoredDetail::Full => value.to_owned(),
        StoredDetail::Masked => String::new(),
    };
    let mut statement = conn.prepare_cached(
        "INSERT INTO companies (crm, company_id, name, nip, place, noted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET noted_at = excluded.noted_at,
             name = iif(excluded.name = '', name, excluded.name),
             nip = iif(excluded.nip = '', nip, excluded.nip),
             place = iif(excluded.place = '', place, excluded.place)",
    )?;
    let (nip, place) = (kept(&company.nip), kept(&company.place));
    statement
        .execute(params![crm, company.id, company.name, nip, place, noted_at])
        .map(|_| ())
}

/// Forgets the companies that were used last before this moment.
pub(super) fn purge(conn: &Connection, before: i64) -> rusqlite::Result<usize> {
    conn.execute("DELETE FROM companies WHERE noted_at < ?1", [before])
}

fn company(row: &Row) -> rusqlite::Result<KnownCompany> {
    Ok(KnownCompany {
        id: rows::lossy(row, 0)?,
        name: rows::lossy(row, 1)?,
        nip: rows::lossy(row, 2)?,
        place: rows::lossy(row, 3)?,
    })
}
