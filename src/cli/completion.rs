//! What may stand at the end of a command line: the definition of the command line knows its commands, options and fixed
//! values. What depends on the settings and the store is brought by the caller.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, ValueHint};
use std::fmt::Display;

/// The kinds of values that the program knows and the definition of the command line does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionValues {
    /// The profiles of the settings.
    Profiles,
    /// `Heading=field` for the columns of a table.
    Columns,
    /// The names of character sets.
    Charsets,
    /// The attempts whose outcome is unknown.
    Attempts,
    /// The commands of the program.
    Commands,
}

/// The arguments that take such values: the path of the command, if not every one has it, and the id.
const SOURCES: [(&str, CompletionValues); 5] = [
    ("profile", CompletionValues::Profiles),
    ("import/adjustments", CompletionValues::Columns),
    ("import/encoding", CompletionValues::Charsets),
    ("settle/attempt", CompletionValues::Attempts),
    ("man/command", CompletionValues::Commands),
];

/// Something that may stand at the end of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The whole word.
    pub word: String,
    /// What it means, in one line; empty where there is nothing to say.
    pub about: String,
}

impl Candidate {
    /// A word and what it means.
    pub fn new(word: impl Into<String>, about: impl Display) -> Self {
        let about = about.to_string();
        Self {
            word: word.into(),
            about: about.lines().next().unwrap_or_default().to_owned(),
        }
    }
}

/// What may stand at the end of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completion {
    /// One of these words.
    Words(Vec<Candidate>),
    /// A file, behind the equals sign if the word has one after an option.
    Files,
    /// A directory, likewise.
    Directories,
}

/// A command line up to the word at its end.
pub struct LineBefore<'a> {
    command: &'a Command,
    /// The names of the commands below the program, with slashes between them.
    path: String,
    options: Vec<(&'a Arg, String)>,
    /// The words of the innermost command that belong to no option.
    operands: Vec<String>,
    /// The option whose value the next word is.
    pending: Option<&'a Arg>,
    /// Whether `--` has ended the options.
    operands_only: bool,
}

impl<'a> LineBefore<'a> {
    /// Reads words, the program's name left out. What the definition, which is built, does not know is passed over.
    #[must_use]
    pub fn read(root: &'a Command, words: &[String]) -> Self {
        let mut line = Self {
            command: root,
            path: String::new(),
            options: Vec::new(),
            operands: Vec::new(),
            pending: None,
            operands_only: false,
        };
        for word in words {
            line.add(word);
        }
        line
    }

    /// The value of an option of every command that is given; the last one where there are several.
    #[must_use]
    pub fn value_of(&self, id: &str) -> Option<&str> {
        let mut given = self.options.iter().rev();
        let (_, value) = given.find(|(option, _)| option.get_id() == id)?;
        Some(value)
    }

    /// The words of the innermost command that belong to no option.
    #[must_use]
    pub fn operands(&self) -> &[String] {
        &self.operands
    }

