//! How many pairs of characters a text has in common with each of several others,
//! all counted in one pass over it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text::words::Pairs;

/// The pairs of several texts.
#[derive(Debug)]
pub(super) struct Tally {
    texts: usize,
    /// Every pair, with its place in `having`.
    places: HashMap<u64, usize, BuildHasherDefault<Spread>>,
    /// The indices of the texts that have the pair.
    having: Vec<Vec<usize>>,
}

impl Tally {
    /// The tally of texts that have these pairs.
    pub(super) fn new<'p>(texts: impl ExactSizeIterator<Item = &'p Pairs>) -> Self {
        let mut tally = Tally {
            texts: texts.len(),
            places: HashMap::default(),
            having: Vec::new(),
        };
        for (text, pairs) in texts.enumerate() {
            for pair in pairs.iter() {
                let place = tally.places.entry(pair).or_insert_with(|| {
                    tally.having.push(Vec::new());
                    tally.having.len() - 1
                });
                tally.having[*place].push(text);
            }
        }
        tally
    }

    /// How many of `pairs` each text has; one that comes again counts once.
    pub(super) fn common(&self, pairs: impl Iterator<Item = u64>) -> Vec<usize> {
        let mut common = vec![0; self.texts];
        let mut met = vec![false; self.having.len()];
        for pair in pairs {
            if let Some(&place) = self.places.get(&pair)
                && !std::mem::replace(&mut met[place], true)
            {
                for &text in &self.having[place] {
                    common[text] += 1;
                }
            }
        }
        common
    }
}

/// Spreads pairs, which are numbers already, by one multiplication (Fibonacci
/// hashing: Knuth, The Art of Computer Programming, vol. 3, 6.4). Only the plan's
/// pairs are kept by it, so that no report can crowd a place.
#[derive(Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0.rotate_left(32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0 ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
