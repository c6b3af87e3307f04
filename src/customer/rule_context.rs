//! What the rules need from outside: today's date and what the tenant's configuration says.

use super::form_layout::FormLayout;
use super::form_settings::{FormSettings, Template};
use crate::text::composed;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The sex that a value of `gender` stands for, so that it can be compared with the one in the PESEL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// A woman.
    Female,
    /// A man.
    Male,
}

/// One value that a choice field may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is sent to the API.
    pub value: String,
    /// What the operator reads; the value itself where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// For `gender` only: which sex the value stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
}

impl Choice {
    /// The text to show for this value.
    #[must_use]
    pub fn label(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.value)
    }
}

/// A custom field of the tenant that the form shows as a field of its own, with its name filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomField {
    /// The name in the API's `custom_fields` object.
    pub name: String,
    /// What the operator reads; the name itself where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// A card without a value for it is an error.
    #[serde(default)]
    pub required: bool,
    /// The only values it may take; free text where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// READ ONLY in the tenant: a value is a warning unless `fill_read_only_custom_fields` is true.
    #[serde(default)]
    pub read_only: bool,
}

impl CustomField {
    /// The text to show for this field.
    #[must_use]
    pub fn label(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.name)
    }
}

/// What the rules know besides the card itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleContext {
    /// Today, in the operator's time zone.
    pub today: Date,
    /// The values that choice fields may take, by the field's path; free text where there is no entry.
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// The tenant's custom fields, in the order in which the form shows them.
    pub custom_fields: Vec<CustomField>,
    /// What the settings say of the form; see [`set_form`](Self::set_form).
    pub form: FormSettings,
    /// The sets of values that an operator can put into a card, by name.
    pub templates: BTreeMap<String, Template>,
    /// The tenant's layout of the form; none where it is the program's own, see [`layout`](Self::layout).
    pub(crate) layout: Option<FormLayout>,
}

impl RuleContext {
    /// Context of a tenant that has configured nothing.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self {
            today,
            choices: BTreeMap::new(),
            custom_fields: Vec::new(),
            form: FormSettings::default(),
            templates: BTreeMap::new(),
            layout: None,
        }
    }

    /// Shows all fields of the form, or only those of the tenant's sections again. False where there are no others.
    pub fn toggle_all_fields(&mut self) -> bool {
        let Some(layout) = self.layout.as_mut().filter(|layout| layout.hides()) else {
            return false;
        };
        layout.show_all(!layout.shows_all());
        true
    }

    /// The configured values of the field with this path; empty where it is free text.
    #[must_use]
    pub fn choices(&self, path: &str) -> &[Choice] {
        self.choices.get(path).map_or(&[], Vec::as_slice)
    }

    /// The configured custom field of this name, however its letters and their marks are put together.
    #[must_use]
    pub fn custom_field(&self, name: &str) -> Option<&CustomField> {
        let name = composed(name);
        let mut fields = self.custom_fields.iter();
        fields.find(|field| composed(&field.name) == name)
    }
}
