//! Tables without a header: their first row stands where Markdown wants one.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::{BY_WHOM_AND_WHEN, asks_if_done, names_task, tells_progress, tells_why};
use crate::plan::Plan;
use crate::report::tree;

/// Whether these cells where a header stands are a row: one of them is a task of the plan in
/// its own words, and none is the name of a column.
pub(super) fn is_row(cells: &[String], plan: &Plan) -> bool {
    let tasks = cells.iter().filter(|cell| names_task(plan, cell)).count();
    let is_name = |cell: &String| {
        let short = cell.chars().nth(SHORT).is_none();
        let ends = ["序号", "编号", "任务", "措施", "内容"];
        short
            && (ends.iter().any(|word| cell.ends_with(word))
                || BY_WHOM_AND_WHEN.iter().any(|word| cell.ends_with(word))
                || tells_progress(cell)
                || asks_if_done(cell)
                || tells_why(cell))
    };
    (1..cells.len()).contains(&tasks) && !cells.iter().any(is_name)
}

/// The characters of the longest name of a column.
const SHORT: usize = 8;

/// Puts an empty header above the rows of `table`, the first of which stands in its place.
pub(in crate::report) fn head<'a>(arena: &'a Arena<'a>, table: &'a AstNode<'a>) {
    let Some(first) = table.first_child() else {
        return;
    };
    let start = first.data().sourcepos.start;
    let at = (start.line, start.column, start.line, start.column).into();
    let header = tree::new(arena, NodeValue::TableRow(true), at);
    for _ in first.children() {
        header.append(tree::new(arena, NodeValue::TableCell, at));
    }
    first.data_mut().value = NodeValue::TableRow(false);
    table.prepend(header);
}
