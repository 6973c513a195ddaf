//! Cells of several lines, as a spreadsheet writes them when they are copied: in quotation
//! marks, those inside doubled (RFC 4180, 2.6 and 2.7, with tabs for commas).

use comrak::nodes::{NodeValue, Sourcepos};

use super::tabs::{Cell, Cells, Line};

/// The lines of a paragraph with those of one row put together; nothing where no cell goes
/// on below its line, or where the rows that this gives are not as wide as the first.
pub(super) fn join<'a>(lines: &[Line<'a>]) -> Option<Vec<Line<'a>>> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut open = false;
    for line in lines {
        let text = text(line);
        match joined.last_mut().filter(|_| open) {
            Some(row) => row.extend(line),
            None => joined.push(line.clone()),
        }
        match text {
            Some(text) => open = goes_on(&text, open),
            // Marks of Markdown: this was not pasted out of a table.
            None if open => return None,
            None => {}
        }
    }
    let width = |row: &Line<'a>| text(row).map_or(0, |text| split(&text).len());
    let first = joined.iter().map(width).find(|&width| width > 1)?;
    let of_several = |row: &&Line| row.len() > 1 && text(row).is_some();
    let mut rows = joined.iter().filter(of_several).peekable();
    let any = rows.peek().is_some();
    (any && !open && rows.all(|row| width(row) == first)).then_some(joined)
}

/// The cells of a row of several lines.
pub(super) fn cells<'a>(row: &Line<'a>) -> Option<Cells<'a>> {
    let text = text(row).filter(|text| text.contains('\t'))?;
    let (first, last) = (row.first()?.data().sourcepos, row.last()?.data().sourcepos);
    let whole = Sourcepos {
        start: first.start,
        end: last.end,
    };
    let cells = split(&text).into_iter().map(|cell| {
        let inside = cell.strip_prefix('"').and_then(|c| c.strip_suffix('"'));
        let words = inside.map_or(cell.to_owned(), |inside| inside.replace("\"\"", "\""));
        Cell::of(words.trim().to_owned(), whole)
    });
    Some(cells.collect())
}

/// The text of lines that are nothing else.
fn text(lines: &Line) -> Option<String> {
    let mut whole = String::new();
    for (index, node) in lines.iter().enumerate() {
        let NodeValue::Text(text) = &node.data().value else {
            return None;
        };
        if index > 0 {
            whole.push('\n');
        }
        whole.push_str(text);
    }
    Some(whole)
}

/// Whether a cell that is in quotation marks is not closed on `line`; `open`: one was not
/// on the line before.
fn goes_on(line: &str, open: bool) -> bool {
    let mut quoted = open;
    for cell in line.split('\t') {
        let words = match quoted {
            true => cell,
            false => match cell.trim_start().strip_prefix('"') {
                Some(words) => words,
                None => continue,
            },
        };
        // A mark alone within the words is no spreadsheet's.
        let marks = words.trim_end();
        let inside = marks.trim_end_matches('"');
        let end = marks.len() - inside.len();
        let plain = inside.replace("\"\"", "").contains('"');
        quoted = !plain && end % 2 == 0;
    }
    quoted
}

/// The cells of a row, at the tabs that stand outside quotation marks.
fn split(row: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut start, mut open) = (0, false);
    for (at, sign) in row.char_indices() {
        match sign {
            '"' => open = !open,
            '\t' if !open => {
                cells.push(row[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    cells.push(row[start..].trim());
    cells
}
