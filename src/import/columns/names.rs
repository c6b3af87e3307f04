//! What the columns of a table may be called: by the API's names and the labels of the form, which come first, and by the
//! synonyms of exports.

use super::synonyms::{self, AddressOwner};
use super::{ColumnTarget, CombinedContent, VCARD_PREFIX, hints};
use crate::customer::{FIELDS, FieldId, FieldKind, RuleContext};
use crate::i18n::{Language, Locale};
use crate::text::plain_letters;
use std::collections::HashMap;

/// What comes before the name of a custom field.
const CUSTOM: &str = "custom_fields.";

/// Things of which exports have several kinds, and which are no fields themselves.
const KINDS_OF: [&str; 7] = [
    "address",
    "adres",
    "organization",
    "website",
    "event",
    "relation",
    "customfield",
];

/// Every name that a column may have, without what makes no difference, and what it stands for. It takes a megabyte, and is
/// made where it is needed: the columns of a table are known long before its last row.
pub struct ColumnNames {
    /// The API's names and the labels of the form, each without what makes no difference and as it is written.
    own: Vec<(String, String, ColumnTarget)>,
    /// The synonyms, by their words without blanks between them.
    synonyms: HashMap<String, NameMeaning>,
    of_contacts: Vec<String>,
    of_addresses: Vec<String>,
    kinds: Vec<String>,
    owners: Vec<String>,
}

/// What a name may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NameMeaning {
    /// One thing.
    One(ColumnTarget),
    /// A part of an address, by the last word of its path.
    Part(AddressOwner, &'static str),
    /// One of these.
    Several(Vec<ColumnTarget>),
    /// Several fields in one cell.
    Together(CombinedContent),
    /// The number of the row.
    RowNumber,
    /// The number of the row, or of something else.
    Counter,
    /// The kind of another column's values, or what only the exporting program uses.
    Label,
    /// Something that the API has no field for.
    NoField,
    /// Nothing that is known; what is most likely.
    Nothing(Option<ColumnTarget>),
}

impl ColumnNames {
    /// The names of a tenant's columns.
    #[must_use]
    pub fn new(context: &RuleContext) -> Self {
        let locales = Language::ALL.map(Locale::new);
        let mut own = Vec::new();
        for id in FieldId::all().filter(|id| id.field().kind != FieldKind::Pairs) {
            let names = of_field(id, &locales).into_iter();
            own.extend(names.map(|name| (name, ColumnTarget::Field(id))));
        }
        for custom in &context.custom_fields {
            let target = || ColumnTarget::Custom(custom.name.clone());
            own.push((custom.name.clone(), target()));
            own.push((custom.label().to_owned(), target()));
        }
        for (path, label) in &context.form.labels {
            own.extend(ColumnTarget::of_setting(path).map(|target| (label.clone(), target)));
        }
        Self {
            own: own
                .into_iter()
                .map(|(name, target): (String, ColumnTarget)| (bare(&name), name, target))
                .collect(),
            synonyms: table(),
            of_contacts: words(synonyms::OF_CONTACTS),
            of_addresses: words(synonyms::OF_ADDRESSES),
            kinds: words(synonyms::KINDS),
            owners: owners().map(|(_, name)| bare(name)).collect(),
        }
    }

    /// What a heading, or the right side of an adjustment, stands for.
    pub(super) fn meaning(&self, written: &str) -> NameMeaning {
        let written = written.trim();
        let path = written.to_lowercase();
        if let Some(field) = FieldId::of(&path).filter(|id| id.field().kind != FieldKind::Pairs) {
            return NameMeaning::One(ColumnTarget::Field(field));
        }
        if path.starts_with(CUSTOM) {
            // Of the same length in bytes: the part that is lowered is ASCII.
            let name = written[CUSTOM.len()..].trim();
            if !name.is_empty() {
                return NameMeaning::One(self.custom(name));
            }
        }
        let own = self.own(&bare(written));
        match own.as_slice() {
            [] => {}
            [one] => return NameMeaning::One(one.clone()),
            several => return one_of(several),
        }
        if written.starts_with(VCARD_PREFIX) {
            return NameMeaning::NoField;
        }
        let words = words(written);
        if written == "#" {
            return NameMeaning::Counter;
        }
        let known = self.synonym(&words).or_else(|| self.kind_of_another(&words));
        known.unwrap_or_else(|| NameMeaning::Nothing(self.nearest(&words)))
    }

    /// What a heading stands for by its words, its numbers aside.
    fn synonym(&self, words: &[String]) -> Option<NameMeaning> {
        let number = words.iter().find_map(|word| word.parse::<u64>().ok());
        let found = self.plain(&without_numbers(words))?;
        if number.is_none_or(|number| number < 2) {
            return Some(found);
        }
        // A second phone is one more; a second street is of another address, or one more line of the same.
        match found {
            NameMeaning::One(ref target) if target.takes_several() => Some(found),
            NameMeaning::Part(_, key)
                if words.first().is_some_and(|word| self.of_addresses.contains(word)) =>
            {
                Some(NameMeaning::Several(addresses(key).split_off(1)))
            }
            NameMeaning::One(_) | NameMeaning::Part(..) => None,
            found => Some(found),
        }
    }

