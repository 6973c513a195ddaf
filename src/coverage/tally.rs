//! How many pairs of characters a text has in common with each of several others,
//! all counted in one pass over it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text::words::Pairs;

/// The pairs of several texts.
#[derive(Debug)]
pub(super) struct Tally {
    texts: usize,
    /// Every pair, with the places in `having` of the texts that have it.
    places: HashMap<u64, (u32, u32), BuildHasherDefault<Spread>>,
    /// The indices of texts, pair by pair.
    having: Vec<u32>,
    /// A bit for every pair there is, some for several: most pairs of a report are none of
    /// these, and need not be looked up.
    known: Vec<u64>,
}

impl Tally {
    /// The tally of texts that have these pairs.
    pub(super) fn new<'p>(texts: impl ExactSizeIterator<Item = &'p Pairs>) -> Self {
        let count = texts.len();
        let texts = (0..).zip(texts);
        let mut all: Vec<(u64, u32)> = texts
            .flat_map(|(text, pairs)| pairs.iter().map(move |pair| (pair, text)))
            .collect();
        all.sort_unstable();
        let (mut places, mut from) = (HashMap::default(), 0);
        let mut known = vec![0; BITS / 64];
        for of_pair in all.chunk_by(|one, next| one.0 == next.0) {
            let until = from + of_pair.len() as u32;
            places.insert(of_pair[0].0, (from, until));
            let bit = bit(of_pair[0].0);
            known[bit / 64] |= 1 << (bit % 64);
            from = until;
        }
        Tally {
            texts: count,
            places,
            having: all.into_iter().map(|(_, text)| text).collect(),
            known,
        }
    }

    /// How many of `pairs` each text has; one that comes again counts once.
    pub(super) fn common(&self, pairs: impl Iterator<Item = u64>) -> Vec<usize> {
        let mut common = vec![0; self.texts];
        let mut met = vec![false; self.having.len()];
        let may_be = |pair: &u64| {
            let bit = bit(*pair);
            self.known[bit / 64] >> (bit % 64) & 1 != 0
        };
        for pair in pairs.filter(may_be) {
            let Some(&(from, until)) = self.places.get(&pair) else {
                continue;
            };
            let (from, until) = (from as usize, until as usize);
            if !std::mem::replace(&mut met[from], true) {
                for &text in &self.having[from..until] {
                    common[text as usize] += 1;
                }
            }
        }
        common
    }
}

/// How many bits tell which pairs there are, a power of two.
const BITS: usize = 1 << 12;

/// The bit of a pair.
fn bit(pair: u64) -> usize {
    (spread(pair) >> 52) as usize
}

/// `number` multiplied by 2^64 over the golden ratio (Fibonacci hashing: Knuth, The Art
/// of Computer Programming, vol. 3, 6.4).
fn spread(number: u64) -> u64 {
    number.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Spreads pairs, which are numbers already, by one multiplication. Only the plan's
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
        self.0 = spread(number);
    }
}
