//! What lies too deep. Lists, quotations and marks that lie in each other beyond
//! all use are taken apart, and their text stays where it is: no later pass, no
//! printer and no browser has to follow them down.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue, Sourcepos};

use super::unwrap;
use crate::plan::limits::{Excess, Limit, Limits};

/// What was met on the way down a tree: how deep it goes, and what lies too deep.
#[derive(Default)]
pub(super) struct Depth<'a> {
    most: u64,
    deepest: u64,
    /// The level of every node on the way to where it stands.
    levels: Vec<u64>,
    deep: Vec<&'a AstNode<'a>>,
}

impl<'a> Depth<'a> {
    /// Of the tree of `root`, in which so many nodes make [`deeper`] what lies in them.
    pub(super) fn of(root: &'a AstNode<'a>, deeper: u64, limits: &Limits) -> Self {
        let most = limits.of(Limit::Nesting);
        let mut depth = Depth {
            most,
            ..Depth::default()
        };
        // So few cannot lie too deep in each other.
        if deeper <= most {
            return depth;
        }
        for edge in root.traverse() {
            match edge {
                NodeEdge::Start(node) => depth.enter(node),
                NodeEdge::End(_) => depth.leave(),
            }
        }
        depth
    }

    /// Goes into `node`.
    fn enter(&mut self, node: &'a AstNode<'a>) {
        let above = self.levels.last().copied().unwrap_or_default();
        let (level, nests) = match &node.data().value {
            value if deeper(value) => (above + 1, true),
            // It goes with its list.
            NodeValue::Item(_) => (above, true),
            // A footnote is to stand by itself.
            NodeValue::FootnoteDefinition(_) => (0, false),
            _ => (above, false),
        };
        if nests && level > self.most {
            self.deep.push(node);
        }
        self.deepest = self.deepest.max(level);
        self.levels.push(level);
    }

    /// Comes back out of a node.
    fn leave(&mut self) {
        self.levels.pop();
    }

    /// Takes apart what lies deeper than the limit; where that begins, and how deep it
    /// went.
    pub(super) fn flatten(self) -> Option<(Sourcepos, Excess)> {
        let first = self.deep.first()?.data().sourcepos;
        // From above, so that every node is moved once or twice, and not by all of
        // them.
        for node in self.deep {
            loosen(node);
            unwrap(node);
        }
        let excess = Excess {
            limit: Limit::Nesting,
            value: self.deepest,
            most: self.most,
        };
        Some((first, excess))
    }
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
