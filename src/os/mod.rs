//! What the operating system gives: files that are opened without waiting and made whole, and signals.

pub mod files;
pub mod signals;
