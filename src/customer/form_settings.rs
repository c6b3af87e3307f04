//! What the settings of a profile say of the form: which fields, what they are called, and what must be in them. Fields are
//! named by their paths: `surname`, `address.city`, `custom_fields.NAME`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of a tenant, as the settings have it. Without any of it the form has all fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FormSettings {
    /// The sections in the order of the form; the program's own where there are none. Fields that are in no section are
    /// hidden until they have a value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionSettings>,
    /// The fields that must not be blank, besides those that the API requires.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<String>,
    /// The fields that are typed twice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verify: Vec<String>,
    /// The values that new cards begin with, by the field's path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub defaults: BTreeMap<String, FormValue>,
    /// Other labels than the program's own, by the field's path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// The most characters of a value as it is sent, by the field's path: 1 to 10,000.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub max_length: BTreeMap<String, i64>,
}

impl FormSettings {
    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A section of a tenant's form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionSettings {
    /// Its title.
    pub title: String,
    /// The paths of its fields, top to bottom.
    pub fields: Vec<String>,
}

/// A named set of values that is put into a card at once, by the field's path.
pub type Template = BTreeMap<String, FormValue>;

/// A value in the settings, as TOML has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    // The name of the rule, as `SettingsProblem::of_parser` knows it.
    expecting = "FormValue"
)]
pub enum FormValue {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A flag.
    Flag(bool),
    /// The rows of a field that can have several.
    Rows(Vec<String>),
}

impl FormValue {
    /// The value as an operator would type it, row by row.
    #[must_use]
    pub fn rows(&self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text.clone()],
            Self::Number(number) => vec![number.to_string()],
            Self::Flag(flag) => vec![flag.to_string()],
            Self::Rows(rows) => rows.clone(),
        }
    }
}
