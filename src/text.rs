//! Text as it arrives and as it is shown: [`Source`] and [`Span`], the two
//! languages ([`Text`]), and below it decoding, Chinese numerals, dates and
//! sentences. Knows nothing of plans and reports.

pub mod census;
pub mod date;
pub mod decode;
pub mod hidden;
pub mod numbering;
pub mod numeral;
pub mod seek;
pub mod words;

use std::sync::OnceLock;

use base64::Engine;

/// The language of a message. The volume itself is always Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

/// One text for people, in both languages, written side by side at the place
/// that makes it, so that the compiler sees that neither is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<S = String> {
    /// The Chinese text.
    pub zh: S,
    /// The English text.
    pub en: S,
}

/// A text that is known when the program is compiled.
pub type Label = Text<&'static str>;

impl<S: AsRef<str>> Text<S> {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => self.zh.as_ref(),
            Lang::En => self.en.as_ref(),
        }
    }
}

/// A [`Label`] of the two texts.
pub const fn label(zh: &'static str, en: &'static str) -> Label {
    Text { zh, en }
}

/// A [`Text`] of the two texts.
pub fn text(zh: impl Into<String>, en: impl Into<String>) -> Text {
    Text {
        zh: zh.into(),
        en: en.into(),
    }
}

/// The bytes in base64, padded (RFC 4648 §4), as `data:` addresses and hashes
/// in a page are written.
pub fn base64(bytes: &[u8]) -> String {
    base64::prelude::BASE64_STANDARD.encode(bytes)
}

/// A range of bytes in one [`Source`]; lives no longer than its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` to before `end`, in bytes.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }
}

/// A place as people and machines are told it: lines and columns are 1-based,
/// columns count Unicode scalar values of the decoded text (a BOM is not
/// counted), the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column after the last character.
    pub end_column: usize,
}

impl Place {
    /// The very beginning of a file: 1:1.
    pub const TOP: Place = Place {
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
    };

    /// The last line that has something of it, for readers that know lines
    /// only.
    pub fn last_line(self) -> usize {
        let ends_before = self.end_line > self.line && self.end_column == 1;
        self.end_line - usize::from(ends_before)
    }
}

/// A decoded text and where it came from.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The path as it is printed: relative to the root, with `/`.
    pub path: String,
    /// The text, without a byte order mark.
    pub text: String,
    line_starts: Vec<usize>,
    /// The characters that begin before each [`BLOCK`] of bytes, so that a
    /// column costs the same however long its line is; counted when first asked.
    counted: OnceLock<Vec<usize>>,
    /// See [`Source::may_be_damaged`].
    damaged: OnceLock<bool>,
}

/// The bytes of a line, as a guess from which room for lines is made.
const LIKELY_LINE: usize = 64;

/// The bytes between two counts of characters.
const BLOCK: usize = 512;

impl Source {
    /// A source of `text`, printed as `path`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut line_starts = Vec::with_capacity(text.len() / LIKELY_LINE + 1);
        line_starts.push(0);
        line_starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Source {
            path: path.into(),
            line_starts,
            counted: OnceLock::new(),
            damaged: OnceLock::new(),
            text,
        }
    }

    /// Whether control characters or some from U+E000 on are in the text, but for the
    /// signs of full width: for private use, a mark of the byte order, a character that
    /// was lost.
    pub fn may_be_damaged(&self) -> bool {
        *self
            .damaged
            .get_or_init(|| hidden::may_be_damaged(&self.text))
    }

    /// The text of `span`; empty where the span does not lie on characters.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// `span` moved back to where characters begin. The Markdown parser's
    /// positions are a few bytes off after an escaped bar in a table.
    pub fn snap(&self, span: Span) -> Span {
        let start = self.text.floor_char_boundary(span.start);
        Span::new(start, self.text.floor_char_boundary(span.end).max(start))
    }

    /// How many lines the text has, counting the last one even if it is empty.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The 1-based line on which byte `at` stands.
    pub fn line_of(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at)
    }

    /// The lines from byte `at` on, which begins one, each with its line end.
    pub fn lines_from(&self, at: usize) -> impl Iterator<Item = &str> {
        let starts = &self.line_starts[self.line_of(at) - 1..];
        let ends = starts.iter().copied().skip(1).chain([self.text.len()]);
        let lines = starts.iter().zip(ends);
        let lines = lines.map(|(&start, end)| self.slice(Span::new(start, end)));
        lines.filter(|line| !line.is_empty())
    }

    /// The span of a 1-based line, without its line end; empty beyond the text.
    pub fn line_span(&self, line: usize) -> Span {
        let Some(&start) = line
            .checked_sub(1)
            .and_then(|index| self.line_starts.get(index))
        else {
            return Span::new(self.text.len(), self.text.len());
        };
        let end = self
            .line_starts
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        let cr = usize::from(self.text.as_bytes()[start..end].ends_with(b"\r"));
        Span::new(start, end - cr)
    }

    /// The place of `span`.
    pub fn place(&self, span: Span) -> Place {
        let span = self.snap(span);
        let (line, column) = self.line_column(span.start);
        let (end_line, end_column) = self.line_column(span.end.max(span.start));
        Place {
            line,
            column,
            end_line,
            end_column,
        }
    }

    fn line_column(&self, at: usize) -> (usize, usize) {
        let line = self.line_of(at);
        let start = self.line_starts[line - 1];
        let before = match at - start < BLOCK {
            true => begun(&self.text.as_bytes()[start..at]),
            false => self.characters(at) - self.characters(start),
        };
        (line, before + 1)
    }

    /// The characters that begin before byte `at`.
    fn characters(&self, at: usize) -> usize {
        let counted = self.counted.get_or_init(|| {
            let blocks = self.text.as_bytes().chunks(BLOCK);
            let sums = blocks.scan(0, |sum, block| {
                *sum += begun(block);
                Some(*sum)
            });
            std::iter::once(0).chain(sums).collect()
        });
        let block = at / BLOCK;
        counted[block] + begun(&self.text.as_bytes()[block * BLOCK..at])
    }
}

/// The characters that begin in `bytes` of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}
