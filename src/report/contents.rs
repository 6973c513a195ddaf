//! A table of contents: what the paper's headings are called, before they begin. It is
//! printed where it stands, and is no heading, part or answer.

use std::collections::HashMap;

use comrak::nodes::{AstNode, NodeValue};

use super::{Block, Passage};
use crate::text::words;

/// Sets the lines of a table of contents apart: below 目录, as long as they name a
/// heading that comes again, or a page.
pub(super) fn set_apart<'a>(passages: &mut [Passage], nodes: &[&'a AstNode<'a>]) {
    let Some(start) = passages.iter().position(is_head) else {
        return;
    };
    let mut last = HashMap::new();
    for (at, passage) in passages.iter().enumerate().skip(start + 1) {
        if matches!(passage.block, Block::Heading(_)) {
            last.insert(name(&passage.line.text).0, at);
        }
    }
    let entries = passages.iter().enumerate().skip(start + 1);
    let entries = entries.take_while(|(at, passage)| {
        let (name, paged) = name(&passage.line.text);
        let plain = matches!(passage.block, Block::Heading(_) | Block::Paragraph);
        plain && (paged || last.get(&name).is_some_and(|last| last > at))
    });
    let count = entries.count();
    if count == 0 {
        return;
    }
    let lines = passages.iter_mut().zip(nodes).skip(start);
    for (passage, node) in lines.take(1 + count) {
        passage.block = Block::Other;
        passage.entry = None;
        passage.marks.clear();
        node.data_mut().value = NodeValue::Paragraph;
    }
}

/// Whether a passage is the heading of a table of contents: 目录, 目　　次.
fn is_head(passage: &Passage) -> bool {
    let plain = matches!(passage.block, Block::Heading(_) | Block::Paragraph);
    plain
        && passage.census.han == 2
        && matches!(name(&passage.line.text).0.as_str(), "目录" | "目次")
}

/// The words of a heading, and whether dots and the number of a page follow.
fn name(text: &str) -> (String, bool) {
    let folded = words::fold(text);
    let words = folded.trim_matches(['#', '。', '：', ':']);
    let unpaged = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = ['.', '…', '⋯', '·', '—', '-'];
    let bare = unpaged.trim_end_matches(dots);
    let dotted = bare.len() < unpaged.len() && unpaged.len() < words.len();
    (bare.to_owned(), dotted)
}
