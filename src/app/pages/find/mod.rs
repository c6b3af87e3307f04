//! Finding the customer who calls: one line is typed, and who has that is listed. The records of this machine answer with each
//! letter, the CRM once the value is whole, or at Enter.

mod blocks;
mod state;

pub use state::FindPage;

use self::state::{Aim, EnterMeaning};
use super::customer::open_hit;
use super::history::card_from;
use super::{FormPage, Page, PageBehaviour, PageContext};
use crate::app::Effect;
use crate::app::blocks::{Block, Role};
use crate::app::edit::Editor;
use crate::app::model::{Model, SearchState};
use crate::app::update::{enter, look_up, moved, perform};
use crate::customer::{LOOKUP_TIMEOUT, Lookup, LookupKey, PriorSubmissions, SubmissionSummary, TermShape};
use crate::endpoint::Resource;
use crate::keymap::{Action, Scope};

/// How many records of this machine are listed at the most.
const RECORDS: usize = 50;

impl PageBehaviour for FindPage {
    fn opened_by() -> &'static [Action] {
        &[Action::Find, Action::NextCaller]
    }

    /// Opens an empty line. For the next caller, the card is parked meanwhile.
    fn open(model: &mut Model, action: Action) -> Vec<Effect> {
        let parks = action == Action::NextCaller && !model.form.is_untouched(&model.rule_context);
        enter(model, FindPage::default());
        parks.then_some(Effect::Park).into_iter().collect()
    }

    fn scope(&self) -> Scope {
        Scope::Find
    }

    fn offers(&self, model: &Model, action: Action) -> bool {
        match action {
            Action::Open | Action::SearchAs | Action::CardFrom => self.term.is_some(),
            Action::Down => self.row_count(model) > 1,
            _ => true,
        }
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_find()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        if context.is_spoken() && self.makes_lines_wait() {
            return vec![Block::Progress(blocks::asking(context, self), Role::Dim)];
        }
        blocks::blocks(context, self)
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Find(find) = model.pages.top_mut() else {
            return Vec::new();
        };
        match action {
            Action::Open => press_enter(model),
            Action::CardFrom => begin_card(model),
            Action::SearchAs => {
                find.meant = find.term.as_ref().map(|term| term.shape.next());
                changed(model)
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
                let row = moved(action, find.selected, find.hits().len());
                model.page_select(row)
            }
            Action::Back => {
                enter(model, FormPage);
                Vec::new()
            }
            action => perform(model, action),
        }
    }

    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        Some(&self.line)
    }

    fn edit(model: &mut Model, change: &mut dyn FnMut(&mut Editor)) -> Vec<Effect> {
        edit(model, change)
    }

    /// A value that is pasted is whole.
    fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
        let mut effects = edit(model, &mut |editor| editor.paste(text));
        effects.extend(ask_if(model, |shape| {
            matches!(shape, TermShape::Phone | TermShape::Email)
        }));
        effects
    }

    /// A whole line: it is searched for, and the only one who has it is opened.
    fn type_over(model: &mut Model, text: &str) -> Vec<Effect> {
        if let Page::Find(find) = model.pages.top_mut() {
            find.line.paste_over(text);
        }
        let mut effects = changed(model);
        effects.extend(ask_if(model, |_| true));
        if let Page::Find(find) = model.pages.top_mut() {
            find.aim = Aim::OnlyOne;
        }
        effects
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn row_count(&self, _model: &Model) -> usize {
        self.hits().len()
    }

    fn select(model: &mut Model, row: usize) -> Vec<Effect> {
        if let Page::Find(find) = model.pages.top_mut() {
            find.selected = row.min(find.hits().len().saturating_sub(1));
            find.aim = Aim::Row;
        }
        Vec::new()
    }

    fn records_found(&mut self, records: Result<Vec<SubmissionSummary>, ()>) {
        if self.search != SearchState::Running {
            return;
        }
        self.keep_focus(|find| {
            find.search = if records.is_ok() {
                SearchState::Done
            } else {
                SearchState::Failed
            };
            find.records = records.unwrap_or_default();
        });
    }

    fn priors_found(&mut self, priors: Result<&PriorSubmissions, ()>) {
        if std::mem::take(&mut self.reading) {
            self.keep_focus(|find| find.priors = priors.cloned().unwrap_or_default());
        }
    }

    fn looked_up(&mut self, lookups: Vec<Lookup>) {
        if std::mem::take(&mut self.asking) {
            self.keep_focus(|find| find.lookups = lookups);
        }
    }

    /// Opens the only one who was found, where Enter was pressed before.
    fn go_on(model: &mut Model) -> Vec<Effect> {
        let on_top = matches!(model.page(), Page::Find(_));
        let Page::Find(find) = model.pages.base_mut() else {
            return Vec::new();
        };
        if find.is_waiting() || find.aim != Aim::OnlyOne {
            return Vec::new();
        }
        find.aim = Aim::Line;
        if !on_top {
            return Vec::new();
        }
        let only = find.only();
        only.map_or_else(Vec::new, |hit| open_hit(model, hit))
    }

    fn makes_lines_wait(&self) -> bool {
        self.is_waiting()
    }

    fn is_asking(&self) -> bool {
        self.asking
    }

    fn subject(&self, _model: &Model) -> String {
        format!("{} {:?} {:?}", self.line.text(), self.asked, self.hits())
    }

    fn prompt(&self, context: PageContext) -> String {
        if self.hits().is_empty() {
            context.texts().plain_ask_find()
        } else {
            context.texts().plain_ask_found()
        }
    }

    fn row_action(&self, _model: &Model) -> Option<Action> {
        (!self.hits().is_empty()).then_some(Action::Open)
    }

    fn types_lines(&self) -> bool {
        true
    }

    fn typed_action(&self) -> Option<Action> {
        None
    }
}

