//! The form of a new company. What is typed is kept with the card's draft.

use super::row::company_label;
use super::{finding, review};
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice};
use crate::app::pages::{FormPage, Page, PageBehaviour, PageContext, Placement};
use crate::app::update::{enter, perform};
use crate::customer::{COMPANY_FIELDS, Card, FieldId, Problem, Severity, Slot, company_problems};
use crate::keymap::{Action, Scope};
use crate::text::{layout, visible};

/// Columns of the labels.
const LABELS: usize = 16;

/// The fields of a new company, of which one has the focus.
#[derive(Debug)]
pub struct CompanyPage {
    focus: usize,
    editor: Editor,
    /// The fields that were left since they were last changed: only their problems are shown.
    left: [bool; COMPANY_FIELDS.len()],
}

impl CompanyPage {
    /// The form of the company that is typed beside the card, with the focus in the first field that has nothing.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let card = model.form.new_company();
        let value = |field: FieldId| card.map_or("", |card| card.value(field));
        let empty = COMPANY_FIELDS
            .iter()
            .position(|field| value(*field).trim().is_empty());
        let focus = empty.unwrap_or(0);
        Self {
            focus,
            editor: Editor::new(value(COMPANY_FIELDS[focus]), false),
            left: COMPANY_FIELDS.map(|field| !value(field).is_empty()),
        }
    }

    fn field(&self) -> FieldId {
        COMPANY_FIELDS[self.focus]
    }

    /// Gives the focus to a field; the one that loses it is checked from now on.
    fn go_to(&mut self, focus: usize, card: &Card) {
        self.left[self.focus] = true;
        self.focus = focus;
        self.editor = Editor::new(card.value(self.field()), false);
    }

    /// The problem that is shown at a field.
    fn problem(&self, model: &Model, number: usize) -> Option<Problem> {
        let card = model.form.new_company().cloned().unwrap_or_default();
        let problems = company_problems(&card, &model.rule_context).into_iter();
        let mut own = problems.filter(|(field, _)| *field == COMPANY_FIELDS[number]);
        own.next()
            .map(|(_, problem)| problem)
            .filter(|_| self.left[number])
    }

    /// A field with its value, and what is wrong with it.
    fn field_blocks(&self, context: PageContext, number: usize) -> Vec<Block> {
        let field = COMPANY_FIELDS[number];
        let label = company_label(context, field);
        let mark = if number == 0 { " *" } else { "" };
        let label = layout::pad(&format!("{label}{mark}"), LABELS);
        let typed = context
            .model
            .form
            .new_company()
            .map_or("", |card| card.value(field));
        let mut blocks = vec![if number == self.focus {
            Block::Input {
                prompt: label,
                text: self.editor.text().to_owned(),
                before: self.editor.before().to_owned(),
            }
        } else {
            Block::Line(format!("{label}{typed}"), Role::Plain)
        }];
        blocks.extend(self.problem(context.model, number).map(|problem| {
            let words = context.model.locale.problem(&problem);
            Block::Finding(problem.severity, words)
        }));
        blocks
    }
}

impl PageBehaviour for CompanyPage {
    fn scope(&self) -> Scope {
        Scope::Company
    }

    fn offers(&self, _model: &Model, _action: Action) -> bool {
        true
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_company()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        if context.is_spoken() {
            let problem = self.problem(context.model, self.focus);
            let problem = problem.map(|problem| {
                let words = context.model.locale.problem(&problem);
                Block::Sentence(
                    match problem.severity {
                        Severity::Error => context.texts().plain_error(words),
                        Severity::Warning => context.texts().plain_warning(words),
                    },
                    Role::Plain,
                )
            });
            return problem.into_iter().collect();
        }
        let fields = 0..COMPANY_FIELDS.len();
        fields
            .flat_map(|number| self.field_blocks(context, number))
            .collect()
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Company(page) = model.page() else {
            return Vec::new();
        };
        let (focus, last) = (page.focus, COMPANY_FIELDS.len() - 1);
        match action {
            Action::NextField if focus == last => return review(model),
            Action::Yes => return answered(model),
            Action::NextField => go_to(model, focus + 1),
            Action::PreviousField => go_to(model, focus.saturating_sub(1)),
            Action::Review => return review(model),
            Action::ClearField => return model.page_edit(|editor| *editor = Editor::default()),
            Action::Back => enter(model, FormPage),
            Action::Choose => return finding::open(model),
            Action::Help => return perform(model, action),
            _ => {}
        }
        Vec::new()
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        Some(&self.editor)
    }

    /// Every change is kept with the card, and saved as that is.
    fn edit(model: &mut Model, change: &mut dyn FnMut(&mut Editor)) -> Vec<Effect> {
        let Page::Company(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        let before = page.editor.text().to_owned();
        change(&mut page.editor);
        let (text, slot) = (page.editor.text().to_owned(), Slot::of(page.field()));
        if text == before {
            return Vec::new();
        }
        page.left[page.focus] = false;
        let mut company = model.form.new_company().cloned().unwrap_or_default();
        company.set(slot, text);
        model.form.put_new_company(Some(company));
        vec![Effect::SaveDraft]
    }

    /// Fields are typed one after the other: a tab among letters is one.
    fn takes_text(&self) -> bool {
        true
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn subject(&self, model: &Model) -> String {
        format!("{} {:?}", self.focus, self.problem(model, self.focus))
    }

    /// The field is in the question.
    fn prompt(&self, context: PageContext) -> String {
        let texts = context.texts();
        let mut parts = vec![company_label(context, self.field())];
        if self.focus == 0 {
            parts.push(texts.plain_required());
        }
        if !self.editor.text().is_empty() {
            parts.push(texts.plain_now(visible(self.editor.text())));
        }
        parts.join(", ")
    }

    fn empty_line_action(&self) -> Action {
        Action::NextField
    }
}

fn go_to(model: &mut Model, focus: usize) {
    let card = model.form.new_company().cloned().unwrap_or_default();
    if let Page::Company(page) = model.pages.top_mut() {
        page.go_to(focus, &card);
    }
}

/// A value was given on a line: on to the next field, unless it cannot be right.
fn answered(model: &mut Model) -> Vec<Effect> {
    let Page::Company(page) = model.pages.top_mut() else {
        return Vec::new();
    };
    let focus = page.focus;
    page.left[focus] = true;
    let Page::Company(page) = model.page() else {
        return Vec::new();
    };
    let problem = page.problem(model, focus);
    if problem.is_some_and(|problem| problem.severity == Severity::Error) {
        return Vec::new();
    }
    model.page_act(Action::NextField)
}

/// Looks at the company once more before it is sent, unless something is wrong: then the focus goes to the first error.
fn review(model: &mut Model) -> Vec<Effect> {
    let card = model.form.new_company().cloned().unwrap_or_default();
    let problems = company_problems(&card, &model.rule_context);
    let errors = problems
        .iter()
        .filter(|(_, problem)| problem.severity == Severity::Error);
    let errors: Vec<FieldId> = errors.map(|(field, _)| *field).collect();
    let Some(first) = errors.first() else {
        return review::open(model);
    };
    let place = COMPANY_FIELDS
        .iter()
        .position(|field| field == first)
        .unwrap_or(0);
    if let Page::Company(page) = model.pages.top_mut() {
        page.go_to(place, &card);
        page.left = [true; COMPANY_FIELDS.len()];
    }
    model.notice = Some(Notice::Errors(errors.len()));
    Vec::new()
}
