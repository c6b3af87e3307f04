//! The two front ends, on the whole screen and on plain lines: their loops, and how they are started.

mod key_tester;
pub mod launch;
pub mod lines;
mod screen;
mod sight;

pub use crate::runtime::Error;
pub use key_tester::try_keys;
pub use launch::{FrontEnd, Launch, run};
