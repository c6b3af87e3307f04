//! Choosing one of several values: of the field that has the focus, or of the profiles.

use super::form::{edit, open_templates, put_template};
use super::{FormPage, Page, PageBehaviour, PageContext, Placement, company, customer};
use crate::app::Effect;
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::edit::Editor;
use crate::app::fuzzy::FuzzyMatcher;
use crate::app::model::{Model, Notice};
use crate::app::update::{moved, perform};
use crate::customer::rules::{choice, flag};
use crate::customer::{COMPANY_ID, Choice, FieldKind};
use crate::keymap::{Action, Scope};

/// How many values are shown at once.
const MOST: usize = 10;

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceTarget {
    /// A value for the field that has the focus.
    Value,
    /// A profile to go on with.
    Profile,
    /// A template for the card.
    Template,
}

/// The values there are, those that fit what is typed, and the one that has the focus.
#[derive(Debug)]
pub struct ChoicePage {
    /// What is chosen.
    pub wanted: ChoiceTarget,
    choices: Vec<Choice>,
    filter: Editor,
    /// The places of the values that fit, the best first.
    fitting: Vec<usize>,
    selected: usize,
}

impl ChoicePage {
    /// The list of these values. Where one of them is typed already, that has the focus; anything else is what the list is
    /// narrowed to.
    #[must_use]
    pub fn new(wanted: ChoiceTarget, choices: Vec<Choice>, typed: &str) -> Self {
        let taken = choice::find(&choices, typed).map(|found| found.value.clone());
        let filter = if taken.is_some() { "" } else { typed.trim() };
        let mut list = Self {
            wanted,
            choices,
            filter: Editor::new(filter, false),
            fitting: Vec::new(),
            selected: 0,
        };
        list.narrow();
        let place = list
            .rows()
            .position(|choice| Some(&choice.value) == taken.as_ref());
        list.selected = place.unwrap_or(0);
        list
    }

    /// What the list is narrowed to.
    #[must_use]
    pub fn filter(&self) -> &Editor {
        &self.filter
    }

    /// Edits what the list is narrowed to; the best of what fits has the focus then.
    pub fn edit_filter(&mut self, change: impl FnOnce(&mut Editor)) {
        let before = self.filter.text().to_owned();
        change(&mut self.filter);
        if self.filter.text() != before {
            self.narrow();
            self.selected = 0;
        }
    }

    /// The values that fit, the best first; in the order of the settings where nothing is typed.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &Choice> {
        self.fitting.iter().map(|place| &self.choices[*place])
    }

    /// How many values there are, whether they fit or not.
    #[must_use]
    pub fn total(&self) -> usize {
        self.choices.len()
    }

    /// The row that has the focus.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Gives the focus to a row, or to the last one.
    pub fn select_row(&mut self, row: usize) {
        self.selected = row.min(self.fitting.len().saturating_sub(1));
    }

    /// The value that has the focus; none where none fits.
    #[must_use]
    pub fn chosen(&self) -> Option<&Choice> {
        self.rows().nth(self.selected)
    }

    /// Finds the values that fit. Letters may be left out, and a plain letter stands for one with a mark, too.
    fn narrow(&mut self) {
        let mut matcher = FuzzyMatcher::new(self.filter.text());
        let scored = self.choices.iter().enumerate().filter_map(|(place, choice)| {
            let best = matcher.score(&choice.value).max(matcher.score(choice.label()))?;
            Some((place, best))
        });
        let mut scored: Vec<(usize, u32)> = scored.collect();
        scored.sort_by_key(|(place, score)| (std::cmp::Reverse(*score), *place));
        self.fitting = scored.into_iter().map(|(place, _)| place).collect();
    }
}

