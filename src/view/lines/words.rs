//! The words for one thing at a time.

use super::topic;
use crate::app::Notice;
use crate::app::lines::CommandMeaning;
use crate::app::pages::PageContext;
use crate::customer::Slot;
use crate::keymap::{Action, Scope};
use crate::text::visible;
use crate::view::notice as notices;

pub fn greeting(context: PageContext) -> Vec<String> {
    let model = context.model;
    let settings = &model.settings;
    let texts = model.locale.texts();
    let hello = texts.plain_greeting(&settings.profile, &settings.user, &settings.host);
    let badge = settings.badge.iter();
    let mut lines: Vec<String> = badge.map(|badge| format!("{}.", visible(&badge.word))).collect();
    lines.push(visible(&hello).into_owned());
    if settings.insecure {
        lines.push(texts.insecure_in_full());
    }
    lines.push(texts.plain_how(topic::way(context, CommandMeaning::Help)));
    lines
}

/// What waits besides the card.
pub fn waiting(context: PageContext) -> Vec<String> {
    let model = context.model;
    let texts = model.locale.texts();
    let mut lines = Vec::new();
    if model.unknown_count > 0 {
        lines.push(texts.count_unsettled(model.unknown_count, topic::way(context, CommandMeaning::Settle)));
    }
    if model.other_drafts > 0 {
        let way = context.way_to(Scope::Form, Action::Drafts);
        lines.push(texts.count_drafts(model.other_drafts, way));
    }
    lines
}

pub fn farewell(context: PageContext) -> String {
    let texts = context.texts();
    if context.model.draft().is_some() {
        texts.plain_kept()
    } else {
        texts.plain_farewell()
    }
}

/// What a notice says.
pub fn notice(context: PageContext, notice: &Notice) -> String {
    let texts = context.texts();
    let words = match notice {
        Notice::Created(who, id) => texts.plain_created(id, who),
        Notice::Existing(who, id) => texts.plain_existing(id, who, context.way_to(Scope::Form, Action::Undo)),
        Notice::Interrupted(count) => {
            texts.notice_interrupted(*count, topic::way(context, CommandMeaning::Settle))
        }
        notice => notices::words(context, notice).0,
    };
    visible(&words).into_owned()
}

/// The section that has the focus.
pub fn section(context: PageContext) -> String {
    let model = context.model;
    let here = model.form.section(&model.rule_context);
    let sections = model.form.sections(&model.rule_context);
    let place = sections.iter().position(|section| section.number == here);
    let title = model.section_title(model.form.focus());
    let texts = model.locale.texts();
    texts.plain_section(
        place.map_or(1, |place| place + 1),
        sections.len(),
        visible(&title),
    )
}

/// The value of an earlier card that begins like the one that was given for a slot, where the form has gone on.
pub fn proposal(context: PageContext, slot: Slot) -> Option<String> {
    let model = context.model;
    let (proposed, value) = model.line_proposal.as_ref()?;
    let stays = *proposed == slot && model.form.focus() != slot && model.form.card().get(slot) != value;
    let way = context.way_to(Scope::Form, Action::Complete);
    let label = model.label(slot).text;
    stays.then(|| {
        context
            .texts()
            .plain_proposal(visible(&label), visible(value), way)
    })
}

/// That the form has the keys again, and with whose card.
pub fn back_at_card(context: PageContext) -> String {
    let model = context.model;
    let card = model.form.card();
    let texts = context.texts();
    if card.is_empty(&model.rule_context) {
        return texts.plain_empty_card();
    }
    let who = card.who();
    let who = if who.is_empty() {
        texts.draft_nameless()
    } else {
        who
    };
    texts.plain_back_at_card(visible(&who))
}

pub fn last_field(context: PageContext) -> String {
    let way = context.way_to(Scope::Form, Action::Review);
    context.texts().plain_last_field(way)
}
