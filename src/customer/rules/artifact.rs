//! What spreadsheets make of a value.

use crate::customer::Reason;

/// What a spreadsheet has made of a value that begins with a formula's sign: `="600100200"`.
pub(in crate::customer) fn formula(value: &str) -> Option<Reason> {
    let inside = value.strip_prefix('=').map(str::trim_start);
    inside
        .filter(|inside| inside.starts_with('"'))
        .map(|_| Reason::FormulaMark)
}

/// What a spreadsheet has made of a value of digits: shortened it, marked it as text, or made a decimal of it.
pub(super) fn number(value: &str) -> Option<Reason> {
    if is_shortened(value) {
        return Some(Reason::NumberShortened);
    }
    if value.starts_with(['\'', '’', '=']) {
        return Some(Reason::FormulaMark);
    }
    decimal(value).map(|end| Reason::NumberDecimal(end.to_owned()))
}

/// `1,23457E+15`: one digit, perhaps a fraction, and an exponent, with its sign where there is no fraction: `1E5` may be a
/// name.
fn is_shortened(value: &str) -> bool {
    let Some((mantissa, exponent)) = value.split_once(['e', 'E']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && super::all_digits(text);
    let (whole, fraction) = match mantissa.split_once([',', '.']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let signed = exponent.strip_prefix(['+', '-']);
    whole.len() == 1
        && digits(whole)
        && fraction.is_none_or(digits)
        && signed.or(fraction.map(|_| exponent)).is_some_and(digits)
}

/// The end of `1234563218,0` or `333444555.00`: digits, a comma or a point, and nothing but zeros.
fn decimal(value: &str) -> Option<&str> {
    let at = value.find([',', '.'])?;
    let (whole, end) = value.split_at(at);
    let zeros = &end[1..];
    let whole = whole.strip_prefix('+').unwrap_or(whole);
    let is = !whole.is_empty() && super::all_digits(whole);
    (is && matches!(zeros, "0" | "00")).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_makes_of_digits_is_named() {
        let end = |end: &str| Some(Reason::NumberDecimal(end.to_owned()));
        let rows = [
            ("1,23457E+15", Some(Reason::NumberShortened)),
            ("1.23457E+15", Some(Reason::NumberShortened)),
            ("4,8333E+10", Some(Reason::NumberShortened)),
            ("5e+09", Some(Reason::NumberShortened)),
            ("-1.2E-05", Some(Reason::NumberShortened)),
            ("1.23457E15", Some(Reason::NumberShortened)),
            ("1,23457e15", Some(Reason::NumberShortened)),
            ("'0048333444555", Some(Reason::FormulaMark)),
            ("’333444555", Some(Reason::FormulaMark)),
            ("=\"333444555\"", Some(Reason::FormulaMark)),
            ("=333444555", Some(Reason::FormulaMark)),
            ("1234563218,0", end(",0")),
            ("333444555.0", end(".0")),
            ("+48333444555.00", end(".00")),
            ("333.444.555", None),
            ("22.333", None),
            ("1.2.0", None),
            ("12E", None),
            ("K-2026/17", None),
            ("1E5", None),
            ("1234E+5", None),
            ("E+15", None),
            ("", None),
        ];
        for (value, expected) in rows {
            assert_eq!(number(value), expected, "{value}");
        }
    }

    #[test]
    fn a_formula_around_a_text_is_named() {
        assert_eq!(formula("=\"Kowalski\""), Some(Reason::FormulaMark));
        assert_eq!(formula("= \"Kowalski"), Some(Reason::FormulaMark));
        for value in ["=Kowalski", "Kowalski=\"", "'t Hooft", ""] {
            assert_eq!(formula(value), None, "{value}");
        }
    }
}
