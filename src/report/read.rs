//! The regular tree as facts: one passage a block, list items one by one.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::positions::Positions;
use super::{
    Block, Heading, LIKELY, Line, Passage, Report, contents, entry, ledger, mark, placeholders,
};
use crate::plan::Plan;
use crate::text::census::Census;
use crate::text::seek::Signs;
use crate::text::{Span, numbering, words};

/// `root` and all nodes below it, in the order of the text. The parser's own walk
/// comes by each of them twice.
pub(super) fn walk<'a>(root: &'a AstNode<'a>) -> impl Iterator<Item = &'a AstNode<'a>> {
    std::iter::successors(Some(root), move |&node| {
        if let Some(first) = node.first_child() {
            return Some(first);
        }
        let mut last = node;
        while !std::ptr::eq(last, root) {
            if let Some(next) = last.next_sibling() {
                return Some(next);
            }
            last = last.parent()?;
        }
        None
    })
}

/// The plain text of inline nodes, each piece with its place.
pub(super) fn line<'a>(nodes: impl Iterator<Item = &'a AstNode<'a>>, positions: Positions) -> Line {
    let mut line = Line::default();
    for node in nodes {
        for node in walk(node) {
            let data = node.data();
            if let Some(text) = own_text(&data.value) {
                line.push(text, positions.span(data.sourcepos));
            }
        }
    }
    line
}

/// The plain text of inline nodes.
pub(super) fn text<'a>(nodes: impl Iterator<Item = &'a AstNode<'a>>) -> String {
    let mut whole = String::with_capacity(LIKELY);
    for node in nodes {
        for node in walk(node) {
            whole.push_str(own_text(&node.data().value).unwrap_or_default());
        }
    }
    whole
}

/// The plain text of a node but for what lies in it.
fn own_text(value: &NodeValue) -> Option<&str> {
    match value {
        NodeValue::Text(text) => Some(text),
        NodeValue::Code(code) => Some(&code.literal),
        NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::TableRow(_) => Some("\n"),
        // Of raw HTML nothing is left but the break in a cell.
        NodeValue::HtmlInline(_) => Some("\n"),
        NodeValue::TableCell => Some(" "),
        _ => None,
    }
}

/// The passages of the paper, put into `report`, and the node of each.
pub(super) fn passages<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    positions: Positions,
    plan: &Plan,
    report: &mut Report,
) -> Vec<&'a AstNode<'a>> {
    let blocks = root.children().map(|node| match node.data().value {
        NodeValue::List(_) | NodeValue::Table(_) => node.children().count(),
        _ => 1,
    });
    let blocks = blocks.sum();
    let mut nodes = Vec::with_capacity(blocks);
    report.passages.reserve(blocks);
    report.signs.reserve(positions.source.text.len());
    for node in root.children() {
        let list = match node.data().value {
            NodeValue::List(list) => Some(list),
            _ => None,
        };
        let columns = answering(node, plan);
        if columns.as_ref().is_some_and(|columns| columns.headless) {
            ledger::head(arena, node);
        }
        if matches!(node.data().value, NodeValue::Table(_)) {
            let table = report.passages.len();
            report.columns.extend(ledger::named(node, table));
        }
        let parted = list.is_some() || columns.is_some();
        let whole = (!parted).then_some(node);
        let parts = parted.then(|| node.children()).into_iter().flatten();
        for (index, node) in whole.into_iter().chain(parts).enumerate() {
            if let (Some(list), NodeValue::Item(item)) = (list, &mut node.data_mut().value) {
                item.start = list.start + index;
            }
            nodes.push(node);
            let at = report.passages.len();
            report.passages.resize_with(at + 1, Passage::default);
            let (before, here) = report.passages.split_at_mut(at);
            let passage = &mut here[0];
            read(passage, node, positions, &mut report.signs);
            understand(passage, node, positions, &report.signs);
            if let Some(columns) = &columns {
                if passage.block == Block::Table {
                    passage.entry =
                        ledger::entry(node, &passage.line, columns, plan, before.last());
                }
                ledger::repeat(passage, before.last());
            }
        }
    }
    contents::set_apart(&mut report.passages, &nodes);
    nest(&mut report.passages);
    reasons(&mut report.passages);
    for passage in &report.passages {
        let signs = report.signs.of(&passage.signs);
        placeholders::find(passage, signs, &mut report.placeholders);
    }
    nodes
}

/// The columns of a table whose rows are answers.
fn answering<'a>(node: &'a AstNode<'a>, plan: &Plan) -> Option<ledger::Columns> {
    let table = matches!(node.data().value, NodeValue::Table(_));
    table.then(|| ledger::columns(node, plan)).flatten()
}

/// Takes into `passage` what `node` is and its line, and adds that line's signs to those of
/// the paper.
fn read<'a>(passage: &mut Passage, node: &'a AstNode<'a>, positions: Positions, all: &mut Signs) {
    let mut span = positions.span(node.data().sourcepos);
    let written = positions.source.slice(span);
    span.start += written.len() - words::trim_start(written).len();
    passage.span = span;
    passage.block = match node.data().value {
        NodeValue::Paragraph | NodeValue::Heading(_) => Block::Paragraph,
        NodeValue::Item(_) => Block::ListItem,
        NodeValue::TableRow(true) => Block::TableHead,
        NodeValue::Table(_) | NodeValue::TableRow(false) => Block::Table,
        NodeValue::FootnoteDefinition(_) => Block::Footnote,
        _ => Block::Other,
    };
    passage.line = match passage.block {
        // An item's own words: its paragraphs, not the lists below it.
        Block::ListItem => line(
            node.children().filter(|child| is_paragraph(child)),
            positions,
        ),
        _ => line(node.children(), positions),
    };
    let from = all.count();
    passage.census.take(&passage.line.text, all);
    passage.signs = from..all.count();
}

