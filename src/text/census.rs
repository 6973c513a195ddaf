//! What a text is made of, taken in one pass: how many characters count, and
//! roughly which ones there are. Whoever looks for rare words asks here first,
//! and most texts need not be read again.

use super::seek::Signs;
use super::words;

/// The figures of one text, or of several together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// The characters that count: all but blanks.
    pub chars: usize,
    /// The Chinese characters among them.
    pub han: usize,
    held: Signs,
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
                held.add_plain(*second, *third);
                rest = after;
            }
            census.han += (before - rest.len()) / 3;
            match rest {
                // U+4E00 to U+4FFF.
                [0xE4, second @ 0xB8..=0xBF, third, after @ ..] => {
                    held.add_plain(*second, *third);
                    census.han += 1;
                    rest = after;
                }
                // ，：；（） and the like.
                [0xEF, 0xBC, third, after @ ..] => {
                    held.add_full_width(*third);
                    census.chars += 1;
                    rest = after;
                }
                [b'!'..=b'~', ..] => {
                    let before = rest.len();
                    while let [byte @ b'!'..=b'~', after @ ..] = rest {
                        held.add_ascii(*byte);
                        rest = after;
                    }
                    census.chars += before - rest.len();
                }
                _ => {
                    let at = text.len() - rest.len();
                    let Some(c) = text[at..].chars().next() else {
                        break;
                    };
                    held.add(c);
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
        self.held.unite(&other.held);
    }

    /// Whether `c` may be in the text; it is certainly not where this is false.
    pub fn may_hold(&self, c: char) -> bool {
        self.held.may_hold(c)
    }

    /// Whether one of `any` may be in the text.
    pub fn may_hold_any(&self, any: &[char]) -> bool {
        any.iter().any(|&c| self.may_hold(c))
    }

    /// Whether one of `signs` may be in the text.
    pub fn may_hold_one_of(&self, signs: &Signs) -> bool {
        self.held.may_meet(signs)
    }

    /// Whether `word` may be in the text.
    pub fn may_spell(&self, word: &str) -> bool {
        word.chars().all(|c| self.may_hold(c))
    }
}
