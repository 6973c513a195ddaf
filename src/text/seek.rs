//! Where rare signs and words stand. Most characters of a paper are plain Chinese
//! ones: they are passed over, many bytes at a time where that can be.

use std::ops::Range;

/// Whether `text` holds `word`.
pub fn holds(text: &str, word: &str) -> bool {
    first(text, word).is_some()
}

/// Where `word` stands in `text` first.
pub fn first(text: &str, word: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), word.as_bytes())
}

/// Where `word` stands in `text`, in order.
pub fn all<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
}

/// The same of short texts and words: nothing is made ready, the word's last byte is
/// looked for.
pub fn each<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let last = word.as_bytes().last().copied().unwrap_or_default();
    let ends = memchr::memchr_iter(last, text.as_bytes()).map(|at| at + 1);
    let whole = ends.filter(move |&end| ends_so(&text.as_bytes()[..end], word.as_bytes()));
    whole.map(move |end| end - word.len())
}

/// What follows `word` at the beginning of `text`. Most texts begin with another, which
/// the last byte tells of Chinese words and the first does not.
pub(super) fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let Some(last) = word.len().checked_sub(1) else {
        return Some(text);
    };
    let alike = text.as_bytes().get(last) == word.as_bytes().last();
    alike.then(|| text.strip_prefix(word)).flatten()
}

/// Whether `text` ends with `word`, as whose last byte its own is. Most do not, which the
/// last byte of the character before tells.
fn ends_so(text: &[u8], word: &[u8]) -> bool {
    let before = |bytes: &[u8]| bytes.iter().rev().nth(PLAIN).copied();
    (word.len() <= PLAIN || before(text) == before(word)) && text.ends_with(word)
}

/// Whether `text` holds the ASCII character `sign`.
pub fn holds_sign(text: &str, sign: u8) -> bool {
    memchr::memchr(sign, text.as_bytes()).is_some()
}

/// Where one of `three` bytes stands in `bytes`, in order.
pub fn any_of(bytes: &[u8], three: [u8; 3]) -> impl Iterator<Item = usize> {
    let [first, second, third] = three;
    memchr::memchr3_iter(first, second, third, bytes)
}

/// The bytes of a plain character.
pub(super) const PLAIN: usize = 3;

/// Whether `c` is plain: of the Chinese characters U+4000 to U+9FFF, which are most
/// of every paper.
pub(super) const fn is_plain(c: char) -> bool {
    matches!(c, '\u{4000}'..='\u{9FFF}')
}

/// Whether this byte begins a plain character, which has three.
pub const fn begins_plain(first: u8) -> bool {
    matches!(first, 0xE4..=0xE9)
}

/// The sign of U+FF00 to U+FF3F whose last byte this is: ，：；（） and the like.
pub(super) fn full_width(third: u8) -> char {
    char::from_u32(0xFF00 | u32::from(third & 0x3F)).unwrap_or_default()
}

/// The sign of U+3000 to U+303F whose last byte this is: 、。《》【】.
pub(super) fn punctuation(third: u8) -> char {
    char::from_u32(0x3000 | u32::from(third & 0x3F)).unwrap_or_default()
}

/// Every character of `text` but the plain Chinese ones, with the byte it begins
/// at: signs, figures, letters and blanks.
pub fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at;
            let c = match *bytes.get(at)? {
                first if begins_plain(first) => {
                    at += 3;
                    continue;
                }
                byte if byte.is_ascii() => char::from(byte),
                // ，：；（） and the like are nearly all that are left.
                0xEF if bytes.get(at + 1) == Some(&0xBC) => full_width(*bytes.get(at + 2)?),
                _ => text.get(at..)?.chars().next()?,
            };
            at += c.len_utf8();
            return Some((start, c));
        }
    })
}

/// The signs of several texts, found once and walked often. No text has more than
/// 4 GiB, so that each sign takes eight bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signs(Vec<(u32, char)>);

impl Signs {
    /// Room for those that texts of so many bytes in all are likely to have.
    pub fn reserve(&mut self, bytes: usize) {
        self.0.reserve(bytes / 10);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Takes in that `c` begins at byte `at` of its text, behind all that were taken in
    /// before.
    pub(super) fn push(&mut self, at: usize, c: char) {
        self.0.push((at as u32, c));
    }

    /// Those of one text, by their places here.
    pub fn of(&self, text: &Range<usize>) -> SignsOf<'_> {
        SignsOf(&self.0[text.clone()])
    }
}

