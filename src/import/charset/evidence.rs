//! What the bytes of a file say of its character set. Nothing is guessed: where more than one is plausible and the text
//! would be another, all of them are named.

use super::no_text::{NulRun, is_archive};
use super::utf8::Utf8;
use super::words::{POLISH, WordShape, is_character, judge};
use super::{TableCharset, TableDecoder};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{ISO_8859_2, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

/// The character sets of one byte a character that are looked at, the likeliest first.
pub(super) const PAGES: [TableCharset; 5] = [
    TableCharset::Web(WINDOWS_1250),
    TableCharset::Web(ISO_8859_2),
    TableCharset::Cp852,
    TableCharset::MacCe,
    TableCharset::Web(WINDOWS_1252),
];
/// A longer word is looked at in parts, in bytes.
const WORD: usize = 64;
/// How many words are kept to be shown.
const SAMPLES: usize = 6;
/// From so many words on it is proved that a text is Polish.
const ENOUGH: u64 = 3;
/// How many control characters a text has at most.
const CONTROLS: usize = 6;

/// A character set that a file may be in, with words of the file as they would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharsetCandidate {
    /// The character set.
    pub charset: TableCharset,
    /// Words with letters that are not ASCII.
    pub words: Vec<String>,
}

/// What the bytes say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CharsetGuess {
    /// Only this one gives words, or all that do give the same text.
    Proved(TableCharset),
    /// Several are plausible, and the text would be another.
    Several(Vec<CharsetCandidate>),
    /// It is no text.
    Binary,
}

/// Collects what the bytes of a file say, piece by piece.
pub struct CharsetEvidence {
    head: Vec<u8>,
    length: u64,
    /// NULs at even and at odd places.
    nuls: [u64; 2],
    nul_run: NulRun,
    controls: u64,
    /// Which control characters and which bytes from 0x80 there are.
    used: [bool; 256],
    utf8: Utf8,
    word: Vec<u8>,
    is_plain: bool,
    words: u64,
    scores: [Score; PAGES.len()],
    samples: Vec<Vec<u8>>,
    detector: EncodingDetector,
}

/// What the words are like in one character set.
struct Score {
    page: Vec<char>,
    bad: u64,
    polish: u64,
    foreign: u64,
}

impl Default for CharsetEvidence {
    fn default() -> Self {
        Self {
            head: Vec::new(),
            length: 0,
            nuls: [0; 2],
            nul_run: NulRun::default(),
            controls: 0,
            used: [false; 256],
            utf8: Utf8::default(),
            word: Vec::new(),
            is_plain: true,
            words: 0,
            scores: PAGES.map(|charset| Score {
                page: charset.page(),
                bad: 0,
                polish: 0,
                foreign: 0,
            }),
            samples: Vec::new(),
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
        }
    }
}

impl CharsetEvidence {
    /// Looks at the next bytes of the file.
    pub fn add(&mut self, bytes: &[u8]) {
        if self.head.len() < 4 {
            self.head.extend(bytes.iter().take(4 - self.head.len()));
        }
        self.utf8.add(bytes);
        // It is asked of what is not UTF-8 only, and takes its time. ASCII before that gives it no evidence.
        if self.utf8.bad > 0 {
            self.detector.feed(bytes, false);
        }
        self.nul_run.add(bytes);
        for byte in bytes {
            match byte {
                0 => self.nuls[usize::from(self.length % 2 == 1)] += 1,
                1..=8 | 14..=25 | 28..=31 => {
                    self.controls += 1;
                    self.used[usize::from(*byte)] = true;
                }
                _ => {}
            }
            self.length += 1;
            if byte.is_ascii_alphabetic() || *byte >= 0x80 {
                self.is_plain &= byte.is_ascii();
                self.word.push(*byte);
                self.used[usize::from(*byte)] = true;
                if self.word.len() < WORD {
                    continue;
                }
            }
            self.end_word();
        }
    }

    fn end_word(&mut self) {
        if !self.is_plain {
            self.words += 1;
            for score in &mut self.scores {
                match judge(&self.word, &score.page) {
                    WordShape::Bad => score.bad += 1,
                    WordShape::Polish => score.polish += 1,
                    WordShape::Foreign => score.foreign += 1,
                    WordShape::Signs => {}
                }
            }
            if self.samples.len() < SAMPLES && !self.samples.contains(&self.word) {
                self.samples.push(self.word.clone());
            }
        }
        self.word.clear();
        self.is_plain = true;
    }

