//! Restricted mode, in which the operator chooses no path: the built program beside settings of the system's that switch it
//! on, with variables, options, commands and prompts that name paths of the operator's.

mod traced;

use super::support::faults::{Faults, raw};
use super::support::home::Told;
use super::support::installed::Installed;
use super::support::team::Team;
use super::{NOWHERE, sandbox};
use kartoteka::config::settings::{SETTINGS, ValueKind};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;

/// Part of every path that the operator chooses, and of nothing else: where such a path is typed as a surname, the name that the
/// program proposes for a file has its words, and no underscore.
const MARK: &str = "operators_choice";

/// Variables that lead the program, its libraries or a shell to files.
const VARIABLES: &str = "HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR TMPDIR TMP TEMP \
     SQLITE_TMPDIR TZ TZDIR TERMINFO TERMINFO_DIRS TERMCAP LOCPATH NLSPATH GCONV_PATH SSL_CERT_FILE SSL_CERT_DIR OPENSSL_CONF \
     HTTPS_PROXY HTTP_PROXY ALL_PROXY https_proxy http_proxy all_proxy ENV BASH_ENV PATH PWD SHELL LC_ALL LC_MESSAGES TERM RUST_LOG";

/// The system's settings for a CRM at this address, with directories of the prefix.
fn settings(installed: &Installed, url: &str, more: &str) -> String {
    let [data, rescue] = ["data", "rescue"].map(|name| installed.dir(name));
    format!(
        "restricted = true\ndata_dir = \"{}\"\nrescue_dir = \"{}\"\ndefault_profile = \"main\"\nlanguage = \"en\"\n{more}\n\
         [history]\nreport_other_stores = false\n[profiles.main]\nbase_url = \"{url}\"\nuser = \"api_user\"\n\
         password_command = \"printf api_pass\"\n",
        data.display(),
        rescue.display()
    )
}

/// The program in restricted mode; with a directory for files.
fn restricted(url: &str) -> Installed {
    let installed = Installed::new("");
    let exports = installed.dir("exports");
    installed.write(&settings(
        &installed,
        url,
        &format!("export_dir = \"{}\"", exports.display()),
    ));
    installed
}

/// Every variable that could lead somewhere, each to a path of its own in this directory.
fn hostile_variables(dir: &Path) -> Vec<(String, String)> {
    let of_settings = SETTINGS.iter().filter(|setting| setting.kind == ValueKind::Path);
    let names = of_settings.filter_map(|setting| setting.variable);
    let names = VARIABLES.split_whitespace().chain(names);
    let path = |name: &str| format!("{}/{MARK}-{name}", dir.display());
    names.map(|name| (name.to_owned(), path(name))).collect()
}

/// Runs the program with hostile variables and these lines on its standard input.
fn run(installed: &Installed, args: &[&str], lines: &[&str]) -> Told {
    let variables = hostile_variables(installed.path());
    let mut command = installed.command(args, &[]);
    command.envs(variables).stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let input = lines.join("\n") + "\n";
    // It need not read what it does not need.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Told::of(child)
}

/// The names in a directory.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn the_attempt_of_a_colleague_is_settled_in_the_form() {
    let (team, server) = (Team::new(), Faults::start(raw("")));
    let colleague = team.clerk(&server.url(), "");
    let card = br#"{"surname": "Nowak", "name": "Anna"}"#;
    let told = colleague.pipe(&["submit", "-"], card);
    assert_eq!(told.code, Some(6), "{told:?}");
    let installed = Installed::new("");
    let [file, secret] = [team.file(), team.secret()].map(|path| path.display().to_string());
    let settings = settings(
        &installed,
        &server.url(),
        &format!("[team]\nfile = \"{file}\"\nsecret_file = \"{secret}\""),
    );
    installed.write(&settings);
    let told = run(
        &installed,
        &["--plain"],
        &[
            "Nowak", "Anna", "/send", "/settle", "/absent", "yes", "no", "/quit",
        ],
    );
    assert!(told.stdout.contains("Settled: not created"), "{told:?}");
    assert!(told.stdout.contains("Send it?"), "{told:?}");
    let told = colleague.pipe(&["settle", "--list"], b"");
    assert!(told.stderr.contains("settled by"), "{told:?}");
}

#[test]
fn no_variable_says_where_files_are() {
    let installed = restricted(NOWHERE);
    let before = names(installed.path());
    let told = run(&installed, &["config", "show"], &[]);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{told:?}");
    assert!(!told.stdout.contains(MARK), "{told:?}");
    let data = installed.dir("data");
    for line in [
        "restricted = true  # system settings".to_owned(),
        format!("data_dir = \"{}\"  # system settings", data.display()),
        format!(
            "export_dir = \"{}\"  # system settings",
            installed.dir("exports").display()
        ),
    ] {
        assert!(told.stdout.lines().any(|found| found == line), "{line}: {told:?}");
    }
    for args in [
        &["history"][..],
        &["settle"],
        &["status"],
        &["check", "-"],
        &["completions", "bash"],
        &["man"],
    ] {
        let told = run(&installed, args, &["{\"surname\": \"Nowak\"}"]);
        assert_eq!(
            (told.code, told.stderr.as_str()),
            (Some(0), ""),
            "{args:?}: {told:?}"
        );
    }
    assert_eq!(names(installed.path()), before);
}

