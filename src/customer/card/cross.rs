//! The checks of values that must go together.

use crate::customer::rules::{choice, date, flag, pesel};
use crate::customer::{Card, CustomField, FieldId, Problem, Reason, RuleContext, Slot};
use crate::text::composed;

const BIRTHDATE: FieldId = FieldId::named("birthdate");
const CUSTOM_FIELDS: FieldId = FieldId::named("custom_fields");
const FILL_READ_ONLY: FieldId = FieldId::named("fill_read_only_custom_fields");
const GENDER: FieldId = FieldId::named("gender");
const PESEL: FieldId = FieldId::named("pesel");

/// The street and the city of each address.
const ADDRESSES: [(FieldId, FieldId); 3] = [
    (FieldId::named("address.street"), FieldId::named("address.city")),
    (
        FieldId::named("invoice_address.street"),
        FieldId::named("invoice_address.city"),
    ),
    (
        FieldId::named("mail_drop_address.street"),
        FieldId::named("mail_drop_address.city"),
    ),
];

/// A problem, and where it is shown.
type CrossProblem = (Slot, Problem);

/// The checks of the whole card.
const OF_CARD: [fn(&Card, &RuleContext) -> Vec<CrossProblem>; 4] = [
    birthdate_unlike_pesel,
    gender_unlike_pesel,
    city_missing,
    custom_field_required,
];

/// The checks of each row of `custom_fields`.
const OF_ROW: [fn(&CrossRule) -> Option<CrossProblem>; 5] = [
    name_missing,
    value_missing,
    name_twice,
    value_is_no_choice,
    value_is_read_only,
];

/// The problems of the card that no single field has, in no particular order.
#[must_use]
pub(super) fn problems(card: &Card, context: &RuleContext) -> Vec<(Slot, Problem)> {
    let mut problems: Vec<_> = OF_CARD.iter().flat_map(|check| check(card, context)).collect();
    for row in 0..card.rows(CUSTOM_FIELDS) {
        let row = CrossRule::of(card, row, context);
        problems.extend(OF_ROW.iter().filter_map(|check| check(&row)));
    }
    problems
}

fn birthdate_unlike_pesel(card: &Card, context: &RuleContext) -> Vec<CrossProblem> {
    let typed = date::parse(card.value(BIRTHDATE)).ok();
    let typed = typed.filter(|date| *date <= context.today);
    let (Some(typed), Some(expected)) = (typed, pesel::birthdate(card.value(PESEL))) else {
        return Vec::new();
    };
    let problem = Problem::warning(Reason::BirthdateUnlikePesel(expected));
    if typed == expected {
        Vec::new()
    } else {
        vec![(Slot::of(BIRTHDATE), problem)]
    }
}

fn gender_unlike_pesel(card: &Card, context: &RuleContext) -> Vec<CrossProblem> {
    let choice = choice::find(context.choices(GENDER.field().path), card.value(GENDER));
    let typed = choice.and_then(|choice| choice.sex);
    match (typed, pesel::sex(card.value(PESEL))) {
        (Some(typed), Some(expected)) if typed != expected => {
            vec![(
                Slot::of(GENDER),
                Problem::warning(Reason::GenderUnlikePesel(expected)),
            )]
        }
        _ => Vec::new(),
    }
}

fn city_missing(card: &Card, _: &RuleContext) -> Vec<CrossProblem> {
    let blank = |field| card.value(field).trim().is_empty();
    ADDRESSES
        .into_iter()
        .filter(|(street, city)| !blank(*street) && blank(*city))
        .map(|(_, city)| (Slot::of(city), Problem::warning(Reason::CityMissing)))
        .collect()
}

/// Not a check of the rows, for a card that has not adopted the tenant's fields may lack the row. The problem then
/// is at the first one.
fn custom_field_required(card: &Card, context: &RuleContext) -> Vec<CrossProblem> {
    let listed = |field: &CustomField| {
        let path = format!("{}.{}", CUSTOM_FIELDS.field().path, field.name);
        context.form.required.contains(&path)
    };
    let fields = context.custom_fields.iter();
    let required = fields.filter(|field| field.required || listed(field));
    let row_of = |field: &CustomField| {
        let mut rows = 0..card.rows(CUSTOM_FIELDS);
        rows.find(|row| composed(card.get(Slot::name(*row)).trim()) == composed(&field.name))
    };
    required
        .map(|field| {
            (
                Slot::row(CUSTOM_FIELDS, row_of(field).unwrap_or(0)),
                row_of(field),
            )
        })
        .filter(|(slot, row)| row.is_none() || card.get(*slot).trim().is_empty())
        .map(|(slot, _)| (slot, Problem::error(Reason::Required)))
        .collect()
}

/// A row of `custom_fields`, with what the checks ask of it.
struct CrossRule<'a> {
    card: &'a Card,
    context: &'a RuleContext,
    index: usize,
    name: &'a str,
    value: &'a str,
    /// The tenant's field of this name.
    known: Option<&'a CustomField>,
}

impl<'a> CrossRule<'a> {
    fn of(card: &'a Card, index: usize, context: &'a RuleContext) -> Self {
        let name = card.get(Slot::name(index)).trim();
        Self {
            card,
            context,
            index,
            name,
            value: card.get(Slot::row(CUSTOM_FIELDS, index)).trim(),
            known: context.custom_field(name),
        }
    }

    fn slot(&self) -> Slot {
        Slot::row(CUSTOM_FIELDS, self.index)
    }
}

fn name_missing(row: &CrossRule) -> Option<CrossProblem> {
    let missing = row.name.is_empty() && !row.value.is_empty();
    missing.then(|| {
        let problem = Problem::error(Reason::CustomFieldNameMissing);
        (Slot::name(row.index), problem)
    })
}

fn value_missing(row: &CrossRule) -> Option<CrossProblem> {
    let missing = row.known.is_none() && !row.name.is_empty() && row.value.is_empty();
    missing.then(|| (row.slot(), Problem::warning(Reason::CustomFieldValueMissing)))
}

/// A JSON object with a key twice means one of the two values, and which one is the reader's whim.
fn name_twice(row: &CrossRule) -> Option<CrossProblem> {
    let twice = !row.name.is_empty()
        && (0..row.index)
            .any(|earlier| composed(row.card.get(Slot::name(earlier)).trim()) == composed(row.name));
    let slot = if row.card.row_is_configured(row.index, row.context) {
        row.slot()
    } else {
        Slot::name(row.index)
    };
    twice.then(|| (slot, Problem::error(Reason::CustomFieldNameTwice)))
}

fn value_is_no_choice(row: &CrossRule) -> Option<CrossProblem> {
    let field = row.known.filter(|_| !row.value.is_empty())?;
    choice::problem(&field.choices, row.value).map(|problem| (row.slot(), problem))
}

fn value_is_read_only(row: &CrossRule) -> Option<CrossProblem> {
    let read_only = row.known.is_some_and(|field| field.read_only) && !row.value.is_empty();
    let allowed = flag::parse(row.card.value(FILL_READ_ONLY)) == Some(true);
    (read_only && !allowed).then(|| (row.slot(), Problem::warning(Reason::CustomFieldReadOnly)))
}

#[cfg(test)]
mod tests;
