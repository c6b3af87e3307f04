//! A telephone number: nine Polish digits, or the international number behind `+` or `00`.

use super::{Rule, RuleInput, artifact, is_gap};
use crate::customer::{Problem, Reason};
use std::borrow::Cow;

/// A telephone number, however it is grouped, in one of these forms:
///
/// - the nine digits of a Polish number, sent as they are;
/// - `+`, or `00` in its place, and 8 to 15 digits (the most that ITU-T E.164 allows), sent with `+`;
/// - `48` and nine digits, which can be nothing else and is sent with `+`.
///
/// Behind +48 stand exactly nine digits, and no Polish number begins with 0: since 2009 there is no trunk prefix, and the
/// national numbering plan (*plan numeracji krajowej dla publicznych sieci telekomunikacyjnych*, UKE) gives none to 0. A
/// trunk prefix in brackets behind a country's code, `+49 (0)30`, is not dialled from abroad and not sent; but in Italy,
/// San Marino and the Vatican (39, 378, 379) that zero belongs to the number.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: is_read_otherwise,
};

/// Where a zero in brackets is part of the number.
const ZERO_BELONGS: [&str; 3] = ["39", "378", "379"];

/// What comes before an extension.
const EXTENSION_WORDS: [&str; 8] = ["wewnętrzny", "wewn", "wew", "w", "extension", "ext", "x", "#"];

fn check(value: &str, _: RuleInput) -> Option<Problem> {
    match parse(value) {
        Err(reason) => Some(Problem::error(reason)),
        Ok(number) => has_one_digit(&number).then(|| Problem::warning(Reason::PhoneSameDigits)),
    }
}

fn canonical(value: &str, _: RuleInput) -> String {
    parse(value).unwrap_or_else(|_| value.to_owned())
}

/// Whether other digits are sent than were typed. Gaps alone are left as the operator made them.
fn is_read_otherwise(typed: &str, sent: &str) -> bool {
    without_separators(typed) != sent
}

fn parse(value: &str) -> Result<String, Reason> {
    if let Some(reason) = artifact::number(value) {
        return Err(reason);
    }
    let number = without_separators(&without_trunk_prefix(value)?);
    let (international, digits) = match number.strip_prefix('+').or_else(|| number.strip_prefix("00")) {
        Some(digits) => (true, digits),
        None => (false, number.as_str()),
    };
    if let Some(character) = digits.chars().find(|character| !character.is_ascii_digit()) {
        return Err(if has_extension(value) {
            Reason::PhoneExtension
        } else {
            Reason::PhoneCharacter(character)
        });
    }
    match digits.strip_prefix("48") {
        Some(polish) if international || digits.len() == 11 => behind_country_code(polish),
        _ if international => abroad(digits),
        _ => national(digits).map(str::to_owned),
    }
}

fn behind_country_code(polish: &str) -> Result<String, Reason> {
    if polish.len() != 9 {
        return Err(Reason::PhonePolishLength(polish.len()));
    }
    Ok(format!("+48{}", national(polish)?))
}

fn abroad(digits: &str) -> Result<String, Reason> {
    if digits.starts_with('0') {
        return Err(Reason::PhoneZero);
    }
    if !(8..=15).contains(&digits.len()) {
        return Err(Reason::PhoneLength(digits.len()));
    }
    Ok(format!("+{digits}"))
}

fn national(digits: &str) -> Result<&str, Reason> {
    // With a trunk prefix it may be a Polish number or that of any other country that has one.
    if (9..=11).contains(&digits.len()) && digits.starts_with('0') {
        return Err(Reason::PhoneZero);
    }
    if digits.len() != 9 {
        return Err(Reason::PhoneLength(digits.len()));
    }
    Ok(digits)
}

/// The number without the trunk prefix in brackets behind the country's code. Brackets around other zeros mean nothing that is
/// known.
fn without_trunk_prefix(value: &str) -> Result<Cow<'_, str>, Reason> {
    let is_alone = |inside: &str| inside.trim_matches(is_gap) == "0";
    let brackets = value
        .char_indices()
        .filter_map(|(open, character)| match character {
            '(' => Some((open, ')')),
            '[' => Some((open, ']')),
            _ => None,
        })
        .find_map(|(open, closing)| {
            let close = open + value[open..].find(closing)?;
            is_alone(&value[open + 1..close]).then_some((open, close + 1))
        });
    let Some((open, end)) = brackets else {
        return Ok(Cow::Borrowed(value));
    };
    let before = without_separators(&value[..open]);
    match before.strip_prefix('+').or_else(|| before.strip_prefix("00")) {
        Some(code) if ZERO_BELONGS.contains(&code) => Ok(Cow::Borrowed(value)),
        Some(code) if is_country_code(code) => Ok(format!("{}{}", &value[..open], &value[end..]).into()),
        Some(_) => Err(Reason::PhoneCharacter('(')),
        None => Ok(Cow::Borrowed(value)),
    }
}

