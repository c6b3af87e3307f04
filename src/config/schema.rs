//! The JSON Schema (draft 2020-12) of the settings file, made from the types that the parser fills and the table of settings.
//!
//! It describes the structure of the file: the keys, their types, the names that can be chosen from, and the ranges of numbers.
//! What a text must be, and what goes together, is for `kartoteka config check`.

use super::Config;
use super::checks::{LENGTH, ValueCheck};
use super::settings::{SETTINGS, SettingPath};
use crate::customer::{FIELDS, FieldKind};
use crate::keymap::BindingContext;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::ops::RangeInclusive;

/// Where the schema of the current version is published, for editors.
pub const SCHEMA_URL: &str = concat!(
    "https://raw.githubusercontent.com/kartoteka/kartoteka/main/",
    "docs/schema/config.json"
);

/// The first line of a settings file, by which an editor finds the schema.
pub(super) fn schema_line() -> String {
    format!("#:schema {SCHEMA_URL}\n")
}

/// The table of the system's settings that has settings itself.
const LOCKED: &str = "locked";

/// What the name of a table stands for in a path that leads to a schema.
const ANY_NAME: &str = "";

/// The schema of the settings file.
#[must_use]
pub fn settings_schema() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<Config>()
        .to_value();
    in_toml(&mut schema);
    if let Some(locked) = schema_at(&mut schema, &[LOCKED]) {
        // What is locked has the shape of the whole.
        locked["$ref"] = json!("#");
    }
    for setting in SETTINGS
        .iter()
        .filter(|setting| matches!(setting.place, SettingPath::File | SettingPath::Profile))
    {
        if let (ValueCheck::Whole(range, _), Some(value)) =
            (&setting.check, schema_at(&mut schema, &setting.path(ANY_NAME)))
        {
            set_range(value, range);
        }
    }
    if let Some(lengths) = schema_at(
        &mut schema,
        &["profiles", ANY_NAME, "form", "max_length", ANY_NAME],
    ) {
        set_range(lengths, &LENGTH);
    }
    name_fields(&mut schema);
    if let Some(choices) = schema_at(&mut schema, &["choices"]) {
        name_choices(choices);
    }
    if let Some(keys) = schema_at(&mut schema, &["keys"]) {
        name_actions(keys);
    }
    if let Some(root) = schema.as_object_mut() {
        root.remove("$defs");
        root.insert("$id".to_owned(), json!(SCHEMA_URL));
        root.insert("title".to_owned(), json!("The settings of Kartoteka"));
    }
    schema
}

/// The part of a schema for the value at the end of these steps. A step that is no property is the name of an entry.
fn schema_at<'s>(schema: &'s mut Value, path: &[&str]) -> Option<&'s mut Value> {
    path.iter().try_fold(schema, |schema, step| {
        let is_property = schema
            .get("properties")
            .is_some_and(|known| known.get(step).is_some());
        if is_property {
            schema.get_mut("properties")?.get_mut(step)
        } else {
            schema
                .get_mut("additionalProperties")
                .filter(|others| others.is_object())
        }
    })
}

fn set_range(schema: &mut Value, range: &RangeInclusive<i64>) {
    schema["minimum"] = json!(range.start());
    schema["maximum"] = json!(range.end());
}

/// Takes away what TOML does not have: null, and the widths of Rust's numbers.
fn in_toml(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            drop_null(members);
            members.remove("format");
            members.values_mut().for_each(in_toml);
        }
        Value::Array(items) => items.iter_mut().for_each(in_toml),
        _ => {}
    }
}

fn drop_null(members: &mut Map<String, Value>) {
    members.retain(|key, value| key != "default" || !value.is_null());
    if let Some(Value::Array(types)) = members.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            members["type"] = only.clone();
        }
    }
    if let Some(Value::Array(values)) = members.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    let Some(Value::Array(variants)) = members.get_mut("anyOf") else {
        return;
    };
    variants.retain(|variant| variant.get("type").is_none_or(|name| name != "null"));
    if let [Value::Object(only)] = variants.as_mut_slice() {
        // What is said of the setting says more than what is said of its type.
        let mut only = std::mem::take(only);
        members.remove("anyOf");
        only.extend(std::mem::take(members));
        *members = only;
    }
}

/// Puts the paths of fields in the place of any text where a field is named. Which custom fields there are is for the file.
fn name_fields(schema: &mut Value) {
    let paths: Vec<&str> = FIELDS.iter().map(|field| field.path).collect();
    let custom = FIELDS.iter().find(|field| field.kind == FieldKind::Pairs);
    let custom = format!("^{}\\.", custom.map_or("", |field| field.path));
    let name = json!({"anyOf": [{"enum": paths}, {"type": "string", "pattern": custom}]});
    let form = ["profiles", ANY_NAME, "form"];
    for list in ["required", "verify"] {
        if let Some(list) = schema_at(schema, &[&form[..], &[list]].concat()) {
            list["items"] = name.clone();
        }
    }
    for table in ["defaults", "labels", "max_length"] {
        if let Some(table) = schema_at(schema, &[&form[..], &[table]].concat()) {
            table["propertyNames"] = name.clone();
        }
    }
    if let Some(template) = schema_at(schema, &["profiles", ANY_NAME, "templates", ANY_NAME]) {
        template["propertyNames"] = name.clone();
    }
    let sections = schema_at(schema, &[&form[..], &["sections"]].concat());
    if let Some(fields) = sections.and_then(|list| list.pointer_mut("/items/properties/fields")) {
        fields["items"] = name;
    }
}

/// Puts the fields that can have choices in the place of any name.
fn name_choices(choices: &mut Value) {
    let values = choices["additionalProperties"].take();
    let fields = FIELDS.iter().filter(|field| field.kind == FieldKind::Choice);
    let fields: Map<String, Value> = fields
        .map(|field| (field.path.to_owned(), values.clone()))
        .collect();
    choices["properties"] = fields.into();
    choices["additionalProperties"] = json!(false);
}

/// Puts the actions and the places in the place of any name.
fn name_actions(keys: &mut Value) {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let keys_of = |place: BindingContext, keys: &Value| -> Map<String, Value> {
        place
            .actions()
            .map(|action| (action.name(), keys.clone()))
            .collect()
    };
    let one_or_many = json!({"anyOf": [{"type": "string"}, list]});
    let mut entries = keys_of(BindingContext::Everywhere, &one_or_many);
    for place in BindingContext::tables() {
        let actions = keys_of(place, &list);
        let table = json!({"type": "object", "properties": actions, "additionalProperties": false});
        entries.insert(place.name(), table);
    }
    keys["properties"] = entries.into();
    keys["additionalProperties"] = json!(false);
}
