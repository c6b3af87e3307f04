//! Completion: what `complete` answers, and what real shells make of it by the scripts of `completions`.

use super::support::home::PROGRAM;
use super::support::pty::Pty;
use super::{Home, NOWHERE, settled};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Profiles whose names mean something to a shell, and a custom field.
const MORE: &str = r#"
[profiles."Firma z Łodzi"]
base_url = "https://y.thulium.com"
user = "u"
[profiles."a:b$(touch owned)'\"c"]
base_url = "https://z.thulium.com"
user = "u"
[profiles."clear\u001bc"]
base_url = "https://z.thulium.com"
user = "u"
[[custom_fields]]
name = "kampania"
label = "Kampania wiosenna"
"#;

/// The words that are offered at the end of a line, without what they mean.
fn offered(home: &Home, line: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["complete", "fish", "--"].iter().chain(line).copied().collect();
    let mut command = home.command(&args);
    let (config, data) = (home.config(), home.data());
    command
        .env("KARTOTEKA_CONFIG", config)
        .env("KARTOTEKA_DATA_DIR", data);
    let told = command.output().unwrap();
    assert_eq!(
        (told.status.code(), told.stderr.as_slice()),
        (Some(0), &b""[..]),
        "{line:?}"
    );
    let answer = String::from_utf8(told.stdout).unwrap();
    let mut lines = answer.lines();
    assert_eq!(lines.next(), Some("words"), "{line:?}");
    lines.step_by(2).map(str::to_owned).collect()
}

fn files(dir: &Path) -> BTreeSet<String> {
    let found = fs::read_dir(dir).into_iter().flatten();
    found
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn what_the_settings_and_the_table_know_is_offered() {
    let home = Home::new(NOWHERE, MORE);
    let table = home.path().join("table.csv");
    fs::write(&table, "Nazwisko;Kod pocztowy;\u{1b}[2J\nKowalski;00-001;x\n").unwrap();
    let table = table.to_str().unwrap();
    // A name with a control character could not be typed.
    let profiles = ["Firma z Łodzi", "a:b$(touch owned)'\"c", "main"];
    assert_eq!(offered(&home, &["--profile", ""]), profiles);
    assert_eq!(
        offered(&home, &["--profile", "nobody", "--profile", "m"]),
        ["main"]
    );
    assert_eq!(
        offered(&home, &["import", table, "--map", ""]),
        ["Nazwisko=", "Kod pocztowy="]
    );
    assert_eq!(offered(&home, &["import", "/dev/zero", "--map", ""]), [""; 0]);
    assert_eq!(
        offered(&home, &["import", table, "--map", "Kod pocztowy=address.post"]),
        ["Kod pocztowy=address.postcode"]
    );
    assert_eq!(
        offered(&home, &["import", "-", "--map=a=b=custom"]),
        ["--map=a=b=custom_fields.kampania"]
    );
    assert_eq!(offered(&home, &["import", "-", "--encoding", "utf"]), ["utf-8"]);
    assert_eq!(offered(&home, &["man", "config", "s"]), ["show"]);
    assert_eq!(offered(&home, &["--lang", "xx", "sett"]), ["settle"]);
}

#[test]
fn unknown_attempts_are_offered_and_no_file_is_touched() {
    let (home, _server, attempt) = settled::unknown();
    let before = files(&home.data());
    assert_eq!(offered(&home, &["settle", ""]), [attempt.as_str()]);
    assert_eq!(offered(&home, &["settle", &attempt[..3]]), [attempt.as_str()]);
    assert_eq!(files(&home.data()), before);
    assert_eq!(
        home.pipe(&["settle", &attempt, "--not-created"], b"").code,
        Some(0)
    );
    assert!(!offered(&home, &["settle", ""]).contains(&attempt));
}

#[test]
fn where_nothing_can_be_known_nothing_is_printed_and_nothing_made() {
    let home = Home::new(NOWHERE, "nonsense =");
    assert_eq!(offered(&home, &["--profile", ""]), [""; 0]);
    assert_eq!(offered(&home, &["settle", "x"]), [""; 0]);
    assert_eq!(
        offered(&home, &["--config", "/nowhere/at/all", "--profile", ""]),
        [""; 0]
    );
    assert!(offered(&home, &["import", "-", "--map", "a=surn"]).contains(&"a=surname".to_owned()));
    assert_eq!(files(home.path()), BTreeSet::from(["kartoteka.toml".to_owned()]));
    let told = home.pipe(&["complete", "bash"], b"");
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""));
}

/// A shell, the arguments with which it reads a file at its start and nothing else, and what is in it before the script.
struct Shell {
    name: &'static str,
    args: &'static [&'static str],
    file: &'static str,
    before: &'static str,
}

