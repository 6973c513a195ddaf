//! A table of contents: what the paper's headings are called, before they begin. It is
//! printed where it stands, and is no heading, part or answer.

use std::collections::HashMap;

use comrak::nodes::{AstNode, NodeValue};

use super::{Block, Passage};
use crate::text::words;

/// Sets the lines of a table of contents apart: below 目录, or from the first of two with
/// dots and a page on, or with a page behind a blank where both come again, as long as they
/// name a heading that comes again, or a page.
pub(super) fn set_apart<'a>(passages: &mut [Passage], nodes: &[&'a AstNode<'a>]) {
    let paged = |passage: &Passage| ends_paged(passage) && name(&passage.line.text).1;
    let spaced = |passage: &Passage| ends_paged(passage) && has_page(&passage.line.text);
    let head = passages.iter().position(is_head);
    let first = |is: fn(&Passage) -> bool| {
        let mut pairs = passages.windows(2);
        pairs.position(|pair| pair.iter().all(is))
    };
    let dotted = head.or_else(|| first(paged));
    let Some(start) = dotted.or_else(|| first(spaced)) else {
        return;
    };
    let from = start + usize::from(head.is_some());
    let mut last = HashMap::new();
    for (at, passage) in passages.iter().enumerate().skip(from) {
        if matches!(passage.block, Block::Heading(_)) {
            last.insert(name(&passage.line.text).0, at);
        }
    }
    // Without 目录 above, 2017-01-04 and a telephone below it may look the same.
    let comes_again = |at: usize| {
        let again = last.get(&name(&passages[at].line.text).0);
        again.is_some_and(|again| *again > at + 1)
    };
    let again = comes_again(start) && (dotted.is_some() || comes_again(start + 1));
    if head.is_none() && !again {
        return;
    }
    let entries = passages.iter().enumerate().skip(from);
    let entries = entries.take_while(|(at, passage)| {
        // Pages behind tabs look like a pasted table.
        let plain = match passage.block {
            Block::Heading(_) | Block::Paragraph => true,
            Block::Table | Block::TableHead => head.is_some(),
            _ => false,
        };
        let named = |line: &str| {
            let (name, paged) = name(line);
            let paged = paged || dotted.is_none() && has_page(line);
            paged || last.get(&name).is_some_and(|last| last > at)
        };
        let mut lines = passage.line.text.lines().filter(|line| !line.is_empty());
        plain && lines.all(named)
    });
    let count = entries.count();
    let count = count.max(head.map_or(0, |head| listed(&passages[head + 1..])));
    if count == 0 {
        return;
    }
    let lines = passages.iter_mut().zip(nodes).skip(start);
    for (passage, node) in lines.take(from - start + count) {
        passage.block = Block::Other;
        passage.entry = None;
        passage.marks.clear();
        let mut data = node.data_mut();
        if matches!(data.value, NodeValue::Heading(_)) {
            data.value = NodeValue::Paragraph;
        }
    }
}

/// How many of these passages, below 目录, are its lines: headings in a row up to the first
/// that comes again among them, where most come again or name a page. The paper may lack
/// the part that one of them names.
fn listed(passages: &[Passage]) -> usize {
    let names = |passage: &Passage| -> Vec<(String, bool)> {
        let lines = passage.line.text.lines().filter(|line| !line.is_empty());
        match passage.block {
            Block::Heading(_) => lines.map(name).collect(),
            // Pages behind tabs.
            Block::Table | Block::TableHead => lines.map(|line| (name(line).0, true)).collect(),
            _ => Vec::new(),
        }
    };
    let (mut known, mut count) = (HashMap::new(), 0);
    for passage in passages {
        let own = names(passage);
        if own.is_empty() || own.iter().any(|(name, _)| known.contains_key(name)) {
            break;
        }
        known.extend(own);
        count += 1;
    }
    let later: HashMap<_, _> = passages[count..].iter().flat_map(names).collect();
    let sure = known
        .iter()
        .filter(|(name, paged)| **paged || later.contains_key(*name));
    match sure.count() * 2 >= known.len() {
        true => count,
        false => 0,
    }
}

/// Whether a passage may end with the number of a page behind dots: asked first.
fn ends_paged(passage: &Passage) -> bool {
    let text = passage.line.text.as_bytes();
    let short = passage.census.chars <= 60 && matches!(text.last(), Some(b'0'..=b'9'));
    short && matches!(passage.block, Block::Heading(_) | Block::Paragraph)
}

/// Whether a line ends with the number of a page behind a blank.
fn has_page(line: &str) -> bool {
    let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
    words.len() < line.len() && words.ends_with([' ', '\u{3000}', '\t'])
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
