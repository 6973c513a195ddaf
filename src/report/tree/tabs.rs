//! Lines of cells with tabs between them, as they come out of a spreadsheet or a
//! Word table, are a table.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeTable, NodeValue, Sourcepos, TableAlignment};

use super::{new, quoted};
use crate::report::{read, tail};
use crate::text::seek;

/// Makes tables of the lines of paragraphs that are cells with tabs between. A
/// caption above them and a note below stay paragraphs. Says whether cells have several
/// lines.
pub(super) fn tables<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, text: &str) -> bool {
    if !seek::holds_sign(text, b'\t') {
        return false;
    }
    let mut broken = false;
    let paragraphs: Vec<&AstNode> = root
        .children()
        .filter(|node| matches!(node.data().value, NodeValue::Paragraph))
        .collect();
    let written: Vec<&str> = text.lines().collect();
    for paragraph in paragraphs {
        let mut lines = lines(paragraph);
        if let Some(joined) = quoted::join(&lines) {
            lines = joined;
        }
        let Some((start, mut rows)) = rows(arena, &lines) else {
            continue;
        };
        let end = start + rows.len();
        let below = part(arena, paragraph, &lines[end..]);
        let above = part(arena, paragraph, &lines[..start]);
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        // The parser drops the tabs before a line: cells that are empty.
        for row in rows.iter_mut().filter(|row| row.len() < columns) {
            let Some(at) = row.first().map(|cell| cell.at) else {
                continue;
            };
            let line = written.get(at.start.line.saturating_sub(1));
            let line = line.copied().unwrap_or_default();
            let tabs = line.len() - line.trim_start_matches('\t').len();
            let tabs = tabs.min(columns - row.len());
            row.splice(0..0, std::iter::repeat_n(Cell::of(String::new(), at), tabs));
        }
        let mut whole = paragraph.data().sourcepos;
        let first = rows.first().and_then(|cells| cells.first());
        let last = rows.last().and_then(|cells| cells.last());
        if let (Some(first), Some(last)) = (first, last) {
            whole.start = first.at.start;
            whole.end = last.at.end;
        }
        let table = NodeTable {
            alignments: vec![TableAlignment::None; columns],
            num_columns: columns,
            num_rows: rows.len(),
            num_nonempty_cells: rows.iter().map(Vec::len).sum(),
        };
        let table = new(arena, NodeValue::Table(Box::new(table)), whole);
        for (index, cells) in rows.into_iter().enumerate() {
            let at = cells.first().map_or(whole, |cell| cell.at);
            let row = new(arena, NodeValue::TableRow(index == 0), at);
            for column in 0..columns {
                let cell = new(arena, NodeValue::TableCell, at);
                let words = cells.get(column).filter(|cell| !cell.is_empty());
                for node in words.iter().flat_map(|words| &words.nodes) {
                    cell.append(node);
                }
                let plain = words.filter(|words| words.nodes.is_empty());
                for (index, (words, at)) in plain.into_iter().flat_map(by_line).enumerate() {
                    if index > 0 {
                        broken = true;
                        cell.append(new(arena, NodeValue::LineBreak, at));
                    }
                    cell.append(new(arena, NodeValue::Text(words.to_owned().into()), at));
                }
                row.append(cell);
            }
            table.append(row);
        }
        for block in above.into_iter().chain([table]).chain(below) {
            paragraph.insert_before(block);
        }
        paragraph.detach();
    }
    broken
}

/// The lines of a cell, each with its place.
fn by_line<'c>(cell: &'c Cell) -> impl Iterator<Item = (&'c str, Sourcepos)> {
    cell.text.split('\n').map(|words| (words.trim(), cell.at))
}

/// A cell of a row.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    text: String,
    at: Sourcepos,
    /// What stands in it where there are marks of Markdown in its line.
    nodes: Vec<&'a AstNode<'a>>,
}

impl Cell<'_> {
    /// One with nothing but `text`.
    pub(super) fn of(text: String, at: Sourcepos) -> Self {
        let nodes = Vec::new();
        Cell { text, at, nodes }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.nodes.is_empty()
    }
}

/// The cells of a row.
pub(super) type Cells<'a> = Vec<Cell<'a>>;

/// The nodes of a line of a paragraph.
pub(super) type Line<'a> = Vec<&'a AstNode<'a>>;

/// The lines of a paragraph.
fn lines<'a>(paragraph: &'a AstNode<'a>) -> Vec<Line<'a>> {
    let mut lines = vec![Vec::new()];
    for node in paragraph.children() {
        match node.data().value {
            NodeValue::SoftBreak | NodeValue::LineBreak => lines.push(Vec::new()),
            _ => {
                if let Some(line) = lines.last_mut() {
                    line.push(node);
                }
            }
        }
    }
    lines
}

