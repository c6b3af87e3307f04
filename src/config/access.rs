//! Who could change a file that says which command is run or whom the program trusts, and who could read it.

use nix::unistd::{Gid, Group, Uid, User};
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// More links than this in a row lead nowhere.
const MOST_LINKS: usize = 40;

const GROUP_READS: u32 = 0o040;
const GROUP_WRITES: u32 = 0o020;
const OTHERS_READ: u32 = 0o004;
const OTHERS_WRITE: u32 = 0o002;
const STICKY: u32 = 0o1000;

/// Somebody else could put other settings in the place of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsafePermissions {
    /// The file, link or directory.
    pub path: PathBuf,
    /// Who could.
    pub by: Intruder,
}

/// Who could change a file or a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intruder {
    /// Its owner, who is neither the user nor root.
    Owner,
    /// Its owner, who is not root: of a file of the system's.
    NotRoot,
    /// Its group, which has others than the user in it.
    Group,
    /// Everybody.
    Others,
}

/// Looks at the file, at every link that leads to it, and at their directories. True if others can read the file, and the
/// user is the one to change that.
///
/// A file and the directory that it is in must belong to the user or to root, and be writable by nobody else; the user's own
/// group may write. A directory above must not be writable by everybody. In a sticky one, such as `/tmp`, nobody can replace
/// what is not theirs.
///
/// # Errors
/// If the file cannot be looked at.
pub fn check(file: &Path) -> io::Result<Result<bool, UnsafePermissions>> {
    let me = Uid::effective();
    let mut path = file.to_owned();
    for _ in 0..MOST_LINKS {
        if let Err(found) = check_directories(&path, me)? {
            return Ok(Err(found));
        }
        let data = fs::symlink_metadata(&path)?;
        if !is_trusted(&data, me) {
            return Ok(Err(UnsafePermissions {
                path,
                by: Intruder::Owner,
            }));
        }
        if !data.is_symlink() {
            return Ok(match writer(&path, &data, me) {
                Some(by) => Err(UnsafePermissions { path, by }),
                None => Ok(is_exposed(&path, &data, me)),
            });
        }
        let target = fs::read_link(&path)?;
        path = path.parent().unwrap_or(Path::new("/")).join(target);
    }
    Err(rustix::io::Errno::LOOP.into())
}

/// Looks at a file of the system's, at every link that leads to it, and at all directories above. Each must belong to root or to
/// this user, and be writable by nobody else; in a sticky directory, nobody can replace what is not theirs.
///
/// # Errors
/// If the file cannot be looked at.
pub fn check_system(file: &Path, owner: Uid) -> io::Result<Result<(), UnsafePermissions>> {
    let mut path = file.to_owned();
    for _ in 0..MOST_LINKS {
        let dir = path.parent().unwrap_or(Path::new("/"));
        let resolved = fs::canonicalize(dir)?;
        for dir in dir.ancestors().chain(resolved.ancestors()) {
            let data = fs::metadata(dir)?;
            if let Some(by) = stranger(dir, &data, owner, data.mode() & STICKY != 0) {
                let path = dir.to_owned();
                return Ok(Err(UnsafePermissions { path, by }));
            }
        }
        let data = fs::symlink_metadata(&path)?;
        // A link's own mode means nothing.
        if let Some(by) = stranger(&path, &data, owner, data.is_symlink()) {
            return Ok(Err(UnsafePermissions { path, by }));
        }
        if !data.is_symlink() {
            return Ok(Ok(()));
        }
        let target = fs::read_link(&path)?;
        path = path.parent().unwrap_or(Path::new("/")).join(target);
    }
    Err(rustix::io::Errno::LOOP.into())
}

/// Who but root and this user owns it, or could write it, unless who writes does not matter.
fn stranger(path: &Path, data: &Metadata, owner: Uid, any_mode: bool) -> Option<Intruder> {
    if !is_trusted(data, owner) {
        Some(Intruder::NotRoot)
    } else if any_mode {
        None
    } else {
        writer(path, data, owner)
    }
}

