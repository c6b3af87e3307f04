//! The `kartoteka` program.

fn main() {}
