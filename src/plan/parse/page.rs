//! The text as the grammar sees it: lines that belong together joined, marks of
//! Markdown and pinyin left out, a second copy whose traditional characters are
//! simplified, and a way back to the source for every byte.

use super::wrap::{Line, full_width, is_page_number};
use crate::text::{Source, Span, seek, words};

/// The text in paragraphs, one a line.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The words as printed.
    pub text: String,
    /// The same, byte for byte, for matching: the characters of the grammar's
    /// own words simplified.
    pub keys: String,
    /// Where runs of the page begin, and where they stand in the source.
    runs: Vec<(usize, usize)>,
    /// The outermost pairs of brackets and quotation marks, in order.
    closed: Vec<Span>,
    /// The outermost pairs of brackets, in order; one that is never closed ends
    /// with its paragraph.
    pub brackets: Vec<Span>,
    /// The brackets that are never closed.
    pub unclosed: Vec<Span>,
    /// The ends of brackets that are never opened.
    pub unopened: Vec<Span>,
}

/// Traditional characters of the grammar's words and of agencies' names, each
/// with its simplified form; both take three bytes.
const FORMS: &str = "負负責责牽牵頭头單单參参與与導导實实協协辦办會会區区縣县級级關关門门報报時时間间務务內内號号構构處处\
    體体總总結结將将於于資资組组織织領领員员劃划計计規规點点類类為为國国黨党廳厅團团聯联隊队學学業业發发開开屬属\
    職职標标準准題题項项舉举進进調调達达備备審审設设條条歸归軍军對对檢检應应產产環环護护衛卫銀银後后濟济財财寶宝\
    節节動动療疗價价農农別别統统籌筹機机個个鄉乡鎮镇";

impl Page {
    /// The page of `file`.
    pub(super) fn new(file: &Source) -> Self {
        let mut page = Page::default();
        let full = full_width(file);
        let mut open: Option<Line> = None;
        for number in 1..=file.line_count() {
            let span = file.line_span(number);
            let line = file.slice(span);
            let words = line.trim_start_matches(['#', '>', ' ', '\t', '\u{3000}', '\u{A0}']);
            let start = span.end - words.len();
            let words = words.trim();
            if words.is_empty() {
                open = None;
                continue;
            }
            if is_page_number(words) {
                continue;
            }
            let fresh = Line::new(line, words);
            let joins = open.as_ref().is_some_and(|last| last.goes_on(&fresh, full));
            if joins {
                let last = open.take().unwrap_or_default();
                if last.letters && words.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    page.text.push(' ');
                }
                open = Some(fresh.after(last.depth));
            } else {
                if !page.text.is_empty() {
                    page.text.push('\n');
                }
                open = Some(fresh);
            }
            page.push(words, start);
        }
        page.keys = simplified(&page.text);
        page.pair();
        page
    }

    /// Takes in `words`, which stand at byte `start` of the source, without
    /// what shows nothing, marks emphasis or tells how a character sounds.
    fn push(&mut self, words: &str, start: usize) {
        let mut skip_until = 0;
        let mut gap = true;
        let mut before = ' ';
        for (at, c) in words.char_indices() {
            let rest = &words[at..];
            if at < skip_until {
                continue;
            }
            let skipped = if words::is_invisible(c) {
                c.len_utf8()
            } else if rest.starts_with("**") {
                2
            } else if c == '(' && words::is_han(before) {
                pinyin(rest)
            } else {
                0
            };
            if skipped > 0 {
                skip_until = at + skipped;
                gap = true;
                continue;
            }
            if gap {
                self.runs.push((self.text.len(), start + at));
                gap = false;
            }
            self.text.push(c);
            before = c;
        }
    }

    /// Pairs brackets and quotation marks, paragraph by paragraph.
    fn pair(&mut self) {
        let mut pairs: Vec<(Span, bool)> = Vec::new();
        let mut start = 0;
        for paragraph in self.text.split('\n') {
            let end = start + paragraph.len();
            let mut open: [Vec<usize>; KINDS.len()] = Default::default();
            for (at, c) in paragraph.char_indices().filter(|(_, c)| !words::is_han(*c)) {
                for (kind, (opening, closing)) in KINDS.iter().enumerate() {
                    if opening.contains(&c) {
                        open[kind].push(start + at);
                    } else if closing.contains(&c) {
                        let mark = Span::new(start + at, start + at + c.len_utf8());
                        match open[kind].pop() {
                            Some(from) => pairs.push((Span::new(from, mark.end), kind < BRACKETS)),
                            None if kind < BRACKETS && !numbers(&paragraph[..at]) => {
                                self.unopened.push(mark);
                            }
                            None => {}
                        }
                    }
                }
            }
            let never = open[..BRACKETS].iter().flatten();
            let never = never.map(|&at| Span::new(at, end));
            self.unclosed.extend(never);
            start = end + 1;
        }
        self.unclosed.sort_unstable();
        pairs.sort_unstable();
        for &(pair, bracket) in &pairs {
            match self.closed.last_mut().filter(|last| pair.start < last.end) {
                Some(last) => last.end = last.end.max(pair.end),
                None => self.closed.push(pair),
            }
            let outermost = self
                .brackets
                .last()
                .is_none_or(|last| last.end <= pair.start);
            if bracket && outermost {
                self.brackets.push(pair);
            }
        }
        self.brackets.extend(&self.unclosed);
        self.brackets.sort_unstable();
    }

    /// The outermost pair that encloses byte `at`, its opening mark included.
    pub(super) fn pair_at(&self, at: usize) -> Option<Span> {
        let before = self.closed.partition_point(|pair| pair.start <= at);
        let pair = *self.closed.get(before.checked_sub(1)?)?;
        (at < pair.end).then_some(pair)
    }

    /// The words of `span` as printed.
    pub(super) fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The words of `span` for matching.
    pub(super) fn key(&self, span: Span) -> &str {
        self.keys.get(span.start..span.end).unwrap_or_default()
    }

    /// Where `span` stands in the source.
    pub(super) fn origin(&self, span: Span) -> Span {
        let place = |at: usize| {
            let before = self.runs.partition_point(|(page, _)| *page <= at);
            let run = before.checked_sub(1).and_then(|index| self.runs.get(index));
            run.map_or(0, |(page, source)| source + at - page)
        };
        // The end belongs to the run of the last character.
        let last = span.end.saturating_sub(1).max(span.start);
        let end = place(last) + (span.end - last);
        Span::new(place(span.start), end)
    }

    /// Where byte `source` of the source stands in the page, or what follows it.
    pub(super) fn at(&self, source: usize) -> usize {
        let before = self.runs.partition_point(|(_, start)| *start <= source);
        let run = before.checked_sub(1).and_then(|index| self.runs.get(index));
        let next = self
            .runs
            .get(before)
            .map_or(self.text.len(), |(page, _)| *page);
        let place = run.map_or(0, |(page, start)| (page + source - start).min(next));
        self.text.floor_char_boundary(place)
    }

    /// The paragraphs.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = Span> + '_ {
        let mut start = 0;
        self.text.split('\n').map(move |line| {
            let span = Span::new(start, start + line.len());
            start = span.end + 1;
            span
        })
    }

    /// What each paragraph has within `span`: first all up to its end, so that a line
    /// break before what ends it does not part them.
    pub(super) fn cut_lines(&self, span: Span) -> Vec<Span> {
        let ends = seek::all(self.slice(span), "\n").map(|at| span.start + at);
        let ends = ends.chain([span.end]);
        ends.map(|end| self.trimmed(Span::new(span.start, end)))
            .collect()
    }

    /// Where the paragraph of byte `at` ends.
    pub(super) fn paragraph_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |end| at + end)
    }

    /// Where the sentence that begins `span` ends: behind the first 。 outside pairs, else
    /// with the paragraph or `span`.
    pub(super) fn sentence_end(&self, span: Span) -> usize {
        let line = self.slice(span).find('\n');
        let paragraph = Span::new(span.start, line.map_or(span.end, |end| span.start + end));
        let mut stops = seek::all(self.slice(paragraph), "。").map(|at| span.start + at);
        let stop = stops.find(|&at| self.pair_at(at).is_none());
        stop.map_or(paragraph.end, |at| at + "。".len())
    }

    /// `span` without the blanks around it.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let words = self.slice(span);
        let start = span.start + words.len() - words.trim_start().len();
        Span::new(start, start + words.trim().len())
    }

    /// The parts of `span` between any of `marks` outside pairs that lie within
    /// it, blanks around them not counted, empty ones left out.
    pub(super) fn cut(&self, span: Span, marks: &[char]) -> Vec<Span> {
        let mut found = Vec::new();
        let mut depth = words::Depth::default();
        let mut start = span.start;
        let mut push = |from: usize, to: usize| {
            let part = self.trimmed(Span::new(from, to));
            if part.start < part.end {
                found.push(part);
            }
        };
        for (at, c) in self.slice(span).char_indices() {
            if depth.outside(c) && marks.contains(&c) {
                push(start, span.start + at);
                start = span.start + at + c.len_utf8();
            }
        }
        push(start, span.end);
        found
    }
}

