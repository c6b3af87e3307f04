//! The team guard of the settings.

use super::CommandError;
use super::output::print_error;
use super::setup::Setup;
use crate::claims::{SyncedClaims, TeamGuard, TeamOptions};
use crate::customer::Settlement;
use crate::options::WhenAway;
use crate::os::member;
use crate::submit::{Submitter, TeamClaims};
use crate::team::{TeamPlace, TeamSecret};
use crate::text::visible;
use secrecy::ExposeSecret as _;

impl Setup {
    /// The team guard; none without a team. Asks the commands of the settings for the secret and the password.
    pub(super) fn team_guard(&self) -> Result<Option<TeamGuard>, CommandError> {
        let (team, locale) = (&self.loaded.config.team, self.locale());
        let failed = |why: String| CommandError::usage(locale.texts().team_failed(why));
        let unread = |error| failed(locale.secret_error(&error));
        let place = match (&team.file, &team.url) {
            (Some(file), _) => TeamPlace::File(file.clone()),
            (None, Some(url)) => TeamPlace::Postgres {
                url: url.clone(),
                password: team.password().map_err(unread)?,
                ca_file: team.ca_file.clone(),
            },
            (None, None) => return Ok(None),
        };
        let secret = team.secret().map_err(unread)?;
        let secret = TeamSecret::new(secret.expose_secret());
        Ok(Some(TeamGuard::new(TeamOptions {
            place,
            timeout: team.timeout(),
            secret: secret.map_err(|error| failed(locale.team_error(&error)))?,
            login: member::login(),
            host: member::host(),
            when_away: team.when_away,
            keep_days: team.keep_days,
        })))
    }

    /// Adds the team guard to a submitter, and has it and the journal learn from each other. `without` says whether customers
    /// are sent while the team's store is away.
    pub(super) fn join_team(&self, submitter: &mut Submitter, without: bool) -> Result<(), CommandError> {
        let locale = self.locale();
        let guard = self.team_guard()?;
        if without
            && guard
                .as_ref()
                .is_none_or(|guard| guard.when_away() == WhenAway::Refuse)
        {
            return Err(CommandError::usage(locale.texts().team_not_without()));
        }
        let Some(guard) = guard else { return Ok(()) };
        match guard.sync(&mut submitter.store) {
            Ok(synced) => print_error(&self.synced(&synced)),
            // The sends say so, too.
            Err(error) if error.is_away() => {
                print_error(&format!("kartoteka: {}\n", locale.claims_error(&error)));
            }
            Err(error) => {
                return Err(CommandError::usage(
                    locale.texts().team_failed(locale.claims_error(&error)),
                ));
            }
        }
        submitter.team = Some(TeamClaims { guard, without });
        Ok(())
    }

    /// What the journal has learned from the team, a line each.
    pub(super) fn synced(&self, synced: &SyncedClaims) -> String {
        let locale = self.locale();
        let texts = locale.texts();
        let settled = synced.settled.iter().map(|(attempt, settlement, by)| {
            let (attempt, by) = (visible(attempt), visible(by));
            match settlement {
                Settlement::Created(id) => texts.team_settled_created(attempt, by, visible(id)),
                Settlement::NotCreated => texts.team_settled_not_created(attempt, by),
            }
        });
        let doubled = synced.doubled.iter().map(|(attempt, other)| {
            let by = format!("{}@{}", other.member.login, other.member.host);
            let id = other.customer_id.as_deref().unwrap_or("-");
            texts.team_doubled(visible(attempt), visible(&by), visible(id))
        });
        let conflicts = synced
            .conflicts
            .iter()
            .map(|(attempt, theirs, by)| locale.settled_otherwise(attempt, theirs, by));
        settled
            .chain(conflicts)
            .chain(doubled)
            .fold(String::new(), |lines, line| format!("{lines}kartoteka: {line}\n"))
    }
}
