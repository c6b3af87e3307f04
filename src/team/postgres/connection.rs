//! The connection to the server: made when it is needed, made again when it was lost, and never waited for without an end.

use super::super::{Error, TeamKeyHash};
use super::address::Address;
use super::fault::{Fault, Kind};
use super::schema;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tokio_postgres::Client;

const PAUSE: Duration = Duration::from_millis(50);
/// How often a transaction is tried that others have got in the way of.
const MOST_TRIES: usize = 5;

/// The reading of a value by key must not depend on statistics that the server does not have yet: all that is asked for is
/// found by an index. With these switched off, the server may estimate a statement so high that it compiles it each time, which
/// takes longer than all else. What a claim has written must be on the disk when it is granted, also where the server is set up
/// to let others wait less. A program that is stopped in a transaction must not hold its locks.
///
/// The server gives up on a statement before the call does.
fn settings(timeout: Duration) -> String {
    let (statement, lock) = ((timeout * 4 / 5).as_millis(), (timeout / 2).as_millis());
    format!(
        "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
     SET statement_timeout = {statement}; SET lock_timeout = {lock};
     SET idle_in_transaction_session_timeout = {statement};
     SELECT set_config('jit', 'off', false) FROM pg_settings WHERE name = 'jit';
     SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
    )
}

/// The connection, or none where it was lost.
#[derive(Debug)]
pub(super) struct PostgresConnection {
    address: Address,
    check_value: TeamKeyHash,
    runtime: Runtime,
    client: Option<Client>,
}

impl PostgresConnection {
    /// Connects to nobody yet. The hash is that of the team's secret.
    pub(super) fn new(address: Address, check_value: TeamKeyHash) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::Away {
            place: address.place.clone(),
            why: error.to_string(),
        })?;
        Ok(Self {
            address,
            check_value,
            runtime,
            client: None,
        })
    }

    /// Runs the work, which must be able to run twice: where the connection is lost, nobody knows whether it has.
    #[expect(clippy::needless_pass_by_value, reason = "each caller writes it in the call")]
    pub(super) fn run<T>(&mut self, work: impl AsyncFn(&Client) -> Result<T, Fault>) -> Result<T, Error> {
        let began = Instant::now();
        let mut tries = 0;
        loop {
            tries += 1;
            let was_connected = self.is_connected();
            match self.attempt(&work) {
                Ok(done) => return Ok(done),
                Err(fault) => {
                    let again = match fault.kind() {
                        // A server that is just starting is tried again.
                        Kind::Lost => {
                            was_connected || began.elapsed() < self.address.timeout / 3 && fault.is_passing()
                        }
                        Kind::InTheWay => tries < MOST_TRIES,
                        Kind::Fault => false,
                    };
                    if !again {
                        return Err(fault.at(&self.address.place));
                    }
                    if !was_connected {
                        thread::sleep(PAUSE);
                    }
                }
            }
        }
    }

    /// The database, as it is named to people.
    pub(super) fn place(&self) -> String {
        self.address.place.clone()
    }

    fn is_connected(&self) -> bool {
        self.client.as_ref().is_some_and(|client| !client.is_closed())
    }

    fn attempt<T>(&mut self, work: &impl AsyncFn(&Client) -> Result<T, Fault>) -> Result<T, Fault> {
        let client = self.client.take().filter(|client| !client.is_closed());
        let (address, check) = (&self.address, self.check_value);
        let done = self.runtime.block_on(async {
            let ran = timeout(address.timeout, async {
                let client = match client {
                    Some(client) => client,
                    None => connect(address, check).await?,
                };
                let done = work(&client).await;
                Ok((client, done))
            });
            ran.await.unwrap_or(Err(Fault::TooLong))
        });
        let (client, done) = done?;
        // After a failure there may be a transaction left: the connection is not used again, and the server ends both.
        if matches!(done, Ok(_) | Err(Fault::Refused(_))) {
            self.client = Some(client);
        }
        done
    }
}

async fn connect(address: &Address, check_value: TeamKeyHash) -> Result<Client, Fault> {
    let (client, connection) = address.config.connect(address.tls.clone()).await?;
    // It ends with an error where the connection is lost; the client then says so, too.
    tokio::spawn(connection);
    client.batch_execute(&settings(address.timeout)).await?;
    schema::enter(&client, &address.place, check_value).await?;
    Ok(client)
}
