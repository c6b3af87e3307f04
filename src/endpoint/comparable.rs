//! The URL of a CRM: in what form two of them are compared, and what may not be in one. Pure, and never asks the network.

use percent_encoding::percent_decode_str;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The form in which the URLs of CRMs are compared, such as `localhost:8080/api/customers`: those that surely lead to the same
/// place have the same one, and where it is a matter of the server's, as with the case of a path, they have the same one too:
/// to take two CRMs for one asks a question too many, to take one for two creates a customer twice.
///
/// The scheme makes no difference but by its port. All names and addresses of this machine are one host. Escapes, case, empty
/// and dot segments of the path make no difference; a user, a query and a fragment are left out. Never fails, whatever older
/// programs have written.
#[must_use]
pub fn comparable(url: &str) -> String {
    let url = url.trim().to_lowercase();
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", &url));
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find(['/', '\\']).unwrap_or(rest.len()));
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let (host, port) = host_and_port(authority);
    let port = match (port.trim_start_matches('0'), scheme) {
        ("", "http") => "80",
        ("", _) => "443",
        (port, _) => port,
    };
    let mut steps: Vec<String> = Vec::new();
    for segment in segments(path) {
        match segment.as_str() {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(segment),
        }
    }
    let path: String = steps.iter().flat_map(|step| ["/", step]).collect();
    format!("{}:{port}{path}", host_form(&decoded(host)))
}

/// Whether a path has a segment that stands for no place of its own (`.` or `..`), also one that is escaped, once or more
/// often: which place is meant depends on who reads it.
#[must_use]
pub fn has_dot_segments(path: &str) -> bool {
    segments(path).any(|segment| matches!(segment.as_str(), "." | ".."))
}

fn segments(path: &str) -> impl Iterator<Item = String> {
    let segments: Vec<String> = decoded(path).split(['/', '\\']).map(str::to_owned).collect();
    segments.into_iter()
}

fn host_and_port(authority: &str) -> (&str, &str) {
    let host_ends = authority.rfind(']').map_or(0, |end| end + 1);
    match authority[host_ends..].rfind(':') {
        Some(colon) => (
            &authority[..host_ends + colon],
            &authority[host_ends + colon + 1..],
        ),
        None => (authority, ""),
    }
}

/// A host's name without the dots of the root, or an address in one form. What leads to this machine is `localhost`.
fn host_form(host: &str) -> String {
    let name = host.trim_end_matches('.');
    let bare = name.trim_matches(['[', ']']);
    let address = match bare.parse::<Ipv6Addr>() {
        Ok(address) => Some(IpAddr::V6(address).to_canonical()),
        Err(_) => address_in_numbers(bare).map(IpAddr::V4),
    };
    let is_here = |address: IpAddr| address.is_loopback() || address.is_unspecified();
    match address {
        Some(address) if is_here(address) => "localhost".to_owned(),
        Some(address) => address.to_string(),
        None if name == "localhost" || name.ends_with(".localhost") => "localhost".to_owned(),
        None => name.to_owned(),
    }
}

/// An address as systems read them: one to four numbers, in decimal, octal (`0…`) or hexadecimal (`0x…`), of which the last
/// takes all the bytes that are left. `127.1` is `127.0.0.1`.
fn address_in_numbers(text: &str) -> Option<Ipv4Addr> {
    let number = |part: &str| match part.strip_prefix("0x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None if part.len() > 1 && part.starts_with('0') => u32::from_str_radix(part, 8).ok(),
        None => part.parse().ok(),
    };
    let numbers: Vec<u32> = text.split('.').map(number).collect::<Option<_>>()?;
    let (last, bytes) = numbers.split_last()?;
    let left = 32_usize.checked_sub(bytes.len() * 8).filter(|left| *left > 0)?;
    let fits = bytes.iter().all(|byte| *byte < 256) && (left == 32 || u64::from(*last) < 1 << left);
    let begins = bytes.iter().fold(0_u32, |address, byte| address << 8 | byte);
    let begins = if left == 32 { 0 } else { begins << left };
    fits.then(|| Ipv4Addr::from(begins | last))
}

