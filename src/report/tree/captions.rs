//! Tables whose first row is no head: it is empty, as converters write it where a table
//! has none, or holds nothing but the table's caption.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::lines::own_text;
use super::new;

/// Makes the row below such a row the head of its table, and of a caption a paragraph.
pub(super) fn part<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>) {
    let is_table = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::Table(_));
    for table in root.children().filter(is_table) {
        let mut rows = table.children();
        let (Some(first), Some(second)) = (rows.next(), rows.next()) else {
            continue;
        };
        let filled = |cell: &&'a AstNode<'a>| !own_text(cell).trim().is_empty();
        let mut captions = first.children().filter(filled);
        let caption = captions.next();
        let whole = || second.children().all(|cell| filled(&cell)) && first.children().count() > 2;
        if captions.next().is_some() || caption.is_some() && !whole() {
            continue;
        }
        if let Some(cell) = caption {
            let paragraph = new(arena, NodeValue::Paragraph, cell.data().sourcepos);
            for node in cell.children().collect::<Vec<_>>() {
                paragraph.append(node);
            }
            table.insert_before(paragraph);
        }
        first.detach();
        second.data_mut().value = NodeValue::TableRow(true);
    }
}
