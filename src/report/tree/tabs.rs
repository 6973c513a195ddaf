//! Lines of cells with tabs between them, as they come out of a spreadsheet or a
//! Word table, are a table.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeTable, NodeValue, Sourcepos, TableAlignment};

use super::{new, quoted};
use crate::report::tail;
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
            broken = true;
        }
        let Some((start, mut rows)) = rows(&lines) else {
            continue;
        };
        let end = start + rows.len();
        let below = part(arena, paragraph, &lines[end..]);
        let above = part(arena, paragraph, &lines[..start]);
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        // The parser drops the tabs before a line: cells that are empty.
        for row in rows.iter_mut().filter(|row| row.len() < columns) {
            let Some(&(_, at)) = row.first() else {
                continue;
            };
            let line = written.get(at.start.line.saturating_sub(1));
            let line = line.copied().unwrap_or_default();
            let tabs = line.len() - line.trim_start_matches('\t').len();
            let tabs = tabs.min(columns - row.len());
            row.splice(0..0, std::iter::repeat_n((String::new(), at), tabs));
        }
        let mut whole = paragraph.data().sourcepos;
        let first = rows.first().and_then(|cells| cells.first());
        let last = rows.last().and_then(|cells| cells.last());
        if let (Some((_, first)), Some((_, last))) = (first, last) {
            whole.start = first.start;
            whole.end = last.end;
        }
        let table = NodeTable {
            alignments: vec![TableAlignment::None; columns],
            num_columns: columns,
            num_rows: rows.len(),
            num_nonempty_cells: rows.iter().map(Vec::len).sum(),
        };
        let table = new(arena, NodeValue::Table(Box::new(table)), whole);
        for (index, cells) in rows.into_iter().enumerate() {
            let at = cells.first().map_or(whole, |(_, at)| *at);
            let row = new(arena, NodeValue::TableRow(index == 0), at);
            for column in 0..columns {
                let cell = new(arena, NodeValue::TableCell, at);
                let words = cells.get(column).filter(|(text, _)| !text.is_empty());
                for (index, (words, at)) in words.into_iter().flat_map(by_line).enumerate() {
                    if index > 0 {
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
fn by_line((text, at): &(String, Sourcepos)) -> impl Iterator<Item = (&str, Sourcepos)> {
    text.split('\n').map(|words| (words.trim(), *at))
}

/// The cells of a row, each with its place.
pub(super) type Cells = Vec<(String, Sourcepos)>;

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
/// them only the former. Contacts side by side are no cells: they are held out.
fn rows<'a>(lines: &[Vec<&'a AstNode<'a>>]) -> Option<(usize, Vec<Cells>)> {
    let cells = |line: &Vec<&'a AstNode<'a>>| {
        let [node] = line[..] else {
            return quoted::cells(line);
        };
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) if !tail::is_contact(text) => cells(text, data.sourcepos),
            // Marks of Markdown: this was not pasted out of a table.
            _ => None,
        }
    };
    let all: Vec<Option<Cells>> = lines.iter().map(cells).collect();
    let width = |row: &Option<Cells>| row.as_ref().map_or(0, Vec::len);
    let widest = all.iter().map(width).max().filter(|&width| width >= 2)?;
    let start = all.iter().position(|row| width(row) == widest)?;
    let rows: Vec<Cells> = all.iter().skip(start).map_while(Clone::clone).collect();
    let heads = |row: &Option<Cells>| {
        let mut cells = row.iter().flatten();
        row.is_none() || cells.any(|(text, _)| text.contains(['：', ':']))
    };
    let alone =
        all[..start].iter().all(heads) && all[start + rows.len()..].iter().all(Option::is_none);
    (rows.len() >= 2 && alone).then_some((start, rows))
}

/// The cells of one line, each with its place where the text is as it is
/// written.
fn cells(line: &str, whole: Sourcepos) -> Option<Cells> {
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
        (text.to_owned(), at)
    });
    Some(cells.collect())
}
