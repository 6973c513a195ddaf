//! Pasted text made regular: a line that ends a sentence is a paragraph, a short
//! numbered line a heading.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeHeading, NodeValue, Sourcepos};

use super::{Positions, new};
use crate::report::{Line, frame, heading, read};
use crate::text::{date, numbering, words};

/// Makes paragraphs of pasted lines, and headings of bare ones.
pub(super) fn regularise<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, positions: Positions) {
    let mut context = 0;
    let blocks: Vec<&AstNode> = root.children().collect();
    for block in blocks {
        let at = block.data().sourcepos;
        let value = block.data().value.clone();
        match value {
            NodeValue::Heading(heading) => context = heading.level,
            NodeValue::Paragraph => {
                for line in split_lines(arena, block, positions) {
                    split_heading(arena, line, positions, context);
                }
            }
            // An indented paragraph, not code: it speaks Chinese.
            NodeValue::CodeBlock(code)
                if !code.fenced && code.literal.chars().any(words::is_han) =>
            {
                for (index, text) in code.literal.lines().enumerate() {
                    if text.trim().is_empty() {
                        continue;
                    }
                    let at = indented(at, index, text, positions);
                    let paragraph = new(arena, NodeValue::Paragraph, at);
                    let text = text.trim().to_owned();
                    paragraph.append(new(arena, NodeValue::Text(text.into()), at));
                    block.insert_before(paragraph);
                    split_heading(arena, paragraph, positions, context);
                }
                block.detach();
            }
            _ => {}
        }
    }
}

/// The position of a line of an indented block: its text, without the indent.
fn indented(block: Sourcepos, index: usize, text: &str, positions: Positions) -> Sourcepos {
    let mut at = block;
    at.start.line += index;
    at.end.line = at.start.line;
    let line = positions
        .source
        .line_span(at.start.line + positions.skipped);
    let written = positions.source.slice(line);
    let start = written.find(text.trim()).unwrap_or_default();
    at.start.column = start + 1;
    at.end.column = start + text.trim().len();
    at
}

/// The paragraphs a paragraph's lines make: a line that ends a sentence, or
/// one that begins like a paragraph, stands alone.
fn split_lines<'a>(
    arena: &'a Arena<'a>,
    paragraph: &'a AstNode<'a>,
    positions: Positions,
) -> Vec<&'a AstNode<'a>> {
    let mut lines = vec![paragraph];
    let mut before = String::new();
    let children: Vec<&AstNode> = paragraph.children().collect();
    for (index, child) in children.iter().enumerate() {
        let at = child.data().sourcepos;
        let is_break = matches!(
            child.data().value,
            NodeValue::SoftBreak | NodeValue::LineBreak
        );
        if is_break {
            let after = read::line(children[index + 1..].iter().copied(), positions);
            let next = after.text.lines().next().unwrap_or_default();
            if begins_anew(&before, next) {
                let mut at = at;
                if let Some(first) = children.get(index + 1) {
                    at.start = first.data().sourcepos.start;
                }
                at.end = paragraph.data().sourcepos.end;
                let line = new(arena, NodeValue::Paragraph, at);
                lines[lines.len() - 1].insert_after(line);
                lines.push(line);
                child.detach();
            } else if let Some(line) = lines.last().filter(|line| !std::ptr::eq(**line, paragraph))
            {
                line.append(child);
            }
            before.clear();
            continue;
        }
        before.push_str(&read::line(std::iter::once(*child), positions).text);
        if lines.len() > 1 {
            lines[lines.len() - 1].append(child);
        }
    }
    lines
}

/// Whether the line `next`, after the line `before`, begins a paragraph.
fn begins_anew(before: &str, next: &str) -> bool {
    let ended = before
        .trim_end()
        .ends_with(['。', '！', '？', '；', '：', ':', '”', '）', ')']);
    let short = before.trim().chars().count() <= 40;
    ended
        || next.starts_with('\u{3000}')
        || (short && heading::bare(before, 0).is_some_and(|bare| bare.length == before.len()))
        || numbering::number(next).is_some()
        || date::leading(next.trim()).is_some_and(|(_, length)| length == next.trim().len())
        || (short && frame::is_title(before))
        || frame::is_contact(next)
        || frame::is_secrecy(before)
}

/// Makes a heading of the numbered line, or short numbered sentence, that
/// begins a paragraph.
fn split_heading<'a>(
    arena: &'a Arena<'a>,
    paragraph: &'a AstNode<'a>,
    positions: Positions,
    context: u8,
) {
    let line: Line = read::line(paragraph.children(), positions);
    if line.text.contains('\n') {
        return;
    }
    let Some(bare) =
        heading::bare(&line.text, context).or_else(|| strong(paragraph, &line, context))
    else {
        return;
    };
    let value = NodeValue::Heading(NodeHeading {
        level: bare.rank,
        setext: false,
        closed: false,
    });
    if line.text[bare.length..].trim().is_empty() {
        paragraph.data_mut().value = value;
        return;
    }
    let mut at = paragraph.data().sourcepos;
    let heading = new(arena, value, at);
    paragraph.insert_before(heading);
    // Move what belongs to the heading, cutting the text in which it ends.
    let mut left = bare.length;
    let children: Vec<&AstNode> = paragraph.children().collect();
    for child in children {
        let length = read::line(std::iter::once(child), positions).text.len();
        if length <= left {
            left -= length;
            heading.append(child);
            if left == 0 {
                break;
            }
            continue;
        }
        if let Some(head) = cut(arena, child, left) {
            heading.append(head);
        }
        break;
    }
    if let Some(last) = heading.last_child() {
        at.end = last.data().sourcepos.end;
        heading.data_mut().sourcepos.end = at.end;
    }
    if let Some(first) = paragraph.first_child() {
        let start = first.data().sourcepos.start;
        paragraph.data_mut().sourcepos.start = start;
    }
}

/// A paragraph that is one short bold line is a heading.
fn strong<'a>(paragraph: &'a AstNode<'a>, line: &Line, context: u8) -> Option<heading::Bare> {
    let only = paragraph.first_child()?;
    let alone = only.next_sibling().is_none();
    let bold = matches!(only.data().value, NodeValue::Strong);
    let short = line.text.chars().count() <= 30 && !line.text.ends_with(['。', '；', '，']);
    (alone && bold && short).then_some(heading::Bare {
        rank: context.saturating_add(1).clamp(3, 6),
        length: line.text.len(),
    })
}

/// Cuts the first `bytes` off a text node, as a node of their own.
fn cut<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>, bytes: usize) -> Option<&'a AstNode<'a>> {
    let at = node.data().sourcepos;
    let NodeValue::Text(text) = node.data().value.clone() else {
        return None;
    };
    let (head, tail) = text.split_at_checked(bytes)?;
    // The columns can be told apart only where the text is as it is written.
    let exact = at.end.column + 1 == at.start.column + text.len();
    let mut head_at = at;
    let mut tail_at = at;
    if exact {
        head_at.end.column = at.start.column + bytes - 1;
        tail_at.start.column = at.start.column + bytes;
    }
    let head = new(arena, NodeValue::Text(head.to_owned().into()), head_at);
    let mut data = node.data_mut();
    data.value = NodeValue::Text(tail.to_owned().into());
    data.sourcepos = tail_at;
    Some(head)
}
