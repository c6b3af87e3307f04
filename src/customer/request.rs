//! The request in other words: curl, HTTPie, PHP, raw HTTP.
