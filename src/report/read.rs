//! The regular tree as facts: one passage a block, list items one by one.

use comrak::nodes::{AstNode, NodeValue};

use super::positions::Positions;
use super::{Block, Heading, Line, Passage, Report, entry, heading, ledger};
use crate::text::Span;
use crate::text::census::Census;
use crate::text::numbering::{self, Numbering};

/// The bytes that most lines have room in.
const LIKELY: usize = 256;

/// The plain text of inline nodes, each piece with its place.
pub(super) fn line<'a>(nodes: impl Iterator<Item = &'a AstNode<'a>>, positions: Positions) -> Line {
    let mut line = Line {
        text: String::with_capacity(LIKELY),
        pieces: Vec::with_capacity(4),
    };
    for node in nodes.flat_map(|node| node.descendants()) {
        let data = node.data();
        let text: &str = match &data.value {
            NodeValue::Text(text) => text,
            NodeValue::Code(code) => &code.literal,
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::TableRow(_) => "\n",
            NodeValue::TableCell => " ",
            _ => continue,
        };
        line.pieces
            .push((line.text.len(), positions.span(data.sourcepos)));
        line.text.push_str(text);
    }
    line
}

/// The passages of the paper, put into `report`, and the node of each.
pub(super) fn passages<'a>(
    root: &'a AstNode<'a>,
    positions: Positions,
    report: &mut Report,
) -> Vec<&'a AstNode<'a>> {
    let blocks = root.children().map(|node| match node.data().value {
        NodeValue::List(_) | NodeValue::Table(_) => node.children().count(),
        _ => 1,
    });
    let blocks = blocks.sum();
    let mut nodes = Vec::with_capacity(blocks);
    report.passages.reserve(blocks);
    for node in root.children() {
        let list = match node.data().value {
            NodeValue::List(list) => Some(list),
            _ => None,
        };
        if let Some(list) = list {
            for (index, item) in node.children().enumerate() {
                if let NodeValue::Item(item) = &mut item.data_mut().value {
                    item.start = list.start + index;
                }
                report.passages.push(passage(item, positions));
                nodes.push(item);
            }
        } else if let Some(columns) = answering(node, positions) {
            for row in node.children() {
                let mut passage = passage(row, positions);
                if passage.block == Block::Table {
                    passage.entry = ledger::entry(row, &passage.line, &columns, positions);
                }
                report.passages.push(passage);
                nodes.push(row);
            }
        } else {
            report.passages.push(passage(node, positions));
            nodes.push(node);
        }
    }
    nest(&mut report.passages);
    reasons(&mut report.passages);
    for passage in &report.passages {
        report.han += passage.census.han;
        find_placeholders(passage, &mut report.placeholders);
    }
    nodes
}

/// The columns of a table whose rows are answers.
fn answering<'a>(node: &'a AstNode<'a>, positions: Positions) -> Option<ledger::Columns> {
    let table = matches!(node.data().value, NodeValue::Table(_));
    table.then(|| ledger::columns(node, positions)).flatten()
}

fn passage<'a>(node: &'a AstNode<'a>, positions: Positions) -> Passage {
    let mut span = positions.span(node.data().sourcepos);
    let written = positions.source.slice(span);
    span.start += written.len() - written.trim_start().len();
    let mut block = match node.data().value {
        NodeValue::Paragraph | NodeValue::Heading(_) => Block::Paragraph,
        NodeValue::Item(_) => Block::ListItem,
        NodeValue::TableRow(true) => Block::TableHead,
        NodeValue::Table(_) | NodeValue::TableRow(false) => Block::Table,
        NodeValue::FootnoteDefinition(_) => Block::Footnote,
        _ => Block::Other,
    };
    let line = match block {
        // An item's own words: its paragraphs, not the lists below it.
        Block::ListItem => {
            let own = node
                .children()
                .filter(|child| matches!(child.data().value, NodeValue::Paragraph));
            line(own, positions)
        }
        _ => line(node.children(), positions),
    };
    let mut census = Census::of(&line.text);
    let found = heading::marks(&line.text, &census);
    let mark = found
        .first()
        .map(|&((item, measure), at)| (item, measure, line.span(at.start, at.end)));
    let marks = found.iter().map(|((item, _), _)| *item).collect();
    if let NodeValue::Heading(node) = &node.data().value {
        block = Block::Heading(read_heading(&line, node.level, span, positions));
    }
    let listed = block == Block::ListItem
        || matches!(
            numbering::number(&line.text),
            Some((_, Numbering::Figure | Numbering::BracketedFigure, _))
        );
    let mut entry = matches!(block, Block::ListItem | Block::Paragraph)
        .then(|| entry::parse(&line, &census, listed));
    if let Some(entry) = entry.as_mut().filter(|_| block == Block::ListItem) {
        // What stands in the lists below an item speaks for it too.
        let nested = node
            .children()
            .filter(|child| !matches!(child.data().value, NodeValue::Paragraph))
            .map(|child| entry::meaningful(&self::line(std::iter::once(child), positions).text));
        entry.reason += nested.sum::<usize>();
    }
    let own = census.chars;
    add_rest(node, positions, &mut census);
    Passage {
        block,
        line,
        span,
        beyond: census.chars - own,
        census,
        under: None,
        entry,
        mark,
        marks,
    }
}

