//! Whom to believe that it is the CRM.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// How many bytes a file of certificates can have. All public roots together take a quarter of it.
const LARGEST_FILE: u64 = 1024 * 1024;

/// How the CRM's certificate is checked. By default, that a public authority vouches for it.
#[derive(Debug, Clone, Default)]
pub struct TlsOptions(Trust);

#[derive(Debug, Clone, Default)]
enum Trust {
    /// The authorities that browsers trust.
    #[default]
    Public,
    /// These authorities and no others.
    Only(RootCerts),
    /// Whoever answers.
    Anybody,
}

impl TlsOptions {
    /// Trusts the authorities in this file of PEM certificates in place of the public ones.
    ///
    /// # Errors
    /// If the file cannot be read, is too large, holds no certificate, or one that is damaged: the library would leave
    /// such a one out without a word, and then trust nobody.
    pub fn from_ca_file(path: &Path) -> Result<Self, TlsError> {
        let certificates = read(path).and_then(|pem| certificates(&pem));
        match certificates {
            Ok(certificates) => Ok(Self(Trust::Only(RootCerts::from(certificates)))),
            Err(problem) => Err(TlsError {
                path: path.to_owned(),
                problem,
            }),
        }
    }

    /// Checks nothing: whoever stands in between can read and change everything, the password included.
    #[must_use]
    pub fn insecure() -> Self {
        Self(Trust::Anybody)
    }

    /// Whether nothing is checked.
    #[must_use]
    pub fn is_insecure(&self) -> bool {
        matches!(self.0, Trust::Anybody)
    }

    pub(super) fn config(&self) -> TlsConfig {
        let config = TlsConfig::builder();
        match &self.0 {
            Trust::Public => config.root_certs(RootCerts::WebPki),
            Trust::Only(certificates) => config.root_certs(certificates.clone()),
            Trust::Anybody => config.disable_verification(true),
        }
        .build()
    }
}

/// Why a file of certificates cannot be used.
#[derive(Debug)]
pub struct TlsError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: TlsProblem,
}

/// What is wrong with a file of certificates.
#[derive(Debug)]
pub enum TlsProblem {
    /// The system does not let it be read.
    Unreadable(io::Error),
    /// It is a directory, a pipe or a device.
    NotAFile,
    /// It has more than 1 MB.
    TooLarge,
    /// No block that says CERTIFICATE.
    NoCertificate,
    /// The certificate of this number, from 1, is not whole.
    Damaged(usize),
}

fn read(path: &Path) -> Result<Vec<u8>, TlsProblem> {
    // Opening a pipe would wait for whoever writes to it.
    if !fs::metadata(path).map_err(TlsProblem::Unreadable)?.is_file() {
        return Err(TlsProblem::NotAFile);
    }
    let mut pem = Vec::new();
    let file = File::open(path).map_err(TlsProblem::Unreadable)?;
    let read = file.take(LARGEST_FILE + 1).read_to_end(&mut pem);
    match read.map_err(TlsProblem::Unreadable)? {
        length if length as u64 > LARGEST_FILE => Err(TlsProblem::TooLarge),
        _ => Ok(pem),
    }
}

/// The certificates in a PEM file. Keys and whatever else is in it are left out.
fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, TlsProblem> {
    let mut found = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) if is_one_sequence(certificate.der()) => {
                found.push(certificate);
            }
            Ok(PemItem::Certificate(_)) | Err(_) => return Err(TlsProblem::Damaged(found.len() + 1)),
            Ok(_) => {}
        }
    }
    if found.is_empty() {
        return Err(TlsProblem::NoCertificate);
    }
    Ok(found)
}

/// Whether this is one DER sequence and nothing more, as every certificate is. What is in it shows when it is used.
fn is_one_sequence(der: &[u8]) -> bool {
    let [0x30, length, rest @ ..] = der else {
        return false;
    };
    let (length, content) = match length {
        0..=0x7f => (usize::from(*length), rest),
        0x81..=0x84 => {
            let Some((digits, content)) = rest.split_at_checked(usize::from(length & 0x7f)) else {
                return false;
            };
            let length = digits
                .iter()
                .fold(0, |length, digit| length << 8 | usize::from(*digit));
            (length, content)
        }
        _ => return false,
    };
    content.len() == length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, Locale};

    fn told(error: &TlsError) -> String {
        Locale::new(Language::En).tls_error(error)
    }

    fn block(name: &str, base64: &str) -> String {
        format!("-----BEGIN {name}-----\n{base64}\n-----END {name}-----\n")
    }

    #[test]
    fn a_file_has_certificates_or_an_error_that_names_it() {
        // A DER sequence of one byte, as good as a certificate as far as this goes.
        let good = block("CERTIFICATE", "MAEA");
        let big = " ".repeat(1024 * 1024);
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("ca.pem");
        for (name, pem, expected) in [
            ("one", good.clone(), None),
            ("two, and text around", format!("a\n{good}b\n{good}c"), None),
            ("a key beside", block("PRIVATE KEY", "MAEA") + &good, None),
            ("nothing", String::new(), Some("BEGIN CERTIFICATE")),
            ("a web page", "<html>".to_owned(), Some("BEGIN CERTIFICATE")),
            (
                "a key alone",
                block("PRIVATE KEY", "MAEA"),
                Some("BEGIN CERTIFICATE"),
            ),
            ("no base64", block("CERTIFICATE", "?"), Some("certificate 1")),
            ("no DER", block("CERTIFICATE", "aGVsbG8="), Some("certificate 1")),
            (
                "DER cut short",
                block("CERTIFICATE", "MAIA"),
                Some("certificate 1"),
            ),
            (
                "the second one",
                good.clone() + &block("CERTIFICATE", "MAIA"),
                Some("certificate 2"),
            ),
            (
                "no end",
                "-----BEGIN CERTIFICATE-----\nMAEA\n".to_owned(),
                Some("certificate 1"),
            ),
            ("too large", good.clone() + &big, Some("1 MB")),
        ] {
            fs::write(&path, pem).unwrap();
            match (TlsOptions::from_ca_file(&path), expected) {
                (Ok(_), None) => {}
                (Err(error), Some(words)) => {
                    let error = told(&error);
                    assert!(error.contains(words), "{name}: {error}");
                    assert!(error.starts_with(path.to_str().unwrap()), "{name}: {error}");
                }
                (result, _) => panic!("{name}: {result:?}"),
            }
        }
        for (path, words) in [
            (home.path(), "not a file"),
            (&home.path().join("absent.pem"), "cannot be read"),
            (Path::new("/dev/zero"), "not a file"),
        ] {
            let error = told(&TlsOptions::from_ca_file(path).unwrap_err());
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn lengths_of_several_bytes_are_understood() {
        for (der, whole) in [
            ([&[0x30, 0x81, 200][..], &[0; 200]].concat(), true),
            ([&[0x30, 0x82, 1, 0][..], &[0; 256]].concat(), true),
            ([&[0x30, 0x82, 1, 0][..], &[0; 257]].concat(), false),
            (vec![0x30, 0x82, 1], false),
            (vec![0x30, 0x80, 0, 0], false),
            (vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff], false),
            (vec![0x30], false),
            (vec![], false),
        ] {
            assert_eq!(is_one_sequence(&der), whole, "{der:?}");
        }
    }

    #[test]
    fn only_insecure_is_insecure() {
        assert!(
            TlsOptions::insecure().is_insecure() && TlsOptions::insecure().config().disable_verification()
        );
        assert!(
            !TlsOptions::default().is_insecure() && !TlsOptions::default().config().disable_verification()
        );
    }
}
