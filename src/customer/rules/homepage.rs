//! A web address: http or https, with a host that can be one. The path behind it is not looked into.

use super::{Rule, RuleInput, all_digits, never};
use crate::customer::{Problem, Reason};
use crate::text::is_invisible;
use std::net::{Ipv4Addr, Ipv6Addr};

/// An http or https address. Without a scheme it is sent with `https://` before it.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: never,
};

fn check(value: &str, _: RuleInput) -> Option<Problem> {
    parse(value).err().map(Problem::error)
}

fn canonical(value: &str, _: RuleInput) -> String {
    parse(value).unwrap_or_else(|_| value.to_owned())
}

fn parse(value: &str) -> Result<String, Reason> {
    if value.contains(|character: char| character.is_whitespace() || is_invisible(character)) {
        return Err(Reason::UrlSyntax);
    }
    let (scheme, rest) = match scheme(value) {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, value),
    };
    let web = scheme
        .is_none_or(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"));
    if let Some(scheme) = scheme.filter(|_| !web) {
        return Err(Reason::UrlScheme(scheme.to_owned()));
    }
    let address = match scheme {
        Some(_) => rest.strip_prefix("//").ok_or(Reason::UrlSyntax)?,
        None => rest,
    };
    let authority = address.split(['/', '?', '#']).next().unwrap_or_default();
    if !is_authority(authority) {
        return Err(Reason::UrlSyntax);
    }
    Ok(match scheme {
        Some(_) => value.to_owned(),
        None => format!("https://{value}"),
    })
}

/// The scheme and what follows its colon. In `kowalski.pl:8080` and `localhost:8080` the colon is a port's.
fn scheme(value: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = value.split_once(':')?;
    let letter_first = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_scheme = |character: char| character.is_ascii_alphanumeric() || "+-.".contains(character);
    let is_host = scheme.contains('.') || scheme.eq_ignore_ascii_case("localhost");
    let right = letter_first && scheme.chars().all(is_scheme) && (!is_host || rest.starts_with("//"));
    right.then_some((scheme, rest))
}

/// A host, perhaps with a port. A name or a password before it (`jan@kowalski.pl`) is refused: it is an e-mail
/// address by mistake, or a secret.
fn is_authority(authority: &str) -> bool {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest
            .split_once(']')
            .is_some_and(|(host, port)| host.parse::<Ipv6Addr>().is_ok() && is_port_or_nothing(port));
    }
    let end = authority.find(':').unwrap_or(authority.len());
    let (host, port) = authority.split_at(end);
    is_host(host) && is_port_or_nothing(port)
}

fn is_port_or_nothing(text: &str) -> bool {
    let Some(port) = text.strip_prefix(':') else {
        return text.is_empty();
    };
    all_digits(port) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

/// A name with a dot, `localhost`, or an IPv4 address. A name whose last part is a number is an address or nothing.
fn is_host(host: &str) -> bool {
    let is_letter =
        |letter: char| !letter.is_ascii() || letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(is_letter)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    match host.rsplit_once('.') {
        None => host.eq_ignore_ascii_case("localhost"),
        Some((_, last)) if all_digits(last) => host.parse::<Ipv4Addr>().is_ok(),
        Some(_) => host.len() <= 253 && host.split('.').all(is_label),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_canonical, assert_checks};
    use super::*;

    #[test]
    fn web_addresses_are_told_from_others() {
        let wrong = || Some(Problem::error(Reason::UrlSyntax));
        let scheme = |scheme: &str| Some(Problem::error(Reason::UrlScheme(scheme.to_owned())));
        let long = format!("{}.pl", "a".repeat(64));
        assert_checks(
            RULE,
            &[
                ("no scheme", "kowalski.pl", None),
                ("path and query", "https://www.kowalski.pl/o-nas?x=1#y", None),
                ("capitals", "HTTP://KOWALSKI.PL", None),
                ("port", "kowalski.pl:8080/x", None),
                ("local port", "localhost:8080", None),
                ("IPv4", "192.168.0.1:8080", None),
                ("IPv6", "http://[::1]:8080/", None),
                ("Polish letters", "żółw.łódź.pl", None),
                ("a second scheme in the query", "kowalski.pl/?to=ftp://x", None),
                ("ftp", "ftp://kowalski.pl", scheme("ftp")),
                ("script", "javascript:alert(1)", scheme("javascript")),
                ("mail", "mailto:jan@kowalski.pl", scheme("mailto")),
                ("scheme with a dot", "pl.kowalski://x", scheme("pl.kowalski")),
                ("e-mail", "jan@kowalski.pl", wrong()),
                ("password", "https://jan:tajne@kowalski.pl", wrong()),
                ("one slash", "http:/kowalski.pl", wrong()),
                ("no host", "https://", wrong()),
                ("no host but a path", "https:///x", wrong()),
                ("no dot", "https://kowalski", wrong()),
                ("two dots", "kowalski..pl", wrong()),
                ("dash first", "-kowalski.pl", wrong()),
                ("long label", &long, wrong()),
                ("bad IPv4", "192.168.0.256", wrong()),
                ("bad IPv6", "http://[::1", wrong()),
                ("text behind IPv6", "http://[::1]x", wrong()),
                ("port 0", "kowalski.pl:0", wrong()),
                ("great port", "kowalski.pl:65536", wrong()),
                ("port of letters", "kowalski.pl:http", wrong()),
                ("port with a sign", "kowalski.pl:+80", wrong()),
                ("no port", "kowalski.pl:", wrong()),
                ("space", "kowalski.pl/o nas", wrong()),
                ("control character", "kowalski.pl/\u{1b}", wrong()),
                ("reordering character", "kowalski.pl/\u{202e}", wrong()),
                ("comma", "kowalski,pl", wrong()),
            ],
        );
    }

    #[test]
    fn a_missing_scheme_is_added() {
        assert_canonical(
            RULE,
            &[
                ("kowalski.pl", "https://kowalski.pl"),
                ("kowalski.pl:8080", "https://kowalski.pl:8080"),
                ("http://kowalski.pl", "http://kowalski.pl"),
                ("brak", "brak"),
            ],
        );
    }
}
