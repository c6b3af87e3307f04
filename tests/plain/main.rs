//! The linear front: whole conversations with a real store, and the built program on pipes and on a dumb terminal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

#[path = "../support"]
mod support {
    pub mod dice;
    pub mod driver;
    pub mod faults;
    pub mod lines;
    pub mod pty;
    pub mod relay;
    pub mod wire;
}
mod anything;
mod dialogue;
mod duplicates;
mod hearing;
mod lists;
mod program;
