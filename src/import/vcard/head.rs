//! What stands before the value of a property: `item1.TEL;TYPE=CELL:`. Written again so that the parser reads what the
//! programs meant that wrote it.

use std::borrow::Cow;

/// Properties whose values are dates.
const DATES: [&str; 3] = ["BDAY", "ANNIVERSARY", "DEATHDATE"];

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As old phones write it: `=C5=BB`.
    QuotedPrintable,
    /// Base64.
    Base64,
}

/// The part of a line before its value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PropertyHead<'a> {
    /// The name, without its group.
    pub(super) name: &'a str,
    /// Its parameters, as they are written.
    params: Vec<&'a str>,
    pub(super) encoding: Option<Encoding>,
    /// How many bytes it has, up to the colon.
    length: usize,
}

impl<'a> PropertyHead<'a> {
    /// The head of a line. A line without a colon is a head alone.
    pub(super) fn of(line: &'a str) -> Self {
        let mut quoted = false;
        let mut separators = Vec::new();
        let mut length = line.len();
        for (at, sign) in line.char_indices() {
            match sign {
                '"' => quoted = !quoted,
                ';' if !quoted => separators.push(at),
                ':' if !quoted => {
                    length = at;
                    break;
                }
                _ => {}
            }
        }
        separators.push(length);
        let mut parts = Vec::with_capacity(separators.len());
        let mut begin = 0;
        for end in separators {
            parts.push(&line[begin..end]);
            begin = end + 1;
        }
        let written = parts.remove(0);
        let encoding = parts.iter().find_map(|param| encoding(param));
        Self {
            name: written.rsplit_once('.').map_or(written, |(_, name)| name).trim(),
            params: parts,
            encoding,
            length,
        }
    }

    /// The line as the parser is to read it:
    ///
    /// - an encoding without `ENCODING=`, as version 2.1 allows it, gets that;
    /// - quoted-printable without a character set is UTF-8, as the file itself is, for phones leave it out; the parser would
    ///   take it for ISO-8859-1;
    /// - a date is a text: the parser takes `02.01.1990` for the year 2.
    pub(super) fn normal<'b>(&self, line: &'b str) -> Cow<'b, str> {
        let is_date = DATES.into_iter().any(|name| self.name.eq_ignore_ascii_case(name));
        if self.encoding.is_none() && !is_date {
            return Cow::Borrowed(line);
        }
        let written = &line[..self.length];
        let name = written.split(';').next().unwrap_or_default();
        let has_charset = self.params.iter().any(|param| is_named(param, "CHARSET"));
        let kept = self
            .params
            .iter()
            .filter(|param| encoding(param).is_none() && !(is_date && is_named(param, "VALUE")));
        let mut params: Vec<Cow<'_, str>> = kept.map(|param| Cow::Borrowed(*param)).collect();
        match self.encoding {
            Some(Encoding::QuotedPrintable) => {
                params.push("ENCODING=QUOTED-PRINTABLE".into());
                if !has_charset {
                    params.push("CHARSET=UTF-8".into());
                }
            }
            Some(Encoding::Base64) => params.push("ENCODING=B".into()),
            None => {}
        }
        if is_date {
            params.push("VALUE=text".into());
        }
        let params = params
            .iter()
            .fold(String::new(), |all, param| format!("{all};{param}"));
        Cow::Owned(format!("{name}{params}{}", &line[self.length..]))
    }
}

/// The encoding that a parameter names, with or without `ENCODING=`.
fn encoding(param: &str) -> Option<Encoding> {
    let value = match param.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("ENCODING") => value,
        Some(_) => return None,
        None => param,
    };
    match value.trim().trim_matches('"').to_ascii_uppercase().as_str() {
        "QUOTED-PRINTABLE" => Some(Encoding::QuotedPrintable),
        "BASE64" => Some(Encoding::Base64),
        // As a name alone it would be a type.
        "B" if param.contains('=') => Some(Encoding::Base64),
        _ => None,
    }
}

fn is_named(param: &str, name: &str) -> bool {
    param
        .split_once('=')
        .is_some_and(|(written, _)| written.trim().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_written_as_the_parser_needs_them() {
        for (line, normal) in [
            ("TEL;CELL:600", "TEL;CELL:600"),
            (
                "N;QUOTED-PRINTABLE:=C5",
                "N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C5",
            ),
            (
                "N;CHARSET=windows-1250;ENCODING=QUOTED-PRINTABLE:=AF;a",
                "N;CHARSET=windows-1250;ENCODING=QUOTED-PRINTABLE:=AF;a",
            ),
            ("BDAY:02.01.1990", "BDAY;VALUE=text:02.01.1990"),
            (
                "item1.BDAY;value=date:1990-01-02",
                "item1.BDAY;VALUE=text:1990-01-02",
            ),
            ("X-A;BASE64:AAAA", "X-A;ENCODING=B:AAAA"),
            (
                "NOTE;X=\"a:b;QUOTED-PRINTABLE\":c",
                "NOTE;X=\"a:b;QUOTED-PRINTABLE\":c",
            ),
            ("junk", "junk"),
        ] {
            assert_eq!(PropertyHead::of(line).normal(line), normal, "{line}");
        }
        assert_eq!(PropertyHead::of("item1.PHOTO;ENCODING=b:/9j").name, "PHOTO");
    }
}
