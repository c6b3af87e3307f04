//! A birthdate: day, month, year as Poles write it, or the ISO form in which it is sent.

use super::{Context, Rule, all_digits};
use crate::customer::{Problem, Reason};
use jiff::civil::Date;

/// A day of the calendar that is not after today.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: true,
};

/// The day that a text means: `1990-02-01`, `01.02.1990`, `1.2.1990`, `01-02-1990`, `01/02/1990` or `01021990` for the
/// first of February.
///
/// # Errors
/// [`Reason::DateSyntax`] where it is of another form, [`Reason::DateImpossible`] where the calendar has no such day.
pub fn parse(text: &str) -> Result<Date, Reason> {
    let [year, month, day] = parts(text.trim()).ok_or(Reason::DateSyntax)?;
    let date = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    date().ok_or(Reason::DateImpossible)
}

/// Year, month and day. The year, always of four digits, tells which end is which.
fn parts(text: &str) -> Option<[&str; 3]> {
    if text.len() == 8 && all_digits(text) {
        return Some([&text[4..], &text[2..4], &text[..2]]);
    }
    let separator = text.chars().find(|character| "-./".contains(*character))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let &[first, month, last] = parts.as_slice() else {
        return None;
    };
    let short = |part: &str| (1..=2).contains(&part.len());
    if !short(month) || ![first, month, last].into_iter().all(all_digits) {
        return None;
    }
    match (first.len(), last.len()) {
        (4, _) if short(last) => Some([first, month, last]),
        (_, 4) if short(first) => Some([last, month, first]),
        _ => None,
    }
}

fn check(value: &str, context: Context) -> Option<Problem> {
    match parse(value) {
        Ok(date) if date > context.facts.today => Some(Problem::error(Reason::DateFuture)),
        Ok(_) => None,
        Err(reason) => Some(Problem::error(reason)),
    }
}

fn canonical(value: &str, _: Context) -> String {
    parse(value).map_or_else(|_| value.to_owned(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_canonical, assert_checks};
    use super::*;

    #[test]
    fn days_are_told_from_mistakes() {
        let wrong = |reason| Some(Problem::error(reason));
        assert_checks(
            RULE,
            &[
                ("ISO", "1990-02-01", None),
                ("today", "24.11.2026", None),
                ("leap day", "29.02.2000", None),
                ("tomorrow", "25.11.2026", wrong(Reason::DateFuture)),
                ("no leap day", "29.02.1900", wrong(Reason::DateImpossible)),
                ("month 13", "1990-13-01", wrong(Reason::DateImpossible)),
                ("day 0", "00.02.1990", wrong(Reason::DateImpossible)),
                ("digits, year first", "19900201", wrong(Reason::DateImpossible)),
                ("year of two digits", "01.02.90", wrong(Reason::DateSyntax)),
                ("year of five digits", "01.02.19900", wrong(Reason::DateSyntax)),
                ("no year", "01.02", wrong(Reason::DateSyntax)),
                ("four parts", "01.02.1990.", wrong(Reason::DateSyntax)),
                ("mixed separators", "01.02-1990", wrong(Reason::DateSyntax)),
                ("nothing between", "01..1990", wrong(Reason::DateSyntax)),
                ("month in words", "1 lutego 1990", wrong(Reason::DateSyntax)),
                ("seven digits", "1021990", wrong(Reason::DateSyntax)),
                ("signs", "+1.+2.1990", wrong(Reason::DateSyntax)),
                ("other digits", "0\u{661}.02.1990", wrong(Reason::DateSyntax)),
            ],
        );
    }

    #[test]
    fn every_form_is_sent_as_iso() {
        for text in [
            "1990-02-01",
            "1990-2-1",
            "01.02.1990",
            "1.2.1990",
            "01021990",
            "01-02-1990",
            "01/02/1990",
        ] {
            assert_canonical(RULE, &[(text, "1990-02-01")]);
        }
        assert_canonical(RULE, &[("31.02.1990", "31.02.1990"), ("x", "x")]);
    }
}