/// As many signs are walked by one by one sooner than by halves.
const NEAR: usize = 8;

/// The signs of one text.
#[derive(Debug, Clone, Copy)]
pub struct SignsOf<'s>(&'s [(u32, char)]);

impl<'s> SignsOf<'s> {
    /// Each of them, with the byte of the text at which it begins.
    pub fn all(self) -> impl Iterator<Item = (usize, char)> + 's {
        self.0.iter().map(|&(at, c)| (at as usize, c))
    }

    /// Those of the text from byte `start` to `end`, with the byte of this part at
    /// which each begins.
    pub fn within(self, start: usize, end: usize) -> impl Iterator<Item = (usize, char)> + 's {
        let before = |&(at, _): &(u32, char)| (at as usize) < start;
        // Most ask from the beginning or nearly so.
        let first = match self.0.get(NEAR) {
            Some(sign) if before(sign) => self.0.partition_point(before),
            _ => self.0.iter().take_while(|sign| before(sign)).count(),
        };
        let from = self.0[first..].iter();
        let from = from.take_while(move |&&(at, _)| (at as usize) < end);
        from.map(move |&(at, c)| (at as usize - start, c))
    }
}

/// A set of characters, small enough to be kept of every passage. Some share a
/// place, so that presence is likely and absence certain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CharSet([u64; WORDS]);

impl CharSet {
    /// The set of `all`.
    pub const fn new(all: &[char]) -> Self {
        let mut set = CharSet([0; WORDS]);
        let mut rest = all;
        while let [c, after @ ..] = rest {
            set.add(*c);
            rest = after;
        }
        set
    }

    /// Takes in `c`.
    pub(super) const fn add(&mut self, c: char) {
        self.0[word(c)] |= 1 << (c as usize & 63);
    }

    /// Takes in the plain Chinese character whose last two bytes these are.
    pub(super) fn add_plain(&mut self, second: u8, third: u8) {
        self.0[usize::from(second & 15)] |= 1 << (third & 63);
    }

    /// Takes in a character of ASCII.
    pub(super) fn add_ascii(&mut self, byte: u8) {
        self.0[ASCII + usize::from(byte >> 6 & 1)] |= 1 << (byte & 63);
    }

    /// Takes in the sign of U+3000 to U+303F whose last byte this is.
    pub(super) fn add_punctuation(&mut self, third: u8) {
        self.0[PUNCTUATION] |= 1 << (third & 63);
    }

    /// Takes in the sign of U+FF00 to U+FF3F whose last byte this is.
    pub(super) fn add_full_width(&mut self, third: u8) {
        self.0[FULL_WIDTH] |= 1 << (third & 63);
    }

    /// Takes in another set.
    pub(super) fn unite(&mut self, other: &CharSet) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    /// Whether `c` may be one of them; it certainly is none where this is false.
    pub fn may_hold(&self, c: char) -> bool {
        self.0[word(c)] >> (c as usize & 63) & 1 != 0
    }

    /// Whether both sets may have a character in common.
    pub fn may_meet(&self, other: &CharSet) -> bool {
        let both = self.0.iter().zip(&other.0);
        both.fold(0, |any, (mine, theirs)| any | (mine & theirs)) != 0
    }
}

/// How many words a set has.
const WORDS: usize = 22;
/// Where the words of ASCII begin: each of its characters has a bit of its own.
const ASCII: usize = 16;
/// The word of 、。《》【】, which most lines have: each has a bit of its own.
const PUNCTUATION: usize = 18;
/// The same of ，：；（）.
const FULL_WIDTH: usize = 19;
/// Where the words of all that is left begin, by the last seven bits of its number.
const OTHERS: usize = 20;

/// The word in which `c` has its place: the plain Chinese ones stand first, by the
/// last ten bits of their number.
const fn word(c: char) -> usize {
    let number = c as usize;
    match c {
        _ if is_plain(c) => number >> 6 & 15,
        '\0'..='\x7F' => ASCII + (number >> 6),
        '\u{3000}'..='\u{303F}' => PUNCTUATION,
        '\u{FF00}'..='\u{FF3F}' => FULL_WIDTH,
        _ => OTHERS + (number >> 6 & 1),
    }
}
