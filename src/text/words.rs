//! Words and sentences: cutting, folding of width, and how alike two Chinese
//! texts are.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::Span;
use super::seek::{self, CharSet};

/// `text` as names are compared: compatibility forms folded (full-width
/// letters, brackets and digits to ASCII; Unicode NFKC), blanks and invisible
/// characters dropped. Only for comparing, never for showing.
pub fn fold(text: &str) -> Cow<'_, str> {
    // Most characters are their own folded form, whatever stands by.
    let own = |c: char| matches!(c, '!'..='~' | '\u{4E00}'..='\u{9FFF}' | '〇' | '、' | '。' | '“' | '”' | '《' | '》' | '—');
    if text.chars().all(own) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if own(c) => folded.push(c),
            ' ' | '\n' | '\u{3000}' => {}
            // Full width: ASCII by a fixed distance.
            '！'..='～' => folded.extend(char::from_u32(u32::from(c) - 0xFEE0)),
            _ => {
                let shown = |c: &char| !c.is_whitespace() && !c.is_control() && !is_invisible(*c);
                return text.nfkc().filter(shown).collect::<String>().into();
            }
        }
    }
    Cow::Owned(folded)
}

/// Whether `c` is one of the characters that show nothing: zero width,
/// bidirectional controls, variation selectors, tags.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether `c` is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// Whether `c` is a quotation mark: “, or one that is typed in its place.
pub fn is_quote(c: char) -> bool {
    matches!(
        c,
        '“' | '”' | '"' | '＂' | '「' | '」' | '『' | '』' | '‘' | '’'
    )
}

/// Whether `c` is a letter or a figure of any script.
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        '，' | '。' | '、' | '；' | '：' | '“' | '”' => false,
        _ => c.is_alphanumeric(),
    }
}

/// `text` without the blanks it begins with.
pub fn trim_start(text: &str) -> &str {
    // Most texts begin with none or one; no blank begins with one of these bytes.
    match text.as_bytes() {
        [b'!'..=b'~' | 0xE4..=0xE9 | 0xEF, ..] => text,
        [b' ', b'!'..=b'~' | 0xE4..=0xE9 | 0xEF, ..] => &text[1..],
        _ => text.trim_start(),
    }
}

/// How deep in brackets and quotation marks a text stands, character by
/// character; used to cut only at the top level.
#[derive(Debug, Default)]
pub struct Depth {
    brackets: usize,
    quotes: usize,
}

impl Depth {
    /// Takes in `c` and says whether it stands outside all brackets and
    /// quotes. A closing mark belongs to what it closes.
    pub fn outside(&mut self, c: char) -> bool {
        match c {
            '（' | '(' | '《' | '〔' | '〈' | '[' | '【' => self.brackets += 1,
            '）' | ')' | '》' | '〕' | '〉' | ']' | '】' => {
                self.brackets = self.brackets.saturating_sub(1);
                return false;
            }
            '“' | '‘' | '「' => self.quotes += 1,
            '”' | '’' | '」' => {
                self.quotes = self.quotes.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        self.brackets == 0 && self.quotes == 0
    }
}

/// The sentences of `text`: cut after every 。 outside brackets and quotes,
/// blanks around them not counted, empty ones left out.
pub fn sentences(text: &str) -> impl Iterator<Item = Span> {
    let mut depth = Depth::default();
    let stops = seek::signs(text).filter(move |&(_, c)| depth.outside(c) && c == '。');
    let ends = stops.map(|(at, c)| at + c.len_utf8()).chain([text.len()]);
    let mut start = 0;
    ends.filter_map(move |end| trimmed(text, std::mem::replace(&mut start, end), end))
}

/// What of `text` from `start` to `end` is not blank at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let part = &text[start..end];
    let trimmed = part.trim();
    let from = start + part.len() - part.trim_start().len();
    (!trimmed.is_empty()).then(|| Span::new(from, from + trimmed.len()))
}

/// `text` with one space for every row of blanks in it, and none at its ends.
pub fn spaced(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    // Where every character counts none is a blank.
    match count(text) == text.chars().count() {
        true => text.into(),
        false => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
    }
}

/// `text` cut to at most `limit` characters, with … where something was cut.
pub fn shorten(text: &str, limit: usize) -> String {
    // Counting all is quicker than walking to the last.
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((at, _)) => [&text[..at], "……"].concat(),
    }
}

