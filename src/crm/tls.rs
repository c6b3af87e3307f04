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
    /// Any certificate.
    Anybody,
}

impl TlsOptions {
    /// Trusts the authorities in this file of PEM certificates in place of the public ones.
    ///
    /// # Errors
    /// If the file cannot be read, is too large, holds no certificate, or one that is damaged: the library would leave
    /// such a one out silently, and then trust no authority.
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

    /// Checks nothing: anyone in between can read and change everything, the password included.
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
    // Opening a pipe would wait for its writer.
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