/// Whether digits may be a country's code: of the zones of ITU-T E.164, 1 and 7 have no more digits; where two digits are a code
/// there is none of three that begins so.
fn is_country_code(code: &str) -> bool {
    const OF_TWO_DIGITS: [&str; 44] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
        "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
        "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    match code.len() {
        1 => matches!(code, "1" | "7"),
        2 => OF_TWO_DIGITS.contains(&code),
        3 => {
            !code.starts_with(['0', '1', '7'])
                && !OF_TWO_DIGITS.contains(&&code[..2])
                && super::all_digits(code)
        }
        _ => false,
    }
}

/// Whether an extension follows a number: `wew. 12`, `ext 12`, `x12`, `#12`.
fn has_extension(value: &str) -> bool {
    let folded = value.to_lowercase();
    let Some(at) = folded.find(|character: char| character.is_alphabetic() || character == '#') else {
        return false;
    };
    let (number, rest) = folded.split_at(at);
    let behind = EXTENSION_WORDS.iter().find_map(|word| rest.strip_prefix(word));
    let Some(behind) = behind else {
        return false;
    };
    let digits =
        behind.trim_start_matches(|character| is_separator(character) || matches!(character, ':' | '='));
    let is_number = |text: &str| text.chars().any(|character| character.is_ascii_digit());
    is_number(number)
        && !digits.is_empty()
        && digits
            .chars()
            .all(|digit| digit.is_ascii_digit() || is_separator(digit))
}

/// Whether the national number is one digit, again and again, as one is typed that nobody has.
fn has_one_digit(number: &str) -> bool {
    let digits = number.strip_prefix("+48").unwrap_or(number).as_bytes();
    digits.iter().all(|digit| *digit == digits[0])
}

/// The number without what may be between its digits, which is all that older programs did to one.
pub(crate) fn without_separators(value: &str) -> String {
    value
        .chars()
        .filter(|character| !is_separator(*character))
        .collect()
}

