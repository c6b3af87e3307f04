//! What differs between a card that was sent and one that is in its place now.
//!
//! Both are read by the rules of today, so that what these rules have changed since is no difference.

use super::rules::phone;
use super::{
    Card, FieldId, FieldKind, RuleContext, SentContent, Slot, StoredDetail, fingerprint, mask, payload,
};
use crate::text::composed;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// A field in which two cards differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// The field's path; that of a custom field ends in its name.
    #[serde(rename = "field")]
    pub path: String,
    /// What was sent, as far as it is kept; none where the field was empty.
    pub sent: Option<String>,
    /// What is there now, masked where the other is; none where the field is empty.
    pub now: Option<String>,
}

const PHONE: FieldId = FieldId::named("phone_number");

/// The values of a field, or of one custom field.
struct FieldValues {
    path: String,
    values: Vec<String>,
}

/// The fields in which a card differs from what was sent, in the API's order. Of a record that is masked, what leads to a
/// person is compared by what the mask leaves of it.
#[must_use]
pub fn differences(sent: &SentContent, now: &Card, context: &RuleContext) -> Vec<Difference> {
    let differences = FieldId::all().flat_map(|field| {
        let hidden =
            sent.detail == StoredDetail::Masked && mask::personal().any(|personal| personal == field);
        let read = |card| {
            if hidden {
                masked(card, field)
            } else {
                values(card, field, context)
            }
        };
        differing(read(&sent.card), read(now), hidden)
    });
    let mut differences: Vec<Difference> = differences.collect();
    // What the CRM has is what went out then, and not what would go out today.
    let payload = serde_json::from_str(&sent.payload).unwrap_or_default();
    for one in &mut differences {
        if one.sent.is_some() {
            one.sent = in_payload(&payload, &one.path).or(one.sent.take());
        }
    }
    differences
}

/// Whether what the mask hides of what was sent is what a card has in these fields, as the hash of the payload proves.
#[must_use]
pub fn is_same_behind_mask(sent: &SentContent, now: &Card, context: &RuleContext) -> bool {
    let today = |slot| now.canonical(slot, context);
    // As older programs wrote it, which knew less of phones.
    let then = |slot: Slot| match slot.field {
        PHONE => Some(phone::without_separators(now.get(slot).trim())).filter(|number| !number.is_empty()),
        _ => today(slot),
    };
    let is_sent = |read: &dyn Fn(Slot) -> Option<String>| {
        let mut fields: Vec<FieldId> = mask::personal().collect();
        fields.sort_by_key(|field| field.index());
        let slots = fields
            .iter()
            .flat_map(|field| (0..now.rows(*field)).map(|row| Slot::row(*field, row)));
        let values: Vec<String> = slots.filter_map(read).collect();
        // Older programs have hashed the payload as it was written, or would be today.
        mask::filled(&sent.payload, &values).is_some_and(|filled| {
            let hashes = [
                fingerprint(&filled),
                payload::hash(&filled),
                payload::hash(&composed(&filled)),
            ];
            hashes.contains(&sent.payload_hash)
        })
    };
    is_sent(&today) || is_sent(&then)
}

/// The value at a path of a payload, for people; several with commas between them.
fn in_payload(payload: &Value, path: &str) -> Option<String> {
    let value = match path.split_once('.') {
        None => payload.get(path)?,
        Some((parent, key)) => payload.get(parent)?.get(key)?,
    };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(match value {
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        value => text(value),
    })
}

