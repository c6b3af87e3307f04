//! Cells that a spreadsheet would take for formulas, made harmless by a mark that importing takes off again.
//!
//! After OWASP's advice on CSV injection: a cell that begins with a sign that starts a formula, in its ordinary or its
//! full-width form, with a tab or with a line break gets an apostrophe before it. Blanks in front make no difference, for
//! some spreadsheets drop them. A cell that looks like one with a mark gets one more, so that every cell comes back as it was.

use std::borrow::Cow;

/// What comes before a cell that a spreadsheet would calculate.
const MARK: char = '\'';

/// The cell as it is written: harmless in a spreadsheet.
#[must_use]
pub fn mark(cell: &str) -> Cow<'_, str> {
    if needs_mark(cell) {
        Cow::Owned(format!("{MARK}{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell as it was before it was marked. Other apostrophes stay: `'s-Hertogenbosch`.
#[must_use]
pub fn unmark(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(rest) if needs_mark(rest) => rest,
        _ => cell,
    }
}

/// Whether a cell starts a formula, or could be taken for a marked one.
fn needs_mark(cell: &str) -> bool {
    let unmarked = cell.trim_start_matches(MARK);
    if unmarked.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let text = unmarked.trim_start();
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !is_number(text)
}

/// Whether a text is a plus and digits, as phone numbers are: there is nothing to calculate.
fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        digits
            .chars()
            .all(|sign| sign.is_ascii_digit() || matches!(sign, ' ' | '\u{a0}'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_starts_a_formula_is_marked_and_nothing_else() {
        let marked = [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\rx",
            "\nx",
            "  =1",
            "\u{a0}=1",
            "＝1",
            "-",
            "+48-601-234-567",
            "'=1",
            "''@x",
        ];
        for cell in marked {
            assert_eq!(mark(cell), format!("'{cell}"), "{cell:?}");
            assert_eq!(unmark(&mark(cell)), cell);
        }
        for cell in [
            "",
            "x",
            "+48601234567",
            "+48 601 234 567",
            "'s-Hertogenbosch",
            "'",
            "1-2",
            "a=b",
            "'+48601234567",
        ] {
            assert_eq!(mark(cell), cell);
            assert_eq!(unmark(cell), cell, "{cell:?}");
        }
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(cell in "['=+@\t\r\n 1x＝-]{0,6}|.{0,12}") {
            let written = mark(&cell).into_owned();
            prop_assert_eq!(unmark(&written), &cell);
            let first = written.trim_start().chars().next();
            prop_assert!(!matches!(first, Some('=' | '-' | '@')), "{:?}", written);
        }
    }
}
