//! The way to a CRM: through the proxy that the environment names, or straight there.
//!
//! The library reads the same variables, but silently goes past a proxy that it cannot use. So the choice is
//! made here, and the library is given its result.

use super::FailureReason;
use crate::endpoint::CrmAddress;
use std::env;
use std::ffi::OsString;
use ureq::http::Uri;
use ureq::{Proxy, ProxyProtocol};

/// The variables that name a proxy, in the order in which they are asked. Each may be in lower case, too.
const PROXIES: [&str; 3] = ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"];

/// The variable that lists the hosts for which no proxy is used.
const EXCEPTIONS: &str = "NO_PROXY";

/// The names of all variables that decide about a proxy, in either case of letters.
pub fn proxy_variables() -> impl Iterator<Item = String> {
    PROXIES.into_iter().chain([EXCEPTIONS]).flat_map(spellings)
}

fn spellings(name: &str) -> [String; 2] {
    [name.to_owned(), name.to_lowercase()]
}

impl CrmAddress {
    /// The proxy that requests to this CRM go through, if any does.
    ///
    /// # Errors
    /// If the environment names one that cannot be used: one for SOCKS, or what is no address of a proxy. Nothing may be sent
    /// then: past the proxy is not where the operator wants it to go.
    pub(super) fn proxy(&self) -> Result<Option<Proxy>, FailureReason> {
        proxy(self, |name| env::var_os(name))
    }

    /// Why nothing can be sent to this CRM from here, if that is sure before it is tried.
    #[must_use]
    pub fn obstacle(&self) -> Option<FailureReason> {
        self.proxy().err()
    }
}

