//! The team's store, as two clerks and more use it: what a claim is refused for, what becomes of it, and who sees what. Each
//! case runs on every kind of store that there is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

#[path = "../support"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support {
    pub mod aftermath;
    pub mod dice;
    pub mod echo;
    pub mod home;
    pub mod pty;
    pub mod rest;
    pub mod typist;
    pub mod wire;
}

mod desks;
mod existing;
mod files;
mod owed;
mod place;
mod postgres;
mod programs;
mod rules;
mod server;
mod settled;
