//! The values that the settings, the store and the tables of the program know.

use crate::cli::GlobalArgs;
use crate::cli::completion::{Candidate, CompletionValues, LineBefore};
use crate::commands::setup::{self, Setup};
use crate::config::Config;
use crate::i18n::Locale;
use crate::import::columns::ColumnTarget;
use crate::import::{Table, TableCharset, TableOptions};
use crate::os::files::open_regular;
use crate::os::paths::from_here;
use crate::store;
use clap::Command;
use std::path::Path;

/// A larger table is not read for its headings, in bytes.
const QUICKLY_READ: u64 = 1024 * 1024;

/// What the values depend on.
pub(super) struct KnownValues<'a> {
    pub(super) root: &'a Command,
    pub(super) line: &'a LineBefore<'a>,
    pub(super) locale: &'a Locale,
    /// The options of every command on the line.
    pub(super) global: GlobalArgs,
}

impl KnownValues<'_> {
    /// The values of a kind; none where they cannot be known.
    pub(super) fn of(&self, source: CompletionValues, typed: &str) -> Vec<Candidate> {
        match source {
            CompletionValues::Profiles => self.profiles(),
            CompletionValues::Columns => self.columns(typed),
            CompletionValues::Charsets => charsets(typed),
            CompletionValues::Attempts => self.attempts(),
            CompletionValues::Commands => self.commands(),
        }
    }

    /// The settings, if they can be used.
    fn config(&self) -> Option<Config> {
        let global = setup::completed(&self.global).ok()?;
        Some(Setup::of_screen(&global).ok()?.loaded.config)
    }

    fn profiles(&self) -> Vec<Candidate> {
        // One that is on the line already is not used to find the others.
        let global = GlobalArgs {
            profile: None,
            ..self.global.clone()
        };
        let config = Self { global, ..*self }.config().unwrap_or_default();
        let profiles = config.profiles.iter();
        let profiles = profiles.map(|(name, profile)| Candidate::new(name, &profile.base_url));
        profiles.collect()
    }

    /// The headings of the table; behind one, the fields that it may go into.
    fn columns(&self, typed: &str) -> Vec<Candidate> {
        let Some((heading, _)) = typed.rsplit_once('=') else {
            let headings = self.headings().into_iter();
            return headings
                .map(|heading| Candidate::new(heading + "=", ""))
                .collect();
        };
        let config = self.config().unwrap_or_default();
        let targets = ColumnTarget::all(&config.custom_fields).into_iter();
        let targets = targets.map(|target| {
            let about = target.label(&config.custom_fields, self.locale);
            Candidate::new(format!("{heading}={}", target.path()), about)
        });
        targets.collect()
    }

    /// What stands above the columns of the table that the line names.
    fn headings(&self) -> Vec<String> {
        let named = self.line.operands().first();
        let path = named.and_then(|name| from_here(Path::new(name)).ok());
        let file = path.and_then(|path| open_regular(&path).ok());
        let small = |file: &std::fs::File| file.metadata().is_ok_and(|found| found.len() <= QUICKLY_READ);
        let table = file
            .filter(small)
            .and_then(|file| Table::of(file, TableOptions::default()).ok());
        let headings = table.map(|table| table.headings).unwrap_or_default();
        headings
            .into_iter()
            .filter(|heading| !heading.trim().is_empty())
            .collect()
    }

    fn attempts(&self) -> Vec<Candidate> {
        let dir = setup::completed(&self.global).and_then(|global| setup::data_dir(&global));
        let unknown = dir.map(|dir| store::unknown_attempts(&dir)).unwrap_or_default();
        let attempts = unknown.iter().map(|row| {
            let who = self.locale.who_of(row.resource, &row.who);
            let about = format!("{}  {who}", self.locale.stored_minute(row.sent_at));
            Candidate::new(&row.attempt, about)
        });
        attempts.collect()
    }

    /// The commands below those that are named already, and that have a manual page.
    fn commands(&self) -> Vec<Candidate> {
        let mut named = self.line.operands().iter();
        let command = named.try_fold(self.root, |command, name| command.find_subcommand(name));
        let inner = command.into_iter().flat_map(Command::get_subcommands);
        let shown = inner.filter(|inner| !inner.is_hide_set() && inner.get_name() != "help");
        let commands = shown.map(|inner| {
            let about = inner.get_about().map(ToString::to_string);
            Candidate::new(inner.get_name(), about.unwrap_or_default())
        });
        commands.collect()
    }
}

/// The character sets by their names, which may be typed in any case.
fn charsets(typed: &str) -> Vec<Candidate> {
    let is_small = !typed.contains(|letter: char| letter.is_ascii_uppercase());
    let names = TableCharset::usual().map(TableCharset::name);
    let names = names.map(|name| {
        if is_small {
            name.to_ascii_lowercase()
        } else {
            name.to_owned()
        }
    });
    names.map(|name| Candidate::new(name, "")).collect()
}