/// The directories of a path, as it is written and as it is without links.
fn check_directories(path: &Path, me: Uid) -> io::Result<Result<(), UnsafePermissions>> {
    let dir = path.parent().unwrap_or(Path::new("/"));
    for dir in [dir.to_owned(), fs::canonicalize(dir)?] {
        for (distance, dir) in dir.ancestors().enumerate() {
            let data = fs::metadata(dir)?;
            let by = if distance == 0 && !is_trusted(&data, me) {
                Some(Intruder::Owner)
            } else if data.mode() & STICKY != 0 {
                None
            } else if distance == 0 {
                writer(dir, &data, me)
            } else {
                (data.mode() & OTHERS_WRITE != 0).then_some(Intruder::Others)
            };
            if let Some(by) = by {
                let path = dir.to_owned();
                return Ok(Err(UnsafePermissions { path, by }));
            }
        }
    }
    Ok(Ok(()))
}

fn is_trusted(data: &Metadata, me: Uid) -> bool {
    data.uid() == me.as_raw() || data.uid() == 0
}

/// Who but the owner can write it.
fn writer(path: &Path, data: &Metadata, me: Uid) -> Option<Intruder> {
    if data.mode() & OTHERS_WRITE != 0 {
        Some(Intruder::Others)
    } else if data.mode() & GROUP_WRITES != 0 && !is_ours_alone(path, data, me) {
        Some(Intruder::Group)
    } else {
        None
    }
}

/// Whether others can read what is the user's. What is root's, and not the user's, is shared on purpose.
fn is_exposed(path: &Path, data: &Metadata, me: Uid) -> bool {
    let by_group = data.mode() & GROUP_READS != 0 && !is_ours_alone(path, data, me);
    data.uid() == me.as_raw() && (by_group || data.mode() & OTHERS_READ != 0)
}

/// Whether what the group may do, the user alone may: the group is the user's own, and no access list, which hides behind
/// the group's mode, names anybody else.
fn is_ours_alone(path: &Path, data: &Metadata, me: Uid) -> bool {
    is_own_group(Gid::from_raw(data.gid()), me) && !has_access_list(path)
}

/// Whether a group is the user's own: it has the user's name and no other member, as systems make one for each user. Where
/// the system knows no names for them, it has the user's number and is the group of the process.
fn is_own_group(group: Gid, me: Uid) -> bool {
    let user = User::from_uid(me).ok().flatten();
    let known = Group::from_gid(group).ok().flatten();
    match (user, known) {
        (Some(user), Some(known)) => {
            known.name == user.name && known.mem.iter().all(|member| *member == user.name)
        }
        _ => group == Gid::effective() && group.as_raw() == me.as_raw(),
    }
}

