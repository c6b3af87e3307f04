//! The words for the errors of all rooms below.

mod access;
mod config;
mod keys;
mod read;
mod start;
mod store;
mod system;
mod team;

pub(crate) use system::{line, shown};
