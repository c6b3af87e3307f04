//! The words for what the team's store did not do.

use super::system::{line, shown};
use crate::customer::Settlement;
use crate::i18n::Locale;
use crate::team::{Error, SHORTEST_SECRET, UrlFault};
use crate::text::visible;

impl Locale {
    /// Why the team's store did not do what it was asked for: what, where, and what to do, in one line. Safe to show.
    #[must_use]
    pub fn team_error(&self, error: &Error) -> String {
        let texts = self.texts();
        match error {
            Error::Away { place, why } => texts.team_away(line(why), visible(place)),
            Error::Busy { place } => texts.team_busy(visible(place)),
            Error::Denied { place, why } => texts.team_denied(line(why), visible(place)),
            Error::Database { place, why } => texts.team_database(line(why), visible(place)),
            Error::Io { path, source } => texts.team_io(shown(path), self.system_error(source)),
            Error::Link { path } => texts.team_link(shown(path)),
            Error::Mode { path, found, wanted } => {
                texts.team_mode(shown(path), format!("{found:04o}"), format!("{wanted:04o}"))
            }
            Error::Group { path } => texts.team_group(shown(path)),
            Error::NetworkFiles { path } => texts.team_network_files(shown(path)),
            Error::Gone { path } => texts.team_gone(shown(path)),
            Error::Foreign { place } => texts.team_foreign(visible(place)),
            Error::Newer { place, found, known } => texts.team_newer(*found, *known, visible(place)),
            Error::WrongSecret { place } => texts.team_wrong_secret(visible(place)),
            Error::ShortSecret => texts.team_short_secret(SHORTEST_SECRET),
            Error::Url { why } => self.team_url_fault(why),
            Error::Certificates { path, why } => texts.team_certificates(shown(path), line(why)),
            Error::NoPostgres => texts.team_no_postgres(),
            Error::NotUnknown {
                attempt,
                state: Some(state),
            } => texts.store_not_unknown(visible(attempt), self.state(*state)),
            Error::NotUnknown { attempt, state: None } => texts.team_no_attempt(visible(attempt)),
            Error::SettledOtherwise {
                attempt,
                settlement,
                by,
            } => self.settled_otherwise(attempt, settlement, by),
            Error::Random(source) => texts.store_random(line(source)),
        }
    }

    /// That an attempt was settled by somebody else in another way: how, and by whom. Safe to show.
    #[must_use]
    pub fn settled_otherwise(&self, attempt: &str, settlement: &Settlement, by: &str) -> String {
        let texts = self.texts();
        let (attempt, by) = (visible(attempt), visible(by));
        match settlement {
            Settlement::Created(id) => texts.team_conflict_created(attempt, by, visible(id)),
            Settlement::NotCreated => texts.team_conflict_not_created(attempt, by),
        }
    }

    fn team_url_fault(&self, why: &UrlFault) -> String {
        let texts = self.texts();
        match why {
            UrlFault::Unreadable(why) => texts.team_url_unreadable(line(why)),
            UrlFault::Incomplete => texts.team_url_incomplete(),
            UrlFault::Password => texts.team_url_password(),
            UrlFault::RootCertificate => texts.team_url_root_certificate(),
            UrlFault::Plaintext => texts.team_url_plaintext(),
        }
    }
}
