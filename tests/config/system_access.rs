//! Who may own the system's settings, and who may write them.

use super::Told as _;
use kartoteka::config::SystemSettings;
use rustix::process::geteuid;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use tempfile::TempDir;

#[test]
fn the_system_s_file_belongs_to_root_and_nobody_else_can_change_it() {
    let chmod = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    for (dir_mode, mode, refused) in [
        (0o755, 0o644, false),
        (0o755, 0o600, false),
        (0o755, 0o646, true),
        (0o757, 0o644, true),
        (0o1777, 0o644, false),
    ] {
        let home = TempDir::new().unwrap();
        let (above, dir) = (home.path().join("a"), home.path().join("a/b"));
        fs::create_dir_all(&dir).unwrap();
        let path = dir.join("k.toml");
        fs::write(&path, "mouse = true").unwrap();
        chmod(&path, mode);
        // As well where the directory is further above.
        for weak in [&dir, &above] {
            chmod(&dir, 0o755);
            chmod(&above, 0o755);
            chmod(weak, dir_mode);
            let read = SystemSettings::read_from(&path, geteuid().as_raw());
            assert_eq!(read.is_err(), refused, "{dir_mode:o} {mode:o} {read:?}");
            if let Err(error) = read {
                assert!(
                    error.words().contains("everybody can change"),
                    "{}",
                    error.words()
                );
            }
        }
        // A link is looked at where it leads.
        let link = home.path().join("link.toml");
        symlink(&path, &link).unwrap();
        let read = SystemSettings::read_from(&link, geteuid().as_raw());
        assert_eq!(read.is_err(), refused, "{dir_mode:o} {mode:o} {read:?}");
        chmod(&above, 0o755);
        assert_eq!(
            SystemSettings::read_from(&dir.join("none.toml"), 0).unwrap(),
            None
        );
    }
}
