//! Several values in one text: what is typed, pasted or imported into a field that can have several rows.

/// What Google Contacts writes between the values of a field.
const GOOGLE: &str = " ::: ";

/// The values of a text, in its order, without the blanks around them: it is split at commas, semicolons, line breaks and
/// ` ::: `. Empty ones are left out, so that a text of separators has none.
///
/// ```
/// use kartoteka::customer::list;
///
/// let phones: Vec<&str> = list::split("333 444 555, 600 100 200;").collect();
/// assert_eq!(phones, ["333 444 555", "600 100 200"]);
/// ```
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(GOOGLE)
        .flat_map(|part| part.split([',', ';', '\n', '\r']))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_split_at_every_separator_and_blanks_are_dropped() {
        let rows: [(&str, &[&str]); 10] = [
            ("333444555", &["333444555"]),
            ("333 444 555", &["333 444 555"]),
            ("333444555,600100200", &["333444555", "600100200"]),
            ("333444555 ; 600100200", &["333444555", "600100200"]),
            ("a@b.pl\r\nc@d.pl\r\n", &["a@b.pl", "c@d.pl"]),
            ("a@b.pl\rc@d.pl", &["a@b.pl", "c@d.pl"]),
            ("a@b.pl ::: c@d.pl ::: e@f.pl", &["a@b.pl", "c@d.pl", "e@f.pl"]),
            ("333444555,", &["333444555"]),
            (", ;\n", &[]),
            ("a:::b", &["a:::b"]),
        ];
        for (text, values) in rows {
            assert_eq!(split(text).collect::<Vec<_>>(), values, "{text:?}");
        }
    }
}
