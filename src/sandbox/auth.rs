//! HTTP Basic authentication: who is let in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// User and password as they are in an `Authorization` header, after `Basic`.
pub(super) fn credentials(user: &str, password: &str) -> String {
    STANDARD.encode(format!("{user}:{password}"))
}

/// Whether a header brings these credentials. The scheme may be in capitals; the rest must be the same.
pub(super) fn matches(header: &[u8], credentials: &str) -> bool {
    let Some((scheme, rest)) = header.split_first_chunk::<6>() else {
        return false;
    };
    scheme.eq_ignore_ascii_case(b"Basic ") && rest.trim_ascii() == credentials.as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_are_let_in() {
        let credentials = credentials("api_user", "api_pass");
        let cases: [(&str, &[u8], bool); 6] = [
            ("right", b"Basic YXBpX3VzZXI6YXBpX3Bhc3M=", true),
            ("scheme in capitals", b"BASIC  YXBpX3VzZXI6YXBpX3Bhc3M=", true),
            ("without scheme", b"YXBpX3VzZXI6YXBpX3Bhc3M=", false),
            (
                "a newline after the password",
                b"Basic YXBpX3VzZXI6YXBpX3Bhc3MK",
                false,
            ),
            ("empty", b"", false),
            ("not text", b"Basic \xff", false),
        ];
        for (name, header, expected) in cases {
            assert_eq!(matches(header, &credentials), expected, "{name}");
        }
    }
}
