//! What holds for all rules, and the helpers of the rules' own tests.

use super::*;
use crate::customer::Choice;
use jiff::civil::date;
use proptest::prelude::*;

/// A context on 24 November 2026; `gender` has choices.
pub fn context() -> RuleContext {
    let mut context = RuleContext::on(date(2026, 11, 24));
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: Some(label.to_owned()),
        sex: None,
    };
    let choices = vec![choice("M", "Mężczyzna"), choice("K", "Kobieta")];
    context.choices.insert("gender".to_owned(), choices);
    context
}

fn input(context: &RuleContext) -> RuleInput<'_> {
    RuleInput {
        context,
        path: "gender",
        country: "",
    }
}

/// Checks rows of a name, a value and the problem that it has.
#[track_caller]
pub fn assert_checks(rule: Rule, table: &[(&str, &str, Option<Problem>)]) {
    let context = context();
    for (name, value, problem) in table {
        assert_eq!(
            (rule.check)(value, input(&context)),
            *problem,
            "{name}: {value:?}"
        );
    }
}

/// Checks pairs of a value and the form in which it is sent.
#[track_caller]
pub fn assert_canonical(rule: Rule, table: &[(&str, &str)]) {
    let context = context();
    for (value, sent) in table {
        assert_eq!((rule.canonical)(value, input(&context)), *sent, "{value:?}");
    }
}

const RULES: [(&str, Rule); 11] = [
    ("any", ANY),
    ("email", EMAIL),
    ("phone", PHONE),
    ("pesel", PESEL),
    ("nip", NIP),
    ("birthdate", BIRTHDATE),
    ("postcode", POSTCODE),
    ("homepage", HOMEPAGE),
    ("number", POSITIVE_NUMBER),
    ("flag", FLAG),
    ("choice", CHOICE),
];

/// Texts from anything at all to what nearly is a value, so that the branches behind the first check are reached.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9]{0,12}",
        "[+0-9 ().\u{2013}/-]{0,20}",
        "(pl|PL|Pl|DE)? ?[0-9]{3}-?[0-9]{3}-?[0-9]{2}-?[0-9]{2}",
        "[0-9]{2}[- ]?[0-9]{3}",
        "[0-9]{1,2}[./-][0-9]{1,2}[./-](18|19|20)[0-9]{2}",
        "(https?://|ftp://|mailto:|http:)?[a-zż.\\[\\]:@-]{1,12}(:[0-9]{0,6})?(/[a-z ]*)?",
        "[a-zż.+\"]{1,6}@[a-z.-]{1,10}\\.pl",
        "(?i)(true|false|tak|nie|t|n|m|k|kobieta|mężczyzna)",
    ]
}

proptest! {
    /// A panic in any rule fails this as well.
    #[test]
    fn what_is_sent_is_stable_and_has_no_more_problems(text in text()) {
        let context = context();
        let text = text.trim();
        prop_assume!(!text.is_empty());
        for (name, rule) in RULES {
            let problem = (rule.check)(text, input(&context));
            let sent = (rule.canonical)(text, input(&context));
            prop_assert_eq!(&(rule.canonical)(&sent, input(&context)), &sent, "{}", name);
            prop_assert_eq!((rule.check)(&sent, input(&context)), problem, "{}", name);
        }
    }

    /// Rules see only trimmed values; one that breaks on others is a trap all the same.
    #[test]
    fn no_rule_panics_on_any_text(text in any::<String>(), country in any::<String>()) {
        let context = context();
        for (_, rule) in RULES {
            let input = RuleInput { context: &context, path: "gender", country: &country };
            (rule.check)(&text, input);
            (rule.canonical)(&text, input);
        }
    }
}
