//! Pasted text made regular: a line that ends a sentence is a paragraph, a short
//! numbered line a heading.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue, Sourcepos};

use super::bare::{part_heading, split_heading};
use super::levels::Numbers;
use super::{new, turns};
use crate::plan::{Plan, Set};
use crate::report::positions::Positions;
use crate::report::{Pasted, entry, form, frame, heading, read, secrecy, tail};
use crate::text::numbering;
use crate::text::{Span, words};

/// Makes paragraphs of pasted lines, and headings of bare ones.
pub(super) fn regularise<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    positions: Positions,
    plan: &Plan,
    pasted: &mut Pasted,
) {
    let mut context = 0;
    let mut numbers = Numbers::default();
    // The headings, and whether each is a bare line.
    let mut headings = Vec::new();
    let blocks: Vec<&AstNode> = root.children().collect();
    for block in blocks {
        if let Some(level) = rank(block) {
            context = numbers.marked(block, level);
            set_rank(block, context);
            headings.push((block, false));
            continue;
        }
        let paragraph = match &block.data().value {
            NodeValue::Paragraph => block,
            // An indented paragraph, not code: it speaks Chinese.
            NodeValue::CodeBlock(code)
                if !code.fenced && code.literal.chars().any(words::is_han) =>
            {
                let paragraph = unindented(arena, block, &code.literal, positions, pasted);
                block.insert_before(paragraph);
                paragraph
            }
            _ => continue,
        };
        if !std::ptr::eq(paragraph, block) {
            block.detach();
        }
        for paragraph in split_lines(arena, paragraph, plan) {
            let text = read::text(paragraph.children());
            let parts = split_run(arena, paragraph, &text, positions, pasted);
            let mut heads = |part: &'a AstNode<'a>, text: &str| {
                let context = numbers.above(part, text, context);
                let heading = split_heading(arena, part, text, context, plan);
                if let Some(heading) = heading {
                    numbers.below_item(heading, plan);
                    numbers.bare(heading, context);
                    headings.push((heading, true));
                }
                heading
            };
            let mut reads = |part: &'a AstNode<'a>, text: &str| {
                let heading = heads(part, text);
                for item in turns::split(arena, part, text, heading, plan) {
                    heads(item, &own_text(item));
                }
            };
            if parts.is_empty() {
                reads(paragraph, &text);
            }
            for part in parts {
                reads(part, &own_text(part));
            }
        }
    }
    for (heading, bare) in headings {
        let above = heading.next_sibling().is_some_and(|next| match rank(next) {
            Some(next) => Some(next) > rank(heading),
            None => !signs(next),
        });
        // A numbered line below which nothing stands says something itself, unless it names
        // a part or an item that was left empty.
        let next = heading.next_sibling().filter(|next| rank(next).is_some());
        let is_empty = || {
            let words = own_text(heading);
            plan.is_title(&words) || heading::part::is_empty(&words, next.map(own_text).as_deref())
        };
        let says = || rank(heading) >= Some(3) && !is_empty();
        if !above && !part_heading(arena, heading, plan) && bare && says() {
            heading.data_mut().value = NodeValue::Paragraph;
        }
    }
}

pub(super) fn own_text<'a>(node: &'a AstNode<'a>) -> String {
    read::text(node.children())
}

/// Whether the signature begins with `node`: a date, or a name above one.
fn signs<'a>(node: &'a AstNode<'a>) -> bool {
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return false;
    }
    let words = own_text(node);
    let dated = |next: &'a AstNode<'a>| frame::is_date(&own_text(next));
    frame::is_date(&words) || frame::is_name(&words) && node.next_sibling().is_some_and(dated)
}

/// The level of a heading.
pub(super) fn rank<'a>(node: &'a AstNode<'a>) -> Option<u8> {
    match &node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

pub(super) fn set_rank<'a>(node: &'a AstNode<'a>, rank: u8) {
    if let NodeValue::Heading(heading) = &mut node.data_mut().value {
        heading.level = rank;
    }
}

