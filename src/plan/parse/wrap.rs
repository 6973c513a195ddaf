//! Lines that go on: hard-wrapped texts, lists and brackets over several lines.

use super::{duty, label};
use crate::text::{Source, words};

/// What tells whether the next line goes on.
#[derive(Debug, Default)]
pub(super) struct Line {
    width: Width,
    indented: bool,
    /// Whether it begins with a number, as a paragraph does.
    numbered: bool,
    /// Whether it begins with a label: outside brackets, a paragraph does.
    labelled: bool,
    row: bool,
    /// How many round brackets are open at its end.
    pub depth: usize,
    /// Whether it begins with a number and the end of a bracket: 二）.
    half: bool,
    /// Whether it begins with the end of a bracket.
    closes: bool,
    /// Whether it ends in a mark after which a list goes on.
    listing: bool,
    pub letters: bool,
}

impl Line {
    pub(super) fn new(line: &str, words: &str) -> Self {
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
            numbered: label::number(words).is_some(),
            labelled: duty::labelled(words).is_some(),
            row: words.starts_with(['|', '｜', '│']) || words.contains('\t'),
            half: label::half(words).is_some(),
            depth,
            closes,
            listing: words.ends_with(['、', '，'])
                || words.ends_with("单位：")
                || words.ends_with("部门："),
            letters: words.ends_with(|c: char| c.is_ascii_alphabetic()),
        }
    }

    /// This line as the next of one that left `depth` brackets open.
    pub(super) fn after(mut self, depth: usize) -> Self {
        self.depth += depth.saturating_sub(usize::from(self.closes));
        self
    }

    /// Whether `next` goes on in the same paragraph, where full lines are `full`
    /// cells wide.
    pub(super) fn goes_on(&self, next: &Line, full: Option<Width>) -> bool {
        if next.numbered
            || next.row
            || self.row
            || (self.depth == 0 && (next.half || next.labelled))
        {
            return false;
        }
        let wrapped = full.is_some_and(|full| self.width.fills(full)) && !next.indented;
        wrapped || self.listing || (self.depth > 0 && next.closes)
    }
}

/// Whether a line is the number of a page: — 2 —.
pub(super) fn is_page_number(words: &str) -> bool {
    let dash = |c: char| matches!(c, '—' | '-' | '－' | '–' | '―' | ' ' | '·');
    let inner = words.trim_matches(dash);
    !inner.is_empty()
        && inner.len() <= 4
        && inner.chars().all(|c| c.is_ascii_digit())
        && words.starts_with(dash)
        && words.ends_with(dash)
}

/// How wide a line is: in cells, of which most signs take two, and in characters;
/// texts are wrapped by either.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Width {
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
pub(super) fn full_width(file: &Source) -> Option<Width> {
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
        && label::number(line).is_none()
        && duty::labelled(line).is_none()
        && !line.contains(['|', '\t'])
}
