//! A team's store for the programs of many hosts: a PostgreSQL database.
//!
//! Whether a session lives is said by a lease on the database's clock, for no host sees the programs of another one. A claim
//! takes two round trips. The first one begins a transaction, locks the hashes that can stop a send, in their order, so that
//! nobody waits for another in a circle, and reads who has them; the second one writes and commits.

mod address;
mod connection;
mod fault;
mod schema;
mod statements;

pub(super) use self::address::Address;
use self::connection::PostgresConnection;
use super::judge::Known;
use super::{
    Claim, ClaimRefused, Error, GrantedClaim, Report, ReportedEnd, SettlementRefused, TeamAttempt, TeamKeys,
    TeamMember, TeamSecret, TeamStore,
};
use crate::customer::{MatchReason, Settlement};
use futures_util::future::join;
use jiff::Timestamp;
use std::time::Duration;
use tokio_postgres::Client;

/// How long a session's lease runs. What another member waits for after a program was killed.
const LEASE: Duration = Duration::from_secs(60);
/// Three renewals can fail before the lease ends.
const RENEWAL: Duration = Duration::from_secs(15);
/// How many claims are in one transaction: each locks some hashes, and the server has room for some thousand locks.
const MOST_CLAIMS: usize = 32;

/// The store.
#[derive(Debug)]
pub(super) struct PostgresStore {
    connection: PostgresConnection,
    session: String,
    member: TeamMember,
}

impl PostgresStore {
    /// Connects to the database, and makes the tables where there are none.
    pub(super) fn open(address: Address, secret: &TeamSecret, member: TeamMember) -> Result<Self, Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(Error::Random)?;
        let mut store = Self {
            connection: PostgresConnection::new(address, secret.check_value())?,
            session: format!("{:032x}", u128::from_be_bytes(bytes)),
            member,
        };
        store.check()?;
        Ok(store)
    }

    fn claim_some(&mut self, claims: &[Claim]) -> Result<Vec<Result<GrantedClaim, ClaimRefused>>, Error> {
        let (session, member) = (&self.session, &self.member);
        let place = self.connection.place();
        self.connection.run(async |client: &Client| {
            let locks = statements::begin(claims);
            // One round trip, in this order.
            let read = join(
                schema::check_format(client, &place),
                statements::known(client, claims),
            );
            let (begun, (format, known)) = join(client.batch_execute(&locks), read).await;
            begun?;
            if let Err(newer) = format {
                client.batch_execute("ROLLBACK").await?;
                return Err(newer);
            }
            let (answers, granted) = judge_all(known?, claims, session, member);
            let (written, committed) = join(
                statements::begin_attempts(client, session, &granted),
                client.batch_execute("COMMIT"),
            )
            .await;
            written?;
            committed?;
            Ok(answers)
        })
    }
}

type Answers = Vec<Result<GrantedClaim, ClaimRefused>>;

/// Judges claims in their order: the answers, and the attempts that begin.
fn judge_all<'a>(
    mut known: Known,
    claims: &'a [Claim],
    session: &str,
    member: &TeamMember,
) -> (Answers, Vec<(TeamAttempt, &'a TeamKeys)>) {
    let (mut answers, mut granted) = (Vec::new(), Vec::new());
    for claim in claims {
        let attempt = TeamAttempt::begun(claim, member, session, Timestamp::now());
        answers.push(known.judge(claim, attempt.clone()).map(|verdict| {
            if verdict.is_new {
                granted.push((attempt, &claim.keys));
            }
            verdict.granted
        }));
    }
    (answers, granted)
}

impl TeamStore for PostgresStore {
    fn check(&mut self) -> Result<(), Error> {
        self.connection
            .run(async |client: &Client| Ok(client.batch_execute("SELECT 1").await?))
    }

    fn claim(&mut self, claims: &[Claim]) -> Result<Vec<Result<GrantedClaim, ClaimRefused>>, Error> {
        let mut answers = Vec::with_capacity(claims.len());
        for some in claims.chunks(MOST_CLAIMS) {
            answers.extend(self.claim_some(some)?);
        }
        Ok(answers)
    }

    fn report(&mut self, reports: &[Report]) -> Result<(), Error> {
        let reports = last_words(reports);
        self.connection
            .run(async |client: &Client| statements::report(client, &reports).await)
    }

    fn renew(&mut self) -> Result<(), Error> {
        let session = &self.session;
        self.connection
            .run(async |client: &Client| statements::renew(client, session).await)
    }

    fn renewal(&self) -> Duration {
        RENEWAL
    }

    fn find(&mut self, keys: &TeamKeys) -> Result<Vec<(MatchReason, TeamAttempt)>, Error> {
        let known = self
            .connection
            .run(async |client: &Client| statements::shared(client, &[keys], &[]).await)?;
        Ok(known.at(keys))
    }

    fn open_attempts(&mut self) -> Result<Vec<TeamAttempt>, Error> {
        self.connection
            .run(async |client: &Client| statements::open(client).await)
    }

    fn attempts(&mut self, ids: &[String]) -> Result<Vec<TeamAttempt>, Error> {
        self.connection
            .run(async |client: &Client| statements::attempts(client, ids).await)
    }

    fn settle(
        &mut self,
        attempt: &str,
        settlement: &Settlement,
        by: &TeamMember,
    ) -> Result<Result<(), SettlementRefused>, Error> {
        let end = ReportedEnd::from(settlement);
        let by = by.to_string();
        self.connection.run(async |client: &Client| {
            if statements::settle(client, attempt, &end, &by).await? {
                return Ok(Ok(()));
            }
            let known = statements::attempts(client, &[attempt.to_owned()]).await?.pop();
            let is_so = known.as_ref().is_some_and(|known| end.is_of(known));
            Ok(is_so.then_some(()).ok_or(SettlementRefused { known }))
        })
    }

    fn note_existing(&mut self, existing: &Claim, customer_id: &str) -> Result<(), Error> {
        let (session, member) = (&self.session, &self.member);
        let attempt = TeamAttempt::existing(existing, customer_id, member, session, Timestamp::now());
        self.connection
            .run(async |client: &Client| statements::note_existing(client, &attempt, &existing.keys).await)
    }

    fn withdraw(&mut self, attempt: &str) -> Result<bool, Error> {
        let store = &self.member.store;
        self.connection
            .run(async |client: &Client| statements::withdraw(client, attempt, store).await)
    }

    fn purge(&mut self, before: Timestamp) -> Result<usize, Error> {
        self.connection
            .run(async |client: &Client| statements::purge(client, before).await)
    }
}

/// One report for each attempt: what the store would have in the end, had it taken them one by one.
fn last_words(reports: &[Report]) -> Vec<&Report> {
    let mut last: Vec<&Report> = Vec::new();
    for report in reports {
        match last.iter_mut().find(|earlier| earlier.attempt == report.attempt) {
            Some(earlier) if report.end.may_follow(earlier.end.state()) => *earlier = report,
            Some(_) => {}
            None => last.push(report),
        }
    }
    // Programs that report the same attempts lock their rows in one order.
    last.sort_by(|one, other| one.attempt.cmp(&other.attempt));
    last
}
