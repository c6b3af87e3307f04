//! What a team's store can do, whichever it is.

use super::{
    Claim, ClaimRefused, Error, GrantedClaim, Report, SettlementRefused, TeamAttempt, TeamKeys, TeamMember,
};
use crate::customer::{MatchReason, Settlement};
use jiff::Timestamp;
use std::time::Duration;

/// A team's store, opened for one session of one program. One thread uses it at a time.
///
/// Every call either happens as a whole or not at all, whatever else happens at the same time. Where it fails with an
/// [error](Error::is_away) of the way to the store, it may have happened: the same call can be made again.
pub trait TeamStore: Send {
    /// Whether the store can be reached, has the format of this program, and was made with the same secret.
    ///
    /// # Errors
    ///
    /// If not.
    fn check(&mut self) -> Result<(), Error>;

    /// Claims customers for sends that are about to begin: each by itself, in this order, so that a later one can be refused
    /// because of an earlier one. The session's lease is renewed. When this returns, the claims are on the store's disk.
    ///
    /// A claim of an attempt that this session has in flight already is granted again. The attempt that a claim
    /// [resends](Claim::resends) does not stop it, and stays open: that it was not created is [reported](Self::report) when
    /// the journal has begun the repeat.
    ///
    /// # Errors
    ///
    /// If the store cannot be read or written. Nothing may be sent then.
    fn claim(&mut self, claims: &[Claim]) -> Result<Vec<Result<GrantedClaim, ClaimRefused>>, Error>;

    /// Writes down how attempts ended, of this session or of an earlier one. What cannot be true any more is passed over: an
    /// attempt that ended before, or is not known here. Only that a customer was created is taken at any time.
    ///
    /// # Errors
    ///
    /// If the store cannot be read or written. The same reports can be made again.
    fn report(&mut self, reports: &[Report]) -> Result<(), Error>;

    /// Extends the lease of this session. To be called at least each [`renewal`](Self::renewal) while an attempt is in flight.
    ///
    /// # Errors
    ///
    /// If the store cannot be read or written.
    fn renew(&mut self) -> Result<(), Error>;

    /// How often [`renew`](Self::renew) must be called while an attempt is in flight.
    fn renewal(&self) -> Duration;

    /// The attempts at a customer with one of these keys, the newest first, each with the strongest of what it shares. Those
    /// that created nothing are left out. Claims nothing.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    fn find(&mut self, keys: &TeamKeys) -> Result<Vec<(MatchReason, TeamAttempt)>, Error>;

    /// All attempts of which nobody knows yet what became of them, in flight ([`Sending`](crate::customer::SubmissionState))
    /// or unknown; the oldest first.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    fn open_attempts(&mut self) -> Result<Vec<TeamAttempt>, Error>;

    /// These attempts, as far as the store has them: the local journal learns from here what others settled.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    fn attempts(&mut self, ids: &[String]) -> Result<Vec<TeamAttempt>, Error>;

    /// Writes down what a person has found out about an attempt whose outcome is unknown, of any member. The same settlement
    /// can be written again, and that a customer was created also where somebody has found that none was.
    ///
    /// # Errors
    ///
    /// If the store cannot be read or written. Refused, with nothing written, if there is no such attempt, or it is in flight, or
    /// it ended in another way.
    fn settle(
        &mut self,
        attempt: &str,
        settlement: &Settlement,
        by: &TeamMember,
    ) -> Result<Result<(), SettlementRefused>, Error>;

    /// Writes down a customer who was in the CRM already under this id, so that the card was not sent: an attempt that never was
    /// one, with the state [`Existing`](crate::customer::SubmissionState). It stops the claims of other stores as one that
    /// created the customer does. One that is known already is passed over.
    ///
    /// # Errors
    ///
    /// If the store cannot be read or written. The same can be written again.
    fn note_existing(&mut self, existing: &Claim, customer_id: &str) -> Result<(), Error>;

    /// Deletes what [`note_existing`](Self::note_existing) has written, where it was this member's store that did. Whether
    /// it was there; nothing else is deleted.
    ///
    /// # Errors
    ///
    /// If the store cannot be read or written.
    fn withdraw(&mut self, attempt: &str) -> Result<bool, Error>;

    /// Deletes attempts that ended before this time, at most some hundred in one call; returns how many. Those that are open
    /// are never deleted.
    ///
    /// # Errors
    ///
    /// If the store cannot be read or written.
    fn purge(&mut self, before: Timestamp) -> Result<usize, Error>;
}
