//! What differs between a card that was sent and one that stands in its place now.
//!
//! Both are read by the rules of today, so that what these rules have changed since is no difference.

use super::{Card, Detail, Facts, FieldId, Kind, Slot, mask};
use serde::Serialize;

/// A field in which two cards differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field's path; that of a custom field ends in its name.
    #[serde(rename = "field")]
    pub path: String,
    /// What was sent, as far as it is kept; none where the field was empty.
    pub sent: Option<String>,
    /// What stands there now, masked where the other is; none where the field is empty.
    pub now: Option<String>,
}

/// The values of a field, or of one custom field.
struct Values {
    path: String,
    values: Vec<String>,
}

/// The fields in which two cards differ, in the API's order. Of a record that is masked, what leads to a person is
/// compared by what the mask leaves of it.
#[must_use]
pub fn differences(sent: &Card, now: &Card, detail: Detail, facts: &Facts) -> Vec<Difference> {
    FieldId::all()
        .flat_map(|field| {
            let hidden = detail == Detail::Masked && mask::personal().any(|personal| personal == field);
            let read = |card| {
                if hidden {
                    masked(card, field)
                } else {
                    values(card, field, facts)
                }
            };
            differing(read(sent), read(now), hidden)
        })
        .collect()
}

fn differing(sent: Vec<Values>, now: Vec<Values>, hidden: bool) -> Vec<Difference> {
    let mut now = now;
    let mut differences = Vec::new();
    let joined = |values: &Values| values.values.join(", ");
    for before in sent {
        let same_path = now.iter().position(|values| values.path == before.path);
        let after = same_path.map(|index| now.remove(index));
        if after
            .as_ref()
            .is_none_or(|after| !are_same(&before.values, &after.values, hidden))
        {
            differences.push(Difference {
                sent: Some(joined(&before)),
                now: after.as_ref().map(joined),
                path: before.path,
            });
        }
    }
    differences.extend(now.into_iter().map(|added| Difference {
        sent: None,
        now: Some(joined(&added)),
        path: added.path,
    }));
    differences
}

fn are_same(sent: &[String], now: &[String], hidden: bool) -> bool {
    if !hidden {
        return sent == now;
    }
    sent.len() == now.len() && sent.iter().zip(now).all(|(sent, now)| left(sent) == left(now))
}

/// The letters and digits that a mask has left of a value: its separators are a matter of how it was written.
fn left(masked: &str) -> String {
    let left = masked.chars().filter(|character| character.is_alphanumeric());
    left.flat_map(char::to_lowercase).collect()
}

/// The values of a field as they are sent; of custom fields one a name. None where it is empty.
fn values(card: &Card, field: FieldId, facts: &Facts) -> Vec<Values> {
    let filled = (0..card.rows(field)).filter_map(|row| {
        let value = card.canonical(Slot::row(field, row), facts)?;
        Some((row, value))
    });
    let path = field.field().path;
    if field.field().kind == Kind::Pairs {
        let pairs = filled.map(|(row, value)| Values {
            path: format!("{path}.{}", card.get(Slot::name(row)).trim()),
            values: vec![value],
        });
        return pairs.collect();
    }
    of_field(field, filled.map(|(_, value)| value).collect())
}

/// The values of a field as they are typed, masked.
fn masked(card: &Card, field: FieldId) -> Vec<Values> {
    let typed = (0..card.rows(field)).map(|row| card.get(Slot::row(field, row)).trim());
    let filled = typed.filter(|value| !value.is_empty());
    of_field(field, filled.map(mask::value).collect())
}

fn of_field(field: FieldId, values: Vec<String>) -> Vec<Values> {
    if values.is_empty() {
        return Vec::new();
    }
    let path = field.field().path.to_owned();
    vec![Values { path, values }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn card(document: &str, facts: &Facts) -> Card {
        Card::read_json(document, facts).unwrap()
    }

    #[test]
    fn only_what_would_be_sent_differently_differs() {
        let facts = Facts::on(date(2026, 11, 26));
        let cases: [(&str, &str, &[&str]); 9] = [
            (r#"{"surname":"Żak"}"#, r#"{"surname":"Żak"}"#, &[]),
            (
                r#"{"surname":"Żak"}"#,
                r#"{"surname":"Jan"}"#,
                &["surname: Żak > Jan"],
            ),
            (
                r#"{"surname":"Jan","name":"Żak"}"#,
                r#"{"surname":"Żak","name":"Jan"}"#,
                &["name: Żak > Jan", "surname: Jan > Żak"],
            ),
            (
                r#"{"surname":"N"}"#,
                r#"{"surname":"N","note":"x"}"#,
                &["note: - > x"],
            ),
            (
                r#"{"surname":"N","address":{"city":"Łódź"}}"#,
                r#"{"surname":"N"}"#,
                &["address.city: Łódź > -"],
            ),
            (
                r#"{"surname":"N","phone_number":"333 444 555","birthdate":"1.2.1990"}"#,
                r#"{"surname":" N ","phone_number":["333444555"],"birthdate":"1990-02-01"}"#,
                &[],
            ),
            (
                r#"{"surname":"N","email":["a@b.pl","c@d.pl"]}"#,
                r#"{"surname":"N","email":["c@d.pl","a@b.pl"]}"#,
                &["email: a@b.pl, c@d.pl > c@d.pl, a@b.pl"],
            ),
            (
                r#"{"surname":"N","custom_fields":{"a":"1","b":"2"}}"#,
                r#"{"surname":"N","custom_fields":{"b":"3","a":"1","c":"4"}}"#,
                &["custom_fields.b: 2 > 3", "custom_fields.c: - > 4"],
            ),
            (
                r#"{"surname":"N","vip":true}"#,
                r#"{"surname":"N","vip":false}"#,
                &["vip: true > false"],
            ),
        ];
        for (sent, now, expected) in cases {
            let found = differences(&card(sent, &facts), &card(now, &facts), Detail::Full, &facts);
            let text = |value: &Option<String>| value.as_deref().unwrap_or("-").to_owned();
            let found = found.iter();
            let found: Vec<String> = found
                .map(|one| format!("{}: {} > {}", one.path, text(&one.sent), text(&one.now)))
                .collect();
            assert_eq!(found, expected, "{sent} {now}");
        }
    }

    #[test]
    fn what_is_masked_is_compared_by_what_is_left() {
        let facts = Facts::on(date(2026, 11, 26));
        let sent = r#"{"surname":"N","phone_number":"333 444 555","email":"jan@k.pl","note":"x"}"#;
        let mut masked = card(sent, &facts);
        mask::card(&mut masked);
        for (now, expected) in [
            (sent, &[] as &[&str]),
            // Another number with the same end cannot be told apart here.
            (
                r#"{"surname":"N","phone_number":"111222355","email":"jan@k.pl","note":"x"}"#,
                &[],
            ),
            (
                r#"{"surname":"N","phone_number":"333444556","email":"jan@k.pl","note":"x"}"#,
                &["phone_number"],
            ),
            (
                r#"{"surname":"N","phone_number":["333444555","333444555"],"email":"ewa@k.pl","note":"y"}"#,
                &["email", "phone_number", "note"],
            ),
        ] {
            let found = differences(&masked, &card(now, &facts), Detail::Masked, &facts);
            let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
            assert_eq!(paths, expected, "{now}");
            assert!(
                found.iter().all(|one| !format!("{one:?}").contains("333444")),
                "{found:?}"
            );
        }
    }
}
