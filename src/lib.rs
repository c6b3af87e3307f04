//! Kartoteka: keyboard data entry of customers into a Thulium CRM.

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