/// Takes into `census` what a block's line leaves out: code, and of a list item
/// the lists below it.
fn add_rest<'a>(node: &'a AstNode<'a>, positions: Positions, census: &mut Census) {
    match node.data().value {
        NodeValue::Paragraph
        | NodeValue::Heading(_)
        | NodeValue::Table(_)
        | NodeValue::TableRow(_) => {}
        NodeValue::Item(_) => {
            let is_own = |child: &&AstNode| matches!(child.data().value, NodeValue::Paragraph);
            for below in node.children().filter(|child| !is_own(child)) {
                census.add(&Census::of(&line(std::iter::once(below), positions).text));
                add_code(below, census);
            }
        }
        _ => add_code(node, census),
    }
}

fn add_code<'a>(node: &'a AstNode<'a>, census: &mut Census) {
    for node in node.descendants() {
        if let NodeValue::CodeBlock(code) = &node.data().value {
            census.add(&Census::of(&code.literal));
        }
    }
}

fn read_heading(line: &Line, rank: u8, span: Span, positions: Positions) -> Heading {
    let text = line.text.trim_start_matches(['#', '＃', ' ', '\u{3000}']);
    let (number, start) = match numbering::number(text) {
        Some((value, numbering, length)) => (Some((value, numbering)), length),
        None => (None, 0),
    };
    let mut title = text.get(start..).unwrap_or_default();
    if let Some((_, at)) = heading::mark(title) {
        title = title.get(..at.start).unwrap_or(title);
    }
    let written = positions.source.slice(span);
    Heading {
        rank,
        number,
        title: title
            .trim_matches(['。', '：', ':', ' ', '\u{3000}', '\n'])
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
        if let Block::Heading(heading) = &passage.block {
            while above.last().is_some_and(|(rank, _)| *rank >= heading.rank) {
                above.pop();
            }
            passage.under = above.last().map(|(_, at)| *at);
            above.push((heading.rank, index));
        } else {
            passage.under = above.last().map(|(_, at)| *at);
        }
    }
}

/// Lets a paragraph that goes on with the reason speak for the line before it.
fn reasons(passages: &mut [Passage]) {
    for index in 1..passages.len() {
        let (before, here) = passages.split_at_mut(index);
        let text = here[0].line.text.trim_start();
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

/// What a writer left to be filled in. Only what cannot be meant: a masked name
/// (张××) or an X-ray (X射线) is none.
fn find_placeholders(passage: &Passage, found: &mut Vec<Span>) {
    let text = passage.line.text.as_str();
    if matches!(passage.block, Block::Footnote) {
        return;
    }
    let census = &passage.census;
    if census.may_hold_any(&['【', '[']) {
        for (at, open) in text.match_indices(['【', '[']) {
            let inside = &text[at + open.len()..];
            let named = ["待填", "待补", "待定", "标签:", "标签：", "填写"]
                .iter()
                .any(|word| inside.starts_with(word));
            if let Some(close) = inside
                .find(['】', ']'])
                .filter(|close| named && *close < 90)
            {
                let mark = inside[close..].chars().next().map_or(0, char::len_utf8);
                found.push(passage.line.span(at, at + open.len() + close + mark));
            }
        }
    }
    // A form's own words, copied with their dots.
    for blank in ["原因：……", "下一步：……", "（此处填写", "(此处填写"] {
        if !census.may_spell(blank) {
            continue;
        }
        for (at, _) in text.match_indices(blank) {
            found.push(passage.line.span(at, at + blank.len()));
        }
    }
    if !census.may_hold_any(&['年', '月']) || !census.may_hold_any(&OPEN) {
        return;
    }
    for (at, c) in text.char_indices() {
        let length = match c {
            '2' => open_year(&text[at..])
                .map(|year| year + open_day(&text[at + year..]).unwrap_or_default()),
            'x' | 'X' | '×' | '＊' | '_' => open_day(&text[at..]),
            _ => None,
        };
        let inside_word = text[..at]
            .chars()
            .next_back()
            .is_some_and(|before| before == c || before == '年' || before.is_ascii_alphanumeric());
        if let Some(length) = length.filter(|_| !inside_word) {
            found.push(passage.line.span(at, at + length));
        }
    }
}

/// What stands for a figure that is still to come.
const OPEN: [char; 6] = ['x', 'X', '×', '_', '＊', '*'];

fn is_open(c: char) -> bool {
    OPEN.contains(&c)
}

/// The length of `20__年`, `20xx年`, `201×年` at the start of `text`.
fn open_year(text: &str) -> Option<usize> {
    let end = text.find('年')?;
    let year = &text[..end];
    let characters = year.chars().count();
    let opened = year.chars().filter(|c| is_open(*c)).count();
    let figures = year.chars().filter(char::is_ascii_digit).count();
    (year.starts_with("20") && (3..=6).contains(&characters) && opened > 0)
        .then_some(())
        .filter(|()| opened + figures == characters)
        .map(|()| end + "年".len())
}

/// The length of `×月×日`, `__月__日` at the start of `text`.
fn open_day(text: &str) -> Option<usize> {
    let month = text.find('月')?;
    let after = &text[month + "月".len()..];
    let day = after.find('日')?;
    let open = |part: &str| !part.is_empty() && part.len() <= 8 && part.chars().all(is_open);
    (open(&text[..month]) && open(&after[..day])).then(|| month + "月".len() + day + "日".len())
}
