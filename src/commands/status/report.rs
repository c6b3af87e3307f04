//! What `status` prints with `--json`.

use super::CommandError;
use crate::customer::{StoredTime, SubmissionState};
use crate::endpoint::Resource;
use crate::store::{OpenAttempt, StoreStatus};
use crate::team::TeamAttempt;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;
use std::path::Path;

/// When the store is looked at.
pub(super) struct Moment {
    now: Timestamp,
    date: Date,
    /// The hours of the local day.
    pub(super) day: Range<Timestamp>,
}

impl Moment {
    pub(super) fn now() -> Result<Self, CommandError> {
        let now = ZonedDateTime::now();
        let hours = || Ok(now.start_of_day()?.timestamp()..now.tomorrow()?.start_of_day()?.timestamp());
        Ok(Self {
            now: now.timestamp(),
            date: now.date(),
            day: hours().map_err(|error: jiff::Error| CommandError::usage(error))?,
        })
    }
}

/// The status of a store.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::commands) struct StatusReport {
    /// The version of the program that looks.
    version: &'static str,
    /// The store itself.
    pub(super) store: StoreReport,
    /// The drafts, whether they are on a screen, parked or left by a program that has ended.
    pub(super) drafts: DraftsReport,
    /// The attempts of which nobody knows yet what became of them.
    pub(super) open: OpenReport,
    /// What was sent on the local day.
    pub(super) today: DayReport,
    /// How many outcomes wait for the audit feed, which takes them with the next one if it can.
    pub(super) unreported: usize,
    /// The team; none where the settings have no team.
    pub(super) team: Option<TeamReport>,
}

/// The store itself.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StoreReport {
    /// Its file.
    pub(super) path: String,
    /// Whether it is there, and has the format of this program; `older` is converted by the next start.
    #[schemars(extend("enum" = ["none", "current", "older"]))]
    pub(super) state: &'static str,
    /// Its format; none where there is no store.
    pub(super) format: Option<usize>,
    /// How long its files are, in bytes.
    pub(super) bytes: u64,
    /// How many programs have it open.
    pub(super) sessions: usize,
}

/// The drafts.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DraftsReport {
    /// How many there are.
    pub(super) count: usize,
    /// When the oldest was saved.
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(super) oldest_saved_at: Option<Timestamp>,
}

/// The attempts of which nobody knows yet what became of them.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OpenReport {
    /// How many are being sent.
    pub(super) in_flight: usize,
    /// How many outcomes are unknown: with any, the exit code is 6. Those count, too, whose program has ended while it sent
    /// them.
    pub(super) unknown: usize,
    /// How many of these were sent within the last hour.
    pub(super) unknown_last_hour: usize,
    /// How many of these were sent before that, and today.
    pub(super) unknown_earlier_today: usize,
    /// How many of these were sent before today.
    pub(super) unknown_older: usize,
    /// The oldest of these.
    pub(super) oldest_unknown: Option<UnknownReport>,
}

/// An attempt whose outcome is unknown.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct UnknownReport {
    /// The attempt's id.
    pub(super) attempt: String,
    /// When it went out.
    pub(super) sent_at: StoredTime,
    /// What it was to create.
    #[schemars(extend("enum" = Resource::ALL.map(Resource::name)))]
    resource: &'static str,
}

/// What was sent on the local day.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DayReport {
    /// The day.
    #[schemars(with = "String", extend("format" = "date"))]
    date: Date,
    /// The customers.
    pub(super) customers: DayCounts,
    /// The companies.
    pub(super) companies: DayCounts,
}

/// How many records a day has, by their state.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct DayCounts {
    pub(super) created: usize,
    pub(super) rejected: usize,
    pub(super) not_sent: usize,
    pub(super) unknown: usize,
    /// Unknown ones that a person has settled so.
    pub(super) not_created: usize,
    /// In the CRM already, so that the card was not sent.
    pub(super) existing: usize,
    pub(super) in_flight: usize,
}