    fn add(&mut self, word: &str) {
        if let Some(option) = self.pending.take() {
            self.options.push((option, word.to_owned()));
        } else if self.operands_only {
            self.operands.push(word.to_owned());
        } else if word == "--" {
            self.operands_only = true;
        } else if let Some(long) = word.strip_prefix("--") {
            let (name, value) = match long.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (long, None),
            };
            let option = self.option(|option| option.get_long() == Some(name));
            self.add_option(option, value);
        } else if let Some(letter) = word.strip_prefix('-').and_then(|letters| letters.chars().last()) {
            let option = self.option(|option| option.get_short() == Some(letter));
            self.add_option(option, None);
        } else if let Some(inner) = self.inner_command(word) {
            if !self.path.is_empty() {
                self.path.push('/');
            }
            self.path.push_str(inner.get_name());
            self.command = inner;
        } else {
            self.operands.push(word.to_owned());
        }
    }

    fn add_option(&mut self, option: Option<&'a Arg>, value: Option<&str>) {
        match (option, value) {
            (Some(option), None) if option.get_action().takes_values() => self.pending = Some(option),
            (Some(option), value) => self.options.push((option, value.unwrap_or_default().to_owned())),
            (None, _) => {}
        }
    }

    fn option(&self, is_it: impl Fn(&Arg) -> bool) -> Option<&'a Arg> {
        self.command.get_arguments().find(|option| is_it(option))
    }

    /// The command of this name below the present one. Behind an operand there is none.
    fn inner_command(&self, name: &str) -> Option<&'a Command> {
        self.operands
            .is_empty()
            .then(|| self.command.find_subcommand(name))
            .flatten()
    }

    /// What the word at the end may be, of which this much is typed. `values` has the values of a kind that fit to what is
    /// typed of a value; others are left out here.
    pub fn complete(
        &self,
        typed: &str,
        values: impl Fn(CompletionValues, &str) -> Vec<Candidate>,
    ) -> Completion {
        if let Some(option) = self.pending {
            return self.values(option, "", typed, &values);
        }
        if !self.operands_only && typed.starts_with('-') {
            if let Some((name, value)) = typed.split_once('=') {
                let long = name.strip_prefix("--");
                let option = self.option(|option| option.get_long() == long && long.is_some());
                return match option.filter(|option| option.get_action().takes_values()) {
                    Some(option) => self.values(option, &format!("{name}="), value, &values),
                    None => Completion::Words(Vec::new()),
                };
            }
            return Completion::Words(self.options_left(typed));
        }
        let found = match self.operand() {
            Some(operand) => self.values(operand, "", typed, &values),
            None => Completion::Words(Vec::new()),
        };
        let Completion::Words(mut words) = found else {
            return found;
        };
        if self.operands.is_empty() && !self.operands_only {
            words.splice(0..0, self.commands(typed));
        }
        if words.is_empty() && typed.is_empty() && !self.operands_only {
            words = self.options_left("--");
        }
        Completion::Words(words)
    }

    /// The operand that the next word would be.
    fn operand(&self) -> Option<&'a Arg> {
        let next = self.command.get_positionals().nth(self.operands.len());
        next.or_else(|| {
            self.command
                .get_positionals()
                .last()
                .filter(|last| is_repeated(last))
        })
    }

    fn commands(&self, typed: &str) -> Vec<Candidate> {
        let shown = self
            .command
            .get_subcommands()
            .filter(|inner| !inner.is_hide_set());
        let commands = shown.map(|inner| {
            let about = inner.get_about().map(ToString::to_string);
            Candidate::new(inner.get_name(), about.unwrap_or_default())
        });
        commands
            .filter(|command| command.word.starts_with(typed))
            .collect()
    }

    /// The options that begin like this and can be given, or given again.
    fn options_left(&self, typed: &str) -> Vec<Candidate> {
        let is_given = |option: &Arg| {
            let mut given = self.options.iter().map(|(given, _)| given.get_id());
            !is_repeated(option) && given.any(|given| given == option.get_id())
        };
        let options = self.command.get_arguments();
        let left = options.filter(|option| !option.is_hide_set() && !is_given(option));
        let left = left.filter_map(|option| {
            let about = option.get_help().map(ToString::to_string);
            Some(Candidate::new(
                format!("--{}", option.get_long()?),
                about.unwrap_or_default(),
            ))
        });
        left.filter(|option| option.word.starts_with(typed)).collect()
    }

    /// The values of an argument, with what stands before them in the word.
    fn values(
        &self,
        argument: &Arg,
        before: &str,
        typed: &str,
        values: impl Fn(CompletionValues, &str) -> Vec<Candidate>,
    ) -> Completion {
        let mut found = match source_of(&self.path, argument.get_id().as_str()) {
            Some(source) => values(source, typed),
            None => match argument.get_value_hint() {
                ValueHint::AnyPath | ValueHint::FilePath => return Completion::Files,
                ValueHint::DirPath => return Completion::Directories,
                _ => argument.get_possible_values().iter().filter_map(fixed).collect(),
            },
        };
        found.retain(|candidate| candidate.word.starts_with(typed));
        for candidate in &mut found {
            candidate.word.insert_str(0, before);
        }
        Completion::Words(found)
    }
}

fn is_repeated(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Append)
}

fn fixed(value: &PossibleValue) -> Option<Candidate> {
    let about = value.get_help().map(ToString::to_string);
    (!value.is_hide_set()).then(|| Candidate::new(value.get_name(), about.unwrap_or_default()))
}

