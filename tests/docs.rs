//! The tables of the documentation are those of the program, and its links lead somewhere.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails may panic"
)]

mod support {
    pub mod golden;
}

use kartoteka::app::lines::{COMMANDS, CommandPlace, MARK};
use kartoteka::cli::Exit;
use kartoteka::config::settings::{self, SETTINGS};
use kartoteka::config::settings_schema;
use kartoteka::customer::{FIELDS, FieldKind, RuleContext, SubmissionState, customer_schema};
use kartoteka::i18n::{Language, Locale};
use kartoteka::keymap::BindingContext;
use kartoteka::keymap::{Keymap, Scope};
use kartoteka::text::visible_json;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use support::golden;

/// The pages, and the tables that each has.
const PAGES: [(&str, &[Table]); 9] = [
    ("README.md", &[("exits", exits)]),
    (
        "docs/operator.md",
        &[("keys", keys), ("fields", fields), ("commands", commands)],
    ),
    ("docs/administrator.md", &[("settings", settings)]),
    ("docs/architecture.md", &[]),
    ("docs/command-line.md", &[]),
    ("docs/import.md", &[]),
    ("docs/performance.md", &[]),
    ("docs/testing.md", &[]),
    ("CONTRIBUTING.md", &[]),
];

/// A table's name, and how it is made.
type Table = (&'static str, fn() -> String);

fn page(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn the_pages_have_the_programs_own_tables() {
    for (path, tables) in PAGES {
        let current = tables
            .iter()
            .fold(page(path), |text, (name, table)| replace(&text, name, &table()));
        golden::check(path, &current);
    }
}

#[test]
fn the_schemas_that_editors_load_are_the_programs_own() {
    let context = RuleContext::on(jiff::civil::date(2026, 11, 27));
    let customer = customer_schema(&context, &Locale::new(Language::En));
    for (path, schema) in [
        ("docs/schema/config.json", settings_schema()),
        ("docs/schema/customer.json", customer),
    ] {
        let text = serde_json::to_string_pretty(&schema).unwrap();
        golden::check(path, &(visible_json(&text) + "\n"));
    }
}

#[test]
fn every_link_within_the_documentation_leads_somewhere() {
    for (path, _) in PAGES {
        let text = page(path);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once(')')?.0));
        for link in links.filter(|link| !link.starts_with("http")) {
            let file = link.split('#').next().unwrap_or_default();
            let target = folder.parent().unwrap().join(file);
            assert!(target.exists(), "{path} leads to {link}");
        }
    }
}

#[test]
fn every_file_that_the_documentation_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, _) in PAGES {
        let text = page(path);
        let spans = text.split('`').skip(1).step_by(2);
        let folders = ["src/", "tests/", "benches/", "fuzz/", "locales/", "docs/"];
        for named in spans.filter(|span| folders.iter().any(|folder| span.starts_with(folder))) {
            let is_pattern = named.contains(['…', '*', ' ']);
            assert!(is_pattern || root.join(named).exists(), "{path} names {named}");
        }
    }
}

#[test]
fn the_map_of_the_house_has_every_room_and_every_state() {
    let map = page("docs/architecture.md");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() && entry.file_name() != "cli" {
            let room = format!("`src/{}/`", entry.file_name().to_str().unwrap());
            assert!(map.contains(&room), "{room} is not on the map");
        }
    }
    for state in SubmissionState::ALL {
        assert!(map.contains(&format!("\n| `{}` |", state.name())), "{state}");
    }
}

/// Puts a table between its two markers.
fn replace(text: &str, name: &str, table: &str) -> String {
    let (begin, end) = (
        format!("<!-- {name}: generated -->\n"),
        format!("<!-- {name}: end -->"),
    );
    let (before, rest) = text.split_once(&begin).expect("the beginning is marked");
    let (_, after) = rest.split_once(&end).expect("the end is marked");
    format!("{before}{begin}{table}{end}{after}")
}

fn settings() -> String {
    let mut table =
        "\n| setting | where in the file | environment | option |\n|---|---|---|---|\n".to_owned();
    for setting in SETTINGS {
        let place = match setting.place {
            settings::SettingPath::File => "at the top, or in its table",
            settings::SettingPath::Profile => "in `[profiles.NAME]`",
            settings::SettingPath::CommandLine if setting.in_system_file => {
                "at the top of the system's settings"
            }
            settings::SettingPath::CommandLine => "",
            settings::SettingPath::System => "at the top of the system's settings",
        };
        let code = |text: Option<&str>| text.map(|text| format!("`{text}`")).unwrap_or_default();
        let (option, variable) = (code(setting.option), code(setting.variable));
        let _ = writeln!(table, "| `{}` | {place} | {variable} | {option} |", setting.key);
    }
    table.push('\n');
    table
}

fn exits() -> String {
    let mut table = "\n| exit code | means |\n|---|---|\n".to_owned();
    for exit in Exit::ALL {
        let _ = writeln!(
            table,
            "| {} | {} |",
            exit.code(),
            exit.meaning(&Locale::new(Language::En))
        );
    }
    table.push('\n');
    table
}

/// The commands of the linear front.
fn commands() -> String {
    let locale = Locale::new(Language::En);
    let mut table = "\n| where | command | in Polish | does |\n|---|---|---|---|\n".to_owned();
    for row in COMMANDS {
        let place = match row.place {
            CommandPlace::Everywhere => "everywhere".to_owned(),
            CommandPlace::Elsewhere => "everywhere else".to_owned(),
            CommandPlace::In(scope) => scope.title(&locale).to_lowercase(),
        };
        let _ = writeln!(
            table,
            "| {} | `{}` | `{MARK}{}` | {} |",
            place,
            row.usage(&locale),
            row.name(Language::Pl),
            row.label(&locale)
        );
    }
    table.push('\n');
    table
}

fn keys() -> String {
    let locale = Locale::new(Language::En);
    let keymap = Keymap::default();
    let mut table = String::new();
    for scope in Scope::ALL {
        let title = scope.title(&locale).to_lowercase();
        let name = BindingContext::In(scope).name();
        let _ = write!(
            table,
            "\n| {title} | `[keys.{name}]` | keys | menu |\n|---|---|---|---|\n"
        );
        for row in keymap.of(scope) {
            let keys: Vec<String> = row.key_names().map(|key| format!("`{key}`")).collect();
            let leader = keymap.leader_label(row);
            let leader = if leader.is_empty() {
                leader
            } else {
                format!("`{leader}`")
            };
            let _ = writeln!(
                table,
                "| {} | `{}` | {} | {leader} |",
                row.label(&locale),
                row.binding.action.name(),
                keys.join(" ")
            );
        }
    }
    table.push('\n');
    table
}

fn fields() -> String {
    let locale = Locale::new(Language::En);
    let mut table =
        "\n| API name | label | section | holds | an example |\n|---|---|---|---|---|\n".to_owned();
    for field in FIELDS {
        let holds = match field.kind {
            FieldKind::Line => "text",
            FieldKind::Number => "a number",
            FieldKind::Lines => "lines of text",
            FieldKind::Rows => "one or more lines",
            FieldKind::Choice => "one of the configured values, or text",
            FieldKind::Flag => "unset, true or false",
            FieldKind::Pairs => "names and values",
        };
        let need = if field.required { ", required" } else { "" };
        let sample = field.sample.replace('\n', " ⏎ ");
        let label = field.label(&locale);
        let section = field.place.0.title(&locale);
        let _ = writeln!(
            table,
            "| `{}` | {label} | {section} | {holds}{need} | `{sample}` |",
            field.path
        );
    }
    table.push('\n');
    table
}
