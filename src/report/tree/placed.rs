//! The tables that are drawn, at the places at which they are written: what the parser made
//! of their lines with bars has places in these.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue, Sourcepos};

use super::drawn::{Cell, Drawn};
use super::new;

/// Lets what the parser made of the `tables`, each with the line it was handed in on, have
/// the places at which it is written, and takes the marks off their captions.
pub(super) fn set_back<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, tables: &[(usize, Drawn)]) {
    if tables.is_empty() {
        return;
    }
    let is_table = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::Table(_));
    for node in root.children().filter(is_table).collect::<Vec<_>>() {
        let line = node.data().sourcepos.start.line;
        let found = tables.binary_search_by_key(&line, |(first, table)| first + table.head);
        let Some((first, table)) = found.ok().and_then(|index| tables.get(index)) else {
            continue;
        };
        let whole = (*first, 1, first + table.lines - 1, 1);
        node.data_mut().sourcepos = whole.into();
        for (node, row) in node.children().zip(&table.rows) {
            let (top, bottom) = row.lines;
            let ends = row.cells.iter().filter_map(|cell| cell.pieces.last());
            let end = ends.filter(|piece| piece.line == bottom);
            let end = end.map(|piece| piece.column + piece.length).max();
            let at = (first + top, 1, first + bottom, end.unwrap_or(1));
            node.data_mut().sourcepos = at.into();
            for (node, cell) in node.children().zip(&row.cells) {
                for node in node.descendants().collect::<Vec<_>>() {
                    place(arena, node, cell, *first, at.into());
                }
            }
        }
        caption(node);
    }
}

/// Whether one of the `tables` was handed in on `line` as well.
pub(super) fn holds(tables: &[(usize, Drawn)], line: usize) -> bool {
    let next = tables.partition_point(|(first, _)| *first <= line);
    let last = next.checked_sub(1).and_then(|index| tables.get(index));
    last.is_some_and(|(first, table)| line < first + table.lines)
}

/// Lets a node in `cell` have the place at which it is written, and parts a text where it
/// goes on in another line. `row` is the place of all cells.
fn place<'a>(
    arena: &'a Arena<'a>,
    node: &'a AstNode<'a>,
    cell: &Cell,
    first: usize,
    row: Sourcepos,
) {
    let at = node.data().sourcepos;
    let start = at.start.column.saturating_sub(1);
    let end = at.end.column.max(start + 1);
    let place = |start, end: usize| {
        let (from, to) = (written(cell, start)?, written(cell, end - 1)?);
        let at = (first + from.0, from.1 + 1, first + to.0, to.1 + 1);
        Some(Sourcepos::from(at))
    };
    node.data_mut().sourcepos = place(start, end).unwrap_or(row);
    let next = |at| cell.pieces.partition_point(|piece| piece.at < at);
    // From the piece in which it begins, which may end by a blank that joins it to the next.
    let pieces = &cell.pieces[next(start + 1).saturating_sub(1)..next(end)];
    let ends = pieces
        .iter()
        .flat_map(|piece| [piece.at, piece.at + piece.length]);
    let mut cuts: Vec<usize> = ends.filter(|at| (start + 1..end).contains(at)).collect();
    cuts.dedup();
    let text = match &node.data().value {
        NodeValue::Text(text) if !cuts.is_empty() => text.to_string(),
        _ => return,
    };
    let base = cell.pieces.first().map_or(0, |piece| piece.at);
    let marked = start.checked_sub(base).zip(end.checked_sub(base));
    let marked = marked.and_then(|(from, to)| cell.text.get(from..to));
    let Some(said) = marked.and_then(|marked| said(marked, &text, &cuts, start)) else {
        return;
    };
    let mut from = (0, start);
    for to in said.into_iter().zip(cuts) {
        let words = text[from.0..to.0].to_owned();
        let at = place(from.1, to.1).unwrap_or(row);
        node.insert_before(new(arena, NodeValue::Text(words.into()), at));
        from = to;
    }
    let mut data = node.data_mut();
    data.value = NodeValue::Text(text[from.0..].to_owned().into());
    data.sourcepos = place(from.1, end).unwrap_or(row);
}

/// The line of the table and the byte of it at which byte `at` of the line with bars
/// is written.
fn written(cell: &Cell, at: usize) -> Option<(usize, usize)> {
    let next = cell.pieces.partition_point(|piece| piece.at <= at);
    let piece = cell.pieces.get(next.saturating_sub(1))?;
    let offset = at.saturating_sub(piece.at).min(piece.length - 1);
    Some((piece.line, piece.column + offset))
}

/// Where in `text` stands what the bytes `cuts` begin, counted from `start`, of the same text
/// with its marks; nothing where it has others than a \ before a sign.
fn said(marked: &str, text: &str, cuts: &[usize], start: usize) -> Option<Vec<usize>> {
    let (marked, text) = (marked.as_bytes(), text.as_bytes());
    let mut found = Vec::with_capacity(cuts.len());
    let mut said = 0;
    let mut escaped = false;
    for (at, byte) in marked.iter().enumerate() {
        if cuts.get(found.len()) == Some(&(start + at)) {
            found.push(said);
        }
        let next = marked.get(at + 1).is_some_and(u8::is_ascii_punctuation);
        escaped = *byte == b'\\' && !escaped && next;
        if !escaped {
            text.get(said).filter(|said| *said == byte)?;
            said += 1;
        }
    }
    (said == text.len() && found.len() == cuts.len()).then_some(found)
}

/// Takes the mark of a caption off the paragraph below `table`: `: 表1　完成情况`. One that
/// does not say that it is a table's keeps it: it would be a heading.
fn caption<'a>(table: &'a AstNode<'a>) {
    let next = table.next_sibling();
    let is_paragraph = |node: &&AstNode| matches!(node.data().value, NodeValue::Paragraph);
    let Some(paragraph) = next.filter(is_paragraph) else {
        return;
    };
    let Some(first) = paragraph.first_child() else {
        return;
    };
    let mut data = first.data_mut();
    let NodeValue::Text(text) = &mut data.value else {
        return;
    };
    let marked = ["Table:", "table:", ":"].iter();
    let words = marked.filter_map(|mark| text.strip_prefix(mark)).next();
    let words = words.unwrap_or_default().trim_start();
    if words.starts_with('表') || words.ends_with('表') {
        let words = words.to_owned();
        let taken = text.len() - words.len();
        *text = words.into();
        data.sourcepos.start.column += taken;
        paragraph.data_mut().sourcepos.start.column += taken;
    }
}
