//! The program as a pure machine: [`Model::update`](model::Model::update) takes a message and gives back effects.
//! No input or output and no clock: both come in as messages and go out as effects.

pub mod choosing;
pub mod edit;
pub mod form;
pub mod key_tester;
pub mod label;
pub mod lines;
pub mod message;
pub mod mode;
pub mod model;
pub mod notice;
pub mod place;
pub mod settings;
pub mod settle;
pub mod suggestion;
mod update;

pub use choosing::ChoicePage;
pub use form::Form;
pub use message::{Effect, Message, Order};
pub use mode::{BackgroundResult, DraftsPage, InFlight, Mode, Question, ReviewPage};
pub use model::{DraftState, HistoryList, Model, Notice, PreviewPane};
pub use place::CursorPosition;
pub use settings::Settings;
pub use settle::SettlePage;