fn differing(sent: Vec<FieldValues>, now: Vec<FieldValues>, hidden: bool) -> Vec<Difference> {
    let mut now = now;
    let mut differences = Vec::new();
    let joined = |values: &FieldValues| values.values.join(", ");
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
fn values(card: &Card, field: FieldId, context: &RuleContext) -> Vec<FieldValues> {
    let filled = (0..card.rows(field)).filter_map(|row| {
        let value = card.canonical(Slot::row(field, row), context)?;
        Some((row, value))
    });
    let path = field.field().path;
    if field.field().kind == FieldKind::Pairs {
        let pairs = filled.map(|(row, value)| FieldValues {
            path: format!("{path}.{}", card.get(Slot::name(row)).trim()),
            values: vec![value],
        });
        return pairs.collect();
    }
    of_field(field, filled.map(|(_, value)| value).collect())
}

/// The values of a field as they are typed, masked.
fn masked(card: &Card, field: FieldId) -> Vec<FieldValues> {
    let typed = (0..card.rows(field)).map(|row| card.get(Slot::row(field, row)).trim());
    let filled = typed.filter(|value| !value.is_empty());
    of_field(field, filled.map(mask::value).collect())
}

fn of_field(field: FieldId, values: Vec<String>) -> Vec<FieldValues> {
    if values.is_empty() {
        return Vec::new();
    }
    let path = field.field().path.to_owned();
    vec![FieldValues { path, values }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Payload;
    use jiff::civil::date;

    fn card(document: &str, context: &RuleContext) -> Card {
        Card::read_json(document, context).unwrap()
    }

    fn sent(document: &str, detail: StoredDetail, context: &RuleContext) -> SentContent {
        let mut card = card(document, context);
        let payload = Payload::of(&card, context);
        let mut text = payload.text().to_owned();
        if detail == StoredDetail::Masked {
            mask::card(&mut card);
            text = mask::payload(&text);
        }
        SentContent {
            card,
            payload_hash: payload.fingerprint(),
            payload: text,
            detail,
        }
    }

    #[test]
    fn only_what_would_be_sent_differently_differs() {
        let context = RuleContext::on(date(2026, 11, 26));
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
        for (before, now, expected) in cases {
            let sent = sent(before, StoredDetail::Full, &context);
            let found = differences(&sent, &card(now, &context), &context);
            let text = |value: &Option<String>| value.as_deref().unwrap_or("-").to_owned();
            let found = found.iter();
            let found: Vec<String> = found
                .map(|one| format!("{}: {} > {}", one.path, text(&one.sent), text(&one.now)))
                .collect();
            assert_eq!(found, expected, "{before} {now}");
        }
    }

    #[test]
    fn what_is_masked_is_compared_by_what_is_left() {
        let context = RuleContext::on(date(2026, 11, 26));
        let before = r#"{"surname":"N","phone_number":"333 444 555","email":"jan@k.pl","note":"x"}"#;
        let masked = sent(before, StoredDetail::Masked, &context);
        for (now, expected) in [
            (before, &[] as &[&str]),
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
            let found = differences(&masked, &card(now, &context), &context);
            let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
            assert_eq!(paths, expected, "{now}");
            assert!(
                found.iter().all(|one| !format!("{one:?}").contains("333444")),
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_was_sent_is_told_as_it_went_out() {
        let context = RuleContext::on(date(2026, 11, 26));
        let mut sent = sent(
            r#"{"surname":"N","phone_number":"+48(0)333 801 001"}"#,
            StoredDetail::Full,
            &context,
        );
        sent.payload = r#"{"surname":"N","phone_number":"+480333801001"}"#.to_owned();
        let found = differences(
            &sent,
            &card(r#"{"surname":"N","phone_number":"1"}"#, &context),
            &context,
        );
        assert_eq!(found[0].sent.as_deref(), Some("+480333801001"));
    }

    #[test]
    fn the_hash_proves_what_is_masked_also_as_older_programs_wrote_it() {
        let context = RuleContext::on(date(2026, 11, 26));
        let document = r#"{"surname":"Ż","email":["a@b.pl","c@d.pl"],"phone_number":"+48(0)333 801 001"}"#;
        let today = sent(document, StoredDetail::Masked, &context);
        let older = Payload::of(&card(document, &context), &context)
            .text()
            .replace("+48333801001", "+480333801001");
        // Masked after the store has renewed the hash.
        let renewed = SentContent {
            payload: mask::payload(&older.replace('Ż', "Z\u{307}")),
            ..today.clone()
        };
        let older = SentContent {
            payload: mask::payload(&older),
            payload_hash: payload::hash(&older),
            ..today.clone()
        };
        assert_ne!(today.payload_hash, older.payload_hash, "the rules have changed");
        for (now, same) in [
            (document, true),
            (
                r#"{"note":"x","email":["a@b.pl","c@d.pl"],"phone_number":"+48(0)333 801 001"}"#,
                true,
            ),
            (
                r#"{"surname":"Ż","email":["a@b.pl","c@d.pl"],"phone_number":"+48(0)333 802 001"}"#,
                false,
            ),
            (
                r#"{"surname":"Ż","email":["a@b.pl"],"phone_number":"+48(0)333 801 001"}"#,
                false,
            ),
            (r#"{"surname":"Ż"}"#, false),
        ] {
            for sent in [&today, &older, &renewed] {
                assert_eq!(
                    is_same_behind_mask(sent, &card(now, &context), &context),
                    same,
                    "{now}"
                );
            }
        }
    }
}
