//! Lines of cells with tabs between them, as they come out of a spreadsheet or a
//! Word table, are a table.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeTable, NodeValue, Sourcepos, TableAlignment};

use super::new;
use crate::report::frame;
use crate::text::seek;

/// Makes tables of the paragraphs whose lines are all cells with tabs between.
pub(super) fn tables<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, text: &str) {
    if !seek::holds_sign(text, b'\t') {
        return;
    }
    let paragraphs: Vec<&AstNode> = root
        .children()
        .filter(|node| matches!(node.data().value, NodeValue::Paragraph))
        .collect();
    for paragraph in paragraphs {
        let Some(rows) = rows(paragraph) else {
            continue;
        };
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let whole = paragraph.data().sourcepos;
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
                if let Some((text, at)) = cells.get(column).filter(|(text, _)| !text.is_empty()) {
                    cell.append(new(arena, NodeValue::Text(text.clone().into()), *at));
                }
                row.append(cell);
            }
            table.append(row);
        }
        paragraph.insert_before(table);
        paragraph.detach();
    }
}

type Cells = Vec<(String, Sourcepos)>;

/// The cells of each line of a paragraph, where it is such a table: two lines
/// or more, two columns or more in the first, a tab in every line and no line
/// wider than the first. Contacts side by side are none: they are held out.
fn rows<'a>(paragraph: &'a AstNode<'a>) -> Option<Vec<Cells>> {
    let mut rows = Vec::new();
    for node in paragraph.children() {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) if frame::is_contact(text) => return None,
            NodeValue::Text(text) => rows.push(cells(text, data.sourcepos)?),
            NodeValue::SoftBreak | NodeValue::LineBreak => {}
            // Marks of Markdown: this was not pasted out of a table.
            _ => return None,
        }
    }
    let columns = rows.first()?.len();
    let fits = |row: &Cells| row.len() <= columns;
    (rows.len() >= 2 && columns >= 2 && rows.iter().all(fits)).then_some(rows)
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
