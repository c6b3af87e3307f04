//! Kartoteka: keyboard data entry of customers into a Thulium CRM.
//!
//! The rooms of the house, from the street to the cellar:
//!
//! - [`cli`] defines the command line, [`commands`] has a thin file for each command.
//! - [`terminal`] takes the screen and gives it back, runs the loop, and carries effects out.
//! - [`view`] draws the model, on the screen or line by line.
//! - [`app`] is the program as a pure machine: messages in, effects out.
//! - [`customer`] is what a customer is: the one table of fields, the rules, the card, the payload.
//! - [`store`] (drafts, journal and history in one file), [`crm`] (the way to the CRM and its outcomes), [`config`] (the
//!   settings) and [`sandbox`] (the built-in CRM) stand beside [`app`].
//! - [`text`] and [`endpoint`] say what is the same text and the same CRM.
//! - [`files`] opens files without waiting, and makes new ones that are whole.
//! - [`import`] reads tables of customers: their character set, their dialect, their rows.
//! - [`locale`] turns what is data everywhere else into words, in the operator's language.

pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod crm;
pub mod customer;
pub mod endpoint;
pub mod files;
pub mod import;
pub mod locale;
pub mod sandbox;
pub mod signals;
pub mod store;
pub mod terminal;
pub mod text;
pub mod view;

/// The name and version that requests carry in `User-Agent`.
pub const USER_AGENT: &str = concat!("kartoteka/", env!("CARGO_PKG_VERSION"));
