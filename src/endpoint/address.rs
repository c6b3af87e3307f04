//! Where a customer is sent: the base URL of a CRM, checked once so that nothing unsafe can be sent to later.

use super::Resource;
use super::comparable::has_dot_segments;
use crate::text::is_invisible;
use http::Uri;
use std::net::{IpAddr, Ipv6Addr};

/// The CRM that customers are sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrmAddress {
    /// In one way of several that mean the same: the scheme and the host in lower case, no port where it is the
    /// scheme's own, no slash at the end. In which form the journal compares is described in [`comparable`](super::comparable()).
    base: String,
    host: String,
    loopback: bool,
}

impl CrmAddress {
    /// Checks the base URL of a CRM, such as `https://your-system-name.thulium.com`. A path before `/api` and a slash at
    /// the end are fine. However it is written, one CRM has one URL.
    ///
    /// # Errors
    /// If it is no absolute http or https URL, would send in the clear to another machine, or carries what does not
    /// belong there: a user, a query, a fragment, a step of the path that is `.` or `..`.
    pub fn new(base_url: &str) -> Result<Self, BaseUrlError> {
        if base_url.is_empty() {
            return Err(BaseUrlError::Empty);
        }
        if base_url.contains(|letter: char| letter.is_whitespace() || is_invisible(letter)) {
            return Err(BaseUrlError::Spaces);
        }
        if base_url.contains('@') {
            return Err(BaseUrlError::UserInfo);
        }
        // The parser drops a fragment silently, so it is looked for here.
        if base_url.contains(['?', '#', '\\']) {
            return Err(BaseUrlError::QueryOrFragment);
        }
        let (scheme, rest) = base_url.split_once("://").ok_or(BaseUrlError::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        if !["http", "https"].contains(&scheme.as_str()) {
            return Err(BaseUrlError::Scheme);
        }
        if has_dot_segments(rest) {
            return Err(BaseUrlError::DotSegments);
        }
        if rest.is_empty() || rest.starts_with(['/', ':']) {
            return Err(BaseUrlError::NoHost);
        }
        let uri: Uri = base_url.parse().map_err(|_| BaseUrlError::NotAUrl)?;
        let authority = uri.authority().ok_or(BaseUrlError::NotAUrl)?;
        let written = authority.host().to_ascii_lowercase();
        // The root of all names may be written behind a name, and changes nothing.
        let written = match written.trim_matches(['[', ']']).parse::<Ipv6Addr>() {
            Ok(address) => format!("[{address}]"),
            Err(_) => written.strip_suffix('.').unwrap_or(&written).to_owned(),
        };
        let host = written.trim_matches(['[', ']']);
        // A colon without a number behind it, or with one that is no port, parses all the same.
        let names_port = authority.as_str().len() > authority.host().len();
        if host.is_empty() || (names_port && authority.port_u16().is_none()) {
            return Err(BaseUrlError::NotAUrl);
        }
        let loopback = is_loopback(host);
        if scheme == "http" && !loopback {
            return Err(BaseUrlError::PlainHttp);
        }
        let own_port = if scheme == "https" { 443 } else { 80 };
        let port = authority.port_u16().filter(|port| *port != own_port);
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let path = uri.path().trim_end_matches('/');
        Ok(Self {
            base: format!("{scheme}://{written}{port}{path}"),
            host: host.to_owned(),
            loopback,
        })
    }

    /// The URL that a new customer is posted to.
    #[must_use]
    pub fn customers_url(&self) -> String {
        self.url_of(Resource::Customer)
    }

    /// The URL of the list of customers or of companies, which new ones are posted to.
    #[must_use]
    pub fn url_of(&self, resource: Resource) -> String {
        format!("{}{}", self.base, resource.path())
    }

    /// The URL that lists the agents.
    #[must_use]
    pub fn agents_url(&self) -> String {
        format!("{}/api/agents", self.base)
    }

    /// The host's name or address, without port and brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether the CRM is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Why a base URL cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseUrlError {
    /// There is none.
    Empty,
    /// Spaces or control characters.
    Spaces,
    /// No host behind the scheme.
    NoHost,
    /// Not a URL: a host or a port that is none.
    NotAUrl,
    /// No scheme, or neither https nor http.
    Scheme,
    /// Plain http to another machine: the password and the customer would go in the clear.
    PlainHttp,
    /// An `@`, as behind a user or a password.
    UserInfo,
    /// A query or a fragment, or a backslash.
    QueryOrFragment,
    /// A step of the path that is `.` or `..`, written out or escaped.
    DotSegments,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_that_can_be_used() {
        for (base, url, host) in [
            (
                "https://a.example",
                "https://a.example/api/customers",
                "a.example",
            ),
            (
                "https://a.example/",
                "https://a.example/api/customers",
                "a.example",
            ),
            (
                "https://a.example:8443/crm//",
                "https://a.example:8443/crm/api/customers",
                "a.example",
            ),
            (
                "HTTPS://A.Example:443/CRM",
                "https://a.example/CRM/api/customers",
                "a.example",
            ),
            (
                "https://a.example:80",
                "https://a.example:80/api/customers",
                "a.example",
            ),
            (
                "http://127.0.0.1:080",
                "http://127.0.0.1/api/customers",
                "127.0.0.1",
            ),
            (
                "https://a.example.",
                "https://a.example/api/customers",
                "a.example",
            ),
            (
                "https://a.example.:443/",
                "https://a.example/api/customers",
                "a.example",
            ),
            ("http://[0:0::1]", "http://[::1]/api/customers", "::1"),
            ("http://127.9.8.7", "http://127.9.8.7/api/customers", "127.9.8.7"),
            ("http://[::1]:8080", "http://[::1]:8080/api/customers", "::1"),
            ("http://LocalHost", "http://localhost/api/customers", "localhost"),
        ] {
            let target = CrmAddress::new(base).unwrap_or_else(|error| panic!("{base}: {error:?}"));
            assert_eq!(
                (target.customers_url().as_str(), target.host()),
                (url, host),
                "{base}"
            );
        }
    }

    #[test]
    fn urls_that_cannot() {
        for (base, error) in [
            ("", BaseUrlError::Empty),
            ("a.example", BaseUrlError::Scheme),
            ("/api", BaseUrlError::Scheme),
            ("https://", BaseUrlError::NoHost),
            ("https://:443", BaseUrlError::NoHost),
            ("https://a.example:", BaseUrlError::NotAUrl),
            ("https://a.example:x", BaseUrlError::NotAUrl),
            ("https://a.example:65536", BaseUrlError::NotAUrl),
            ("https://a b.example", BaseUrlError::Spaces),
            ("https://żółć.example", BaseUrlError::NotAUrl),
            (" https://a.example", BaseUrlError::Spaces),
            ("https:///api", BaseUrlError::NoHost),
            ("https://a.example\\x", BaseUrlError::QueryOrFragment),
            ("ftp://a.example", BaseUrlError::Scheme),
            ("http://a.example", BaseUrlError::PlainHttp),
            ("http://10.0.0.1", BaseUrlError::PlainHttp),
            ("http://0.0.0.0", BaseUrlError::PlainHttp),
            ("http://127.0.0.1.example", BaseUrlError::PlainHttp),
            ("http://localhost.example", BaseUrlError::PlainHttp),
            ("http://[::2]", BaseUrlError::PlainHttp),
            ("https://user:pass@a.example", BaseUrlError::UserInfo),
            ("http://127.0.0.1@a.example", BaseUrlError::UserInfo),
            ("https://a.example?x=1", BaseUrlError::QueryOrFragment),
            ("https://a.example/#x", BaseUrlError::QueryOrFragment),
            ("https://a.example/.", BaseUrlError::DotSegments),
            ("https://a.example/x/../y", BaseUrlError::DotSegments),
            ("https://a.example/x/%2E%2e", BaseUrlError::DotSegments),
            ("https://a.example/%252e/x", BaseUrlError::DotSegments),
        ] {
            assert_eq!(CrmAddress::new(base), Err(error), "{base}");
        }
    }

    #[test]
    fn only_this_machine_is_loopback() {
        let loopback = |base| CrmAddress::new(base).map(|target| target.is_loopback());
        assert_eq!(loopback("https://127.0.0.1"), Ok(true));
        assert_eq!(loopback("https://a.example"), Ok(false));
    }
}
