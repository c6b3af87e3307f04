//! The words for why the CRM cannot be reached as the settings say: address, certificates, password, profile.

use super::system::{line, shown};
use crate::config::{ProfileError, SecretError};
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
            SecretError::Shell(source) => texts.secret_shell(line(source)),
            SecretError::Failed { status, said } => match (status.code(), said.as_str()) {
                (Some(code), "") => texts.secret_exit_code(code),
                (Some(code), said) => texts.secret_exit_code_said(code, visible(said)),
                (None, "") => texts.secret_signal(),
                (None, said) => texts.secret_signal_said(visible(said)),
            },
            SecretError::TooSlow(limit) => texts.secret_too_slow(limit.as_secs()),
            SecretError::TooLong => texts.secret_too_long(),
            SecretError::Silent => texts.secret_silent(),
            SecretError::NotUtf8(key) => texts.secret_not_utf8(*key),
            // The name is left out: it may be a password that was put in the wrong place.
            SecretError::NotSet => texts.secret_not_set(),
            SecretError::NoTerminal => texts.secret_no_terminal(),
            SecretError::NotTyped => texts.secret_not_typed(),
            SecretError::Prompt(source) => texts.secret_prompt(line(source)),
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