fn has_access_list(path: &Path) -> bool {
    rustix::fs::getxattr(path, "system.posix_acl_access", &mut [0_u8; 0][..]).is_ok_and(|length| length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
    use tempfile::TempDir;

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    /// A file of this mode in a directory of this one.
    fn file(dir_mode: u32, file_mode: u32) -> (TempDir, PathBuf) {
        let home = TempDir::new().unwrap();
        let dir = home.path().join("dir");
        fs::create_dir(&dir).unwrap();
        let file = dir.join("k.toml");
        fs::write(&file, "").unwrap();
        set(&file, file_mode);
        set(&dir, dir_mode);
        (home, file)
    }

    fn words(result: io::Result<Result<bool, UnsafePermissions>>) -> String {
        match result.unwrap() {
            Ok(exposed) => format!("exposed: {exposed}"),
            Err(found) => format!("{} {:?}", found.path.file_name().unwrap().display(), found.by),
        }
    }

    #[test]
    fn the_modes_of_a_file_and_its_directory() {
        // The group of what is made here: the user's own one on most systems.
        let (home, _) = file(0o700, 0o600);
        let group = Gid::from_raw(fs::metadata(home.path()).unwrap().gid());
        let own = is_own_group(group, Uid::effective());
        let by_group = |path: &str, otherwise: &str| {
            if own {
                otherwise.to_owned()
            } else {
                format!("{path} Group")
            }
        };
        for (dir, mode, expected) in [
            (0o700, 0o600, "exposed: false".to_owned()),
            (0o700, 0o400, "exposed: false".to_owned()),
            (0o755, 0o600, "exposed: false".to_owned()),
            (0o755, 0o644, "exposed: true".to_owned()),
            (0o755, 0o604, "exposed: true".to_owned()),
            (0o755, 0o640, format!("exposed: {}", !own)),
            (0o755, 0o660, by_group("k.toml", "exposed: false")),
            (0o775, 0o600, by_group("dir", "exposed: false")),
            (0o775, 0o664, by_group("dir", "exposed: true")),
            (0o755, 0o602, "k.toml Others".to_owned()),
            (0o755, 0o666, "k.toml Others".to_owned()),
            (0o777, 0o600, "dir Others".to_owned()),
            (0o703, 0o600, "dir Others".to_owned()),
            (0o1777, 0o600, "exposed: false".to_owned()),
            (0o1777, 0o666, "k.toml Others".to_owned()),
        ] {
            let (_home, file) = file(dir, mode);
            assert_eq!(words(check(&file)), expected, "{dir:o} {mode:o}");
        }
    }

    #[test]
    fn links_and_the_directories_above_are_looked_at() {
        let (home, file) = file(0o755, 0o600);
        let (elsewhere, link) = (home.path().join("elsewhere"), home.path().join("elsewhere/link"));
        fs::create_dir(&elsewhere).unwrap();
        symlink("../dir/k.toml", &link).unwrap();
        assert_eq!(words(check(&link)), "exposed: false");
        set(&elsewhere, 0o777);
        assert_eq!(words(check(&link)), "elsewhere Others");
        set(&elsewhere, 0o755);
        set(file.parent().unwrap(), 0o777);
        assert_eq!(words(check(&link)), "dir Others");
        set(file.parent().unwrap(), 0o755);
        // A directory that is a link itself.
        let around = home.path().join("around");
        symlink(file.parent().unwrap(), &around).unwrap();
        assert_eq!(words(check(&around.join("k.toml"))), "exposed: false");
        set(&file, 0o666);
        assert_eq!(words(check(&around.join("k.toml"))), "k.toml Others");
        set(&file, 0o600);
        let name = home.path().file_name().unwrap().display().to_string();
        set(home.path(), 0o777);
        assert_eq!(words(check(&file)), format!("{name} Others"));
        set(home.path(), 0o700);
        let circle = home.path().join("circle");
        symlink(&circle, &circle).unwrap();
        assert!(check(&circle).is_err());
        assert!(check(&home.path().join("none")).is_err());
    }

    #[test]
    fn what_belongs_to_somebody_else_is_not_trusted() {
        // Only root can give files away; for anybody else there is nothing to test with.
        if !Uid::effective().is_root() {
            return;
        }
        let (_home, file) = file(0o755, 0o600);
        let me = Uid::from_raw(4711);
        let data = |path: &Path| fs::metadata(path).unwrap();
        chown(&file, Some(4712), None).unwrap();
        assert!(!is_trusted(&data(&file), me));
        assert_eq!(words(check(&file)), "k.toml Owner");
        chown(&file, Some(4711), Some(4711)).unwrap();
        set(&file, 0o640);
        assert!(is_trusted(&data(&file), me) && !is_exposed(&file, &data(&file), Uid::from_raw(0)));
        chown(&file, Some(0), Some(4713)).unwrap();
        set(&file, 0o660);
        assert_eq!(words(check(&file)), "k.toml Group");
        // Root's settings for all are not a user's to close.
        set(&file, 0o644);
        assert!(!is_exposed(&file, &data(&file), me));
        chown(file.parent().unwrap(), Some(4712), None).unwrap();
        assert_eq!(words(check(&file)), "dir Owner");
    }
}