/// Whether `words` end in a number that a ） can follow: 1）, a).
fn numbers(words: &str) -> bool {
    let before = words.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    before.len() < words.len() && !before.ends_with(words::is_han)
}

/// Kinds of pairs, brackets that can hold an assignment first.
const KINDS: [(&[char], &[char]); 6] = [
    (&['（', '('], &['）', ')']),
    (&['〔', '[', '［'], &['〕', ']', '］']),
    (&['【'], &['】']),
    (&['《', '〈'], &['》', '〉']),
    (&['“'], &['”']),
    (&['「', '『'], &['」', '』']),
];
const BRACKETS: usize = 3;

/// The length of a bracket that tells how the character before it sounds:
/// (zhì); 0 where it is none.
fn pinyin(text: &str) -> usize {
    let Some(inside) = text.strip_prefix('(') else {
        return 0;
    };
    let length = inside
        .char_indices()
        .take(8)
        .find(|(_, c)| !c.is_lowercase() || words::is_han(*c));
    match length {
        Some((end, ')')) if end > 0 && !inside[..end].is_ascii() => end + 2,
        _ => 0,
    }
}

/// `text` with the characters of the grammar simplified, byte for byte.
pub(super) fn simplified(text: &str) -> String {
    let forms: Vec<char> = FORMS.chars().filter(|c| !c.is_whitespace()).collect();
    let mut pairs: Vec<(char, char)> = forms
        .chunks_exact(2)
        .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
        .collect();
    pairs.sort_unstable();
    let plain = |c: char| {
        let at = pairs.binary_search_by_key(&c, |(old, _)| *old).ok()?;
        pairs.get(at).map(|(_, new)| *new)
    };
    text.chars().map(|c| plain(c).unwrap_or(c)).collect()
}