/// What the others in the team have open.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TeamReport {
    /// Whether the team's store has answered in time.
    #[schemars(extend("enum" = ["reached", "away"]))]
    state: &'static str,
    /// How many attempts of others have an unknown outcome; none where it is away.
    pub(super) unknown: Option<usize>,
    /// How many others are sending; none where it is away.
    pub(super) in_flight: Option<usize>,
    /// Why it is away, for people.
    pub(super) message: Option<String>,
}

impl StatusReport {
    pub(super) fn new(
        dir: &Path,
        store: Option<&StoreStatus>,
        at: &Moment,
        team: Option<TeamReport>,
    ) -> Self {
        let (drafts, oldest) = store.map_or((0, None), |store| (store.drafts, store.oldest_draft));
        let (open, day) = store.map_or((&[][..], &[][..]), |store| (&store.open, &store.day));
        Self {
            version: env!("KARTOTEKA_VERSION"),
            drafts: DraftsReport {
                count: drafts,
                oldest_saved_at: oldest,
            },
            open: OpenReport::new(open, at),
            today: DayReport {
                date: at.date,
                customers: DayCounts::of(Resource::Customer, day),
                companies: DayCounts::of(Resource::Company, day),
            },
            store: StoreReport::new(dir, store),
            unreported: store.map_or(0, |store| store.unreported),
            team,
        }
    }

    pub(super) fn has_unknown(&self) -> bool {
        self.open.unknown > 0
    }
}

impl StoreReport {
    fn new(dir: &Path, store: Option<&StoreStatus>) -> Self {
        let path = store.map_or(dir, |store| &store.path);
        Self {
            path: path.to_string_lossy().into_owned(),
            state: match store {
                None => "none",
                Some(store) if store.format < store.known_format => "older",
                Some(_) => "current",
            },
            format: store.map(|store| store.format),
            bytes: store.map_or(0, |store| store.bytes),
            sessions: store.map_or(0, |store| store.sessions),
        }
    }
}

impl OpenReport {
    fn new(open: &[OpenAttempt], at: &Moment) -> Self {
        let unknown = || open.iter().filter(|attempt| !attempt.in_flight);
        let hour_ago = at.now.saturating_sub(SignedDuration::from_hours(1));
        let hour_ago = hour_ago.unwrap_or(Timestamp::MIN);
        // What has no time that a calendar knows is old.
        let since = |from: Timestamp| {
            unknown()
                .filter(|attempt| attempt.sent_at.get().is_some_and(|sent| sent >= from))
                .count()
        };
        let (all, last_hour) = (unknown().count(), since(hour_ago));
        let recent = since(hour_ago.min(at.day.start));
        Self {
            in_flight: open.len() - all,
            unknown: all,
            unknown_last_hour: last_hour,
            unknown_earlier_today: recent - last_hour,
            unknown_older: all - recent,
            oldest_unknown: unknown().next().map(|attempt| UnknownReport {
                attempt: attempt.attempt.clone(),
                sent_at: attempt.sent_at,
                resource: attempt.resource.name(),
            }),
        }
    }
}

impl DayCounts {
    fn of(resource: Resource, day: &[(Resource, SubmissionState, usize)]) -> Self {
        let mut counts = Self::default();
        for (_, state, count) in day.iter().filter(|(about, ..)| *about == resource) {
            *match state {
                SubmissionState::Sending => &mut counts.in_flight,
                SubmissionState::Created => &mut counts.created,
                SubmissionState::Rejected => &mut counts.rejected,
                SubmissionState::NotSent => &mut counts.not_sent,
                SubmissionState::Unknown => &mut counts.unknown,
                SubmissionState::NotCreated => &mut counts.not_created,
                SubmissionState::Existing => &mut counts.existing,
            } += count;
        }
        counts
    }
}

impl TeamReport {
    pub(super) fn reached(open: &[TeamAttempt]) -> Self {
        let in_flight = open
            .iter()
            .filter(|attempt| attempt.state == SubmissionState::Sending)
            .count();
        Self {
            state: "reached",
            unknown: Some(open.len() - in_flight),
            in_flight: Some(in_flight),
            message: None,
        }
    }

    pub(super) fn away(why: String) -> Self {
        Self {
            state: "away",
            unknown: None,
            in_flight: None,
            message: Some(why),
        }
    }
}
