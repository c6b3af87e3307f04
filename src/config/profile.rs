//! A profile: one CRM, the user there, and how requests are made.

use crate::customer::{FormSettings, Template};
use crate::options::{BadgeColor, ProfileBadge};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// One CRM, and who we are there. There is no default: a CRM without an address or a user is a mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Where the CRM is: `https://…`, or `http://` to loopback.
    pub base_url: String,
    /// The API user.
    pub user: String,
    /// A shell command that prints the password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_command: Option<String>,
    /// The name of an environment variable that holds the password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_env: Option<String>,
    /// How long `password_command` may take, in seconds: 1 to 600. Somebody may have to type something in it.
    #[serde(default = "default_password_timeout")]
    pub password_timeout_seconds: u64,
    /// How long each phase of a request may take, in seconds: 1 to 600.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
    /// The `Accept-Language` header; the code of the program's language where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept_language: Option<String>,
    /// A file of PEM certificates: the authorities that may vouch for this CRM, in place of the public ones. Once loaded
    /// it starts at the root: `~/` is the home directory, and a relative path starts where the settings are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// Whether anybody's certificate is taken for the CRM's. Not together with `ca_file`.
    #[serde(default)]
    pub insecure: bool,
    /// Whether the CRM is asked, before a card is sent, for customers who may be the same.
    #[serde(default)]
    pub check_duplicates: bool,
    /// A word that the screen shows for as long as this profile is used, such as `PRODUCTION`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// The colour of the word.
    #[serde(default)]
    pub mark_color: BadgeColor,
    /// The form for customers of this CRM.
    #[serde(default, skip_serializing_if = "FormSettings::is_empty")]
    pub form: FormSettings,
    /// The sets of values that an operator can put into a card, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub templates: BTreeMap<String, Template>,
}

impl Profile {
    /// A profile of which nothing is known but the address and the user.
    #[must_use]
    pub fn new(base_url: String, user: String) -> Self {
        Self {
            base_url,
            user,
            password_command: None,
            password_env: None,
            password_timeout_seconds: default_password_timeout(),
            timeout_seconds: default_timeout(),
            accept_language: None,
            ca_file: None,
            insecure: false,
            check_duplicates: false,
            mark: None,
            mark_color: BadgeColor::default(),
            form: FormSettings::default(),
            templates: BTreeMap::new(),
        }
    }

    /// Whether it says anything of the form.
    #[must_use]
    pub fn has_form(&self) -> bool {
        !self.form.is_empty() || !self.templates.is_empty()
    }

    /// How long each phase of a request may take.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }

    /// The mark that the screen shows.
    #[must_use]
    pub fn mark(&self) -> Option<ProfileBadge> {
        let word = self.mark.clone()?;
        Some(ProfileBadge {
            word,
            color: self.mark_color,
        })
    }

    /// The host of the base URL, with the port where it has one.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }
}

fn default_timeout() -> u64 {
    30
}

fn default_password_timeout() -> u64 {
    60
}

/// There is no telling which profile to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileError {
    /// None is configured.
    None,
    /// None has this name.
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// There are several, and neither the command line nor the file says which.
    Ambiguous {
        /// What there is.
        names: Vec<String>,
    },
}
