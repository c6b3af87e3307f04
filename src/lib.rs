//! Kartoteka: keyboard data entry of customers into a Thulium CRM.
//!
//! The rooms of the house, from the street to the cellar:
//!
//! - [`cli`] defines the command line, [`commands`] has a thin file for each command.
//! - [`frontend`] has the event loop and the two front ends in it, on the whole screen and on lines; [`runtime`] is what both
//!   run on: the session (the model with its store), the executor of effects, the workers that talk to the CRM. [`tty`] is
//!   the bytes of a terminal, in and out.
//! - [`view`] shows the model: two renderers of blocks, on the screen and line by line.
//! - [`app`] is the program as a pure machine: messages in, effects out. [`app::pages`] has one file for each page, and says
//!   once, in blocks, what it shows.
//! - [`import`] reads tables of customers, classifies their rows and imports them.
//! - `submit` sends customers without a screen: documents, rows, duplicates, retries, signals.
//! - [`messages`] has the words for the errors of the rooms below.
//! - [`store`] (drafts, journal and history in one file), [`crm`] (the CRM over HTTP and its outcomes), [`config`] (the
//!   settings) and [`sandbox`] (the embedded CRM) stand beside each other.
//! - [`claims`] is the team guard: what is claimed before a send and reported after it, in step with the journal.
//! - [`team`] is the store that all programs of a team share, so that two clerks never create the same customer.
//! - [`audit`] reports each outcome once more, to those who monitor many operators.
//! - [`customer`] is what a customer is: the one table of fields, the rules, the card, the payload.
//! - [`keymap`] is the one table of keys; [`options`] is how the form works and looks.
//! - [`endpoint`] (the address of a CRM), [`i18n`] (texts, dates and numbers in the operator's language), [`text`] (what is safe to
//!   show, and what is the same) and [`os`] (files and signals) are the ground, and know nobody.

pub mod app;
pub mod audit;
pub mod claims;
pub mod cli;
pub mod commands;
pub mod config;
pub mod crm;
pub mod customer;
pub mod endpoint;
pub mod frontend;
pub mod i18n;
pub mod import;
pub mod keymap;
pub mod messages;
pub mod options;
pub mod os;
pub mod runtime;
pub mod sandbox;
pub mod store;
mod submit;
pub mod team;
pub mod text;
pub mod tty;
pub mod view;
