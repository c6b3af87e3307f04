//! The program as a pure machine: [`Model::update`](model::Model::update) takes a message and gives back effects.
//! No input or output and no clock: both come in as messages and go out as effects.

pub mod blocks;
pub mod cursor_position;
pub mod edit;
pub mod form;
pub mod frame;
mod fuzzy;
pub mod in_flight;
pub mod key_tester;
pub mod label;
pub mod lines;
pub mod lookups;
pub mod message;
pub mod model;
pub mod notice;
pub mod pages;
pub mod remark;
pub mod settings;
pub mod suggestion;
mod update;

pub use cursor_position::CursorPosition;
pub use form::Form;
pub use frame::FrameFacts;
pub use in_flight::{BackgroundResult, InFlight};
pub use message::{
    CompanyEffect, Effect, Message, Order, TeamFailure, TeamMessage, TeamQuestion, TeamSettlement,
};
pub use model::{DraftState, HistoryList, Model, Notice, PreviewPane};
pub use pages::{Page, Question};
pub use remark::Remark;
pub use settings::{ExportPlace, Settings};