    /// What all bytes say.
    #[must_use]
    pub fn conclude(mut self) -> CharsetGuess {
        self.end_word();
        self.utf8.bad += u64::from(!self.utf8.open.is_empty());
        if let Some(marked) = self.marked() {
            return CharsetGuess::Proved(marked);
        }
        if let Some(wide) = self.wide() {
            return CharsetGuess::Proved(wide);
        }
        if self.is_binary() {
            return CharsetGuess::Binary;
        }
        // In no other character set do so many bytes happen to follow each other as UTF-8 wants it.
        if self.utf8.bad == 0 || self.utf8.good >= self.utf8.bad {
            return CharsetGuess::Proved(TableCharset::UTF_8);
        }
        self.detector.feed(b"", true);
        let guess = self.detector.guess(Some(b"pl"), Utf8Detection::Deny);
        self.weigh(TableCharset::Web(guess))
    }

    /// The character set that the file's byte order mark names.
    #[must_use]
    pub fn marked(&self) -> Option<TableCharset> {
        TableCharset::marked(&self.head)
    }

    /// Whether the file is something else than text, as what it begins with or its control characters say.
    fn is_binary(&self) -> bool {
        let nuls: u64 = self.nuls.iter().sum();
        let kinds = self.used[..0x20].iter().filter(|used| **used).count();
        is_archive(&self.head) || kinds > CONTROLS || (nuls + self.controls) * 10 > self.length
    }

    /// Whether nothing that follows can make it a text: it begins as other files do, or has more NULs in a row than any text.
    #[must_use]
    pub fn is_surely_binary(&self) -> bool {
        is_archive(&self.head) || self.nul_run.is_no_text()
    }

    /// UTF-16 without a mark: nearly all NULs are beside the ASCII characters, which are not few.
    fn wide(&self) -> Option<TableCharset> {
        let [even, odd] = self.nuls;
        let many = |count: u64, other: u64| count * 10 > self.length * 3 && other * 20 <= count;
        let pairs = self.length.is_multiple_of(2) && !is_archive(&self.head);
        if pairs && many(odd, even) {
            Some(TableCharset::Web(UTF_16LE))
        } else if pairs && many(even, odd) {
            Some(TableCharset::Web(UTF_16BE))
        } else {
            None
        }
    }

    /// Weighs the character sets of one byte a character against each other, with what a detector thinks of them.
    fn weigh(&self, detected: TableCharset) -> CharsetGuess {
        let possible = |index: &usize| {
            let page = &self.scores[*index].page;
            !(0x80..=0xff).any(|byte| self.used[byte] && !is_character(page[byte - 0x80]))
        };
        let possible: Vec<usize> = (0..PAGES.len()).filter(possible).collect();
        let plausible = |index: &&usize| self.scores[**index].bad * 20 <= self.words;
        let plausible: Vec<usize> = possible.iter().filter(plausible).copied().collect();
        let beaten = |index: &&usize| {
            let mut others = plausible.iter().filter(|other| other != index);
            others.any(|other| self.beats(*other, **index, detected))
        };
        let left: Vec<usize> = plausible.iter().filter(|index| !beaten(index)).copied().collect();
        let mut charsets: Vec<TableCharset> = Vec::new();
        for index in if left.is_empty() { &possible } else { &left } {
            let same = |other: &TableCharset| self.is_same(*other, PAGES[*index]);
            if !charsets.iter().any(same) {
                charsets.push(PAGES[*index]);
            }
        }
        let is_polish = left.iter().any(|index| self.scores[*index].polish > 0);
        if !is_polish && !PAGES.contains(&detected) && detected != TableCharset::UTF_8 {
            charsets.push(detected);
        }
        match charsets.as_slice() {
            [only] if !left.is_empty() => CharsetGuess::Proved(*only),
            _ => CharsetGuess::Several(charsets.iter().map(|charset| self.candidate(*charset)).collect()),
        }
    }

    /// Whether the words are Polish in one character set, where they are none of any language in the other.
    fn beats(&self, one: usize, other: usize, detected: TableCharset) -> bool {
        let (winner, loser) = (&self.scores[one], &self.scores[other]);
        let clearly = winner.polish > loser.polish && winner.foreign * 4 <= loser.foreign;
        let letters =
            (0x80..=0xff).filter(|byte| self.used[*byte] && POLISH.contains(winner.page[byte - 0x80]));
        // Old pages have Polish letters where newer ones have those of German and French.
        let is_old = matches!(PAGES[one], TableCharset::Cp852 | TableCharset::MacCe);
        let enough = winner.polish >= ENOUGH && (!is_old || letters.count() >= 3);
        clearly && (enough || detected == PAGES[one])
    }

    fn is_same(&self, one: TableCharset, other: TableCharset) -> bool {
        let (one, other) = (one.page(), other.page());
        (0x80..=0xff).all(|byte| !self.used[byte] || one[byte - 0x80] == other[byte - 0x80])
    }

    fn candidate(&self, charset: TableCharset) -> CharsetCandidate {
        let decoded = |bytes: &Vec<u8>| {
            let mut word = String::new();
            let mut decoder: TableDecoder = charset.decoder();
            decoder.decode(bytes, true, &mut word);
            word
        };
        CharsetCandidate {
            charset,
            words: self.samples.iter().map(decoded).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
