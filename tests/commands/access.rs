//! Who else could change or read the settings: refused, or warned of, by every command that uses them.

use super::support::home::{PROGRAM, Told};
use super::support::pty::Pty;
use super::{Home, NOWHERE};
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Stdio;

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn run(home: &Home, arguments: &[&str]) -> Told {
    let mut command = home.command(arguments);
    Told::of(command.stdin(Stdio::null()).spawn().unwrap())
}

#[test]
fn settings_that_others_can_change_are_not_used() {
    let marker = "ran";
    for (file, dir, named) in [
        (0o606, 0o700, "kartoteka.toml"),
        (0o666, 0o700, "kartoteka.toml"),
        (0o600, 0o707, ""),
    ] {
        let home = Home::new(NOWHERE, "");
        let ran = home.path().join(marker);
        let command = format!(
            "[profiles.main]\nbase_url = '{NOWHERE}'\nuser = 'u'\npassword_command = 'touch {}'\n",
            ran.display()
        );
        fs::write(home.config(), command).unwrap();
        set(&home.config(), file);
        set(home.path(), dir);
        for arguments in [
            &["config", "check", "--passwords"][..],
            &["config", "show"],
            &["submit", "-"],
            &["history"],
            &["config", "init"],
            &[],
        ] {
            let told = run(&home, arguments);
            assert_eq!(told.code, Some(2), "{arguments:?}: {told:?}");
            if arguments != ["config", "init"] {
                let path = home.path().join(named);
                let path = path.to_str().unwrap().trim_end_matches('/');
                let words = format!(
                    "everybody can change {path}, and with it which command is run: run chmod o-w {path}"
                );
                assert!(
                    (told.stdout + &told.stderr).contains(&words),
                    "{words}: {}",
                    told.code.unwrap()
                );
            }
        }
        assert!(!ran.exists(), "the command was run");
        set(home.path(), 0o700);
        set(&home.config(), 0o600);
        run(&home, &["config", "check", "--passwords"]);
        assert!(ran.exists(), "of safe settings it is run");
    }
}

#[test]
fn a_link_to_settings_that_others_can_change_is_not_followed() {
    let home = Home::new(NOWHERE, "");
    let shared = home.path().join("shared");
    fs::create_dir(&shared).unwrap();
    fs::rename(home.config(), shared.join("real.toml")).unwrap();
    symlink("shared/real.toml", home.config()).unwrap();
    assert_eq!(run(&home, &["config", "check"]).code, Some(0));
    set(&shared, 0o777);
    let told = run(&home, &["config", "check"]);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(told.stderr.contains("shared"), "{told:?}");
    // In a sticky directory nobody can replace what is not theirs.
    set(&shared, 0o1777);
    assert_eq!(run(&home, &["config", "check"]).code, Some(0));
}

#[test]
fn settings_that_others_can_read_are_warned_of_once() {
    let home = Home::new(NOWHERE, "");
    let path = home.config().to_str().unwrap().to_owned();
    for (mode, warned) in [(0o600, false), (0o604, true), (0o644, true)] {
        set(&home.config(), mode);
        for arguments in [["config", "check"], ["config", "show"]] {
            let told = run(&home, &arguments);
            assert_eq!(told.code, Some(0), "{told:?}");
            let line = format!("kartoteka: warning: other users can read {path}: run chmod 600 {path}\n");
            assert_eq!(
                told.stderr,
                if warned { line } else { String::new() },
                "{mode:o} {arguments:?}"
            );
        }
    }
    let pty = home.start((120, 40));
    pty.wait_for_text("Other users can read ");
    drop(pty);
    let (data, env) = (home.data(), home.env());
    let arguments = [
        "--plain",
        "--lang",
        "pl",
        "--config",
        &path,
        "--data-dir",
        data.to_str().unwrap(),
    ];
    let pty = Pty::start(PROGRAM, &arguments, &env, (120, 40));
    pty.wait_for_text("Inni mogą czytać ");
}

#[test]
fn a_certificate_file_that_others_can_change_is_not_trusted() {
    let home = Home::new(NOWHERE, "ca_file = 'ca.pem'");
    let ca = home.path().join("ca.pem");
    fs::write(&ca, "").unwrap();
    for (mode, words) in [(0o644, "BEGIN CERTIFICATE"), (0o646, "everybody can change")] {
        set(&ca, mode);
        let told = run(&home, &["config", "check"]);
        assert_eq!(told.code, Some(2), "{told:?}");
        let all = told.stdout + &told.stderr;
        assert!(all.contains(words) && all.contains("ca.pem"), "{mode:o}: {all}");
    }
}
