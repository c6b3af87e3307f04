//! The team's store: what keeps two clerks, on one host or many, from creating the same customer.
//!
//! Before a send, a program claims the keys of its customer here; after it, it reports what became of the send. The store
//! holds keyed hashes, attempts, states, ids of customers, and who works where. It never holds a value of a customer. Which
//! claims are refused is decided in one place (`judge.rs`), for both stores: a SQLite file for one host, and PostgreSQL.
//!
//! The local journal stays the truth about the sends of this host. This store only says what others must know of them.

mod attempt;
mod error;
mod judge;
mod keys;
mod place;
#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;
mod team_store;

pub use attempt::{
    Claim, ClaimRefused, GrantedClaim, Report, ReportedEnd, SettlementRefused, TeamAttempt, TeamMember,
};
pub use error::{Error, UrlFault};
pub use keys::{SHORTEST_SECRET, TeamKeyHash, TeamKeys, TeamSecret};
pub use place::{TeamPlace, open};
pub use team_store::TeamStore;
