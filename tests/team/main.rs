//! The team's store, as two clerks and more use it: what a claim is refused for, what becomes of it, and who sees what. Each
//! case runs on every kind of store that there is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod files;
mod place;
mod postgres;
mod programs;
mod rules;
mod server;
