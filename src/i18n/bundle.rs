//! The texts of a language, each of which is read when it is first asked for: a form shows two hundred of a thousand.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_typed::prelude::L10nError;
use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::{PoisonError, RwLock};

/// The texts of one language. Stands where the generated functions expect the bundle of their library, which reads all
/// texts at once.
pub struct TextBundle {
    /// All messages as they are written in Fluent, sorted by their ids.
    source: Cow<'static, str>,
    /// At which byte each message begins.
    starts: Vec<usize>,
    /// Those that were asked for.
    read: RwLock<FluentBundle<FluentResource>>,
}

impl TextBundle {
    /// The texts of a language; the messages must be sorted by their ids, and none may refer to another one.
    ///
    /// # Errors
    /// If the language has no such code.
    pub fn new(language: &str, source: impl Into<Cow<'static, str>>) -> Result<Self, L10nError> {
        let language_id = language.parse().map_err(|error| L10nError::InvalidLanguage {
            lang: language.to_owned(),
            reason: format!("{error:?}"),
        })?;
        let mut bundle = FluentBundle::new_concurrent(vec![language_id]);
        bundle.set_use_isolating(false);
        bundle
            .add_builtins()
            .map_err(|error| L10nError::Builtins(format!("{error:?}")))?;
        let source = source.into();
        Ok(Self {
            starts: starts(&source),
            source,
            read: RwLock::new(bundle),
        })
    }

    /// As [`new`](Self::new), of bytes: what the generated constructor calls.
    ///
    /// # Errors
    /// As there, or if the bytes are no UTF-8.
    pub fn new_without_isolation(language: impl AsRef<str>, source: &[u8]) -> Result<Self, L10nError> {
        let source = String::from_utf8(source.to_vec()).map_err(L10nError::InvalidUtf8)?;
        Self::new(language.as_ref(), source)
    }

    /// The text with this id, and its arguments filled in.
    ///
    /// # Errors
    /// If there is no such text, or an argument is missing.
    #[expect(clippy::needless_pass_by_value, reason = "the generated functions call it so")]
    pub fn msg(&self, id: &str, args: Option<FluentArgs>) -> Result<String, L10nError> {
        let text = || {
            format(
                &self.read.read().unwrap_or_else(PoisonError::into_inner),
                id,
                args.as_ref(),
            )
        };
        if let Some(text) = text() {
            return text;
        }
        self.read_message(id)?;
        text().unwrap_or_else(|| Err(not_found(id)))
    }

    /// A message as it is written in Fluent.
    fn source_of(&self, id: &str) -> Option<&str> {
        let from_start = |start: &usize| self.source.get(*start..).unwrap_or_default();
        let found = self
            .starts
            .binary_search_by(|start| id_of(from_start(start)).cmp(id));
        let message = found.ok()?;
        let end = self.starts.get(message + 1).copied();
        self.source
            .get(self.starts[message]..end.unwrap_or(self.source.len()))
    }

    fn read_message(&self, id: &str) -> Result<(), L10nError> {
        let message = self.source_of(id).ok_or_else(|| not_found(id))?;
        let resource = FluentResource::try_new(message.to_owned());
        let resource = resource.map_err(|(_, errors)| L10nError::ResourceParse(words(&errors)))?;
        let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
        if read.has_message(id) {
            // By another thread, meanwhile.
            return Ok(());
        }
        let added = read.add_resource(resource);
        added.map_err(|errors| L10nError::AddResource(words(&errors)))
    }
}

/// A text that has been read; none where it has not.
fn format(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    args: Option<&FluentArgs>,
) -> Option<Result<String, L10nError>> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors);
    Some(if errors.is_empty() {
        Ok(text.into_owned())
    } else {
        Err(L10nError::Format {
            id: id.to_owned(),
            attribute: None,
            errors: words(&errors),
        })
    })
}

fn not_found(id: &str) -> L10nError {
    L10nError::MessageNotFound { id: id.to_owned() }
}

fn words(errors: &[impl Debug]) -> Vec<String> {
    errors.iter().map(|error| format!("{error:?}")).collect()
}

/// At which byte each message begins: a line that begins with a letter is the first of one.
fn starts(source: &str) -> Vec<usize> {
    let lines = source.match_indices('\n').map(|(end, _)| end + 1);
    let begins = |at: &usize| source.as_bytes().get(*at).is_some_and(u8::is_ascii_alphabetic);
    std::iter::once(0).chain(lines).filter(begins).collect()
}

/// The id of a message, and of whatever follows it.
fn id_of(source: &str) -> &str {
    let end = source.find([' ', '=']);
    source.get(..end.unwrap_or(source.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    const SOURCE: &str = "aa = one\nab-c =\n    two\n    lines\n\n    and more\nb = { NUMBER($n) ->\n    [one] one of { $n }\n   *[other] many\n}\nzz = last\n";

    #[test]
    fn each_message_is_found_and_no_other() {
        let bundle = TextBundle::new("en", SOURCE).unwrap();
        let text = |id| bundle.msg(id, None).ok();
        assert_eq!(text("aa").as_deref(), Some("one"));
        assert_eq!(text("ab-c").as_deref(), Some("two\nlines\n\nand more"));
        assert_eq!(text("zz").as_deref(), Some("last"));
        for id in ["", "a", "ab", "ab-", "ab-cc", "lines", "zzz"] {
            assert!(text(id).is_none(), "{id}");
        }
        let mut args = FluentArgs::new();
        args.set("n", 1);
        assert_eq!(bundle.msg("b", Some(args)).unwrap(), "one of 1");
        assert!(bundle.msg("b", None).is_err(), "an argument is missing");
    }

    #[test]
    fn every_text_of_every_language_can_be_read() {
        let languages = [
            (
                "en",
                include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
                include_str!(concat!(env!("OUT_DIR"), "/en.texts")),
            ),
            (
                "pl",
                include_str!(concat!(env!("OUT_DIR"), "/pl.ftl")),
                include_str!(concat!(env!("OUT_DIR"), "/pl.texts")),
            ),
        ];
        for (language, file, sorted) in languages {
            let bundle = TextBundle::new(language, sorted).unwrap();
            let lines = file
                .lines()
                .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()));
            let ids: Vec<&str> = lines.map(|line| line.split([' ', '=']).next().unwrap()).collect();
            assert!(ids.len() > 900, "{language}: {}", ids.len());
            for id in ids {
                bundle.read_message(id).unwrap();
                let read = bundle.read.read().unwrap();
                assert!(
                    read.get_message(id)
                        .is_some_and(|message| message.value().is_some()),
                    "{id}"
                );
            }
        }
    }

    #[test]
    fn threads_that_ask_for_the_same_text_get_it() {
        let bundle = TextBundle::new("en", SOURCE).unwrap();
        let all = thread::scope(|scope| {
            let ask = || bundle.msg("ab-c", None).is_ok() && bundle.msg("aa", None).is_ok();
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
            threads.into_iter().all(|thread| thread.join().unwrap())
        });
        assert!(all);
    }
}
