//! A line of bash up to the cursor, and what bash must put behind it. Bash takes a line apart at more places than it does when
//! it runs it, so it is asked for the whole line.

/// What a character means where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    None,
    Single,
    Double,
}

/// The line.
pub(super) struct BashLine {
    /// The words before the one at the end, as they are meant, with the program's name.
    pub(super) before: Vec<String>,
    /// The word at the end as it is meant.
    pub(super) typed: String,
    /// What of it stands before the piece that bash replaces, as it is meant.
    kept: String,
    /// The quotes in which that piece is.
    quote: Quote,
}

impl BashLine {
    /// Reads a line, and the piece of its last word that bash replaces.
    pub(super) fn read(line: &str, piece: &str) -> Self {
        let (mut before, mut start, mut word) = (Vec::new(), None, Word::default());
        for (at, character) in line.char_indices() {
            if word.quote == Quote::None && !word.is_escaped && character.is_ascii_whitespace() {
                if start.take().is_some() {
                    before.push(std::mem::take(&mut word).text);
                }
                continue;
            }
            start.get_or_insert(at);
            word.add(character);
        }
        let raw = start.map_or("", |start| &line[start..]);
        let mut kept = Word::default();
        let kept_raw = raw.strip_suffix(piece).unwrap_or("");
        kept_raw.chars().for_each(|character| kept.add(character));
        Self {
            before,
            typed: word.text,
            kept: kept.text,
            quote: kept.quote,
        }
    }

    /// How bash must write a word in the place of the piece; none where the word does not begin as what is kept.
    pub(super) fn written(&self, word: &str) -> Option<String> {
        let rest = word.strip_prefix(&self.kept)?;
        Some(match self.quote {
            Quote::None => rest.chars().fold(String::new(), |mut text, character| {
                let is_plain = character.is_alphanumeric() || "-_./:=@%+,".contains(character);
                if !is_plain {
                    text.push('\\');
                }
                text.push(character);
                text
            }),
            Quote::Single => rest.replace('\'', "'\\''"),
            Quote::Double => rest.chars().fold(String::new(), |mut text, character| {
                if IN_DOUBLE.contains(character) {
                    text.push('\\');
                }
                text.push(character);
                text
            }),
        })
    }
}

/// What a backslash takes the meaning of between double quotes.
const IN_DOUBLE: &str = "\"\\$`";

/// A word as far as it is read.
struct Word {
    text: String,
    quote: Quote,
    is_escaped: bool,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            text: String::new(),
            quote: Quote::None,
            is_escaped: false,
        }
    }
}

impl Word {
    fn add(&mut self, character: char) {
        if std::mem::take(&mut self.is_escaped) {
            if self.quote == Quote::Double && !IN_DOUBLE.contains(character) {
                self.text.push('\\');
            }
            self.text.push(character);
            return;
        }
        match (self.quote, character) {
            (Quote::None | Quote::Double, '\\') => self.is_escaped = true,
            (Quote::None, '\'') => self.quote = Quote::Single,
            (Quote::None, '"') => self.quote = Quote::Double,
            (Quote::Single, '\'') | (Quote::Double, '"') => self.quote = Quote::None,
            _ => self.text.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_bash_runs_it() {
        for (line, before, typed) in [
            ("kartoteka ", &["kartoteka"][..], ""),
            ("kartoteka --profile=ma", &["kartoteka"], "--profile=ma"),
            ("k  --map 'Kod pocz=ad", &["k", "--map"], "Kod pocz=ad"),
            ("k --map Kod\\ pocz=ad", &["k", "--map"], "Kod pocz=ad"),
            (r#"k "a\"b\c" x"#, &["k", r#"a"b\c"#], "x"),
            ("k ''", &["k"], ""),
            ("k '' x", &["k", ""], "x"),
            ("k a\\", &["k"], "a"),
            ("", &[], ""),
        ] {
            let read = BashLine::read(line, "");
            assert_eq!(
                (read.before.as_slice(), read.typed.as_str()),
                (
                    before
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .as_slice(),
                    typed
                ),
                "{line}"
            );
        }
    }

    #[test]
    fn a_word_is_written_for_its_place() {
        for (line, piece, word, written) in [
            ("k ma", "ma", "main", Some("main")),
            ("k --profile=ma", "ma", "--profile=main", Some("main")),
            ("k --profile=", "", "--profile=a b", Some("a\\ b")),
            ("k Kod=ad", "ad", "Kod=address.city", Some("address.city")),
            (
                "k 'Kod=ad",
                "Kod=ad",
                "Kod=address.city",
                Some("Kod=address.city"),
            ),
            ("k 'a", "a", "a'b $c", Some("a'\\''b $c")),
            ("k \"a", "a", "a\"b $c", Some("a\\\"b \\$c")),
            ("k ", "", "$(reboot);żółw", Some("\\$\\(reboot\\)\\;żółw")),
            ("k Kod=ad", "ad", "Other=address.city", None),
        ] {
            let read = BashLine::read(line, piece);
            assert_eq!(read.written(word).as_deref(), written, "{line}");
        }
    }
}
