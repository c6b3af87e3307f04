//! The pages: each is one file with its state, its keys, what an action does and what it shows. This file has the one list of
//! them; [`PageBehaviour`] is what a page may have of its own.
//!
//! What a page shows is described once, as blocks. The screen and the linear front end each have one renderer of blocks, so
//! that every page is in both. `CONTRIBUTING.md` says how to add a page.

mod arrange;
mod behaviour;
mod choice;
pub(super) mod company;
mod context;
pub(super) mod customer;
mod decision;
pub(super) mod drafts;
mod duplicate_check;
mod export;
pub(super) mod find;
pub(super) mod form;
mod go_to;
mod help;
mod history;
mod menu;
mod outcome;
mod preview;
mod question;
mod record;
pub(super) mod review;
mod sending;
pub(super) mod settle;
pub(super) mod shift;
mod stack;
mod team;
mod text;
mod verify;

pub use arrange::ArrangePage;
pub use behaviour::{PageBehaviour, Placement, Tab};
pub use choice::{ChoicePage, ChoiceTarget, choice_words};
pub use company::{CompanyFinderPage, CompanyPage, CompanyReviewPage, comparison_label};
pub use context::{Medium, PageContext};
pub use customer::CustomerPage;
pub use decision::decision_words;
pub use drafts::DraftsPage;
pub use duplicate_check::DuplicateCheck;
pub use export::ExportPage;
pub use find::FindPage;
pub use form::{ChoiceUse, FormPage, choice_use};
pub use go_to::GoToPage;
pub use help::HelpPage;
pub use history::{HistoryPage, history_empty, history_row};
pub use menu::MenuPage;
pub use outcome::OutcomePage;
pub use preview::PreviewPage;
pub use question::{Question, QuestionPage};
pub use record::RecordPage;
pub use review::{DuplicateDetail, FetchedCustomer, ReviewPage};
pub use sending::SendingPage;
pub use settle::{CustomerIdPage, ROUNDS, SettlePage};
pub use shift::ShiftPage;
pub use stack::PageStack;
pub use team::{TeamCheck, TeamQuestions};
pub use verify::VerifyPage;

pub(super) use arrange::form_written;
pub(super) use export::exported;
pub(super) use history::{READ_ROWS, SPOKEN_ROWS, history_loaded, record_loaded, spoken_from};
pub(super) use team::found as team_found;

use super::Effect;
use super::edit::Editor;
use super::model::Model;
use crate::keymap::Action;
use crate::keymap::key::Key;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// Makes the enum of pages and all that depends on which page it is.
macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident($page:ty),)*) => {
        /// A page. Functions of [`PageBehaviour`] that need the page alone are reached by `Deref`.
        #[derive(Debug)]
        pub enum Page {
            $($(#[$doc])* $name(Box<$page>),)*
        }

        $(impl From<$page> for Page {
            fn from(page: $page) -> Self {
                Self::$name(Box::new(page))
            }
        })*

        impl Page {
            /// The names of all pages.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// The name of the page, one of the [`NAMES`](Self::NAMES).
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name),)*
                }
            }
        }

        impl Deref for Page {
            type Target = dyn PageBehaviour;

            fn deref(&self) -> &Self::Target {
                match self {
                    $(Self::$name(page) => &**page,)*
                }
            }
        }

        impl DerefMut for Page {
            fn deref_mut(&mut self) -> &mut Self::Target {
                match self {
                    $(Self::$name(page) => &mut **page,)*
                }
            }
        }

        /// Functions of a page that change the model.
        struct PageFunctions {
            act: fn(&mut Model, Action) -> Vec<Effect>,
            key: fn(&mut Model, Key) -> Vec<Effect>,
            edit: fn(&mut Model, &mut dyn FnMut(&mut Editor)) -> Vec<Effect>,
            paste: fn(&mut Model, &str) -> Vec<Effect>,
            type_over: fn(&mut Model, &str) -> Vec<Effect>,
            select: fn(&mut Model, usize) -> Vec<Effect>,
            tick: fn(&mut Model, Duration) -> Vec<Effect>,
            go_on: fn(&mut Model) -> Vec<Effect>,
        }

        impl Page {
            fn functions(&self) -> PageFunctions {
                match self {
                    $(Self::$name(_) => PageFunctions {
                        act: <$page>::act,
                        key: <$page>::key,
                        edit: <$page>::edit,
                        paste: <$page>::paste,
                        type_over: <$page>::type_over,
                        select: <$page>::select,
                        tick: <$page>::tick,
                        go_on: <$page>::go_on,
                    },)*
                }
            }

            /// Opens the page that an action opens; none where it opens none.
            pub(super) fn open(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
                $(if <$page>::opened_by().contains(&action) {
                    return Some(<$page>::open(model, action));
                })*
                None
            }

            /// The actions that open pages, page by page.
            fn openers() -> impl Iterator<Item = &'static [Action]> {
                [$(<$page>::opened_by()),*].into_iter()
            }
        }
    };
}