/// The number of characters that count: blanks are left out.
pub fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    // Blanks beyond ASCII are rare: they begin with one of these bytes, or are U+3000,
    // whose last two are alike.
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let rare = pairs.fold(false, |any, (&one, &two)| {
        any | matches!(one, 0xC2 | 0xE1 | 0xE2) | (one == 0x80) & (two == 0x80)
    });
    if rare {
        let counts = |&c: &char| seek::is_plain(c) || !c.is_whitespace();
        return text.chars().filter(counts).count();
    }
    let counts = |byte: u8| (byte as i8 >= -0x40) & !matches!(byte, b' ' | b'\t'..=b'\r');
    // So few bytes at a time that a byte holds their sum: many are added at once.
    let parts = bytes.chunks(usize::from(u8::MAX));
    let sums = parts.map(|part| part.iter().map(|&byte| u8::from(counts(byte))).sum::<u8>());
    sums.map(usize::from).sum()
}

/// Words that are looked for together, in one pass over a text.
#[derive(Debug)]
pub struct Lexicon {
    /// The words by the last byte of their first character's number, in their order.
    buckets: Vec<Vec<Word>>,
    /// The first characters.
    firsts: CharSet,
}

/// A word of a lexicon.
#[derive(Debug, Clone)]
struct Word {
    index: usize,
    /// Its first character, and what follows it: of most words that a text might begin
    /// with the one is another already.
    first: char,
    rest: &'static str,
}

impl Lexicon {
    /// The lexicon of those words; an empty word is never found.
    pub fn new(words: impl Iterator<Item = &'static str>) -> Self {
        let mut lexicon = Lexicon {
            buckets: vec![Vec::new(); 256],
            firsts: CharSet::default(),
        };
        for (index, word) in words.enumerate() {
            let mut rest = word.chars();
            if let Some(first) = rest.next() {
                let rest = rest.as_str();
                lexicon.buckets[bucket(first)].push(Word { index, first, rest });
                lexicon.firsts.add(first);
            }
        }
        lexicon
    }

    /// The words that `text` begins with, in their order, each with what follows it.
    fn begun<'l, 't: 'l>(&'l self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> + 'l {
        let mut behind = text.chars();
        let first = behind.next();
        let behind = behind.as_str();
        let words = first.map_or(&[][..], |c| &self.buckets[bucket(c)]);
        let words = words.iter().filter(move |word| Some(word.first) == first);
        words.filter_map(move |word| Some((word.index, seek::behind(behind, word.rest)?)))
    }

    /// The indices of the words that `text` begins with, in their order.
    pub fn beginning<'l>(&'l self, text: &'l str) -> impl Iterator<Item = usize> + 'l {
        self.begun(text).map(|(index, _)| index)
    }

    /// The first of the words, in their order, that `text` begins with: its index, and
    /// what follows it.
    pub fn strip<'t>(&self, text: &'t str) -> Option<(usize, &'t str)> {
        self.begun(text).next()
    }

    /// Whether `text` begins with one of the words.
    pub fn begins(&self, text: &str) -> bool {
        self.strip(text).is_some()
    }

    /// Whether one of the words occurs in `text`.
    pub fn occurs_in(&self, text: &str) -> bool {
        let mut chars = text.char_indices();
        chars.any(|(at, c)| self.may_begin(c) && self.begins(&text[at..]))
    }

    /// Whether a word may begin with `c`; certainly none does where this is false.
    fn may_begin(&self, c: char) -> bool {
        self.firsts.may_hold(c)
    }

    /// Where each of the words that occur in `text` stands first: the word's
    /// index and the byte, in the order of the words.
    pub fn firsts(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (at, _) in text.char_indices().filter(|&(_, c)| self.may_begin(c)) {
            for index in self.beginning(&text[at..]) {
                if !found.iter().any(|(known, _)| *known == index) {
                    found.push((index, at));
                }
            }
        }
        found.sort_unstable();
        found
    }
}