impl PageBehaviour for ChoicePage {
    fn opened_by() -> &'static [Action] {
        &[Action::Choose, Action::Profile, Action::Templates]
    }

    fn open(model: &mut Model, action: Action) -> Vec<Effect> {
        match action {
            Action::Choose => return open_values(model),
            Action::Templates => open_templates(model),
            _ => open_profiles(model),
        }
        Vec::new()
    }

    fn scope(&self) -> Scope {
        Scope::Choosing
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    fn title(&self, context: PageContext) -> String {
        match self.wanted {
            ChoiceTarget::Value => context
                .model
                .form_label(context.model.form.focus())
                .trim()
                .to_owned(),
            ChoiceTarget::Profile => context.texts().title_profiles(),
            ChoiceTarget::Template => context.texts().title_templates(),
        }
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let rows = self.rows().map(|choice| ListRow::Value(choice_words(choice)));
        let empty = (context.texts().choosing_nothing(), Role::Warning);
        let list = ListBlock {
            most: MOST,
            total: self.total(),
            ..ListBlock::new(rows.collect(), Some(self.selected), empty)
        };
        let input = Block::Input {
            prompt: format!("{} ", context.texts().choosing_find()),
            text: self.filter.text().to_owned(),
            before: self.filter.before().to_owned(),
        };
        vec![input, Block::List(list)]
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Choice(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        match action {
            Action::Take => return take(model),
            Action::Back => drop(model.pages.set(FormPage)),
            Action::Help => return perform(model, action),
            action => {
                let rows = page.rows().len();
                page.select_row(moved(action, page.selected, rows));
            }
        }
        Vec::new()
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        Some(&self.filter)
    }

    /// A name and Enter arrive at once over a slow line, and Enter only chooses.
    fn takes_text(&self) -> bool {
        true
    }

    fn edit(model: &mut Model, change: &mut dyn FnMut(&mut Editor)) -> Vec<Effect> {
        if let Page::Choice(page) = model.pages.top_mut() {
            page.edit_filter(change);
        }
        Vec::new()
    }

    fn row_count(&self, _model: &Model) -> usize {
        self.rows().len()
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::Choice(page) = model.pages.top_mut() {
            page.select_row(row);
        }
        Vec::new()
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn changes_card(&self) -> bool {
        self.wanted == ChoiceTarget::Template
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        Some(Action::Take)
    }
}

/// A value with its label, where that says more.
#[must_use]
pub fn choice_words(choice: &Choice) -> String {
    match &choice.label {
        Some(label) => format!("{} ({label})", choice.value),
        None => choice.value.clone(),
    }
}

/// Opens the list of the focused field's values; a flag goes on to its next value, and a value that a customer in the CRM has leads
/// to them.
pub(super) fn open_values(model: &mut Model) -> Vec<Effect> {
    let slot = model.form.focus();
    if slot.field == COMPANY_ID {
        return company::open(model);
    }
    if slot.field.field().kind == FieldKind::Flag {
        return next_flag(model);
    }
    if let Some(effects) = customer::open_known(model, slot) {
        return effects;
    }
    let choices = model.form.card().choices(slot, &model.rule_context);
    if choices.is_empty() {
        model.notice = Some(Notice::NoChoices);
    } else {
        let page = ChoicePage::new(ChoiceTarget::Value, choices.to_vec(), model.form.editor().text());
        model.pages.set(page);
    }
    Vec::new()
}

/// Opens the list of profiles; not while a card is in flight, for its answer comes to this one.
fn open_profiles(model: &mut Model) {
    let profiles = &model.settings.profiles;
    if model.in_flight.is_some() {
        model.notice = Some(Notice::StillSending);
    } else if profiles.len() < 2 {
        model.notice = Some(Notice::NoOtherProfile);
    } else {
        let choices = profiles.iter().map(|name| Choice {
            value: name.clone(),
            label: None,
            sex: None,
        });
        let page = ChoicePage::new(ChoiceTarget::Profile, choices.collect(), &model.settings.profile);
        model.pages.set(page);
    }
}

/// Takes what is chosen. Where nothing fits, the list stays.
fn take(model: &mut Model) -> Vec<Effect> {
    let Page::Choice(page) = model.page() else {
        return Vec::new();
    };
    let Some(value) = page.chosen().map(|choice| choice.value.clone()) else {
        model.notice = Some(Notice::NotInList);
        return Vec::new();
    };
    let wanted = page.wanted;
    model.pages.set(FormPage);
    match wanted {
        ChoiceTarget::Profile => return switch(model, value),
        ChoiceTarget::Template => return put_template(model, value),
        ChoiceTarget::Value => {}
    }
    let effects = edit(model, |editor| *editor = Editor::new(&value, false));
    model.form.go_by(1, &model.rule_context);
    effects
}

/// Leaves for another profile. The draft stays with the one that it was typed for.
fn switch(model: &mut Model, profile: String) -> Vec<Effect> {
    if profile == model.settings.profile {
        return Vec::new();
    }
    model.next_profile = Some(profile);
    vec![Effect::Quit]
}

/// Unset, yes, no, and unset again. What was typed is not thrown away for a value that it is not the beginning of.
fn next_flag(model: &mut Model) -> Vec<Effect> {
    let typed = model.form.editor().text().trim().to_lowercase();
    let next = match flag::parse(&typed) {
        Some(true) => "false",
        Some(false) => "",
        None if "true".starts_with(&typed) => "true",
        None if "false".starts_with(&typed) => "false",
        None => {
            model.notice = Some(Notice::NotInList);
            return Vec::new();
        }
    };
    edit(model, |editor| *editor = Editor::new(next, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(typed: &str) -> ChoicePage {
        let choice = |(value, label): (&str, &str)| Choice {
            value: value.into(),
            label: Some(label.into()),
            sex: None,
        };
        let managers = [
            ("a.nowak", "Anna Nowak"),
            ("l.wilk", "Łukasz Wilk"),
            ("z.zolc", "Zofia Żółć"),
            ("lukasz", "Ewa Lis"),
        ];
        ChoicePage::new(ChoiceTarget::Value, managers.map(choice).to_vec(), typed)
    }

    #[test]
    fn what_is_typed_finds_values_by_their_letters() {
        let rows: [(&str, &[&str]); 8] = [
            ("", &["a.nowak", "l.wilk", "z.zolc", "lukasz"]),
            ("lukasz", &["a.nowak", "l.wilk", "z.zolc", "lukasz"]),
            ("ŁUKASZ", &["l.wilk"]),
            ("lukas", &["l.wilk", "lukasz"]),
            ("zolc", &["z.zolc"]),
            ("wilk luk", &["l.wilk"]),
            ("annwak", &["a.nowak"]),
            ("xyz", &[]),
        ];
        for (typed, expected) in rows {
            let found = list(typed);
            let values: Vec<&str> = found.rows().map(|choice| choice.value.as_str()).collect();
            assert_eq!(values, expected, "{typed}");
        }
    }

    #[test]
    fn the_value_that_is_there_has_the_focus_until_something_is_typed() {
        let mut list = list("Zofia Żółć");
        assert_eq!(list.chosen().unwrap().value, "z.zolc");
        assert_eq!(list.filter().text(), "");
        list.edit_filter(|editor| editor.paste("nowak"));
        assert_eq!(list.chosen().unwrap().value, "a.nowak");
        list.edit_filter(|editor| editor.paste("?"));
        assert!(list.chosen().is_none());
    }
}
