//! What a document says of a customer, field by field.

use super::{FieldId, FieldKind};
use serde_json::Value;

/// What a customer's JSON document says, field by field; as text, for people to compare.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerValues(Vec<(FieldId, Vec<String>)>);

impl CustomerValues {
    /// Reads a customer as the API takes one, or as it shows one: there the lists are called `emails` and
    /// `phone_numbers`. Of what is not in [`FIELDS`](super::FIELDS) nothing is kept.
    #[must_use]
    pub fn read(document: &Value) -> Self {
        let fields = FieldId::all().filter_map(|field| {
            let (parent, key) = field.field().parent_and_key();
            let holder = parent.map_or(Some(document), |parent| document.get(parent))?;
            let mut values = texts(holder.get(key));
            if field.field().kind == FieldKind::Rows {
                for text in texts(holder.get(format!("{key}s"))) {
                    if !values.contains(&text) {
                        values.push(text);
                    }
                }
            }
            (!values.is_empty()).then_some((field, values))
        });
        Self(fields.collect())
    }

    /// The values of a field; none where the document does not have it.
    #[must_use]
    pub fn of(&self, field: FieldId) -> &[String] {
        let found = self.0.iter().find(|(known, _)| *known == field);
        found.map_or(&[], |(_, values)| values.as_slice())
    }
}

/// A value as texts: one of a scalar, several of a list, `name: value` of an object. Blank ones are left out.
fn texts(value: Option<&Value>) -> Vec<String> {
    let texts = match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(scalar @ (Value::Number(_) | Value::Bool(_))) => vec![scalar.to_string()],
        Some(Value::Array(items)) => items.iter().filter_map(|item| scalar(item, "")).collect(),
        Some(Value::Object(members)) => members
            .iter()
            .filter_map(|(name, value)| scalar(value, &format!("{name}: ")))
            .collect(),
        Some(Value::Null) | None => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.trim().is_empty()).collect()
}

fn scalar(value: &Value, prefix: &str) -> Option<String> {
    match value {
        Value::String(text) => Some(format!("{prefix}{text}")),
        Value::Number(_) | Value::Bool(_) => Some(format!("{prefix}{value}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_customer_is_read_as_it_is_sent_and_as_it_is_shown() {
        let document = json!({
            "customer_id": 324, "surname": "Nowak", "name": null, "job": " ", "vip": true, "company_id": 17,
            "phone_number": "333444555", "phone_numbers": ["333444555", "+48123432234"], "emails": ["a@b.pl"],
            "address": {"city": "Łódź"}, "invoice_address": "none", "custom_fields": {"kampania": "lato", "x": null},
            "unheard_of": "y",
        });
        let values = CustomerValues::read(&document);
        for (path, expected) in [
            ("surname", vec!["Nowak"]),
            ("name", vec![]),
            ("job", vec![]),
            ("vip", vec!["true"]),
            ("company_id", vec!["17"]),
            ("phone_number", vec!["333444555", "+48123432234"]),
            ("email", vec!["a@b.pl"]),
            ("address.city", vec!["Łódź"]),
            ("invoice_address.city", vec![]),
            ("custom_fields", vec!["kampania: lato"]),
        ] {
            assert_eq!(values.of(FieldId::of(path).unwrap()), expected, "{path}");
        }
        for nothing in [json!(null), json!([]), json!("x"), json!({"surname": {"a": []}})] {
            assert_eq!(
                CustomerValues::read(&nothing),
                CustomerValues::default(),
                "{nothing}"
            );
        }
    }
}
