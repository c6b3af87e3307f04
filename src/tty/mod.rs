//! The bytes of a terminal, in and out: keys that it sends, frames and lines that it takes, its size, and the screen taken
//! and given back. Knows terminals, and nothing of customers.

mod ansi;
pub mod backend;
pub mod decode;
pub mod input;
pub mod lines;
pub mod output;
pub mod screen;

pub use output::{opened_again, write_on_stderr};
