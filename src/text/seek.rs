//! Where rare signs and words stand. Most characters of a paper are plain Chinese
//! ones: they are passed over, many bytes at a time where that can be.

/// Whether `text` holds `word`.
pub fn holds(text: &str, word: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

/// Where `word` stands in `text`, in order.
pub fn all<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
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

/// The lines of `text`, each with its line end.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let last = (!text.ends_with('\n')).then_some(text.len());
    ends.chain(last.filter(|&end| end > 0))
        .scan(0, |start, end| {
            let line = text.get(*start..end);
            *start = end;
            line
        })
}

/// Whether `c` is one of the Chinese characters of the basic block (U+4E00 to
/// U+9FFF), which are most of every paper.
pub(super) const fn is_plain(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Every character of `text` but the plain Chinese ones, with the byte it begins
/// at: signs, figures, letters and blanks.
pub fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            match *bytes.get(at)? {
                0xE5..=0xE9 => at += 3,
                byte if byte.is_ascii() => {
                    at += 1;
                    return Some((at - 1, char::from(byte)));
                }
                _ => {
                    let c = text.get(at..)?.chars().next()?;
                    let start = at;
                    at += c.len_utf8();
                    if !is_plain(c) {
                        return Some((start, c));
                    }
                }
            }
        }
    })
}

/// A set of characters, small enough to be kept of every passage. Some share a
/// place, so that presence is likely and absence certain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signs {
    /// The plain Chinese ones, by the last ten bits of their number.
    plain: [u64; 16],
    /// All others: those of ASCII in the first half, each with a bit of its own, what
    /// is left by the last seven bits in the second.
    others: [u64; 4],
}

impl Signs {
    /// The set of `all`.
    pub const fn new(all: &[char]) -> Self {
        let mut signs = Signs {
            plain: [0; 16],
            others: [0; 4],
        };
        let mut rest = all;
        while let [c, after @ ..] = rest {
            signs.add(*c);
            rest = after;
        }
        signs
    }

    /// Takes in `c`.
    pub(super) const fn add(&mut self, c: char) {
        let number = c as usize;
        match is_plain(c) {
            true => self.plain[number >> 6 & 15] |= 1 << (number & 63),
            false => self.others[half(c) + (number >> 6 & 1)] |= 1 << (number & 63),
        }
    }

    /// Takes in the plain Chinese character whose last two bytes these are.
    pub(super) fn add_plain(&mut self, second: u8, third: u8) {
        self.plain[usize::from(second & 15)] |= 1 << (third & 63);
    }

    /// Takes in a character of ASCII.
    pub(super) fn add_ascii(&mut self, byte: u8) {
        self.others[usize::from(byte >> 6 & 1)] |= 1 << (byte & 63);
    }

    /// Takes in the full-width sign of U+FF00 to U+FF3F whose last byte this is.
    pub(super) fn add_full_width(&mut self, third: u8) {
        self.others[2] |= 1 << (third & 63);
    }

    /// Takes in another set.
    pub(super) fn unite(&mut self, other: &Signs) {
        let mine = self.plain.iter_mut().chain(&mut self.others);
        for (mine, theirs) in mine.zip(other.plain.iter().chain(&other.others)) {
            *mine |= theirs;
        }
    }

    /// Whether `c` may be one of them; it certainly is none where this is false.
    pub fn may_hold(&self, c: char) -> bool {
        let number = c as usize;
        let places = match is_plain(c) {
            true => self.plain[number >> 6 & 15],
            false => self.others[half(c) + (number >> 6 & 1)],
        };
        places >> (number & 63) & 1 != 0
    }

    /// Whether both sets may have a character in common.
    pub fn may_meet(&self, other: &Signs) -> bool {
        let meet = |mine: &[u64], theirs: &[u64]| {
            let both = mine.iter().zip(theirs);
            both.fold(0, |any, (mine, theirs)| any | (mine & theirs)) != 0
        };
        meet(&self.plain, &other.plain) | meet(&self.others, &other.others)
    }
}

/// The first of the two words in which `c` has its place.
const fn half(c: char) -> usize {
    if c.is_ascii() { 0 } else { 2 }
}
