//! Where the audit feed goes.

use std::path::PathBuf;

/// Where the audit feed goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditTarget {
    /// To the end of this file.
    File(PathBuf),
    /// To the system's log, by this socket.
    Syslog(Facility, PathBuf),
    /// To the journal of systemd, by this socket.
    Journald(PathBuf),
}

/// A part of the system's log, by which its settings choose a file.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are those of syslog(3)")]
pub enum Facility {
    #[default]
    User,
    Daemon,
    Auth,
    Authpriv,
    Local0,
    Local1,
    Local2,
    Local3,
    Local4,
    Local5,
    Local6,
    Local7,
}
