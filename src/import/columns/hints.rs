//! What is most likely meant by a heading that is no name: what shares whole words with it, before what is spelled alike.

use super::ColumnTarget;
use std::collections::HashMap;

/// Words that are less alike than this are not the same word with a slip or another ending; 1 is the same.
const SAME_WORD: f64 = 0.75;
/// What has less in common than this is no hint.
const LIKELY: f64 = 0.5;

/// The target of the name that has most in common with these words; none where that is little.
///
/// A word weighs the less, the more fields have it in their names: `adres` is in nearly twenty of them and says little.
/// A name all of which is there is worth more than one of which a part is.
pub(super) fn nearest(words: &[String], names: &[(Vec<String>, ColumnTarget)]) -> Option<ColumnTarget> {
    let weights = weights(names);
    let weight = |word: &String| weights.get(word.as_str()).copied().unwrap_or(1.0);
    let mut best: Option<(f64, &ColumnTarget)> = None;
    for (name, target) in names {
        let of_name: f64 = name.iter().map(weight).sum();
        let common: f64 = name.iter().map(|word| weight(word) * likeness(word, words)).sum();
        // A word with a slip weighs as much as the word that is meant.
        let meant = |word: &String| {
            name.iter()
                .find(|known| alike(known, word) > 0.0)
                .unwrap_or(word)
                .clone()
        };
        let of_words: f64 = words.iter().map(|word| weight(&meant(word))).sum();
        let score = common / of_name * (common / of_words).sqrt();
        if score >= LIKELY && best.is_none_or(|(best, _)| score > best) {
            best = Some((score, target));
        }
    }
    best.map(|(_, target)| target.clone())
}

/// How much each word of the names says: one by the number of targets that have it.
fn weights(names: &[(Vec<String>, ColumnTarget)]) -> HashMap<&str, f64> {
    let mut targets: HashMap<&str, Vec<&ColumnTarget>> = HashMap::new();
    for (name, target) in names {
        for word in name {
            let having = targets.entry(word).or_default();
            if !having.contains(&target) {
                having.push(target);
            }
        }
    }
    let weight = |having: Vec<&ColumnTarget>| 1.0 / having.iter().map(|_| 1.0).sum::<f64>();
    targets
        .into_iter()
        .map(|(word, having)| (word, weight(having)))
        .collect()
}

/// How much a word is like the one of these that is most like it; 0 where none is.
fn likeness(word: &str, words: &[String]) -> f64 {
    words.iter().map(|other| alike(word, other)).fold(0.0, f64::max)
}

/// How much two words are alike; 0 where they are different words.
fn alike(word: &str, other: &str) -> f64 {
    let alike = strsim::normalized_damerau_levenshtein(word, other);
    if alike < SAME_WORD { 0.0 } else { alike }
}
