//! Finding rows by some of their letters.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What a text is looked for with.
pub(super) struct FuzzyMatcher {
    pattern: Pattern,
    matcher: Matcher,
    characters: Vec<char>,
}

impl FuzzyMatcher {
    /// A matcher for what is typed. Letters may be left out, and a plain letter stands for one with a mark, too.
    pub fn new(typed: &str) -> Self {
        Self {
            pattern: Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy),
            matcher: Matcher::new(Config::DEFAULT),
            characters: Vec::new(),
        }
    }

    /// How well a text fits, more being better; none where it does not.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        // In small letters: the matcher knows `ł` as an `l` with a mark, but not `Ł`.
        let text = text.to_lowercase();
        let text = Utf32Str::new(&text, &mut self.characters);
        self.pattern.score(text, &mut self.matcher)
    }
}
