//! Stars that stand for figures to come and that Markdown takes for bold print:
//! 改厕**座，培训**人次.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::{new, unwrap};
use crate::report::{placeholders, read};
use crate::text::{seek, words};

/// Puts back the stars around bold print of `root`, parsed from `text`, where both are
/// counted like figures.
pub(super) fn put_back<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, text: &str) {
    // Few papers have bold print, and next to none of it begins so.
    let counts = |at: usize| placeholders::is_unit(&text[at + STARS.len()..]);
    if !seek::holds_sign(text, b'*') || !seek::all(text, STARS).any(counts) {
        return;
    }
    let bold = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::Strong);
    let bold: Vec<&AstNode> = read::walk(root).filter(bold).collect();
    for strong in bold.into_iter().filter(|strong| counted(strong)) {
        let at = strong.data().sourcepos;
        let (mut open, mut close) = (at, at);
        (open.end, close.start) = (at.start, at.end);
        open.end.column += 1;
        close.start.column = close.start.column.saturating_sub(1);
        let stars = |at| new(arena, NodeValue::Text(STARS.into()), at);
        strong.insert_before(stars(open));
        strong.insert_after(stars(close));
        unwrap(strong);
    }
}

const STARS: &str = "**";

/// Whether bold print follows a word, begins with a unit, and ends where another begins.
fn counted<'a>(strong: &'a AstNode<'a>) -> bool {
    let text_of = |node: Option<&'a AstNode<'a>>| match &node?.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        _ => None,
    };
    let before = text_of(strong.previous_sibling()).unwrap_or_default();
    let inside = text_of(strong.first_child()).unwrap_or_default();
    let behind = text_of(strong.next_sibling()).unwrap_or_default();
    before.ends_with(words::is_han)
        && placeholders::is_unit(&inside)
        && placeholders::is_unit(&behind)
}
