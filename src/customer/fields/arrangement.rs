//! Where each field stands in the form: in the sections of the table, or in those of the tenant's settings.

use super::FieldKind;
use crate::customer::field_id::{FieldId, Section};
use crate::customer::form_layout::{FormField, FormLayout, FormSection, SectionTitle};
use crate::customer::form_settings::FormSettings;
use crate::customer::rule_context::{CustomField, RuleContext};
use std::sync::LazyLock;

/// The form of a tenant that has configured nothing.
static BUILT_IN: LazyLock<FormLayout> = LazyLock::new(|| FormLayout::new(built_in(&[], true)));

impl RuleContext {
    /// Which fields the form has in which sections.
    #[must_use]
    pub fn layout(&self) -> &FormLayout {
        self.layout.as_ref().unwrap_or(&BUILT_IN)
    }

    /// Takes over what the settings say of the form. The custom fields must be there already. A path that is no field's
    /// is passed over.
    pub fn set_form(&mut self, form: FormSettings) {
        self.layout = (!form.sections.is_empty()).then(|| arranged(&form, &self.custom_fields));
        self.form = form;
    }
}

impl FormField {
    /// The field that a path of the settings names.
    #[must_use]
    pub fn of_path(path: &str, custom_fields: &[CustomField]) -> Option<Self> {
        if let Some(field) = FieldId::of(path) {
            return Some(Self::Api(field));
        }
        let name = path.strip_prefix("custom_fields.")?;
        let custom = custom_fields.iter().position(|field| field.name == name);
        custom.map(Self::Custom)
    }

    /// The path by which the settings name the field.
    #[must_use]
    pub fn path(self, custom_fields: &[CustomField]) -> String {
        match self {
            Self::Api(field) => field.field().path.to_owned(),
            Self::Custom(number) => {
                let name = custom_fields.get(number).map_or("", |field| field.name.as_str());
                format!("custom_fields.{name}")
            }
        }
    }

    /// Whether somebody can be asked to type its value again: it is a line of text that no list offers.
    #[must_use]
    pub fn can_be_verified(self) -> bool {
        match self {
            Self::Api(field) => matches!(
                field.field().kind,
                FieldKind::Line | FieldKind::Number | FieldKind::Rows
            ),
            Self::Custom(_) => true,
        }
    }
}

/// The sections of the settings, and behind them the program's own with the fields that are in none of those.
fn arranged(form: &FormSettings, custom_fields: &[CustomField]) -> FormLayout {
    let mut taken = Vec::new();
    let listed = form.sections.iter().map(|section| {
        let fields = section.fields.iter();
        let mut fields: Vec<FormField> = fields
            .filter_map(|path| FormField::of_path(path, custom_fields))
            .collect();
        fields.retain(|field| !taken.contains(field));
        taken.extend(&fields);
        FormSection {
            title: SectionTitle::Own(section.title.clone()),
            fields,
            is_listed: true,
        }
    });
    let mut sections: Vec<FormSection> = listed.collect();
    sections.extend(built_in(&taken, false));
    FormLayout::new(sections)
}

/// The sections of the table, without these fields.
fn built_in(without: &[FormField], is_listed: bool) -> Vec<FormSection> {
    let sections = Section::ALL.into_iter().map(|section| {
        let fields = FieldId::in_form_order().iter();
        let fields = fields.filter(|field| field.field().place.0 == section);
        let fields = fields.map(|field| FormField::Api(*field));
        FormSection {
            title: SectionTitle::BuiltIn(section),
            fields: fields.filter(|field| !without.contains(field)).collect(),
            is_listed,
        }
    });
    sections.filter(|section| !section.fields.is_empty()).collect()
}
