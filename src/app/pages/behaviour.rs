//! The trait of a page. Nearly all of it has a default: a page of text is its title and its blocks.

use super::text::{TEXT_ONLY, text_act};
use super::{DuplicateCheck, FetchedCustomer, PageContext};
use crate::app::Effect;
use crate::app::blocks::Block;
use crate::app::edit::Editor;
use crate::app::lines::commands_of;
use crate::app::message::TeamFailure;
use crate::app::model::Model;
use crate::app::update::by_key;
use crate::customer::{KnownCompany, Lookup, PriorSubmissions, Submission, SubmissionSummary, TeamPriors};
use crate::keymap::key::Key;
use crate::keymap::{Action, Scope};
use std::fmt::Debug;
use std::time::Duration;

/// Where a page is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// In one of the panes that are always there.
    Pane,
    /// In the place of all panes.
    Whole,
    /// Over the lower end of the panes.
    Overlay,
}

/// The tab of a narrow screen that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// The form.
    Form,
    /// The preview.
    Preview,
    /// The history.
    History,
}

/// The behaviour of a page. Most functions have a default: a text that is read and left needs [`title`](Self::title) and
/// [`blocks`](Self::blocks) alone.
///
/// The functions without `self` change the model, in which the page is the top of the stack; but for
/// [`tick`](Self::tick) and [`open`](Self::open), the program calls them only where it is.
pub trait PageBehaviour: Debug {
    /// The actions that open the page from the form, its menu and its lines.
    #[must_use]
    fn opened_by() -> &'static [Action]
    where
        Self: Sized,
    {
        &[]
    }

    /// Opens the page by one of [these actions](Self::opened_by).
    fn open(_model: &mut Model, _action: Action) -> Vec<Effect>
    where
        Self: Sized,
    {
        Vec::new()
    }

    /// Where the page's bindings hold.
    fn scope(&self) -> Scope {
        Scope::Pager
    }

    /// The scope whose keys the hint bar shows.
    fn hint_scope(&self) -> Scope {
        self.scope()
    }

    /// Whether an action of the scope does anything now, so that the hint bar shows its key. By default, what every text that
    /// scrolls has.
    fn offers(&self, _model: &Model, action: Action) -> bool {
        !TEXT_ONLY.contains(&action)
    }

    /// Where the page is on the screen.
    fn placement(&self) -> Placement {
        Placement::Whole
    }

    /// The tab of a narrow screen.
    fn tab(&self) -> Tab {
        Tab::Form
    }

    /// The title.
    fn title(&self, context: PageContext) -> String;

    /// What the page shows.
    fn blocks(&self, context: PageContext) -> Vec<Block>;

    /// Does what an action means here.
    fn act(model: &mut Model, action: Action) -> Vec<Effect>
    where
        Self: Sized,
    {
        text_act(model, action)
    }

    /// Does what a key means here; by default, its action in the scope, or an edit of the line that is typed.
    fn key(model: &mut Model, key: Key) -> Vec<Effect>
    where
        Self: Sized,
    {
        by_key(model, key)
    }

    /// The text that is typed here, if one is. The form's own texts are not meant.
    fn editor<'a>(&'a self, _model: &'a Model) -> Option<&'a Editor> {
        None
    }

    /// The same text, to change it, where the page itself holds it.
    fn editor_mut(&mut self) -> Option<&mut Editor> {
        None
    }

    /// Changes the text that is typed here.
    fn edit(model: &mut Model, change: &mut dyn FnMut(&mut Editor)) -> Vec<Effect>
    where
        Self: Sized,
    {
        if let Some(editor) = model.pages.top_mut().editor_mut() {
            change(editor);
        }
        Vec::new()
    }

    /// Takes pasted text; by default, into the text that is typed here.
    fn paste(model: &mut Model, text: &str) -> Vec<Effect>
    where
        Self: Sized,
    {
        if model.page().editor(model).is_none() {
            return Vec::new();
        }
        Self::edit(model, &mut |editor| editor.paste(text))
    }

    /// Puts a text in the place of the one that is typed here.
    fn type_over(model: &mut Model, text: &str) -> Vec<Effect>
    where
        Self: Sized,
    {
        Self::edit(model, &mut |editor| editor.paste_over(text))
    }

    /// Whether text is typed as it comes, however fast.
    fn takes_text(&self) -> bool {
        false
    }

    /// What the page knows of duplicates, where it is a review. What both reviews do about it is the default here.
    fn duplicate_check(&self) -> Option<&DuplicateCheck> {
        None
    }

    /// The same, to change it.
    fn duplicate_check_mut(&mut self) -> Option<&mut DuplicateCheck> {
        None
    }

    /// How many rows the page's list has; by default, those of the duplicates.
    fn row_count(&self, _model: &Model) -> usize {
        self.duplicate_check().map_or(0, |check| check.duplicates().len())
    }

    /// Gives the focus to a row of the list, or to the last one where it has fewer.
    fn select(_model: &mut Model, _row: usize) -> Vec<Effect>
    where
        Self: Sized,
    {
        Vec::new()
    }

    /// Whether the next key may send something, so that a connection for that is kept open meanwhile.
    fn precedes_send(&self, _model: &Model) -> bool {
        false
    }

    /// Whether seconds are counted on the page, so that a [`Message::Tick`](crate::app::Message::Tick) is due every second.
    fn counts_seconds(&self) -> bool {
        self.duplicate_check()
            .is_some_and(|check| check.looking.is_some())
    }