pages! {
    /// The form is being filled in.
    Form(FormPage),
    /// The leader menu.
    Menu(MenuPage),
    /// Something is asked before it is done.
    Question(QuestionPage),
    /// A value is typed again before the card is sent.
    Verify(VerifyPage),
    /// The card is shown once more before it is sent.
    Review(ReviewPage),
    /// A card is in flight, and what is typed waits for the next one.
    Sending(SendingPage),
    /// How the last send ended, where it did not create a customer.
    Outcome(OutcomePage),
    /// An unknown outcome is settled.
    Settle(SettlePage),
    /// The id of a customer is typed that the program did not find.
    CustomerId(CustomerIdPage),
    /// A value is chosen for the field that has the focus, or a profile.
    Choice(ChoicePage),
    /// A company is looked for.
    CompanyFinder(CompanyFinderPage),
    /// A new company is typed.
    Company(CompanyPage),
    /// A new company is shown once more before it is sent.
    CompanyReview(CompanyReviewPage),
    /// The name of a field is typed that gets the focus.
    GoTo(GoToPage),
    /// The list of drafts.
    Drafts(DraftsPage),
    /// The shift of the operator.
    Shift(ShiftPage),
    /// The name of a file is typed that the card is written to.
    Export(ExportPage),
    /// The history.
    History(HistoryPage),
    /// The request that will be sent.
    Preview(PreviewPage),
    /// The keys.
    Help(HelpPage),
    /// The form of the tenant is arranged.
    Arrange(ArrangePage),
    /// A record of the history.
    Record(RecordPage),
    /// The customer who calls is searched for.
    Find(FindPage),
    /// A customer, to read.
    Customer(CustomerPage),
}

impl Page {
    /// The action of this name, as in the settings, if it opens a page.
    #[must_use]
    pub fn action_opening(name: &str) -> Option<Action> {
        Self::openers()
            .flatten()
            .find(|action| action.name() == name)
            .copied()
    }

    /// Whether the form has the keys.
    #[must_use]
    pub fn is_form(&self) -> bool {
        matches!(self, Self::Form(_))
    }

    /// Whether letters are typed into the card, or wait for the next one.
    #[must_use]
    pub fn fills_in(&self) -> bool {
        matches!(self, Self::Form(_) | Self::Sending(_))
    }
}

/// What goes to the page that has the keys.
impl Model {
    pub(super) fn page_act(&mut self, action: Action) -> Vec<Effect> {
        (self.page().functions().act)(self, action)
    }

    pub(super) fn page_key(&mut self, key: Key) -> Vec<Effect> {
        (self.page().functions().key)(self, key)
    }

    pub(super) fn page_edit(&mut self, mut change: impl FnMut(&mut Editor)) -> Vec<Effect> {
        (self.page().functions().edit)(self, &mut change)
    }

    pub(super) fn page_paste(&mut self, text: &str) -> Vec<Effect> {
        (self.page().functions().paste)(self, text)
    }

    pub(super) fn page_type_over(&mut self, text: &str) -> Vec<Effect> {
        (self.page().functions().type_over)(self, text)
    }

    pub(super) fn page_select(&mut self, row: usize) -> Vec<Effect> {
        (self.page().functions().select)(self, row)
    }

    /// Time has passed for the page beneath all others.
    pub(super) fn page_tick(&mut self, passed: Duration) -> Vec<Effect> {
        (self.pages.base().functions().tick)(self, passed)
    }

    /// The page beneath all others has taken a fact.
    pub(super) fn page_go_on(&mut self) -> Vec<Effect> {
        (self.pages.base().functions().go_on)(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::BINDINGS;

    #[test]
    fn an_action_opens_one_page_and_has_a_binding() {
        let mut seen = Vec::new();
        for action in Page::openers().flatten() {
            assert!(!seen.contains(&action), "{action:?} opens two pages");
            assert!(BINDINGS.iter().any(|row| row.action == *action), "{action:?}");
            seen.push(action);
        }
        assert_eq!(Page::action_opening("drafts"), Some(Action::Drafts));
        assert_eq!(Page::action_opening("undo"), None);
    }
}
