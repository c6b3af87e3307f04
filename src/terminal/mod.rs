//! The terminal: takes and gives back the screen, and runs the only loop.

mod ansi;
pub mod backend;
pub mod decode;
mod effects;
mod engine;
mod export;
pub mod input;
mod line;
pub mod plain;
mod program;
pub mod run;
pub mod screen;
pub mod session;
pub mod shelf;
mod tried;

pub use export::ExportError;
pub use run::{Error, Front, Launch, run};
pub use tried::try_keys;
