//! The numbered units, which of them stand above which, and which are items.

use super::assignment::Assignment;
use super::page::Page;
use super::{column, front};
use crate::text::Span;
use crate::text::numbering::{self, Numbering};
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
fn rank(numbering: Numbering) -> usize {
    match numbering {
        Numbering::Section => 0,
        Numbering::Item | Numbering::Named => 1,
        Numbering::Figure => 2,
        Numbering::BracketedFigure => 3,
    }
}
const RANKS: usize = 4;

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
        let Some((number, numbering, length)) = numbering::number(&words[at..]) else {
            continue;
        };
        let rank = rank(numbering);
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

/// Marks the items: of a run of numbers, the deepest first, those units below
/// which there are no items, where most of them are assigned. Where more of a
/// run are items themselves than have items below them, all are. Where most of
/// all the runs of a depth are assigned, one is enough in each; where no run has
/// most, a third is enough.
pub(super) fn choose(units: &mut [Unit], assignments: &[Assignment]) {
    choose_by(units, assignments, |count, all| count * 2 > all);
    if units.iter().all(|unit| !unit.item) {
        choose_by(units, assignments, |count, all| {
            count > 0 && count * 3 >= all
        });
    }
}

fn choose_by(units: &mut [Unit], assignments: &[Assignment], enough: fn(usize, usize) -> bool) {
    let assigned = |unit: &Unit| {
        let first = assignments.partition_point(|found| found.span.start < unit.body);
        let within = assignments[first..]
            .iter()
            .take_while(|found| found.span.start < unit.until);
        within.into_iter().any(|found| !found.names.is_empty())
    };
    let mut above = vec![false; units.len()];
    for depth in (0..RANKS).rev() {
        let runs = runs(units, depth);
        let free = runs.iter().flatten().filter(|&&index| !above[index]);
        let (count, all) = free.fold((0, 0), |(count, all), &index| {
            (count + usize::from(assigned(&units[index])), all + 1)
        });
        let common = enough(count, all);
        for run in runs {
            let (holding, free): (Vec<usize>, Vec<usize>) =
                run.iter().partition(|&&index| above[index]);
            let count = free
                .iter()
                .filter(|&&index| assigned(&units[index]))
                .count();
            let enough = enough(count, free.len()) || (common && count > 0);
            if !enough {
                continue;
            }
            let absorbs = count > holding.len() && !holding.is_empty();
            let items = if absorbs { &run } else { &free };
            for &index in items {
                units[index].item = true;
                let mut below = index + 1;
                while absorbs
                    && units
                        .get(below)
                        .is_some_and(|unit| unit.span.start < units[index].until)
                {
                    units[below].item = false;
                    below += 1;
                }
            }
        }
        for parent in units
            .iter()
            .filter(|unit| unit.item)
            .filter_map(|unit| unit.parent)
        {
            above[parent] = true;
        }
        for index in (0..units.len()).rev() {
            if above[index]
                && let Some(parent) = units[index].parent
            {
                above[parent] = true;
            }
        }
    }
}

/// The runs of numbers at a depth: one begins again at one below a new parent.
fn runs(units: &[Unit], depth: usize) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut parent = None;
    for (index, unit) in units.iter().enumerate() {
        if rank(unit.numbering) != depth {
            continue;
        }
        let again = unit.number == 1 && unit.parent != parent;
        parent = unit.parent;
        match runs.last_mut().filter(|_| !again) {
            Some(run) => run.push(index),
            None => runs.push(vec![index]),
        }
    }
    runs
}

/// The unit that is an item's section: the outermost above it, or the next above
/// it where numbers begin again within the outermost.
pub(super) fn section(units: &[Unit], item: usize, again: bool) -> Option<usize> {
    let mut section = units.get(item)?.parent?;
    while !again && let Some(above) = units.get(section).and_then(|unit| unit.parent) {
        section = above;
    }
    Some(section)
}

/// Whether two items below one outermost unit, but below two different ones
/// next above, have the same number.
pub(super) fn numbers_begin_again(units: &[Unit]) -> bool {
    let mut seen = std::collections::BTreeMap::new();
    let items = units.iter().enumerate().filter(|(_, unit)| unit.item);
    items.into_iter().any(|(index, unit)| {
        let outermost = section(units, index, false);
        let parent = *seen.entry((outermost, unit.number)).or_insert(unit.parent);
        parent != unit.parent
    })
}