/// The lines of an indented block as one paragraph.
fn unindented<'a>(
    arena: &'a Arena<'a>,
    block: &'a AstNode<'a>,
    literal: &str,
    positions: Positions,
    pasted: &mut Pasted,
) -> &'a AstNode<'a> {
    let whole = block.data().sourcepos;
    let paragraph = new(arena, NodeValue::Paragraph, whole);
    for (index, text) in literal.lines().enumerate() {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let at = indented(whole, index, text, positions);
        let start = positions.span(at).start;
        let line = positions.source.line_span(positions.line(at)).start;
        pasted.indents.push(Span::new(line, start));
        if paragraph.first_child().is_some() {
            paragraph.append(new(arena, NodeValue::SoftBreak, at));
        }
        paragraph.append(new(arena, NodeValue::Text(text.to_owned().into()), at));
    }
    paragraph
}

/// The position of a line of an indented block: its text, without the indent.
fn indented(block: Sourcepos, index: usize, text: &str, positions: Positions) -> Sourcepos {
    let mut at = block;
    at.start.line += index;
    at.end.line = at.start.line;
    let line = positions.source.line_span(positions.line(at));
    let written = positions.source.slice(line);
    let start = written.find(text).unwrap_or_default();
    at.start.column = start + 1;
    at.end.column = start + text.len();
    at
}

/// The paragraphs a paragraph's lines make: a line that ends a sentence, or
/// one that begins like a paragraph, stands alone.
fn split_lines<'a>(
    arena: &'a Arena<'a>,
    paragraph: &'a AstNode<'a>,
    plan: &Plan,
) -> Vec<&'a AstNode<'a>> {
    let mut lines = vec![paragraph];
    let is_break = |node: &&AstNode| {
        matches!(
            node.data().value,
            NodeValue::SoftBreak | NodeValue::LineBreak
        )
    };
    if !paragraph.children().any(|child| is_break(&child)) {
        return lines;
    }
    let end = paragraph.data().sourcepos.end;
    let mut before = String::new();
    let children: Vec<&AstNode> = paragraph.children().collect();
    for (index, child) in children.iter().enumerate() {
        let at = child.data().sourcepos;
        // Of several breaks in a row, as <br> on a line of its own makes, one is enough.
        if is_break(child) && children.get(index + 1).is_none_or(is_break) {
            child.detach();
            continue;
        }
        if is_break(child) && before.is_empty() && lines.len() > 1 {
            // Nothing stands between two breaks.
            if let (Some(line), Some(first)) = (lines.last(), children.get(index + 1)) {
                line.data_mut().sourcepos.start = first.data().sourcepos.start;
            }
            child.detach();
            continue;
        }
        if is_break(child) {
            let after = children[index + 1..].iter().copied();
            let after = read::text(after.take_while(|node| !is_break(node)));
            let next = after.lines().next().unwrap_or_default();
            if begins_anew(&before, next, plan) {
                let mut at = at;
                if let Some(first) = children.get(index + 1) {
                    at.start = first.data().sourcepos.start;
                }
                at.end = end;
                let line = new(arena, NodeValue::Paragraph, at);
                let above = lines[lines.len() - 1];
                if let Some(last) = index.checked_sub(1).and_then(|last| children.get(last)) {
                    above.data_mut().sourcepos.end = last.data().sourcepos.end;
                }
                above.insert_after(line);
                lines.push(line);
                child.detach();
            } else if let Some(line) = lines.last().filter(|line| !std::ptr::eq(**line, paragraph))
            {
                line.append(child);
            }
            before.clear();
            continue;
        }
        before.push_str(&read::text(std::iter::once(*child)));
        if lines.len() > 1 {
            lines[lines.len() - 1].append(child);
        }
    }
    lines
}

/// Short lines that stand by themselves above a title or a signature.
const APART: [&str; 9] = [
    "加急", "特急", "平急", "急件", "专此", "特此", "此复", "此致", "谢谢",
];

