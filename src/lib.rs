//! Kartoteka: keyboard data entry of customers into a Thulium CRM.

pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod crm;
pub mod customer;
pub mod locale;
pub mod sandbox;
pub mod store;
pub mod terminal;
pub mod text;
pub mod view;

/// The name and version that requests carry in `User-Agent`.
pub const USER_AGENT: &str = concat!("kartoteka/", env!("CARGO_PKG_VERSION"));