fn is_separator(character: char) -> bool {
    is_gap(character) || matches!(character, '.' | '/' | '(' | ')' | '[' | ']')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_canonical, assert_checks};
    use super::*;

    #[test]
    fn numbers_are_checked_without_their_separators() {
        let wrong = |reason| Some(Problem::error(reason));
        let length = |digits| wrong(Reason::PhoneLength(digits));
        let character = |character| wrong(Reason::PhoneCharacter(character));
        assert_checks(
            RULE,
            &[
                ("nine digits", "333444555", None),
                ("grouped", "(22) 333-4.4/[55]", None),
                ("international", "+48 333 444 555", None),
                ("double zero", "0048333444555", None),
                ("no plus", "48 333 444 555", None),
                ("shortest international", "+12345678", None),
                ("longest international", "+123456789012345", None),
                ("eight digits", "33344455", length(8)),
                ("ten digits", "3334445556", length(10)),
                ("eleven digits, no code", "49333444555", length(11)),
                ("twelve digits", "483334445556", length(12)),
                ("short international", "+1234567", length(7)),
                ("long international", "+1234567890123456", length(16)),
                ("separators only", "-", length(0)),
                ("plus only", "+", length(0)),
                ("two zeros only", "00", length(0)),
                ("a letter", "33344455O", character('O')),
                ("second plus", "+48+333444555", character('+')),
                ("plus at the end", "333444555+", character('+')),
                ("two numbers", "333444555,123432234", character(',')),
                ("other digits", "33344455\u{665}", character('\u{665}')),
                ("wide digits", "３３３444555", character('３')),
            ],
        );
    }

    #[test]
    fn a_polish_number_has_nine_digits_and_no_zero_first() {
        let wrong = |reason| Some(Problem::error(reason));
        let polish = |digits| wrong(Reason::PhonePolishLength(digits));
        let zero = || wrong(Reason::PhoneZero);
        let same = || Some(Problem::warning(Reason::PhoneSameDigits));
        assert_checks(
            RULE,
            &[
                ("a digit short", "+48 33 380 100", polish(8)),
                ("a digit too many", "+48 333 801 0012", polish(10)),
                ("a digit short, double zero", "0048 33 380 100", polish(8)),
                ("the trunk prefix behind +48", "+48 0333 801 001", polish(10)),
                ("only the code", "+48", polish(0)),
                (
                    "brackets in the number",
                    "+48 3(0)3 801 001",
                    wrong(Reason::PhoneCharacter('(')),
                ),
                (
                    "brackets before the code",
                    "+(0)48 333 801 001",
                    wrong(Reason::PhoneCharacter('(')),
                ),
                (
                    "half a code",
                    "+4(0)8 333 801 001",
                    wrong(Reason::PhoneCharacter('(')),
                ),
                (
                    "the old trunk prefix alone in brackets",
                    "(0) 22 123 45 67",
                    zero(),
                ),
                ("zeros", "000000000", zero()),
                ("a zero first", "033380100", zero()),
                ("a zero first behind +48", "+48 033 380 100", zero()),
                ("a zero first behind 48", "48 033 380 100", zero()),
                ("the old trunk prefix", "0-22 123 45 67", zero()),
                ("the old trunk prefix in brackets", "(0-22) 123 45 67", zero()),
                ("three zeros", "000 123 456 789", zero()),
                ("no country begins so", "+0 123 456 789", zero()),
                ("one digit", "111 111 111", same()),
                ("one digit behind +48", "+48 555 555 555", same()),
            ],
        );
    }

    #[test]
    fn an_extension_is_named() {
        for value in [
            "333444555 wew. 12",
            "333 444 555 wew 12",
            "333 444 555 wewn. 12",
            "333 444 555 w. 12",
            "(33) 344-45-55 wewnętrzny 102",
            "333444555 WEW.12",
            "333444555 ext 12",
            "+48 333 444 555 ext. 12",
            "333444555x12",
            "333444555 x 12",
            "333444555#12",
        ] {
            assert_eq!(parse(value), Err(Reason::PhoneExtension), "{value}");
        }
        for (value, character) in [
            ("333444555x", 'x'),
            ("x12", 'x'),
            ("333444555 ext", 'e'),
            ("tel. 333444555", 't'),
        ] {
            assert_eq!(parse(value), Err(Reason::PhoneCharacter(character)), "{value}");
        }
    }

    #[test]
    fn what_a_spreadsheet_made_of_it_is_named() {
        let wrong = |reason| Some(Problem::error(reason));
        let decimal = |end: &str| wrong(Reason::NumberDecimal(end.to_owned()));
        assert_checks(
            RULE,
            &[
                ("shortened", "4,8333E+10", wrong(Reason::NumberShortened)),
                ("a mark", "'333444555", wrong(Reason::FormulaMark)),
                ("a formula", "=\"333444555\"", wrong(Reason::FormulaMark)),
                ("a decimal", "333444555.0", decimal(".0")),
                (
                    "a decimal that has nine digits in all",
                    "33344455.0",
                    decimal(".0"),
                ),
                ("a decimal, Polish", "333444555,0", decimal(",0")),
            ],
        );
    }

    #[test]
    fn separators_are_not_sent_and_a_country_is() {
        assert_canonical(
            RULE,
            &[
                ("333 444 555", "333444555"),
                ("+48 (333) 444-555", "+48333444555"),
                ("333\u{a0}444\u{2011}555", "333444555"),
                ("48 333 444 555", "+48333444555"),
                ("(48) 333-444-555", "+48333444555"),
                ("0048 333 444 555", "+48333444555"),
                ("(0048) 333 444 555", "+48333444555"),
                ("(+48) 333 444 555", "+48333444555"),
                ("0049 30 123456", "+4930123456"),
                ("00 1 202 555 0143", "+12025550143"),
                ("+48(0)333 801 001", "+48333801001"),
                ("0048 (0) 333 801 001", "+48333801001"),
                ("+49 (0)30 123456", "+4930123456"),
                ("+49 ( 0 ) 30 123456", "+4930123456"),
                ("+49 [0] 30 123456", "+4930123456"),
                ("+49 (30) (0) 123456", "+49 (30) (0) 123456"),
                ("+380 (0) 44 1234567", "+380441234567"),
                ("+1 (0) 202 555 0143", "+12025550143"),
                ("+44 (0) 20 7946 0958", "+442079460958"),
                ("+39 (0)6 1234567", "+39061234567"),
                ("48 123 45 67", "481234567"),
                ("+48 33 380 100", "+48 33 380 100"),
                ("x", "x"),
            ],
        );
    }

    #[test]
    fn only_other_digits_are_shown_as_they_are_sent() {
        for (typed, sent, shown) in [
            ("333 444 555", "333444555", false),
            ("+48 333-444-555", "+48333444555", false),
            ("48 333 444 555", "+48333444555", true),
            ("0048333444555", "+48333444555", true),
            ("+48 (0) 333444555", "+48333444555", true),
        ] {
            assert_eq!(is_read_otherwise(typed, sent), shown, "{typed}");
        }
    }
}