/// Takes into `passage`, the one of `node`, what its line says and what lies below it.
fn understand<'a>(passage: &mut Passage, node: &'a AstNode<'a>, positions: Positions, all: &Signs) {
    let Passage { line, census, .. } = passage;
    passage.marks = mark::marks(&line.text, census);
    for named in &mut passage.marks {
        named.at = line.span(named.at.start, named.at.end);
    }
    if let NodeValue::Heading(node) = &node.data().value {
        let marked = !passage.marks.is_empty();
        let heading = read_heading(line, marked, node.level, passage.span, positions);
        passage.block = Block::Heading(Box::new(heading));
    }
    let listed = matches!(passage.block, Block::ListItem);
    let reads = match passage.block {
        Block::ListItem | Block::Paragraph => true,
        Block::Heading(_) => entry::begins_with_id(&line.text),
        _ => false,
    };
    if reads {
        let signs = all.of(&passage.signs);
        let mut entry = entry::parse(line, census, signs, listed);
        if entry.id.is_some() && passage.marks.is_empty() {
            passage.marks = entry::several(line, &mut entry);
        }
        passage.entry = Some(entry);
    }
    if is_plain(node) {
        return;
    }
    let own = census.chars;
    passage.below = lines_below(node, positions);
    for line in passage.below.iter().filter(|_| listed) {
        census.add(&Census::of(&line.text));
        let Some(entry) = &mut passage.entry else {
            continue;
        };
        match entry::below(line).filter(|_| entry.stated.is_none()) {
            Some((status, at, reason)) => {
                entry.stated = Some((status, at));
                entry.reason += reason;
            }
            None => entry.reason += entry::meaningful(&line.text),
        }
    }
    if listed || matches!(passage.block, Block::Other | Block::Footnote) {
        add_code(node, census);
    }
    passage.beyond = census.chars - own;
}

fn is_paragraph(node: &AstNode) -> bool {
    matches!(node.data().value, NodeValue::Paragraph)
}

/// Whether all that an item of a list has is a paragraph, as most have.
fn is_plain<'a>(node: &'a AstNode<'a>) -> bool {
    let only = |first: &'a AstNode<'a>| is_paragraph(first) && first.next_sibling().is_none();
    matches!(node.data().value, NodeValue::Item(_)) && node.first_child().is_some_and(only)
}

/// The lines that lie below a list item's own, and those of a quotation.
fn lines_below<'a>(node: &'a AstNode<'a>, positions: Positions) -> Vec<Line> {
    let quotes = match node.data().value {
        NodeValue::BlockQuote => true,
        NodeValue::Item(_) => false,
        _ => return Vec::new(),
    };
    let below = node
        .children()
        .filter(|child| quotes || !is_paragraph(child));
    let whole = below.flat_map(walk).filter(|node| {
        matches!(
            node.data().value,
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::Table(_)
        )
    });
    whole.map(|node| line(node.children(), positions)).collect()
}

/// Takes into `census` the code in a block, which no line holds.
fn add_code<'a>(node: &'a AstNode<'a>, census: &mut Census) {
    let below = node.children().filter(|child| !is_paragraph(child));
    for node in std::iter::once(node).chain(below.flat_map(walk)) {
        if let NodeValue::CodeBlock(code) = &node.data().value {
            census.add(&Census::of(&code.literal));
        }
    }
}

fn read_heading(line: &Line, marked: bool, rank: u8, span: Span, positions: Positions) -> Heading {
    let text = line.text.trim_start_matches(['#', '＃', ' ', '\u{3000}']);
    let (number, start) = match numbering::number(text) {
        Some((value, numbering, length)) => (Some((value, numbering)), length),
        None => (None, 0),
    };
    let mut title = text.get(start..).unwrap_or_default();
    if marked && let Some((_, at)) = mark::mark(title) {
        title = title.get(..at.start).unwrap_or(title);
    }
    let written = positions.source.slice(span);
    Heading {
        rank,
        number,
        title: title
            .trim_matches(['。', '：', ':', '，', ',', '—', ' ', '\u{3000}', '\n'])
            .to_owned(),
        span,
        hashed: written.trim_start().starts_with(['#', '＃']),
    }
}

/// Puts every passage under the nearest heading above it: for a heading the
/// nearest of a higher rank.
fn nest(passages: &mut [Passage]) {
    let mut above: Vec<(u8, usize)> = Vec::new();
    for (index, passage) in passages.iter_mut().enumerate() {
        let rank = passage.heading().map(|heading| heading.rank);
        while let (Some(rank), Some((last, _))) = (rank, above.last())
            && *last >= rank
        {
            above.pop();
        }
        passage.under = above.last().map(|(_, at)| *at);
        above.extend(rank.map(|rank| (rank, index)));
    }
}

/// Lets a paragraph that goes on with the reason speak for the line before it.
fn reasons(passages: &mut [Passage]) {
    for index in 1..passages.len() {
        let (before, here) = passages.split_at_mut(index);
        let text = words::trim_start(&here[0].line.text);
        let goes_on = here[0].block == Block::Paragraph
            && [
                "原因",
                "主要原因",
                "未完成原因",
                "下一步",
                "受",
                "由于",
                "因",
            ]
            .iter()
            .any(|word| text.starts_with(word));
        if goes_on && let Some(entry) = before[index - 1].entry.as_mut() {
            entry.reason += entry::meaningful(text);
        }
    }
}
