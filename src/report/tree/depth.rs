//! What lies too deep. Lists, quotations and marks that lie in each other beyond
//! all use are taken apart, and their text stays where it is: no later pass, no
//! printer and no browser has to follow them down.

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
    /// Of a tree within `limits`.
    pub(super) fn new(limits: &Limits) -> Self {
        Depth {
            most: limits.of(Limit::Nesting),
            ..Depth::default()
        }
    }

    /// Goes into `node`, whose value this is.
    pub(super) fn enter(&mut self, node: &'a AstNode<'a>, value: &NodeValue) {
        let above = self.levels.last().copied().unwrap_or_default();
        let (level, nests) = match value {
            NodeValue::BlockQuote
            | NodeValue::List(_)
            | NodeValue::Emph
            | NodeValue::Strong
            | NodeValue::Image(_) => (above + 1, true),
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
    pub(super) fn leave(&mut self) {
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
