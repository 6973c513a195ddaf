//! What a text is made of, taken in one pass: how many characters count, and
//! roughly which ones there are. Whoever looks for rare words asks here first,
//! and most texts need not be read again.

use super::words::{self, place};

/// The figures of one text, or of several together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// The characters that count: all but blanks.
    pub chars: usize,
    /// The Chinese characters among them.
    pub han: usize,
    held: Signs,
}

/// A set of characters. Some share a place, so that presence is likely and absence
/// certain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signs {
    /// Which Chinese characters of the basic block there are, by the last ten bits
    /// of their number.
    common: [u64; 16],
    /// The same of all other characters: signs share their places with few.
    others: [u64; 16],
}

impl Signs {
    /// The set of `all`.
    pub const fn new(all: &[char]) -> Self {
        let mut signs = Signs {
            common: [0; 16],
            others: [0; 16],
        };
        let mut rest = all;
        while let [c, after @ ..] = rest {
            let (word, bit) = place(*c);
            match words::is_common_han(*c) {
                true => signs.common[word] |= bit,
                false => signs.others[word] |= bit,
            }
            rest = after;
        }
        signs
    }

    fn words(&self) -> impl Iterator<Item = &u64> {
        self.common.iter().chain(&self.others)
    }
}

impl Census {
    /// The census of `text`.
    pub fn of(text: &str) -> Self {
        let mut census = Census::default();
        let held = &mut census.held;
        let mut rest = text.as_bytes();
        loop {
            // Most characters are of this kind (U+5000 to U+9FFF), whose last ten bits
            // stand in the last two bytes.
            let before = rest.len();
            while let [0xE5..=0xE9, second, third, after @ ..] = rest {
                held.common[usize::from(second & 0xF)] |= 1 << (third & 0x3F);
                rest = after;
            }
            census.han += (before - rest.len()) / 3;
            match rest {
                // U+4E00 to U+4FFF.
                [0xE4, second @ 0xB8..=0xBF, third, after @ ..] => {
                    held.common[usize::from(second & 0xF)] |= 1 << (third & 0x3F);
                    census.han += 1;
                    rest = after;
                }
                // ，：；（） and the like.
                [0xEF, 0xBC, third, after @ ..] => {
                    held.others[0xC] |= 1 << (third & 0x3F);
                    census.chars += 1;
                    rest = after;
                }
                [byte, after @ ..] if byte.is_ascii() => {
                    held.others[usize::from(byte >> 6)] |= 1 << (byte & 0x3F);
                    census.chars += usize::from(!char::from(*byte).is_whitespace());
                    rest = after;
                }
                _ => {
                    let at = text.len() - rest.len();
                    let Some(c) = text[at..].chars().next() else {
                        break;
                    };
                    let (word, bit) = place(c);
                    held.others[word] |= bit;
                    let han = words::is_han(c);
                    census.han += usize::from(han);
                    census.chars += usize::from(!han && !c.is_whitespace());
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        census.chars += census.han;
        census
    }

    /// Takes in the census of a further text.
    pub fn add(&mut self, other: &Census) {
        self.chars += other.chars;
        self.han += other.han;
        let held = &mut self.held;
        let mine = held.common.iter_mut().chain(&mut held.others);
        for (mine, theirs) in mine.zip(other.held.words()) {
            *mine |= theirs;
        }
    }

    /// Whether `c` may be in the text; it is certainly not where this is false.
    pub fn may_hold(&self, c: char) -> bool {
        let (word, bit) = place(c);
        let seen = match words::is_common_han(c) {
            true => &self.held.common,
            false => &self.held.others,
        };
        seen[word] & bit != 0
    }

    /// Whether one of `any` may be in the text.
    pub fn may_hold_any(&self, any: &[char]) -> bool {
        any.iter().any(|&c| self.may_hold(c))
    }

    /// Whether one of `signs` may be in the text.
    pub fn may_hold_one_of(&self, signs: &Signs) -> bool {
        let mut both = self.held.words().zip(signs.words());
        both.any(|(mine, theirs)| mine & theirs != 0)
    }

    /// Whether `word` may be in the text.
    pub fn may_spell(&self, word: &str) -> bool {
        word.chars().all(|c| self.may_hold(c))
    }
}
