//! A team on this host: one store, one secret, and a home for each clerk.

use super::home::Home;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use tempfile::TempDir;

/// The directories of a team. Dropping it removes them.
pub struct Team(TempDir);

impl Team {
    pub fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let store = dir.path().join("store");
        fs::create_dir(&store).unwrap();
        fs::set_permissions(&store, Permissions::from_mode(0o2770)).unwrap();
        let secret = dir.path().join("secret");
        fs::write(&secret, "0123456789abcdef0123456789abcdef\n").unwrap();
        fs::set_permissions(&secret, Permissions::from_mode(0o600)).unwrap();
        Self(dir)
    }

    /// The team's store.
    pub fn file(&self) -> PathBuf {
        self.0.path().join("store/team.db")
    }

    /// The directory of the store.
    pub fn store_dir(&self) -> PathBuf {
        self.0.path().join("store")
    }

    /// The file with the secret.
    pub fn secret(&self) -> PathBuf {
        self.0.path().join("secret")
    }

    /// A clerk of the team at this CRM, with a home of their own, and these lines besides in `[team]`.
    pub fn clerk(&self, url: &str, more: &str) -> Home {
        Home::new(url, &self.settings(more))
    }

    /// A clerk whose reviews search the CRM, too.
    pub fn searching_clerk(&self, url: &str) -> Home {
        Home::new(url, &format!("check_duplicates = true\n{}", self.settings("")))
    }

    fn settings(&self, more: &str) -> String {
        let (file, secret) = (self.file(), self.secret());
        let (file, secret) = (file.display(), secret.display());
        format!("[team]\nfile = \"{file}\"\nsecret_file = \"{secret}\"\n{more}\n")
    }
}
