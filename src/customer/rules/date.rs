//! A birthdate: day, month, year as Poles write it, or the ISO form in which it is sent.

use super::{Rule, RuleInput, all_digits, always, artifact};
use crate::customer::{Problem, Reason};
use jiff::civil::Date;

/// A day of the calendar, from 1900 to today.
pub const RULE: Rule = Rule {
    check,
    canonical,
    tidy: always,
};

/// The day that a text means: `1990-02-01`, `01.02.1990`, `1.2.1990`, `01-02-1990`, `01/02/1990` or `01021990` for the
/// first of February. `r.` behind it, and a time that is midnight, as databases and spreadsheets add it, say nothing more.
///
/// # Errors
/// [`Reason::DateSyntax`] where it is of another form, [`Reason::DateImpossible`] where the calendar has no such day.
pub fn parse(text: &str) -> Result<Date, Reason> {
    let text = day_alone(text.trim());
    let [year, month, day] = parts(text).ok_or_else(|| syntax(text))?;
    let date = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    date().ok_or(Reason::DateImpossible)
}

/// The day that a text with slashes means, where it would be another one with the month first, as Americans write it: the
/// second of January for `2/1/1990`.
#[must_use]
pub fn day_or_month(text: &str) -> Option<Date> {
    let date = parse(text).ok().filter(|_| text.contains('/'))?;
    let is_year_first = text.trim().split('/').next().is_some_and(|first| first.len() > 2);
    (!is_year_first && date.day() <= 12 && date.day() != date.month()).then_some(date)
}

/// Why a day is no customer's birthdate; none where it may be.
pub(super) fn out_of_range(date: Date, today: Date) -> Option<Reason> {
    if date > today {
        Some(Reason::DateFuture)
    } else {
        (date.year() < 1900).then_some(Reason::DateBefore1900)
    }
}

/// A text of another form than a day's: spreadsheets count days from the end of 1899, so that those of 1927 to 2173 have five
/// digits.
fn syntax(text: &str) -> Reason {
    if text.len() == 5 && all_digits(text) {
        Reason::DateSerial
    } else {
        Reason::DateSyntax
    }
}

/// The text without what may be behind a day: midnight, or `r.` for *roku*.
fn day_alone(text: &str) -> &str {
    if let Some((day, time)) = text.split_once(['T', ' '])
        && is_midnight(time.trim())
    {
        return day;
    }
    let without_point = text.strip_suffix('.').unwrap_or(text);
    let day = without_point
        .strip_suffix("roku")
        .or_else(|| without_point.strip_suffix(['r', 'R']));
    day.map_or(text, str::trim_end)
}

/// `00:00`, `0:00:00`, `00:00:00.000Z`. Any other time may have moved the day by the zone that it is of.
fn is_midnight(time: &str) -> bool {
    let time = time
        .strip_suffix(['Z', 'z'])
        .or_else(|| time.strip_suffix("+00:00"))
        .unwrap_or(time);
    let parts: Vec<&str> = time.split([':', '.']).collect();
    let zeros = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte == b'0');
    (2..=4).contains(&parts.len()) && parts.iter().all(zeros)
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

fn check(value: &str, input: RuleInput) -> Option<Problem> {
    match parse(value) {
        Ok(date) => out_of_range(date, input.context.today).map(Problem::error),
        Err(reason) => Some(Problem::error(artifact::number(value).unwrap_or(reason))),
    }
}

fn canonical(value: &str, _: RuleInput) -> String {
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
                ("the first day", "01.01.1900", None),
                ("before 1900", "31.12.1899", wrong(Reason::DateBefore1900)),
                ("long before 1900", "0990-02-01", wrong(Reason::DateBefore1900)),
                ("Excel's number of a day", "32905", wrong(Reason::DateSerial)),
                ("six digits", "010290", wrong(Reason::DateSyntax)),
                (
                    "a decimal",
                    "32905,0",
                    wrong(Reason::NumberDecimal(",0".to_owned())),
                ),
                ("a mark", "'1990-02-01", wrong(Reason::FormulaMark)),
                ("a time of day", "1990-02-01 13:45:00", wrong(Reason::DateSyntax)),
                (
                    "the day before, in another zone",
                    "1990-01-31T23:00:00Z",
                    wrong(Reason::DateSyntax),
                ),
                ("a zone", "1990-02-01T00:00:00+02:00", wrong(Reason::DateSyntax)),
                ("no time", "1990-02-01 ", None),
                ("half a time", "1990-02-01 00", wrong(Reason::DateSyntax)),
                ("r. alone", "r.", wrong(Reason::DateSyntax)),
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
            "1990-02-01 00:00:00",
            "1990-02-01T00:00:00",
            "1990-02-01T00:00:00.000Z",
            "1990-02-01T00:00:00+00:00",
            "1990-02-01 00:00",
            "01.02.1990 0:00:00",
            "01.02.1990 r.",
            "01.02.1990r.",
            "1.02.1990r",
            "1.2.1990 R.",
            "01.02.1990 roku",
        ] {
            assert_canonical(RULE, &[(text, "1990-02-01")]);
        }
        assert_canonical(RULE, &[("31.02.1990", "31.02.1990"), ("x", "x")]);
    }
}
