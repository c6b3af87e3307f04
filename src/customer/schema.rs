//! The JSON Schema (draft 2020-12) of a customer's document, made from the table of fields and the tenant's settings.
//!
//! It describes the structure that [`ParsedDocument`](super::ParsedDocument) takes: the names, the types, and which fields must
//! have a value. Whether a value is right is for the rules. Two things of a document no schema can see: a name that is
//! there twice, and what is no JSON.

use super::read::untypable;
use super::{FIELDS, Field, FieldId, FieldKind, RuleContext};
use crate::i18n::Locale;
use crate::text::is_blank;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// The dialect of every schema of this program.
pub(crate) const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a customer of this tenant, with the labels of the form for titles.
#[must_use]
pub fn customer_schema(context: &RuleContext, locale: &Locale) -> Value {
    let mut schema = json!({
        "$schema": DIALECT,
        "title": locale.texts().schema_customer(),
        "description": locale.texts().schema_customer_more(),
    });
    let is_required = |field: &Field| field.required;
    merge(
        &mut schema,
        object_schema(context, locale, &|_| true, &is_required),
    );
    schema
}

/// The schema of an object that has some of the fields, and needs some of them besides those that the tenant requires.
pub(crate) fn object_schema(
    context: &RuleContext,
    locale: &Locale,
    has: &dyn Fn(&Field) -> bool,
    is_required: &dyn Fn(&Field) -> bool,
) -> Value {
    let writer = SchemaWriter {
        context,
        locale,
        has,
        is_required,
    };
    let mut object = ObjectSchema::default();
    for field in FIELDS.iter().filter(|field| has(field)) {
        match field.parent_and_key() {
            (None, key) => object.add(key, writer.field(field), writer.needs(field)),
            (Some(parent), _) if !object.has(parent) => {
                let (address, needed) = writer.address(parent);
                object.add(parent, address, needed);
            }
            (Some(_), _) => {}
        }
    }
    object.finish(&["object"], &json!(false))
}

/// The members of an object, and those that must be there.
#[derive(Default)]
struct ObjectSchema {
    properties: Map<String, Value>,
    required: Vec<String>,
}

impl ObjectSchema {
    fn has(&self, key: &str) -> bool {
        self.properties.contains_key(key)
    }

    fn add(&mut self, key: &str, schema: Value, needed: bool) {
        self.properties.insert(key.to_owned(), schema);
        if needed {
            self.required.push(key.to_owned());
        }
    }

    fn finish(self, types: &[&str], others: &Value) -> Value {
        let mut schema = json!({
            "type": one_or_many(types),
            "properties": self.properties,
            "additionalProperties": others,
        });
        if !self.required.is_empty() {
            merge(&mut schema, json!({"required": self.required}));
        }
        schema
    }
}

struct SchemaWriter<'a> {
    context: &'a RuleContext,
    locale: &'a Locale,
    has: &'a dyn Fn(&Field) -> bool,
    is_required: &'a dyn Fn(&Field) -> bool,
}

