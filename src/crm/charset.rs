//! The body of an answer in UTF-8, whatever character set the answer says it is in.

use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use ureq::http::HeaderMap;
use ureq::http::header::CONTENT_TYPE;

/// The body in UTF-8, without a byte order mark. The mark says which character set it is in, and where there is none the
/// `Content-Type`; where neither says anything that is known, or the body does not keep to it, it is left as it is.
pub(super) fn in_utf8<'b>(headers: &HeaderMap, body: &'b [u8]) -> Cow<'b, [u8]> {
    let (encoding, body) = match Encoding::for_bom(body) {
        Some((encoding, length)) => (encoding, &body[length..]),
        None => (declared(headers).unwrap_or(UTF_8), body),
    };
    if encoding == UTF_8 {
        return Cow::Borrowed(body);
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(body);
    text.map_or(Cow::Borrowed(body), |text| {
        Cow::Owned(text.into_owned().into_bytes())
    })
}

/// The character set in the `Content-Type`.
fn declared(headers: &HeaderMap) -> Option<&'static Encoding> {
    let value = headers.get(CONTENT_TYPE)?;
    let parameters = value.as_bytes().split(|byte| *byte == b';').skip(1);
    let charset = parameters.filter_map(|parameter| {
        let equals = parameter.iter().position(|byte| *byte == b'=')?;
        let (name, value) = (&parameter[..equals], &parameter[equals + 1..]);
        name.trim_ascii()
            .eq_ignore_ascii_case(b"charset")
            .then_some(value.trim_ascii())
    });
    let name = charset.last()?;
    let name = name
        .strip_prefix(b"\"")
        .and_then(|name| name.strip_suffix(b"\""))
        .unwrap_or(name);
    Encoding::for_label(name.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_in_the_character_set_that_it_says() {
        let utf16 =
            |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let big = utf16("ż", u16::to_be_bytes);
        let little = utf16("\u{feff}ż", u16::to_le_bytes);
        for (content_type, body, text) in [
            ("application/json", "ż".as_bytes(), "ż"),
            ("application/json", b"\xef\xbb\xbf\xc5\xbc", "ż"),
            ("application/json; charset=utf-8", "ż".as_bytes(), "ż"),
            ("application/json; charset=iso-8859-2", b"\xbf\xb1", "żą"),
            ("application/json;charset=ISO-8859-2", b"\xbf\xb1", "żą"),
            ("application/json; Charset=\"Windows-1250\"", b"\xbf\xb9", "żą"),
            ("application/json; x=y; charset = cp1250 ", b"\xbf\xb9", "żą"),
            ("text/html; charset=latin1", b"\xe9", "é"),
            ("application/json; charset=utf-16be", &big, "ż"),
            ("application/json", &little, "ż"),
            // A mark is believed before the header.
            (
                "application/json; charset=iso-8859-2",
                b"\xef\xbb\xbf\xc5\xbc",
                "ż",
            ),
            ("application/json; charset=ibm852", "ż".as_bytes(), "ż"),
            ("application/json; charset=", "ż".as_bytes(), "ż"),
            ("application/json; charset", "ż".as_bytes(), "ż"),
            ("", "ż".as_bytes(), "ż"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, content_type.parse().unwrap());
            let read = String::from_utf8(in_utf8(&headers, body).into_owned());
            assert_eq!(read.as_deref(), Ok(text), "{content_type}");
        }
        assert_eq!(&*in_utf8(&HeaderMap::new(), b"\xbf"), b"\xbf");
    }
}
