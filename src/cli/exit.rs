//! The exit codes: the one table from which the help, the man page and the README list them.

use crate::customer::Outcome;
use crate::i18n::Locale;
use std::fmt::Write as _;
use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The command line or the settings cannot be used.
    Usage = 2,
    /// The customer is invalid.
    Invalid = 3,
    /// The CRM rejected the customer.
    Rejected = 4,
    /// The request surely never reached the CRM.
    NotSent = 5,
    /// The customer may have been created, by this request or by an earlier one that is in its way.
    Unknown = 6,
}

impl Exit {
    /// All exits, by their codes.
    pub const ALL: [Self; 6] = [
        Self::Done,
        Self::Usage,
        Self::Invalid,
        Self::Rejected,
        Self::NotSent,
        Self::Unknown,
    ];

    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The worse of two exits: of many customers the worst one decides.
    pub(crate) fn or_worse(self, other: Self) -> Self {
        if self.code() < other.code() { other } else { self }
    }

    /// How a send ends the program.
    pub(crate) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Created { .. } => Self::Done,
            Outcome::Rejected { .. } => Self::Rejected,
            Outcome::NotSent { .. } => Self::NotSent,
            Outcome::Unknown { .. } => Self::Unknown,
        }
    }

    /// What the exit code means, in the words of the help.
    #[must_use]
    pub fn meaning(self, locale: &Locale) -> String {
        let texts = locale.texts();
        match self {
            Self::Done => texts.exit_done(),
            Self::Usage => texts.exit_usage(),
            Self::Invalid => texts.exit_invalid(),
            Self::Rejected => texts.exit_rejected(),
            Self::NotSent => texts.exit_not_sent(),
            Self::Unknown => texts.exit_unknown(),
        }
    }

    /// The table as the help has it.
    pub(crate) fn help(locale: &Locale) -> String {
        Self::ALL
            .iter()
            .fold(locale.texts().help_exit_codes(), |mut table, exit| {
                let _ = write!(table, "\n  {}  {}", exit.code(), exit.meaning(locale));
                table
            })
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
