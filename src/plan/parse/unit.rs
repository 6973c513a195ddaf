//! The numbered units, which of them stand above which, and which are items.

use super::page::Page;
use super::{column, front, label};
use crate::text::Span;
use crate::text::numbering::Numbering;
use crate::text::numeral;

/// A numbered unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// Its number as printed.
    pub number: u32,
    /// How it is numbered.
    pub numbering: Numbering,
    /// From its label to the next unit.
    pub span: Span,
    /// Where the text after the label begins.
    pub body: usize,
    /// Where the last unit below it ends.
    pub until: usize,
    /// The unit it stands below.
    pub parent: Option<usize>,
    /// Whether it is an item.
    pub item: bool,
}

/// How deep a numbering stands: 一、 above （一） above 1. above （1）.
pub(super) fn rank(numbering: Numbering) -> usize {
    match numbering {
        Numbering::Section => 0,
        Numbering::Item | Numbering::Named => 1,
        Numbering::Figure => 2,
        Numbering::BracketedFigure => 3,
    }
}
pub(super) const RANKS: usize = 4;

/// The units of the page, each below its parent. A label counts at the start of
/// a paragraph; within one where it is the number that must come next, and
/// stands behind the end of a sentence or within a heading.
pub(super) fn find(page: &Page) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut counts = Counts::default();
    let mut start = 0;
    for paragraph in page.text.split('\n') {
        let end = start + paragraph.len();
        if !column::is_row(paragraph) {
            labels(page, Span::new(start, end), &mut counts, &mut units);
        }
        start = end + 1;
    }
    let ends: Vec<usize> = units.iter().skip(1).map(|unit| unit.span.start).collect();
    for (unit, end) in units
        .iter_mut()
        .zip(ends.into_iter().chain([page.text.len()]))
    {
        unit.span.end = end;
    }
    family(&mut units, page.text.len());
    units
}

/// The last number of each rank, and whether one came since its parent.
#[derive(Debug, Default)]
struct Counts {
    last: [u32; RANKS],
    fresh: [bool; RANKS],
    any: bool,
}

impl Counts {
    /// Whether `number` comes next at `rank`; in brackets it may come twice, or
    /// leave out one or two.
    fn expects(&self, rank: usize, number: u32, bracketed: bool) -> bool {
        let last = self.last.get(rank).copied().unwrap_or_default();
        let fresh = !self.any || self.fresh.get(rank).copied().unwrap_or_default();
        let near = bracketed && last > 0 && (last..=last + 3).contains(&number);
        number == last + 1 || near || (fresh && number == 1)
    }

    /// Whether the numbers of `rank` have come near `number`. One from 100 on counts
    /// only so: what else begins a line with it counts something, or is a year's or a
    /// paper's.
    fn is_near(&self, rank: usize, number: u32) -> bool {
        let last = self.last.get(rank).copied().unwrap_or_default();
        last.abs_diff(number) <= 10
    }

    fn take(&mut self, rank: usize, number: u32) {
        self.any = true;
        for (at, (last, fresh)) in self.last.iter_mut().zip(&mut self.fresh).enumerate() {
            if at == rank {
                *last = number;
            }
            *fresh = at > rank;
        }
    }
}

fn labels(page: &Page, paragraph: Span, counts: &mut Counts, units: &mut Vec<Unit>) {
    let words = page.slice(paragraph);
    let mut before = '\n';
    let mut until = 0;
    // Whether only headings stand before this in the paragraph.
    let mut heading = false;
    for (at, c) in words.char_indices() {
        let last = before;
        if !c.is_whitespace() {
            before = c;
        }
        if at < until {
            continue;
        }
        let begins =
            numeral::is_numeral(c) || matches!(c, '（' | '(' | '第' | '〔' | '〈' | '【' | '[');
        let ends = matches!(
            last,
            '。' | '；' | '：' | '）' | ')' | '〕' | '】' | '！' | ';' | ':'
        );
        // An indent within a line is a lost line break.
        let ends = ends || words[..at].ends_with("\u{3000}\u{3000}");
        // So is a single one within a heading.
        let ends = ends || (heading && words[..at].ends_with('\u{3000}'));
        // A title ends, before the first of all units.
        let ends = ends || (begins && !counts.any && front::is_title(words[..at].trim()));
        let first = last == '\n';
        if !begins || numeral::is_numeral(last) || !(first || ends || heading) {
            heading &= c != '。';
            continue;
        }
        let own = label::number(&words[at..]);
        let further = || label::at_start(&words[at..]).filter(|_| first || (ends && c == '第'));
        let Some((number, numbering, length)) = own.or_else(further) else {
            continue;
        };
        let rank = rank(numbering);
        if number > 99 && !counts.is_near(rank, number) {
            continue;
        }
        let start = paragraph.start + at;
        let bracketed = matches!(numbering, Numbering::Item | Numbering::BracketedFigure);
        let outside = page.pair_at(start).is_none_or(|pair| pair.start == start);
        let next = counts.expects(rank, number, bracketed) && (ends || (heading && bracketed));
        if !(first || (outside && next)) {
            continue;
        }
        counts.take(rank, number);
        until = at + length;
        heading = true;
        units.push(Unit {
            number,
            numbering,
            span: Span::new(start, paragraph.end),
            body: paragraph.start + at + length,
            until: paragraph.end,
            parent: None,
            item: false,
        });
    }
}

/// Sets the parents and where each unit's own ends.
fn family(units: &mut [Unit], end: usize) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..units.len() {
        let (start, depth) = (units[index].span.start, rank(units[index].numbering));
        while let Some(&above) = open.last()
            && rank(units[above].numbering) >= depth
        {
            units[above].until = start;
            open.pop();
        }
        units[index].parent = open.last().copied();
        open.push(index);
    }
    for index in open {
        units[index].until = end;
    }
}
