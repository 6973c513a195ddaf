//! A table of contents: what the paper's headings are called, before they begin. It is
//! printed where it stands, and is no heading, part or answer.

use std::collections::HashMap;

use comrak::nodes::{AstNode, NodeValue};

use super::{Block, Passage};
use crate::text::words;

/// Sets the lines of a table of contents apart: below 目录, or from the first of two with
/// dots and a page on, as long as they name a heading that comes again, or a page.
pub(super) fn set_apart<'a>(passages: &mut [Passage], nodes: &[&'a AstNode<'a>]) {
    let paged = |passage: &Passage| ends_paged(passage) && name(&passage.line.text).1;
    let head = passages.iter().position(is_head);
    let pair = || passages.windows(2).position(|pair| pair.iter().all(paged));
    let Some((start, from)) = head
        .map(|head| (head, head + 1))
        .or_else(|| pair().map(|first| (first, first)))
    else {
        return;
    };
    let mut last = HashMap::new();
    for (at, passage) in passages.iter().enumerate().skip(from) {
        if matches!(passage.block, Block::Heading(_)) {
            last.insert(name(&passage.line.text).0, at);
        }
    }
    let entries = passages.iter().enumerate().skip(from);
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
    for (passage, node) in lines.take(from - start + count) {
        passage.block = Block::Other;
        passage.entry = None;
        passage.marks.clear();
        node.data_mut().value = NodeValue::Paragraph;
    }
}

/// Whether a passage may end with the number of a page behind dots: asked first.
fn ends_paged(passage: &Passage) -> bool {
    let text = passage.line.text.as_bytes();
    let short = passage.census.chars <= 60 && matches!(text.last(), Some(b'0'..=b'9'));
    short && matches!(passage.block, Block::Heading(_) | Block::Paragraph)
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
