//! Many customers in JSON, one a line, read one by one: of a stream of any length no more than one line is held.

use std::io::{self, BufRead, BufReader, Read};

/// The lines of a stream that have something in them.
pub(super) struct StreamLines<R> {
    source: BufReader<R>,
    number: u64,
    /// How many bytes a line may have.
    most: usize,
}

/// A line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StreamLine {
    /// Its number, from 1; blank lines are counted.
    pub number: u64,
    /// What is in it, without its end; none where it is too long.
    pub bytes: Option<Vec<u8>>,
}

impl<R: Read> StreamLines<R> {
    /// The lines of a source. What is in a line of more than so many bytes is not kept.
    pub(super) fn new(source: R, most: usize) -> Self {
        Self {
            source: BufReader::new(source),
            number: 0,
            most,
        }
    }

    /// The next line, which may be blank; none at the end.
    fn line(&mut self) -> io::Result<Option<StreamLine>> {
        let mut bytes = Vec::new();
        let (mut length, mut ended) = (0, false);
        while !ended {
            let piece = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                piece => piece?,
            };
            if piece.is_empty() {
                break;
            }
            let end = piece.iter().position(|byte| *byte == b'\n');
            let text = &piece[..end.unwrap_or(piece.len())];
            length += text.len();
            if length <= self.most {
                bytes.extend_from_slice(text);
            }
            ended = end.is_some();
            let used = text.len() + usize::from(ended);
            self.source.consume(used);
        }
        if length == 0 && !ended {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(StreamLine {
            number: self.number,
            bytes: (length <= self.most).then_some(bytes),
        }))
    }
}

impl<R: Read> Iterator for StreamLines<R> {
    type Item = io::Result<StreamLine>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.line().transpose()? {
                Ok(line) if line.bytes.as_deref().is_some_and(is_blank) => {}
                line => return Some(line),
            }
        }
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    bytes.iter().all(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source that gives a byte at a time.
    struct Drop<'a>(&'a [u8]);

    impl Read for Drop<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = buffer.len().min(1);
            self.0.read(&mut buffer[..count])
        }
    }

    /// The numbers of lines, and what is in them.
    type Expected<'a> = &'a [(u64, Option<&'a str>)];

    #[test]
    fn lines_are_numbered_blank_ones_left_out_and_long_ones_not_kept() {
        let cases: [(&str, Expected); 9] = [
            ("", &[]),
            ("\n\n \r\n\u{feff}\n", &[]),
            ("a", &[(1, Some("a"))]),
            ("a\nb\n", &[(1, Some("a")), (2, Some("b"))]),
            ("a\r\n\r\n \t\nb\r\n", &[(1, Some("a\r")), (4, Some("b\r"))]),
            ("\u{feff}a\n", &[(1, Some("\u{feff}a"))]),
            (
                "12345\n12345678\n123456789\nb",
                &[
                    (1, Some("12345")),
                    (2, Some("12345678")),
                    (3, None),
                    (4, Some("b")),
                ],
            ),
            ("123456789", &[(1, None)]),
            ("         \nb", &[(1, None), (2, Some("b"))]),
        ];
        for (text, expected) in cases {
            let expected: Vec<StreamLine> = expected
                .iter()
                .map(|(number, bytes)| StreamLine {
                    number: *number,
                    bytes: bytes.map(|bytes| bytes.as_bytes().to_vec()),
                })
                .collect();
            let whole: Vec<StreamLine> = StreamLines::new(text.as_bytes(), 8).map(Result::unwrap).collect();
            assert_eq!(whole, expected, "{text:?}");
            let pieces: Vec<StreamLine> = StreamLines::new(Drop(text.as_bytes()), 8)
                .map(Result::unwrap)
                .collect();
            assert_eq!(pieces, expected, "{text:?}");
        }
    }
}
