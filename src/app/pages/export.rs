//! Writing the card to a file: the way out where the store fails.

use super::{FormPage, Page, PageBehaviour, PageContext, Placement};
use crate::app::Effect;
use crate::app::blocks::Block;
use crate::app::edit::Editor;
use crate::app::model::{Model, Notice};
use crate::app::settings::ExportPlace;
use crate::app::update::enter;
use crate::keymap::{Action, Scope};
use crate::text::layout::capitalized;
use crate::text::visible;

/// The name of the file is typed.
#[derive(Debug)]
pub struct ExportPage {
    path: Editor,
}

impl PageBehaviour for ExportPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Export]
    }

    /// Asks for the file's name. The one that is proposed says whose card it is.
    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        enter(model, FormPage);
        if model.settings.export_place == ExportPlace::Nowhere {
            model.notice = Some(not_exported(&model.locale.texts().export_off()));
            return Vec::new();
        }
        if model.form.is_blank(&model.rule_context) {
            model.notice = Some(Notice::NothingTyped);
            return Vec::new();
        }
        let who = model.form.card().who().to_lowercase();
        let words = who.split(|character: char| !character.is_alphanumeric());
        let dir = match model.settings.export_place {
            ExportPlace::Anywhere => "~/",
            ExportPlace::Directory(_) | ExportPlace::Nowhere => "",
        };
        let mut name = format!("{dir}{}", model.rule_context.today);
        for word in words.filter(|word| !word.is_empty()) {
            name = format!("{name}-{word}");
        }
        let path = Editor::new(&format!("{name}.json"), false);
        model.pages.set(ExportPage { path });
        Vec::new()
    }

    fn scope(&self) -> Scope {
        Scope::Prompt
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    fn title(&self, context: PageContext) -> String {
        match &context.model.settings.export_place {
            ExportPlace::Directory(dir) => context.texts().title_export_in(visible(&dir.to_string_lossy())),
            ExportPlace::Anywhere | ExportPlace::Nowhere => context.texts().title_export(),
        }
    }

    fn blocks(&self, _context: PageContext) -> Vec<Block> {
        vec![Block::input(&self.path)]
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Export(page) = model.page() else {
            return Vec::new();
        };
        if action == Action::Yes {
            return vec![Effect::Export {
                path: page.path.text().to_owned(),
                text: model.form.payload().text().to_owned(),
            }];
        }
        enter(model, FormPage);
        Vec::new()
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        Some(&self.path)
    }

    fn editor_mut(&mut self) -> Option<&mut Editor> {
        Some(&mut self.path)
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn prompt(&self, context: PageContext) -> String {
        context.texts().plain_ask_file(visible(self.path.text()))
    }

    fn empty_line_action(&self) -> Action {
        Action::Yes
    }
}

/// The card was written to a file, or was not and why.
pub(in crate::app) fn exported(model: &mut Model, result: Result<String, String>) {
    model.notice = Some(match result {
        Ok(path) => {
            enter(model, FormPage);
            Notice::Exported(path)
        }
        Err(why) => not_exported(&why),
    });
}

/// That the card was not written, as a sentence.
fn not_exported(why: &str) -> Notice {
    Notice::NotExported(capitalized(why))
}
