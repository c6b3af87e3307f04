//! What does not change while the program runs.

use crate::keymap::Keymap;
use crate::options::{FormOptions, ProfileBadge, Theme, WhenAway};
use jiff::tz::TimeZone;
use std::path::PathBuf;
use std::time::Duration;

/// What does not change while the program runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The profile's name.
    pub profile: String,
    /// The names of all profiles.
    pub profiles: Vec<String>,
    /// The full URL of the request.
    pub url: String,
    /// The host, as the status line shows it.
    pub host: String,
    /// The API user.
    pub user: String,
    /// The value of `Accept-Language`.
    pub accept_language: String,
    /// How long each step of a send may take: finding the host, connecting, sending, answering.
    pub timeout: Duration,
    /// The colours.
    pub theme: Theme,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// The operator's time zone.
    pub zone: TimeZone,
    /// The CRM's certificate is not verified.
    pub insecure: bool,
    /// The badge of the profile, shown for as long as it is used.
    pub badge: Option<ProfileBadge>,
    /// The CRM is asked for the customer before a card is sent.
    pub check_duplicates: bool,
    /// What happens while the team's store is away; none where there is no team.
    pub team: Option<WhenAway>,
    /// What every key means.
    pub keymap: Keymap,
    /// How the form works.
    pub form_options: FormOptions,
    /// Where the operator can write a card to a file.
    pub export_place: ExportPlace,
    /// Where a card is written to that the store cannot keep, before the home directory.
    pub rescue_dir: Option<PathBuf>,
}

/// Where the operator can write a card to a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ExportPlace {
    /// Where they say.
    #[default]
    Anywhere,
    /// In this directory, under a name that they choose.
    Directory(PathBuf),
    /// To no file: the administrator has named no directory.
    Nowhere,
}

impl Settings {
    /// Whether the CRM is asked for the customer while the card is being filled in.
    #[must_use]
    pub fn looks_up_in_background(&self) -> bool {
        self.check_duplicates && self.form_options.background_lookups
    }
}