/// Opens the search with a value, as somebody asks for who starts the program. It is asked for at once.
pub(in crate::app) fn find(model: &mut Model, shape: TermShape, text: &str) -> Vec<Effect> {
    let page = FindPage {
        line: Editor::new("", false),
        meant: Some(shape),
        ..FindPage::default()
    };
    enter(model, page);
    let mut effects = edit(model, &mut |editor| editor.paste(text));
    effects.extend(ask_if(model, |_| true));
    effects
}

fn edit(model: &mut Model, change: &mut dyn FnMut(&mut Editor)) -> Vec<Effect> {
    let Page::Find(find) = model.pages.top_mut() else {
        return Vec::new();
    };
    let before = find.line.text().to_owned();
    change(&mut find.line);
    if find.line.text() == before {
        return Vec::new();
    }
    changed(model)
}

/// Another text: the records of this machine are searched, and the CRM where the value is whole.
fn changed(model: &mut Model) -> Vec<Effect> {
    let Page::Find(find) = model.pages.top_mut() else {
        return Vec::new();
    };
    find.read(&model.rule_context);
    let Some(term) = &find.term else {
        return Vec::new();
    };
    find.search = SearchState::Running;
    let records = Effect::FindRecords {
        text: term.words().into_owned(),
        limit: RECORDS,
    };
    let is_complete = term.is_complete();
    std::iter::once(records)
        .chain(ask_if(model, |_| is_complete))
        .collect()
}

/// Asks for what is typed, where its shape is one of these and nobody has been asked yet.
fn ask_if(model: &mut Model, asks: impl FnOnce(TermShape) -> bool) -> Vec<Effect> {
    let Page::Find(find) = model.pages.top_mut() else {
        return Vec::new();
    };
    let wanted = find.term.as_ref().is_some_and(|term| asks(term.shape));
    if !wanted || find.asked.is_some() {
        return Vec::new();
    }
    let question = find.question();
    ask(model, question)
}

/// Asks the journal for the value that is typed, and the CRM for this one, if it can be asked.
///
/// What the CRM was asked about a moment ago, while the card was filled in, is not asked again.
fn ask(model: &mut Model, question: Option<LookupKey>) -> Vec<Effect> {
    let known = question.as_ref().and_then(|key| model.fresh_lookup(key));
    let Page::Find(find) = model.pages.top_mut() else {
        return Vec::new();
    };
    let payload = find.term.as_ref().and_then(crate::customer::SearchTerm::payload);
    find.reading = payload.is_some();
    find.asked.clone_from(&question);
    let question = question.filter(|_| known.is_none());
    find.asking = question.is_some();
    find.lookups = known.into_iter().collect();
    let who = String::new();
    let priors = payload.map(|payload| Effect::FindPriorSubmissions {
        resource: Resource::Customer,
        who,
        payload,
    });
    let question = question.map(|key| look_up(model, vec![key], Some(LOOKUP_TIMEOUT)));
    priors.into_iter().chain(question).collect()
}

fn press_enter(model: &mut Model) -> Vec<Effect> {
    let Page::Find(find) = model.pages.top_mut() else {
        return Vec::new();
    };
    match find.enter() {
        EnterMeaning::Nothing | EnterMeaning::Wrong => Vec::new(),
        EnterMeaning::Wait => {
            find.aim = Aim::OnlyOne;
            Vec::new()
        }
        EnterMeaning::Ask(question) => {
            find.aim = Aim::OnlyOne;
            ask(model, Some(question))
        }
        EnterMeaning::Open(hit) => open_hit(model, *hit),
        EnterMeaning::Begin => begin_card(model),
    }
}

/// Begins a card with the value in its field. The one at hand is parked first.
fn begin_card(model: &mut Model) -> Vec<Effect> {
    let Page::Find(find) = model.page() else {
        return Vec::new();
    };
    let Some(term) = &find.term else {
        return Vec::new();
    };
    let mut card = model.blank();
    term.put_on(&mut card);
    card_from(model, card)
}
