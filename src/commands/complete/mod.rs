//! `kartoteka complete`: what may come next on a command line, for the scripts that `kartoteka completions` prints. It is asked
//! at every press of Tab: it prints no error, asks for nothing and writes no file.

mod bash_line;
mod values;

use super::output::print;
use super::setup;
use crate::cli::completion::{Candidate, Completion, LineBefore};
use crate::cli::{CompleteArgs, GlobalArgs, help};
use crate::os::paths::from_here;
use crate::text::visible;
use bash_line::BashLine;
use clap_complete::Shell;
use std::ffi::OsString;
use std::path::Path;
use values::KnownValues;

/// Answers a script: a line with the kind of thing, then one for each word; for a shell other than bash, which shows it, also
/// one for its meaning. Nothing is printed where that fails.
pub(super) fn run(options: &CompleteArgs) {
    let words: Vec<String> = options
        .words
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let answer = if options.shell == Shell::Bash {
        let (line, piece) = (words.first(), words.get(1));
        let line = BashLine::read(line.map_or("", String::as_str), piece.map_or("", String::as_str));
        let before = line.before.get(1..).unwrap_or_default();
        lines(&completion(before, &line.typed), |candidate| {
            line.written(&candidate.word)
        })
    } else {
        let (typed, before) = words
            .split_last()
            .map_or(("", &[][..]), |(last, before)| (last, before));
        lines(&completion(before, typed), |candidate| {
            Some(format!("{}\n{}", candidate.word, visible(&candidate.about)))
        })
    };
    let _ = print(&answer);
}

/// What may stand at the end of a line, behind these words and with this much of it typed.
fn completion(before: &[String], typed: &str) -> Completion {
    let as_typed: Vec<OsString> = before.iter().map(OsString::from).collect();
    let locale = setup::locale(&GlobalArgs::at_a_glance(&as_typed));
    let root = help::command(&locale);
    let line = LineBefore::read(&root, before);
    let path = |id| line.value_of(id).and_then(|path| from_here(Path::new(path)).ok());
    let global = GlobalArgs {
        profile: line.value_of("profile").map(str::to_owned),
        config: path("config"),
        data_dir: path("data_dir"),
        ..GlobalArgs::default()
    };
    let known = KnownValues {
        root: &root,
        line: &line,
        locale: &locale,
        global,
    };
    line.complete(typed, |source, typed| known.of(source, typed))
}

fn lines(completion: &Completion, line: impl Fn(&Candidate) -> Option<String>) -> String {
    match completion {
        Completion::Files => "files\n".to_owned(),
        Completion::Directories => "directories\n".to_owned(),
        Completion::Words(words) => {
            // What cannot be shown cannot be put on a line either.
            let words = words
                .iter()
                .filter(|candidate| visible(&candidate.word) == candidate.word);
            words
                .filter_map(line)
                .fold("words\n".to_owned(), |lines, line| lines + &line + "\n")
        }
    }
}
