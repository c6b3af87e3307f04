//! The table that is imported.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Writes a table of so many customers, each of whom can be searched for by four values that nobody else has.
pub fn write_table(home: &Path, rows: usize) -> io::Result<()> {
    let mut table = BufWriter::new(File::create(home.join("klienci.csv"))?);
    writeln!(
        table,
        "Nazwisko;Imię;Identyfikator;E-mail;Telefon;NIP;Adres: ulica;Adres: miejscowość"
    )?;
    for row in 0..rows {
        writeln!(
            table,
            "Żółw-{row};Łucja;K-{row};lucja{row}@example.pl;{:09};{};Długa;Łódź",
            500_000_000 + row,
            nip(row)
        )?;
    }
    table.flush()
}

/// A valid NIP, another one for each row: nine digits, the last of which is chosen so that there is a check digit.
fn nip(row: usize) -> String {
    const WEIGHTS: [usize; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    let digits = (0..10).map(|last| format!("{:09}", 100_000_000 + row * 10 + last));
    let with_check = digits.map(|digits| {
        let sum: usize = digits
            .bytes()
            .zip(WEIGHTS)
            .map(|(digit, weight)| usize::from(digit - b'0') * weight)
            .sum();
        (digits, sum % 11)
    });
    let fitting = with_check.into_iter().find(|(_, check)| *check < 10);
    fitting.map_or_else(String::new, |(digits, check)| format!("{digits}{check}"))
}
