//! Going to a field by its name.

use super::{FormPage, Page, PageBehaviour, PageContext, Placement};
use crate::app::Effect;
use crate::app::blocks::{Block, ListBlock, ListRow, Role};
use crate::app::edit::Editor;
use crate::app::fuzzy::FuzzyMatcher;
use crate::app::lines::{fold, names};
use crate::app::model::{Model, Notice};
use crate::app::update::{moved, perform};
use crate::customer::{FieldKind, Slot};
use crate::keymap::{Action, Scope};

/// How many fields are shown at once.
const MOST: usize = 10;

/// A field of the form with all that it is called.
#[derive(Debug)]
struct NamedSlot {
    slot: Slot,
    /// The number of its section.
    section: usize,
    names: Vec<String>,
}

/// The fields of the form, those that fit what is typed, and the one that has the focus.
#[derive(Debug)]
pub struct GoToPage {
    fields: Vec<NamedSlot>,
    /// The number of the section that has the focus in the form: of two fields of one name, its own comes first.
    here: usize,
    filter: Editor,
    /// The places of the fields that fit, the best first.
    fitting: Vec<usize>,
    selected: usize,
}

impl GoToPage {
    fn new(model: &Model) -> Self {
        let (card, context) = (model.form.card(), &model.rule_context);
        // Hidden ones, too: a field that has the focus is shown.
        let slots = card.all_slots(context).into_iter();
        let fields = slots.map(|slot| NamedSlot {
            slot,
            section: card.place(slot, context).0,
            names: names(model, slot),
        });
        let mut page = Self {
            fields: fields.collect(),
            here: model.form.section(context),
            filter: Editor::default(),
            fitting: Vec::new(),
            selected: 0,
        };
        page.narrow();
        page
    }

    /// The field that has the focus in the list; none where none fits.
    #[must_use]
    pub fn chosen(&self) -> Option<Slot> {
        let place = self.fitting.get(self.selected)?;
        Some(self.fields[*place].slot)
    }

    /// Finds the fields that fit: those first of which a name begins as typed.
    fn narrow(&mut self) {
        let typed = fold(self.filter.text());
        let mut matcher = FuzzyMatcher::new(&typed);
        let mut scored = Vec::new();
        for (place, field) in self.fields.iter().enumerate() {
            let best = field.names.iter().filter_map(|name| matcher.score(name)).max();
            let begins = field.names.iter().any(|name| name.starts_with(&typed));
            let elsewhere = field.section != self.here && !typed.is_empty();
            scored.extend(best.map(|score| ((!begins, std::cmp::Reverse(score), elsewhere), place)));
        }
        scored.sort_unstable();
        self.fitting = scored.into_iter().map(|(_, place)| place).collect();
        self.selected = 0;
    }
}

impl PageBehaviour for GoToPage {
    fn opened_by() -> &'static [Action] {
        &[Action::GoTo]
    }

    fn open(model: &mut Model, _action: Action) -> Vec<Effect> {
        let page = GoToPage::new(model);
        model.pages.set(page);
        Vec::new()
    }

    fn scope(&self) -> Scope {
        Scope::Choosing
    }

    fn placement(&self) -> Placement {
        Placement::Overlay
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_go_to()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let rows = self.fitting.iter().map(|place| {
            let field = &self.fields[*place];
            ListRow::Value(words(context, field))
        });
        let empty = (context.texts().choosing_nothing(), Role::Warning);
        let list = ListBlock {
            most: MOST,
            total: self.fields.len(),
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
        let Page::GoTo(page) = model.pages.top_mut() else {
            return Vec::new();
        };
        match action {
            Action::Take => match page.chosen() {
                Some(slot) => {
                    model.pages.set(FormPage);
                    model.form.go_to(slot);
                }
                None => model.notice = Some(Notice::NotInList),
            },
            Action::Back => drop(model.pages.set(FormPage)),
            Action::Help => return perform(model, action),
            action => page.selected = moved(action, page.selected, page.fitting.len()),
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
        if let Page::GoTo(page) = model.pages.top_mut() {
            let before = page.filter.text().to_owned();
            change(&mut page.filter);
            if page.filter.text() != before {
                page.narrow();
            }
        }
        Vec::new()
    }

    fn row_count(&self, _model: &Model) -> usize {
        self.fitting.len()
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::GoTo(page) = model.pages.top_mut() {
            page.selected = row.min(page.fitting.len().saturating_sub(1));
        }
        Vec::new()
    }

    fn is_about_card(&self) -> bool {
        true
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        Some(Action::Take)
    }
}

/// A field with its section and the API's name: `City · Address · address.city`.
fn words(context: PageContext, named: &NamedSlot) -> String {
    let model = context.model;
    let field = named.slot.field.field();
    let section = model.rule_context.layout().sections().get(named.section);
    let title = section.map(|section| section.title.text(&model.locale));
    let label = model.label(named.slot).text;
    let words = match title {
        Some(title) => context.dotted(label, title),
        None => label,
    };
    if field.kind == FieldKind::Pairs {
        return words;
    }
    context.dotted(words, field.path)
}
