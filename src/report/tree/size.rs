//! Whether a paper is of a size that can be read and printed at all.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};

use crate::plan::limits::{Excess, Limit, Limits};

/// What there is too much of below `root`, if anything is: a little text can
/// make a tree so deep, or a page so long, that nobody could work with it.
pub(super) fn excess<'a>(root: &'a AstNode<'a>, limits: &Limits) -> Option<Excess> {
    let mut counts = [
        (Limit::Nesting, 0),
        (Limit::ListItems, 0),
        (Limit::Headings, 0),
        (Limit::Footnotes, 0),
        (Limit::FootnoteMarks, 0),
        (Limit::TableCells, 0),
    ];
    let [nesting, items, headings, notes, marks, cells] = &mut counts;
    let mut depth = 0_u64;
    for edge in root.traverse() {
        let NodeEdge::Start(node) = edge else {
            depth = depth.saturating_sub(1);
            continue;
        };
        depth += 1;
        nesting.1 = nesting.1.max(depth);
        match node.data().value {
            NodeValue::Item(_) | NodeValue::TaskItem(_) => items.1 += 1,
            NodeValue::Heading(_) => headings.1 += 1,
            NodeValue::FootnoteDefinition(_) => notes.1 += 1,
            NodeValue::FootnoteReference(_) => marks.1 += 1,
            NodeValue::TableCell => cells.1 += 1,
            _ => {}
        }
    }
    let mut counts = counts.into_iter();
    counts.find_map(|(limit, count)| limits.exceeded(limit, count))
}