#[test]
fn no_option_names_a_path_and_no_command_opens_another_way() {
    let installed = restricted(NOWHERE);
    let path = installed.path().join(MARK);
    let path = path.to_str().unwrap();
    for (args, what) in [
        (&["--config", path, "config", "show"][..], "--config"),
        (&["--data-dir", path, "history"], "--data-dir"),
        (&["history", "--data-dir", path], "--data-dir"),
        (&["check", path], "FILE"),
        (&["preview", path], "FILE"),
        (&["submit", path], "FILE"),
        (&["import", path], "FILE"),
        (&["--data-dir", "-", "history"], "--data-dir"),
        (&["import", "-", "--rejected", path], "--rejected"),
        (&["import", "-", "--save-map", path], "--save-map"),
        (&["sandbox", "--db", path], "--db"),
        (&["import", "-"], "kartoteka import"),
        (&["sandbox"], "kartoteka sandbox"),
        (&["demo"], "kartoteka demo"),
        (&["config", "init"], "kartoteka config init"),
    ] {
        let told = run(&installed, args, &[]);
        assert_eq!(
            (told.code, told.stdout.as_str()),
            (Some(2), ""),
            "{args:?}: {told:?}"
        );
        let expected = format!("kartoteka: {what}: not allowed in restricted mode");
        assert!(told.stderr.starts_with(&expected), "{args:?}: {told:?}");
        assert_eq!(told.stderr.lines().count(), 1, "{told:?}");
    }
    assert!(!installed.path().join(MARK).exists());
}

#[test]
fn the_option_alone_restricts_and_closes_every_way_to_a_file() {
    let installed = Installed::new("");
    let told = run(&installed, &["--restricted", "config", "show"], &[]);
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(!told.stdout.contains(MARK), "{told:?}");
    assert!(
        told.stdout
            .contains("restricted = true  # command line: --restricted"),
        "{told:?}"
    );
    let told = run(
        &installed,
        &["--data-dir", "/x", "config", "show", "--restricted"],
        &[],
    );
    assert!(told.stderr.contains("--data-dir: "), "{told:?}");
}

#[test]
fn a_card_goes_to_the_administrator_s_directory_under_a_bare_name_or_nowhere() {
    let installed = restricted(sandbox().base_url().as_str());
    let exports = installed.dir("exports");
    let absolute = format!("/export {}", installed.path().join("rc").display());
    let mut lines = vec!["$(touch x)"];
    lines.extend([
        "/export ~/.ssh/rc",
        "/back",
        &absolute,
        "/back",
        "/export ../rc",
        "/back",
    ]);
    lines.extend([
        "/export .rc",
        "/back",
        "/export card.json",
        "/export card.json",
        "/back",
        "/quit",
    ]);
    let told = run(&installed, &["--plain"], &lines);
    for words in [
        "Type a name alone, without a slash: the file goes to",
        ".rc is hidden",
        "Written to",
        "already exists: choose another name",
    ] {
        assert!(told.stdout.contains(words), "{words}: {told:?}");
    }
    assert_eq!(names(&exports), ["card.json"]);
    let mode = fs::metadata(exports.join("card.json"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!names(installed.path()).contains(&"rc".to_owned()));

    // Without a directory there are no files.
    let none = Installed::new("");
    none.write(&settings(&none, NOWHERE, ""));
    let before = names(none.path());
    let told = run(
        &none,
        &["--plain"],
        &["Nowak", "/export card.json", "/export", "/quit"],
    );
    assert!(
        told.stdout.contains("The administrator has named no directory"),
        "{told:?}"
    );
    assert_eq!(names(none.path()), before);
}

#[test]
fn a_card_that_the_store_cannot_keep_is_saved_in_the_administrator_s_directory() {
    let installed = restricted(NOWHERE);
    // A file stands where the store would be.
    let data = installed.dir("data");
    fs::remove_dir(&data).unwrap();
    fs::write(&data, "").unwrap();
    let told = run(&installed, &["--plain"], &["Nowak", "/quit", "/quit"]);
    let rescued = names(&installed.dir("rescue"));
    assert_eq!(rescued.len(), 1, "{told:?}");
    let text = fs::read_to_string(installed.dir("rescue").join(&rescued[0])).unwrap();
    assert!(text.contains("\"surname\": \"Nowak\""), "{text}");
}