    /// What words without numbers stand for.
    fn plain(&self, words: &[&str]) -> Option<NameMeaning> {
        let words = match words {
            [before @ .., "value" | "wartosc"] if !before.is_empty() => before,
            words => words,
        };
        if let Some(found) = self.synonyms.get(&words.concat()) {
            return Some(found.clone());
        }
        match self.synonyms.get(&without(words, &self.of_contacts)) {
            Some(NameMeaning::One(target)) if target.takes_several() => {
                return Some(NameMeaning::One(target.clone()));
            }
            Some(NameMeaning::Together(CombinedContent::Contacts)) => {
                return Some(NameMeaning::Together(CombinedContent::Contacts));
            }
            _ => {}
        }
        let address = without(words, &self.of_addresses);
        match self.synonyms.get(&address) {
            Some(found @ (NameMeaning::Part(..) | NameMeaning::NoField)) => Some(found.clone()),
            _ if self.owners.contains(&address) && address != words.concat() => {
                Some(NameMeaning::Together(CombinedContent::Address))
            }
            _ => None,
        }
    }

    /// Whether the words say of what kind the values of another column are: `E-mail 1 - Type`.
    fn kind_of_another(&self, words: &[String]) -> Option<NameMeaning> {
        let rest = match words {
            [rest @ .., last] if self.kinds.contains(last) => rest,
            [first, rest @ ..] if self.kinds.contains(first) => rest,
            _ => return None,
        };
        let rest = without_numbers(rest);
        let known = KINDS_OF.contains(&rest.concat().as_str()) || self.plain(&rest).is_some();
        known.then_some(NameMeaning::Label)
    }

    fn own(&self, name: &str) -> Vec<ColumnTarget> {
        let mut found: Vec<ColumnTarget> = Vec::new();
        for (known, _, target) in self.own.iter().filter(|_| !name.is_empty()) {
            if known == name && !found.contains(target) {
                found.push(target.clone());
            }
        }
        found
    }

    /// A custom field of this name: the tenant's own where it has one that differs in nothing that counts.
    fn custom(&self, name: &str) -> ColumnTarget {
        let mut own = self.own(&bare(name)).into_iter();
        let own = own.find(|target| matches!(target, ColumnTarget::Custom(_)));
        own.unwrap_or_else(|| ColumnTarget::Custom(name.to_owned()))
    }

    /// What is most likely meant by words that are no name.
    fn nearest(&self, written: &[String]) -> Option<ColumnTarget> {
        let own = self.own.iter();
        let own = own.map(|(_, name, target)| (words(name), target.clone()));
        let synonyms = fields().map(|(name, target)| (words(name), target));
        let parts = parts().filter_map(|(key, name)| Some((words(name), addresses(key).into_iter().next()?)));
        let names: Vec<_> = own.chain(synonyms).chain(parts).collect();
        hints::nearest(written, &names)
    }
}

/// A name that several things have: the same part of each address, or what nobody can tell.
fn one_of(several: &[ColumnTarget]) -> NameMeaning {
    let part = |target: &ColumnTarget| match target {
        ColumnTarget::Field(id) => id.field().parent_and_key(),
        ColumnTarget::Custom(_) => (None, ""),
    };
    let (parent, key) = part(&several[0]);
    if parent.is_some() && several.iter().all(|target| part(target).1 == key) {
        return NameMeaning::Part(AddressOwner::First, key);
    }
    NameMeaning::Several(several.to_vec())
}

/// The same part of each address, the first one first.
pub(super) fn addresses(key: &str) -> Vec<ColumnTarget> {
    let same = FieldId::all().filter(|id| {
        let (parent, of) = id.field().parent_and_key();
        parent.is_some() && of == key
    });
    same.map(ColumnTarget::Field).collect()
}

