//! The cells of one card. A property that the API has a field for goes into the column of the field's path; any other into a
//! column of its own, which is left out unless the operator says where it goes.

use super::reader::CardText;
use crate::customer::list::GOOGLE_SEPARATOR;
use crate::import::columns::VCARD_PREFIX;
use crate::import::table_row::RowFault;
use calcard::common::IanaString as _;
use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameterName, VCardProperty, VCardType, VCardValue,
};
use calcard::{Entry, Parser};

/// The longest name of a property that has a column of its own, in characters.
const LONGEST_NAME: usize = 40;

/// What a card says, by the columns' headings. A heading comes once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CardCells(Vec<(String, String)>);

impl CardCells {
    /// The headings, and what is below each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(heading, cell)| (heading.as_str(), cell.as_str()))
    }

    /// Adds a value; several are separated as in the exports of Google, which no value has in it: a field that takes one refuses
    /// them.
    fn add(&mut self, heading: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| known == heading) {
            None => self.0.push((heading.to_owned(), value.to_owned())),
            // The same number may be there as the mobile and as the preferred one.
            Some((_, cell)) if cell.split(GOOGLE_SEPARATOR).any(|other| other == value) => {}
            Some((_, cell)) if heading == "note" => *cell = format!("{cell}\n{value}"),
            Some((_, cell)) => *cell = format!("{cell}{GOOGLE_SEPARATOR}{value}"),
        }
    }

    /// Adds what the API has no field for.
    fn add_foreign(&mut self, name: &str, value: &str) {
        let name: String = name.chars().take(LONGEST_NAME).collect();
        self.add(&format!("{VCARD_PREFIX}{}", name.to_uppercase()), value);
    }

    fn has(&self, heading: &str) -> bool {
        self.0.iter().any(|(known, _)| known == heading)
    }
}

/// Reads a card.
///
/// # Errors
/// Why it cannot be read for sure.
pub(super) fn cells(card: &CardText) -> Result<CardCells, RowFault> {
    if let Some(fault) = card.fault {
        return Err(fault);
    }
    let vcard = match Parser::new(&card.text).strict().entry() {
        Entry::VCard(vcard) => vcard,
        Entry::InvalidLine(line) => return Err(RowFault::NoProperty(card.line_of(&line))),
        _ => return Err(RowFault::CardNotClosed),
    };
    if vcard.entries.iter().any(is_undecodable) {
        return Err(RowFault::Undecodable);
    }
    let mut cells = CardCells::default();
    for entry in &vcard.entries {
        add_entry(&mut cells, entry);
    }
    add_address(&mut cells, &vcard);
    add_name(&mut cells, &vcard);
    for name in &card.binary {
        cells.add_foreign(name, "…");
    }
    Ok(cells)
}

impl CardText {
    /// The line of the file on which a line of the card stands.
    fn line_of(&self, text: &str) -> u64 {
        let lines = self.text.lines().zip(&self.numbers);
        let mut found = lines.filter(|(line, _)| line.trim() == text.trim());
        found.next().map_or(self.line, |(_, number)| *number)
    }
}

/// Whether a text is in no character set that is known, or has lost characters.
fn is_undecodable(entry: &VCardEntry) -> bool {
    entry.values.iter().any(|value| match value {
        VCardValue::Binary(data) => data.content_type.is_none(),
        VCardValue::Text(text) => text.contains(char::REPLACEMENT_CHARACTER),
        VCardValue::Component(parts) => parts
            .iter()
            .any(|part| part.contains(char::REPLACEMENT_CHARACTER)),
        _ => false,
    })
}

/// The text of one value; empty where it has none.
fn text(value: &VCardValue) -> String {
    match value {
        VCardValue::Component(parts) => parts.join(" "),
        VCardValue::Integer(number) => number.to_string(),
        VCardValue::Float(number) => number.to_string(),
        VCardValue::Boolean(flag) => flag.to_string(),
        VCardValue::PartialDateTime(_) | VCardValue::Binary(_) => String::new(),
        value => value.as_text().unwrap_or_default().to_owned(),
    }
}

/// The part of a structured value at a place.
fn part(entry: &VCardEntry, at: usize) -> String {
    entry.values.get(at).map(text).unwrap_or_default()
}

fn joined(entry: &VCardEntry, separator: &str) -> String {
    let parts = entry
        .values
        .iter()
        .map(text)
        .filter(|part| !part.trim().is_empty());
    parts.collect::<Vec<_>>().join(separator)
}

fn is_of(entry: &VCardEntry, kind: &VCardType) -> bool {
    entry.parameters(&VCardParameterName::Type).any(|value| {
        // In version 2.1 quoted values may have several.
        let text = value.as_text().unwrap_or_default();
        text.split(',')
            .any(|one| one.trim().eq_ignore_ascii_case(kind.as_str()))
    })
}

