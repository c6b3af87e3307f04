//! The terminal: takes and gives back the screen, and runs the only loop.

mod ansi;
pub mod backend;
mod closing;
pub mod decode;
mod effects;
mod engine;
mod export;
pub mod input;
mod leftover;
mod line;
mod opening;
pub mod output;
pub mod plain;
mod program;
pub mod run;
pub mod screen;
mod search;
pub mod session;
pub mod shelf;
mod sight;
mod tried;
mod waiting;

pub use export::ExportError;
pub use output::{opened_again, write_on_stderr};
pub use run::{Error, Front, Launch, run};
pub use tried::try_keys;