/// Whether the line `next`, after the line `before`, begins a paragraph.
fn begins_anew(before: &str, next: &str, plan: &Plan) -> bool {
    // A mark that goes on in the next line: （对应 / 第二项）.
    let opened = before.rsplit(['（', '(']).next().unwrap_or_default();
    if opened.len() < before.len() && opened.contains("对应") && !opened.contains(['）', ')']) {
        return false;
    }
    let above = before.trim_end();
    // 未完成。原因： goes on in the next line.
    let labels = ["。原因：", "，原因：", "。下一步："];
    let ended = above.ends_with(['。', '！', '？', '；', '：', ':', '”', '）', ')', '】'])
        && !labels.iter().any(|label| above.ends_with(label));
    let short = before.trim().chars().count() <= 40;
    ended
        || next.starts_with('\u{3000}')
        || (short && is_bare(before) && !goes_on(before, next, plan))
        || numbering::number(next).is_some()
        || frame::is_date(next)
        || frame::is_date(before)
        || form::is_label(before)
        || form::is_label(next)
        || APART.contains(&above.trim_start())
        || frame::is_trailer(next)
        || (short && frame::is_title(before))
        || form::is_person(next)
        || tail::is_contact(next)
        || tail::is_contact(before)
        || entry::begins_with_id(next)
        || secrecy::is_mark(before)
}

/// Whether all of a line is a heading.
fn is_bare(line: &str) -> bool {
    heading::bare(line, 0).is_some_and(|bare| bare.length == line.len())
}

/// Whether two lines are titles of items only together: 标题，另一项的标 / 题.
fn goes_on(line: &str, next: &str, plan: &Plan) -> bool {
    let whole = [line, next.trim_end()].concat();
    let titled = plan.titled(&whole, Set::Marked);
    titled.is_some_and(|(_, length)| length == whole.len()) && numbering::number(next).is_none()
}

/// The paragraphs of one in which headings run on: …。一、…。二、…, where the
/// numbers follow each other from one. None where the paragraph stays whole.
fn split_run<'a>(
    arena: &'a Arena<'a>,
    paragraph: &'a AstNode<'a>,
    text: &str,
    positions: Positions,
    pasted: &mut Pasted,
) -> Vec<&'a AstNode<'a>> {
    let mut parts = Vec::new();
    // Sections are numbered 一、 or 第一部分.
    if !text.contains('、') && !text.contains("部分") {
        return parts;
    }
    if heading::sections(text) >= 2 {
        let line = read::line(paragraph.children(), positions);
        pasted.runs.push(line.whole());
    }
    let mut before = 0;
    for at in heading::run_on(text) {
        parts.push(take_head(arena, paragraph, at - before));
        before = at;
    }
    if before > 0 {
        parts.push(paragraph);
    }
    parts
}

/// Takes the first `bytes` of a paragraph's text out of it, as a paragraph
/// before it.
pub(super) fn take_head<'a>(
    arena: &'a Arena<'a>,
    paragraph: &'a AstNode<'a>,
    bytes: usize,
) -> &'a AstNode<'a> {
    let head = new(arena, NodeValue::Paragraph, paragraph.data().sourcepos);
    paragraph.insert_before(head);
    let mut left = bytes;
    let children: Vec<&AstNode> = paragraph.children().collect();
    for child in children {
        if left == 0 {
            break;
        }
        let length = read::text(std::iter::once(child)).len();
        if length <= left {
            left -= length;
            head.append(child);
            continue;
        }
        // The text in which the head ends.
        if let Some(part) = cut(arena, child, left) {
            head.append(part);
        }
        break;
    }
    if let Some(last) = head.last_child() {
        let end = last.data().sourcepos.end;
        head.data_mut().sourcepos.end = end;
    }
    if let Some(first) = paragraph.first_child() {
        let start = first.data().sourcepos.start;
        paragraph.data_mut().sourcepos.start = start;
    }
    head
}

/// Cuts the first `bytes` off a text node, as a node of their own.
pub(super) fn cut<'a>(
    arena: &'a Arena<'a>,
    node: &'a AstNode<'a>,
    bytes: usize,
) -> Option<&'a AstNode<'a>> {
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
