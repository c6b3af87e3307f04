//! What of a command line was typed, by the definition of the command line.

use super::Cli;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command, CommandFactory as _, ValueHint};

/// An argument that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedArgument {
    /// Its name as it is typed: `--data-dir`, or `FILE` where it has no name.
    pub name: String,
    /// Its value; `true` where it has none. What is no text has replacement characters.
    pub value: String,
    /// The value names a file or a directory.
    pub is_path: bool,
}

/// The arguments that were typed, whichever command they belong to. An option of every command may be there twice.
#[must_use]
pub fn typed_arguments(matches: &ArgMatches) -> Vec<TypedArgument> {
    let mut root = Cli::command();
    root.build();
    let mut typed = Vec::new();
    collect(&root, matches, &mut typed);
    typed
}

fn collect(command: &Command, matches: &ArgMatches, typed: &mut Vec<TypedArgument>) {
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        // An argument that the library adds, such as the help, is not among the matches.
        let is_known = matches.try_contains_id(id).is_ok();
        if !is_known || matches.value_source(id) != Some(ValueSource::CommandLine) {
            continue;
        }
        let name = match (argument.get_long(), argument.get_value_names()) {
            (Some(long), _) => format!("--{long}"),
            (None, Some([name, ..])) => name.to_string(),
            _ => id.to_owned(),
        };
        let hints = [
            ValueHint::AnyPath,
            ValueHint::FilePath,
            ValueHint::DirPath,
            ValueHint::ExecutablePath,
        ];
        let is_path = hints.contains(&argument.get_value_hint());
        let takes = argument.get_action().takes_values();
        let values = matches.get_raw(id).into_iter().flatten().filter(|_| takes);
        let mut values: Vec<String> = values.map(|value| value.to_string_lossy().into_owned()).collect();
        if !takes {
            values.push(true.to_string());
        }
        typed.extend(values.into_iter().map(|value| TypedArgument {
            name: name.clone(),
            value,
            is_path,
        }));
    }
    if let Some((name, inner)) = matches.subcommand()
        && let Some(command) = command.find_subcommand(name)
    {
        collect(command, inner, typed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<(String, String, bool)> {
        let matches = Cli::command().try_get_matches_from(line.split(' ')).unwrap();
        let mut found: Vec<_> = typed_arguments(&matches)
            .into_iter()
            .map(|typed| (typed.name, typed.value, typed.is_path))
            .collect();
        found.dedup();
        found
    }

    #[test]
    fn paths_are_told_from_other_values() {
        let typed = |name: &str, value: &str, is_path| (name.to_owned(), value.to_owned(), is_path);
        assert_eq!(names("kartoteka"), []);
        assert_eq!(
            names("kartoteka --profile a --data-dir /x --plain"),
            [
                typed("--profile", "a", false),
                typed("--data-dir", "/x", true),
                typed("--plain", "true", false)
            ]
        );
        let import = names("kartoteka import t.csv --rejected r.csv --map a=b");
        for expected in [
            typed("FILE", "t.csv", true),
            typed("--rejected", "r.csv", true),
            typed("--map", "a=b", false),
        ] {
            assert!(import.contains(&expected), "{expected:?}: {import:?}");
        }
    }
}
