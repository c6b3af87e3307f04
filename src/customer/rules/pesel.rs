//! PESEL, the Polish personal number.
//!
//! Its make-up is laid down in the Polish Act of 24 September 2010 on population registration (*ustawa o ewidencji
//! ludności*, art. 15 and following) and described on gov.pl: six digits of the birthdate with the century hidden in
//! the month, four digits of a series whose last one gives the sex, and a check digit.

use super::{Rule, RuleInput, all_digits, artifact, as_is, date, never, weighted_sum};
use crate::customer::{Problem, Reason, Sex};
use jiff::civil::Date;

/// Eleven digits of which the first six are a date and the last one is the right check digit.
pub const RULE: Rule = Rule {
    check,
    canonical: as_is,
    tidy: never,
};

/// With the check digit itself counted once, the sum is a whole number of tens.
const WEIGHTS: [u32; 11] = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];

/// The birthdate in a PESEL; none where the PESEL is not a right one.
#[must_use]
pub fn birthdate(pesel: &str) -> Option<Date> {
    parse(pesel.trim()).ok().map(|(birthdate, _)| birthdate)
}

/// The sex in a PESEL; none where the PESEL is not a right one.
#[must_use]
pub fn sex(pesel: &str) -> Option<Sex> {
    parse(pesel.trim()).ok().map(|(_, sex)| sex)
}

/// Whether a text is a whole PESEL without an error, so that nothing can follow it.
#[must_use]
pub fn is_whole(value: &str, input: RuleInput) -> bool {
    check(value.trim(), input).is_none()
}

/// Nobody born before 1900 becomes a customer, nor anybody who is not born yet: such a month is a mistake.
fn check(value: &str, input: RuleInput) -> Option<Problem> {
    let reason = match parse(value) {
        Ok((birthdate, _)) => date::out_of_range(birthdate, input.context.today)?,
        Err(reason) => artifact::number(value).unwrap_or(reason),
    };
    Some(Problem::error(reason))
}

fn parse(value: &str) -> Result<(Date, Sex), Reason> {
    if let Some(character) = value.chars().find(|character| !character.is_ascii_digit()) {
        return Err(Reason::PeselCharacter(character));
    }
    if value.len() != 11 {
        let whole = format!("{value:0>11}");
        // Spreadsheets drop zeros: of those born from 2000 to 2009 one, of those born in 2000 two.
        let is_short = (9..11).contains(&value.len()) && parse(&whole).is_ok();
        return Err(if is_short {
            Reason::PeselZeroLost
        } else {
            Reason::PeselLength(value.len())
        });
    }
    let birthdate = date_of(value).ok_or(Reason::PeselDate)?;
    if !weighted_sum(value, &WEIGHTS).is_multiple_of(10) {
        return Err(Reason::PeselChecksum);
    }
    let odd = value[9..10].parse().is_ok_and(|digit: u8| digit % 2 == 1);
    Ok((birthdate, if odd { Sex::Male } else { Sex::Female }))
}

/// The date in the first six digits. Eighty is added to the months of the 1800s, nothing to those of the 1900s, and
/// then twenty more for each century.
fn date_of(digits: &str) -> Option<Date> {
    let digits = digits.get(..6).filter(|digits| all_digits(digits))?;
    let year: i16 = digits[..2].parse().ok()?;
    let month: i8 = digits[2..4].parse().ok()?;
    let century = [1900, 2000, 2100, 2200, 1800][usize::try_from(month / 20).ok()?];
    Date::new(century + year, month % 20, digits[4..].parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_checks;
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn published_numbers_are_told_from_wrong_ones() {
        let wrong = |reason| Some(Problem::error(reason));
        assert_checks(
            RULE,
            &[
                ("published, a man", "44051401359", None),
                ("published, another man", "44051401458", None),
                ("published, a woman", "02070803628", None),
                ("last digit", "44051401358", wrong(Reason::PeselChecksum)),
                ("two digits swapped", "44051410359", wrong(Reason::PeselChecksum)),
                ("ten digits", "4405140135", wrong(Reason::PeselLength(10))),
                ("a lost zero", "2070803628", wrong(Reason::PeselZeroLost)),
                ("eight digits", "44051401", wrong(Reason::PeselLength(8))),
                ("shortened", "4,40514E+10", wrong(Reason::NumberShortened)),
                ("a mark", "'44051401359", wrong(Reason::FormulaMark)),
                ("a formula", "=\"44051401359\"", wrong(Reason::FormulaMark)),
                (
                    "a decimal",
                    "44051401359,0",
                    wrong(Reason::NumberDecimal(",0".to_owned())),
                ),
                ("born in 1844", "44851401353", wrong(Reason::DateBefore1900)),
                ("born in 2044", "44251401355", wrong(Reason::DateFuture)),
                ("twelve digits", "440514013590", wrong(Reason::PeselLength(12))),
                ("letter", "4405140135O", wrong(Reason::PeselCharacter('O'))),
                ("space inside", "440514 01359", wrong(Reason::PeselCharacter(' '))),
                (
                    "other digits",
                    "4405140135\u{669}",
                    wrong(Reason::PeselCharacter('\u{669}')),
                ),
                ("zeros pass the sum", "00000000000", wrong(Reason::PeselDate)),
                ("month 13", "44131401353", wrong(Reason::PeselDate)),
                ("30 February", "44023001353", wrong(Reason::PeselDate)),
                ("29 February 1900", "00022912345", wrong(Reason::PeselDate)),
                ("month 99", "44991401353", wrong(Reason::PeselDate)),
            ],
        );
    }

    #[test]
    fn the_month_tells_the_century() {
        let table = [
            ("448514", date(1844, 5, 14)),
            ("440514", date(1944, 5, 14)),
            ("442514", date(2044, 5, 14)),
            ("444514", date(2144, 5, 14)),
            ("446514", date(2244, 5, 14)),
            ("002229", date(2000, 2, 29)),
            ("999231", date(1899, 12, 31)),
        ];
        for (digits, expected) in table {
            assert_eq!(date_of(digits), Some(expected), "{digits}");
        }
    }

    #[test]
    fn birthdate_and_sex_are_read_from_right_numbers_only() {
        assert_eq!(birthdate(" 44051401359 "), Some(date(1944, 5, 14)));
        assert_eq!(sex("44051401359"), Some(Sex::Male));
        assert_eq!(sex("02070803628"), Some(Sex::Female));
        assert_eq!(birthdate("44051401358"), None);
        assert_eq!(sex("44051401358"), None);
    }

    /// A right PESEL: any day of the five centuries, any series.
    fn pesel() -> impl Strategy<Value = String> {
        (0_u8..5, 0_u8..100, 1_u8..=12, 1_u8..=28, 0_u16..10_000).prop_map(
            |(century, year, month, day, series)| {
                let ten = format!("{year:02}{:02}{day:02}{series:04}", month + 20 * century);
                let check = (10 - weighted_sum(&ten, &WEIGHTS) % 10) % 10;
                format!("{ten}{check}")
            },
        )
    }

    proptest! {
        #[test]
        fn a_made_number_is_right(pesel in pesel()) {
            prop_assert!(parse(&pesel).is_ok(), "{pesel}");
        }

        /// All weights are coprime to ten, so the sum notices every change of one digit.
        #[test]
        fn any_change_of_one_digit_breaks_it(pesel in pesel(), at in 0_usize..11, by in 1_u8..10) {
            let mut digits = pesel.into_bytes();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            prop_assert!(parse(&String::from_utf8(digits).unwrap()).is_err());
        }
    }
}
