//! Arranging the form of the tenant: fields in and out, up and down, required, with a default; and the block for the settings
//! file that comes of it.

mod arrangement;

use self::arrangement::{ArrangedField, Arrangement};
use super::{FormPage, Page, PageBehaviour, PageContext};
use crate::app::Effect;
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice};
use crate::app::notice::ArrangeNotice;
use crate::app::update::{enter, moved, perform};
use crate::keymap::{Action, Scope};
use crate::text::layout::pad;
use crate::text::visible;

/// The form that is being arranged.
#[derive(Debug)]
pub struct ArrangePage {
    form: Arrangement,
    selected: usize,
    part: ArrangePart,
}

/// What the page shows.
#[derive(Debug)]
enum ArrangePart {
    /// The list of fields.
    Fields,
    /// The default that is typed for the field that has the focus.
    Default(Editor),
    /// The lines for the settings file.
    Block(String),
}

impl PageBehaviour for ArrangePage {
    fn opened_by() -> &'static [Action] {
        &[Action::Arrange]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        let form = Arrangement::new(&model.rule_context, &model.locale);
        let page = ArrangePage {
            form,
            selected: 0,
            part: ArrangePart::Fields,
        };
        enter(model, page);
        Vec::new()
    }

    fn scope(&self) -> Scope {
        match self.part {
            ArrangePart::Fields => Scope::Arrange,
            ArrangePart::Default(_) => Scope::Prompt,
            ArrangePart::Block(_) => Scope::ArrangedBlock,
        }
    }

    fn offers(&self, _model: &Model, _action: Action) -> bool {
        true
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_arrange()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let texts = context.texts();
        match &self.part {
            ArrangePart::Block(lines) => vec![
                Block::Sentence(texts.arrange_block(&context.model.settings.profile), Role::Plain),
                Block::Document(texts.arrange_lines(), lines.clone()),
            ],
            ArrangePart::Fields => vec![Block::List(self.list(context))],
            ArrangePart::Default(editor) => {
                let field = self.form.fields.get(self.selected);
                let label = field.map_or("", |field| field.label.as_str());
                vec![Block::Input {
                    prompt: format!("{} ", texts.arrange_default_of(visible(label))),
                    text: editor.text().to_owned(),
                    before: editor.before().to_owned(),
                }]
            }
        }
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let profile = model.settings.profile.clone();
        let Page::Arrange(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        if matches!(action, Action::Help | Action::Leader) {
            return perform(model, action);
        }
        match &page.part {
            ArrangePart::Fields => {
                if action == Action::Back {
                    enter(model, FormPage);
                } else {
                    model.notice = page.arrange(action, &profile);
                }
            }
            ArrangePart::Default(editor) => {
                if action == Action::Yes {
                    let text = editor.text().to_owned();
                    page.form.set_default(page.selected, &text);
                }
                page.part = ArrangePart::Fields;
            }
            ArrangePart::Block(lines) => match action {
                Action::WriteSettings => return vec![Effect::WriteForm(Box::new(page.form.settings()))],
                Action::Copy => {
                    let lines = lines.clone();
                    model.notice = Some(Notice::Copied);
                    return vec![Effect::Copy(lines)];
                }
                Action::Back => page.part = ArrangePart::Fields,
                _ => {}
            },
        }
        Vec::new()
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        match &self.part {
            ArrangePart::Default(editor) => Some(editor),
            _ => None,
        }
    }

    fn editor_mut(&mut self) -> Option<&mut Editor> {
        match &mut self.part {
            ArrangePart::Default(editor) => Some(editor),
            _ => None,
        }
    }

    fn row_count(&self, _model: &Model) -> usize {
        match self.part {
            ArrangePart::Fields => self.form.fields.len(),
            _ => 0,
        }
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::Arrange(page) = model.pages.top_mut() {
            page.selected = row.min(page.form.fields.len().saturating_sub(1));
        }
        Vec::new()
    }

    fn subject(&self, _model: &Model) -> String {
        format!("{:?}", (&self.form.fields, self.form.settings(), &self.part))
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        matches!(self.part, ArrangePart::Fields).then_some(Action::ToggleField)
    }
}

impl ArrangePage {
    /// Does what an action means in the list of fields; what is said where it cannot be done.
    fn arrange(&mut self, action: Action, profile: &str) -> Option<Notice> {
        let index = self.selected;
        let needed = |done: bool| (!done).then_some(Notice::Arrange(ArrangeNotice::AlwaysInForm));
        match action {
            Action::ToggleField => return needed(self.form.toggle(index)),
            Action::ToggleRequired => return needed(self.form.toggle_required(index)),
            Action::MoveUp => self.selected = self.form.move_up(index),
            Action::MoveDown => self.selected = self.form.move_down(index),
            Action::EditDefault => {
                let field = self.form.fields.get(index)?;
                if !field.may_have_default() {
                    return Some(Notice::Arrange(ArrangeNotice::NoDefault));
                }
                let text = self.form.default_of(field);
                self.part = ArrangePart::Default(Editor::new(&text, false));
            }
            Action::Open => self.part = ArrangePart::Block(self.form.settings().block(profile)),
            action => self.selected = moved(action, index, self.form.fields.len()),
        }
        None
    }

    fn list(&self, context: PageContext) -> ListBlock {
        let rows = self
            .form
            .fields
            .iter()
            .map(|field| ListRow::Value(self.row(context, field)));
        let empty = (String::new(), Role::Dim);
        ListBlock::new(rows.collect(), Some(self.selected), empty)
    }

    /// A field with its section, its name in the settings, and what is special about it.
    fn row(&self, context: PageContext, field: &ArrangedField) -> String {
        let texts = context.texts();
        let section = match field.section {
            Some(number) => self.form.titles.get(number).cloned().unwrap_or_default(),
            None => texts.arrange_hidden(),
        };
        let default = self.form.default_of(field);
        let is_required = self.form.is_required(field);
        if context.is_spoken() {
            let required = if is_required {
                texts.arrange_required()
            } else {
                String::new()
            };
            let default = (!default.is_empty()).then(|| texts.arrange_begins_with(visible(&default)));
            let parts = [
                field.label.clone(),
                section,
                required,
                default.unwrap_or_default(),
                field.path.clone(),
            ];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            return parts.join(", ");
        }
        let mark = if field.section.is_some() { "[x]" } else { "[ ]" };
        let star = if is_required { " *" } else { "" };
        let default = if default.is_empty() {
            default
        } else {
            format!("= {default}  ")
        };
        let columns = [pad(&format!("{}{star}", field.label), 24), pad(&section, 17)];
        format!("{mark} {} {default}{}", columns.join(" "), field.path)
    }
}

/// The form is in the settings file, or is not and why. In the file it holds from the next start of the program on, so that it
/// starts again at once; the card is a draft meanwhile.
pub(in crate::app) fn form_written(model: &mut Model, result: Result<String, String>) -> Vec<Effect> {
    match result {
        Err(why) => model.notice = Some(Notice::NotExported(why)),
        Ok(path) if model.in_flight.is_some() => model.notice = Some(Notice::Exported(path)),
        Ok(_) => {
            model.next_profile = Some(model.settings.profile.clone());
            return vec![Effect::Quit];
        }
    }
    Vec::new()
}
