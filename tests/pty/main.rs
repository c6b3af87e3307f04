//! The built program in pseudo-terminals and on pipes, as operators run it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod arrange;
mod companies;
mod cursor;
mod find;
mod held;
mod keyboard;
mod keys;
mod looks;
mod lookups;
mod plain;
mod processes;
mod prompts;
mod races;
mod recovery;
mod shift;
mod signals;
mod stalled;
mod team;
mod team_existing;
mod tenant;
mod terminal;
mod terminals;
mod updated;
mod verify;

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod aftermath;
    pub mod dice;
    pub mod echo;
    pub mod faults;
    pub mod home;
    pub mod pty;
    pub mod recorder;
    pub mod relay;
    pub mod team;
    pub mod typist;
    pub mod wire;
}
