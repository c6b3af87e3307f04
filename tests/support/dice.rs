//! Chance that can be repeated: everything that a seed decides is decided again in the same way.

use std::time::Duration;

/// A source of chance: `SplitMix64`, which is good enough for dice and has no state to get wrong.
pub struct Dice(u64);

impl Dice {
    /// The dice of a seed. Seeds side by side have nothing in common.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but without, this one, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// A number between these two, both included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True so many times of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these, of which there is at least one.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A pause of so many milliseconds: at least, at most.
    pub fn pause(&mut self, least: usize, most: usize) -> Duration {
        let micros = self.between(least * 1000, most * 1000);
        Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX))
    }
}
