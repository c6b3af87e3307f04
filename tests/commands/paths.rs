//! Paths in options, variables and settings: `~` is the home directory, what is relative becomes absolute, and one store stays
//! one store however it is written.

use super::support::faults::{Act, Faults, http};
use super::support::home::{PROGRAM, Told};
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A home directory with the settings for a CRM at this URL in `k.toml`, and two directories to be in.
fn home(url: &str) -> TempDir {
    let home = TempDir::new().unwrap();
    let settings = format!(
        "language = 'en'\n[profiles.main]\nbase_url = '{url}'\nuser = 'u'\npassword_env = 'KARTOTEKA_TEST_PASSWORD'\n"
    );
    fs::write(home.path().join("k.toml"), settings).unwrap();
    fs::set_permissions(home.path().join("k.toml"), Permissions::from_mode(0o600)).unwrap();
    fs::create_dir_all(home.path().join("work/sub")).unwrap();
    home
}

/// The program in a directory of this home, with these variables and nothing else.
fn program(home: &Path, dir: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(home.join(dir)).env_clear().env("HOME", home);
    command.env("LANG", "C.UTF-8").env("KARTOTEKA_TEST_PASSWORD", "p");
    command.envs(variables.iter().copied()).args(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(mut command: Command, input: &str) -> Told {
    let mut child = command.spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Told::of(child)
}

#[test]
fn one_store_is_one_however_it_is_written() {
    let crm = Faults::start(Act::Answer(http("201 Created", "", "{\"customer_id\":\"324\"}")));
    let home = home(&crm.url());
    let whole = home.path().join("kd").to_str().unwrap().to_owned();
    symlink(&whole, home.path().join("link")).unwrap();
    let link = home.path().join("link").to_str().unwrap().to_owned();
    let (slash, up, dot) = (
        format!("{whole}/"),
        format!("{whole}/../kd"),
        format!("{whole}/./"),
    );
    let rows: &[(&str, &str)] = &[
        ("work", "~/kd"),
        ("work", "~/kd/"),
        ("", "kd"),
        ("", "./kd"),
        ("work", "../kd"),
        ("work/sub", "../../kd/"),
        ("work", &whole),
        ("work", &slash),
        ("work", &up),
        ("work", &dot),
        ("work", &link),
        ("work", "~/link"),
        ("work", "~//kd"),
    ];
    let customer = "{\"surname\":\"Nowak\",\"identifier\":\"K-1\"}";
    for (number, (dir, path)) in rows.iter().enumerate() {
        let config = "~/k.toml";
        for (variables, arguments) in [
            (
                &[("KARTOTEKA_DATA_DIR", *path), ("KARTOTEKA_CONFIG", config)][..],
                &["submit", "-"][..],
            ),
            (&[], &["--data-dir", path, "--config", config, "submit", "-"]),
            (
                &[],
                &[&format!("--data-dir={path}"), "--config=~/k.toml", "submit", "-"],
            ),
        ] {
            let told = run(program(home.path(), dir, variables, arguments), customer);
            let first = number == 0 && !variables.is_empty();
            let code = if first { Some(0) } else { Some(3) };
            assert_eq!(told.code, code, "{path} in {dir}: {told:?}");
        }
    }
    assert!(!home.path().join("work/~").exists() && !home.path().join("~").exists());
    assert_eq!(crm.finish().requests.len(), 1);
}

#[test]
fn what_only_a_shell_knows_is_refused_and_makes_nothing() {
    let home = home("https://x.thulium.com");
    for (path, words) in [
        ("~bob/kd", "another user's ~"),
        ("~bob", "another user's ~"),
        ("~+/kd", "another user's ~"),
        ("$HOME/kd", "only a shell expands variables"),
        ("${HOME}/kd", "only a shell expands variables"),
        (" ", "a path is missing"),
    ] {
        for (variable, option) in [
            ("KARTOTEKA_DATA_DIR", "--data-dir"),
            ("KARTOTEKA_CONFIG", "--config"),
        ] {
            for (variables, arguments, place) in [
                (&[(variable, path)][..], &["config", "show"][..], variable),
                (&[], &[option, path, "config", "show"], option),
            ] {
                let told = run(program(home.path(), "work", variables, arguments), "");
                assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{told:?}");
                assert!(
                    told.stderr.contains(words) && told.stderr.contains(place),
                    "{told:?}"
                );
                assert_eq!(told.stderr.lines().count(), 1, "{told:?}");
            }
        }
    }
    assert_eq!(fs::read_dir(home.path().join("work")).unwrap().count(), 1);
    assert_eq!(
        run(program(home.path(), "work", &[], &["--data-dir=", "history"]), "").code,
        Some(2)
    );
}

#[test]
fn what_is_in_force_is_shown_from_the_root() {
    let home = home("https://x.thulium.com");
    let at = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    for (dir, path) in [
        ("work", "~/k.toml"),
        ("", "k.toml"),
        ("work", "../work/../k.toml"),
    ] {
        let variables = [("KARTOTEKA_CONFIG", path), ("KARTOTEKA_DATA_DIR", "kd")];
        let told = run(program(home.path(), dir, &variables, &["config", "path"]), "");
        // The first line; the second is that of the system's settings.
        let shown = told.stdout.lines().next().unwrap();
        assert!(Path::new(shown).is_absolute(), "{told:?}");
        assert_eq!(
            fs::canonicalize(shown).unwrap(),
            fs::canonicalize(at("k.toml")).unwrap()
        );
        let told = run(program(home.path(), dir, &variables, &["config", "show"]), "");
        let data_dir = home.path().join(dir).join("kd");
        assert!(
            told.stdout
                .contains(&format!("data_dir = \"{}\"", data_dir.display())),
            "{told:?}"
        );
    }
}

#[test]
fn a_relative_directory_of_the_desktop_is_ignored_and_a_relative_home_is_none() {
    let home = home("https://x.thulium.com");
    let xdg = [
        ("XDG_DATA_HOME", "share"),
        ("XDG_CONFIG_HOME", "etc"),
        ("XDG_STATE_HOME", "state"),
    ];
    let told = run(program(home.path(), "work", &xdg, &["config", "show"]), "");
    let own = |rest: &str| format!("\"{}/{rest}\"", home.path().display());
    assert!(
        told.stdout.contains(&own(".config/kartoteka/kartoteka.toml")),
        "{told:?}"
    );
    assert!(told.stdout.contains(&own(".local/share/kartoteka")), "{told:?}");
    for value in ["work", "~", "."] {
        let told = run(
            program(home.path(), "", &[("HOME", value)], &["config", "show"]),
            "",
        );
        assert_eq!(told.code, Some(2), "{told:?}");
        assert!(told.stderr.contains("no home directory"), "{told:?}");
    }
}

#[test]
fn a_certificate_file_starts_at_the_settings_or_where_the_variable_is_read() {
    let home = home("https://x.thulium.com");
    let at = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    let settings = fs::read_to_string(at("k.toml")).unwrap();
    for (written, variable, shown) in [
        (Some("ca.pem"), None, at("ca.pem")),
        (Some("work/ca.pem"), None, at("work/ca.pem")),
        (Some("~/ca.pem"), None, at("ca.pem")),
        (Some("ca.pem"), Some("ca.pem"), at("work/ca.pem")),
        (None, Some("~/ca.pem"), at("ca.pem")),
        (None, Some("/ca.pem"), "/ca.pem".to_owned()),
    ] {
        let line = written.map_or(String::new(), |path| format!("ca_file = '{path}'\n"));
        fs::write(at("k.toml"), format!("{settings}{line}")).unwrap();
        let variables: Vec<_> = variable
            .map(|path| ("KARTOTEKA_CA_FILE", path))
            .into_iter()
            .collect();
        let arguments = ["--config", "../k.toml", "config", "show"];
        let told = run(program(home.path(), "work", &variables, &arguments), "");
        let line = format!("ca_file = \"{shown}\"");
        assert!(
            told.stdout.replace("/work/../", "/").contains(&line),
            "{line}: {told:?}"
        );
    }
    fs::write(at("k.toml"), format!("{settings}ca_file = '~bob/ca.pem'\n")).unwrap();
    let told = run(
        program(home.path(), "", &[], &["--config", "k.toml", "config", "show"]),
        "",
    );
    assert_eq!(told.code, Some(2));
    assert!(told.stderr.contains("another user's ~"), "{told:?}");
}

#[test]
fn a_variable_that_is_no_text_is_refused_and_a_path_need_not_be_one() {
    let home = home("https://x.thulium.com");
    let bytes = std::ffi::OsStr::from_bytes(b"kd-\xb1");
    for name in [
        "KARTOTEKA_PROFILE",
        "KARTOTEKA_LANGUAGE",
        "KARTOTEKA_BASE_URL",
        "KARTOTEKA_CA_FILE",
    ] {
        let mut command = program(home.path(), "", &[], &["--config", "k.toml", "history"]);
        command.env(name, bytes);
        let told = run(command, "");
        assert_eq!(told.code, Some(2), "{told:?}");
        assert!(
            told.stderr.contains(&format!("{name}: not UTF-8 text")),
            "{told:?}"
        );
    }
    let unreachable = [("KARTOTEKA_BASE_URL", "http://127.0.0.1:9")];
    let mut command = program(
        home.path(),
        "",
        &unreachable,
        &["--config", "k.toml", "submit", "-"],
    );
    command.env("KARTOTEKA_DATA_DIR", bytes);
    let told = run(command, "{\"surname\":\"Nowak\"}");
    assert_eq!(told.code, Some(5), "{told:?}");
    assert!(home.path().join(bytes).join("kartoteka.db").exists());
    assert!(
        !home.path().join(".local/share").exists(),
        "the default store was taken in its place"
    );
}

#[test]
fn files_of_an_import_are_in_the_home_that_a_tilde_means() {
    let crm = Faults::start(Act::Answer(http("201 Created", "", "{\"customer_id\":\"324\"}")));
    let home = home(&crm.url());
    let import = |option: &str, path: &str, table: &str| {
        let command = program(
            home.path(),
            "work",
            &[("KARTOTEKA_DATA_DIR", "~/kd"), ("KARTOTEKA_CONFIG", "~/k.toml")],
            &["import", "-", "--yes", "--map", "X=note", option, path],
        );
        run(command, table)
    };
    let told = import("--save-map", "~/map.toml", "Nazwisko;X\nNowak;a\n");
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let told = import("--map-file", "~/map.toml", "Nazwisko;X\nWilk;b\n");
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let told = import("--rejected", "~/rest.csv", "Nazwisko;X\n;c\n");
    assert_eq!(told.code, Some(3), "{}", told.stderr);
    for name in ["map.toml", "rest.csv"] {
        assert!(home.path().join(name).is_file(), "{name}");
    }
    assert!(!home.path().join("work/~").exists());
}
