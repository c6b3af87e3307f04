//! A second store with sends to the same CRM is reported where customers are sent, once a start, and never refused.

use super::support::home::Told;
use super::{Home, sandbox};
use std::fs;
use std::process::Stdio;

fn submit(home: &Home, dir: &str, variables: &[(&str, &str)], surname: &str) -> Told {
    let (dir, file) = (home.path().join(dir), home.path().join("customer.json"));
    fs::write(&file, format!("{{\"surname\":\"{surname}\"}}")).unwrap();
    let mut command = home.command(&["submit", file.to_str().unwrap()]);
    command.args(["--accept-warnings"]).env("HOME", home.path());
    // The last one that is given would clash: the directory comes from the environment.
    let mut command = without_data_dir(&command);
    command
        .env("KARTOTEKA_DATA_DIR", dir)
        .envs(variables.iter().copied());
    Told::of(command.stdin(Stdio::null()).spawn().unwrap())
}

/// The same command without `--data-dir`.
fn without_data_dir(command: &std::process::Command) -> std::process::Command {
    let mut other = std::process::Command::new(command.get_program());
    other.args(command.get_args().skip(2)).env_clear();
    other.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    other.stdout(Stdio::piped()).stderr(Stdio::piped());
    other
}

#[test]
fn another_store_is_reported_where_customers_are_sent() {
    let (crm, other_crm) = (sandbox(), sandbox());
    let home = Home::new(&crm.base_url(), "");
    let told = submit(&home, "one", &[], "Nowak");
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{told:?}");
    let one = fs::canonicalize(home.path().join("one"))
        .unwrap()
        .display()
        .to_string();
    for (language, words) in [
        (
            "en",
            format!("kartoteka: warning: customers were also sent to this CRM from {one}"),
        ),
        (
            "pl",
            format!("kartoteka: uwaga: do tego CRM wysyłano też klientów z {one}"),
        ),
    ] {
        let told = submit(
            &home,
            "two",
            &[("KARTOTEKA_LANGUAGE", language)],
            &format!("Nowak-{language}"),
        );
        assert_eq!(told.code, Some(0), "{told:?}");
        assert!(told.stderr.starts_with(&words), "{told:?}");
        assert_eq!(told.stderr.lines().count(), 1, "{told:?}");
    }
    // By the settings it may be there; another CRM is none of its business.
    let quiet = [("KARTOTEKA_HISTORY_REPORT_OTHER_STORES", "false")];
    let elsewhere = [("KARTOTEKA_BASE_URL", &*other_crm.base_url())];
    for (variables, surname) in [(&quiet[..], "Kowal"), (&elsewhere, "Bielski")] {
        let told = submit(&home, "two", variables, surname);
        assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{told:?}");
    }
    let check = home.command(&["config", "check"]);
    let mut check = without_data_dir(&check);
    check.env("KARTOTEKA_DATA_DIR", home.path().join("three"));
    let told = Told::of(check.spawn().unwrap());
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(
        told.stderr.contains("/one: use") && told.stderr.contains("/two: use"),
        "{told:?}"
    );
    assert!(!home.path().join("three").exists(), "a check makes nothing");
    assert!(home.path().join(".local/state/kartoteka/stores.json").exists());
}

#[test]
fn another_store_is_shown_in_the_form_and_on_lines() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    submit(&home, "one", &[], "Nowak");
    let pty = home.run(&[], (120, 40));
    pty.wait_for_text("Customers were also sent to this CRM from");
    drop(pty);
    let pty = home.run(&["--plain"], (120, 40));
    pty.wait_for_text("Customers were also sent to this CRM from");
    // The demo's data are apart.
    let pty = home.run(&["demo"], (120, 40));
    pty.wait_for_text("F8 send");
    assert!(!pty.text().contains("customers were also sent"), "{}", pty.text());
}

#[test]
fn a_large_store_of_an_older_version_is_announced() {
    let home = Home::new("http://127.0.0.1:9", "");
    fs::create_dir(home.data()).unwrap();
    let history = |arguments: &[&str]| home.pipe(&[&["history"], arguments].concat(), b"").stderr;
    assert_eq!(history(&[]), "");
    let database = rusqlite::Connection::open(home.data().join("kartoteka.db")).unwrap();
    let large = "PRAGMA user_version = 8; DROP TABLE companies; DROP TABLE kept_nips; CREATE TABLE large (data); INSERT INTO large VALUES (zeroblob(67108864));";
    database.execute_batch(large).unwrap();
    database.close().unwrap();
    let words = "kartoteka: konwersja wpisów ze starszej wersji";
    let told = history(&["--lang", "pl"]);
    assert!(told.starts_with(words), "{told}");
    assert_eq!(history(&[]), "", "it is done once");
}
