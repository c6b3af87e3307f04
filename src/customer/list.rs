//! Several values in one text: what is typed, pasted or imported into a field that can have several rows.

/// What Google Contacts writes between the values of a field.
pub const GOOGLE_SEPARATOR: &str = " ::: ";

/// The values of a text, in its order, without the blanks around them: it is split at commas, semicolons, line breaks and
/// ` ::: `. Empty ones are left out, so that a text of separators has none.
///
/// Nothing is split inside quotes (`"Kowalski, Jan" <jan@kowalski.pl>`), nor at the decimal comma of a number that a
/// spreadsheet has spoiled (`601234567,0`, `6,01E+08`): such a text is one value, so that its rule can name what it is.
///
/// ```
/// use kartoteka::customer::list;
///
/// let phones: Vec<&str> = list::split("333 444 555, 600 100 200;").collect();
/// assert_eq!(phones, ["333 444 555", "600 100 200"]);
/// ```
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(GOOGLE_SEPARATOR)
        .flat_map(split_part)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Whether an export has joined several values in this text, which nobody types.
#[must_use]
pub fn is_joined(text: &str) -> bool {
    text.contains(GOOGLE_SEPARATOR)
}

fn split_part(part: &str) -> impl Iterator<Item = &str> {
    let decimal = is_decimal(part.trim());
    // A quote that is never closed is no reason to take the rest for one value.
    let closed = part.matches('"').count().is_multiple_of(2);
    let mut quoted = false;
    part.split(move |character| {
        quoted ^= closed && character == '"';
        match character {
            '\n' | '\r' => true,
            ',' => !quoted && !decimal,
            ';' => !quoted,
            _ => false,
        }
    })
}

/// Whether a text is a number with a decimal comma, and not two numbers: nothing but zeros behind it, or an exponent.
fn is_decimal(text: &str) -> bool {
    let Some((whole, fraction)) = text.split_once(',') else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let signed = |text: &str| digits(text.strip_prefix(['+', '-']).unwrap_or(text));
    let exponent = fraction
        .split_once(['E', 'e'])
        .is_some_and(|(fraction, exponent)| digits(fraction) && signed(exponent));
    let zeros = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    signed(whole) && (zeros || exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_split_at_every_separator_and_blanks_are_dropped() {
        let rows: [(&str, &[&str]); 19] = [
            ("333444555", &["333444555"]),
            ("333 444 555", &["333 444 555"]),
            ("333444555,600100200", &["333444555", "600100200"]),
            ("333444555 ; 600100200", &["333444555", "600100200"]),
            ("a@b.pl\r\nc@d.pl\r\n", &["a@b.pl", "c@d.pl"]),
            ("a@b.pl\rc@d.pl", &["a@b.pl", "c@d.pl"]),
            ("a@b.pl ::: c@d.pl ::: e@f.pl", &["a@b.pl", "c@d.pl", "e@f.pl"]),
            ("a@b.pl, c@d.pl ::: e@f.pl", &["a@b.pl", "c@d.pl", "e@f.pl"]),
            ("333444555,", &["333444555"]),
            (", ;\n", &[]),
            ("a:::b", &["a:::b"]),
            (
                "\"Kowalski, Jan; x\" <j@k.pl>, c@d.pl",
                &["\"Kowalski, Jan; x\" <j@k.pl>", "c@d.pl"],
            ),
            ("\"a@b.pl, c@d.pl", &["\"a@b.pl", "c@d.pl"]),
            ("601234567,0", &["601234567,0"]),
            ("601234567,00", &["601234567,00"]),
            ("4,8601234567E+10", &["4,8601234567E+10"]),
            ("601234567,601,0", &["601234567", "601", "0"]),
            ("601234567,601234568E", &["601234567", "601234568E"]),
            ("22 333 44 55 wew. 12", &["22 333 44 55 wew. 12"]),
        ];
        for (text, values) in rows {
            assert_eq!(split(text).collect::<Vec<_>>(), values, "{text:?}");
        }
    }
}
