//! What the columns of a sheet may be called.

use super::Target;
use crate::customer::{FIELDS, Facts, FieldId, Kind};
use crate::locale::{Language, Locale};
use crate::text::plain_letters;

/// Names that are less alike than this are not taken for one another: 1 is the same.
const ALIKE: f64 = 0.6;

/// What stands before the name of a custom field.
const CUSTOM: &str = "custom_fields.";

/// Every name that a column may have, without what makes no difference, and what it stands for.
pub(super) struct Names(Vec<(String, Target)>);

/// What a name may stand for.
pub(super) enum Meaning {
    /// One thing.
    One(Target),
    /// One of these.
    Several(Vec<Target>),
    /// Nothing that is known; what has the most similar name.
    Nothing(Option<Target>),
}

impl Names {
    pub(super) fn new(facts: &Facts) -> Self {
        let locales = Language::ALL.map(Locale::new);
        let mut names = Vec::new();
        for id in FieldId::all().filter(|id| id.field().kind != Kind::Pairs) {
            let written = of_field(id, &locales).into_iter().map(|name| bare(&name));
            names.extend(written.map(|name| (name, Target::Field(id))));
        }
        for custom in &facts.custom_fields {
            let target = || Target::Custom(custom.name.clone());
            names.push((bare(&custom.name), target()));
            names.push((bare(custom.label()), target()));
        }
        names.sort_by(|(one, _), (other, _)| one.cmp(other));
        names.dedup();
        Self(names)
    }

    /// What a heading, or the right side of an adjustment, stands for.
    pub(super) fn meaning(&self, written: &str) -> Meaning {
        let written = written.trim();
        let path = written.to_lowercase();
        if let Some(field) = FieldId::of(&path).filter(|id| id.field().kind != Kind::Pairs) {
            return Meaning::One(Target::Field(field));
        }
        if path.starts_with(CUSTOM) {
            // Of the same length in bytes: the part that is lowered is ASCII.
            let name = written[CUSTOM.len()..].trim();
            if !name.is_empty() {
                return Meaning::One(self.custom(name));
            }
        }
        let name = bare(written);
        if name.is_empty() {
            return Meaning::Nothing(None);
        }
        let mut found = self.of(&name);
        if found.is_empty() {
            // `E-mail 2` is one more e-mail address.
            let without_number = name.trim_end_matches(|character: char| character.is_ascii_digit());
            found = self.of(without_number);
            found.retain(|target| matches!(target, Target::Field(id) if id.field().kind == Kind::Rows));
        }
        match found.len() {
            0 => Meaning::Nothing(self.nearest(&name)),
            1 => Meaning::One(found.remove(0)),
            _ => Meaning::Several(found),
        }
    }

    fn of(&self, name: &str) -> Vec<Target> {
        let mut found: Vec<Target> = Vec::new();
        for (known, target) in &self.0 {
            if known == name && !found.contains(target) {
                found.push(target.clone());
            }
        }
        found
    }

    /// A custom field of this name: the tenant's own where it has one that differs in nothing that counts.
    fn custom(&self, name: &str) -> Target {
        let mut own = self.of(&bare(name)).into_iter();
        let own = own.find(|target| matches!(target, Target::Custom(_)));
        own.unwrap_or_else(|| Target::Custom(name.to_owned()))
    }

    fn nearest(&self, name: &str) -> Option<Target> {
        let likeness = |known: &str| strsim::normalized_damerau_levenshtein(known, name);
        self.0
            .iter()
            .map(|(known, target)| (likeness(known), target))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, target)| target.clone())
    }
}

/// The names of a field: the API's, and the labels; of a part of an address also with the address before or behind it.
fn of_field(id: FieldId, locales: &[Locale]) -> Vec<String> {
    let field = &FIELDS[id.index()];
    let (parent, key) = field.parent_and_key();
    let mut names = vec![field.path.to_owned(), key.to_owned()];
    if field.kind == Kind::Rows {
        // As the API calls the list where it shows a customer.
        names.push(format!("{key}s"));
    }
    for locale in locales {
        let label = field.label(locale);
        if parent.is_some() {
            let section = field.place.0;
            for title in [section.title(locale), section.short_title(locale)] {
                names.push(format!("{title} {label}"));
                names.push(format!("{label} {title}"));
            }
        }
        names.push(label);
    }
    names
}

/// A name without what makes no difference: case, marks, and everything but letters and digits.
pub(super) fn bare(name: &str) -> String {
    plain_letters(name)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}
