//! What a field says of who the customer is, and in which form its values are compared.

use crate::text::{domain_in_ascii, domain_in_letters, folded};

/// What a field says of who the customer is. Named in the field's row of [`FIELDS`](super::FIELDS).
#[derive(Debug, Clone, Copy)]
pub struct IdentityKey {
    /// The API finds customers by it: `GET /api/customers?identifier=…`.
    pub searched: bool,
    /// Two customers cannot have the same one, so that a card with it may well be the one whose outcome is unknown.
    pub unique: bool,
    /// It leads to a person, so that a masked record does not keep it.
    pub personal: bool,
    /// The value without what makes no difference: what [`folded`] leaves out, and the separators of a number.
    pub normal: fn(&str) -> String,
    /// Other forms in which older versions have written the value down, to be compared, too.
    pub older: fn(&str) -> Vec<String>,
}

/// The customer's identifier in the tenant's own books.
pub const IDENTIFIER: IdentityKey = IdentityKey {
    searched: true,
    unique: true,
    personal: false,
    normal: folded,
    older: none,
};

/// The Polish personal number. The API does not find customers by it.
pub const PESEL: IdentityKey = IdentityKey {
    searched: false,
    unique: true,
    personal: true,
    normal: signs,
    older: none,
};

/// The tax number, with or without `PL`.
pub const NIP: IdentityKey = IdentityKey {
    searched: true,
    unique: true,
    personal: true,
    normal: |value| {
        let number = signs(value);
        number.strip_prefix("pl").map(str::to_owned).unwrap_or(number)
    },
    older: none,
};

/// An e-mail address: several customers of one household or company may share it. Its domain is the same in letters and in
/// ASCII (`xn--…`); before, it was as it was typed.
pub const EMAIL: IdentityKey = IdentityKey {
    searched: true,
    unique: false,
    personal: true,
    normal: |value| with_domain(&folded(value), domain_in_letters),
    older: |value| {
        let typed = folded(value);
        let letters = with_domain(&typed, domain_in_letters);
        let ascii = with_domain(&letters, domain_in_ascii);
        let mut older = vec![typed, ascii];
        older.dedup();
        older.retain(|form| *form != letters);
        older
    },
};

/// A telephone number, shared as an e-mail address may be. A Polish one is the same with its country's prefix.
pub const PHONE: IdentityKey = IdentityKey {
    searched: true,
    unique: false,
    personal: true,
    normal: |value| {
        let digits = signs(value);
        let digits = digits.strip_prefix("00").unwrap_or(&digits);
        // Behind `48`, nine digits; ten in what older versions sent of `+48 (0)…`.
        let polish = digits
            .strip_prefix("48")
            .map(|rest| match rest.strip_prefix('0') {
                Some(nine) if nine.len() == 9 => nine,
                _ => rest,
            });
        polish.filter(|rest| rest.len() == 9).unwrap_or(digits).to_owned()
    },
    older: none,
};

/// That there is one form only.
fn none(_: &str) -> Vec<String> {
    Vec::new()
}

/// The address with its domain in another form.
fn with_domain(address: &str, form: fn(&str) -> String) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", form(domain)),
        None => address.to_owned(),
    }
}

/// The letters and digits alone.
fn signs(value: &str) -> String {
    folded(value)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_not() {
        let phone = |value: &str| (PHONE.normal)(value);
        assert_ne!(phone("+48333444555"), phone("333444556"));
        assert_ne!(phone("49333444555"), phone("333444555"));
        assert_ne!(phone("483334445"), phone("3334445"));
        assert_ne!((IDENTIFIER.normal)("K-1"), (IDENTIFIER.normal)("K1"));
        assert_ne!((EMAIL.normal)("żółw@x.pl"), (EMAIL.normal)("xn--w-uga1v8h@x.pl"));
    }
}
