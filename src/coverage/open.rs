//! What was left to be filled in, and still is.

use std::collections::BTreeMap;

use super::filing::{is_open_line, section_at};
use super::{Filing, ItemSection};
use crate::report::{Block, Passage, Report};
use crate::text::Span;

/// The placeholders that still count: 【待填】 as a paragraph only while nothing else stands
/// below its heading.
pub(super) fn open_placeholders(
    report: &Report,
    sections: &[ItemSection],
    filing: &[Filing],
) -> Vec<Span> {
    if report.placeholders.is_empty() {
        return Vec::new();
    }
    let passages = || report.passages.iter().enumerate();
    let says = |at: usize| {
        let block = &report.passages[at].block;
        filing[at] != Filing::Untouched
            && matches!(block, Block::Paragraph | Block::ListItem | Block::Table)
    };
    let mut said: BTreeMap<usize, usize> = BTreeMap::new();
    let below = |(at, passage): (usize, &Passage)| passage.under.filter(|_| says(at));
    for heading in passages().filter_map(below) {
        *said.entry(heading).or_default() += 1;
    }
    let is_filled = |at: usize, heading: usize| {
        let others = said.get(&heading).copied().unwrap_or_default() - usize::from(says(at));
        section_at(sections, heading).map_or(others > 0, |section| section.filled)
    };
    let filled = passages().filter(|&(at, passage)| {
        // No list of `new`'s has such a line.
        let alone = || {
            // On the line of what stands before, it was left there.
            let before = at
                .checked_sub(1)
                .map(|before| report.passages[before].span.end);
            before.is_none_or(|end| end < passage.span.start)
        };
        let own = passage.block != Block::ListItem && is_open_line(passage) && alone();
        own && passage.under.is_some_and(|under| is_filled(at, under))
    });
    let mut filled: Vec<Span> = filled.map(|(_, passage)| passage.span).collect();
    filled.sort_by_key(|span| span.start);
    // Of each the furthest end so far: one may lie in another.
    for at in 1..filled.len() {
        filled[at].end = filled[at].end.max(filled[at - 1].end);
    }
    let mut open = report.placeholders.clone();
    // A date left open below the name is the signature's.
    let signed = report.signature.open;
    open.retain(|span| signed.is_none_or(|date| span.end <= date.start || date.end <= span.start));
    open.retain(|span| {
        let begun = filled.partition_point(|filled| filled.start <= span.start);
        let last = begun.checked_sub(1).map(|last| filled[last]);
        last.is_none_or(|filled| filled.end < span.end)
    });
    open
}
