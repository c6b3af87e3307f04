//! What spreadsheets, databases and programs leave in the place of a value, or of a letter.

use super::{Field, FieldKind};
use crate::customer::{Problem, Reason, Severity};

/// Errors of spreadsheet programs that have no mark at the end, in small letters.
const SPREADSHEET_ERRORS: [&str; 5] = ["#n/d", "#n/a", "#brak", "#getting_data", "#pobieranie_danych"];

/// What programs write where they have no value. Nobody types these.
const NULLS: [&str; 6] = [r"\n", "(null)", "<null>", "[null]", "nan", "undefined"];

/// What programs and people write where they have no value, in small letters.
const NOTHINGS: [&str; 23] = [
    "null",
    "none",
    "nil",
    "brak",
    "brak danych",
    "nie dotyczy",
    "nie podano",
    "nieznany",
    "nieznane",
    "n/d",
    "nd",
    "nd.",
    "n.d",
    "n.d.",
    "b/d",
    "bd",
    "bd.",
    "b.d",
    "b.d.",
    "n/a",
    "n.a.",
    "unknown",
    "puste",
];

/// What is wrong with a trimmed value that says there is none: a spreadsheet's error, a database's null, a dash. An error
/// where it can be nothing else, a warning where a person may mean it. `own` is what the field's own rule says of it: where
/// that is an error, this one is, too, for it says more.
///
/// A surname is an exception: people are called Null, Brak and Nd, with one capital letter.
pub(super) fn absent(field: &Field, value: &str, own: Option<Severity>) -> Option<Problem> {
    let free = matches!(field.kind, FieldKind::Lines | FieldKind::Pairs);
    let identifies = !field.holdable;
    let folded = value.to_lowercase();
    let machine = is_spreadsheet_error(&folded) || is_overflow(value);
    let severity = if machine || NULLS.contains(&folded.as_str()) {
        if free { Severity::Warning } else { Severity::Error }
    } else if own.is_none() && identifies && folded.bytes().all(|byte| byte == b'x') {
        // A cross, where the field's own rule does not say more.
        Severity::Warning
    } else if is_nothing(value, &folded, free) && !(field.path == "surname" && is_capitalized(value)) {
        own.unwrap_or(Severity::Warning)
    } else {
        return None;
    };
    let reason = if machine {
        Reason::SpreadsheetError
    } else {
        Reason::Placeholder
    };
    Some(Problem {
        severity,
        reason: reason(value.to_owned()),
    })
}

