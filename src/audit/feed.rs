//! Takes records to their target.

use super::{AuditRecord, AuditTarget, Facility};
use crate::os::files::append_private;
use std::io::{self, Write as _};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process;
use syslog::{Formatter3164, LogFormat as _, Severity};

/// The permission bits that an audit file may have: its group may read it, so that somebody else can collect it.
const FILE_MODE: u32 = 0o640;

/// By what the system's log and the journal know the program.
const NAME: &str = "kartoteka";

/// The way to the target. It is opened again for each report: files are rotated, and daemons restarted.
#[derive(Debug, Clone)]
pub struct AuditFeed {
    target: AuditTarget,
}

impl AuditFeed {
    /// The feed to this target.
    #[must_use]
    pub fn new(target: AuditTarget) -> Self {
        Self { target }
    }

    /// Reports records, in their order. Never waits for a daemon: one that takes nothing now is an error. Returns how many are
    /// there, which is fewer where it fails in between.
    ///
    /// # Errors
    /// If none of them could be reported.
    pub fn report(&self, records: &[AuditRecord]) -> io::Result<usize> {
        match &self.target {
            AuditTarget::File(path) => append(path, records),
            AuditTarget::Syslog(facility, socket) => {
                let formatter = Formatter3164 {
                    facility: syslog::Facility::from(*facility),
                    hostname: None,
                    process: NAME.to_owned(),
                    pid: process::id(),
                };
                send(socket, records, |datagram, line| {
                    let written = formatter.format(datagram, Severity::LOG_INFO, line);
                    written.map_err(io::Error::other)
                })
            }
            AuditTarget::Journald(socket) => send(socket, records, |datagram, line| {
                // A line of JSON has no line break, so no field needs its length.
                writeln!(datagram, "MESSAGE={line}")?;
                writeln!(datagram, "PRIORITY=6")?;
                writeln!(datagram, "SYSLOG_IDENTIFIER={NAME}")
            }),
        }
    }
}

/// Appends all lines at once, so that no other program's come in between.
fn append(path: &Path, records: &[AuditRecord]) -> io::Result<usize> {
    let mut lines = String::new();
    for record in records {
        lines.push_str(&record.line());
        lines.push('\n');
    }
    append_private(path, FILE_MODE)?.write_all(lines.as_bytes())?;
    Ok(records.len())
}

/// Sends a datagram for each record, until the daemon takes no more.
fn send(
    socket: &Path,
    records: &[AuditRecord],
    format: impl Fn(&mut Vec<u8>, &str) -> io::Result<()>,
) -> io::Result<usize> {
    let daemon = UnixDatagram::unbound()?;
    daemon.set_nonblocking(true)?;
    daemon.connect(socket)?;
    for (sent, record) in records.iter().enumerate() {
        let mut datagram = Vec::new();
        format(&mut datagram, &record.line())?;
        match daemon.send(&datagram) {
            Ok(_) => {}
            Err(_) if sent > 0 => return Ok(sent),
            Err(error) => return Err(error),
        }
    }
    Ok(records.len())
}

impl From<Facility> for syslog::Facility {
    fn from(facility: Facility) -> Self {
        match facility {
            Facility::User => Self::LOG_USER,
            Facility::Daemon => Self::LOG_DAEMON,
            Facility::Auth => Self::LOG_AUTH,
            Facility::Authpriv => Self::LOG_AUTHPRIV,
            Facility::Local0 => Self::LOG_LOCAL0,
            Facility::Local1 => Self::LOG_LOCAL1,
            Facility::Local2 => Self::LOG_LOCAL2,
            Facility::Local3 => Self::LOG_LOCAL3,
            Facility::Local4 => Self::LOG_LOCAL4,
            Facility::Local5 => Self::LOG_LOCAL5,
            Facility::Local6 => Self::LOG_LOCAL6,
            Facility::Local7 => Self::LOG_LOCAL7,
        }
    }
}
