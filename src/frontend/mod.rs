//! The two front ends, on the whole screen and on plain lines: their loops, and how they are started.

mod displayed;
mod event_loop;
mod key_tester;
mod launch;
pub mod lines;
mod screen;
mod typing;

pub use crate::runtime::Error;
pub use key_tester::try_keys;
pub use launch::{FormResult, Interface, run};