fn source_of(path: &str, id: &str) -> Option<CompletionValues> {
    let own = format!("{path}/{id}");
    let mut sources = SOURCES.iter();
    let (_, source) = sources.find(|(argument, _)| *argument == own || *argument == id)?;
    Some(*source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::help;
    use crate::i18n::{Language, Locale};

    /// What is offered for the last word of a line, without what it means; `files` and `directories` for those.
    fn offered(line: &[&str]) -> Vec<String> {
        let root = help::command(&Locale::new(Language::En));
        let (typed, before) = line.split_last().unwrap();
        let before: Vec<String> = before.iter().map(ToString::to_string).collect();
        let known = |source, _: &str| vec![Candidate::new(format!("{source:?}"), "")];
        match LineBefore::read(&root, &before).complete(typed, known) {
            Completion::Words(words) => words.into_iter().map(|candidate| candidate.word).collect(),
            Completion::Files => vec!["files".to_owned()],
            Completion::Directories => vec!["directories".to_owned()],
        }
    }

    #[test]
    fn every_place_of_a_line_is_known() {
        for (line, words) in [
            ("se", "settle"),
            ("--profile main se", "settle"),
            // A value that is called like a command is a value.
            ("--profile check se", "settle"),
            ("--profile=check se", "settle"),
            ("--profile ", "Profiles"),
            ("settle --profile ", "Profiles"),
            ("--profile=", "--profile=Profiles"),
            ("--profile P", "Profiles"),
            ("--profile=X", ""),
            ("--lang ", "en pl"),
            ("--lang=p", "--lang=pl"),
            ("--config ", "files"),
            ("--config=x", "files"),
            ("--data-dir ", "directories"),
            ("check ", "files"),
            ("check -- ", "files"),
            (
                "check a --",
                "--ndjson --json --profile --config --data-dir --log-file --log-level --lang --ascii --plain --restricted --no-color --help",
            ),
            ("check a --json --j", ""),
            ("check --no-color --no", ""),
            ("import a --map x=y --ma", "--map --map-file"),
            ("import a --map ", "Columns"),
            ("import a --map=", "--map=Columns"),
            ("import a --encoding ", "Charsets"),
            ("import a --quote d", "double"),
            ("import a --separator ", ""),
            ("preview a --as h", "httpie http"),
            ("settle ", "Attempts"),
            ("settle x -- ", ""),
            ("settle --as 7 ", "Attempts"),
            ("man ", "Commands"),
            ("man config ", "Commands"),
            ("history p", "purge"),
            ("history purge --o", "--older-than"),
            ("config ", "init fetch path show check help"),
            ("help config sh", "show"),
            ("completions z", "zsh"),
            ("nothing ", ""),
            ("-h se", "settle"),
            ("--nothing=se", ""),
        ] {
            let mut found = offered(&line.split(' ').collect::<Vec<_>>());
            // What everybody may add is not the subject.
            if !words.starts_with("--ndjson") && words.is_empty() {
                found.retain(|word| !word.starts_with("--"));
            }
            let wanted: Vec<&str> = words.split_whitespace().collect();
            assert_eq!(found, wanted, "{line:?}");
        }
    }

    #[test]
    fn the_commands_are_those_of_the_help_and_none_that_is_hidden() {
        let root = help::command(&Locale::new(Language::En));
        let shown = root.get_subcommands().filter(|inner| !inner.is_hide_set());
        let names: Vec<&str> = shown.map(Command::get_name).collect();
        assert_eq!(offered(&[""]), names);
        assert!(!names.contains(&"complete"), "{names:?}");
    }

    #[test]
    fn every_source_belongs_to_an_argument() {
        let root = help::command(&Locale::new(Language::En));
        for (argument, _) in SOURCES {
            let (path, id) = argument.rsplit_once('/').unwrap_or(("", argument));
            let steps = path.split('/').filter(|step| !step.is_empty());
            let mut command = &root;
            for step in steps {
                command = command.find_subcommand(step).unwrap();
            }
            let takes = command.get_arguments().find(|found| found.get_id() == id);
            assert!(
                takes.is_some_and(|found| found.get_action().takes_values()),
                "{argument}"
            );
        }
    }
}
