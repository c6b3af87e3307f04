//! The tenant's templates: named sets of values that are put into a card at once.

use crate::app::Effect;
use crate::app::model::{Model, Notice};
use crate::app::notice::TemplateNotice;
use crate::app::pages::{ChoicePage, ChoiceTarget, Question};
use crate::app::update::ask;
use crate::customer::{Card, Choice, FieldKind, Slot};

/// What is put into the first slots of fields, row by row.
type Values = Vec<(Slot, Vec<String>)>;

/// Opens the list of templates.
pub(in crate::app::pages) fn open_templates(model: &mut Model) {
    if model.rule_context.templates.is_empty() {
        model.notice = Some(Notice::Template(TemplateNotice::None));
        return;
    }
    let choices = model.rule_context.templates.keys().map(|name| Choice {
        value: name.clone(),
        label: None,
        sex: None,
    });
    let page = ChoicePage::new(ChoiceTarget::Template, choices.collect(), "");
    model.pages.set(page);
}

/// Fills the empty fields of the card, and asks about those that have another value.
pub(in crate::app::pages) fn put_template(model: &mut Model, name: String) -> Vec<Effect> {
    let values = values(model, &name);
    let (free, taken): (Values, Values) = values.into_iter().partition(|(slot, _)| is_free(model, *slot));
    let filled = !free.is_empty();
    if filled {
        model.form.put_values(&free, &model.rule_context);
    }
    if taken.is_empty() {
        let result = if filled {
            TemplateNotice::Put(name)
        } else {
            TemplateNotice::Nothing(name)
        };
        model.notice = Some(Notice::Template(result));
    } else {
        let labels = taken.iter().map(|(slot, _)| model.label(*slot).text);
        let fields = labels.collect::<Vec<_>>().join(", ");
        ask(
            model,
            Question::Overwrite {
                template: name,
                fields,
            },
        );
    }
    filled.then_some(Effect::SaveDraft).into_iter().collect()
}

/// The operator has confirmed: the template's values take the place of the others.
pub(in crate::app::pages) fn overwrite(model: &mut Model, name: String) -> Vec<Effect> {
    let values = values(model, &name);
    model.form.put_values(&values, &model.rule_context);
    model.notice = Some(Notice::Template(TemplateNotice::Put(name)));
    vec![Effect::SaveDraft]
}

/// The values of a template that the card does not have yet.
fn values(model: &Model, name: &str) -> Values {
    let context = &model.rule_context;
    let template = context.templates.get(name);
    let mut values = template.map_or_else(Values::new, |template| Card::values_of(template, context));
    let card = model.form.card();
    values.sort_by_key(|(slot, _)| (card.place(*slot, context), slot.row));
    values.retain(|(slot, rows)| texts(model, *slot) != rows.iter().map(String::as_str).collect::<Vec<_>>());
    values
}

/// The texts in the rows of a slot's field.
fn texts(model: &Model, slot: Slot) -> Vec<&str> {
    let card = model.form.card();
    if slot.field.field().kind != FieldKind::Rows {
        return vec![card.get(slot)];
    }
    let rows = 0..card.rows(slot.field);
    rows.map(|row| card.get(Slot { row, ..slot })).collect()
}

/// Whether nobody has typed anything into the field of a slot.
fn is_free(model: &Model, slot: Slot) -> bool {
    model.form.is_filled(slot) || texts(model, slot).into_iter().all(str::is_empty)
}