/// Adds a property, but for names and addresses.
fn add_entry(cells: &mut CardCells, entry: &VCardEntry) {
    let whole = joined(entry, ", ");
    match &entry.name {
        VCardProperty::Tel => add_phone(cells, entry, &whole),
        VCardProperty::Email => cells.add("email", without_scheme(&whole, "mailto:")),
        VCardProperty::Url => cells.add("homepage", &whole),
        VCardProperty::Title => cells.add("job_title", &whole),
        VCardProperty::Note => cells.add("note", &whole),
        VCardProperty::Bday => add_birthday(cells, entry, &whole),
        VCardProperty::Org => {
            cells.add("job", &part(entry, 0));
            for at in 1..entry.values.len() {
                cells.add("Department", &part(entry, at));
            }
        }
        VCardProperty::Nickname => cells.add("Nickname", &whole),
        // Of the file and the program that wrote it, not of the person.
        VCardProperty::Version
        | VCardProperty::Prodid
        | VCardProperty::Rev
        // Read below, all of them together.
        | VCardProperty::N
        | VCardProperty::Fn
        | VCardProperty::Adr => {}
        name => cells.add_foreign(name.as_str(), &whole),
    }
}

fn add_phone(cells: &mut CardCells, entry: &VCardEntry, number: &str) {
    let number = without_scheme(number, "tel:");
    let speaks = is_of(entry, &VCardType::Voice) || is_of(entry, &VCardType::Cell);
    let heading = match () {
        () if is_of(entry, &VCardType::Fax) && !speaks => "Fax",
        () if is_of(entry, &VCardType::Pager) && !speaks => "Pager",
        () => "phone_number",
    };
    cells.add(heading, number);
}

/// A date without a year is no birthdate; some programs write any year then, and say so.
fn add_birthday(cells: &mut CardCells, entry: &VCardEntry, written: &str) {
    let omits_year = |name: &VCardParameterName| name.as_str().eq_ignore_ascii_case("X-APPLE-OMIT-YEAR");
    let has_no_year = entry.params.iter().any(|param| omits_year(&param.name));
    // A time of the day may follow; in version 3 the date has hyphens, in version 4 it has none.
    let date = written.split_once('T').map_or(written, |(date, _)| date).trim();
    if has_no_year || date.starts_with("--") {
        return cells.add_foreign("BDAY", written);
    }
    let is_basic = date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit());
    if is_basic {
        cells.add(
            "birthdate",
            &format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]),
        );
    } else {
        cells.add("birthdate", date);
    }
}

/// One address: the home, else the preferred one, else the first. The API has no field for others of a person.
fn add_address(cells: &mut CardCells, vcard: &VCard) {
    let addresses: Vec<&VCardEntry> = vcard.properties(&VCardProperty::Adr).collect();
    let is_home = |entry: &&&VCardEntry| is_of(entry, &VCardType::Home);
    let chosen = addresses.iter().find(is_home);
    let chosen = chosen.or_else(|| addresses.iter().find(|entry| is_preferred(entry)));
    let Some(chosen) = chosen.or(addresses.first()).copied() else {
        return;
    };
    let headings = [
        "PO Box",
        "Extended Address",
        "address.street",
        "address.city",
        "Region",
        "address.postcode",
        "address.country",
    ];
    for (at, heading) in headings.into_iter().enumerate() {
        cells.add(heading, &part(chosen, at));
    }
    for entry in addresses.iter().filter(|entry| !std::ptr::eq(**entry, chosen)) {
        cells.add_foreign("ADR", &joined(entry, ", "));
    }
}

fn is_preferred(entry: &VCardEntry) -> bool {
    let has_pref = entry
        .params
        .iter()
        .any(|param| param.name == VCardParameterName::Pref);
    let types = entry.parameters(&VCardParameterName::Type);
    has_pref
        || types
            .filter_map(|value| value.as_text())
            .any(|name| name.eq_ignore_ascii_case("pref"))
}

/// The name. Of a card that says that it is of an organisation, that is the surname, as the API wants one. The whole name is
/// never taken apart: without its parts, it is shown only.
fn add_name(cells: &mut CardCells, vcard: &VCard) {
    for entry in vcard.properties(&VCardProperty::N) {
        let headings = ["surname", "name", "Middle name", "Name prefix", "Name suffix"];
        for (at, heading) in headings.into_iter().enumerate() {
            cells.add(heading, &part(entry, at));
        }
    }
    if cells.has("surname") {
        return;
    }
    let whole = vcard
        .properties(&VCardProperty::Fn)
        .next()
        .map(|entry| joined(entry, " "));
    let whole = whole.unwrap_or_default();
    if is_organisation(vcard) && !cells.has("name") {
        cells.add("surname", &whole);
    } else {
        cells.add_foreign("FN", &whole);
    }
}

fn is_organisation(vcard: &VCard) -> bool {
    vcard.entries.iter().any(|entry| match &entry.name {
        VCardProperty::Kind => entry.values.first() == Some(&VCardValue::Kind(VCardKind::Org)),
        VCardProperty::Other(name) => {
            name.eq_ignore_ascii_case("X-ABSHOWAS") && part(entry, 0).eq_ignore_ascii_case("COMPANY")
        }
        _ => false,
    })
}

fn without_scheme<'a>(value: &'a str, scheme: &str) -> &'a str {
    let has_scheme = value
        .get(..scheme.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(scheme));
    if has_scheme { &value[scheme.len()..] } else { value }
}
