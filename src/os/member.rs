//! Who works where: what the others of a team are shown.

use nix::unistd::{User, gethostname, getuid};

/// The name that the operator logged in with; the number of the user where the system knows no name.
#[must_use]
pub fn login() -> String {
    let user = getuid();
    let named = User::from_uid(user).ok().flatten();
    named.map_or_else(|| user.to_string(), |user| user.name)
}

/// The name of this host.
#[must_use]
pub fn host() -> String {
    gethostname().map_or_else(
        |_| "localhost".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}