/// Where the words stand that begin with `c`.
fn bucket(c: char) -> usize {
    usize::from(c as u32 as u8)
}

/// The words that stand in every second measure and so tell nothing.
#[rustfmt::skip]
const EMPTY_WORDS: &[&str] = &[
    "大力", "深入", "积极", "充分", "加快", "加强", "推动", "推进", "开展", "组织", "实施",
    "进一步", "继续", "建设", "质量", "工作", "企业", "活动", "提升", "提高", "完善", "建立",
    "健全", "全面", "重点", "领域", "发展", "管理", "切实", "着力", "不断", "做好", "鼓励",
    "引导", "支持", "促进", "强化", "机制", "体系", "我市", "天津市", "本市", "全市", "相关",
    "有关", "情况",
];

static EMPTY: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(EMPTY_WORDS.iter().copied()));

/// The character pairs of `text` that carry meaning, as they stand: its Chinese
/// characters and letters without the empty words, two by two, the first in the
/// upper half. Figures say nothing: every paper has 2016.
pub fn pairs(text: &str) -> impl Iterator<Item = u64> {
    let empty = &*EMPTY;
    // The last two characters that tell, 0 where there is none.
    let mut pair = 0_u64;
    let mut rest = text.chars();
    std::iter::from_fn(move || {
        loop {
            let behind = rest.as_str();
            let c = rest.next()?;
            if empty.may_begin(c)
                && let Some((_, after)) = empty.strip(behind)
            {
                pair = 0;
                rest = after.chars();
            } else if is_han(c) || is_alphanumeric(c) && c.is_alphabetic() {
                pair = pair << 32 | u64::from(u32::from(c));
            } else {
                pair = 0;
            }
            if pair >> 32 != 0 {
                return Some(pair);
            }
        }
    })
}

/// The [`pairs`] of a text, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs(Vec<u64>);

impl Pairs {
    /// The pairs of `text`.
    pub fn new(text: &str) -> Self {
        let mut pairs = Vec::with_capacity(text.len() / 3);
        pairs.extend(self::pairs(text));
        pairs.sort_unstable();
        pairs.dedup();
        Pairs(pairs)
    }

    /// The pairs in order.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none: the text is made of empty words.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many pairs both have.
    pub fn common(&self, other: &Pairs) -> usize {
        let (few, many) = if self.len() < other.len() {
            (self, other)
        } else {
            (other, self)
        };
        let inside = |pair: &&u64| many.0.binary_search(pair).is_ok();
        few.0.iter().filter(inside).count()
    }

    /// How much of `self` stands in `other`, 0.0 to 1.0; 0.0 when empty.
    pub fn contained_in(&self, other: &Pairs) -> f64 {
        if self.is_empty() {
            return 0.0;
        }
        self.common(other) as f64 / self.len() as f64
    }

    /// How alike the two are, 0.0 to 1.0 (Sørensen–Dice).
    pub fn alike(&self, other: &Pairs) -> f64 {
        dice(self.common(other), self.len(), other.len())
    }
}

/// How alike two texts are of which one has `one` pairs, the other `other`, and both
/// `common` of these, 0.0 to 1.0 (Sørensen–Dice).
pub fn dice(common: usize, one: usize, other: usize) -> f64 {
    match one + other {
        0 => 0.0,
        sum => 2.0 * common as f64 / sum as f64,
    }
}

/// The number of single-character edits between two short texts, two neighbours that
/// changed places being one (optimal string alignment distance).
pub fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let other = usize::from(a[i] != b[j]);
            let mut least = (last[j] + other).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
