//! What the columns of any table are called and hold.

use comrak::nodes::AstNode;

use crate::report::{Column, read};
use crate::text::words;

/// The columns of `table`, at passage `at`.
pub(in crate::report) fn named<'a>(table: &'a AstNode<'a>, at: usize) -> Vec<Column> {
    let held = |cell: &'a AstNode<'a>| {
        let text = read::text(cell.children());
        // A picture without words is no empty cell.
        match text.is_empty() && cell.first_child().is_some() {
            true => "图".to_owned(),
            false => text,
        }
    };
    let names = table.first_child().into_iter().flat_map(AstNode::children);
    let columns = names.map(|name| Column {
        table: at,
        name: words::fold(&read::text(name.children())).into_owned(),
        cells: Vec::new(),
    });
    let mut columns: Vec<Column> = columns.collect();
    for row in table.children().skip(1) {
        for (column, cell) in columns.iter_mut().zip(row.children()) {
            column.cells.push(held(cell));
        }
    }
    columns
}
