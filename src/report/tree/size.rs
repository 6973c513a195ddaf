//! Whether a paper is of a size that can be read and printed at all.

use std::cell::Cell;

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue, Sourcepos};

use super::{depth, new, options};
use crate::plan::limits::{Excess, Limit, Limits};
use crate::report::read;

/// The parser says when it took so many steps more.
const STRIDE: u64 = 256;

/// The tree of `text` with how many of its nodes make [`depth::deeper`] what lies in
/// them, or what of it there is too much of: a little text can take so long, or make
/// a page so long, that nobody could work with it. Steps are counted and no clock is
/// asked: the same paper is refused everywhere or nowhere. The parser looks for footnotes
/// only in a text that is `noted`, for it walks the tree three times to find them.
pub(super) fn parse<'a>(
    arena: &'a Arena<'a>,
    text: &str,
    noted: bool,
    limits: &Limits,
) -> Result<(&'a AstNode<'a>, u64), Excess> {
    let steps = Cell::new(0);
    let excess = Cell::new(None);
    let stop = || {
        excess.set(limits.exceeded(Limit::Steps, steps.get()));
        steps.set(steps.get() + STRIDE);
        excess.get().is_some()
    };
    let mut options = options();
    options.extension.footnotes = noted;
    let tree = comrak::try_parse_document(arena, text, &options, &stop);
    let nothing = |_| new(arena, NodeValue::Document, Sourcepos::from((1, 1, 1, 1)));
    let root = tree.unwrap_or_else(nothing);
    let (nesting, too_many) = counted(root, limits);
    let excess = excess.get().or(too_many);
    excess.map_or(Ok((root, nesting)), Err)
}

/// How many nodes below `root` nest, and what there is too much of.
fn counted<'a>(root: &'a AstNode<'a>, limits: &Limits) -> (u64, Option<Excess>) {
    let mut nesting = 0;
    let mut counts = [
        (Limit::ListItems, 0),
        (Limit::Headings, 0),
        (Limit::Footnotes, 0),
        (Limit::FootnoteMarks, 0),
        (Limit::TableCells, 0),
    ];
    let [items, headings, notes, marks, cells] = &mut counts;
    for node in read::walk(root) {
        match &node.data().value {
            NodeValue::Item(_) | NodeValue::TaskItem(_) => items.1 += 1,
            NodeValue::Heading(_) => headings.1 += 1,
            NodeValue::FootnoteDefinition(_) => notes.1 += 1,
            NodeValue::FootnoteReference(_) => marks.1 += 1,
            NodeValue::TableCell => cells.1 += 1,
            value => nesting += u64::from(depth::deeper(value)),
        }
    }
    let mut counts = counts.into_iter();
    let too_many = counts.find_map(|(limit, count)| limits.exceeded(limit, count));
    (nesting, too_many)
}
