//! The names of hosts in two forms: with the letters of all languages, as people write them, and in ASCII (Punycode, RFC 3492),
//! as programs do.

use super::folded;
use idna::punycode;
use std::borrow::Cow;

/// What a label in ASCII begins with that stands for one with other letters.
const PREFIX: &str = "xn--";

/// A label is no longer than this, in ASCII (RFC 1035). What is longer is left as it is.
const LONGEST: usize = 63;

/// The form in which the names of hosts are compared, of one that is [folded]: `xn--w-uga1v8h.pl` is `żółw.pl`.
///
/// A label that stands for no other letters stays as it is, and this changes nothing in its own results.
#[must_use]
pub fn domain_in_letters(domain: &str) -> String {
    each_label(domain, |label| {
        let code = label.strip_prefix(PREFIX)?;
        let letters = punycode::decode_to_string(code).filter(|letters| !letters.is_ascii())?;
        let is_a_code = |label: &str| label.is_ascii() && label.starts_with(PREFIX);
        Some(folded(&letters)).filter(|letters| !letters.is_empty() && !is_a_code(letters))
    })
}

/// A name in ASCII, of one that is in the form in which names are compared.
#[must_use]
pub fn domain_in_ascii(domain: &str) -> String {
    each_label(domain, |label| {
        let code = punycode::encode_str(label).filter(|_| !label.is_ascii())?;
        Some(format!("{PREFIX}{code}"))
    })
}

/// The name with other labels in the place of those for which there is one. The full stops of Chinese are dots, too.
fn each_label(domain: &str, other: impl Fn(&str) -> Option<String>) -> String {
    let labels = domain.split(['.', '\u{3002}']).map(|label| {
        let other = (label.len() <= LONGEST).then(|| other(label)).flatten();
        other.map_or(Cow::Borrowed(label), Cow::Owned)
    });
    labels.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_two_forms_of_a_name() {
        for (letters, ascii) in [
            ("żółw.pl", "xn--w-uga1v8h.pl"),
            ("poczta.łódź.pl", "poczta.xn--d-uga0v4h.pl"),
            ("例え.jp", "xn--r8jz45g.jp"),
            ("kowalski.pl", "kowalski.pl"),
            ("", ""),
            ("a..b", "a..b"),
        ] {
            assert_eq!(domain_in_ascii(letters), ascii);
            assert_eq!(domain_in_letters(ascii), letters);
            assert_eq!(domain_in_letters(letters), letters);
            assert_eq!(domain_in_ascii(ascii), ascii);
        }
        assert_eq!(domain_in_letters("例え\u{3002}jp"), "例え.jp");
        assert_eq!(
            domain_in_letters("xn--strae-oqa.de"),
            domain_in_letters("strasse.de")
        );
    }

    #[test]
    fn what_stands_for_nothing_is_left() {
        let long = format!("xn--{}", "a".repeat(60));
        for label in ["xn--", "xn--a", "xn---", "xn--a-", "xn--ż", "xn--99999999", &long] {
            assert_eq!(domain_in_letters(label), label);
        }
    }

    proptest! {
        #[test]
        fn the_form_is_one_of_its_own(domain in "(xn--)?[a-z0-9-]{0,20}(\\.(xn--)?\\PC{0,12}){0,2}") {
            let letters = domain_in_letters(&folded(&domain));
            prop_assert_eq!(domain_in_letters(&folded(&letters)), letters);
        }
    }
}
