//! Shows the model: on the screen, and read out line by line. Each has one renderer of the blocks that pages are made of. The
//! only place that imports ratatui's widgets; changes nothing.

pub mod lines;
mod notice;
pub mod screen;
pub mod theme;

pub use screen::{Frame, LEAST, Painter, draw, key_tester};