    /// Counts the time. The page may lie beneath others.
    fn tick(_model: &mut Model, _passed: Duration) -> Vec<Effect>
    where
        Self: Sized,
    {
        Vec::new()
    }

    /// Whether a key may send something or do what cannot be undone, so that the page must have been seen before it is taken.
    fn asks(&self) -> bool {
        self.duplicate_check().is_some()
    }

    /// Whether the page is about the card in the form, so that no other card may take its place.
    fn is_about_card(&self) -> bool {
        self.duplicate_check().is_some()
    }

    /// Whether an answer here may change several values on the card.
    fn changes_card(&self) -> bool {
        false
    }

    /// Whether Ctrl+C shows how to leave; elsewhere it is a key like any other.
    fn shows_how_to_leave(&self) -> bool {
        true
    }

    /// Takes what the CRM found.
    fn looked_up(&mut self, lookups: Vec<Lookup>) {
        if let Some(check) = self.duplicate_check_mut() {
            check.take(&lookups);
        }
    }

    /// Takes what the CRM found when it was asked by another question than the page's own.
    fn values_looked_up(&mut self, _lookups: &[Lookup]) {}

    /// Takes what the journal says of earlier attempts at the customer, or that it cannot be read.
    fn priors_found(&mut self, priors: Result<&PriorSubmissions, ()>) {
        if let Some(check) = self.duplicate_check_mut() {
            check.take_priors(priors);
        }
    }

    /// Takes what the team's store says of the attempts of others at the customer, or why it says nothing.
    fn team_found(&mut self, found: Result<TeamPriors, TeamFailure>) {
        if let Some(check) = self.duplicate_check_mut() {
            check.team.take(found);
        }
    }

    /// Takes what a search through the records of this machine has found, or that they cannot be read.
    fn records_found(&mut self, _records: Result<Vec<SubmissionSummary>, ()>) {}

    /// Does what follows from a fact that the page has taken. The page may lie beneath others.
    fn go_on(_model: &mut Model) -> Vec<Effect>
    where
        Self: Sized,
    {
        Vec::new()
    }

    /// Takes a customer that the CRM was asked for.
    fn customer_fetched(&mut self, _fetched: FetchedCustomer) {}

    /// Takes the companies that are known from here.
    fn companies_found(&mut self, _companies: Vec<KnownCompany>) {}

    /// The place for a record of the history that the page has asked for; none where records open a page of their own.
    fn record_place(&mut self) -> Option<&mut Option<Box<Submission>>> {
        None
    }

    // From here on: what `--plain` needs to know.

    /// Whether a line that is no row's number is typed into the page's text, also where the page has rows.
    fn types_lines(&self) -> bool {
        false
    }

    /// Whether lines must wait, because something is under way whose end decides what the next line answers.
    fn makes_lines_wait(&self) -> bool {
        false
    }

    /// Whether the CRM is being asked for something that the page will show.
    fn is_asking(&self) -> bool {
        false
    }

    /// The subject of the page; when it changes, the page is announced again.
    fn subject(&self, _model: &Model) -> String {
        String::new()
    }

    /// The blocks that are announced when the subject has changed; by default, all.
    fn changed_blocks(&self, context: PageContext) -> Vec<Block> {
        self.blocks(context)
    }

    /// Whether the page is not announced again when the operator comes back from a page that it opened.
    fn stays_announced(&self) -> bool {
        false
    }

    /// The words that are announced at once for an action whose result comes later; the page is announced again then.
    fn announcement(&self, _context: PageContext, _action: Action) -> Option<String> {
        None
    }

    /// The question that the next line answers. It is short, for it is asked after each line.
    fn prompt(&self, context: PageContext) -> String {
        match self.row_action(context.model) {
            Some(_) => context.texts().plain_ask_number(),
            None => context.texts().plain_ask_back(),
        }
    }

    /// The commands of the page, which are announced once with it; empty where it has none.
    fn spoken_commands(&self, context: PageContext) -> String {
        let model = context.model;
        commands_of(&model.locale, self.scope(), |action| self.offers(model, action))
    }

    /// The words before the page's own that say where the operator is; none where the page itself does.
    fn spoken_title(&self, context: PageContext) -> Option<String> {
        Some(self.title(context))
    }

    /// The action of the answer *yes*, where the page asks for yes or no.
    fn yes_action(&self) -> Option<Action> {
        None
    }

    /// The action of the number of a row, where a line chooses one.
    fn row_action(&self, _model: &Model) -> Option<Action> {
        None
    }

    /// Whether a command about a row needs no number, because only one row can be meant.
    fn has_single_choice(&self) -> bool {
        false
    }

    /// The action that takes a line that is typed; none where typing it is enough.
    fn typed_action(&self) -> Option<Action> {
        Some(Action::Yes)
    }

    /// The action of an empty line.
    fn empty_line_action(&self) -> Action {
        Action::Back
    }

    /// How many times Back leaves the page.
    fn steps_back(&self, _model: &Model) -> usize {
        1
    }

    /// Whether the page needs no answer, so that `--plain` leaves it once it is announced.
    fn needs_no_answer(&self, _model: &Model) -> bool {
        false
    }

    /// The action that is done at once instead of announcing the page.
    fn immediate_action(&self, _model: &Model) -> Option<Action> {
        None
    }
}
