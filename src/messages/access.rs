//! The words for why the CRM cannot be reached as the settings say: address, certificates, password, profile.

use super::system::{line, shown};
use crate::config::{CommandFailure, ProfileError, SecretError};
use crate::crm::{TlsError, TlsProblem};
use crate::endpoint::BaseUrlError;
use crate::i18n::Locale;
use crate::text::quoted_text;
use crate::text::visible;

impl Locale {
    /// Why a base URL cannot be used. Never repeats the URL, which may hold a password.
    #[must_use]
    pub fn target_error(&self, error: BaseUrlError) -> String {
        let texts = self.texts();
        match error {
            BaseUrlError::Empty => texts.target_empty(),
            BaseUrlError::Spaces => texts.target_spaces(),
            BaseUrlError::NoHost => texts.target_no_host(),
            BaseUrlError::NotAUrl => texts.target_not_a_url(),
            BaseUrlError::Scheme => texts.target_scheme(),
            BaseUrlError::PlainHttp => texts.target_plain_http(),
            BaseUrlError::UserInfo => texts.target_user_info(),
            BaseUrlError::QueryOrFragment => texts.target_query_or_fragment(),
            BaseUrlError::DotSegments => texts.target_dot_segments(),
        }
    }

    /// Why a file of certificates cannot be used: which file, what, and what to do. Safe to show.
    #[must_use]
    pub fn tls_error(&self, error: &TlsError) -> String {
        let texts = self.texts();
        let path = shown(&error.path);
        match &error.problem {
            TlsProblem::Unreadable(source) => texts.tls_unreadable(path, line(source)),
            TlsProblem::NotAFile => texts.tls_not_a_file(path),
            TlsProblem::TooLarge => texts.tls_too_large(path),
            TlsProblem::NoCertificate => texts.tls_no_certificate(path),
            TlsProblem::Damaged(number) => texts.tls_damaged(path, *number),
        }
    }

    /// Why there is no password. Shows nothing that could be it, and is safe to show.
    #[must_use]
    pub fn secret_error(&self, error: &SecretError) -> String {
        let texts = self.texts();
        match error {
            SecretError::Command(key, failure) => self.command_failure(key, failure),
            SecretError::Silent(key) if key.contains("secret") => texts.secret_none(*key),
            SecretError::Silent(key) => texts.secret_silent(*key),
            SecretError::NotUtf8(key) => texts.secret_not_utf8(*key),
            // The name is left out: it may be a password that was put in the wrong place.
            SecretError::NotSet => texts.secret_not_set(),
            SecretError::File(path, source) => texts.secret_file(shown(path), self.system_error(source)),
            SecretError::Unsafe(found) => texts.secret_unsafe(shown(&found.path)),
            SecretError::Exposed(path) => texts.secret_exposed(shown(path)),
            SecretError::NoTerminal => texts.secret_no_terminal(),
            SecretError::NotTyped => texts.secret_not_typed(),
            SecretError::Prompt(source) => texts.secret_prompt(line(source)),
        }
    }

    fn command_failure(&self, key: &str, failure: &CommandFailure) -> String {
        let texts = self.texts();
        match failure {
            CommandFailure::Shell(source) => texts.secret_shell(key, line(source)),
            CommandFailure::Failed { status, stderr } => match (status.code(), stderr.as_str()) {
                (Some(code), "") => texts.secret_exit_code(key, code),
                (Some(code), stderr) => texts.secret_exit_code_with_stderr(key, code, visible(stderr)),
                (None, "") => texts.secret_signal(key),
                (None, stderr) => texts.secret_signal_with_stderr(key, visible(stderr)),
            },
            // The limit of a profile is a setting.
            CommandFailure::TimedOut(limit) if key == "password_command" => {
                texts.secret_timed_out_setting(key, limit.as_secs())
            }
            CommandFailure::TimedOut(limit) => texts.secret_timed_out(key, limit.as_secs()),
            CommandFailure::TooLong => texts.secret_too_long(key),
        }
    }

    /// Why there is no telling which profile to use. Safe to show.
    #[must_use]
    pub fn profile_error(&self, error: &ProfileError) -> String {
        let texts = self.texts();
        let list = |names: &[String]| visible(&names.join(", ")).into_owned();
        match error {
            ProfileError::None => texts.profile_none(),
            ProfileError::Unknown { name, names } => texts.profile_unknown(quoted_text(name), list(names)),
            ProfileError::Ambiguous { names } => texts.profile_ambiguous(list(names)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crm::TlsOptions;
    use crate::i18n::Language;
    use std::fs;
    use std::path::Path;

    fn in_words(error: &TlsError) -> String {
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
                    let error = in_words(&error);
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
            let error = in_words(&TlsOptions::from_ca_file(path).unwrap_err());
            assert!(error.contains(words), "{error}");
        }
    }
}