/// The names of a field: the API's, and the labels; of a part of an address also with the address before or behind it.
fn of_field(id: FieldId, locales: &[Locale]) -> Vec<String> {
    let field = &FIELDS[id.index()];
    let (parent, key) = field.parent_and_key();
    let mut names = vec![field.path.to_owned(), key.to_owned()];
    if field.kind == FieldKind::Rows {
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

fn names_of(row: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    row.split('|').map(str::trim)
}

fn fields() -> impl Iterator<Item = (&'static str, ColumnTarget)> {
    let rows = synonyms::FIELDS.iter();
    let rows = rows.filter_map(|(path, names)| Some((names, ColumnTarget::Field(FieldId::of(path)?))));
    rows.flat_map(|(names, target)| names_of(names).map(move |name| (name, target.clone())))
}

fn parts() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    let rows = synonyms::ADDRESS_PARTS.iter();
    rows.flat_map(|(key, names)| names_of(names).map(move |name| (*key, name)))
}

fn owners() -> impl Iterator<Item = (AddressOwner, &'static str)> {
    let rows = synonyms::OWNERS.iter();
    rows.flat_map(|(owner, names)| names_of(names).map(move |name| (*owner, name)))
}

/// The synonyms by their words. Where two rows have the same name, the first one wins.
fn table() -> HashMap<String, NameMeaning> {
    let mut table = HashMap::new();
    let mut add = |key: String, meaning: NameMeaning| {
        table.entry(key).or_insert(meaning);
    };
    let key = |name: &str| bare(&joined(name));
    for (name, target) in fields() {
        add(key(name), NameMeaning::One(target));
    }
    let several = synonyms::UNCLEAR.iter().flat_map(|(paths, names)| {
        let targets = targets(paths);
        names_of(names).map(move |name| (name, NameMeaning::Several(targets.clone())))
    });
    let alike = [
        (
            synonyms::WHOLE_ADDRESS,
            NameMeaning::Together(CombinedContent::Address),
        ),
        (
            synonyms::FULL_NAMES,
            NameMeaning::Together(CombinedContent::Names),
        ),
        (
            synonyms::CUSTOMERS,
            NameMeaning::Together(CombinedContent::Customer),
        ),
        (
            synonyms::CONTACTS,
            NameMeaning::Together(CombinedContent::Contacts),
        ),
        (synonyms::ROW_NUMBERS, NameMeaning::RowNumber),
        (synonyms::COUNTERS, NameMeaning::Counter),
        (synonyms::LABELS, NameMeaning::Label),
        (synonyms::NO_FIELD, NameMeaning::NoField),
    ];
    let alike = alike
        .into_iter()
        .flat_map(|(names, meaning)| names_of(names).map(move |name| (name, meaning.clone())));
    for (name, meaning) in several.chain(alike) {
        add(key(name), meaning);
    }
    let missing = names_of(synonyms::OTHER_PARTS).map(|name| (None, name));
    let parts = parts().map(|(part, name)| (Some(part), name)).chain(missing);
    let parts: Vec<_> = parts.map(|(part, name)| (part, key(name))).collect();
    let owners: Vec<_> = owners().map(|(owner, name)| (owner, key(name))).collect();
    let meaning = |part: Option<&'static str>, owner| {
        part.map_or(NameMeaning::NoField, |part| NameMeaning::Part(owner, part))
    };
    // All parts first: the number of a house is not the number of a home.
    for (part, name) in &parts {
        add(name.clone(), meaning(*part, AddressOwner::First));
    }
    for (part, name) in &parts {
        for (owner, owned) in &owners {
            add(format!("{owned}{name}"), meaning(*part, *owner));
            add(format!("{name}{owned}"), meaning(*part, *owner));
        }
    }
    table
}

/// The targets with these paths.
pub(super) fn targets(paths: &[&str]) -> Vec<ColumnTarget> {
    let found = paths.iter().filter_map(|path| FieldId::of(path));
    found.map(ColumnTarget::Field).collect()
}

/// The words of a name, without what makes no difference: runs of letters and of digits. `E-mail` is one word, and
/// `HomePhone` are two.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for character in name.chars() {
        if character.is_alphanumeric() {
            let same = last.is_some_and(|last| {
                last.is_numeric() == character.is_numeric()
                    && !(last.is_lowercase() && character.is_uppercase())
            });
            match words.last_mut().filter(|_| same) {
                Some(word) => word.push(character),
                None => words.push(character.to_string()),
            }
        }
        last = Some(character).filter(|character| character.is_alphanumeric());
    }
    let mut joined: Vec<String> = Vec::new();
    for word in words.iter().map(|word| plain_letters(word)) {
        match joined.last_mut() {
            Some(last) if last == "e" && word.starts_with("mail") => last.push_str(&word),
            _ => joined.push(word),
        }
    }
    joined
}

fn joined(name: &str) -> String {
    words(name).concat()
}

fn without_numbers(words: &[String]) -> Vec<&str> {
    let kept = words.iter().map(String::as_str);
    kept.filter(|word| !word.starts_with(|first: char| first.is_ascii_digit()))
        .collect()
}

/// The words but these, without blanks.
fn without(words: &[&str], fillers: &[String]) -> String {
    let kept = words
        .iter()
        .filter(|word| !fillers.iter().any(|filler| filler == *word));
    kept.copied().collect()
}

/// A name without what makes no difference: case, marks, and everything but letters and digits.
pub(super) fn bare(name: &str) -> String {
    plain_letters(name)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}
