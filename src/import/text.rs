//! The text of a file, decoded piece by piece. Several readers of one file do not get into each other's way.

use super::charset::{TableCharset, TableDecoder};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

/// How many bytes are read at a time. Decoded ones have nine times the room.
pub(super) const PIECE: usize = 16 * 1024;

/// The pieces of a file.
pub(super) struct Pieces<'a> {
    source: Option<FileSource<'a>>,
    text: String,
}

struct FileSource<'a> {
    file: &'a File,
    offset: u64,
    buffer: Vec<u8>,
    decoder: TableDecoder,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(file: &'a File, charset: TableCharset) -> Self {
        let source = FileSource {
            file,
            offset: 0,
            buffer: vec![0; PIECE],
            decoder: charset.decoder(),
        };
        Self {
            source: Some(source),
            text: String::new(),
        }
    }

    /// A text that is one piece.
    pub(super) fn of(text: &str) -> Self {
        Self {
            source: None,
            text: text.to_owned(),
        }
    }

    /// Replaces a text by its next piece; false where there is none.
    pub(super) fn next(&mut self, text: &mut String) -> io::Result<bool> {
        text.clear();
        let Some(source) = &mut self.source else {
            text.push_str(&self.text);
            self.text.clear();
            return Ok(!text.is_empty());
        };
        while text.is_empty() {
            let count = read_at(source.file, &mut source.buffer, source.offset)?;
            source.offset += count as u64;
            source.decoder.decode(&source.buffer[..count], count == 0, text);
            if count == 0 {
                self.source = None;
                break;
            }
        }
        Ok(!text.is_empty())
    }
}

/// Reads bytes from a place of a file, unless a signal comes.
pub(super) fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    loop {
        match file.read_at(buffer, offset) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}