/// The text with its escapes (`%2e`) resolved, also those that are escaped themselves. It ends, for each time there are
/// fewer characters.
fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    loop {
        let once = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if once == text {
            return text.to_lowercase();
        }
        text = once;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Each row is one CRM: the form in which it is compared, and some of its URLs.
    const SAME: [(&str, &str); 4] = [
        (
            "a.example:443/api/customers",
            r"https://a.example/api/customers HTTPS://A.Example:443/api/customers https://a.example./api/customers
            https://a.example:0443//api/customers/ https://a.example/./api/customers https://a.example/x/../api/customers
            https://a.example/%2e/x/%2E%2e/api/customers https://a.example/x/%252e%252E/api/customers
            https://a.example/x/..%2fapi/customers https://a.example/../api/customers https://a.example/%61pi/customers
            https://a.example/API/customers https://user:word@a.example/api/customers?x=1#y
            https://a.example\api\customers https://%61.example/api/customers",
        ),
        (
            "localhost:8080/crm",
            "http://localhost:8080/crm http://127.0.0.1:8080/crm http://[::1]:8080/crm https://127.1:8080/crm
            http://[::ffff:127.0.0.1]:8080/crm http://[::ffff:7f00:1]:8080/crm http://0x7f000001:8080/crm
            http://2130706433:8080/crm http://0177.0.0.1:8080/crm http://127.8.9.10:8080/crm http://[0:0::1]:8080/crm
            http://LOCALHOST.:8080/crm https://0.0.0.0:8080/crm https://[::]:8080/crm http://crm.localhost:8080/crm",
        ),
        (
            "10.0.0.1:443",
            "https://10.0.0.1 https://10.1/ https://[::ffff:10.0.0.1] https://012.0.1",
        ),
        ("localhost:80", "http://localhost http://127.0.0.1:80/"),
    ];

    #[test]
    fn urls_of_one_crm_are_one() {
        for (form, urls) in SAME {
            for url in urls.split_whitespace() {
                assert_eq!(comparable(url), form, "{url}");
            }
            assert_eq!(
                comparable(&format!(" https://{form}\n")),
                form,
                "it is one of its own"
            );
        }
    }

    #[test]
    fn urls_of_others_are_others() {
        let urls = "https://a.example/api/customers https://b.example/api/customers https://a.example:8443/api/customers
            https://a.example/crm/api/customers https://a.a.example/api/customers http://localhost/api/customers
            https://localhost/api/customers http://localhost:8080/api/customers http://localhost:8081/api/customers
            https://localhost.example/api/customers https://256.0.0.1/api/customers https://1.2.3.4.5/api/customers
            https://127.0.0.1.example/api/customers";
        let forms: BTreeSet<String> = urls.split_whitespace().map(comparable).collect();
        assert_eq!(forms.len(), urls.split_whitespace().count(), "{forms:?}");
    }

    #[test]
    fn what_is_no_url_is_compared_too() {
        let forms = ["", "%", "https://[", "a]:b@c", "%ff%", "http://%00"].map(comparable);
        assert_eq!(
            forms.len(),
            forms.iter().collect::<BTreeSet<_>>().len(),
            "{forms:?}"
        );
    }

    #[test]
    fn dot_segments_are_seen_however_they_are_written() {
        for path in [
            "/.", "/..", "/x/../y", "/%2e", "/%2E%2e/", "/.%2e", "/%252e", "/x%2f..", "/x\\..", "/x%5c.",
        ] {
            assert!(has_dot_segments(path), "{path}");
        }
        for path in ["", "/", "/...", "/.x", "/x..", "/%2ex", "//", "/%"] {
            assert!(!has_dot_segments(path), "{path}");
        }
    }
}
