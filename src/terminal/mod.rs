//! The terminal: takes and gives back the screen, and runs the only loop.

mod ansi;
pub mod backend;
pub mod input;
pub mod keys;
pub mod run;
pub mod screen;
pub mod session;

pub use run::{Error, Launch, run};
