//! Which fields the form has in which sections: the program's own, or those of a tenant. Nothing that is sent depends on it.

use super::field_id::{FieldId, Section};
use crate::i18n::Locale;
use std::collections::BTreeMap;

/// A field as the form has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormField {
    /// A field of the API. Of `custom_fields`, the rows that have no place of their own.
    Api(FieldId),
    /// The tenant's custom field of this number, in the order of the settings.
    Custom(usize),
}

/// What a section is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SectionTitle {
    /// As the program calls it.
    BuiltIn(Section),
    /// As the tenant does.
    Own(String),
}

impl SectionTitle {
    /// The title, not yet safe to show.
    #[must_use]
    pub fn text(&self, locale: &Locale) -> String {
        match self {
            Self::BuiltIn(section) => section.title(locale),
            Self::Own(title) => title.clone(),
        }
    }

    /// The title where there is little room, not yet safe to show.
    #[must_use]
    pub fn short(&self, locale: &Locale) -> String {
        match self {
            Self::BuiltIn(section) => section.short_title(locale),
            Self::Own(title) => title.clone(),
        }
    }
}

/// A section of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSection {
    /// Its title.
    pub title: SectionTitle,
    /// Its fields, top to bottom.
    pub fields: Vec<FormField>,
    /// Whether its fields are always shown; otherwise only those that have a value or a problem.
    pub is_listed: bool,
}

/// The sections of the form, top to bottom. Every field is in one of them, once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormLayout {
    sections: Vec<FormSection>,
    /// The number of the section, and that of the field in it.
    places: BTreeMap<FormField, (usize, usize)>,
    shows_all: bool,
}

impl FormLayout {
    /// The layout of these sections.
    #[must_use]
    pub fn new(sections: Vec<FormSection>) -> Self {
        let numbered = sections.iter().enumerate();
        let places = numbered.flat_map(|(section, listed)| {
            let fields = listed.fields.iter().enumerate();
            fields.map(move |(number, field)| (*field, (section, number)))
        });
        Self {
            places: places.collect(),
            sections,
            shows_all: false,
        }
    }

    /// The sections, top to bottom.
    #[must_use]
    pub fn sections(&self) -> &[FormSection] {
        &self.sections
    }

    /// The numbers of a field's section and of the field in it, from 0.
    #[must_use]
    pub fn place(&self, field: FormField) -> (usize, usize) {
        self.places.get(&field).copied().unwrap_or_default()
    }

    /// Whether a custom field of the tenant has a place apart from the others.
    #[must_use]
    pub fn has_place(&self, custom: usize) -> bool {
        self.places.contains_key(&FormField::Custom(custom))
    }

    /// Whether the fields of a section are shown whatever is in them.
    #[must_use]
    pub fn shows(&self, section: usize) -> bool {
        self.shows_all
            || self
                .sections
                .get(section)
                .is_some_and(|section| section.is_listed)
    }

    /// Whether there is a section that is not always shown.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.sections.iter().any(|section| !section.is_listed)
    }

    /// Whether all fields are shown.
    #[must_use]
    pub fn shows_all(&self) -> bool {
        self.shows_all
    }

    /// Shows all fields from now on, or hides those again that no section lists.
    pub fn show_all(&mut self, all: bool) {
        self.shows_all = all;
    }
}
