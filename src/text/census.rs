//! What a text is made of, taken in one pass: how many characters count, and
//! roughly which ones there are. Whoever looks for rare words asks here first,
//! and most texts need not be read again.

use super::words;

/// The figures of one text, or of several together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// The characters that count: all but blanks.
    pub chars: usize,
    /// The Chinese characters among them.
    pub han: usize,
    /// Which Chinese characters of the basic block there are, by the last ten bits
    /// of their number: some share a place, so that presence is likely and absence
    /// certain.
    common: [u64; 16],
    /// The same of all other characters: signs share their places with few.
    others: [u64; 16],
}

impl Census {
    /// The census of `text`.
    pub fn of(text: &str) -> Self {
        let mut census = Census::default();
        let mut rest = text.as_bytes();
        while let Some(&byte) = rest.first() {
            // Most characters are of this kind (U+4E00 to U+9FFF), whose last ten
            // bits stand in the last two bytes.
            if let Some((&[first, second, third], after)) = rest.split_first_chunk()
                && (matches!(first, 0xE5..=0xE9) || first == 0xE4 && second >= 0xB8)
            {
                census.common[usize::from(second & 0xF)] |= 1 << (third & 0x3F);
                census.han += 1;
                rest = after;
            } else if let [0xEF, 0xBC, third, after @ ..] = rest {
                // ，：；（） and the like.
                census.others[0xC] |= 1 << (third & 0x3F);
                census.chars += 1;
                rest = after;
            } else if byte.is_ascii() {
                census.others[usize::from(byte >> 6)] |= 1 << (byte & 0x3F);
                census.chars += usize::from(!char::from(byte).is_whitespace());
                rest = &rest[1..];
            } else {
                let at = text.len() - rest.len();
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                let (word, bit) = place(c);
                census.others[word] |= bit;
                let han = words::is_han(c);
                census.han += usize::from(han);
                census.chars += usize::from(!han && !c.is_whitespace());
                rest = &rest[c.len_utf8()..];
            }
        }
        census.chars += census.han;
        census
    }

    /// Takes in the census of a further text.
    pub fn add(&mut self, other: &Census) {
        self.chars += other.chars;
        self.han += other.han;
        let mine = self.common.iter_mut().chain(&mut self.others);
        for (mine, theirs) in mine.zip(other.common.iter().chain(&other.others)) {
            *mine |= theirs;
        }
    }

    /// Whether `c` may be in the text; it is certainly not where this is false.
    pub fn may_hold(&self, c: char) -> bool {
        let (word, bit) = place(c);
        let seen = match words::is_common_han(c) {
            true => &self.common,
            false => &self.others,
        };
        seen[word] & bit != 0
    }

    /// Whether one of `any` may be in the text.
    pub fn may_hold_any(&self, any: &[char]) -> bool {
        any.iter().any(|&c| self.may_hold(c))
    }

    /// Whether `word` may be in the text.
    pub fn may_spell(&self, word: &str) -> bool {
        word.chars().all(|c| self.may_hold(c))
    }
}

fn place(c: char) -> (usize, u64) {
    let low = c as usize & 0x3FF;
    (low >> 6, 1 << (low & 63))
}
