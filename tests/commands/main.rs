//! The commands that need no terminal, as they are run by people and scripts: what they print, and how they end.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod access;
mod address;
mod audit;
mod cli;
mod clock;
mod completed;
mod documents;
mod fetched;
mod forms;
mod hostile;
mod import;
mod key_log;
mod log_file;
mod loss;
mod made;
mod paths;
mod polish;
mod restricted;
mod settings;
mod settled;
mod shell;
mod special;
mod spellings;
mod status;
mod stores;
mod stream;
mod submit;
mod system;
mod team;
mod team_existing;
mod team_settle;
mod tenant;
mod unwritable;
mod updated;
mod usage;
mod values;
mod version;

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod aftermath;
    pub mod certificates;
    pub mod charsets;
    pub mod dice;
    pub mod echo;
    pub mod faults;
    pub mod home;
    pub mod installed;
    pub mod older;
    pub mod pty;
    pub mod rest;
    pub mod team;
    pub mod typist;
    pub mod wire;
}

use support::home::{Home, sandbox};

/// A CRM that nobody calls.
const NOWHERE: &str = "https://x.thulium.com";
