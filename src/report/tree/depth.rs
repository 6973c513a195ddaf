//! What lies too deep. Lists, quotations and marks that lie in each other beyond
//! all use are taken apart, and their text stays where it is: no later pass, no
//! printer and no browser has to follow them down.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue, Sourcepos};

use super::unwrap;
use crate::plan::limits::{Excess, Limit, Limits};

/// Takes apart what lies below `root` deeper than the limit; where that begins,
/// and how deep it went. So many nodes there make [`deeper`] what lies in them.
pub(super) fn flatten<'a>(
    root: &'a AstNode<'a>,
    nesting: u64,
    limits: &Limits,
) -> Option<(Sourcepos, Excess)> {
    // Most papers have too few to lie too deep in each other.
    limits.exceeded(Limit::Nesting, nesting)?;
    let most = limits.of(Limit::Nesting);
    let mut deepest = 0;
    let mut deep = Vec::new();
    let mut levels: Vec<u64> = Vec::new();
    for edge in root.traverse() {
        let NodeEdge::Start(node) = edge else {
            levels.pop();
            continue;
        };
        let above = levels.last().copied().unwrap_or_default();
        let (level, nests) = match &node.data().value {
            value if deeper(value) => (above + 1, true),
            // It goes with its list.
            NodeValue::Item(_) => (above, true),
            // A footnote is to stand by itself.
            NodeValue::FootnoteDefinition(_) => (0, false),
            _ => (above, false),
        };
        if nests && level > most {
            deep.push(node);
        }
        deepest = deepest.max(level);
        levels.push(level);
    }
    let first = deep.first()?.data().sourcepos;
    // From above, so that every node is moved once or twice, and not by all of
    // them.
    for node in deep {
        loosen(node);
        unwrap(node);
    }
    Some((first, limits.exceeded(Limit::Nesting, deepest)?))
}

/// Whether what lies in such a node lies deeper than the node.
pub(super) fn deeper(value: &NodeValue) -> bool {
    matches!(
        value,
        NodeValue::BlockQuote
            | NodeValue::List(_)
            | NodeValue::Emph
            | NodeValue::Strong
            | NodeValue::Image(_)
    )
}

/// Where paragraphs come into the item of a list whose items are a line each, they
/// would run together.
fn loosen<'a>(node: &'a AstNode<'a>) {
    let list = node.parent().and_then(|item| item.parent());
    if let Some(list) = list
        && let NodeValue::List(list) = &mut list.data_mut().value
    {
        list.tight = false;
    }
}
