//! Quotations that quote nobody: what a converter makes of paragraphs that were set in.

use comrak::nodes::{AstNode, NodeValue};

use super::unwrap;
use crate::report::{frame, read};

/// Lays open a quotation near the end that is a signature, moved to the right, and all of
/// a paper that has nothing else but headings.
pub(super) fn lay_open<'a>(root: &'a AstNode<'a>) {
    let quoted = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::BlockQuote);
    let below = root.reverse_children().take(BELOW);
    if let Some(quote) = below.into_iter().find(quoted)
        && is_signature(quote)
    {
        unwrap(quote);
    }
    let frames = |node: &&'a AstNode<'a>| {
        matches!(
            node.data().value,
            NodeValue::Heading(_) | NodeValue::ThematicBreak
        )
    };
    let blocks = || root.children().filter(|node| !frames(node));
    if blocks().all(|node| quoted(&node)) {
        let quotes: Vec<&AstNode> = blocks().collect();
        quotes.into_iter().for_each(unwrap);
    }
}

/// How many blocks at the end a signature may be among.
const BELOW: usize = 6;

/// Whether a quotation is a date and a name.
fn is_signature<'a>(quote: &'a AstNode<'a>) -> bool {
    let lines: Vec<String> = quote
        .children()
        .map(|line| read::text(line.children()))
        .collect();
    let mut lines = lines.iter().flat_map(|text| text.lines());
    let dated = lines.clone().any(frame::is_date);
    dated && lines.all(|line| frame::is_date(line) || frame::is_name(line))
}