/// A paragraph of some of the lines of one.
fn part<'a>(
    arena: &'a Arena<'a>,
    paragraph: &'a AstNode<'a>,
    lines: &[Vec<&'a AstNode<'a>>],
) -> Option<&'a AstNode<'a>> {
    // A break at the end of a line makes an empty one of what follows it.
    let lines = lines.iter().filter(|line| !line.is_empty());
    let first = lines.clone().next()?.first()?;
    let last = lines.clone().next_back()?.last()?;
    let mut at = paragraph.data().sourcepos;
    at.start = first.data().sourcepos.start;
    at.end = last.data().sourcepos.end;
    let part = new(arena, NodeValue::Paragraph, at);
    for (index, line) in lines.enumerate() {
        if index > 0 {
            part.append(new(arena, NodeValue::SoftBreak, at));
        }
        for node in line {
            part.append(node);
        }
    }
    Some(part)
}

/// The lines of a paragraph that are a table, and which is the first: two or
/// more in a row, two columns or more in the first and no line wider. Above them
/// only lines without cells may stand, or who fills it in and when (单位：…), below
/// them only the former. Contacts side by side are no cells: they are held out. Marks of
/// Markdown may stand in the rows below one that has none.
fn rows<'a>(
    arena: &'a Arena<'a>,
    lines: &[Vec<&'a AstNode<'a>>],
) -> Option<(usize, Vec<Cells<'a>>)> {
    let cells = |line: &Vec<&'a AstNode<'a>>| {
        let [node] = line[..] else {
            return quoted::cells(line);
        };
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) if !tail::is_contact(text) => cells(text, data.sourcepos),
            _ => None,
        }
    };
    let mut all: Vec<Option<Cells>> = lines.iter().map(cells).collect();
    let width = |row: &Option<Cells>| row.as_ref().map_or(0, Vec::len);
    let widest = all.iter().map(width).max().filter(|&width| width >= 2)?;
    let start = all.iter().position(|row| width(row) == widest)?;
    for (row, line) in all.iter_mut().zip(lines).skip(start) {
        if row.is_none() {
            *row = marked(arena, line).filter(|row| row.len() <= widest);
        }
    }
    let rows: Vec<Cells> = all.iter().skip(start).map_while(Clone::clone).collect();
    let heads = |row: &Option<Cells>| {
        let mut cells = row.iter().flatten();
        row.is_none() || cells.any(|cell| cell.text.contains(['：', ':']))
    };
    let alone =
        all[..start].iter().all(heads) && all[start + rows.len()..].iter().all(Option::is_none);
    (rows.len() >= 2 && alone).then_some((start, rows))
}

/// The cells of a line with marks of Markdown in it, at the tabs that stand outside these.
fn marked<'a>(arena: &'a Arena<'a>, line: &[&'a AstNode<'a>]) -> Option<Cells<'a>> {
    let whole = Sourcepos {
        start: line.first()?.data().sourcepos.start,
        end: line.last()?.data().sourcepos.end,
    };
    let mut cells = vec![Cell::of(String::new(), whole)];
    for (index, node) in line.iter().enumerate() {
        let data = node.data();
        let parts = match &data.value {
            NodeValue::Text(text) => text.split('\t').collect(),
            _ => Vec::new(),
        };
        if parts.is_empty() {
            let cell = cells.last_mut()?;
            cell.text.push_str(&read::text(std::iter::once(*node)));
            cell.nodes.push(node);
        }
        let length: usize = parts.iter().map(|part| part.len() + 1).sum();
        let exact = data.sourcepos.end.column + 2 == data.sourcepos.start.column + length;
        let mut column = data.sourcepos.start.column;
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                cells.push(Cell::of(String::new(), whole));
            }
            let cell = cells.last_mut()?;
            let opens = cell.nodes.is_empty();
            let closes = number + 1 < parts.len() || index + 1 == line.len();
            let lead = if opens {
                part.len() - part.trim_start().len()
            } else {
                0
            };
            let words = if closes { part.trim_end() } else { part };
            let words = words.get(lead..).unwrap_or_default();
            let mut at = data.sourcepos;
            if exact {
                at.start.column = column + lead;
                at.end.column = (at.start.column + words.len()).saturating_sub(1);
            }
            column += part.len() + 1;
            if !words.is_empty() {
                cell.text.push_str(words);
                cell.nodes
                    .push(new(arena, NodeValue::Text(words.to_owned().into()), at));
            }
        }
    }
    for cell in &mut cells {
        if let (Some(first), Some(last)) = (cell.nodes.first(), cell.nodes.last()) {
            cell.at.start = first.data().sourcepos.start;
            cell.at.end = last.data().sourcepos.end;
        }
    }
    let words = read::text(line.iter().copied());
    (cells.len() >= 2 && !tail::is_contact(&words)).then_some(cells)
}

/// The cells of one line, each with its place where the text is as it is
/// written.
fn cells<'a>(line: &str, whole: Sourcepos) -> Option<Cells<'a>> {
    if !line.contains('\t') {
        return None;
    }
    let exact = whole.end.column + 1 == whole.start.column + line.len();
    let mut start = 0;
    let cells = line.split('\t').map(|written| {
        let text = written.trim();
        let lead = written.len() - written.trim_start().len();
        let mut at = whole;
        if exact && !text.is_empty() {
            at.start.column = whole.start.column + start + lead;
            at.end.column = at.start.column + text.len() - 1;
        }
        start += written.len() + '\t'.len_utf8();
        Cell::of(text.to_owned(), at)
    });
    Some(cells.collect())
}