const SHELLS: [Shell; 3] = [
    Shell {
        name: "bash",
        args: &["--noprofile", "--rcfile", ".start", "-i"],
        file: ".start",
        before: "bind 'set show-all-if-ambiguous on'\nbind 'set page-completions off'\nPS1='> '",
    },
    Shell {
        name: "zsh",
        args: &["-d", "-i"],
        file: ".zshrc",
        before: "autoload -U compinit\ncompinit -u -D\nPS1='> '",
    },
    Shell {
        name: "fish",
        args: &["--no-config", "-C", "source .start"],
        file: ".start",
        before: "function fish_prompt; echo '> '; end\nfunction fish_greeting; end",
    },
];

/// What is typed before Tab, and the line then. Every shell quotes in the same way.
const LINES: [(&str, &str); 13] = [
    ("kartoteka sett", "kartoteka settle"),
    ("kartoteka --profile=m", "kartoteka --profile=main"),
    ("kartoteka --profile=Fi", "kartoteka --profile=Firma\\ z\\ Łodzi"),
    ("kartoteka --profile 'Fi", "kartoteka --profile 'Firma z Łodzi'"),
    (
        "kartoteka --profile a:",
        "kartoteka --profile a:b\\$\\(touch\\ owned\\)\\'\\\"c",
    ),
    (
        "kartoteka import table.csv --map K",
        "kartoteka import table.csv --map Kod\\ pocztowy=",
    ),
    (
        "kartoteka import table.csv --map 'Kod pocztowy=address.post",
        "kartoteka import table.csv --map 'Kod pocztowy=address.postcode'",
    ),
    (
        "kartoteka import table.csv --map Kod\\ pocztowy=address.post",
        "kartoteka import table.csv --map Kod\\ pocztowy=address.postcode",
    ),
    ("kartoteka import tab", "kartoteka import table.csv"),
    ("kartoteka --config=tab", "kartoteka --config=table.csv"),
    ("kartoteka --data-dir=dat", "kartoteka --data-dir=data/"),
    (
        "kartoteka --profile main man history p",
        "kartoteka --profile main man history purge",
    ),
    (
        "kartoteka import table.csv --encoding windows-1250 --quo",
        "kartoteka import table.csv --encoding windows-1250 --quote",
    ),
];

/// Types the lines into a shell, and looks at what Tab makes of them.
fn try_in(shell: &Shell) {
    let is_there = Command::new(shell.name)
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if !is_there.is_ok_and(|status| status.success()) {
        eprintln!("skipped: {} is not installed", shell.name);
        return;
    }
    let home = Home::new(NOWHERE, MORE);
    fs::write(
        home.path().join("table.csv"),
        "Nazwisko;Kod pocztowy\nKowalski;00-001\n",
    )
    .unwrap();
    fs::create_dir(home.data()).unwrap();
    let script = home.pipe(&["completions", shell.name], b"").stdout;
    fs::write(
        home.path().join(shell.file),
        format!("cd ~\n{}\n{script}\n", shell.before),
    )
    .unwrap();
    let dir = Path::new(PROGRAM).parent().unwrap().to_str().unwrap();
    let path = format!("{dir}:{}", std::env::var("PATH").unwrap());
    let (at, config, data) = (home.path().to_str().unwrap(), home.config(), home.data());
    let mut env = home.env().to_vec();
    env.extend([
        ("PATH", path.as_str()),
        ("ZDOTDIR", at),
        ("KARTOTEKA_CONFIG", config.to_str().unwrap()),
        ("KARTOTEKA_DATA_DIR", data.to_str().unwrap()),
    ]);
    let args: Vec<String> = shell
        .args
        .iter()
        .map(|arg| arg.replace(".start", &format!("{at}/.start")))
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut pty = Pty::start(shell.name, &args, &env, (110, 30));
    pty.wait_for_text("> ");
    for (typed, completed) in LINES {
        pty.send(&format!("{typed}\t"));
        pty.wait_for_text(&format!("> {completed}"));
        pty.send("\u{15}");
        pty.wait_for(|screen| screen.contents().trim_end().lines().last() == Some(">"));
    }
    pty.send("kartoteka man config \t");
    for name in ["init", "fetch", "path", "show", "check"] {
        pty.wait_for_text(name);
    }
    assert!(!home.path().join("owned").exists());
}

#[test]
fn bash_completes() {
    try_in(&SHELLS[0]);
}

#[test]
fn zsh_completes() {
    try_in(&SHELLS[1]);
}

#[test]
fn fish_completes() {
    try_in(&SHELLS[2]);
}
