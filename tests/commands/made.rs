//! `config init`: a profile asked for, tried out, and written without touching what somebody has written.

use super::support::faults::{Act, Faults, http};
use super::support::home::Told;
use super::{Home, NOWHERE, sandbox};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::PathBuf;

/// A home without settings, and where they would be.
fn bare() -> (Home, PathBuf) {
    let home = Home::new(NOWHERE, "");
    fs::remove_file(home.config()).unwrap();
    let path = home.config();
    (home, path)
}

fn init(home: &Home, arguments: &[&str], answers: &[&str]) -> Told {
    let input = answers.join("\n") + "\n";
    home.pipe(&[arguments, &["config", "init"]].concat(), input.as_bytes())
}

#[test]
fn a_new_file_is_made_for_its_owner_alone_and_works() {
    let crm = sandbox();
    let (home, path) = bare();
    let told = init(&home, &[], &[&crm.base_url(), "api_user", "1", "echo api_pass"]);
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(
        told.stderr.contains("The CRM answers and accepts this user."),
        "{told:?}"
    );
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert_eq!(
        fs::read_dir(path.parent().unwrap()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
    assert_eq!(crm.customers(), 0, "nothing was created");
    let told = home.pipe(&["submit", "-"], br#"{"surname":"Kowalski"}"#);
    assert_eq!((told.code, told.stdout.as_str()), (Some(0), "324\n"), "{told:?}");
}

#[test]
fn answers_are_read_in_the_character_set_of_the_locale() {
    let crm = sandbox();
    let (home, path) = bare();
    let answers = format!("{}\nżółw\n1\necho x\ny\n", crm.base_url());
    let mut command = home.command(&["config", "init"]);
    let mut child = command.env("LC_ALL", "pl_PL.ISO-8859-2").spawn().unwrap();
    let answers = encoding_rs::ISO_8859_2.encode(&answers).0.into_owned();
    child.stdin.take().unwrap().write_all(&answers).unwrap();
    let told = Told::of(child);
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(
        fs::read_to_string(path).unwrap().contains("user = \"żółw\""),
        "{told:?}"
    );
}

#[test]
fn a_profile_is_added_behind_the_text_that_is_there() {
    let crm = sandbox();
    let home = Home::new(NOWHERE, "# mine, with a strange   layout");
    let before = fs::read_to_string(home.config()).unwrap();
    let answers = [&crm.base_url(), "api_user", "2", "KARTOTEKA_TEST_PASSWORD"];
    let told = init(&home, &["--profile", "próba 2"], &answers);
    assert_eq!(told.code, Some(0), "{told:?}");
    let after = fs::read_to_string(home.config()).unwrap();
    assert_eq!(
        after.strip_prefix(&before).unwrap().lines().nth(1),
        Some("[profiles.\"próba 2\"]")
    );
    let told = home.pipe(&["--profile", "próba 2", "submit", "-"], br#"{"surname":"N"}"#);
    assert_eq!(told.code, Some(0), "{told:?}");

    // A name that is taken, a file with a mistake, and a link are left as they are.
    let told = init(&home, &[], &answers);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(told.stderr.contains("already has a profile main"), "{told:?}");
    assert_eq!(fs::read_to_string(home.config()).unwrap(), after);

    fs::write(home.config(), "theme = 5\n").unwrap();
    let told = init(&home, &[], &answers);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(
        told.stdout.starts_with("[profiles.main]\nbase_url = ") && told.stderr.contains("by hand"),
        "{told:?}"
    );
    assert_eq!(fs::read_to_string(home.config()).unwrap(), "theme = 5\n");

    let real = home.path().join("dotfiles.toml");
    fs::write(&real, "").unwrap();
    fs::remove_file(home.config()).unwrap();
    symlink(&real, home.config()).unwrap();
    let told = init(&home, &[], &answers);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(told.stderr.contains("it is a link"), "{told:?}");
    assert_eq!(fs::read_to_string(&real).unwrap(), "");
}

#[test]
fn what_does_not_work_is_told_apart_and_written_only_if_wanted() {
    let gone = Faults::start(Act::CloseAtOnce);
    let nobody = gone.url();
    drop(gone);
    let answering = |status: &str| Faults::start(Act::Answer(http(status, "", "{}")));
    let (wrong, forbidden, other) = (answering("401 No"), answering("403 No"), answering("404 No"));
    let silent = Faults::start(Act::CloseAtOnce);
    for (url, words, works) in [
        (wrong.url(), "wrong user or password", false),
        (forbidden.url(), "does not allow it to search for customers", true),
        (other.url(), "status 404, but not as the Thulium API", false),
        (nobody, "the host refused the connection", false),
        (
            "https://nobody.invalid".to_owned(),
            "the host name was not found",
            false,
        ),
        (
            silent.url().replace("http:", "https:"),
            "could not be reached",
            false,
        ),
    ] {
        let (home, path) = bare();
        let told = init(&home, &[], &[&url, "api_user", "1", "echo api_pass", "n"]);
        assert!(told.stderr.contains(words), "{url}: {told:?}");
        assert_eq!(
            (told.code == Some(0), path.exists()),
            (works, works),
            "{url}: {told:?}"
        );
        assert!(!(told.stdout + &told.stderr).contains("api_pass\n"), "{url}");
    }
    let (home, path) = bare();
    let told = init(&home, &[], &[&wrong.url(), "api_user", "1", "echo api_pass", "y"]);
    assert_eq!((told.code, path.exists()), (Some(0), true), "{told:?}");
    for server in [wrong, forbidden, other] {
        let requests = server.finish().requests;
        assert!(
            requests
                .iter()
                .all(|request| request.head.starts_with("GET /api/customers?")),
            "{requests:?}"
        );
    }
}

#[test]
fn a_wrong_answer_is_asked_again_and_the_end_of_answers_writes_nothing() {
    let (home, path) = bare();
    let told = init(
        &home,
        &[],
        &[
            "http://crm.firma.pl",
            "firma",
            "a:b",
            "api_user",
            "4",
            "2",
            "FOO-BAR",
        ],
    );
    assert_eq!(told.code, Some(2), "{told:?}");
    for words in [
        "must start with https://",
        "must not contain a colon",
        "1, 2 or 3",
        "must be the name of an environment variable",
        "nothing was written",
    ] {
        assert!(told.stderr.contains(words), "{words}: {told:?}");
    }
    assert!(!path.exists());
}
