//! The program without a terminal: real store, real keys, a fixed clock, and the CRM answers when the test says so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod afterwards;
mod ahead;
mod arrange;
mod asked;
mod audit;
mod backend;
mod clean;
mod companies;
mod connection;
mod contrast;
mod cursor;
mod drafts;
mod duplicates;
mod fewer_keys;
mod film;
mod find;
mod find_screens;
mod form;
mod hints;
mod keeping;
mod leaving;
mod leftover;
mod lookups;
mod menu;
mod output;
mod panes;
mod paste;
mod redraw;
mod review;
mod screens;
mod search;
mod send;
mod settle;
mod shift;
mod shown_keys;
mod speed;
mod suggestions;
mod team;
mod team_besides;
mod team_screens;
mod team_settle;
mod tenant;
mod updated;
mod verify;

/// The linear front: whole conversations.
mod plain {
    mod answers;
    mod anything;
    mod companies;
    mod conversation;
    mod dialogue;
    mod duplicates;
    mod find;
    mod hearing;
    mod lists;
    mod lookups;
    mod team;
}

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod dice;
    pub mod driver;
    pub mod echo;
    pub mod emulator;
    pub mod film;
    pub mod golden;
    pub mod home;
    pub mod lines;
    pub mod older;
    pub mod pty;
    pub mod svg;
    pub mod typist;
}
