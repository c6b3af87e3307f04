//! What the operating system gives: files that are opened without waiting and made whole, lock files, paths, and signals.

pub mod files;
pub mod lock_file;
pub mod log_file;
pub mod member;
pub mod paths;
pub mod signals;

/// The name of a thread whose panics are caught: they end no more than its own work, and the terminal is not given back.
pub const CAUGHT_THREAD: &str = "caught";