/// `#ARG!`, `#DZIEL/0!`, `#NAZWA?` in any language and program, and `Err:502`, of a text in small letters.
fn is_spreadsheet_error(folded: &str) -> bool {
    let name = folded
        .strip_prefix('#')
        .and_then(|rest| rest.strip_suffix(['!', '?']));
    let in_name = |character: char| character.is_alphabetic() || matches!(character, '/' | '_' | '0');
    let number = ["err:", "błąd:"]
        .into_iter()
        .find_map(|start| folded.strip_prefix(start));
    SPREADSHEET_ERRORS.contains(&folded)
        || name.is_some_and(|name| name.len() > 1 && name.chars().all(in_name))
        || number.is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What programs put in the place of a letter that they do not know.
const SIGNS_FOR_LETTERS: [char; 18] = [
    '?', '¬', '¦', '¶', '©', '†', '‡', '£', '¤', '¼', '½', '¾', '¹', '²', '³', '¿', '¡', '±',
];

/// Whether a name has a sign where a letter was before another program lost it: `W?jcik`, `¬rebię`.
pub(super) fn has_lost_letters(field: &Field, value: &str) -> bool {
    let is_name = matches!(field.path.rsplit('.').next(), Some("surname" | "name" | "city"));
    let sign = |character| SIGNS_FOR_LETTERS.contains(&character);
    // A question mark behind a name is a question.
    let in_word = |before: char, after: char| {
        (sign(before) && after.is_alphabetic()) || (before.is_alphabetic() && sign(after) && after != '?')
    };
    let mut pairs = value.chars().zip(value.chars().skip(1));
    is_name && pairs.any(|(before, after)| in_word(before, after))
}

/// Hash marks alone: a column that was too narrow for its number.
fn is_overflow(value: &str) -> bool {
    value.len() >= 3 && value.bytes().all(|byte| byte == b'#')
}

/// Whether a value stands for none. In free text a word or a dash may be meant, and only what a program writes is not.
fn is_nothing(value: &str, folded: &str, free: bool) -> bool {
    if free {
        return matches!(value, "NULL" | "null" | "None");
    }
    NOTHINGS.contains(&folded) || !value.chars().any(char::is_alphanumeric)
}

/// One capital letter and small ones behind it, as a name is written.
fn is_capitalized(value: &str) -> bool {
    let mut characters = value.chars();
    // `None` is what Python writes.
    value != "None"
        && value.chars().all(char::is_alphabetic)
        && characters.next().is_some_and(char::is_uppercase)
        && characters.as_str().chars().count() > 0
        && characters.all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::FieldId;

    fn found(value: &str, path: &str) -> Option<(Severity, bool)> {
        let problem = absent(FieldId::of(path)?.field(), value, None)?;
        Some((
            problem.severity,
            matches!(problem.reason, Reason::SpreadsheetError(_)),
        ))
    }

    #[test]
    fn what_a_spreadsheet_says_instead_of_a_value_is_an_error() {
        let errors = "#N/D! #N/D #N/A #ARG! #VALUE! #REF! #ADR! #DZIEL/0! #DIV/0! #NAZWA? #NAME? #LICZBA! #NUM! #ZERO! \
                      #NULL! #n/a #ROZLANIE! #OBL! #BLOCKED! #NIE_DOTYCZY! Err:502 Błąd:508 #GETTING_DATA ######## ###";
        for value in errors.split_whitespace() {
            assert_eq!(found(value, "surname"), Some((Severity::Error, true)), "{value}");
            assert_eq!(found(value, "note"), Some((Severity::Warning, true)), "{value}");
        }
    }

    #[test]
    fn what_stands_for_no_value_is_told_from_a_value() {
        let (error, warning) = (Some((Severity::Error, false)), Some((Severity::Warning, false)));
        let rows = [
            // As a surname, elsewhere, in free text.
            (r"\N", error, error, warning),
            ("NaN", error, error, warning),
            ("undefined", error, error, warning),
            ("(null)", error, error, warning),
            ("NULL", warning, warning, warning),
            ("null", warning, warning, warning),
            ("None", warning, warning, warning),
            ("Null", None, warning, None),
            ("brak", warning, warning, None),
            ("BRAK", warning, warning, None),
            ("Brak", None, warning, None),
            ("brak danych", warning, warning, None),
            ("n/d", warning, warning, None),
            ("N/D", warning, warning, None),
            ("nd.", warning, warning, None),
            ("Nd", None, warning, None),
            ("b/d", warning, warning, None),
            ("n/a", warning, warning, None),
            ("-", warning, warning, None),
            ("--", warning, warning, None),
            ("—", warning, warning, None),
            (".", warning, warning, None),
            ("???", warning, warning, None),
            ("x", warning, warning, None),
            ("XXX", warning, warning, None),
            ("Kowalski", None, None, None),
            ("Nullmann", None, None, None),
            ("b.d", warning, warning, None),
            ("#1!", None, None, None),
            ("Err:5", None, None, None),
            ("Brakowski", None, None, None),
            ("Li", None, None, None),
            ("#1", None, None, None),
            ("##", warning, warning, None),
            ("Xenia", None, None, None),
        ];
        for (value, as_surname, elsewhere, free) in rows {
            assert_eq!(found(value, "surname"), as_surname, "{value}, a surname");
            assert_eq!(found(value, "identifier"), elsewhere, "{value}");
            assert_eq!(found(value, "custom_fields"), free, "{value}, free text");
        }
    }

    #[test]
    fn where_the_rule_says_error_so_does_this() {
        let problem = absent(FieldId::named("nip").field(), "brak", Some(Severity::Error)).unwrap();
        assert_eq!(problem, Problem::error(Reason::Placeholder("brak".to_owned())));
    }

    #[test]
    fn letters_that_another_program_has_lost_are_seen_in_names() {
        for value in ["W?jcik", "¬rebię", "Ko³o", "?ak", "D¹browa"] {
            for path in ["surname", "name", "address.city"] {
                assert!(has_lost_letters(FieldId::named(path).field(), value), "{value}");
            }
            assert!(
                !has_lost_letters(FieldId::named("note").field(), value),
                "{value}"
            );
        }
        for value in [
            "Wójcik",
            "Kowalski?",
            "Nowak (?)",
            "Jan & Ewa",
            "O'Brien",
            "?",
            "Łódź 2",
        ] {
            assert!(
                !has_lost_letters(FieldId::named("surname").field(), value),
                "{value}"
            );
        }
    }
}
