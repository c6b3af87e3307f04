//! Which field a rejection is about, as far as that is known: the CRM gives it in words and numbers, in its language.

use super::{ApiError, FIELDS, FieldId};

/// The vendor's numbers for errors, and the fields that they are about. Of the vendor's own one is known.
const CODES: [(&str, &str); 1] = [("111111", "phone_number")];

/// How words begin in the CRM's messages that are about a field, in lower case; English and Polish. The first that is
/// found decides, so what rarely stands in a message about anything else comes first.
const WORDS: [(&str, &str); 24] = [
    ("pesel", "pesel"),
    ("nip", "nip"),
    ("phone", "phone_number"),
    ("telefon", "phone_number"),
    ("e-mail", "email"),
    ("email", "email"),
    ("surname", "surname"),
    ("nazwisk", "surname"),
    ("birth", "birthdate"),
    ("urodz", "birthdate"),
    ("gender", "gender"),
    ("płe", "gender"),
    ("płci", "gender"),
    ("postcode", "address.postcode"),
    ("postal", "address.postcode"),
    ("pocztow", "address.postcode"),
    ("homepage", "homepage"),
    ("account_manager", "account_manager"),
    ("opiekun", "account_manager"),
    ("identifier", "identifier"),
    ("identyfikator", "identifier"),
    ("company", "company_id"),
    ("group", "group"),
    ("grup", "group"),
];

/// What comes before the name of a field: a name alone, such as `name` or `type`, is a word of any sentence.
const BEFORE_NAMES: [&str; 4] = ["field", "pole", "polu", "pola"];

/// The field that an error of the CRM is about; none where that is not known.
#[must_use]
pub fn field_of_error(error: &ApiError) -> Option<FieldId> {
    let message = error.message.to_lowercase();
    let words: Vec<&str> = message
        .split(|character: char| !character.is_alphanumeric() && !"-_.".contains(character))
        .map(|word| word.trim_matches(['.', '-']))
        .filter(|word| !word.is_empty())
        .collect();
    // A name that no sentence has by chance: of two words, or a part of an address.
    let named = FIELDS
        .iter()
        .map(|field| field.path)
        .find(|path| path.contains(['_', '.']) && words.contains(path));
    let by_code = || {
        let code = error.code.as_deref()?;
        CODES
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, path)| *path)
    };
    let by_word = || {
        let is_there = |beginning: &str| words.iter().any(|word| word.starts_with(beginning));
        WORDS
            .iter()
            .find(|(beginning, _)| is_there(beginning))
            .map(|(_, path)| *path)
    };
    let by_name = || {
        let mut pairs = words.windows(2).filter(|pair| BEFORE_NAMES.contains(&pair[0]));
        pairs.find_map(|pair| FieldId::of(pair[1]))
    };
    let path = named.or_else(by_code).or_else(by_word);
    path.and_then(FieldId::of).or_else(by_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(message: &str, code: Option<&str>) -> Option<&'static str> {
        let error = ApiError {
            message: message.to_owned(),
            code: code.map(str::to_owned),
        };
        field_of_error(&error).map(|field| field.field().path)
    }

    #[test]
    fn the_words_of_a_rejection_lead_to_the_field() {
        for (message, code, field) in [
            ("Wrong format of phone number.", None, Some("phone_number")),
            (
                "Nieprawidłowy format numeru telefonu.",
                None,
                Some("phone_number"),
            ),
            ("???", Some("111111"), Some("phone_number")),
            (
                "Field invoice_address.postcode is too long.",
                None,
                Some("invoice_address.postcode"),
            ),
            ("The e-mail is taken.", None, Some("email")),
            ("Błędny numer NIP", None, Some("nip")),
            ("Nazwisko jest wymagane.", None, Some("surname")),
            ("Unknown group.", None, Some("group")),
            ("Wrong field type for phones", None, Some("phone_number")),
            ("Try again later.", None, None),
            ("A snippet of telemetry", Some("7"), None),
            ("", None, None),
        ] {
            assert_eq!(about(message, code), field, "{message}");
        }
    }

    #[test]
    fn every_field_is_found_by_its_name() {
        for field in FIELDS {
            for message in ["Field {} is required.", "Nieprawidłowa wartość w polu „{}”."] {
                let message = message.replace("{}", field.path);
                assert_eq!(about(&message, None), Some(field.path), "{message}");
            }
        }
    }

    #[test]
    fn every_field_of_the_table_is_one_of_the_apis() {
        for (_, path) in CODES.iter().chain(&WORDS) {
            assert!(FieldId::of(path).is_some(), "{path}");
        }
    }
}