fn proxy(
    target: &CrmAddress,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Option<Proxy>, FailureReason> {
    // A proxy elsewhere cannot reach this machine's loopback, only its own.
    if target.is_loopback() {
        return Ok(None);
    }
    let set = |name: &str| {
        spellings(name)
            .into_iter()
            .find_map(|name| Some((variable(&name).filter(|value| !value.is_empty())?, name)))
    };
    let Some((value, name)) = PROXIES.into_iter().find_map(set) else {
        return Ok(None);
    };
    let exceptions = set(EXCEPTIONS).map(|(hosts, _)| hosts.to_string_lossy().into_owned());
    if exceptions.is_some_and(|hosts| is_excepted(target, &hosts)) {
        return Ok(None);
    }
    let proxy = value.to_str().and_then(|address| Proxy::new(address).ok());
    match proxy.filter(is_usable) {
        Some(proxy) => Ok(Some(proxy)),
        None => Err(FailureReason::ProxyUnusable(name)),
    }
}

/// Whether the host is on a list as `NO_PROXY` has it.
fn is_excepted(target: &CrmAddress, hosts: &str) -> bool {
    let Ok(url) = target.customers_url().parse::<Uri>() else {
        return false;
    };
    // The library knows how to read the list, and reads it for a proxy only: which one does not matter.
    let any = Proxy::builder(ProxyProtocol::Http);
    let listed = hosts
        .split(',')
        .fold(any, |proxy, host| proxy.no_proxy(host.trim()));
    listed.build().is_ok_and(|proxy| proxy.is_no_proxy(&url))
}

/// Whether the library goes through it, and to the port that is written there: it would take its own for one that is none.
fn is_usable(proxy: &Proxy) -> bool {
    let Some(authority) = proxy.uri().authority() else {
        return false;
    };
    let place = authority
        .as_str()
        .rsplit_once('@')
        .map_or(authority.as_str(), |(_, place)| place);
    matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https)
        && !proxy.host().is_empty()
        && (place == proxy.host() || authority.port_u16().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, the variables, and what they come to.
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

    /// The proxy's host and port, `direct`, or the variable that cannot be used.
    fn words(base_url: &str, variables: &[(&str, &str)]) -> String {
        let target = CrmAddress::new(base_url).unwrap();
        let value = |name: &str| {
            let (_, value) = variables.iter().find(|(variable, _)| *variable == name)?;
            Some(OsString::from(value))
        };
        match proxy(&target, value) {
            Ok(Some(proxy)) => format!("{}:{}", proxy.host(), proxy.port()),
            Ok(None) => "direct".to_owned(),
            Err(FailureReason::ProxyUnusable(variable)) => format!("not by {variable}"),
            Err(failure) => format!("{failure:?}"),
        }
    }

    #[test]
    fn a_proxy_that_can_be_used_is_used() {
        assert_words(&[
            ("none", &[], "direct"),
            ("an empty one", &[("ALL_PROXY", "")], "direct"),
            ("http", &[("HTTPS_PROXY", "http://p:3128")], "p:3128"),
            ("https", &[("https_proxy", "https://p")], "p:443"),
            ("no scheme", &[("HTTP_PROXY", "p:3128")], "p:3128"),
            ("a bare host", &[("HTTP_PROXY", "p")], "p:80"),
            ("a password", &[("ALL_PROXY", "http://u:p%40s@p:1")], "p:1"),
            ("IPv6", &[("ALL_PROXY", "http://u@[::1]:1")], "[::1]:1"),
            (
                "a bad one behind it",
                &[("ALL_PROXY", "http://p:1"), ("HTTPS_PROXY", "socks5://q:1")],
                "p:1",
            ),
        ]);
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_refused() {
        assert_words(&[
            ("socks", &[("ALL_PROXY", "socks://p:1")], "not by ALL_PROXY"),
            ("socks4", &[("ALL_PROXY", "socks4://p")], "not by ALL_PROXY"),
            ("socks5", &[("all_proxy", "socks5://p:1")], "not by all_proxy"),
            (
                "SOCKS5h",
                &[("HTTPS_PROXY", "SOCKS5H://p:1")],
                "not by HTTPS_PROXY",
            ),
            (
                "another scheme",
                &[("HTTP_PROXY", "ftp://p:1")],
                "not by HTTP_PROXY",
            ),
            ("no host", &[("ALL_PROXY", "http://:3128")], "not by ALL_PROXY"),
            ("only a scheme", &[("ALL_PROXY", "http://")], "not by ALL_PROXY"),
            ("a blank", &[("ALL_PROXY", "http://p q")], "not by ALL_PROXY"),
            (
                "no port behind the colon",
                &[("ALL_PROXY", "http://p:")],
                "not by ALL_PROXY",
            ),
            (
                "no such port",
                &[("ALL_PROXY", "http://u:p@p:99999")],
                "not by ALL_PROXY",
            ),
            (
                "a good one behind it",
                &[("ALL_PROXY", "socks5://p:1"), ("HTTPS_PROXY", "http://q:1")],
                "not by ALL_PROXY",
            ),
        ]);
    }

    #[test]
    fn no_proxy_is_used_for_the_exceptions() {
        assert_words(&[
            (
                "by name",
                &[("ALL_PROXY", "socks5://p:1"), ("NO_PROXY", "b.pl, crm.example")],
                "direct",
            ),
            (
                "by its end",
                &[("ALL_PROXY", "http://p:1"), ("no_proxy", ".example")],
                "direct",
            ),
            (
                "all",
                &[("ALL_PROXY", "socks5://p:1"), ("NO_PROXY", "*")],
                "direct",
            ),
            (
                "another host",
                &[("ALL_PROXY", "socks5://p:1"), ("NO_PROXY", "b.pl")],
                "not by ALL_PROXY",
            ),
        ]);
    }

    /// Checks what cases come to for a CRM elsewhere, and that they change nothing for one on this machine.
    #[track_caller]
    fn assert_words(cases: &[Case]) {
        for (name, variables, expected) in cases {
            assert_eq!(words("https://crm.example", variables), *expected, "{name}");
            assert_eq!(words("http://127.0.0.1:1", variables), "direct", "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_proxy_that_is_not_utf_8_is_refused() {
        use std::os::unix::ffi::OsStringExt as _;
        let target = CrmAddress::new("https://crm.example").unwrap();
        let value = |_: &str| Some(OsString::from_vec(b"http://\xb3".to_vec()));
        assert_eq!(
            proxy(&target, value).unwrap_err(),
            FailureReason::ProxyUnusable("ALL_PROXY".to_owned())
        );
    }
}
