//! Where the password of a profile comes from, and that no error shows it.

use super::{SECRET, Told as _, good, profile};
use kartoteka::config::SecretError;
use kartoteka::i18n::{Language, Locale};
use secrecy::ExposeSecret as _;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

#[track_caller]
fn password(lines: &str) -> Result<String, SecretError> {
    let config = good(&profile(lines));
    let profile = config.profile(Some("main")).unwrap().1;
    let password = config.password(profile, &Locale::new(Language::En))?;
    Ok(password.expose_secret().to_owned())
}

#[test]
fn the_password_is_the_first_line_of_the_command() {
    let cases = [
        ("a line", "printf 'hunter2\\\\n'", "hunter2"),
        ("no line's end", "printf hunter2", "hunter2"),
        ("the end of Windows", "printf 'a\\\\r\\\\nb\\\\n'", "a"),
        ("spaces count", "printf ' a b \\\\nlogin: x\\\\n'", " a b "),
        ("letters", "printf 'zażółć:'", "zażółć:"),
        ("stdin is empty", "cat; echo x", "x"),
        ("stderr does not count", "echo warning >&2; echo y", "y"),
    ];
    for (name, command, expected) in cases {
        let lines = format!("password_command = \"{command}\"");
        assert_eq!(
            password(&lines).unwrap_or_else(|error| panic!("{name}: {error:?}")),
            expected,
            "{name}"
        );
    }
}

#[test]
fn a_command_that_fails_is_told_without_what_it_printed() {
    let cases: [(&str, &str, &[&str]); 5] = [
        (
            "a code",
            "echo hunter2; echo locked >&2; echo more >&2; exit 3",
            &["exit code 3: locked"],
        ),
        (
            "no such command",
            "/nonexistent/pass",
            &["exit code 127", "/nonexistent/pass"],
        ),
        ("a signal", "echo hunter2; kill -9 $$", &["signal"]),
        (
            "an empty line",
            "echo; echo hunter2",
            &["no password", "first line"],
        ),
        (
            "an escape",
            "printf '\\\\033[2Jbad' >&2; exit 1",
            &["\\u{1b}[2Jbad"],
        ),
    ];
    for (name, command, words) in cases {
        let error = password(&format!("password_command = \"{command}\"")).unwrap_err();
        let message = error.words();
        for word in words {
            assert!(message.contains(word), "{name}: {word:?} is not in: {message}");
        }
        let shown = format!("{message}{error:?}");
        assert!(
            !shown.contains(SECRET) && !shown.contains("more"),
            "{name}: {shown}"
        );
    }
}

#[test]
fn the_password_is_what_the_environment_variable_holds() {
    assert_eq!(
        password("password_env = \"PATH\"").unwrap(),
        std::env::var("PATH").unwrap()
    );
    let error = password("password_env = \"hunter2\"").unwrap_err().words();
    assert!(
        error.contains("password_env") && error.contains("not set"),
        "{error}"
    );
    assert!(!error.contains(SECRET), "{error}");
}

/// Every command that does what no password manager does: it is ended, and nobody waits for it.
#[test]
fn no_command_holds_the_program_up_or_fills_its_memory() {
    let began = Instant::now();
    let longest = &"a".repeat(64 * 1024);
    let cases: &[(&str, &str, Result<&str, &str>)] = &[
        ("slow", "sleep 100; echo x", Err("longer than 1 s")),
        (
            "slow behind its line",
            "echo x; sleep 100",
            Err("longer than 1 s"),
        ),
        (
            "it closes its output",
            "exec >&- 2>&-; sleep 100",
            Err("longer than 1 s"),
        ),
        (
            "it ignores SIGTERM",
            "trap '' TERM; while :; do sleep 1; done",
            Err("longer than 1 s"),
        ),
        ("it stops itself", "kill -STOP $$; echo x", Ok("x")),
        ("endless", "yes", Err("more than 64 KB")),
        ("endless zeros", "cat /dev/zero", Err("more than 64 KB")),
        ("endless words", "yes >&2 & sleep 0.1; echo x; kill $!", Ok("x")),
        (
            "just not too long",
            "head -c 65536 /dev/zero | tr '\\\\0' a",
            Ok(longest),
        ),
        (
            "just too long",
            "head -c 65537 /dev/zero | tr '\\\\0' a",
            Err("more than 64 KB"),
        ),
        ("somebody keeps the pipe", "sleep 100 & echo x", Ok("x")),
        (
            "somebody keeps both pipes",
            "sleep 100 2>&1 & echo x; exit 0",
            Ok("x"),
        ),
        ("a signal", "echo hunter2; kill -TERM $$", Err("by a signal")),
        ("it fails afterwards", "echo hunter2; exit 9", Err("exit code 9")),
        ("no text", "printf '\\\\377\\\\376\\\\n'", Err("not UTF-8")),
        ("a zero in it", "printf 'a\\\\0b\\\\n'", Ok("a\0b")),
    ];
    for (name, command, expected) in cases {
        let found = password(&format!(
            "password_timeout_seconds = 1\npassword_command = \"{command}\""
        ));
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert!(found == *expected, "{name}: {} bytes", found.len()),
            (Err(error), Err(words)) => {
                let message = error.words();
                assert!(message.contains(words), "{name}: {message}");
                assert!(!format!("{message}{error:?}").contains(SECRET), "{name}");
            }
            (found, _) => panic!("{name}: {found:?}"),
        }
    }
    // The sleepers would take 100 seconds.
    assert!(began.elapsed() < Duration::from_secs(90));
}

#[test]
fn what_a_command_has_begun_ends_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("pid");
    let script = format!("sleep 100 & echo $! > {}; wait", file.display());
    let error = password(&format!(
        "password_timeout_seconds = 1\npassword_command = \"{script}\""
    ));
    assert!(error.unwrap_err().words().contains("longer than 1 s"));
    let pid = fs::read_to_string(file).unwrap();
    // A zombie waits for the process that collects orphans.
    let stat = format!("/proc/{}/stat", pid.trim());
    let lives = || fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z"));
    let deadline = Instant::now() + Duration::from_secs(30);
    while lives() {
        assert!(Instant::now() < deadline, "it lives");
        thread::yield_now();
    }
}

#[test]
fn a_command_sees_no_password_of_another_profile() {
    // PATH stands for one: whatever holds a password is not passed on.
    let config = good(&format!(
        "{}[profiles.test]\nbase_url = \"https://test.thulium.com\"\nuser = \"api_user\"\npassword_env = \"CARGO_MANIFEST_DIR\"\n",
        profile("password_command = \"echo x${CARGO_MANIFEST_DIR:-none}\"")
    ));
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
    let main = config.profile(Some("main")).unwrap().1;
    let password = config.password(main, &Locale::new(Language::En)).unwrap();
    assert_eq!(password.expose_secret(), "xnone");
}
