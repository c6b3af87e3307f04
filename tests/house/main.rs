//! The rules of the house that the compiler does not hold: rooms, file sizes, texts that nobody uses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod rooms;
mod uses;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(dir: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(dir)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{dir} has no sources");
    found
}

/// Rooms that are pure: what they must not name.
const PURE: [(&str, &str); 5] = [
    ("customer", "std::fs TcpStream Instant ::now( ratatui crossterm"),
    ("import", "TcpStream ratatui crossterm"),
    ("app", "std::fs TcpStream Instant ::now( ratatui crossterm"),
    ("view", "std::fs TcpStream Instant ::now( crossterm"),
    ("config", "ratatui crossterm"),
];

#[test]
fn pure_rooms_touch_no_clock_file_or_terminal() {
    for (room, words) in PURE {
        for (path, text) in sources(&format!("src/{room}")) {
            for word in words.split_whitespace() {
                assert!(!text.contains(word), "{} must not know {word}", path.display());
            }
        }
    }
}

#[test]
fn widgets_are_drawn_in_the_view_alone() {
    for (path, text) in sources("src") {
        let draws = path.components().any(|part| part.as_os_str() == "view");
        assert!(
            draws || !text.contains("ratatui::widgets"),
            "{} must not draw",
            path.display()
        );
    }
}

/// Who else writes to the standard streams, and why that is not in `commands/output.rs`.
const PRINTS: [(&str, &str); 7] = [
    (
        "commands/output.rs",
        "the one place: everything that it prints is made safe",
    ),
    ("commands/reader.rs", "writes for it"),
    (
        "tty/output.rs",
        "frames and lines, whose texts are made safe as they are laid out",
    ),
    ("frontend/lines/mod.rs", "asks the terminal for its width"),
    ("tty/screen.rs", "takes the terminal for them"),
    (
        "commands/import/progress.rs",
        "a bar by a library: numbers, and texts of ours",
    ),
    (
        "config/secret.rs",
        "the prompt for a password by a library, made safe",
    ),
];

#[test]
fn nothing_is_printed_past_the_one_place_that_makes_it_safe() {
    const WORDS: &str = "print!( println!( dbg!( stdout() stderr() Stdout Stderr io::write( prompt_password( ProgressDrawTarget";
    let mut needed = BTreeSet::new();
    for (path, text) in sources("src") {
        let text = text.replace("use_stderr()", "");
        let prints = WORDS.split_whitespace().find(|word| text.contains(word));
        let known = PRINTS.iter().find(|(file, _)| path.ends_with(file));
        match (prints, known) {
            (Some(word), None) => panic!("{} has {word}; print by commands/output.rs", path.display()),
            (Some(_), Some((file, _))) => drop(needed.insert(*file)),
            (None, _) => {}
        }
    }
    assert_eq!(
        needed.len(),
        PRINTS.len(),
        "only these need what they may: {needed:?}"
    );
}

#[test]
fn no_file_outgrows_its_subject() {
    for dir in ["src", "tests", "build"] {
        for (path, text) in sources(dir) {
            assert!(
                text.lines().count() <= 400,
                "{} has more than 400 lines",
                path.display()
            );
        }
    }
}

/// rustfmt breaks the code, and leaves the comments.
#[test]
fn no_comment_is_wider_than_a_page() {
    const WIDEST: usize = 132;
    for dir in ["src", "tests", "benches", "build"] {
        for (path, text) in sources(dir) {
            for (number, line) in text.lines().enumerate() {
                assert!(
                    !line.trim_start().starts_with("//") || line.chars().count() <= WIDEST,
                    "{}:{} has more than {WIDEST} columns",
                    path.display(),
                    number + 1
                );
            }
        }
    }
}

#[test]
fn every_text_is_used() {
    let code: String = sources("src").into_iter().map(|(_, text)| text).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert!(files.len() > 3, "{files:?}");
    // Those of the help are looked up by name; the command line's own test holds them to it.
    for file in files.iter().filter(|file| !file.ends_with("help.ftl")) {
        let texts = fs::read_to_string(file).unwrap();
        let names = texts
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
        for name in names
            .filter_map(|line| line.split_once(" ="))
            .map(|(name, _)| name.replace('-', "_"))
        {
            assert!(
                name == "language_name"
                    || code.contains(&format!("{name}("))
                    || code.contains(&format!("Texts::{name}")),
                "no code uses the text {name}"
            );
        }
    }
}

#[test]
fn both_languages_have_the_same_texts() {
    let names = |language: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(language);
        let files = fs::read_dir(folder).unwrap();
        let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        let texts: Vec<String> = texts.collect();
        let lines = texts.iter().flat_map(|text| text.lines());
        let named = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
        named
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect()
    };
    let (english, polish) = (names("en"), names("pl"));
    assert!(english.len() > 400, "{}", english.len());
    assert_eq!(english, polish);
}
