//! Where the password of a profile comes from, and that no error shows it.

use super::{SECRET, Told as _, good, profile};
use kartoteka::config::{self, SecretError};
use kartoteka::locale::{Language, Locale};
use secrecy::ExposeSecret as _;

#[track_caller]
fn password(lines: &str) -> Result<String, SecretError> {
    let config = good(&profile(lines));
    let password = config::password(config.profile(None).unwrap().1, &Locale::new(Language::En))?;
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
