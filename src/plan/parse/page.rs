//! The text as the grammar sees it: lines that belong together joined, marks of
//! Markdown and pinyin left out, a second copy whose traditional characters are
//! simplified, and a way back to the source for every byte.

use super::duty;
use crate::text::{Source, Span, numbering, words};

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
    /// The round brackets that are never closed.
    pub unclosed: Vec<Span>,
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
                    } else if closing.contains(&c)
                        && let Some(from) = open[kind].pop()
                    {
                        pairs.push((Span::new(from, start + at + c.len_utf8()), kind < BRACKETS));
                    }
                }
            }
            let never = open[0].iter().map(|&at| Span::new(at, end));
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

    /// Where the paragraph of byte `at` ends.
    pub(super) fn paragraph_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |end| at + end)
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

/// What tells whether the next line goes on.
#[derive(Debug, Default)]
struct Line {
    width: Width,
    indented: bool,
    /// Whether it begins with a number or a label, as a paragraph does.
    numbered: bool,
    row: bool,
    /// How many round brackets are open at its end.
    depth: usize,
    /// Whether it begins with the end of a bracket.
    closes: bool,
    /// Whether it ends in a mark after which a list goes on.
    listing: bool,
    letters: bool,
}

impl Line {
    fn new(line: &str, words: &str) -> Self {
        let mut depth: usize = 0;
        let mut closes = false;
        for c in words.chars() {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' if depth == 0 => closes = true,
                '）' | ')' => depth -= 1,
                _ => {}
            }
        }
        Line {
            width: Width::new(line),
            indented: line.starts_with(['\u{3000}', '\t']) || line.starts_with("  "),
            numbered: numbering::number(words).is_some() || duty::labelled(words).is_some(),
            row: words.starts_with(['|', '｜', '│']) || words.contains('\t'),
            depth,
            closes,
            listing: words.ends_with(['、', '，'])
                || words.ends_with("单位：")
                || words.ends_with("部门："),
            letters: words.ends_with(|c: char| c.is_ascii_alphabetic()),
        }
    }

    /// This line as the next of one that left `depth` brackets open.
    fn after(mut self, depth: usize) -> Self {
        self.depth += depth.saturating_sub(usize::from(self.closes));
        self
    }

    /// Whether `next` goes on in the same paragraph, where full lines are `full`
    /// cells wide.
    fn goes_on(&self, next: &Line, full: Option<Width>) -> bool {
        if next.numbered || next.row || self.row {
            return false;
        }
        let wrapped = full.is_some_and(|full| self.width.fills(full)) && !next.indented;
        wrapped || self.listing || (self.depth > 0 && next.closes)
    }
}

/// How wide a line is: in cells, of which most signs take two, and in characters;
/// texts are wrapped by either.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Width {
    cells: usize,
    characters: usize,
}

impl Width {
    fn new(line: &str) -> Self {
        let mut width = Width::default();
        for c in line.chars() {
            width.characters += 1;
            width.cells += if c.is_ascii() { 1 } else { 2 };
        }
        width
    }

    /// Whether a line of this width has no room for more.
    fn fills(self, full: Width) -> bool {
        self.cells + 4 >= full.cells || self.characters + 1 >= full.characters
    }
}

/// How wide the lines of a hard-wrapped text are; `None` where it is not one:
/// many lines have the same width, and most of those end within a sentence. In a
/// short text it is enough that no line is wider, and that the next goes on.
fn full_width(file: &Source) -> Option<Width> {
    let all = (1..=file.line_count()).map(|number| file.slice(file.line_span(number)).trim_end());
    let filled: Vec<&str> = all.filter(|line| !line.is_empty()).collect();
    let next = filled.iter().skip(1).map(Some).chain([None]);
    let lines: Vec<(Width, bool, bool)> = filled
        .iter()
        .zip(next)
        .map(|(line, next)| {
            let open = !line.ends_with(['。', '；', '：', '）', ')', '|']);
            let goes_on = open && next.is_some_and(|next| continues(next));
            (Width::new(line), open, goes_on)
        })
        .collect();
    let mut widths: Vec<Width> = lines.iter().map(|(width, ..)| *width).collect();
    widths.sort_unstable();
    let usual = *widths.get(widths.len() * 19 / 20)?;
    let widest = *widths.last()?;
    let near = |full: Width| {
        let lines = lines.iter();
        lines.filter(move |(width, ..)| width.cells.abs_diff(full.cells) <= 4)
    };
    let count = near(usual).count();
    let within = near(usual).filter(|(_, open, _)| *open).count();
    let many = count >= 4 && usual.cells >= 40 && count * 5 > lines.len() * 2;
    if many && within * 2 > count {
        return Some(usual);
    }
    let on = near(widest).filter(|(.., goes_on)| *goes_on).count();
    let short = lines.len() <= 60 && (24..=100).contains(&widest.cells);
    (short && on >= 2 && on * 2 > near(widest).count()).then_some(widest)
}

/// Whether `line` can go on with what the line above began.
fn continues(line: &str) -> bool {
    let begins = |c: char| words::is_han(c) || c.is_ascii_digit() || "“（，、".contains(c);
    line.starts_with(begins)
        && numbering::number(line).is_none()
        && duty::labelled(line).is_none()
        && !line.contains(['|', '\t'])
}

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

fn simplified(text: &str) -> String {
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