impl SchemaWriter<'_> {
    /// Whether a customer without a value of this field is refused.
    fn needs(&self, field: &Field) -> bool {
        match field.kind {
            FieldKind::Pairs => self
                .context
                .custom_fields
                .iter()
                .any(|custom| self.needs_custom(&custom.name)),
            _ => (self.is_required)(field) || self.is_listed(field.path),
        }
    }

    fn needs_custom(&self, name: &str) -> bool {
        let custom = self.context.custom_field(name);
        custom.is_some_and(|custom| custom.required) || self.is_listed(&format!("{}.{name}", custom_fields()))
    }

    fn is_listed(&self, path: &str) -> bool {
        self.context.form.required.iter().any(|listed| listed == path)
    }

    /// The label that the tenant has given to a path, or the program's own.
    fn title(&self, path: &str, own: &str) -> String {
        let label = self.context.form.labels.get(path);
        label.map_or_else(|| own.to_owned(), Clone::clone)
    }

    /// The object of an address, and whether it must be there.
    fn address(&self, parent: &str) -> (Value, bool) {
        let mut parts = ObjectSchema::default();
        let mut title = String::new();
        for field in FIELDS.iter().filter(|field| (self.has)(field)) {
            if let (Some(object), key) = field.parent_and_key()
                && object == parent
            {
                title = field.place.0.title(self.locale);
                parts.add(key, self.field(field), self.needs(field));
            }
        }
        let needed = !parts.required.is_empty();
        let types: &[&str] = if needed { &["object"] } else { &["object", "null"] };
        let mut schema = json!({"title": title});
        merge(&mut schema, parts.finish(types, &json!(false)));
        (schema, needed)
    }

    /// The value of a field. A member that is null says nothing, so that it cannot be one that must be there.
    fn field(&self, field: &Field) -> Value {
        let needed = self.needs(field);
        let mut schema = json!({"title": self.title(field.path, &field.label(self.locale))});
        if field.kind == FieldKind::Pairs {
            merge(&mut schema, self.custom_fields(needed));
            return schema;
        }
        merge(&mut schema, json!({"type": types(field.kind, needed)}));
        if field.kind == FieldKind::Rows {
            merge(&mut schema, json!({"items": {"type": "string"}}));
        }
        if needed {
            merge(&mut schema, value_is_there(field.kind));
        }
        merge(&mut schema, json!({"examples": self.examples(field)}));
        schema
    }

    /// The values that the tenant has configured, or one that is right.
    fn examples(&self, field: &Field) -> Vec<Value> {
        let choices = self.context.choices(field.path);
        if !choices.is_empty() {
            return choices.iter().map(|choice| json!(choice.value)).collect();
        }
        vec![match field.kind {
            FieldKind::Number | FieldKind::Flag => {
                field.sample.parse().unwrap_or_else(|_| json!(field.sample))
            }
            _ => json!(field.sample),
        }]
    }

    /// The tenant's custom fields, and any others: the CRM may have more than the settings know.
    fn custom_fields(&self, needed: bool) -> Value {
        let mut pairs = ObjectSchema::default();
        for custom in &self.context.custom_fields {
            let needed = self.needs_custom(&custom.name);
            let path = format!("{}.{}", custom_fields(), custom.name);
            let mut schema = json!({
                "title": self.title(&path, custom.label()),
                "type": types(FieldKind::Pairs, needed),
            });
            if needed {
                merge(
                    &mut schema,
                    json!({"pattern": any_but(FieldKind::Pairs, char::is_whitespace)}),
                );
            }
            if !custom.choices.is_empty() {
                let values: Vec<&str> = custom
                    .choices
                    .iter()
                    .map(|choice| choice.value.as_str())
                    .collect();
                merge(&mut schema, json!({"examples": values}));
            }
            pairs.add(&custom.name, schema, needed);
        }
        let types: &[&str] = if needed { &["object"] } else { &["object", "null"] };
        pairs.finish(types, &json!({"type": ["string", "null"]}))
    }
}

/// The object of the custom fields.
fn custom_fields() -> &'static str {
    FieldId::named("custom_fields").field().path
}

/// The types of a field's value; of custom fields, those of each value.
fn types(kind: FieldKind, needed: bool) -> Value {
    let mut types = match kind {
        FieldKind::Line | FieldKind::Lines | FieldKind::Choice | FieldKind::Pairs => vec!["string"],
        FieldKind::Number => vec!["number", "string"],
        FieldKind::Rows => vec!["string", "array"],
        FieldKind::Flag => vec!["boolean"],
    };
    types.extend((!needed).then_some("null"));
    one_or_many(&types)
}

fn one_or_many(types: &[&str]) -> Value {
    match types {
        [one] => json!(one),
        many => json!(many),
    }
}

/// What keeps a text from being blank, and a list from having blank texts only.
fn value_is_there(kind: FieldKind) -> Value {
    let pattern = any_but(kind, |_| true);
    match kind {
        FieldKind::Rows => json!({"pattern": pattern, "contains": {"pattern": pattern}}),
        FieldKind::Flag => json!({}),
        _ => json!({"pattern": pattern}),
    }
}

/// All characters that alone are a blank text.
static BLANKS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let is_blank = |character: &char| is_blank(character.encode_utf8(&mut [0; 4]));
    ('\0'..=char::MAX).filter(is_blank).collect()
});

/// A regular expression that finds a character which is none of the blank ones that count. A character that cannot be typed makes a
/// document wrong by itself, and is not blank here.
fn any_but(kind: FieldKind, counts: impl Fn(char) -> bool) -> String {
    let excluded = |character: &char| {
        counts(*character) && untypable(kind, character.encode_utf8(&mut [0; 4])).is_none()
    };
    let mut ranges: Vec<(char, char)> = Vec::new();
    for character in BLANKS.iter().copied().filter(excluded) {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(character) => *last = character,
            _ => ranges.push((character, character)),
        }
    }
    let class = ranges.into_iter().fold(String::new(), |class, (first, last)| {
        class + &in_class(first) + "-" + &in_class(last)
    });
    format!("[^{class}]")
}

/// A character in a class of a regular expression. The dialects agree on an escape of four digits only.
fn in_class(character: char) -> String {
    match u32::from(character) {
        code @ ..=0xffff => format!("\\u{code:04x}"),
        _ => character.to_string(),
    }
}

/// Puts members behind those of an object.
fn merge(object: &mut Value, members: Value) {
    if let (Value::Object(object), Value::Object(members)) = (object, members) {
        object.extend(members);
    }
}
