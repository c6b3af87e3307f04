//! HTTP Basic authentication: who is let in.

/// User and password as they stand in an `Authorization` header, after `Basic`.
pub(super) fn credentials(user: &str, password: &str) -> String {
    base64(format!("{user}:{password}").as_bytes())
}

/// Whether a header brings these credentials. The scheme may be in capitals; the rest must be the same.
pub(super) fn matches(header: &[u8], credentials: &str) -> bool {
    let Some((scheme, rest)) = header.split_first_chunk::<6>() else {
        return false;
    };
    scheme.eq_ignore_ascii_case(b"Basic ") && rest.trim_ascii() == credentials.as_bytes()
}

/// Base64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| usize::from(chunk.get(index).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[group >> (18 - 6 * place) & 63];
            text.push(if place <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_every_length() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("api_user:api_pass", "YXBpX3VzZXI6YXBpX3Bhc3M="),
            ("użytkownik:hasło>?", "dcW8eXRrb3duaWs6aGFzxYJvPj8="),
        ];
        for (plain, encoded) in cases {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

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
