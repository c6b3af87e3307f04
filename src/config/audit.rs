//! Where the audit feed goes, as the settings say it.

use super::invalid_value::InvalidValue;
use super::{Config, SettingsProblem};
use crate::audit::{AuditTarget, Facility};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where daemons take what is for the system's log.
const SYSLOG: &str = "/dev/log";
/// Where the journal of systemd takes entries.
const JOURNALD: &str = "/run/systemd/journal/socket";

/// The section `[audit]`. At most one of the three targets is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AuditSettings {
    /// The file to which each outcome is appended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// Whether it goes to the system's log.
    pub syslog: bool,
    /// The part of the system's log that it goes to.
    pub facility: Facility,
    /// Whether it goes to the journal of systemd.
    pub journald: bool,
    /// The socket of the system's log or of the journal, where it is not in its usual place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub socket: Option<PathBuf>,
}

impl AuditSettings {
    /// Where the feed goes; none where it is off.
    #[must_use]
    pub fn target(&self) -> Option<AuditTarget> {
        let socket = |usual: &str| self.socket.clone().unwrap_or_else(|| usual.into());
        match &self.file {
            Some(file) => Some(AuditTarget::File(file.clone())),
            None if self.syslog => Some(AuditTarget::Syslog(self.facility, socket(SYSLOG))),
            None if self.journald => Some(AuditTarget::Journald(socket(JOURNALD))),
            None => None,
        }
    }
}

/// A second target, which would be left out.
pub(super) fn two_targets(config: &Config) -> Option<InvalidValue> {
    let AuditSettings {
        file,
        syslog,
        journald,
        ..
    } = &config.audit;
    let set = [
        ("file", file.is_some()),
        ("syslog", *syslog),
        ("journald", *journald),
    ];
    let second = set.iter().filter(|(_, is_set)| *is_set).nth(1);
    second.map(|(key, _)| InvalidValue::new(&["audit", key], SettingsProblem::TwoAudits))
}
