//! Why a call did not do its work, and whether the next one may.

use super::super::Error;
use super::address::reasons;
use std::io;
use tokio_postgres::error::SqlState;

/// Why a call did not do its work.
pub(super) enum Fault {
    Sql(tokio_postgres::Error),
    /// There was no answer in time.
    TooLong,
    Refused(Error),
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Sql(error)
    }
}

/// What a fault means for the next try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// There is no connection any more, or none was made.
    Lost,
    /// Another transaction was in the way of this one.
    InTheWay,
    /// The next try would end the same.
    Fault,
}

impl Fault {
    /// What it means for the next try.
    pub(super) fn kind(&self) -> Kind {
        let Self::Sql(error) = self else {
            return match self {
                Self::TooLong => Kind::Lost,
                _ => Kind::Fault,
            };
        };
        match error.code() {
            None => Kind::Lost,
            Some(code) if is_away(code) => Kind::Lost,
            Some(code)
                if *code == SqlState::T_R_SERIALIZATION_FAILURE
                    || *code == SqlState::T_R_DEADLOCK_DETECTED =>
            {
                Kind::InTheWay
            }
            Some(_) => Kind::Fault,
        }
    }

    /// Whether it is one of a server that is starting or stopping, and gone in a moment.
    pub(super) fn is_passing(&self) -> bool {
        let Self::Sql(error) = self else { return false };
        let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(reason) = source {
            if let Some(error) = reason.downcast_ref::<io::Error>() {
                return matches!(
                    error.kind(),
                    io::ErrorKind::ConnectionRefused
                        | io::ErrorKind::ConnectionReset
                        | io::ErrorKind::NotFound
                        | io::ErrorKind::UnexpectedEof
                );
            }
            source = reason.source();
        }
        error.is_closed() || error.code().is_some_and(is_away)
    }

    /// What it means for this store.
    pub(super) fn at(self, place: &str) -> Error {
        let place = place.to_owned();
        let error = match self {
            Self::Refused(error) => return error,
            Self::TooLong => {
                let why = "no answer in time".to_owned();
                return Error::Away { place, why };
            }
            Self::Sql(error) => error,
        };
        let why = reasons(&error);
        match error.code() {
            None => Error::Away { place, why },
            Some(code) if is_away(code) => Error::Away { place, why },
            Some(code) if is_busy(code) => Error::Busy { place },
            Some(code) if is_denied(code) => Error::Denied { place, why },
            Some(_) => Error::Database { place, why },
        }
    }
}

/// Whether the server is there and cannot work now: it stops or starts, only copies another one, or has no more room.
fn is_away(code: &SqlState) -> bool {
    let class = &code.code()[..2];
    let stops = class == "57" && *code != SqlState::QUERY_CANCELED;
    stops || class == "08" || class == "53" || *code == SqlState::READ_ONLY_SQL_TRANSACTION
}

fn is_busy(code: &SqlState) -> bool {
    [
        SqlState::QUERY_CANCELED,
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
    ]
    .contains(code)
}

fn is_denied(code: &SqlState) -> bool {
    let class = &code.code()[..2];
    class == "28" || class == "3D" || *code == SqlState::INSUFFICIENT_PRIVILEGE
}
