//! What a text is made of, taken in one pass: how many characters count, and
//! roughly which ones there are. Whoever looks for rare words asks here first,
//! and most texts need not be read again.

use super::seek::{self, CharSet, Signs};
use super::words;

/// The figures of one text, or of several together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// The characters that count: all but blanks.
    pub chars: usize,
    /// The Chinese characters among them.
    pub han: usize,
    /// Its figures.
    pub figures: Figures,
    held: CharSet,
}

/// What of figures, 0 to 9, a text has that few texts have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// The most that stand in a row.
    pub most: usize,
    /// Whether a year may be written in two: just so many before a 年.
    pub two_of_year: bool,
    /// Whether a year may stand before a mark, as in 2016-12-30.
    pub marked_year: bool,
}

impl Figures {
    /// Takes in that `row` figures stand before `next`, the bytes behind them.
    fn add(&mut self, row: usize, next: &[u8]) {
        self.most = self.most.max(row);
        match next {
            [b'-' | b'.' | b'/', ..] => self.marked_year |= row >= 4,
            [first, second, third, ..] if row == 2 => {
                self.two_of_year |= [*first, *second, *third] == *"年".as_bytes();
            }
            _ => {}
        }
    }

    /// Takes in the figures of a further text.
    fn unite(&mut self, other: &Figures) {
        self.most = self.most.max(other.most);
        self.two_of_year |= other.two_of_year;
        self.marked_year |= other.marked_year;
    }
}

impl Census {
    /// The census of `text`.
    pub fn of(text: &str) -> Self {
        let mut census = Census::default();
        let mut signs = Signs::default();
        signs.reserve(text.len());
        census.take(text, &mut signs);
        census
    }

    /// Takes in `text`, whose signs are added to `signs`.
    pub fn take(&mut self, text: &str, signs: &mut Signs) {
        let others = signs.count();
        let Census { held, figures, .. } = self;
        // Chinese characters that are not plain, blanks, and the bytes of signs behind
        // the first of each.
        let (mut rare, mut blanks, mut beyond) = (0, 0, 0);
        let mut rest = text.as_bytes();
        loop {
            // Most characters are plain, and stand beside another such.
            while let [first, second, third, next, fourth, fifth, after @ ..] = rest
                && seek::begins_plain(*first)
                && seek::begins_plain(*next)
            {
                held.add_plain(*second, *third);
                held.add_plain(*fourth, *fifth);
                rest = after;
            }
            if let [first, second, third, after @ ..] = rest
                && seek::begins_plain(*first)
            {
                held.add_plain(*second, *third);
                rest = after;
            }
            let at = text.len() - rest.len();
            let c = match rest {
                [b'0'..=b'9', ..] => {
                    let mut row = 0;
                    while let [byte @ b'0'..=b'9', after @ ..] = rest {
                        held.add_ascii(*byte);
                        signs.push(at + row, char::from(*byte));
                        row += 1;
                        rest = after;
                    }
                    figures.add(row, rest);
                    continue;
                }
                [byte @ b' '..=b'~', after @ ..] => {
                    held.add_ascii(*byte);
                    blanks += usize::from(*byte == b' ');
                    rest = after;
                    char::from(*byte)
                }
                // ，：；（） and the like.
                [0xEF, 0xBC, third, after @ ..] => {
                    beyond += 2;
                    rest = after;
                    held.add_full_width(*third);
                    seek::full_width(*third)
                }
                // 、。《》【】, but neither a blank nor 〇.
                [0xE3, 0x80, third @ (0x81..=0x86 | 0x88..), after @ ..] => {
                    beyond += 2;
                    rest = after;
                    held.add_punctuation(*third);
                    seek::punctuation(*third)
                }
                _ => {
                    let Some(c) = text[at..].chars().next() else {
                        break;
                    };
                    rest = &rest[c.len_utf8()..];
                    held.add(c);
                    beyond += c.len_utf8() - 1;
                    rare += usize::from(words::is_han(c));
                    blanks += usize::from(c.is_whitespace());
                    c
                }
            };
            signs.push(at, c);
        }
        let own = signs.count() - others;
        let plain = (text.len() - own - beyond) / seek::PLAIN;
        self.chars += plain + own - blanks;
        self.han += plain + rare;
    }

    /// Takes in the census of a further text.
    pub fn add(&mut self, other: &Census) {
        self.chars += other.chars;
        self.han += other.han;
        self.figures.unite(&other.figures);
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

    /// Whether one of `set` may be in the text.
    pub fn may_hold_one_of(&self, set: &CharSet) -> bool {
        self.held.may_meet(set)
    }

    /// Whether `word` may be in the text.
    pub fn may_spell(&self, word: &str) -> bool {
        word.chars().all(|c| self.may_hold(c))
    }
}
